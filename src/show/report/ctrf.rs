//! CTRF, the Common Test Report Format (<https://ctrf.io>): JSON with a list of tests, for its viewers and bots.
//!
//! Its `failed` is ours for failures and errors alike, so that whoever counts takes neither for success; `rawStatus` has
//! our word for it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::judge::verdict::Verdict;
use crate::record::line::{AttemptLine, CaseLine, RunLine};
use crate::show::plain::harmless;
use crate::show::report::json::text;
use crate::show::report::overview::{Overview, cut, excuse, in_a_line, main_finding};
use crate::show::report::report::{Closing, Report};
use crate::show::report::transcript::transcript;
use crate::show::terminal::details;

/// The version of CTRF that is written.
const SPECIFICATION: &str = "0.1.0";
/// The most of a message, in bytes.
const MESSAGE: usize = 1000;

/// The report. Of its cases only the number is kept, and the names of their files.
#[derive(Debug)]
pub struct Ctrf<W> {
    out: W,
    overview: Overview,
    counts: Counts,
    files: BTreeMap<String, usize>,
    is_first: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
    other: usize,
}

impl<W: Write> Ctrf<W> {
    /// Written to `out` case by case.
    pub fn new(out: W) -> Ctrf<W> {
        Ctrf { out, overview: Overview::default(), counts: Counts::default(), files: BTreeMap::new(), is_first: true }
    }

    fn test(&mut self, test: &Test<'_>) -> io::Result<()> {
        let count = match test.status {
            "passed" => &mut self.counts.passed,
            "failed" => &mut self.counts.failed,
            "skipped" => &mut self.counts.skipped,
            _ => &mut self.counts.other,
        };
        *count += 1;
        let separator = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        write!(self.out, "{separator}{}", text(test)?)
    }

    /// When the only run began, in milliseconds since 1970. Of several runs it is not known to which a case belongs.
    fn began(&self) -> Option<i64> {
        match self.overview.runs.as_slice() {
            [run] => moment(run),
            _ => None,
        }
    }

    fn summary(&self, closing: &Closing<'_>) -> Value {
        let Counts { passed, failed, skipped, other } = self.counts;
        let start = self.overview.runs.iter().filter_map(moment).min().unwrap_or_default();
        let took = i64::try_from(self.overview.elapsed_us(closing) / 1000).unwrap_or_default();
        json!({
            "tests": passed + failed + skipped + other,
            "passed": passed,
            "failed": failed,
            "skipped": skipped,
            "pending": 0,
            "other": other,
            "flaky": self.overview.summary.flaky,
            "suites": self.files.len(),
            "start": start,
            "stop": start.saturating_add(took),
            "duration": took,
            "extra": { "planned": self.overview.summary.planned, "complete": closing.gaps.is_empty() },
        })
    }

    fn environment(&self, closing: &Closing<'_>) -> Value {
        let summary = &self.overview.summary;
        let healthy = closing.gaps.is_empty() && summary.failed + summary.errors == 0 && summary.holding() > 0;
        let runs = self.overview.runs.iter().map(|run| {
            let targets: BTreeMap<&str, &str> =
                run.targets.iter().map(|target| (target.api.as_str(), target.url.as_str())).collect();
            let mut about =
                json!({ "id": run.id, "at": run.at, "seed": run.seed, "mock": run.mock, "targets": targets });
            if run.insecure {
                about["insecure"] = Value::Bool(true);
            }
            about
        });
        json!({
            "testEnvironment": self.overview.view().environment,
            "healthy": healthy,
            "extra": { "runs": runs.collect::<Vec<_>>() },
        })
    }
}

