//! The status: the one that the case expects, else one that is documented for this kind of request.

use http::StatusCode;

use crate::contract::operation::{Operation, StatusKey};
use crate::contract::schema::violation::SchemaPlace;
use crate::judge::judgement::Judgement;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part};
use crate::source::code::Code;
use crate::suite::model::{StatusPattern, Statuses};
use crate::wire::exchange::Response;

/// How much of a body is shown to explain a status.
const SHOWN: usize = 200;

/// Judges the status of a response.
pub fn judge(judgement: &Judgement<'_>, response: &Response) -> CheckResult {
    let mut check = CheckResult::new(CheckKind::Status);
    let status = response.status;
    let operation = judgement.documented.map(|documented| documented.operation);
    let documented = operation.is_none_or(|operation| operation.response(status).is_some());
    match &judgement.expect.status {
        Some(expected) if !is_expected(expected, status) => check.findings.push(mismatch(expected, response)),
        Some(_) => {}
        None if documented && status / 100 != wanted_class(judgement) => {
            check.findings.push(wrong_kind(judgement, operation, response));
        }
        None => {}
    }
    if let (false, Some(operation)) = (documented, operation) {
        check.findings.push(undocumented(operation, response));
    }
    check
}

/// Whether a status is one of those expected.
pub fn is_expected(statuses: &Statuses, status: u16) -> bool {
    statuses.any.iter().any(|pattern| match *pattern {
        StatusPattern::Exact(exact) => status == exact,
        StatusPattern::Class(class) => status / 100 == class,
    })
}

fn wanted_class(judgement: &Judgement<'_>) -> u16 {
    if judgement.refusal_expected() { 4 } else { 2 }
}

fn mismatch(expected: &Statuses, response: &Response) -> Finding {
    let patterns = expected.any.iter().map(|pattern| match *pattern {
        StatusPattern::Exact(exact) => named(exact),
        StatusPattern::Class(class) => format!("{class}xx"),
    });
    let finding = Finding::new(
        Code::StatusMismatch,
        Part::Status,
        patterns.collect::<Vec<_>>().join(" or "),
        named(response.status),
    );
    explained(finding.at(expected.span), response)
}

fn wrong_kind(judgement: &Judgement<'_>, operation: Option<&Operation>, response: &Response) -> Finding {
    let class = wanted_class(judgement);
    let why = match (judgement.invalid, class) {
        (Some(reason), _) => format!(" for an invalid request ({reason})"),
        (None, 4) => " for a request without credentials".into(),
        _ => String::new(),
    };
    let expected = match operation.map(|operation| documented_statuses(operation, class)) {
        Some(list) if list.is_empty() => format!("a {class}xx{why}, of which the contract documents none"),
        Some(list) => format!("{list}{why}"),
        None => format!("a {class}xx{why}"),
    };
    let finding = Finding::new(Code::StatusConformance, Part::Status, expected, named(response.status))
        .at(judgement.expect.span)
        .help("`expect.status` says which other status is right");
    explained(Finding { contract: operation.map(place), ..finding }, response)
}

fn undocumented(operation: &Operation, response: &Response) -> Finding {
    let keys: Vec<String> = operation.responses.iter().map(|response| response.status.to_string()).collect();
    let mut expected = format!("a documented status: {}", keys.join(", "));
    if response.status >= 500 && keys.iter().any(|key| key == "default") {
        expected.push_str(", which stands for statuses below 500");
    }
    let finding = Finding::new(Code::StatusUndocumented, Part::Status, expected, named(response.status));
    explained(Finding { contract: Some(place(operation)), ..finding }, response)
}

fn documented_statuses(operation: &Operation, class: u16) -> String {
    let fits = |key: &StatusKey| match *key {
        StatusKey::Exact(status) => status / 100 == class,
        StatusKey::Range(range) => range == class,
        StatusKey::Default => true,
    };
    let keys = operation.responses.iter().map(|response| response.status).filter(fits);
    keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" or ")
}

fn place(operation: &Operation) -> SchemaPlace {
    SchemaPlace { span: operation.span, text: operation.name() }
}

/// `404 Not Found`
fn named(status: u16) -> String {
    match StatusCode::from_u16(status).ok().and_then(|code| code.canonical_reason()) {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}

/// An unexpected answer mostly says itself what went wrong.
fn explained(finding: Finding, response: &Response) -> Finding {
    if response.is_blank() {
        return finding;
    }
    let text = String::from_utf8_lossy(&response.body);
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = line.char_indices().nth(SHOWN).map_or(line.clone(), |(at, _)| format!("{}…", &line[..at]));
    finding.help(format!("the body says: {cut}"))
}
