//! Exact arithmetic with the numbers of schemas and values, which may have more digits than any machine's.

use std::str::FromStr;

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};
use serde_json::{Number, Value};

/// Numbers with more digits or a larger exponent are not calculated with.
const MAX_DIGITS: usize = 1_000;

/// The bounds of `int32` and `int64`, included.
pub fn integer_bounds(format: &str) -> (i64, i64) {
    match format {
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    }
}

/// Whether a number is a multiple of another; of one that is too large to say, it is.
pub fn is_multiple(number: &Number, step: &Number) -> bool {
    let (Some(number), Some(step)) = (decimal(number), decimal(step)) else { return true };
    let scale = number.fractional_digit_count().max(step.fractional_digit_count());
    let step = at_scale(&step, scale);
    step.sign() == Sign::NoSign || (at_scale(&number, scale) % step).sign() == Sign::NoSign
}

/// Which multiple of `unit` is the first at or above a bound, or the last at or below it.
pub fn multiple(bound: &BigDecimal, unit: &BigDecimal, above: bool, included: bool) -> BigInt {
    let scale = bound.fractional_digit_count().max(unit.fractional_digit_count());
    let (bound, unit) = (at_scale(bound, scale), at_scale(unit, scale));
    let rest = &bound % &unit;
    let exact = rest.sign() == Sign::NoSign;
    // Division cuts off towards zero.
    let floor = &bound / &unit - i32::from(rest.sign() == Sign::Minus);
    match (above, exact) {
        (true, true) => floor + i32::from(!included),
        (true, false) => floor + 1,
        (false, true) => floor - i32::from(!included),
        (false, false) => floor,
    }
}

/// The least number that both divide.
pub fn common_multiple(a: &BigDecimal, b: &BigDecimal) -> BigDecimal {
    let scale = a.fractional_digit_count().max(b.fractional_digit_count());
    let (a, b) = (at_scale(a, scale), at_scale(b, scale));
    let (mut divisor, mut rest) = (a.clone(), b.clone());
    while rest.sign() != Sign::NoSign {
        (divisor, rest) = (rest.clone(), divisor % rest);
    }
    BigDecimal::new(a / divisor * b, scale)
}

/// A number to calculate with; `None` for numbers whose digits nobody should count.
pub fn decimal(number: &Number) -> Option<BigDecimal> {
    let text = number.as_str();
    let exponent = text.split_once(['e', 'E']).map_or("0", |(_, exponent)| exponent);
    let exponent: usize = exponent.trim_start_matches(['+', '-']).parse().unwrap_or(usize::MAX);
    if text.len() > MAX_DIGITS || exponent > MAX_DIGITS {
        return None;
    }
    BigDecimal::from_str(text).ok().map(|decimal| decimal.normalized())
}

/// The digits of a number with `scale` of them behind the point.
pub fn at_scale(decimal: &BigDecimal, scale: i64) -> BigInt {
    decimal.with_scale(scale).into_bigint_and_exponent().0
}

/// `digits / 10^scale` as JSON, written without an exponent.
pub fn written(digits: &BigInt, scale: i64) -> Option<Value> {
    let decimal = BigDecimal::new(digits.clone(), scale).normalized();
    let scale = decimal.fractional_digit_count().max(0);
    let text = at_scale(&decimal, scale).to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let scale = usize::try_from(scale).ok()?;
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}").parse::<Number>().ok().map(Value::Number)
}
