//! Whether a filter holds of a node. Numbers compare by their mathematical value, however many digits they have.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use crate::value::json;
use crate::value::pattern::Pattern;
use crate::value::query::model::{Comparison, Extent, Inner, Logical, Matches, Operand, Start};
use crate::value::query::select::select;

/// Whether a filter holds of `current`.
pub fn holds(logical: &Logical, current: &Value, root: &Value) -> bool {
    match logical {
        Logical::Or(any) => any.iter().any(|one| holds(one, current, root)),
        Logical::And(all) => all.iter().all(|one| holds(one, current, root)),
        Logical::Not(inside) => !holds(inside, current, root),
        Logical::Exists(inner) => !nodes(inner, current, root).is_empty(),
        Logical::Compare(left, comparison, right) => {
            compare(value(left, current, root).as_deref(), *comparison, value(right, current, root).as_deref())
        }
        Logical::Matches(matches) => is_match(matches, current, root).unwrap_or(false),
    }
}

fn nodes<'v>(inner: &Inner, current: &'v Value, root: &'v Value) -> Vec<((), &'v Value)> {
    let start = match inner.start {
        Start::Root => root,
        Start::Current => current,
    };
    select(&inner.query, start, (), root)
}

/// The value of an operand; `None` is nothing, which is no value.
fn value<'v>(operand: &'v Operand, current: &'v Value, root: &'v Value) -> Option<Cow<'v, Value>> {
    match operand {
        Operand::Literal(value) => Some(Cow::Borrowed(value)),
        Operand::Node(inner) | Operand::Only(inner) => match &*nodes(inner, current, root) {
            [((), only)] => Some(Cow::Borrowed(*only)),
            _ => None,
        },
        Operand::Count(inner) => Some(Cow::Owned(nodes(inner, current, root).len().into())),
        Operand::Length(operand) => {
            let length = match &*value(operand, current, root)? {
                Value::String(text) => text.chars().count(),
                Value::Array(list) => list.len(),
                Value::Object(map) => map.len(),
                _ => return None,
            };
            Some(Cow::Owned(length.into()))
        }
    }
}

fn compare(left: Option<&Value>, comparison: Comparison, right: Option<&Value>) -> bool {
    let equal = || match (left, right) {
        (Some(left), Some(right)) => json::equal(left, right),
        (left, right) => left.is_none() && right.is_none(),
    };
    let ordered = || match (left?, right?) {
        (Value::Number(left), Value::Number(right)) => Some(json::compare(left, right)),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    };
    match comparison {
        Comparison::Equal => equal(),
        Comparison::Unequal => !equal(),
        Comparison::Less => ordered() == Some(Ordering::Less),
        Comparison::Greater => ordered() == Some(Ordering::Greater),
        Comparison::LessOrEqual => ordered() == Some(Ordering::Less) || equal(),
        Comparison::GreaterOrEqual => ordered() == Some(Ordering::Greater) || equal(),
    }
}

/// `None` where there is no text, or no expression.
fn is_match(matches: &Matches, current: &Value, root: &Value) -> Option<bool> {
    let text = value(&matches.text, current, root)?;
    let pattern = value(&matches.pattern, current, root)?;
    let expression = expression(pattern.as_str()?, matches.extent);
    let pattern = match &matches.pattern {
        Operand::Literal(_) => Pattern::parse(&expression).ok()?,
        // What a server sends is not kept.
        _ => Pattern::once(&expression).ok()?.into(),
    };
    pattern.is_found(text.as_str()?).ok()
}

/// An expression of RFC 9485 in the words of our engines, whose dot matches a carriage return too.
fn expression(text: &str, extent: Extent) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut escaped, mut in_class) = (false, false);
    for c in text.chars() {
        match c {
            '.' if !escaped && !in_class => {
                out.push_str(r"[^\n\r]");
                continue;
            }
            '[' if !escaped => in_class = true,
            ']' if !escaped => in_class = false,
            _ => {}
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
    }
    match extent {
        Extent::Whole => format!("^(?:{out})$"),
        Extent::Part => out,
    }
}
