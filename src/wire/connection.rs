//! One connection, from its first request to its end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::Poll;

use bytes::Bytes;
use http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::wire::delivery::Outgoing;
use crate::wire::ending::{Ending, close};
use crate::wire::gather::Gathered;
use crate::wire::handler::{Handler, RefusedRequest, Reply, RequestHead, ServeOptions, ServerRequest, ServerResponse};
use crate::wire::hosts::{Allowed, Misdirected};
use crate::wire::pulse::{Pulse, Socket, Stage};

#[cfg(test)]
mod tests;

/// What the connections of a server share.
pub struct Service {
    /// Makes the answers.
    pub handler: Arc<dyn Handler>,
    /// What clients may do.
    pub options: ServeOptions,
    /// The names under which they may ask.
    pub allowed: Allowed,
    /// Whether connections wait for others to end.
    pub crowded: AtomicBool,
    /// Bytes of the bodies that are held just now.
    pub held: AtomicUsize,
}

/// What `OPTIONS *` is told: the methods that a description can document.
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE";

/// Serves one connection to its end.
pub async fn connection(stream: TcpStream, service: Arc<Service>, mut stopped: watch::Receiver<bool>) {
    // Without it, answers would only be slower.
    let _ = stream.set_nodelay(true);
    let pulse = Pulse::new();
    let socket = TokioIo::new(Socket::new(stream, pulse.clone()));
    let answering = service_fn(|request| answer(service.clone(), pulse.clone(), request));
    let mut connection = http1::Builder::new()
        .max_header_size(service.options.head)
        // What is read at once is bounded with it, whatever the size of a body.
        .max_buf_size(service.options.head.max(8 << 10) + (8 << 10))
        .header_read_timeout(None)
        // A client may have said all it has to say, and still wait for its answer.
        .half_close(true)
        .serve_connection(socket, answering);
    let end = tokio::select! {
        biased;
        ended = &mut connection => End::Done(ended),
        () = told(&mut stopped) => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            End::Done((&mut connection).await)
        }
        stage = pulse.late(&service.options.patience, &service.crowded) => End::Late(stage),
    };
    let stream = connection.into_parts().io.into_inner().stream;
    part(stream, end, &pulse).await;
}

/// Waits until the server is told to stop.
pub async fn told(stop: &mut watch::Receiver<bool>) {
    // Without a sender the handle is gone, which says the same.
    let _ = stop.wait_for(|stop| *stop).await;
}

enum End {
    Done(hyper::Result<()>),
    Late(Stage),
}

/// What is still to be said and done on a connection that HTTP has finished with.
async fn part(stream: TcpStream, end: End, pulse: &Pulse) {
    let refusal = match end {
        End::Done(Ok(())) if pulse.stage() == Stage::Last => return close(stream).await,
        End::Done(Ok(())) | End::Late(Stage::Idle | Stage::Making) => return,
        End::Done(Err(error)) => match std::error::Error::source(&error).and_then(|cause| cause.downcast_ref()) {
            Some(Broken(ending)) => return ending.clone().end(stream).await,
            None if pulse.refused().is_some() || error.is_parse() => unreadable(&error, pulse.refused()),
            None if error.is_incomplete_message() && pulse.stage() == Stage::Head => {
                ServerResponse::problem(StatusCode::BAD_REQUEST, "the connection ends in the middle of a head")
            }
            None => return,
        },
        End::Late(Stage::Head) => late("the head"),
        End::Late(Stage::Body) => late("the body"),
        End::Late(Stage::Answer | Stage::Last) => {
            // Whatever waits to be sent is dropped with it.
            let _ = stream.set_zero_linger();
            return;
        }
    };
    Ending::refusal(&refusal).end(stream).await;
}

