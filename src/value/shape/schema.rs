//! A shape as a draft of a JSON Schema (2020-12): what was seen, for people to make a promise of.

use serde_json::{Map, Value, json};

use crate::value::shape::format::Format;
use crate::value::shape::model::{Fields, Shape, Strings};
use crate::value::shape::seen::Seen;

/// The dialect of the drafts.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a draft says of keys that were never seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// Nothing: they may come.
    Allowed,
    /// `additionalProperties: false`.
    Refused,
}

/// The keywords that describe a shape, always in the same order. `seen` adds what is worth a remark.
pub fn keywords(shape: &Shape, seen: Option<&Seen>, unseen: Unseen) -> Map<String, Value> {
    let mut remarks = Vec::new();
    let mut schema = Map::new();
    let types: Vec<&str> = shape.types().into_iter().filter(|name| *name != "any").collect();
    if !types.is_empty() {
        schema.insert("type".into(), if types.len() == 1 { types[0].into() } else { types.clone().into() });
    }
    if let Some(strings) = &shape.string {
        put_strings(strings, &types, &mut schema, seen, unseen);
        remarks.extend(seen.and_then(|seen| enumeration(strings, seen)));
    }
    if let Some(items) = &shape.array {
        if items.is_nothing() {
            remarks.push("no element was seen".to_owned());
        } else {
            let seen = seen.and_then(|seen| seen.items.as_deref());
            schema.insert("items".into(), keywords(items, seen, unseen).into());
        }
    }
    if let Some(fields) = &shape.object {
        put_fields(fields, &mut schema, seen, unseen);
    }
    put_remarks(&mut schema, remarks);
    schema
}

/// Several kinds of text are alternatives. Keywords for texts say nothing of other types, but for `enum`.
fn put_strings(
    strings: &Strings,
    types: &[&str],
    schema: &mut Map<String, Value>,
    seen: Option<&Seen>,
    unseen: Unseen,
) {
    let html = strings.formats.contains(&Format::Html);
    let mut alternatives: Vec<Map<String, Value>> = Vec::new();
    let mut add = |keywords: Value| alternatives.extend(keywords.as_object().cloned());
    if strings.empty {
        add(json!({ "maxLength": 0 }));
    }
    strings.formats.iter().for_each(|format| add(format_keywords(*format)));
    strings.patterns.iter().for_each(|pattern| add(json!({ "pattern": pattern })));
    if let Some(inside) = &strings.json {
        let seen = seen.and_then(|seen| seen.json.as_deref());
        let inside = keywords(inside, seen, unseen);
        add(json!({ "contentMediaType": "application/json", "contentSchema": inside }));
    }
    let values: Vec<Value> = strings.values.iter().map(|value| value.as_str().into()).collect();
    match (alternatives.len(), values.is_empty()) {
        (_, _) if strings.plain => {}
        (1, true) => schema.extend(alternatives.remove(0)),
        // Any text may have tags in it or none.
        (_, _) if html => {}
        (0, _) if types.len() == 1 => {
            schema.insert("enum".into(), values.into());
        }
        (0, _) => {
            let others: Vec<&str> = types.iter().copied().filter(|name| *name != "string").collect();
            schema.insert("anyOf".into(), json!([{ "enum": values }, { "type": others }]));
        }
        _ => {
            if !values.is_empty() {
                alternatives.push(Map::from_iter([("enum".to_owned(), values.into())]));
            }
            schema.insert("anyOf".into(), alternatives.into_iter().map(Value::Object).collect());
        }
    }
}

/// JSON Schema's own formats, and patterns for all others.
fn format_keywords(format: Format) -> Value {
    let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    let clock = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?";
    match format {
        Format::Date | Format::DateTime | Format::Uuid | Format::Email | Format::Uri => {
            json!({ "format": format.name() })
        }
        Format::Integer => json!({ "pattern": "^-?(0|[1-9][0-9]*)$" }),
        Format::Decimal => json!({ "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$" }),
        Format::Time => json!({ "pattern": format!("^{clock}$") }),
        Format::SqlDateTime => json!({ "pattern": format!("^{day} {clock}$") }),
        Format::SlashDate => json!({ "pattern": "^[0-9]{2}/[0-9]{2}/[0-9]{4}$" }),
        Format::HexColor => json!({ "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$" }),
        Format::Digest => json!({ "pattern": "^([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$" }),
        Format::Base64 => json!({ "contentEncoding": "base64", "pattern": "^[0-9A-Za-z+/]*={0,2}$" }),
        Format::Html => json!({ "contentMediaType": "text/html" }),
    }
}

