//! Rewrites schemas so that what must not be is said as what may be.
//!
//! Most of the time a value avoids `not`, and the other branches of `oneOf`, by itself. Where it doesn't, a bundle
//! rewritten here leads the way: `not: { required: [a] }` becomes a schema without `a`, and so on. Whatever can't be
//! turned around stays as it is beside it, so nothing that was refused is let in.

use serde_json::{Map, Value, json};

use crate::contract::dialect::{Dialect, Holds};
use crate::contract::generate::book::{Book, Keywords};
use crate::contract::generate::kind::Kinds;
use crate::contract::schema::bundle::CONTENT;

/// How deep schemas are turned around.
const MAX_DEPTH: usize = 4;
/// How many ways to avoid one schema are written down.
const MAX_WAYS: usize = 16;
/// A `oneOf` of more branches stays as it is.
const MAX_BRANCHES: usize = 8;

/// The pieces that a schema is made of, as a bundle with `not`, `oneOf` and `if` rewritten.
pub fn rewritten(book: &Book<'_>) -> Value {
    let pieces = book.reach().into_iter().filter_map(|name| Some((name, book.piece(&format!("#/$defs/{name}"))?.1)));
    let pieces: Map<String, Value> = pieces.map(|(name, piece)| (name.to_owned(), schema(book, piece))).collect();
    json!({ "$defs": pieces })
}

fn schema(book: &Book<'_>, value: &Value) -> Value {
    let Value::Object(keywords) = value else { return value.clone() };
    let mut out: Keywords =
        keywords.iter().map(|(keyword, operand)| (keyword.clone(), inside(book, keyword, operand))).collect();
    let mut parts: Vec<Value> = Vec::new();
    if let Some(refused) = keywords.get("not") {
        parts.push(json!({ "anyOf": ways_around(book, refused, MAX_DEPTH) }));
    }
    if let Some(Value::Array(branches)) = keywords.get("oneOf")
        && (2..=MAX_BRANCHES).contains(&branches.len())
    {
        out.shift_remove("oneOf");
        parts.push(json!({ "anyOf": exclusive(book, branches) }));
    }
    if let Some(condition) = keywords.get("if") {
        for keyword in ["if", "then", "else"] {
            out.shift_remove(keyword);
        }
        let otherwise = [refusing(book, condition)];
        let part = |keyword: &str| keywords.get(keyword).map(|part| schema(book, part));
        let holding: Vec<Value> = [schema(book, condition)].into_iter().chain(part("then")).collect();
        let otherwise: Vec<Value> = otherwise.into_iter().chain(part("else")).collect();
        parts.push(json!({ "anyOf": [{ "allOf": holding }, { "allOf": otherwise }] }));
    }
    if !parts.is_empty() {
        match out.get_mut("allOf") {
            Some(Value::Array(all)) => all.extend(parts),
            _ => {
                out.insert("allOf".into(), parts.into());
            }
        }
    }
    Value::Object(out)
}

/// Goes into the schemas under a keyword.
fn inside(book: &Book<'_>, keyword: &str, operand: &Value) -> Value {
    let holds = Dialect::Draft202012.holds(keyword);
    match (holds, operand) {
        _ if keyword == CONTENT => {
            let mut content = operand.clone();
            if let Some(inner) = content.get_mut("schema") {
                *inner = schema(book, inner);
            }
            content
        }
        // What must not be is not made either.
        _ if keyword == "not" => operand.clone(),
        (Some(Holds::Here | Holds::Inside | Holds::Items), _) => schema(book, operand),
        (Some(Holds::HereList | Holds::InsideList), Value::Array(all)) => {
            all.iter().map(|one| schema(book, one)).collect()
        }
        (Some(Holds::HereMap | Holds::InsideMap), Value::Object(all)) => {
            Value::Object(all.iter().map(|(name, one)| (name.clone(), schema(book, one))).collect())
        }
        _ => operand.clone(),
    }
}

/// Each branch together with the refusal of all others.
fn exclusive(book: &Book<'_>, branches: &[Value]) -> Vec<Value> {
    let alone = |index: usize| {
        let others = branches.iter().enumerate().filter(|(other, _)| *other != index);
        let others = others.map(|(_, other)| refusing(book, other));
        let all: Vec<Value> = std::iter::once(schema(book, &branches[index])).chain(others).collect();
        json!({ "allOf": all })
    };
    (0..branches.len()).map(alone).collect()
}

fn refusing(book: &Book<'_>, refused: &Value) -> Value {
    json!({ "not": refused, "anyOf": ways_around(book, refused, MAX_DEPTH) })
}

