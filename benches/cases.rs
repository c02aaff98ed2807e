//! Whole cases per second against a loopback server, beside a bare loop of the same client on the same connection.

#[expect(dead_code, reason = "each benchmark uses its part of it")]
mod fixture;

use std::sync::Arc;
use std::time::Duration;

use countersign::judge::verdict::Verdict;
use countersign::run::attempts::run_attempts;
use countersign::run::session::Session;
use countersign::run::watch::Watch;
use countersign::suite::plan::select::{Selection, Trial, select};
use countersign::wire::client::{BlockingClient, ClientOptions};
use countersign::wire::exchange::{Limits, Request};
use countersign::wire::serve::ServerHandle;
use divan::Bencher;
use divan::counter::ItemsCount;
use http::{HeaderMap, HeaderValue, Method};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: usize = 1000;

fn main() {
    divan::main();
}

fn scene() -> (Session, Vec<Trial>, ServerHandle) {
    let contract = fixture::contract();
    let server = fixture::server(fixture::invoice(&contract));
    let suite = fixture::Project::new(CASES).load();
    let trials = select(&suite, &Selection::default(), &Default::default());
    (fixture::session(suite, contract, &server), trials, server)
}

/// From the plan to the verdict: request made, sent, answer parsed and judged by the whole contract.
#[divan::bench(sample_count = 20)]
fn whole_cases(bencher: Bencher) {
    let (session, trials, _server) = scene();
    let client = BlockingClient::new(ClientOptions::default()).expect("a client");
    bencher.counter(ItemsCount::new(CASES)).bench_local(|| {
        let watch = Watch::new(trials.len(), 1);
        for (index, trial) in trials.iter().enumerate() {
            let lease = watch.begin(index, Duration::from_secs(30)).expect("not cancelled");
            let report = run_attempts(&session, trial, &client, &lease);
            assert_eq!(report.verdict, Verdict::Passed, "{report:?}");
            watch.settle(index);
        }
    });
}

/// The same requests over the same client, and nothing else.
#[divan::bench(sample_count = 20)]
fn bare_client(bencher: Bencher) {
    let (session, _, server) = scene();
    let client = BlockingClient::new(ClientOptions::default()).expect("a client");
    let url = format!("http://{}/api/invoices/1", server.address()).parse().expect("a URL");
    let headers = HeaderMap::from_iter([("authtoken".parse().expect("a name"), HeaderValue::from_static("token"))]);
    let request = Request { method: Method::GET, url, headers, body: None };
    bencher.counter(ItemsCount::new(CASES)).bench_local(|| {
        for _ in 0..CASES {
            let exchange = Arc::new(client.send(request.clone(), &Limits::default()));
            assert!(exchange.outcome.is_ok(), "{exchange:?}");
        }
    });
    drop(session);
}
