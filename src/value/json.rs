//! The only place where bodies are parsed: exact JSON, no digit lost, and a key that is given twice is always noticed.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How deep a body may nest.
pub const MAX_DEPTH: usize = 128;

/// The key under which `serde_json` hands a visitor the digits of a number; a body that has it is refused, since it
/// would be taken for a number.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// Why a text is not JSON that can be judged. The server's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at byte {offset} (line {line}, column {column})")]
pub struct JsonError {
    /// What is wrong.
    pub problem: Problem,
    /// Bytes before the place.
    pub offset: usize,
    /// From 1.
    pub line: usize,
    /// In bytes, from 1.
    pub column: usize,
}

/// The kinds of [`JsonError`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Breaks the grammar of RFC 8259.
    #[error("{0}")]
    Syntax(String),
    /// An object has the same key twice: readers disagree on which one counts.
    #[error("the key {0:?} is given twice")]
    DuplicateKey(String),
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("nested more than {MAX_DEPTH} levels deep")]
    TooDeep,
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// Begins with a byte order mark, which RFC 8259 forbids.
    #[error("a byte order mark before the JSON")]
    ByteOrderMark,
    /// Nothing but white space.
    #[error("nothing there")]
    Empty,
}

/// A JSON text as most readers take it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The value. Of a key that an object has more than once, the last value counts.
    pub value: Value,
    /// Whether an object has a key more than once; [`duplicates`](crate::value::places::duplicates) tells which.
    pub repeats: bool,
}

/// Parses one JSON text. A key that is given twice is an error.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    read(bytes, Repeated::Refused)
}

/// Parses one JSON text, and notes whether keys are given twice.
pub fn parse_body(bytes: &[u8]) -> Result<Parsed, JsonError> {
    let repeats = Cell::new(false);
    let value = read(bytes, Repeated::Noted(&repeats))?;
    Ok(Parsed { value, repeats: repeats.get() })
}

fn read(bytes: &[u8], repeated: Repeated<'_>) -> Result<Value, JsonError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(error_at(bytes, error.valid_up_to(), Problem::NotUtf8)),
    };
    if text.starts_with('\u{feff}') {
        return Err(error_at(bytes, 0, Problem::ByteOrderMark));
    }
    if is_blank(bytes) {
        return Err(error_at(bytes, 0, Problem::Empty));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // Depth is counted below, so that the limit is ours and not serde_json's, which is one lower.
    deserializer.disable_recursion_limit();
    let exact = Exact { depth: 0, repeated };
    let parsed = exact.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    parsed.map_err(|error| describe(bytes, &error))
}

/// Line and column of a byte, both from 1; columns count bytes.
pub fn line_and_column(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset.min(bytes.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    (before.iter().filter(|&&byte| byte == b'\n').count() + 1, before.len() - line_start + 1)
}

/// Whether there is nothing but ASCII white space.
pub fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// Whether two values are the same JSON: numbers by their mathematical value, objects without order.
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number_equal(a, b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            // Keys mostly come in the same order, and then none has to be searched for.
            let mut in_turn = b.iter();
            let mut find = |key: &String| {
                in_turn.next().filter(|(other, _)| *other == key).map_or_else(|| b.get(key), |(_, b)| Some(b))
            };
            a.len() == b.len() && a.iter().all(|(key, a)| find(key).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}

/// Whether two numbers have the same mathematical value: `1`, `1.0` and `10e-1` do.
pub fn number_equal(a: &Number, b: &Number) -> bool {
    a == b || compare(a, b) == std::cmp::Ordering::Equal
}

/// Orders two numbers by their mathematical value, however many digits they have.
pub fn compare(a: &Number, b: &Number) -> std::cmp::Ordering {
    let (a, b) = (Digits::of(a), Digits::of(b));
    match (a.sign(), b.sign()) {
        (x, y) if x != y => x.cmp(&y),
        (0, _) => std::cmp::Ordering::Equal,
        (sign, _) => {
            let magnitude = a.point.cmp(&b.point).then_with(|| a.digits.cmp(&b.digits));
            if sign < 0 { magnitude.reverse() } else { magnitude }
        }
    }
}

/// Whether a number has no fraction: `1`, `1.0` and `1e3` do not.
pub fn is_integer(number: &Number) -> bool {
    let digits = Digits::of(number);
    digits.digits.is_empty() || digits.point >= i128::try_from(digits.digits.len()).unwrap_or(i128::MAX)
}

/// `0.d1d2d3... * 10^point`, without leading or trailing zeros; no digits for zero.
struct Digits {
    negative: bool,
    digits: String,
    point: i128,
}

impl Digits {
    fn of(number: &Number) -> Digits {
        let text = number.as_str();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, saturating_parse(exponent)),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let leading = all.len() - all.trim_start_matches('0').len();
        let digits = all.trim_matches('0').to_owned();
        let point = i128::try_from(whole.len()).unwrap_or(0) - i128::try_from(leading).unwrap_or(0) + exponent;
        Digits { negative, point: if digits.is_empty() { 0 } else { point }, digits }
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (_, true) => -1,
            _ => 1,
        }
    }
}

