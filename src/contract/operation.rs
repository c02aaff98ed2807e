//! What a contract promises, as plain values in the order it is written.

use std::sync::OnceLock;

use http::Method;
use serde_json::Value;

use crate::contract::path::PathTemplate;
use crate::contract::place::Place;
use crate::source::span::Span;

/// A documented method and path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The method.
    pub method: Method,
    /// The path.
    pub path: PathTemplate,
    /// Its `operationId`.
    pub operation_id: Option<String>,
    /// Its `summary`.
    pub summary: Option<String>,
    /// Whether it is marked as deprecated.
    pub deprecated: bool,
    /// Those of the path and its own, its own winning.
    pub parameters: Vec<Parameter>,
    /// What may be sent as body.
    pub request_body: Option<RequestBody>,
    /// What may come back.
    pub responses: Vec<ResponseDoc>,
    /// Alternatives, each a set of security schemes that must all be satisfied; none when no credentials are needed.
    pub security: Vec<Requirement>,
    /// Its own servers, or its path's; none where those of the description hold.
    pub servers: Vec<Server>,
    /// The method's key in the description.
    pub span: Span,
}

impl Operation {
    /// `GET /items/{id}`.
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path.text)
    }

    /// The response documented for a status: exactly, else its range, else `default`, which never covers 5xx.
    pub fn response(&self, status: u16) -> Option<&ResponseDoc> {
        let with = |key| self.responses.iter().find(|response| response.status == key);
        with(StatusKey::Exact(status))
            .or_else(|| with(StatusKey::Range(status / 100)))
            .or_else(|| if status < 500 { with(StatusKey::Default) } else { None })
    }
}

/// One alternative of `security`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Names of security schemes; empty when this alternative asks for nothing.
    pub schemes: Vec<String>,
}

/// A documented parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether it is marked as deprecated.
    pub deprecated: bool,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether each element or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether it may be sent without a value, whatever its schema says; in a query only.
    pub allow_empty: bool,
    /// What it may be.
    pub schema: Option<SchemaRef>,
    /// When it is written as a media type instead of by style.
    pub content: Option<MediaType>,
    /// Documented examples.
    pub examples: Vec<Example>,
    /// Where it is documented.
    pub span: Span,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        })
    }
}

/// How a parameter that is an array or an object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1,2`
    Simple,
    /// `.1.2`
    Label,
    /// `;id=1,2`
    Matrix,
    /// `id=1&id=2`
    Form,
    /// `id=1%202`
    SpaceDelimited,
    /// `id=1|2`
    PipeDelimited,
    /// `id[key]=1`
    DeepObject,
}

/// What may be sent as body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Whether there must be one.
    pub required: bool,
    /// By media type.
    pub content: Vec<MediaType>,
    /// Where it is documented.
    pub span: Span,
}

/// What may come back with one status.
#[derive(Clone, Debug)]
pub struct ResponseDoc {
    /// Which statuses.
    pub status: StatusKey,
    /// What the documentation says about it.
    pub description: Option<String>,
    /// Documented headers; `Content-Type` is not among them.
    pub headers: Vec<HeaderDoc>,
    /// By media type; none when the body must be empty.
    pub content: Vec<MediaType>,
    /// Where it is documented.
    pub span: Span,
}

/// The statuses one response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusKey {
    /// `404`
    Exact(u16),
    /// `4XX`, by its first digit.
    Range(u16),
    /// `default`
    Default,
}

impl std::fmt::Display for StatusKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StatusKey::Exact(status) => write!(f, "{status}"),
            StatusKey::Range(hundred) => write!(f, "{hundred}XX"),
            StatusKey::Default => f.write_str("default"),
        }
    }
}

/// A documented response header.
#[derive(Clone, Debug)]
pub struct HeaderDoc {
    /// Its name.
    pub name: String,
    /// Whether it must come.
    pub required: bool,
    /// Whether each property of an object is written as `key=value`.
    pub explode: bool,
    /// What it may be.
    pub schema: Option<SchemaRef>,
    /// When it is written as a media type.
    pub content: Option<MediaType>,
    /// Documented examples.
    pub examples: Vec<Example>,
    /// Where it is documented.
    pub span: Span,
}

/// What a body of one media type may be.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// `application/json`, `application/*`, `*/*`; in lower case and without parameters.
    pub range: String,
    /// As documented: `application/json; charset=utf-8`.
    pub written: String,
    /// What the body may be.
    pub schema: Option<SchemaRef>,
    /// How single properties of a form are written.
    pub encoding: Vec<Encoding>,
    /// Documented examples.
    pub examples: Vec<Example>,
    /// Where it is documented.
    pub span: Span,
    /// Which example fits the schema, once that was asked.
    pub fitting: OnceLock<Option<usize>>,
}

impl MediaType {
    /// How well a media type fits: 3 exactly, 2 by its structured suffix or type, 1 by `*/*`, 0 not at all.
    pub fn fit(&self, media_type: &str) -> u8 {
        if self.range == media_type {
            3
        } else if self.range == "*/*" {
            1
        } else {
            let family = self.range.strip_suffix("/*");
            u8::from(family.is_some_and(|family| media_type.split('/').next() == Some(family))) * 2
        }
    }
}

/// How one property of a form is written.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// The property.
    pub property: String,
    /// The media types it may have, comma-separated: `image/png, image/*`.
    pub content_type: Option<String>,
    /// How arrays and objects are written, when that is said.
    pub style: Option<Style>,
    /// Whether each element or property is written on its own.
    pub explode: bool,
    /// The encoding's key in the description.
    pub span: Span,
}

/// The entry of `content` that fits a media type best.
pub fn best_content<'a>(content: &'a [MediaType], media_type: &str) -> Option<&'a MediaType> {
    // Of equals the first one counts, and `max_by_key` takes the last.
    content.iter().rev().max_by_key(|entry| entry.fit(media_type)).filter(|entry| entry.fit(media_type) > 0)
}

/// A documented example.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name; empty for a lone `example`.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Where it is.
    pub span: Span,
}

/// A schema in a contract.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SchemaRef {
    /// Where it is, references that say nothing else followed.
    pub place: Place,
    /// The bytes of the schema.
    pub span: Span,
}

/// How a caller proves who they are.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The name that `security` uses.
    pub name: String,
    /// What is sent.
    pub kind: SecurityKind,
    /// Where it is documented.
    pub span: Span,
}

/// What a security scheme sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// A key of this name; never in the path.
    ApiKey {
        /// Where.
        location: Location,
        /// The header, query parameter or cookie.
        name: String,
    },
    /// `Authorization: Basic ..`.
    Basic,
    /// `Authorization: Bearer ..`; also what `oauth2` and `openIdConnect` end in.
    Bearer,
    /// Another scheme of `Authorization`, in lower case.
    Http(String),
    /// A client certificate; nothing in the request shows it.
    MutualTls,
}

/// A base that the contract names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, variables replaced by their defaults.
    pub url: String,
}

/// Which OpenAPI it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0, with its own kind of schemas.
    V30,
    /// 3.1, with JSON Schema 2020-12.
    V31,
}
