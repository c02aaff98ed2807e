//! An exchange held against what its step expects, its snapshot included.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use crate::judge::check::snapshot::PendingSnapshot;
use crate::judge::exchange::{Judged, judge, judge_expectations};
use crate::judge::judgement::{Documented, Judgement, Recorded};
use crate::judge::snapshot::path::path_for;
use crate::judge::snapshot::stored::Stored;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::record::event::StepRole;
use crate::run::capture::{capture, secret_texts};
use crate::run::due::{Change, Due, Proposing};
use crate::run::finding::error_finding;
use crate::run::progress::{Runner, fault_finding};
use crate::run::snapshots::Entry;
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::suite::model::{Auth, DuplicateKeys, Expect, SnapshotKind, StatusPattern, Statuses, Step, Undocumented};
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

/// What is wrong with an answer, and what is due for its snapshot.
pub fn judge_step(
    runner: &Runner<'_>,
    step: &Step,
    scope: &Scope,
    exchange: &Arc<Exchange>,
) -> (Vec<CheckResult>, Option<Due>) {
    if let Err(fault) = &exchange.outcome {
        let check = CheckResult::of(CheckKind::Exchange, fault_finding(fault, step, runner));
        return (vec![check], None);
    }
    if runner.session.is_mock
        && let Some(finding) = mock_trouble(exchange, step)
    {
        return (vec![CheckResult::of(CheckKind::Exchange, finding)], None);
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
        duplicate_keys: runner.case.duplicate_keys.unwrap_or(runner.api.duplicate_keys),
        invalid: step.request.invalid.as_deref(),
        unauthenticated: matches!(step.request.auth, Auth::None),
        // What a cleanup or a login answers is no promise that the case is about.
        strict: runner.session.strict && runner.role == StepRole::Case,
        ..plain_judgement(runner, expect, scope)
    };
    let spec = expect.snapshot.as_ref().filter(|_| runner.role != StepRole::Login);
    let Some(spec) = spec else { return (judge(&judgement, exchange).checks, None) };
    let kept = Kept::of(runner, step, spec.kind);
    let reviewed = Some(kept.recorded(&kept.entry.reviewed));
    let mut judged = judge(&Judgement { snapshot: reviewed, ..judgement }, exchange);
    let unreadable = judged.checks.iter_mut().flat_map(|check| &mut check.findings);
    for finding in unreadable.filter(|finding| finding.code == Code::SnapshotUnreadable) {
        finding.message = format!("{} cannot be read", kept.entry.path());
    }
    let holds = judged.checks.iter().any(|check| check.kind == CheckKind::Snapshot && check.findings.is_empty());
    let change = match judged.pending.take() {
        Some(pending) => kept.proposing(pending, &mut judged),
        None if holds && is_of_here(runner, &kept.entry.reviewed) => Some(Change::Settle(kept.entry)),
        None => None,
    };
    (judged.checks, change.map(|change| Due { exchange: exchange.clone(), change }))
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
        Kept { runner, case, entry }
    }

    fn recorded<'r>(&'r self, stored: &'r Stored) -> Recorded<'r> {
        let env = &self.runner.session.environment;
        Recorded { stored, env, source: self.runner.file.path.as_str(), case: &self.case }
    }

    /// What is proposed, unless it would reveal something. What will be accepted is no finding.
    fn proposing(self, pending: PendingSnapshot, judged: &mut Judged) -> Option<Change> {
        self.runner.session.hide_all_secrets();
        let mask = &self.runner.session.mask;
        // The file is named after the case.
        let is_named = matches!(mask.apply(self.entry.path().as_str()), Cow::Owned(_));
        if is_named || mask.is_revealing(&pending.text) {
            judged.checks.push(CheckResult::of(CheckKind::Snapshot, reveals()));
            return None;
        }
        let mut withheld = Vec::new();
        if self.runner.session.snapshots.accepts(pending.is_new) {
            let snapshot = judged.checks.iter_mut().filter(|check| check.kind == CheckKind::Snapshot);
            snapshot.for_each(|check| withheld.append(&mut check.findings));
        }
        let Kept { case, entry, .. } = self;
        Some(Change::Propose(Proposing { entry, case, is_new: pending.is_new, text: pending.text, withheld }))
    }
}

fn reveals() -> Finding {
    Finding::new(Code::SnapshotSecret, Part::Body, "no secret in a snapshot", "the value of a secret")
        .severity(Severity::Error)
        .help("redact the path: `snapshot: { kind: ..., redact: { $.path: \"[text]\" } }`")
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
        duplicate_keys: DuplicateKeys::Allow,
        strict: false,
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