fn saturating_parse(exponent: &str) -> i128 {
    let clean = exponent.strip_prefix('+').unwrap_or(exponent);
    clean
        .parse::<i64>()
        .map_or(if clean.starts_with('-') { i128::from(i64::MIN) } else { i128::from(i64::MAX) }, i128::from)
}

/// A short, one-line rendering for messages: at most `limit` characters, cut with `…`.
pub fn excerpt(value: &Value, limit: usize) -> String {
    let text = value.to_string();
    match text.char_indices().nth(limit) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// The JSON type of a value, in words: `integer` for a number without a fraction.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if is_integer(number) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Appends one token to a JSON Pointer, escaped.
pub fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    let escaped: Cow<'_, str> =
        if token.contains(['~', '/']) { token.replace('~', "~0").replace('/', "~1").into() } else { token.into() };
    pointer.push_str(&escaped);
}

fn error_at(bytes: &[u8], offset: usize, problem: Problem) -> JsonError {
    let (line, column) = line_and_column(bytes, offset);
    JsonError { problem, offset, line, column }
}

fn describe(bytes: &[u8], error: &serde_json::Error) -> JsonError {
    let offset = if error.is_eof() { bytes.len() } else { offset_of(bytes, error.line(), error.column()) };
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let problem = if let Some(key) = message.strip_prefix(DUPLICATE) {
        Problem::DuplicateKey(key.to_owned())
    } else if message.starts_with(TOO_DEEP) || message.starts_with("recursion limit") {
        Problem::TooDeep
    } else {
        Problem::Syntax(message.to_owned())
    };
    error_at(bytes, offset, problem)
}

/// `serde_json` counts columns in bytes from 1, and points behind the byte it stopped at.
fn offset_of(bytes: &[u8], line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        start = bytes[start..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |at| start + at + 1);
    }
    (start + column.saturating_sub(1)).min(bytes.len())
}

const DUPLICATE: &str = "duplicate key ";
const TOO_DEEP: &str = "nested too deeply";

/// What becomes of an object that has a key more than once.
#[derive(Clone, Copy)]
enum Repeated<'r> {
    /// The text is refused.
    Refused,
    /// The last value counts, and this says so.
    Noted(&'r Cell<bool>),
}

#[derive(Clone, Copy)]
struct Exact<'r> {
    depth: usize,
    repeated: Repeated<'r>,
}

impl Exact<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(TOO_DEEP));
        }
        Ok(Exact { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Exact<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Exact<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element_seed(inner)? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut inner = None;
        while let Some(key) = access.next_key_seed(Key)? {
            let key = match key {
                JsonKey::Number => {
                    let digits: String = access.next_value()?;
                    return digits.parse().map(Value::Number).map_err(serde::de::Error::custom);
                }
                JsonKey::Text(key) => key,
            };
            let inner = match inner {
                Some(inner) => inner,
                None => *inner.insert(self.deeper()?),
            };
            let value = access.next_value_seed(inner)?;
            match (map.entry(key), self.repeated) {
                (serde_json::map::Entry::Vacant(entry), _) => {
                    entry.insert(value);
                }
                (serde_json::map::Entry::Occupied(mut entry), Repeated::Noted(repeats)) => {
                    entry.insert(value);
                    repeats.set(true);
                }
                (serde_json::map::Entry::Occupied(entry), Repeated::Refused) => {
                    return Err(serde::de::Error::custom(format!("{DUPLICATE}{}", entry.key())));
                }
            }
        }
        // An empty object never asked for a level.
        if inner.is_none() {
            self.deeper::<A::Error>()?;
        }
        Ok(Value::Object(map))
    }
}

