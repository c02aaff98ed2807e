//! A value of which parts depend on whether a change is taken. It holds no value itself, only where the two versions
//! differ; everything else is read from them.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Names a [`Part`] of a [`Mixture`].
pub(super) type PartId = usize;

/// The part that is the same in both versions.
pub(super) const SAME: PartId = 0;

/// Both versions at once.
#[derive(Clone, Debug)]
pub(super) struct Mixture {
    /// The first is [`SAME`].
    pub(super) parts: Vec<Part>,
    /// For what is gone or has come: the positions in it that lead to what was moved out of it or into it, with that
    /// change.
    pub(super) inside: HashMap<usize, Vec<(Vec<usize>, usize)>>,
    pub(super) root: PartId,
}

/// What is at a place in both versions.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Same,
    /// All of the old or all of the new one.
    Either {
        change: usize,
    },
    Object {
        slots: Vec<Slot>,
    },
    /// The slots are in the order of the new version.
    Array {
        slots: Vec<Slot>,
        reordered: Option<Reordered>,
    },
    /// The new version is an object that has the old one under its key at this position.
    Wrapped {
        change: usize,
        position: usize,
        inner: PartId,
    },
    /// The old version is an object that has the new one under its key at this position.
    Unwrapped {
        change: usize,
        position: usize,
        inner: PartId,
    },
}

/// The order of the elements without the change.
#[derive(Clone, Debug)]
pub(super) struct Reordered {
    pub(super) change: usize,
    pub(super) before: Vec<usize>,
}

/// An entry or an element, by its positions.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Both {
        old: usize,
        new: usize,
        part: PartId,
    },
    Gone {
        old: usize,
        change: usize,
    },
    Come {
        new: usize,
        change: usize,
    },
    /// It has another key with the change.
    Renamed {
        old: usize,
        new: usize,
        part: PartId,
        change: usize,
    },
}

impl Mixture {
    /// The value with the changes that `is_taken` names.
    pub(super) fn with(&self, old: &Value, new: &Value, is_taken: &dyn Fn(usize) -> bool) -> Value {
        Taking { mixture: self, is_taken }.part(self.root, old, new)
    }
}

struct Taking<'m> {
    mixture: &'m Mixture,
    is_taken: &'m dyn Fn(usize) -> bool,
}

