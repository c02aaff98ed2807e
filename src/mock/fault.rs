//! Faults and delays that are asked for: how they are written, and which request they befall.
//!
//! What befalls a request is a function of the seed, of its session, of its operation, and of how many requests for
//! this operation the session sent before it. It depends on neither threads nor time, so that a failing run can be
//! repeated; only requests that one session sends for one operation at the same time may change places.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;
use std::time::Duration;

use http::StatusCode;
use sha2::{Digest, Sha256};

use crate::mock::session::lock;
use crate::source::fields::{duration, enumerate, nearest};
use crate::wire::delivery::{Delivery, Flaw, Point};
use crate::wire::serve::ServerResponse;

#[cfg(test)]
mod tests;

/// How many counts are kept at least. Beyond twice as many, those that were not asked for of late start again.
const COUNTS: usize = 50_000;
/// No delay that is drawn is longer.
const LONGEST: Duration = Duration::from_secs(3600);
/// How many bytes too many, or too few, a head declares.
const OFF_BY: u64 = 10;

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
    ("lognormal(100ms, 0.5)", "a long tail: by its median, and the standard deviation of its logarithm"),
];

/// What may befall answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trouble {
    /// How long they wait.
    pub delay: Option<Delay>,
    /// At most one of these is done to an answer.
    pub faults: Vec<Chance>,
}

/// How long an answer waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Delay {
    /// Always as long.
    Fixed(Duration),
    /// Between the two, equally often.
    Uniform(Duration, Duration),
    /// By mean and standard deviation; never below zero.
    Normal(Duration, Duration),
    /// By median, and standard deviation of the logarithm.
    LogNormal(Duration, f64),
}

/// A fault, and how often it is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The fault.
    pub fault: Fault,
    /// From 0, never, to 1, always.
    pub rate: f64,
}

/// What is done to an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is reset.
    Reset(Point),
    /// The connection is closed without a byte.
    Empty,
    /// The body is cut off.
    Truncate,
    /// The body is chunked, badly.
    Chunk(Flaw),
    /// No HTTP comes.
    Garbage,
    /// The head declares more than comes.
    Long,
    /// The head declares less than comes.
    Short,
    /// Another status.
    Status(StatusCode),
    /// So many bytes of the body in a second.
    Slow(u64),
}

/// A text that is no fault or no delay: a lowercase fragment that names what is known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadTrouble(String);

impl Trouble {
    /// The faults exclude each other, so together they can befall no more than every answer.
    pub fn new(delay: Option<Delay>, faults: Vec<Chance>) -> Result<Trouble, BadTrouble> {
        let total: f64 = faults.iter().map(|chance| chance.rate).sum();
        if total > 1.0 + 1e-9 {
            let fix = "only one fault is done to an answer; lower the rates, as in `reset:0.1`";
            return Err(BadTrouble(format!("the rates of the faults add up to {total}, which is more than 1: {fix}")));
        }
        Ok(Trouble { delay, faults })
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.delay.is_none() && self.faults.is_empty()
    }
}

/// Counts requests, and draws what befalls them.
#[derive(Debug, Default)]
pub struct Lots {
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    recent: HashMap<u64, u64>,
    older: HashMap<u64, u64>,
}

