//! A run on a terminal or in a log: a line per case, then every failure with all there is to know about it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::judge::verdict::{Severity, Verdict};
use crate::record::event::{KnownState, StepRole, Summary};
use crate::record::line::{CaseLine, CheckLine, ExchangeLine, FindingLine, KnownLine, RunLine, StepLine};
use crate::show::curl::{curl, remarks};
use crate::show::flaky::is_flaky;
use crate::show::plain::{count, duration, harmless, size};
use std::time::Duration;

/// What is said of a run that takes any certificate.
pub const INSECURE: &str = "insecure: certificates were not verified";

/// What a report is shown with.
pub struct View<'a> {
    /// Whether colours are used.
    pub color: bool,
    /// The name of the environment.
    pub environment: &'a str,
    /// Whether it is the embedded mock.
    pub is_mock: bool,
    /// Whether certificates of servers were not verified.
    pub is_insecure: bool,
    /// Where requests went.
    pub target: String,
    /// The seed of random values.
    pub seed: u64,
    /// The arguments that another run needs to meet the same, such as ` --env staging`.
    pub again: String,
}

impl View<'_> {
    /// What the first line of a record knows.
    pub fn of(run: &RunLine, color: bool) -> View<'_> {
        let urls = run.targets.iter().map(|target| target.url.trim_end_matches('/'));
        let environment = if run.mock { String::new() } else { format!(" --env {}", run.environment) };
        View {
            color,
            environment: &run.environment,
            is_mock: run.mock,
            is_insecure: run.insecure,
            target: urls.collect::<Vec<_>>().join(", "),
            seed: run.seed,
            again: format!("{environment} --seed {}", run.seed),
        }
    }

    /// Nothing is known.
    pub fn nowhere() -> View<'static> {
        View {
            color: false,
            environment: "",
            is_mock: false,
            is_insecure: false,
            target: String::new(),
            seed: 0,
            again: String::new(),
        }
    }
}

/// One line for a case that has ended.
pub fn line(case: &CaseLine, view: &View<'_>) -> String {
    let (word, style) = match case.verdict {
        Verdict::Passed => ("ok", GREEN),
        Verdict::Flaky => ("flaky", YELLOW),
        Verdict::Fixed => ("fixed", YELLOW),
        Verdict::Failed => ("FAILED", RED),
        Verdict::Error => ("ERROR", YELLOW),
        Verdict::Skipped => ("skipped", DIM),
        Verdict::KnownFailure => ("known", YELLOW),
    };
    let word = paint(&format!("{word:<7}"), style, view.color);
    let rest = match &case.reason {
        Some(reason) => paint(&format!("  {}", harmless(reason, false)), DIM, view.color),
        None => paint(&format!("  {}", elapsed(case)), DIM, view.color),
    };
    let mut line = format!("{word} {}{rest}\n", harmless(&case.id, false));
    for note in case.notes.iter().cloned().chain(case.known.iter().map(known)) {
        let _ = writeln!(line, "        {} {}", paint("note:", DIM, view.color), harmless(&note, false));
    }
    line
}

/// `3.2 ms`, or how it went when there were several attempts.
fn elapsed(case: &CaseLine) -> String {
    let took = micros(case.elapsed_us);
    let held = case.attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
    match case.attempts.len() {
        0 => took,
        all if is_flaky(&case.attempts) && !case.verdict.holds() => {
            format!("{took}, flaky: {held} of {all} attempts hold")
        }
        all => format!("{took}, {held} of {all} attempts hold"),
    }
}

fn known(known: &KnownLine) -> String {
    match (known.state, &known.expires) {
        (KnownState::Happened, _) => format!("known: {}", known.reason),
        (KnownState::Fixed, _) => format!("a known failure is gone: {}; remove it at {}", known.reason, known.place),
        (KnownState::Expired, day) => {
            let day = day.as_deref().unwrap_or("?");
            format!("a known failure expired on {day}: {}", known.reason)
        }
    }
}

fn micros(us: u64) -> String {
    duration(Duration::from_micros(us))
}

