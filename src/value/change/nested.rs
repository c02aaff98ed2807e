//! What was moved into something that has come, or out of something that is gone: fields that were grouped in an object
//! of their own, or the other way round.

use std::collections::HashMap;

use serde_json::Value;

use crate::value::change::moved::{Sole, TELLING};
use crate::value::change::route::{Spot, Step};
use crate::value::change::tree::{NodeId, Tree};
use crate::value::json::{self, MAX_DEPTH};

/// Something that is gone or has come as a whole.
pub(super) struct Whole {
    pub(super) draft: usize,
    pub(super) node: NodeId,
    pub(super) spot: Spot,
}

/// Something that is part of a whole on the other side.
pub(super) struct Nested {
    /// The draft of what is a whole by itself on its side.
    pub(super) moved: usize,
    /// The draft of the whole that it is in on the other side.
    pub(super) within: usize,
    /// The positions that lead to it.
    pub(super) trail: Vec<usize>,
    pub(super) spot: Spot,
    pub(super) node: NodeId,
}

/// Which of the `movable` are parts of the `wholes` on the other side. Each is there exactly once on either side, and
/// none is a part of another.
pub(super) fn nested(movable: (&Tree<'_>, &[Whole]), wholes: (&Tree<'_>, &[Whole])) -> Vec<Nested> {
    let mut seen: HashMap<u64, Seen> = HashMap::new();
    for (at, whole) in movable.1.iter().enumerate() {
        seen.entry(movable.0.digest(whole.node)).or_default().whole.see(at);
    }
    if seen.is_empty() {
        return Vec::new();
    }
    for whole in wholes.1 {
        let mut search = Search { tree: wholes.0, trail: Vec::new() };
        search.below(whole.node, &mut |node, _| {
            if let Some(seen) = seen.get_mut(&wholes.0.digest(node)) {
                seen.places += 1;
            }
            Descend::Yes
        });
    }
    let mut found = Vec::new();
    for whole in wholes.1 {
        let mut search = Search { tree: wholes.0, trail: Vec::new() };
        search.below(whole.node, &mut |node, trail| {
            let Some(Seen { whole: Sole::One(at), places: 1 }) = seen.get(&wholes.0.digest(node)) else {
                return Descend::Yes;
            };
            let moved = &movable.1[*at];
            if !json::equal(movable.0.value(moved.node), wholes.0.value(node)) {
                return Descend::Yes;
            }
            let spot = follow(whole, wholes.0.value(whole.node), trail);
            if spot.path == moved.spot.path {
                return Descend::Yes;
            }
            found.push(Nested { moved: moved.draft, within: whole.draft, trail: trail.to_vec(), spot, node });
            Descend::No
        });
    }
    found
}

#[derive(Default)]
struct Seen {
    whole: Sole,
    places: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Descend {
    Yes,
    No,
}

struct Search<'t, 'v> {
    tree: &'t Tree<'v>,
    trail: Vec<usize>,
}

impl Search<'_, '_> {
    /// Visits everything below that says enough to be known by it.
    fn below(&mut self, node: NodeId, visit: &mut dyn FnMut(NodeId, &[usize]) -> Descend) {
        if self.trail.len() >= MAX_DEPTH {
            return;
        }
        for (position, inside) in self.tree.below(node).enumerate() {
            if self.tree.weight(inside) < TELLING {
                continue;
            }
            self.trail.push(position);
            if visit(inside, &self.trail) == Descend::Yes {
                self.below(inside, visit);
            }
            self.trail.pop();
        }
    }
}

fn follow(whole: &Whole, value: &Value, trail: &[usize]) -> Spot {
    let mut spot = whole.spot.clone();
    let mut value = Some(value);
    for position in trail {
        value = match value {
            Some(Value::Array(elements)) => {
                spot.down(Step::Element(*position));
                elements.get(*position)
            }
            Some(Value::Object(map)) => map.iter().nth(*position).map(|(key, inside)| {
                spot.down(Step::Key(key));
                inside
            }),
            _ => None,
        };
    }
    spot
}
