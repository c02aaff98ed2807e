//! Changes of a thing: by merging (RFC 7396), and by JSON Patch (RFC 6902).

use serde_json::{Map, Value as Json};

use crate::contract::place::unescape;
use crate::value::json::equal;

/// What `null` means in an object that is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// The member goes, as RFC 7396 has it.
    Removes,
    /// It is a value as any other.
    IsAValue,
}

/// Merges `changes` into `target`, deeply.
pub fn merge(target: &mut Map<String, Json>, changes: &Map<String, Json>, null: Null) {
    for (name, change) in changes {
        match (target.get_mut(name), change) {
            (_, Json::Null) if null == Null::Removes => {
                target.shift_remove(name);
            }
            (Some(Json::Object(inner)), Json::Object(changes)) => merge(inner, changes, null),
            (_, Json::Object(changes)) => {
                let mut inner = Map::new();
                merge(&mut inner, changes, null);
                target.insert(name.clone(), Json::Object(inner));
            }
            _ => {
                target.insert(name.clone(), change.clone());
            }
        }
    }
}

/// Applies the operations of a JSON Patch. The error says which one cannot be done, and why.
pub fn patch(mut target: Json, operations: &Json) -> Result<Json, String> {
    let operations = operations.as_array().ok_or("a JSON Patch is a list of operations")?;
    for (index, operation) in operations.iter().enumerate() {
        step(&mut target, operation).map_err(|why| format!("operation {index}: {why}"))?;
    }
    Ok(target)
}

fn step(target: &mut Json, operation: &Json) -> Result<(), String> {
    let text = |key: &str| operation.get(key).and_then(Json::as_str).ok_or_else(|| format!("it has no `{key}`"));
    let value = || operation.get("value").cloned().ok_or_else(|| "it has no `value`".to_owned());
    let path = text("path")?;
    match text("op")? {
        "add" => add(target, path, value()?),
        "remove" => remove(target, path).map(|_| ()),
        "replace" => {
            *target.pointer_mut(path).ok_or_else(|| missing(path))? = value()?;
            Ok(())
        }
        "move" => {
            let moved = remove(target, text("from")?)?;
            add(target, path, moved)
        }
        "copy" => {
            let from = text("from")?;
            let copied = target.pointer(from).cloned().ok_or_else(|| missing(from))?;
            add(target, path, copied)
        }
        "test" => {
            let found = target.pointer(path).ok_or_else(|| missing(path))?;
            if equal(found, &value()?) { Ok(()) } else { Err(format!("{path} is another value")) }
        }
        other => Err(format!("`{other}` is no operation")),
    }
}

fn add(target: &mut Json, path: &str, value: Json) -> Result<(), String> {
    let Some((parent, last)) = path.rsplit_once('/') else {
        *target = value;
        return Ok(());
    };
    match target.pointer_mut(parent) {
        Some(Json::Object(members)) => {
            members.insert(unescape(last).into_owned(), value);
            Ok(())
        }
        Some(Json::Array(elements)) => {
            let index = if last == "-" { Some(elements.len()) } else { last.parse().ok() };
            let index = index.filter(|&index| index <= elements.len()).ok_or_else(|| missing(path))?;
            elements.insert(index, value);
            Ok(())
        }
        _ => Err(missing(path)),
    }
}

fn remove(target: &mut Json, path: &str) -> Result<Json, String> {
    let (parent, last) = path.rsplit_once('/').ok_or("the whole cannot be removed")?;
    let removed = match target.pointer_mut(parent) {
        Some(Json::Object(members)) => members.shift_remove(unescape(last).as_ref()),
        Some(Json::Array(elements)) => {
            let index = last.parse().ok().filter(|&index: &usize| index < elements.len());
            index.map(|index| elements.remove(index))
        }
        _ => None,
    };
    removed.ok_or_else(|| missing(path))
}

fn missing(path: &str) -> String {
    format!("there is nothing at {path}")
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value as Json, json};

    use super::{Null, merge, patch};

    fn merged(target: Json, changes: Json, null: Null) -> Json {
        let (Json::Object(mut target), Json::Object(changes)) = (target, changes) else { panic!("objects") };
        merge(&mut target, &changes, null);
        Json::Object(target)
    }

    #[test]
    fn merging_is_deep_and_null_is_what_it_is_said_to_be() {
        let before = json!({ "a": { "b": 1, "c": 2 }, "d": [1], "e": 1 });
        let changes = json!({ "a": { "b": null, "x": { "y": null, "z": 1 } }, "d": [2], "e": null });
        assert_eq!(
            merged(before.clone(), changes.clone(), Null::Removes),
            json!({ "a": { "c": 2, "x": { "z": 1 } }, "d": [2] })
        );
        assert_eq!(
            merged(before, changes, Null::IsAValue),
            json!({ "a": { "b": null, "c": 2, "x": { "y": null, "z": 1 } }, "d": [2], "e": null })
        );
        assert_eq!(
            merged(json!({}), json!({ "a": 1 }), Null::Removes),
            Json::Object(Map::from_iter([("a".into(), 1.into())]))
        );
    }

    #[test]
    fn every_operation_of_a_json_patch_is_known() {
        let target = json!({ "a": 1, "l": [1, 2], "o/p": { "x": 1 } });
        let operations = json!([
            { "op": "test", "path": "/a", "value": 1.0 }, { "op": "replace", "path": "/a", "value": 2 },
            { "op": "add", "path": "/l/-", "value": 3 }, { "op": "add", "path": "/l/0", "value": 0 },
            { "op": "remove", "path": "/l/1" }, { "op": "move", "from": "/o~1p/x", "path": "/y" },
            { "op": "copy", "from": "/y", "path": "/o~1p/z" }
        ]);
        assert_eq!(patch(target, &operations), Ok(json!({ "a": 2, "l": [0, 2, 3], "o/p": { "z": 1 }, "y": 1 })));
    }

    #[test]
    fn what_cannot_be_patched_is_told() {
        let failed = |operation: Json| patch(json!({ "a": [1] }), &json!([operation])).unwrap_err();
        assert_eq!(failed(json!({ "op": "remove", "path": "/x" })), "operation 0: there is nothing at /x");
        assert_eq!(failed(json!({ "op": "add", "path": "/a/5", "value": 1 })), "operation 0: there is nothing at /a/5");
        assert_eq!(failed(json!({ "op": "test", "path": "/a/0", "value": 2 })), "operation 0: /a/0 is another value");
        assert_eq!(failed(json!({ "op": "jump", "path": "" })), "operation 0: `jump` is no operation");
        assert_eq!(patch(json!({}), &json!({})).unwrap_err(), "a JSON Patch is a list of operations");
    }
}
