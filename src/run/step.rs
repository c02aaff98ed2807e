//! One step of a case: its request is made, sent and judged, and what later steps need is kept.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};

use crate::judge::check::snapshot::PendingSnapshot;
use crate::judge::exchange::{Judged, judge, judge_expectations};
use crate::judge::judgement::{Documented, Judgement, Recorded};
use crate::judge::known_failure::{self, Circumstances};
use crate::judge::snapshot::path::path_for;
use crate::judge::snapshot::stored::Stored;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
use crate::record::event::{ExchangeReport, StepReport, StepRole};
use crate::run::capture::{capture, secret_texts};
use crate::run::finding::{error_finding, variables};
use crate::run::session::{ApiSession, SESSION_HEADER, Session};
use crate::run::snapshots::{Entry, Proposed};
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::config::environment::Target;
use crate::suite::model::{
    Auth, Case, CaseFile, Expect, KnownFailure, Repeat, StatusPattern, Statuses, Step, Undocumented, Until,
};
use crate::suite::plan::check::operation;
use crate::suite::plan::select::Trial;
use crate::suite::request::{Maker, make};
use crate::suite::template::scope::Scope;
use crate::wire::cancel::Cancel;
use crate::wire::client::BlockingClient;
use crate::wire::exchange::{Exchange, Fault, Limits, Phase, Request};

/// What a step is run with.
#[derive(Clone, Copy)]
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
    pub server: &'a Target,
    /// The credentials that were fetched for this step.
    pub fetched: &'a [(String, String)],
    /// When the case must have ended.
    pub deadline: Instant,
    /// Breaks off what is waited for.
    pub cancel: &'a Cancel,
    /// What the step is there for.
    pub role: StepRole,
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
    /// How many checks were made.
    pub checks: usize,
    /// What there is to say; nothing when all is well.
    pub report: Option<StepReport>,
}

impl Default for Outcome {
    fn default() -> Outcome {
        Outcome { sent: false, verdict: Verdict::Passed, happened: Vec::new(), checks: 0, report: None }
    }
}

/// Runs one step.
pub fn run_step(runner: &Runner<'_>, step: &Step, progress: &mut Progress) -> Outcome {
    let scope = match step_scope(step, progress) {
        Ok(scope) => scope,
        Err(finding) => return stopped(runner, step, progress, *finding),
    };
    match (&step.repeat, &step.until) {
        (Some(repeat), _) => run_pages(runner, step, repeat, scope, progress),
        (None, Some(until)) => run_until(runner, step, until, scope, progress),
        (None, None) => match send(runner, step, &scope) {
            Ok(exchange) => conclude(runner, step, scope, Arc::new(exchange), Vec::new(), progress),
            Err(finding) => stopped(runner, step, progress, *finding),
        },
    }
}

/// The scope of a step: what was captured until now, and the arguments of its block.
fn step_scope(step: &Step, progress: &Progress) -> Result<Scope, Box<Finding>> {
    let scope = progress.scope.clone().with("captures", Value::Object(progress.captures.clone()));
    match &step.with {
        None => Ok(scope),
        Some(with) => {
            let arguments = variables(with.iter(), scope.clone(), "with")?;
            Ok(scope.with("with", arguments))
        }
    }
}

/// A step whose request was not sent, and why.
pub fn stopped(runner: &Runner<'_>, step: &Step, progress: &mut Progress, finding: Finding) -> Outcome {
    progress.stop = true;
    let check = CheckResult::of(CheckKind::Exchange, finding);
    let (verdict, happened) = weigh(runner, std::slice::from_ref(&check), None);
    let report = Some(step_report(runner, step, None, check.findings));
    Outcome { verdict, happened, report, ..Outcome::default() }
}

/// What checks amount to, and which known failures of the case happened.
fn weigh(runner: &Runner<'_>, checks: &[CheckResult], exchange: Option<&Exchange>) -> (Verdict, Vec<usize>) {
    let known = &runner.case.known_failures;
    if known.is_empty() {
        return (Verdict::of(checks), Vec::new());
    }
    let body = exchange.and_then(|exchange| exchange.outcome.as_ref().ok()?.json().ok());
    let today = runner.session.today();
    let circumstances = Circumstances { env: &runner.session.environment, today: &today };
    let (verdict, happened) = known_failure::verdict(checks, known, circumstances, body);
    let position = |one: &&KnownFailure| known.iter().position(|other| std::ptr::eq(*one, other));
    (verdict, happened.iter().filter_map(position).collect())
}

