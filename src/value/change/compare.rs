//! Two JSON values held against each other: what changed, and what either would be with only some of the changes.

use serde_json::{Map, Value};

use crate::value::change::model::{Change, Class, Kind, Place};
use crate::value::json::{self, excerpt, push_token};

/// How much of a value is shown in a change.
const EXCERPT: usize = 60;

/// Two JSON values, and what changed from the old one to the new one.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What changed, in the order of the documents. An index into it names a change.
    pub changes: Vec<Change>,
    root: Part,
}

/// A value, in which parts depend on whether a change is taken.
#[derive(Clone, Debug)]
enum Part {
    /// The same in both.
    Same(Value),
    /// Either the old or the new; nothing for what is not there.
    Either { change: usize, old: Option<Value>, new: Option<Value> },
    /// Keys.
    Object(Vec<(String, Part)>),
    /// Elements.
    Array(Vec<Part>),
}

impl Comparison {
    /// Compares two values. Equal ones have no changes.
    pub fn of(old: &Value, new: &Value) -> Comparison {
        let mut walk = Walk { path: "$".into(), pointer: String::new(), changes: Vec::new() };
        let root = walk.value(old, new);
        Comparison { changes: walk.changes, root }
    }

    /// The value with the changes that `is_taken` names by their index: the new value with all of them, the old one
    /// with none.
    pub fn select(&self, is_taken: impl Fn(usize) -> bool) -> Value {
        take(&self.root, &is_taken).unwrap_or(Value::Null)
    }
}

fn take(part: &Part, is_taken: &dyn Fn(usize) -> bool) -> Option<Value> {
    match part {
        Part::Same(value) => Some(value.clone()),
        Part::Either { change, old, new } => {
            if is_taken(*change) {
                new.clone()
            } else {
                old.clone()
            }
        }
        Part::Object(parts) => {
            let entries = parts.iter().filter_map(|(key, part)| Some((key.clone(), take(part, is_taken)?)));
            Some(Value::Object(entries.collect()))
        }
        Part::Array(parts) => Some(Value::Array(parts.iter().filter_map(|part| take(part, is_taken)).collect())),
    }
}

struct Walk {
    path: String,
    pointer: String,
    changes: Vec<Change>,
}

impl Walk {
    fn value(&mut self, old: &Value, new: &Value) -> Part {
        match (old, new) {
            _ if json::equal(old, new) => Part::Same(old.clone()),
            (Value::Object(old), Value::Object(new)) => self.object(old, new),
            (Value::Array(old), Value::Array(new)) => self.array(old, new),
            _ => self.either(Some(old), Some(new)),
        }
    }

    fn object(&mut self, old: &Map<String, Value>, new: &Map<String, Value>) -> Part {
        let mut parts = Vec::new();
        for (key, value) in old {
            let part = self.below(key, &format!(".{key}"), |walk| match new.get(key) {
                Some(now) => walk.value(value, now),
                None => walk.either(Some(value), None),
            });
            parts.push((key.clone(), part));
        }
        for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
            parts.push((key.clone(), self.below(key, &format!(".{key}"), |walk| walk.either(None, Some(value)))));
        }
        Part::Object(parts)
    }

    fn array(&mut self, old: &[Value], new: &[Value]) -> Part {
        let longest = old.len().max(new.len());
        let pair = |index: usize| (old.get(index), new.get(index));
        let parts = (0..longest).map(pair).enumerate().map(|(index, pair)| {
            self.below(&index.to_string(), "[*]", |walk| match pair {
                (Some(old), Some(new)) => walk.value(old, new),
                (old, new) => walk.either(old, new),
            })
        });
        Part::Array(parts.collect())
    }

    fn either(&mut self, old: Option<&Value>, new: Option<&Value>) -> Part {
        let (class, kind) = match (old, new) {
            (_, None) => (Class::Breaking, Kind::Removed),
            (None, _) => (Class::Additive, Kind::Added),
            (Some(old), Some(new)) if json::type_name(old) != json::type_name(new) => (Class::Breaking, Kind::Type),
            _ => (Class::Value, Kind::Value),
        };
        let words = |value: Option<&Value>| match (value, kind) {
            (None, _) => String::new(),
            (Some(value), Kind::Value) => excerpt(value, EXCERPT),
            (Some(value), _) => json::type_name(value).to_owned(),
        };
        let place =
            |value: Option<&Value>| value.map(|value| Place { pointer: self.pointer.clone(), value: value.clone() });
        let change = Change {
            class,
            kind,
            path: self.path.clone(),
            from: words(old),
            to: words(new),
            was: place(old),
            is: place(new),
        };
        self.changes.push(change);
        Part::Either { change: self.changes.len() - 1, old: old.cloned(), new: new.cloned() }
    }

    fn below(&mut self, token: &str, step: &str, visit: impl FnOnce(&mut Walk) -> Part) -> Part {
        let (path, pointer) = (self.path.len(), self.pointer.len());
        self.path.push_str(step);
        push_token(&mut self.pointer, token);
        let part = visit(self);
        self.path.truncate(path);
        self.pointer.truncate(pointer);
        part
    }
}
