//! How long operations took: every time is kept, in four bytes, so that percentiles are exact.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::record::line::CaseLine;
use crate::suite::config::gate::Measure;

/// The times of every operation.
#[derive(Clone, Debug, Default)]
pub struct Latencies {
    /// In microseconds, by operation, with the case that took longest.
    pub operations: BTreeMap<String, Times>,
}

/// The times of one operation.
#[derive(Clone, Debug, Default)]
pub struct Times {
    micros: Vec<u32>,
    longest: u32,
    slowest: String,
}

impl Latencies {
    /// Takes the times of a case's exchanges. One without an answer took no time that says anything.
    pub fn add(&mut self, case: &CaseLine) {
        for step in &case.steps {
            let exchange = step.exchange.as_ref().filter(|exchange| exchange.status.is_some());
            if let (Some(operation), Some(exchange)) = (&step.operation, exchange) {
                let took = u32::try_from(exchange.elapsed_us).unwrap_or(u32::MAX);
                match self.operations.get_mut(operation) {
                    Some(times) => times.add(took, &case.id),
                    None => self.operations.entry(operation.clone()).or_default().add(took, &case.id),
                }
            }
        }
    }
}

impl Times {
    fn add(&mut self, micros: u32, case: &str) {
        self.micros.push(micros);
        if micros > self.longest || self.slowest.is_empty() {
            self.longest = micros;
            self.slowest = case.to_owned();
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.micros.len()
    }

    /// The case that took longest.
    pub fn slowest(&self) -> &str {
        &self.slowest
    }

    /// The smallest time that so many of them do not exceed.
    pub fn measure(&self, measure: Measure) -> Duration {
        let percent = match measure {
            Measure::P50 => 50,
            Measure::P95 => 95,
            Measure::Max => 100,
        };
        let mut micros = self.micros.clone();
        let rank = (micros.len() * percent).div_ceil(100).max(1) - 1;
        if micros.is_empty() {
            return Duration::ZERO;
        }
        let (_, value, _) = micros.select_nth_unstable(rank);
        Duration::from_micros(u64::from(*value))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Times;
    use crate::suite::config::gate::Measure;

    #[test]
    fn percentiles_are_times_that_were_seen() {
        let mut times = Times::default();
        for micros in (1..=100).rev() {
            times.add(micros * 1000, &format!("case {micros}"));
        }
        let of = |measure| times.measure(measure).as_millis();
        assert_eq!((of(Measure::P50), of(Measure::P95), of(Measure::Max)), (50, 95, 100));
        assert_eq!((times.slowest(), times.count()), ("case 100", 100));
        let mut one = Times::default();
        one.add(7, "a");
        assert_eq!(one.measure(Measure::P50), Duration::from_micros(7));
        assert_eq!(Times::default().measure(Measure::Max), Duration::ZERO);
    }
}
