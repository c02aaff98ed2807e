//! Faults and delays that are asked for, and which request they befall.
//!
//! What befalls a request is a function of the seed, of its session, of its operation, and of how many requests for
//! this operation the session sent before it. It depends on neither threads nor time, so that a failing run can be
//! repeated; only requests that one session sends for one operation at the same time may change places.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use http::StatusCode;
use sha2::{Digest, Sha256};

use crate::mock::state::session::lock;
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

/// What may befall answers. The rates add up to 1 at most.
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

impl Trouble {
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
    recent: BTreeMap<Place, u64>,
    older: BTreeMap<Place, u64>,
}

/// The session, and what is asked of it: those of one session stand side by side.
type Place = (u64, u64);

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
        let number = lock(&self.counts).next((place_of(session), place));
        let mut random = fastrand::Rng::with_seed(place.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        // Both are always drawn, so that a delay that is added or left out does not change the faults.
        let mut at = random.f64();
        let fault = faults.iter().find_map(|chance| {
            at -= chance.rate;
            (at < 0.0).then_some(chance.fault)
        });
        (delay.map(|delay| delay.drawn(&mut random)), fault)
    }

    /// Forgets a session that will not come back.
    pub fn end(&self, session: &str) {
        let session = place_of(session);
        let mut counts = lock(&self.counts);
        counts.recent.extract_if((session, 0)..=(session, u64::MAX), |_, _| true).for_each(drop);
        counts.older.extract_if((session, 0)..=(session, u64::MAX), |_, _| true).for_each(drop);
    }
}

impl Counts {
    fn next(&mut self, place: Place) -> u64 {
        if self.recent.len() >= COUNTS && !self.recent.contains_key(&place) {
            self.older = std::mem::take(&mut self.recent);
        }
        let before = self.older.get(&place).copied().unwrap_or(0);
        let number = self.recent.entry(place).or_insert(before);
        *number += 1;
        *number - 1
    }
}

fn place_of(session: &str) -> u64 {
    place(0, session, "")
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
            Fault::Slow(rate) if rate % 1_000_000 == 0 => write!(f, "slow={}MB/s", rate / 1_000_000),
            Fault::Slow(rate) if rate % 1_000 == 0 => write!(f, "slow={}kB/s", rate / 1_000),
            Fault::Slow(rate) => write!(f, "slow={rate}B/s"),
        }
    }
}
