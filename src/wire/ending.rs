//! How a connection ends otherwise than HTTP has it: the bytes that are still written, raw, and what follows them.

use std::io;
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use http::{Method, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::wire::delivery::{Delivery, Flaw, Point};
use crate::wire::handler::ServerResponse;

#[cfg(test)]
mod tests;

/// How many bytes of a client that is still sending are thrown away, so that it reads its answer; 100 MB fit in.
const DRAINED: usize = 128 << 20;
/// How long that may take.
const DRAINING: Duration = Duration::from_secs(10);
/// How long bytes may be on their way before the connection is reset: a reset overtakes them.
const AHEAD: Duration = Duration::from_millis(20);
/// What is sent in the place of an answer that is to be no HTTP.
const GARBAGE: &[u8] = b"\x16\x03\x01 this is no HTTP \x00\xff\xfe\r\n\r\n";

/// The last bytes on a connection, and what follows them.
#[derive(Clone, Debug)]
pub struct Ending {
    bytes: Bytes,
    then: Then,
}

#[derive(Clone, Copy, Debug)]
enum Then {
    Close,
    Reset,
    /// The client may close it; if it doesn't, it is closed after this time.
    Wait(Duration),
}

impl Ending {
    /// The end of a connection with `response`, when its delivery breaks HTTP's rules. `idle` is how long a connection
    /// stays open on which nothing happens.
    pub fn of(response: &ServerResponse, method: &Method, idle: Duration) -> Option<Ending> {
        let ServerResponse { status, body, .. } = response;
        let bodiless = *method == Method::HEAD || matches!(*status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        let half_head = || half(&head(response, &length_of(body.len() as u64)));
        let cut = |length: usize| join(&head(response, &length_of(body.len() as u64)), &[&body[..length]]);
        let chunked = |parts: &[&[u8]]| join(&head(response, "transfer-encoding: chunked"), parts);
        let (bytes, then) = match response.delivery {
            Delivery::Whole | Delivery::Slow { .. } => return None,
            Delivery::Truncated { length } if length >= body.len() && !body.is_empty() => return None,
            Delivery::Reset(Point::Start) => (Bytes::new(), Then::Reset),
            Delivery::Empty => (Bytes::new(), Then::Close),
            Delivery::Garbage => (Bytes::from_static(GARBAGE), Then::Close),
            Delivery::Reset(Point::Head) => (half_head(), Then::Reset),
            Delivery::Reset(Point::Body) if bodiless || body.is_empty() => (half_head(), Then::Reset),
            Delivery::Reset(Point::Body) => (cut(body.len() / 2), Then::Reset),
            _ if bodiless => (half_head(), Then::Close),
            Delivery::Truncated { .. } if body.is_empty() => (half_head(), Then::Close),
            Delivery::Truncated { length } => (cut(length), Then::Close),
            Delivery::BadChunk(Flaw::Size) => {
                let (first, rest) = body.split_at(body.len() / 2);
                (chunked(&[&chunk(first), b"no number\r\n", rest, b"\r\n"]), Then::Close)
            }
            Delivery::BadChunk(Flaw::NoEnd) => (chunked(&[&chunk(body)]), Then::Close),
            Delivery::Declared { length } => {
                let then = if length > body.len() as u64 { Then::Wait(idle) } else { Then::Close };
                (join(&head(response, &length_of(length)), &[body]), then)
            }
        };
        Some(Ending { bytes, then })
    }

    /// The server's own last word: an answer, and the connection is closed once the client had time to read it.
    pub fn refusal(response: &ServerResponse) -> Ending {
        let framing = format!("connection: close\r\n{}", length_of(response.body.len() as u64));
        Ending { bytes: join(&head(response, &framing), &[&response.body]), then: Then::Close }
    }

    /// Ends the connection so.
    pub async fn end(self, mut stream: TcpStream) {
        let written = tokio::time::timeout(DRAINING, stream.write_all(&self.bytes)).await;
        match self.then {
            // The client is gone already, or takes nothing.
            _ if !matches!(written, Ok(Ok(()))) => {}
            Then::Close => close(stream).await,
            Then::Wait(idle) => drain(&mut stream, idle).await,
            Then::Reset => {
                if !self.bytes.is_empty() {
                    tokio::time::sleep(AHEAD).await;
                }
                // Without it, the connection is closed, which is a fault as well.
                let _ = stream.set_zero_linger();
            }
        }
    }
}

/// Closes a connection whose client may still be sending. Closed with bytes unread it would be reset, and the client
/// might never see its answer.
pub async fn close(mut stream: TcpStream) {
    if stream.shutdown().await.is_ok() {
        drain(&mut stream, DRAINING).await;
    }
}

/// Throws away what comes, until the client ends or has had its share.
async fn drain(stream: &mut TcpStream, time: Duration) {
    let draining = async {
        let mut thrown = 0;
        let mut buffer = vec![0; 16 << 10];
        while thrown < DRAINED {
            match stream.read(&mut buffer).await? {
                0 => break,
                read => thrown += read,
            }
        }
        io::Result::Ok(())
    };
    // However it ends, the connection is done with.
    let _ = tokio::time::timeout(time, draining).await;
}

fn head(response: &ServerResponse, framing: &str) -> Bytes {
    let mut head = BytesMut::new();
    let reason = response.status.canonical_reason().unwrap_or_default();
    head.put_slice(format!("HTTP/1.1 {} {reason}\r\n", response.status.as_str()).as_bytes());
    for (name, value) in &response.headers {
        if !matches!(name.as_str(), "content-length" | "transfer-encoding") {
            for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
                head.put_slice(part);
            }
        }
    }
    head.put_slice(framing.as_bytes());
    head.put_slice(b"\r\n\r\n");
    head.freeze()
}

fn length_of(length: u64) -> String {
    format!("content-length: {length}")
}

fn chunk(data: &[u8]) -> Vec<u8> {
    if data.is_empty() {
        return Vec::new();
    }
    [format!("{:x}\r\n", data.len()).as_bytes(), data, b"\r\n"].concat()
}

fn half(head: &Bytes) -> Bytes {
    head.slice(..head.len() / 2)
}

fn join(head: &Bytes, parts: &[&[u8]]) -> Bytes {
    let mut bytes = BytesMut::from(&head[..]);
    parts.iter().for_each(|part| bytes.put_slice(part));
    bytes.freeze()
}
