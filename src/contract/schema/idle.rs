//! Schemas for which every value is valid though nobody can have meant that: an instance in the place of the schema, and
//! references that only lead back to themselves. The specification has nothing against either, so these are warnings.

use std::collections::HashSet;

use crate::contract::dialect::{Dialect, Holds};
use crate::contract::document::Documents;
use crate::contract::gathering::Gathered;
use crate::contract::place::Place;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::tree::{Entry, Node};

/// No chain of references is followed further.
const MAX_STEPS: usize = 64;

/// What is to be said of a schema at `place`, and of the references that were gathered with it.
pub fn idle(gathered: &Gathered, place: &Place, dialect: Dialect) -> Vec<Diagnostic> {
    let mut found = loops(gathered, dialect);
    found.extend(without_keywords(&gathered.documents, place, dialect));
    found
}

/// A mapping that says something, and nothing that a schema would say.
fn without_keywords(documents: &Documents, place: &Place, dialect: Dialect) -> Option<Diagnostic> {
    let entries = documents.node(place)?.entries();
    let foreign = entries.iter().find(|entry| is_foreign(entry, dialect))?;
    if entries.iter().any(|entry| entry.key.starts_with('$') || matters(entry)) {
        return None;
    }
    let problem = Diagnostic::new(Code::UnknownKeyword, "a schema without keywords: every value is valid");
    let problem = problem.at(foreign.key_span, format!("this is no keyword of {}", dialect.name()));
    Some(problem.help("the schema comes first: `countersign validate SCHEMA INSTANCE...`").warning())
}

fn is_foreign(entry: &Entry, dialect: Dialect) -> bool {
    !entry.key.starts_with("x-") && dialect.holds(&entry.key).is_none()
}

/// Whether a keyword can make a value invalid, in any draft.
fn matters(entry: &Entry) -> bool {
    let holds = Dialect::held_by_any(&entry.key);
    holds.is_some_and(|holds| !matches!(holds, Holds::Annotation | Holds::Sample))
}

/// References that come back to themselves, with nothing said on the way. Each loop is told once.
fn loops(gathered: &Gathered, dialect: Dialect) -> Vec<Diagnostic> {
    let documents = &gathered.documents;
    let mut told = HashSet::new();
    let mut found = Vec::new();
    for reference in &gathered.references {
        let Ok(start) = documents.resolve(&reference.base, &reference.text) else { continue };
        let Some(way) = back_to(documents, &start, dialect).filter(|_| !told.contains(&start)) else { continue };
        let span = documents.node(&start).and_then(|node| node.get("$ref")).map(|node| node.span);
        let problem = Diagnostic::new(Code::RefLoop, "a reference that leads back to itself: every value is valid");
        let problem = problem.at(span.unwrap_or(reference.span), "nothing is asserted here");
        found.push(problem.help("refer to a schema that has content of its own").warning());
        told.extend(way);
    }
    found
}

/// The places from one that is nothing but a reference back to itself; `None` where the way leads elsewhere.
fn back_to(documents: &Documents, start: &Place, dialect: Dialect) -> Option<Vec<Place>> {
    let mut way = vec![start.clone()];
    while way.len() < MAX_STEPS {
        let next = step(documents, way.last()?, dialect)?;
        if next == *start {
            return Some(way);
        }
        way.push(next);
    }
    None
}

/// Where a schema leads that is nothing but a reference.
fn step(documents: &Documents, place: &Place, dialect: Dialect) -> Option<Place> {
    let node = documents.node(place)?;
    let text = node.get("$ref").and_then(Node::as_str)?;
    let named = documents.get(place.document)?.tree.get("$schema").and_then(Node::as_str).and_then(Dialect::named);
    let says_more = |entry: &Entry| {
        &*entry.key != "$ref" && Dialect::held_by_any(&entry.key) != Some(Holds::Definitions) && matters(entry)
    };
    if !named.unwrap_or(dialect).ref_stands_alone() && node.entries().iter().any(says_more) {
        return None;
    }
    documents.resolve(&documents.base(place)?, text).ok()
}
