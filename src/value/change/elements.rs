//! Two lists side by side: elements that stayed, changed places, are gone or have come.

use serde_json::Value;

use crate::value::change::align::align;
use crate::value::change::draft::{Held, Types, What};
use crate::value::change::part::{Part, PartId, Reordered, Slot};
use crate::value::change::route::Step;
use crate::value::change::seat::{Seat, as_after, as_before, seats};
use crate::value::change::tree::NodeId;
use crate::value::change::walk::Walk;

/// A list and its place.
type List<'v> = (NodeId, &'v [Value]);

impl<'v> Walk<'v> {
    pub(super) fn array(&mut self, old: List<'v>, new: List<'v>) -> PartId {
        let pairs = align((&self.old, &self.new), old.0, new.0);
        let is_reordered = !pairs.is_sorted_by_key(|pair| pair.1);
        let seats = seats(&pairs, old.1.len(), new.1.len());
        let seats: Vec<Seat> = as_after(&seats).into_iter().map(|at| seats[at]).collect();
        let reordered = is_reordered.then(|| {
            let change = self.draft(What::Reordered, Some(old.0), Some(new.0));
            Reordered { change, before: as_before(&seats) }
        });
        let types = Types::of(old.1);
        let since = self.open.len();
        let mut slots = Vec::with_capacity(seats.len());
        for seat in seats {
            slots.push(match (seat.old, seat.new) {
                (Some(a), Some(b)) => {
                    let (before, after) = (self.old.child(old.0, a), self.new.child(new.0, b));
                    let part = self.below(Step::Element(a), Step::Element(b), before, after);
                    Slot::Both { old: a, new: b, part }
                }
                (Some(a), None) => {
                    let change = self.gone(Step::Element(a), self.old.child(old.0, a), Held::AsData);
                    Slot::Gone { old: a, change }
                }
                (None, Some(b)) => {
                    let change = self.come(Step::Element(b), self.new.child(new.0, b), types.held(&new.1[b]));
                    Slot::Come { new: b, change }
                }
                (None, None) => continue,
            });
        }
        self.settle(since);
        self.part(Part::Array { slots, reordered })
    }
}
