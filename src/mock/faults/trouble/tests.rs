//! What can be written, and what is said of the rest.

use std::time::Duration;

use super::{delay_help, fault_help, together};
use crate::mock::faults::fault::{Chance, Delay, Fault};
use crate::wire::delivery::Point;

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
    `2` is no rate: give a number from 0, never, to 1, always, such as `reset:0.05`
    `99` is no status that an answer can have: give one from 200 to 599, such as `status=503`
    `fast` is no speed: give bytes per second, such as `slow=1kB/s` or `slow=500B/s`
    `soon` is no delay: write one as `200ms`, `50ms..400ms`, `normal(200ms, 50ms)` or `lognormal(100ms, 0.5)`
    `200` has no unit: write `200ms` or `200s`
    `2s..1s` ends before it begins: write the shorter time first
    `gamma(1s, 2s)` is no delay: write one as `200ms`, `50ms..400ms`, `normal(200ms, 50ms)` or `lognormal(100ms, 0.5)`
    `lognormal(1s, much)` is no delay: its second is a number from 0 to 10, such as `lognormal(100ms, 0.5)`
    ");
    let twice = ["reset:0.6", "empty:0.5"].map(|text| text.parse().unwrap()).to_vec();
    assert!(together(None, twice).unwrap_err().to_string().contains("add up to 1.1"));
}
