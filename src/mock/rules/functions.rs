//! Filters, tests and functions of the mock's expressions and templates, beside those that minijinja brings.
//!
//! Some speak PHP, because the servers that are played do.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::Arc;

use bigdecimal::{BigDecimal, RoundingMode};
use minijinja::value::{Rest, Value};
use minijinja::{Environment, Error, ErrorKind, State};
use regex::Regex;
use sha2::{Digest, Sha256};

use crate::mock::rules::view::{text_of, to_tree, to_value};
use crate::mock::state::tree::{Fields, List, Tree};

/// Adds all of them to an environment.
pub fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("tojson", tojson);
    environment.add_filter("from_json", from_json);
    environment.add_filter("values", values);
    environment.add_filter("pick", pick);
    environment.add_filter("strings", strings);
    environment.add_filter("regex_replace", regex_replace);
    environment.add_filter("fixed", fixed);
    environment.add_filter("sha256", sha256);
    environment.add_filter("php_json", php_json);
    environment.add_filter("php_serialize", php_serialize);
    environment.add_filter("nl2br", nl2br);
    environment.add_test("matching", matching);
    environment.add_test("date", date);
    environment.add_function("merge", merge);
    environment.add_function("now", now);
    environment.add_function("uuid", uuid);
    environment.add_function("random_int", random_int);
    environment.add_function("random_string", random_string);
    environment.add_function("choose", choose);
}

/// `value | tojson`: the value as JSON text, nothing escaped that JSON doesn't ask for; undefined is an error.
fn tojson(value: &Value) -> Result<String, Error> {
    serde_json::to_string(&tree(value)?).map_err(|error| invalid(error.to_string()))
}

/// `text | from_json`: the value a JSON text holds.
fn from_json(text: &str) -> Result<Value, Error> {
    let json = crate::value::json::parse(text.as_bytes()).map_err(|error| invalid(error.to_string()))?;
    Ok(to_value(&Tree::from(&json)))
}

/// `map | values`: the values of a map; of a list, its elements; of nothing, none. A form's list may come as either.
fn values(value: &Value) -> Result<Value, Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(Value::from(Vec::<Value>::new()));
    }
    match tree(value)? {
        Tree::Map(fields) => Ok(to_value(&Tree::List(Arc::new(List(fields.0.values().cloned().collect()))))),
        list @ Tree::List(_) => Ok(to_value(&list)),
        other => Err(invalid(format!("{} has no values", other.kind()))),
    }
}

/// `map | pick(["a", "b"])`: the members of these names, in this order; of nothing, none.
fn pick(value: &Value, names: Value) -> Result<Value, Error> {
    let mut picked = Fields::default();
    if let (Tree::Map(fields), Tree::List(names)) = (defined(value)?, tree(&names)?) {
        for name in &names.0 {
            if let Tree::Text(name) = name
                && let Some(field) = fields.0.get(name)
            {
                picked.0.insert(name.clone(), field.clone());
            }
        }
    }
    Ok(Value::from_object(picked))
}

/// `map | strings`: every value as text; `null` becomes the empty one, a list or a map its JSON.
fn strings(value: &Value) -> Result<Value, Error> {
    let Tree::Map(fields) = defined(value)? else {
        return Err(invalid("only the members of an object become strings"));
    };
    let mut texts = Fields::default();
    for (key, value) in &fields.0 {
        let text: Arc<str> = match value {
            Tree::Text(text) => text.clone(),
            Tree::Null => "".into(),
            other => serde_json::to_string(other).map_err(|error| invalid(error.to_string()))?.into(),
        };
        texts.0.insert(key.clone(), Tree::Text(text));
    }
    Ok(Value::from_object(texts))
}

/// `text | regex_replace(pattern, replacement)`: every match replaced; `$1` stands for a group.
fn regex_replace(text: &str, pattern: &str, replacement: &str) -> Result<String, Error> {
    Ok(regex(pattern)?.replace_all(text, replacement).into_owned())
}

/// `value is matching(pattern)`: whether the pattern is found in the text.
fn matching(value: &Value, pattern: &str) -> Result<bool, Error> {
    Ok(regex(pattern)?.is_match(&text_of(value)))
}

/// `value is date`: whether it is a day of the calendar, `YYYY-MM-DD`.
fn date(value: &Value) -> bool {
    let text = text_of(value);
    text.len() == 10 && jiff::civil::Date::from_str(&text).is_ok()
}

