//! How trouble is written, and whom it befalls.

use std::time::Duration;

use http::StatusCode;

use super::{Chance, Delay, Fault, Lots, Trouble, delay_help, fault_help};
use crate::wire::delivery::{Delivery, Flaw, Point};
use crate::wire::serve::ServerResponse;

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

#[test]
fn every_form_that_the_help_names_can_be_read() {
    for (help, reads) in [
        (fault_help(), (|text| text.parse::<Chance>().is_ok()) as fn(&str) -> bool),
        (delay_help(), |text| text.parse::<Delay>().is_ok()),
    ] {
        let forms = help.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next());
        let forms: Vec<String> =
            forms.map(|form| form.replace("CODE", "503").replace("RATE", "1kB/s").trim().to_owned()).collect();
        assert!(forms.len() >= 4 && forms.iter().all(|form| reads(form)), "{forms:?}");
    }
}

#[test]
fn a_fault_is_shown_as_it_is_written() {
    for text in [
        "reset",
        "reset=head",
        "reset=body",
        "empty",
        "truncate",
        "chunk=size",
        "chunk=end",
        "garbage",
        "length=long",
        "length=short",
        "status=503",
        "slow=500B/s",
    ] {
        assert_eq!(text.parse::<Fault>().map(|fault| fault.to_string()).as_deref(), Ok(text));
    }
}

#[test]
fn rates_and_delays_are_read() {
    let chance = |text: &str| text.parse::<Chance>().unwrap();
    assert_eq!(chance("reset:0.05"), Chance { fault: Fault::Reset(Point::Start), rate: 0.05 });
    assert_eq!(chance("slow=1.5kB/s: 5%"), Chance { fault: Fault::Slow(1500), rate: 0.05 });
    assert_eq!(chance("chunk=end").rate, 1.0);
    let delay = |text: &str| text.parse::<Delay>().unwrap();
    assert_eq!(delay("200ms"), Delay::Fixed(ms(200)));
    assert_eq!(delay("50ms..400ms"), Delay::Uniform(ms(50), ms(400)));
    assert_eq!(delay("normal(200ms, 50ms)"), Delay::Normal(ms(200), ms(50)));
    assert_eq!(delay("lognormal(100ms, 0.5)"), Delay::LogNormal(ms(100), 0.5));
}

#[test]
fn what_cannot_be_read_is_told_with_what_is_known() {
    let fault = |text: &str| text.parse::<Chance>().unwrap_err().to_string();
    let delay = |text: &str| text.parse::<Delay>().unwrap_err().to_string();
    let told = [
        fault("rest:0.1"),
        fault("chunk"),
        fault("wobble"),
        fault("reset:2"),
        fault("status=99"),
        fault("slow=fast"),
        delay("soon"),
        delay("200"),
        delay("2s..1s"),
        delay("gamma(1s, 2s)"),
        delay("lognormal(1s, much)"),
    ];
    insta::assert_snapshot!(told.join("\n"), @r"
    `rest` is no fault: did you mean `reset`?
    `chunk` is no fault: write `chunk=size` or `chunk=end`
    `wobble` is no fault: known are `reset`, `reset=head`, `reset=body`, `empty`, `truncate`, `chunk=size`, `chunk=end`, `garbage`, `length=long`, `length=short`, `status=CODE` and `slow=RATE`
    `2` is no rate: it is a number from 0, never, to 1, always, such as `reset:0.05`
    `99` is not a status that an answer can have: 200 to 599, such as `status=503`
    `fast` is no speed: write bytes per second, such as `slow=1kB/s` or `slow=500B/s`
    `soon` is no delay: write one as `200ms`, `50ms..400ms`, `normal(200ms, 50ms)` or `lognormal(100ms, 0.5)`
    `200` has no unit: write `200ms` or `200s`
    `2s..1s` ends before it begins: write the shorter time first
    `gamma(1s, 2s)` is no delay: write one as `200ms`, `50ms..400ms`, `normal(200ms, 50ms)` or `lognormal(100ms, 0.5)`
    the second of `lognormal(1s, much)` is no number from 0 to 10, such as 0.5
    ");
    let twice = ["reset:0.6", "empty:0.5"].map(|text| text.parse().unwrap()).to_vec();
    assert!(Trouble::new(None, twice).unwrap_err().to_string().contains("add up to 1.1"));
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
