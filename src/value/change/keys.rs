//! Which keys of two objects are the same ones, and which of the others were renamed.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::value::change::similar::{ALIKE, similarity};
use crate::value::change::tree::{NodeId, Summary, Tree};
use crate::value::shape::format::Format;

/// What a value has to say to be known by it under another key.
const TELLING: u32 = 3;
/// How much less alike the second best must be.
const CLEARLY: u32 = 150;
/// Up to this many comparisons renamed keys are searched for by what is alike below them.
const MAX_TABLE: usize = 1024;

/// For every key of the old object the position that it has in the new one.
pub(super) fn positions(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Option<usize>> {
    let mut others: HashMap<&str, usize> = HashMap::new();
    let mut in_turn = new.keys().enumerate().peekable();
    let mut find = |key: &str| {
        // Keys mostly come in the same order.
        if let Some((at, _)) = in_turn.next_if(|(_, next)| *next == key) {
            return Some(at);
        }
        if let Some(at) = others.remove(key) {
            return Some(at);
        }
        if !new.contains_key(key) {
            return None;
        }
        in_turn.by_ref().find_map(|(at, next)| {
            if next == key {
                return Some(at);
            }
            others.insert(next, at);
            None
        })
    };
    old.keys().map(|key| find(key)).collect()
}

/// Whether the keys are data, such as ids and dates, and no names: what is true of an entry is then true of all.
pub(super) fn are_data(old: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    let is_data = |key: &String| {
        let format = Format::of(key);
        matches!(
            format,
            Some(
                Format::Integer | Format::Date | Format::DateTime | Format::SqlDateTime | Format::Uuid | Format::Digest
            )
        )
    };
    !(old.is_empty() && new.is_empty()) && old.keys().chain(new.keys()).all(is_data)
}

/// A key that is only in one of the objects.
#[derive(Clone, Copy)]
pub(super) struct Lone<'v> {
    pub(super) key: &'v str,
    pub(super) node: NodeId,
    /// Among the keys of its object.
    pub(super) position: usize,
}

/// Which keys became which: positions in the two lists. Either the name is the same but for its notation, or the value
/// is the same and says enough to be known by it, or it is clearly the most alike.
pub(super) fn renamed(trees: (&Tree<'_>, &Tree<'_>), gone: &[Lone<'_>], come: &[Lone<'_>]) -> Vec<(usize, usize)> {
    if gone.is_empty() || come.is_empty() {
        return Vec::new();
    }
    let mut search = Search { left: vec![true; gone.len()], right: vec![true; come.len()], found: Vec::new() };
    search.take(only(gone, |lone| Some(folded(lone.key))), only(come, |lone| Some(folded(lone.key))));
    let telling = |tree: &Tree<'_>, lone: &Lone<'_>| {
        let Summary { digest, weight } = tree.summary(lone.node);
        (weight >= TELLING).then_some(digest)
    };
    search.take(only(gone, |lone| telling(trees.0, lone)), only(come, |lone| telling(trees.1, lone)));
    search.take_alike(trees, gone, come);
    search.found.sort_unstable();
    search.found
}

struct Search {
    left: Vec<bool>,
    right: Vec<bool>,
    found: Vec<(usize, usize)>,
}

impl Search {
    fn add(&mut self, gone: usize, come: usize) {
        if self.left[gone] && self.right[come] {
            (self.left[gone], self.right[come]) = (false, false);
            self.found.push((gone, come));
        }
    }

    fn take<M: std::hash::Hash + Eq>(&mut self, gone: HashMap<M, Option<usize>>, come: HashMap<M, Option<usize>>) {
        for (mark, at) in gone {
            if let (Some(gone), Some(Some(come))) = (at, come.get(&mark)) {
                self.add(gone, *come);
            }
        }
    }

