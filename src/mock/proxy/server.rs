//! Starts a proxy on this machine and stops it.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;

use crate::contract::description::Contract;
use crate::mock::proxy::forward::{Counts, Documented, Forwarder, OnViolation};
use crate::mock::proxy::recorder::{Recorded, Recorder};
use crate::mock::proxy::upstream::{Upstream, base};
use crate::mock::served::Observer;
use crate::suite::model::Strictness;
use crate::wire::client::ClientOptions;
use crate::wire::exchange::Limits;
use crate::wire::serve::{Handler, Reply, ServeOptions, ServerHandle, ServerRequest, serve};
use crate::wire::tls::Tls;

/// What an exchange with the server may take: answers have up to 64 MiB, as sent.
pub const LIMITS: Limits = Limits {
    connect: Duration::from_secs(5),
    first_byte: Duration::from_secs(10),
    idle: Duration::from_secs(10),
    total: Duration::from_secs(30),
    body: 64 << 20,
    ratio: 1000,
    headers: 100,
};

#[cfg(test)]
mod tests;

/// What is passed on, and how.
#[derive(Debug)]
pub struct ProxyOptions {
    /// The API's name.
    pub api: String,
    /// What both directions are held against.
    pub contract: Arc<Contract>,
    /// Where requests go.
    pub upstream: Upstream,
    /// For an upstream that is reached by https.
    pub tls: Option<Tls>,
    /// The address to listen on.
    pub address: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// What happens to exchanges that break the contract.
    pub on_violation: OnViolation,
    /// What a property that the contract doesn't mention means.
    pub strictness: Strictness,
    /// Writes exchanges down.
    pub recorder: Option<Recorder>,
    /// Is told of every answer.
    pub observer: Option<Arc<dyn Observer>>,
    /// What an exchange with the server behind may take.
    pub limits: Limits,
    /// Threads and limits of the server.
    pub serve: ServeOptions,
}

/// A proxy at work. It stops when this is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    forwarder: Arc<Forwarder>,
    /// Dropped last of all, it waits for the requests under way.
    server: ServerHandle,
}

/// What came by.
#[derive(Debug)]
pub struct Summary {
    /// Requests.
    pub requests: u64,
    /// Those that, or whose answers, broke the contract or could not be judged.
    pub violating: u64,
    /// Those that the server gave no answer to.
    pub unanswered: u64,
    /// What was written down.
    pub recorded: Option<Recorded>,
}

struct Entrance(Arc<Forwarder>);

impl Handler for Entrance {
    fn handle(&self, request: ServerRequest) -> Reply {
        let forwarder = self.0.clone();
        Reply::Later(Box::pin(async move { forwarder.forward(request).await }))
    }
}

impl Proxy {
    /// Starts it. The error says that the port could not be had, or a thread not be made.
    pub fn start(options: ProxyOptions) -> io::Result<Proxy> {
        let listener = TcpListener::bind(SocketAddr::new(options.address, options.port))?;
        // By this name a proxy knows its own requests, if they come back to it.
        let via = format!("1.1 countersign-{:08x}", fastrand::u32(..));
        let forwarder = Arc::new(Forwarder {
            api: options.api.into(),
            upstream: options.upstream,
            documented: RwLock::new(Arc::new(Documented::new(options.contract))),
            on_violation: options.on_violation,
            strictness: options.strictness,
            limits: options.limits,
            client: ClientOptions { tls: options.tls, ..ClientOptions::default() },
            via: HeaderValue::from_str(&via).unwrap_or(HeaderValue::from_static("1.1 countersign")),
            observer: options.observer,
            recorder: options.recorder,
            counts: Counts::default(),
            clients: Mutex::new(HashMap::new()),
        });
        let server = serve(listener, Arc::new(Entrance(forwarder.clone())), options.serve)?;
        Ok(Proxy { address: server.address(), forwarder, server })
    }

    /// Holds everything against another contract from the next request on.
    pub fn replace(&self, contract: Arc<Contract>) {
        let documented = Arc::new(Documented::new(contract));
        *self.forwarder.documented.write().unwrap_or_else(PoisonError::into_inner) = documented;
    }

    /// The API's name, and where it is to be asked for: `http://127.0.0.1:4010/v2`, without a slash at the end.
    pub fn base_url(&self) -> (&str, String) {
        let contract = self.forwarder.documented.read().unwrap_or_else(PoisonError::into_inner).contract.clone();
        let base = contract.servers.first().map(base).unwrap_or_default();
        (&self.forwarder.api, format!("http://{}{base}", self.address))
    }

    /// Where requests go; there is no secret in it.
    pub fn upstream(&self) -> String {
        self.forwarder.upstream.shown()
    }

    /// Stops, and says what came by.
    pub fn stop(self) -> Summary {
        let Proxy { forwarder, server, .. } = self;
        drop(server);
        let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
        Summary {
            requests: count(&forwarder.counts.requests),
            violating: count(&forwarder.counts.violating),
            unanswered: count(&forwarder.counts.unanswered),
            recorded: forwarder.recorder.as_ref().map(Recorder::finish),
        }
    }
}
