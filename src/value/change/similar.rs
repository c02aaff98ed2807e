//! How much two values are the same thing, from 0 to 1000.

use std::collections::HashMap;

use serde_json::Value;

use crate::value::change::tree::{NodeId, Tree};
use crate::value::json::type_name;

/// From here on two values are taken for the same thing that was changed.
pub(super) const ALIKE: u32 = 600;

/// How deep it is looked for what two unlike values have in common.
const MAX_LEVELS: usize = 3;
/// How many places of one value are looked at.
const MAX_LOOKED_AT: usize = 64;
/// What one place can weigh at most among its neighbours.
const MAX_WEIGHT: u32 = 64;
/// What two containers of one type have in common by that alone.
const SAME_TYPE: u32 = 20;

/// How much the value at `old` and the one at `new` are the same thing: 1000 for equal ones, little but something for a
/// number and a list.
pub(super) fn similarity(trees: (&Tree<'_>, &Tree<'_>), old: NodeId, new: NodeId) -> u32 {
    below(trees, old, new, MAX_LEVELS)
}

fn below(trees: (&Tree<'_>, &Tree<'_>), old: NodeId, new: NodeId, levels: usize) -> u32 {
    if trees.0.digest(old) == trees.1.digest(new) {
        return 1000;
    }
    match (trees.0.value(old), trees.1.value(new)) {
        (Value::Object(_) | Value::Array(_), Value::Object(_) | Value::Array(_)) if levels == 0 => SAME_TYPE,
        (Value::Object(_), Value::Object(_)) => objects(trees, old, new, levels - 1),
        (Value::Array(_), Value::Array(_)) => arrays(trees, old, new, levels - 1),
        (Value::String(text), Value::Number(number)) | (Value::Number(number), Value::String(text)) => {
            if number.as_str() == text { 700 } else { 10 }
        }
        (Value::String(_), Value::String(_)) | (Value::Number(_), Value::Number(_)) => 200,
        (a, b) if type_name(a) == type_name(b) => 100,
        _ => 5,
    }
}

/// Half of what counts is what the values say, and some that they have the same keys at all.
fn objects(trees: (&Tree<'_>, &Tree<'_>), old: NodeId, new: NodeId, levels: usize) -> u32 {
    let (Value::Object(a), Value::Object(b)) = (trees.0.value(old), trees.1.value(new)) else { return 0 };
    let mut others: HashMap<&str, NodeId> = HashMap::new();
    let mut in_turn = b.keys().zip(trees.1.below(new)).take(MAX_LOOKED_AT);
    let mut tally = Tally::default();
    for (key, left) in a.keys().zip(trees.0.below(old)).take(MAX_LOOKED_AT) {
        let right = others.remove(key.as_str()).or_else(|| {
            // Keys mostly come in the same order.
            in_turn.by_ref().find_map(|(other, right)| {
                if other == key {
                    return Some(right);
                }
                others.insert(other, right);
                None
            })
        });
        match right {
            Some(right) => tally.pair(trees, left, right, levels),
            None => tally.alone(trees.0, left),
        }
    }
    for right in others.into_values().chain(in_turn.map(|(_, right)| right)) {
        tally.alone(trees.1, right);
    }
    tally.result()
}

fn arrays(trees: (&Tree<'_>, &Tree<'_>), old: NodeId, new: NodeId, levels: usize) -> u32 {
    let (mut left, mut right) = (trees.0.below(old), trees.1.below(new));
    let mut tally = Tally::default();
    for _ in 0..MAX_LOOKED_AT {
        match (left.next(), right.next()) {
            (Some(left), Some(right)) => tally.pair(trees, left, right, levels),
            (Some(left), None) => tally.alone(trees.0, left),
            (None, Some(right)) => tally.alone(trees.1, right),
            (None, None) => break,
        }
    }
    tally.result()
}

#[derive(Default)]
struct Tally {
    pairs: u32,
    places: u32,
    /// In thousandths.
    same: u64,
    all: u64,
}

impl Tally {
    fn pair(&mut self, trees: (&Tree<'_>, &Tree<'_>), left: NodeId, right: NodeId, levels: usize) {
        let weight = trees.0.weight(left).max(trees.1.weight(right)).clamp(1, MAX_WEIGHT);
        (self.pairs, self.places) = (self.pairs + 1, self.places + 1);
        self.all += u64::from(weight) * 1000;
        self.same += u64::from(weight) * u64::from(below(trees, left, right, levels));
    }

    fn alone(&mut self, tree: &Tree<'_>, node: NodeId) {
        self.places += 1;
        self.all += u64::from(tree.weight(node).clamp(1, MAX_WEIGHT)) * 1000;
    }

    fn result(&self) -> u32 {
        let share = |part: u64, whole: u64, of: u64| u32::try_from(part * of / whole.max(1)).unwrap_or(0);
        SAME_TYPE + share(u64::from(self.pairs), u64::from(self.places), 150) + share(self.same, self.all, 800)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{ALIKE, similarity};
    use crate::value::change::tree::Tree;

    fn alike(old: Value, new: Value) -> u32 {
        let (old, new) = (Tree::of(&old), Tree::of(&new));
        similarity((&old, &new), old.root(), new.root())
    }

    #[test]
    fn the_same_thing_with_one_value_changed_is_alike() {
        let address = json!({"street": "High Street 5", "city": "Lisbon", "zip": "1000-001"});
        assert_eq!(alike(address.clone(), address.clone()), 1000);
        assert!(
            alike(address.clone(), json!({"city": "Lisbon", "zip": "1000-002", "street": "High Street 5"})) > ALIKE
        );
        assert!(alike(address, json!({"street": "Via Roma 1", "city": "Turin", "zip": "10121"})) < ALIKE);
    }

    #[test]
    fn the_same_keys_without_the_same_values_are_not() {
        let flags = |one: bool| json!({"a": one, "b": one, "c": one, "d": 5});
        assert!(alike(flags(true), flags(false)) < ALIKE);
        assert!(alike(json!({"n": 1}), json!({"n": "x"})) > alike(json!({"n": 1}), json!(["x"])));
    }

    #[test]
    fn the_closest_of_several_is_told() {
        let one = |n: Value| json!({"name": "first item", "n": n});
        assert!(alike(one(json!(1)), one(json!("1"))) > alike(one(json!(1)), one(json!(null))));
        assert!(alike(json!(5), json!(6)) > alike(json!(5), json!("6")));
    }
}
