//! The response's body against the case's matcher.
//!
//! A body is judged as JSON, unless it says that it is something else and the rules can do with a text, or it can't
//! be parsed and the rules ask for nothing but a text.

use serde_json::Value;

use crate::judge::check::judging::Judging;
use crate::judge::check::matcher;
use crate::judge::check::words;
use crate::judge::judgement::Judgement;
use crate::judge::place::Place;
use crate::judge::sink::Sink;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::suite::model::{JsonType, Matcher, Rule, RuleKind};
use crate::suite::template::data::Data;
use crate::wire::charset;
use crate::wire::exchange::{Fault, Response, is_json};

/// How much of a text is shown.
const SHOWN: usize = 120;

/// Judges the body; `None` when the case says nothing about it.
pub fn judge(judgement: &Judgement<'_>, response: &Response) -> Option<CheckResult> {
    let expected = judgement.expect.body.as_ref()?;
    let judging = Judging { scope: judgement.scope, schemas: judgement.schemas, part: &Part::Body };
    let mut sink = Sink::default();
    let (whole, inside): (Vec<&Rule>, Vec<&Rule>) = expected.rules.iter().partition(|rule| is_about_whole(rule));
    for rule in whole {
        judge_whole(&judging, rule, response, &mut sink);
    }
    let left_out = expected.optional && response.is_blank();
    if !inside.is_empty() && !left_out {
        judge_inside(&judging, expected, &inside, response, &mut sink);
    }
    Some(CheckResult { kind: CheckKind::Body, findings: sink.findings, more: sink.more })
}

/// Whether a rule asks for a body at all, or for none.
fn is_about_whole(rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Empty(_) | RuleKind::Exists(_))
}

fn judge_whole(judging: &Judging<'_>, rule: &Rule, response: &Response, sink: &mut Sink) {
    let wanted = match rule.kind {
        RuleKind::Empty(wanted) => wanted,
        RuleKind::Exists(wanted) => !wanted,
        _ => return,
    };
    if response.is_blank() != wanted {
        let expected = if wanted { "no body" } else { "a body" };
        let actual = if wanted { excerpt(response) } else { "no body".into() };
        sink.fail(|| judging.finding(rule.span, expected.into(), actual, &Place::ROOT));
    }
}

fn judge_inside(judging: &Judging<'_>, expected: &Matcher, rules: &[&Rule], response: &Response, sink: &mut Sink) {
    let textual = rules.iter().all(|rule| is_textual(rule));
    let declared_otherwise = response.media_type().is_some_and(|media_type| !is_json(&media_type));
    let parsed = if textual && declared_otherwise { None } else { Some(response.json()) };
    match (parsed, textual) {
        (Some(Ok(value)), _) => {
            for rule in rules {
                matcher::judge_rule(judging, rule, value, &Place::ROOT, sink);
            }
        }
        (None, _) | (Some(Err(_)), true) => {
            let text = match charset::text(response) {
                Ok(text) => Value::String(text.into_owned()),
                Err(fault) => return sink.fail(|| undecodable(&fault, rules)),
            };
            for rule in rules {
                matcher::judge_rule(judging, rule, &text, &Place::ROOT, sink);
            }
        }
        (Some(Err(error)), false) => sink.fail(|| {
            let asked = words::of_matcher(expected, judging.scope);
            let expected = if asked.is_empty() { "JSON".into() } else { format!("JSON: {asked}") };
            Finding::new(Code::BodyNotJson, Part::Body, expected, excerpt(response))
                .at(rules.first().map_or_else(Default::default, |rule| rule.span))
                .message(format!("the body is not JSON: {error}"))
        }),
    }
}

/// A text with replacement characters in it would be another text than the one that was sent.
fn undecodable(fault: &Fault, rules: &[&Rule]) -> Finding {
    Finding::new(fault.code, Part::Body, "text in the character set of its content type", fault.message.clone())
        .at(rules.first().map_or_else(Default::default, |rule| rule.span))
        .severity(Severity::Error)
        .help("the `charset` of the response's `content-type` must be what the body is written in")
}

/// Whether a rule makes sense for a text.
fn is_textual(rule: &Rule) -> bool {
    let string = |data: &Data| data.as_const().is_none_or(Value::is_string);
    let all = |matcher: &Matcher| matcher.rules.iter().all(is_textual);
    match &rule.kind {
        RuleKind::Equals(data) | RuleKind::Contains(data) => string(data),
        RuleKind::OneOf(data) => {
            data.as_const().and_then(Value::as_array).is_some_and(|list| list.iter().all(Value::is_string))
        }
        RuleKind::Matches(_) | RuleKind::StartsWith(_) | RuleKind::EndsWith(_) | RuleKind::Length(_) => true,
        RuleKind::Format(_) | RuleKind::Date(_) => true,
        RuleKind::Type(types) => *types == [JsonType::String],
        RuleKind::Not(matcher) => all(matcher),
        RuleKind::AnyOf(alternatives) => alternatives.iter().all(all),
        _ => false,
    }
}

fn excerpt(response: &Response) -> String {
    if response.is_blank() {
        return "no body".into();
    }
    let start = &response.body[..response.body.len().min(SHOWN * 4)];
    let text: String = String::from_utf8_lossy(start).chars().take(SHOWN).collect();
    let cut = if response.body.len() > text.len() { "…" } else { "" };
    format!("{} bytes: {}{cut}", response.body.len(), Value::String(text))
}
