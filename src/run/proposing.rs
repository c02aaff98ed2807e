//! What a reviewer is told about a pending snapshot: the exchange that led to it and what else was found in it. Nothing
//! leaves here that has not passed the mask, and nothing of this is done for a case that holds.

use crate::contract::operation::best_content;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Severity};
use crate::record::proposal::{Body, Exchanged, Found, MAX_BODY, Proposal, VERSION};
use crate::run::progress::Runner;
use crate::run::recording::recording;
use crate::secret::mask::Mask;
use crate::suite::model::{SchemaChoice, Step};
use crate::suite::plan::check::operation;
use crate::wire::charset;
use crate::wire::exchange::{Exchange, Response};

/// The proposal that comes of an exchange, without its text; `None` when there was no answer.
pub fn proposal(
    runner: &Runner<'_>,
    step: &Step,
    case: &str,
    exchange: &Exchange,
    checks: &[CheckResult],
) -> Option<Proposal> {
    let span = if runner.case.scenario { step.span } else { runner.case.span };
    Some(Proposal {
        version: VERSION,
        snapshot: "".into(),
        api: runner.file.api.clone(),
        case: case.to_owned(),
        name: runner.session.mask.mask_field(&runner.case.name).into_owned(),
        file: runner.file.path.to_string(),
        line: runner.session.sources.position(span).line,
        environment: runner.session.environment.clone(),
        run: runner.session.run_id.clone(),
        at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        base: None,
        beside: false,
        text: String::new(),
        exchanges: vec![exchanged(runner, step, exchange, checks)?],
    })
}

fn exchanged(runner: &Runner<'_>, step: &Step, exchange: &Exchange, checks: &[CheckResult]) -> Option<Exchanged> {
    let response = exchange.outcome.as_ref().ok()?;
    let (request, mask) = (&exchange.request, &runner.session.mask);
    let recording = recording(runner.session, &runner.file.api);
    let others = checks.iter().filter(|check| check.kind != CheckKind::Snapshot);
    let found = others.flat_map(|check| check.findings.iter().map(|finding| found(check.kind, finding, mask)));
    Some(Exchanged {
        row: runner.trial.row.as_ref().map(|row| mask.mask_field(&row.id).into_owned()),
        method: request.method.to_string(),
        url: recording.url(request.url.as_str()),
        request_headers: recording.headers(&request.headers),
        request_body: request.body.as_ref().map(|bytes| body(std::str::from_utf8(bytes).ok(), bytes.len(), mask)),
        status: response.status,
        response_headers: recording.headers(&response.headers),
        response_body: response_body(response, mask),
        elapsed: (exchange.elapsed.as_secs_f64() * 1e6).round() / 1e3,
        has_schema: has_schema(runner, step, response),
        findings: found.collect(),
    })
}

/// Whether a schema judged the body: without one, a reviewer has nobody else's word for it.
fn has_schema(runner: &Runner<'_>, step: &Step, response: &Response) -> bool {
    match step.expect.schema {
        SchemaChoice::None => false,
        SchemaChoice::Other(_) => true,
        SchemaChoice::Contract => {
            let documented = operation(&runner.api.contract, &step.target);
            let answer = documented.and_then(|operation| operation.response(response.status));
            let media_type = response.media_type().unwrap_or_default();
            answer.is_some_and(|answer| {
                best_content(&answer.content, &media_type).is_some_and(|entry| entry.schema.is_some())
            })
        }
    }
}

fn response_body(response: &Response, mask: &Mask) -> Option<Body> {
    let text = charset::text(response).ok();
    (!response.body.is_empty()).then(|| body(text.as_deref(), response.body.len(), mask))
}

/// A body is masked before it is cut, so that no part of a secret stays at its end.
fn body(text: Option<&str>, length: usize, mask: &Mask) -> Body {
    let text = text.map(|text| {
        let mut masked = mask.mask_body(text).into_owned();
        masked.truncate(masked.floor_char_boundary(MAX_BODY));
        masked
    });
    Body { text, length }
}

fn found(check: CheckKind, finding: &Finding, mask: &Mask) -> Found {
    let severity = match finding.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
        Severity::Unreviewed => "unreviewed",
        Severity::Failure => "failure",
    };
    let message = match (finding.expected.as_str(), finding.actual.as_str()) {
        ("", "") => finding.message.clone(),
        (expected, actual) => format!("{}: expected {expected}, found {actual}", finding.message),
    };
    Found {
        code: finding.code.to_string(),
        check: check.name().to_owned(),
        severity: severity.to_owned(),
        pointer: finding.pointer.as_deref().map(|pointer| mask.mask_field(pointer).into_owned()),
        message: mask.mask_field(&message).into_owned(),
    }
}
