//! Faults that only HTTP/2 has, or has in its own way: frames that are written by hand, after a connection that went well.

use std::io::Write;
use std::net::{TcpListener, TcpStream};

use bytes::Bytes;

use super::list::{Came, Fault, Told, fault, hanging};
use super::matrix::{hold, project, ran, together};
use super::server::{PATH, Script, item, perform};

use Came::{AtLeast, Exactly};
use Told::{Either, Error, Passed};

#[test]
fn every_fault_of_http2_is_told_and_harms_nobody_else() {
    together(faults(), |(fault, script)| {
        let url = format!("http://127.0.0.1:{}", start(script));
        hold(&fault, &ran(&fault, &project(&fault, &url, "http_version = '2'")))
    });
}

/// A fault, and what is done to the stream of this number.
type On = (Fault, fn(u32) -> Act);

/// What the server does.
enum Act {
    /// Writes this, and serves other streams as if nothing had been.
    Stream(Vec<u8>),
    /// Does so with the whole connection.
    Connection(Script),
}

use Act::{Connection, Stream};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH_PROMISE: u8 = 5;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u32, payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    let length = u32::try_from(payload.len()).expect("a small payload").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

fn field(name: &str, value: &str) -> Vec<u8> {
    let text = |text: &str| [&[u8::try_from(text.len()).expect("short")], text.as_bytes()].concat();
    [vec![0], text(name), text(value)].concat()
}

/// Status 200 with these fields.
fn block(fields: &[(&str, &str)]) -> Vec<u8> {
    let fields: Vec<u8> = fields.iter().flat_map(|(name, value)| field(name, value)).collect();
    [vec![0x88], field("content-type", "application/json"), fields].concat()
}

fn head(stream: u32, fields: &[(&str, &str)]) -> Vec<u8> {
    frame(HEADERS, END_HEADERS, stream, block(fields))
}

/// A head that says that so many bytes come, and six of them.
fn begun(stream: u32) -> Vec<u8> {
    [head(stream, &[("content-length", "100")]), frame(DATA, 0, stream, "{\"id\":")].concat()
}

fn reason(code: u32) -> [u8; 4] {
    code.to_be_bytes()
}

/// The end of a connection, of which no stream was looked at.
fn go_away(code: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, [reason(0), reason(code)].concat())
}

/// A client that reads as fast as the server writes opens the window again and again.
const ENDLESS: &[(&str, &str)] = &[("CS0408", "FLOW_CONTROL_ERROR"), ("CS0409", "the body is larger than")];

