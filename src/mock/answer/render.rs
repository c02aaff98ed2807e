//! A value as the bytes of a media type.

use std::fmt::Write;

use bytes::Bytes;
use serde_json::Value as Json;

use crate::contract::conform::coerce::Outline;
use crate::contract::schema::compiled::Schema;
use crate::mock::answer::xml;
use crate::value::codec::{self, Arrays};
use crate::wire::exchange::is_json;

/// The bytes of a value; the schema says what XML elements are called.
pub fn render(value: &Json, content_type: &str, schema: Option<&Schema>) -> Bytes {
    let essence = essence(content_type);
    if is_json(&essence) {
        return value.to_string().into();
    }
    match (essence.as_str(), value) {
        // What is a text already is taken to be one of this media type.
        (kind, Json::String(text)) if !is_xml(kind) || text.trim_start().starts_with('<') => text.clone().into(),
        (kind, value) if is_xml(kind) => {
            let name = schema.map(|schema| schema.place().text).unwrap_or_default();
            let outline = schema.map(Outline::of);
            xml::document(value, outline, component(&name)).into()
        }
        ("text/csv", Json::Array(rows)) => table(rows).into(),
        ("text/event-stream", value) => format!("data: {value}\n\n").into(),
        ("application/x-ndjson" | "application/jsonl" | "application/x-jsonlines", Json::Array(elements)) => {
            elements.iter().map(|element| format!("{element}\n")).collect::<String>().into()
        }
        ("application/x-www-form-urlencoded", Json::Object(map)) => {
            let pairs = map.iter().flat_map(|(name, value)| codec::pairs(name, value, Arrays::Brackets));
            codec::form_string(&pairs.collect::<Vec<_>>()).into()
        }
        (_, other) => other.to_string().into(),
    }
}

/// Whether the bytes of a media type are no text that a schema could have made.
pub fn is_opaque(schema: &Schema, content_type: &str) -> bool {
    let essence = essence(content_type);
    if is_json(&essence) || is_xml(&essence) || essence.starts_with("text/") {
        return false;
    }
    let families =
        ["image/", "audio/", "video/", "font/", "application/octet-stream", "application/pdf", "application/zip"];
    let format = Outline::of(schema).keyword("format").and_then(Json::as_str);
    families.iter().any(|family| essence.starts_with(family)) || format == Some("binary")
}

/// A body of a media type about which nothing more is known.
pub fn sample(content_type: &str) -> Bytes {
    let essence = essence(content_type);
    let base64 = |text| Bytes::from(codec::base64_decode(text).unwrap_or_default());
    match essence.as_str() {
        json if is_json(json) => "{}".into(),
        xml if is_xml(xml) => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<root/>\n".into(),
        "text/html" => "<!DOCTYPE html>\n<title>mock</title>\n".into(),
        "text/csv" => "column\r\nvalue\r\n".into(),
        text if text.starts_with("text/") => "text".into(),
        // One pixel each.
        "image/png" => base64(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
        ),
        "image/gif" => base64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
        "application/pdf" => "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".into(),
        // An archive without entries.
        "application/zip" => base64("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="),
        _ => Bytes::from_static(&[0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff]),
    }
}

/// A media type without its parameters, in lower case.
pub fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_xml(essence: &str) -> bool {
    matches!(essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// What a schema is called in the components: its place ends in `/components/schemas/Item`.
fn component(place: &str) -> Option<&str> {
    let (before, name) = place.rsplit_once('/')?;
    before.ends_with("/schemas").then_some(name)
}

/// A table of objects or lists (RFC 4180), with the first object's names as its head.
fn table(rows: &[Json]) -> String {
    let mut text = String::new();
    let names: Vec<&String> = rows.first().and_then(Json::as_object).into_iter().flat_map(|row| row.keys()).collect();
    if !names.is_empty() {
        line(&mut text, names.iter().map(|name| name.to_string()));
    }
    for row in rows {
        match row {
            Json::Object(map) => {
                line(&mut text, names.iter().map(|name| map.get(*name).map(plain).unwrap_or_default()))
            }
            Json::Array(cells) => line(&mut text, cells.iter().map(plain)),
            cell => line(&mut text, std::iter::once(plain(cell))),
        }
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        // Writing to a string cannot fail.
        let _ = match cell.contains(['"', ',', '\r', '\n']) {
            true => write!(text, "\"{}\"", cell.replace('"', "\"\"")),
            false => write!(text, "{cell}"),
        };
    }
    text.push_str("\r\n");
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::render;

    fn text(value: Value, content_type: &str) -> String {
        String::from_utf8(render(&value, content_type, None).to_vec()).unwrap()
    }

    #[test]
    fn values_become_what_the_media_type_says() {
        let rows = json!([{ "a": 1, "b": "x, \"y\"" }, { "b": null, "a": [2] }]);
        assert_eq!(text(rows.clone(), "text/csv; header=present"), "a,b\r\n1,\"x, \"\"y\"\"\"\r\n[2],\r\n");
        assert_eq!(text(rows, "application/x-ndjson"), "{\"a\":1,\"b\":\"x, \\\"y\\\"\"}\n{\"b\":null,\"a\":[2]}\n");
        assert_eq!(
            text(json!({ "a": [1, 2], "b": "c d" }), "application/x-www-form-urlencoded"),
            "a%5B%5D=1&a%5B%5D=2&b=c+d"
        );
        assert_eq!(text(json!("plain"), "text/plain"), "plain");
        assert_eq!(text(json!("plain"), "application/problem+json; charset=utf-8"), "\"plain\"");
        assert_eq!(text(json!({ "a": 1 }), "text/event-stream"), "data: {\"a\":1}\n\n");
        assert_eq!(text(json!("<a/>"), "application/xml"), "<a/>");
    }
}
