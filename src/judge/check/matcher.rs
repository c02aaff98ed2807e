//! Matchers: every rule judges its value on its own, and each mismatch is told with its own pointer.

use serde_json::Value;

use crate::judge::check::judging::Judging;
use crate::judge::check::rule;
use crate::judge::check::words;
use crate::judge::place::Place;
use crate::judge::sink::Sink;
use crate::judge::verdict::Finding;
use crate::source::code::Code;
use crate::suite::model::{AtPath, Matcher, Rule, RuleKind};
use crate::value::json;

/// Holds every rule of a matcher against a value.
pub fn judge(judging: &Judging<'_>, matcher: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    for rule in &matcher.rules {
        judge_rule(judging, rule, value, place, sink);
    }
}

/// Holds one rule against a value.
pub fn judge_rule(judging: &Judging<'_>, rule: &Rule, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    match &rule.kind {
        RuleKind::Not(inner) => {
            if holds(judging, inner, value, place, sink) {
                judging.mismatch(rule, value, place, sink);
            }
        }
        RuleKind::AnyOf(alternatives) => any_of(judging, rule, alternatives, value, place, sink),
        RuleKind::Length(inner) => match rule::length(value) {
            Some(length) => judge(judging, inner, &Value::from(length), &place.aspect("length"), sink),
            None => judging.mismatch(rule, value, place, sink),
        },
        RuleKind::Every(inner) => {
            let judged = each(value, place, |value, place| judge(judging, inner, value, place, sink));
            if judged.is_none() {
                judging.mismatch_of(rule, "a list or an object", value, place, sink);
            }
        }
        RuleKind::Any(inner) => any(judging, rule, inner, value, place, sink),
        RuleKind::At(paths) => {
            for path in paths {
                judge_at(judging, path, value, place, sink);
            }
        }
        RuleKind::Json(inner) => json(judging, rule, inner, value, place, sink),
        _ => rule::judge(judging, rule, value, place, sink),
    }
}

/// Whether a matcher holds, without telling why not.
fn holds(judging: &Judging<'_>, matcher: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) -> bool {
    let mut quiet = Sink::quiet();
    judge(judging, matcher, value, place, &mut quiet);
    let holds = !quiet.failed();
    sink.errors_of(quiet);
    holds
}

fn any_of(
    judging: &Judging<'_>,
    rule: &Rule,
    alternatives: &[Matcher],
    value: &Value,
    place: &Place<'_>,
    sink: &mut Sink,
) {
    if alternatives.iter().any(|alternative| holds(judging, alternative, value, place, sink)) {
        return;
    }
    sink.fail(|| {
        let finding = judging.finding(rule.span, words::of_rule(rule, judging.scope), words::of_value(value), place);
        let why = alternatives.iter().zip(1..).filter_map(|(alternative, number)| {
            let mut told = Sink::default();
            judge(judging, alternative, value, place, &mut told);
            let first = told.findings.into_iter().next()?;
            let at = first.pointer.filter(|at| !at.is_empty()).map_or(String::new(), |at| format!(" at {at}"));
            Some(format!("alternative {number}: expected {}, found {}{at}", first.expected, first.actual))
        });
        why.fold(finding, Finding::help)
    });
}

fn any(judging: &Judging<'_>, rule: &Rule, inner: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let mut found = false;
    let judged = each(value, place, |value, place| found = found || holds(judging, inner, value, place, sink));
    match judged {
        None => judging.mismatch_of(rule, "a list or an object", value, place, sink),
        Some(_) if found => {}
        Some(count) => sink.fail(|| {
            let expected = format!("an element that is {}", words::of_matcher(inner, judging.scope));
            let actual = format!("none of {count} elements: {}", json::excerpt(value, 120));
            judging.finding(rule.span, expected, actual, place)
        }),
    }
}

/// Judges what a path selects. A path that selects nothing judges nothing, which is only fine when it is said to
/// be.
fn judge_at(judging: &Judging<'_>, at: &AtPath, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let path = match at.path.render(judging.scope) {
        Ok(path) => path,
        Err(error) => return sink.template(error, judging.part.clone(), at.span),
    };
    let nodes = path.values(value);
    if nodes.is_empty() && !may_select_nothing(&at.matcher) {
        let rules = words::of_matcher(&at.matcher, judging.scope);
        let expected = if rules.is_empty() { "at least one node".into() } else { format!("a node: {rules}") };
        sink.fail(|| Finding {
            code: Code::NoNode,
            message: format!("{path} selects nothing"),
            help: vec!["`optional: true` says that there may be none".into()],
            ..judging.finding(at.span, expected, "no node".into(), place)
        });
    }
    for (number, node) in nodes.iter().enumerate() {
        judge(judging, &at.matcher, node, &place.selected(&path, value, number), sink);
    }
    if let Some(matcher) = &at.matcher.nodes {
        let list = Value::Array(nodes.into_iter().cloned().collect());
        judge(judging, matcher, &list, &place.nodes(&path, value), sink);
    }
}

fn json(judging: &Judging<'_>, rule: &Rule, inner: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let parsed = value.as_str().map(|text| json::parse(text.as_bytes()));
    match parsed {
        Some(Ok(inside)) => judge(judging, inner, &inside, &place.inside(), sink),
        Some(Err(error)) => sink.fail(|| {
            let actual = format!("{}: {error}", words::of_value(value));
            let expected = "a string that holds JSON".to_owned();
            Finding { code: Code::EmbeddedJson, ..judging.finding(rule.span, expected, actual, place) }
        }),
        None => judging.mismatch(rule, value, place, sink),
    }
}

/// Whether a matcher under a path is content when the path selects nothing.
fn may_select_nothing(matcher: &Matcher) -> bool {
    let counts = |matcher: &Matcher| {
        matcher.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Length(_) | RuleKind::Empty(_)))
    };
    matcher.optional
        || matcher.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Exists(false)))
        // Whoever says how many nodes there must be has spoken about none, too.
        || matcher.nodes.as_deref().is_some_and(counts)
}

/// Visits every element or property with its place, and counts them; `None` where there can be none.
fn each(value: &Value, place: &Place<'_>, mut visit: impl FnMut(&Value, &Place<'_>)) -> Option<usize> {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                visit(element, &place.index(index));
            }
            Some(elements.len())
        }
        Value::Object(map) => {
            for (key, member) in map {
                visit(member, &place.key(key));
            }
            Some(map.len())
        }
        _ => None,
    }
}
