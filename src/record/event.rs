//! What a run saw, as plain values: one report per case, with what is needed to understand its verdict.

use std::time::Duration;

use crate::judge::verdict::{Finding, Verdict};
use crate::source::span::Span;
use crate::wire::exchange::{Exchange, Phase, Request};

/// A case that has ended, one way or another.
#[derive(Debug)]
pub struct CaseReport {
    /// The whole id, with its row: `perfex/values::lists-every-field[input]`.
    pub id: String,
    /// What the case says.
    pub name: String,
    /// Where the documentation says so.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// How it ended.
    pub verdict: Verdict,
    /// From its first request to the end of its cleanup.
    pub elapsed: Duration,
    /// How many checks were made.
    pub checks: usize,
    /// The steps that have something to say, in order; of a case that passed without remarks there is none.
    pub steps: Vec<StepReport>,
    /// What is not a finding of a step: a deadline, a panic, a lock.
    pub findings: Vec<Finding>,
    /// Things to know that change no verdict.
    pub notes: Vec<String>,
}

/// What a step is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRole {
    /// It belongs to the case.
    Case,
    /// It undoes something.
    Cleanup,
    /// It fetches a credential.
    Login,
}

/// One exchange of a case and what was found in it.
#[derive(Debug, Clone)]
pub struct StepReport {
    /// The step's id, in a scenario.
    pub id: Option<String>,
    /// What it is there for.
    pub role: StepRole,
    /// Where it stands.
    pub span: Span,
    /// What was sent and what came back; absent when nothing was sent.
    pub exchange: Option<ExchangeReport>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// An exchange as it is shown: nothing in it has passed the mask yet.
#[derive(Debug, Clone)]
pub struct ExchangeReport {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Headers as sent.
    pub request_headers: Vec<(String, String)>,
    /// The body as sent, when it is text.
    pub request_body: Option<String>,
    /// The status, when there was an answer.
    pub status: Option<u16>,
    /// The response's content type.
    pub content_type: Option<String>,
    /// The first part of the body, when it is text.
    pub body: Option<String>,
    /// How many bytes the body has.
    pub body_length: usize,
    /// How long it took.
    pub elapsed: Duration,
    /// Where it broke off, when there was no answer.
    pub phase: Option<Phase>,
}

/// How much of a body is kept to be shown, in bytes.
const SHOWN: usize = 4096;

impl ExchangeReport {
    /// What is shown of an exchange.
    pub fn of(exchange: &Exchange) -> ExchangeReport {
        let response = exchange.outcome.as_ref().ok();
        ExchangeReport {
            status: response.map(|response| response.status),
            content_type: response.and_then(|response| response.media_type()),
            body: response.and_then(|response| text(&response.body[..response.body.len().min(SHOWN)])),
            body_length: response.map_or(0, |response| response.body.len()),
            elapsed: exchange.elapsed,
            phase: exchange.outcome.as_ref().err().map(|fault| fault.phase),
            ..ExchangeReport::of_request(&exchange.request)
        }
    }

    /// A request that has not been sent.
    pub fn of_request(request: &Request) -> ExchangeReport {
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        ExchangeReport {
            method: request.method.to_string(),
            url: request.url.to_string(),
            request_headers: request.headers.iter().map(header).collect(),
            request_body: request.body.as_ref().and_then(|body| text(body)),
            status: None,
            content_type: None,
            body: None,
            body_length: 0,
            elapsed: Duration::ZERO,
            phase: None,
        }
    }
}

/// The text of a body; the last character may have been cut through. `None` for anything that is not text.
fn text(bytes: &[u8]) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(error) if error.error_len().is_none() => {
            Some(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned())
        }
        Err(_) => None,
    }
}

/// What a whole run came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Cases that hold.
    pub passed: usize,
    /// Cases in which a check said no.
    pub failed: usize,
    /// Cases without an honest judgement.
    pub errors: usize,
    /// Cases that were not run, for a reason.
    pub skipped: usize,
    /// Cases whose failure is known.
    pub known: usize,
    /// Cases that were selected.
    pub planned: usize,
}
