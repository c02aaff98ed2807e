//! Clients of every kind, over raw sockets: each costs its own connection at most.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::wire::fixture::{echo, next, raw, rest, sent, server, server_with};
use crate::wire::serve::{
    Handler, Patience, Reply, RequestHead, ServeOptions, ServerHandle, ServerRequest, ServerResponse,
};

const GET: &[u8] = b"GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
const LAST: &[u8] = b"GET /z HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
const SOON: Duration = Duration::from_millis(60);
const NEVER: Duration = Duration::from_secs(3600);

/// Patient in everything.
fn patient() -> Patience {
    Patience { idle: NEVER, head: NEVER, body: NEVER, stall: NEVER }
}

fn hurried(patience: Patience) -> ServerHandle {
    server_with(ServeOptions { patience, ..ServeOptions::default() }, echo)
}

/// Others are served as ever.
fn serves(server: &ServerHandle) {
    assert!(raw(server, LAST).ends_with("GET /z "));
}

#[test]
fn what_is_no_http_is_told_so_and_the_connection_closed() {
    let server = server(echo);
    let cases: [(&[u8], &str, &str); 18] = [
        (b"GET /\r\n\r\n", "400", "first line"),
        (b"hello\r\n\r\n", "400", "does not begin with a method"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "400", "does not begin with a method"),
        (b"GET / HTTP/3.0\r\n\r\n", "400", "first line"),
        (b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n", "400", "first line"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", "400", "header of the request is malformed"),
        (b"GET / HTTP/1.1\r\nhost: x\r\nx: a\x00b\r\n\r\n", "400", "header of the request is malformed"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400", "HTTP/2 is not spoken here"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n", "400", "content-length is no number"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab", "400", "content-length"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip\r\n\r\n", "400", "transfer-encoding"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "400", "`chunked`, once"),
        (
            b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "400",
            "two lengths",
        ),
        (b"GET / HTTP/1.1\nhost: x\r\n\r\n", "400", "line feed"),
        (b"GET / HTTP/1.1\r\nhost: x\n\n", "400", "line feed"),
        (b"GET / HTTP/1.1\r\n\r\n", "400", "host header is missing"),
        (b"GET * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "400", "for OPTIONS only"),
        (b"CONNECT a:1 HTTP/1.1\r\nhost: x\r\n\r\n", "501", "no proxy"),
    ];
    for (request, status, detail) in cases {
        let answer = raw(&server, request);
        let what = String::from_utf8_lossy(request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what:?}: {answer}");
        assert!(answer.contains("connection: close\r\n") && answer.contains(detail), "{what:?}: {answer}");
    }
    serves(&server);
}

#[test]
fn what_follows_an_answer_and_is_no_http_ends_the_connection() {
    let server = server(echo);
    let answers = raw(&server, &[GET, b"\x00\x00\x00\r\n\r\n"].concat());
    assert!(answers.starts_with("HTTP/1.1 200 ") && answers.contains("HTTP/1.1 400 "), "{answers}");
}

#[test]
fn a_flood_of_headers_and_a_long_target_are_refused() {
    let server = server(echo);
    let many = "x: y\r\n".repeat(101);
    let flood = |head: &str| raw(&server, format!("{head}host: x\r\nconnection: close\r\n\r\n").as_bytes());
    assert!(flood(&format!("GET / HTTP/1.1\r\n{many}")).starts_with("HTTP/1.1 431 "));
    let large = "z".repeat(2 << 20);
    assert!(flood(&format!("GET / HTTP/1.1\r\nx: {large}\r\n")).starts_with("HTTP/1.1 431 "));
    assert!(flood(&format!("GET /{} HTTP/1.1\r\n", "z".repeat(65_000))).starts_with("HTTP/1.1 200 "));
    assert!(flood(&format!("GET /{} HTTP/1.1\r\n", "z".repeat(66_000))).starts_with("HTTP/1.1 4"));
    serves(&server);
}

#[test]
fn requests_sent_at_once_are_answered_in_order() {
    let many = (0..100).map(|n| format!("GET /{n} HTTP/1.1\r\nhost: x\r\n\r\n")).collect::<String>();
    let answers = raw(&server(echo), [many.as_bytes(), LAST].concat().as_slice());
    let order: Vec<&str> = answers.split("GET /").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
    assert_eq!(order.len(), 101);
    assert!(order.iter().take(100).enumerate().all(|(n, found)| *found == n.to_string()), "{order:?}");
}

#[test]
fn a_client_that_has_said_everything_still_gets_its_answer() {
    let later = |_: ServerRequest| ServerResponse {
        delay: Some(Duration::from_millis(5)),
        ..ServerResponse::new(http::StatusCode::OK, "late")
    };
    let server = server(later);
    let stream = sent(&server, GET);
    stream.shutdown(Shutdown::Write).unwrap();
    assert!(String::from_utf8(rest(stream).0).unwrap().ends_with("late"));
}

#[test]
fn a_connection_that_ends_within_a_request_is_told_so() {
    let server = server(echo);
    for (part, detail) in [
        (&b"GET / HT"[..], "in the middle of a head"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc", "ends early"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", "malformed"),
    ] {
        let stream = sent(&server, part);
        stream.shutdown(Shutdown::Write).unwrap();
        let answer = String::from_utf8(rest(stream).0).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(detail), "{answer}");
    }
    serves(&server);
}

