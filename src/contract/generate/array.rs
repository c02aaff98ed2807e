//! How many elements an array gets, and what judges each of them.

use serde_json::Value;

use crate::contract::generate::book::Book;
use crate::contract::generate::demand::Demand;
use crate::contract::generate::fit::{Fit, size};

/// More elements than these are not made.
const MAX_ELEMENTS: usize = 2_000;
/// More elements than these are not made for `contains`.
const MAX_CONTAINED: usize = 200;

/// The elements to make.
#[derive(Debug, Default)]
pub struct Elements<'b> {
    /// What judges each of them.
    pub schemas: Vec<Vec<&'b Value>>,
    /// How many there must be.
    pub least: usize,
    /// Whether no two may be equal.
    pub unique: bool,
    /// Whether these are all that must be there: a schema may ask for more than is ever made.
    pub complete: bool,
    /// What only those elements may fit that were made for it.
    pub scarce: Vec<&'b Value>,
}

/// The elements of an array that would like to have `wished` of them.
pub fn elements<'b>(book: &Book<'b>, fit: &Fit<'b>, demand: &Demand<'b>, wished: usize) -> Elements<'b> {
    let least = demand.all("minItems").filter_map(size).max().unwrap_or(0);
    let most = demand.all("maxItems").filter_map(size).min().unwrap_or(usize::MAX);
    let mut found = Elements {
        unique: demand.all("uniqueItems").any(|unique| unique == &Value::Bool(true)),
        complete: least <= MAX_ELEMENTS && least <= most,
        ..Elements::default()
    };
    if !found.complete {
        return found;
    }
    let mut open = contained(demand, &mut found.scarce);
    let prefix = demand.all("prefixItems").filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
    // What stands at the beginning belongs together.
    let wished = if wished > 0 { wished.max(prefix.min(8)) } else { 0 };
    let count = least.max(wished.min(most));
    found.least = least;
    for index in 0..most.min(MAX_ELEMENTS) {
        if index >= count && (open.is_empty() || index >= prefix + least + MAX_CONTAINED) {
            break;
        }
        let mut schemas = demand.element(index);
        if schemas.contains(&&Value::Bool(false)) {
            break;
        }
        if take(book, fit, &mut schemas, &mut open) {
            found.least = found.least.max(index + 1);
        }
        found.schemas.push(schemas);
    }
    found.complete = open.is_empty() && found.schemas.len() >= least;
    found
}

/// A schema of `contains` for every element that it asks for.
fn contained<'b>(demand: &Demand<'b>, scarce: &mut Vec<&'b Value>) -> Vec<&'b Value> {
    let mut wanted = Vec::new();
    for view in &demand.views {
        let Some(contains) = view.keywords.get("contains") else { continue };
        let times = view.keywords.get("minContains").and_then(size).unwrap_or(1);
        wanted.extend(std::iter::repeat_n(contains, times.min(MAX_CONTAINED)));
        if view.keywords.contains_key("maxContains") {
            scarce.push(contains);
        }
    }
    wanted
}

/// Adds to the schemas of a position what is still wanted and doesn't clash with them; says whether there was any.
fn take<'b>(book: &Book<'b>, fit: &Fit<'b>, schemas: &mut Vec<&'b Value>, open: &mut Vec<&'b Value>) -> bool {
    let before = schemas.len();
    let mut index = 0;
    while let Some(&wanted) = open.get(index) {
        // One element can't stand for two of the same.
        let taken = schemas[before..].iter().any(|schema| std::ptr::eq(*schema, wanted));
        schemas.push(wanted);
        if !taken && Demand::of(book, schemas).is_possible(book, fit) {
            open.remove(index);
        } else {
            schemas.pop();
            index += 1;
        }
    }
    schemas.len() > before
}
