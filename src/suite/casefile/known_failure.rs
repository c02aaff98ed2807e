//! Known failures as they are written, in a case or in the configuration: only what is described is tolerated, so
//! everything in a description must mean something.

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::tree::Node;
use crate::suite::casefile::expectation::{json_path, one_or_many};
use crate::suite::model::{KnownFailure, Reach};

/// Reads a known failure; what is wrong with it is reported. The caller says whose it is.
pub fn known_failure(node: &Node, diagnostics: &mut Diagnostics) -> Option<KnownFailure> {
    let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let check = match node.get("check") {
        None => None,
        Some(check) => Some(code(check, diagnostics)?),
    };
    let since =
        node.get("since").and_then(|since| date(since, "the day on which the failure became known", diagnostics));
    let expires = node.get("expires");
    let last = expires.and_then(|expires| date(expires, "the last day on which the failure is known", diagnostics));
    if let (Some(expires), Some(day)) = (expires, last)
        && day < today()
    {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "a known failure that has expired")
                .at(expires.span, "from the next day on it covers nothing")
                .help("remove it, or look at the failure again and set another day")
                .warning(),
        );
    }
    if node.get("reason").and_then(Node::as_str).is_some_and(|reason| reason.trim().is_empty()) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "a known failure without a reason")
                .at(node.get("reason").map_or(node.span, |reason| reason.span), "nothing is said here")
                .help("say why it is tolerated"),
        );
    }
    let at = match node.get("at") {
        Some(at) => Some(json_path(at.as_str()?, at.span, diagnostics)?),
        None => None,
    };
    Some(KnownFailure {
        row: None,
        reach: Reach::Case,
        check,
        at,
        env: node
            .get("env")
            .map(|env| one_or_many(env).filter_map(Node::as_str).map(str::to_owned).collect())
            .unwrap_or_default(),
        reason: text("reason")?,
        owner: text("owner"),
        ticket: text("ticket"),
        since: since.map(|day| day.to_string()),
        expires: last.map(|day| day.to_string()),
        span: node.span,
    })
}

/// A code that a failure of a check can have.
fn code(node: &Node, diagnostics: &mut Diagnostics) -> Option<Code> {
    let found = Code::parse(node.as_str()?);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "not a code")
                .at(node.span, "no check has this code")
                .help("failures print their code, such as CS0312"),
        );
    }
    // CS03xx are failures of checks, CS05xx those of snapshots; everything else is an error, which nothing covers.
    let is_failure = |code: &Code| code.as_str().starts_with("CS03") || code.as_str().starts_with("CS05");
    if let Some(code) = found.filter(|code| !is_failure(code)) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("{code} is no failure of a check: {}", code.title()))
                .at(node.span, "errors are never covered")
                .help("name the code of a failure, such as CS0312"),
        );
    }
    found
}

fn date(node: &Node, what: &str, diagnostics: &mut Diagnostics) -> Option<jiff::civil::Date> {
    let text = node.as_str().unwrap_or_default();
    // Only this way of writing a day is one that sorts like the days themselves.
    let day = text.parse::<jiff::civil::Date>().ok().filter(|day| day.to_string() == text);
    if day.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "not a date").at(node.span, what).help("write it as `2030-12-31`"),
        );
    }
    day
}

fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
