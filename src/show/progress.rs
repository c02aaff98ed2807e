//! How far a run is: one line that is drawn over and over on a terminal, and lines in a log.

use std::fmt::Write as _;
use std::time::Duration;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::show::plain::harmless;

/// The longest bar, in columns without its ends.
const LONGEST: usize = 30;
/// A bar of fewer columns says nothing.
const SHORTEST: usize = 8;

/// How far a run is.
#[derive(Clone, Copy, Debug, Default)]
pub struct State<'a> {
    /// Cases with a verdict.
    pub ended: usize,
    /// Cases that were to be run.
    pub planned: usize,
    /// Cases that failed or had an error.
    pub broken: usize,
    /// Since the run began.
    pub elapsed: Duration,
    /// The case that has been running for longest, if that is long, and for how long.
    pub slowest: Option<(&'a str, Duration)>,
}

/// The line for a terminal, at most `columns` wide: what matters most is what is left where there is little room.
pub fn bar(state: State<'_>, columns: usize) -> String {
    let mut line = format!("{}/{}", state.ended, state.planned);
    if state.broken > 0 {
        let _ = write!(line, ", {} failed", state.broken);
    }
    let _ = write!(line, ", {}", clock(state.elapsed));
    let room = columns.saturating_sub(line.width() + 3).min(LONGEST);
    let slowest = state.slowest.map(|(id, since)| format!(", {} running: {}", clock(since), harmless(id, false)));
    if room >= SHORTEST {
        line = format!("[{}] {line}", filled(state, room));
    }
    line.push_str(&slowest.unwrap_or_default());
    cut(&line, columns)
}

fn filled(state: State<'_>, room: usize) -> String {
    let done = (state.ended * room).checked_div(state.planned).unwrap_or(room).min(room);
    "#".repeat(done) + &"-".repeat(room - done)
}

/// `1200 of 10000 cases, 3 failed, 12 s`
pub fn line(state: State<'_>) -> String {
    let failed = if state.broken > 0 { format!(", {} failed", state.broken) } else { String::new() };
    format!("{} of {} cases{failed}, {}\n", state.ended, state.planned, clock(state.elapsed))
}

/// `5 s`, `12:05`, `1:00:07`.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ => format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
    }
}

/// As much of a text as fits, with an ellipsis where something is missing.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let (mut cut, mut width) = (String::new(), 0);
    for c in text.chars() {
        let own = c.width().unwrap_or(0);
        if width + own + 1 > columns {
            break;
        }
        width += own;
        cut.push(c);
    }
    if columns > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use unicode_width::UnicodeWidthStr;

    use super::{State, bar, line};

    fn state() -> State<'static> {
        State { ended: 1200, planned: 10_000, broken: 3, elapsed: Duration::from_secs(75), slowest: None }
    }

    #[test]
    fn a_bar_says_how_far_what_failed_and_how_long() {
        assert_eq!(bar(state(), 80), "[###---------------------------] 1200/10000, 3 failed, 1:15");
        let slowest = Some(("items/a::waits", Duration::from_secs(12)));
        let slow = State { slowest, broken: 0, ..state() };
        assert_eq!(bar(slow, 80), "[###---------------------------] 1200/10000, 1:15, 12 s running: items/a::waits");
    }

    #[test]
    fn it_is_never_wider_than_the_terminal() {
        let slowest = Some(("items/a::waits-for-a-very-long-time-名前", Duration::from_secs(4000)));
        for columns in 0..120 {
            assert!(bar(State { slowest, ..state() }, columns).width() <= columns, "{columns}");
        }
        assert_eq!(bar(state(), 30), "1200/10000, 3 failed, 1:15");
        assert_eq!(bar(state(), 40), "[#----------] 1200/10000, 3 failed, 1:15");
        assert_eq!(bar(state(), 12), "1200/10000,…");
    }

    #[test]
    fn a_run_without_cases_is_all_done() {
        assert_eq!(bar(State::default(), 80), "[##############################] 0/0, 0 s");
    }

    #[test]
    fn a_log_gets_a_line() {
        assert_eq!(line(state()), "1200 of 10000 cases, 3 failed, 1:15\n");
    }
}
