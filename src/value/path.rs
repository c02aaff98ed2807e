//! RFC 9535 JSONPath: the only user of the JSONPath library.
//!
//! Paths are interned by their text, so the same path in a thousand cases is parsed once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use serde_json::Value;

/// Parsing recurses; a text that nests deeper is refused before it can exhaust the stack.
const MAX_NESTING: usize = 12;
/// Paths that hold rendered values are all different, so the cache must not grow with the run.
const MAX_INTERNED: usize = 4096;

static INTERNED: LazyLock<RwLock<HashMap<Box<str>, Arc<JsonPath>>>> = LazyLock::new(RwLock::default);

/// A parsed path.
#[derive(Debug)]
pub struct JsonPath {
    text: Box<str>,
    query: serde_json_path::JsonPath,
}

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
        check_nesting(text)?;
        let query = serde_json_path::JsonPath::parse(text).map_err(|error| PathError {
            message: readable(error.message(), text),
            offset: error.position().min(text.len()),
        })?;
        let path = Arc::new(JsonPath { text: text.into(), query });
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
    pub fn values<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        self.query.query(value).all()
    }

    /// The nodes it selects, with all that can be said of where they are.
    pub fn selected<'v>(&self, value: &'v Value) -> Vec<Selected<'v>> {
        let located = self.query.query_located(value).into_iter();
        let selected = |node: serde_json_path::LocatedNode<'v>| Selected {
            path: node.location().to_string(),
            pointer: node.location().to_json_pointer(),
            value: node.node(),
        };
        located.map(selected).collect()
    }

    /// The nodes it selects, each with its JSON Pointer. Dearer than [`values`](JsonPath::values): for messages.
    pub fn located<'v>(&self, value: &'v Value) -> Vec<(String, &'v Value)> {
        let located = self.query.query_located(value);
        located.into_iter().map(|node| (node.location().to_json_pointer(), node.node())).collect()
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

/// The library tries alternatives at every bracket, so its time doubles with each level of nesting.
fn check_nesting(text: &str) -> Result<(), PathError> {
    let mut depth = 0usize;
    let mut quote = None;
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'[' | b'(') => depth += 1,
            (None, b']' | b')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if depth > MAX_NESTING {
            return Err(PathError { message: format!("nested more than {MAX_NESTING} levels deep"), offset });
        }
    }
    Ok(())
}

/// The library says little more than where it stopped.
fn readable(message: &str, text: &str) -> String {
    if !text.starts_with('$') {
        return "a JSONPath begins with `$`".into();
    }
    match message.strip_suffix("parser error").map(|context| context.trim_end_matches([',', ' '])) {
        Some("") => "not the syntax of RFC 9535 from here".into(),
        Some(context) => format!("not the syntax of RFC 9535 from here, {context}"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::{JsonPath, PathStep, steps};
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
    fn nodes_come_with_escaped_pointers() {
        let value = json!({"a/b": [{"~": 1}]});
        let path = JsonPath::parse("$..['~']").expect("a path");
        assert_eq!(path.located(&value), [("/a~1b/0/~0".to_owned(), &json!(1))]);
    }

    #[test]
    fn a_plain_path_is_told_step_by_step_as_the_library_reads_it() {
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
    fn hostile_nesting_is_refused_at_once() {
        for text in [format!("$[?{}", "(".repeat(100_000)), format!("$[?{}1", "@[?".repeat(40)), "$[?!(".repeat(5000)] {
            assert!(JsonPath::parse(&text).is_err());
        }
    }

    #[test]
    fn filters_compare_numbers_by_value() {
        let value =
            json::parse(br#"[{"n": 5}, {"n": 5.0}, {"n": 10}, {"n": "5"}, {"n": 9007199254740993}]"#).expect("json");
        assert_eq!(select("$[?@.n == 5].n", &value), "5 5.0");
        assert_eq!(select("$[?@.n < 10].n", &value), "5 5.0");
        assert_eq!(select("$[?@.n == 9007199254740993].n", &value), "9007199254740993");
        // FIXME: the library compares as f64, so integers beyond 2^53 that lie close together are taken for equal.
        assert_eq!(select("$[?@.n == 9007199254740992].n", &value), "9007199254740993");
    }

    /// https://github.com/jsonpath-standard/jsonpath-compliance-test-suite
    #[test]
    fn the_compliance_suite_holds() {
        let folder = std::env::var("COUNTERSIGN_SUITES").unwrap_or_else(|_| "../shared/suites".into());
        let Ok(text) = std::fs::read(format!("{folder}/jsonpath/cts.json")) else {
            eprintln!("skipped: no jsonpath/cts.json under {folder}; set COUNTERSIGN_SUITES");
            return;
        };
        let suite = json::parse(&text).expect("the suite is JSON");
        let mut wrong = Vec::new();
        for test in suite["tests"].as_array().expect("tests") {
            let name = test["name"].as_str().expect("a name");
            let parsed = JsonPath::parse(test["selector"].as_str().expect("a selector"));
            let right = match (parsed, test.get("document")) {
                (Err(_), None) => true,
                (Ok(path), Some(document)) => {
                    let found = Value::Array(path.values(document).into_iter().cloned().collect());
                    let alternatives = test.get("results").and_then(Value::as_array).cloned();
                    alternatives.unwrap_or_else(|| vec![test["result"].clone()]).contains(&found)
                }
                _ => false,
            };
            if !right {
                wrong.push(name);
            }
        }
        assert_eq!(wrong, Vec::<&str>::new());
    }
}
