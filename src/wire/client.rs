//! Sends requests: the only place where the HTTP client is used.
//!
//! It answers with what happened and nothing else: no redirect is followed, no proxy asked, no cookie kept, nothing
//! repeated in silence. It never judges; whatever keeps it from a complete response is a [`Fault`].

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, Entry, HeaderName, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Version};
use hyper::body::Body;
use tokio::time::{Instant, timeout_at};

use crate::wire::asked::{Asked, Got};
use crate::wire::cancel::{Cancel, Why};
use crate::wire::connects::{Connects, Tally};
use crate::wire::decode::{self, Caps};
use crate::wire::exchange::{Exchange, Fault, Limits, Phase, Request, Response};
use crate::wire::fault::{self, Bound, Expected, Stage};
use crate::wire::gather::Gathered;
use crate::wire::handshake;
use crate::wire::hello::Hello;
use crate::wire::proxy::{Proxy, Via};
use crate::wire::tls::Tls;

/// How a client is set up. What it says holds for all its connections.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// `connect` and `headers` are the most that any request of this client may have; each request brings its own
    /// limits otherwise.
    pub limits: Limits,
    /// For https; `None` for clients that only meet http, which makes them much cheaper.
    pub tls: Option<Tls>,
    /// The versions of HTTP that are spoken.
    pub spoken: Spoken,
    /// The proxy that requests go through. Cloning shares it.
    pub proxy: Option<Arc<Proxy>>,
    /// Sent where a request has no `user-agent`.
    pub user_agent: HeaderValue,
}

/// The versions of HTTP that are spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spoken {
    /// Over TLS what the server prefers (ALPN), else HTTP/1.1.
    #[default]
    Preferred,
    /// HTTP/1.1 only.
    Http1,
    /// HTTP/2 only, also without TLS.
    Http2,
}

impl Spoken {
    /// What is offered by ALPN.
    fn alpn(self) -> Vec<Vec<u8>> {
        let offered: &[&[u8]] = match self {
            Spoken::Preferred => &[b"h2", b"http/1.1"],
            Spoken::Http1 => &[b"http/1.1"],
            Spoken::Http2 => &[b"h2"],
        };
        offered.iter().map(|protocol| protocol.to_vec()).collect()
    }
}

impl Default for ClientOptions {
    fn default() -> ClientOptions {
        let (limits, spoken) = (Limits::default(), Spoken::default());
        ClientOptions { limits, tls: None, spoken, proxy: None, user_agent: USER_AGENT_VALUE }
    }
}

/// How large a head may be over HTTP/2, in bytes as HPACK counts them; over HTTP/1.1 it is what the parser's buffer holds.
const HEAD: u32 = fault::LARGEST_HEAD;

const USER_AGENT_VALUE: HeaderValue = HeaderValue::from_static(concat!("countersign/", env!("CARGO_PKG_VERSION")));

/// A client of one thread: its runtime, its connections, and what it needs to block on them.
#[derive(Debug)]
pub struct BlockingClient {
    runtime: tokio::runtime::Runtime,
    client: Client,
}

impl BlockingClient {
    /// A client with a runtime of its own on the calling thread.
    pub fn new(options: ClientOptions) -> Result<BlockingClient, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| fault::unsendable(format!("the client's runtime cannot be started: {error}")))?;
        let client = Client::new(options)?;
        Ok(BlockingClient { runtime, client })
    }

    /// Sends `request` and waits for what becomes of it. Must not be called from within an async runtime.
    pub fn send(&self, request: Request, limits: &Limits) -> Exchange {
        self.runtime.block_on(self.client.send(request, limits))
    }

    /// The same, and the exchange breaks off when `cancel` is given.
    pub fn send_unless(&self, cancel: &Cancel, request: Request, limits: &Limits) -> Exchange {
        self.runtime.block_on(self.client.send_unless(cancel.cancelled(), request, limits))
    }

    /// Waits for `duration`, or until `cancel` is given.
    pub fn wait_unless(&self, cancel: &Cancel, duration: Duration) {
        // When the signal comes first, the wait has ended as well.
        let _ = self.runtime.block_on(async { tokio::time::timeout(duration, cancel.cancelled()).await });
    }
}

