//! How the template engine sees a state, and how what it yields becomes one.

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectExt, ObjectRepr, Value, ValueKind};
use serde_json::Number;

use crate::mock::state::tree::{Fields, List, Tree};

/// A tree as templates see it; maps and lists are shared, not copied.
pub fn to_value(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::from(()),
        Tree::Bool(value) => Value::from(*value),
        Tree::Number(number) => number_value(number),
        Tree::Text(text) => Value::from(text),
        Tree::List(list) => Value::from_dyn_object(list.clone()),
        Tree::Map(fields) => Value::from_dyn_object(fields.clone()),
    }
}

/// What a template yielded, as a tree. Undefined is an error, since it would be nothing that was meant.
pub fn to_tree(value: &Value) -> Result<Tree, String> {
    if let Some(fields) = value.downcast_object::<Fields>() {
        return Ok(Tree::Map(fields));
    }
    if let Some(list) = value.downcast_object::<List>() {
        return Ok(Tree::List(list));
    }
    match value.kind() {
        ValueKind::Undefined => Err("undefined".into()),
        ValueKind::None => Ok(Tree::Null),
        ValueKind::Bool => Ok(Tree::Bool(value.is_true())),
        ValueKind::Number => number_tree(value),
        ValueKind::String => Ok(Tree::Text(value.to_str().unwrap_or_default())),
        ValueKind::Seq | ValueKind::Iterable => {
            let elements: Result<Vec<Tree>, String> = iterate(value)?.map(|element| to_tree(&element)).collect();
            Ok(Tree::List(Arc::new(List(elements?))))
        }
        ValueKind::Map => {
            let mut fields = Fields::default();
            for key in iterate(value)? {
                let item = value.get_item(&key).map_err(|error| explain(&error))?;
                fields.0.insert(text_of(&key).as_ref().into(), to_tree(&item)?);
            }
            Ok(Tree::Map(Arc::new(fields)))
        }
        kind => Err(format!("a value of kind {kind} is no JSON")),
    }
}

/// A value as text: strings as they are, everything else as JSON.
pub fn text_of(value: &Value) -> Cow<'_, str> {
    match (value.as_str(), value.kind()) {
        (Some(text), _) => Cow::Borrowed(text),
        // Numbers print as JSON does, and `True` is Python's.
        (None, ValueKind::Number) => Cow::Owned(value.to_string()),
        (None, _) => {
            Cow::Owned(to_tree(value).ok().and_then(|tree| serde_json::to_string(&tree).ok()).unwrap_or_default())
        }
    }
}

fn iterate(value: &Value) -> Result<impl Iterator<Item = Value>, String> {
    value.try_iter().map_err(|error| explain(&error))
}

fn number_value(number: &Number) -> Value {
    if let Some(value) = number.as_i64() {
        return Value::from(value);
    }
    match number.as_str().parse::<i128>() {
        Ok(value) => Value::from(value),
        Err(_) => Value::from(number.as_f64().unwrap_or(f64::NAN)),
    }
}

fn number_tree(value: &Value) -> Result<Tree, String> {
    if let Some(value) = value.as_i64() {
        return Ok(Tree::Number(value.into()));
    }
    let number = match i128::try_from(value.clone()) {
        Ok(integer) if value.is_integer() => integer.to_string().parse().ok(),
        _ => f64::try_from(value.clone()).ok().and_then(Number::from_f64),
    };
    number.map(Tree::Number).ok_or_else(|| format!("{value} is no JSON number"))
}

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(text_of(key).as_ref()).map(to_value)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.get(key).map(to_value)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.mapped_enumerator(|fields| Box::new(fields.0.keys().map(Value::from)))
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        Some(self.0.len())
    }
}

impl Object for List {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_usize()?).map(to_value)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

/// What the engine says about a failure, in one line.
pub fn explain(error: &minijinja::Error) -> String {
    match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}
