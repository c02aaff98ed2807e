//! Takes out of a value what its schema finds wrong with it.

use serde_json::Value;

use crate::contract::place::unescape;
use crate::contract::schema::compiled::Schema;

/// How often what is left is looked at again.
const ROUNDS: usize = 12;

/// The value without the properties and elements that don't fit, if it fits then.
pub fn pruned(schema: &Schema, mut value: Value) -> Option<Value> {
    for _ in 0..ROUNDS {
        if schema.is_valid(&value) {
            return Some(value);
        }
        let mut pointers: Vec<String> = schema
            .violations(&value)
            .into_iter()
            .map(|violation| violation.pointer)
            .filter(|at| !at.is_empty())
            .collect();
        // The last elements of an array first, so that the others keep their places.
        pointers.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| b.cmp(a)));
        pointers.dedup();
        let removed = pointers.iter().filter(|pointer| remove(&mut value, pointer)).count();
        if removed == 0 {
            return None;
        }
    }
    None
}

fn remove(value: &mut Value, pointer: &str) -> bool {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return false };
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) => map.shift_remove(&*unescape(last)).is_some(),
        Some(Value::Array(elements)) => match last.parse::<usize>() {
            Ok(index) if index < elements.len() => {
                elements.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::pruned;
    use crate::contract::schema::standalone::{Rules, StandAlone};

    #[test]
    fn what_does_not_fit_is_taken_out_with_what_needs_it() {
        let schema = json!({ "properties": { "a": { "type": "integer" }, "b": { "required": ["c"], "properties": { "c": { "type": "string" } } }, "d/e": { "items": { "minimum": 3 } } } });
        let schema = StandAlone::default().value(&schema, Rules::default()).expect("in order");
        let value = json!({ "a": "x", "b": { "c": 1 }, "d/e": [1, 5, 2], "f": 1 });
        assert_eq!(pruned(&schema, value), Some(json!({ "d/e": [5], "f": 1 })));
        let schema = StandAlone::default().value(&json!({ "type": "string" }), Rules::default()).expect("in order");
        assert_eq!(pruned(&schema, json!(1)), None);
    }
}
