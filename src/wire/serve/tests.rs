//! The server, asked over raw sockets and by our own client.

use std::net::TcpStream;
use std::sync::{Barrier, mpsc};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{ServeOptions, ServerHandle, ServerRequest, ServerResponse};
use crate::source::code::Code;
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::delivery::{Delivery, Point};
use crate::wire::exchange::{Exchange, Limits, Phase, Request};
use crate::wire::fixture::{echo, raw, server, server_with};

fn request(server: &ServerHandle, method: Method, body: Option<&'static [u8]>) -> Request {
    let url = format!("http://{}/a%2Fb?q=1", server.address()).parse().expect("a URL");
    Request { method, url, headers: HeaderMap::new(), body: body.map(Bytes::from_static) }
}

fn get(server: &ServerHandle) -> Exchange {
    let client = BlockingClient::new(ClientOptions::default()).expect("a client");
    client.send(request(server, Method::GET, None), &Limits::default())
}

#[test]
fn a_request_arrives_as_sent() {
    let server = server(echo);
    let client = BlockingClient::new(ClientOptions::default()).expect("a client");
    let exchange = client.send(request(&server, Method::PUT, Some(b"body")), &Limits::default());
    assert_eq!(&*exchange.outcome.expect("an answer").body, b"PUT /a%2Fb?q=1 body");
}

#[test]
fn a_chunked_body_arrives_in_one_piece() {
    let head = "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n";
    let answer = raw(&server(echo), format!("{head}3\r\ncon\r\n5\r\ntract\r\n0\r\n\r\n").as_bytes());
    assert!(answer.ends_with("POST / contract"), "{answer}");
}

#[test]
fn only_what_http_needs_is_added() {
    let handler = |_: ServerRequest| {
        let mut response = ServerResponse::new(StatusCode::CREATED, "{}");
        response.headers.insert("content-length", HeaderValue::from_static("77"));
        response.headers.insert("x-own", HeaderValue::from_static("1"));
        response
    };
    let answer = raw(&server(handler), b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let mut names: Vec<&str> = answer.lines().skip(1).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    names.sort_unstable();
    assert_eq!(names, ["connection", "content-length", "date", "x-own"]);
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n") && answer.contains("content-length: 2\r\n"), "{answer}");
}

#[test]
fn an_answer_to_head_has_the_length_and_no_body() {
    let answer = raw(&server(echo), b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(answer.contains("content-length: 7\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn bodies_and_heads_over_their_limits_are_refused() {
    let server = server_with(ServeOptions { body: 10, head: 10_000, ..ServeOptions::default() }, echo);
    for body in ["content-length: 11\r\n\r\n", "transfer-encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n"] {
        let answer = raw(&server, format!("POST / HTTP/1.1\r\nhost: x\r\n{body}").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    }
    let long = "z".repeat(10_001);
    let answer = raw(&server, format!("GET / HTTP/1.1\r\nhost: x\r\nx: {long}\r\n\r\n").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}

fn delivering(delivery: Delivery) -> ServerHandle {
    server(move |_| ServerResponse { delivery, ..ServerResponse::new(StatusCode::OK, "0123456789") })
}

#[test]
fn a_truncated_body_is_cut_where_asked() {
    let fault = get(&delivering(Delivery::Truncated { length: 4 })).outcome.expect_err("the body ends early");
    assert_eq!((fault.code, fault.phase, fault.received), (Code::BodyTruncated, Phase::Body, 4));
}

#[test]
fn a_reset_is_a_reset() {
    let fault = get(&delivering(Delivery::Reset(Point::Start))).outcome.expect_err("no answer");
    assert_eq!((fault.code, fault.phase), (Code::ConnectionLost, Phase::Head));
    assert!(fault.message.contains("reset"), "{fault:?}");
}

#[test]
fn a_slow_body_arrives_whole_and_late() {
    let pause = Duration::from_millis(5);
    let exchange = get(&delivering(Delivery::Slow { chunk: 4, pause }));
    assert_eq!(&*exchange.outcome.expect("an answer").body, b"0123456789");
    assert!(exchange.elapsed >= 2 * pause, "{:?}", exchange.elapsed);
}

#[test]
fn a_delay_comes_before_the_answer() {
    let delay = Some(Duration::from_millis(10));
    let server = server(move |_| ServerResponse { delay, ..ServerResponse::new(StatusCode::OK, "late") });
    assert!(get(&server).elapsed >= Duration::from_millis(10));
}

#[test]
fn a_handler_that_panics_costs_only_its_answer() {
    let server = server(|request: ServerRequest| {
        assert!(request.method != Method::PUT, "on purpose");
        echo(request)
    });
    let client = BlockingClient::new(ClientOptions::default()).expect("a client");
    let exchange = client.send(request(&server, Method::PUT, None), &Limits::default());
    assert_eq!(exchange.outcome.expect("an answer").status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(get(&server).outcome.is_ok());
}

#[test]
fn workers_answer_at_the_same_time() {
    let both = Barrier::new(2);
    let options = ServeOptions { workers: 2, ..ServeOptions::default() };
    let server = server_with(options, move |request: ServerRequest| {
        // Passes only once two requests are being handled.
        both.wait();
        echo(request)
    });
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert!(get(&server).outcome.is_ok()));
        }
    });
}

#[test]
fn a_connection_over_the_limit_waits_for_its_turn() {
    let server = server_with(ServeOptions { connections: 1, ..ServeOptions::default() }, echo);
    let first = TcpStream::connect(server.address()).expect("connects");
    let limits = Limits { first_byte: Duration::from_millis(50), ..Limits::default() };
    let client = BlockingClient::new(ClientOptions::default()).expect("a client");
    let waiting = client.send(request(&server, Method::GET, None), &limits);
    assert_eq!(waiting.outcome.expect_err("nobody answers").code, Code::HeadTimeout);
    drop(first);
    assert!(get(&server).outcome.is_ok());
}

#[test]
fn dropping_the_handle_finishes_what_is_under_way() {
    let (entered, entry) = mpsc::channel();
    let (leave, left) = mpsc::channel::<()>();
    let left = std::sync::Mutex::new(left);
    let server = server(move |request: ServerRequest| {
        entered.send(()).expect("the test waits");
        left.lock().expect("one request").recv().expect("the test sends");
        echo(request)
    });
    let address = server.address();
    let idle = BlockingClient::new(ClientOptions::default()).expect("a client");
    let request = request(&server, Method::GET, None);
    let answer = std::thread::spawn(move || idle.send(request, &Limits::default()));
    entry.recv().expect("the request arrives");
    let stopping = std::thread::spawn(move || drop(server));
    leave.send(()).expect("the handler waits");
    assert!(answer.join().expect("no panic").outcome.is_ok());
    stopping.join().expect("stops");
    assert!(TcpStream::connect(address).is_err());
}
