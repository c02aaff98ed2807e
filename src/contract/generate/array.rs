//! How many elements an array gets, and what judges each of them.

use serde_json::Value;

use crate::contract::generate::book::Book;
use crate::contract::generate::demand::Demand;
use crate::contract::generate::fit::{Fit, size};

/// More elements than these are not made.
const MAX_ELEMENTS: usize = 2_000;

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
    let wanted = contained(demand, &mut found.scarce);
    let prefix = demand.all("prefixItems").filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
    // What stands at the beginning belongs together.
    let wished = if wished > 0 { wished.max(prefix.min(8)) } else { 0 };
    found.least = least.max(wanted.len());
    let count = found.least.max(wished).min(most.max(least)).min(MAX_ELEMENTS);
    let mut open = wanted;
    let mut index = 0;
    while index < count || !open.is_empty() && index < prefix + found.least {
        let schemas = demand.element(index);
        if schemas.contains(&&Value::Bool(false)) {
            break;
        }
        found.schemas.push(with_one_of(book, fit, schemas, &mut open));
        index += 1;
    }
    found.complete = open.is_empty() && index >= found.least;
    found
}

/// A schema of `contains` for every element that it asks for.
fn contained<'b>(demand: &Demand<'b>, scarce: &mut Vec<&'b Value>) -> Vec<&'b Value> {
    let mut wanted = Vec::new();
    for view in &demand.views {
        let Some(contains) = view.keywords.get("contains") else { continue };
        let times = view.keywords.get("minContains").and_then(size).unwrap_or(1);
        wanted.extend(std::iter::repeat_n(contains, times.min(MAX_ELEMENTS)));
        if view.keywords.contains_key("maxContains") {
            scarce.push(contains);
        }
    }
    wanted
}

/// The schemas of a position together with the first that is still wanted and doesn't clash with them.
fn with_one_of<'b>(
    book: &Book<'b>,
    fit: &Fit<'b>,
    schemas: Vec<&'b Value>,
    open: &mut Vec<&'b Value>,
) -> Vec<&'b Value> {
    for index in 0..open.len() {
        let mut together = schemas.clone();
        together.push(open[index]);
        if Demand::of(book, &together).is_possible(book, fit) {
            open.remove(index);
            return together;
        }
    }
    schemas
}