    fn take_alike(&mut self, trees: (&Tree<'_>, &Tree<'_>), gone: &[Lone<'_>], come: &[Lone<'_>]) {
        let open = |list: &[bool], lones: &[Lone<'_>], tree: &Tree<'_>| -> Vec<usize> {
            let is_open = |at: &usize| {
                let node = lones[*at].node;
                list[*at]
                    && matches!(tree.value(node), Value::Array(_) | Value::Object(_))
                    && tree.weight(node) >= TELLING
            };
            (0..lones.len()).filter(is_open).collect()
        };
        let (left, right) = (open(&self.left, gone, trees.0), open(&self.right, come, trees.1));
        if left.len() * right.len() > MAX_TABLE {
            return;
        }
        let alike = |a: &usize, b: &usize| similarity(trees, gone[*a].node, come[*b].node);
        let table: Vec<Vec<u32>> = left.iter().map(|a| right.iter().map(|b| alike(a, b)).collect()).collect();
        for (row, a) in left.iter().enumerate() {
            for (column, b) in right.iter().enumerate() {
                let here = table[row][column];
                let others_left = (0..right.len()).filter(|other| *other != column).map(|other| table[row][other]);
                let others_right = (0..left.len()).filter(|other| *other != row).map(|other| table[other][column]);
                let second = others_left.chain(others_right).max().unwrap_or(0);
                if here >= ALIKE && here >= second + CLEARLY {
                    self.add(*a, *b);
                }
            }
        }
    }
}

/// Each mark with the only key that has it.
fn only<'v, M: std::hash::Hash + Eq>(
    lones: &[Lone<'v>],
    mark: impl Fn(&Lone<'v>) -> Option<M>,
) -> HashMap<M, Option<usize>> {
    let mut marks = HashMap::with_capacity(lones.len());
    for (at, lone) in lones.iter().enumerate() {
        if let Some(mark) = mark(lone) {
            marks.entry(mark).and_modify(|only| *only = None).or_insert(Some(at));
        }
    }
    marks
}

/// A name without its notation: `customer_id`, `customerId` and `Customer-ID` are the same. A name of nothing but marks
/// is itself.
fn folded(key: &str) -> String {
    let folded: String = key.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if folded.is_empty() { key.to_owned() } else { folded }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Lone, are_data, positions, renamed};
    use crate::value::change::tree::Tree;

    fn told(old: Value, new: Value) -> Vec<String> {
        let trees = (Tree::of(&old), Tree::of(&new));
        let lones = |value: &'static Value, tree: &Tree<'_>| -> Vec<Lone<'static>> {
            let keys = value.as_object().expect("an object").keys().zip(tree.below(tree.root())).enumerate();
            keys.map(|(position, (key, node))| Lone { key, node, position }).collect()
        };
        let (old, new): (&'static Value, &'static Value) =
            (Box::leak(old.clone().into()), Box::leak(new.clone().into()));
        let (gone, come) = (lones(old, &trees.0), lones(new, &trees.1));
        let found = renamed((&trees.0, &trees.1), &gone, &come);
        found.into_iter().map(|(a, b)| format!("{} {}", gone[a].key, come[b].key)).collect()
    }

    #[test]
    fn keys_are_found_wherever_they_are() {
        let (old, new) = (json!({"a": 1, "b": 2, "c": 3, "d": 4}), json!({"c": 1, "a": 2, "x": 3, "d": 4}));
        let (old, new) = (old.as_object().expect("an object"), new.as_object().expect("an object"));
        assert_eq!(positions(old, new), [Some(1), None, Some(0), Some(3)]);
    }

    #[test]
    fn a_key_is_known_by_a_value_that_says_something() {
        assert_eq!(told(json!({"price": "12.50"}), json!({"amount": "12.50", "x": 1})), ["price amount"]);
        assert_eq!(told(json!({"a": [1234, 5678]}), json!({"b": [1234, 5678]})), ["a b"]);
    }

    #[test]
    fn values_that_say_nothing_prove_nothing() {
        for value in [json!(true), json!(0), json!(""), json!(null), json!(7), json!([]), json!({}), json!("0.00")] {
            assert_eq!(told(json!({ "a": value }), json!({ "b": value })), [""; 0], "{value}");
        }
    }

    #[test]
    fn a_value_that_is_there_twice_proves_nothing() {
        assert_eq!(told(json!({"a": "Lisbon", "b": "Lisbon"}), json!({"c": "Lisbon"})), [""; 0]);
    }

    #[test]
    fn another_notation_of_a_name_is_enough() {
        assert_eq!(
            told(json!({"customer_id": 7, "x": 1}), json!({"customerId": 8, "y": 1})),
            ["customer_id customerId"]
        );
    }

    #[test]
    fn what_is_clearly_the_most_alike_was_renamed() {
        let address = |city: &str| json!({"street": "High Street 5", "city": city, "zip": "1000-001"});
        assert_eq!(
            told(json!({"address": address("Lisbon")}), json!({"billing": address("Porto")})),
            ["address billing"]
        );
        let both = json!({"billing": address("Porto"), "shipping": address("Faro")});
        assert_eq!(told(json!({"address": address("Lisbon")}), both), [""; 0]);
    }

    #[test]
    fn ids_and_dates_are_data() {
        let data = |value: Value| are_data(value.as_object().expect("an object"), &serde_json::Map::new());
        assert!(data(json!({"1": 1, "25": 2})) && data(json!({"2021-05-01": 1})));
        assert!(!data(json!({"1": 1, "total": 2})) && !data(json!({})));
    }
}
