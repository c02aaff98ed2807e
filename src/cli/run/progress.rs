//! Tells how far a run is, on stderr: a bar where that is a terminal, a line now and then where it is a log.
//!
//! The bar never mixes with anything else: whoever prints has it cleared before, and it is drawn anew afterwards.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::cli::project::in_ci;
use crate::judge::verdict::Verdict;
use crate::record::line::StartLine;
use crate::show::progress::{State, bar, line};

/// How long a run goes on before a bar is of use.
const SOON: Duration = Duration::from_secs(1);
/// The same when there are many cases.
const MANY_SOON: Duration = Duration::from_millis(100);
/// How often the bar is drawn at most.
const REDRAW: Duration = Duration::from_millis(100);
/// How long a case runs before it is named.
const SLOW: Duration = Duration::from_secs(3);
/// How much time passes between two lines of a log at least.
const LOG: Duration = Duration::from_secs(5);
/// The columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;

/// How progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As a line that is drawn over and over.
    Bar,
    /// As a line now and then.
    Log,
    /// Not at all.
    Silent,
}

impl Manner {
    /// What suits the process's stderr.
    pub fn of_stderr() -> Manner {
        let kind = std::env::var("TERM").unwrap_or_default();
        Manner::of(std::io::stderr().is_terminal(), &kind, in_ci())
    }

    /// What suits a stream: a log is read later, line by line.
    fn of(is_terminal: bool, kind: &str, in_ci: bool) -> Manner {
        let can_redraw = is_terminal && !matches!(kind, "" | "dumb");
        if can_redraw && !in_ci { Manner::Bar } else { Manner::Log }
    }
}

/// How far a run is.
#[derive(Debug)]
pub struct Progress {
    manner: Manner,
    /// Whether there are many cases.
    many: bool,
    started: Instant,
    /// How many cases there are to be.
    pub planned: usize,
    ended: usize,
    broken: usize,
    /// Cases that have been running for more than a moment.
    running: HashMap<String, u64>,
    /// How many columns the bar has that stands there now.
    drawn: Option<usize>,
    /// When something was last drawn or logged, and at how many cases.
    last: Option<(Instant, usize)>,
}

impl Progress {
    /// Nothing has ended of what is planned.
    pub fn new(manner: Manner, many: bool, started: Instant, planned: usize) -> Progress {
        let (running, drawn, last) = (HashMap::new(), None, None);
        Progress { manner, many, started, planned, ended: 0, broken: 0, running, drawn, last }
    }

    /// A case has begun and takes longer than a moment.
    pub fn begun(&mut self, start: &StartLine) {
        if self.manner == Manner::Bar {
            self.running.insert(start.id.clone(), start.started_us);
        }
    }

    /// A case has ended.
    pub fn ended(&mut self, id: &str, verdict: Verdict) {
        self.ended += 1;
        self.broken += usize::from(matches!(verdict, Verdict::Failed | Verdict::Error));
        if !self.running.is_empty() {
            self.running.remove(id);
        }
    }

    /// What to write on stderr before anything else is printed: the bar is no more.
    pub fn clear(&mut self, columns: usize) -> String {
        let Some(drawn) = self.drawn.take() else { return String::new() };
        // A terminal that became narrower has laid the bar out on several lines.
        let above = drawn.saturating_sub(1) / columns.max(1);
        let up = if above > 0 { format!("\u{1b}[{above}A") } else { String::new() };
        format!("\r{up}\u{1b}[J")
    }

    /// What to write on stderr now, if anything is due.
    pub fn tick(&mut self, now: Instant, columns: usize) -> Option<String> {
        let elapsed = now.saturating_duration_since(self.started);
        match self.manner {
            Manner::Silent => None,
            Manner::Log => self.log(now, elapsed),
            Manner::Bar => {
                let soon = if self.many { MANY_SOON } else { SOON };
                let is_due = self.last.is_none_or(|(last, _)| self.drawn.is_none() || now - last >= REDRAW);
                (elapsed >= soon && is_due).then(|| self.draw(now, elapsed, columns))
            }
        }
    }

    fn draw(&mut self, now: Instant, elapsed: Duration, columns: usize) -> String {
        let since = |started: &u64| elapsed.saturating_sub(Duration::from_micros(*started));
        let slowest = self.running.iter().min_by_key(|(id, started)| (**started, id.as_str()));
        let slowest = slowest.map(|(id, started)| (id.as_str(), since(started))).filter(|(_, since)| *since >= SLOW);
        // The last column stays free: some terminals go to the next line there.
        let bar = bar(self.state(elapsed, slowest), columns.saturating_sub(1));
        let text = self.clear(columns) + &bar;
        self.drawn = Some(bar.width());
        self.last = Some((now, self.ended));
        text
    }

    /// A line at about every tenth of the cases, and not too often.
    fn log(&mut self, now: Instant, elapsed: Duration) -> Option<String> {
        let (last, ended) = self.last.unwrap_or((self.started, 0));
        let is_due = now.saturating_duration_since(last) >= LOG && self.ended - ended >= self.planned.div_ceil(10);
        if !is_due || self.ended == self.planned {
            return None;
        }
        self.last = Some((now, self.ended));
        Some(line(self.state(elapsed, None)))
    }