fn step_report(runner: &Runner<'_>, step: &Step, exchange: Option<&Exchange>, findings: Vec<Finding>) -> StepReport {
    StepReport {
        id: (runner.case.scenario || runner.role != StepRole::Case).then(|| step.id.clone()),
        role: runner.role,
        span: step.span,
        exchange: exchange.map(ExchangeReport::of),
        findings,
    }
}

/// Makes and sends the request of a step.
fn send(runner: &Runner<'_>, step: &Step, scope: &Scope) -> Result<Exchange, Box<Finding>> {
    let remaining = runner.deadline.saturating_duration_since(Instant::now());
    if remaining.is_zero() {
        return Err(Box::new(out_of_time(step)));
    }
    if runner.cancel.is_cancelled() {
        return Err(Box::new(interrupted(step)));
    }
    let maker = Maker {
        scope,
        contract: &runner.api.contract,
        operation: operation(&runner.api.contract, &step.target),
        server: runner.server,
        fetched: runner.fetched,
        root: &runner.session.root,
        folder: runner.file.path.parent().unwrap_or(camino::Utf8Path::new("")),
    };
    let mut request = make(step, maker).map_err(|diagnostic| Box::new(from_diagnostic(*diagnostic)))?;
    refuse_write(runner, step, &request)?;
    if let Some(pace) = &runner.session.pace {
        runner.client.wait_unless(runner.cancel, pace.reserve(Instant::now()).min(remaining));
    }
    let limits = limits(runner, step, runner.deadline.saturating_duration_since(Instant::now()));
    if runner.session.is_mock {
        ask_mock(runner, step, &mut request)?;
    }
    let mut exchange = runner.client.send_unless(runner.cancel, request, &limits);
    if runner.session.is_mock {
        exchange.request.headers.remove(SESSION_HEADER);
        if step.mock.is_some() {
            exchange.request.headers.remove(PREFER);
        }
    }
    Ok(exchange)
}

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// Tells the mock whose state is meant, and which answer is wanted.
fn ask_mock(runner: &Runner<'_>, step: &Step, request: &mut Request) -> Result<(), Box<Finding>> {
    let session = HeaderValue::from_bytes(runner.trial.id.as_bytes());
    let session = session.map_err(|_| Box::new(internal("the case's id cannot be a header", step)))?;
    request.headers.insert(SESSION_HEADER, session);
    if let Some(ask) = &step.mock {
        let mut wish = format!("code={}", ask.code);
        if let Some(example) = &ask.example {
            wish.push_str(&format!(", example={example}"));
        }
        let wish = HeaderValue::from_str(&wish).map_err(|_| Box::new(internal("not an example's name", step)))?;
        request.headers.insert(PREFER, wish);
    }
    Ok(())
}

/// The last word on a read-only environment: whatever a template made of the method, nothing else is sent.
fn refuse_write(runner: &Runner<'_>, step: &Step, request: &Request) -> Result<(), Box<Finding>> {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(&request.method);
    let overriding = ["x-http-method-override", "x-method-override", "x-http-method"];
    let overridden = request.headers.keys().find(|name| overriding.contains(&name.as_str()));
    if runner.session.read_only && runner.role != StepRole::Login && (!reads || overridden.is_some()) {
        let environment = &runner.session.environment;
        let message = match overridden {
            Some(name) if reads => format!("{environment} is read-only, and the header {name} asks for another method"),
            _ => format!("{environment} is read-only, and {} is not a reading method", request.method),
        };
        return Err(Box::new(error_finding(Code::RequestUnsendable, Part::Request, message).at(step.span)));
    }
    Ok(())
}

