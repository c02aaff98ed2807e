//! What the steps of a case hand on, and what comes of one.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use crate::judge::known_failure::{self, Circumstances};
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
use crate::record::event::{Attempt, StepReport, StepRole};
use crate::run::due::Due;
use crate::run::finding::error_finding;
use crate::run::session::{ApiSession, Session};
use crate::run::watch::Lease;
use crate::source::code::Code;
use crate::suite::config::environment::Target as Server;
use crate::suite::model::{Case, CaseFile, Step, Target};
use crate::suite::plan::select::Trial;
use crate::suite::template::scope::Scope;
use crate::wire::cancel::Cancel;
use crate::wire::client::BlockingClient;
use crate::wire::exchange::{Exchange, Fault};

/// How long cleaning up may take, whatever the case took.
pub const CLEANUP: Duration = Duration::from_secs(30);

/// What a step is run with.
#[derive(Clone)]
pub struct Runner<'a> {
    /// The run.
    pub session: &'a Session,
    /// The case, with its row.
    pub trial: &'a Trial,
    /// The case's file.
    pub file: &'a CaseFile,
    /// The case.
    pub case: &'a Case,
    /// The API.
    pub api: &'a ApiSession,
    /// The thread's connections.
    pub client: &'a BlockingClient,
    /// Where requests go.
    pub server: &'a Server,
    /// The credentials that were fetched for this step.
    pub fetched: &'a [(String, String)],
    /// The case's time, and who watches over it.
    pub lease: Lease<'a>,
    /// The time that its steps have.
    pub time: Time,
    /// Breaks off what is waited for.
    pub cancel: &'a Cancel,
    /// What the step is there for.
    pub role: StepRole,
    /// Which attempt at the case this is, from 1.
    pub attempt: u32,
}

/// Until when something must have ended. Waiting for one's turn, by the rate or since a server asked for it, is none of the
/// time that a case has: other cases may have asked before it.
#[derive(Clone, Debug)]
pub struct Time {
    end: Rc<Cell<Instant>>,
}

impl Time {
    /// Until `end`. Clones share it.
    pub fn until(end: Instant) -> Time {
        Time { end: Rc::new(Cell::new(end)) }
    }

    /// When it is over.
    pub fn end(&self) -> Instant {
        self.end.get()
    }

    /// Ends it so much later.
    pub fn postpone(&self, by: Duration) {
        self.end.set(self.end().checked_add(by).unwrap_or(self.end()));
    }
}

/// What the steps of a case hand on.
#[derive(Debug)]
pub struct Progress {
    /// What names stand for.
    pub scope: Scope,
    /// Everything captured so far.
    pub captures: Map<String, Value>,
    /// Whether later steps make no sense any more.
    pub stop: bool,
}

/// What came of a step.
#[derive(Debug)]
pub struct Outcome {
    /// Whether anything was sent.
    pub sent: bool,
    /// What its checks amount to.
    pub verdict: Verdict,
    /// Which of the case's known failures happened, by position.
    pub happened: Vec<usize>,
    /// Its exchanges and what was judged of them: one, or as many as it was sent times.
    pub steps: Vec<StepReport>,
    /// What is due for snapshots, once it is known that this attempt counts.
    pub due: Vec<Due>,
    /// The answers that asked to come back later.
    pub waits: Vec<Attempt>,
}

impl Default for Outcome {
    fn default() -> Outcome {
        Outcome {
            sent: false,
            verdict: Verdict::Passed,
            happened: Vec::new(),
            steps: Vec::new(),
            due: Vec::new(),
            waits: Vec::new(),
        }
    }
}

