//! Response headers against the case's matchers.
//!
//! A header's value is always a text. So that `content-length: { max: 100 }` can be asked, a rule that speaks of a
//! number sees a number where the text is one.

use std::borrow::Cow;

use http::HeaderMap;
use serde_json::Value;

use crate::judge::check::judging::Judging;
use crate::judge::check::matcher;
use crate::judge::check::words;
use crate::judge::judgement::Judgement;
use crate::judge::place::Place;
use crate::judge::sink::Sink;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part};
use crate::source::code::Code;
use crate::suite::model::{HeaderExpect, Rule, RuleKind};
use crate::wire::exchange::Response;

/// Judges the headers that the case names; `None` when it names none.
pub fn judge(judgement: &Judgement<'_>, response: &Response) -> Option<CheckResult> {
    if judgement.expect.headers.is_empty() {
        return None;
    }
    let mut sink = Sink::default();
    for header in &judgement.expect.headers {
        judge_one(judgement, header, response, &mut sink);
    }
    Some(CheckResult { kind: CheckKind::Header, findings: sink.findings, more: sink.more })
}

/// The value of a header, several joined by commas.
pub fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cow<'h, str>> {
    let mut values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let first = values.next()?;
    Some(values.fold(first, |joined, value| Cow::Owned(format!("{joined}, {value}"))))
}

fn judge_one(judgement: &Judgement<'_>, header: &HeaderExpect, response: &Response, sink: &mut Sink) {
    let part = Part::Header(header.name.clone());
    let judging = Judging { scope: judgement.scope, schemas: judgement.schemas, part: &part };
    let Some(text) = value(&response.headers, &header.name) else {
        let absent = |rule: &Rule| matches!(rule.kind, RuleKind::Exists(false));
        if !header.matcher.optional && !header.matcher.rules.iter().any(absent) {
            let expected = words::of_matcher(&header.matcher, judgement.scope);
            sink.fail(|| {
                Finding::new(Code::HeaderMismatch, part.clone(), expected, "no such header")
                    .at(header.span)
                    .message("the header is missing")
            });
        }
        return;
    };
    let number = text.trim().parse().ok().map(Value::Number);
    let text = Value::String(text.into_owned());
    for rule in &header.matcher.rules {
        let value = number.as_ref().filter(|_| speaks_of_numbers(rule)).unwrap_or(&text);
        matcher::judge_rule(&judging, rule, value, &Place::ROOT, sink);
    }
}

fn speaks_of_numbers(rule: &Rule) -> bool {
    match &rule.kind {
        RuleKind::Min(_) | RuleKind::Max(_) => true,
        RuleKind::Equals(data) => data.as_const().is_some_and(Value::is_number),
        RuleKind::Type(types) => !types.contains(&crate::suite::model::JsonType::String),
        RuleKind::OneOf(data) => {
            data.as_const().and_then(Value::as_array).is_some_and(|list| list.iter().all(Value::is_number))
        }
        _ => false,
    }
}
