//! What of a response goes into a snapshot: its body, with volatile values replaced.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::suite::model::SnapshotSpec;
use crate::value::path::{PathStep, steps};
use crate::value::shape::model::Shape;
use crate::wire::exchange::{Response, is_json};

/// A body as it is recorded; `J` is what is kept of JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<J> {
    /// There was none.
    None,
    /// JSON.
    Json(J),
    /// Another text, line ends as `\n` and nothing but text at its end.
    Text(String),
    /// Neither; its length and digest in words.
    Bytes(String),
}

impl<J> Content<J> {
    /// Its name in the metadata.
    pub fn name(&self) -> &'static str {
        match self {
            Content::None => "none",
            Content::Json(_) => "json",
            Content::Text(_) => "text",
            Content::Bytes(_) => "bytes",
        }
    }
}

/// The body of a response as the snapshot sees it. It is lent where nothing had to be replaced.
pub fn taken<'r>(spec: &SnapshotSpec, response: &'r Response) -> Content<Cow<'r, Value>> {
    if response.is_blank() {
        return Content::None;
    }
    let declared_otherwise = response.media_type().is_some_and(|media_type| !is_json(&media_type));
    match (response.json(), std::str::from_utf8(&response.body)) {
        // A page that happens to be a number is still a text.
        (Ok(value), _) if !declared_otherwise || value.is_object() || value.is_array() => {
            Content::Json(replaced(spec, value))
        }
        (_, Ok(text)) => Content::Text(laid_out(text)),
        (_, Err(_)) => {
            let digest: String = Sha256::digest(&response.body).iter().map(|byte| format!("{byte:02x}")).collect();
            Content::Bytes(format!("{} bytes, sha256 {digest}", response.body.len()))
        }
    }
}

/// A text as it is recorded: line breaks are those of Unix, however many carriage returns stand before them, so that what
/// is read again is the same; and nothing blank is at its end.
pub fn laid_out(text: &str) -> String {
    let mut lines = text.trim_end().split('\n').peekable();
    let mut laid_out = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        match lines.peek() {
            Some(_) => {
                laid_out.push_str(line.trim_end_matches('\r'));
                laid_out.push('\n');
            }
            None => laid_out.push_str(line),
        }
    }
    laid_out
}

/// JSON as it is recorded: keys sorted, numbers as written.
pub fn pretty(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    format!("{value:#}")
}

/// JSON with the values that are not recorded replaced, as a snapshot's specification says.
pub fn replaced<'v>(spec: &SnapshotSpec, value: &'v Value) -> Cow<'v, Value> {
    if spec.redact.is_empty() && spec.alias.is_empty() {
        return Cow::Borrowed(value);
    }
    let mut value = value.clone();
    for (path, text) in &spec.redact {
        for (pointer, _) in owned(path.located(&value)) {
            put(&mut value, &pointer, text.clone());
        }
    }
    // Numbers are given in the order of the record, which sorts keys.
    value.sort_all_objects();
    let mut numbers: HashMap<String, HashMap<String, usize>> = HashMap::new();
    for path in &spec.alias {
        for (pointer, text) in owned(path.located(&value)) {
            let name = name_of(&pointer);
            let known = numbers.entry(name.clone()).or_default();
            let next = known.len() + 1;
            let number = *known.entry(text).or_insert(next);
            put(&mut value, &pointer, format!("{name}#{number}"));
        }
    }
    Cow::Owned(value)
}

/// The same for a shape. What a contract knows of a value says nothing of the text that stands in for it. Only plain
/// paths can be followed in a shape; what others select stays as it was seen.
pub fn replace_in_shape(spec: &SnapshotSpec, shape: &mut Shape) {
    let text = |text: String| Shape::infer(&Value::String(text));
    for (path, stand_in) in &spec.redact {
        if let Some(path) = steps(path.as_str()) {
            shape.put(&path, &text(stand_in.clone()));
        }
    }
    for path in spec.alias.iter().filter_map(|path| steps(path.as_str())) {
        let name = name_of_steps(&path);
        shape.put(&path, &text(format!("{name}#1")).union(text(format!("{name}#2"))));
    }
}

/// The key nearest to the places that a plain path selects, by which they are called when they are replaced.
pub fn name_of_steps(path: &[PathStep]) -> &str {
    let key = path.iter().rev().find_map(|step| match step {
        PathStep::Key(key) => Some(key.as_str()).filter(|key| key.parse::<usize>().is_err()),
        PathStep::Every => None,
    });
    key.unwrap_or("value")
}

fn owned(located: Vec<(String, &Value)>) -> Vec<(String, String)> {
    located.into_iter().map(|(pointer, value)| (pointer, value.to_string())).collect()
}

/// A place inside one that was replaced is gone.
fn put(value: &mut Value, pointer: &str, text: String) {
    if let Some(place) = value.pointer_mut(pointer) {
        *place = Value::String(text);
    }
}

/// The key nearest to a place: `id` for `/items/0/id`, and for `/ids/0` `ids`.
fn name_of(pointer: &str) -> String {
    let token = pointer.rsplit('/').find(|token| !token.is_empty() && token.parse::<usize>().is_err());
    token.unwrap_or("value").replace("~1", "/").replace("~0", "~")
}
