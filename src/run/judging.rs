//! An exchange held against what its step expects, its snapshot included.

use std::sync::Arc;

use serde_json::Value;

use crate::judge::check::snapshot::PendingSnapshot;
use crate::judge::exchange::{Judged, judge, judge_expectations};
use crate::judge::judgement::{Documented, Judgement, Recorded};
use crate::judge::snapshot::path::path_for;
use crate::judge::snapshot::stored::Stored;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::record::event::StepRole;
use crate::record::store::StoreError;
use crate::run::capture::{capture, secret_texts};
use crate::run::finding::error_finding;
use crate::run::progress::{Runner, fault_finding};
use crate::run::proposing::proposal;
use crate::run::snapshots::{Entry, Proposed, Settled};
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::suite::model::{Auth, Expect, SnapshotKind, StatusPattern, Statuses, Step, Undocumented};
use crate::suite::plan::check::operation;
use crate::suite::template::scope::Scope;
use crate::wire::exchange::Exchange;

/// Masks what is captured as a secret before anything of the answer is written anywhere, a snapshot among it.
pub fn hide_secrets(runner: &Runner<'_>, step: &Step, scope: &Scope, exchange: &Exchange) {
    let Ok(response) = &exchange.outcome else { return };
    for wanted in step.capture.iter().filter(|wanted| wanted.secret) {
        if let Ok(value) = capture(wanted, scope, response) {
            let texts = secret_texts(&value).into_iter();
            let secrets = texts.filter_map(|text| Secret::new(format!("captures.{}", wanted.name), text).ok());
            runner.session.mask.add(secrets);
        }
    }
}

pub fn judge_step(runner: &Runner<'_>, step: &Step, scope: &Scope, exchange: &Exchange) -> Judged {
    if let Err(fault) = &exchange.outcome {
        let check = CheckResult::of(CheckKind::Exchange, fault_finding(fault, step, runner));
        return Judged { checks: vec![check], pending: None };
    }
    if runner.session.is_mock
        && let Some(finding) = mock_trouble(exchange, step)
    {
        return Judged { checks: vec![CheckResult::of(CheckKind::Exchange, finding)], pending: None };
    }
    let forgiving;
    let expect = match (runner.role, &step.expect.status) {
        (StepRole::Cleanup, None) => {
            forgiving = Expect { status: Some(cleanup_statuses(step)), ..step.expect.clone() };
            &forgiving
        }
        _ => &step.expect,
    };
    let judgement = Judgement {
        documented: documented(runner, step),
        undocumented: undocumented(runner),
        invalid: step.request.invalid.as_deref(),
        unauthenticated: matches!(step.request.auth, Auth::None),
        ..plain_judgement(runner, expect, scope)
    };
    let spec = expect.snapshot.as_ref().filter(|_| runner.role != StepRole::Login);
    let Some(spec) = spec else { return judge(&judgement, exchange) };
    let kept = Kept::of(runner, step, spec.kind);
    let reviewed = Some(kept.recorded(&kept.entry.reviewed));
    let mut judged = judge(&Judgement { snapshot: reviewed, ..judgement }, exchange);
    let unreadable = judged.checks.iter_mut().flat_map(|check| &mut check.findings);
    for finding in unreadable.filter(|finding| finding.code == Code::SnapshotUnreadable) {
        finding.message = format!("{} cannot be read", kept.entry.path());
    }
    if let Some(pending) = judged.pending.take() {
        kept.settle(exchange, &pending, &mut judged);
    } else if judged.checks.iter().any(|check| check.kind == CheckKind::Snapshot && check.findings.is_empty())
        && is_of_here(runner, &kept.entry.reviewed)
    {
        runner.session.snapshots.settle(&kept.entry);
    }
    judged
}

/// Whether a snapshot was compared in full: a body of another environment is judged by its shape alone.
fn is_of_here(runner: &Runner<'_>, stored: &Stored) -> bool {
    match stored {
        Stored::Body(body) => body.env.as_ref() == Some(&runner.session.environment),
        _ => true,
    }
}

/// A mock that cannot answer says so in an answer of its own, which tells nothing about the contract.
pub fn mock_trouble(exchange: &Exchange, step: &Step) -> Option<Finding> {
    let response = exchange.outcome.as_ref().ok().filter(|response| response.status == 500)?;
    if response.media_type().as_deref() != Some("application/problem+json") {
        return None;
    }
    let problem = response.json().ok()?;
    let code = Code::parse(problem.get("code")?.as_str()?)?;
    let own = matches!(code, Code::MockSessionGone | Code::MockRuleFailed | Code::MockFile);
    let detail = problem.get("detail").and_then(Value::as_str).unwrap_or_default();
    let finding = error_finding(code, Part::Exchange, format!("the mock cannot answer: {detail}")).at(step.span);
    own.then(|| finding.help("mend the rules of the mock; the API itself was not asked"))
}

