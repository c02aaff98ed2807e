//! What differs between two JSON values, as the smallest places that do: "not equal" alone helps nobody.
//!
//! Numbers compare by their mathematical value and never with strings. Equal values are told apart from different
//! ones without building anything.

use serde_json::{Map, Value};

use crate::value::json::{self, excerpt, push_token};

/// How many differences are told; the rest is only counted.
pub const MAX_TOLD: usize = 50;
/// How much of a value is shown.
const EXCERPT: usize = 200;
/// Up to this many missing or extra elements are named one by one; more of them are told as a length.
const MAX_ELEMENTS: usize = 3;
/// How much of two long texts is shown before the place where they part.
const LEAD: usize = 20;

/// All differences between two values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// The first of them, in the order of the expected value.
    pub told: Vec<Difference>,
    /// How many more there are.
    pub more: usize,
}

/// One place where two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// A JSON Pointer to the place.
    pub pointer: String,
    /// In what way.
    pub kind: Kind,
    /// What should be there; `None` for something extra.
    pub expected: Option<String>,
    /// What is there; `None` for something missing.
    pub actual: Option<String>,
}

/// In what way two values differ at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same JSON type, another value.
    Value,
    /// Another JSON type.
    Type,
    /// A key or an element that is not there.
    Missing,
    /// A key or an element too many.
    Extra,
    /// A list with many elements more or fewer.
    Length,
}

impl Differences {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    fn push(&mut self, difference: impl FnOnce() -> Difference) {
        if self.told.len() < MAX_TOLD {
            self.told.push(difference());
        } else {
            self.more += 1;
        }
    }
}

/// What differs when `actual` must be the same JSON as `expected`.
pub fn equals(expected: &Value, actual: &Value) -> Differences {
    if json::equal(expected, actual) {
        return Differences::default();
    }
    walk(expected, actual, Extras::Told)
}

/// What differs when `actual` must have at least what `expected` lists: objects may have more keys, at any depth; lists
/// have the same length and fit element by element.
pub fn subset(expected: &Value, actual: &Value) -> Differences {
    if contains(expected, actual) {
        return Differences::default();
    }
    walk(expected, actual, Extras::Fine)
}

/// A value in words and digits, with its type where a reader could take it for another: `the string "5"`.
pub fn describe(value: &Value) -> String {
    let text = excerpt(value, EXCERPT);
    match value {
        Value::Null | Value::Bool(_) => text,
        Value::Number(_) => format!("the number {text}"),
        Value::String(_) => format!("the string {text}"),
        Value::Array(_) => format!("the list {text}"),
        Value::Object(_) => format!("the object {text}"),
    }
}

/// Two values as texts in which their difference can be seen: types are named where they differ, and of two long
/// strings the part where they part is shown.
pub fn describe_pair(expected: &Value, actual: &Value) -> (String, String) {
    if std::mem::discriminant(expected) != std::mem::discriminant(actual) {
        return (describe(expected), describe(actual));
    }
    let (shown, found) = (excerpt(expected, EXCERPT), excerpt(actual, EXCERPT));
    match (expected, actual) {
        (Value::String(expected), Value::String(actual)) if shown == found => part(expected, actual),
        _ => (shown, found),
    }
}

/// Whether keys that are not expected are a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extras {
    Told,
    Fine,
}

fn contains(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            expected.iter().all(|(key, value)| actual.get(key).is_some_and(|found| contains(value, found)))
        }
        (Value::Array(expected), Value::Array(actual)) => {
            expected.len() == actual.len() && expected.iter().zip(actual).all(|(e, a)| contains(e, a))
        }
        _ => json::equal(expected, actual),
    }
}

fn walk(expected: &Value, actual: &Value, extras: Extras) -> Differences {
    let mut walk = Walk { extras, pointer: String::new(), found: Differences::default() };
    walk.value(expected, actual);
    walk.found
}

struct Walk {
    extras: Extras,
    pointer: String,
    found: Differences,
}

