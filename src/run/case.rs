//! One case, from its first request to the end of its cleanup.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::judge::verdict::{Finding, Part, Severity, Verdict};
use crate::record::event::{CaseReport, StepReport};
use crate::run::finding::{error_finding, variables};
use crate::run::locks;
use crate::run::session::{ApiSession, Session};
use crate::run::step::{Progress, Runner, run_step};
use crate::source::code::Code;
use crate::suite::casefile::folder;
use crate::suite::model::{Case, CaseFile, KnownFailure, Step};
use crate::suite::random::Random;
use crate::suite::scope::{Context, Scope};
use crate::suite::select::{Trial, ruled_out};
use crate::value::path::JsonPath;
use crate::wire::client::BlockingClient;

/// How long cleaning up may take, whatever the case took.
const CLEANUP: Duration = Duration::from_secs(30);

/// Why a case is not run, if it is not.
pub fn skipped(session: &Session, trial: &Trial) -> Option<String> {
    let (_, case) = trial.of(&session.suite);
    ruled_out(case, &session.environment, session.is_mock, session.read_only)
}

/// The time that a case may take.
pub fn deadline(session: &Session, trial: &Trial) -> Duration {
    trial.of(&session.suite).1.deadline.unwrap_or(session.deadline)
}

/// A report that nothing has been found for yet.
pub fn report(session: &Session, trial: &Trial, verdict: Verdict) -> CaseReport {
    let (_, case) = trial.of(&session.suite);
    CaseReport {
        id: trial.id.clone(),
        name: case.name.clone(),
        source: case.source.clone(),
        owner: case.owner.clone(),
        span: trial.row.as_ref().map_or(case.span, |row| row.span),
        verdict,
        elapsed: Duration::ZERO,
        checks: 0,
        steps: Vec::new(),
        findings: Vec::new(),
        notes: Vec::new(),
    }
}

/// Takes the locks that a case asks for. The mock gives every case a world of its own, so there they cost nothing.
pub fn lock(session: &Session, trial: &Trial) -> Result<locks::Held, Finding> {
    let (file, case) = trial.of(&session.suite);
    if session.is_mock || (case.uses.is_empty() && case.changes.is_empty()) {
        return Ok(locks::Held::default());
    }
    let target = session.apis.get(&file.api).map(|api| api.target.base_url.to_string()).unwrap_or_default();
    let wait = deadline(session, trial) * 10;
    let until = Instant::now().checked_add(wait).unwrap_or_else(Instant::now);
    locks::acquire(&target, &case.uses, &case.changes, until).map_err(|error| {
        error_finding(Code::LockBusy, Part::Exchange, error.to_string())
            .at(case.span)
            .help("wait for the other run, or give the case a resource of its own")
    })
}

/// Runs a case until `deadline` at most.
pub fn run_case(session: &Session, trial: &Trial, client: &BlockingClient, deadline: Instant) -> CaseReport {
    let (file, case) = trial.of(&session.suite);
    let mut report = report(session, trial, Verdict::Passed);
    let started = Instant::now();
    let Some(api) = session.apis.get(&file.api) else { return report };
    match scope(session, trial, file, case) {
        Ok(scope) => {
            let mut run = CaseRun { session, trial, file, case, api, client, report: &mut report };
            run.all(scope, deadline);
        }
        Err(finding) => report.findings.push(*finding),
    }
    report.elapsed = started.elapsed();
    report.verdict = verdict(&mut report, case, session);
    report
}

struct CaseRun<'a> {
    session: &'a Session,
    trial: &'a Trial,
    file: &'a CaseFile,
    case: &'a Case,
    api: &'a ApiSession,
    client: &'a BlockingClient,
    report: &'a mut CaseReport,
}

impl<'a> CaseRun<'a> {
    fn all(&mut self, scope: Scope, deadline: Instant) {
        let mut armed: Vec<&'a Step> = self.case.cleanup.iter().collect();
        let mut progress = Progress { scope, captures: Map::new(), stop: false };
        let steps: Vec<&'a Step> = self.file.setup.iter().chain(&self.case.steps).collect();
        for (index, step) in steps.iter().enumerate() {
            let runner = self.runner(deadline, false);
            let outcome = run_step(&runner, step, &mut progress);
            self.report.checks += outcome.checks;
            if outcome.sent {
                armed.extend(&step.cleanup);
            }
            self.report.steps.extend(outcome.report);
            if progress.stop {
                self.skip_rest(&steps[index + 1..]);
                break;
            }
        }
        self.clean_up(&armed, &mut progress);
    }

