//! Keeping to a rate: at most so many requests are started in a second, over all threads.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Hands out starting times that keep a distance.
#[derive(Debug)]
pub struct Pace {
    distance: Duration,
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// At most `rate` starts in a second.
    pub fn new(rate: f64) -> Pace {
        Pace { distance: Duration::try_from_secs_f64(1.0 / rate).unwrap_or(Duration::ZERO), next: Mutex::new(None) }
    }

    /// How long to wait from `now` before starting; the place in the queue is taken.
    pub fn reserve(&self, now: Instant) -> Duration {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let start = next.unwrap_or(now).max(now);
        *next = start.checked_add(self.distance);
        start - now
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Pace;

    #[test]
    fn slow_and_fast_rates_keep_their_distance() {
        for (rate, distance) in [(0.1, Duration::from_secs(10)), (4000.0, Duration::from_micros(250))] {
            let (pace, now) = (Pace::new(rate), Instant::now());
            assert_eq!((pace.reserve(now), pace.reserve(now)), (Duration::ZERO, distance), "{rate}");
            assert_eq!(pace.reserve(now), distance * 2, "{rate}");
        }
    }

    #[test]
    fn starts_keep_their_distance_and_idle_time_is_not_saved_up() {
        let pace = Pace::new(10.0);
        let now = Instant::now();
        assert_eq!(pace.reserve(now), Duration::ZERO);
        assert_eq!(pace.reserve(now), Duration::from_millis(100));
        assert_eq!(pace.reserve(now + Duration::from_secs(9)), Duration::ZERO);
        assert_eq!(pace.reserve(now + Duration::from_secs(9)), Duration::from_millis(100));
    }
}
