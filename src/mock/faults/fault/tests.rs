//! Whom faults and delays befall, and how.

use std::time::Duration;

use http::StatusCode;

use super::{Delay, Fault, Lots};
use crate::wire::delivery::{Delivery, Flaw};
use crate::wire::serve::ServerResponse;

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn sequence(lots: &Lots, seed: u64, session: &str, operation: &str) -> Vec<Option<String>> {
    let faults = ["reset:0.2", "status=503:0.3"].map(|text| text.parse().unwrap());
    let draw = |_| lots.draw(seed, session, operation, None, &faults).1.map(|fault| fault.to_string());
    (0..200).map(draw).collect()
}

#[test]
fn a_sequence_is_a_function_of_seed_session_and_operation() {
    let first = sequence(&Lots::default(), 1, "a", "GET /b");
    assert_eq!(sequence(&Lots::default(), 1, "a", "GET /b"), first);
    for (seed, session, operation) in [(2, "a", "GET /b"), (1, "b", "GET /b"), (1, "a", "GET /c"), (1, "aG", "ET /b")] {
        assert_ne!(sequence(&Lots::default(), seed, session, operation), first);
    }
    let (lots, mut mixed) = (Lots::default(), Vec::new());
    for _ in 0..200 {
        let faults = ["reset:0.2", "status=503:0.3"].map(|text| text.parse().unwrap());
        mixed.push(lots.draw(1, "a", "GET /b", None, &faults).1.map(|fault| fault.to_string()));
        lots.draw(1, "other", "GET /b", None, &faults);
    }
    assert_eq!(mixed, first, "others in between change nothing");
}

#[test]
fn faults_come_as_often_as_asked_for() {
    let drawn: Vec<Option<String>> = (0..20).flat_map(|n| sequence(&Lots::default(), n, "a", "GET /b")).collect();
    let share = |name: Option<&str>| drawn.iter().filter(|found| found.as_deref() == name).count() * 100 / drawn.len();
    assert!((17..=22).contains(&share(Some("reset"))), "{}", share(Some("reset")));
    assert!((27..=32).contains(&share(Some("status=503"))), "{}", share(Some("status=503")));
}

#[test]
fn delays_are_distributed_as_asked_for() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut drawn = |text: &str| {
        let delay: Delay = text.parse().unwrap();
        let mut drawn: Vec<u128> = (0..2000).map(|_| delay.drawn(&mut random).as_millis()).collect();
        drawn.sort_unstable();
        drawn
    };
    let uniform = drawn("100ms..200ms");
    assert!(uniform[0] >= 100 && uniform[1999] <= 200 && (145..155).contains(&uniform[1000]), "{:?}", uniform[1000]);
    let normal = drawn("normal(200ms, 50ms)");
    assert!((195..205).contains(&normal[1000]) && (240..262).contains(&normal[1683]), "{}", normal[1683]);
    let tail = drawn("lognormal(100ms, 1)");
    assert!((93..107).contains(&tail[1000]) && tail[1995] > 900, "{} {}", tail[1000], tail[1995]);
    assert_eq!(drawn("normal(0s, 1h)")[0], 0, "never below zero");
}

#[test]
fn a_fault_changes_how_an_answer_goes_out() {
    let befallen = |text: &str, body: &'static str| {
        let mut response = ServerResponse::new(StatusCode::OK, body);
        response.headers.insert("access-control-allow-origin", http::HeaderValue::from_static("*"));
        let fault: Fault = text.parse().unwrap();
        let done = fault.befall(&mut response, |status| ServerResponse::new(status, ""));
        (done, response)
    };
    assert_eq!(befallen("truncate", "0123456789").1.delivery, Delivery::Truncated { length: 5 });
    assert_eq!(befallen("length=long", "abc").1.delivery, Delivery::Declared { length: 13 });
    assert_eq!(befallen("length=short", "abc").1.delivery, Delivery::Declared { length: 0 });
    assert_eq!(befallen("length=short", "").1.delivery, Delivery::Truncated { length: 0 });
    assert_eq!(befallen("chunk=size", "abc").1.delivery, Delivery::BadChunk(Flaw::Size));
    assert_eq!(befallen("slow=1kB/s", "abc").1.delivery, Delivery::Slow { chunk: 100, pause: ms(100) });
    assert_eq!(befallen("slow=2B/s", "abc").1.delivery, Delivery::Slow { chunk: 1, pause: ms(500) });
    assert!(!befallen("slow=1kB/s", "").0, "there is nothing to be slow with");
    let (_, refused) = befallen("status=503", "abc");
    assert_eq!((refused.status.as_u16(), refused.body.len(), refused.headers.len()), (503, 0, 1));
}

#[test]
fn counts_stay_bounded() {
    let lots = Lots::default();
    let faults = ["reset:0.5".parse().unwrap()];
    for session in 0..super::COUNTS * 3 {
        lots.draw(1, &session.to_string(), "GET /", None, &faults);
    }
    let counts = super::lock(&lots.counts);
    assert!(counts.recent.len() + counts.older.len() <= super::COUNTS * 2);
}

#[test]
fn an_ended_session_leaves_no_counts_and_starts_afresh() {
    let (lots, faults) = (Lots::default(), ["reset:0.5".parse().unwrap()]);
    let draw = |session: &str| lots.draw(1, session, "GET /", None, &faults).1.is_some();
    let first: Vec<bool> = (0..20).map(|_| draw("a")).collect();
    draw("b");
    lots.end("a");
    assert_eq!(super::lock(&lots.counts).recent.len(), 1, "that of the other session stays");
    assert_eq!((0..20).map(|_| draw("a")).collect::<Vec<bool>>(), first);
}