/// A client and its connections, which live in the runtime that polls [`Client::send`].
#[derive(Debug)]
pub struct Client {
    http: Mutex<reqwest::Client>,
    connects: Connects,
    shaken: Shaken,
    options: ClientOptions,
}

/// What is noted of the handshakes of a client.
#[derive(Debug, Default)]
struct Shaken {
    hello: Hello,
    asked: Asked,
}

impl Client {
    /// A client without connections yet.
    pub fn new(options: ClientOptions) -> Result<Client, Fault> {
        let (connects, shaken) = (Connects::default(), Shaken::default());
        let http = Mutex::new(http(&options, &connects, &shaken)?);
        Ok(Client { http, connects, shaken, options })
    }

    /// Sends `request`, with `user-agent`, `accept` and `accept-encoding` added where it has none, and reads the whole
    /// answer within `limits`.
    ///
    /// A request whose method is idempotent is sent a second time when it went over a connection that had been there
    /// already and that died without an answer; the exchange then says so.
    pub async fn send(&self, request: Request, limits: &Limits) -> Exchange {
        self.send_unless(std::future::pending(), request, limits).await
    }

    /// The same, and the exchange breaks off when `cancelled` ends first.
    pub async fn send_unless(
        &self,
        cancelled: impl Future<Output = Why>,
        mut request: Request,
        limits: &Limits,
    ) -> Exchange {
        self.add_defaults(&mut request.headers);
        let started = std::time::Instant::now();
        let Sent { received, elapsed, retried } = self.attempts(cancelled, &request, limits).await;
        let outcome = received.and_then(|received| received.decode(&request.headers, limits));
        Exchange { request, outcome, started, elapsed, retried, asked: None }
    }

    /// Sends `request` as it is, with nothing added, and hands back the answer with the content encodings that it came
    /// in. For whoever passes both on.
    pub async fn relay(&self, request: &Request, limits: &Limits) -> Result<Received, Fault> {
        self.attempts(std::future::pending(), request, limits).await.received
    }

    async fn attempts(&self, cancelled: impl Future<Output = Why>, request: &Request, limits: &Limits) -> Sent {
        let mut cancelled = std::pin::pin!(cancelled);
        let started = Instant::now();
        let end = after(started, limits.total);
        let mut retried = false;
        let received = loop {
            let attempt = tokio::select! {
                biased;
                attempt = self.attempt(request, limits, end) => attempt,
                why = &mut cancelled => break Err(fault::broken_off(why)),
            };
            match attempt {
                Err(Failure { stale: true, .. }) if !retried && request.method.is_idempotent() => retried = true,
                Err(failure) => break Err(failure.fault),
                Ok(received) => break Ok(received),
            }
        };
        let elapsed = started.elapsed();
        if let Err(fault) = &received {
            self.distrust(fault);
            // The connection given up is closed in a task of its own; without its turn it would stay open until the
            // next request.
            tokio::task::yield_now().await;
        }
        Sent { received, elapsed, retried }
    }

    /// Over HTTP/2 a connection outlives what went wrong with one answer. Should it have died, or its server be out of its
    /// mind, every later request would wait on it in vain, so it is left for a new one. Over HTTP/1.1 it is closed anyway.
    fn distrust(&self, fault: &Fault) {
        let may_be_http2 = match self.options.spoken {
            Spoken::Preferred => self.options.tls.is_some(),
            Spoken::Http1 => false,
            Spoken::Http2 => true,
        };
        if may_be_http2
            && matches!(fault.phase, Phase::Head | Phase::Body)
            && let Ok(fresh) = http(&self.options, &self.connects, &self.shaken)
        {
            *self.http.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        }
    }

    fn add_defaults(&self, headers: &mut HeaderMap) {
        let defaults: [(HeaderName, &HeaderValue); 3] = [
            (USER_AGENT, &self.options.user_agent),
            (ACCEPT, &HeaderValue::from_static("*/*")),
            (ACCEPT_ENCODING, &decode::ACCEPTED),
        ];
        for (name, value) in defaults {
            if let Entry::Vacant(entry) = headers.entry(name) {
                entry.insert(value.clone());
            }
        }
    }

