//! What a connection is doing and since when, told by the bytes that pass: so that a client which takes too long is
//! noticed, without a clock for every request.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::wire::framing::{Flaw, Framing};
use crate::wire::handler::Patience;

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing: no byte of a request has come.
    Idle,
    /// A head has begun.
    Head,
    /// A head has come, and its body is awaited.
    Body,
    /// An answer is being made, which takes what it takes.
    Making,
    /// An answer goes out.
    Answer,
    /// The last answer goes out, whatever else the client sends.
    Last,
}

const STAGES: [Stage; 6] = [Stage::Idle, Stage::Head, Stage::Body, Stage::Making, Stage::Answer, Stage::Last];

/// How soon idle connections go when others wait for their place.
const CROWDED: Duration = Duration::from_secs(1);

/// The pulse of one connection. It is only ever touched by the thread that serves it.
#[derive(Debug)]
pub struct Pulse {
    start: Instant,
    /// The stage, and in the upper bits the milliseconds from `start` to its begin.
    stage: AtomicU64,
    /// The milliseconds from `start` to when the client ceased to take its answer; 0 when it does.
    stalled: AtomicU64,
    /// The status with which the parser refused a head; 0 when it didn't.
    refused: AtomicU16,
    /// How many requests were made of what came.
    requests: AtomicU64,
    /// What is wrong with one of them that the parser takes.
    flaw: OnceLock<Flaw>,
}

impl Pulse {
    /// That of a new connection.
    pub fn new() -> Arc<Pulse> {
        let (stage, stalled, refused, requests, flaw) = Default::default();
        Arc::new(Pulse { start: Instant::now(), stage, stalled, refused, requests, flaw })
    }

    /// A stage begins.
    pub fn enter(&self, stage: Stage) {
        self.stage.store(self.millis() << 8 | stage as u64, Ordering::Relaxed);
    }

    /// What the connection is doing.
    pub fn stage(&self) -> Stage {
        STAGES[(self.stage.load(Ordering::Relaxed) & 7).min(5) as usize]
    }

    /// The status with which the parser refused a head.
    pub fn refused(&self) -> Option<u16> {
        Some(self.refused.load(Ordering::Relaxed)).filter(|&status| status > 0)
    }

    /// The parser has made the next request: why it is to be refused all the same, if it is.
    pub fn next_request(&self) -> Option<&'static str> {
        let request = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        self.flaw.get().filter(|flaw| flaw.request <= request).map(|flaw| flaw.detail)
    }

    /// Ends when the client is late: with what it was late in.
    pub async fn late(&self, patience: &Patience, crowded: &AtomicBool) -> Stage {
        let shortest = patience.idle.min(patience.head).min(patience.body).min(patience.stall);
        let tick = (shortest / 2).clamp(Duration::from_millis(1), CROWDED);
        loop {
            tokio::time::sleep(tick).await;
            let (stage, since) = (self.stage(), self.stage.load(Ordering::Relaxed) >> 8);
            let stalled = self.stalled.load(Ordering::Relaxed);
            let (limit, since) = match stage {
                Stage::Idle if crowded.load(Ordering::Relaxed) => (patience.idle.min(CROWDED), since),
                Stage::Idle => (patience.idle, since),
                Stage::Head => (patience.head, since),
                Stage::Body => (patience.body, since),
                Stage::Answer | Stage::Last if stalled > 0 => (patience.stall, stalled),
                Stage::Making | Stage::Answer | Stage::Last => continue,
            };
            if Duration::from_millis(self.millis().saturating_sub(since)) >= limit {
                return stage;
            }
        }
    }

    fn received(&self, bytes: &[u8], framing: &mut Framing) {
        if let Some(flaw) = framing.follow(bytes) {
            // There is one at most: the connection ends with it.
            let _ = self.flaw.set(flaw);
        }
        if !bytes.is_empty() && matches!(self.stage(), Stage::Idle | Stage::Answer) {
            self.enter(Stage::Head);
        }
    }

    /// Nothing is there to be read; the answer before, if there was one, is out.
    fn waits(&self) {
        if self.stage() == Stage::Answer {
            self.enter(Stage::Idle);
        }
    }

    fn written(&self, polled: &Poll<io::Result<usize>>) {
        let stalled = self.stalled.load(Ordering::Relaxed) > 0;
        match polled {
            Poll::Pending if !stalled => self.stalled.store(self.millis().max(1), Ordering::Relaxed),
            Poll::Ready(_) if stalled => self.stalled.store(0, Ordering::Relaxed),
            _ => {}
        }
    }

    /// Nobody has seen a request yet, so what is written is the parser's refusal: it is kept back, for a better one.
    fn keeps_back(&self, bytes: &[u8]) -> bool {
        if !matches!(self.stage(), Stage::Idle | Stage::Head) {
            return false;
        }
        let status = bytes.strip_prefix(b"HTTP/1.1 ").or(bytes.strip_prefix(b"HTTP/1.0 "));
        let status = status.and_then(|rest| std::str::from_utf8(rest.get(..3)?).ok()?.parse().ok());
        self.refused.store(status.unwrap_or(400), Ordering::Relaxed);
        true
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX) & (u64::MAX >> 8)
    }
}

/// A connection that tells its pulse of every byte.
#[derive(Debug)]
pub struct Socket {
    /// The connection.
    pub stream: TcpStream,
    pulse: Arc<Pulse>,
    framing: Framing,
}

impl Socket {
    /// `stream`, felt by `pulse`.
    pub fn new(stream: TcpStream, pulse: Arc<Pulse>) -> Socket {
        Socket { stream, pulse, framing: Framing::default() }
    }
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let socket = &mut *self;
        let polled = Pin::new(&mut socket.stream).poll_read(context, into);
        match &polled {
            Poll::Ready(_) => socket.pulse.received(&into.filled()[before..], &mut socket.framing),
            Poll::Pending => socket.pulse.waits(),
        }
        polled
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.pulse.keeps_back(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.pulse.written(&polled);
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.pulse.keeps_back(parts.first().map(|part| &**part).unwrap_or_default()) {
            return Poll::Ready(Ok(parts.iter().map(|part| part.len()).sum()));
        }
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.pulse.written(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // What was kept back is still to be said.
        if self.pulse.refused().is_some() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