/// What the parser could not read.
fn unreadable(error: &hyper::Error, status: Option<u16>) -> ServerResponse {
    let status = status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::BAD_REQUEST);
    let found = error.to_string();
    let detail = match status {
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "the head of the request is too large, or has too many headers",
        StatusCode::URI_TOO_LONG => "the target of the request is too long",
        _ if found.contains("HTTP2") => "HTTP/2 is not spoken here, HTTP/1.1 is",
        _ if found.contains("method") => "the request does not begin with a method",
        _ if found.contains("URI") || found.contains("version") => {
            "the first line of the request is not a method, a target and HTTP/1.1"
        }
        _ if found.contains("content-length") => "the content-length is no number, or there are two that differ",
        _ if found.contains("transfer-encoding") => "the transfer-encoding is not `chunked`, or not one for HTTP/1.1",
        _ if found.contains("header") => "a header of the request is malformed",
        _ => "the request is no HTTP/1.1",
    };
    ServerResponse::problem(status, detail)
}

fn late(what: &str) -> ServerResponse {
    let detail = format!("{what} of the request took too long");
    ServerResponse::problem(StatusCode::REQUEST_TIMEOUT, &detail)
}

/// The connection ends in this way, and not with an answer as HTTP has it.
#[derive(Debug, thiserror::Error)]
#[error("the answer breaks off on purpose")]
struct Broken(Ending);

async fn answer(
    service: Arc<Service>,
    pulse: Arc<Pulse>,
    request: Request<Incoming>,
) -> Result<Response<Outgoing>, Broken> {
    let (parts, body) = request.into_parts();
    let (method, target) = (parts.method.clone(), parts.uri.clone());
    let mut response = match respond(&service, &pulse, parts, body).await {
        Ok(response) => response,
        Err(Refusal { mut response, detail }) => {
            pulse.enter(Stage::Last);
            response.headers.insert(CONNECTION, HeaderValue::from_static("close"));
            if let Some(detail) = detail {
                let (method, status) = (method.clone(), response.status);
                service.handler.refused(&RefusedRequest { method, target, status, detail });
            }
            return Ok(outgoing(response, &method));
        }
    };
    if let Some(delay) = response.delay {
        tokio::time::sleep(delay).await;
    }
    if response.status.is_informational() {
        let detail = format!("{} was to be sent, which is no final answer", response.status);
        response = ServerResponse::problem(StatusCode::INTERNAL_SERVER_ERROR, &detail);
    }
    if let Some(ending) = Ending::of(&response, &method, service.options.patience.idle) {
        return Err(Broken(ending));
    }
    pulse.enter(Stage::Answer);
    Ok(outgoing(response, &method))
}

/// What is answered to a request before it has been read, which makes that answer the last on its connection.
struct Refusal {
    response: ServerResponse,
    /// Why, where it is the server that refuses and not its handler.
    detail: Option<String>,
}

/// The answer to a request.
async fn respond(service: &Service, pulse: &Pulse, parts: Parts, body: Incoming) -> Result<ServerResponse, Refusal> {
    if let Some(detail) = pulse.next_request() {
        return Err(refusal(StatusCode::BAD_REQUEST, detail));
    }
    let misdirected = service.allowed.check(parts.version, &parts.uri, &parts.headers).err();
    if let Some(Misdirected { status, detail }) = misdirected {
        return Err(refusal(status, detail));
    }
    if parts.method == Method::CONNECT {
        return Err(refusal(StatusCode::NOT_IMPLEMENTED, "this is no proxy that makes tunnels"));
    }
    let is_empty = body.is_end_stream();
    if let Some(response) = at_once(&*service.handler, &parts) {
        return if is_empty { Ok(response) } else { Err(Refusal { response, detail: None }) };
    }
    let mut share = Share { service, bytes: 0 };
    let body = match is_empty {
        true => Bytes::new(),
        false => {
            pulse.enter(Stage::Body);
            receive(body, service.options.body, &mut share).await?
        }
    };
    pulse.enter(Stage::Making);
    if parts.uri.path() == "*" {
        return Ok(about_the_server(&parts.method));
    }
    Ok(made(&*service.handler, complete(parts, body)).await)
}

