//! Whether an answer keeps to HTTP, where clients forgive that it does not.
//!
//! Only what the client hands on can be judged: it has read the body by then, and dropped what came before the answer's
//! head and after its body.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::value::json::excerpt;
use crate::wire::exchange::{Response, is_json};

/// Larger fields than this are refused by common proxies and servers.
const LARGE_FIELD: usize = 8 << 10;
/// Browsers keep so many cookies of a host (RFC 6265, section 6.1).
const COOKIES: usize = 50;
/// And so large ones.
const COOKIE: usize = 4 << 10;

/// Judges the answer as a message; `severity` is what a breach means. `None` when there is nothing to say, which costs
/// next to nothing.
pub fn judge(severity: Severity, response: &Response) -> Option<CheckResult> {
    let mut breaches = Breaches { found: Vec::new() };
    breaches.status(response);
    breaches.framing(response);
    breaches.fields(&response.headers);
    breaches.content_type(response);
    if breaches.found.is_empty() {
        return None;
    }
    let findings = breaches.found.into_iter().map(|finding| finding.severity(severity)).collect();
    Some(CheckResult { findings, ..CheckResult::new(CheckKind::Protocol) })
}

struct Breaches {
    found: Vec<Finding>,
}

impl Breaches {
    fn add(&mut self, part: Part, message: impl Into<String>, expected: &str, actual: impl Into<String>) {
        self.found.push(Finding::new(Code::ProtocolBreach, part, expected, actual).message(message));
    }

    fn header(&mut self, name: &HeaderName, message: impl Into<String>, expected: &str, actual: impl Into<String>) {
        self.add(Part::Header(name.as_str().to_owned()), message, expected, actual);
    }

    fn status(&mut self, response: &Response) {
        let status = response.status;
        if status > 599 {
            let expected = "100 to 599 (RFC 9110, section 15)";
            self.add(Part::Status, "the status is of no class that HTTP knows", expected, status.to_string());
        }
        if status == 205 && !response.body.is_empty() {
            let actual = format!("{} bytes", response.body.len());
            self.add(Part::Body, "205 has a body", "no body with 205 (RFC 9110, section 15.3.6)", actual);
        }
    }

    fn framing(&mut self, response: &Response) {
        let headers = &response.headers;
        let Some(length) = headers.get(CONTENT_LENGTH) else {
            if headers.contains_key(TRANSFER_ENCODING) {
                self.transfer_encoding(response);
            }
            return;
        };
        if headers.contains_key(TRANSFER_ENCODING) {
            self.transfer_encoding(response);
            let message = "the answer has a content-length and a transfer-encoding";
            let actual =
                format!("content-length: {}, transfer-encoding: {}", shown(length), all(headers, &TRANSFER_ENCODING));
            self.header(&CONTENT_LENGTH, message, "one of the two (RFC 9112, section 6.2)", actual);
        }
        if length.as_bytes().contains(&b',') || headers.get_all(CONTENT_LENGTH).iter().count() > 1 {
            let message = "the length is given more than once";
            self.header(&CONTENT_LENGTH, message, "it once (RFC 9110, section 8.6)", all(headers, &CONTENT_LENGTH));
        }
        if response.status == 204 {
            let message = "204 has no body, and a content-length";
            self.header(&CONTENT_LENGTH, message, "no content-length with 204 (RFC 9110, section 8.6)", shown(length));
        }
    }

    fn transfer_encoding(&mut self, response: &Response) {
        let value = all(&response.headers, &TRANSFER_ENCODING);
        if response.status == 204 {
            let expected = "no transfer-encoding with 204 (RFC 9112, section 6.1)";
            self.header(&TRANSFER_ENCODING, "204 has no body, and a transfer-encoding", expected, &value);
        } else if !value.eq_ignore_ascii_case("chunked") {
            let message = "a transfer coding that was not asked for; the body may still be in it";
            self.header(&TRANSFER_ENCODING, message, "`chunked` alone (RFC 9112, section 7.4)", &value);
        }
    }

    fn fields(&mut self, headers: &HeaderMap) {
        let mut cookies = 0;
        for (name, value) in headers {
            if value.len() > LARGE_FIELD {
                let message = "a header that common proxies refuse";
                self.header(
                    name,
                    message,
                    "at most 8192 bytes (RFC 9110, section 5.4)",
                    format!("{} bytes", value.len()),
                );
            }
            if *name == SET_COOKIE {
                cookies += 1;
                self.cookie(value);
            }
            if !value.as_bytes().is_ascii() {
                let message = "a header with other characters than ASCII, which clients read differently";
                self.header(name, message, "ASCII (RFC 9110, section 5.5)", shown(value));
            } else if let Some(expected) = malformed(name, value) {
                self.header(name, "a header that is not well-formed", expected, shown(value));
            }
        }
        if cookies > COOKIES {
            let expected = "at most 50 cookies (RFC 6265, section 6.1)";
            self.header(&SET_COOKIE, "more cookies than clients keep", expected, format!("{cookies} cookies"));
        }
        // Only then is there a name with several values.
        if headers.len() > headers.keys_len() {
            self.repeated(headers);
        }
    }

