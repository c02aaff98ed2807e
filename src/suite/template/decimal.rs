//! Exact sums and products of money: `0.1 + 0.2` is `0.3` here, and `"110.00"` is a number.

use bigdecimal::{BigDecimal, One, Zero};
use minijinja::value::Value as View;
use serde_json::{Number, Value};

use crate::suite::template::bridge::view_number;
use crate::value::json;

/// A number may have this many digits, and an exponent of at most this.
const MAX_DIGITS: u64 = 1000;

/// Zero.
pub fn zero() -> BigDecimal {
    BigDecimal::zero()
}

/// One.
pub fn one() -> BigDecimal {
    BigDecimal::one()
}

/// The number that a value is or that its text says; why there is none is a lowercase fragment.
pub fn parse(value: &Value) -> Result<BigDecimal, String> {
    let text = match value {
        Value::Number(number) => number.as_str(),
        Value::String(text) => text.trim(),
        other => return Err(format!("a number is needed here, not {}", json::type_name(other))),
    };
    let number = text.parse::<BigDecimal>().ok().filter(|_| is_plain(text));
    bounded(number.ok_or_else(|| format!("{} is not a number", json::excerpt(value, 40)))?)
}

/// The exact sum.
pub fn add(left: &BigDecimal, right: &BigDecimal) -> BigDecimal {
    left + right
}

/// The exact product, unless it gets too long.
pub fn multiply(left: &BigDecimal, right: &BigDecimal) -> Result<BigDecimal, String> {
    bounded(left * right)
}

/// The number for an expression: an integer, or the shortest decimal.
pub fn to_number(decimal: &BigDecimal) -> Result<View, String> {
    let text = decimal.normalized().to_plain_string();
    text.parse::<Number>().map(|number| view_number(&number)).map_err(|error| error.to_string())
}

/// Numbers as people and JSON write them; `bigdecimal` also reads `1_000`.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
}

/// An exponent of a million would take a million digits to add.
fn bounded(number: BigDecimal) -> Result<BigDecimal, String> {
    let (_, scale) = number.as_bigint_and_exponent();
    if number.digits() > MAX_DIGITS || scale.unsigned_abs() > MAX_DIGITS {
        return Err(format!("a number with more than {MAX_DIGITS} digits"));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{add, multiply, parse, to_number};

    #[test]
    fn sums_and_products_are_exact() {
        let number = |text: &str| parse(&json!(text)).expect("a number");
        let shown = |decimal| to_number(&decimal).expect("a number").to_string();
        assert_eq!(shown(add(&number("0.1"), &number("0.2"))), "0.3");
        assert_eq!(shown(number(" 110.00 ")), "110");
        assert_eq!(shown(multiply(&number("19.99"), &number("3")).expect("short")), "59.97");
        assert_eq!(shown(number("12345678901234567890.123456789")), "12345678901234567890.123456789");
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        for value in [json!("1 000"), json!("1_000"), json!(""), json!("abc"), json!(true), json!(null), json!([1])] {
            assert!(parse(&value).is_err(), "{value}");
        }
        assert!(parse(&json!("1e1000000000")).is_err());
        assert!(parse(&json!("1e-99999999999999999999")).is_err());
        assert!(parse(&json!("9".repeat(2000))).is_err());
    }
}