/// Everything there is to know about a case that did not pass, or that passed with a warning.
pub fn details(case: &CaseLine, view: &View<'_>) -> String {
    let mut text = String::new();
    let word = match case.verdict {
        Verdict::Failed => paint("FAILED", RED, view.color),
        Verdict::Error => paint("ERROR", YELLOW, view.color),
        Verdict::KnownFailure => paint("KNOWN FAILURE", YELLOW, view.color),
        _ => paint("WARNING", YELLOW, view.color),
    };
    let _ = writeln!(text, "{word} {}", paint(&harmless(&case.id, false), BOLD, view.color));
    let _ = writeln!(text, "  {}", harmless(&case.name, false));
    let mut about = vec![format!("case {}", case.place)];
    about.extend(case.source.as_ref().map(|source| format!("documented in {source}")));
    about.extend(case.owner.as_ref().map(|owner| format!("owner {owner}")));
    let _ = writeln!(text, "  {}", paint(&harmless(&about.join(" · "), false), DIM, view.color));
    for found in &case.findings {
        text.push('\n');
        finding(found, view, &mut text);
    }
    for step in case.steps.iter().filter(|step| step.findings().next().is_some()) {
        text.push('\n');
        self::step(step, view, &mut text);
    }
    if !case.verdict.holds() {
        let again = format!("countersign run --exact '{}'{}", case.id, view.again);
        let again = harmless(&again, false);
        let _ = writeln!(text, "\n  {}", paint("this case alone", DIM, view.color));
        let _ = writeln!(text, "    {again}");
    }
    text
}

/// The last lines: counts, and what the run says about which target.
pub fn summary(summary: &Summary, elapsed: Duration, view: &View<'_>) -> String {
    let mut parts = Vec::new();
    let mut part = |number: usize, word: &str, style: &str| {
        if number > 0 {
            parts.push(paint(&format!("{number} {word}"), style, view.color));
        }
    };
    part(summary.failed, "failed", RED);
    part(summary.errors, if summary.errors == 1 { "error" } else { "errors" }, YELLOW);
    part(summary.known, if summary.known == 1 { "known failure" } else { "known failures" }, YELLOW);
    part(summary.flaky, "flaky", YELLOW);
    part(summary.fixed, "fixed", YELLOW);
    part(summary.passed, "passed", GREEN);
    part(summary.skipped, "skipped", DIM);
    part(summary.missing(), "not run", YELLOW);
    if parts.is_empty() {
        parts.push("no case was run".to_owned());
    }
    let seed = paint(&format!("(seed {})", view.seed), DIM, view.color);
    format!("{} in {} {seed}\n{}\n", parts.join(", "), duration(elapsed), target_line(summary, view))
}

fn target_line(summary: &Summary, view: &View<'_>) -> String {
    let hold = format!("{} hold", summary.holding());
    let broken = summary.failed + summary.known;
    let hold = if broken > 0 { format!("{hold}, {broken} do not") } else { hold };
    let hold = if summary.errors > 0 { format!("{hold}, {} without a verdict", summary.errors) } else { hold };
    let insecure = if view.is_insecure { format!(", {INSECURE}") } else { String::new() };
    match view.is_mock {
        true => format!("{hold} on mock: checks the suite, not your API"),
        // A shard that has no case sends nothing anywhere.
        false if view.target.is_empty() => format!("{hold} on {}{insecure}", view.environment),
        false => format!("{hold} on {} ({}){insecure}", view.environment, harmless(&view.target, false)),
    }
}

fn step(step: &StepLine, view: &View<'_>, text: &mut String) {
    let mut about = Vec::new();
    match step.role {
        StepRole::Case => {}
        StepRole::Cleanup => about.push("cleanup".to_owned()),
        StepRole::Login => about.push("fetching a credential".to_owned()),
    }
    about.extend(step.id.as_ref().map(|id| format!("step {id}")));
    about.extend(step.exchange.as_ref().map(exchange));
    if !about.is_empty() {
        let _ = writeln!(text, "  {}", paint(&about.join(" · "), BOLD, view.color));
    }
    for check in &step.checks {
        self::check(check, view, text);
    }
    if let Some(exchange) = &step.exchange {
        if let Some(body) = shown_body(exchange).filter(|_| step.findings().any(wants_body)) {
            let _ = writeln!(text, "    {} {}", paint("the body", DIM, view.color), excerpt(body));
        }
        let _ = writeln!(text, "    {} {}", paint("curl", DIM, view.color), curl(exchange));
        for remark in remarks(exchange) {
            let _ = writeln!(text, "         {}", paint(&remark, DIM, view.color));
        }
    }
}

