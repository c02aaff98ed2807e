//! Strings that hold something else, marked for the validator library: it knows `contentMediaType` in one draft only and
//! `contentSchema` in none.
//!
//! A mark, under the keyword that bundles have too, is `{ "base64": bool, "json": bool, "schema": URL }`. It says where the schema of the inside is by its URL, since it may refer to whatever is around it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::contract::place::{Base, Place};
use crate::contract::refs::{DATA, NAMED};
use crate::contract::schema::bundle::CONTENT;
use crate::source::tree::{Content, Node};
use crate::value::json::push_token;
use crate::wire::exchange::is_json;

/// What contents of strings mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Nothing is asserted.
    Annotations,
    /// They are what the schema says.
    Asserted,
}

/// A document as JSON, marked.
pub fn marked(tree: &Node, base: Base) -> Value {
    let place = base.resource.clone();
    value(tree, &Arc::new(base), &place, Keys::Words)
}

/// What the keys of a mapping are: words of JSON Schema, or names that the author chose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Words,
    Names,
}

fn value(node: &Node, base: &Arc<Base>, place: &Place, keys: Keys) -> Value {
    match &node.content {
        Content::List(elements) => {
            let elements = elements.iter().enumerate();
            elements
                .map(|(index, element)| value(element, base, &place.join(&index.to_string()), Keys::Words))
                .collect()
        }
        Content::Map(entries) => {
            let entered = if keys == Keys::Words { base.entered(node, place) } else { None };
            let base = &entered.map_or_else(|| base.clone(), Arc::new);
            let mut map = Map::with_capacity(entries.len() + 1);
            for entry in entries {
                let is_data = keys == Keys::Words && DATA.contains(&&*entry.key);
                let under = if keys == Keys::Words && NAMED.contains(&&*entry.key) { Keys::Names } else { Keys::Words };
                let inside = match is_data {
                    true => entry.value.to_json(),
                    false => value(&entry.value, base, &place.join(&entry.key), under),
                };
                map.insert(entry.key.to_string(), inside);
            }
            if let Some(mark) = mark(node, base, place).filter(|_| keys == Keys::Words) {
                map.insert(CONTENT.to_owned(), mark);
            }
            Value::Object(map)
        }
        _ => node.to_json(),
    }
}

fn mark(node: &Node, base: &Base, place: &Place) -> Option<Value> {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let media_type = text("contentMediaType").map(str::to_ascii_lowercase);
    let essence = media_type.as_deref().map(|name| name.split(';').next().unwrap_or_default().trim());
    let holds_json = essence.is_some_and(is_json);
    let base64 = text("contentEncoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
    if !holds_json && !base64 {
        return None;
    }
    let schema = node.get("contentSchema").filter(|_| holds_json).map(|_| {
        let inside = place.pointer.strip_prefix(&*base.resource.pointer).unwrap_or(&place.pointer);
        let mut pointer = inside.to_owned();
        push_token(&mut pointer, "contentSchema");
        let mut url = base.url.clone();
        url.set_fragment(Some(&pointer));
        url.to_string()
    });
    Some(json!({ "base64": base64, "json": holds_json, "schema": schema }))
}
