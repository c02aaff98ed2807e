//! How a response goes out: as it should, or in one of the ways a client must cope with.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// How a response is delivered. A fault of a body that is empty, or that may not be there, befalls the head instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Head and body at once.
    #[default]
    Whole,
    /// In pieces of `chunk` bytes (at least one) with a `pause` before each but the first.
    Slow {
        /// How long a piece is.
        chunk: usize,
        /// How long to wait between two.
        pause: Duration,
    },
    /// Declared in full, then cut off after `length` bytes by closing the connection.
    Truncated {
        /// How much of the body goes out.
        length: usize,
    },
    /// The connection is reset.
    Reset(Point),
    /// The connection is closed without a byte.
    Empty,
    /// In chunks that are not framed as they should be, and the connection is closed.
    BadChunk(Flaw),
    /// Bytes that are no HTTP come instead, and the connection is closed.
    Garbage,
    /// The whole body comes, and its head declares another length. When that is longer, the connection stays open, so
    /// that the client waits; when it is shorter, it is closed.
    Declared {
        /// What the head declares.
        length: u64,
    },
}

/// How far a response comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Point {
    /// Nothing of it.
    #[default]
    Start,
    /// Half of the head.
    Head,
    /// The head and half of the body.
    Body,
}

/// What is wrong with a chunked body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// After the first half comes a size that is no number.
    Size,
    /// The chunk that ends the body is missing.
    NoEnd,
}

/// A body under way.
#[derive(Debug)]
pub struct Outgoing {
    rest: Bytes,
    pace: Option<Box<Pace>>,
}

#[derive(Debug)]
struct Pace {
    chunk: usize,
    pause: Duration,
    wait: Option<Pin<Box<Sleep>>>,
}

impl Outgoing {
    /// `body`, to be delivered so. Deliveries that HTTP does not allow are not this room's: the body is sent whole.
    pub fn new(body: Bytes, delivery: Delivery) -> Outgoing {
        let pace = match delivery {
            Delivery::Slow { chunk, pause } => Some(Box::new(Pace { chunk: chunk.max(1), pause, wait: None })),
            _ => None,
        };
        Outgoing { rest: body, pace }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let left = self.rest.len();
        if left == 0 {
            return Poll::Ready(None);
        }
        let length = match &mut self.pace {
            None => left,
            Some(pace) => {
                if let Some(wait) = &mut pace.wait {
                    std::task::ready!(wait.as_mut().poll(context));
                }
                let next = later(pace.pause);
                match &mut pace.wait {
                    Some(wait) => wait.as_mut().reset(next),
                    None => pace.wait = Some(Box::pin(tokio::time::sleep_until(next))),
                }
                left.min(pace.chunk)
            }
        };
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

/// A pause may be longer than the clock can count.
fn later(pause: Duration) -> Instant {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    Instant::now() + pause.min(DAY)
}
