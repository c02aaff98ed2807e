//! Serves HTTP/1.1: the only place where the HTTP server is used.
//!
//! It knows nothing of what it serves; a [`Handler`] makes a response of a request. Made for the mock: fast on
//! loopback, and able to misbehave when asked to. It is no server for the open internet: there is no TLS, and a client
//! may take all the time it likes.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use crate::wire::delivery::{Delivery, Outgoing};
use crate::wire::gather::Gathered;

/// Makes a response of a request. Called from several threads at once; while it works, the other connections of its
/// thread wait, so it should compute and not block. If it panics, the connection is closed without an answer.
pub trait Handler: Send + Sync + 'static {
    /// The response to `request`.
    fn handle(&self, request: ServerRequest) -> Reply;
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
    /// The method.
    pub method: Method,
    /// The target as sent, still encoded: path and query.
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
    /// The body.
    pub body: Bytes,
    /// How long to wait before anything is sent. Other requests don't wait for it.
    pub delay: Option<Duration>,
    /// How the body goes out.
    pub delivery: Delivery,
}

impl ServerResponse {
    /// A response without headers, to be sent as it should.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> ServerResponse {
        ServerResponse { status, headers: HeaderMap::new(), body: body.into(), delay: None, delivery: Delivery::Whole }
    }
}

/// What a server takes.
#[derive(Clone, Copy, Debug)]
pub struct ServeOptions {
    /// Threads that serve; at least one.
    pub workers: usize,
    /// Bytes of a request's body; a larger one is answered with 413.
    pub body: usize,
    /// Bytes of a request's head; a larger one, or one with more than 100 headers, is answered with 431.
    pub head: usize,
    /// Connections at a time; further ones wait.
    pub connections: usize,
    /// How long requests under way may take when the server stops.
    pub grace: Duration,
}

impl Default for ServeOptions {
    fn default() -> ServeOptions {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        ServeOptions { workers, body: 10 << 20, head: 64 << 10, connections: 1024, grace: Duration::from_millis(500) }
    }
}

/// A server at work. It stops when this is dropped: it takes no more connections, lets requests under way finish
/// within the grace period, and then is gone, threads and all.
#[derive(Debug)]
pub struct ServerHandle {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    workers: Vec<JoinHandle<()>>,
}

impl ServerHandle {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for ServerHandle {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        for worker in self.workers.drain(..) {
            // A worker that panicked has nothing left to stop.
            let _ = worker.join();
        }
    }
}

/// Serves what comes in at `listener`, on threads of its own, until the handle is dropped.
pub fn serve(
    listener: std::net::TcpListener,
    handler: Arc<dyn Handler>,
    options: ServeOptions,
) -> io::Result<ServerHandle> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let mut handle = ServerHandle { address, stop, workers: Vec::new() };
    let mut queues = Vec::new();
    for number in 0..options.workers.max(1) {
        let (queue, accepted) = mpsc::unbounded_channel();
        let worker = Worker { handler: handler.clone(), options, stopped: stopped.clone(), accepted };
        queues.push(queue);
        handle.workers.push(spawn(format!("serve-{number}"), move || worker.work())?);
    }
    let acceptor = Acceptor { listener, queues, slots: Arc::new(Semaphore::new(options.connections.max(1))), stopped };
    handle.workers.push(spawn("serve-accept".to_owned(), move || acceptor.accept())?);
    Ok(handle)
}

