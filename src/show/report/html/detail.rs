//! What the page shows of one case. It is the line of the record, but for bodies: those go as text, byte for byte, so that
//! the page shows digits and keys that JavaScript would lose; and each exchange brings its curl command.

use serde::Serialize;

use crate::judge::verdict::Verdict;
use crate::record::event::StepRole;
use crate::record::line::{
    AttemptLine, BodyLine, CaseLine, CheckLine, ExchangeLine, FaultLine, FindingLine, KnownLine, PlaceLine, StepLine,
};
use crate::show::curl::{curl, remarks};

/// A case with everything that was seen.
#[derive(Serialize)]
pub struct Detail<'c> {
    id: &'c str,
    name: &'c str,
    api: &'c str,
    place: &'c PlaceLine,
    source: Option<&'c str>,
    owner: Option<&'c str>,
    tags: &'c [String],
    verdict: Verdict,
    reason: Option<&'c str>,
    started_us: u64,
    elapsed_us: u64,
    attempts: &'c [AttemptLine],
    steps: Vec<Step<'c>>,
    findings: &'c [FindingLine],
    notes: &'c [String],
    known: &'c [KnownLine],
}

#[derive(Serialize)]
struct Step<'c> {
    id: Option<&'c str>,
    role: StepRole,
    place: &'c PlaceLine,
    operation: Option<&'c str>,
    exchange: Option<Exchanged<'c>>,
    checks: &'c [CheckLine],
}

#[derive(Serialize)]
struct Exchanged<'c> {
    method: &'c str,
    url: &'c str,
    request: Message<'c>,
    response: Message<'c>,
    started_us: u64,
    elapsed_us: u64,
    status: Option<u16>,
    media_type: Option<String>,
    fault: Option<&'c FaultLine>,
    retried: bool,
    curl: String,
    /// What must be known of the variables in it.
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct Message<'c> {
    headers: &'c [(String, String)],
    body: Option<Body<'c>>,
}

#[derive(Serialize)]
struct Body<'c> {
    length: usize,
    text: Option<&'c str>,
    sha256: Option<&'c str>,
}

impl Detail<'_> {
    /// All of a case.
    pub fn of(case: &CaseLine) -> Detail<'_> {
        Detail {
            id: &case.id,
            name: &case.name,
            api: &case.api,
            place: &case.place,
            source: case.source.as_deref(),
            owner: case.owner.as_deref(),
            tags: &case.tags,
            verdict: case.verdict,
            reason: case.reason.as_deref(),
            started_us: case.started_us,
            elapsed_us: case.elapsed_us,
            attempts: &case.attempts,
            steps: case.steps.iter().map(step).collect(),
            findings: &case.findings,
            notes: &case.notes,
            known: &case.known,
        }
    }
}

fn step(step: &StepLine) -> Step<'_> {
    Step {
        id: step.id.as_deref(),
        role: step.role,
        place: &step.place,
        operation: step.operation.as_deref(),
        exchange: step.exchange.as_ref().map(exchanged),
        checks: &step.checks,
    }
}

fn exchanged(exchange: &ExchangeLine) -> Exchanged<'_> {
    Exchanged {
        method: &exchange.method,
        url: &exchange.url,
        request: message(&exchange.request_headers, exchange.request_body.as_ref()),
        response: message(&exchange.response_headers, exchange.response_body.as_ref()),
        started_us: exchange.started_us,
        elapsed_us: exchange.elapsed_us,
        status: exchange.status,
        media_type: exchange.media_type(),
        fault: exchange.fault.as_ref(),
        retried: exchange.retried,
        curl: curl(exchange),
        remarks: remarks(exchange),
    }
}

fn message<'c>(headers: &'c [(String, String)], body: Option<&'c BodyLine>) -> Message<'c> {
    let body = body.map(|body| Body { length: body.length, text: body.text(), sha256: body.sha256.as_deref() });
    Message { headers, body }
}
