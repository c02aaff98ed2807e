//! The proxy between a plain server and a plain client: what passes, what is told, and what is refused.

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{LIMITS, Proxy, ProxyOptions, Summary};
use crate::contract::fixture::in_order;
use crate::mock::proxy::forward::OnViolation;
use crate::mock::proxy::upstream::Upstream;
use crate::mock::served::{Observer, Served};
use crate::suite::model::{DuplicateKeys, Strictness, Undocumented};
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::exchange::{Limits, Request, Response};
use crate::wire::serve::{ServeOptions, ServerHandle, ServerRequest, ServerResponse, serve};

const API: &str = "openapi: 3.1.0\nservers: [{ url: /v1 }]\n\
                   paths: { /a: { get: { responses: { '200': { description: ok, content: { text/plain: {} } } } } } }\n";

#[derive(Debug, Default)]
struct Log(Mutex<Vec<String>>);

impl Observer for Log {
    fn served(&self, served: Served) {
        self.0.lock().unwrap().extend(served.violations);
    }
}

fn upstream(answer: impl Fn(ServerRequest) -> ServerResponse + Send + Sync + 'static) -> ServerHandle {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    serve(listener, Arc::new(answer), ServeOptions { workers: 1, ..ServeOptions::default() }).unwrap()
}

/// Asks for `/v1/a` through a proxy; the answer, what was told of it, and what was counted.
fn through(url: &str, limits: Limits) -> (Response, Vec<String>, Summary) {
    let log = Arc::new(Log::default());
    let proxy = Proxy::start(ProxyOptions {
        api: "a".to_owned(),
        contract: Arc::new(in_order(API)),
        upstream: Upstream::parse(url).unwrap(),
        tls: None,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        on_violation: OnViolation::Tell,
        strictness: Strictness { undocumented: Undocumented::Warn, duplicate_keys: DuplicateKeys::Fail },
        recorder: None,
        observer: Some(log.clone()),
        limits,
        serve: ServeOptions { workers: 1, ..ServeOptions::default() },
    })
    .unwrap();
    let (name, base) = proxy.base_url();
    assert!(name == "a" && base.ends_with("/v1"), "{base}");
    let url = format!("{base}/a").parse().unwrap();
    let request = Request { method: Method::GET, url, headers: HeaderMap::new(), body: None };
    let client = BlockingClient::new(ClientOptions::default()).unwrap();
    let exchange = client.send(request, &LIMITS);
    let told = log.0.lock().unwrap().clone();
    (exchange.outcome.unwrap(), told, proxy.stop())
}

fn text(body: Vec<u8>) -> ServerResponse {
    let mut response = ServerResponse::new(StatusCode::OK, body);
    response.headers.insert("content-type", HeaderValue::from_static("text/plain"));
    response
}

#[test]
fn a_server_that_takes_too_long_is_a_504() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let (response, told, summary) = through(&url, Limits { first_byte: Duration::from_millis(50), ..LIMITS });
    assert_eq!((response.status, response.json().unwrap()["code"].as_str()), (504, Some("CS0405")));
    assert!(told[0].starts_with("no answer: CS0405 "), "{told:?}");
    assert_eq!((summary.requests, summary.violating, summary.unanswered), (1, 0, 1));
}

#[test]
fn a_body_over_the_limit_is_refused_and_one_that_is_too_large_to_judge_passes() {
    let server = upstream(|request| {
        assert_eq!(request.target, "/v2/a");
        text(vec![b'x'; 11 << 20])
    });
    let url = format!("http://{}/v2", server.address());
    let (response, told, _) = through(&url, Limits { body: 1 << 20, ..LIMITS });
    assert_eq!((response.status, response.json().unwrap()["code"].as_str()), (502, Some("CS0409")), "{told:?}");
    let asked = Limits { body: 64 << 20, ..LIMITS };
    let (response, told, summary) = through(&url, asked);
    assert_eq!((response.status, response.body.len()), (200, 11 << 20));
    assert_eq!(told, ["response body: not judged: the body has 11534336 bytes"]);
    assert_eq!((summary.requests, summary.violating, summary.unanswered), (1, 1, 0));
}
