//! What a rule asks, in words, for messages.

use serde_json::Value;

use crate::suite::model::{JsonType, Matcher, Rule, RuleKind};
use crate::suite::template::scope::Scope;
use crate::value::json::excerpt;

/// How much of a value is shown inside a sentence.
const SHOWN: usize = 120;

/// What one rule asks: `a string matching /^a/`.
pub fn of_rule(rule: &Rule, scope: &Scope) -> String {
    let data = |data: &crate::suite::template::data::Data| match data.render(scope) {
        Ok(value) => excerpt(&value, SHOWN),
        Err(_) => "…".into(),
    };
    match &rule.kind {
        RuleKind::Equals(expected) => data(expected),
        RuleKind::Subset(expected) => format!("at least {}", data(expected)),
        RuleKind::Not(matcher) => format!("anything but {}", of_matcher(matcher, scope)),
        RuleKind::OneOf(values) => format!("one of {}", data(values)),
        RuleKind::AnyOf(matchers) => join(matchers.iter().map(|matcher| of_matcher(matcher, scope)), " or "),
        RuleKind::Type(types) => join(types.iter().map(|kind| type_name(*kind).to_owned()), " or "),
        RuleKind::Format(name) => format!("a string in the format {name}"),
        RuleKind::Matches(pattern) => match pattern.render(scope).as_deref() {
            Ok(Value::String(pattern)) => format!("a string matching /{pattern}/"),
            _ => "a string matching the pattern".into(),
        },
        RuleKind::Contains(member) => format!("something that contains {}", data(member)),
        RuleKind::StartsWith(start) => format!("a string that starts with {}", data(start)),
        RuleKind::EndsWith(end) => format!("a string that ends with {}", data(end)),
        RuleKind::Length(matcher) => format!("a length of {}", of_matcher(matcher, scope)),
        RuleKind::Min(limit) => format!("at least {}", data(limit)),
        RuleKind::Max(limit) => format!("at most {}", data(limit)),
        RuleKind::Empty(true) => "nothing in it".into(),
        RuleKind::Empty(false) => "something in it".into(),
        RuleKind::Exists(true) => "a value".into(),
        RuleKind::Exists(false) => "no value".into(),
        RuleKind::Every(_) => "elements that all fit".into(),
        RuleKind::Any(_) => "an element that fits".into(),
        RuleKind::At(paths) => {
            join(paths.iter().map(|at| format!("{} being {}", at.path.text(), of_matcher(&at.matcher, scope))), " and ")
        }
        RuleKind::Json(_) => "a string that holds JSON".into(),
        RuleKind::Schema(_) => "a value that fits the schema".into(),
        RuleKind::Date(format) => format!("a date written {format}"),
        RuleKind::Unique(true) => "elements that all differ".into(),
        RuleKind::Unique(false) => "elements of which two are equal".into(),
    }
}

/// What all rules of a matcher ask.
pub fn of_matcher(matcher: &Matcher, scope: &Scope) -> String {
    join(matcher.rules.iter().map(|rule| of_rule(rule, scope)), " and ")
}

/// The name of a JSON type.
pub fn type_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn join(parts: impl Iterator<Item = String>, with: &str) -> String {
    parts.collect::<Vec<_>>().join(with)
}
