//! From a step to its exchange: the request is made, held against the environment, and sent, when it is its turn. Where
//! an answer leads on, by a redirect or since it asks to come back later, the next request is sent in its place.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue};

use crate::judge::check::status::is_expected;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
use crate::record::event::{Attempt, StepReport, StepRole};
use crate::run::backoff::{Asked, MAX_AGAIN};
use crate::run::elsewhere::keep_secrets_home;
use crate::run::finding::error_finding;
use crate::run::progress::{Outcome, Progress, Runner, step_report, stopped, whose_time};
use crate::run::read_only::writes;
use crate::run::redirect::{Refusal, Rules, Way};
use crate::run::session::SESSION_HEADER;
use crate::run::watch::Stage;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::model::Step;
use crate::suite::plan::check::operation;
use crate::suite::request::{Maker, make};
use crate::suite::template::scope::Scope;
use crate::wire::exchange::{Exchange, Limits, Request, Response};
use crate::wire::fault::ended;

/// What was sent, and the exchange that is judged.
#[derive(Debug)]
pub struct Sent {
    /// The exchanges before it: answers that led on.
    pub before: Vec<StepReport>,
    /// The last one.
    pub exchange: Arc<Exchange>,
    /// What is to be said of how it came about.
    pub remarks: Vec<Finding>,
    /// The answers that asked to come back later.
    pub waits: Vec<Attempt>,
}

/// A step of which no exchange can be judged.
#[derive(Debug)]
pub struct Unsent {
    /// The exchanges that there were all the same.
    before: Vec<StepReport>,
    /// The last of them, if it is at fault.
    exchange: Option<Arc<Exchange>>,
    finding: Finding,
}

impl Unsent {
    /// What comes of the step.
    pub fn outcome(self, runner: &Runner<'_>, step: &Step, progress: &mut Progress) -> Outcome {
        let Unsent { before, exchange, finding } = self;
        let sent = exchange.is_some() || !before.is_empty();
        let mut outcome = stopped(runner, step, progress, finding);
        outcome.steps.iter_mut().for_each(|report| report.exchange.clone_from(&exchange));
        outcome.steps.splice(0..0, before);
        Outcome { sent, ..outcome }
    }
}

/// Makes and sends the request of a step, and follows where the answer leads.
pub fn send(runner: &Runner<'_>, step: &Step, scope: &Scope) -> Result<Sent, Box<Unsent>> {
    let mut sending = Sending {
        runner,
        step,
        way: Way::new(step.request.redirects),
        asked: None,
        before: Vec::new(),
        remarks: Vec::new(),
        waits: Vec::new(),
    };
    let mut request = match prepared(runner, step, scope) {
        Ok(request) => request,
        Err(finding) => return Err(sending.unsent(None, *finding)),
    };
    loop {
        let mut exchange = match exchanged(runner, step, request, sending.way.followed() == 0) {
            Ok(exchange) => exchange,
            Err(finding) => return Err(sending.unsent(None, *finding)),
        };
        exchange.asked = sending.asked.clone();
        request = match sending.next(&exchange) {
            Next::Judge => return Ok(sending.sent(exchange)),
            Next::Refuse(refusal) => {
                let finding = error_finding(refusal.code, Part::Exchange, refusal.message).help(refusal.help);
                return Err(sending.unsent(Some(exchange), finding.at(step.span)));
            }
            Next::Follow(next) => {
                sending.asked.get_or_insert_with(|| Box::new(exchange.request.clone()));
                sending.before.push(step_report(runner, step, Some(Arc::new(exchange)), Vec::new()));
                next
            }
            Next::Wait(wait) => match sending.wait(exchange, wait) {
                Ok(again) => again,
                Err(finding) => return Err(sending.unsent(None, *finding)),
            },
        };
    }
}

/// What follows from an answer.
enum Next {
    Judge,
    Follow(Request),
    Refuse(Refusal),
    Wait(Duration),
}

/// What was sent for a step until now.
struct Sending<'a> {
    runner: &'a Runner<'a>,
    step: &'a Step,
    way: Way,
    asked: Option<Box<Request>>,
    before: Vec<StepReport>,
    remarks: Vec<Finding>,
    waits: Vec<Attempt>,
}

