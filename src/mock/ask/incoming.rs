//! One request as a mock looks at it: its parts are decoded when they are first asked for, once.

use std::sync::{Arc, OnceLock};

use http::{HeaderMap, StatusCode};
use minijinja::value::Value;
use serde_json::Value as Json;
use url::Url;

use crate::contract::conform;
use crate::contract::conform::breach::{Breach, Kind, Part};
use crate::contract::conform::request::Judged;
use crate::contract::description::Contract;
use crate::contract::document::Documents;
use crate::contract::operation::{Location, Operation};
use crate::contract::schema::violation::Violation;
use crate::mock::ask::prefer::without_preferences;
use crate::mock::ask::route::Routed;
use crate::mock::behaviour::Validate;
use crate::mock::faults::fault::Trouble;
use crate::mock::problem::Problem;
use crate::mock::rules::view::to_value;
use crate::mock::state::tree::{Fields, List, Tree};
use crate::value::{codec, form, json};
use crate::wire::exchange::{Request, is_json, media_type};
use crate::wire::serve::ServerRequest;

/// A request for an operation of the contract.
#[derive(Debug)]
pub struct Incoming {
    contract: Arc<Contract>,
    operation: usize,
    /// The request; its URL is the one of the mock.
    pub request: Request,
    /// The parameters of its path, decoded.
    pub path: Vec<(String, String)>,
    validate: Validate,
    parts: Parts,
    judged: OnceLock<Judged>,
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
    pub fn new(
        contract: Arc<Contract>,
        operation: usize,
        request: Request,
        path: Vec<(String, String)>,
        validate: Validate,
    ) -> Incoming {
        let (parts, judged, trouble) = Default::default();
        Incoming { contract, operation, request, path, validate, parts, judged, trouble }
    }

    /// A request as the contract judges it: its path below the server's base, its query without preferences. Its host is
    /// of no matter.
    pub fn received(
        contract: Arc<Contract>,
        request: ServerRequest,
        routed: Routed,
        validate: Validate,
    ) -> Result<Incoming, Problem> {
        let ServerRequest { method, target, headers, body } = request;
        let mut text = format!("http://mock{}", routed.path);
        if let Some(query) = target.query().map(without_preferences).filter(|query| !query.is_empty()) {
            text.push('?');
            text.push_str(&query);
        }
        let url =
            Url::parse(&text).map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("not a URL: {error}")))?;
        let request = Request { method, url, headers, body: (!body.is_empty()).then_some(body) };
        Ok(Incoming::new(contract, routed.operation, request, routed.parameters, validate))
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

    /// What the request is to be refused for: what is wrong with it by the contract, apart from its credentials, and
    /// from what is only undocumented, which OpenAPI does not forbid. Nothing, unless requests are held to the contract.
    pub fn breaches(&self) -> &[Breach] {
        if self.validate != Validate::Enforce {
            return &[];
        }
        let breaches = self.judged().breaches.as_slice();
        &breaches[..breaches.iter().take_while(|breach| breach.kind != Kind::Undocumented).count()]
    }

    /// Everything that can be said about the request by the contract, what is only undocumented last; credentials are
    /// not looked at. Found when first asked for, once; nothing when nobody is to look.
    pub fn judged(&self) -> &Judged {
        self.judged.get_or_init(|| {
            if self.validate == Validate::Off {
                return Judged::default();
            }
            let mut judged = conform::request::judge(&self.contract, self.operation(), &self.request);
            judged.breaches.retain(|breach| breach.part != Part::Security);
            judged.breaches.sort_by_key(|breach| breach.kind == Kind::Undocumented);
            judged
        })
    }

    /// The part of this name, as expressions see it.
    pub fn root(&self, name: &str) -> Option<Value> {
        let parts = &self.parts;
        let value = match name {
            "path" => parts.path.get_or_init(|| {
                Value::from_object(texts(self.path.iter().map(|(name, value)| (&**name, value.clone()))))
            }),
            "query" => parts.query.get_or_init(|| self.query()),
            "headers" => parts.headers.get_or_init(|| {
                let sent = headers(&self.request.headers);
                let lower = |(name, value): (&str, Json)| (name.to_ascii_lowercase(), value);
                with_defaults(sent, self.defaults(Location::Header).map(lower))
            }),
            "cookies" => parts.cookies.get_or_init(|| {
                let sent = texts(cookies(&self.request.headers));
                with_defaults(sent, self.defaults(Location::Cookie).map(|(name, value)| (name.to_owned(), value)))
            }),
            "body" => parts.body.get_or_init(|| body(&self.request)),
            "violations" => parts.violations.get_or_init(|| violations(self.breaches())),
            "method" => return Some(Value::from(self.request.method.as_str())),
            _ => return None,
        };
        Some(value.clone())
    }

    /// The query, with the documented default of each parameter that was not sent.
    fn query(&self) -> Value {
        let sent = form::decode_urlencoded(query(&self.request).as_bytes());
        let sent = form::nest(sent.into_iter().map(|(name, value)| (name, value.into())));
        let Tree::Map(sent) = Tree::from(&sent) else { return Value::from(()) };
        with_defaults((*sent).clone(), self.defaults(Location::Query).map(|(name, value)| (name.to_owned(), value)))
    }

    /// The documented defaults of the parameters in one place; scalars are texts, as they would have been sent.
    fn defaults(&self, location: Location) -> impl Iterator<Item = (&str, Json)> {
        let parameters = self.operation().parameters.iter().filter(move |parameter| parameter.location == location);
        parameters.filter_map(|parameter| {
            let schema = self.contract.documents.node(&parameter.schema.as_ref()?.place)?;
            let default = schema.get("default")?.to_json();
            Some((parameter.name.as_str(), codec::scalar(&default).map_or(default, Json::String)))
        })
    }
}

