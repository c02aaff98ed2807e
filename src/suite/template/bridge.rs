//! JSON as minijinja sees it, and back, without losing a digit.
//!
//! Nothing is converted up front: an assertion that reads two fields of a large body costs two look-ups.
//! `serde_json` with exact numbers would otherwise hand minijinja every number as a map.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value as View, ValueKind};
use serde_json::{Map, Number, Value};

use crate::value::json;
use crate::wire::exchange::Exchange;

/// A value built by an expression may nest this deep.
const MAX_DEPTH: usize = 256;
/// A list or a text built by an expression may have this many elements or bytes.
const MAX_SIZE: usize = 16 << 20;

/// What keeps a JSON value alive while expressions look into it.
#[derive(Clone, Debug)]
pub enum Source {
    /// A value of its own.
    Json(Arc<Value>),
    /// The body of a response.
    Body(Arc<Exchange>),
}

impl Source {
    /// The value; null for a body that is not JSON.
    pub fn value(&self) -> &Value {
        match self {
            Source::Json(value) => value,
            Source::Body(exchange) => {
                exchange.outcome.as_ref().ok().and_then(|response| response.json().ok()).unwrap_or(&Value::Null)
            }
        }
    }
}

/// One step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of an object.
    Key(Arc<str>),
    /// An element of an array, from 0.
    Index(usize),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Key(key) if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
                write!(f, ".{key}")
            }
            Step::Key(key) => write!(f, "[{:?}]", &**key),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// The value one step further.
pub fn child<'v>(value: &'v Value, step: &Step) -> Option<&'v Value> {
    match (value, step) {
        (Value::Object(map), Step::Key(key)) => map.get(&**key),
        (Value::Array(elements), Step::Index(index)) => elements.get(*index),
        _ => None,
    }
}

/// A JSON value for minijinja.
pub fn view(source: Source) -> View {
    view_part(&source, source.value(), Vec::new)
}

/// A number for minijinja; one that neither an integer nor a float can hold keeps its digits.
pub fn view_number(number: &Number) -> View {
    let text = number.as_str();
    if !text.contains(['.', 'e', 'E']) {
        let integer = text.parse::<i64>().map(View::from).or_else(|_| text.parse::<i128>().map(View::from));
        return integer.unwrap_or_else(|_| View::from_object(Digits(number.clone())));
    }
    match text.parse::<f64>() {
        Ok(float) if is_faithful(number, float) => View::from(float),
        _ => View::from_object(Digits(number.clone())),
    }
}

/// What minijinja computed, as JSON; or why it is none.
pub fn to_json(view: &View) -> Result<Value, String> {
    convert(view, 0)
}

/// A JSON object or array inside a larger value.
#[derive(Debug)]
struct Part {
    source: Source,
    steps: Vec<Step>,
}

impl Part {
    fn value(&self) -> &Value {
        let mut value = self.source.value();
        for step in &self.steps {
            value = child(value, step).unwrap_or(&Value::Null);
        }
        value
    }

    fn view_child(&self, value: &Value, step: Step) -> View {
        view_part(&self.source, value, || {
            let mut steps = Vec::with_capacity(self.steps.len() + 1);
            steps.extend_from_slice(&self.steps);
            steps.push(step);
            steps
        })
    }
}

impl Object for Part {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.value().is_array() { ObjectRepr::Seq } else { ObjectRepr::Map }
    }

    fn get_value(self: &Arc<Self>, key: &View) -> Option<View> {
        match self.value() {
            Value::Array(elements) => {
                let index = key.as_usize()?;
                Some(self.view_child(elements.get(index)?, Step::Index(index)))
            }
            _ => self.get_value_by_str(key.as_str()?),
        }
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<View> {
        let value = self.value().as_object()?.get(key)?;
        Some(self.view_child(value, Step::Key(key.into())))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.value() {
            Value::Array(elements) => Enumerator::Seq(elements.len()),
            Value::Object(map) => Enumerator::Values(map.keys().map(View::from).collect()),
            _ => Enumerator::Empty,
        }
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        match self.value() {
            Value::Array(elements) => Some(elements.len()),
            Value::Object(map) => Some(map.len()),
            _ => Some(0),
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        // Only equality of objects needs help: minijinja would compare them key by key, in order.
        let other = other.downcast_ref::<Part>()?;
        json::equal(self.value(), other.value()).then_some(Ordering::Equal)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.value(), f)
    }
}

/// A number with more digits than a float has.
#[derive(Debug)]
struct Digits(Number);

