//! RFC 9535 JSONPath.
//!
//! Paths are interned by their text, so the same path in a thousand cases is parsed once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use serde_json::Value;

use crate::value::json::push_token;
use crate::value::query::model::Query;
use crate::value::query::parse::parse;
use crate::value::query::select::{Step, Way, select};

/// Paths that hold rendered values are all different, so the cache must not grow with the run.
const MAX_INTERNED: usize = 4096;
/// Nor with the values, in bytes of a path: longer ones are parsed each time.
const MAX_INTERNED_TEXT: usize = 512;

static INTERNED: LazyLock<RwLock<HashMap<Box<str>, Arc<JsonPath>>>> = LazyLock::new(RwLock::default);

/// A parsed path.
#[derive(Debug)]
pub struct JsonPath {
    text: Box<str>,
    query: Query,
    /// How many `..` it has.
    descents: u32,
}

/// With more than one `..`, a path selects a node once for every way that leads to it; a deep body, which a server
/// chooses, then has more of them than fit into memory.
const MAX_WAYS: u64 = 1_000_000;

/// A path would select more nodes of a value than can be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} could select more than {MAX_WAYS} nodes here, since every `..` multiplies them")]
pub struct TooManyNodes(String);

/// Why a text is not a JSONPath. Whoever wrote it is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at byte {offset})")]
pub struct PathError {
    /// A lowercase fragment.
    pub message: String,
    /// The byte of the text where reading stopped.
    pub offset: usize,
}

impl JsonPath {
    /// The path written `text`, from the cache where it was parsed before.
    pub fn parse(text: &str) -> Result<Arc<JsonPath>, PathError> {
        if let Some(path) = INTERNED.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(text) {
            return Ok(path.clone());
        }
        let query = parse(text).map_err(|broken| PathError { message: broken.message, offset: broken.offset })?;
        let path = Arc::new(JsonPath { text: text.into(), query, descents: descents(text) });
        if text.len() > MAX_INTERNED_TEXT {
            return Ok(path);
        }
        let mut interned = INTERNED.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if interned.len() >= MAX_INTERNED {
            interned.clear();
        }
        Ok(interned.entry(text.into()).or_insert(path).clone())
    }

    /// The path as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nodes it selects, in document order.
    pub fn select<'v>(&self, value: &'v Value) -> Result<Vec<&'v Value>, TooManyNodes> {
        if self.is_too_much(value) {
            return Err(TooManyNodes(self.text.to_string()));
        }
        Ok(select(&self.query, value, (), value).into_iter().map(|((), node)| node).collect())
    }

    /// The same, and no node where they are too many.
    pub fn values<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        self.select(value).unwrap_or_default()
    }

    /// Whether it could select too many nodes of `value`: those at depth n are counted as often as n levels can be shared
    /// out among its `..`.
    fn is_too_much(&self, value: &Value) -> bool {
        let mut ways = 0;
        self.descents > 1 && !counts_ways(value, 0, self.descents, &mut ways)
    }

    /// The nodes it selects, with all that can be said of where they are.
    pub fn selected<'v>(&self, value: &'v Value) -> Vec<Selected<'v>> {
        let selected = select(&self.query, value, Way::default(), value).into_iter();
        selected.map(|(way, value)| Selected { path: normalized(&way), pointer: pointer(&way), value }).collect()
    }

    /// The nodes it selects, each with its JSON Pointer. Dearer than [`values`](JsonPath::values): for messages.
    pub fn located<'v>(&self, value: &'v Value) -> Vec<(String, &'v Value)> {
        if self.is_too_much(value) {
            return Vec::new();
        }
        let located = select(&self.query, value, Way::default(), value);
        located.into_iter().map(|(way, node)| (pointer(&way), node)).collect()
    }
}

/// A node that a path selects.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected<'v> {
    /// Its normalized path: `$['items'][0]`.
    pub path: String,
    /// Its JSON Pointer.
    pub pointer: String,
    /// What it is.
    pub value: &'v Value,
}

/// Adds up the ways to every node; false once they are too many. Bodies are never deep enough to exhaust the stack.
fn counts_ways(value: &Value, depth: u32, descents: u32, ways: &mut u64) -> bool {
    *ways = ways.saturating_add(chosen(depth, descents));
    if *ways > MAX_WAYS {
        return false;
    }
    let inner = |inner: &Value| counts_ways(inner, depth + 1, descents, ways);
    match value {
        Value::Array(elements) => elements.iter().all(inner),
        Value::Object(map) => map.values().all(inner),
        _ => true,
    }
}

