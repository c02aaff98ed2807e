//! From what a run saw to the lines of its record: masked, with every place worked out. Nothing that a server, a case or
//! a configuration said reaches a file or a terminal by another way.

use std::borrow::Cow;
use std::time::Instant;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_LOCATION, CONTENT_TYPE, COOKIE, DATE, ETAG, HOST, LAST_MODIFIED, LOCATION, PROXY_AUTHORIZATION, REFERER,
    SERVER, SET_COOKIE, TRANSFER_ENCODING, USER_AGENT, VARY,
};
use http::{HeaderMap, HeaderName, Version};
use serde_json::value::RawValue;

use crate::contract::description::Contract;
use crate::judge::verdict::{CheckResult, Finding};
use crate::record::event::{Attempt, CaseReport, KnownState, StepReport};
use crate::record::line::{
    AttemptLine, BodyLine, CaseLine, CheckLine, ExchangeLine, FaultLine, FindingLine, KnownLine, PlaceLine, StepLine,
};
use crate::record::store::hash;
use crate::secret::mask::Mask;
use crate::secret::names::is_secret_name;
use crate::secret::urls::without_credentials;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::suite::model::KnownFailure;
use crate::suite::recorded::secrets::is_key;
use crate::wire::charset;
use crate::wire::exchange::{Exchange, Request, Response, version_name};

/// How much of a body is kept unless something else is said, in bytes.
pub const MAX_BODY: usize = 64 * 1024;
/// The longest form of a secret that may begin in what is kept and end behind it, in bytes.
const BEYOND: usize = 64 * 1024;
/// Headers that say nothing secret by their names, so that nobody has to look at the parts of those.
const PLAIN: [HeaderName; 16] = [
    ACCEPT,
    ACCEPT_ENCODING,
    CACHE_CONTROL,
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    DATE,
    ETAG,
    HOST,
    LAST_MODIFIED,
    LOCATION,
    SERVER,
    TRANSFER_ENCODING,
    USER_AGENT,
    VARY,
];

/// Headers that hold a URL.
const LEADING: [HeaderName; 3] = [CONTENT_LOCATION, LOCATION, REFERER];

/// What is needed to write down what was seen.
#[derive(Clone, Copy)]
pub struct Recording<'r> {
    /// Hides secrets.
    pub mask: &'r Mask,
    /// Every file read.
    pub sources: &'r Sources,
    /// When the run began.
    pub started: Instant,
    /// The contract, which says which headers are credentials; without one, names alone do.
    pub contract: Option<&'r Contract>,
    /// Whether headers and parameters that are credentials by their name are hidden even if their value is no secret that is known.
    pub credentials: Credentials,
    /// How much is kept.
    pub kept: Kept,
    /// How much of a body is kept, in bytes.
    pub max_body: usize,
}

/// How much of what a run saw is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Everything.
    Everything,
    /// Only the steps in which something was found.
    Findings,
}

/// What becomes of headers and parameters that are credentials by their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// They are hidden: a record can become an artefact of a CI run.
    Hidden,
    /// They are shown: those of the embedded mock open nothing.
    Shown,
}

