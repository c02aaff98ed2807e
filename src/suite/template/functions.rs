//! The functions, filters and tests of expressions, beside those that minijinja brings.
//!
//! They are pure but for what they take from the scope's context, so an expression never depends on time or threads.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use camino::Utf8Path;
use hmac::{Hmac, KeyInit, Mac};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use minijinja::value::{Kwargs, Rest, Value as View};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};
use regex::Regex;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::{inside, read_text};
use crate::suite::template::bounded::bound;
use crate::suite::template::bridge::{Source, to_json, view};
use crate::suite::template::decimal;
use crate::suite::template::random::hex;
use crate::suite::template::scope::context_of;
use crate::value::{codec, json, php};

/// The functions of ours, each a global name.
pub const FUNCTIONS: &[&str] = &[
    "base64",
    "base64_decode",
    "decimal",
    "file",
    "from_json",
    "hmac",
    "json",
    "keys",
    "merge",
    "now",
    "omit",
    "php_unserialize",
    "pick",
    "product",
    "random_int",
    "random_string",
    "sha256",
    "sum",
    "sum_product",
    "to_json",
    "uuid",
    "values",
];
/// The kind of an error of a function that cannot read a value as what it asks for.
pub const UNREADABLE: ErrorKind = ErrorKind::CannotDeserialize;
/// A file that an expression reads may be this large.
const MAX_FILE_BYTES: u64 = 16 << 20;
/// A random text may be this long.
const MAX_RANDOM: usize = 1 << 20;
/// Steps of the virtual machine: far more than any expression needs, and over in a few milliseconds.
const FUEL: u64 = 100_000;

/// What expressions are compiled and evaluated in.
pub static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    bound(&mut environment, UndefinedBehavior::Strict);
    environment.remove_global("debug");
    environment.remove_global("namespace");
    environment.add_global("null", ());
    add_random(&mut environment);
    add_texts(&mut environment);
    add_numbers(&mut environment);
    add_objects(&mut environment);
    add_tests(&mut environment);
    // What pads texts goes: no expression of a case needs it.
    environment.remove_filter("indent");
    environment.remove_filter("format");
    environment
});

fn add_random(environment: &mut Environment<'static>) {
    environment.add_function("uuid", |state: &State| -> Result<String, Error> { Ok(context_of(state)?.random.uuid()) });
    environment.add_function("random_int", |state: &State, low: i64, high: i64| -> Result<i64, Error> {
        if low > high {
            return Err(failed(format!("random_int: {low} is greater than {high}")));
        }
        Ok(context_of(state)?.random.integer(low, high))
    });
    environment.add_function("random_string", random_string);
    environment.add_function("now", now);
    environment.add_function("file", file);
}

/// Each is both a function and a filter.
fn add_texts(environment: &mut Environment<'static>) {
    environment.add_function("from_json", from_json);
    environment.add_filter("from_json", from_json);
    for name in ["to_json", "json"] {
        environment.add_function(name, json_text);
    }
    for name in ["to_json", "tojson", "json"] {
        environment.add_filter(name, json_text);
    }
    environment.add_function("php_unserialize", php_unserialize);
    environment.add_filter("php_unserialize", php_unserialize);
    environment.add_function("base64", base64);
    environment.add_filter("base64", base64);
    environment.add_function("base64_decode", base64_decode);
    environment.add_filter("base64_decode", base64_decode);
    environment.add_function("sha256", sha256);
    environment.add_filter("sha256", sha256);
    environment.add_function("hmac", hmac_sha256);
    environment.add_filter("hmac", |text: View, key: View| hmac_sha256(key, text));
}

fn add_numbers(environment: &mut Environment<'static>) {
    environment.add_function("decimal", decimal_of);
    environment.add_filter("decimal", decimal_of);
    environment.add_function("sum", sum);
    environment.add_filter("sum", sum);
    environment.add_function("sum_product", sum_product);
    environment.add_filter("sum_product", sum_product);
    environment.add_function("product", product);
    environment.add_filter("product", product);
}

fn add_objects(environment: &mut Environment<'static>) {
    environment.add_function("pick", pick);
    environment.add_filter("pick", pick);
    environment.add_function("omit", omit);
    environment.add_filter("omit", omit);
    environment.add_function("merge", merge);
    environment.add_filter("merge", merge);
    environment.add_function("keys", keys);
    environment.add_filter("keys", keys);
    environment.add_function("values", values);
    environment.add_filter("values", values);
}

