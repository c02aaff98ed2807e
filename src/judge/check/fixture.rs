//! Matchers and expectations for unit tests, written as in a case file.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method};
use serde_json::{Value, json};

use crate::judge::check::judging::Judging;
use crate::judge::check::matcher;
use crate::judge::place::Place;
use crate::judge::schemas::NoSchemas;
use crate::judge::sink::Sink;
use crate::judge::verdict::{CheckResult, Finding, Part};
use crate::source::diagnostic::Diagnostics;
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Node};
use crate::source::yaml;
use crate::suite::model::{AtPath, JsonType, Matcher, Rule, RuleKind, SchemaSource};
use crate::suite::template::data::Data;
use crate::suite::template::path::PathTemplate;
use crate::suite::template::scope::Scope;
use crate::wire::exchange::{Exchange, Request, Response};

/// The matcher that a YAML text describes.
pub fn matcher(text: &str) -> Matcher {
    let mut diagnostics = Diagnostics::default();
    let node = yaml::parse(FileId(0), text, &mut diagnostics).expect("well-formed");
    of(&node)
}

/// What is wrong with a value by a matcher: `pointer: expected / actual`.
pub fn wrong(text: &str, value: Value) -> Vec<String> {
    let scope = Scope::new().with("vars", json!({"five": 5, "name": "a'b"}));
    findings(text, &value, &scope).iter().map(line).collect()
}

/// The findings themselves.
pub fn findings(text: &str, value: &Value, scope: &Scope) -> Vec<Finding> {
    let judging = Judging { scope, schemas: &NoSchemas, part: &Part::Body };
    let mut sink = Sink::default();
    matcher::judge(&judging, &matcher(text), value, &Place::ROOT, &mut sink);
    assert_eq!(sink.failed(), !sink.findings.is_empty());
    sink.findings
}

/// One finding in short.
pub fn line(finding: &Finding) -> String {
    let pointer = finding.pointer.as_deref().unwrap_or("-");
    format!("{} {pointer}: {} / {}", finding.code, finding.expected, finding.actual)
}

/// All findings of a check in short.
pub fn lines(check: &CheckResult) -> Vec<String> {
    check.findings.iter().map(line).collect()
}

/// A response with these headers.
pub fn response(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name.parse::<HeaderName>().expect("a name"), value.parse().expect("a value"));
    }
    Response::new(status, map, body.into(), 0)
}

/// A JSON response with status 200.
pub fn json_response(body: &str) -> Response {
    response(200, &[("content-type", "application/json")], body.to_owned())
}

/// An exchange with a response.
pub fn exchange(url: &str, response: Response) -> Exchange {
    let url = url.parse().expect("a URL");
    let request = Request { method: Method::GET, url, headers: HeaderMap::new(), body: None };
    Exchange {
        request,
        outcome: Ok(response),
        started: std::time::Instant::now(),
        elapsed: std::time::Duration::from_millis(5),
        retried: false,
        asked: None,
    }
}

fn of(node: &Node) -> Matcher {
    let Content::Map(entries) = &node.content else {
        return built(node.span, vec![RuleKind::Equals(data(node))]);
    };
    let mut result = built(node.span, Vec::new());
    for entry in entries {
        let value = &entry.value;
        let kind = match &*entry.key {
            "optional" => {
                result.optional = value.as_bool().expect("a boolean");
                continue;
            }
            "nodes" => {
                result.nodes = Some(Box::new(of(value)));
                continue;
            }
            key => rule(key, value),
        };
        result.rules.push(Rule { span: value.span, kind });
    }
    result
}

fn rule(key: &str, value: &Node) -> RuleKind {
    let text = || value.as_str().expect("a string").to_owned();
    let truth = || value.as_bool().expect("a boolean");
    match key {
        "equals" => RuleKind::Equals(data(value)),
        "subset" => RuleKind::Subset(data(value)),
        "not" => RuleKind::Not(of(value)),
        "one_of" => RuleKind::OneOf(data(value)),
        "any_of" => RuleKind::AnyOf(value.elements().iter().map(of).collect()),
        "type" => RuleKind::Type(vec![type_named(&text())]),
        "format" => RuleKind::Format(text()),
        "matches" => RuleKind::Matches(data(value)),
        "contains" => RuleKind::Contains(data(value)),
        "starts_with" => RuleKind::StartsWith(data(value)),
        "ends_with" => RuleKind::EndsWith(data(value)),
        "length" => RuleKind::Length(of(value)),
        "min" => RuleKind::Min(data(value)),
        "max" => RuleKind::Max(data(value)),
        "empty" => RuleKind::Empty(truth()),
        "exists" => RuleKind::Exists(truth()),
        "every" => RuleKind::Every(of(value)),
        "any" => RuleKind::Any(of(value)),
        "at" => RuleKind::At(value.entries().iter().map(at).collect()),
        "json" => RuleKind::Json(of(value)),
        "schema" => RuleKind::Schema(SchemaSource::Inline(value.to_json().into(), value.span)),
        "date" => RuleKind::Date(text()),
        "unique" => RuleKind::Unique(truth()),
        other => panic!("no rule {other}"),
    }
}

fn at(entry: &crate::source::tree::Entry) -> AtPath {
    let path = PathTemplate::parse(&entry.key, entry.key_span, false).expect("a path");
    AtPath { path, span: entry.key_span, matcher: of(&entry.value) }
}

fn data(node: &Node) -> Data {
    let mut diagnostics = Diagnostics::default();
    let data = Data::compile(node, &mut diagnostics);
    assert!(diagnostics.is_empty());
    data
}

fn type_named(name: &str) -> JsonType {
    match name {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        other => panic!("no type {other}"),
    }
}

fn built(span: Span, kinds: Vec<RuleKind>) -> Matcher {
    let rules = kinds.into_iter().map(|kind| Rule { span, kind }).collect();
    Matcher { span, rules, optional: false, nodes: None }
}
