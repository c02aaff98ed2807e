//! One case, from its first request to the end of its cleanup.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, json};

use crate::judge::known_failure::{Circumstances, has_expired, is_meant};
use crate::judge::verdict::{Finding, Part, Verdict};
use crate::record::event::{Attempt, CaseReport, KnownState, StepReport, StepRole};
use crate::run::due::Due;
use crate::run::finding::{error_finding, variables};
use crate::run::progress::{CLEANUP, Outcome, Progress, Runner, Time, stopped, worse};
use crate::run::session::{ApiSession, Session};
use crate::run::settling::settle;
use crate::run::step::run_step;
use crate::run::watch::{Lease, Stage};
use crate::run::{locks, login};
use crate::source::code::Code;
use crate::suite::casefile::file::folder;
use crate::suite::model::{Case, CaseFile, Reach, Step, Target};
use crate::suite::plan::select::{Trial, ruled_out};
use crate::suite::template::random::Random;
use crate::suite::template::scope::{Context, Scope};
use crate::wire::cancel::Cancel;
use crate::wire::client::BlockingClient;

/// Why a case is not run, if it is not.
pub fn skipped(session: &Session, trial: &Trial) -> Option<String> {
    ruled_out(trial.of(&session.suite), &session.environment, session.is_mock, session.read_only)
}

/// The time that a case may take.
pub fn deadline(session: &Session, trial: &Trial) -> Duration {
    trial.of(&session.suite).1.deadline.unwrap_or(session.deadline)
}

/// A report that nothing has been found for yet.
pub fn report(session: &Session, trial: &Trial, verdict: Verdict) -> CaseReport {
    let (file, case) = trial.of(&session.suite);
    CaseReport {
        id: trial.id.clone(),
        name: case.name.clone(),
        api: file.api.clone(),
        source: case.source.clone(),
        owner: case.owner.clone(),
        tags: case.tags.clone(),
        span: trial.row.as_ref().map_or(case.span, |row| row.span),
        verdict,
        reason: None,
        started: Instant::now(),
        elapsed: Duration::ZERO,
        attempts: Vec::new(),
        steps: Vec::new(),
        findings: Vec::new(),
        notes: Vec::new(),
        known: Vec::new(),
    }
}

/// Takes the locks that a case asks for. The mock gives every case a world of its own, so there they cost nothing.
pub fn lock(session: &Session, trial: &Trial, cancel: &Cancel) -> Result<locks::Held, Box<Finding>> {
    let (file, case) = trial.of(&session.suite);
    if session.is_mock || (case.uses.is_empty() && case.changes.is_empty()) {
        return Ok(locks::Held::default());
    }
    let target = session.apis.get(&file.api).map(|api| api.target.base_url.to_string()).unwrap_or_default();
    let wait = deadline(session, trial) * 10;
    let until = Instant::now().checked_add(wait).unwrap_or_else(Instant::now);
    locks::acquire(&target, &case.uses, &case.changes, until, cancel).map_err(|error| match error {
        locks::LockError::Cancelled => {
            Box::new(error_finding(Code::Interrupted, Part::Exchange, error.to_string()).at(case.span))
        }
        _ => Box::new(
            error_finding(Code::LockBusy, Part::Exchange, error.to_string())
                .at(case.span)
                .help("wait for the other run, or give the case a resource of its own"),
        ),
    })
}

/// Runs a case within the time of its lease, and undoes what it did in some more time.
pub fn run_case<'a>(
    session: &'a Session,
    trial: &'a Trial,
    client: &'a BlockingClient,
    lease: Lease<'a>,
    attempt: u32,
) -> CaseRun<'a> {
    let (file, case) = trial.of(&session.suite);
    let report = report(session, trial, Verdict::Passed);
    let happened = vec![false; case.known_failures.len()];
    let (due, waits) = (Vec::new(), Vec::new());
    let time = Time::until(lease.deadline());
    let mut run = CaseRun { session, trial, file, case, client, lease, time, attempt, happened, due, waits, report };
    lease.at(Stage::Making);
    match scope(session, trial, attempt) {
        Ok(scope) => {
            run.all(scope);
            run.tell_known_failures();
        }
        Err(finding) => {
            run.report.findings.push(*finding);
            run.report.verdict = Verdict::Error;
        }
    }
    run.report.elapsed = run.report.started.elapsed();
    run
}