impl Lots {
    /// What befalls the next request of `session` for `operation`: how long its answer waits, and which fault it has.
    pub fn draw(
        &self,
        seed: u64,
        session: &str,
        operation: &str,
        delay: Option<&Delay>,
        faults: &[Chance],
    ) -> (Option<Duration>, Option<Fault>) {
        // Nothing is left to chance, and so nothing needs to be counted.
        let chance = faults.iter().any(|chance| chance.rate < 1.0);
        if !chance && delay.is_none_or(|delay| matches!(delay, Delay::Fixed(_))) {
            let certain = faults.first().map(|chance| chance.fault);
            return (delay.map(|delay| delay.drawn(&mut fastrand::Rng::with_seed(0))), certain);
        }
        let place = place(seed, session, operation);
        let number = lock(&self.counts).next(place);
        let mut random = fastrand::Rng::with_seed(place.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        // Both are always drawn, so that a delay that is added or left out does not change the faults.
        let mut at = random.f64();
        let fault = faults.iter().find_map(|chance| {
            at -= chance.rate;
            (at < 0.0).then_some(chance.fault)
        });
        (delay.map(|delay| delay.drawn(&mut random)), fault)
    }
}

impl Counts {
    fn next(&mut self, place: u64) -> u64 {
        if self.recent.len() >= COUNTS && !self.recent.contains_key(&place) {
            self.older = std::mem::take(&mut self.recent);
        }
        let before = self.older.get(&place).copied().unwrap_or(0);
        let number = self.recent.entry(place).or_insert(before);
        *number += 1;
        *number - 1
    }
}

fn place(seed: u64, session: &str, operation: &str) -> u64 {
    let mut hash = Sha256::new().chain_update(seed.to_le_bytes());
    // The length keeps ("ab", "c") and ("a", "bc") apart.
    hash.update((session.len() as u64).to_le_bytes());
    let hash = hash.chain_update(session).chain_update(operation).finalize();
    let mut place = [0; 8];
    place.copy_from_slice(&hash[..8]);
    u64::from_le_bytes(place)
}

impl Delay {
    fn drawn(&self, random: &mut fastrand::Rng) -> Duration {
        let seconds = match *self {
            Delay::Fixed(fixed) => return fixed,
            Delay::Uniform(from, to) => from.as_secs_f64() + (to - from).as_secs_f64() * random.f64(),
            Delay::Normal(mean, deviation) => mean.as_secs_f64() + deviation.as_secs_f64() * normal(random),
            Delay::LogNormal(median, sigma) => median.as_secs_f64() * (sigma * normal(random)).exp(),
        };
        Duration::try_from_secs_f64(seconds.clamp(0.0, LONGEST.as_secs_f64())).unwrap_or(LONGEST)
    }
}

/// A draw of the standard normal distribution, by Box and Muller.
fn normal(random: &mut fastrand::Rng) -> f64 {
    let (radius, angle) = (1.0 - random.f64(), random.f64());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

impl Fault {
    /// Does it to an answer; `other` makes the answer with another status. `false` when there is nothing to do it to.
    pub fn befall(self, response: &mut ServerResponse, other: impl FnOnce(StatusCode) -> ServerResponse) -> bool {
        let length = response.body.len();
        response.delivery = match self {
            Fault::Reset(point) => Delivery::Reset(point),
            Fault::Empty => Delivery::Empty,
            Fault::Garbage => Delivery::Garbage,
            Fault::Chunk(flaw) => Delivery::BadChunk(flaw),
            Fault::Long => Delivery::Declared { length: length as u64 + OFF_BY },
            // An empty body cannot be declared shorter than it is, so the head is cut off.
            Fault::Truncate | Fault::Short if length == 0 => Delivery::Truncated { length: 0 },
            Fault::Truncate => Delivery::Truncated { length: length / 2 },
            Fault::Short => {
                Delivery::Declared { length: (length as u64).saturating_sub(OFF_BY).min(length as u64 / 2) }
            }
            Fault::Slow(_) if length == 0 => return false,
            Fault::Slow(rate) => slow(rate),
            Fault::Status(status) => {
                let before = std::mem::replace(response, other(status));
                let cross_origin = |name: &str| name.starts_with("access-control-") || name == "vary";
                let kept = before.headers.iter().filter(|(name, _)| cross_origin(name.as_str()));
                response.headers.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
                response.delay = before.delay;
                Delivery::Whole
            }
        };
        true
    }
}

/// Ten pieces a second, or one byte as often as the rate says.
fn slow(rate: u64) -> Delivery {
    let chunk = (rate / 10).max(1);
    let pause = Duration::from_secs(1).mul_f64(chunk as f64 / rate.max(1) as f64);
    Delivery::Slow { chunk: usize::try_from(chunk).unwrap_or(usize::MAX), pause }
}

impl fmt::Display for Fault {
    /// As it is written: `reset=head`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Reset(Point::Start) => f.write_str("reset"),
            Fault::Reset(Point::Head) => f.write_str("reset=head"),
            Fault::Reset(Point::Body) => f.write_str("reset=body"),
            Fault::Empty => f.write_str("empty"),
            Fault::Truncate => f.write_str("truncate"),
            Fault::Chunk(Flaw::Size) => f.write_str("chunk=size"),
            Fault::Chunk(Flaw::NoEnd) => f.write_str("chunk=end"),
            Fault::Garbage => f.write_str("garbage"),
            Fault::Long => f.write_str("length=long"),
            Fault::Short => f.write_str("length=short"),
            Fault::Status(status) => write!(f, "status={}", status.as_str()),
            Fault::Slow(rate) => write!(f, "slow={rate}B/s"),
        }
    }
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
    BadTrouble(match nearest(text, names.iter().copied()) {
        Some(name) => format!("`{text}` is no fault: did you mean `{name}`?"),
        None if !kindred.is_empty() => format!("`{text}` is no fault: write {}", enumerate(&kindred)),
        None => format!("`{text}` is no fault: known are {}", enumerate(&names).replace(" or ", " and ")),
    })
}

