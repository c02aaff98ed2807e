//! Fetching credentials: once for each user and scheme, for every case of the run, and masked before anything is
//! written.

use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use crate::judge::verdict::{Finding, Part, Severity, Verdict};
use crate::record::event::{StepReport, StepRole};
use crate::run::capture::secret_texts;
use crate::run::credentials::{Key, Slot, Unfetched};
use crate::run::finding::{error_finding, variables};
use crate::run::progress::{Progress, Runner};
use crate::run::send::check_time;
use crate::run::step::run_step;
use crate::run::watch::Stage;
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::suite::casefile::file::folder;
use crate::suite::config::environment::{Credentials, Target};
use crate::suite::config::file::Fetched;
use crate::suite::model::Step;
use crate::suite::plan::check::operation;
use crate::suite::request::needed;
use crate::suite::template::random::Random;
use crate::suite::template::scope::{Context, Scope};
use crate::value::json;

/// The credentials that must be fetched for `step`: fetched now, or before.
pub fn fetch(runner: &Runner<'_>, step: &Step) -> Result<Credentials, Box<Unfetched>> {
    let operation = operation(&runner.api.contract, &step.target);
    let needed = needed(&step.request, operation, runner.server);
    let value = |fetched: &Fetched| Ok((fetched.scheme.clone(), fetch_one(runner, step, fetched)?));
    needed.into_iter().map(value).collect()
}

fn fetch_one(runner: &Runner<'_>, step: &Step, fetched: &Fetched) -> Result<String, Box<Unfetched>> {
    let key = Key { api: runner.server.api.clone(), user: fetched.user.clone(), scheme: fetched.scheme.clone() };
    let slot = runner.session.credentials.slot(key);
    let mut slot = turn(runner, step, fetched, &slot)?;
    match &*slot {
        Slot::Had { secret, until } if until.is_none_or(|until| Instant::now() < until) => {
            return Ok(secret.expose().to_owned());
        }
        Slot::Refused(unfetched) => return Err(Box::new(unfetched.clone())),
        _ => {}
    }
    match log_in(runner, step, fetched) {
        Ok(secret) => {
            let value = secret.expose().to_owned();
            let until = fetched.ttl.and_then(|ttl| Instant::now().checked_add(ttl));
            *slot = Slot::Had { secret, until };
            Ok(value)
        }
        Err(unfetched) => {
            // What only this case's time or the end of the run prevented may still work for others.
            if Instant::now() < runner.time.end() && !runner.cancel.is_cancelled() {
                *slot = Slot::Refused((*unfetched).clone());
            }
            Err(unfetched)
        }
    }
}

/// How often it is looked whether a credential is there: its lock cannot be waited for together with the run's end.
const LOOK: Duration = Duration::from_millis(5);

/// Whoever comes second waits for what the first one gets.
fn turn<'s>(
    runner: &Runner<'_>,
    step: &Step,
    fetched: &Fetched,
    slot: &'s Mutex<Slot>,
) -> Result<MutexGuard<'s, Slot>, Box<Unfetched>> {
    runner.lease.at(Stage::Waiting);
    let while_waiting = format!("while another case was fetching the credential `{}`", fetched.scheme);
    loop {
        match slot.try_lock() {
            Ok(slot) => return Ok(slot),
            Err(TryLockError::Poisoned(slot)) => return Ok(slot.into_inner()),
            Err(TryLockError::WouldBlock) => {}
        }
        check_time(runner, step, &while_waiting).map_err(|finding| {
            let help = format!("the block `{}` gets it, as countersign.toml says", fetched.block);
            Box::new(Unfetched { finding: finding.help(help), steps: Vec::new() })
        })?;
        runner.client.wait_unless(runner.cancel, LOOK);
    }
}

fn log_in(runner: &Runner<'_>, step: &Step, fetched: &Fetched) -> Result<Secret, Box<Unfetched>> {
    let failed = |why: &str, steps: Vec<StepReport>| {
        let message = format!("the credential `{}` could not be fetched: {why}", fetched.scheme);
        let finding = error_finding(Code::CredentialNotFetched, Part::Request, message).at(step.span);
        let help = format!("the block `{}` gets it, as countersign.toml says", fetched.block);
        Box::new(Unfetched { finding: finding.help(help), steps })
    };
    let logins = &runner.session.suite.logins;
    let login = logins.iter().find(|login| login.api == runner.server.api && login.block == fetched.block);
    let Some(login) = login else { return Err(failed("there is no such block", Vec::new())) };
    let scope = scope(runner, fetched).map_err(|finding| failed(&finding.message, Vec::new()))?;
    let mut progress = Progress { scope, captures: Map::new(), stop: false };
    // What is fetched here is not there yet.
    let server = Target { fetched: Vec::new(), ..runner.server.clone() };
    let runner = Runner { server: &server, fetched: &[], role: StepRole::Login, ..runner.clone() };
    let mut steps = Vec::new();
    for step in &login.steps {
        let outcome = run_step(&runner, &hiding(step, &fetched.capture), &mut progress);
        steps.extend(outcome.steps.into_iter().map(as_error));
        if progress.stop || matches!(outcome.verdict, Verdict::Failed | Verdict::Error | Verdict::KnownFailure) {
            return Err(failed("its block did not succeed", steps));
        }
    }
    let value = progress.captures.get(&fetched.capture).unwrap_or(&Value::Null);
    let Some(text) = secret_texts(value).pop() else {
        return Err(failed(&format!("its capture is of the type {}, no text", json::type_name(value)), steps));
    };
    Secret::new(fetched.scheme.clone(), text).map_err(|_| failed("its capture is empty", steps))
}

/// The credential is a secret, whether its capture says so or not.
fn hiding(step: &Step, capture: &str) -> Step {
    let mut step = step.clone();
    step.capture.iter_mut().filter(|own| own.name == capture).for_each(|own| own.secret = true);
    step
}

/// What goes wrong here says nothing about the case that needed it.
fn as_error(mut report: StepReport) -> StepReport {
    let findings = report.checks.iter_mut().flat_map(|check| &mut check.findings);
    for finding in findings.filter(|finding| finding.severity > Severity::Warning) {
        finding.severity = Severity::Error;
    }
    report
}

fn scope(runner: &Runner<'_>, fetched: &Fetched) -> Result<Scope, Box<Finding>> {
    let session = runner.session;
    let context = Context {
        random: Random::new(session.seed, &format!("{}@{}", runner.server.api, fetched.block), 1, ""),
        now: session.now,
        root: session.root.clone(),
        folder: folder(&runner.file.path),
    };
    let scope = Scope::new()
        .with_context(context)
        .with("run", serde_json::json!({ "id": session.run_id }))
        .with("secrets", session.secrets.0.clone());
    let vars: Value = variables(session.vars.iter(), scope.clone(), "vars")?;
    Ok(scope.with("vars", vars))
}