impl Walk {
    fn value(&mut self, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => self.object(expected, actual),
            (Value::Array(expected), Value::Array(actual)) => self.list(expected, actual),
            _ if json::equal(expected, actual) => {}
            _ => self.leaf(expected, actual),
        }
    }

    fn leaf(&mut self, expected: &Value, actual: &Value) {
        let pointer = &self.pointer;
        self.found.push(|| {
            let same_type = std::mem::discriminant(expected) == std::mem::discriminant(actual);
            let kind = if same_type { Kind::Value } else { Kind::Type };
            let (expected, actual) = describe_pair(expected, actual);
            Difference { pointer: pointer.clone(), kind, expected: Some(expected), actual: Some(actual) }
        });
    }

    fn object(&mut self, expected: &Map<String, Value>, actual: &Map<String, Value>) {
        for (key, value) in expected {
            match actual.get(key) {
                Some(found) => self.below(key, |walk| walk.value(value, found)),
                None => self.below(key, |walk| walk.missing(value)),
            }
        }
        if self.extras == Extras::Told {
            for (key, value) in actual.iter().filter(|(key, _)| !expected.contains_key(*key)) {
                self.below(key, |walk| walk.extra(value));
            }
        }
    }

    /// Lists of different lengths agree at both ends as far as they do, so that one element put in at the front does
    /// not make all of them differ.
    fn list(&mut self, expected: &[Value], actual: &[Value]) {
        let shorter = expected.len().min(actual.len());
        let (mut head, mut tail) = (shorter, 0);
        if expected.len() != actual.len() {
            let same = |e: &Value, a: &Value| match self.extras {
                Extras::Told => json::equal(e, a),
                Extras::Fine => contains(e, a),
            };
            head = expected.iter().zip(actual).take_while(|(e, a)| same(e, a)).count();
            let ends = expected.iter().rev().zip(actual.iter().rev());
            tail = ends.take(shorter - head).take_while(|(e, a)| same(e, a)).count();
        }
        let paired = shorter - tail;
        for index in 0..paired {
            if expected.len() == actual.len() || index >= head {
                self.below(&index.to_string(), |walk| walk.value(&expected[index], &actual[index]));
            }
        }
        self.unpaired(&expected[paired..expected.len() - tail], &actual[paired..actual.len() - tail], paired);
        let unpaired = expected.len().abs_diff(actual.len());
        if unpaired > MAX_ELEMENTS {
            let pointer = &self.pointer;
            self.found.push(|| Difference {
                pointer: pointer.clone(),
                kind: Kind::Length,
                expected: Some(elements(expected.len())),
                actual: Some(elements(actual.len())),
            });
        }
    }

    fn unpaired(&mut self, missing: &[Value], extra: &[Value], from: usize) {
        if missing.len().max(extra.len()) > MAX_ELEMENTS {
            return;
        }
        for (offset, value) in missing.iter().enumerate() {
            self.below(&(from + offset).to_string(), |walk| walk.missing(value));
        }
        for (offset, value) in extra.iter().enumerate() {
            self.below(&(from + offset).to_string(), |walk| walk.extra(value));
        }
    }

    fn missing(&mut self, expected: &Value) {
        let pointer = &self.pointer;
        let expected = || Some(excerpt(expected, EXCERPT));
        self.found.push(|| Difference {
            pointer: pointer.clone(),
            kind: Kind::Missing,
            expected: expected(),
            actual: None,
        });
    }

    fn extra(&mut self, actual: &Value) {
        let pointer = &self.pointer;
        let actual = || Some(excerpt(actual, EXCERPT));
        self.found.push(|| Difference {
            pointer: pointer.clone(),
            kind: Kind::Extra,
            expected: None,
            actual: actual(),
        });
    }

    fn below(&mut self, token: &str, visit: impl FnOnce(&mut Walk)) {
        let length = self.pointer.len();
        push_token(&mut self.pointer, token);
        visit(self);
        self.pointer.truncate(length);
    }
}

fn elements(count: usize) -> String {
    if count == 1 { "1 element".into() } else { format!("{count} elements") }
}

