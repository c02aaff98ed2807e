//! JUnit's XML, as CI systems read it: a suite for every case file. What its readers agree on is the structure that the
//! plugins of Jenkins check, with the retries of Maven's surefire.
//!
//! A suite begins with its counts, so its cases wait in a spool until all have ended.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::judge::verdict::Verdict;
use crate::record::line::{AttemptLine, CaseLine, RunLine};
use crate::show::plain::harmless;
use crate::show::report::overview::{Overview, cut, excuse, in_a_line, main_finding};
use crate::show::report::pieces::Pieces;
use crate::show::report::report::{Closing, Report, Spool};
use crate::show::report::transcript::transcript;
use crate::show::terminal::details;
use crate::source::code::Code;

/// How much of a body is shown: all that a record keeps.
const BODY: usize = usize::MAX;
/// The most of a message in an attribute, in bytes.
const MESSAGE: usize = 1000;

/// The report.
#[derive(Debug)]
pub struct Junit<W, S> {
    out: W,
    /// Gone once they are written.
    pieces: Option<Pieces<S>>,
    overview: Overview,
    suites: Vec<Suite>,
    by_file: HashMap<String, u32>,
}

/// A case file.
#[derive(Debug, Default)]
struct Suite {
    file: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    elapsed_us: u64,
}

impl<W: Write, S: Spool> Junit<W, S> {
    /// Written to `out` at the end; until then cases are kept in `spool`.
    pub fn new(out: W, spool: S) -> Junit<W, S> {
        Junit {
            out,
            pieces: Some(Pieces::new(spool)),
            overview: Overview::default(),
            suites: Vec::new(),
            by_file: HashMap::new(),
        }
    }

    fn suite(&mut self, file: &str) -> u32 {
        if let Some(&group) = self.by_file.get(file) {
            return group;
        }
        let group = u32::try_from(self.suites.len()).unwrap_or(u32::MAX);
        self.suites.push(Suite { file: file.to_owned(), ..Suite::default() });
        self.by_file.insert(file.to_owned(), group);
        group
    }

    fn properties(&self) -> String {
        let mut properties = String::from("    <properties>\n");
        for run in &self.overview.runs {
            let values = [
                ("tool", run.tool.clone()),
                ("run", run.id.clone()),
                ("environment", run.environment.clone()),
                ("seed", run.seed.to_string()),
            ];
            let targets = run.targets.iter().map(|target| ("target", format!("{} {}", target.api, target.url)));
            let insecure = run.insecure.then(|| ("insecure", "true".to_owned()));
            for (name, value) in values.into_iter().chain(insecure).chain(targets) {
                let _ = writeln!(properties, "      <property name=\"{name}\" value=\"{}\"/>", attribute(&value));
            }
        }
        properties.push_str("    </properties>\n");
        properties
    }

    fn head(&self, suite: &Suite) -> String {
        // The strictest readers take no time zone; it is UTC.
        let at = self.overview.runs.first().map(|run| run.at.trim_end_matches('Z')).unwrap_or_default();
        format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\" \
             timestamp=\"{}\" file=\"{name}\">\n",
            suite.tests,
            suite.failures,
            suite.errors,
            suite.skipped,
            seconds(suite.elapsed_us),
            attribute(at),
            name = attribute(&suite.file),
        )
    }
}

impl<W: Write, S: Spool> Report for Junit<W, S> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.overview.begin(runs);
        Ok(())
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.overview.add(case);
        let group = self.suite(&case.place.file);
        let suite = &mut self.suites[group as usize];
        suite.tests += 1;
        suite.elapsed_us = suite.elapsed_us.saturating_add(case.elapsed_us);
        match case.verdict {
            Verdict::Failed => suite.failures += 1,
            Verdict::Error => suite.errors += 1,
            Verdict::Skipped | Verdict::KnownFailure => suite.skipped += 1,
            Verdict::Passed | Verdict::Flaky | Verdict::Fixed => {}
        }
        let piece = test(case, &self.overview);
        let order = u32::try_from(case.place.line).unwrap_or(u32::MAX);
        self.pieces.as_mut().map_or(Ok(()), |pieces| pieces.put(group, order, &piece))
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        let gaps = closing.gaps;
        let summary = &self.overview.summary;
        let incomplete = usize::from(!gaps.is_empty());
        write!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"countersign\" tests=\"{}\" failures=\"{}\" \
             errors=\"{}\" time=\"{}\">\n",
            summary.ended() + incomplete,
            summary.failed,
            summary.errors + incomplete,
            seconds(self.overview.elapsed_us(closing)),
        )?;
        if !gaps.is_empty() {
            self.out.write_all(missing(gaps).as_bytes())?;
        }
        let mut order: Vec<u32> = self.by_file.values().copied().collect();
        order.sort_unstable_by_key(|&group| &self.suites[group as usize].file);
        let properties = self.properties();
        let mut pieces = self.pieces.take().map(Pieces::sorted).transpose()?;
        for group in order {
            let suite = &self.suites[group as usize];
            self.out.write_all(self.head(suite).as_bytes())?;
            self.out.write_all(properties.as_bytes())?;
            if let Some(pieces) = &mut pieces {
                pieces.write(group, &mut self.out)?;
            }
            self.out.write_all(b"  </testsuite>\n")?;
        }
        self.out.write_all(b"</testsuites>\n")?;
        self.out.flush()
    }
}