impl Sending<'_> {
    fn next(&mut self, exchange: &Exchange) -> Next {
        let Ok(response) = &exchange.outcome else { return Next::Judge };
        let session = self.runner.session;
        let rules = Rules { trusted: &session.origins, contract: &self.runner.api.contract, mask: &session.mask };
        match self.way.next(&exchange.request, response, rules) {
            Ok(Some(next)) => match writes(&next).filter(|_| session.read_only) {
                Some(why) => Next::Refuse(Refusal {
                    code: Code::RedirectRefused,
                    message: format!(
                        "{} is read-only, and the answer {} leads to a request of which {why}",
                        session.environment, response.status
                    ),
                    help: "nothing was sent there".to_owned(),
                }),
                None => Next::Follow(next),
            },
            Ok(None) => self.asked_to_wait(&exchange.request, response),
            Err(refusal) => Next::Refuse(refusal),
        }
    }

    /// Whether to wait, where an answer asks for it and the step does not expect that.
    fn asked_to_wait(&mut self, request: &Request, response: &Response) -> Next {
        let Some(asked) = self.runner.session.backoff.asked(request, response) else { return Next::Judge };
        let until = self.step.until.as_ref().and_then(|until| until.wanted.status.as_ref());
        let mut expected = self.step.expect.status.iter().chain(until);
        if expected.any(|statuses| is_expected(statuses, response.status)) {
            return Next::Judge;
        }
        let left = self.runner.time.end().saturating_duration_since(Instant::now());
        let status = response.status;
        let why = match asked {
            Asked::Later(_) if self.waits.len() >= MAX_AGAIN => {
                format!("the answer {status} asks to come back later once more, after {MAX_AGAIN} times")
            }
            Asked::Later(wait) if wait >= left => {
                format!("the answer {status} asks to come back after {}, and the case's deadline is sooner", told(wait))
            }
            Asked::Later(wait) => return Next::Wait(wait),
            Asked::TooLate(wait) => {
                let cap = told(self.runner.session.backoff.cap().unwrap_or_default());
                format!("the answer {status} asks to come back after {}; `retry_after` allows {cap}", told(wait))
            }
            Asked::Unreadable => format!("the answer {status} has a Retry-After that is neither seconds nor a date"),
            Asked::Unrepeatable => format!(
                "the answer {status} asks to come back later, and a {} that may have had an effect is not sent again",
                request.method
            ),
        };
        self.remarks.push(self.remark(why).help("it was judged as it is"));
        Next::Judge
    }

    /// Waits, and hands back the request that is sent again.
    fn wait(&mut self, exchange: Exchange, wait: Duration) -> Result<Request, Box<Finding>> {
        let request = exchange.request.clone();
        let status = exchange.outcome.as_ref().map_or(0, |response| response.status);
        self.runner.session.backoff.hold(&request.url, Instant::now() + wait);
        let remark = self.remark(format!(
            "the answer {status} asked to come back after {}; the request is sent again after that",
            told(wait)
        ));
        let check = CheckResult::of(CheckKind::Exchange, remark);
        self.waits.push(Attempt {
            verdict: Verdict::Error,
            elapsed: exchange.elapsed,
            codes: vec![Code::Waited.to_string()],
        });
        self.before.push(step_report(self.runner, self.step, Some(Arc::new(exchange)), vec![check]));
        Ok(request)
    }

    fn remark(&self, message: String) -> Finding {
        Finding::new(Code::Waited, Part::Status, "", "").message(message).severity(Severity::Warning).at(self.step.span)
    }

    fn sent(self, exchange: Exchange) -> Sent {
        Sent { before: self.before, exchange: Arc::new(exchange), remarks: self.remarks, waits: self.waits }
    }

    fn unsent(self, exchange: Option<Exchange>, finding: Finding) -> Box<Unsent> {
        Box::new(Unsent { before: self.before, exchange: exchange.map(Arc::new), finding })
    }
}

/// `2 s`, `1.5 s`
fn told(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds > 1e9 {
        return "more than 30 years".to_owned();
    }
    if seconds < 1.0 && !duration.is_zero() { format!("{} ms", duration.as_millis()) } else { format!("{seconds} s") }
}

fn prepared(runner: &Runner<'_>, step: &Step, scope: &Scope) -> Result<Request, Box<Finding>> {
    check_time(runner, step, UNSENT)?;
    runner.lease.at(Stage::Making);
    let maker = Maker {
        scope,
        contract: &runner.api.contract,
        operation: operation(&runner.api.contract, &step.target),
        server: runner.server,
        fetched: runner.fetched,
        root: &runner.session.root,
        folder: runner.file.path.parent().unwrap_or(camino::Utf8Path::new("")),
    };
    let request = make(step, maker).map_err(|diagnostic| Box::new(from_diagnostic(*diagnostic)))?;
    refuse_write(runner, step, &request)?;
    Ok(request)
}

