//! One problem with what the user wrote: a stable code, places, what was found, and a fix.

use crate::source::code::Code;
use crate::source::span::Span;

/// Whether a problem stops the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is sent.
    Error,
    /// Said, and the command goes on.
    Warning,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A lowercase fragment, such as "not a key of a case".
    pub text: String,
}

/// One problem. The first label is where it is; the others are what it has to do with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong: a lowercase fragment without a final period.
    pub message: String,
    /// Places, the main one first.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity: Severity::Error, message: message.into(), labels: Vec::new(), help: Vec::new() }
    }

    /// The same as a warning.
    pub fn warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }

    /// Adds a place; the first one added is the main one.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fix.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }
}

/// Every problem found so far. Loading goes on after one, so that all are reported together.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds several.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Whether anything stops the command.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many errors and how many warnings are shown: the same problem said twice counts once.
    pub fn shown(&self) -> (usize, usize) {
        let sorted = self.sorted();
        let errors = sorted.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, sorted.len() - errors)
    }

    /// How many errors and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, self.list.len() - errors)
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them, by place; the same problem said twice is said once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.list.iter().collect();
        list.sort_by_key(|diagnostic| {
            (diagnostic.labels.first().map(|label| label.span), diagnostic.code, &diagnostic.message)
        });
        list.dedup();
        list
    }
}
