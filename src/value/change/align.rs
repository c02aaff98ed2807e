//! Which elements of two lists are the same ones.
//!
//! Equal elements at both ends are. Between them elements are known by an id, or else by what they say; what is left
//! over between two known ones is paired with what it is most like. Nothing compares every element with every other.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use crate::value::change::gap::{Leftovers, pair};
use crate::value::change::identity::same_ids;
use crate::value::change::sequence::{common, rising};
use crate::value::change::tree::{NodeId, Tree};
use crate::value::json;

/// Which elements are the same: positions in the old and in the new list, in the order of the old one. Each is named at
/// most once; what is not named was removed or added. They don't rise in the new list where elements changed places.
pub(super) fn align(trees: (&Tree<'_>, &Tree<'_>), old: NodeId, new: NodeId) -> Vec<(usize, usize)> {
    let (old, new): (Vec<NodeId>, Vec<NodeId>) = (trees.0.below(old).collect(), trees.1.below(new).collect());
    let (start, end) = equal_ends(trees, &old, &new);
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let middle = Lists { trees, old: &old[start..old_end], new: &new[start..new_end] };
    if !middle.old.is_empty() && !middle.new.is_empty() {
        // All elements say whether they have ids, so that it does not depend on which of them changed.
        let all = Lists { trees, old: &old, new: &new };
        if let Some(known) = all.same_ids() {
            return all.with_leftovers(known, Leftovers::Alike);
        }
    }
    let between = middle.with_leftovers(middle.equal(), Leftovers::Any);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    pairs.extend(between.into_iter().map(|(old, new)| (old + start, new + start)));
    pairs.extend((0..end).map(|at| (old_end + at, new_end + at)));
    pairs
}

/// How many elements are equal at the start and at the end.
fn equal_ends(trees: (&Tree<'_>, &Tree<'_>), old: &[NodeId], new: &[NodeId]) -> (usize, usize) {
    let same = |(old, new): &(&NodeId, &NodeId)| json::equal(trees.0.value(**old), trees.1.value(**new));
    let start = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - start;
    (start, old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count())
}

struct Lists<'t, 'o, 'n> {
    trees: (&'t Tree<'o>, &'t Tree<'n>),
    old: &'t [NodeId],
    new: &'t [NodeId],
}

impl Lists<'_, '_, '_> {
    /// Elements with the same id, if any of them are the same.
    fn same_ids(&self) -> Option<Vec<(usize, usize)>> {
        let old: Vec<&Value> = self.old.iter().map(|id| self.trees.0.value(*id)).collect();
        let new: Vec<&Value> = self.new.iter().map(|id| self.trees.1.value(*id)).collect();
        same_ids(&old, &new).filter(|pairs| !pairs.is_empty())
    }

    /// Equal elements: those that kept their order, and then those that did not.
    fn equal(&self) -> Vec<(usize, usize)> {
        let digests =
            |tree: &Tree<'_>, nodes: &[NodeId]| -> Vec<u64> { nodes.iter().map(|id| tree.digest(*id)).collect() };
        let (old, new) = (digests(self.trees.0, self.old), digests(self.trees.1, self.new));
        let mut pairs = common(&old, &new);
        let (left, right) = unpaired(&pairs, old.len(), new.len());
        let mut places: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for at in right {
            places.entry(new[at]).or_default().push_back(at);
        }
        pairs.extend(left.into_iter().filter_map(|at| Some((at, places.get_mut(&old[at])?.pop_front()?))));
        pairs.sort_unstable();
        pairs
    }

    /// The known pairs, and those among the other elements between each two known ones that kept their order.
    fn with_leftovers(&self, known: Vec<(usize, usize)>, leftovers: Leftovers) -> Vec<(usize, usize)> {
        let (left, right) = unpaired(&known, self.old.len(), self.new.len());
        let order: Vec<usize> = known.iter().map(|pair| pair.1).collect();
        let anchors = rising(&order).into_iter().map(|at| known[at]);
        let (mut left, mut right) = (left.as_slice(), right.as_slice());
        let mut pairs = known.clone();
        for (old, new) in anchors.chain([(self.old.len(), self.new.len())]) {
            let (a, rest) = left.split_at(left.partition_point(|at| *at < old));
            left = rest;
            let (b, rest) = right.split_at(right.partition_point(|at| *at < new));
            right = rest;
            if a.is_empty() || b.is_empty() {
                continue;
            }
            let nodes = |list: &[NodeId], at: &[usize]| at.iter().map(|at| list[*at]).collect::<Vec<_>>();
            let found = pair(self.trees, &nodes(self.old, a), &nodes(self.new, b), leftovers);
            pairs.extend(found.into_iter().map(|(old, new)| (a[old], b[new])));
        }
        pairs.sort_unstable();
        pairs
    }
}

