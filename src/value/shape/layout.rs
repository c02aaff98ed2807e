//! A JSON Schema as a text that people like to read and edit: what fits on a line is on one line, and every property
//! begins a line of its own.

use serde_json::Value;

/// Lines are not longer unless they must.
const WIDTH: usize = 100;
/// The keyword whose entries have a line each.
const PROPERTIES: &str = "properties";
/// What one level is indented by.
const STEP: usize = 2;

/// The text of a schema, without a line break at its end.
pub fn text(schema: &Value) -> String {
    let mut text = String::new();
    write(None, schema, 0, &mut text);
    text
}

/// Writes what stands under a key; elements of lists have none.
fn write(key: Option<&str>, value: &Value, indent: usize, text: &mut String) {
    if let Some(key) = key {
        text.push_str(&format!("{}: ", Value::from(key)));
    }
    let inline = inline(value);
    // Quotes, a colon, a space and a comma.
    let used = indent + key.map_or(1, |key| key.chars().count() + 5);
    if key != Some(PROPERTIES) && !is_broken(value) && used + inline.chars().count() <= WIDTH {
        text.push_str(&inline);
        return;
    }
    let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    let members: Vec<(Option<&str>, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (Some(key.as_str()), value)).collect(),
        Value::Array(list) => list.iter().map(|value| (None, value)).collect(),
        _ => Vec::new(),
    };
    if members.is_empty() {
        text.push_str(&inline);
        return;
    }
    text.push(open);
    for (index, (key, value)) in members.into_iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.extend(std::iter::repeat_n(' ', indent + STEP));
        write(key, value, indent + STEP, text);
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push(close);
}

/// Whether a value has lines of its own however short it is.
fn is_broken(value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            map.contains_key(PROPERTIES) || map.contains_key("$schema") || map.values().any(is_broken)
        }
        Value::Array(list) => list.iter().any(is_broken),
        _ => false,
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let members = map.iter().map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), inline(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::text;
    use crate::value::shape::fixture;

    #[test]
    fn every_property_has_a_line() {
        let schema = json!({ "$schema": "x", "type": ["object", "null"], "properties": {
            "a": { "type": "string", "anyOf": [{ "maxLength": 0 }, { "format": "date" }] },
            "b": {},
            "c": { "type": "object", "properties": { "d": { "type": "integer" } } },
        }, "required": ["a long name of a property", "another long name of a property", "still another one of them"] });
        let wanted = r#"{
  "$schema": "x",
  "type": ["object", "null"],
  "properties": {
    "a": { "type": "string", "anyOf": [{ "maxLength": 0 }, { "format": "date" }] },
    "b": {},
    "c": {
      "type": "object",
      "properties": {
        "d": { "type": "integer" }
      }
    }
  },
  "required": [
    "a long name of a property",
    "another long name of a property",
    "still another one of them"
  ]
}"#;
        assert_eq!(text(&schema), wanted);
    }

    #[test]
    fn a_text_is_the_same_json() {
        let mut random = fastrand::Rng::with_seed(9);
        for _ in 0..300 {
            let value = fixture::value(&mut random, 4);
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text(&value)).ok(), Some(value));
        }
    }
}