fn with_defaults(mut sent: Fields, defaults: impl Iterator<Item = (String, Json)>) -> Value {
    for (name, default) in defaults {
        sent.0.entry(name.as_str().into()).or_insert_with(|| Tree::from(&default));
    }
    Value::from_object(sent)
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

fn headers(headers: &HeaderMap) -> Fields {
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

fn texts<'n>(pairs: impl Iterator<Item = (&'n str, String)>) -> Fields {
    let texts = pairs.map(|(name, value)| (name.into(), Tree::Text(value.into())));
    Fields(texts.collect())
}

/// `[{in, name, pointer, message}]`
fn violations(breaches: &[Breach]) -> Value {
    Value::from_object(List(breaches.iter().map(|breach| Tree::from(&described(breach, None))).collect()))
}

/// A breach in one line, for the log: `body /name: expected string, found integer 7`.
pub fn line(breach: &Breach) -> String {
    let Breach { part, kind, violation } = breach;
    let pointer = if violation.pointer.is_empty() { String::new() } else { format!(" {}", violation.pointer) };
    match kind {
        Kind::Wrong => format!("{part}{pointer}: {}", message(breach)),
        Kind::Missing | Kind::Malformed | Kind::Undocumented => format!("{part} {}", message(breach)),
    }
}

/// A breach for whoever sent the request; with `documents`, also where the contract says so.
pub fn described(breach: &Breach, documents: Option<&Documents>) -> Json {
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
    let message = message(breach);
    let mut described =
        serde_json::json!({ "in": place, "name": name, "pointer": violation.pointer, "message": message });
    if let Some(documents) = documents {
        described["expected"] = violation.expected.as_str().into();
        described["actual"] = violation.actual.as_str().into();
        described["contract"] = documents.line(violation.schema.span).into();
    }
    described
}

fn message(breach: &Breach) -> String {
    let Violation { expected, actual, .. } = &breach.violation;
    match breach.kind {
        Kind::Wrong => format!("expected {expected}, found {actual}"),
        Kind::Missing => "is required and was not sent".to_owned(),
        Kind::Malformed => format!("is no {expected}: {actual}"),
        Kind::Undocumented => "is not documented".to_owned(),
    }
}

/// The field at fault: the first token of the pointer, or the property that is missing; `body` for the whole body.
fn field(violation: &Violation) -> String {
    match violation.pointer.split('/').nth(1) {
        Some(token) => token.replace("~1", "/").replace("~0", "~"),
        None if violation.keyword == "required" => violation.expected.split('`').nth(1).unwrap_or("body").to_owned(),
        None => "body".to_owned(),
    }
}
