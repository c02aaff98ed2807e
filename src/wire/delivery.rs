//! How a served body goes out: as it should, or in one of the ways a client must cope with.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// How a response is delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Head and body at once.
    #[default]
    Whole,
    /// Declared in full, then cut off after `length` bytes by closing the connection.
    Truncated {
        /// How much of the body goes out.
        length: usize,
    },
    /// In pieces of `chunk` bytes (at least one) with a `pause` before each but the first.
    Slow {
        /// How long a piece is.
        chunk: usize,
        /// How long to wait between two.
        pause: Duration,
    },
    /// Not at all: the connection is reset instead of an answer.
    Reset,
}

/// A body under way.
#[derive(Debug)]
pub struct Outgoing {
    rest: Bytes,
    /// What the head declares and is still due, sent or not.
    due: u64,
    pace: Pace,
}

/// The body ends before its declared length.
#[derive(Debug, thiserror::Error)]
#[error("the body is cut off on purpose")]
pub struct CutOff;

#[derive(Debug)]
enum Pace {
    AtOnce,
    Cut { flushed: bool },
    Slow { chunk: usize, pause: Duration, wait: Option<Pin<Box<Sleep>>> },
}

impl Outgoing {
    /// `body`, to be delivered so.
    pub fn new(mut body: Bytes, delivery: Delivery) -> Outgoing {
        let due = body.len() as u64;
        let pace = match delivery {
            Delivery::Whole | Delivery::Reset => Pace::AtOnce,
            Delivery::Truncated { length } if length < body.len() => {
                body.truncate(length);
                Pace::Cut { flushed: false }
            }
            Delivery::Truncated { .. } => Pace::AtOnce,
            Delivery::Slow { chunk, pause } => Pace::Slow { chunk: chunk.max(1), pause, wait: None },
        };
        Outgoing { rest: body, due, pace }
    }

    fn send(&mut self, length: usize) -> Poll<Option<Result<Frame<Bytes>, CutOff>>> {
        let part = self.rest.split_to(length);
        self.due -= part.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(part))))
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = CutOff;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, CutOff>>> {
        let left = self.rest.len();
        match &mut self.pace {
            Pace::AtOnce if left > 0 => self.send(left),
            Pace::AtOnce => Poll::Ready(None),
            Pace::Cut { .. } if left > 0 => self.send(left),
            // One turn's wait, so that what was written goes out before the connection is closed.
            Pace::Cut { flushed: flushed @ false } => {
                *flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Pace::Cut { .. } => Poll::Ready(Some(Err(CutOff))),
            Pace::Slow { .. } if left == 0 => Poll::Ready(None),
            Pace::Slow { chunk, pause, wait } => {
                if let Some(wait) = wait {
                    std::task::ready!(wait.as_mut().poll(context));
                }
                let next = later(*pause);
                let length = left.min(*chunk);
                match wait {
                    Some(wait) => wait.as_mut().reset(next),
                    None => *wait = Some(Box::pin(tokio::time::sleep_until(next))),
                }
                self.send(length)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.due == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.due)
    }
}

/// A pause may be longer than the clock can count.
fn later(pause: Duration) -> Instant {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    Instant::now() + pause.min(DAY)
}
