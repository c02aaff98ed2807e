//! Pairs what is left over of two lists, between two elements that are known on both sides.

use std::collections::HashMap;

use serde_json::Value;

use crate::value::change::digest::{mix, text};
use crate::value::change::sequence::rising;
use crate::value::change::similar::{ALIKE, similarity};
use crate::value::change::tree::{NodeId, Tree};

/// Up to this many comparisons each element is held against each on the other side.
const MAX_TABLE: usize = 1024;
/// What a part of an element has to say to be a mark by which the element is known.
const MARK: u32 = 3;

/// How alike left-over elements must be to be the same one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leftovers {
    /// So much that hardly anything else can be meant: the elements have ids, and these have other ones.
    Alike,
    /// Not at all: one takes the place of another, so that it is seen when all elements became something else.
    Any,
}

/// Which elements are the same, rising on both sides.
pub(super) fn pair(
    trees: (&Tree<'_>, &Tree<'_>),
    old: &[NodeId],
    new: &[NodeId],
    leftovers: Leftovers,
) -> Vec<(usize, usize)> {
    if old.len() * new.len() <= MAX_TABLE {
        return most_alike(trees, old, new, leftovers);
    }
    let mut pairs = Vec::new();
    let mut from = (0, 0);
    for (a, b) in marked(trees, old, new).into_iter().chain([(old.len(), new.len())]) {
        let (left, right) = (&old[from.0..a], &new[from.1..b]);
        let found = match left.len() * right.len() <= MAX_TABLE {
            true => most_alike(trees, left, right, leftovers),
            false if leftovers == Leftovers::Any => (0..left.len().min(right.len())).map(|at| (at, at)).collect(),
            false => Vec::new(),
        };
        pairs.extend(found.into_iter().map(|(a, b)| (a + from.0, b + from.1)));
        if a < old.len() {
            pairs.push((a, b));
        }
        from = (a + 1, b + 1);
    }
    pairs
}

/// The pairs that are most alike in all, by the table of the likeness of all.
fn most_alike(
    trees: (&Tree<'_>, &Tree<'_>),
    old: &[NodeId],
    new: &[NodeId],
    leftovers: Leftovers,
) -> Vec<(usize, usize)> {
    let least = if leftovers == Leftovers::Alike { ALIKE } else { 1 };
    if let ([one], [other]) = (old, new) {
        let is_same = leftovers == Leftovers::Any || similarity(trees, *one, *other) >= least;
        return if is_same { vec![(0, 0)] } else { Vec::new() };
    }
    let width = new.len() + 1;
    let mut alike = vec![0u32; old.len() * new.len()];
    let mut best = vec![0u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            let found = similarity(trees, old[a], new[b]);
            alike[a * new.len() + b] = if found >= least { found } else { 0 };
            let both = best[(a + 1) * width + b + 1] + alike[a * new.len() + b];
            best[a * width + b] = both.max(best[(a + 1) * width + b]).max(best[a * width + b + 1]);
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < old.len() && b < new.len() {
        let (here, found) = (best[a * width + b], alike[a * new.len() + b]);
        if found > 0 && here == best[(a + 1) * width + b + 1] + found {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if here == best[(a + 1) * width + b] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// Elements that share most of the marks that only one element has on either side.
fn marked(trees: (&Tree<'_>, &Tree<'_>), old: &[NodeId], new: &[NodeId]) -> Vec<(usize, usize)> {
    let (left, right) = (marks(trees.0, old), marks(trees.1, new));
    let mut shared: HashMap<(usize, usize), u32> = HashMap::new();
    for (mark, (at, weight)) in &left {
        if let (Some(at), Some(Some((other, _)))) = (at, right.get(mark).map(|(at, weight)| at.map(|at| (at, weight))))
        {
            *shared.entry((*at, other)).or_default() += weight;
        }
    }
    let mut best: HashMap<usize, (u32, usize)> = HashMap::new();
    for ((a, b), weight) in shared {
        let found = best.entry(a).or_insert((weight, b));
        *found = (*found).max((weight, b));
    }
    let mut pairs: Vec<(usize, usize)> = best.into_iter().map(|(a, (_, b))| (a, b)).collect();
    pairs.sort_unstable();
    let order: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    rising(&order).into_iter().map(|at| pairs[at]).collect()
}

/// What the elements say, each with the only element that says it, and how much it is.
fn marks(tree: &Tree<'_>, elements: &[NodeId]) -> HashMap<u64, (Option<usize>, u32)> {
    let mut marks: HashMap<u64, (Option<usize>, u32)> = HashMap::new();
    for (at, element) in elements.iter().enumerate() {
        let mut add = |mark: u64, id: NodeId| {
            let weight = tree.weight(id);
            if weight >= MARK {
                let only = marks.entry(mark).or_insert((Some(at), weight));
                only.0 = only.0.filter(|known| *known == at);
            }
        };
        let parts = tree.below(*element);
        match tree.value(*element) {
            Value::Object(map) => {
                map.keys().zip(parts).for_each(|(key, id)| add(mix(text(key), tree.digest(id)), id));
            }
            _ => parts.for_each(|id| add(tree.digest(id), id)),
        }
    }
    marks
}