/// In how many ways `number` of `depth` levels can be chosen; at least one.
fn chosen(depth: u32, number: u32) -> u64 {
    let factors = 0..u64::from(number.min(depth));
    let chosen = factors.fold(1u64, |ways, index| ways.saturating_mul(u64::from(depth) - index) / (index + 1));
    chosen.max(1)
}

/// How many `..` a path has outside of its texts.
fn descents(text: &str) -> u32 {
    let (mut number, mut quote, mut escaped, mut dot) = (0, None, false, false);
    for byte in text.bytes() {
        match (quote, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'.') if dot => number += 1,
            (None, _) => {}
        }
        dot = byte == b'.' && quote.is_none() && !dot;
    }
    number
}

fn pointer(way: &Way<'_>) -> String {
    let mut pointer = String::new();
    for step in way.steps() {
        match step {
            Step::Key(key) => push_token(&mut pointer, key),
            Step::Index(index) => push_token(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// RFC 9535, section 2.7: single quotes, and escapes only where they must be.
fn normalized(way: &Way<'_>) -> String {
    let mut path = String::from("$");
    for step in way.steps() {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) => {
                path.push_str("['");
                key.chars().for_each(|c| push_escaped(&mut path, c));
                path.push_str("']");
            }
        }
    }
    path
}

fn push_escaped(path: &mut String, c: char) {
    match c {
        '\u{8}' => path.push_str("\\b"),
        '\t' => path.push_str("\\t"),
        '\n' => path.push_str("\\n"),
        '\u{c}' => path.push_str("\\f"),
        '\r' => path.push_str("\\r"),
        '\'' | '\\' => path.extend(['\\', c]),
        '\0'..' ' => path.push_str(&format!("\\u{:04x}", u32::from(c))),
        c => path.push(c),
    }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// The value of a key.
    Key(String),
    /// Every element of a list, or every value of an object.
    Every,
}

/// The steps of a path that is made of nothing but keys and `[*]`; `None` for any other.
pub fn steps(path: &str) -> Option<Vec<PathStep>> {
    let mut rest = path.strip_prefix('$')?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let step;
        (step, rest) = next_step(rest)?;
        steps.push(step);
    }
    Some(steps)
}

fn next_step(rest: &str) -> Option<(PathStep, &str)> {
    for every in [".*", "[*]"] {
        if let Some(rest) = rest.strip_prefix(every) {
            return Some((PathStep::Every, rest));
        }
    }
    if let Some(rest) = rest.strip_prefix('[') {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
        let mut escaped = false;
        let end = rest[1..].find(|c: char| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        return Some((PathStep::Key(unescaped(&rest[1..=end])?), rest[end + 2..].strip_prefix(']')?));
    }
    let rest = rest.strip_prefix('.')?;
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
    let end = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    (!name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| (PathStep::Key(name.to_owned()), rest))
}

/// A key between quotes. Its escapes are JSON's, and that of the single quote.
fn unescaped(text: &str) -> Option<String> {
    let mut json = String::from('"');
    let mut escaped = false;
    for c in text.chars() {
        match (escaped, c) {
            (true, '\'') => drop(json.pop()),
            (false, '"') => json.push('\\'),
            _ => {}
        }
        json.push(c);
        escaped = c == '\\' && !escaped;
    }
    json.push('"');
    serde_json::from_str(&json).ok()
}

impl std::fmt::Display for JsonPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::{JsonPath, PathStep, chosen, descents, steps};
    use crate::value::json;

    fn select(path: &str, value: &Value) -> String {
        let path = JsonPath::parse(path).expect("a path");
        path.values(value).into_iter().map(Value::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_same_text_is_parsed_once() {
        let first = JsonPath::parse("$.interned").expect("a path");
        assert!(Arc::ptr_eq(&first, &JsonPath::parse("$.interned").expect("a path")));
    }

    #[test]
    fn a_path_that_could_select_more_than_fits_selects_nothing() {
        assert_eq!(["$", "$..a", "$..a..b", "$..*..*[?@..x]", "$['..'].a..b"].map(descents), [0, 1, 2, 3, 1]);
        assert_eq!([chosen(0, 2), chosen(5, 2), chosen(100, 3), chosen(3, 9)], [1, 10, 161_700, 1]);
        let deep = (0..100).fold(json!([0, 0, 0]), |inner, _| json!([inner, 1]));
        let path = |text: &str| JsonPath::parse(text).expect("a path");
        assert_eq!(path("$..*").select(&deep).expect("few").len(), 203);
        assert_eq!(path("$..*..*").select(&deep).expect("few").len(), 10_200);
        let why = path("$..*..*..*").select(&deep).expect_err("many").to_string();
        assert_eq!(why, "$..*..*..* could select more than 1000000 nodes here, since every `..` multiplies them");
        assert!(path("$..*..*..*").located(&deep).is_empty());
    }

    #[test]
    fn nodes_come_with_escaped_pointers() {
        let value = json!({"a/b": [{"~": 1}]});
        let path = JsonPath::parse("$..['~']").expect("a path");
        assert_eq!(path.located(&value), [("/a~1b/0/~0".to_owned(), &json!(1))]);
    }

    #[test]
    fn a_plain_path_is_told_step_by_step_as_it_is_evaluated() {
        let key = |key: &str| PathStep::Key(key.to_owned());
        assert_eq!(steps("$"), Some(vec![]));
        assert_eq!(steps("$.items[*]['a b'].é_1"), Some(vec![key("items"), PathStep::Every, key("a b"), key("é_1")]));
        for (path, name) in [
            (r"$['it\'s']", "it's"),
            (r#"$["it's \""]"#, "it's \""),
            (r#"$['"']"#, "\""),
            (r"$['\\']", "\\"),
            (r"$['\\\'']", "\\'"),
            (r"$['\u00e9\n']", "é\n"),
            ("$['a]b']", "a]b"),
        ] {
            assert_eq!(steps(path), Some(vec![key(name)]), "{path}");
            assert_eq!(select(path, &json!({ name: 7 })), "7", "{path}");
        }
        for path in
            ["$..a", "$[0]", "$[?@.a]", "$.a-b", "$.", "$.1", "$['a'", "$['a", "a", "$['a','b']", "$[1:2]", "$ .a"]
        {
            assert_eq!(steps(path), None, "{path}");
        }
    }

    #[test]
    fn an_error_says_where() {
        let error = JsonPath::parse("$.a[?@.b = 1]").expect_err("not a path");
        assert!(error.offset >= 4, "{error:?}");
        assert_eq!(JsonPath::parse("items").expect_err("not a path").message, "a JSONPath begins with `$`");
    }

    #[test]
    fn deep_but_sound_paths_are_read_at_once() {
        let path = format!("$[?{}@.a{}]", "@[?".repeat(30), "]".repeat(30));
        assert!(JsonPath::parse(&path).is_ok(), "{:?}", JsonPath::parse(&path));
        let path = format!("$[?{}@.a{}]", "(".repeat(60), ")".repeat(60));
        assert_eq!(select(&path, &json!([{ "a": 1 }])), r#"{"a":1}"#);
    }

    #[test]
    fn normalized_paths_are_paths() {
        let value = json!({ "it's": [{ "\u{1}\n\"\\": 1 }] });
        let path = JsonPath::parse("$..*").expect("a path");
        let paths: Vec<String> = path.selected(&value).into_iter().map(|node| node.path).collect();
        assert_eq!(paths, [r"$['it\'s']", r"$['it\'s'][0]", r#"$['it\'s'][0]['\u0001\n"\\']"#]);
        assert_eq!(select(&paths[2], &value), "1");
    }

    #[test]
    fn hostile_nesting_is_refused_at_once() {
        for text in [format!("$[?{}", "(".repeat(100_000)), format!("$[?{}1", "@[?".repeat(40)), "$[?!(".repeat(5000)] {
            assert!(JsonPath::parse(&text).is_err());
        }
    }

    #[test]
    fn a_text_that_ends_inside_quotes_is_refused_wherever_it_ends() {
        for path in [r"$['\u00e9\ud83d\ude00']", r#"$[?@.a == "\ud83d\uDE00"]"#] {
            assert!(JsonPath::parse(path).is_ok(), "{path}");
            for end in 2..path.len() {
                assert_eq!(path.get(..end).map(|path| JsonPath::parse(path).is_ok()), Some(false), "{path} {end}");
            }
        }
        assert_eq!(JsonPath::parse("$['a").expect_err("no path").to_string(), "the quote is never closed (at byte 2)");
    }

    #[test]
    fn filters_compare_numbers_by_value() {
        let value =
            json::parse(br#"[{"n": 5}, {"n": 5.0}, {"n": 10}, {"n": "5"}, {"n": 9007199254740993}]"#).expect("json");
        assert_eq!(select("$[?@.n == 5].n", &value), "5 5.0");
        assert_eq!(select("$[?@.n < 10].n", &value), "5 5.0");
        assert_eq!(select("$[?@.n == 9007199254740993].n", &value), "9007199254740993");
        assert_eq!(select("$[?@.n == 9007199254740992].n", &value), "");
        assert_eq!(select("$[?@.n > 9007199254740992.5].n", &value), "9007199254740993");
        assert_eq!(select("$[?@.n >= 9.007199254740993e15].n", &value), "9007199254740993");
    }
}