impl Object for Digits {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(json::compare(&self.0, &other.downcast_ref::<Digits>()?.0))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

fn view_part(source: &Source, value: &Value, steps: impl FnOnce() -> Vec<Step>) -> View {
    match value {
        Value::Null => View::from(()),
        Value::Bool(value) => View::from(*value),
        Value::Number(number) => view_number(number),
        Value::String(text) => View::from(text),
        Value::Array(_) | Value::Object(_) => View::from_object(Part { source: source.clone(), steps: steps() }),
    }
}

fn is_faithful(number: &Number, float: f64) -> bool {
    const ALWAYS_EXACT: usize = 15;
    let text = number.as_str();
    if text.len() <= ALWAYS_EXACT && !text.contains(['e', 'E']) {
        return true;
    }
    Number::from_f64(float).is_some_and(|read| json::number_equal(number, &read))
}

fn convert(view: &View, depth: usize) -> Result<Value, String> {
    if depth > MAX_DEPTH {
        return Err(format!("the value nests more than {MAX_DEPTH} levels deep"));
    }
    if let Some(part) = view.downcast_object_ref::<Part>() {
        return Ok(part.value().clone());
    }
    if let Some(digits) = view.downcast_object_ref::<Digits>() {
        return Ok(Value::Number(digits.0.clone()));
    }
    match view.kind() {
        ValueKind::None => Ok(Value::Null),
        ValueKind::Bool => Ok(Value::Bool(view.is_true())),
        ValueKind::Number => convert_number(view),
        ValueKind::String | ValueKind::Bytes => match view.as_str() {
            Some(text) if text.len() > MAX_SIZE => Err(format!("the text has more than {MAX_SIZE} bytes")),
            Some(text) => Ok(Value::String(text.to_owned())),
            None => Err("bytes that are not UTF-8".into()),
        },
        ValueKind::Seq | ValueKind::Iterable => convert_list(view, depth),
        ValueKind::Map => convert_map(view, depth),
        ValueKind::Undefined => Err("an undefined value".into()),
        kind => Err(format!("a value without a JSON form ({kind})")),
    }
}

fn convert_number(view: &View) -> Result<Value, String> {
    if view.is_integer() {
        let number = view.to_string().parse::<Number>();
        return number.map(Value::Number).map_err(|error| error.to_string());
    }
    let float = f64::try_from(view.clone()).map_err(|error| error.to_string())?;
    Number::from_f64(float).map(Value::Number).ok_or_else(|| format!("the result is {float}, which JSON cannot hold"))
}

fn convert_list(view: &View, depth: usize) -> Result<Value, String> {
    let mut elements = Vec::new();
    for element in view.try_iter().map_err(|error| error.to_string())? {
        if elements.len() >= MAX_SIZE {
            return Err(format!("the list has more than {MAX_SIZE} elements"));
        }
        elements.push(convert(&element, depth + 1)?);
    }
    Ok(Value::Array(elements))
}

fn convert_map(view: &View, depth: usize) -> Result<Value, String> {
    let mut map = Map::new();
    for key in view.try_iter().map_err(|error| error.to_string())? {
        let value = view.get_item(&key).map_err(|error| error.to_string())?;
        let name = match convert(&key, depth + 1)? {
            Value::String(name) => name,
            Value::Number(number) => number.to_string(),
            other => return Err(format!("a key must be a string, not {}", json::type_name(&other))),
        };
        map.insert(name, convert(&value, depth + 1)?);
    }
    Ok(Value::Object(map))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use minijinja::value::Value as View;
    use serde_json::{Value, json};

    use super::{Source, to_json, view, view_number};
    use crate::value::json;

    fn of(text: &str) -> View {
        view(Source::Json(Arc::new(json::parse(text.as_bytes()).expect("json"))))
    }

    #[test]
    fn there_and_back_keeps_what_a_float_or_an_integer_can_hold() {
        let text = r#"{"a":[1,-2.5,true,null,"x",{"b":170141183460469231731687303715884105727}],"c":1e-7}"#;
        assert_eq!(to_json(&of(text)).expect("json").to_string(), text);
        let field = of(text).get_attr("a").and_then(|list| list.get_item_by_index(1)).expect("a field");
        assert_eq!(to_json(&field), Ok(json!(-2.5)));
    }

    #[test]
    fn a_number_beyond_a_float_keeps_its_digits_and_its_order() {
        let number = |text: &str| view_number(&text.parse().expect("a number"));
        let (a, b) = (number("0.12345678901234567890123"), number("0.12345678901234567890124"));
        assert!(a != b && a < b);
        assert_eq!(to_json(&a).expect("json").to_string(), "0.12345678901234567890123");
        assert_eq!(a.to_string(), "0.12345678901234567890123");
        assert!(number("1e400") == number("10e399"));
        assert!(number("9007199254740993.0") != number("9007199254740992.0"));
        assert!(number("0.30000000000000004").is_number());
    }

    #[test]
    fn objects_are_equal_in_any_order() {
        assert!(of(r#"{"a":1,"b":[2]}"#) == of(r#"{"b":[2.0],"a":1}"#));
        assert!(of(r#"{"a":1}"#) != of(r#"{"a":2}"#));
        assert!(of("[1]") < of("[2]"));
    }

    #[test]
    fn what_has_no_json_form_is_refused() {
        assert!(to_json(&View::UNDEFINED).is_err());
        assert!(to_json(&View::from(f64::NAN)).is_err());
        assert!(to_json(&View::from_bytes(vec![0xff])).is_err());
        assert_eq!(to_json(&View::from(vec![1, 2])), Ok(json!([1, 2])));
        assert_eq!(to_json(&View::from(())), Ok(Value::Null));
    }
}
