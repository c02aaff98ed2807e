//! A run on a terminal or in a log: a line per case, then every failure with all there is to know about it.

use std::fmt::Write as _;

use crate::judge::verdict::{Finding, Part, Severity, Verdict};
use crate::record::event::{CaseReport, ExchangeReport, StepReport, StepRole, Summary};
use crate::secret::mask::Mask;
use crate::show::curl::curl;
use crate::show::plain::{count, duration, harmless, size};
use crate::source::file::Sources;
use std::time::Duration;

/// What a report is shown with.
pub struct View<'a> {
    /// Every file read.
    pub sources: &'a Sources,
    /// Hides secrets.
    pub mask: &'a Mask,
    /// Whether colours are used.
    pub color: bool,
    /// The name of the environment.
    pub environment: &'a str,
    /// Whether it is the embedded mock.
    pub is_mock: bool,
    /// Where requests went.
    pub target: String,
    /// The seed of random values.
    pub seed: u64,
    /// The arguments that another run needs to meet the same, such as ` --env staging`.
    pub again: String,
}

/// One line for a case that has ended.
pub fn line(report: &CaseReport, view: &View<'_>) -> String {
    let (word, style) = match &report.verdict {
        Verdict::Passed => ("ok", GREEN),
        Verdict::Failed => ("FAILED", RED),
        Verdict::Error => ("ERROR", YELLOW),
        Verdict::Skipped(_) => ("skipped", DIM),
        Verdict::KnownFailure => ("known", YELLOW),
    };
    let word = paint(&format!("{word:<7}"), style, view.color);
    let rest = match &report.verdict {
        Verdict::Skipped(reason) => paint(&format!("  {reason}"), DIM, view.color),
        _ => paint(&format!("  {}", duration(report.elapsed)), DIM, view.color),
    };
    let mut line = format!("{word} {}{rest}\n", report.id);
    for note in &report.notes {
        let _ = writeln!(line, "        {} {note}", paint("note:", DIM, view.color));
    }
    clean(&line, view)
}

/// Everything there is to know about a case that did not pass, or that passed with a warning.
pub fn details(report: &CaseReport, view: &View<'_>) -> String {
    let mut text = String::new();
    let word = match &report.verdict {
        Verdict::Failed => paint("FAILED", RED, view.color),
        Verdict::Error => paint("ERROR", YELLOW, view.color),
        Verdict::KnownFailure => paint("KNOWN FAILURE", YELLOW, view.color),
        _ => paint("WARNING", YELLOW, view.color),
    };
    let _ = writeln!(text, "{word} {}", paint(&report.id, BOLD, view.color));
    let _ = writeln!(text, "  {}", report.name);
    let place = view.sources.position(report.span);
    let mut about = vec![format!("case {place}")];
    about.extend(report.source.as_ref().map(|source| format!("documented in {source}")));
    about.extend(report.owner.as_ref().map(|owner| format!("owner {owner}")));
    let _ = writeln!(text, "  {}", paint(&about.join(" · "), DIM, view.color));
    for found in &report.findings {
        text.push('\n');
        finding(found, view, &mut text);
    }
    for step in report.steps.iter().filter(|step| !step.findings.is_empty()) {
        text.push('\n');
        self::step(step, view, &mut text);
    }
    if !matches!(report.verdict, Verdict::Passed) {
        let again = format!("countersign run --exact '{}'{}", report.id, view.again);
        let _ = writeln!(text, "\n  {}", paint("this case alone", DIM, view.color));
        let _ = writeln!(text, "    {again}");
    }
    clean(&text, view)
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
    part(summary.passed, "passed", GREEN);
    part(summary.skipped, "skipped", DIM);
    let missing = summary.planned - summary.passed - summary.failed - summary.errors - summary.known - summary.skipped;
    part(missing, "not run", YELLOW);
    if parts.is_empty() {
        parts.push("no case was run".to_owned());
    }
    let seed = paint(&format!("(seed {})", view.seed), DIM, view.color);
    format!("{} in {} {seed}\n{}\n", parts.join(", "), duration(elapsed), target_line(summary, view))
}