/// `number | fixed(2)`: a number or a text that holds one, with that many decimals.
fn fixed(value: &Value, places: u32) -> Result<String, Error> {
    let text = text_of(value);
    let number = BigDecimal::from_str(text.trim()).map_err(|_| invalid(format!("`{text}` is no number")))?;
    if number.fractional_digit_count().unsigned_abs() > 1_000 || places > 100 {
        return Err(invalid("too many digits".to_owned()));
    }
    Ok(number.with_scale_round(i64::from(places), RoundingMode::HalfUp).to_plain_string())
}

/// `text | sha256`: in lower-case hexadecimal.
fn sha256(value: &Value) -> String {
    Sha256::digest(text_of(value).as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// `value | php_json`: as PHP's `json_encode` writes it, `/` and everything beyond ASCII escaped.
fn php_json(value: &Value) -> Result<String, Error> {
    let json = tojson(value)?;
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '/' => text.push_str("\\/"),
            character if character.is_ascii() => text.push(character),
            character => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    Ok(text)
}

/// `value | php_serialize`: as PHP's `serialize` writes it; objects become arrays with string keys.
fn php_serialize(value: &Value) -> Result<String, Error> {
    let mut text = String::new();
    write_php(&tree(value)?, &mut text);
    Ok(text)
}

fn write_php(tree: &Tree, text: &mut String) {
    let _ = match tree {
        Tree::Null => write!(text, "N;"),
        Tree::Bool(value) => write!(text, "b:{};", u8::from(*value)),
        Tree::Number(number) if crate::value::json::is_integer(number) => write!(text, "i:{number};"),
        Tree::Number(number) => write!(text, "d:{number};"),
        Tree::Text(value) => write!(text, "s:{}:\"{value}\";", value.len()),
        Tree::List(list) => {
            let _ = write!(text, "a:{}:{{", list.0.len());
            for (index, element) in list.0.iter().enumerate() {
                let _ = write!(text, "i:{index};");
                write_php(element, text);
            }
            write!(text, "}}")
        }
        Tree::Map(fields) => {
            let _ = write!(text, "a:{}:{{", fields.0.len());
            for (key, value) in &fields.0 {
                let _ = write!(text, "s:{}:\"{key}\";", key.len());
                write_php(value, text);
            }
            write!(text, "}}")
        }
    };
}

/// `text | nl2br`: `<br />` before every line break, as PHP's `nl2br` does.
fn nl2br(value: &Value) -> String {
    let text = text_of(value);
    let mut broken = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.strip_suffix("\r\n").map(|body| (body, "\r\n")).or(line.strip_suffix('\n').map(|body| (body, "\n")))
        {
            Some((body, end)) => {
                let _ = write!(broken, "{body}<br />{end}");
            }
            None => broken.push_str(line),
        }
    }
    broken
}

/// `merge(a, b, ...)`: the members of all; of equal keys the last one's value counts, in the first one's place.
fn merge(maps: Rest<Value>) -> Result<Value, Error> {
    let mut merged = Fields::default();
    for map in maps.iter().filter(|map| !map.is_undefined() && !map.is_none()) {
        match tree(map)? {
            Tree::Map(fields) => merged.0.extend(fields.0.iter().map(|(key, value)| (key.clone(), value.clone()))),
            other => return Err(invalid(format!("only objects can be merged, and this is {}", other.kind()))),
        }
    }
    Ok(Value::from_object(merged))
}

/// `now(format)`: the time in UTC, by strftime; `YYYY-MM-DD HH:MM:SS` without a format.
fn now(format: Option<Cow<'_, str>>) -> Result<String, Error> {
    let format = format.unwrap_or(Cow::Borrowed("%Y-%m-%d %H:%M:%S"));
    let time = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    jiff::fmt::strtime::format(format.as_bytes(), &time).map_err(|error| invalid(error.to_string()))
}

/// The name under which a scope hands out numbers that random values are made of, another one each time.
pub const RANDOM: &str = "\u{0}random";

/// `uuid()`: a UUID of version 4.
fn uuid(state: &State<'_, '_>) -> String {
    crate::mock::collection::ids::uuid(random(state))
}

/// `random_int(1, 6)`: a whole number, both ends included.
fn random_int(state: &State<'_, '_>, least: i64, most: i64) -> Result<i64, Error> {
    if least > most {
        return Err(invalid(format!("there is no number from {least} to {most}")));
    }
    Ok(fastrand::Rng::with_seed(random(state)).i64(least..=most))
}

/// `random_string(8)`: letters and digits.
fn random_string(state: &State<'_, '_>, length: usize) -> Result<String, Error> {
    if length > 10_000 {
        return Err(invalid("a random text of more than 10000 characters"));
    }
    let mut rng = fastrand::Rng::with_seed(random(state));
    Ok((0..length).map(|_| rng.alphanumeric()).collect())
}

/// `choose(["a", "b"])`: one of them.
fn choose(state: &State<'_, '_>, options: &Value) -> Result<Value, Error> {
    let options: Vec<Value> = options.try_iter()?.collect();
    fastrand::Rng::with_seed(random(state)).choice(options).ok_or_else(|| invalid("there is nothing to choose from"))
}

fn random(state: &State<'_, '_>) -> u64 {
    state.lookup(RANDOM).and_then(|value| u64::try_from(value).ok()).unwrap_or_default()
}

/// The same where nothing stands for an empty object.
fn defined(value: &Value) -> Result<Tree, Error> {
    if value.is_undefined() || value.is_none() { Ok(Tree::empty_map()) } else { tree(value) }
}

fn tree(value: &Value) -> Result<Tree, Error> {
    to_tree(value).map_err(invalid)
}

fn regex(pattern: &str) -> Result<Regex, Error> {
    use std::collections::HashMap;
    use std::sync::{LazyLock, RwLock};
    /// Rules write their patterns out, so there are few; a rule that builds them must not fill the memory.
    const MAX_INTERNED: usize = 1_000;
    static INTERNED: LazyLock<RwLock<HashMap<Box<str>, Regex>>> = LazyLock::new(RwLock::default);
    if let Some(regex) = INTERNED.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(pattern) {
        return Ok(regex.clone());
    }
    let regex = Regex::new(pattern).map_err(|error| invalid(error.to_string()))?;
    let mut interned = INTERNED.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if interned.len() < MAX_INTERNED {
        interned.insert(pattern.into(), regex.clone());
    }
    Ok(regex)
}

fn invalid(message: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    fn rendered(expression: &str) -> String {
        let mut environment = Environment::new();
        super::add_to(&mut environment);
        environment.render_str(&format!("{{{{ {expression} }}}}"), context! {}).unwrap()
    }

    #[test]
    fn json_is_written_plainly_and_as_php_does() {
        assert_eq!(rendered(r#"{"a": "<é/>", "b": [1, none]} | tojson"#), r#"{"a":"<é/>","b":[1,null]}"#);
        assert_eq!(rendered(r#"["é/", "😀"] | php_json"#), r#"["\u00e9\/","\ud83d\ude00"]"#);
        assert_eq!(rendered(r#""[1, 2]" | from_json | last"#), "2");
    }

    #[test]
    fn lists_are_serialized_as_php_does() {
        assert_eq!(rendered(r#"["1", "2"] | php_serialize"#), r#"a:2:{i:0;s:1:"1";i:1;s:1:"2";}"#);
        assert_eq!(rendered(r#"{"é": true, "n": 1.5} | php_serialize"#), r#"a:2:{s:2:"é";b:1;s:1:"n";d:1.5;}"#);
    }

    #[test]
    fn numbers_get_their_decimals() {
        assert_eq!(rendered("'110' | fixed(2)"), "110.00");
        assert_eq!(rendered("(110.10 - 100.05) | fixed(2)"), "10.05");
        assert_eq!(rendered("'12345678901234567.895' | fixed(2)"), "12345678901234567.90");
        assert_eq!(rendered("3 | fixed(0)"), "3");
    }

    #[test]
    fn texts_are_tested_and_replaced() {
        assert_eq!(rendered("'INV-000010' | regex_replace('^(INV-)?0*', '')"), "10");
        assert_eq!(
            rendered("['2021-02-28' is date, '2021-02-30' is date, '21-2-3' is date] | tojson"),
            "[true,false,false]"
        );
        assert_eq!(rendered("'#FFF' is matching('^#')"), "True");
        assert_eq!(rendered("'a\\nb\\r\\nc' | nl2br"), "a<br />\nb<br />\r\nc");
    }

    #[test]
    fn maps_are_merged_and_listed() {
        assert_eq!(rendered("merge({'a': 1, 'b': 2}, {'a': 3}, none) | tojson"), r#"{"a":3,"b":2}"#);
        assert_eq!(rendered("{'0': 'x', '1': 'y'} | values | join"), "xy");
        assert_eq!(rendered("missing | values | length"), "0");
        assert_eq!(
            rendered("{'a': 1, 'b': none, 'c': 'x'} | pick(['b', 'a', 'z']) | strings | tojson"),
            r#"{"b":"","a":"1"}"#
        );
    }

    #[test]
    fn the_time_is_a_date_and_a_time_of_day() {
        assert_eq!(rendered("now() is matching('^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$')"), "True");
    }
}