    async fn attempt(&self, request: &Request, limits: &Limits, end: Instant) -> Result<Received, Failure> {
        self.check(request)?;
        let before = self.connects.tally();
        self.shaken.asked.reset();
        self.shaken.hello.reset();
        let mut outgoing = reqwest::Request::new(request.method.clone(), request.url.clone());
        *outgoing.headers_mut() = request.headers.clone();
        *outgoing.body_mut() = request.body.clone().map(reqwest::Body::from);

        let via = self.options.proxy.as_deref().and_then(|proxy| proxy.via(&request.url));
        let response = self.head(outgoing, limits, end, before, via).await.map_err(|failure| failure.behind(via))?;
        if let Some(fault) = via.and_then(|via| via.answered(response.status())) {
            return Err(fault.into());
        }
        if response.status() == StatusCode::SWITCHING_PROTOCOLS && !request.headers.contains_key(UPGRADE) {
            return Err(fault::switched(response.headers()).into());
        }
        if response.headers().len() > limits.headers {
            return Err(fault::too_many_headers(response.headers().len(), limits.headers).into());
        }
        read(response, request.method == Method::HEAD, limits, end).await.map_err(Failure::from)
    }

    /// What the types let through but HTTP, or this client, does not.
    fn check(&self, request: &Request) -> Result<(), Fault> {
        let url = &request.url;
        let problem = match url.scheme() {
            "http" => None,
            "https" if self.options.tls.is_some() => None,
            "https" => Some("an https URL, for which this client was not set up"),
            _ => Some("neither an http nor an https URL"),
        };
        let problem = problem.or_else(|| {
            let credentials = !url.username().is_empty() || url.password().is_some();
            (credentials.then_some("the URL holds credentials, which would not be sent"))
                .or_else(|| (request.method == Method::CONNECT).then_some("CONNECT asks for a tunnel, not an answer"))
                .or_else(|| framing_problem(request))
        });
        problem.map_or(Ok(()), |problem| Err(fault::unsendable(problem)))
    }

    /// Sends and waits for the head. Time counts for the server only once the connection stands.
    async fn head(
        &self,
        outgoing: reqwest::Request,
        limits: &Limits,
        end: Instant,
        before: Tally,
        via: Option<Via<'_>>,
    ) -> Result<reqwest::Response, Failure> {
        let (connects, hello) = (&self.connects, &self.shaken.hello);
        let waiting = Waiting { connects, hello, before, started: Instant::now(), limits, end, via };
        let http = self.http.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut answer = std::pin::pin!(http.execute(outgoing));
        let mut deadline = waiting.first_deadline();
        loop {
            match timeout_at(deadline, answer.as_mut()).await {
                Ok(Ok(response)) => return Ok(response),
                Ok(Err(error)) => {
                    let error = error.without_url();
                    let proxys = match via.filter(|via| !(via.is_tunnelled() && self.shaken.hello.has_begun())) {
                        Some(via) => via.befell(&error, limits.connect).await,
                        None => None,
                    };
                    return Err(proxys.map_or_else(|| self.head_failure(&error, limits, before), Failure::from));
                }
                Err(_) => deadline = waiting.next_deadline(deadline)?,
            }
        }
    }

    fn head_failure(&self, error: &reqwest::Error, limits: &Limits, before: Tally) -> Failure {
        if error.is_dns() {
            return fault::broken(Stage::Dns, error).into();
        }
        if error.is_connect() && error.is_timeout() {
            return match self.shaken.hello.has_begun() {
                true => fault::handshake_timeout(limits.connect).into(),
                false => fault::connect_timeout(limits.connect).into(),
            };
        }
        let stage = match error {
            error if error.is_connect() => Stage::Connect,
            error if error.is_builder() => Stage::Prepare,
            _ => Stage::Head { headers: limits.headers },
        };
        let is_head = matches!(stage, Stage::Head { .. });
        let is_reused = self.connects.tally().made == before.made;
        let fault = match self.refusal(error) {
            Some(fault) if is_head && !is_reused => fault,
            _ => fault::broken(stage, error),
        };
        let got = self.shaken.asked.got().filter(|_| fault::is_broken_off_by_server(error));
        let fault = match got {
            Some(got) => handshake::broken_off_after_asking(fault, got),
            None => fault,
        };
        Failure { stale: is_head && is_reused && fault::died_unanswered(error), fault }
    }