enum JsonKey {
    Number,
    Text(String),
}

/// With exact numbers on, `serde_json` hands a number to a visitor as a map whose only key is [`NUMBER_TOKEN`]. Asked
/// for a newtype, it still delivers that key as a string, but the key of a real object as a newtype, so a body can't
/// pose as a number. Asked for bytes it would tell the two apart as well, but it would not look at control characters.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = JsonKey;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<JsonKey, D::Error> {
        deserializer.deserialize_newtype_struct("key", self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = JsonKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, _: &str) -> Result<JsonKey, E> {
        Ok(JsonKey::Number)
    }

    fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<JsonKey, D::Error> {
        let key = String::deserialize(deserializer)?;
        if key == NUMBER_TOKEN {
            return Err(serde::de::Error::custom(format!("the reserved key {NUMBER_TOKEN}")));
        }
        Ok(JsonKey::Text(key))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Parsed, Problem, compare, equal, is_integer, parse, parse_body};

    fn problem(text: &str) -> Problem {
        parse(text.as_bytes()).expect_err("must not parse").problem
    }

    #[test]
    fn digits_are_kept_as_written() {
        for text in ["1.50", "9007199254740993", "1e400", "-0.0", "123456789012345678901234567890.10"] {
            let parsed = parse(format!("[{text}]").as_bytes()).expect("parses").to_string();
            assert_eq!(parsed.replace("e+", "e"), format!("[{text}]"));
        }
    }

    #[test]
    fn what_readers_disagree_on_is_refused() {
        assert_eq!(problem(r#"{"a":1,"a":2}"#), Problem::DuplicateKey("a".into()));
        assert_eq!(problem("\u{feff}{}"), Problem::ByteOrderMark);
        assert_eq!(problem(" \n"), Problem::Empty);
        assert!(matches!(problem("{\"a\":1} x"), Problem::Syntax(_)));
        assert!(matches!(problem("[NaN]"), Problem::Syntax(_)));
        assert_eq!(problem(&"[".repeat(200)), Problem::TooDeep);
        assert!(parse(format!("{}{}", "[".repeat(128), "]".repeat(128)).as_bytes()).is_ok());
        assert_eq!(problem(&format!("{}{}", "[".repeat(129), "]".repeat(129))), Problem::TooDeep);
    }

    #[test]
    fn a_key_given_twice_is_noted_and_the_last_value_counts() {
        let parsed = parse_body(br#"{"a": 1, "b": [{"c": 2, "c": {}}], "a": 3}"#).expect("parses");
        assert_eq!(parsed, Parsed { value: json!({ "a": 3, "b": [{ "c": {} }] }), repeats: true });
        assert!(!parse_body(br#"{"a": {"b": 1}, "b": {"b": 1}}"#).expect("parses").repeats);
    }

    #[test]
    fn a_body_cannot_pose_as_a_number() {
        assert!(parse(br#"{"$serde_json::private::Number":"12"}"#).is_err());
        assert!(parse(br#"{"a":1,"$serde_json::private::Number":"12"}"#).is_err());
    }

    #[test]
    fn keys_are_held_to_the_grammar_as_strictly_as_values() {
        for text in ["{\"a\u{1}\":1}", "{\"a\tb\":1}", "{\"\\n\nb\":1}", r#"{"\ud800":1}"#, r#"{"a\x":1}"#] {
            assert!(matches!(problem(text), Problem::Syntax(_)), "{text:?}");
        }
        assert_eq!(parse(br#"{"\u0001\ta\ud83d\ude00":1}"#), Ok(json!({ "\u{1}\ta\u{1f600}": 1 })));
    }

    #[test]
    fn numbers_compare_by_value() {
        assert!(equal(&json!([1, {"a": 2.0}]), &json!([1.0, {"a": 2}])));
        let number = |text: &str| text.parse().expect("a number");
        assert!(compare(&number("1e400"), &number("9e399")).is_gt());
        assert!(compare(&number("-2"), &number("-10")).is_gt());
        assert!(compare(&number("0.10"), &number("1e-1")).is_eq());
        assert!(compare(&number("-0"), &number("0.0")).is_eq());
        assert!(is_integer(&number("1.0")) && is_integer(&number("1e3")) && !is_integer(&number("1e-1")));
    }
}
