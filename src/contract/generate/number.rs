//! Numbers within bounds, exactly: decimals are multiples of `0.01`, and bounds may lie far outside of any machine's
//! numbers.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};
use serde_json::Value;

use crate::contract::generate::decimal::{at_scale, common_multiple, decimal, integer_bounds, multiple, written};
use crate::contract::generate::demand::Demand;
use crate::contract::schema::bundle::INTEGER;

/// How many decimals are tried to find a number between two bounds.
const MAX_DECIMALS: i64 = 400;
/// How many of the numbers nearest to the wished ones may be taken.
const NEARBY: u32 = 100;

/// Which numbers would look right, if they fit: from `low` to `high`, in units of the last of `decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The least.
    pub low: i64,
    /// The greatest.
    pub high: i64,
    /// How many digits stand behind the point.
    pub decimals: u8,
}

/// A number that keeps to the bounds of a demand and is a multiple of what it asks for; `None` when there is none.
pub fn number(demand: &Demand<'_>, whole: bool, wish: Wish, rng: &mut fastrand::Rng) -> Option<Value> {
    let wish = if whole && wish.decimals > 0 { Wish { low: 1, high: 100, decimals: 0 } } else { wish };
    let bounds = Bounds::of(demand, whole)?;
    if bounds.are_open() {
        return written(&BigInt::from(rng.i64(wish.low..=wish.high)), i64::from(wish.decimals));
    }
    let first = i64::from(wish.decimals);
    // Between close bounds the next number may need more decimals.
    let last = if bounds.unit.is_some() { first } else { MAX_DECIMALS };
    let found = (first..=last).find_map(|decimals| bounds.choose(wish, decimals, rng));
    found.or_else(|| bounds.exact.and_then(|exact| written(&exact.0, exact.1)))
}

#[derive(Debug, Default)]
struct Bounds {
    low: Option<Bound>,
    high: Option<Bound>,
    /// What it must be a multiple of.
    unit: Option<BigDecimal>,
    /// The only number between the bounds, with its scale.
    exact: Option<(BigInt, i64)>,
}

#[derive(Debug)]
struct Bound {
    at: BigDecimal,
    included: bool,
}

impl Bounds {
    fn of(demand: &Demand<'_>, whole: bool) -> Option<Bounds> {
        let mut bounds = Bounds { unit: whole.then(|| 1.into()), ..Bounds::default() };
        for view in &demand.views {
            for (keyword, operand) in view.keywords {
                match (keyword.as_str(), operand) {
                    ("minimum", Value::Number(at)) => bounds.above(decimal(at), true),
                    ("exclusiveMinimum", Value::Number(at)) => bounds.above(decimal(at), false),
                    ("maximum", Value::Number(at)) => bounds.below(decimal(at), true),
                    ("exclusiveMaximum", Value::Number(at)) => bounds.below(decimal(at), false),
                    ("multipleOf", Value::Number(step)) => bounds.stepped(decimal(step)?),
                    (INTEGER, Value::String(format)) => {
                        let (low, high) = integer_bounds(format);
                        bounds.above(Some(low.into()), true);
                        bounds.below(Some(high.into()), true);
                        bounds.stepped(1.into());
                    }
                    _ => {}
                }
            }
        }
        if let (Some(low), Some(high)) = (&bounds.low, &bounds.high) {
            let included = low.included && high.included;
            if low.at > high.at || low.at == high.at && !included {
                return None;
            }
            bounds.exact = (low.at == high.at && bounds.unit.is_none()).then(|| low.at.as_bigint_and_exponent());
        }
        Some(bounds)
    }

    fn are_open(&self) -> bool {
        self.low.is_none() && self.high.is_none() && self.unit.as_ref().is_none_or(|unit| *unit == BigDecimal::from(1))
    }

    fn above(&mut self, at: Option<BigDecimal>, included: bool) {
        let Some(at) = at else { return };
        let tighter = |old: &Bound| at > old.at || at == old.at && !included;
        if self.low.as_ref().is_none_or(tighter) {
            self.low = Some(Bound { at, included });
        }
    }

    fn below(&mut self, at: Option<BigDecimal>, included: bool) {
        let Some(at) = at else { return };
        let tighter = |old: &Bound| at < old.at || at == old.at && !included;
        if self.high.as_ref().is_none_or(tighter) {
            self.high = Some(Bound { at, included });
        }
    }

    fn stepped(&mut self, step: BigDecimal) {
        if step.sign() != Sign::Plus {
            return;
        }
        self.unit = Some(match self.unit.take() {
            Some(unit) => common_multiple(&unit, &step),
            None => step,
        });
    }