/// Sends a request when it is its turn.
fn exchanged(runner: &Runner<'_>, step: &Step, mut request: Request, is_first: bool) -> Result<Exchange, Box<Finding>> {
    keep_secrets_home(runner.session, &request).map_err(|finding| Box::new(finding.at(step.span)))?;
    wait_for_turn(runner, step, &request)?;
    let limits = limits(runner, step, runner.time.end().saturating_duration_since(Instant::now()));
    if runner.session.is_mock {
        ask_mock(runner, step, &mut request, is_first)?;
    }
    runner.lease.at(Stage::Waiting);
    let mut exchange = runner.client.send_unless(runner.cancel, request, &limits);
    if runner.session.is_mock {
        exchange.request.headers.remove(SESSION_HEADER);
        if step.mock.is_some() {
            exchange.request.headers.remove(PREFER);
        }
    }
    Ok(exchange)
}

/// Below this, a timer of the runtime is too coarse.
const FINE: Duration = Duration::from_millis(2);

/// Waits until the server wants to be asked again, and until the rate allows it: every request counts, whatever it is for.
fn wait_for_turn(runner: &Runner<'_>, step: &Step, request: &Request) -> Result<(), Box<Finding>> {
    let session = runner.session;
    loop {
        let wait = session.backoff.wait(&request.url, Instant::now());
        if wait.is_zero() {
            break;
        }
        pause(runner, wait);
        check_time(runner, step, UNSENT)?;
    }
    if let Some(pace) = &session.pace {
        pause(runner, pace.reserve(Instant::now()));
        check_time(runner, step, UNSENT)?;
    }
    Ok(())
}

/// Waits, and takes nothing of the case's time for it.
fn pause(runner: &Runner<'_>, wait: Duration) {
    if wait.is_zero() {
        return;
    }
    runner.lease.postpone(wait);
    runner.time.postpone(wait);
    runner.lease.at(Stage::Waiting);
    if wait < FINE {
        std::thread::sleep(wait);
    } else {
        runner.client.wait_unless(runner.cancel, wait);
    }
}

/// Whether there is time left; where there is none, `when` says what for.
pub fn check_time(runner: &Runner<'_>, step: &Step, when: &str) -> Result<(), Box<Finding>> {
    let (code, what) = match runner.cancel.why() {
        _ if Instant::now() >= runner.time.end() => (Code::DeadlinePassed, whose_time(runner.role)),
        Some(why) => ended(why),
        None => return Ok(()),
    };
    Err(Box::new(error_finding(code, Part::Exchange, format!("{what} {when}")).at(step.span)))
}

const UNSENT: &str = "before this step could send its request";

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// Tells the mock whose state is meant, and which answer is wanted to the first request.
fn ask_mock(runner: &Runner<'_>, step: &Step, request: &mut Request, is_first: bool) -> Result<(), Box<Finding>> {
    // Every attempt has a world of its own.
    let session = match runner.attempt {
        1 => HeaderValue::from_str(&runner.trial.id),
        later => HeaderValue::from_str(&format!("{}#{later}", runner.trial.id)),
    };
    let session = session.map_err(|_| Box::new(internal("the case's id cannot be a header", step)))?;
    request.headers.insert(SESSION_HEADER, session);
    if let Some(ask) = step.mock.as_ref().filter(|_| is_first) {
        let mut wish = format!("code={}", ask.code);
        if let Some(example) = &ask.example {
            wish.push_str(&format!(", example={example}"));
        }
        let wish = HeaderValue::from_str(&wish).map_err(|_| Box::new(internal("not an example's name", step)))?;
        request.headers.insert(PREFER, wish);
    }
    Ok(())
}

/// What fetches a credential is sent on read-only environments too: the configuration says so, and no case.
fn refuse_write(runner: &Runner<'_>, step: &Step, request: &Request) -> Result<(), Box<Finding>> {
    if !runner.session.read_only || runner.role == StepRole::Login {
        return Ok(());
    }
    let Some(why) = writes(request) else { return Ok(()) };
    let message = format!("{} is read-only, and {why}", runner.session.environment);
    Err(Box::new(error_finding(Code::RequestUnsendable, Part::Request, message).at(step.span)))
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

fn internal(message: &str, step: &Step) -> Finding {
    error_finding(Code::RequestUnsendable, Part::Request, message).at(step.span)
}

fn from_diagnostic(diagnostic: Diagnostic) -> Finding {
    let mut finding = error_finding(diagnostic.code, Part::Request, diagnostic.message);
    finding.span = diagnostic.labels.first().map(|label| label.span);
    finding.help = diagnostic.help;
    finding
}