impl Recording<'_> {
    /// A case that has ended.
    pub fn case(&self, report: &CaseReport) -> CaseLine {
        CaseLine {
            id: self.text(&report.id),
            name: self.text(&report.name),
            api: report.api.clone(),
            place: self.place(report.span),
            source: report.source.as_deref().map(|source| self.text(source)),
            owner: report.owner.as_deref().map(|owner| self.text(owner)),
            tags: report.tags.iter().map(|tag| self.text(tag)).collect(),
            verdict: report.verdict,
            reason: report.reason.as_deref().map(|reason| self.text(reason)),
            started_us: self.moment(report.started),
            elapsed_us: micros(report.elapsed),
            attempts: report.attempts.iter().map(attempt).collect(),
            steps: report.steps.iter().filter(|step| self.keeps(step)).map(|step| self.step(step)).collect(),
            findings: report.findings.iter().map(|finding| self.finding(finding)).collect(),
            notes: report.notes.iter().map(|note| self.text(note)).collect(),
            known: report.known.iter().map(|(known, state)| self.known(known, *state)).collect(),
        }
    }

    fn keeps(&self, step: &StepReport) -> bool {
        self.kept == Kept::Everything || step.findings().next().is_some()
    }

    fn step(&self, step: &StepReport) -> StepLine {
        StepLine {
            id: step.id.as_deref().map(|id| self.text(id)),
            role: step.role,
            place: self.place(step.span),
            operation: step.operation.clone(),
            exchange: step.exchange.as_ref().map(|exchange| self.exchange(exchange)),
            checks: step.checks.iter().map(|check| self.check(check)).collect(),
        }
    }

    /// What was sent and what came back.
    pub fn exchange(&self, exchange: &Exchange) -> ExchangeLine {
        let response = exchange.outcome.as_ref().ok();
        let fault = exchange.outcome.as_ref().err();
        ExchangeLine {
            started_us: self.moment(exchange.started),
            elapsed_us: micros(exchange.elapsed),
            status: response.map(|response| response.status),
            http_version: response.and_then(unusual_version),
            response_headers: response.map(|response| self.headers(&response.headers)).unwrap_or_default(),
            response_body: response.and_then(|response| self.response_body(response)),
            fault: fault.map(|fault| FaultLine {
                code: fault.code.to_string(),
                phase: fault.phase.to_string(),
                message: self.text(&fault.message),
                received: fault.received,
            }),
            retried: exchange.retried,
            ..self.request(&exchange.request)
        }
    }

    /// A request that was not sent, or not yet.
    pub fn request(&self, request: &Request) -> ExchangeLine {
        ExchangeLine {
            method: self.text(request.method.as_str()),
            url: self.url(request.url.as_str()),
            request_headers: self.headers(&request.headers),
            request_body: request.body.as_ref().map(|bytes| self.body(bytes, std::str::from_utf8(bytes).ok(), false)),
            started_us: 0,
            elapsed_us: 0,
            status: None,
            http_version: None,
            response_headers: Vec::new(),
            response_body: None,
            fault: None,
            retried: false,
        }
    }

    /// Headers in their order. Credentials that no configuration knows, such as the cookie of a session, are hidden by
    /// their names.
    pub fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let masked = headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            let masked = self.mask.mask_field(&value);
            let is_known = masked != value;
            let hides = !is_known && self.credentials == Credentials::Hidden && self.is_credential(name);
            let (original, name) = (name, self.text(name.as_str()));
            let value = match hides {
                true if name.contains('»') => "«secret:header»".to_owned(),
                true => format!("«secret:{name}»"),
                false if LEADING.contains(original) => self.without_credentials(&masked).into_owned(),
                false => masked.into_owned(),
            };
            (name, value)
        });
        masked.collect()
    }

    /// A URL; parameters that are credentials by their names are hidden as such headers are.
    pub fn url(&self, url: &str) -> String {
        self.without_credentials(&self.mask.mask_field(url)).into_owned()
    }

    fn without_credentials<'u>(&self, url: &'u str) -> Cow<'u, str> {
        match self.credentials {
            Credentials::Hidden => without_credentials(url, |name| {
                is_secret_name(name) || self.contract.is_some_and(|contract| is_key(contract, name))
            }),
            Credentials::Shown => Cow::Borrowed(url),
        }
    }

    fn is_credential(&self, name: &HeaderName) -> bool {
        [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name)
            || self.contract.is_some_and(|contract| is_key(contract, name.as_str()))
            || !PLAIN.contains(name) && is_secret_name(name.as_str())
    }

    fn response_body(&self, response: &Response) -> Option<BodyLine> {
        if response.body.is_empty() {
            return None;
        }
        match charset::text(response) {
            Ok(text) => Some(self.body(&response.body, Some(&text), response.is_known_json())),
            Err(_) => Some(self.undecoded(&response.body)),
        }
    }

    /// A body in no character set that is known: what can be read at its beginning, and its hash.
    fn undecoded(&self, bytes: &[u8]) -> BodyLine {
        let begun = bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
        let body = self.body(bytes, (!begun.is_empty()).then_some(begun), false);
        BodyLine { sha256: Some(hash(bytes)), ..body }
    }

    /// A body, of which `text` is what it says. It is masked before it is cut, so that no part of a secret stays.
    fn body(&self, bytes: &[u8], text: Option<&str>, is_json: bool) -> BodyLine {
        let hashed = || hash(bytes);
        let Some(text) = text else {
            return BodyLine { length: bytes.len(), sha256: Some(hashed()), ..BodyLine::default() };
        };
        if text.len() > self.max_body {
            let masked = self.begun(text, is_json);
            return BodyLine { length: bytes.len(), text: Some(masked), sha256: Some(hashed()), ..BodyLine::default() };
        }
        let masked = self.mask.mask_body(text);
        let is_plain = masked.len() == text.len() && masked == text;
        let is_one_line = !text.as_bytes().contains(&b'\n') && !text.as_bytes().contains(&b'\r');
        let raw = (is_json && is_plain && is_one_line).then(|| RawValue::from_string(text.to_owned()));
        match raw {
            Some(Ok(raw)) => BodyLine { length: bytes.len(), json: Some(raw), ..BodyLine::default() },
            _ => BodyLine { length: bytes.len(), text: Some(masked.into_owned()), ..BodyLine::default() },
        }
    }

    /// What is kept of a text that is too long.
    fn begun(&self, text: &str, is_json: bool) -> String {
        // JSON can escape a secret in a way of its own, which only shows when all of it is read.
        let (mut masked, left) = match is_json && text.contains("\\u") {
            true => (self.mask.mask_body(text).into_owned(), 0),
            false => {
                let begun = &text[..text.floor_char_boundary(self.max_body + BEYOND)];
                // A secret can have been cut there, and masks before it have moved it: what stands last is not kept,
                // however little is left.
                (self.mask.mask_field(begun).into_owned(), if begun.len() < text.len() { BEYOND } else { 0 })
            }
        };
        masked.truncate(masked.floor_char_boundary(self.max_body.min(masked.len().saturating_sub(left))));
        masked
    }

    fn check(&self, check: &CheckResult) -> CheckLine {
        let findings = check.findings.iter().map(|finding| self.finding(finding)).collect();
        CheckLine { kind: check.kind, findings, more: check.more }
    }

    fn finding(&self, finding: &Finding) -> FindingLine {
        FindingLine {
            code: finding.code.to_string(),
            severity: finding.severity,
            message: self.text(&finding.message),
            part: finding.part.to_string(),
            pointer: finding.pointer.as_deref().map(|pointer| self.text(pointer)),
            expected: self.text(&finding.expected),
            actual: self.text(&finding.actual),
            place: finding.span.map(|span| self.place(span)),
            contract: finding.contract.as_ref().map(|place| self.place(place.span)),
            help: finding.help.iter().map(|help| self.text(help)).collect(),
        }
    }

    fn known(&self, known: &KnownFailure, state: KnownState) -> KnownLine {
        KnownLine {
            state,
            reason: self.text(&known.reason),
            check: known.check.map(|code| code.to_string()),
            owner: known.owner.as_deref().map(|owner| self.text(owner)),
            ticket: known.ticket.as_deref().map(|ticket| self.text(ticket)),
            since: known.since.clone(),
            expires: known.expires.clone(),
            place: self.place(known.span),
        }
    }

    fn text(&self, text: &str) -> String {
        self.mask.mask_field(text).into_owned()
    }

    fn place(&self, span: Span) -> PlaceLine {
        let position = self.sources.position(span);
        PlaceLine { file: self.path(position.path.as_str()), line: position.line, column: position.column }
    }

    /// A path: a short secret is no reason to hide it, since every place is told by one.
    fn path(&self, path: &str) -> String {
        self.mask.apply(path).into_owned()
    }

    fn moment(&self, at: Instant) -> u64 {
        micros(at.saturating_duration_since(self.started))
    }
}

fn attempt(attempt: &Attempt) -> AttemptLine {
    AttemptLine { verdict: attempt.verdict, elapsed_us: micros(attempt.elapsed), codes: attempt.codes.clone() }
}

/// A duration in microseconds.
pub fn micros(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// The version of HTTP, unless it is the usual one.
fn unusual_version(response: &Response) -> Option<String> {
    (response.version != Version::HTTP_11).then(|| version_name(response.version).to_owned())
}