fn outgoing(response: ServerResponse, method: &Method) -> Response<Outgoing> {
    let mut outgoing = Response::new(Outgoing::new(response.body, response.delivery));
    *outgoing.status_mut() = response.status;
    *outgoing.headers_mut() = response.headers;
    outgoing.headers_mut().remove(TRANSFER_ENCODING);
    // Only the answer to HEAD may name a length that its body doesn't have.
    if *method != Method::HEAD {
        outgoing.headers_mut().remove(CONTENT_LENGTH);
    }
    outgoing
}

/// What the handler answers to the head alone.
fn at_once(handler: &dyn Handler, parts: &Parts) -> Option<ServerResponse> {
    let head = RequestHead { method: &parts.method, target: &parts.uri, headers: &parts.headers };
    catch_unwind(AssertUnwindSafe(|| handler.at_once(&head))).unwrap_or_else(|_| Some(bug()))
}

fn bug() -> ServerResponse {
    ServerResponse::problem(StatusCode::INTERNAL_SERVER_ERROR, "the server failed: this is a bug in it")
}

/// What the handler makes of the request. A bug in it costs this answer, and no more.
async fn made(handler: &dyn Handler, request: ServerRequest) -> ServerResponse {
    match catch_unwind(AssertUnwindSafe(|| handler.handle(request))) {
        Ok(Reply::Now(response)) => response,
        Ok(Reply::Later(mut response)) => {
            let guarded = std::future::poll_fn(|context| {
                let polled = catch_unwind(AssertUnwindSafe(|| response.as_mut().poll(context)));
                polled.unwrap_or_else(|_| Poll::Ready(bug()))
            });
            guarded.await
        }
        Err(_) => bug(),
    }
}

/// `OPTIONS *` asks about the server as a whole; no other method has a meaning there.
fn about_the_server(method: &Method) -> ServerResponse {
    if *method != Method::OPTIONS {
        return ServerResponse::problem(StatusCode::BAD_REQUEST, "the target `*` is for OPTIONS only");
    }
    let mut response = ServerResponse::new(StatusCode::NO_CONTENT, Bytes::new());
    response.headers.insert(ALLOW, HeaderValue::from_static(METHODS));
    response
}

fn complete(parts: Parts, body: Bytes) -> ServerRequest {
    let target = match (parts.uri.authority(), parts.uri.path_and_query()) {
        (Some(_), Some(target)) => Uri::from(target.clone()),
        _ => parts.uri,
    };
    ServerRequest { method: parts.method, target, headers: parts.headers, body }
}

fn refusal(status: StatusCode, detail: impl Into<String>) -> Refusal {
    let detail = detail.into();
    Refusal { response: ServerResponse::problem(status, &detail), detail: Some(detail) }
}

/// What one body has of the memory that all bodies have together, from its first byte until it was answered.
struct Share<'s> {
    service: &'s Service,
    bytes: usize,
}

impl Share<'_> {
    /// Whether there is room for so many more.
    fn grow(&mut self, bytes: usize) -> bool {
        self.bytes += bytes;
        self.service.held.fetch_add(bytes, Ordering::Relaxed) + bytes <= self.service.options.bodies
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.service.held.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

async fn receive(mut body: Incoming, limit: usize, share: &mut Share<'_>) -> Result<Bytes, Refusal> {
    let too_large = || {
        let detail = format!("the body of the request is larger than {limit} bytes");
        refusal(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let declared = body.size_hint().exact();
    if declared.is_some_and(|declared| declared > limit as u64) {
        return Err(too_large());
    }
    let mut gathered = Gathered::default();
    while let Some(frame) = body.frame().await {
        let detail = "the body of the request ends early, or its chunks are malformed";
        let Ok(part) = frame.map_err(|_| refusal(StatusCode::BAD_REQUEST, detail))?.into_data() else { continue };
        if part.len() > limit - gathered.len() {
            return Err(too_large());
        }
        if !share.grow(part.len()) {
            let detail = "the bodies of other requests take all the memory there is for them: try again later";
            return Err(refusal(StatusCode::SERVICE_UNAVAILABLE, detail));
        }
        gathered.push(part, declared);
    }
    Ok(gathered.finish())
}
