//! A summary in Markdown, for a pull request or the page of a pipeline: the verdict first, then the failures, the first
//! ones of many. What came from elsewhere stands in code, where nothing is a link, a mention or HTML, and in fences that
//! are longer than any within.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::judge::verdict::Verdict;
use crate::record::event::KnownState;
use crate::record::line::{CaseLine, FindingLine, RunLine};
use crate::show::causes::Causes;
use crate::show::flaky::is_flaky;
use crate::show::plain::{count, duration, harmless};
use crate::show::report::overview::{Overview, cut, excuse};
use crate::show::report::report::{Closing, Report};
use crate::show::report::transcript::{heading, request, response};
use crate::show::terminal::INSECURE;
use crate::show::warnings::Warnings;

/// What GitHub takes of a step's summary, in bytes, with something left for what surrounds it.
pub const LIMIT: usize = 1_000_000;

/// How many failures are told.
const FAILURES: usize = 20;
/// How many findings of each.
const FINDINGS: usize = 10;
/// How many exchanges of each.
const EXCHANGES: usize = 6;
/// How many cases are named in any other list.
const NAMED: usize = 50;
/// The most of a text, in bytes.
const TEXT: usize = 500;
/// The most of a body, in bytes.
const BODY: usize = 4096;

/// The summary. It keeps as much as it will show.
#[derive(Debug)]
pub struct Markdown<W> {
    out: W,
    limit: usize,
    overview: Overview,
    causes: Causes,
    warnings: Warnings,
    failures: First,
    flaky: First,
    fixed: First,
    known: First,
    expired: First,
}

impl<W: Write> Markdown<W> {
    /// Written to `out` at the end, about `limit` bytes at most.
    pub fn new(out: W, limit: usize) -> Markdown<W> {
        let named = || First::new(NAMED);
        Markdown {
            out,
            limit,
            overview: Overview::default(),
            causes: Causes::default(),
            warnings: Warnings::default(),
            failures: First::new(FAILURES),
            flaky: named(),
            fixed: named(),
            known: named(),
            expired: named(),
        }
    }

    fn text(&self, closing: &Closing<'_>) -> String {
        let mut text = self.head(closing);
        let mut left = 0;
        if !self.failures.texts.is_empty() {
            text.push_str("### What does not hold\n\n");
            let causes = self.causes.to_text();
            if !causes.is_empty() {
                let _ = writeln!(text, "{}", fenced(causes.trim_end(), "text"));
            }
        }
        for failure in self.failures.texts.values() {
            match text.len() + failure.len() < self.limit {
                true => text.push_str(failure),
                false => left += 1,
            }
        }
        left += self.failures.left;
        if left > 0 {
            let _ = writeln!(text, "… and {left} more; the record and the other reports have them.\n");
        }
        for (title, list) in [
            ("Passed after a retry", &self.flaky),
            ("Known failures", &self.known),
            ("Known failures that are gone", &self.fixed),
            ("Known failures that expired", &self.expired),
        ] {
            list.section(title, self.limit, &mut text);
        }
        text
    }