fn target_line(summary: &Summary, view: &View<'_>) -> String {
    let hold = format!("{} hold", summary.passed);
    let broken = summary.failed + summary.known;
    let hold = if broken > 0 { format!("{hold}, {broken} do not") } else { hold };
    let hold = if summary.errors > 0 { format!("{hold}, {} without a verdict", summary.errors) } else { hold };
    match view.is_mock {
        true => format!("{hold} on mock: checks the suite, not your API"),
        false => format!("{hold} on {} ({})", view.environment, view.target),
    }
}

fn step(step: &StepReport, view: &View<'_>, text: &mut String) {
    let mut about = Vec::new();
    match step.role {
        StepRole::Case => {}
        StepRole::Cleanup => about.push("cleanup".to_owned()),
        StepRole::Login => about.push("fetching a credential".to_owned()),
    }
    about.extend(step.id.as_ref().map(|id| format!("step {id}")));
    about.extend(step.exchange.as_ref().map(|seen| exchange(seen, view)));
    if !about.is_empty() {
        let _ = writeln!(text, "  {}", paint(&about.join(" · "), BOLD, view.color));
    }
    for found in &step.findings {
        finding(found, view, text);
    }
    if let Some(exchange) = &step.exchange {
        if let Some(body) = exchange.body.as_ref().filter(|_| wants_body(&step.findings)) {
            let _ =
                writeln!(text, "    {} {}", paint("the body", DIM, view.color), excerpt(&view.mask.mask_body(body)));
        }
        let _ = writeln!(text, "    {} {}", paint("curl", DIM, view.color), curl(exchange, view.mask));
    }
}

/// A finding about the whole body or the status is understood best with the body beside it.
fn wants_body(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.pointer.as_deref().unwrap_or_default().is_empty() && finding.part != Part::Request)
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

fn exchange(exchange: &ExchangeReport, view: &View<'_>) -> String {
    let answer = match (exchange.status, exchange.phase) {
        (Some(status), _) => {
            let media_type = exchange.content_type.as_deref().unwrap_or("no content type");
            format!("{status}, {media_type}, {}", size(exchange.body_length))
        }
        (None, Some(phase)) => format!("no answer, broke off at {phase}"),
        (None, None) => "no answer".to_owned(),
    };
    let url = view.mask.mask_field(&exchange.url);
    format!("{} {url} -> {answer}, {}", exchange.method, duration(exchange.elapsed))
}

fn finding(finding: &Finding, view: &View<'_>, text: &mut String) {
    let style = match finding.severity {
        Severity::Failure | Severity::Unreviewed => RED,
        Severity::Error | Severity::Warning => YELLOW,
    };
    let word = match finding.severity {
        Severity::Failure => "failure",
        Severity::Unreviewed => "unreviewed",
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let code = paint(&format!("{word}[{}]", finding.code), style, view.color);
    let _ = writeln!(text, "  {code} {}", harmless(&view.mask.mask_field(&finding.message), false));
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            let value = view.mask.mask_field(value);
            let value = harmless(&value, true).replace('\n', "\n              ");
            let _ = writeln!(text, "    {} {value}", paint(&format!("{name:<9}"), DIM, view.color));
        }
    };
    let place = match &finding.pointer {
        Some(pointer) if !pointer.is_empty() => format!("{} {pointer}", finding.part),
        _ => finding.part.to_string(),
    };
    row("in", &place);
    row("expected", &finding.expected);
    row("found", &finding.actual);
    if let Some(span) = finding.span {
        row("case", &view.sources.position(span).to_string());
    }
    if let Some(place) = &finding.contract {
        row("contract", &view.sources.position(place.span).to_string());
    }
    for help in &finding.help {
        row("help", help);
    }
}

/// The advice after a list of failures.
pub fn advice(reports: &[&CaseReport]) -> String {
    let mut codes: Vec<&str> = reports
        .iter()
        .flat_map(|report| report.findings.iter().chain(report.steps.iter().flat_map(|step| &step.findings)))
        .filter(|finding| finding.severity != Severity::Warning)
        .map(|finding| finding.code.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    match codes.first() {
        Some(code) => {
            format!("{} explained by `countersign explain CODE`, such as {code}\n", count(codes.len(), "code"))
        }
        None => String::new(),
    }
}

fn clean(text: &str, view: &View<'_>) -> String {
    view.mask.apply(text).into_owned()
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