fn limits(runner: &Runner<'_>, step: &Step, remaining: Duration) -> Limits {
    let mut limits = runner.session.limits;
    if let Some(timeout) = step.request.timeout {
        limits.total = timeout;
        limits.first_byte = timeout.max(limits.first_byte);
    }
    limits.total = limits.total.min(remaining);
    limits
}

/// Judges an exchange, keeps what later steps need, and says whether they make sense.
fn conclude(
    runner: &Runner<'_>,
    step: &Step,
    scope: Scope,
    exchange: Arc<Exchange>,
    extra: Vec<CheckResult>,
    progress: &mut Progress,
) -> Outcome {
    let answered = scope.with_response(exchange.clone());
    hide_secrets(runner, step, &answered, &exchange);
    let judged = judge_step(runner, step, &answered, &exchange);
    let mut outcome = Outcome { sent: was_sent(&exchange), checks: judged.checks.len(), ..Outcome::default() };
    let stops = judged.checks.iter().any(stops_case);
    let judged_nothing = judged.checks.iter().any(|check| check.kind == CheckKind::Exchange && !check.holds());
    let mut checks = extra;
    checks.extend(judged.checks);
    if let Ok(response) = &exchange.outcome
        && !stops
        && !judged_nothing
    {
        for wanted in &step.capture {
            match capture(wanted, &answered, response) {
                Ok(value) => {
                    progress.captures.insert(wanted.name.clone(), value);
                }
                Err(finding) => {
                    checks.push(CheckResult::of(CheckKind::Capture, *finding));
                    progress.stop = true;
                }
            }
            outcome.checks += 1;
        }
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
    (outcome.verdict, outcome.happened) = weigh(runner, &checks, Some(&exchange));
    let findings: Vec<Finding> = checks.into_iter().flat_map(told).collect();
    if !findings.is_empty() {
        outcome.report = Some(step_report(runner, step, Some(&exchange), findings));
    }
    outcome
}

/// Without a connection nothing was sent, and nothing has to be undone.
fn was_sent(exchange: &Exchange) -> bool {
    let before = [Phase::Prepare, Phase::Dns, Phase::Connect, Phase::Tls];
    exchange.outcome.as_ref().err().is_none_or(|fault| !before.contains(&fault.phase))
}

/// The findings of a check; the last one says how many more there were.
fn told(check: CheckResult) -> Vec<Finding> {
    let mut findings = check.findings;
    if let Some(last) = findings.last_mut().filter(|_| check.more > 0) {
        last.help.push(format!("{} more like these are not shown", check.more));
    }
    findings
}

/// After a wrong status or without an answer, later steps would only fail for the same reason.
fn stops_case(check: &CheckResult) -> bool {
    check.kind == CheckKind::Status && check.findings.iter().any(|finding| finding.severity != Severity::Warning)
}

/// A failed cleanup says nothing about the contract, but what it should have removed may still be there.
fn as_leftover(finding: &mut Finding) {
    if finding.severity > Severity::Warning {
        finding.severity = Severity::Error;
        finding.message = format!("cleanup failed, something may be left on the server: {}", finding.message);
        finding.code = Code::Leftover;
    }
}

/// Masks what is captured as a secret before anything of the answer is written anywhere, a snapshot among it.
fn hide_secrets(runner: &Runner<'_>, step: &Step, scope: &Scope, exchange: &Exchange) {
    let Ok(response) = &exchange.outcome else { return };
    for wanted in step.capture.iter().filter(|wanted| wanted.secret) {
        if let Ok(value) = capture(wanted, scope, response) {
            let texts = secret_texts(&value).into_iter();
            let secrets = texts.filter_map(|text| Secret::new(format!("captures.{}", wanted.name), text).ok());
            runner.session.mask.add(secrets);
        }
    }
}

fn judge_step(runner: &Runner<'_>, step: &Step, scope: &Scope, exchange: &Exchange) -> Judged {
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
    let step_id = runner.case.scenario.then_some(step.id.as_str());
    let row = runner.trial.row.as_ref().map(|row| row.id.as_str());
    let path = path_for(&runner.case.id, row, step_id, spec.kind);
    let entry = runner.session.snapshots.entry(&path, spec.kind);
    let name = step_id.map_or_else(|| runner.case.id.clone(), |step| format!("{}@{step}", runner.case.id));
    let reviewed = Some(recorded(runner, &name, &entry.reviewed));
    let mut judged = judge(&Judgement { snapshot: reviewed, ..judgement }, exchange);
    let unreadable = judged.checks.iter_mut().flat_map(|check| &mut check.findings);
    for finding in unreadable.filter(|finding| finding.code == Code::SnapshotUnreadable) {
        finding.message = format!("{} cannot be read", entry.path());
    }
    if let Some(pending) = judged.pending.take() {
        let again = |stored: &Stored| {
            let snapshot = Some(recorded(runner, &name, stored));
            judge(&Judgement { snapshot, ..judgement }, exchange).pending
        };
        settle_snapshot(runner, &entry, pending, again, &mut judged);
    } else if judged.checks.iter().any(|check| check.kind == CheckKind::Snapshot && check.findings.is_empty())
        && is_of_here(runner, &entry.reviewed)
    {
        runner.session.snapshots.settle(&entry);
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
fn mock_trouble(exchange: &Exchange, step: &Step) -> Option<Finding> {
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

fn recorded<'r>(runner: &Runner<'r>, case: &'r str, stored: &'r Stored) -> Recorded<'r> {
    Recorded { stored, env: &runner.session.environment, source: runner.file.path.as_str(), case }
}

/// Writes what is pending, as the run's policy says, and tells what is to be done about it.
fn settle_snapshot(
    runner: &Runner<'_>,
    entry: &Entry,
    pending: PendingSnapshot,
    again: impl Fn(&Stored) -> Option<PendingSnapshot>,
    judged: &mut Judged,
) {
    if runner.session.mask.is_revealing(&pending.text) {
        let finding =
            Finding::new(Code::SnapshotSecret, Part::Body, "no secret in a snapshot", "the value of a secret");
        let finding = finding
            .severity(Severity::Error)
            .help("redact the path: `snapshot: { kind: ..., redact: { $.path: \"[text]\" } }`");
        judged.checks.push(CheckResult::of(CheckKind::Snapshot, finding));
        return;
    }
    let next = |proposed: Option<&Stored>| match proposed {
        None => Some(pending.text.clone()),
        Some(proposed) => again(proposed).map(|pending| pending.text),
    };
    let proposed = runner.session.snapshots.propose(entry, pending.is_new, next);
    let snapshot = judged.checks.iter_mut().filter(|check| check.kind == CheckKind::Snapshot);
    let help = match proposed {
        Ok(Proposed::Accepted) => {
            snapshot.for_each(|check| check.findings.clear());
            return;
        }
        Ok(Proposed::Pending) => format!(
            "look at {}.new, then accept it with `cargo insta review` or `countersign run --update-snapshots {}`",
            entry.path(),
            if pending.is_new { "new" } else { "all" }
        ),
        Ok(Proposed::Refused) => {
            format!("in CI nothing is written: run the case on your own machine, review {} and commit it", entry.path())
        }
        Err(error) => {
            let finding =
                Finding::new(Code::SnapshotUnwritable, Part::Body, "a file that can be written", error.to_string());
            let finding = finding.message(format!("{}.new cannot be written", entry.path())).severity(Severity::Error);
            let finding = finding.help("is the disk full, or the folder read-only or not a folder?");
            judged.checks.push(CheckResult::of(CheckKind::Snapshot, finding));
            return;
        }
    };
    if let Some(finding) = snapshot.flat_map(|check| &mut check.findings).last() {
        finding.help.push(help);
    }
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

fn run_until(runner: &Runner<'_>, step: &Step, until: &Until, scope: Scope, progress: &mut Progress) -> Outcome {
    let mut attempt = 1;
    let mut sent = false;
    loop {
        let exchange = match send(runner, step, &scope) {
            Ok(exchange) => Arc::new(exchange),
            Err(finding) => return Outcome { sent, ..stopped(runner, step, progress, *finding) },
        };
        sent |= was_sent(&exchange);
        if exchange.outcome.as_ref().is_err_and(|fault| fault.code == Code::Interrupted) {
            return conclude(runner, step, scope, exchange, Vec::new(), progress);
        }
        let answered = scope.clone().with_response(exchange.clone());
        let missing = wanted(runner, step, &until.wanted, &answered, &exchange);
        let stop = until.stop_on.as_ref();
        let given_up = stop.is_some_and(|stop| wanted(runner, step, stop, &answered, &exchange).is_empty());
        if missing.is_empty() {
            return conclude(runner, step, scope, exchange, Vec::new(), progress);
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
            let outcome = conclude(runner, step, scope, exchange, extra, progress);
            return Outcome { sent: sent || outcome.sent, ..outcome };
        }
        attempt += 1;
        let remaining = runner.deadline.saturating_duration_since(Instant::now());
        runner.client.wait_unless(runner.cancel, until.every.min(remaining));
    }
}

/// What is missing for an answer to be the wanted one. The contract is not judged here.
fn wanted(runner: &Runner<'_>, step: &Step, expect: &Expect, scope: &Scope, exchange: &Exchange) -> Vec<Finding> {
    if let Err(fault) = &exchange.outcome {
        return vec![fault_finding(fault, step, runner)];
    }
    let checks = judge_expectations(&plain_judgement(runner, expect, scope), exchange);
    checks.into_iter().flat_map(|check| check.findings).collect()
}

fn run_pages(runner: &Runner<'_>, step: &Step, repeat: &Repeat, scope: Scope, progress: &mut Progress) -> Outcome {
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
        let exchange = match send(runner, step, &scope) {
            Ok(exchange) => Arc::new(exchange),
            Err(finding) => return merged(total, stopped(runner, step, progress, *finding)),
        };
        let outcome = conclude(runner, step, scope.clone(), exchange.clone(), Vec::new(), progress);
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
    let report = match (first.report, second.report) {
        (Some(mut first), Some(second)) => {
            first.findings.extend(second.findings);
            first.exchange = second.exchange.or(first.exchange);
            Some(first)
        }
        (first, second) => first.or(second),
    };
    let mut happened = first.happened;
    happened.extend(second.happened);
    Outcome {
        sent: first.sent || second.sent,
        verdict: worse(first.verdict, second.verdict),
        happened,
        checks: first.checks + second.checks,
        report,
    }
}

/// The worse of two verdicts: a failure is never hidden by an error, and an error never by anything else.
pub fn worse(first: Verdict, second: Verdict) -> Verdict {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Passed => 0,
        Verdict::Skipped(_) => 1,
        Verdict::KnownFailure => 2,
        Verdict::Error => 3,
        Verdict::Failed => 4,
    };
    if rank(&second) > rank(&first) { second } else { first }
}

fn fault_finding(fault: &Fault, step: &Step, runner: &Runner<'_>) -> Finding {
    let at_deadline = runner.deadline <= Instant::now();
    let (code, message) = match at_deadline {
        true => (Code::DeadlinePassed, format!("the case's deadline passed: {}", fault.message)),
        false => (fault.code, fault.message.clone()),
    };
    let mut finding = error_finding(code, Part::Exchange, message).at(step.span);
    finding.actual = match fault.received {
        0 => format!("broke off at {}", fault.phase),
        bytes => format!("broke off at {}, after {bytes} bytes of the body", fault.phase),
    };
    finding.help.extend(fault.hint.clone());
    finding
}

fn out_of_time(step: &Step) -> Finding {
    error_finding(Code::DeadlinePassed, Part::Exchange, "the deadline passed before this step").at(step.span)
}

fn interrupted(step: &Step) -> Finding {
    error_finding(Code::Interrupted, Part::Exchange, "the run was interrupted before this step").at(step.span)
}

fn internal(message: &str, step: &Step) -> Finding {
    error_finding(Code::RequestUnsendable, Part::Request, message).at(step.span)
}

fn from_diagnostic(diagnostic: Diagnostic) -> Finding {
    let mut finding = error_finding(diagnostic.code, Part::Request, diagnostic.message);
    finding.span = diagnostic.labels.first().map(|label| label.span);
    finding.help = diagnostic.help;
    finding
}
