//! Places in a tree, and what the tree of an edited file must be.

use serde_json::Value;

use crate::source::diagnostic::Diagnostics;
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Entry, Node};
use crate::source::yaml;

/// A step from a node to one in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// The value of a key.
    Key(String),
    /// An element of a list.
    Index(usize),
}

/// Why a file cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Uneditable {
    /// Where.
    pub span: Span,
    /// A lowercase fragment.
    pub why: String,
}

/// The tree of a file; `None` when it has any error.
pub fn parsed(file: FileId, text: &str) -> Option<Node> {
    let mut diagnostics = Diagnostics::default();
    yaml::parse(file, text, &mut diagnostics).filter(|_| !diagnostics.has_errors())
}

/// Every entry with this key and whose value has this place, with the way to it. Where an anchor is used again there
/// are several.
pub fn entries_at<'n>(root: &'n Node, key: &str, span: Span) -> Vec<(Vec<Token>, &'n Entry)> {
    let mut found = Vec::new();
    search(root, &mut Vec::new(), &mut |way, entry| {
        if &*entry.key == key && entry.value.span == span {
            found.push((way.to_vec(), entry));
        }
    });
    found
}

fn search<'n>(node: &'n Node, way: &mut Vec<Token>, visit: &mut dyn FnMut(&[Token], &'n Entry)) {
    match &node.content {
        Content::Map(entries) => {
            for entry in entries {
                way.push(Token::Key(entry.key.to_string()));
                visit(way, entry);
                search(&entry.value, way, visit);
                way.pop();
            }
        }
        Content::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                way.push(Token::Index(index));
                search(element, way, visit);
                way.pop();
            }
        }
        _ => {}
    }
}

/// The value at the end of a way.
pub fn value_at<'v>(root: &'v mut Value, way: &[Token]) -> Option<&'v mut Value> {
    way.iter().try_fold(root, |value, token| match token {
        Token::Key(key) => value.as_object_mut()?.get_mut(key),
        Token::Index(index) => value.as_array_mut()?.get_mut(*index),
    })
}

/// Whether a node is written as an alias, `*name`.
pub fn is_alias(text: &str, node: &Node) -> bool {
    text.get(node.span.range()).is_some_and(|text| text.starts_with('*'))
}

/// Whether a list or mapping is written with brackets.
pub fn is_flow(text: &str, node: &Node) -> bool {
    text.get(node.span.range()).is_some_and(|text| text.starts_with(['{', '[']))
}
