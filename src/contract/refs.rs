//! Finds the references, ids and anchors of one file, without taking data for structure.
//!
//! An example may hold a key `$ref`, and a schema may describe a property of that name; neither is a reference.

use std::sync::Arc;

use crate::contract::place::{Base, Place};
use crate::source::span::Span;
use crate::source::tree::{Content, Node};
use crate::value::json::push_token;

/// One `$ref` and where it stands.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it starts from.
    pub base: Arc<Base>,
    /// As written.
    pub text: Box<str>,
    /// Of the text.
    pub span: Span,
}

/// Everything found in one file.
#[derive(Debug, Default)]
pub struct Scan {
    /// The references, in the order written.
    pub references: Vec<Found>,
    /// What has an `$id`, by its URL.
    pub resources: Vec<(String, Place)>,
    /// Anchors by the URL of their resource and their name.
    pub anchors: Vec<((String, String), Place)>,
}

/// Goes over one file.
pub fn scan(tree: &Node, base: Base) -> Scan {
    let mut scanner = Scanner { scan: Scan::default(), path: Vec::new(), document: base.resource.document };
    scanner.node(tree, &Arc::new(base), Keys::Structure);
    scanner.scan
}

/// What the keys of a mapping are: words of OpenAPI and JSON Schema, or names that the author chose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Structure,
    Names,
}

/// Under these keys stand mappings whose keys are names.
pub const NAMED: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
];

/// Under these keys stands data.
pub const DATA: &[&str] = &["const", "default", "enum", "example", "value", "mapping", "variables"];

struct Scanner<'a> {
    scan: Scan,
    path: Vec<Step<'a>>,
    document: u32,
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Scanner<'a> {
    fn node(&mut self, node: &'a Node, base: &Arc<Base>, keys: Keys) {
        match &node.content {
            Content::Map(_) if keys == Keys::Names => {
                for entry in node.entries() {
                    self.under(Step::Key(&entry.key), &entry.value, base, Keys::Structure);
                }
            }
            Content::Map(_) => self.structure(node, base),
            Content::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.under(Step::Index(index), element, base, Keys::Structure);
                }
            }
            _ => {}
        }
    }

    fn structure(&mut self, node: &'a Node, base: &Arc<Base>) {
        let entered = node.get(base.id_key).and_then(|_| base.entered(node, &self.place()));
        let base = &match entered {
            Some(entered) => {
                self.scan.resources.push((entered.url.to_string(), self.place()));
                Arc::new(entered)
            }
            None => base.clone(),
        };
        for entry in node.entries() {
            let key: &'a str = &entry.key;
            match (key, entry.value.as_str()) {
                ("$ref", Some(text)) => {
                    self.scan.references.push(Found { base: base.clone(), text: text.into(), span: entry.value.span })
                }
                ("$anchor" | "$dynamicAnchor", Some(name)) => self.anchor(base, name),
                // Up to draft 7 an `$id` that is only a fragment is an anchor.
                ("$id" | "id", Some(id)) if key == base.id_key && id.starts_with('#') => self.anchor(base, &id[1..]),
                _ if DATA.contains(&key) || key.starts_with("x-") => {}
                ("examples", _) if matches!(entry.value.content, Content::List(_)) => {}
                _ => {
                    let named = NAMED.contains(&key) && matches!(entry.value.content, Content::Map(_));
                    self.under(Step::Key(key), &entry.value, base, if named { Keys::Names } else { Keys::Structure });
                }
            }
        }
    }

    fn under(&mut self, step: Step<'a>, node: &'a Node, base: &Arc<Base>, keys: Keys) {
        if matches!(node.content, Content::Map(_) | Content::List(_)) {
            self.path.push(step);
            self.node(node, base, keys);
            self.path.pop();
        }
    }

    fn anchor(&mut self, base: &Base, name: &str) {
        self.scan.anchors.push(((base.url.to_string(), name.to_owned()), self.place()));
    }

    fn place(&self) -> Place {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_token(&mut pointer, key),
                Step::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        Place { document: self.document, pointer: pointer.into() }
    }
}