fn add_tests(environment: &mut Environment<'static>) {
    environment.add_test("subset_of", |left: View, right: View| -> Result<bool, Error> {
        let (left, right) = (list(&left)?, list(&right)?);
        Ok(left.iter().all(|element| contains(&right, element)))
    });
    environment.add_test("superset_of", |left: View, right: View| -> Result<bool, Error> {
        let (left, right) = (list(&left)?, list(&right)?);
        Ok(right.iter().all(|element| contains(&left, element)))
    });
    environment.add_test("disjoint_from", |left: View, right: View| -> Result<bool, Error> {
        let (left, right) = (list(&left)?, list(&right)?);
        Ok(!left.iter().any(|element| contains(&right, element)))
    });
    environment.add_test("json_equal", |left: View, right: View| -> Result<bool, Error> {
        Ok(json::equal(&parsed(&left)?, &parsed(&right)?))
    });
    environment.add_test("matching", |text: View, pattern: &str| -> Result<bool, Error> {
        Ok(regex(pattern)?.is_match(self::text(&text)?))
    });
}

fn random_string(state: &State, length: usize, alphabet: Option<&str>) -> Result<String, Error> {
    const LETTERS_AND_DIGITS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if length > MAX_RANDOM {
        return Err(failed(format!("random_string: at most {MAX_RANDOM} characters")));
    }
    let alphabet: Vec<char> = alphabet.unwrap_or(LETTERS_AND_DIGITS).chars().collect();
    if alphabet.is_empty() {
        return Err(failed("random_string: the alphabet is empty"));
    }
    Ok(context_of(state)?.random.text(length, &alphabet))
}

/// `now()`, `now('%Y-%m-%d')`, `now(days=-1)`: UTC, RFC 3339 with whole seconds unless a format is given.
fn now(state: &State, format: Option<&str>, offsets: Kwargs) -> Result<String, Error> {
    let mut seconds = 0i64;
    for (unit, length) in [("weeks", 604_800i64), ("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)] {
        if let Some(count) = offsets.get::<Option<i64>>(unit)? {
            let offset = count.checked_mul(length).and_then(|offset| seconds.checked_add(offset));
            seconds = offset.ok_or_else(|| failed("now: the offset is too large"))?;
        }
    }
    offsets.assert_all_used()?;
    let now = Timestamp::from_second(context_of(state)?.now.as_second())
        .and_then(|now| now.checked_add(SignedDuration::from_secs(seconds)))
        .map_err(|error| failed(format!("now: {error}")))?;
    match format {
        None => Ok(now.to_string()),
        Some(format) => jiff::fmt::strtime::format(format, &now.to_zoned(TimeZone::UTC))
            .map_err(|error| failed(format!("now: {error}"))),
    }
}

fn file(state: &State, path: &str) -> Result<String, Error> {
    let context = context_of(state)?;
    read_file(&context.root, &context.folder, path).map_err(|diagnostic| failed(diagnostic.message))
}

/// What `file()` reads in a case file of this folder.
pub fn read_file(root: &Utf8Path, folder: &Utf8Path, path: &str) -> Result<String, Diagnostic> {
    read_text(&inside(root, folder, path)?, MAX_FILE_BYTES).map_err(|error| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {error}"))
            .help("paths in a case file are relative to its folder")
    })
}

fn from_json(value: View) -> Result<View, Error> {
    let parsed = json::parse(text(&value)?.as_bytes()).map_err(|error| unread("from_json", &value, error))?;
    Ok(whole(parsed))
}

fn json_text(value: View) -> Result<String, Error> {
    Ok(json_of(&value)?.to_string())
}

fn php_unserialize(value: View) -> Result<View, Error> {
    php::unserialize(text(&value)?).map(whole).map_err(|error| unread("php_unserialize", &value, error))
}

fn base64(value: View) -> Result<String, Error> {
    Ok(codec::base64_encode(bytes(&value)?))
}

fn base64_decode(value: View) -> Result<String, Error> {
    let bytes = codec::base64_decode(text(&value)?).map_err(|error| unread("base64_decode", &value, error))?;
    String::from_utf8(bytes).map_err(|_| unread("base64_decode", &value, "the result is not UTF-8 text"))
}

fn sha256(value: View) -> Result<String, Error> {
    Ok(hex(&Sha256::digest(bytes(&value)?)))
}

