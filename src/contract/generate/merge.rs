//! Lays schemas that judge the same value over each other, so that one value can be made for all of them.

use serde_json::{Map, Value, json};

use crate::value::json::compare;

/// A schema and what it refers to with `$ref` and `allOf`, as one.
pub fn flatten(bundle: &Value, schema: &Value, depth: usize) -> Map<String, Value> {
    let Some(schema) = schema.as_object() else {
        return if schema == &Value::Bool(false) { false_schema() } else { Map::new() };
    };
    let mut merged = Map::new();
    if depth > 0 {
        if let Some(target) = target(bundle, schema) {
            merged = flatten(bundle, target, depth - 1);
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            merge(&mut merged, flatten(bundle, part, depth - 1));
        }
    }
    let own = schema.iter().filter(|(key, _)| !matches!(key.as_str(), "$ref" | "allOf" | "$defs"));
    merge(&mut merged, own.map(|(key, value)| (key.clone(), value.clone())).collect());
    merged
}

/// What a `$ref` leads to.
pub fn target<'b>(bundle: &'b Value, schema: &Map<String, Value>) -> Option<&'b Value> {
    bundle.pointer(schema.get("$ref")?.as_str()?.get(1..)?)
}

/// Adds what `other` asks for to what `merged` does.
pub fn merge(merged: &mut Map<String, Value>, other: Map<String, Value>) {
    for (key, value) in other {
        match merged.get_mut(&key) {
            None => {
                merged.insert(key, value);
            }
            Some(old) => combine(&key, old, value),
        }
    }
}

fn combine(key: &str, old: &mut Value, new: Value) {
    match (key, &mut *old, new) {
        ("properties" | "patternProperties", Value::Object(old), Value::Object(new)) => {
            for (name, schema) in new {
                match old.get_mut(&name) {
                    None => {
                        old.insert(name, schema);
                    }
                    Some(both) => *both = json!({ "allOf": [both, schema] }),
                }
            }
        }
        ("required", Value::Array(old), Value::Array(new)) => {
            old.extend(new);
        }
        ("items" | "contains", old, new) => *old = json!({ "allOf": [old, new] }),
        ("enum", Value::Array(old), Value::Array(new)) => old.retain(|option| new.contains(option)),
        ("type", old, new) => *old = common_types(old, &new),
        ("minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties", old, new) => {
            if is_less(old, &new) {
                *old = new;
            }
        }
        ("maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties", old, new) => {
            if is_less(&new, old) {
                *old = new;
            }
        }
        ("additionalProperties", old, Value::Bool(false)) => *old = Value::Bool(false),
        ("additionalProperties", Value::Bool(false), _) => {}
        (_, old, new) => *old = new,
    }
}

fn common_types(old: &Value, new: &Value) -> Value {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    let (old, new) = (list(old), list(new));
    let among =
        |types: &[Value], one: &Value| types.contains(one) || (one == "integer" && types.contains(&json!("number")));
    let mut common: Vec<Value> = old.iter().filter(|one| among(&new, one)).cloned().collect();
    for one in new.iter().filter(|one| among(&old, one)) {
        if !common.contains(one) {
            common.push(one.clone());
        }
    }
    Value::Array(common)
}

fn is_less(a: &Value, b: &Value) -> bool {
    matches!((a, b), (Value::Number(a), Value::Number(b)) if compare(a, b).is_lt())
}

fn false_schema() -> Map<String, Value> {
    [("not".to_owned(), json!({}))].into_iter().collect()
}
