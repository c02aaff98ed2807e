//! What a report says of all its cases together: counts, where requests went, how long it took.

use std::time::Duration;

use crate::judge::verdict::{Severity, Verdict};
use crate::record::event::Summary;
use crate::record::line::{CaseLine, FindingLine, RunLine};
use crate::show::plain::count;
use crate::show::report::report::Closing;
use crate::show::terminal::{INSECURE, View};

/// What is known of everything that was reported until now. It does not grow with the cases.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// What is being run; at least one once a report has begun.
    pub runs: Vec<RunLine>,
    /// How many cases came to what.
    pub summary: Summary,
    /// When the last case ended, in microseconds from the start of its run.
    last_us: u64,
}

impl Overview {
    /// A report begins.
    pub fn begin(&mut self, runs: &[RunLine]) {
        self.runs = runs.to_vec();
        // Who lost a shard must not lose its cases as well.
        self.summary.planned = match runs.first() {
            Some(run) if run.shard.is_some() => run.suite.selected,
            _ => runs.iter().map(|run| run.planned).sum(),
        };
    }

    /// A case has ended.
    pub fn add(&mut self, case: &CaseLine) {
        self.summary.add(case.verdict);
        self.last_us = self.last_us.max(case.started_us.saturating_add(case.elapsed_us));
    }

    /// How long it all took: the longest of several runs, which are taken to go side by side.
    pub fn elapsed_us(&self, closing: &Closing<'_>) -> u64 {
        let ends = closing.ends.iter().map(|end| end.elapsed_us).max();
        ends.unwrap_or_default().max(self.last_us)
    }

    /// The same as a duration.
    pub fn elapsed(&self, closing: &Closing<'_>) -> Duration {
        Duration::from_micros(self.elapsed_us(closing))
    }

    /// How cases are shown in texts.
    pub fn view(&self) -> View<'_> {
        let first = self.runs.first().map_or(View::nowhere(), |run| View::of(run, false));
        View { is_insecure: self.runs.iter().any(|run| run.insecure), ..first }
    }

    /// In one sentence: `2 of 40 cases do not hold on staging`.
    pub fn verdict(&self, closing: &Closing<'_>) -> String {
        let summary = &self.summary;
        let view = self.view();
        let place = if view.is_mock { "the mock" } else { view.environment };
        let place = if view.is_insecure { &format!("{place} ({INSECURE})") } else { place };
        let bad = summary.failed + summary.errors;
        let all = summary.planned.max(summary.ended());
        let complete = closing.gaps.is_empty() && summary.missing() == 0;
        match (bad, complete) {
            (_, _) if all == 0 => "no case was run".to_owned(),
            (0, true) if summary.holding() == 0 => format!("no case of {all} holds on {place}, and none fails"),
            (0, true) => match all {
                1 => format!("the case holds on {place}"),
                all if summary.holding() == all => format!("all {all} cases hold on {place}"),
                all => format!("{} of {all} cases hold on {place}, none fails", summary.holding()),
            },
            (0, false) => format!("incomplete: {} of {} ended on {place}", summary.ended(), count(all, "case")),
            (bad, _) => {
                let verb = if bad == 1 { "does" } else { "do" };
                let incomplete = if complete { "" } else { ", and the run is incomplete" };
                format!("{bad} of {} {verb} not hold on {place}{incomplete}", count(all, "case"))
            }
        }
    }
}

/// The finding that decided a verdict, for those who show only one: the first of the worst.
pub fn main_finding(case: &CaseLine) -> Option<&FindingLine> {
    let decides = |finding: &&FindingLine| match case.verdict {
        Verdict::Error => finding.severity == Severity::Error,
        _ => finding.severity > Severity::Error,
    };
    let serious = |finding: &&FindingLine| finding.severity > Severity::Warning;
    case.all_findings().find(decides).or_else(|| case.all_findings().find(serious))
}

/// A finding in one line: what is wrong, where, and what should be.
pub fn in_a_line(finding: &FindingLine) -> String {
    let mut line = format!("{} {}, in {}", finding.code, finding.message, finding.part);
    if let Some(pointer) = finding.pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
        line.push(' ');
        line.push_str(pointer);
    }
    for (word, text) in [("expected", &finding.expected), ("found", &finding.actual)] {
        if !text.is_empty() {
            line.push_str(&format!("; {word} {text}"));
        }
    }
    line
}

/// Why a case was not judged or its failure does not count, in words.
pub fn excuse(case: &CaseLine) -> String {
    match case.known.first() {
        Some(known) if case.verdict == Verdict::KnownFailure => format!("known failure: {}", known.reason),
        _ => case.reason.clone().unwrap_or_default(),
    }
}

/// The text, or as much of it as `limit` bytes hold, with an ellipsis.
pub fn cut(text: &str, limit: usize) -> String {
    if text.len() <= limit { text.to_owned() } else { format!("{}…", &text[..text.floor_char_boundary(limit)]) }
}
