//! Bodies as servers send them: content encodings, character sets, JSON.

use std::io::Write;

use bytes::Bytes;
use countersign::value::json::{self, JsonError, Problem};
use countersign::wire::charset;
use countersign::wire::decode::{Caps, DecodeError, decode};
use countersign::wire::exchange::{Response, is_json};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::Value;

use super::http::message;

/// At most so much comes out of a body.
const CAP: usize = 256 * 1024;
const CAPS: Caps = Caps { bytes: CAP, ratio: usize::MAX };

/// The head and body of a response; the first line is left to itself.
pub fn fuzz(bytes: &[u8]) {
    let (_, headers, body) = message(bytes);
    let body = Bytes::copy_from_slice(body);
    match decode(&HeaderMap::new(), &headers, body.clone(), CAPS) {
        Ok(decoded) => {
            assert!(decoded.len() <= CAP || !headers.contains_key(CONTENT_ENCODING), "{} bytes", decoded.len());
            judged(Response::new(200, headers, decoded, body.len() as u64));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    what_is_compressed_comes_back(&body);
    parsed(&body);
}

fn judged(response: Response) {
    if let Ok(text) = charset::text(&response) {
        // No character takes fewer bytes than a third of what it takes in UTF-8.
        assert!(text.len() <= 3 * response.body.len());
    }
    if response.media_type().is_some_and(|media_type| is_json(&media_type)) {
        let blank = matches!(response.json(), Err(JsonError { problem: Problem::Empty, .. }));
        assert!(!blank || response.is_blank());
    }
}

fn what_is_compressed_comes_back(body: &Bytes) {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).expect("memory");
    let encoded = Bytes::from(encoder.finish().expect("memory"));
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    let decode = |bytes| decode(&HeaderMap::new(), &headers, encoded.clone(), Caps { bytes, ..CAPS });
    assert_eq!(decode(body.len()).as_ref(), Ok(body));
    if !body.is_empty() {
        assert!(matches!(decode(body.len() - 1), Err(DecodeError::TooLarge { .. })));
    }
}

/// What we take, others take, too, as the same value; what others take and we do not is one of the documented
/// differences.
fn parsed(bytes: &[u8]) {
    // The library takes an object with this key for something else.
    if String::from_utf8_lossy(bytes).contains("private::RawValue") {
        return;
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    match json::parse(bytes) {
        Ok(value) => {
            deserializer.disable_recursion_limit();
            let theirs = Value::deserialize(&mut deserializer).expect("others take it, too");
            assert_eq!(value, theirs);
            let text = value.to_string();
            assert_eq!(json::parse(text.as_bytes()).expect("what we write, we read").to_string(), text);
            assert!(json::equal(&value, &theirs));
        }
        Err(error) => {
            assert!(error.offset <= bytes.len() && error.line >= 1 && error.column >= 1, "{error:?}");
            let theirs = Value::deserialize(&mut deserializer).and_then(|_| deserializer.end());
            if matches!(error.problem, Problem::Syntax(_)) && theirs.is_ok() {
                let ours = ["reserved key", "lone surrogate"].iter().any(|reason| error.to_string().contains(reason));
                assert!(ours, "{error} in what others read: {}", String::from_utf8_lossy(bytes));
            }
        }
    }
}
