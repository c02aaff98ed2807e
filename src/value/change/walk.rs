//! Goes through two values side by side and finds what is different.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::value::change::draft::{Draft, Held, Side, What};
use crate::value::change::keys::Lone;
use crate::value::change::moved::{TELLING, moved};
use crate::value::change::nested::{Nested, Whole, nested};
use crate::value::change::part::{Mixture, Part, PartId, SAME};
use crate::value::change::route::{Spot, Step};
use crate::value::change::similar::{ALIKE, similarity};
use crate::value::change::tree::{NodeId, Tree};
use crate::value::json;

/// Up to this many keys an object is searched for what it may have been put around.
const MAX_WRAPPER: usize = 16;

/// What was found: drafts, of which some are told by others, and the mixture that names them.
pub(super) struct Found<'v> {
    pub(super) drafts: Vec<Draft<'v>>,
    pub(super) mixture: Mixture,
}

/// Where a walk is and what it has found so far. Objects and lists are walked in files of their own.
pub(super) struct Walk<'v> {
    pub(super) old: Tree<'v>,
    pub(super) new: Tree<'v>,
    pub(super) was: Spot,
    pub(super) is: Spot,
    pub(super) depth: usize,
    /// The place among the others of what is found now; `None` while that is the order of the documents.
    pub(super) order: Option<usize>,
    pub(super) drafts: Vec<Draft<'v>>,
    pub(super) parts: Vec<Part>,
    /// Drafts of what is gone or has come and may have been moved.
    pub(super) open: Vec<usize>,
    /// What was moved into or out of the whole that a draft is about: the positions that lead to it, and its draft.
    pub(super) inside: HashMap<usize, Vec<(Vec<usize>, usize)>>,
    /// Which of them were searched last: from where on, and how many there were.
    settled: (usize, usize),
    /// Path of an object, old key, new key.
    pub(super) renames: HashSet<(String, &'v str, &'v str)>,
    pub(super) gaps: Vec<Gap<'v>>,
}

