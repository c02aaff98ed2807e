//! TAP 14, the Test Anything Protocol: a line for every case in the order in which they end, and below it what was found.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::judge::verdict::Verdict;
use crate::record::line::{CaseLine, FindingLine, RunLine};
use crate::show::plain::harmless;
use crate::show::report::overview::{Overview, excuse};
use crate::show::report::report::{Closing, Report};

/// The report. Nothing of it is kept.
#[derive(Debug)]
pub struct Tap<W> {
    out: W,
    number: usize,
    overview: Overview,
}

impl<W: Write> Tap<W> {
    /// Written to `out` case by case.
    pub fn new(out: W) -> Tap<W> {
        Tap { out, number: 0, overview: Overview::default() }
    }
}

impl<W: Write> Report for Tap<W> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.overview.begin(runs);
        writeln!(self.out, "TAP version 14\n1..{}", self.overview.summary.planned)?;
        for run in runs {
            let (tool, environment) = (harmless(&run.tool, false), harmless(&run.environment, false));
            writeln!(self.out, "# {tool}, environment {environment}, seed {}, run {}", run.seed, run.id)?;
        }
        Ok(())
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.overview.add(case);
        self.number += 1;
        self.out.write_all(point(self.number, case).as_bytes())
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        writeln!(self.out, "# {}", harmless(&self.overview.verdict(closing), false))?;
        if !closing.gaps.is_empty() {
            writeln!(self.out, "Bail out! {}", description(&closing.gaps.join("; ")))?;
        }
        self.out.flush()
    }
}

/// A case: its line, and a block of YAML unless it simply passed.
fn point(number: usize, case: &CaseLine) -> String {
    let ok = match case.verdict {
        Verdict::Passed | Verdict::Flaky | Verdict::Fixed | Verdict::Skipped => "ok",
        Verdict::Failed | Verdict::Error | Verdict::KnownFailure => "not ok",
    };
    let directive = match case.verdict {
        Verdict::Skipped => format!(" # SKIP {}", description(&excuse(case))),
        Verdict::KnownFailure => format!(" # TODO {}", description(&excuse(case))),
        _ => String::new(),
    };
    let mut text = format!("{ok} {number} - {}{directive}\n", description(&case.id));
    if case.verdict != Verdict::Skipped {
        text.push_str("  ---\n");
        diagnostics(case, &mut text);
        text.push_str("  ...\n");
    }
    text
}

fn diagnostics(case: &CaseLine, text: &mut String) {
    let milliseconds = format!("{}.{:03}", case.elapsed_us / 1000, case.elapsed_us % 1000);
    let _ = writeln!(text, "  duration_ms: {milliseconds}");
    if case.verdict != Verdict::Passed {
        let _ = writeln!(text, "  verdict: {}", case.verdict.name());
        let _ = writeln!(text, "  name: {}", quoted(&case.name));
        let _ = writeln!(text, "  at: {}", quoted(&case.place.to_string()));
    }
    if !case.attempts.is_empty() {
        let attempts = case.attempts.iter().map(|attempt| attempt.verdict.name());
        let _ = writeln!(text, "  attempts: [{}]", attempts.collect::<Vec<_>>().join(", "));
    }
    for (name, list) in [("notes", &case.notes)] {
        if !list.is_empty() {
            let list = list.iter().map(|text| quoted(text));
            let _ = writeln!(text, "  {name}: [{}]", list.collect::<Vec<_>>().join(", "));
        }
    }
    if case.all_findings().next().is_some() {
        text.push_str("  findings:\n");
        case.all_findings().for_each(|found| finding(found, text));
    }
    let exchanges = case.steps.iter().filter_map(|step| step.exchange.as_ref());
    let requests: Vec<String> =
        exchanges.map(|exchange| quoted(&format!("{} {}", exchange.method, exchange.url))).collect();
    if !requests.is_empty() && !case.verdict.holds() {
        let _ = writeln!(text, "  requests: [{}]", requests.join(", "));
    }
}

fn finding(finding: &FindingLine, text: &mut String) {
    let place = match finding.pointer.as_deref() {
        Some(pointer) if !pointer.is_empty() => format!("{} {pointer}", finding.part),
        _ => finding.part.clone(),
    };
    let _ = writeln!(text, "    - code: {}\n      severity: {}", finding.code, finding.severity.name());
    let places = [finding.place.as_ref(), finding.contract.as_ref()].map(|place| place.map(ToString::to_string));
    let [case, contract] = places.map(Option::unwrap_or_default);
    for (name, value) in [
        ("message", &finding.message),
        ("in", &place),
        ("expected", &finding.expected),
        ("found", &finding.actual),
        ("case", &case),
        ("contract", &contract),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "      {name}: {}", quoted(value));
        }
    }
}

/// A text as a flow scalar, which JSON's strings are, too.
fn quoted(text: &str) -> String {
    serde_json::to_string(&harmless(text, true)).unwrap_or_default()
}

/// A text on a line of its own; `#` would begin a directive.
fn description(text: &str) -> String {
    harmless(text, false).replace('\\', r"\\").replace('#', r"\#")
}