    /// What a new connection that gave no answer tells of what the server wants.
    fn refusal(&self, error: &reqwest::Error) -> Option<Fault> {
        // The client keeps to itself what ended a connection before a request was given to it.
        let is_certificates = match self.shaken.asked.got() {
            Some(Got::Nothing) => fault::died_unanswered(error),
            Some(Got::Certificate) => fault::died_before_the_request(error),
            None => false,
        };
        if let Some(got) = self.shaken.asked.got().filter(|_| is_certificates) {
            return Some(handshake::ended_after_asking(got));
        }
        (self.options.spoken == Spoken::Http2 && fault::is_no_http2(error)).then(|| fault::no_http2(error))
    }
}

/// The HTTP client with no connections yet.
fn http(options: &ClientOptions, connects: &Connects, shaken: &Shaken) -> Result<reqwest::Client, Fault> {
    let tls = options.tls.clone().map_or_else(Tls::none, Ok)?;
    let mut config = tls.config();
    config.alpn_protocols = options.spoken.alpn();
    config.client_auth_cert_resolver = shaken.asked.resolver(tls.identity());
    config.resumption = shaken.hello.resumption(tls.sessions());
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .connector_layer(connects.clone())
        .connect_timeout(options.limits.connect)
        .http2_max_header_list_size(HEAD)
        .redirect(reqwest::redirect::Policy::none())
        // Without a maximum of zero every request would be copied first, never to be used.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        .no_proxy();
    // The parser is faster with its own maximum, and fewer headers are counted here anyway.
    if options.limits.headers > Limits::default().headers {
        builder = builder.http1_max_headers(options.limits.headers);
    }
    builder = match options.spoken {
        Spoken::Preferred => builder,
        Spoken::Http1 => builder.http1_only(),
        Spoken::Http2 => builder.http2_prior_knowledge(),
    };
    if let Some(proxy) = &options.proxy {
        builder = builder.proxy(proxy.for_client());
    }
    builder.build().map_err(|error| fault::broken(Stage::Prepare, &error))
}

/// A broken attempt.
struct Failure {
    fault: Fault,
    /// Whether it is no more than a connection that had died while it lay idle.
    stale: bool,
}

impl Failure {
    /// The same, and that a proxy stands in between.
    fn behind(self, via: Option<Via<'_>>) -> Failure {
        match via {
            Some(via) => Failure { fault: via.behind(self.fault), ..self },
            None => self,
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure { fault, stale: false }
    }
}

/// Which limit holds while there is no head yet.
struct Waiting<'a> {
    connects: &'a Connects,
    hello: &'a Hello,
    before: Tally,
    started: Instant,
    limits: &'a Limits,
    end: Instant,
    via: Option<Via<'a>>,
}

impl Waiting<'_> {
    /// Nothing is known before the first poll, so the nearest one.
    fn first_deadline(&self) -> Instant {
        after(self.started, self.limits.connect.min(self.limits.first_byte)).min(self.end)
    }

    /// The deadline after `passed`, or the fault if it was the one that counts.
    fn next_deadline(&self, passed: Instant) -> Result<Instant, Fault> {
        let now = self.connects.tally();
        let made = now.last.filter(|_| now.made != self.before.made);
        let connecting = made.is_none() && now.pending > 0;
        let deadline = match made {
            Some(made) => after(made, self.limits.first_byte),
            None if connecting => after(self.started, self.limits.connect),
            None => after(self.started, self.limits.first_byte),
        };
        if deadline.min(self.end) > passed {
            return Ok(deadline.min(self.end));
        }
        let (bound, limit) = if deadline > self.end {
            (Bound::Timeout, self.limits.total)
        } else {
            (Bound::FirstByte, self.limits.first_byte)
        };
        Err(match connecting {
            true => {
                let limit = self.limits.connect.min(self.limits.total);
                match self.via {
                    Some(via) if !(via.is_tunnelled() && self.hello.has_begun()) => via.timeout(limit),
                    _ if self.hello.has_begun() => fault::handshake_timeout(limit),
                    _ => fault::connect_timeout(limit),
                }
            }
            false => fault::head_timeout(bound, limit),
        })
    }
}