fn hmac_sha256(key: View, value: View) -> Result<String, Error> {
    let mac = Hmac::<Sha256>::new_from_slice(bytes(&key)?).map_err(|error| failed(format!("hmac: {error}")))?;
    Ok(hex(&mac.chain_update(bytes(&value)?).finalize().into_bytes()))
}

fn decimal_of(value: View) -> Result<View, Error> {
    decimal::to_number(&decimal::parse(&json_of(&value)?).map_err(unreadable)?).map_err(failed)
}

fn sum(items: View, attribute: Option<&str>) -> Result<View, Error> {
    let mut total = decimal::zero();
    for item in list(&items)? {
        let mut item = &item;
        for key in attribute.iter().flat_map(|attribute| attribute.split('.')) {
            item = item.get(key).ok_or_else(|| failed(format!("sum: an element has no `{key}`")))?;
        }
        total = decimal::add(&total, &decimal::parse(item).map_err(unreadable)?);
    }
    decimal::to_number(&total).map_err(failed)
}

/// The sum over a list of the product of these attributes of each element: `sum_product(items, 'qty', 'rate')`.
fn sum_product(items: View, attributes: Rest<String>) -> Result<View, Error> {
    let mut total = decimal::zero();
    for item in list(&items)? {
        let mut line = decimal::one();
        for name in attributes.iter() {
            let factor = item.get(name).ok_or_else(|| failed(format!("sum_product: an element has no `{name}`")))?;
            line = decimal::multiply(&line, &decimal::parse(factor).map_err(unreadable)?).map_err(failed)?;
        }
        total = decimal::add(&total, &line);
    }
    decimal::to_number(&total).map_err(failed)
}

fn product(items: Rest<View>) -> Result<View, Error> {
    let mut total = decimal::one();
    for item in flat(&items)? {
        total = decimal::multiply(&total, &decimal::parse(&item).map_err(unreadable)?).map_err(failed)?;
    }
    decimal::to_number(&total).map_err(failed)
}

fn pick(value: View, names: Rest<View>) -> Result<View, Error> {
    let names = flat(&names)?;
    let mut map = object(&value)?;
    map.retain(|key, _| names.iter().any(|name| name == key));
    Ok(whole(Value::Object(map)))
}

fn omit(value: View, names: Rest<View>) -> Result<View, Error> {
    let names = flat(&names)?;
    let mut map = object(&value)?;
    map.retain(|key, _| !names.iter().any(|name| name == key));
    Ok(whole(Value::Object(map)))
}

/// Later objects win; what they do not have stays.
fn merge(first: View, others: Rest<View>) -> Result<View, Error> {
    let mut merged = object(&first)?;
    for other in &*others {
        merged.extend(object(other)?);
    }
    Ok(whole(Value::Object(merged)))
}

fn keys(value: View) -> Result<View, Error> {
    Ok(whole(object(&value)?.into_iter().map(|(key, _)| Value::String(key)).collect()))
}

fn values(value: View) -> Result<View, Error> {
    Ok(whole(object(&value)?.into_iter().map(|(_, value)| value).collect()))
}

fn whole(value: Value) -> View {
    view(Source::Json(Arc::new(value)))
}

fn json_of(value: &View) -> Result<Value, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    to_json(value).map_err(failed)
}

fn list(value: &View) -> Result<Vec<Value>, Error> {
    match json_of(value)? {
        Value::Array(elements) => Ok(elements),
        other => Err(unreadable(format!("a list is needed here, not {}", json::type_name(&other)))),
    }
}

fn object(value: &View) -> Result<Map<String, Value>, Error> {
    match json_of(value)? {
        Value::Object(map) => Ok(map),
        other => Err(unreadable(format!("an object is needed here, not {}", json::type_name(&other)))),
    }
}

/// Arguments one by one or as lists.
fn flat(arguments: &[View]) -> Result<Vec<Value>, Error> {
    let mut flat = Vec::new();
    for argument in arguments {
        match json_of(argument)? {
            Value::Array(elements) => flat.extend(elements),
            value => flat.push(value),
        }
    }
    Ok(flat)
}

/// A string is the JSON it holds, anything else is itself.
fn parsed(value: &View) -> Result<Value, Error> {
    match json_of(value)? {
        Value::String(text) => json::parse(text.as_bytes()).map_err(|error| unread("json_equal", value, error)),
        value => Ok(value),
    }
}

fn contains(list: &[Value], value: &Value) -> bool {
    list.iter().any(|element| json::equal(element, value))
}

