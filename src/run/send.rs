//! From a step to its exchange: the request is made, held against the environment, and sent.

use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue, Method};

use crate::judge::verdict::{Finding, Part};
use crate::record::event::StepRole;
use crate::run::elsewhere::keep_secrets_home;
use crate::run::finding::error_finding;
use crate::run::progress::Runner;
use crate::run::session::SESSION_HEADER;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::model::Step;
use crate::suite::plan::check::operation;
use crate::suite::request::{Maker, make};
use crate::suite::template::scope::Scope;
use crate::wire::exchange::{Exchange, Limits, Request};

/// Makes and sends the request of a step.
pub fn send(runner: &Runner<'_>, step: &Step, scope: &Scope) -> Result<Exchange, Box<Finding>> {
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
    keep_secrets_home(runner.session, &request).map_err(|finding| Box::new(finding.at(step.span)))?;
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
    // Every attempt has a world of its own.
    let session = match runner.attempt {
        1 => HeaderValue::from_str(&runner.trial.id),
        later => HeaderValue::from_str(&format!("{}#{later}", runner.trial.id)),
    };
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