/// One attempt at a case.
pub struct CaseRun<'a> {
    session: &'a Session,
    trial: &'a Trial,
    file: &'a CaseFile,
    case: &'a Case,
    client: &'a BlockingClient,
    lease: Lease<'a>,
    time: Time,
    attempt: u32,
    /// Which known failures happened, as the case lists them.
    happened: Vec<bool>,
    /// What is due for snapshots, with the steps that they belong to.
    due: Vec<(&'a Step, Due)>,
    /// The answers that asked to come back later.
    pub waits: Vec<Attempt>,
    /// What was seen.
    pub report: CaseReport,
}

impl<'a> CaseRun<'a> {
    /// What was seen, after what is due for snapshots was done: no other attempt follows that counts instead.
    pub fn settled(mut self) -> CaseReport {
        let never = Cancel::default();
        let api = self.session.apis.get(&self.file.api);
        for (step, due) in std::mem::take(&mut self.due) {
            let Some(api) = api else { break };
            let runner = self.runner(api, self.time.clone(), StepRole::Case, &never);
            let of_due = |step: &&mut StepReport| {
                step.exchange.as_ref().is_some_and(|exchange| Arc::ptr_eq(exchange, &due.exchange))
            };
            if let Some(report) = self.report.steps.iter_mut().find(of_due) {
                let verdict = settle(&runner, step, due, report);
                self.report.verdict = worse(self.report.verdict, verdict);
            }
        }
        self.report
    }

    fn all(&mut self, scope: Scope) {
        let Some(api) = self.session.apis.get(&self.file.api) else {
            let message = format!("a bug in Countersign: nothing is known of the API {}", self.file.api);
            self.report.findings.push(error_finding(Code::CasePanicked, Part::Exchange, message));
            self.report.verdict = Verdict::Error;
            return;
        };
        let mut armed: Vec<&'a Step> = Vec::new();
        let mut sent = false;
        let mut progress = Progress { scope, captures: Map::new(), stop: false };
        let steps: Vec<&'a Step> = self.file.setup.iter().chain(&self.case.steps).collect();
        for (index, step) in steps.iter().enumerate() {
            self.owes(&armed, Some(step));
            let runner = self.runner(api, self.time.clone(), StepRole::Case, self.lease.cancellation());
            let outcome = self.step(runner, step, &mut progress);
            if outcome.sent {
                sent = true;
                armed.extend(&step.cleanup);
            }
            self.take(step, outcome);
            self.owes(&armed, None);
            if progress.stop {
                self.skip_rest(&steps[index + 1..]);
                break;
            }
        }
        if sent {
            // What the whole case undoes is undone last, as if its first request had armed it.
            armed.splice(0..0, &self.case.cleanup);
        }
        if !armed.is_empty() {
            self.clean_up(api, &armed, &mut progress);
        }
        self.lease.owes(Vec::new());
    }

    /// Tells the watchdog what has to be undone, should it not hear of the case again: what is armed, and what the step
    /// arms that is about to be sent.
    fn owes(&self, armed: &[&Step], sending: Option<&Step>) {
        let own = sending.map(|step| step.cleanup.as_slice()).unwrap_or_default();
        let is_any = !armed.is_empty() || !own.is_empty();
        if is_any || !self.case.cleanup.is_empty() {
            let whole = self.case.cleanup.iter().filter(|_| is_any || sending.is_some());
            self.lease.owes(whole.chain(armed.iter().copied()).chain(own).map(named).collect());
        }
    }

    /// Runs a step with the credentials that it needs.
    fn step(&mut self, runner: Runner<'_>, step: &Step, progress: &mut Progress) -> Outcome {
        match login::fetch(&runner, step) {
            Ok(fetched) => run_step(&Runner { fetched: &fetched, ..runner }, step, progress),
            Err(unfetched) => {
                self.report.steps.extend(unfetched.steps);
                stopped(&runner, step, progress, unfetched.finding)
            }
        }
    }

    fn take(&mut self, step: &'a Step, outcome: Outcome) {
        self.due.extend(outcome.due.into_iter().map(|due| (step, due)));
        self.waits.extend(outcome.waits);
        self.report.steps.extend(outcome.steps);
        self.report.verdict = worse(self.report.verdict, outcome.verdict);
        for index in outcome.happened {
            self.happened[index] = true;
        }
    }

