//! The rules that look at one value and at nothing around or inside it.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

use crate::contract::schema::format::has_format;
use crate::judge::check::judging::Judging;
use crate::judge::place::Place;
use crate::judge::sink::Sink;
use crate::judge::verdict::{Finding, Severity};
use crate::source::code::Code;
use crate::suite::model::{JsonType, Rule, RuleKind, SchemaSource};
use crate::suite::template::data::Data;
use crate::value::diff;
use crate::value::json;
use crate::value::pattern::Pattern;
use crate::value::shape::format::Format;

/// Up to this many elements are compared each with each.
const FEW: usize = 32;

/// Holds one rule against a value. Rules with matchers inside are not for here.
pub fn judge(judging: &Judging<'_>, rule: &Rule, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let holds = match &rule.kind {
        RuleKind::Equals(expected) => return compare(judging, rule, expected, value, place, sink),
        RuleKind::Subset(expected) => return compare(judging, rule, expected, value, place, sink),
        RuleKind::Schema(source) => return schema(judging, rule, source, value, place, sink),
        RuleKind::Matches(pattern) => return matches(judging, rule, pattern, value, place, sink),
        RuleKind::Format(name) => return format(judging, rule, name, value, place, sink),
        RuleKind::OneOf(data) | RuleKind::Contains(data) | RuleKind::StartsWith(data) => {
            with_data(judging, rule, data, value, sink)
        }
        RuleKind::EndsWith(data) | RuleKind::Min(data) | RuleKind::Max(data) => {
            with_data(judging, rule, data, value, sink)
        }
        RuleKind::Type(types) => Some(types.iter().any(|kind| has_type(value, *kind))),
        RuleKind::Empty(wanted) => Some(is_empty(value) == *wanted),
        RuleKind::Exists(wanted) => Some(*wanted),
        RuleKind::Date(format) => Some(value.as_str().is_some_and(|text| is_date(format, text))),
        RuleKind::Unique(wanted) => return unique(judging, rule, *wanted, value, place, sink),
        // The rules with matchers inside are judged where matchers are.
        RuleKind::Not(_) | RuleKind::AnyOf(_) | RuleKind::Length(_) | RuleKind::Every(_) => None,
        RuleKind::Any(_) | RuleKind::At(_) | RuleKind::Json(_) => None,
    };
    if holds == Some(false) {
        judging.mismatch(rule, value, place, sink);
    }
}