    fn cookie(&mut self, value: &HeaderValue) {
        let pair = value.as_bytes().split(|&byte| byte == b';').next().unwrap_or_default();
        if pair.len() > COOKIE {
            let actual = format!("{} bytes", pair.len());
            self.header(
                &SET_COOKIE,
                "a cookie that clients drop",
                "at most 4096 bytes (RFC 6265, section 6.1)",
                actual,
            );
        }
    }

    fn repeated(&mut self, headers: &HeaderMap) {
        for name in headers.keys().filter(|name| SINGLE.contains(&name.as_str())) {
            let number = headers.get_all(name).iter().count();
            if number > 1 {
                let expected = "it once (RFC 9110, section 5.3)";
                self.header(name, format!("the header is given {number} times"), expected, all(headers, name));
            }
        }
    }

    fn content_type(&mut self, response: &Response) {
        match response.headers.get(CONTENT_TYPE) {
            None if !response.body.is_empty() => {
                let expected = "a content-type (RFC 9110, section 8.3)";
                let actual = format!("a body of {} bytes without one", response.body.len());
                self.header(&CONTENT_TYPE, "the body does not say what it is", expected, actual);
            }
            Some(value) => {
                if let Some((expected, actual)) = charset_trouble(value) {
                    self.header(&CONTENT_TYPE, "a character set that cannot be", expected, actual);
                }
            }
            None => {}
        }
    }
}

/// Headers of which an answer has one (RFC 9110). The length has words of its own.
const SINGLE: &[&str] = &[
    "accept-ranges",
    "age",
    "content-location",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "location",
    "retry-after",
    "server",
];

/// What a header should be, when it is something else.
fn malformed(name: &HeaderName, value: &HeaderValue) -> Option<&'static str> {
    let bytes = value.as_bytes();
    let (holds, expected) = match name.as_str() {
        "content-type" => (is_media_type(bytes), "`type/subtype` and parameters (RFC 9110, section 8.3.1)"),
        "date" | "last-modified" => {
            (is_date(bytes), "a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7)")
        }
        "retry-after" => {
            let seconds = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
            (seconds || is_date(bytes), "seconds, or a date (RFC 9110, section 10.2.3)")
        }
        "location" | "content-location" => (is_reference(value), "a URL or a part of one (RFC 9110, section 10.2.2)"),
        "etag" => (is_etag(bytes), "a text in quotes, `W/` before it at most (RFC 9110, section 8.8.3)"),
        _ => return None,
    };
    (!holds).then_some(expected)
}

fn is_media_type(value: &[u8]) -> bool {
    let essence = value.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    let mut parts = essence.split(|&byte| byte == b'/');
    let token =
        |part: Option<&[u8]>| part.is_some_and(|part| !part.is_empty() && part.iter().all(|&byte| is_token(byte)));
    token(parts.next()) && token(parts.next()) && parts.next().is_none()
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// IMF-fixdate, the only form that may be sent.
fn is_date(value: &[u8]) -> bool {
    const FORM: &[u8; 29] = b"aaa, 00 aaa 0000 00:00:00 GMT";
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'a' => byte.is_ascii_alphabetic(),
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    };
    value.len() == FORM.len()
        && value.iter().zip(FORM).all(fits)
        && b"MonTueWedThuFriSatSun".chunks(3).any(|day| day == &value[..3])
        && b"JanFebMarAprMayJunJulAugSepOctNovDec".chunks(3).any(|month| month == &value[8..11])
}

fn is_reference(value: &HeaderValue) -> bool {
    let Ok(text) = value.to_str() else { return false };
    let parsed = match Url::parse(text) {
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            Url::parse("http://h/").is_ok_and(|base| base.join(text).is_ok())
        }
        parsed => parsed.is_ok(),
    };
    // The parser forgives these, as browsers do.
    parsed && !text.is_empty() && !text.contains([' ', '"', '<', '>', '\\', '^', '`', '{', '|', '}', '\t'])
}

fn is_etag(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"W/").unwrap_or(value);
    matches!(value, [b'"', inner @ .., b'"'] if !inner.contains(&b'"') && !inner.contains(&b' '))
}

/// Whether the character set contradicts itself, or what is known of the media type.
fn charset_trouble(value: &HeaderValue) -> Option<(&'static str, String)> {
    let text = value.to_str().ok().filter(|text| text.contains(';'))?;
    let mut parts = text.split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut sets = parts.filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    let first = sets.next()?;
    if sets.any(|other| other != first) {
        return Some(("one character set (RFC 9110, section 8.3.1)", text.to_owned()));
    }
    let other = is_json(&essence) && !matches!(first.as_str(), "utf-8" | "utf8" | "us-ascii");
    other.then(|| ("JSON in UTF-8 (RFC 8259, section 8.1)", text.to_owned()))
}

/// All values of a header, on a line.
fn all(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<String> = headers.get_all(name).iter().map(shown).collect();
    values.join(", ")
}

/// A value as text, cut.
fn shown(value: &HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    let quoted = excerpt(&serde_json::Value::String(text.chars().take(100).collect()), 100);
    quoted.trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests;