    fn runner(&self, deadline: Instant, cleanup: bool) -> Runner<'a> {
        Runner {
            session: self.session,
            trial: self.trial,
            file: self.file,
            case: self.case,
            api: self.api,
            client: self.client,
            deadline,
            cleanup,
        }
    }

    fn skip_rest(&mut self, rest: &[&Step]) {
        if !rest.is_empty() {
            let ids: Vec<&str> = rest.iter().map(|step| step.id.as_str()).collect();
            self.report.notes.push(format!("skipped after that: {}", ids.join(", ")));
        }
    }

    /// Undoes in reverse what was done. What cannot be undone is told, and the verdict is an error then.
    fn clean_up(&mut self, armed: &[&Step], progress: &mut Progress) {
        let deadline = Instant::now().checked_add(CLEANUP).unwrap_or_else(Instant::now);
        for step in armed.iter().rev() {
            progress.stop = false;
            let runner = self.runner(deadline, true);
            let outcome = run_step(&runner, step, progress);
            match outcome.report {
                Some(report) if !outcome.sent && only_undefined(&report) => {
                    let why = report.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
                    self.report.notes.push(format!("cleanup {} was not needed: {why}", step.id));
                }
                other => self.report.steps.extend(other),
            }
        }
    }
}

/// A cleanup whose captures are missing has nothing to undo.
fn only_undefined(report: &StepReport) -> bool {
    report.findings.iter().all(|finding| finding.code == Code::TemplateUndefined)
}

fn scope(session: &Session, trial: &Trial, file: &CaseFile, case: &Case) -> Result<Scope, Box<Finding>> {
    let context = Context {
        random: Random::new(session.seed, &trial.id, 1, ""),
        now: session.now,
        root: session.root.clone(),
        folder: folder(&file.path),
    };
    let mut scope = Scope::new()
        .with_context(context)
        .with("run", json!({ "id": session.run_id }))
        .with("case", json!({ "id": trial.id, "name": case.name }))
        .with("secrets", session.secrets.clone());
    if let Some(row) = &trial.row {
        scope = scope.with("each", row.data.clone());
    }
    let all = session.vars.iter().chain(&file.vars).chain(&case.vars);
    let vars = variables(all, scope.clone(), "vars")?;
    Ok(scope.with("vars", vars))
}

fn verdict(report: &mut CaseReport, case: &Case, session: &Session) -> Verdict {
    let findings = || report.findings.iter().chain(report.steps.iter().flat_map(|step| &step.findings));
    let failures: Vec<&Finding> =
        findings().filter(|finding| matches!(finding.severity, Severity::Failure | Severity::Unreviewed)).collect();
    let error = findings().any(|finding| finding.severity == Severity::Error);
    let today = session.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let applies = |known: &&KnownFailure| {
        (known.env.is_empty() || known.env.contains(&session.environment))
            && known.expires.as_ref().and_then(|day| day.parse().ok()).is_none_or(|day: jiff::civil::Date| today <= day)
    };
    let known: Vec<&KnownFailure> = case.known_failures.iter().filter(applies).collect();
    if failures.is_empty() {
        if let Some(known) = known.first()
            && !error
        {
            report.notes.push(format!("a known failure is gone: {}; remove `known_failure`", known.reason));
        }
        return if error { Verdict::Error } else { Verdict::Passed };
    }
    let covered = |finding: &&Finding| known.iter().any(|known| covers(known, finding));
    match failures.iter().all(covered) && !error {
        true => {
            report.notes.extend(known.iter().map(|known| format!("known: {}", known.reason)));
            Verdict::KnownFailure
        }
        false => Verdict::Failed,
    }
}

fn covers(known: &KnownFailure, finding: &Finding) -> bool {
    known.check.is_none_or(|code| code == finding.code)
        && known.at.as_ref().is_none_or(|path| finding.pointer.as_ref().is_some_and(|at| selects(path, at)))
}

/// Whether a path can select the place of a pointer: judged on a document that has just that place.
fn selects(path: &Arc<JsonPath>, pointer: &str) -> bool {
    let tokens: Vec<String> =
        pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let mut document = Value::Null;
    for token in tokens.iter().rev() {
        document = match token.parse::<usize>() {
            Ok(index) if index < 10_000 => {
                let mut elements = vec![Value::Null; index];
                elements.push(document);
                Value::Array(elements)
            }
            _ => json!({ token.as_str(): document }),
        };
    }
    path.located(&document).iter().any(|(at, _)| at == pointer)
}
