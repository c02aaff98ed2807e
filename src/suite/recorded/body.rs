//! The body of a request that took place, as a case writes it: as JSON or a form where it is one, else as text or bytes.

use http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

use crate::secret::names::is_secret_name;
use crate::suite::casefile::write::escaped;
use crate::suite::recorded::placeholders::Placeholders;
use crate::value::codec::{self, Arrays};
use crate::value::{form, json};
use crate::wire::exchange::{Request, is_json, media_type};

/// A larger body is not written into a case.
const LIMIT: usize = 32 << 10;
/// How deep JSON may be; what is deeper than YAML is read is written as text.
const DEPTH: usize = 40;

type Members = Vec<(&'static str, Value)>;

/// The members of `request` that make this body. The error says why it cannot be written down.
pub fn body(request: &Request, placeholders: &mut Placeholders) -> Result<Members, String> {
    let Some(bytes) = request.body.as_ref().filter(|body| !body.is_empty()) else { return Ok(Vec::new()) };
    if bytes.len() > LIMIT {
        return Err(format!("its body has {} bytes", bytes.len()));
    }
    let content_type = request.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = media_type(&request.headers).unwrap_or_default();
    let made = match media_type.as_str() {
        "application/x-www-form-urlencoded" => urlencoded(bytes, placeholders),
        "multipart/form-data" => multipart(bytes, content_type, placeholders),
        kind if is_json(kind) => in_json(bytes, kind, placeholders),
        _ => None,
    };
    match made {
        Some(members) => Ok(members),
        None => as_it_is(bytes, content_type),
    }
}

fn in_json(bytes: &[u8], media_type: &str, placeholders: &mut Placeholders) -> Option<Members> {
    let value = json::parse(bytes).ok().filter(|value| depth(value) <= DEPTH)?;
    let mut members = vec![("json", placeholders.hide("", &value))];
    if media_type != "application/json" {
        members.push(("content_type", media_type.into()));
    }
    Some(members)
}

fn urlencoded(bytes: &[u8], placeholders: &mut Placeholders) -> Option<Members> {
    fields("form", &form::decode_urlencoded(bytes), placeholders)
}

/// Fields as a mapping, when they would be sent as they were.
fn fields(key: &'static str, pairs: &[(String, String)], placeholders: &mut Placeholders) -> Option<Members> {
    let nested = form::nest(pairs.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))));
    let arrays = [("brackets", Arrays::Brackets), ("repeat", Arrays::Repeat)];
    let (name, _) = arrays.into_iter().find(|(_, arrays)| is_same(pairs, &nested, *arrays))?;
    let mut members = vec![(key, placeholders.hide("", &nested))];
    if name != "brackets" {
        members.push(("arrays", name.into()));
    }
    Some(members)
}

/// Whether the fields would be sent as they were, but for the order of names.
fn is_same(pairs: &[(String, String)], nested: &Value, arrays: Arrays) -> bool {
    let fields = nested.as_object().into_iter().flatten();
    let mut again: Vec<(String, String)> = fields.flat_map(|(name, value)| codec::pairs(name, value, arrays)).collect();
    let mut pairs = pairs.to_vec();
    for pairs in [&mut again, &mut pairs] {
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
    }
    again == pairs
}

/// A mapping, or a list where its parts are more than names and texts. A part that is no text takes the whole body to be
/// written as bytes.
fn multipart(bytes: &[u8], content_type: &str, placeholders: &mut Placeholders) -> Option<Members> {
    let parts = form::decode_multipart(bytes, &form::boundary(content_type)?).ok()?;
    let is_plain = parts.iter().all(|part| part.filename.is_none() && part.content_type.is_none());
    let mut pairs = Vec::with_capacity(parts.len());
    let mut list = Vec::with_capacity(parts.len());
    for part in parts {
        let value = String::from_utf8(part.body).ok()?;
        let mut member = Map::new();
        member.insert("name".to_owned(), escaped(&part.name).into());
        member.insert("value".to_owned(), placeholders.hide(&part.name, &value.as_str().into()));
        for (key, text) in [("filename", part.filename), ("content_type", part.content_type)] {
            member.extend(text.map(|text| (key.to_owned(), escaped(&text).into())));
        }
        list.push(Value::Object(member));
        pairs.push((part.name, value));
    }
    let mapping = is_plain.then(|| fields("multipart", &pairs, placeholders)).flatten();
    Some(mapping.unwrap_or_else(|| vec![("multipart", Value::Array(list))]))
}

