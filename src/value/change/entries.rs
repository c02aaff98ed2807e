//! Two objects side by side: keys that stayed, were renamed, are gone or have come.

use serde_json::{Map, Value};

use crate::value::change::draft::{Held, What};
use crate::value::change::keys::{Lone, are_data, positions, renamed};
use crate::value::change::part::{Part, PartId, Slot};
use crate::value::change::route::Step;
use crate::value::change::seat::{Seat, as_before, seats};
use crate::value::change::tree::NodeId;
use crate::value::change::walk::{Gap, Walk};

/// Up to this many pairs of keys of one object are looked up among the known renames.
const MAX_RENAMES: usize = 1024;

/// An object and its place.
type Object<'v> = (NodeId, &'v Map<String, Value>);

/// Both objects with their keys.
struct Objects<'v> {
    naming: Naming,
    old: (NodeId, Vec<&'v str>),
    new: (NodeId, Vec<&'v str>),
}

/// What was found of their entries; keys that are gone or have come are there with their drafts.
#[derive(Default)]
struct Entries<'v> {
    slots: Vec<Slot>,
    gone: Vec<(Lone<'v>, usize)>,
    come: Vec<(Lone<'v>, usize)>,
}

impl<'v> Walk<'v> {
    /// Finds what is different in two objects.
    pub(super) fn object(&mut self, old: Object<'v>, new: Object<'v>) -> PartId {
        let naming = if are_data(old.1, new.1) { Naming::Data } else { Naming::Names };
        let positions = positions(old.1, new.1);
        let mut pairs: Vec<(usize, usize)> =
            positions.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).collect();
        if naming == Naming::Names {
            pairs.extend(self.renames(old, new, &pairs));
        }
        let seats = seats(&pairs, old.1.len(), new.1.len());
        let keys = |map: &'v Map<String, Value>| map.keys().map(String::as_str).collect();
        let objects = Objects { naming, old: (old.0, keys(old.1)), new: (new.0, keys(new.1)) };
        let mut entries = Entries::default();
        let since = self.open.len();
        for at in as_before(&seats) {
            self.entry(&objects, seats[at], &mut entries);
        }
        self.settle(since);
        let Entries { slots, gone, come } = entries;
        let part = self.part(Part::Object { slots });
        if naming == Naming::Names && !gone.is_empty() && !come.is_empty() {
            let (was, is, depth) = (self.was.clone(), self.is.clone(), self.depth);
            self.gaps.push(Gap { part, was, is, depth, gone, come });
        }
        part
    }

    fn entry(&mut self, objects: &Objects<'v>, seat: Seat, entries: &mut Entries<'v>) {
        let Objects { naming, old, new } = objects;
        let was = seat.old.map(|at| Lone { key: old.1[at], node: self.old.child(old.0, at), position: at });
        let is = seat.new.map(|at| Lone { key: new.1[at], node: self.new.child(new.0, at), position: at });
        let slot = match (was, is) {
            (Some(was), Some(is)) => {
                let (old, new) = (was.position, is.position);
                let change = (was.key != is.key).then(|| self.rename(was, is));
                let part = self.below(naming.step(was.key), naming.step(is.key), was.node, is.node);
                match change {
                    None => Slot::Both { old, new, part },
                    Some(change) => Slot::Renamed { old, new, part, change },
                }
            }
            (Some(was), None) => {
                let change = self.gone(naming.step(was.key), was.node, naming.held());
                entries.gone.push((was, change));
                Slot::Gone { old: was.position, change }
            }
            (None, Some(is)) => {
                let change = self.come(naming.step(is.key), is.node, naming.held());
                entries.come.push((is, change));
                Slot::Come { new: is.position, change }
            }
            (None, None) => return,
        };
        entries.slots.push(slot);
    }

    /// Pairs of positions of keys that were renamed.
    fn renames(&self, old: Object<'v>, new: Object<'v>, stayed: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let (mut left, mut right) = (vec![true; old.1.len()], vec![true; new.1.len()]);
        for (old, new) in stayed {
            (left[*old], right[*new]) = (false, false);
        }
        let lones = |map: &'v Map<String, Value>, open: Vec<bool>, node: &dyn Fn(usize) -> NodeId| -> Vec<Lone<'v>> {
            let keys = map.keys().enumerate().filter(|(position, _)| open[*position]);
            keys.map(|(position, key)| Lone { key, node: node(position), position }).collect()
        };
        let gone = lones(old.1, left, &|position| self.old.child(old.0, position));
        let come = lones(new.1, right, &|position| self.new.child(new.0, position));
        let found = renamed((&self.old, &self.new), &gone, &come);
        found.into_iter().map(|(a, b)| (gone[a].position, come[b].position)).collect()
    }

    fn rename(&mut self, was: Lone<'v>, is: Lone<'v>) -> usize {
        self.renames.insert((self.was.path.clone(), was.key, is.key));
        let back = (self.was.down(Step::Key(was.key)), self.is.down(Step::Key(is.key)));
        let change = self.draft(What::Renamed, Some(was.node), Some(is.node));
        self.was.back(back.0);
        self.is.back(back.1);
        change
    }

    /// What was renamed in one object was renamed in all at the same path, also where the value alone proves nothing.
    pub(super) fn rename_likewise(&mut self) {
        let mut at = 0;
        while at < self.gaps.len() {
            let gap = &self.gaps[at];
            (self.was, self.is, self.depth) = (gap.was.clone(), gap.is.clone(), gap.depth);
            for (gone, come) in self.likewise(at) {
                self.rename_late(self.gaps[at].part, gone, come);
            }
            at += 1;
        }
    }

    /// The keys of a gap that are known to be renamed, with their drafts.
    fn likewise(&self, gap: usize) -> Vec<((Lone<'v>, usize), (Lone<'v>, usize))> {
        let Gap { was, gone, come, .. } = &self.gaps[gap];
        if self.renames.is_empty() || gone.len() * come.len() > MAX_RENAMES {
            return Vec::new();
        }
        let is_open = |draft: usize, what: fn(&What) -> bool| {
            self.drafts[draft].told_by.is_none() && what(&self.drafts[draft].what)
        };
        let mut known = Vec::new();
        for gone in gone.iter().filter(|gone| is_open(gone.1, |what| matches!(what, What::Removed(_)))) {
            let found = come.iter().find(|come| {
                is_open(come.1, |what| matches!(what, What::Added(_)))
                    && self.renames.contains(&(was.path.clone(), gone.0.key, come.0.key))
                    && known.iter().all(|(_, other): &(_, (Lone<'v>, usize))| other.1 != come.1)
            });
            known.extend(found.map(|come| (*gone, *come)));
        }
        known
    }

    /// Turns what is gone and what has come into a renamed key, whose value may have changed, too.
    fn rename_late(&mut self, object: PartId, gone: (Lone<'v>, usize), come: (Lone<'v>, usize)) {
        self.tell_as_one(gone.1, come.1, |_| What::Renamed);
        self.order = Some(self.drafts[gone.1].order);
        let part = self.below(Step::Key(gone.0.key), Step::Key(come.0.key), gone.0.node, come.0.node);
        self.order = None;
        let Part::Object { slots } = &mut self.parts[object] else { return };
        slots.retain(|slot| !matches!(slot, Slot::Come { change, .. } if *change == come.1));
        for slot in slots {
            if matches!(slot, Slot::Gone { change, .. } if *change == gone.1) {
                *slot = Slot::Renamed { old: gone.0.position, new: come.0.position, part, change: gone.1 };
            }
        }
    }
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Names,
    Data,
}

impl Naming {
    fn step(self, key: &str) -> Step<'_> {
        match self {
            Naming::Names => Step::Key(key),
            Naming::Data => Step::Entry(key),
        }
    }

    fn held(self) -> Held {
        match self {
            Naming::Names => Held::ByName,
            Naming::Data => Held::AsData,
        }
    }
}
