//! Text bodies: decoded by the character set their content type declares, strictly.
//!
//! JSON doesn't come here: it is UTF-8 whatever the content type says, and `value::json` reads the bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::source::code::Code;
use crate::wire::exchange::{Fault, Phase, Response};

/// The body as text, by the `charset` of its content type, UTF-8 where none is given.
///
/// Labels mean what the WHATWG's Encoding Standard says, so `iso-8859-1` is windows-1252. Nothing is replaced: a body
/// that doesn't fit its character set, an unknown character set, and UTF-8 with a byte order mark are faults.
pub fn text(response: &Response) -> Result<Cow<'_, str>, Fault> {
    let body = &response.body;
    let label = charset(&response.headers);
    let encoding = match &label {
        Some(label) => Encoding::for_label(label.as_bytes())
            .ok_or_else(|| fault(body, format!("the character set {label:?} is not known")))?,
        None => UTF_8,
    };
    if encoding == UTF_8 {
        return utf8(body);
    }
    let (encoding, body_start) = match Encoding::for_bom(body) {
        // The mark settles which UTF-16 it is, where the label leaves it open.
        Some((marked, length)) if encoding.name().starts_with("UTF-16") => (marked, length),
        _ => (encoding, 0),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(&body[body_start..])
        .ok_or_else(|| fault(body, format!("the body is not valid {}", encoding.name())))
}

fn utf8(body: &[u8]) -> Result<Cow<'_, str>, Fault> {
    match std::str::from_utf8(body) {
        Ok(text) if text.starts_with('\u{feff}') => {
            Err(fault(body, "the body begins with a byte order mark".to_owned()))
        }
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(fault(body, format!("the body is not valid UTF-8 at byte {}", error.valid_up_to()))),
    }
}

/// The `charset` parameter of the content type, without quotes.
fn charset(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let label = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })?;
    Some(label.to_owned())
}

fn fault(body: &[u8], message: String) -> Fault {
    Fault { code: Code::CharsetFailed, phase: Phase::Decode, message, received: body.len() as u64, hint: None }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue};

    use super::text;
    use crate::source::code::Code;
    use crate::wire::exchange::Response;

    fn response(content_type: &'static str, body: &'static [u8]) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static(content_type));
        Response::new(200, headers, Bytes::from_static(body), body.len() as u64)
    }

    #[test]
    fn text_is_decoded_by_the_charset_it_declares() {
        for (content_type, body, expected) in [
            ("text/plain", &b"caf\xc3\xa9"[..], "café"),
            ("text/plain; charset=iso-8859-1", b"caf\xe9", "café"),
            ("text/csv; header=present; Charset=\"UTF-8\"", b"caf\xc3\xa9", "café"),
            ("text/plain; charset=utf-16", b"\xfe\xff\0h\0i", "hi"),
            ("text/plain; charset=utf-16le", b"h\0i\0", "hi"),
        ] {
            assert_eq!(text(&response(content_type, body)).expect("decodes"), expected, "{content_type}");
        }
    }

    #[test]
    fn text_that_does_not_fit_its_charset_is_a_fault() {
        for (content_type, body, part) in [
            ("text/plain", &b"ab\xff"[..], "UTF-8 at byte 2"),
            ("text/plain", b"\xef\xbb\xbfab", "byte order mark"),
            ("text/plain; charset=klingon", b"ab", "\"klingon\" is not known"),
            ("text/plain; charset=utf-16le", b"\x00\xd8a\0", "not valid UTF-16LE"),
        ] {
            let fault = text(&response(content_type, body)).expect_err("must fail");
            assert_eq!(fault.code, Code::CharsetFailed);
            assert!(fault.message.contains(part), "{}", fault.message);
        }
    }
}
