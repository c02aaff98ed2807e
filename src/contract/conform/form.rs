//! Forms as bodies, url-encoded and multipart, as the values that their schemas judge.

use http::HeaderMap;
use serde_json::{Map, Value};

use crate::contract::conform::coerce::{self, Outline};
use crate::contract::conform::parameter::Query;
use crate::contract::operation::Encoding;
use crate::source::span::Span;
use crate::value::json::push_token;
use crate::value::{form, json};
use crate::wire::exchange::is_json;

/// A body as far as it could be read.
#[derive(Debug, Default)]
pub struct Decoded {
    /// What a schema can judge.
    pub value: Option<Value>,
    /// What is wrong with it beyond what a schema sees.
    pub misfits: Vec<Misfit>,
}

/// A part whose content type is not one of those documented.
#[derive(Debug)]
pub struct Misfit {
    /// The property.
    pub pointer: String,
    /// The documented ones.
    pub expected: String,
    /// The one that was sent.
    pub actual: String,
    /// Where it is documented.
    pub at: Span,
}

impl From<Value> for Decoded {
    fn from(value: Value) -> Decoded {
        Decoded { value: Some(value), misfits: Vec::new() }
    }
}

/// A url-encoded body: a property whose style is documented is read by it, and any other one by brackets in its name.
pub fn urlencoded(encodings: &[Encoding], body: &[u8], outline: Option<Outline<'_>>) -> Value {
    let text = String::from_utf8_lossy(body);
    let mut pairs = Query::of(&text);
    let mut styled = Map::new();
    for encoding in encodings {
        let outline = outline.and_then(|outline| outline.property(&encoding.property));
        if let Some(value) = pairs.property(encoding, outline) {
            styled.insert(encoding.property.clone(), value);
        }
    }
    let others = pairs.rest().map(|(name, raw)| (name.to_owned(), Value::String(form::decode(raw))));
    let mut value = coerce::form(form::nest(others), outline);
    if let Value::Object(map) = &mut value {
        map.extend(styled);
    }
    value
}

/// A multipart body. The error says why it cannot be taken apart.
pub fn multipart(
    headers: &HeaderMap,
    encodings: &[Encoding],
    body: &[u8],
    outline: Option<Outline<'_>>,
) -> Result<Decoded, String> {
    let content_type = headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let boundary = form::boundary(content_type).ok_or("the content type declares no boundary")?;
    let (mut pairs, mut misfits) = (Vec::new(), Vec::new());
    for part in form::decode_multipart(body, &boundary).map_err(|error| error.to_string())? {
        misfits.extend(misfit(encodings, &part));
        let json = part.content_type.as_deref().is_some_and(|kind| is_json(&essence(kind)));
        let value = match json {
            true => json::parse(&part.body).map_err(|error| format!("the part {}: {error}", part.name))?,
            false => Value::String(String::from_utf8_lossy(&part.body).into_owned()),
        };
        pairs.push((part.name, value));
    }
    Ok(Decoded { value: Some(coerce::form(form::nest(pairs), outline)), misfits })
}

/// A part that announces another content type than those documented; one that announces none is taken as it is.
fn misfit(encodings: &[Encoding], part: &form::Part) -> Option<Misfit> {
    let encoding = encodings.iter().find(|encoding| encoding.property == part.name)?;
    let expected = encoding.content_type.as_deref()?;
    let actual = essence(part.content_type.as_deref()?);
    let fits = |range: &str| {
        let range = essence(range);
        let family = range.strip_suffix("/*");
        range == actual || range == "*/*" || family.is_some_and(|family| actual.split('/').next() == Some(family))
    };
    if expected.split(',').any(fits) {
        return None;
    }
    let mut pointer = String::new();
    push_token(&mut pointer, &part.name);
    Some(Misfit { pointer, expected: format!("a part of type {expected}"), actual, at: encoding.span })
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}
