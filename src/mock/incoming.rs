//! One request as a mock looks at it: its parts are decoded when they are first asked for, once.

use std::sync::{Arc, OnceLock};

use http::HeaderMap;
use minijinja::value::Value;
use serde_json::Value as Json;

use crate::contract::conform;
use crate::contract::conform::breach::{Breach, Part};
use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::contract::schema::violation::Violation;
use crate::mock::fault::Trouble;
use crate::mock::tree::{Fields, List, Tree};
use crate::mock::view::to_value;
use crate::value::{form, json};
use crate::wire::exchange::{Request, is_json, media_type};

/// A request for an operation of the contract.
#[derive(Debug)]
pub struct Incoming {
    contract: Arc<Contract>,
    operation: usize,
    /// The request; its URL is the one of the mock.
    pub request: Request,
    path: Vec<(String, String)>,
    parts: Parts,
    breaches: OnceLock<Vec<Breach>>,
    /// What the rule that answers asks for, beside its answer.
    pub trouble: OnceLock<Arc<Trouble>>,
}

#[derive(Debug, Default)]
struct Parts {
    path: OnceLock<Value>,
    query: OnceLock<Value>,
    headers: OnceLock<Value>,
    cookies: OnceLock<Value>,
    body: OnceLock<Value>,
    violations: OnceLock<Value>,
}

impl Incoming {
    /// A request for the operation with this index, with the parameters of its path.
    pub fn new(contract: Arc<Contract>, operation: usize, request: Request, path: Vec<(String, String)>) -> Incoming {
        let (parts, breaches, trouble) = Default::default();
        Incoming { contract, operation, request, path, parts, breaches, trouble }
    }

    /// The operation.
    pub fn operation(&self) -> &Operation {
        &self.contract.operations[self.operation]
    }

    /// The operation's index in the contract.
    pub fn index(&self) -> usize {
        self.operation
    }

    /// `GET /items?q=1`, as the contract's paths have it.
    pub fn request_line(&self) -> String {
        let Request { method, url, .. } = &self.request;
        format!("{method} {}?{}", url.path(), url.query().unwrap_or_default())
    }

    /// The parameters of its path, in the order of the template.
    pub fn path(&self) -> &[(String, String)] {
        &self.path
    }

    /// What is wrong with the request by the contract, apart from its credentials.
    ///
    /// A contract whose schemas cannot be used judges nothing: whoever loaded it was told so.
    pub fn breaches(&self) -> &[Breach] {
        self.breaches.get_or_init(|| {
            let mut breaches =
                conform::request::request(&self.contract, self.operation(), &self.request).unwrap_or_default();
            breaches.retain(|breach| breach.part != Part::Security);
            breaches
        })
    }

    /// What was found to be wrong, if anybody asked.
    pub fn known_breaches(&self) -> &[Breach] {
        self.breaches.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// The part of this name, as expressions see it.
    pub fn root(&self, name: &str) -> Option<Value> {
        let parts = &self.parts;
        let value = match name {
            "path" => parts.path.get_or_init(|| texts(self.path.iter().map(|(name, value)| (&**name, value.clone())))),
            "query" => parts.query.get_or_init(|| nested(form::decode_urlencoded(query(&self.request).as_bytes()))),
            "headers" => parts.headers.get_or_init(|| headers(&self.request.headers)),
            "cookies" => parts.cookies.get_or_init(|| texts(cookies(&self.request.headers))),
            "body" => parts.body.get_or_init(|| body(&self.request)),
            "violations" => parts.violations.get_or_init(|| violations(self.breaches())),
            "method" => return Some(Value::from(self.request.method.as_str())),
            _ => return None,
        };
        Some(value.clone())
    }
}

/// The query as sent.
pub fn query(request: &Request) -> &str {
    request.url.query().unwrap_or_default()
}

/// The cookies of a request, in order.
pub fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, String)> {
    let lines = headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        Some((name, value.trim_matches('"').to_owned()))
    })
}

fn headers(headers: &HeaderMap) -> Value {
    texts(headers.keys().map(|name| {
        let values: Vec<String> =
            headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
        (name.as_str(), values.join(", "))
    }))
}

/// JSON as it is, a form as PHP reads it; nothing for any other body, an empty one, and one that breaks its format.
fn body(request: &Request) -> Value {
    decoded(request).map_or(Value::from(()), |json| to_value(&Tree::from(&json)))
}

fn decoded(request: &Request) -> Option<Json> {
    let bytes = request.body.as_ref().filter(|body| !json::is_blank(body))?;
    let media_type = media_type(&request.headers).unwrap_or_default();
    match media_type.as_str() {
        "application/x-www-form-urlencoded" => {
            Some(form::nest(form::decode_urlencoded(bytes).into_iter().map(|(name, value)| (name, value.into()))))
        }
        "multipart/form-data" => multipart(request, bytes),
        other if other.is_empty() || is_json(other) => json::parse(bytes).ok(),
        other if other.starts_with("text/") => Some(String::from_utf8_lossy(bytes).into()),
        _ => None,
    }
}

fn multipart(request: &Request, bytes: &[u8]) -> Option<Json> {
    let content_type = request.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    let parts = form::decode_multipart(bytes, &form::boundary(content_type)?).ok()?;
    Some(form::nest(parts.into_iter().map(|part| (part.name, String::from_utf8_lossy(&part.body).into()))))
}

fn nested(pairs: Vec<(String, String)>) -> Value {
    to_value(&Tree::from(&form::nest(pairs.into_iter().map(|(name, value)| (name, value.into())))))
}

fn texts<'n>(pairs: impl Iterator<Item = (&'n str, String)>) -> Value {
    let texts = pairs.map(|(name, value)| (name.into(), Tree::Text(value.into())));
    Value::from_object(Fields(texts.collect()))
}

/// `[{in, name, pointer, message}]`
fn violations(breaches: &[Breach]) -> Value {
    Value::from_object(List(breaches.iter().map(|breach| Tree::from(&described(breach))).collect()))
}

/// A breach in one line, for the log: `body /name: expected string, found integer 7`.
pub fn line(breach: &Breach) -> String {
    let Breach { part, violation } = breach;
    let pointer = if violation.pointer.is_empty() { String::new() } else { format!(" {}", violation.pointer) };
    format!("{part}{pointer}: expected {}, found {}", violation.expected, violation.actual)
}

/// A breach for whoever sent the request.
pub fn described(breach: &Breach) -> Json {
    let (place, name) = match &breach.part {
        Part::Path(name) => ("path", name.as_str()),
        Part::Query(name) => ("query", name.as_str()),
        Part::Header(name) => ("header", name.as_str()),
        Part::Cookie(name) => ("cookie", name.as_str()),
        Part::Security => ("security", ""),
        Part::Body | Part::Status => ("body", ""),
    };
    let violation = &breach.violation;
    let name = if name.is_empty() { field(violation) } else { name.to_owned() };
    let message = format!("expected {}, found {}", violation.expected, violation.actual);
    serde_json::json!({ "in": place, "name": name, "pointer": violation.pointer, "message": message })
}

/// The field at fault: the first token of the pointer, or the property that is missing; `body` for the whole body.
fn field(violation: &Violation) -> String {
    match violation.pointer.split('/').nth(1) {
        Some(token) => token.replace("~1", "/").replace("~0", "~"),
        None if violation.keyword == "required" => violation.expected.split('`').nth(1).unwrap_or("body").to_owned(),
        None => "body".to_owned(),
    }
}
