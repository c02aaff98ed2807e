//! One request as sent, its response as received, and their timing.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, Method, Version};
use serde_json::Value;
use url::Url;

use crate::source::code::Code;
use crate::value::json::{self, JsonError, Parsed};
use crate::value::places::{Duplicates, duplicates};

/// What mocks say in the header `server`, so that their answers are never taken for those of an API.
pub const MOCK_SERVER: &str = "countersign-mock";

/// A request, ready to be sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute URL, encoded.
    pub url: Url,
    /// Headers in the order given.
    pub headers: HeaderMap,
    /// The body as sent; `None` sends none.
    pub body: Option<Bytes>,
}

/// What an exchange may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Making the connection, TLS included.
    pub connect: Duration,
    /// From the request sent to the response's head.
    pub first_byte: Duration,
    /// Between two parts of the body.
    pub idle: Duration,
    /// The whole exchange.
    pub total: Duration,
    /// The body, as sent and decoded, in bytes.
    pub body: usize,
    /// How many times larger than sent a decoded body may be.
    pub ratio: usize,
    /// How many response headers.
    pub headers: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(5),
            first_byte: Duration::from_secs(10),
            idle: Duration::from_secs(10),
            total: Duration::from_secs(30),
            body: 10 << 20,
            ratio: 1000,
            headers: 100,
        }
    }
}

/// A response as received, its body decoded.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The version of HTTP that it came in.
    pub version: Version,
    /// Headers as received.
    pub headers: HeaderMap,
    /// The body after content decoding.
    pub body: Bytes,
    /// How many bytes the body had as sent.
    pub encoded_length: u64,
    /// What it is as JSON, once somebody has asked.
    pub(in crate::wire) parsed: OnceLock<Result<Parsed, JsonError>>,
}

impl Response {
    /// A response of these parts, in HTTP/1.1.
    pub fn new(status: u16, headers: HeaderMap, body: Bytes, encoded_length: u64) -> Response {
        Response { status, version: Version::HTTP_11, headers, body, encoded_length, parsed: OnceLock::new() }
    }

    /// The body as JSON, whatever its content type says; parsed once.
    pub fn json(&self) -> Result<&Value, &JsonError> {
        self.parsed().map(|parsed| &parsed.value)
    }

    /// The keys that the body gives more than once. They don't keep it from being JSON: the last value counts.
    pub fn duplicate_keys(&self) -> Duplicates {
        let repeats = self.parsed().is_ok_and(|parsed| parsed.repeats);
        let text = std::str::from_utf8(&self.body).ok().filter(|_| repeats);
        text.map_or_else(Duplicates::default, duplicates)
    }

    fn parsed(&self) -> Result<&Parsed, &JsonError> {
        self.parsed.get_or_init(|| json::parse_body(&self.body)).as_ref()
    }

    /// Whether somebody has read the body as JSON, and it is.
    pub fn is_known_json(&self) -> bool {
        matches!(self.parsed.get(), Some(Ok(_)))
    }

    /// Whether the body is empty but for ASCII white space.
    pub fn is_blank(&self) -> bool {
        json::is_blank(&self.body)
    }

    /// The content type without parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        media_type(&self.headers)
    }
}

/// A version of HTTP in numbers: `1.1`, `2`.
pub fn version_name(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "0.9",
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
    }
}

/// The content type that `headers` declare, without parameters, in lower case.
pub fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or("").trim();
    (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
}

/// Whether a media type is JSON: `application/json` or any `+json`.
pub fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}

/// Where an exchange broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before anything was sent.
    Prepare,
    /// Resolving the host's name.
    Dns,
    /// Connecting.
    Connect,
    /// The TLS handshake.
    Tls,
    /// Waiting for or reading the response's head.
    Head,
    /// Reading the body.
    Body,
    /// Decoding the body.
    Decode,
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Phase::Prepare => "prepare",
            Phase::Dns => "dns",
            Phase::Connect => "connect",
            Phase::Tls => "tls",
            Phase::Head => "head",
            Phase::Body => "body",
            Phase::Decode => "decode",
        })
    }
}

/// Why there is no response to judge. Never the case's fault, and never a failure of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The stable code, of the CS04xx group.
    pub code: Code,
    /// Where it broke off.
    pub phase: Phase,
    /// What happened; a lowercase fragment that holds no URL and no secret.
    pub message: String,
    /// Body bytes received until then.
    pub received: u64,
    /// What to try.
    pub hint: Option<String>,
}

/// One request and what became of it.
#[derive(Debug)]
pub struct Exchange {
    /// As sent.
    pub request: Request,
    /// As received.
    pub outcome: Result<Response, Fault>,
    /// When it was sent.
    pub started: Instant,
    /// From sending to the body's end.
    pub elapsed: Duration,
    /// Whether the request was sent a second time because the connection had died before an answer.
    pub retried: bool,
    /// The request that was asked in the first place, where redirects led from it to this one.
    pub asked: Option<Box<Request>>,
}

impl Exchange {
    /// The request that was asked in the first place.
    pub fn asked(&self) -> &Request {
        self.asked.as_deref().unwrap_or(&self.request)
    }
}
