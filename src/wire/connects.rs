//! Watches the client's connections being made.
//!
//! The HTTP client doesn't say whether a request went over a connection that was there already, nor when a new one
//! stood. The first decides whether sending once more is honest, the second from when the server's time counts. One
//! [`Connects`] belongs to one client, which sends one request at a time; were it to send more, a connection made for
//! another request would only forbid a retry.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;

/// The connections of one client, to be layered over what makes them.
#[derive(Clone, Debug, Default)]
pub struct Connects {
    tally: Arc<Mutex<Tally>>,
}

/// How connecting stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Connections being made right now.
    pub pending: usize,
    /// Connections made so far.
    pub made: u64,
    /// When the last one was made.
    pub last: Option<Instant>,
}

impl Connects {
    /// How connecting stands now.
    pub fn tally(&self) -> Tally {
        *self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Tally)) {
        change(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl<S> Layer<S> for Connects {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched { inner, connects: self.clone() }
    }
}

/// A connector whose work is tallied.
#[derive(Clone, Debug)]
pub struct Watched<S> {
    inner: S,
    connects: Connects,
}

impl<S, T> Service<T> for Watched<S>
where
    S: Service<T>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, target: T) -> Self::Future {
        let attempt = Attempt::begin(self.connects.clone());
        let connecting = self.inner.call(target);
        Box::pin(async move {
            let connection = connecting.await?;
            attempt.succeeded();
            Ok(connection)
        })
    }
}

/// One connection being made; it may also be given up, and then the future is dropped.
struct Attempt {
    connects: Connects,
}

impl Attempt {
    fn begin(connects: Connects) -> Attempt {
        connects.change(|tally| tally.pending += 1);
        Attempt { connects }
    }

    fn succeeded(&self) {
        self.connects.change(|tally| {
            tally.made += 1;
            tally.last = Some(Instant::now());
        });
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.connects.change(|tally| tally.pending -= 1);
    }
}