/// A case.
fn test(case: &CaseLine, overview: &Overview) -> String {
    let (class, name) = case.id.split_once("::").unwrap_or(("countersign", &case.id));
    let mut text = format!(
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{}\"",
        attribute(&class.replace('/', ".")),
        attribute(name),
        attribute(&case.place.file),
        case.place.line,
        seconds(case.elapsed_us),
    );
    let mut inside = String::new();
    outcome(case, overview, &mut inside);
    attempts(case, &mut inside);
    let out = output(case, overview);
    if !out.is_empty() {
        let _ = writeln!(inside, "      <system-out>{}</system-out>", content(&out));
    }
    match inside.is_empty() {
        true => text.push_str("/>\n"),
        false => {
            let _ = write!(text, ">\n{inside}    </testcase>\n");
        }
    }
    text
}

/// What says that a case did not pass.
fn outcome(case: &CaseLine, overview: &Overview, text: &mut String) {
    let element = match case.verdict {
        Verdict::Failed => "failure",
        Verdict::Error => "error",
        Verdict::Skipped | Verdict::KnownFailure => {
            let kind = if case.verdict == Verdict::Skipped { "skipped" } else { "known failure" };
            let excuse = attribute(&excuse(case));
            let _ = writeln!(text, "      <skipped type=\"{kind}\" message=\"{excuse}\"/>");
            return;
        }
        Verdict::Passed | Verdict::Flaky | Verdict::Fixed => return,
    };
    let main = main_finding(case);
    let code = main.map_or("unknown", |finding| finding.code.as_str());
    let message = main.map(in_a_line).unwrap_or_default();
    let details = details(case, &overview.view());
    let _ = writeln!(
        text,
        "      <{element} type=\"{}\" message=\"{}\">{}</{element}>",
        attribute(code),
        attribute(&cut(&message, MESSAGE)),
        content(&details),
    );
}

/// The attempts that did not hold, as surefire writes them; the one that the verdict is about has been told.
fn attempts(case: &CaseLine, text: &mut String) {
    let name = |attempt: &AttemptLine| match (case.verdict.holds(), attempt.verdict) {
        (true, Verdict::Error) => "flakyError",
        (true, _) => "flakyFailure",
        (false, Verdict::Error) => "rerunError",
        (false, _) => "rerunFailure",
    };
    let mut broken: Vec<(usize, &AttemptLine)> =
        case.attempts.iter().enumerate().filter(|(_, attempt)| !attempt.verdict.holds()).collect();
    if !case.verdict.holds() {
        broken.pop();
    }
    for (index, attempt) in broken {
        let message = format!("attempt {} of {}: {}", index + 1, case.attempts.len(), attempt.codes.join(", "));
        let kind = attempt.codes.first().map_or("unknown", String::as_str);
        let _ = writeln!(text, "      <{0} type=\"{kind}\" message=\"{1}\"/>", name(attempt), attribute(&message));
    }
}

/// What else there is to know: notes, what was found though it does not count, and what went over the wire.
fn output(case: &CaseLine, overview: &Overview) -> String {
    let mut text = String::new();
    if case.verdict == Verdict::Flaky {
        let held = case.attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
        let _ = writeln!(text, "flaky: {held} of {} attempts hold", case.attempts.len());
    }
    for note in &case.notes {
        let _ = writeln!(text, "note: {note}");
    }
    if case.verdict == Verdict::Fixed {
        let fixed = case.known.iter().map(|known| format!("a known failure is gone: {}\n", known.reason));
        text.extend(fixed);
    }
    let is_told = matches!(case.verdict, Verdict::Failed | Verdict::Error);
    if !is_told && case.all_findings().next().is_some() {
        text.push_str(&details(case, &overview.view()));
    }
    if !case.verdict.holds() && case.verdict != Verdict::Skipped {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&transcript(case, BODY));
    }
    text
}

/// A suite with an error, so that nobody who counts takes what is incomplete for all there is.
fn missing(gaps: &[String]) -> String {
    let code = Code::RecordIncomplete;
    let gaps = gaps.join("\n");
    format!(
        "  <testsuite name=\"countersign\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0.000\">\n    \
         <testcase classname=\"countersign\" name=\"every case has ended\" time=\"0.000\">\n      \
         <error type=\"{code}\" message=\"incomplete: {}\">{}</error>\n    </testcase>\n  </testsuite>\n",
        attribute(&cut(&gaps, MESSAGE)),
        content(&gaps),
    )
}

/// `1.234`
fn seconds(us: u64) -> String {
    let ms = us.div_ceil(1000);
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

fn attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in allowed(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A reader would take them for spaces.
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text within an element, which people look at as it is.
fn content(text: &str) -> String {
    format!("<![CDATA[{}]]>", allowed(text).replace("]]>", "]]]]><![CDATA[>"))
}

/// Text as XML takes it. Control characters are escapes already after [`harmless`]; two more are not allowed in XML.
fn allowed(text: &str) -> String {
    harmless(text, true).replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}")
}