fn text(value: &View) -> Result<&str, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    value.as_str().ok_or_else(|| no_string(value))
}

fn bytes(value: &View) -> Result<&[u8], Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    value.as_bytes().ok_or_else(|| no_string(value))
}

fn regex(pattern: &str) -> Result<Arc<Regex>, Error> {
    static COMPILED: LazyLock<RwLock<HashMap<Box<str>, Arc<Regex>>>> = LazyLock::new(RwLock::default);
    const MAX_COMPILED: usize = 1024;
    if let Some(regex) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return Ok(regex.clone());
    }
    let regex = Arc::new(Regex::new(pattern).map_err(|error| failed(format!("matching: {error}")))?);
    let mut compiled = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    if compiled.len() >= MAX_COMPILED {
        compiled.clear();
    }
    Ok(compiled.entry(pattern.into()).or_insert(regex).clone())
}

fn failed(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

/// The value is to blame and not the expression: [`UNREADABLE`].
fn unreadable(message: impl Into<String>) -> Error {
    Error::new(UNREADABLE, message.into())
}

fn no_string(value: &View) -> Error {
    unreadable(format!("a string is needed here, not {}", shown(value)))
}

fn unread(function: &str, value: &View, why: impl Display) -> Error {
    unreadable(format!("{function} cannot read {}: {why}", shown(value)))
}

fn shown(value: &View) -> String {
    const SHOWN: usize = 80;
    to_json(value).map_or_else(|_| value.kind().to_string(), |value| json::excerpt(&value, SHOWN))
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;
    use jiff::Timestamp;
    use serde_json::{Value, json};

    use super::{ENVIRONMENT, FUNCTIONS};
    use crate::source::code::Code;
    use crate::source::span::Span;
    use crate::suite::template::error::TemplateError;
    use crate::suite::template::expression::Expression;
    use crate::suite::template::random::Random;
    use crate::suite::template::scope::Context;
    use crate::suite::template::scope::Scope;

    fn scope(root: &str) -> Scope {
        let now: Timestamp = "2026-02-28T23:59:58.5Z".parse().expect("a time");
        let random = Random::new(1, "case", 1, "step");
        let (root, folder) = (Utf8PathBuf::from(root), Utf8PathBuf::from("cases"));
        Scope::new()
            .with(
                "it",
                json!({"a": "{\"x\": 1.50}", "list": ["1", "2"], "php": "a:1:{i:0;s:1:\"1\";}", "o": {"a": 1, "b": 2}}),
            )
            .with_context(Context { random, now, root, folder })
    }

    fn eval(text: &str) -> Value {
        try_eval(text, &scope("/")).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn try_eval(text: &str, scope: &Scope) -> Result<Value, TemplateError> {
        let expression = Expression::parse(text, Span::default()).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        expression.eval(scope).map(std::borrow::Cow::into_owned)
    }

    #[test]
    fn every_function_is_there_and_none_is_unlisted() {
        let known: Vec<&str> = ENVIRONMENT.globals().map(|(name, _)| name).collect();
        assert!(FUNCTIONS.iter().all(|name| known.contains(name)), "{known:?}");
        let brought = ["dict", "null", "range"];
        assert!(known.iter().all(|name| FUNCTIONS.contains(name) || brought.contains(name)), "{known:?}");
    }

    #[test]
    fn texts_are_read_and_written() {
        assert_eq!(eval("from_json(it.a)").to_string(), r#"{"x":1.50}"#);
        assert_eq!(eval("it.a | from_json | to_json"), json!(r#"{"x":1.50}"#));
        assert_eq!(eval("it.list | map('from_json') | list"), json!([1, 2]));
        assert_eq!(eval("php_unserialize(it.php)"), json!(["1"]));
        assert_eq!(eval("base64('é') ~ base64_decode('w6k=')"), json!("w6k=é"));
        assert_eq!(eval("sha256('')[:8]"), json!("e3b0c442"));
        // RFC 4231, test case 2.
        assert_eq!(eval("hmac('Jefe', 'what do ya want for nothing?')[:16]"), json!("5bdcc146bf60754e"));
        assert_eq!(eval("'what do ya want for nothing?' | hmac('Jefe')").as_str().map(str::len), Some(64));
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(eval("decimal('110.00')"), json!(110));
        assert_eq!(eval("sum(['0.1', 0.2])"), json!(0.3));
        assert_eq!(eval("[{'p': {'q': '1.5'}}, {'p': {'q': 2}}] | sum('p.q')"), json!(3.5));
        assert_eq!(eval("product('19.99', 3) == decimal('59.97')"), json!(true));
        assert_eq!(eval("product(it.list) + (it.list | sum)"), json!(5));
    }

    #[test]
    fn a_value_that_cannot_be_read_is_told_from_an_expression_that_fails() {
        for (text, message) in [
            ("from_json(it.php)", r#"from_json cannot read "a:1:{i:0;s:1:\"1\";}": "#),
            ("php_unserialize(it.a)", r#"php_unserialize cannot read "{\"x\": 1.50}": "#),
            ("base64_decode('?')", r#"base64_decode cannot read "?": "#),
            ("it.a is json_equal('{')", r#"json_equal cannot read "{": "#),
            ("from_json(it.list)", r#"a string is needed here, not ["1","2"]"#),
            ("it.o is subset_of([])", "a list is needed here, not object"),
            ("decimal('x')", r#""x" is not a number"#),
            ("sum(['1', 'x'])", r#""x" is not a number"#),
        ] {
            let error = try_eval(text, &scope("/")).expect_err(text);
            assert_eq!(error.code, Code::TemplateUnreadable, "{text}");
            assert!(error.message.starts_with(message), "{text}: {}", error.message);
        }
        let error = try_eval("'x' is matching('(')", &scope("/")).expect_err("a broken pattern");
        assert_eq!(error.code, Code::TemplateFailed);
    }

    #[test]
    fn objects_are_taken_apart_and_put_together() {
        assert_eq!(eval("pick(it.o, 'a', 'c')"), json!({"a": 1}));
        assert_eq!(eval("it.o | omit(['a'])"), json!({"b": 2}));
        assert_eq!(eval("merge(it.o, {'b': 3}, {'c': 4})"), json!({"a": 1, "b": 3, "c": 4}));
        assert_eq!(eval("[keys(it.o), values(it.o)]"), json!([["a", "b"], [1, 2]]));
    }

    #[test]
    fn tests_compare_as_json_does() {
        for text in [
            "[1, 2.0] is subset_of([2, 1, 3])",
            "[1, 2] is superset_of([1.0])",
            "[1] is disjoint_from(['1'])",
            "it.a is json_equal({'x': 1.5})",
            "'INV-12' is matching('^INV-[0-9]+$')",
            "[3] is not subset_of([1])",
        ] {
            assert_eq!(eval(text), json!(true), "{text}");
        }
        assert!(try_eval("1 is subset_of([1])", &scope("/")).is_err());
        assert!(try_eval("'a' is matching('(')", &scope("/")).is_err());
    }

    #[test]
    fn time_is_that_of_the_case() {
        assert_eq!(eval("now()"), json!("2026-02-28T23:59:58Z"));
        assert_eq!(eval("now('%d/%m/%Y %H:%M', days=1, seconds=-1)"), json!("01/03/2026 23:59"));
        assert!(try_eval("now(day=1)", &scope("/")).is_err());
        assert!(try_eval("now(weeks=9223372036854775807)", &scope("/")).is_err());
    }

    #[test]
    fn random_values_come_from_the_seed() {
        let text = "[uuid(), random_int(1, 1000000), random_string(8), random_string(3, 'ab')]";
        assert_eq!(eval(text), eval(text));
        assert!(try_eval("random_int(2, 1)", &scope("/")).is_err());
        let error = try_eval("uuid()", &Scope::new()).expect_err("no context");
        assert_eq!(error.message, "this function can only be used in a case");
    }

    #[test]
    fn files_are_read_beside_the_case_and_inside_the_project() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("project");
        std::fs::create_dir_all(root.join("cases")).expect("folders");
        std::fs::write(root.join("cases/a.txt"), "in").expect("a file");
        std::fs::write(root.join("b.txt"), "up").expect("a file");
        std::fs::write(folder.path().join("secret.txt"), "out").expect("a file");
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), root.join("cases/link")).expect("a link");
        let scope = scope(root.to_str().expect("UTF-8"));
        assert_eq!(try_eval("file('a.txt') ~ file('../b.txt')", &scope), Ok(json!("inup")));
        for path in ["../../secret.txt", "link", "/etc/hostname", "missing"] {
            assert!(try_eval(&format!("file('{path}')"), &scope).is_err(), "{path}");
        }
    }
}