#[test]
fn targets_with_a_host_and_the_server_itself_are_understood() {
    let server = server(echo);
    let ask = |line: &str| raw(&server, format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes());
    assert!(ask("GET http://x/a?b=1").ends_with("GET /a?b=1 "));
    assert!(ask("GET http://x").ends_with("GET / "));
    let about = ask("OPTIONS *");
    assert!(about.starts_with("HTTP/1.1 204 ") && about.contains("allow: GET, "), "{about}");
}

#[test]
fn http_1_0_closes_unless_asked_to_go_on() {
    let server = server(echo);
    let answer = raw(&server, b"GET / HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 200 ") || answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let mut stream = sent(&server, b"GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
    let answer = next(&mut stream);
    assert!(answer.contains("connection: keep-alive\r\n"), "{answer}");
    stream.write_all(b"GET /2 HTTP/1.0\r\n\r\n").unwrap();
    assert!(String::from_utf8(rest(stream).0).unwrap().ends_with("GET /2 "));
}

#[test]
fn a_body_that_is_too_large_is_refused_at_once_and_read_to_its_end() {
    let server = server_with(ServeOptions { body: 1000, patience: patient(), ..ServeOptions::default() }, echo);
    // All of it is written before anything is read.
    for head in ["content-length: 100000000\r\n\r\n", "transfer-encoding: chunked\r\n\r\n5F5E100\r\n"] {
        let mut stream = sent(&server, format!("POST / HTTP/1.1\r\nhost: x\r\n{head}").as_bytes());
        let part = vec![0; 1_000_000];
        (0..100).for_each(|_| stream.write_all(&part).expect("the server goes on reading"));
        stream.shutdown(Shutdown::Write).unwrap();
        let (answer, error) = rest(stream);
        let answer = String::from_utf8(answer).unwrap();
        assert_eq!(error, None);
        assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("larger than 1000 bytes"), "{answer}");
    }
    serves(&server);
}

#[test]
fn nobody_is_asked_to_send_a_body_that_is_too_large() {
    let server = server_with(ServeOptions { body: 10, ..ServeOptions::default() }, echo);
    let asking = |length: usize| {
        let request = format!("POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: {length}\r\n\r\n");
        sent(&server, request.as_bytes())
    };
    let mut small = asking(3);
    assert!(next(&mut small).starts_with("HTTP/1.1 100 "));
    small.write_all(b"abc").unwrap();
    assert!(next(&mut small).ends_with("POST / abc"));
    let mut large = asking(11);
    assert!(next(&mut large).starts_with("HTTP/1.1 413 "));
}

