//! A change while it is still being found out what it is.

use serde_json::Value;

use crate::value::change::model::{Change, Class, Kind, Place};
use crate::value::change::route::Spot;
use crate::value::change::tree::NodeId;
use crate::value::change::words::{Words, kind_of, replaced};

/// What happened, as far as it is known.
#[derive(Clone, Debug)]
pub(super) struct Draft<'v> {
    pub(super) what: What,
    /// Its place among the others, in the order of the documents.
    pub(super) order: usize,
    pub(super) was: Option<Side<'v>>,
    pub(super) is: Option<Side<'v>>,
    /// The draft that tells this one, too.
    pub(super) told_by: Option<usize>,
}

/// One version of a place.
#[derive(Clone, Debug)]
pub(super) struct Side<'v> {
    pub(super) spot: Spot,
    pub(super) node: NodeId,
    pub(super) value: &'v Value,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Another value is there.
    Replaced,
    /// Something is gone.
    Removed(Held),
    /// Something was not there.
    Added(Held),
    /// A key has another name.
    Renamed,
    /// It is somewhere else.
    Moved(Held),
    /// Elements have another order.
    Reordered,
}

/// How something is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Under a key: readers know it by its name.
    ByName,
    /// In a list, or under a key that is data: one more or fewer is no other contract.
    AsData,
    /// In a list of which no element had its type.
    AsOther,
}

impl What {
    /// How it was held before or, where it was not, how it is now.
    pub(super) fn held(self) -> Held {
        match self {
            What::Removed(held) | What::Added(held) | What::Moved(held) => held,
            What::Replaced | What::Renamed | What::Reordered => Held::ByName,
        }
    }
}

impl Draft<'_> {
    /// The change. Only a draft that no other one tells is one.
    pub(super) fn change(&self) -> Change {
        let Words { class, kind, from, to, unsaid } = self.told();
        let side = self.was.as_ref().or(self.is.as_ref());
        let place = |side: &Side<'_>| Place { pointer: side.spot.pointer.clone(), value: side.value.clone() };
        Change {
            class,
            kind,
            path: side.map(|side| side.spot.path.clone()).unwrap_or_default(),
            from,
            to,
            unsaid,
            was: self.was.as_ref().map(place),
            is: self.is.as_ref().map(place),
        }
    }

    fn told(&self) -> Words {
        let path = |side: &Option<Side<'_>>| side.as_ref().map(|side| side.spot.path.clone()).unwrap_or_default();
        let kind = |side: &Option<Side<'_>>| side.as_ref().map(|side| kind_of(side.value)).unwrap_or_default();
        match (self.what, &self.was, &self.is) {
            (What::Replaced, Some(was), Some(is)) => replaced(was.value, is.value),
            (What::Removed(held), ..) => {
                let class = if held == Held::ByName { Class::Breaking } else { Class::Value };
                Words::of(class, Kind::Removed, kind(&self.was), String::new())
            }
            (What::Added(held), ..) => {
                let class = match held {
                    Held::ByName => Class::Additive,
                    Held::AsData => Class::Value,
                    Held::AsOther => Class::Breaking,
                };
                Words::of(class, Kind::Added, String::new(), kind(&self.is))
            }
            (What::Moved(held), ..) => {
                let class = if held == Held::ByName { Class::Breaking } else { Class::Order };
                Words::of(class, Kind::Moved, path(&self.was), path(&self.is))
            }
            (What::Renamed, ..) => {
                let key = |side: &Option<Side<'_>>| side.as_ref().map(|side| last_key(&side.spot.pointer));
                let (from, to) = (key(&self.was).unwrap_or_default(), key(&self.is).unwrap_or_default());
                Words::of(Class::Breaking, Kind::Renamed, from, to)
            }
            (What::Reordered | What::Replaced, ..) => {
                Words::of(Class::Order, Kind::Reordered, String::new(), String::new())
            }
        }
    }
}

/// The types that a list of values has.
#[derive(Clone, Copy, Default)]
pub(super) struct Types(u8);

impl Types {
    pub(super) fn of(list: &[Value]) -> Types {
        Types(list.iter().fold(0, |types, value| types | Types::bit(value)))
    }

    /// How another element is held in the list: as one of many, or as what none was.
    pub(super) fn held(self, value: &Value) -> Held {
        if self.0 == 0 || self.0 & Types::bit(value) != 0 { Held::AsData } else { Held::AsOther }
    }

    fn bit(value: &Value) -> u8 {
        match value {
            Value::Null => 1,
            Value::Bool(_) => 2,
            Value::Number(_) => 4,
            Value::String(_) => 8,
            Value::Array(_) => 16,
            Value::Object(_) => 32,
        }
    }
}

/// The key at the end of a pointer.
fn last_key(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~")
}
