//! Keys of an object that have another name in the next version of its shape.

use std::collections::BTreeMap;

use crate::value::shape::model::{Field, Fields, Shape};

/// The old keys that are gone, or may be absent now, and the new key that each of them became: it has the same shape, and
/// either the shape is so rich or the names are so much alike that this is no accident.
///
/// Of several keys with the same shape, one that only spells its name in another way comes first. Where nothing tells
/// which of them became which, none did: they were removed and added.
pub(super) fn renamed(old: &Fields, new: &Fields) -> BTreeMap<String, String> {
    let is_leaving = |key: &String, was: &Field| match new.known.get(key) {
        None => true,
        Some(is) => !was.optional && is.optional,
    };
    // Where the old name is still there, what is under it now counts.
    let mut gone: Vec<(&String, &Shape)> = old
        .known
        .iter()
        .filter(|(key, was)| is_leaving(key, was))
        .map(|(key, was)| (key, new.known.get(key).map_or(&was.shape, |is| &is.shape)))
        .collect();
    let mut came: Vec<(&String, &Shape)> =
        new.known.iter().filter(|(key, _)| !old.known.contains_key(*key)).map(|(key, is)| (key, &is.shape)).collect();
    let mut pairs = BTreeMap::new();
    // A name that is spelt in another way tells more than a shape that other keys may have as well.
    gone.retain(|(key, shape)| {
        let at = came.iter().position(|(name, other)| other == shape && plain(name) == plain(key));
        let name = at.map(|at| came.remove(at).0.clone());
        pairs.extend(name.map(|name| ((*key).clone(), name)));
        at.is_none()
    });
    for (key, shape) in gone.iter().filter(|(_, shape)| is_rich(shape)) {
        let named = |list: &[(&String, &Shape)]| list.iter().filter(|(_, other)| other == shape).count();
        if named(&gone) == 1
            && named(&came) == 1
            && let Some((name, _)) = came.iter().find(|(_, other)| other == shape)
        {
            pairs.insert((*key).clone(), (*name).clone());
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
