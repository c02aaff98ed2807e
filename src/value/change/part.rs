//! A value of which parts depend on whether a change is taken. It holds no value itself, only where the two versions
//! differ; everything else is read from them.

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
        Taking { parts: &self.parts, is_taken }.part(self.root, old, new)
    }
}

struct Taking<'m> {
    parts: &'m [Part],
    is_taken: &'m dyn Fn(usize) -> bool,
}

impl Taking<'_> {
    fn part(&self, part: PartId, old: &Value, new: &Value) -> Value {
        match &self.parts[part] {
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
                Slot::Gone { change, .. } if (self.is_taken)(*change) => continue,
                Slot::Gone { old, .. } => (left[*old].0, left[*old].1.clone()),
                Slot::Come { change, .. } if !(self.is_taken)(*change) => continue,
                Slot::Come { new, .. } => (right[*new].0, right[*new].1.clone()),
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
            Slot::Gone { old, change } => (!(self.is_taken)(*change)).then(|| left[*old].clone()),
            Slot::Come { new, change } => (self.is_taken)(*change).then(|| right[*new].clone()),
        };
        let before = reordered.filter(|reordered| !(self.is_taken)(reordered.change));
        Value::Array(match before {
            Some(reordered) => reordered.before.iter().filter_map(|at| element(&slots[*at])).collect(),
            None => slots.iter().filter_map(element).collect(),
        })
    }
}