impl<W: Write> Report for Ctrf<W> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.overview.begin(runs);
        let tool = json!({ "name": "countersign", "version": env!("CARGO_PKG_VERSION") });
        write!(
            self.out,
            "{{\"reportFormat\":\"CTRF\",\"specVersion\":\"{SPECIFICATION}\",\"generatedBy\":\"countersign\",\
             \"results\":{{\"tool\":{tool},\"tests\":["
        )
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.overview.add(case);
        *self.files.entry(case.place.file.clone()).or_default() += 1;
        let test = test(case, self.began(), &self.overview);
        self.test(&test)
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        if !closing.gaps.is_empty() {
            // Not every reader looks at what is extra, and nothing incomplete may look like success.
            let message = format!("incomplete: {}", closing.gaps.join("; "));
            self.test(&Test { message: Some(message), ..Test::new("every case has ended", "failed", "incomplete") })?;
        }
        let summary = text(&self.summary(closing))?;
        let environment = text(&self.environment(closing))?;
        let gaps = text(&closing.gaps)?;
        let extra = format!("{{\"complete\":{},\"gaps\":{gaps}}}", closing.gaps.is_empty());
        writeln!(self.out, "\n],\"summary\":{summary},\"environment\":{environment},\"extra\":{extra}}}}}")?;
        self.out.flush()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Test<'l> {
    name: &'l str,
    status: &'static str,
    raw_status: &'static str,
    duration: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suite: Vec<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_path: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'l [String],
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    retries: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    retry_attempts: Vec<RetryAttempt>,
    flaky: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stdout: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<Value>,
}

#[derive(Serialize)]
struct RetryAttempt {
    attempt: usize,
    status: &'static str,
    duration: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl<'l> Test<'l> {
    fn new(name: &'l str, status: &'static str, raw_status: &'static str) -> Test<'l> {
        Test {
            name,
            status,
            raw_status,
            duration: 0,
            start: None,
            stop: None,
            suite: Vec::new(),
            message: None,
            trace: None,
            file_path: None,
            line: None,
            tags: &[],
            kind: "contract",
            retries: None,
            retry_attempts: Vec::new(),
            flaky: false,
            stdout: Vec::new(),
            extra: None,
        }
    }
}

fn test<'l>(case: &'l CaseLine, began: Option<i64>, overview: &Overview) -> Test<'l> {
    let after = |us: u64| began.map(|began| began.saturating_add(i64::try_from(us / 1000).unwrap_or(i64::MAX)));
    let is_wrong = !case.verdict.holds() && case.verdict != Verdict::Skipped;
    let transcript = if is_wrong { transcript(case, usize::MAX) } else { String::new() };
    Test {
        duration: case.elapsed_us.div_ceil(1000),
        start: after(case.started_us),
        stop: after(case.started_us.saturating_add(case.elapsed_us)),
        suite: vec![&case.api, &case.place.file],
        message: message(case),
        trace: case.all_findings().next().map(|_| details(case, &overview.view())),
        file_path: Some(&case.place.file),
        line: Some(case.place.line),
        tags: &case.tags,
        retries: case.attempts.len().checked_sub(1),
        retry_attempts: case.attempts.iter().enumerate().map(retry).collect(),
        flaky: case.verdict == Verdict::Flaky,
        stdout: transcript.lines().map(str::to_owned).collect(),
        extra: Some(extra(case)),
        ..Test::new(&case.id, status(case.verdict), case.verdict.name())
    }
}

fn status(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed | Verdict::Flaky | Verdict::Fixed => "passed",
        Verdict::Failed | Verdict::Error => "failed",
        Verdict::Skipped => "skipped",
        Verdict::KnownFailure => "other",
    }
}

fn message(case: &CaseLine) -> Option<String> {
    let text = match case.verdict {
        Verdict::Skipped | Verdict::KnownFailure => excuse(case),
        _ => in_a_line(main_finding(case)?),
    };
    Some(harmless(&cut(&text, MESSAGE), false).into_owned())
}

fn retry((index, attempt): (usize, &AttemptLine)) -> RetryAttempt {
    RetryAttempt {
        attempt: index + 1,
        status: status(attempt.verdict),
        duration: attempt.elapsed_us.div_ceil(1000),
        message: (!attempt.codes.is_empty()).then(|| attempt.codes.join(", ")),
    }
}

fn extra(case: &CaseLine) -> Value {
    let codes: Vec<&str> = case.all_findings().map(|finding| finding.code.as_str()).collect();
    json!({ "name": case.name, "owner": case.owner, "source": case.source, "codes": codes, "notes": case.notes })
}

fn moment(run: &RunLine) -> Option<i64> {
    run.at.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}
