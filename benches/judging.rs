//! Checks per second on the documented invoice, beside parsing its body and the bare validator.

#[expect(dead_code, reason = "each benchmark uses its part of it")]
mod fixture;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use countersign::contract::description::Contract;
use countersign::contract::dialect::Direction;
use countersign::judge::exchange::judge;
use countersign::judge::judgement::{Documented, Judgement};
use countersign::judge::schemas::NoSchemas;
use countersign::suite::model::{DuplicateKeys, Expect, StatusPattern, Statuses, Undocumented};
use countersign::suite::template::scope::Scope;
use countersign::value::json;
use countersign::wire::exchange::{Exchange, Request, Response};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use http::{HeaderMap, HeaderValue, Method};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn exchange(body: &Bytes) -> Arc<Exchange> {
    let json = HeaderValue::from_static("application/json");
    let answered = HeaderMap::from_iter([(http::header::CONTENT_TYPE, json)]);
    let sent = HeaderMap::from_iter([("authtoken".parse().expect("a name"), HeaderValue::from_static("token"))]);
    let url = "http://127.0.0.1/api/invoices/1".parse().expect("a URL");
    Arc::new(Exchange {
        request: Request { method: Method::GET, url, headers: sent, body: None },
        outcome: Ok(Response::new(200, answered, body.clone(), body.len() as u64)),
        started: Instant::now(),
        elapsed: Duration::from_millis(1),
        retried: false,
        asked: None,
    })
}

fn checks(contract: &Contract, expect: &Expect, exchange: Arc<Exchange>) -> usize {
    let scope = Scope::new().with_response(exchange.clone());
    let operation = contract.operation(&Method::GET, "/api/invoices/{id}").expect("documented");
    let judged = judge(
        &Judgement {
            expect,
            scope: &scope,
            documented: Some(Documented { contract, operation }),
            schemas: &NoSchemas,
            invalid: None,
            unauthenticated: false,
            undocumented: Undocumented::Fail,
            strict: false,
            duplicate_keys: DuplicateKeys::Fail,
            snapshot: None,
        },
        &exchange,
    );
    assert!(judged.checks.iter().all(|check| check.findings.is_empty()), "{:?}", judged.checks);
    judged.checks.len()
}

/// Request, status, content type, schema and undocumented properties, from the bytes of the body on.
#[divan::bench]
fn checks_of_an_invoice(bencher: Bencher) {
    let contract = fixture::contract();
    let body = fixture::invoice(&contract);
    let status = Statuses { any: vec![StatusPattern::Exact(200)], span: Default::default() };
    let expect = Expect { status: Some(status), ..Expect::default() };
    let made = checks(&contract, &expect, exchange(&body));
    bencher
        .counter(ItemsCount::new(made))
        .with_inputs(|| exchange(&body))
        .bench_values(|exchange| checks(&contract, &expect, exchange));
}

/// The body parsed exactly, duplicate keys refused.
#[divan::bench]
fn body_parsed(bencher: Bencher) {
    let body = fixture::invoice(&fixture::contract());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| json::parse(black_box(&body)));
}

/// The same body through serde_json, where the last of two equal keys wins.
#[divan::bench]
fn body_parsed_by_serde_json(bencher: Bencher) {
    let body = fixture::invoice(&fixture::contract());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| serde_json::from_slice::<serde_json::Value>(black_box(&body)));
}

/// The validator alone, on the parsed body.
#[divan::bench]
fn schema_alone(bencher: Bencher) {
    let contract = fixture::contract();
    let value = json::parse(&fixture::invoice(&contract)).expect("JSON");
    let operation = contract.operation(&Method::GET, "/api/invoices/{id}").expect("documented");
    let place = operation.response(200).and_then(|response| response.content[0].schema.as_ref()).expect("a schema");
    let schema = contract.schema(place, Direction::Response).expect("compiles");
    bencher.counter(ItemsCount::new(1_usize)).bench(|| schema.is_valid(black_box(&value)));
}

/// The search for undocumented properties alone.
#[divan::bench]
fn undocumented_alone(bencher: Bencher) {
    let contract = fixture::contract();
    let value = json::parse(&fixture::invoice(&contract)).expect("JSON");
    let operation = contract.operation(&Method::GET, "/api/invoices/{id}").expect("documented");
    let place = operation.response(200).and_then(|response| response.content[0].schema.as_ref()).expect("a schema");
    let schema = contract.schema(place, Direction::Response).expect("compiles");
    bencher.counter(ItemsCount::new(1_usize)).bench(|| schema.undocumented(black_box(&value)));
}
