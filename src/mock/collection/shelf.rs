//! Where things are kept in the state: `/collections/<path>/items/<id>` and `/documents/<path>`, so that rules see them,
//! a state file shows them, and `state` of `mocks/<api>.yaml` can begin with some.

use std::sync::Arc;

use crate::mock::state::tree::{Fields, Tree, WriteError};

/// The key of collections in the state, by their path.
pub const COLLECTIONS: &str = "collections";
/// The key of single documents in the state, by their path.
pub const DOCUMENTS: &str = "documents";
/// The key of a collection's things, by their id.
pub const ITEMS: &str = "items";
/// The key of the number that the next thing of a collection gets.
pub const NEXT: &str = "next";

/// A change of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a value at a place.
    Put(Vec<String>, Tree),
    /// Removes what is at a place.
    Remove(Vec<String>),
}

/// Makes changes, in order.
pub fn apply(state: &mut Tree, edits: Vec<Edit>) -> Result<(), WriteError> {
    for edit in edits {
        match edit {
            Edit::Put(tokens, value) => state.set(&tokens, value)?,
            Edit::Remove(tokens) => state.delete(&tokens),
        }
    }
    Ok(())
}

/// The things of a collection; none when it was not written yet. A list of things is taken, too, since people write it.
pub fn things(state: &Tree, key: &str, id_property: Option<&str>) -> Option<Arc<Fields>> {
    match state.get(COLLECTIONS)?.get(key)?.get(ITEMS)? {
        Tree::Map(fields) => Some(fields.clone()),
        Tree::List(list) => {
            let id = |(index, thing): (usize, &Tree)| match id_property.and_then(|id| thing.get(id)) {
                Some(id) => text(id),
                None => (index + 1).to_string(),
            };
            let things = list.0.iter().enumerate().map(|(index, thing)| (id((index, thing)).into(), thing.clone()));
            Some(Arc::new(Fields(things.collect())))
        }
        _ => None,
    }
}

/// Whether the things of a collection are in the state by their ids, ready to be written.
pub fn is_kept(state: &Tree, key: &str) -> bool {
    let items = state.get(COLLECTIONS).and_then(|all| all.get(key)).and_then(|kept| kept.get(ITEMS));
    matches!(items, Some(Tree::Map(_)))
}

/// The number that the next thing of a collection gets, when that was written down.
pub fn next(state: &Tree, key: &str) -> Option<u64> {
    match state.get(COLLECTIONS)?.get(key)?.get(NEXT)? {
        Tree::Number(number) => number.as_u64(),
        _ => None,
    }
}

/// A single document; `Some(Tree::Null)` when it was deleted, none when it was not written yet.
pub fn document<'t>(state: &'t Tree, key: &str) -> Option<&'t Tree> {
    state.get(DOCUMENTS)?.get(key)
}

/// The place of a collection, or of what is in it.
pub fn place(key: &str, inner: &[&str]) -> Vec<String> {
    [COLLECTIONS, key].iter().chain(inner).map(|&token| token.to_owned()).collect()
}

/// What goes when a thing goes: whatever is kept below its path.
pub fn below(state: &Tree, path: &str) -> Vec<Edit> {
    let within = format!("{path}/");
    let kept = |kind: &'static str| {
        let keys: Vec<Arc<str>> = match state.get(kind) {
            Some(Tree::Map(fields)) => fields.0.keys().cloned().collect(),
            _ => Vec::new(),
        };
        keys.into_iter().map(move |key| (kind, key))
    };
    let inner = kept(COLLECTIONS).chain(kept(DOCUMENTS)).filter(|(_, key)| key.starts_with(&within));
    inner.map(|(kind, key)| Edit::Remove(vec![kind.to_owned(), key.to_string()])).collect()
}

/// An id as the text that stands for it in paths.
pub fn text(id: &Tree) -> String {
    match id {
        Tree::Text(text) => text.to_string(),
        other => other.to_json().to_string(),
    }
}