/// A finding about the whole body or the status is understood best with the body beside it.
fn wants_body(finding: &FindingLine) -> bool {
    finding.pointer.as_deref().unwrap_or_default().is_empty() && finding.part != "request"
}

/// What came back, when it is text or nothing.
fn shown_body(exchange: &ExchangeLine) -> Option<&str> {
    match &exchange.response_body {
        Some(body) => body.text(),
        None => exchange.status.map(|_| ""),
    }
}

fn excerpt(body: &str) -> String {
    const LIMIT: usize = 300;
    let body = body.trim();
    match body.char_indices().nth(LIMIT) {
        Some((at, _)) => format!("{}…", harmless(&body[..at], false)),
        None if body.is_empty() => "is empty".to_owned(),
        None => harmless(body, false).into_owned(),
    }
}

fn exchange(exchange: &ExchangeLine) -> String {
    let answer = match (exchange.status, &exchange.fault) {
        (Some(status), _) => {
            let media_type = exchange.media_type().unwrap_or_else(|| "no content type".to_owned());
            format!("{status}, {media_type}, {}", size(exchange.response_body.as_ref().map_or(0, |body| body.length)))
        }
        (None, Some(fault)) => format!("no answer, broke off at {}", fault.phase),
        (None, None) => "no answer".to_owned(),
    };
    let line = format!("{} {} -> {answer}, {}", exchange.method, exchange.url, micros(exchange.elapsed_us));
    harmless(&line, false).into_owned()
}

/// The findings of a check; the last one says how many more there were.
fn check(check: &CheckLine, view: &View<'_>, text: &mut String) {
    for (index, found) in check.findings.iter().enumerate() {
        finding(found, view, text);
        if check.more > 0 && index + 1 == check.findings.len() {
            row("help", &format!("{} more like these are not shown", check.more), view, text);
        }
    }
}

fn finding(finding: &FindingLine, view: &View<'_>, text: &mut String) {
    let style = match finding.severity {
        Severity::Failure | Severity::Unreviewed => RED,
        Severity::Error | Severity::Warning => YELLOW,
    };
    let code = paint(&format!("{}[{}]", finding.severity.name(), finding.code), style, view.color);
    let _ = writeln!(text, "  {code} {}", harmless(&finding.message, false));
    let place = match &finding.pointer {
        Some(pointer) if !pointer.is_empty() => format!("{} {pointer}", finding.part),
        _ => finding.part.clone(),
    };
    row("in", &place, view, text);
    row("expected", &finding.expected, view, text);
    row("found", &finding.actual, view, text);
    if let Some(place) = &finding.place {
        row("case", &place.to_string(), view, text);
    }
    if let Some(place) = &finding.contract {
        row("contract", &place.to_string(), view, text);
    }
    for help in &finding.help {
        row("help", help, view, text);
    }
}

fn row(name: &str, value: &str, view: &View<'_>, text: &mut String) {
    if !value.is_empty() {
        let value = harmless(value, true).replace('\n', "\n              ");
        let _ = writeln!(text, "    {} {value}", paint(&format!("{name:<9}"), DIM, view.color));
    }
}

/// The advice after a list of failures.
pub fn advice(codes: &BTreeSet<String>) -> String {
    match codes.first() {
        Some(code) => {
            format!("{} explained by `countersign explain CODE`, such as {code}\n", count(codes.len(), "code"))
        }
        None => String::new(),
    }
}

/// Something is wrong.
pub const RED: &str = "31;1";
/// All is well.
pub const GREEN: &str = "32";
/// Something wants a look.
pub const YELLOW: &str = "33;1";
/// Of lesser interest.
pub const DIM: &str = "2";
/// What a paragraph is about.
pub const BOLD: &str = "1";

/// The text in a style, where colours are used.
pub fn paint(text: &str, style: &str, color: bool) -> String {
    if color { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
}