    fn state<'s>(&self, elapsed: Duration, slowest: Option<(&'s str, Duration)>) -> State<'s> {
        State { ended: self.ended, planned: self.planned, broken: self.broken, elapsed, slowest }
    }

    /// Clears the bar.
    pub fn make_room(&mut self) {
        if self.drawn.is_some() {
            let text = self.clear(columns());
            write(&text);
        }
    }

    /// Tells what is due.
    pub fn show(&mut self) {
        if self.manner == Manner::Silent {
            return;
        }
        // Asking for the size costs a system call, and a log has none.
        let columns = if self.manner == Manner::Bar { columns() } else { 0 };
        if let Some(text) = self.tick(Instant::now(), columns) {
            write(&text);
        }
    }
}

fn columns() -> usize {
    crossterm::terminal::size().map_or(COLUMNS, |(columns, _)| if columns == 0 { COLUMNS } else { columns.into() })
}

/// Progress that cannot be written is no reason to stop.
fn write(text: &str) {
    let mut errors = std::io::stderr().lock();
    let _ = errors.write_all(text.as_bytes()).and_then(|()| errors.flush());
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Manner, Progress};
    use crate::judge::verdict::Verdict;
    use crate::record::line::StartLine;

    fn after(started: Instant, millis: u64) -> Instant {
        started + Duration::from_millis(millis)
    }

    #[test]
    fn a_bar_is_for_terminals_that_can_redraw_and_for_nobody_in_ci() {
        assert_eq!(Manner::of(true, "xterm-256color", false), Manner::Bar);
        for (is_terminal, kind, in_ci) in
            [(false, "xterm", false), (true, "dumb", false), (true, "", false), (true, "xterm", true)]
        {
            assert_eq!(Manner::of(is_terminal, kind, in_ci), Manner::Log);
        }
    }

    #[test]
    fn a_bar_comes_after_a_second_or_at_once_when_there_are_many_cases() {
        let started = Instant::now();
        let mut few = Progress::new(Manner::Bar, false, started, 10);
        assert_eq!(few.tick(after(started, 900), 80), None);
        assert!(few.tick(after(started, 1000), 80).is_some());
        assert_eq!(few.tick(after(started, 1050), 80), None, "not too often");
        assert!(few.tick(after(started, 1100), 80).is_some());
        let mut many = Progress::new(Manner::Bar, true, started, 10_000);
        assert!(many.tick(after(started, 100), 80).is_some());
    }

    #[test]
    fn what_is_printed_finds_the_bar_cleared_and_it_is_back_afterwards() {
        let started = Instant::now();
        let mut progress = Progress::new(Manner::Bar, false, started, 10);
        assert_eq!(progress.clear(80), "", "nothing is there");
        let drawn = progress.tick(after(started, 1000), 80).expect("it is due");
        assert!(drawn.starts_with("[----"), "{drawn:?}");
        assert_eq!(progress.clear(80), "\r\u{1b}[J");
        assert!(progress.tick(after(started, 1010), 80).is_some(), "drawn anew at once");
        assert_eq!(progress.clear(30), "\r\u{1b}[1A\u{1b}[J", "the terminal became narrower");
    }

    #[test]
    fn a_case_that_runs_for_long_is_named() {
        let started = Instant::now();
        let mut progress = Progress::new(Manner::Bar, false, started, 2);
        for (id, started_us) in [("items/a::waits", 1_000_000), ("items/a::later", 2_000_000)] {
            progress.begun(&StartLine { id: id.to_owned(), started_us });
        }
        assert!(!progress.tick(after(started, 3000), 80).expect("due").contains("running"));
        assert!(
            progress.tick(after(started, 5000), 80).expect("due").ends_with("0/2, 5 s, 4 s running: items/a::waits")
        );
        progress.ended("items/a::waits", Verdict::Failed);
        let bar = progress.tick(after(started, 6000), 100).expect("due");
        assert!(bar.ends_with("1/2, 1 failed, 6 s, 4 s running: items/a::later"), "{bar}");
    }

    #[test]
    fn a_log_has_a_line_for_a_tenth_of_the_cases_and_none_for_a_short_run() {
        let started = Instant::now();
        let mut progress = Progress::new(Manner::Log, true, started, 1000);
        let end = |progress: &mut Progress, number: usize| {
            (0..number).for_each(|_| progress.ended("a", Verdict::Passed));
        };
        end(&mut progress, 900);
        assert_eq!(progress.tick(after(started, 4900), 0), None);
        assert_eq!(progress.tick(after(started, 5000), 0).as_deref(), Some("900 of 1000 cases, 5 s\n"));
        end(&mut progress, 99);
        assert_eq!(progress.tick(after(started, 60_000), 0), None, "less than a tenth");
        end(&mut progress, 1);
        assert_eq!(progress.tick(after(started, 61_000), 0), None, "the last lines follow");
    }
}
