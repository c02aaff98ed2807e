//! What follows from an answer: findings, captures, and whether later steps make sense.

use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::record::event::StepRole;
use crate::run::capture::capture;
use crate::run::judging::{hide_secrets, judge_step};
use crate::run::progress::{Outcome, Progress, Runner, as_leftover, step_report, weigh};
use crate::run::send::Sent;
use crate::run::watch::Stage;
use crate::source::code::Code;
use crate::suite::model::Step;
use crate::suite::template::scope::Scope;
use crate::wire::exchange::{Exchange, Phase};

/// Judges an exchange, keeps what later steps need, and says whether they make sense.
pub fn conclude(
    runner: &Runner<'_>,
    step: &Step,
    scope: Scope,
    sent: Sent,
    extra: Vec<CheckResult>,
    progress: &mut Progress,
) -> Outcome {
    let Sent { before, exchange, remarks, waits } = sent;
    runner.lease.at(Stage::Judging);
    let answered = scope.with_response(exchange.clone());
    hide_secrets(runner, step, &answered, &exchange);
    let (judged, due) = judge_step(runner, step, &answered, &exchange);
    let due = due.into_iter().collect();
    let is_sent = !before.is_empty() || was_sent(&exchange);
    let mut outcome = Outcome { sent: is_sent, due, waits, steps: before, ..Outcome::default() };
    let stops = judged.iter().any(stops_case);
    let judged_nothing = judged.iter().any(|check| check.kind == CheckKind::Exchange && !check.holds());
    let mut checks = extra;
    checks.extend(judged);
    if let Ok(response) = &exchange.outcome
        && !stops
        && !judged_nothing
    {
        let mut captured = CheckResult::new(CheckKind::Capture);
        for wanted in &step.capture {
            match capture(wanted, &answered, response) {
                Ok(value) => {
                    progress.captures.insert(wanted.name.clone(), value);
                }
                Err(finding) => {
                    captured.findings.push(*finding);
                    progress.stop = true;
                }
            }
        }
        checks.extend((!step.capture.is_empty()).then_some(captured));
    }
    progress.stop |= stops || judged_nothing || exchange.outcome.is_err();
    progress.scope = progress.scope.clone().with_step(&step.id, exchange.clone());
    if runner.role == StepRole::Cleanup {
        checks.iter_mut().flat_map(|check| &mut check.findings).for_each(as_leftover);
    }
    if exchange.retried {
        let finding = Finding::new(Code::RetriedOnce, Part::Request, "", "")
            .message("sent once more, because the connection had died before an answer")
            .severity(Severity::Warning);
        checks.push(CheckResult::of(CheckKind::Exchange, finding));
    }
    checks.extend(remarks.into_iter().map(|finding| CheckResult::of(CheckKind::Exchange, finding)));
    (outcome.verdict, outcome.happened) = weigh(runner, &checks, Some(&exchange));
    outcome.steps.push(step_report(runner, step, Some(exchange), checks));
    outcome
}

/// Without a connection nothing was sent, and nothing has to be undone.
pub fn was_sent(exchange: &Exchange) -> bool {
    let before = [Phase::Prepare, Phase::Dns, Phase::Connect, Phase::Tls];
    exchange.outcome.as_ref().err().is_none_or(|fault| !before.contains(&fault.phase))
}

/// After a wrong status or without an answer, later steps would only fail for the same reason.
fn stops_case(check: &CheckResult) -> bool {
    check.kind == CheckKind::Status && check.findings.iter().any(|finding| finding.severity != Severity::Warning)
}
