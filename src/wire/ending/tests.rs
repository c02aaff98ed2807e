//! Every way to break off, as the bytes that arrive and as our own client takes them.

use std::io::ErrorKind;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::source::code::Code;
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::delivery::{Delivery, Flaw, Point};
use crate::wire::exchange::{Limits, Phase, Request};
use crate::wire::fixture::{rest, sent, server_with};
use crate::wire::serve::{Patience, ServeOptions, ServerHandle, ServerRequest, ServerResponse};

const BODY: &str = "0123456789";

fn delivering(delivery: Delivery, body: &'static str, idle: Duration) -> ServerHandle {
    let patience = Patience { idle, ..Patience::default() };
    let options = ServeOptions { patience, ..ServeOptions::default() };
    server_with(options, move |_: ServerRequest| {
        let mut response = ServerResponse { delivery, ..ServerResponse::new(StatusCode::OK, body) };
        response.headers.insert("x-own", HeaderValue::from_static("1"));
        response
    })
}

/// The bytes that arrive, and how the connection ends.
fn arrives(delivery: Delivery, method: &str, body: &'static str) -> (String, Option<ErrorKind>) {
    let request = format!("{method} / HTTP/1.1\r\nhost: x\r\n\r\n");
    let (bytes, error) = rest(sent(&delivering(delivery, body, Duration::from_millis(60)), request.as_bytes()));
    (String::from_utf8_lossy(&bytes).into_owned(), error)
}

const HEAD: &str = "HTTP/1.1 200 OK\r\nx-own: 1\r\ncontent-length: 10\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nx-own: 1\r\ntransfer-encoding: chunked\r\n\r\n";

#[test]
fn every_fault_arrives_as_it_should_not() {
    let reset = Some(ErrorKind::ConnectionReset);
    let declared = |length: u64| HEAD.replace("10", &length.to_string()) + BODY;
    let expected = [
        (Delivery::Reset(Point::Start), String::new(), reset),
        (Delivery::Reset(Point::Head), HEAD[..HEAD.len() / 2].to_owned(), reset),
        (Delivery::Reset(Point::Body), format!("{HEAD}01234"), reset),
        (Delivery::Empty, String::new(), None),
        (Delivery::Truncated { length: 4 }, format!("{HEAD}0123"), None),
        (Delivery::BadChunk(Flaw::Size), format!("{CHUNKED}5\r\n01234\r\nno number\r\n56789\r\n"), None),
        (Delivery::BadChunk(Flaw::NoEnd), format!("{CHUNKED}a\r\n0123456789\r\n"), None),
        (Delivery::Declared { length: 20 }, declared(20), None),
        (Delivery::Declared { length: 5 }, declared(5), None),
    ];
    for (delivery, bytes, error) in expected {
        assert_eq!(arrives(delivery, "GET", BODY), (bytes, error), "{delivery:?}");
    }
    let (garbage, error) = arrives(Delivery::Garbage, "GET", BODY);
    assert!(!garbage.starts_with("HTTP") && garbage.contains("this is no HTTP") && error.is_none(), "{garbage:?}");
}

#[test]
fn without_a_body_the_head_is_what_breaks() {
    let half = HEAD[..HEAD.len() / 2].to_owned();
    for delivery in
        [Delivery::Truncated { length: 4 }, Delivery::BadChunk(Flaw::Size), Delivery::Declared { length: 3 }]
    {
        assert_eq!(arrives(delivery, "HEAD", BODY), (half.clone(), None), "{delivery:?}");
    }
    let reset = Some(ErrorKind::ConnectionReset);
    assert_eq!(arrives(Delivery::Reset(Point::Body), "HEAD", BODY), (half, reset));
    let (head, error) = arrives(Delivery::Truncated { length: 0 }, "GET", "");
    assert!(head.starts_with("HTTP/1.1 200") && !head.contains("\r\n\r\n") && error.is_none(), "{head:?}");
}

#[test]
fn our_own_client_tells_every_fault_from_an_answer() {
    let fault = |delivery: Delivery| {
        let server = delivering(delivery, BODY, Duration::from_secs(3600));
        // Only where nothing more comes is there no other end to wait for.
        let endless = matches!(delivery, Delivery::Declared { length: 20 });
        let idle = if endless { Duration::from_millis(30) } else { Limits::default().idle };
        let limits = Limits { idle, ..Limits::default() };
        let url = format!("http://{}/", server.address()).parse().expect("a URL");
        let request = Request { method: Method::GET, url, headers: HeaderMap::new(), body: None };
        let client = BlockingClient::new(ClientOptions::default()).expect("a client");
        let exchange = client.send(request, &limits);
        exchange.outcome.map(|response| response.body).map_err(|fault| (fault.code, fault.phase))
    };
    let expected = [
        (Delivery::Reset(Point::Start), Code::ConnectionLost, Phase::Head),
        (Delivery::Reset(Point::Head), Code::ConnectionLost, Phase::Head),
        (Delivery::Reset(Point::Body), Code::ConnectionLost, Phase::Body),
        (Delivery::Empty, Code::ConnectionLost, Phase::Head),
        (Delivery::Truncated { length: 4 }, Code::BodyTruncated, Phase::Body),
        (Delivery::BadChunk(Flaw::Size), Code::BadFraming, Phase::Body),
        (Delivery::BadChunk(Flaw::NoEnd), Code::BodyTruncated, Phase::Body),
        (Delivery::Garbage, Code::MalformedResponse, Phase::Head),
        (Delivery::Declared { length: 20 }, Code::BodyTimeout, Phase::Body),
    ];
    for (delivery, code, phase) in expected {
        assert_eq!(fault(delivery), Err((code, phase)), "{delivery:?}");
    }
    assert_eq!(fault(Delivery::Declared { length: 5 }).as_deref(), Ok(&b"01234"[..]));
}
