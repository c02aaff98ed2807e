//! By which of their keys the elements of two lists are known: `id` and its like.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Names of keys that tell elements apart, the likeliest first.
const NAMES: [&str; 12] =
    ["id", "_id", "uuid", "guid", "key", "code", "slug", "sku", "reference", "number", "name", "label"];
/// Ends of such names, without marks and in lower case.
const ENDS: [&str; 6] = ["id", "uuid", "key", "code", "slug", "number"];
/// How many keys are tried.
const MAX_TRIED: usize = 8;

/// Which elements of two lists are the same because they have the same id: positions in the old and in the new list, in
/// the order of the old one. `None` when no key tells the elements of both lists apart.
pub(super) fn same_ids(old: &[&Value], new: &[&Value]) -> Option<Vec<(usize, usize)>> {
    let (old, new) = (objects(old)?, objects(new)?);
    let smaller = old.len().min(new.len());
    let mut best: Option<Vec<(usize, usize)>> = None;
    for key in candidates(old.first()?) {
        let Some(pairs) = by_key(key, &old, &new) else { continue };
        if pairs.len() * 2 >= smaller {
            return Some(pairs);
        }
        // A key of which hardly any value is known is likely made up for each answer.
        if best.as_ref().map_or(0, Vec::len) < pairs.len() {
            best = Some(pairs);
        }
    }
    best
}

fn objects<'v>(elements: &[&'v Value]) -> Option<Vec<&'v Map<String, Value>>> {
    elements.iter().map(|element| element.as_object()).collect()
}

fn candidates(element: &Map<String, Value>) -> Vec<&str> {
    let mut ranked: Vec<(usize, &str)> = element.keys().filter_map(|key| Some((rank(key)?, key.as_str()))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, key)| key).take(MAX_TRIED).collect()
}

fn rank(key: &str) -> Option<usize> {
    let lower = key.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == lower).or_else(|| {
        let is_end = |end: &str| {
            let marked = lower.strip_suffix(end).is_some_and(|start| start.ends_with(['_', '-', '.']));
            // `clientId`, but not `paid`.
            let humped = key.len() > end.len()
                && key.is_char_boundary(key.len() - end.len())
                && key[key.len() - end.len()..].starts_with(|first: char| first.is_ascii_uppercase())
                && lower.ends_with(end);
            marked || humped
        };
        ENDS.iter().position(|end| is_end(end)).map(|rank| NAMES.len() + rank)
    })
}

fn by_key(key: &str, old: &[&Map<String, Value>], new: &[&Map<String, Value>]) -> Option<Vec<(usize, usize)>> {
    let (old, new) = (ids(key, old)?, ids(key, new)?);
    let mut pairs: Vec<_> = old.iter().filter_map(|(id, at)| Some((*at, *new.get(id)?))).collect();
    pairs.sort_unstable();
    Some(pairs)
}

/// `None` unless every element has the key, with a text or a number that no other element has. An id may turn from a
/// number into a text and is still the same.
fn ids<'v>(key: &str, elements: &[&'v Map<String, Value>]) -> Option<HashMap<&'v str, usize>> {
    let mut ids = HashMap::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        let id = match element.get(key)? {
            Value::String(text) if !text.is_empty() => text.as_str(),
            Value::Number(number) => number.as_str(),
            _ => return None,
        };
        if ids.insert(id, at).is_some() {
            return None;
        }
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{rank, same_ids};

    fn same(old: Value, new: Value) -> Option<Vec<(usize, usize)>> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let (old, new) = (list(&old), list(&new));
        same_ids(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>())
    }

    #[test]
    fn an_id_is_the_same_as_a_number_and_as_a_text() {
        assert_eq!(same(json!([{"id": 1}, {"id": 2}]), json!([{"id": "2"}, {"id": "3"}])), Some(vec![(1, 0)]));
    }

    #[test]
    fn a_key_that_does_not_tell_all_elements_apart_is_no_id() {
        assert_eq!(same(json!([{"name": "a"}, {"name": "a"}]), json!([{"name": "a"}])), None);
        assert_eq!(same(json!([{"id": 1}]), json!([{"id": 1}, {"name": "a"}])), None);
        assert_eq!(same(json!([{"id": null}]), json!([{"id": null}])), None);
        assert_eq!(same(json!([{"id": 1}]), json!(["a"])), None);
    }

    #[test]
    fn ids_made_up_for_each_answer_give_way_to_a_name_that_stays() {
        let old = json!([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}, {"id": 3, "name": "c"}]);
        let new = json!([{"id": 3, "name": "a"}, {"id": 5, "name": "b"}, {"id": 6, "name": "c"}]);
        assert_eq!(same(old, new), Some(vec![(0, 0), (1, 1), (2, 2)]));
    }

    #[test]
    fn names_of_ids_are_told_from_words_that_end_alike() {
        assert!(["id", "ID", "custom_field_id", "clientId", "order-number"].iter().all(|key| rank(key).is_some()));
        assert!(["paid", "monkey", "price", "position", "grid"].iter().all(|key| rank(key).is_none()));
        assert!(rank("id") < rank("name") && rank("name") < rank("client_id"));
    }
}
