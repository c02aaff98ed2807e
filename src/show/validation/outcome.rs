//! What became of one instance, as plain values.

use crate::contract::schema::violation::Violation;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::{FileId, Span};

/// One instance, judged.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name: the path as it was given.
    pub file: String,
    /// Where its text is, while something is said about it.
    pub source: Option<FileId>,
    /// The values that were judged, where a path selects them.
    pub nodes: Option<Vec<Node>>,
    /// What is wrong with it.
    pub violations: Vec<Located>,
    /// How many more violations there were than are told.
    pub more: usize,
    /// Why it could not be judged.
    pub unusable: Option<Diagnostic>,
}

/// A value that was judged on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its normalized path.
    pub path: String,
    /// Its JSON Pointer.
    pub pointer: String,
    /// Whether it is valid.
    pub valid: bool,
}

/// A violation and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What is wrong; its pointer begins at the root of the instance.
    pub violation: Violation,
    /// Where in the text.
    pub span: Span,
}

impl Outcome {
    /// Whether it was judged, and nothing is wrong with it.
    pub fn is_valid(&self) -> bool {
        self.unusable.is_none() && self.violations.is_empty()
    }
}