fn put_fields(fields: &Fields, schema: &mut Map<String, Value>, seen: Option<&Seen>, unseen: Unseen) {
    let required: Vec<&str> =
        fields.known.iter().filter(|(_, field)| !field.optional).map(|(key, _)| key.as_str()).collect();
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    let property = |(key, field): (&String, &crate::value::shape::model::Field)| {
        let below = seen.and_then(|seen| seen.known.get(key));
        let mut property = keywords(&field.shape, below, unseen);
        if let (Some(seen), Some(below), true) = (seen, below, field.optional) {
            let absent = seen.objects.saturating_sub(below.values);
            put_remarks(&mut property, vec![format!("absent from {absent} of {} objects", seen.objects)]);
        }
        (key.clone(), Value::Object(property))
    };
    if !fields.known.is_empty() {
        schema.insert("properties".into(), Value::Object(fields.known.iter().map(property).collect()));
    }
    match (&fields.rest, unseen) {
        (Some(rest), _) => {
            let seen = seen.and_then(|seen| seen.rest.as_deref());
            schema.insert("additionalProperties".into(), keywords(rest, seen, unseen).into());
        }
        (None, Unseen::Refused) => {
            schema.insert("additionalProperties".into(), false.into());
        }
        (None, Unseen::Allowed) => {}
    }
}

/// A suggestion to make an enumeration of texts that have no other form.
fn enumeration(strings: &Strings, seen: &Seen) -> Option<String> {
    let plain = strings.plain || strings.formats.iter().eq([&Format::Integer]);
    let (count, texts) = seen.few().filter(|_| plain)?;
    Some(format!("seen {count} times, only as: {}", texts.join(", ")))
}

fn put_remarks(schema: &mut Map<String, Value>, remarks: Vec<String>) {
    let known = schema.get("$comment").and_then(Value::as_str).map(str::to_owned);
    let remarks: Vec<String> = known.into_iter().chain(remarks).collect();
    if !remarks.is_empty() {
        schema.insert("$comment".into(), remarks.join("; ").into());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Unseen, keywords};
    use crate::value::shape::model::{Shape, Strings};
    use crate::value::shape::seen::Seen;

    fn drafted(value: &Value, unseen: Unseen) -> Value {
        let shape = Shape::infer(value);
        let mut seen = Seen::default();
        seen.add(value, &shape);
        Value::Object(keywords(&shape, Some(&seen), unseen))
    }

    #[test]
    fn what_was_seen_is_told_in_the_words_of_json_schema() {
        let value = json!([
            {"id": 1, "on": "2021-05-01", "at": "2021-05-01 10:00:00", "o": "[\"a\"]", "n": null, "by": {"7": 1.5}},
            {"id": 2, "on": "", "at": "2021-05-02 10:00:00", "o": "[]", "n": "x", "tags": []},
        ]);
        let drafted = drafted(&value, Unseen::Allowed);
        let pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?$";
        let wanted = json!({ "type": "array", "items": {
            "type": "object",
            "required": ["at", "id", "n", "o", "on"],
            "properties": {
                "at": { "type": "string", "pattern": pattern },
                "by": {
                    "type": "object",
                    "additionalProperties": { "type": "number" },
                    "$comment": "absent from 1 of 2 objects",
                },
                "id": { "type": "integer" },
                "n": { "type": ["string", "null"] },
                "o": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": { "type": "array", "items": { "type": "string" } },
                },
                "on": { "type": "string", "anyOf": [{ "maxLength": 0 }, { "format": "date" }] },
                "tags": { "type": "array", "$comment": "no element was seen; absent from 1 of 2 objects" },
            },
        } });
        assert_eq!(drafted.to_string(), wanted.to_string());
    }

    #[test]
    fn an_enumeration_is_suggested_and_not_assumed() {
        let value: Value =
            std::iter::repeat_n(json!({"state": "draft"}), 9).chain([json!({"state": "final"})]).collect();
        let drafted = drafted(&value, Unseen::Allowed);
        let state = &drafted["items"]["properties"]["state"];
        assert_eq!(*state, json!({ "type": "string", "$comment": "seen 10 times, only as: draft, final" }));
    }

    #[test]
    fn unseen_keys_are_refused_where_that_was_asked_for() {
        let drafted = drafted(&json!({"a": {}, "m": {"1": {"b": 1}}}), Unseen::Refused);
        assert_eq!(drafted["additionalProperties"], json!(false));
        assert_eq!(drafted["properties"]["a"]["additionalProperties"], json!(false));
        assert_eq!(drafted["properties"]["m"]["additionalProperties"]["additionalProperties"], json!(false));
    }

    #[test]
    fn an_enumeration_that_was_reviewed_stays_one() {
        let strings = || Strings { values: ["a".into()].into(), ..Strings::default() };
        let drafted = |shape: &Shape| Value::Object(keywords(shape, None, Unseen::Allowed));
        assert_eq!(drafted(&Shape::strings(strings())), json!({ "type": "string", "enum": ["a"] }));
        let nullable = Shape { null: true, ..Shape::strings(strings()) };
        let wanted = json!({ "type": ["string", "null"], "anyOf": [{ "enum": ["a"] }, { "type": ["null"] }] });
        assert_eq!(drafted(&nullable), wanted);
    }
}
