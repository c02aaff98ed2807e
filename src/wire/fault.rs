//! What the HTTP client's errors mean: a stable code, the phase, words, and what to try.
//!
//! The errors come wrapped in one another by four libraries; this room looks for the one that tells most. Messages
//! never hold a URL.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

use crate::source::code::Code;
use crate::wire::decode::DecodeError;
use crate::wire::exchange::{Fault, Phase};
use crate::wire::handshake;

/// How far an exchange had come when it broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before anything went out.
    Prepare,
    /// While the host's name was resolved.
    Dns,
    /// While the connection was made, TLS included.
    Connect,
    /// Before the response's head was complete.
    Head,
    /// In the body, after so many bytes of it.
    Body(u64),
}

/// What `error` at `stage` means.
pub fn broken(stage: Stage, error: &(dyn Error + 'static)) -> Fault {
    match stage {
        Stage::Prepare => unsendable(innermost(error)),
        Stage::Dns => dns(error),
        Stage::Connect => connect(error),
        Stage::Head => transfer(Phase::Head, 0, error),
        Stage::Body(received) => transfer(Phase::Body, received, error),
    }
}

/// A request that must not or cannot be sent.
pub fn unsendable(message: impl Into<String>) -> Fault {
    fault(Code::RequestUnsendable, Phase::Prepare, message)
}

/// Broken off because the run was.
pub fn interrupted() -> Fault {
    fault(Code::Interrupted, Phase::Head, "the run was interrupted before the answer had come")
}

/// No connection in time.
pub fn connect_timeout(limit: Duration) -> Fault {
    fault(Code::ConnectTimeout, Phase::Connect, format!("no connection within {}", words(limit)))
        .hint("is the host right, and does a firewall or a VPN stand in between?")
}

/// No response head in time; `limit` is the one that was reached, by its name.
pub fn head_timeout(name: &str, limit: Duration) -> Fault {
    fault(Code::HeadTimeout, Phase::Head, format!("no response head within {} (limit `{name}`)", words(limit)))
        .hint("is the server busy? `timeout`, of a request or of the environment, allows more time")
}

/// The body stopped, or took too long; `limit` is the one that was reached, by its name.
pub fn body_timeout(name: &str, limit: Duration, received: u64) -> Fault {
    let message = format!("the body did not end within {} (limit `{name}`)", words(limit));
    let hint = "is it an endless stream? `timeout`, of a request or of the environment, allows more time";
    Fault { received, ..fault(Code::BodyTimeout, Phase::Body, message) }.hint(hint)
}

/// More bytes than `limit`, as sent; `declared` by a content-length, or else found while reading.
pub fn body_too_large(limit: usize, declared: Option<u64>, received: u64) -> Fault {
    let message = match declared {
        Some(declared) => format!("the body has {declared} bytes, over the limit of {limit}"),
        None => format!("the body is larger than {limit} bytes"),
    };
    Fault { received, ..fault(Code::BodyTooLarge, Phase::Body, message) }.hint("ask for less at once, such as a page")
}

/// More headers than `limit`.
pub fn too_many_headers(count: usize, limit: usize) -> Fault {
    fault(Code::HeadTooLarge, Phase::Head, format!("the response has {count} headers, over the limit of {limit}"))
        .hint(LARGE_HEAD)
}

const LARGE_HEAD: &str = "`curl -sI` shows what the server sends; cookies that pile up are the usual reason";

/// A body of `received` bytes whose content encoding can't be undone.
pub fn undecodable(error: &DecodeError, received: u64) -> Fault {
    let (code, hint) = match error {
        DecodeError::TooLarge(_) => (Code::BodyTooLarge, "ask for less at once, such as a page"),
        _ => {
            (Code::DecodeFailed, "the header `accept-encoding: identity` in `request.headers` asks for a body as it is")
        }
    };
    Fault { received, ..fault(code, Phase::Decode, error.to_string()) }.hint(hint)
}

/// Whether the connection ended without a word, as one does that the server had closed while it lay idle, or that it
/// says it takes no more requests on (HTTP/2).
///
/// The client doesn't tell whether some bytes of a head had come; a server that dies in the middle of one on a
/// connection that had served before is taken for one that died before it.
pub fn died_unanswered(error: &(dyn Error + 'static)) -> bool {
    let hyper = find::<hyper::Error>(error);
    hyper.is_some_and(|error| error.is_incomplete_message() || error.is_canceled() || error.is_closed())
        || io_error(error).is_some_and(|error| is_loss(error.kind()))
        || find::<h2::Error>(error).is_some_and(declined)
}

/// Whether it was the server that broke off the TLS handshake, with an alert or without a word.
pub(in crate::wire) fn is_broken_off_by_server(error: &(dyn Error + 'static)) -> bool {
    match find::<rustls::Error>(error) {
        Some(error) => matches!(error, rustls::Error::AlertReceived(_)),
        None => {
            handshake::alert_in(&innermost(error)).is_some()
                || io_error(error).is_some_and(|error| is_loss(error.kind()))
        }
    }
}

/// Whether what came is no HTTP.
pub(in crate::wire) fn is_malformed(error: &(dyn Error + 'static)) -> bool {
    find::<hyper::Error>(error).is_some_and(|error| error.is_parse() && !error.is_parse_too_large())
}

/// Whether an answer to HTTP/2 was something else.
pub(in crate::wire) fn is_no_http2(error: &(dyn Error + 'static)) -> bool {
    find::<h2::Error>(error).is_some_and(|error| !error.is_remote() && !error.is_io())
}

/// An answer to HTTP/2 that was something else.
pub(in crate::wire) fn no_http2(error: &(dyn Error + 'static)) -> Fault {
    fault(Code::MalformedResponse, Phase::Head, format!("the answer is not HTTP/2: {}", innermost(error)))
        .hint("`http_version = \"2\"` of the environment asks for it; has this server HTTP/2 here, also without TLS?")
}

/// RFC 9113, section 8.7: such a request was not processed.
fn declined(error: &h2::Error) -> bool {
    let farewell = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
    let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    error.is_remote() && (farewell || refused)
}

impl Fault {
    /// The same with what to try.
    pub(in crate::wire) fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.hint = Some(hint.into());
        self
    }
}

fn fault(code: Code, phase: Phase, message: impl Into<String>) -> Fault {
    Fault { code, phase, message: message.into(), received: 0, hint: None }
}

fn dns(error: &(dyn Error + 'static)) -> Fault {
    fault(Code::DnsFailed, Phase::Dns, format!("the host's name has no address: {}", innermost(error)))
        .hint("is the host spelt right, and is the name known on this network?")
}

fn connect(error: &(dyn Error + 'static)) -> Fault {
    if let Some(error) = find::<rustls::Error>(error) {
        return handshake::fault(error);
    }
    let Some(error) = io_error(error) else {
        return fault(Code::ConnectRefused, Phase::Connect, innermost(error));
    };
    match error.kind() {
        ErrorKind::ConnectionRefused => fault(Code::ConnectRefused, Phase::Connect, "the connection was refused")
            .hint("is the server running, and is the port right?"),
        ErrorKind::TimedOut => fault(Code::ConnectTimeout, Phase::Connect, "the connection was not made in time"),
        // A TCP connection that isn't made is refused or unanswered, so this one was made and lost in the handshake.
        kind if is_loss(kind) => {
            fault(Code::TlsFailed, Phase::Tls, "the server closed the connection during the TLS handshake").hint(
                "is it `http://`, or another port? a server that knows no version of TLS from 1.2 on may do so too",
            )
        }
        _ => fault(Code::ConnectRefused, Phase::Connect, error.to_string()),
    }
}

fn transfer(phase: Phase, received: u64, error: &(dyn Error + 'static)) -> Fault {
    // In TLS 1.3 a client has shaken hands before the server has seen its certificate.
    if phase == Phase::Head
        && let Some(fault) = late_alert(error)
    {
        return fault;
    }
    let (code, message) = match find::<hyper::Error>(error) {
        Some(error) if error.is_parse_too_large() => {
            (Code::HeadTooLarge, "the response's head has too many headers or is too large".to_owned())
        }
        Some(error) if error.is_parse() => (Code::MalformedResponse, error.to_string()),
        Some(error) if error.is_incomplete_message() => {
            (Code::ConnectionLost, format!("the server closed the connection in the {phase}"))
        }
        _ => match io_error(error) {
            Some(error) => lost_or_malformed(phase, error),
            None => (Code::ConnectionLost, innermost(error)),
        },
    };
    let hint = match code {
        Code::HeadTooLarge => LARGE_HEAD,
        Code::MalformedResponse => "`curl -v --raw` shows the answer as it is; is this the port of an HTTP server?",
        _ => "the server's log may say why it ended the connection; something in between may have, too",
    };
    Fault { received, ..fault(code, phase, message) }.hint(hint)
}

/// What the server has against the handshake, said when its answer was waited for.
fn late_alert(error: &(dyn Error + 'static)) -> Option<Fault> {
    match find::<rustls::Error>(error) {
        Some(error) => Some(handshake::fault(error)),
        // In HTTP/2 only the words are left of it.
        None => handshake::alert_in(&innermost(error)),
    }
}

/// A limit in words: to the millisecond, for what is left of a deadline is no round number.
fn words(limit: Duration) -> String {
    match limit.as_millis() {
        millis @ 0..10_000 => format!("{millis} ms"),
        _ => format!("{:.1} s", limit.as_secs_f64()),
    }
}

/// Breaches of HTTP/1's framing come as I/O errors too.
fn lost_or_malformed(phase: Phase, error: &io::Error) -> (Code, String) {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::InvalidInput => (Code::MalformedResponse, error.to_string()),
        ErrorKind::ConnectionReset => (Code::ConnectionLost, format!("the server reset the connection in the {phase}")),
        kind if is_loss(kind) => (Code::ConnectionLost, format!("the server closed the connection in the {phase}")),
        _ => (Code::ConnectionLost, error.to_string()),
    }
}

fn is_loss(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof
    )
}

/// The first error of type `T`, from the outside in.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|error| error.downcast_ref::<T>())
}

/// The innermost I/O error: those around it only say "other".
fn io_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    chain(error).filter_map(|error| error.downcast_ref()).last()
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

/// `error` and what it wraps, from the outside in.
pub(in crate::wire) fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| inner(*error))
}

/// What `error` wraps. An I/O error's `source` skips the error it was made from, and that is the telling one.
fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(error) => Some(error),
        None => error.source(),
    }
}
