//! The state of a mock: a JSON document whose parts are shared until they are written.
//!
//! A session starts as a copy of the initial document, and most sessions never write. Cloning a tree therefore copies
//! one pointer, a write copies only the way down to its place, and templates look into a tree without converting it.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value as Json};

/// A JSON value with shared parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, its digits as written.
    Number(Number),
    /// A string.
    Text(Arc<str>),
    /// An array.
    List(Arc<List>),
    /// An object, its keys in the order they were first written.
    Map(Arc<Fields>),
}

/// The elements of an array.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List(pub Vec<Tree>);

/// The members of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(pub IndexMap<Arc<str>, Tree>);

/// Why a write has no place to go. The rule that asks for it is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A token leads into a string, a number and so on.
    #[error("`{0}` leads into {1}, which has no members")]
    NotAContainer(String, &'static str),
    /// A token for an array is neither an index up to its length nor `-`.
    #[error("`{0}` is no index of an array with {1} elements")]
    NoIndex(String, usize),
    /// The target of `append` is no array.
    #[error("{0} cannot be appended to")]
    NotAList(&'static str),
    /// The target or the value of `merge` is no object.
    #[error("only objects can be merged, and this is {0}")]
    NotAMap(&'static str),
}

impl Tree {
    /// An object without members.
    pub fn empty_map() -> Tree {
        Tree::Map(Arc::default())
    }

    /// The member or element that a token of a JSON Pointer names.
    pub fn get(&self, token: &str) -> Option<&Tree> {
        match self {
            Tree::Map(fields) => fields.0.get(token),
            Tree::List(list) => list.0.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Puts a value at a place, creating missing objects on the way; `-` stands for the end of an array.
    pub fn set(&mut self, tokens: &[String], value: Tree) -> Result<(), WriteError> {
        *self.place(tokens)? = value;
        Ok(())
    }

    /// Merges an object into the one at a place, deeply; what is no object is replaced, and `null` is a value.
    pub fn merge(&mut self, tokens: &[String], value: Tree) -> Result<(), WriteError> {
        if !matches!(value, Tree::Map(_)) {
            return Err(WriteError::NotAMap(value.kind()));
        }
        match self.place(tokens)? {
            place @ Tree::Map(_) => place.overlay(value),
            place @ Tree::Null => *place = value,
            other => return Err(WriteError::NotAMap(other.kind())),
        }
        Ok(())
    }

    /// Adds an element to the array at a place, creating it when it is missing.
    pub fn append(&mut self, tokens: &[String], value: Tree) -> Result<(), WriteError> {
        match self.place(tokens)? {
            Tree::List(list) => Arc::make_mut(list).0.push(value),
            place @ Tree::Null => *place = Tree::List(Arc::new(List(vec![value]))),
            other => return Err(WriteError::NotAList(other.kind())),
        }
        Ok(())
    }

    /// Removes what is at a place; nothing happens when nothing is there.
    pub fn delete(&mut self, tokens: &[String]) {
        let Some((last, parents)) = tokens.split_last() else {
            *self = Tree::Null;
            return;
        };
        if parents.iter().try_fold(&*self, |tree, token| tree.get(token)).and_then(|tree| tree.get(last)).is_none() {
            return;
        }
        match self.place(parents) {
            Ok(Tree::Map(fields)) => {
                Arc::make_mut(fields).0.shift_remove(last.as_str());
            }
            Ok(Tree::List(list)) => {
                if let Ok(index) = last.parse::<usize>() {
                    Arc::make_mut(list).0.remove(index);
                }
            }
            _ => {}
        }
    }

    /// The same as plain JSON.
    pub fn to_json(&self) -> Json {
        match self {
            Tree::Null => Json::Null,
            Tree::Bool(value) => Json::Bool(*value),
            Tree::Number(number) => Json::Number(number.clone()),
            Tree::Text(text) => Json::String(text.to_string()),
            Tree::List(list) => Json::Array(list.0.iter().map(Tree::to_json).collect()),
            Tree::Map(fields) => {
                Json::Object(fields.0.iter().map(|(key, value)| (key.to_string(), value.to_json())).collect())
            }
        }
    }

    /// The value's kind, in words: "an object".
    pub fn kind(&self) -> &'static str {
        match self {
            Tree::Null => "null",
            Tree::Bool(_) => "a boolean",
            Tree::Number(_) => "a number",
            Tree::Text(_) => "a string",
            Tree::List(_) => "an array",
            Tree::Map(_) => "an object",
        }
    }

    /// The place that the tokens lead to, made if it is missing.
    fn place(&mut self, tokens: &[String]) -> Result<&mut Tree, WriteError> {
        let mut tree = self;
        for token in tokens {
            if matches!(tree, Tree::Null) {
                *tree = Tree::empty_map();
            }
            tree = match tree {
                Tree::Map(fields) => Arc::make_mut(fields).0.entry(token.as_str().into()).or_insert(Tree::Null),
                Tree::List(list) => Arc::make_mut(list).element(token)?,
                other => return Err(WriteError::NotAContainer(token.clone(), other.kind())),
            };
        }
        Ok(tree)
    }

    fn overlay(&mut self, value: Tree) {
        match (self, value) {
            (Tree::Map(fields), Tree::Map(others)) => {
                let fields = Arc::make_mut(fields);
                for (key, value) in &others.0 {
                    match fields.0.get_mut(key) {
                        Some(field) => field.overlay(value.clone()),
                        None => {
                            fields.0.insert(key.clone(), value.clone());
                        }
                    }
                }
            }
            (place, value) => *place = value,
        }
    }
}

impl List {
    fn element(&mut self, token: &str) -> Result<&mut Tree, WriteError> {
        let length = self.0.len();
        let index = if token == "-" { Some(length) } else { token.parse().ok().filter(|&index| index <= length) };
        let index = index.ok_or_else(|| WriteError::NoIndex(token.to_owned(), length))?;
        if index == length {
            self.0.push(Tree::Null);
        }
        Ok(&mut self.0[index])
    }
}

impl From<&Json> for Tree {
    fn from(json: &Json) -> Tree {
        match json {
            Json::Null => Tree::Null,
            Json::Bool(value) => Tree::Bool(*value),
            Json::Number(number) => Tree::Number(number.clone()),
            Json::String(text) => Tree::Text(text.as_str().into()),
            Json::Array(elements) => Tree::List(Arc::new(List(elements.iter().map(Tree::from).collect()))),
            Json::Object(members) => Tree::Map(Arc::new(Fields(
                members.iter().map(|(key, value)| (key.as_str().into(), Tree::from(value))).collect(),
            ))),
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Null => serializer.serialize_unit(),
            Tree::Bool(value) => serializer.serialize_bool(*value),
            Tree::Number(number) => number.serialize(serializer),
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::List(list) => serializer.collect_seq(&list.0),
            Tree::Map(fields) => serializer.collect_map(fields.0.iter().map(|(key, value)| (&**key, value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value as Json, json};

    use super::{Tree, WriteError};

    fn tokens(pointer: &str) -> Vec<String> {
        pointer.split('/').skip(1).map(str::to_owned).collect()
    }

    fn written(before: &Json, write: impl FnOnce(&mut Tree)) -> Json {
        let mut tree = Tree::from(before);
        write(&mut tree);
        serde_json::to_value(&tree).unwrap()
    }

    #[test]
    fn a_write_creates_the_objects_on_its_way() {
        let after = written(&json!({}), |tree| tree.set(&tokens("/a/b/c"), Tree::Bool(true)).unwrap());
        assert_eq!(after, json!({ "a": { "b": { "c": true } } }));
    }

    #[test]
    fn a_write_copies_its_own_way_and_shares_the_rest() {
        let before = Tree::from(&json!({ "a": { "x": 1 }, "b": { "y": [1, 2] } }));
        let mut after = before.clone();
        after.set(&tokens("/a/x"), Tree::Null).unwrap();
        assert_eq!(before.get("a").and_then(|a| a.get("x")), Some(&Tree::Number(1.into())));
        let (Some(Tree::Map(old)), Some(Tree::Map(new))) = (before.get("b"), after.get("b")) else { panic!() };
        assert!(Arc::ptr_eq(old, new));
    }

    #[test]
    fn merging_is_deep_and_keeps_nulls() {
        let after = written(&json!({ "a": { "b": { "c": 1, "d": 2 }, "e": [1] } }), |tree| {
            tree.merge(&tokens("/a"), Tree::from(&json!({ "b": { "d": null }, "e": [2], "f": 3 }))).unwrap();
        });
        assert_eq!(after, json!({ "a": { "b": { "c": 1, "d": null }, "e": [2], "f": 3 } }));
    }

    #[test]
    fn arrays_are_written_by_index_and_grow_at_their_end() {
        let after = written(&json!({ "a": [1, 2] }), |tree| {
            tree.set(&tokens("/a/0"), Tree::Null).unwrap();
            tree.append(&tokens("/a"), Tree::Bool(true)).unwrap();
            tree.append(&tokens("/new"), Tree::Bool(false)).unwrap();
            assert_eq!(tree.set(&tokens("/a/9"), Tree::Null), Err(WriteError::NoIndex("9".into(), 3)));
            assert!(tree.set(&tokens("/a/0/x/y"), Tree::Null).is_ok());
            assert!(matches!(tree.set(&tokens("/a/1/x"), Tree::Null), Err(WriteError::NotAContainer(..))));
        });
        assert_eq!(after, json!({ "a": [{ "x": { "y": null } }, 2, true], "new": [false] }));
    }

    #[test]
    fn deleting_what_is_not_there_changes_nothing() {
        let before = json!({ "a": [1, 2, 3], "b": { "c": 1, "d": 2 } });
        let after = written(&before, |tree| {
            tree.delete(&tokens("/x/y"));
            tree.delete(&tokens("/a/7"));
        });
        assert_eq!(after, before);
        let after = written(&before, |tree| {
            tree.delete(&tokens("/a/1"));
            tree.delete(&tokens("/b/c"));
        });
        assert_eq!(after, json!({ "a": [1, 3], "b": { "d": 2 } }));
    }

    #[test]
    fn numbers_keep_their_digits() {
        let json: Json = serde_json::from_str("[1.50, 12345678901234567890123]").unwrap();
        assert_eq!(serde_json::to_string(&Tree::from(&json)).unwrap(), "[1.50,12345678901234567890123]");
    }
}