fn faults() -> Vec<On> {
    let none = Exactly(0);
    let lost = Error("CS0407", "head", none);
    let lost_in_body = Error("CS0407", "body", Exactly(6));
    let malformed = Error("CS0408", "head", none);
    let silent = Error("CS0405", "head", none);
    let on = |name: &'static str, told: Told, says: &'static str, script: fn(u32) -> Act| -> On {
        (fault(name, || Script::Stale, told, says), script)
    };
    let slow = |name: &'static str, told: Told, says: &'static str, script: fn(u32) -> Act| -> On {
        (hanging(name, || Script::Stale, told, says), script)
    };
    vec![
        on("GOAWAY", lost, "ended the connection (GOAWAY: INTERNAL_ERROR", |_| Connection(Script::Hold(go_away(2)))),
        on("GOAWAY in haste", lost, "(GOAWAY: ENHANCE_YOUR_CALM", |_| Connection(Script::Hold(go_away(11)))),
        on("GOAWAY in the body", lost_in_body, "(GOAWAY: INTERNAL_ERROR", |id| {
            Connection(Script::Hold([begun(id), go_away(2)].concat()))
        }),
        on("a stream that is reset", lost, "gave up the answer (RST_STREAM: INTERNAL_ERROR", |id| {
            Stream(frame(RST_STREAM, 0, id, reason(2)))
        }),
        on("a stream that is cancelled", lost, "(RST_STREAM: CANCEL", |id| Stream(frame(RST_STREAM, 0, id, reason(8)))),
        on("a stream that is refused", lost, "(RST_STREAM: REFUSED_STREAM", |id| {
            Stream(frame(RST_STREAM, 0, id, reason(7)))
        }),
        on("a server that wants HTTP/1.1", lost, "(RST_STREAM: HTTP_1_1_REQUIRED", |id| {
            Stream(frame(RST_STREAM, 0, id, reason(13)))
        }),
        on("a reset of an unknown reason", lost, "RST_STREAM", |id| Stream(frame(RST_STREAM, 0, id, reason(999)))),
        on("a stream that is reset in the body", lost_in_body, "(RST_STREAM: INTERNAL_ERROR", |id| {
            Stream([begun(id), frame(RST_STREAM, 0, id, reason(2))].concat())
        }),
        on(
            "a stream that is reset in the body without an error",
            Error("CS0418", "body", Exactly(6)),
            "6 of 100 bytes",
            |id| Stream([begun(id), frame(RST_STREAM, 0, id, reason(0))].concat()),
        ),
        on(
            "a stream of no length that is reset without an error",
            Error("CS0418", "body", Exactly(6)),
            "6 bytes of the body came, and the server gave up the answer",
            |id| Stream([head(id, &[]), frame(DATA, 0, id, "{\"id\":"), frame(RST_STREAM, 0, id, reason(0))].concat()),
        ),
        on("a stream that is reset without an error after its end", Passed, "", |id| {
            let whole = item(PATH);
            let at = whole.windows(4).position(|end| end == b"\r\n\r\n").expect("the end of a head") + 4;
            let end = frame(RST_STREAM, 0, id, reason(0));
            Stream([head(id, &[]), frame(DATA, END_STREAM, id, &whole[at..]), end].concat())
        }),
        on("closed before the head", lost, "closed the connection", |_| Connection(Script::Bytes(Vec::new()))),
        on("reset before the head", lost, "reset the connection", |_| Connection(Script::Reset(Vec::new()))),
        on("closed in the body", Error("CS0418", "body", Exactly(6)), "6 of 100 bytes", |id| {
            Connection(Script::Bytes(begun(id)))
        }),
        slow("silence", silent, "no response head within", |_| Connection(Script::Hold(Vec::new()))),
        slow("silence in the body", Error("CS0406", "body", Exactly(6)), "6 of 100 bytes", |id| {
            Connection(Script::Hold(begun(id)))
        }),
        slow("a body that drips", Error("CS0406", "body", AtLeast(0)), "bytes of the body", |id| {
            Connection(Script::Drip(head(id, &[]), frame(DATA, 0, id, "a")))
        }),
        slow("a flood of pings", silent, "no response head within", |_| {
            Connection(Script::Forever(Vec::new(), frame(PING, 0, 0, [0; 8])))
        }),
        slow("a flood of settings", silent, "no response head within", |_| {
            Connection(Script::Forever(Vec::new(), frame(SETTINGS, 0, 0, [])))
        }),
        slow("a flood of unknown frames", silent, "no response head within", |_| {
            Connection(Script::Forever(Vec::new(), frame(0x77, 0, 0, [0; 100])))
        }),
        slow("endless informational responses", silent, "no response head within", |id| {
            Connection(Script::Forever(Vec::new(), frame(HEADERS, END_HEADERS, id, field(":status", "103"))))
        }),
        on(
            "a body shorter than its length",
            Error("CS0419", "body", Exactly(6)),
            "the body has not the 100 bytes that its Content-Length says",
            |id| Stream([begun(id), frame(DATA, END_STREAM, id, [])].concat()),
        ),
        on(
            "a body longer than its length",
            Error("CS0419", "body", AtLeast(0)),
            "the body has not the 3 bytes",
            |id| Stream([head(id, &[("content-length", "3")]), frame(DATA, END_STREAM, id, "abcdef")].concat()),
        ),
        on("no body, and a length", malformed, "PROTOCOL_ERROR", |id| {
            Stream(frame(HEADERS, END_HEADERS | END_STREAM, id, block(&[("content-length", "3")])))
        }),
        on("two lengths", malformed, "PROTOCOL_ERROR", |id| {
            Stream(head(id, &[("content-length", "3"), ("content-length", "4")]))
        }),
        on("an endless body beyond all windows", Either(ENDLESS), "", |id| {
            Connection(Script::Forever(head(id, &[]), frame(DATA, 0, id, vec![b' '; 16 << 10])))
        }),
        on("a flood of empty frames", Error("CS0408", "body", none), "ENHANCE_YOUR_CALM", |id| {
            Connection(Script::Forever(head(id, &[]), frame(DATA, 0, id, [])))
        }),
        on("a flood of continuations", Error("CS0412", "head", none), "too_many_continuations", |id| {
            Connection(Script::Forever(frame(HEADERS, 0, id, block(&[])), frame(CONTINUATION, 0, id, [])))
        }),
        on("a head of two megabytes", Error("CS0412", "head", none), "head", |id| {
            let fields: Vec<u8> = (0..150).flat_map(|_| field("x-a", &"a".repeat(100))).collect();
            Connection(Script::Forever(frame(HEADERS, 0, id, block(&[])), frame(CONTINUATION, 0, id, fields)))
        }),
        on("101 headers", Error("CS0412", "head", none), "101 headers, over the limit of 100", |id| {
            let fields = [("x-a", "b"); 100];
            Stream([head(id, &fields), frame(DATA, END_STREAM, id, "{}")].concat())
        }),
        on("HTTP/1.1 instead of frames", malformed, "HTTP/2", |_| {
            Connection(Script::Hold(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()))
        }),
        on("frames of no kind", malformed, "FRAME_SIZE_ERROR", |_| Connection(Script::Hold(vec![0xff; 100]))),
        on("a head that cannot be decompressed", malformed, "HTTP/2", |id| {
            Connection(Script::Hold(frame(HEADERS, END_HEADERS, id, [0xff, 0xff, 0xff, 0xff, 0x0f])))
        }),
        on("a head without a status", malformed, "PROTOCOL_ERROR", |id| {
            Connection(Script::Hold(frame(HEADERS, END_HEADERS, id, field("x-a", "b"))))
        }),
        on("a header of the connection", malformed, "PROTOCOL_ERROR", |id| {
            Connection(Script::Hold(head(id, &[("connection", "close")])))
        }),
        on("a name in capitals", malformed, "HTTP/2", |id| Connection(Script::Hold(head(id, &[("X-A", "b")])))),
        on("a push that nobody wants", malformed, "PROTOCOL_ERROR", |id| {
            Connection(Script::Hold(frame(PUSH_PROMISE, END_HEADERS, id, [&[0, 0, 0, 2][..], &block(&[])].concat())))
        }),
        on("a window that overflows", malformed, "FLOW_CONTROL_ERROR", |_| {
            Connection(Script::Hold(frame(WINDOW_UPDATE, 0, 0, [0x7f, 0xff, 0xff, 0xff]).repeat(2)))
        }),
        on("data before the head", malformed, "PROTOCOL_ERROR", |id| {
            Connection(Script::Hold(frame(DATA, 0, id, "{}")))
        }),
        stalled(),
    ]
}

