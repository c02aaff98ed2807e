//! Which properties have no place in one direction: `writeOnly` ones in responses, `readOnly` ones in requests.

use crate::contract::dialect::Direction;
use crate::contract::document::Documents;
use crate::contract::place::Base;
use crate::source::tree::Node;

/// How many references and `allOf`s are followed to find a flag.
const MAX_DEPTH: usize = 8;

/// The hidden properties that a schema and what it is composed of describe.
pub fn names(documents: &Documents, base: &Base, schema: &Node, direction: Direction) -> Vec<String> {
    let mut names = Vec::new();
    collect(documents, base, schema, direction, MAX_DEPTH, &mut names);
    names
}

/// Whether a property with this schema is hidden.
pub fn is_hidden(documents: &Documents, base: &Base, schema: &Node, direction: Direction) -> bool {
    flag(direction).is_some_and(|flag| flagged(documents, base, schema, flag, MAX_DEPTH))
}

fn flag(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Request => Some("readOnly"),
        Direction::Response => Some("writeOnly"),
        Direction::Neither => None,
    }
}

fn collect(
    documents: &Documents,
    base: &Base,
    schema: &Node,
    direction: Direction,
    depth: usize,
    names: &mut Vec<String>,
) {
    let (Some(flag), false) = (flag(direction), depth == 0) else { return };
    for entry in schema.get("properties").map(Node::entries).unwrap_or_default() {
        if flagged(documents, base, &entry.value, flag, MAX_DEPTH) {
            names.push(entry.key.to_string());
        }
    }
    for part in schema.get("allOf").map(Node::elements).unwrap_or_default() {
        collect(documents, base, part, direction, depth - 1, names);
    }
    if let Some((base, target)) = target(documents, base, schema) {
        collect(documents, &base, target, direction, depth - 1, names);
    }
}

fn flagged(documents: &Documents, base: &Base, schema: &Node, flag: &str, depth: usize) -> bool {
    if schema.get(flag).and_then(Node::as_bool) == Some(true) {
        return true;
    }
    if depth == 0 {
        return false;
    }
    let parts = schema.get("allOf").map(Node::elements).unwrap_or_default();
    parts.iter().any(|part| flagged(documents, base, part, flag, depth - 1))
        || target(documents, base, schema)
            .is_some_and(|(base, target)| flagged(documents, &base, target, flag, depth - 1))
}

fn target<'d>(documents: &'d Documents, base: &Base, schema: &Node) -> Option<(Base, &'d Node)> {
    let place = documents.resolve(base, schema.get("$ref")?.as_str()?).ok()?;
    Some((documents.base(&place)?, documents.node(&place)?))
}