fn parse_rate(text: &str) -> Result<f64, BadTrouble> {
    let text = text.trim();
    let rate = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().map(|percent: f64| percent / 100.0),
        None => text.parse(),
    };
    rate.ok().filter(|rate| (0.0..=1.0).contains(rate)).ok_or_else(|| {
        BadTrouble(format!("`{text}` is no rate: it is a number from 0, never, to 1, always, such as `reset:0.05`"))
    })
}

fn parse_status(text: &str) -> Result<StatusCode, BadTrouble> {
    let status = text.parse().ok().filter(|status| (200..=599).contains(status));
    status.and_then(|status| StatusCode::from_u16(status).ok()).ok_or_else(|| {
        BadTrouble(format!("`{text}` is not a status that an answer can have: 200 to 599, such as `status=503`"))
    })
}

fn parse_speed(text: &str) -> Result<u64, BadTrouble> {
    let bad =
        || BadTrouble(format!("`{text}` is no speed: write bytes per second, such as `slow=1kB/s` or `slow=500B/s`"));
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
    // A slower body than a byte a second is no use to anybody.
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
                false => Err(BadTrouble(format!("`{text}` ends before it begins: write the shorter time first"))),
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
                let bad = || BadTrouble(format!("the second of `{text}` is no number from 0 to 10, such as 0.5"));
                Ok(Delay::LogNormal(parse_time(first, text)?, sigma.ok_or_else(bad)?))
            }
            _ => Err(unknown_delay(text)),
        }
    }
}

fn parse_time(text: &str, whole: &str) -> Result<Duration, BadTrouble> {
    duration(text).ok_or_else(|| match text.trim() {
        time if time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !time.is_empty() => {
            BadTrouble(format!("`{time}` has no unit: write `{time}ms` or `{time}s`"))
        }
        _ => unknown_delay(whole),
    })
}

fn unknown_delay(text: &str) -> BadTrouble {
    let forms: Vec<&str> = DELAYS.iter().map(|&(form, _)| form).collect();
    BadTrouble(format!("`{text}` is no delay: write one as {}", enumerate(&forms)))
}

/// What `--fault` takes, a line for each.
pub fn fault_help() -> String {
    let rates = "The rate is from 0, never, to 1, always; at most one fault is done to an answer. It was judged and may have \
                 changed the state all the same.";
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