#[test]
fn one_message_is_never_taken_for_two() {
    let server = server(echo);
    let post = |head: &str, rest: &str| format!("POST /a HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n{rest}");
    let hidden = "GET /hidden HTTP/1.1\r\nhost: x\r\n\r\n";
    for (head, body) in [
        ("content-length: 4\r\ncontent-length: 5", hidden),
        ("content-length: 4, 5", hidden),
        ("content-length: +4", hidden),
        ("content-length: 4 4", hidden),
        ("content-length: 0x4", hidden),
        ("content-length: 99999999999999999999", hidden),
        ("content-length : 4", hidden),
        (" content-length: 4", hidden),
        ("x: a\r\n content-length: 4", hidden),
        ("x: a\rcontent-length: 4", hidden),
        ("transfer-encoding: chunked, identity", hidden),
        ("transfer-encoding: xchunked", hidden),
        ("transfer-encoding: identity", hidden),
        ("transfer-encoding: \"chunked\"", hidden),
        ("transfer-encoding: chunked", "-1\r\nabc"),
        ("transfer-encoding: chunked", "fffffffffffffffff\r\nabc"),
        ("transfer-encoding: chunked", "3 x\r\nabc\r\n0\r\n\r\n"),
        ("transfer-encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n"),
    ] {
        let answers = raw(&server, post(head, body).as_bytes());
        assert!(answers.starts_with("HTTP/1.1 4"), "{head:?}: {answers}");
        assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{head:?}: {answers}");
    }
    // Both at once: the chunks count, and the length is not seen by anybody (RFC 9112, section 6.3).
    let both = post("content-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close", "0\r\n\r\nGET /hidden");
    let answers = raw(&server, both.as_bytes());
    assert!(!answers.contains("/hidden"), "{answers}");
    serves(&server);
}

#[test]
fn bodies_share_a_bound_and_one_that_ends_makes_room() {
    let server = server_with(ServeOptions { bodies: 3000, patience: patient(), ..ServeOptions::default() }, echo);
    let post = |length: usize| format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n");
    let mut waiting: Vec<TcpStream> = (0..2).map(|_| sent(&server, post(1001).as_bytes())).collect();
    waiting.iter_mut().for_each(|stream| stream.write_all(&[b'a'; 1000]).unwrap());
    // The third is refused once the two before it have been read, which nobody can see from outside.
    let is_refused = |answer: String| answer.starts_with("HTTP/1.1 503 ") && answer.contains("all the memory");
    assert!((0..100_000).any(|_| is_refused(third(&server))));
    for mut stream in waiting {
        stream.write_all(b"z").unwrap();
        assert!(next(&mut stream).ends_with("az"));
    }
    assert!(third(&server).starts_with("HTTP/1.1 200 "), "there is room again");
    serves(&server);
}

/// The answer to a body of 1500 bytes.
fn third(server: &ServerHandle) -> String {
    let head = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1500\r\n\r\n";
    next(&mut sent(server, &[head.as_slice(), &[b'b'; 1500]].concat()))
}

struct Closed;

impl Handler for Closed {
    fn at_once(&self, head: &RequestHead<'_>) -> Option<ServerResponse> {
        assert!(head.target.path() != "/bug", "on purpose");
        (!head.headers.contains_key("key")).then(|| ServerResponse::new(http::StatusCode::UNAUTHORIZED, "no key"))
    }

    fn handle(&self, request: ServerRequest) -> Reply {
        Reply::Now(echo(request))
    }
}

#[test]
fn what_the_head_settles_waits_for_no_body() {
    let server = server_with(ServeOptions { patience: patient(), ..ServeOptions::default() }, Closed);
    let post = |head: &str| format!("POST / HTTP/1.1\r\nhost: x\r\n{head}content-length: 3\r\n\r\n");
    let mut refused = sent(&server, post("").as_bytes());
    let answer = next(&mut refused);
    assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("connection: close\r\n"), "{answer}");
    let mut asking = sent(&server, post("expect: 100-continue\r\n").as_bytes());
    assert!(next(&mut asking).starts_with("HTTP/1.1 401 "), "nobody is asked for what is not read");
    let answers = raw(&server, &[GET, b"GET / HTTP/1.1\r\nhost: x\r\nkey: 1\r\nconnection: close\r\n\r\n"].concat());
    assert!(
        answers.starts_with("HTTP/1.1 401 ") && answers.ends_with("GET / "),
        "without a body it goes on: {answers}"
    );
    assert!(raw(&server, b"GET /bug HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").starts_with("HTTP/1.1 500 "));
}

