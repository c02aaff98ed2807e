//! Comparisons in expressions: by value, never across types, and forgiving only where floats were computed.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::source::code::Code;
use crate::suite::template::error::TemplateError;
use crate::suite::template::form::Operator;
use crate::value::json;

/// Whether a comparison holds; an order between values that have none is an error. `exact` says that neither side was
/// computed in floats.
pub fn compare(left: &Value, operator: Operator, right: &Value, exact: bool) -> Result<bool, TemplateError> {
    Ok(match operator {
        Operator::Equal => equal(left, right, exact),
        Operator::NotEqual => !equal(left, right, exact),
        Operator::Less => order(left, right, exact)?.is_lt(),
        Operator::LessOrEqual => order(left, right, exact)?.is_le(),
        Operator::Greater => order(left, right, exact)?.is_gt(),
        Operator::GreaterOrEqual => order(left, right, exact)?.is_ge(),
        Operator::In => contains(right, left)?,
        Operator::NotIn => !contains(right, left)?,
    })
}

fn equal(left: &Value, right: &Value, exact: bool) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order_numbers(left, right, exact).is_eq(),
        _ => json::equal(left, right),
    }
}

fn order(left: &Value, right: &Value, exact: bool) -> Result<Ordering, TemplateError> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(order_numbers(left, right, exact)),
        (Value::String(left), Value::String(right)) => Ok(left.cmp(right)),
        _ => Err(TemplateError::new(
            Code::TemplateType,
            format!("{} and {} have no order", json::type_name(left), json::type_name(right)),
        )
        .help(Some("`decimal(...)` makes a number of a string".into()))),
    }
}

/// By value. Where one was computed in floats, numbers that agree in 15 significant digits are equal.
fn order_numbers(left: &Number, right: &Number, exact: bool) -> Ordering {
    let ordering = json::compare(left, right);
    if exact || ordering.is_eq() || (json::is_integer(left) && json::is_integer(right)) {
        return ordering;
    }
    match (left.as_f64(), right.as_f64()) {
        (Some(a), Some(b)) if (a - b).abs() <= a.abs().max(b.abs()) * 1e-15 => Ordering::Equal,
        _ => ordering,
    }
}

fn contains(container: &Value, value: &Value) -> Result<bool, TemplateError> {
    match (container, value) {
        (Value::Array(elements), value) => Ok(elements.iter().any(|element| json::equal(element, value))),
        (Value::String(text), Value::String(part)) => Ok(text.contains(part.as_str())),
        (Value::Object(map), Value::String(key)) => Ok(map.contains_key(key)),
        _ => Err(TemplateError::new(
            Code::TemplateType,
            format!("{} cannot be in {}", json::type_name(value), json::type_name(container)),
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::compare;
    use crate::suite::template::form::Operator;

    fn number(text: &str) -> Value {
        text.parse().map(Value::Number).expect("a number")
    }

    #[test]
    fn only_computed_floats_are_forgiven() {
        let (computed, written) = (number("0.30000000000000004"), number("0.3"));
        assert_eq!(compare(&computed, Operator::Equal, &written, false), Ok(true));
        assert_eq!(compare(&computed, Operator::Greater, &written, false), Ok(false));
        assert_eq!(compare(&computed, Operator::LessOrEqual, &written, false), Ok(true));
        assert_eq!(compare(&computed, Operator::Equal, &written, true), Ok(false));
        let (large, larger) = (number("9007199254740992"), number("9007199254740993"));
        assert_eq!(compare(&large, Operator::Equal, &larger, false), Ok(false));
        assert_eq!(compare(&number("1.00000000000001"), Operator::Equal, &number("1"), false), Ok(false));
    }

    #[test]
    fn types_are_equal_to_no_other_and_have_no_order_with_it() {
        assert_eq!(compare(&json!(true), Operator::Equal, &json!(1), true), Ok(false));
        assert_eq!(compare(&json!("1"), Operator::NotEqual, &json!(1), true), Ok(true));
        assert!(compare(&json!("1"), Operator::Less, &json!(2), true).is_err());
        assert!(compare(&json!(null), Operator::GreaterOrEqual, &json!(0), true).is_err());
        assert_eq!(compare(&json!("a"), Operator::Less, &json!("b"), true), Ok(true));
    }

    #[test]
    fn members_are_found_in_lists_texts_and_objects() {
        assert_eq!(compare(&json!(1.0), Operator::In, &json!([1]), true), Ok(true));
        assert_eq!(compare(&json!("b"), Operator::NotIn, &json!("abc"), true), Ok(false));
        assert_eq!(compare(&json!("a"), Operator::In, &json!({"a": 1}), true), Ok(true));
        assert!(compare(&json!(1), Operator::In, &json!("1"), true).is_err());
        assert!(compare(&json!(1), Operator::NotIn, &json!(null), true).is_err());
    }
}
