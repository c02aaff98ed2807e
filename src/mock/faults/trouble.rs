//! How faults and delays are written, on the command line and in `mocks/<api>.yaml`.

use std::str::FromStr;
use std::time::Duration;

use http::StatusCode;

use crate::mock::faults::fault::{Chance, Delay, Fault, Trouble};
use crate::source::fields::{duration, enumerate, nearest};
use crate::wire::delivery::{Flaw, Point};

#[cfg(test)]
mod tests;

/// The faults as they are written, and what each does.
const FAULTS: &[(&str, &str)] = &[
    ("reset", "the connection is reset before the answer"),
    ("reset=head", "the connection is reset in the middle of the answer's head"),
    ("reset=body", "the connection is reset in the middle of the answer's body"),
    ("empty", "the connection is closed without a byte"),
    ("truncate", "the body is cut off in its middle, and the connection closed"),
    ("chunk=size", "the body comes in chunks, and the size of one is no number"),
    ("chunk=end", "the body comes in chunks, and the one that ends it is missing"),
    ("garbage", "bytes come that are no HTTP"),
    ("length=long", "the head declares more bytes than come, and the connection stays open"),
    ("length=short", "the head declares fewer bytes than come"),
    ("status=CODE", "the answer has this status: as documented, else with problem details"),
    ("slow=RATE", "the body comes slowly, such as slow=1kB/s"),
];

/// The delays as they are written, and what each means.
const DELAYS: &[(&str, &str)] = &[
    ("200ms", "always this long"),
    ("50ms..400ms", "anything between the two, equally often"),
    ("normal(200ms, 50ms)", "a normal distribution by its mean and its standard deviation"),
    ("lognormal(100ms, 0.5)", "a long tail: by median, and standard deviation of the logarithm"),
];

/// A text that is no fault or no delay.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {fix}")]
pub struct BadTrouble {
    /// What is wrong: a lowercase fragment.
    pub what: String,
    /// What would be right.
    pub fix: String,
}

/// A delay and faults together. The faults exclude each other, so they can befall no more than every answer.
pub fn together(delay: Option<Delay>, faults: Vec<Chance>) -> Result<Trouble, BadTrouble> {
    let total: f64 = faults.iter().map(|chance| chance.rate).sum();
    if total > 1.0 + 1e-9 {
        let what = format!("the rates of the faults add up to {total:.2}, which is more than 1");
        return Err(bad(what, "at most one is done to an answer, so lower them, as in `reset:0.1`"));
    }
    Ok(Trouble { delay, faults })
}

fn bad(what: String, fix: impl Into<String>) -> BadTrouble {
    BadTrouble { what, fix: fix.into() }
}

impl FromStr for Chance {
    type Err = BadTrouble;

    /// `truncate`, `status=503:0.1`, `slow=1kB/s:5%`.
    fn from_str(text: &str) -> Result<Chance, BadTrouble> {
        match text.trim().split_once(':') {
            Some((fault, rate)) => Ok(Chance { fault: fault.parse()?, rate: parse_rate(rate)? }),
            None => Ok(Chance { fault: text.parse()?, rate: 1.0 }),
        }
    }
}

impl FromStr for Fault {
    type Err = BadTrouble;

    fn from_str(text: &str) -> Result<Fault, BadTrouble> {
        let text = text.trim();
        Ok(match text.split_once('=').map_or((text, ""), |(kind, detail)| (kind.trim(), detail.trim())) {
            ("reset", "") => Fault::Reset(Point::Start),
            ("reset", "head") => Fault::Reset(Point::Head),
            ("reset", "body") => Fault::Reset(Point::Body),
            ("empty", "") => Fault::Empty,
            ("truncate", "") => Fault::Truncate,
            ("chunk", "size") => Fault::Chunk(Flaw::Size),
            ("chunk", "end") => Fault::Chunk(Flaw::NoEnd),
            ("garbage", "") => Fault::Garbage,
            ("length", "long") => Fault::Long,
            ("length", "short") => Fault::Short,
            ("status", code) => Fault::Status(parse_status(code)?),
            ("slow", rate) => Fault::Slow(parse_speed(rate)?),
            _ => return Err(unknown_fault(text)),
        })
    }
}

fn unknown_fault(text: &str) -> BadTrouble {
    let names: Vec<&str> = FAULTS.iter().map(|&(name, _)| name).collect();
    let kind = text.split('=').next().unwrap_or_default();
    let of_kind = |name: &&str| name.split_once('=').is_some_and(|(own, _)| own == kind);
    let kindred: Vec<&str> = names.iter().copied().filter(of_kind).collect();
    let fix = match nearest(text, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if !kindred.is_empty() => format!("write {}", enumerate(&kindred)),
        None => format!("known are {}", enumerate(&names).replace(" or ", " and ")),
    };
    bad(format!("`{text}` is no fault"), fix)
}

