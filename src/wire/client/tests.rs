//! The client against a server that does exactly what it is told, byte by byte.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};

use super::{BlockingClient, ClientOptions};
use crate::source::code::Code;
use crate::wire::exchange::{Exchange, Fault, Limits, Phase, Request};
use crate::wire::tls::Tls;

/// What the server does on one connection, in order; then it closes it.
#[derive(Clone)]
enum Act {
    /// Reads one request.
    Read,
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Writes these bytes until the client has gone.
    WriteForever(&'static str),
    /// Waits until the client has gone.
    Hold,
    /// Answers every request on this connection.
    Serve,
    /// Waits for a request and resets the connection.
    Reset,
}

struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Each list is for one connection, the last one for all that follow.
    fn start(connections: Vec<Vec<Act>>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound");
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let at = counted.fetch_add(1, Ordering::SeqCst).min(connections.len() - 1);
                let acts = connections[at].clone();
                std::thread::spawn(move || perform(stream, &acts));
            }
        });
        Server { address, connections: count }
    }

    fn answering(bytes: impl Into<Vec<u8>>) -> Server {
        Server::start(vec![vec![Act::Read, Act::Write(bytes.into())]])
    }

    fn get(&self) -> Request {
        self.request(Method::GET)
    }

    fn request(&self, method: Method) -> Request {
        let url = format!("http://{}/", self.address).parse().expect("a URL");
        Request { method, url, headers: HeaderMap::new(), body: None }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn perform(mut stream: TcpStream, acts: &[Act]) {
    for act in acts {
        // A client that has gone ends the script; the test sees what it saw.
        let done = match act {
            Act::Read => read_request(&mut stream),
            Act::Write(bytes) => stream.write_all(bytes).is_ok(),
            Act::WriteForever(text) => while_writable(&mut stream, text),
            Act::Hold => hold(&mut stream),
            Act::Serve => {
                while read_request(&mut stream) && stream.write_all(OK.as_bytes()).is_ok() {}
                false
            }
            // Closing with unread bytes resets.
            Act::Reset => stream.peek(&mut [0]).is_err(),
        };
        if !done {
            return;
        }
    }
    if !acts.iter().any(|act| matches!(act, Act::Reset)) {
        let _ = stream.shutdown(Shutdown::Write);
        hold(&mut stream);
    }
}

fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            _ => return false,
        }
    }
    true
}

fn while_writable(stream: &mut TcpStream, text: &str) -> bool {
    while stream.write_all(text.as_bytes()).is_ok() {}
    false
}