/// The number of characters, elements or properties.
pub fn length(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(elements) => Some(elements.len()),
        Value::Object(map) => Some(map.len()),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn render<'d>(judging: &Judging<'d>, rule: &Rule, data: &'d Data, sink: &mut Sink) -> Option<Cow<'d, Value>> {
    match data.render(judging.scope) {
        Ok(value) => Some(value),
        Err(error) => {
            sink.template(error, judging.part.clone(), rule.span);
            None
        }
    }
}

fn compare(judging: &Judging<'_>, rule: &Rule, expected: &Data, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let Some(expected) = render(judging, rule, expected, sink) else { return };
    let differences = match rule.kind {
        RuleKind::Subset(_) => diff::subset(&expected, value),
        _ => diff::equals(&expected, value),
    };
    judging.differences(rule, differences, place, sink);
}

/// `None` when nothing can be said, and the sink knows why.
fn with_data(judging: &Judging<'_>, rule: &Rule, data: &Data, value: &Value, sink: &mut Sink) -> Option<bool> {
    let data = render(judging, rule, data, sink)?;
    Some(match (&rule.kind, &*data, value) {
        (RuleKind::OneOf(_), Value::Array(values), _) => values.iter().any(|one| json::equal(one, value)),
        (RuleKind::Contains(_), _, Value::Array(elements)) => elements.iter().any(|one| json::equal(&data, one)),
        (RuleKind::Contains(_), Value::String(part), Value::String(text)) => text.contains(part.as_str()),
        (RuleKind::StartsWith(_), Value::String(start), _) => {
            value.as_str().is_some_and(|text| text.starts_with(start.as_str()))
        }
        (RuleKind::EndsWith(_), Value::String(end), _) => {
            value.as_str().is_some_and(|text| text.ends_with(end.as_str()))
        }
        (RuleKind::Min(_), Value::Number(limit), Value::Number(number)) => json::compare(number, limit).is_ge(),
        (RuleKind::Max(_), Value::Number(limit), Value::Number(number)) => json::compare(number, limit).is_le(),
        (RuleKind::OneOf(_), _, _) => return unusable(judging, rule, "a list", &data, sink),
        (RuleKind::StartsWith(_) | RuleKind::EndsWith(_), _, _) => {
            return unusable(judging, rule, "a string", &data, sink);
        }
        (RuleKind::Min(_) | RuleKind::Max(_), limit, _) if !limit.is_number() => {
            return unusable(judging, rule, "a number", &data, sink);
        }
        _ => false,
    })
}

/// The case asks with a value that the rule can't use. That is the case's fault, and says nothing about the API.
fn unusable(judging: &Judging<'_>, rule: &Rule, wanted: &str, data: &Value, sink: &mut Sink) -> Option<bool> {
    let finding = Finding::new(Code::TemplateType, judging.part.clone(), wanted, diff::describe(data));
    sink.error(finding.at(rule.span).message(format!("this rule takes {wanted}")));
    None
}

fn matches(judging: &Judging<'_>, rule: &Rule, pattern: &Data, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let Some(data) = render(judging, rule, pattern, sink) else { return };
    let Value::String(text) = &*data else {
        unusable(judging, rule, "a pattern", &data, sink);
        return;
    };
    let pattern = match Pattern::parse(text) {
        Ok(pattern) => pattern,
        Err(error) => {
            let finding = Finding::new(Code::BadRegex, judging.part.clone(), "a regular expression", text.as_str());
            return sink.error(finding.at(rule.span).message(error.to_string()));
        }
    };
    match value.as_str().map(|text| pattern.is_found(text)) {
        Some(Ok(true)) => {}
        Some(Err(error)) => sink.error(Finding {
            pointer: Some(place.pointer("")),
            ..Finding::new(Code::BadRegex, judging.part.clone(), format!("/{text}/"), diff::describe(value))
                .at(rule.span)
                .message(error.to_string())
        }),
        Some(Ok(false)) | None => judging.mismatch(rule, value, place, sink),
    }
}

/// Formats of JSON Schema, and those that shapes know beside them.
fn format(judging: &Judging<'_>, rule: &Rule, name: &str, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let own = || Format::named(name).zip(value.as_str()).map(|(format, text)| format.accepts(text));
    match (value.is_string(), has_format(name, value).or_else(own)) {
        (true, Some(true)) => {}
        (true, None) => {
            let finding = Finding::new(Code::InvalidValue, judging.part.clone(), "the name of a format", name);
            sink.error(finding.at(rule.span).message(format!("there is no format {name:?}")));
        }
        _ => judging.mismatch(rule, value, place, sink),
    }
}

fn schema(
    judging: &Judging<'_>,
    rule: &Rule,
    source: &SchemaSource,
    value: &Value,
    place: &Place<'_>,
    sink: &mut Sink,
) {
    let schema = match judging.schemas.schema(source) {
        Ok(schema) => schema,
        Err(diagnostic) => {
            let finding =
                Finding::new(diagnostic.code, judging.part.clone(), "a usable schema", diagnostic.message.clone());
            return sink.error(finding.at(rule.span).message(diagnostic.message));
        }
    };
    if schema.is_valid(value) {
        return;
    }
    for violation in schema.violations(value) {
        sink.fail(|| Finding {
            code: violation.code,
            severity: Severity::Failure,
            span: Some(rule.span),
            part: judging.part.clone(),
            pointer: Some(place.pointer(&violation.pointer)),
            message: format!("not as the schema says: `{}`", violation.keyword),
            expected: violation.expected,
            actual: violation.actual,
            contract: Some(violation.schema),
            help: Vec::new(),
        });
    }
}

fn has_type(value: &Value, kind: JsonType) -> bool {
    match (kind, value) {
        (JsonType::Integer, Value::Number(number)) => json::is_integer(number),
        (JsonType::Null, Value::Null)
        | (JsonType::Boolean, Value::Bool(_))
        | (JsonType::Number, Value::Number(_))
        | (JsonType::String, Value::String(_))
        | (JsonType::Array, Value::Array(_))
        | (JsonType::Object, Value::Object(_)) => true,
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || length(value) == Some(0)
}

/// Parts that a format leaves out make no date that could be wrong; `%d/%m/%Y` must be a day that there is.
fn is_date(format: &str, text: &str) -> bool {
    jiff::fmt::strtime::parse(format, text).is_ok_and(|parsed| {
        let whole = parsed.year().is_some() && parsed.month().is_some() && parsed.day().is_some();
        !whole || parsed.to_date().is_ok()
    })
}

fn unique(judging: &Judging<'_>, rule: &Rule, wanted: bool, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let Value::Array(elements) = value else { return judging.mismatch_of(rule, "a list", value, place, sink) };
    match (first_twins(elements), wanted) {
        (Some((first, second)), true) => sink.fail(|| {
            let actual = format!("{} at {first} and at {second} in the list", json::excerpt(&elements[second], 120));
            let expected = "elements that all differ".to_owned();
            judging.finding(rule.span, expected, actual, &place.index(second))
        }),
        (None, false) => judging.mismatch(rule, value, place, sink),
        _ => {}
    }
}

/// The first element that is equal to an earlier one, and that one.
fn first_twins(elements: &[Value]) -> Option<(usize, usize)> {
    if elements.len() <= FEW {
        return (1..elements.len()).find_map(|second| {
            let first = elements[..second].iter().position(|one| json::equal(one, &elements[second]))?;
            Some((first, second))
        });
    }
    let mut buckets: HashMap<u64, Vec<usize>> = HashMap::with_capacity(elements.len());
    for (second, element) in elements.iter().enumerate() {
        let bucket = buckets.entry(rough(element)).or_default();
        if let Some(&first) = bucket.iter().find(|&&first| json::equal(&elements[first], element)) {
            return Some((first, second));
        }
        bucket.push(second);
    }
    None
}

/// The same for equal values, and mostly another for different ones: numbers by their value, objects without order.
fn rough(value: &Value) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    std::mem::discriminant(value).hash(&mut hasher);
    match value {
        Value::Null => {}
        Value::Bool(value) => value.hash(&mut hasher),
        // `-0` equals `0`, and digits that a float has no room for are left to the exact comparison.
        Value::Number(number) => (number.as_f64().unwrap_or(f64::INFINITY) + 0.0).to_bits().hash(&mut hasher),
        Value::String(text) => text.hash(&mut hasher),
        Value::Array(elements) => elements.iter().for_each(|element| rough(element).hash(&mut hasher)),
        Value::Object(map) => {
            let entry = |(key, value): (&String, &Value)| {
                let mut hasher = DefaultHasher::new();
                (key, rough(value)).hash(&mut hasher);
                hasher.finish()
            };
            map.iter().map(entry).fold(0, u64::wrapping_add).hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::judge::check::fixture::{findings, wrong};
    use crate::judge::verdict::Severity;
    use crate::suite::template::scope::Scope;

    /// Each rule, a value for which it holds, one for which it does not, and what is said then.
    #[test]
    fn every_rule_says_yes_and_no() {
        let cases: [(&str, Value, Value, &str); 24] = [
            ("{ one_of: [1, x] }", json!("x"), json!(2), "one of [1,\"x\"] / the number 2"),
            ("{ type: integer }", json!(1), json!(1.5), "integer / the number 1.5"),
            ("{ type: number }", json!(1.5), json!("1"), "number / the string \"1\""),
            ("{ type: object }", json!({}), json!([]), "object / the list []"),
            ("{ type: boolean }", json!(true), json!(null), "boolean / null"),
            (
                "{ format: date }",
                json!("2021-02-28"),
                json!("2021-02-29"),
                "a string in the format date / the string \"2021-02-29\"",
            ),
            (
                "{ format: sql-date-time }",
                json!("2021-02-28 10:00:00"),
                json!("x"),
                "a string in the format sql-date-time / the string \"x\"",
            ),
            ("{ format: date }", json!("2021-02-28"), json!(5), "a string in the format date / the number 5"),
            ("{ matches: '^[1-9]' }", json!("10"), json!("01"), "a string matching /^[1-9]/ / the string \"01\""),
            ("{ matches: '^5$' }", json!("5"), json!(5), "a string matching /^5$/ / the number 5"),
            ("{ matches: '^(?!a)' }", json!("b"), json!("ab"), "a string matching /^(?!a)/ / the string \"ab\""),
            ("{ contains: b }", json!("abc"), json!("ac"), "something that contains \"b\" / the string \"ac\""),
            (
                "{ contains: { a: 1 } }",
                json!([{"a": 1.0}]),
                json!([{"a": 2}]),
                "something that contains {\"a\":1} / the list [{\"a\":2}]",
            ),
            ("{ starts_with: ab }", json!("abc"), json!("ba"), "a string that starts with \"ab\" / the string \"ba\""),
            ("{ ends_with: bc }", json!("abc"), json!(1), "a string that ends with \"bc\" / the number 1"),
            ("{ min: 1.5 }", json!(1.5), json!(1.4), "at least 1.5 / the number 1.4"),
            ("{ max: 3 }", json!(3.0), json!("3"), "at most 3 / the string \"3\""),
            ("{ empty: true }", json!([]), json!("x"), "nothing in it / the string \"x\""),
            ("{ empty: false }", json!(0), json!({}), "something in it / the object {}"),
            (
                "{ date: '%d/%m/%Y' }",
                json!("28/02/2021"),
                json!("29/02/2021"),
                "a date written %d/%m/%Y / the string \"29/02/2021\"",
            ),
            ("{ date: '%H:%M' }", json!("10:00"), json!("10:00:00"), "a date written %H:%M / the string \"10:00:00\""),
            ("{ unique: true }", json!([1, "1", {"a": 1}]), json!(5), "a list / the number 5"),
            ("{ unique: false }", json!([1, 1.0]), json!([1]), "elements of which two are equal / the list [1]"),
            ("{ exists: true }", json!(null), json!(null), ""),
        ];
        for (matcher, good, bad, said) in cases {
            assert_eq!(wrong(matcher, good), Vec::<String>::new(), "{matcher}");
            if !said.is_empty() {
                assert_eq!(wrong(matcher, bad), [format!("CS0312 : {said}")], "{matcher}");
            }
        }
    }

    #[test]
    fn twins_are_found_among_many() {
        let mut elements: Vec<Value> = (0..1000).map(|n| json!({"n": n, "s": [null, "x"]})).collect();
        assert_eq!(wrong("{ unique: true }", json!(elements)), Vec::<String>::new());
        elements.push(json!({"s": [null, "x"], "n": 700.0}));
        assert_eq!(wrong("{ unique: true }", json!(elements)).len(), 1);
    }

    #[test]
    fn a_rule_that_cannot_be_used_is_an_error_and_no_failure() {
        for matcher in [
            "{ min: x }",
            "{ one_of: 1 }",
            "{ matches: '(' }",
            "{ format: dat }",
            "{ starts_with: 1 }",
            "{ schema: {} }",
        ] {
            let found = findings(matcher, &json!("x"), &Scope::new());
            assert_eq!(
                found.iter().map(|finding| finding.severity).collect::<Vec<_>>(),
                [Severity::Error],
                "{matcher}"
            );
        }
    }
}
