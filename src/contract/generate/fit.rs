//! A quick look whether a value fits a schema.
//!
//! It goes only where it must and compiles nothing, so it can be asked about any part of a schema while a value is
//! being made. It leaves out what stands unevaluated: the compiled schema has the last word.

use std::cell::Cell;

use serde_json::{Map, Number, Value};

use crate::contract::generate::book::{Book, Keywords};
use crate::contract::generate::decimal::{integer_bounds, is_multiple};
use crate::contract::generate::expression::is_found;
use crate::contract::generate::kind::Kinds;
use crate::contract::schema::bundle::{CONTENT, INTEGER};
use crate::contract::schema::format::has_format;
use crate::contract::schema::keyword;
use crate::value::json::{compare, equal, is_integer};

/// How much is looked at for one value that is made.
const MAX_STEPS: usize = 400_000;
/// How deep it is gone.
const MAX_DEPTH: usize = 150;

/// Looks at values with the schemas of a bundle.
#[derive(Debug)]
pub struct Fit<'b> {
    book: Book<'b>,
    steps: Cell<usize>,
}

impl<'b> Fit<'b> {
    /// With all its steps before it.
    pub fn new(book: Book<'b>) -> Fit<'b> {
        Fit { book, steps: Cell::new(0) }
    }

    /// Counts one step of work.
    pub fn step(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    /// Whether it has looked at enough; it then takes everything.
    pub fn is_spent(&self) -> bool {
        self.steps.get() > MAX_STEPS
    }

    /// Whether a value fits all of some schemas.
    pub fn all(&self, schemas: &[&Value], value: &Value) -> bool {
        schemas.iter().all(|schema| self.fits(schema, value))
    }

    /// Whether a value fits a schema.
    pub fn fits(&self, schema: &Value, value: &Value) -> bool {
        self.schema(schema, value, 0)
    }

    /// Whether a value fits what a schema itself says, without the schemas for the same value that it refers to.
    pub fn own(&self, keywords: &Keywords, value: &Value) -> bool {
        self.assertions(keywords, value, 0)
    }

    fn schema(&self, schema: &Value, value: &Value, depth: usize) -> bool {
        self.step();
        match schema {
            Value::Bool(fits) => *fits,
            Value::Object(_) if depth > MAX_DEPTH || self.is_spent() => true,
            Value::Object(keywords) => {
                self.assertions(keywords, value, depth + 1) && self.applicators(keywords, value, depth + 1)
            }
            _ => true,
        }
    }

    fn applicators(&self, keywords: &Keywords, value: &Value, depth: usize) -> bool {
        let fits = |schema: &Value| self.schema(schema, value, depth);
        keywords.iter().all(|(keyword, operand)| match (keyword.as_str(), operand) {
            ("$ref", _) => self.book.target(keywords).is_none_or(|(_, target)| fits(target)),
            ("allOf", Value::Array(parts)) => parts.iter().all(fits),
            ("anyOf", Value::Array(parts)) => parts.iter().any(fits),
            ("oneOf", Value::Array(parts)) => {
                let fitting: Vec<&Value> = parts.iter().filter(|part| fits(part)).collect();
                !fitting.is_empty() && fitting.iter().filter(|part| !has_unevaluated(part)).count() <= 1
            }
            // What stands unevaluated in there may well be what doesn't fit.
            ("not", schema) => has_unevaluated(schema) || !fits(schema),
            ("if", condition) => match keywords.get(if fits(condition) { "then" } else { "else" }) {
                Some(then) => fits(then),
                None => true,
            },
            ("dependentSchemas", Value::Object(all)) => {
                all.iter().all(|(name, schema)| value.get(name).is_none() || fits(schema))
            }
            _ => true,
        })
    }

    fn assertions(&self, keywords: &Keywords, value: &Value, depth: usize) -> bool {
        if Kinds::of(keywords).and(Kinds::of_value(value)).is_empty() {
            return false;
        }
        let listed = |options: &Value| options.as_array().is_none_or(|all| all.iter().any(|one| equal(one, value)));
        if keywords.get("const").is_some_and(|constant| !equal(constant, value))
            || keywords.get("enum").is_some_and(|options| !listed(options))
        {
            return false;
        }
        match value {
            Value::Number(number) => keywords.iter().all(|(keyword, operand)| number_holds(keyword, operand, number)),
            Value::String(text) => self.string(keywords, text, value, depth),
            Value::Array(elements) => self.array(keywords, elements, depth),
            Value::Object(map) => self.object(keywords, map, depth),
            _ => true,
        }
    }

    fn string(&self, keywords: &Keywords, text: &str, value: &Value, depth: usize) -> bool {
        let length = || text.chars().count();
        keywords.iter().all(|(keyword, operand)| match (keyword.as_str(), operand) {
            ("minLength", least) => size(least).is_none_or(|least| length() >= least),
            ("maxLength", most) => size(most).is_none_or(|most| length() <= most),
            ("pattern", Value::String(pattern)) => is_found(pattern, text) != Some(false),
            ("format", Value::String(format)) => has_format(format, value) != Some(false),
            (CONTENT, content) => self.content(content, text, depth),
            _ => true,
        })
    }

    fn content(&self, content: &Value, text: &str, depth: usize) -> bool {
        let base64 = content.get("base64").and_then(Value::as_bool).unwrap_or(false);
        let Ok(inside) = keyword::parse(text, base64) else { return false };
        content.get("schema").is_none_or(|schema| self.schema(schema, &inside, depth))
    }

    fn array(&self, keywords: &Keywords, elements: &[Value], depth: usize) -> bool {
        let prefix = keywords.get("prefixItems").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let rest = keywords.get("items");
        let each = elements.iter().enumerate();
        let fits = |(index, element): (usize, &Value)| {
            prefix.get(index).or(rest).is_none_or(|schema| self.schema(schema, element, depth))
        };
        keywords.iter().all(|(keyword, operand)| match keyword.as_str() {
            "minItems" => size(operand).is_none_or(|least| elements.len() >= least),
            "maxItems" => size(operand).is_none_or(|most| elements.len() <= most),
            "uniqueItems" => operand != &Value::Bool(true) || all_differ(elements),
            "contains" => {
                let found = elements.iter().filter(|element| self.schema(operand, element, depth)).count();
                let bound = |keyword: &str| keywords.get(keyword).and_then(size);
                found >= bound("minContains").unwrap_or(1) && bound("maxContains").is_none_or(|most| found <= most)
            }
            _ => true,
        }) && each.into_iter().all(fits)
    }

    fn object(&self, keywords: &Keywords, map: &Map<String, Value>, depth: usize) -> bool {
        keywords.iter().all(|(keyword, operand)| match (keyword.as_str(), operand) {
            ("required", names) => strings(names).all(|name| map.contains_key(name)),
            ("minProperties", least) => size(least).is_none_or(|least| map.len() >= least),
            ("maxProperties", most) => size(most).is_none_or(|most| map.len() <= most),
            ("dependentRequired", Value::Object(all)) => all.iter().all(|(name, needed)| {
                !map.contains_key(name) || strings(needed).all(|needed| map.contains_key(needed))
            }),
            ("propertyNames", schema) => {
                map.keys().all(|name| self.schema(schema, &Value::String(name.clone()), depth))
            }
            _ => true,
        }) && map.iter().all(|(name, value)| self.property(keywords, name, value, depth))
    }

    fn property(&self, keywords: &Keywords, name: &str, value: &Value, depth: usize) -> bool {
        let own = keywords.get("properties").and_then(|properties| properties.get(name));
        let patterns = keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let mut judges = own
            .into_iter()
            .chain(patterns.filter(|(pattern, _)| is_found(pattern, name) == Some(true)).map(|(_, s)| s));
        match (judges.next(), keywords.get("additionalProperties")) {
            (Some(first), _) => {
                self.schema(first, value, depth) && judges.all(|schema| self.schema(schema, value, depth))
            }
            (None, Some(additional)) => self.schema(additional, value, depth),
            (None, None) => true,
        }
    }
}

/// Whether no two of some values are equal.
pub fn all_differ(elements: &[Value]) -> bool {
    elements.iter().enumerate().all(|(index, one)| !elements[..index].iter().any(|other| equal(one, other)))
}

fn number_holds(keyword: &str, operand: &Value, number: &Number) -> bool {
    match (keyword, operand) {
        ("minimum", Value::Number(least)) => compare(number, least).is_ge(),
        ("maximum", Value::Number(most)) => compare(number, most).is_le(),
        ("exclusiveMinimum", Value::Number(least)) => compare(number, least).is_gt(),
        ("exclusiveMaximum", Value::Number(most)) => compare(number, most).is_lt(),
        ("multipleOf", Value::Number(step)) => is_multiple(number, step),
        (INTEGER, Value::String(format)) => {
            let (low, high) = integer_bounds(format);
            is_integer(number) && compare(number, &low.into()).is_ge() && compare(number, &high.into()).is_le()
        }
        _ => true,
    }
}

/// A limit as a count; larger than any where it doesn't fit.
pub fn size(value: &Value) -> Option<usize> {
    let number = value.as_number()?;
    if let Some(size) = number.as_u64() {
        return Some(usize::try_from(size).unwrap_or(usize::MAX));
    }
    // `2.0` and `1e3` are whole too.
    let size = number.as_f64()?.max(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, which is meant")]
    let size = size.ceil() as usize;
    Some(size)
}

/// The strings of a list.
pub fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn has_unevaluated(schema: &Value) -> bool {
    ["unevaluatedProperties", "unevaluatedItems"].iter().any(|keyword| schema.get(keyword).is_some())
}