fn parse_rate(text: &str) -> Result<f64, BadTrouble> {
    let text = text.trim();
    let rate = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().map(|percent: f64| percent / 100.0),
        None => text.parse(),
    };
    rate.ok().filter(|rate| (0.0..=1.0).contains(rate)).ok_or_else(|| {
        bad(format!("`{text}` is no rate"), "give a number from 0, never, to 1, always, such as `reset:0.05`")
    })
}

fn parse_status(text: &str) -> Result<StatusCode, BadTrouble> {
    let status = text.parse().ok().filter(|status| (200..=599).contains(status));
    status.and_then(|status| StatusCode::from_u16(status).ok()).ok_or_else(|| {
        let what = format!("`{text}` is no status that an answer can have");
        bad(what, "give one from 200 to 599, such as `status=503`")
    })
}

fn parse_speed(text: &str) -> Result<u64, BadTrouble> {
    let what = match text.trim() {
        "" => "the speed is missing".to_owned(),
        text => format!("`{text}` is no speed"),
    };
    let bad = || bad(what.clone(), "give bytes per second, such as `slow=1kB/s` or `slow=500B/s`");
    let amount = text.strip_suffix("/s").unwrap_or(text).trim();
    let digits = amount.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(amount.len());
    let (number, unit) = amount.split_at(digits);
    let factor = match unit.trim() {
        "B" => 1.0,
        "kB" | "KB" => 1e3,
        "MB" => 1e6,
        _ => return Err(bad()),
    };
    let speed = number.parse::<f64>().map_err(|_| bad())? * factor;
    // A body slower than a byte a second is no use to anybody.
    if (1.0..=1e12).contains(&speed) { Ok(speed as u64) } else { Err(bad()) }
}

impl FromStr for Delay {
    type Err = BadTrouble;

    fn from_str(text: &str) -> Result<Delay, BadTrouble> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (parse_time(from, text)?, parse_time(to, text)?);
            return match from <= to {
                true => Ok(Delay::Uniform(from, to)),
                false => Err(bad(format!("`{text}` ends before it begins"), "write the shorter time first")),
            };
        }
        let Some((name, arguments)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
            return parse_time(text, text).map(Delay::Fixed);
        };
        let (first, second) = arguments.split_once(',').ok_or_else(|| unknown_delay(text))?;
        match name.trim() {
            "normal" => Ok(Delay::Normal(parse_time(first, text)?, parse_time(second, text)?)),
            "lognormal" => {
                let sigma = second.trim().parse().ok().filter(|sigma| (0.0..=10.0).contains(sigma));
                let fix = "its second is a number from 0 to 10, such as `lognormal(100ms, 0.5)`";
                let sigma = sigma.ok_or_else(|| bad(format!("`{text}` is no delay"), fix))?;
                Ok(Delay::LogNormal(parse_time(first, text)?, sigma))
            }
            _ => Err(unknown_delay(text)),
        }
    }
}

fn parse_time(text: &str, whole: &str) -> Result<Duration, BadTrouble> {
    duration(text).ok_or_else(|| match text.trim() {
        time if time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !time.is_empty() => {
            bad(format!("`{time}` has no unit"), format!("write `{time}ms` or `{time}s`"))
        }
        _ => unknown_delay(whole),
    })
}

fn unknown_delay(text: &str) -> BadTrouble {
    let forms: Vec<&str> = DELAYS.iter().map(|&(form, _)| form).collect();
    bad(format!("`{text}` is no delay"), format!("write one as {}", enumerate(&forms)))
}

/// What `--fault` takes, a line for each.
pub fn fault_help() -> String {
    let rates = "The rate is from 0, never, to 1, always; at most one fault is done to an answer. The request is judged, \
                 logged and carried out all the same.";
    format!("Break answers: FAULT, or FAULT:RATE such as reset:0.05; may be repeated\n{}\n{rates}", table(FAULTS))
}

/// What `--delay` takes, a line for each.
pub fn delay_help() -> String {
    format!("Let answers wait:\n{}", table(DELAYS))
}

fn table(lines: &[(&str, &str)]) -> String {
    let width = lines.iter().map(|(form, _)| form.len()).max().unwrap_or(0);
    let lines: Vec<String> = lines.iter().map(|(form, doc)| format!("  {form:<width$}  {doc}")).collect();
    lines.join("\n")
}
