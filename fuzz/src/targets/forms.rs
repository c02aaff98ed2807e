//! Forms, multipart bodies, parameters, and what PHP serializes.

use countersign::value::form::{boundary, decode_multipart, decode_urlencoded, nest};
use countersign::value::multipart::{Multipart, Part};
use countersign::value::{codec, php};
use serde_json::Value;

use super::http::message;

/// The head of a request, and its body in any of these forms.
pub fn fuzz(bytes: &[u8]) {
    let (_, headers, body) = message(bytes);
    let declared = headers.get("content-type").and_then(|value| value.to_str().ok()).and_then(boundary);
    if let Some(Ok(parts)) = declared.map(|boundary| decode_multipart(body, &boundary)) {
        assert!(parts.iter().map(|part| part.body.len()).sum::<usize>() <= body.len());
        parts.into_iter().for_each(one_part_comes_back);
    }
    url_encoded(body);
    if let Ok(text) = std::str::from_utf8(body) {
        if let Err(error) = php::unserialize(text.trim_end_matches('\n')) {
            assert!(error.offset <= text.len());
        }
        let decoded = codec::base64_decode(text);
        assert!(decoded.is_err() || decoded.is_ok_and(|decoded| decoded.len() <= text.len()));
    }
    one_part_comes_back(countersign::value::form::Part {
        name: String::from_utf8_lossy(&body[..body.len().min(9)]).into_owned(),
        filename: None,
        content_type: None,
        body: body.to_vec(),
    });
}

/// What is sent as a part arrives as that part, but for names with characters that stand for others in a header.
fn one_part_comes_back(part: countersign::value::form::Part) {
    let is_plain = |text: &str| !text.contains(['\\', '%']) && text.trim() == text;
    if !is_plain(&part.name) || !part.filename.as_deref().is_none_or(is_plain) {
        return;
    }
    let sent = Part { name: part.name, filename: part.filename, content_type: None, body: part.body };
    let Multipart { boundary, body } = Multipart::new(std::slice::from_ref(&sent));
    let parts = decode_multipart(&body, &boundary).expect("what is sent can be read");
    let [arrived] = parts.as_slice() else { panic!("one part arrives as {parts:?}") };
    assert_eq!((&arrived.name, &arrived.filename, &arrived.body), (&sent.name, &sent.filename, &sent.body));
}

fn url_encoded(body: &[u8]) {
    let pairs = decode_urlencoded(body);
    // A pair without a name and a value is nothing at all.
    let written = codec::form_string(&pairs);
    assert_eq!(decode_urlencoded(written.as_bytes()), pairs, "{written}");
    let nested = nest(pairs.into_iter().map(|(name, value)| (name, Value::String(value))));
    assert!(nested.is_object());
    assert!(nested.to_string().len() <= 64 * (body.len() + 16));
}
