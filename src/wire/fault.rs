//! What the HTTP client's errors mean: a stable code, the phase, words, and what to try.
//!
//! The errors come wrapped in one another by four libraries; this room looks for the one that tells most. Messages
//! never hold a URL.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

use http::HeaderMap;
use http::header::UPGRADE;

use crate::source::code::Code;
use crate::wire::cancel::Why;
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
    /// Before the response's head was complete, of which so many headers are read.
    Head {
        /// The limit on headers.
        headers: usize,
    },
    /// In the body.
    Body(Expected),
}

/// How much of a body had come, and how much was to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// By its content-length.
    pub declared: Option<u64>,
    /// Bytes that came.
    pub received: u64,
}

/// A limit on time that was reached, by what sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `timeout`, or what was left of the case's deadline.
    Timeout,
    /// `limits.first_byte`.
    FirstByte,
    /// `limits.idle`.
    Idle,
}

/// How large a response's head may be, in bytes.
pub const LARGEST_HEAD: u32 = 408 << 10;

/// What `error` at `stage` means.
pub fn broken(stage: Stage, error: &(dyn Error + 'static)) -> Fault {
    match stage {
        Stage::Prepare => unsendable(innermost(error)),
        Stage::Dns => dns(error),
        Stage::Connect => connect(error),
        Stage::Head { headers } => head(headers, error),
        Stage::Body(so_far) => body(so_far, error),
    }
}

/// A request that must not or cannot be sent.
pub fn unsendable(message: impl Into<String>) -> Fault {
    fault(Code::RequestUnsendable, Phase::Prepare, message)
}

/// Broken off because the run was.
pub fn broken_off(why: Why) -> Fault {
    let (code, what) = ended(why);
    fault(code, Phase::Head, format!("{what} before the answer had come"))
}

/// The code of an early end of the run, and its words.
pub fn ended(why: Why) -> (Code, &'static str) {
    match why {
        Why::RunDeadline => (Code::RunDeadlinePassed, "the deadline of the whole run passed"),
        Why::Interrupted | Why::Enough => (Code::Interrupted, "the run was interrupted"),
    }
}

/// No connection in time.
pub fn connect_timeout(limit: Duration) -> Fault {
    fault(Code::ConnectTimeout, Phase::Connect, format!("no connection within {}", words(limit)))
        .hint("is the host right, and does a firewall or a VPN stand in between?")
}

/// No TLS handshake in time, over a connection that stands.
pub fn handshake_timeout(limit: Duration) -> Fault {
    let message = format!("the server took the connection, and no TLS handshake within {}", words(limit));
    fault(Code::ConnectTimeout, Phase::Tls, message)
        .hint("is this the port of an HTTPS server? `limits.connect` of the environment allows more time")
}

/// No response head in time.
pub fn head_timeout(bound: Bound, limit: Duration) -> Fault {
    fault(Code::HeadTimeout, Phase::Head, format!("no response head within {}", words(limit)))
        .hint(format!("is the server busy? {bound} allows more time"))
}

/// The body stopped, or took too long.
pub fn body_timeout(bound: Bound, limit: Duration, so_far: Expected) -> Fault {
    let message = match bound {
        Bound::Idle => format!("{}, and then nothing for {}", came(so_far), words(limit)),
        _ => format!("{} within {}, and no end", came(so_far), words(limit)),
    };
    let hint = format!("is it an endless stream? {bound} allows more time");
    Fault { received: so_far.received, ..fault(Code::BodyTimeout, Phase::Body, message) }.hint(hint)
}

/// More bytes than `limit`, as sent; `declared` by a content-length, or else found while reading.
pub fn body_too_large(limit: usize, declared: Option<u64>, received: u64) -> Fault {
    let message = match declared {
        Some(declared) => format!("the body has {declared} bytes, over the limit of {limit}"),
        None => format!("the body is larger than {limit} bytes"),
    };
    Fault { received, ..fault(Code::BodyTooLarge, Phase::Body, message) }.hint(LARGE_BODY)
}

const LARGE_BODY: &str = "ask for less at once, such as a page; `limits.body` of the environment allows more";

/// More headers than `limit`.
pub fn too_many_headers(count: usize, limit: usize) -> Fault {
    fault(Code::HeadTooLarge, Phase::Head, format!("the response has {count} headers, over the limit of {limit}"))
        .hint(LARGE_HEAD)
}

const LARGE_HEAD: &str = "`curl -sI` shows what the server sends, often cookies that pile up; `limits.headers` of the \
                          environment allows more headers";

/// The server changed the protocol, though nobody had asked for that.
pub fn switched(headers: &HeaderMap) -> Fault {
    let to = headers.get(UPGRADE).map_or_else(String::new, |to| format!(" to {to:?}"));
    fault(Code::MalformedResponse, Phase::Head, format!("the server switched protocols{to} (101), unasked"))
        .hint("is this the port of a WebSocket server?")
}

/// A body of `received` bytes whose content encoding can't be undone.
pub fn undecodable(error: &DecodeError, received: u64) -> Fault {
    let (code, hint) = match error {
        DecodeError::TooLarge { .. } => (Code::DecodedTooLarge, LARGE_BODY),
        DecodeError::OverRatio { .. } => {
            (Code::DecodedTooLarge, "is it a bomb? `limits.ratio` of the environment allows it to grow more")
        }
        DecodeError::TooManyParts(_) => (Code::DecodedTooLarge, "is it a bomb? A body has one part, seldom a few"),
        DecodeError::Unknown(_) | DecodeError::NotAccepted { .. } | DecodeError::TooManyLayers(_) => {
            (Code::EncodingRefused, AS_IT_IS)
        }
        DecodeError::Corrupt { .. } => (Code::DecodeFailed, AS_IT_IS),
    };
    Fault { received, ..fault(code, Phase::Decode, error.to_string()) }.hint(hint)
}

const AS_IT_IS: &str = "the header `accept-encoding: identity` in `request.headers` asks for a body as it is";

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

/// Whether a connection ended before a request was given to it.
pub(in crate::wire) fn died_before_the_request(error: &(dyn Error + 'static)) -> bool {
    find::<hyper::Error>(error).is_some_and(hyper::Error::is_canceled)
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
    let broken = |error: &h2::Error| error.is_go_away() && error.reason() != Some(h2::Reason::ENHANCE_YOUR_CALM);
    find::<h2::Error>(error).is_some_and(|error| !error.is_remote() && !error.is_io() && broken(error))
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

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Bound::Timeout => "`timeout`, of a request or of the environment,",
            Bound::FirstByte => "`limits.first_byte` of the environment, or `timeout`,",
            Bound::Idle => "`limits.idle` of the environment",
        })
    }
}