/// The positions in both lists that no pair names.
fn unpaired(pairs: &[(usize, usize)], old: usize, new: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut left, mut right) = (vec![true; old], vec![true; new]);
    for (old, new) in pairs {
        (left[*old], right[*new]) = (false, false);
    }
    let open = |list: Vec<bool>| list.iter().enumerate().filter_map(|(at, open)| open.then_some(at)).collect();
    (open(left), open(right))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::align;
    use crate::value::change::tree::Tree;

    fn aligned(old: Value, new: Value) -> Vec<(usize, usize)> {
        let (old, new) = (Tree::of(&old), Tree::of(&new));
        align((&old, &new), old.root(), new.root())
    }

    #[test]
    fn an_element_put_in_anywhere_leaves_the_others_paired() {
        assert_eq!(aligned(json!([1, 2, 3]), json!([0, 1, 2, 3])), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(aligned(json!([1, 2, 3]), json!([1, 3])), [(0, 0), (2, 1)]);
        assert_eq!(aligned(json!([]), json!([1])), []);
    }

    #[test]
    fn elements_with_an_id_are_the_same_wherever_and_whatever_they_are() {
        let old = json!([{"id": 1, "n": 5}, {"id": 2, "n": 6}, {"id": 3, "n": 7}]);
        let new = json!([{"id": 3, "n": 5}, {"id": 4, "n": 5}, {"id": 1, "n": 0}]);
        assert_eq!(aligned(old, new), [(0, 2), (2, 0)]);
    }

    #[test]
    fn an_element_that_only_changed_its_id_is_still_the_same() {
        let element = |id: u32, text: &str| json!({"id": id, "text": text, "day": "2021-05-01"});
        let old = json!([element(1, "first line"), element(2, "second line"), element(3, "third line")]);
        let new = json!([element(1, "first"), element(7, "second line"), element(3, "third")]);
        assert_eq!(aligned(old, new), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn without_ids_a_changed_element_is_known_by_what_it_still_says() {
        let line = |text: &str, price: u32| json!({"text": text, "price": price});
        let old = json!([line("a long description", 5), line("another thing", 7), line("the last of them", 9)]);
        let new = json!([line("new", 1), line("a long description", 6), line("the last of them", 8)]);
        assert_eq!(aligned(old, new), [(0, 1), (2, 2)]);
    }

    #[test]
    fn a_list_that_became_another_is_paired_in_turn() {
        assert_eq!(aligned(json!([1, 2, 3]), json!(["a", "b"])), [(0, 0), (1, 1)]);
        assert_eq!(aligned(json!([1, 2, 3]), json!(["2", "3"])), [(1, 0), (2, 1)]);
    }

    #[test]
    fn many_changed_elements_keep_their_partners_when_one_is_put_in() {
        let line = |at: u32, price: u32| json!({"text": format!("line {at}"), "price": price, "unit": "piece"});
        let old: Vec<Value> = (0..300).map(|at| line(at, 10)).collect();
        let mut new: Vec<Value> = (0..300).map(|at| line(at, 11)).collect();
        new.insert(100, line(1000, 11));
        let pairs = aligned(old.into(), new.into());
        assert_eq!(pairs.len(), 300);
        assert!(pairs.iter().all(|(old, new)| *new == old + usize::from(*old >= 100)), "{pairs:?}");
    }
}