impl Taking<'_> {
    fn part(&self, part: PartId, old: &Value, new: &Value) -> Value {
        match &self.mixture.parts[part] {
            Part::Same => old.clone(),
            Part::Either { change } => {
                if (self.is_taken)(*change) {
                    new.clone()
                } else {
                    old.clone()
                }
            }
            Part::Object { slots } => self.object(slots, old, new),
            Part::Array { slots, reordered } => self.array(slots, reordered.as_ref(), old, new),
            Part::Wrapped { change, position, inner } => {
                self.wrapped(new, *position, (self.is_taken)(*change), |inside| self.part(*inner, old, inside))
            }
            Part::Unwrapped { change, position, inner } => {
                self.wrapped(old, *position, !(self.is_taken)(*change), |inside| self.part(*inner, inside, new))
            }
        }
    }

    /// What is inside of `outer`, and around it the rest of that if it `stays`.
    fn wrapped(&self, outer: &Value, position: usize, stays: bool, inside: impl Fn(&Value) -> Value) -> Value {
        let Value::Object(map) = outer else { return outer.clone() };
        if !stays {
            return map.values().nth(position).map_or(Value::Null, inside);
        }
        let entries = map.iter().enumerate().map(|(at, (key, value))| {
            let value = if at == position { inside(value) } else { value.clone() };
            (key.clone(), value)
        });
        Value::Object(entries.collect())
    }

    fn object(&self, slots: &[Slot], old: &Value, new: &Value) -> Value {
        let (Value::Object(old), Value::Object(new)) = (old, new) else { return new.clone() };
        let (left, right): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
        let mut map = Map::with_capacity(slots.len());
        for slot in slots {
            let (key, value) = match slot {
                Slot::Both { old, new, part } => (left[*old].0, self.part(*part, left[*old].1, right[*new].1)),
                Slot::Gone { old, change } => match self.gone(*change, left[*old].1) {
                    Some(value) => (left[*old].0, value),
                    None => continue,
                },
                Slot::Come { new, change } => match self.come(*change, right[*new].1) {
                    Some(value) => (right[*new].0, value),
                    None => continue,
                },
                Slot::Renamed { old, new, part, change } => {
                    let key = if (self.is_taken)(*change) { right[*new].0 } else { left[*old].0 };
                    (key, self.part(*part, left[*old].1, right[*new].1))
                }
            };
            map.insert(key.clone(), value);
        }
        Value::Object(map)
    }

    fn array(&self, slots: &[Slot], reordered: Option<&Reordered>, old: &Value, new: &Value) -> Value {
        let (Value::Array(left), Value::Array(right)) = (old, new) else { return new.clone() };
        let element = |slot: &Slot| match slot {
            Slot::Both { old, new, part } | Slot::Renamed { old, new, part, .. } => {
                Some(self.part(*part, &left[*old], &right[*new]))
            }
            Slot::Gone { old, change } => self.gone(*change, &left[*old]),
            Slot::Come { new, change } => self.come(*change, &right[*new]),
        };
        let before = reordered.filter(|reordered| !(self.is_taken)(reordered.change));
        Value::Array(match before {
            Some(reordered) => reordered.before.iter().filter_map(|at| element(&slots[*at])).collect(),
            None => slots.iter().filter_map(element).collect(),
        })
    }

    /// What is left of something that is gone with the change.
    fn gone(&self, change: usize, value: &Value) -> Option<Value> {
        let stays = |change: usize| !(self.is_taken)(change);
        self.whole(change, value, &stays)
    }

    /// What is there of something that has come with the change.
    fn come(&self, change: usize, value: &Value) -> Option<Value> {
        self.whole(change, value, self.is_taken)
    }

    fn whole(&self, change: usize, value: &Value, is_there: &dyn Fn(usize) -> bool) -> Option<Value> {
        match self.mixture.inside.get(&change) {
            None => is_there(change).then(|| value.clone()),
            Some(moved) => {
                let mut moved: Vec<(&[usize], bool)> =
                    moved.iter().map(|(trail, change)| (trail.as_slice(), is_there(*change))).collect();
                moved.sort_unstable();
                part_of(value, &moved, 0, is_there(change))
            }
        }
    }
}

/// The value as far as it is there: what the trails lead to, from this depth on, is there or not by itself, and so is all
/// the rest. What is around something that is there, is there. The trails are sorted.
fn part_of(value: &Value, mut moved: &[(&[usize], bool)], depth: usize, is_rest_there: bool) -> Option<Value> {
    match moved.first() {
        None => return is_rest_there.then(|| value.clone()),
        Some((trail, is_there)) if trail.len() == depth => return is_there.then(|| value.clone()),
        Some(_) => {}
    }
    let mut inside = |position: usize, value: &Value| {
        let (below, rest) = moved.split_at(moved.partition_point(|(trail, _)| trail[depth] <= position));
        moved = rest;
        part_of(value, below, depth + 1, is_rest_there)
    };
    let (value, is_empty) = match value {
        Value::Object(map) => {
            let entries = map.iter().enumerate();
            let map: Map<_, _> =
                entries.filter_map(|(at, (key, value))| Some((key.clone(), inside(at, value)?))).collect();
            let is_empty = map.is_empty();
            (Value::Object(map), is_empty)
        }
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().enumerate().filter_map(|(at, value)| inside(at, value)).collect();
            let is_empty = elements.is_empty();
            (Value::Array(elements), is_empty)
        }
        other => (other.clone(), false),
    };
    (is_rest_there || !is_empty).then_some(value)
}
