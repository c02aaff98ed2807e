//! From a value to its shape.

use serde_json::Value;

use crate::value::json;
use crate::value::shape::format::Format;
use crate::value::shape::model::{Field, Fields, Numbers, Shape, Strings};

/// What lies deeper is left open: a body may nest deeper than its snapshot could be read back.
const MAX_DEPTH: usize = 48;

impl Shape {
    /// The shape of one value.
    pub fn infer(value: &Value) -> Shape {
        infer(value, None, 0)
    }

    /// The shape of one value in a place of which something is known, such as what a contract says of it. The known
    /// comes first: a field that is `null` here takes the known type, and keys that are missing here stay known.
    pub fn infer_with(value: &Value, known: &Shape) -> Shape {
        known.clone().refined_by(infer(value, Some(known), 0))
    }

    /// The shape of one value, told in the words of another shape where that accepts it: a string in which its pattern
    /// is found has that pattern, whatever else it looks like.
    pub fn infer_like(value: &Value, like: &Shape) -> Shape {
        infer(value, Some(like), 0)
    }
}

fn infer(value: &Value, like: Option<&Shape>, depth: usize) -> Shape {
    if depth > MAX_DEPTH {
        return Shape::any();
    }
    match value {
        Value::Null => Shape { null: true, ..Shape::default() },
        Value::Bool(_) => Shape { boolean: true, ..Shape::default() },
        Value::Number(number) => {
            let kind = if json::is_integer(number) { Numbers::Integer } else { Numbers::Any };
            Shape { number: Some(kind), ..Shape::default() }
        }
        Value::String(text) => Shape::strings(infer_string(text, like.and_then(|like| like.string.as_ref()), depth)),
        Value::Array(elements) => {
            let like = like.and_then(|like| like.array.as_deref());
            let shapes = elements.iter().map(|element| infer(element, like, depth + 1));
            let items = shapes.reduce(Shape::union).unwrap_or_default();
            Shape { array: Some(Box::new(items)), ..Shape::default() }
        }
        Value::Object(map) => {
            let like = like.and_then(|like| like.object.as_ref());
            let known = map.iter().map(|(key, value)| {
                let like = like.and_then(|like| like.known.get(key).map(|field| &field.shape).or(like.rest.as_deref()));
                (key.clone(), Field { shape: infer(value, like, depth + 1), optional: false })
            });
            Shape { object: Some(Fields { known: known.collect(), rest: None }), ..Shape::default() }
        }
    }
}

fn infer_string(text: &str, like: Option<&Strings>, depth: usize) -> Strings {
    if let Some(like) = like {
        if like.plain {
            return Strings::plain();
        }
        if let Some(same) = alternative(text, like) {
            return same;
        }
    }
    if text.is_empty() {
        return Strings { empty: true, ..Strings::default() };
    }
    if let Some(format) = Format::of(text) {
        return Strings::format(format);
    }
    let inner = like.and_then(|like| like.json.as_deref());
    match embedded(text, inner.is_some()) {
        Some(value) => Strings { json: Some(Box::new(infer(&value, inner, depth + 1))), ..Strings::default() },
        None => Strings::plain(),
    }
}

/// The one alternative that accepts `text`.
fn alternative(text: &str, like: &Strings) -> Option<Strings> {
    if like.values.contains(text) {
        return Some(Strings { values: like.values.clone(), ..Strings::default() });
    }
    if text.is_empty() && like.empty {
        return Some(Strings { empty: true, ..Strings::default() });
    }
    if let Some(format) = like.formats.iter().find(|format| format.accepts(text)) {
        return Some(Strings::format(*format));
    }
    let only = |pattern: &String| Strings { patterns: [pattern.clone()].into(), ..Strings::default() };
    like.patterns.iter().map(only).find(|pattern| pattern.accepts_text(text))
}

/// The JSON that a string holds. Unless JSON is expected, only lists and objects count: `12` and `true` are texts.
pub(super) fn embedded(text: &str, expected: bool) -> Option<Value> {
    if expected || text.trim_start().starts_with(['{', '[']) { json::parse(text.as_bytes()).ok() } else { None }
}