/// A request that is larger than the window, which never opens.
fn stalled() -> On {
    let request = format!("timeout: 300ms, method: PUT, url: /items/1, body: {{ text: '{}' }}", "a".repeat(1 << 17));
    let told = Error("CS0405", "head", Exactly(0));
    let fault = fault("a window that never opens", || Script::Stale, told, "no response head within");
    (Fault { request: request.leak(), ..fault }, |_| Connection(Script::Hold(Vec::new())))
}

impl super::matrix::Named for On {
    fn name(&self) -> &'static str {
        self.0.name
    }
}

fn start(script: fn(u32) -> Act) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || connection(stream, script));
        }
    });
    port
}

/// Answers as it should be, until the path of the fault is asked for; then frames are written by hand.
fn connection(stream: TcpStream, script: fn(u32) -> Act) {
    let mut socket = stream.try_clone().expect("a second handle");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut meddled = socket.try_clone().expect("a third handle");
    let faulty = runtime.block_on(async {
        stream.set_nonblocking(true).ok()?;
        let stream = tokio::net::TcpStream::from_std(stream).ok()?;
        let mut connection = h2::server::handshake(stream).await.ok()?;
        let mut touched = Vec::new();
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            if request.uri().path() == PATH {
                match script(respond.stream_id().as_u32()) {
                    Stream(bytes) => meddled.write_all(&bytes).ok()?,
                    // The connection is neither polled nor dropped from now on, so it says nothing of its own.
                    Connection(script) => return Some((script, connection, request, respond)),
                }
                touched.push((request, respond));
                continue;
            }
            let whole = item(request.uri().path());
            let body = whole.windows(4).position(|end| end == b"\r\n\r\n").map(|at| &whole[at + 4..])?;
            let head = http::Response::builder().header("content-type", "application/json").body(()).ok()?;
            respond.send_response(head, false).ok()?.send_data(Bytes::copy_from_slice(body), true).ok()?;
        }
        None
    });
    let Some((script, ..)) = &faulty else { return };
    if socket.set_nonblocking(false).is_ok() && socket.flush().is_ok() {
        let socket_too = socket.try_clone().expect("a fourth handle");
        perform(socket, socket_too, script, true);
    }
}
