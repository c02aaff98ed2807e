//! The report for scripts: one JSON document in a format of our own, case by case in the order in which they end.

use std::io::{self, Write};

use serde::Serialize;

use crate::judge::verdict::{CheckKind, Verdict};
use crate::record::event::{StepRole, Summary};
use crate::record::line::{
    AttemptLine, CaseLine, FaultLine, FindingLine, KnownLine, PlaceLine, RunLine, StepLine, TargetLine,
};
use crate::show::report::overview::Overview;
use crate::show::report::report::{Closing, Report};
use crate::source::commands::json_without_commands;

/// The version of the format.
pub const VERSION: u32 = 1;

/// The report. Nothing of it is kept.
#[derive(Debug)]
pub struct Json<W> {
    out: W,
    overview: Overview,
    is_first: bool,
}

impl<W: Write> Json<W> {
    /// Written to `out` case by case.
    pub fn new(out: W) -> Json<W> {
        Json { out, overview: Overview::default(), is_first: true }
    }
}

impl<W: Write> Report for Json<W> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.overview.begin(runs);
        let runs: Vec<Run<'_>> = runs.iter().map(run).collect();
        write!(self.out, "{{\"version\":{VERSION},\"runs\":{},\"cases\":[", text(&runs)?)
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.overview.add(case);
        let separator = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        write!(self.out, "{separator}{}", text(&self::case(case))?)
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        let end = End {
            summary: &self.overview.summary,
            missing: self.overview.summary.missing(),
            elapsed_us: self.overview.elapsed_us(closing),
            complete: closing.gaps.is_empty(),
            gaps: closing.gaps,
        };
        let end = text(&end)?;
        // The end's keys go on where the list of cases stops.
        writeln!(self.out, "\n],{}", end.trim_start_matches('{'))?;
        self.out.flush()
    }
}

/// A value as it may be printed anywhere.
pub(crate) fn text(value: &impl Serialize) -> io::Result<String> {
    Ok(json_without_commands(serde_json::to_string(value)?))
}

#[derive(Serialize)]
struct Run<'l> {
    id: &'l str,
    tool: &'l str,
    at: &'l str,
    environment: &'l str,
    mock: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    insecure: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxy: Option<&'l str>,
    targets: &'l [TargetLine],
    seed: u64,
    planned: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<Shard>,
}

#[derive(Serialize)]
struct Shard {
    index: u32,
    total: u32,
}

#[derive(Serialize)]
struct Case<'l> {
    id: &'l str,
    name: &'l str,
    api: &'l str,
    place: &'l PlaceLine,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'l str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'l [String],
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'l str>,
    started_us: u64,
    elapsed_us: u64,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    attempts: &'l [AttemptLine],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step<'l>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    findings: &'l [FindingLine],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'l [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    known: &'l [KnownLine],
}

#[derive(Serialize)]
struct Step<'l> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'l str>,
    #[serde(skip_serializing_if = "StepRole::is_case")]
    role: StepRole,
    place: &'l PlaceLine,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'l FaultLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_us: Option<u64>,
    checks: Vec<CheckKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<&'l FindingLine>,
    #[serde(skip_serializing_if = "is_none_left")]
    more: usize,
}

#[derive(Serialize)]
struct End<'l> {
    summary: &'l Summary,
    missing: usize,
    elapsed_us: u64,
    complete: bool,
    gaps: &'l [String],
}

fn run(run: &RunLine) -> Run<'_> {
    Run {
        id: &run.id,
        tool: &run.tool,
        at: &run.at,
        environment: &run.environment,
        mock: run.mock,
        insecure: run.insecure,
        proxy: run.proxy.as_deref(),
        targets: &run.targets,
        seed: run.seed,
        planned: run.planned,
        shard: run.shard.as_ref().map(|shard| Shard { index: shard.index, total: shard.total }),
    }
}

fn case(case: &CaseLine) -> Case<'_> {
    Case {
        id: &case.id,
        name: &case.name,
        api: &case.api,
        place: &case.place,
        source: case.source.as_deref(),
        owner: case.owner.as_deref(),
        tags: &case.tags,
        verdict: case.verdict,
        reason: case.reason.as_deref(),
        started_us: case.started_us,
        elapsed_us: case.elapsed_us,
        attempts: &case.attempts,
        steps: case.steps.iter().map(step).collect(),
        findings: &case.findings,
        notes: &case.notes,
        known: &case.known,
    }
}

fn step(step: &StepLine) -> Step<'_> {
    let exchange = step.exchange.as_ref();
    Step {
        id: step.id.as_deref(),
        role: step.role,
        place: &step.place,
        operation: step.operation.as_deref(),
        method: exchange.map(|exchange| exchange.method.as_str()),
        url: exchange.map(|exchange| exchange.url.as_str()),
        status: exchange.and_then(|exchange| exchange.status),
        fault: exchange.and_then(|exchange| exchange.fault.as_ref()),
        elapsed_us: exchange.map(|exchange| exchange.elapsed_us),
        checks: step.checks.iter().map(|check| check.kind).collect(),
        findings: step.findings().collect(),
        more: step.checks.iter().map(|check| check.more).sum(),
    }
}

fn is_none_left(number: &usize) -> bool {
    *number == 0
}