impl Fault {
    /// Whether it says no more than that the run ended early.
    pub fn is_broken_off(&self) -> bool {
        matches!(self.code, Code::Interrupted | Code::RunDeadlinePassed)
    }

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

fn head(headers: usize, error: &(dyn Error + 'static)) -> Fault {
    // In TLS 1.3 a client has shaken hands before the server has seen its certificate.
    if let Some(fault) = late_alert(error) {
        return fault;
    }
    if let Some(error) = http2_error(error) {
        return http2(Phase::Head, error);
    }
    let Some(parse) = find::<hyper::Error>(error).filter(|error| error.is_parse()) else {
        return lost(Phase::Head, error);
    };
    if parse.is_parse_too_large() {
        let message = format!("the response's head has more than {headers} headers, or more than {LARGEST_HEAD} bytes");
        return fault(Code::HeadTooLarge, Phase::Head, message).hint(LARGE_HEAD);
    }
    // The library tells these two from a bad header by nothing but its words.
    match parse.to_string().as_str() {
        CONTENT_LENGTH | TRANSFER_ENCODING => bad_framing(Phase::Head, not_http(error)),
        _ => malformed(Phase::Head, not_http(error)),
    }
}

const CONTENT_LENGTH: &str = "invalid content-length parsed";
const TRANSFER_ENCODING: &str = "unexpected transfer-encoding parsed";

/// What is wrong with an answer that the parser does not take.
pub(in crate::wire) fn not_http(error: &(dyn Error + 'static)) -> String {
    let said = find::<hyper::Error>(error).map_or_else(|| innermost(error), ToString::to_string);
    let words = match said.as_str() {
        CONTENT_LENGTH => "the answer's Content-Lengths differ, or one is no number that a length can be",
        TRANSFER_ENCODING => "the answer is HTTP/1.0 and has a Transfer-Encoding, which is of HTTP/1.1",
        "invalid HTTP version parsed" => "the answer does not begin with `HTTP/1.1` or `HTTP/1.0`",
        "invalid HTTP status-code parsed" => {
            "the answer's status is not three digits from 100 to 999, or a control character follows it"
        }
        "invalid HTTP header parsed" => {
            "a header of the answer is no name, colon and value on one line, or holds a control character"
        }
        other => other,
    };
    words.to_owned()
}

fn body(so_far: Expected, error: &(dyn Error + 'static)) -> Fault {
    let fault = match (http2_error(error), io_error(error)) {
        // The only rule that a stream alone can break here is that its content-length is that of its body.
        (Some(error), _) if error.is_library() && error.is_reset() && so_far.declared.is_some() => {
            let declared = so_far.declared.unwrap_or_default();
            bad_framing(Phase::Body, format!("the body has not the {declared} bytes that its Content-Length says"))
        }
        (Some(error), _) => http2(Phase::Body, error),
        (None, Some(error)) => match error.kind() {
            // Over HTTP/2 an end comes as a broken pipe.
            ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe => truncated(so_far),
            // What is no chunk comes as bad data.
            ErrorKind::InvalidData | ErrorKind::InvalidInput if find::<rustls::Error>(error).is_none() => {
                let why = error.to_string().replacen("Invalid", "invalid", 1);
                bad_framing(Phase::Body, format!("{}, and no proper chunk after that: {why}", came(so_far)))
            }
            _ => lost(Phase::Body, error),
        },
        (None, None) if find::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message) => {
            truncated(so_far)
        }
        (None, None) => lost(Phase::Body, error),
    };
    Fault { received: so_far.received, ..fault }
}

/// `6 of 100 bytes of the body came`
fn came(Expected { declared, received }: Expected) -> String {
    match declared {
        Some(declared) => format!("{received} of {declared} bytes of the body came"),
        None => format!("{received} bytes of the body came"),
    }
}

/// A body that ended as if it were complete, and has not as many bytes as it was to have.
pub fn cut_short(so_far: Expected) -> Fault {
    let message = format!("{}, and the server gave up the answer (RST_STREAM: NO_ERROR)", came(so_far));
    Fault { received: so_far.received, ..fault(Code::BodyTruncated, Phase::Body, message) }.hint(CUT)
}

const CUT: &str = "the server's log may say why it stopped; something in between may have cut the answer, too";

fn truncated(so_far: Expected) -> Fault {
    let end = if so_far.declared.is_some() { "" } else { ", its last chunk or a proper end did not" };
    fault(Code::BodyTruncated, Phase::Body, format!("{}{end}, and the server closed the connection", came(so_far)))
        .hint(CUT)
}

fn bad_framing(phase: Phase, message: impl Into<String>) -> Fault {
    fault(Code::BadFraming, phase, message)
        .hint("different clients read different bodies here; `curl -v --raw` shows the answer as it is")
}

fn malformed(phase: Phase, message: impl Into<String>) -> Fault {
    fault(Code::MalformedResponse, phase, message)
        .hint("`curl -v --raw` shows the answer as it is; is this the port of an HTTP server?")
}

fn lost(phase: Phase, error: &(dyn Error + 'static)) -> Fault {
    let place = match phase {
        // Of a head that HTTP/2 has taken in, nothing is told once its connection is gone.
        Phase::Head if find::<h2::Error>(error).is_some() => "before the answer was there",
        Phase::Head => "before a whole head had come",
        _ => "in the body",
    };
    let incomplete = find::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message);
    let message = match io_error(error).map(io::Error::kind) {
        Some(ErrorKind::ConnectionReset) => format!("the server reset the connection {place}"),
        Some(kind) if is_loss(kind) => format!("the server closed the connection {place}"),
        _ if incomplete => format!("the server closed the connection {place}"),
        _ => innermost(error),
    };
    fault(Code::ConnectionLost, phase, message)
        .hint("the server's log may say why it ended the connection; something in between may have, too")
}

/// What HTTP/2 says is wrong, unless it is the connection beneath.
fn http2_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a h2::Error> {
    find::<h2::Error>(error).filter(|error| !error.is_io())
}

fn http2(phase: Phase, error: &h2::Error) -> Fault {
    let reason = error.reason().unwrap_or(h2::Reason::NO_ERROR);
    let said = format!("{reason:?}, {reason}");
    if error.is_remote() {
        let what = if error.is_go_away() { "ended the connection (GOAWAY" } else { "gave up the answer (RST_STREAM" };
        let hint = match reason {
            h2::Reason::HTTP_1_1_REQUIRED => "`http_version = \"1.1\"` of the environment speaks HTTP/1.1",
            h2::Reason::ENHANCE_YOUR_CALM => "`rate` and `concurrency` of the environment spare the server",
            _ => "the server's log may say why it ended the answer; something in between may have, too",
        };
        return fault(Code::ConnectionLost, phase, format!("the server {what}: {said}) in the {phase}")).hint(hint);
    }
    if error.is_go_away() && reason == h2::Reason::ENHANCE_YOUR_CALM && phase == Phase::Head {
        let message = format!("the response's head has no end, or the server floods the connection ({error})");
        return fault(Code::HeadTooLarge, phase, message).hint(LARGE_HEAD);
    }
    let also = match phase {
        Phase::Head if error.is_reset() => "; its head may also be over the limit, or its length contradict itself",
        _ => "",
    };
    malformed(phase, format!("the {phase} breaks the rules of HTTP/2 ({said}){also}"))
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

/// The innermost I/O error: those around it only say "other". HTTP/2 keeps its own to itself.
fn io_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    let innermost = chain(error).filter_map(|error| error.downcast_ref()).last();
    innermost.or_else(|| find::<h2::Error>(error)?.get_io())
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