/// What became of a request, and how.
struct Sent {
    received: Result<Received, Fault>,
    elapsed: Duration,
    retried: bool,
}

/// A whole response, its body still in its content encodings. Cloning shares the body.
#[derive(Clone, Debug)]
pub struct Received {
    /// The status.
    pub status: u16,
    /// The version of HTTP.
    pub version: Version,
    /// Headers as received.
    pub headers: HeaderMap,
    /// The body, without transfer encoding.
    pub body: Bytes,
}

impl Received {
    /// The response to a request with these headers, its content encodings undone within `limits`.
    pub fn decode(self, request: &HeaderMap, limits: &Limits) -> Result<Response, Fault> {
        let encoded_length = self.body.len() as u64;
        let caps = Caps { bytes: limits.body, ratio: limits.ratio };
        let body = decode::decode(request, &self.headers, self.body, caps)
            .map_err(|error| fault::undecodable(&error, encoded_length))?;
        Ok(Response { version: self.version, ..Response::new(self.status, self.headers, body, encoded_length) })
    }
}

async fn read(mut response: reqwest::Response, head: bool, limits: &Limits, end: Instant) -> Result<Received, Fault> {
    let declared = response.content_length();
    let has_body = !head && !matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    if let Some(declared) = declared.filter(|&declared| declared > limits.body as u64) {
        return Err(fault::body_too_large(limits.body, Some(declared), 0));
    }
    let mut body = Gathered::default();
    loop {
        let so_far = Expected { declared, received: body.len() as u64 };
        let Some(chunk) = next_chunk(&mut response, limits, end, so_far).await? else { break };
        if chunk.len() > limits.body - body.len() {
            return Err(fault::body_too_large(limits.body, None, (body.len() + chunk.len()) as u64));
        }
        body.push(chunk, declared);
    }
    let (status, version) = (response.status().as_u16(), response.version());
    let headers = std::mem::take(response.headers_mut());
    // The client takes a stream of HTTP/2 that is reset without an error for one that is complete.
    let so_far = Expected { declared, received: body.len() as u64 };
    let is_whole = version != Version::HTTP_2 || reqwest::Body::from(response).is_end_stream();
    if has_body && (!is_whole || declared.is_some_and(|declared| declared != so_far.received)) {
        return Err(fault::cut_short(so_far));
    }
    Ok(Received { status, version, headers, body: body.finish() })
}

async fn next_chunk(
    response: &mut reqwest::Response,
    limits: &Limits,
    end: Instant,
    so_far: Expected,
) -> Result<Option<Bytes>, Fault> {
    let idle = after(Instant::now(), limits.idle);
    match timeout_at(idle.min(end), response.chunk()).await {
        Ok(Ok(chunk)) => Ok(chunk),
        Ok(Err(error)) => Err(fault::broken(Stage::Body(so_far), &error.without_url())),
        Err(_) if end < idle => Err(fault::body_timeout(Bound::Timeout, limits.total, so_far)),
        Err(_) => Err(fault::body_timeout(Bound::Idle, limits.idle, so_far)),
    }
}

/// A limit may be longer than the clock can count; that is as good as none.
fn after(start: Instant, limit: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);
    start + limit.min(YEAR)
}

/// Headers that contradict the body would make the server wait for more of it or take the rest for a request.
fn framing_problem(request: &Request) -> Option<&'static str> {
    if request.headers.contains_key(TRANSFER_ENCODING) {
        return Some("`transfer-encoding` is the client's to set");
    }
    let length = request.body.as_ref().map_or(0, Bytes::len);
    let contradicts = |value: &HeaderValue| value.to_str().ok().and_then(|text| text.parse().ok()) != Some(length);
    let mut declared = request.headers.get_all(CONTENT_LENGTH).into_iter();
    declared.any(contradicts).then_some("`content-length` is not the length of the body")
}

#[cfg(test)]
mod tests;
