//! Which properties have no place in one direction: `writeOnly` ones in responses, `readOnly` ones in requests.

use std::collections::HashMap;

use crate::contract::dialect::Direction;
use crate::contract::document::Documents;
use crate::contract::place::{Base, Place};
use crate::source::tree::Node;

/// How many references and `allOf`s are followed to find a flag.
const MAX_DEPTH: usize = 8;

/// Tells hidden properties for one direction.
#[derive(Debug)]
pub struct Hidden<'d> {
    documents: &'d Documents,
    flag: Option<&'static str>,
    /// What was found at the ends of references, which hundreds of properties share.
    known: HashMap<Place, bool>,
}

impl<'d> Hidden<'d> {
    /// For one direction.
    pub fn new(documents: &'d Documents, direction: Direction) -> Hidden<'d> {
        let flag = match direction {
            Direction::Request => Some("readOnly"),
            Direction::Response => Some("writeOnly"),
            Direction::Neither => None,
        };
        Hidden { documents, flag, known: HashMap::new() }
    }

    /// Whether a property with this schema is hidden.
    pub fn is_hidden(&mut self, base: &Base, schema: &Node) -> bool {
        self.flag.is_some_and(|flag| self.flagged(base, schema, flag, MAX_DEPTH))
    }

    /// The hidden properties that a schema and what it is composed of describe.
    pub fn names(&mut self, base: &Base, schema: &Node) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(flag) = self.flag {
            self.collect(base, schema, flag, MAX_DEPTH, &mut names);
        }
        names
    }

    fn collect(&mut self, base: &Base, schema: &Node, flag: &str, depth: usize, names: &mut Vec<String>) {
        for entry in schema.get("properties").map(Node::entries).unwrap_or_default() {
            if self.flagged(base, &entry.value, flag, MAX_DEPTH) {
                names.push(entry.key.to_string());
            }
        }
        if depth == 0 {
            return;
        }
        for part in schema.get("allOf").map(Node::elements).unwrap_or_default() {
            self.collect(base, part, flag, depth - 1, names);
        }
        if let Some(place) = self.target(base, schema)
            && let (Some(base), Some(target)) = (self.documents.base(&place), self.documents.node(&place))
        {
            self.collect(&base, target, flag, depth - 1, names);
        }
    }

    fn flagged(&mut self, base: &Base, schema: &Node, flag: &str, depth: usize) -> bool {
        if schema.get(flag).and_then(Node::as_bool) == Some(true) {
            return true;
        }
        if depth == 0 {
            return false;
        }
        let parts = schema.get("allOf").map(Node::elements).unwrap_or_default();
        if parts.iter().any(|part| self.flagged(base, part, flag, depth - 1)) {
            return true;
        }
        let Some(place) = self.target(base, schema) else { return false };
        if let Some(&known) = self.known.get(&place) {
            return known;
        }
        let flagged = match (self.documents.base(&place), self.documents.node(&place)) {
            (Some(base), Some(target)) => self.flagged(&base, target, flag, depth - 1),
            _ => false,
        };
        self.known.insert(place, flagged);
        flagged
    }

    fn target(&self, base: &Base, schema: &Node) -> Option<Place> {
        self.documents.resolve(base, schema.get("$ref")?.as_str()?).ok()
    }
}
