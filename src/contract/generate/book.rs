//! The schemas of one bundle, to look things up in.

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use crate::contract::place::{Place, unescape};

/// The keywords of one schema.
pub type Keywords = Map<String, Value>;

/// A bundle's pieces, and how each is called in the contract.
#[derive(Clone, Copy, Debug)]
pub struct Book<'b> {
    /// The schema that a value is made for.
    pub root: &'b Value,
    pieces: Option<&'b Keywords>,
    origins: &'b [Place],
}

impl<'b> Book<'b> {
    /// A bundle, one of its schemas, and where its pieces came from.
    pub fn new(bundle: &'b Value, root: &'b Value, origins: &'b [Place]) -> Book<'b> {
        Book { root, pieces: bundle.get("$defs").and_then(Value::as_object), origins }
    }

    /// The names of the pieces that the schema is made of: a bundle may hold those of a whole description.
    pub fn reach(&self) -> Vec<&'b str> {
        let mut reached: IndexSet<&'b str> = IndexSet::new();
        let mut waiting = vec![self.root];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(elements) => waiting.extend(elements),
                Value::Object(entries) => waiting.extend(entries.values()),
                Value::String(text) => {
                    let Some((name, piece)) = text
                        .strip_prefix("#/$defs/")
                        .and_then(|name| self.pieces.and_then(|pieces| Some((name, pieces.get(name)?))))
                    else {
                        continue;
                    };
                    if reached.insert(name) {
                        waiting.push(piece);
                    }
                }
                _ => {}
            }
        }
        reached.into_iter().collect()
    }

    /// What a schema's `$ref` leads to, and its number; `None` without one, and for what is not in the bundle.
    pub fn target(&self, keywords: &Keywords) -> Option<(usize, &'b Value)> {
        self.piece(keywords.get("$ref")?.as_str()?)
    }

    /// The piece that a reference names.
    pub fn piece(&self, reference: &str) -> Option<(usize, &'b Value)> {
        let number = reference.strip_prefix("#/$defs/")?;
        Some((number.parse().ok()?, self.pieces?.get(number)?))
    }

    /// What the contract calls a piece; `None` for one that is not a component.
    pub fn name(&self, piece: usize) -> Option<Cow<'b, str>> {
        let (parent, name) = self.origins.get(piece)?.pointer.rsplit_once('/')?;
        let is_component = ["/schemas", "/$defs", "/definitions"].iter().any(|end| parent.ends_with(end));
        is_component.then(|| unescape(name))
    }
}
