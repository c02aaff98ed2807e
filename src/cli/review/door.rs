//! Who gets to the review through its page, and with what: requests are checked, read and handed on.
//!
//! The server has turned away every request under a foreign name already. The page itself says nothing about the
//! project, so anybody on this machine may have it; everything else needs the key.

use std::sync::mpsc::Sender;

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::oneshot;

use crate::cli::review::calls::{Answer, Asked, Call};
use crate::cli::review::edit::Volatile;
use crate::decide::review::pending::Decision;
use crate::show::review::page::html::{PAGE, SCRIPT, STYLE};
use crate::wire::serve::{Handler, Reply, RequestHead, ServerRequest, ServerResponse};

/// What the page may do: nothing that it does not bring along.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
     frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);
/// The header with the key.
const KEY: HeaderName = HeaderName::from_static("x-countersign-token");

/// What the review waits for.
#[derive(Debug)]
pub enum Event {
    /// Somebody asks for something.
    Call(Call, oneshot::Sender<Answer>),
    /// It is over.
    Stop,
}

/// Lets in who has the key.
#[derive(Debug)]
pub struct Door {
    /// The key.
    pub key: String,
    /// The way to where calls are answered.
    pub events: Sender<Event>,
}

/// Why a request goes no further.
struct Refused(StatusCode, &'static str);

impl Handler for Door {
    /// The parts of the page, and whoever has no key. Nobody reads a body for either.
    fn at_once(&self, head: &RequestHead<'_>) -> Option<ServerResponse> {
        let Some((kind, text)) = file(head.target.path()) else {
            return self.admit(head).err().map(|refused| refusal(&refused));
        };
        Some(match *head.method {
            Method::GET | Method::HEAD => response(StatusCode::OK, kind, text),
            _ => refusal(&Refused(StatusCode::METHOD_NOT_ALLOWED, "this can only be read")),
        })
    }

    fn handle(&self, request: ServerRequest) -> Reply {
        match call(&request) {
            Ok(call) => Reply::Later(Box::pin(self.asked(call))),
            Err(refused) => Reply::Now(refusal(&refused)),
        }
    }
}

impl Door {
    /// Whether this comes from the page that was opened with the key.
    fn admit(&self, RequestHead { method, headers, .. }: &RequestHead<'_>) -> Result<(), Refused> {
        let foreign = Refused(StatusCode::FORBIDDEN, "this does not come from the page of the review");
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        // The host is one of this server's own names, which makes the origin of its page.
        let own = text(&HOST).map(|host| format!("http://{host}"));
        match text(&ORIGIN) {
            Some(origin) if own.as_deref() != Some(origin) => return Err(foreign),
            None if **method != Method::GET => return Err(foreign),
            _ => {}
        }
        match headers.get(&KEY) {
            Some(key) if is_same(key.as_bytes(), self.key.as_bytes()) => Ok(()),
            _ => Err(Refused(StatusCode::UNAUTHORIZED, "the key is missing or not the one that was printed")),
        }
    }

    fn asked(&self, call: Call) -> impl Future<Output = ServerResponse> + use<> {
        let (back, answer) = oneshot::channel();
        // What cannot be asked any more is never answered, which is told below.
        let _ = self.events.send(Event::Call(call, back));
        async {
            match answer.await {
                Ok(answer) => response(answer.status, "application/json", answer.body.to_string()),
                Err(_) => refusal(&Refused(StatusCode::SERVICE_UNAVAILABLE, "the review has ended")),
            }
        }
    }
}

/// The parts of the page.
fn file(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        "/" => Some(("text/html; charset=utf-8", PAGE)),
        "/review.css" => Some(("text/css; charset=utf-8", STYLE)),
        "/review.js" => Some(("text/javascript; charset=utf-8", SCRIPT)),
        _ => None,
    }
}

/// What a request asks for.
fn call(request: &ServerRequest) -> Result<Call, Refused> {
    let path = request.target.path();
    let method = if matches!(path, "/api/overview" | "/api/snapshot") { Method::GET } else { Method::POST };
    let known = ["overview", "snapshot", "decide", "redact", "alias", "undo"];
    if !path.strip_prefix("/api/").is_some_and(|name| known.contains(&name)) {
        return Err(Refused(StatusCode::NOT_FOUND, "there is nothing here"));
    }
    if request.method != method {
        return Err(Refused(StatusCode::METHOD_NOT_ALLOWED, "this is asked for with another method"));
    }
    match path {
        "/api/overview" => Ok(Call::Overview),
        "/api/snapshot" => index(request.target.query()).map(Call::Snapshot),
        "/api/decide" => decide(request),
        "/api/redact" => Ok(Call::Replace(Volatile::Redacted, read(request)?)),
        "/api/alias" => Ok(Call::Replace(Volatile::Aliased, read(request)?)),
        _ => Ok(Call::Undo(read(request)?)),
    }
}

fn index(query: Option<&str>) -> Result<usize, Refused> {
    let index = query.and_then(|query| query.strip_prefix("index=")).and_then(|index| index.parse().ok());
    index.ok_or(Refused(StatusCode::BAD_REQUEST, "which snapshot is said by ?index= and a number"))
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wanted {
    Accept,
    Reject,
    Open,
}

#[derive(Deserialize)]
struct Decide {
    decision: Wanted,
}

fn decide(request: &ServerRequest) -> Result<Call, Refused> {
    let Decide { decision } = read(request)?;
    let decision = match decision {
        Wanted::Accept => Decision::Accepted,
        Wanted::Reject => Decision::Rejected,
        Wanted::Open => Decision::Open,
    };
    Ok(Call::Decide(decision, read::<Asked>(request)?))
}

fn read<'r, T: Deserialize<'r>>(request: &'r ServerRequest) -> Result<T, Refused> {
    let kind = request.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "only application/json is read"));
    }
    serde_json::from_slice(&request.body).map_err(|_| Refused(StatusCode::BAD_REQUEST, "this is no JSON that is known"))
}

/// Compares in a time that says nothing about where two texts differ.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let differing = one.iter().zip(other).fold(0, |all, (one, other)| all | (one ^ other));
    one.len() == other.len() && std::hint::black_box(differing) == 0
}

fn refusal(refused: &Refused) -> ServerResponse {
    response(refused.0, "application/json", json!({ "error": refused.1 }).to_string())
}

fn response(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> ServerResponse {
    let mut response = ServerResponse::new(status, body);
    let fixed = HeaderValue::from_static;
    response.headers.extend([
        (CONTENT_TYPE, fixed(kind)),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
        (CACHE_CONTROL, fixed("no-store")),
        (REFERRER_POLICY, fixed("no-referrer")),
        (HeaderName::from_static("cross-origin-resource-policy"), fixed("same-origin")),
        (HeaderName::from_static("cross-origin-opener-policy"), fixed("same-origin")),
    ]);
    response
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn keys_are_the_same_only_as_a_whole() {
        assert!(is_same(b"abc", b"abc"));
        for other in [&b"abd"[..], b"ab", b"abcd", b""] {
            assert!(!is_same(b"abc", other));
        }
    }
}