/// A step whose request was not sent, and why.
pub fn stopped(runner: &Runner<'_>, step: &Step, progress: &mut Progress, finding: Finding) -> Outcome {
    progress.stop = true;
    let mut finding = finding;
    // A cleanup whose captures are missing has nothing to undo.
    if runner.role == StepRole::Cleanup && finding.code != Code::TemplateUndefined {
        as_leftover(&mut finding);
    }
    let check = CheckResult::of(CheckKind::Exchange, finding);
    let (verdict, happened) = weigh(runner, std::slice::from_ref(&check), None);
    let steps = vec![step_report(runner, step, None, vec![check])];
    Outcome { verdict, happened, steps, ..Outcome::default() }
}

/// What checks amount to, and which known failures of the case happened.
pub fn weigh(runner: &Runner<'_>, checks: &[CheckResult], exchange: Option<&Exchange>) -> (Verdict, Vec<usize>) {
    let verdict = Verdict::of(checks);
    let known = &runner.case.known_failures;
    if known.is_empty() || verdict != Verdict::Failed {
        return (verdict, Vec::new());
    }
    let body = exchange.and_then(|exchange| exchange.outcome.as_ref().ok()?.json().ok());
    let today = runner.session.today();
    let row = runner.trial.row.as_ref().map(|row| row.id.as_str());
    let circumstances = Circumstances { env: &runner.session.environment, row, today: &today };
    known_failure::verdict(checks, known, circumstances, body)
}

pub fn step_report(
    runner: &Runner<'_>,
    step: &Step,
    exchange: Option<Arc<Exchange>>,
    checks: Vec<CheckResult>,
) -> StepReport {
    StepReport {
        id: (runner.case.scenario || runner.role != StepRole::Case).then(|| step.id.clone()),
        role: runner.role,
        span: step.span,
        operation: match &step.target {
            Target::Operation { method, path, .. } => Some(format!("{method} {path}")),
            Target::Url { .. } => None,
        },
        exchange,
        checks,
    }
}

/// The worse of two verdicts: a failure is never hidden by an error, and an error never by anything else.
pub fn worse(first: Verdict, second: Verdict) -> Verdict {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Passed | Verdict::Flaky | Verdict::Fixed => 0,
        Verdict::Skipped => 1,
        Verdict::KnownFailure => 2,
        Verdict::Error => 3,
        Verdict::Failed => 4,
    };
    if rank(&second) > rank(&first) { second } else { first }
}

pub fn fault_finding(fault: &Fault, step: &Step, runner: &Runner<'_>) -> Finding {
    let at_deadline = runner.time.end() <= Instant::now();
    let (code, message) = match at_deadline {
        true => (Code::DeadlinePassed, format!("{}: {}", whose_time(runner.role), fault.message)),
        false => (fault.code, fault.message.clone()),
    };
    let mut finding = error_finding(code, Part::Exchange, message).at(step.span);
    finding.actual = match fault.received {
        0 => format!("broke off at {}", fault.phase),
        bytes => format!("broke off at {}, after {bytes} bytes of the body", fault.phase),
    };
    // At the deadline it is no other limit that would have to be raised.
    finding.help.push(match (at_deadline, &fault.hint) {
        (false, Some(hint)) => hint.clone(),
        (false, None) => return finding,
        (true, _) if runner.role == StepRole::Cleanup => {
            format!("cleanups have {} s together, whatever the case took", CLEANUP.as_secs())
        }
        (true, _) => "`deadline`, of the case or of the environment, allows more time".to_owned(),
    });
    finding
}

/// What has passed when a step of this role has no time left.
pub fn whose_time(role: StepRole) -> &'static str {
    match role {
        StepRole::Cleanup => "the time for cleaning up passed",
        StepRole::Login => "the case's deadline passed while a credential was fetched",
        StepRole::Case => "the case's deadline passed",
    }
}

/// A failed cleanup says nothing about the contract, but what it should have removed may still be there.
pub fn as_leftover(finding: &mut Finding) {
    if finding.severity > Severity::Warning {
        finding.severity = Severity::Error;
        finding.message = format!("cleanup failed, something may be left on the server: {}", finding.message);
        finding.code = Code::Leftover;
    }
}