    /// The verdict, what is missing, the counts, and what was run.
    fn head(&self, closing: &Closing<'_>) -> String {
        let mut text = format!("## Countersign: {}\n\n", plain(&self.overview.verdict(closing)));
        for gap in closing.gaps.iter().take(NAMED) {
            let _ = writeln!(text, "> **Incomplete**: {}\n", code(&cut(gap, TEXT)));
        }
        let summary = &self.overview.summary;
        let all = [
            ("passed", summary.passed),
            ("flaky", summary.flaky),
            ("fixed", summary.fixed),
            ("failed", summary.failed),
            ("errors", summary.errors),
            ("known failures", summary.known),
            ("skipped", summary.skipped),
            ("not run", summary.missing()),
        ];
        let shown: Vec<&(&str, usize)> =
            all.iter().filter(|(name, number)| *number > 0 || ["passed", "failed", "errors"].contains(name)).collect();
        let row = |cell: &dyn Fn(&(&str, usize)) -> String| {
            let cells: Vec<String> = shown.iter().map(|column| cell(column)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        text.push_str(&row(&|(name, _)| (*name).to_owned()));
        text.push_str(&row(&|_| "---:".to_owned()));
        text.push_str(&row(&|(_, number)| number.to_string()));
        text.push('\n');
        let took = duration(self.overview.elapsed(closing));
        for run in self.overview.runs.iter().take(NAMED) {
            let _ = writeln!(text, "- {}", about(run));
        }
        if self.overview.runs.len() > NAMED {
            let _ = writeln!(text, "- … and {} more", self.overview.runs.len() - NAMED);
        }
        let _ = writeln!(text, "\n{} in {took}\n", count(summary.ended(), "case"));
        if let Some(warnings) = self.warnings.to_text() {
            let _ = writeln!(text, "Warnings: {warnings}\n");
        }
        text
    }
}

impl<W: Write> Report for Markdown<W> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.overview.begin(runs);
        Ok(())
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.overview.add(case);
        self.warnings.add(case);
        match case.verdict {
            Verdict::Failed | Verdict::Error => {
                self.causes.add(case);
                self.failures.put(&case.id, || failure(case));
            }
            Verdict::Flaky => self.flaky.put(&case.id, || format!("- {}: {}\n", code(&case.id), held(case))),
            Verdict::KnownFailure => self.known.put(&case.id, || named(case, &excuse(case))),
            Verdict::Fixed => {
                let reason = case.known.first().map(|known| known.reason.clone()).unwrap_or_default();
                self.fixed.put(&case.id, || named(case, &reason));
            }
            Verdict::Passed | Verdict::Skipped => {}
        }
        if let Some(known) = case.known.iter().find(|known| known.state == KnownState::Expired) {
            let day = known.expires.as_deref().unwrap_or("an unknown day");
            self.expired.put(&case.id, || named(case, &format!("expired on {day}: {}", known.reason)));
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        self.out.write_all(self.text(closing).as_bytes())?;
        self.out.flush()
    }
}

/// The texts of the first cases by id, and how many more there were.
#[derive(Debug)]
struct First {
    most: usize,
    texts: BTreeMap<String, String>,
    left: usize,
}

impl First {
    fn new(most: usize) -> First {
        First { most, texts: BTreeMap::new(), left: 0 }
    }

    fn put(&mut self, id: &str, text: impl FnOnce() -> String) {
        let is_full = self.texts.len() >= self.most;
        if is_full && self.texts.last_key_value().is_some_and(|(last, _)| last.as_str() <= id) {
            self.left += 1;
            return;
        }
        self.texts.insert(id.to_owned(), text());
        if self.texts.len() > self.most {
            self.texts.pop_last();
            self.left += 1;
        }
    }