/// Two long texts from shortly before the first character that differs.
fn part(expected: &str, actual: &str) -> (String, String) {
    let common = expected.chars().zip(actual.chars()).take_while(|(e, a)| e == a).count();
    let from = common.saturating_sub(LEAD);
    let cut = |text: &str| {
        let rest: String = text.chars().skip(from).collect();
        format!("…{}", excerpt(&Value::String(rest), EXCERPT))
    };
    (cut(expected), cut(actual))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Differences, Kind, MAX_TOLD, equals, subset};
    use crate::value::json;

    fn told(differences: &Differences) -> Vec<String> {
        let line = |difference: &super::Difference| {
            let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
            format!(
                "{} {:?}: {} / {}",
                difference.pointer,
                difference.kind,
                side(&difference.expected),
                side(&difference.actual)
            )
        };
        differences.told.iter().map(line).collect()
    }

    #[test]
    fn numbers_are_equal_by_value_but_never_to_strings() {
        let body = json::parse(br#"{"a": 1.0, "b": "5", "c": 2}"#).expect("json");
        assert_eq!(
            told(&equals(&json!({"a": 1, "b": 5, "c": 3}), &body)),
            [r#"/b Type: the number 5 / the string "5""#, "/c Value: 3 / 2"]
        );
    }

    #[test]
    fn only_the_smallest_places_are_told_and_all_of_them() {
        let expected = json!({"items": [{"id": 1, "tags": ["a"]}, {"id": 2}], "gone": null});
        let actual = json!({"items": [{"id": 1, "tags": ["b"]}, {"id": 3}], "new": [true]});
        assert_eq!(
            told(&equals(&expected, &actual)),
            [
                r#"/items/0/tags/0 Value: "a" / "b""#,
                "/items/1/id Value: 2 / 3",
                "/gone Missing: null / -",
                "/new Extra: - / [true]",
            ]
        );
        assert!(equals(&expected, &expected).is_empty());
    }

    #[test]
    fn a_list_with_one_element_more_differs_in_that_one() {
        assert_eq!(told(&equals(&json!([1, 2, 3]), &json!([0, 1, 2, 3]))), ["/0 Extra: - / 0"]);
        assert_eq!(told(&equals(&json!([1, 2, 3]), &json!([1, 3]))), ["/1 Missing: 2 / -"]);
        assert_eq!(told(&equals(&json!([1]), &json!([2, 1, 1]))), ["/0 Extra: - / 2", "/1 Extra: - / 1"]);
        assert_eq!(told(&equals(&json!([]), &json!([1, 2, 3, 4]))), [" Length: 0 elements / 4 elements"]);
    }

    #[test]
    fn a_subset_may_lack_keys_but_no_elements() {
        let body = json!({"a": {"b": 1, "c": 2}, "list": [{"x": 1, "y": 2}, {"x": 3}]});
        assert!(subset(&json!({"a": {"b": 1}, "list": [{"x": 1}, {}]}), &body).is_empty());
        assert_eq!(
            told(&subset(&json!({"a": {"d": 1}, "list": [{"x": 1}]}), &body)),
            ["/a/d Missing: 1 / -", r#"/list/1 Extra: - / {"x":3}"#]
        );
        assert!(!subset(&json!({}), &json!([])).is_empty());
    }

    #[test]
    fn of_two_long_strings_the_part_that_differs_is_shown() {
        let long = "x".repeat(1000);
        let differences = equals(&json!(format!("{long}a")), &json!(format!("{long}b")));
        assert_eq!(told(&differences), [r#" Value: …"xxxxxxxxxxxxxxxxxxxxa" / …"xxxxxxxxxxxxxxxxxxxxb""#]);
    }

    #[test]
    fn the_rest_of_many_differences_is_counted() {
        let expected: Vec<Value> = (0..80).map(Value::from).collect();
        let actual: Vec<Value> = (100..180).map(Value::from).collect();
        let differences = equals(&Value::from(expected), &Value::from(actual));
        assert_eq!((differences.told.len(), differences.more), (MAX_TOLD, 80 - MAX_TOLD));
        assert!(differences.told.iter().all(|difference| difference.kind == Kind::Value));
    }

    #[test]
    fn keys_are_escaped_in_pointers() {
        assert_eq!(told(&equals(&json!({"a/b~": 1}), &json!({"a/b~": 2}))), ["/a~1b~0 Value: 1 / 2"]);
    }
}