/// Nobody knows where in it secrets would be, so one that seems to have any is not written.
fn as_it_is(bytes: &[u8], content_type: &str) -> Result<Members, String> {
    let words = String::from_utf8_lossy(bytes);
    let mut words = words.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
    if let Some(word) = words.find(|word| is_secret_name(word)) {
        return Err(format!("its body seems to hold a secret: `{word}`"));
    }
    let body = match std::str::from_utf8(bytes) {
        Ok(text) => json!({ "text": escaped(text) }),
        Err(_) => json!({ "base64": codec::base64_encode(bytes) }),
    };
    let mut members = vec![("body", body)];
    if !content_type.is_empty() {
        members.push(("content_type", escaped(content_type).into()));
    }
    Ok(members)
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, Method};
    use serde_json::{Value, json};

    use super::body;
    use crate::suite::recorded::placeholders::Placeholders;
    use crate::wire::exchange::Request;

    fn written(content_type: &'static str, bytes: &[u8]) -> Result<Value, String> {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static(content_type));
        let url = "http://x.test/a".parse().unwrap();
        let request = Request { method: Method::POST, url, headers, body: Some(bytes.to_vec().into()) };
        let members = body(&request, &mut Placeholders::new("x"))?;
        Ok(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<serde_json::Map<_, _>>().into())
    }

    #[test]
    fn json_is_written_as_json_unless_it_is_broken_or_too_deep() {
        let json = "application/json; charset=utf-8";
        assert_eq!(written(json, b"{\"a\": 1.50}").unwrap().to_string(), r#"{"json":{"a":1.50}}"#);
        assert_eq!(
            written("application/hal+json", b"[]"),
            Ok(json!({ "json": [], "content_type": "application/hal+json" }))
        );
        assert_eq!(written(json, b"{\"a"), Ok(json!({ "body": { "text": "{\"a" }, "content_type": json })));
        let deep = format!("{}{}", "[".repeat(60), "]".repeat(60));
        assert_eq!(written(json, deep.as_bytes()).unwrap()["body"]["text"], deep);
        assert!(written(json, b"{\"password\": \"x").unwrap_err().contains("secret"));
    }

    #[test]
    fn a_form_is_written_as_fields_where_they_would_be_sent_the_same() {
        let form = "application/x-www-form-urlencoded";
        assert_eq!(
            written(form, b"a=1&b[c][]=x&b[c][]=y"),
            Ok(json!({ "form": { "a": "1", "b": { "c": ["x", "y"] } } }))
        );
        assert_eq!(written(form, b"a=1&a=2"), Ok(json!({ "form": { "a": ["1", "2"] }, "arrays": "repeat" })));
        assert_eq!(written(form, b"password=x"), Ok(json!({ "form": { "password": "${{ secrets.X_PASSWORD }}" } })));
        let odd = written(form, b"a[]=1&a[b]=2").unwrap();
        assert_eq!(odd["body"]["text"], "a[]=1&a[b]=2");
    }

    #[test]
    fn a_multipart_body_is_written_as_parts_while_they_are_text() {
        let multipart = "multipart/form-data; boundary=x";
        let text = b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n--x--\r\n";
        let part = json!({ "name": "a", "value": "1,2", "filename": "a.csv", "content_type": "text/csv" });
        assert_eq!(written(multipart, text), Ok(json!({ "multipart": [part] })));
        let fields = b"--x\r\nContent-Disposition: form-data; name=\"a[b]\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"c[]\"\r\n\r\n2\r\n--x--\r\n";
        assert_eq!(written(multipart, fields), Ok(json!({ "multipart": { "a": { "b": "1" }, "c": ["2"] } })));
        let bytes = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--x--\r\n";
        let written = written(multipart, bytes).unwrap();
        assert_eq!((written["content_type"].as_str(), written["body"]["base64"].is_string()), (Some(multipart), true));
    }

    #[test]
    fn what_is_too_large_is_not_written() {
        assert_eq!(written("text/plain", &vec![b'x'; 300 << 10]), Err("its body has 307200 bytes".to_owned()));
    }
}