    fn section(&self, title: &str, limit: usize, text: &mut String) {
        if self.texts.is_empty() {
            return;
        }
        let _ = writeln!(text, "### {title}\n");
        let mut left = self.left;
        for line in self.texts.values() {
            match text.len() + line.len() < limit {
                true => text.push_str(line),
                false => left += 1,
            }
        }
        if left > 0 {
            let _ = writeln!(text, "- … and {left} more");
        }
        text.push('\n');
    }
}

fn named(case: &CaseLine, about: &str) -> String {
    match about.is_empty() {
        true => format!("- {}\n", code(&case.id)),
        false => format!("- {}: {}\n", code(&case.id), code(&cut(about, TEXT))),
    }
}

fn about(run: &RunLine) -> String {
    let shard = run.shard.as_ref().map(|shard| format!(", shard {} of {}", shard.index, shard.total));
    let targets: Vec<String> = run.targets.iter().map(|target| code(&cut(&target.url, TEXT))).collect();
    let place = match run.mock {
        true => "the mock, which checks the suite and not the API".to_owned(),
        false => format!("{} at {}", code(&run.environment), targets.join(", ")),
    };
    let insecure = if run.insecure { format!(" ({INSECURE})") } else { String::new() };
    format!("run {} on {place}{insecure}, seed {}{}", code(&run.id), run.seed, shard.unwrap_or_default())
}

fn held(case: &CaseLine) -> String {
    let held = case.attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
    format!("{held} of {} attempts hold", case.attempts.len())
}

/// A case that does not hold.
fn failure(case: &CaseLine) -> String {
    let word = if case.verdict == Verdict::Error { "error" } else { "failed" };
    let mut text = format!("#### {} {word}\n\n{}", code(&case.id), code(&cut(&case.name, TEXT)));
    let _ = write!(text, " in {}", code(&case.place.to_string()));
    for (name, value) in [("documented in", &case.source), ("owner", &case.owner)] {
        if let Some(value) = value {
            let _ = write!(text, ", {name} {}", code(&cut(value, TEXT)));
        }
    }
    if is_flaky(&case.attempts) {
        let _ = write!(text, ", flaky: {}", held(case));
    }
    text.push_str("\n\n");
    for found in case.all_findings().take(FINDINGS) {
        finding(found, &mut text);
    }
    let more = case.all_findings().count().saturating_sub(FINDINGS);
    if more > 0 {
        let _ = writeln!(text, "- … and {more} more");
    }
    text.push('\n');
    exchanges(case, &mut text);
    text
}

fn finding(finding: &FindingLine, text: &mut String) {
    let place = match finding.pointer.as_deref() {
        Some(pointer) if !pointer.is_empty() => format!("{} {pointer}", finding.part),
        _ => finding.part.clone(),
    };
    let _ =
        write!(text, "- **{}** {} in {}", finding.code, code(&cut(&finding.message, TEXT)), code(&cut(&place, TEXT)));
    for (name, value) in [("expected", &finding.expected), ("found", &finding.actual)] {
        if !value.is_empty() {
            let _ = write!(text, ", {name} {}", code(&cut(value, TEXT)));
        }
    }
    if let Some(place) = &finding.contract {
        let _ = write!(text, ", by {}", code(&cut(&place.to_string(), TEXT)));
    }
    text.push('\n');
}

/// Requests and responses, folded.
fn exchanges(case: &CaseLine, text: &mut String) {
    let steps: Vec<_> = case.steps.iter().filter_map(|step| Some((step, step.exchange.as_ref()?))).collect();
    // The last ones tell most: what comes after a failure is skipped.
    let shown = &steps[steps.len().saturating_sub(EXCHANGES)..];
    if shown.is_empty() {
        return;
    }
    text.push_str("<details><summary>Requests and responses</summary>\n\n");
    if steps.len() > shown.len() {
        let _ = writeln!(text, "The last {} of {}.\n", shown.len(), steps.len());
    }
    for (step, exchange) in shown {
        if let Some(heading) = heading(step) {
            let _ = writeln!(text, "{}\n", code(&cut(&heading, TEXT)));
        }
        let both = [request(exchange, BODY), "\n".to_owned(), response(exchange, BODY)].concat();
        text.push_str(&fenced(&cut(both.trim_end(), 4 * BODY), "http"));
        text.push('\n');
    }
    text.push_str("</details>\n\n");
}

/// A text between fences that it cannot end.
fn fenced(text: &str, language: &str) -> String {
    let text = harmless(text, true);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n")
}

/// A text on one line as code, which nothing in it can end.
fn code(text: &str) -> String {
    let text = harmless(&text.split(['\n', '\r']).map(str::trim_end).collect::<Vec<_>>().join(" "), false).into_owned();
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    // A space on both sides is taken away again, and sets backticks apart.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A sentence of ours, in which only the name of an environment is not.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in harmless(text, false).chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ':' | '-' | '/') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// How many backticks stand side by side at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{code, fenced, plain};

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a\r\n\nb"), "`a   b`");
        assert_eq!(code(" "), "(empty)");
        assert_eq!(fenced("a\n````\nb", "http"), "`````http\na\n````\nb\n`````\n");
        assert_eq!(plain("a @b [c](d) <e>"), "a \\@b \\[c\\]\\(d\\) \\<e\\>");
    }
}
