//! Steps that are sent more than once: until an answer is as wanted, or page by page.

use std::time::Instant;

use serde_json::{Value, json};

use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
use crate::record::event::StepRole;
use crate::run::conclude::{conclude, was_sent};
use crate::run::finding::error_finding;
use crate::run::judging::wanted;
use crate::run::progress::{Outcome, Progress, Runner, as_leftover, step_report, stopped, worse};
use crate::run::send::{check_time, send};
use crate::run::watch::Stage;
use crate::source::code::Code;
use crate::suite::model::{Repeat, Step, Until};
use crate::suite::template::scope::Scope;
use crate::wire::exchange::{Exchange, Fault};

pub fn run_until(runner: &Runner<'_>, step: &Step, until: &Until, scope: Scope, progress: &mut Progress) -> Outcome {
    let mut attempt = 1;
    let mut earlier = Outcome::default();
    loop {
        let sent = match send(runner, step, &scope) {
            Ok(sent) => sent,
            Err(unsent) => return merged(earlier, unsent.outcome(runner, step, progress)),
        };
        let exchange = sent.exchange.clone();
        if exchange.outcome.as_ref().is_err_and(Fault::is_broken_off) {
            return merged(earlier, conclude(runner, step, scope, sent, Vec::new(), progress));
        }
        runner.lease.at(Stage::Judging);
        let answered = scope.clone().with_response(exchange.clone());
        let missing = wanted(runner, step, &until.wanted, &answered, &exchange);
        let stop = until.stop_on.as_ref();
        let given_up = stop.is_some_and(|stop| wanted(runner, step, stop, &answered, &exchange).is_empty());
        if missing.is_empty() {
            return merged(earlier, conclude(runner, step, scope, sent, Vec::new(), progress));
        }
        if attempt >= until.attempts || given_up {
            let why = if given_up { "`stop_on` holds" } else { "all attempts are used up" };
            let message = format!("not as wanted after {attempt} of {} attempts: {why}", until.attempts);
            let exhausted = Finding::new(Code::UntilExhausted, Part::Exchange, "", "").message(message).at(until.span);
            let extra = match exchange.outcome {
                Ok(_) => {
                    let findings = [exhausted].into_iter().chain(missing).collect();
                    vec![CheckResult { findings, ..CheckResult::new(CheckKind::Until) }]
                }
                // Without an answer there is no telling whether the API broke its word; concluding says why.
                Err(_) => vec![CheckResult::of(CheckKind::Until, exhausted.severity(Severity::Error))],
            };
            progress.stop = true;
            return merged(earlier, conclude(runner, step, scope, sent, extra, progress));
        }
        // The attempts that were not as wanted yet are told, too; nothing was judged of them.
        earlier.sent |= !sent.before.is_empty() || was_sent(&exchange);
        earlier.steps.extend(sent.before);
        earlier.waits.extend(sent.waits);
        let remaining = runner.time.end().saturating_duration_since(Instant::now());
        runner.client.wait_unless(runner.cancel, until.every.min(remaining));
        let so_far = format!("after {attempt} of {} attempts, and the answer was not as wanted yet", until.attempts);
        if let Err(ended) = check_time(runner, step, &so_far) {
            let check = ended_early(runner, *ended, missing);
            earlier.steps.push(step_report(runner, step, Some(exchange), vec![check]));
            progress.stop = true;
            return Outcome { verdict: worse(earlier.verdict, Verdict::Error), ..earlier };
        }
        earlier.steps.push(step_report(runner, step, Some(exchange), Vec::new()));
        attempt += 1;
    }
}

/// Why there were no more attempts, and what the last one missed.
fn ended_early(runner: &Runner<'_>, mut ended: Finding, missing: Vec<Finding>) -> CheckResult {
    if runner.role == StepRole::Cleanup {
        as_leftover(&mut ended);
    }
    let missing = missing.into_iter().map(|finding| finding.severity(Severity::Warning));
    CheckResult { findings: [ended].into_iter().chain(missing).collect(), ..CheckResult::new(CheckKind::Until) }
}

pub fn run_pages(runner: &Runner<'_>, step: &Step, repeat: &Repeat, scope: Scope, progress: &mut Progress) -> Outcome {
    let mut total = Outcome::default();
    for (name, _) in &repeat.collect {
        progress.captures.insert(name.clone(), Value::Array(Vec::new()));
    }
    for index in 0..=repeat.max {
        let captured = Value::Object(progress.captures.clone());
        let scope = scope.clone().with("captures", captured).with("repeat", json!({ "index": index }));
        if index == repeat.max {
            let message = format!("there are still further pages after {} of them", repeat.max);
            let finding = Finding::new(Code::UntilExhausted, Part::Exchange, "", "").message(message).at(repeat.span);
            return merged(total, stopped(runner, step, progress, finding));
        }
        let sent = match send(runner, step, &scope) {
            Ok(sent) => sent,
            Err(unsent) => return merged(total, unsent.outcome(runner, step, progress)),
        };
        let exchange = sent.exchange.clone();
        let outcome = conclude(runner, step, scope.clone(), sent, Vec::new(), progress);
        total = merged(total, outcome);
        if progress.stop || matches!(total.verdict, Verdict::Failed | Verdict::Error) {
            return total;
        }
        let answered = scope.with_response(exchange.clone());
        collect(repeat, &answered, &exchange, progress);
        let answered = answered.with("captures", Value::Object(progress.captures.clone()));
        match repeat.condition.eval_bool(&answered) {
            Ok(true) => {}
            Ok(false) => return total,
            Err(error) => {
                let finding = error_finding(error.code, Part::Exchange, error.to_string()).at(error.span);
                return merged(total, stopped(runner, step, progress, finding));
            }
        }
    }
    total
}

fn collect(repeat: &Repeat, scope: &Scope, exchange: &Exchange, progress: &mut Progress) {
    let Some(body) = exchange.outcome.as_ref().ok().and_then(|response| response.json().ok()) else { return };
    for (name, path) in &repeat.collect {
        if let (Ok(path), Some(Value::Array(list))) = (path.render(scope), progress.captures.get_mut(name)) {
            list.extend(path.values(body).into_iter().cloned());
        }
    }
}

fn merged(first: Outcome, second: Outcome) -> Outcome {
    let Outcome { mut happened, mut steps, mut due, mut waits, .. } = first;
    waits.extend(second.waits);
    happened.extend(second.happened);
    steps.extend(second.steps);
    due.extend(second.due);
    let verdict = worse(first.verdict, second.verdict);
    Outcome { sent: first.sent || second.sent, verdict, happened, steps, due, waits }
}