/// Schemas each of which, by itself, most likely keeps a value from fitting.
fn ways_around(book: &Book<'_>, refused: &Value, depth: usize) -> Vec<Value> {
    let Value::Object(keywords) = refused else {
        return vec![Value::Bool(refused == &Value::Bool(false))];
    };
    let mut ways: Vec<Value> = Vec::new();
    if depth > 0 {
        for (keyword, operand) in keywords {
            way(book, keyword, operand, keywords, depth - 1, &mut ways);
        }
    }
    ways.truncate(MAX_WAYS);
    // With some luck any value will do; the refusal itself stands beside this.
    ways.push(Value::Bool(true));
    ways
}

fn way(book: &Book<'_>, keyword: &str, operand: &Value, keywords: &Keywords, depth: usize, ways: &mut Vec<Value>) {
    let around = |schema: &Value| {
        let mut ways = ways_around(book, schema, depth);
        ways.pop_if(|last| last == &Value::Bool(true) && !ways_is_single(schema));
        ways
    };
    let other_kinds = |kinds: Kinds| json!({ "type": Kinds::ALL.without(kinds).names() });
    match (keyword, operand) {
        ("type", _) => ways.push(other_kinds(Kinds::of(keywords))),
        ("const", constant) => ways.push(other_kinds(Kinds::of_value(constant))),
        ("enum", Value::Array(options)) => {
            ways.extend(options.first().map(|option| other_kinds(Kinds::of_value(option))));
        }
        ("required", Value::Array(names)) => {
            let without =
                |name: &Value| json!({ "type": "object", "properties": { name.as_str().unwrap_or(""): false } });
            ways.splice(0..0, names.iter().map(without).collect::<Vec<Value>>());
        }
        ("properties", Value::Object(properties)) => {
            for (name, schema) in properties {
                for way in around(schema) {
                    ways.push(json!({ "type": "object", "required": [name], "properties": { name.as_str(): way } }));
                }
            }
        }
        ("additionalProperties" | "unevaluatedProperties", schema) => {
            for way in around(schema) {
                ways.push(json!({ "type": "object", "required": ["property1"], "properties": { "property1": way } }));
            }
        }
        ("items", schema) => {
            let first = around(schema).into_iter();
            ways.extend(first.map(|way| json!({ "type": "array", "minItems": 1, "prefixItems": [way] })));
        }
        ("contains", _) => ways.push(json!({ "type": "array", "maxItems": 0 })),
        ("minimum", limit) => ways.push(json!({ "type": "number", "exclusiveMaximum": limit })),
        ("maximum", limit) => ways.push(json!({ "type": "number", "exclusiveMinimum": limit })),
        ("exclusiveMinimum", limit) => ways.push(json!({ "type": "number", "maximum": limit })),
        ("exclusiveMaximum", limit) => ways.push(json!({ "type": "number", "minimum": limit })),
        ("multipleOf", _) => ways.push(json!({ "type": "number" })),
        ("minLength", limit) => ways.extend(fewer("string", "maxLength", limit)),
        ("maxLength", limit) => ways.extend(more("string", "minLength", limit)),
        ("minItems", limit) => ways.extend(fewer("array", "maxItems", limit)),
        ("maxItems", limit) => ways.extend(more("array", "minItems", limit)),
        ("minProperties", limit) => ways.extend(fewer("object", "maxProperties", limit)),
        ("maxProperties", limit) => ways.extend(more("object", "minProperties", limit)),
        ("pattern" | "format", _) => ways.push(json!({ "type": "string" })),
        ("$ref", _) => {
            ways.extend(book.target(keywords).into_iter().flat_map(|(_, target)| around(target)));
        }
        ("allOf", Value::Array(parts)) => ways.extend(parts.iter().flat_map(around)),
        ("anyOf", Value::Array(parts)) => {
            let each: Vec<Value> = parts.iter().map(|part| json!({ "anyOf": around(part) })).collect();
            ways.push(json!({ "allOf": each }));
        }
        ("oneOf", Value::Array(parts)) => {
            let each: Vec<Value> = parts.iter().map(|part| json!({ "anyOf": around(part) })).collect();
            ways.push(json!({ "allOf": each }));
            ways.push(json!({ "allOf": parts.iter().take(2).collect::<Vec<&Value>>() }));
        }
        ("not", wanted) => ways.push(schema(book, wanted)),
        _ => {}
    }
}

/// Whether there is no other way around a schema than luck.
fn ways_is_single(schema: &Value) -> bool {
    schema.as_object().is_none_or(|keywords| !keywords.keys().any(|key| key != "description" && key != "title"))
}

fn fewer(kind: &str, keyword: &str, limit: &Value) -> Option<Value> {
    let limit = limit.as_u64()?.checked_sub(1)?;
    Some(json!({ "type": kind, keyword: limit }))
}

fn more(kind: &str, keyword: &str, limit: &Value) -> Option<Value> {
    let limit = limit.as_u64()?.checked_add(1)?;
    Some(json!({ "type": kind, keyword: limit }))
}