/// An object with keys that are gone and keys that have come.
pub(super) struct Gap<'v> {
    pub(super) part: PartId,
    pub(super) was: Spot,
    pub(super) is: Spot,
    pub(super) depth: usize,
    /// The keys, each with its draft.
    pub(super) gone: Vec<(Lone<'v>, usize)>,
    pub(super) come: Vec<(Lone<'v>, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    Old,
    New,
}

impl<'v> Walk<'v> {
    /// Finds what is different.
    pub(super) fn through(old: &'v Value, new: &'v Value) -> Found<'v> {
        let mut walk = Walk {
            old: Tree::of(old),
            new: Tree::of(new),
            was: Spot::root(),
            is: Spot::root(),
            depth: 0,
            order: None,
            drafts: Vec::new(),
            parts: vec![Part::Same],
            open: Vec::new(),
            inside: HashMap::new(),
            settled: (0, 0),
            renames: HashSet::new(),
            gaps: Vec::new(),
        };
        let root = walk.value(walk.old.root(), walk.new.root());
        walk.rename_likewise();
        Found { drafts: walk.drafts, mixture: Mixture { parts: walk.parts, inside: walk.inside, root } }
    }

    pub(super) fn value(&mut self, old: NodeId, new: NodeId) -> PartId {
        let (left, right) = (self.old.value(old), self.new.value(new));
        if json::equal(left, right) {
            return SAME;
        }
        // Bodies are not deeper; what is, counts as one value.
        if self.depth >= json::MAX_DEPTH {
            return self.either(old, new);
        }
        self.depth += 1;
        let part = match (left, right) {
            (Value::Array(a), Value::Array(b)) => self.array((old, a), (new, b)),
            (Value::Object(a), Value::Object(b)) => {
                let envelope = if a.keys().any(|key| b.contains_key(key)) { None } else { self.envelope(old, new) };
                envelope.unwrap_or_else(|| self.object((old, a), (new, b)))
            }
            _ => self.envelope(old, new).unwrap_or_else(|| self.either(old, new)),
        };
        self.depth -= 1;
        part
    }

    /// The value at one step further down on both sides.
    pub(super) fn below(&mut self, was: Step<'_>, is: Step<'_>, old: NodeId, new: NodeId) -> PartId {
        let back = (self.was.down(was), self.is.down(is));
        let part = self.value(old, new);
        self.was.back(back.0);
        self.is.back(back.1);
        part
    }

    fn either(&mut self, old: NodeId, new: NodeId) -> PartId {
        let change = self.draft(What::Replaced, Some(old), Some(new));
        self.part(Part::Either { change })
    }

    /// One value is under a key of the other one: an envelope was put around it, or taken away.
    fn envelope(&mut self, old: NodeId, new: NodeId) -> Option<PartId> {
        if let Value::Object(map) = self.new.value(new)
            && let Some(position) = self.most_alike(self.new.below(new).map(|inside| (old, inside)))
        {
            let back = self.is.down(Step::Key(map.keys().nth(position)?));
            let inside = self.new.child(new, position);
            let change = self.draft(What::Moved(Held::ByName), Some(old), Some(inside));
            let inner = self.value(old, inside);
            self.is.back(back);
            return Some(self.part(Part::Wrapped { change, position, inner }));
        }
        let Value::Object(map) = self.old.value(old) else { return None };
        let position = self.most_alike(self.old.below(old).map(|inside| (inside, new)))?;
        let back = self.was.down(Step::Key(map.keys().nth(position)?));
        let inside = self.old.child(old, position);
        let change = self.draft(What::Moved(Held::ByName), Some(inside), Some(new));
        let inner = self.value(inside, new);
        self.was.back(back);
        Some(self.part(Part::Unwrapped { change, position, inner }))
    }

    /// The position of the pair of two lists or objects that say something and are the most alike.
    fn most_alike(&self, pairs: impl Iterator<Item = (NodeId, NodeId)>) -> Option<usize> {
        let alike = |(at, (old, new)): (usize, (NodeId, NodeId))| {
            let is_one_type = match (self.old.value(old), self.new.value(new)) {
                (Value::Array(_), other) => other.is_array(),
                (Value::Object(_), other) => other.is_object(),
                _ => false,
            };
            let says_something = || self.old.weight(old).min(self.new.weight(new)) >= TELLING;
            (is_one_type && says_something()).then(|| (similarity((&self.old, &self.new), old, new), at))
        };
        let best = pairs.take(MAX_WRAPPER).enumerate().filter_map(alike).max()?;
        (best.0 >= ALIKE).then_some(best.1)
    }

    /// Notes what happened here.
    pub(super) fn draft(&mut self, what: What, old: Option<NodeId>, new: Option<NodeId>) -> usize {
        let was = old.map(|node| Side { spot: self.was.clone(), node, value: self.old.value(node) });
        let is = new.map(|node| Side { spot: self.is.clone(), node, value: self.new.value(node) });
        let order = self.order.unwrap_or(self.drafts.len());
        self.drafts.push(Draft { what, order, was, is, told_by: None });
        self.drafts.len() - 1
    }

    /// Notes that something is gone, one step further down.
    pub(super) fn gone(&mut self, step: Step<'_>, old: NodeId, held: Held) -> usize {
        let back = self.was.down(step);
        let draft = self.draft(What::Removed(held), Some(old), None);
        self.was.back(back);
        if self.old.weight(old) >= TELLING {
            self.open.push(draft);
        }
        draft
    }

    /// Notes that something has come, one step further down.
    pub(super) fn come(&mut self, step: Step<'_>, new: NodeId, held: Held) -> usize {
        let back = self.is.down(step);
        let draft = self.draft(What::Added(held), None, Some(new));
        self.is.back(back);
        if self.new.weight(new) >= TELLING {
            self.open.push(draft);
        }
        draft
    }

    pub(super) fn part(&mut self, part: Part) -> PartId {
        self.parts.push(part);
        self.parts.len() - 1
    }

    /// Tells what was moved among what is open since then. Called where several places come together, from the inside
    /// to the outside, so that the nearest place counts.
    pub(super) fn settle(&mut self, since: usize) {
        if self.settled == (since, self.open.len()) {
            // Nothing came to what is inside.
            return;
        }
        for (gone, come) in moved((&self.old, &self.new), &self.drafts, &self.open[since..]) {
            self.tell_as_one(gone, come, What::Moved);
        }
        self.keep_open(since);
        self.settle_nested(since);
        self.keep_open(since);
        self.settled = (since, self.open.len());
    }

    /// Tells what was moved into something that has come, and then what was moved out of something that is gone.
    fn settle_nested(&mut self, since: usize) {
        let (gone, come) = (self.wholes(since, Version::Old), self.wholes(since, Version::New));
        for Nested { moved, within, trail, spot, node } in nested((&self.old, &gone), (&self.new, &come)) {
            self.drafts[moved].is = Some(Side { spot, node, value: self.new.value(node) });
            self.drafts[moved].what = What::Moved(self.drafts[moved].what.held());
            self.inside.entry(within).or_default().push((trail, moved));
        }
        self.keep_open(since);
        let (gone, come) = (self.wholes(since, Version::Old), self.wholes(since, Version::New));
        for Nested { moved, within, trail, spot, node } in nested((&self.new, &come), (&self.old, &gone)) {
            self.drafts[moved].was = Some(Side { spot, node, value: self.old.value(node) });
            // What readers relied on is what was there.
            self.drafts[moved].what = What::Moved(self.drafts[within].what.held());
            self.inside.entry(within).or_default().push((trail, moved));
        }
    }

    /// What is open of a version, but for that of which a part was already found to be moved.
    fn wholes(&self, since: usize, version: Version) -> Vec<Whole> {
        let whole = |draft: &usize| {
            let Draft { was, is, .. } = &self.drafts[*draft];
            let side = if version == Version::Old { was } else { is };
            side.as_ref().map(|side| Whole { draft: *draft, node: side.node, spot: side.spot.clone() })
        };
        self.open[since..].iter().filter(|draft| !self.inside.contains_key(draft)).filter_map(whole).collect()
    }

    fn keep_open(&mut self, since: usize) {
        let inside = self.open.split_off(since);
        let is_open = |draft: &Draft<'_>| draft.told_by.is_none() && !matches!(draft.what, What::Moved(_));
        self.open.extend(inside.into_iter().filter(|at| is_open(&self.drafts[*at])));
    }

    /// Makes one draft of what is gone and what has come.
    pub(super) fn tell_as_one(&mut self, gone: usize, come: usize, what: impl Fn(Held) -> What) {
        self.drafts[come].told_by = Some(gone);
        self.drafts[gone].is = self.drafts[come].is.clone();
        self.drafts[gone].what = what(self.drafts[gone].what.held());
    }
}
