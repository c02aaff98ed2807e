//! How long the exchange took.

use std::time::Duration;

use crate::judge::judgement::Judgement;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part};
use crate::source::code::Code;

/// Judges how long an exchange took; `None` when the case sets no limit.
pub fn judge(judgement: &Judgement<'_>, elapsed: Duration) -> Option<CheckResult> {
    let limit = judgement.expect.max_time?;
    let mut check = CheckResult::new(CheckKind::Time);
    if elapsed > limit {
        let finding =
            Finding::new(Code::TooSlow, Part::Exchange, format!("at most {}", readable(limit)), readable(elapsed));
        check.findings.push(finding.at(judgement.expect.span));
    }
    Some(check)
}

/// `800 ms`, `1.25 s`
fn readable(duration: Duration) -> String {
    let milliseconds = duration.as_secs_f64() * 1000.0;
    let shown = |number: f64| {
        let text = format!("{number:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if milliseconds < 1000.0 {
        format!("{} ms", shown(milliseconds))
    } else {
        format!("{} s", shown(milliseconds / 1000.0))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::readable;

    #[test]
    fn durations_read_well() {
        let read = |microseconds| readable(Duration::from_micros(microseconds));
        assert_eq!([read(800_000), read(1_250_000), read(1_500), read(0)], ["800 ms", "1.25 s", "1.5 ms", "0 ms"]);
    }
}
