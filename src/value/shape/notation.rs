//! Shapes as text that people review: a document in the manner of JSON Schema, one line for each property where it
//! fits, always in the same order.
//!
//! Unlike in JSON Schema a property is there unless it is `optional`, and other keys than those listed are not. The
//! change of one property is then the change of one line.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::value::json;
use crate::value::shape::format::Format;
use crate::value::shape::model::{Field, Fields, Numbers, Shape, Strings};

/// Lines are not longer unless they must.
const WIDTH: usize = 110;

/// Why a text is no shape. Whoever edited it is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotationError(String);

impl Shape {
    /// The shape as a text of several lines, without a line break at the end.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        write(&document(self, false), 0, &mut text);
        text
    }

    /// The shape that a text describes.
    pub fn from_text(text: &str) -> Result<Shape, NotationError> {
        let value = json::parse(text.as_bytes()).map_err(|error| NotationError(error.to_string()))?;
        read(&value).map(|field| field.shape)
    }
}

/// The shape as the JSON of its text.
pub(super) fn document(shape: &Shape, optional: bool) -> Value {
    let mut map = Map::new();
    let types = shape.types().into_iter().map(str::to_owned).collect();
    map.insert("type".into(), one_or_many(types));
    if optional {
        map.insert("optional".into(), true.into());
    }
    if let Some(strings) = &shape.string {
        put_strings(strings, &mut map);
    }
    if let Some(items) = shape.array.as_ref().filter(|items| !items.is_nothing()) {
        map.insert("items".into(), document(items, false));
    }
    if let Some(fields) = &shape.object {
        let known = fields.known.iter().map(|(key, field)| (key.clone(), document(&field.shape, field.optional)));
        if !fields.known.is_empty() {
            map.insert("properties".into(), Value::Object(known.collect()));
        }
        if let Some(rest) = &fields.rest {
            map.insert("others".into(), document(rest, false));
        }
    }
    Value::Object(map)
}

fn put_strings(strings: &Strings, map: &mut Map<String, Value>) {
    let mut formats: Vec<String> = strings.formats.iter().map(|format| format.name().to_owned()).collect();
    if strings.empty {
        formats.push("empty".into());
    }
    let lists = [
        ("format", formats),
        ("pattern", strings.patterns.iter().cloned().collect()),
        ("enum", strings.values.iter().cloned().collect()),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            map.insert(key.into(), one_or_many(list));
        }
    }
    if let Some(json) = &strings.json {
        map.insert("json".into(), document(json, false));
    }
}

fn one_or_many(mut list: Vec<String>) -> Value {
    if list.len() == 1 { Value::from(list.remove(0)) } else { Value::from(list) }
}

/// Objects of properties always take a line for each; everything else goes on one line if it fits.
fn write(value: &Value, indent: usize, text: &mut String) {
    let Value::Object(map) = value else {
        text.push_str(&inline_value(value));
        return;
    };
    let inline = inline(map);
    if !inline.contains(r#""properties": { ""#) && indent + inline.len() <= WIDTH {
        text.push_str(&inline);
        return;
    }
    text.push('{');
    for (index, (key, value)) in map.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.extend(std::iter::repeat_n(' ', indent + 2));
        text.push_str(&Value::from(key.as_str()).to_string());
        text.push_str(": ");
        write(value, indent + 2, text);
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push('}');
}

fn inline(map: &Map<String, Value>) -> String {
    if map.is_empty() {
        return "{}".into();
    }
    let member = |(key, value): (&String, &Value)| format!("{}: {}", Value::from(key.as_str()), inline_value(value));
    let members: Vec<String> = map.iter().map(member).collect();
    format!("{{ {} }}", members.join(", "))
}

fn inline_value(value: &Value) -> String {
    match value {
        Value::Object(map) => inline(map),
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(Value::to_string).collect();
            format!("[{}]", list.join(", "))
        }
        other => other.to_string(),
    }
}

fn read(value: &Value) -> Result<Field, NotationError> {
    let map = value.as_object().ok_or_else(|| wrong("a shape", value))?;
    let mut field = Field { shape: Shape::default(), optional: false };
    for name in strings_of(map.get("type").ok_or_else(|| NotationError("a shape without `type`".into()))?)? {
        put_type(&name, &mut field.shape)?;
    }
    let mut strings = Strings::default();
    for (key, value) in map {
        match key.as_str() {
            "type" => {}
            "optional" => field.optional = value.as_bool().ok_or_else(|| wrong("true or false", value))?,
            "format" => strings_of(value)?.iter().try_for_each(|name| put_format(name, &mut strings))?,
            "pattern" => strings.patterns.extend(strings_of(value)?),
            "enum" => strings.values.extend(strings_of(value)?),
            "json" => strings.json = Some(Box::new(read(value)?.shape)),
            "items" => field.shape.array = Some(Box::new(read(value)?.shape)),
            "properties" => fields(&mut field.shape).known = read_fields(value)?,
            "others" => fields(&mut field.shape).rest = Some(Box::new(read(value)?.shape)),
            other => return Err(NotationError(format!("unknown key {other:?} in a shape"))),
        }
    }
    if strings != Strings::default() {
        field.shape.string = Some(strings);
    }
    if field.shape.any {
        field.shape = Shape::any();
    }
    Ok(field)
}

fn fields(shape: &mut Shape) -> &mut Fields {
    shape.object.get_or_insert_default()
}