    /// One of the multiples between the bounds, a wished one if there is one.
    fn choose(&self, wish: Wish, decimals: i64, rng: &mut fastrand::Rng) -> Option<Value> {
        let unit = self.unit.clone().unwrap_or_else(|| BigDecimal::new(1.into(), decimals));
        let wished = |bound: i64| BigDecimal::new(bound.into(), wish.decimals.into());
        let low = self.low.as_ref().map(|low| multiple(&low.at, &unit, true, low.included));
        let high = self.high.as_ref().map(|high| multiple(&high.at, &unit, false, high.included));
        if low.as_ref().zip(high.as_ref()).is_some_and(|(low, high)| low > high) {
            return None;
        }
        let mut first = multiple(&wished(wish.low), &unit, true, true);
        let mut last = multiple(&wished(wish.high), &unit, false, true);
        if let Some(low) = low {
            if low > last {
                last = &low + NEARBY;
            }
            first = first.max(low);
        }
        if let Some(high) = high {
            if high < first {
                first = match &self.low {
                    Some(low) => multiple(&low.at, &unit, true, low.included).max(&high - NEARBY),
                    None => &high - NEARBY,
                };
            }
            last = last.min(high);
        }
        let choices = u32::try_from(&last - &first).unwrap_or(if last < first { 0 } else { u32::MAX - 1 });
        let chosen = first + rng.u32(0..=choices);
        let scale = unit.fractional_digit_count().max(0);
        written(&(chosen * at_scale(&unit, scale)), scale)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Wish, number};
    use crate::contract::generate::book::Book;
    use crate::contract::generate::demand::Demand;
    use crate::contract::generate::fit::Fit;

    fn made(schema: &str, whole: bool, wish: Wish) -> Option<String> {
        let schema: Value = serde_json::from_str(schema).expect("JSON");
        let root = json!({});
        let book = Book::new(&root, &root, &[]);
        let demand = Demand::of(&book, &[&schema]);
        let made: Vec<Option<Value>> = (0..50)
            .map(|seed| number(&demand, whole, wish, &mut fastrand::Rng::with_seed(seed)))
            .inspect(|made| {
                let fits = made.as_ref().is_none_or(|made| Fit::new(book).fits(&schema, made));
                assert!(fits, "{made:?} does not fit {schema}");
            })
            .collect();
        made[0].as_ref().map(Value::to_string)
    }

    const PRICE: Wish = Wish { low: 1999, high: 1999, decimals: 2 };
    const AGE: Wish = Wish { low: 34, high: 34, decimals: 0 };

    #[test]
    fn a_wish_is_granted_where_it_fits() {
        assert_eq!(made("{}", false, PRICE).as_deref(), Some("19.99"));
        assert_eq!(made(r#"{ "minimum": 0, "multipleOf": 0.01 }"#, false, PRICE).as_deref(), Some("19.99"));
        assert_eq!(made(r#"{ "maximum": 100, "countersign:integer": "int32" }"#, true, AGE).as_deref(), Some("34"));
        assert_eq!(made(r#"{ "minimum": 40, "maximum": 40 }"#, true, AGE).as_deref(), Some("40"));
    }

    #[test]
    fn bounds_hold_exactly() {
        for (schema, whole) in [
            (r#"{ "exclusiveMinimum": 0, "exclusiveMaximum": 0.001 }"#, false),
            (r#"{ "exclusiveMinimum": 0, "maximum": 0.05, "multipleOf": 0.01 }"#, false),
            (r#"{ "minimum": -5, "exclusiveMaximum": -4 }"#, true),
            (r#"{ "maximum": -1000 }"#, true),
            (r#"{ "minimum": 1e308 }"#, true),
            (r#"{ "minimum": 123456789012345678901234567890.5 }"#, true),
            (r#"{ "multipleOf": 6, "minimum": 100 }"#, true),
            (r#"{ "multipleOf": 1.5 }"#, true),
            (r#"{ "minimum": 0.1, "maximum": 0.1 }"#, false),
            (r#"{ "minimum": 1e-7, "maximum": 2e-7 }"#, false),
        ] {
            assert!(made(schema, whole, PRICE).is_some(), "{schema}");
        }
    }

    #[test]
    fn what_no_number_is_is_not_made() {
        assert_eq!(made(r#"{ "minimum": 1, "exclusiveMaximum": 1 }"#, false, PRICE), None);
        assert_eq!(made(r#"{ "minimum": 0.1, "maximum": 0.9 }"#, true, AGE), None);
        assert_eq!(made(r#"{ "multipleOf": 7, "minimum": 1, "maximum": 6 }"#, true, AGE), None);
    }
}
