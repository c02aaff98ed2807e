//! Keys of an object that have another name in the next version of its shape.

use std::collections::BTreeMap;

use crate::value::shape::model::{Field, Fields, Shape};

/// The old keys that are gone, or may be absent now, and the new key that each of them became: it has the same shape, and
/// either the shape is so rich or the names are so much alike that this is no accident.
///
/// Keys are paired in alphabetical order. So the pairs stay the same when one of them, or any other change, was taken.
pub(super) fn renamed(old: &Fields, new: &Fields) -> BTreeMap<String, String> {
    let is_leaving = |key: &String, was: &Field| match new.known.get(key) {
        None => true,
        Some(is) => !was.optional && is.optional,
    };
    let mut came: Vec<(&String, &Shape)> =
        new.known.iter().filter(|(key, _)| !old.known.contains_key(*key)).map(|(key, is)| (key, &is.shape)).collect();
    let mut pairs = BTreeMap::new();
    for (key, was) in old.known.iter().filter(|(key, was)| is_leaving(key, was)) {
        // Where the old name is still there, what is under it now counts.
        let shape = new.known.get(key).map_or(&was.shape, |is| &is.shape);
        let same = |(name, other): &(&String, &Shape)| *other == shape && (is_rich(shape) || plain(name) == plain(key));
        if let Some(at) = came.iter().position(same) {
            pairs.insert(key.clone(), came.remove(at).0.clone());
        }
    }
    pairs
}

/// Whether two keys hardly have the same shape by accident.
fn is_rich(shape: &Shape) -> bool {
    let below = |shape: &Option<Box<Shape>>| shape.as_deref().is_some_and(is_rich);
    shape.object.as_ref().is_some_and(|fields| fields.known.len() >= 2)
        || below(&shape.array)
        || shape.string.as_ref().is_some_and(|strings| strings.values.len() >= 2 || below(&strings.json))
}

/// A name without what only its spelling adds: `createdAt`, `created_at` and `CREATED-AT` are the same.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