fn read_fields(value: &Value) -> Result<BTreeMap<String, Field>, NotationError> {
    let map = value.as_object().ok_or_else(|| wrong("properties", value))?;
    map.iter().map(|(key, value)| Ok((key.clone(), read(value)?))).collect()
}

fn put_type(name: &str, shape: &mut Shape) -> Result<(), NotationError> {
    match name {
        "any" => shape.any = true,
        "null" => shape.null = true,
        "boolean" => shape.boolean = true,
        "integer" => shape.number = shape.number.max(Some(Numbers::Integer)),
        "number" => shape.number = Some(Numbers::Any),
        "string" => shape.string = Some(Strings::plain()),
        "array" => shape.array = Some(Box::default()),
        "object" => shape.object = Some(Fields::default()),
        other => return Err(NotationError(format!("unknown type {other:?}"))),
    }
    Ok(())
}

fn put_format(name: &str, strings: &mut Strings) -> Result<(), NotationError> {
    match (name, Format::named(name)) {
        ("empty", _) => strings.empty = true,
        (_, Some(format)) => {
            strings.formats.insert(format);
        }
        (_, None) => return Err(NotationError(format!("unknown format {name:?}"))),
    }
    Ok(())
}

fn strings_of(value: &Value) -> Result<Vec<String>, NotationError> {
    let one = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| wrong("a string", value));
    match value {
        Value::Array(list) => list.iter().map(one).collect(),
        other => Ok(vec![one(other)?]),
    }
}

fn wrong(wanted: &str, found: &Value) -> NotationError {
    NotationError(format!("{} where {wanted} should be", json::excerpt(found, 40)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::value::shape::model::{Shape, Strings};

    #[test]
    fn a_shape_reads_like_a_schema_and_is_read_back() {
        let shape = Shape::infer(&json!([
            {"id": "1", "options": "[\"a\"]", "value": null, "list": []},
            {"id": "2", "value": "2021-05-01", "list": [1, 2.5]},
        ]));
        let text = shape.to_text();
        assert_eq!(
            text,
            r#"{
  "type": "array",
  "items": {
    "type": "object",
    "properties": {
      "id": { "type": "string", "format": "integer" },
      "list": { "type": "array", "items": { "type": "number" } },
      "options": { "type": "string", "optional": true, "json": { "type": "array", "items": { "type": "string" } } },
      "value": { "type": ["string", "null"], "format": "date" }
    }
  }
}"#
        );
        assert_eq!(Shape::from_text(&text), Ok(shape));
    }

    #[test]
    fn every_part_of_a_shape_is_read_back() {
        let strings = Strings {
            empty: true,
            patterns: ["^a$".into(), "\"".into()].into(),
            values: ["x".into()].into(),
            json: Some(Box::new(Shape::any())),
            ..Strings::default()
        };
        let mut shape = Shape::infer(&json!({"a": {}, "b": [], "c": [[true]], "d?": "", "e": -1}));
        let fields = shape.object.as_mut().expect("an object");
        fields.rest = Some(Box::new(Shape { null: true, ..Shape::strings(strings) }));
        assert_eq!(Shape::from_text(&shape.to_text()), Ok(shape));
    }

    #[test]
    fn what_is_no_shape_says_why() {
        let why = |text: &str| Shape::from_text(text).expect_err("no shape").to_string();
        assert_eq!(why(r#"{"type": "strin"}"#), r#"unknown type "strin""#);
        assert_eq!(why(r#"{"type": "string", "formt": "date"}"#), r#"unknown key "formt" in a shape"#);
        assert_eq!(why("[]"), "[] where a shape should be");
        assert_eq!(why("{}"), "a shape without `type`");
    }

    #[test]
    fn what_is_known_comes_first() {
        let known = r#"{ "type": "object", "properties": {
            "note": { "type": ["string", "null"] },
            "day": { "type": ["string", "null"], "format": "date" },
            "flag": { "type": "string", "pattern": "^[01]$" },
            "late": { "type": "integer", "optional": true },
            "open": { "type": "any" },
            "unseen": { "type": "array", "items": { "type": "any" } }
        } }"#;
        let known = Shape::from_text(known).expect("a shape");
        let sample = json!({"note": "", "day": null, "flag": "0", "open": {"x": 1}, "unseen": [], "extra": true});
        let recorded = Shape::infer_with(&sample, &known);
        for other in [
            json!({"note": null, "day": "2021-05-01", "flag": "1", "open": {"x": 2}, "unseen": [1], "extra": false}),
            json!({"note": "t", "day": null, "flag": "1", "late": 3, "open": {"x": 2}, "unseen": [], "extra": false}),
        ] {
            assert!(recorded.accepts(&other), "{}\n{other}", recorded.to_text());
        }
        for wrong in [
            json!({"note": null, "day": null, "flag": "2", "open": {"x": 2}, "unseen": [], "extra": false}),
            json!({"note": null, "day": "soon", "flag": "1", "open": {"x": 2}, "unseen": [], "extra": false}),
            json!({"note": null, "day": null, "flag": "1", "open": {"x": "2"}, "unseen": [], "extra": false}),
            json!({"note": null, "day": null, "flag": "1", "open": {"x": 2}, "unseen": []}),
        ] {
            assert!(!recorded.accepts(&wrong), "{wrong}");
        }
    }
}