    fn runner<'r>(&self, api: &'a ApiSession, time: Time, role: StepRole, cancel: &'r Cancel) -> Runner<'r>
    where
        'a: 'r,
    {
        Runner {
            session: self.session,
            trial: self.trial,
            file: self.file,
            case: self.case,
            api,
            client: self.client,
            lease: self.lease,
            server: &api.target,
            fetched: &[],
            time,
            cancel,
            role,
            attempt: self.attempt,
        }
    }

    fn skip_rest(&mut self, rest: &[&Step]) {
        if !rest.is_empty() {
            let ids: Vec<&str> = rest.iter().map(|step| step.id.as_str()).collect();
            self.report.notes.push(format!("skipped after that: {}", ids.join(", ")));
        }
    }

    /// Undoes in reverse what was done, also when the run is interrupted. What cannot be undone is told, and the verdict
    /// is an error then.
    fn clean_up(&mut self, api: &'a ApiSession, armed: &[&'a Step], progress: &mut Progress) {
        let time = Time::until(self.lease.extend(CLEANUP));
        let never = Cancel::default();
        for (index, step) in armed.iter().enumerate().rev() {
            progress.stop = false;
            self.lease.owes(armed[..=index].iter().copied().map(named).collect());
            let runner = self.runner(api, time.clone(), StepRole::Cleanup, &never);
            let outcome = self.step(runner, step, progress);
            match undefined(&outcome) {
                Some(why) => self.report.notes.push(format!("cleanup {} was skipped: {why}", step.id)),
                None => self.take(step, Outcome { waits: Vec::new(), ..outcome }),
            }
        }
    }

    /// Says which known failures happened, and which ones can be forgotten.
    fn tell_known_failures(&mut self) {
        if self.case.known_failures.is_empty() {
            return;
        }
        let today = self.session.today();
        let row = self.trial.row.as_ref().map(|row| row.id.as_str());
        let circumstances = Circumstances { env: &self.session.environment, row, today: &today };
        let judged = matches!(self.report.verdict, Verdict::Passed | Verdict::KnownFailure);
        for (known, happened) in self.case.known_failures.iter().zip(&self.happened) {
            let own = known.reach == Reach::Case && is_meant(known, circumstances);
            let state = match happened {
                true => KnownState::Happened,
                false if own && has_expired(known, &today) => KnownState::Expired,
                false if own && judged => KnownState::Fixed,
                false => continue,
            };
            self.report.known.push(((**known).clone(), state));
        }
        if self.report.verdict == Verdict::Passed
            && self.report.known.iter().any(|(_, state)| *state == KnownState::Fixed)
        {
            self.report.verdict = Verdict::Fixed;
        }
    }
}

/// Why a cleanup has nothing to undo: its captures are missing.
fn undefined(outcome: &Outcome) -> Option<String> {
    let mut findings = outcome.steps.iter().flat_map(StepReport::findings);
    let first = findings.next().filter(|first| !outcome.sent && first.code == Code::TemplateUndefined)?;
    findings.all(|finding| finding.code == Code::TemplateUndefined).then(|| first.message.clone())
}

/// `DELETE /items/{id}`, as the case writes it.
fn named(step: &Step) -> String {
    match &step.target {
        Target::Operation { method, path, .. } => format!("{method} {path}"),
        Target::Url { method, url } => format!("{} {}", method.said(), url.said()),
    }
}

fn scope(session: &Session, trial: &Trial, attempt: u32) -> Result<Scope, Box<Finding>> {
    let (file, case) = trial.of(&session.suite);
    let context = Context {
        random: Random::new(session.seed, &trial.id, attempt, ""),
        now: session.now,
        root: session.root.clone(),
        folder: folder(&file.path),
    };
    let mut scope = Scope::new()
        .with_context(context)
        .with("run", json!({ "id": session.run_id }))
        .with("case", json!({ "id": trial.id, "name": case.name }))
        .with("secrets", session.secrets.0.clone());
    if let Some(row) = &trial.row {
        scope = scope.with("each", row.data.clone());
    }
    let all = session.vars.iter().chain(&file.vars).chain(&case.vars);
    let vars = variables(all, scope.clone(), "vars")?;
    Ok(scope.with("vars", vars))
}