fn spawn<E>(name: String, work: impl FnOnce() -> io::Result<E> + Send + 'static) -> io::Result<JoinHandle<()>> {
    // What fails inside is the runtime's start, for want of file descriptors; connections are then closed unanswered.
    std::thread::Builder::new().name(name).spawn(move || drop(work()))
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// A connection and its place among those allowed.
type Accepted = (std::net::TcpStream, OwnedSemaphorePermit);

/// Takes connections and deals them out in turn, so that the workers have equally many.
struct Acceptor {
    listener: std::net::TcpListener,
    queues: Vec<mpsc::UnboundedSender<Accepted>>,
    slots: Arc<Semaphore>,
    stopped: watch::Receiver<bool>,
}

impl Acceptor {
    fn accept(self) -> io::Result<()> {
        runtime()?.block_on(async move {
            let mut stopped = self.stopped;
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let accepting = async {
                for queue in self.queues.iter().cycle() {
                    let Ok(slot) = self.slots.clone().acquire_owned().await else { return };
                    // A worker is only gone when the server stops.
                    let _ = queue.send((next_connection(&listener).await, slot));
                }
            };
            tokio::select! {
                () = accepting => {}
                () = told(&mut stopped) => {}
            }
            Ok(())
        })
    }
}

/// The next connection that could be taken. Errors are those of single connections, or a want of file descriptors,
/// which passes.
async fn next_connection(listener: &tokio::net::TcpListener) -> std::net::TcpStream {
    loop {
        match listener.accept().await.and_then(|(stream, _)| stream.into_std()) {
            Ok(stream) => return stream,
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

/// Serves the connections it is dealt, all on one thread.
struct Worker {
    handler: Arc<dyn Handler>,
    options: ServeOptions,
    stopped: watch::Receiver<bool>,
    accepted: mpsc::UnboundedReceiver<Accepted>,
}

impl Worker {
    fn work(mut self) -> io::Result<()> {
        runtime()?.block_on(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                tokio::select! {
                    Some((stream, slot)) = self.accepted.recv() => {
                        let connection = connection(stream, self.handler.clone(), self.options, self.stopped.clone());
                        connections.spawn(async move {
                            connection.await;
                            drop(slot);
                        });
                    }
                    Some(_) = connections.join_next() => {}
                    () = told(&mut self.stopped) => break,
                }
            }
            let finished = async { while connections.join_next().await.is_some() {} };
            // Those that take longer are cut off with the runtime.
            let _ = tokio::time::timeout(self.options.grace, finished).await;
        });
        Ok(())
    }
}

/// Waits until the server is told to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // Without a sender the handle is gone, which says the same.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Serves one connection to its end.
async fn connection(
    stream: std::net::TcpStream,
    handler: Arc<dyn Handler>,
    options: ServeOptions,
    mut stopped: watch::Receiver<bool>,
) {
    let Ok(stream) = TcpStream::from_std(stream) else { return };
    // Without it, answers would only be slower.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(handler.clone(), request, options.body));
    let mut connection = http1::Builder::new()
        .max_header_size(options.head)
        .header_read_timeout(None)
        .serve_connection(TokioIo::new(stream), service);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        () = told(&mut stopped) => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    if ended.is_err_and(|error| std::error::Error::source(&error).is_some_and(|cause| cause.is::<Reset>())) {
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}

/// The connection is to be reset instead of an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is reset on purpose")]
struct Reset;

async fn answer(
    handler: Arc<dyn Handler>,
    request: Request<Incoming>,
    limit: usize,
) -> Result<Response<Outgoing>, Reset> {
    let (parts, body) = request.into_parts();
    let head = parts.method == Method::HEAD;
    let reply = match receive(body, limit).await {
        Ok(body) => handler.handle(complete(parts, body)),
        Err(Unreceived::TooLarge) => Reply::Now(too_large()),
        // Nobody is there to read an answer.
        Err(Unreceived::Broken) => return Err(Reset),
    };
    let response = match reply {
        Reply::Now(response) => response,
        Reply::Later(response) => response.await,
    };
    if let Some(delay) = response.delay {
        tokio::time::sleep(delay).await;
    }
    if response.delivery == Delivery::Reset {
        return Err(Reset);
    }
    let mut outgoing = Response::new(Outgoing::new(response.body, response.delivery));
    *outgoing.status_mut() = response.status;
    *outgoing.headers_mut() = response.headers;
    outgoing.headers_mut().remove(TRANSFER_ENCODING);
    // Only the answer to HEAD may name a length that its body doesn't have.
    if !head {
        outgoing.headers_mut().remove(CONTENT_LENGTH);
    }
    Ok(outgoing)
}

fn complete(parts: Parts, body: Bytes) -> ServerRequest {
    ServerRequest { method: parts.method, target: parts.uri, headers: parts.headers, body }
}

/// The rest of the body stays unread, so the connection can't go on.
fn too_large() -> ServerResponse {
    let mut response = ServerResponse::new(StatusCode::PAYLOAD_TOO_LARGE, Bytes::new());
    response.headers.insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

enum Unreceived {
    TooLarge,
    Broken,
}

async fn receive(mut body: Incoming, limit: usize) -> Result<Bytes, Unreceived> {
    let declared = body.size_hint().exact();
    if declared.is_some_and(|declared| declared > limit as u64) {
        return Err(Unreceived::TooLarge);
    }
    let mut gathered = Gathered::default();
    while let Some(frame) = body.frame().await {
        let Ok(part) = frame.map_err(|_| Unreceived::Broken)?.into_data() else { continue };
        if part.len() > limit - gathered.len() {
            return Err(Unreceived::TooLarge);
        }
        gathered.push(part, declared);
    }
    Ok(gathered.finish())
}

#[cfg(test)]
mod tests;