fn hold(stream: &mut TcpStream) -> bool {
    while stream.read(&mut [0; 1024]).is_ok_and(|read| read > 0) {}
    false
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

fn client() -> BlockingClient {
    BlockingClient::new(ClientOptions::default()).expect("a client")
}

/// Limits short enough to be reached, where a test wants that.
fn short() -> Limits {
    let limit = Duration::from_millis(60);
    Limits { connect: limit, first_byte: limit, idle: limit, body: 1000, ..Limits::default() }
}

fn fault(exchange: Exchange) -> Fault {
    exchange.outcome.expect_err("the exchange must break")
}

/// The fault of a GET answered by `bytes`, under a body limit of 1000 bytes.
fn fault_of(bytes: impl Into<Vec<u8>>) -> Fault {
    let limits = Limits { body: 1000, ..Limits::default() };
    fault(client().send(Server::answering(bytes).get(), &limits))
}

#[track_caller]
fn assert_fault(fault: &Fault, code: Code, phase: Phase, part: &str) {
    assert_eq!((fault.code, fault.phase), (code, phase), "{fault:?}");
    assert!(fault.message.contains(part), "{fault:?}");
    assert!(!fault.message.contains("://") && !fault.message.contains("127.0.0.1"), "{fault:?}");
}

#[test]
fn a_connection_serves_one_request_after_another() {
    let server = Server::start(vec![vec![Act::Serve]]);
    let client = client();
    for _ in 0..50 {
        let exchange = client.send(server.get(), &Limits::default());
        let response = exchange.outcome.expect("an answer");
        assert_eq!((response.status, &*response.body, response.encoded_length), (200, &b"{}"[..], 2));
        assert!(!exchange.retried);
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn the_request_is_kept_as_sent() {
    let server = Server::start(vec![vec![Act::Serve]]);
    let mut request = server.get();
    request.headers.insert("accept", HeaderValue::from_static("text/csv"));
    let sent = client().send(request, &Limits::default()).request.headers;
    assert_eq!(sent["accept"], "text/csv");
    assert_eq!(sent["accept-encoding"], "gzip, br, zstd");
    assert_eq!(sent["user-agent"], concat!("countersign/", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_refused_connection_is_a_fault() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let server = Server { address: listener.local_addr().expect("bound"), connections: Arc::default() };
    drop(listener);
    let fault = fault(client().send(server.get(), &Limits::default()));
    assert_fault(&fault, Code::ConnectRefused, Phase::Connect, "refused");
    assert!(fault.hint.is_some());
}

#[test]
fn a_name_without_an_address_is_a_fault() {
    let url = "http://no-such-host.invalid/".parse().expect("a URL");
    let request = Request { method: Method::GET, url, headers: HeaderMap::new(), body: None };
    assert_fault(&fault(client().send(request, &Limits::default())), Code::DnsFailed, Phase::Dns, "no address");
}

/// The fault of an https request to a server that does so.
fn tls_fault(acts: Vec<Act>) -> Fault {
    let options = ClientOptions { tls: Some(Tls::none().expect("TLS")), ..ClientOptions::default() };
    let client = BlockingClient::new(options).expect("a client");
    let server = Server::start(vec![acts]);
    let mut request = server.get();
    request.url.set_scheme("https").expect("a scheme");
    fault(client.send(request, &short()))
}

#[test]
fn a_failed_tls_handshake_is_a_fault() {
    let bad_request = Act::Write(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec());
    assert_fault(&tls_fault(vec![bad_request]), Code::TlsFailed, Phase::Tls, "does not speak TLS");
    assert_fault(&tls_fault(vec![]), Code::TlsFailed, Phase::Tls, "during the TLS handshake");
    assert_fault(&tls_fault(vec![Act::Reset]), Code::TlsFailed, Phase::Tls, "during the TLS handshake");
    assert_fault(&tls_fault(vec![Act::Hold]), Code::ConnectTimeout, Phase::Tls, "no TLS handshake within 60 ms");
}

#[test]
fn a_reset_before_the_head_is_not_retried_on_a_new_connection() {
    let server = Server::start(vec![vec![Act::Reset]]);
    let exchange = client().send(server.get(), &Limits::default());
    assert!(!exchange.retried);
    assert_fault(&fault(exchange), Code::ConnectionLost, Phase::Head, "reset the connection before a whole head");
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_connection_that_closes_before_the_head_ends_is_a_fault() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-le"] {
        assert_fault(&fault_of(head), Code::ConnectionLost, Phase::Head, "closed the connection before a whole head");
    }
}

#[test]
fn a_short_body_is_a_fault() {
    let fault = fault_of("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc");
    assert_fault(&fault, Code::BodyTruncated, Phase::Body, "3 of 10 bytes of the body came");
    assert_eq!(fault.received, 3);
}

#[test]
fn what_is_not_http_is_a_fault() {
    for (garbage, part) in [
        ("SSH-2.0-OpenSSH_9.6\r\n", "does not begin with `HTTP/1.1`"),
        ("\x15\x03\x01\0\x02\x02\x16\r\n\r\n", "does not begin with `HTTP/1.1`"),
        ("HTTP/1.1 twohundred OK\r\n\r\n", "not three digits"),
        ("HTTP/1.1 200 OK\r\nx\r\n\r\n", "no name, colon and value"),
        ("HTTP/1.1 101 X\r\nupgrade: websocket\r\n\r\n", "switched protocols to \"websocket\""),
    ] {
        assert_fault(&fault_of(garbage), Code::MalformedResponse, Phase::Head, part);
    }
}

#[test]
fn two_lengths_are_a_fault() {
    let fault = fault_of("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc");
    assert_fault(&fault, Code::BadFraming, Phase::Head, "Content-Lengths differ");
}

#[test]
fn garbage_between_chunks_is_a_fault() {
    let fault = fault_of("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
    assert_fault(&fault, Code::BadFraming, Phase::Body, "no proper chunk after that");
    assert_eq!(fault.received, 3);
}

#[test]
fn a_head_that_never_comes_is_a_fault() {
    let server = Server::start(vec![vec![Act::Read, Act::Hold]]);
    let fault = fault(client().send(server.get(), &short()));
    assert_fault(&fault, Code::HeadTimeout, Phase::Head, "no response head within 60 ms");
    assert!(fault.hint.is_some_and(|hint| hint.contains("`limits.first_byte`")));
}

#[test]
fn the_total_limit_holds_for_the_head_too() {
    let server = Server::start(vec![vec![Act::Read, Act::Hold]]);
    let limits = Limits { total: Duration::from_millis(50), ..Limits::default() };
    let fault = fault(client().send(server.get(), &limits));
    assert_fault(&fault, Code::HeadTimeout, Phase::Head, "no response head within 50 ms");
    assert!(fault.hint.is_some_and(|hint| hint.contains("`timeout`")));
}

#[test]
fn endless_interim_responses_are_a_fault() {
    let server = Server::start(vec![vec![Act::Read, Act::WriteForever("HTTP/1.1 102 Processing\r\n\r\n")]]);
    assert_fault(&fault(client().send(server.get(), &short())), Code::HeadTimeout, Phase::Head, "within 60 ms");
}

#[test]
fn a_body_that_stops_is_a_fault() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc";
    let server = Server::start(vec![vec![Act::Read, Act::Write(head.into()), Act::Hold]]);
    let fault = fault(client().send(server.get(), &short()));
    assert_fault(&fault, Code::BodyTimeout, Phase::Body, "3 of 10 bytes of the body came, and then nothing for 60 ms");
    assert_eq!(fault.received, 3);
}

#[test]
fn an_endless_body_is_a_fault() {
    let head = "HTTP/1.1 200 OK\r\n\r\n";
    let server = Server::start(vec![vec![Act::Read, Act::Write(head.into()), Act::WriteForever("zzzzzzzz")]]);
    let fault = fault(client().send(server.get(), &Limits { body: 1000, ..Limits::default() }));
    assert_fault(&fault, Code::BodyTooLarge, Phase::Body, "larger than 1000 bytes");
    assert!(fault.received > 1000);
}

#[test]
fn a_declared_length_over_the_limit_is_refused_unread() {
    let fault = fault_of("HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n");
    assert_fault(&fault, Code::BodyTooLarge, Phase::Body, "1001 bytes, over the limit of 1000");
    assert_eq!(fault.received, 0);
}

#[test]
fn the_length_in_an_answer_to_head_is_not_a_body() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 9999\r\n\r\n");
    let limits = Limits { body: 1000, ..Limits::default() };
    let response = client().send(server.request(Method::HEAD), &limits).outcome.expect("an answer");
    assert!(response.body.is_empty());
    assert_eq!(response.headers["content-length"], "9999");
}

fn encoded(encoding: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writes to memory")
}

#[test]
fn an_encoded_body_is_decoded_and_its_headers_stay() {
    let body = gzip(b"{\"status\": true}");
    let server = Server::answering(encoded("gzip", &body));
    let response = client().send(server.get(), &Limits::default()).outcome.expect("an answer");
    assert_eq!(&*response.body, b"{\"status\": true}");
    assert_eq!(response.encoded_length, body.len() as u64);
    assert_eq!(response.headers["content-encoding"], "gzip");
}

#[test]
fn a_bomb_is_a_fault() {
    let fault = fault_of(encoded("gzip", &gzip(&[0; 100_000])));
    assert_fault(&fault, Code::DecodedTooLarge, Phase::Decode, "more than 1000 bytes");
}

#[test]
fn a_body_that_cannot_be_decoded_is_a_fault() {
    let mut corrupt = gzip(b"{\"status\": true}");
    corrupt[12] ^= 0xff;
    assert_fault(&fault_of(encoded("gzip", &corrupt)), Code::DecodeFailed, Phase::Decode, "not valid gzip");
    assert_fault(&fault_of(encoded("snappy", b"abc")), Code::EncodingRefused, Phase::Decode, "\"snappy\"");
}

fn head_with(headers: usize) -> String {
    let lines: String = (0..headers - 1).map(|n| format!("x-{n}: {n}\r\n")).collect();
    format!("HTTP/1.1 200 OK\r\n{lines}content-length: 0\r\n\r\n")
}

#[test]
fn too_many_headers_are_a_fault() {
    assert_fault(&fault_of(head_with(200)), Code::HeadTooLarge, Phase::Head, "more than 100 headers");
    let limits = Limits { headers: 10, ..Limits::default() };
    let fault = fault(client().send(Server::answering(head_with(11)).get(), &limits));
    assert_fault(&fault, Code::HeadTooLarge, Phase::Head, "11 headers, over the limit of 10");
}

#[test]
fn the_limit_on_headers_can_be_raised() {
    let limits = Limits { headers: 300, ..Limits::default() };
    let client = BlockingClient::new(ClientOptions { limits, ..ClientOptions::default() }).expect("a client");
    let exchange = client.send(Server::answering(head_with(200)).get(), &limits);
    assert_eq!(exchange.outcome.expect("an answer").headers.len(), 200);
}

/// The first connection answers once and closes when it gets a second request.
fn stale() -> Server {
    let first = vec![Act::Read, Act::Write(OK.into()), Act::Read];
    Server::start(vec![first, vec![Act::Serve]])
}

#[test]
fn an_idempotent_request_on_a_stale_connection_is_sent_once_more() {
    let (server, client) = (stale(), client());
    assert!(!client.send(server.get(), &Limits::default()).retried);
    let exchange = client.send(server.get(), &Limits::default());
    assert!(exchange.retried);
    assert_eq!(exchange.outcome.expect("an answer").status, 200);
    assert_eq!(server.connections(), 2);
}

#[test]
fn other_requests_on_a_stale_connection_are_not() {
    let (server, client) = (stale(), client());
    assert!(client.send(server.get(), &Limits::default()).outcome.is_ok());
    let exchange = client.send(server.request(Method::POST), &Limits::default());
    assert!(!exchange.retried);
    assert_fault(&fault(exchange), Code::ConnectionLost, Phase::Head, "closed the connection before a whole head");
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_request_is_sent_at_most_twice() {
    let once = vec![Act::Read, Act::Write(OK.into()), Act::Read];
    let server = Server::start(vec![once, vec![Act::Read]]);
    let client = client();
    assert!(client.send(server.get(), &Limits::default()).outcome.is_ok());
    let exchange = client.send(server.get(), &Limits::default());
    assert!(exchange.retried);
    assert_fault(&fault(exchange), Code::ConnectionLost, Phase::Head, "closed");
    assert_eq!(server.connections(), 2);
}

#[test]
fn redirects_are_answers() {
    let server = Server::answering("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n");
    let response = client().send(server.get(), &Limits::default()).outcome.expect("an answer");
    assert_eq!(response.status, 302);
    assert_eq!(server.connections(), 1);
}

#[test]
fn requests_that_cannot_be_sent_are_named() {
    let server = Server::start(vec![vec![Act::Serve]]);
    let with_url = |url: &str| Request { url: url.parse().expect("a URL"), ..server.get() };
    let with_header = |name: &'static str, value: &'static str| {
        let mut request = Request { body: Some(Bytes::from_static(b"four")), ..server.request(Method::POST) };
        request.headers.insert(name, HeaderValue::from_static(value));
        request
    };
    for (request, part) in [
        (with_url("https://127.0.0.1/"), "https"),
        (with_url("ftp://127.0.0.1/"), "neither an http"),
        (with_url("http://user:pass@127.0.0.1/"), "credentials"),
        (with_header("content-length", "5"), "length of the body"),
        (with_header("transfer-encoding", "chunked"), "transfer-encoding"),
        (server.request(Method::CONNECT), "CONNECT"),
    ] {
        let fault = fault(client().send(request, &Limits::default()));
        assert_fault(&fault, Code::RequestUnsendable, Phase::Prepare, part);
    }
    assert_eq!(server.connections(), 0);
}
