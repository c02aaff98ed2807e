//! What is gone in one place and has come in another: the same value was moved.

use std::collections::HashMap;

use crate::value::change::draft::{Draft, Side, What};
use crate::value::change::tree::Tree;
use crate::value::json;

/// What a value has to say to be known by it in another place.
pub(super) const TELLING: u32 = 6;

/// Which drafts are about the same value, first that which tells it gone. There is exactly one of either kind: what is
/// there twice proves nothing.
pub(super) fn moved(trees: (&Tree<'_>, &Tree<'_>), drafts: &[Draft<'_>], open: &[usize]) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u64, Seen> = HashMap::new();
    for at in open {
        let draft = &drafts[*at];
        match (draft.what, &draft.was, &draft.is) {
            (What::Removed(_), Some(was), _) => {
                seen.entry(trees.0.digest(was.node)).or_default().gone.see(*at);
            }
            (What::Added(_), _, Some(is)) => seen.entry(trees.1.digest(is.node)).or_default().come.see(*at),
            _ => {}
        }
    }
    let mut pairs: Vec<(usize, usize)> = seen.into_values().filter_map(Seen::pair).collect();
    pairs.retain(|(gone, come)| match (&drafts[*gone].was, &drafts[*come].is) {
        // From one element of a list to the next is no move that readers would know of.
        (Some(was), Some(is)) => was.spot.path != is.spot.path && is_same(was, is),
        _ => false,
    });
    pairs
}

fn is_same(was: &Side<'_>, is: &Side<'_>) -> bool {
    json::equal(was.value, is.value)
}

/// The drafts of one value.
#[derive(Default)]
struct Seen {
    gone: Sole,
    come: Sole,
}

impl Seen {
    fn pair(self) -> Option<(usize, usize)> {
        match (self.gone, self.come) {
            (Sole::One(gone), Sole::One(come)) => Some((gone, come)),
            _ => None,
        }
    }
}

/// Whether there is one of a kind, and which.
#[derive(Clone, Copy, Default)]
pub(super) enum Sole {
    #[default]
    None,
    One(usize),
    Many,
}

impl Sole {
    pub(super) fn see(&mut self, at: usize) {
        *self = if matches!(self, Sole::None) { Sole::One(at) } else { Sole::Many };
    }
}
