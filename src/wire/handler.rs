//! What a server hands on and gets back: requests and responses as plain values, and what it allows its clients.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::wire::delivery::Delivery;
use crate::wire::hosts::Hosts;

/// Makes a response of a request. Called from several threads at once; while it works, the other connections of its
/// thread wait, so it should compute and not block. If it panics, the answer is a 500.
pub trait Handler: Send + Sync + 'static {
    /// The response to `request`.
    fn handle(&self, request: ServerRequest) -> Reply;

    /// An answer that needs no body. It is asked for before one is read, so that nobody has to be sent one who may not
    /// have it; a body that is under way is then thrown away, and its connection ends with this answer.
    fn at_once(&self, _head: &RequestHead<'_>) -> Option<ServerResponse> {
        None
    }

    /// Is told of a request that the server refused by itself, such as one whose body is too large.
    fn refused(&self, _request: &RefusedRequest) {}
}

/// What comes before the body of a request. It was asked for under a name of this server.
#[derive(Clone, Copy, Debug)]
pub struct RequestHead<'r> {
    /// The method; never CONNECT.
    pub method: &'r Method,
    /// The target as sent.
    pub target: &'r Uri,
    /// The headers as received.
    pub headers: &'r HeaderMap,
}

/// A request that the server refused by itself. Its body was not read, or not to its end.
#[derive(Debug)]
pub struct RefusedRequest {
    /// The method.
    pub method: Method,
    /// The target as sent.
    pub target: Uri,
    /// The status of the answer.
    pub status: StatusCode,
    /// Why: a sentence without its period.
    pub detail: String,
}

impl<F: Fn(ServerRequest) -> ServerResponse + Send + Sync + 'static> Handler for F {
    fn handle(&self, request: ServerRequest) -> Reply {
        Reply::Now(self(request))
    }
}

/// A response, or what will make one.
pub enum Reply {
    /// It is there.
    Now(ServerResponse),
    /// It has to wait for something, on the thread of the connection; other connections don't wait for it.
    Later(Pin<Box<dyn Future<Output = ServerResponse> + Send>>),
}

/// A request as received, complete.
#[derive(Debug)]
pub struct ServerRequest {
    /// The method; never CONNECT.
    pub method: Method,
    /// The target, still encoded: path and query. What a client sends as if to a proxy lacks its scheme and host here.
    pub target: Uri,
    /// The headers as received.
    pub headers: HeaderMap,
    /// The body, without transfer encoding; content encodings are as sent.
    pub body: Bytes,
}

/// A response to be sent, and how.
#[derive(Debug)]
pub struct ServerResponse {
    /// The status; not 1xx.
    pub status: StatusCode,
    /// The headers; `content-length` (but in answers to HEAD), `transfer-encoding` and `date` are the server's to add.
    pub headers: HeaderMap,
    /// The body. An answer to HEAD has the one that GET would have: the server declares its length and keeps it back.
    pub body: Bytes,
    /// How long to wait before anything is sent. Other requests don't wait for it.
    pub delay: Option<Duration>,
    /// How it goes out.
    pub delivery: Delivery,
}

impl ServerResponse {
    /// A response without headers, to be sent as it should.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> ServerResponse {
        ServerResponse { status, headers: HeaderMap::new(), body: body.into(), delay: None, delivery: Delivery::Whole }
    }

    /// Problem details (RFC 9457): what the server itself has to say about a request.
    pub fn problem(status: StatusCode, detail: &str) -> ServerResponse {
        let title = status.canonical_reason().unwrap_or_default();
        let body = serde_json::json!({ "title": title, "status": status.as_u16(), "detail": detail });
        let mut response = ServerResponse::new(status, body.to_string());
        response.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// What a server allows its clients.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Threads that serve; at least one.
    pub workers: usize,
    /// Bytes of a request's body; a larger one is answered with 413.
    pub body: usize,
    /// Bytes of all bodies that are received or answered at a time; one that would be too much is answered with 503.
    pub bodies: usize,
    /// Bytes of a request's head; a larger one, or one with more than 100 headers, is answered with 431.
    pub head: usize,
    /// Connections at a time; further ones wait until one ends. While they do, idle ones are closed soon.
    pub connections: usize,
    /// How long a client may take.
    pub patience: Patience,
    /// The names under which clients may ask.
    pub hosts: Hosts,
    /// How long requests under way may take when the server stops.
    pub grace: Duration,
}

/// How long a client may take. Being late ends its own connection only.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Without a byte of a next request; the connection is then closed.
    pub idle: Duration,
    /// For a head, from its first byte; the answer is then 408.
    pub head: Duration,
    /// For a body; the answer is then 408.
    pub body: Duration,
    /// Without taking a byte of its answer; the connection is then reset.
    pub stall: Duration,
}

impl Default for ServeOptions {
    fn default() -> ServeOptions {
        ServeOptions {
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            body: 10 << 20,
            bodies: 256 << 20,
            head: 64 << 10,
            connections: 1024,
            patience: Patience::default(),
            hosts: Hosts::default(),
            grace: Duration::from_millis(500),
        }
    }
}

impl Default for Patience {
    fn default() -> Patience {
        let seconds = Duration::from_secs;
        Patience { idle: seconds(60), head: seconds(10), body: seconds(30), stall: seconds(30) }
    }
}
