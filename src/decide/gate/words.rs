//! Numbers and times in the few characters that a table has for them.

use std::time::Duration;

/// `1 case`, `2 cases`.
pub fn count(number: usize, singular: &str) -> String {
    if number == 1 { format!("1 {singular}") } else { format!("{number} {singular}s") }
}

/// `800 ms`, `1.25 s`, `90 s`, `5 min`, `24 h`, `30 d`.
pub fn time(time: Duration) -> String {
    const UNITS: [(u64, &str); 3] = [(86_400, "d"), (3_600, "h"), (60, "min")];
    let seconds = time.as_secs();
    // A day is told as the 24 hours that people write.
    let is_whole = |unit: u64| unit < 86_400 && seconds >= unit && seconds.is_multiple_of(unit);
    let whole = UNITS.iter().find(|(unit, _)| seconds >= 2 * unit || is_whole(*unit));
    match whole {
        Some((unit, name)) => format!("{} {name}", seconds / unit),
        None if time.as_millis() >= 1000 => format!("{} s", rounded(time.as_secs_f64(), 2)),
        None if time.as_millis() >= 10 => format!("{} ms", time.as_millis()),
        None => format!("{} ms", rounded(time.as_secs_f64() * 1000.0, 1)),
    }
}

/// `99.5%`, never rounded up to what it does not reach.
pub fn percent(part: usize, all: usize) -> String {
    let percent = if all == 0 { 0.0 } else { part as f64 * 100.0 / all as f64 };
    format!("{}%", (percent * 10.0).floor() / 10.0)
}

fn rounded(number: f64, digits: i32) -> f64 {
    let unit = 10f64.powi(digits);
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{percent, time};

    #[test]
    fn times_are_told_in_the_unit_that_people_use() {
        for (micros, told) in [
            (850, "0.9 ms"),
            (20_400, "20 ms"),
            (800_000, "800 ms"),
            (1_250_000, "1.25 s"),
            (90_000_000, "90 s"),
            (60_000_000, "1 min"),
            (320_000_000, "5 min"),
            (86_400_000_000, "24 h"),
            (172_800_000_000, "2 d"),
            (7_200_000_000, "2 h"),
        ] {
            assert_eq!(time(Duration::from_micros(micros)), told);
        }
    }

    #[test]
    fn nearly_all_is_not_all() {
        assert_eq!(
            (percent(9_999, 10_000), percent(189, 199), percent(0, 0)),
            ("99.9%".into(), "94.9%".into(), "0%".into())
        );
    }
}