/// The snapshot of a step.
struct Kept<'k> {
    runner: &'k Runner<'k>,
    step: &'k Step,
    /// The case's id, with its step if it has several.
    case: String,
    entry: Arc<Entry>,
}

impl<'k> Kept<'k> {
    fn of(runner: &'k Runner<'k>, step: &'k Step, kind: SnapshotKind) -> Kept<'k> {
        let step_id = runner.case.scenario.then_some(step.id.as_str());
        let row = runner.trial.row.as_ref().map(|row| row.id.as_str());
        let path = path_for(&runner.case.id, row, step_id, kind);
        let entry = runner.session.snapshots.entry(&path, kind);
        let case = step_id.map_or_else(|| runner.case.id.clone(), |step| format!("{}@{step}", runner.case.id));
        Kept { runner, step, case, entry }
    }

    fn recorded<'r>(&'r self, stored: &'r Stored) -> Recorded<'r> {
        let env = &self.runner.session.environment;
        Recorded { stored, env, source: self.runner.file.path.as_str(), case: &self.case }
    }

    /// Writes what is pending, as the run's policy says, and tells what is to be done about it.
    fn settle(&self, exchange: &Exchange, pending: &PendingSnapshot, judged: &mut Judged) {
        self.runner.session.hide_all_secrets();
        if self.runner.session.mask.is_revealing(&pending.text) {
            judged.checks.push(CheckResult::of(CheckKind::Snapshot, reveals()));
            return;
        }
        let told = || proposal(self.runner, self.step, &self.case, exchange, &judged.checks);
        let settled = self.runner.session.snapshots.propose(&self.entry, pending.is_new, &pending.text, told);
        let snapshot = judged.checks.iter_mut().filter(|check| check.kind == CheckKind::Snapshot);
        match settled {
            Ok(Settled { proposed: Proposed::Accepted, .. }) => snapshot.for_each(|check| check.findings.clear()),
            Ok(settled) => {
                if let Some(finding) = snapshot.flat_map(|check| &mut check.findings).last() {
                    finding.help.push(self.advice(settled.proposed, pending.is_new));
                    let untold = settled.untold.map(|why| format!("a review will not show what led to it: {why}"));
                    finding.help.extend(untold);
                }
            }
            Err(error) => judged.checks.push(CheckResult::of(CheckKind::Snapshot, unwritten(&error))),
        }
    }

    fn advice(&self, proposed: Proposed, is_new: bool) -> String {
        let (path, case) = (self.entry.path(), &self.case);
        match proposed {
            Proposed::Refused => format!(
                "in CI nothing is written under snapshots/: keep the page that `countersign review --html review.html` \
                 makes here and review there, or run the case on your own machine, review {path} and commit it"
            ),
            _ => format!(
                "look at {path}.new with `countersign review {case}`, or accept it with `countersign run \
                 --update-snapshots {}`",
                if is_new { "new" } else { "all" }
            ),
        }
    }
}

fn reveals() -> Finding {
    Finding::new(Code::SnapshotSecret, Part::Body, "no secret in a snapshot", "the value of a secret")
        .severity(Severity::Error)
        .help("redact the path: `snapshot: { kind: ..., redact: { $.path: \"[text]\" } }`")
}

fn unwritten(error: &StoreError) -> Finding {
    let expected = match error {
        StoreError::Changed(_) => "the file as it was judged",
        _ => "a file that can be written",
    };
    Finding::new(error.code(), Part::Body, expected, error.reason())
        .severity(Severity::Error)
        .message(format!("{} cannot be written", error.path()))
        .help(error.help())
}

fn documented<'a>(runner: &Runner<'a>, step: &Step) -> Option<Documented<'a>> {
    let contract = &runner.api.contract;
    operation(contract, &step.target).map(|operation| Documented { contract, operation })
}

/// A judgement by what is written in the case alone.
fn plain_judgement<'j>(runner: &Runner<'j>, expect: &'j Expect, scope: &'j Scope) -> Judgement<'j> {
    Judgement {
        expect,
        scope,
        documented: None,
        schemas: &runner.session.schemas,
        invalid: None,
        unauthenticated: false,
        undocumented: Undocumented::Allow,
        snapshot: None,
    }
}

fn undocumented(runner: &Runner<'_>) -> Undocumented {
    runner.case.undocumented.unwrap_or(runner.api.undocumented)
}

/// A cleanup that finds nothing to remove has done its work.
fn cleanup_statuses(step: &Step) -> Statuses {
    Statuses { any: vec![StatusPattern::Class(2), StatusPattern::Exact(404)], span: step.span }
}

/// What is missing for an answer to be the wanted one. The contract is not judged here.
pub fn wanted(runner: &Runner<'_>, step: &Step, expect: &Expect, scope: &Scope, exchange: &Exchange) -> Vec<Finding> {
    if let Err(fault) = &exchange.outcome {
        return vec![fault_finding(fault, step, runner)];
    }
    let checks = judge_expectations(&plain_judgement(runner, expect, scope), exchange);
    checks.into_iter().flat_map(|check| check.findings).collect()
}