#[test]
fn a_client_that_is_late_loses_its_own_connection() {
    let server = hurried(Patience { head: SOON, body: SOON, ..patient() });
    let head = raw(&server, b"GET / HTTP/1.1\r\nhost: x\r\nx: ");
    assert!(head.starts_with("HTTP/1.1 408 ") && head.contains("the head of the request took too long"), "{head}");
    let body = raw(&server, b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc");
    assert!(body.starts_with("HTTP/1.1 408 ") && body.contains("the body of the request took too long"), "{body}");
    serves(&server);
}

#[test]
fn dripping_does_not_help() {
    let server = hurried(Patience { head: SOON, ..patient() });
    let mut stream = sent(&server, b"GET / HTTP/1.1\r\nhost: x\r\nx: ");
    let mut reading = stream.try_clone().unwrap();
    let dripping = std::thread::spawn(move || while stream.write_all(b"y").is_ok() {});
    let mut answer = [0; 12];
    // A head of single bytes is too large before it is late, when they come fast.
    reading.read_exact(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 4"), "{answer:?}");
    drop(reading.shutdown(Shutdown::Both));
    dripping.join().unwrap();
}

#[test]
fn idle_connections_are_closed_without_a_word() {
    let server = hurried(Patience { idle: SOON, ..patient() });
    assert_eq!(rest(sent(&server, b"")), (Vec::new(), None), "before a first request");
    let mut stream = sent(&server, GET);
    assert!(next(&mut stream).ends_with("GET /a "));
    assert_eq!(rest(stream), (Vec::new(), None), "after one");
}

#[test]
fn a_client_that_takes_nothing_is_cut_off() {
    let large = |_: ServerRequest| ServerResponse::new(http::StatusCode::OK, vec![0; 64 << 20]);
    let options =
        ServeOptions { patience: Patience { stall: SOON, ..patient() }, connections: 1, ..ServeOptions::default() };
    let server = server_with(options, large);
    let stuck = sent(&server, GET);
    // There is one place, which is free again only when the first has lost it.
    let mut second = sent(&server, b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let mut answer = [0; 12];
    second.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    drop(stuck);
}

#[test]
fn idle_connections_make_room_for_others() {
    let patience = Patience { stall: SOON, ..patient() };
    let server = server_with(ServeOptions { connections: 3, patience, ..ServeOptions::default() }, echo);
    let idle: Vec<TcpStream> = (0..3).map(|_| sent(&server, b"")).collect();
    serves(&server);
    drop(idle);
}

#[test]
fn hundreds_of_connections_are_served_side_by_side() {
    let server = server(echo);
    let mut streams: Vec<TcpStream> = (0..400).map(|_| sent(&server, b"GET /a HTTP/1.1\r\nho")).collect();
    for stream in &mut streams {
        stream.write_all(b"st: x\r\n\r\n").unwrap();
    }
    assert!(streams.iter_mut().all(|stream| next(stream).ends_with("GET /a ")));
    serves(&server);
}

struct Later;

impl Handler for Later {
    fn handle(&self, request: ServerRequest) -> Reply {
        Reply::Later(Box::pin(async move {
            tokio::task::yield_now().await;
            assert!(request.target.path() != "/bug", "on purpose");
            echo(request)
        }))
    }
}

#[test]
fn a_bug_in_what_comes_later_costs_one_answer() {
    let server = server_with(ServeOptions::default(), Later);
    let answers = raw(&server, &[b"GET /bug HTTP/1.1\r\nhost: x\r\n\r\n", LAST].concat());
    assert!(answers.starts_with("HTTP/1.1 500 ") && answers.ends_with("GET /z "), "{answers}");
}

#[test]
fn an_answer_that_would_be_none_is_a_500() {
    let early = |_: ServerRequest| ServerResponse::new(http::StatusCode::EARLY_HINTS, "");
    assert!(raw(&server(early), LAST).starts_with("HTTP/1.1 500 "));
}
