//! One change, what it means for whoever reads the answer, and by what the same change is recognized elsewhere.

use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// What a change means for the readers of an API, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A reader that relied on what was there may fail: something was removed, has another name or place, another type,
    /// became nullable, or left its format or its enumeration.
    Breaking,
    /// Another status.
    Status,
    /// Another value of a header, or a header that came or went.
    Header,
    /// Something that was not there.
    Additive,
    /// Another value of the same kind; an element more or fewer in a list.
    Value,
    /// The same elements in another order, or an element in another list.
    Order,
    /// There was no snapshot.
    New,
}

/// All classes, the worst first.
pub const CLASSES: [Class; 7] =
    [Class::Breaking, Class::Status, Class::Header, Class::Additive, Class::Value, Class::Order, Class::New];

impl Class {
    /// Its name on the command line, in lists and in records.
    pub fn name(self) -> &'static str {
        match self {
            Class::Breaking => "breaking",
            Class::Status => "status",
            Class::Header => "header",
            Class::Additive => "additive",
            Class::Value => "value",
            Class::Order => "order",
            Class::New => "new",
        }
    }

    /// The class of this name.
    pub fn named(name: &str) -> Option<Class> {
        CLASSES.into_iter().find(|class| class.name() == name)
    }
}

/// What happened at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It is gone.
    Removed,
    /// It was not there.
    Added,
    /// Another type, `null` among them.
    Type,
    /// A key that may be absent now, or need not be any more.
    Presence,
    /// A text that left its format, its pattern or its enumeration.
    Format,
    /// Another value of the same type.
    Value,
    /// It has another key in the same object.
    Renamed,
    /// It is at another place.
    Moved,
    /// The same elements in another order.
    Reordered,
}

impl Kind {
    /// Its name in lists and in records.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Removed => "removed",
            Kind::Added => "added",
            Kind::Type => "type",
            Kind::Presence => "presence",
            Kind::Format => "format",
            Kind::Value => "value",
            Kind::Renamed => "renamed",
            Kind::Moved => "moved",
            Kind::Reordered => "reordered",
        }
    }
}

/// A place in one of the two versions, and what is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// A JSON Pointer into the document.
    pub pointer: String,
    /// The value.
    pub value: Value,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// What happened.
    pub kind: Kind,
    /// The place, for all elements of a list at once: `$.items[*].price`. For what moved, where it was.
    pub path: String,
    /// What was there, in words that do not depend on the case: `integer`, `"draft"`; empty where nothing was.
    pub from: String,
    /// What is there now, in the same way.
    pub to: String,
    /// Stands for what was and what is there, where the words leave something out of a value.
    pub unsaid: Option<u64>,
    /// Where it was; `None` for what is new.
    pub was: Option<Place>,
    /// Where it is; `None` for what is gone.
    pub is: Option<Place>,
}

impl Change {
    /// By what the same change is recognized in other snapshots: its path, its class, and what it is from and to.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hash = Sha256::new();
        for part in [self.class.name(), self.kind.name(), &self.path, &self.from, &self.to] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        // Two long values of which the same part is shown are not the same news.
        self.unsaid.iter().for_each(|unsaid| hash.update(unsaid.to_le_bytes()));
        let digest = hash.finalize();
        Fingerprint(u64::from_be_bytes(std::array::from_fn(|index| digest[index])))
    }

    /// What happened, in words: `integer -> string`, `removed (integer)`.
    pub fn words(&self) -> String {
        match self.kind {
            Kind::Removed => format!("removed ({})", self.from),
            Kind::Added => format!("added ({})", self.to),
            Kind::Renamed => format!("renamed to {}", self.to),
            Kind::Moved => format!("moved to {}", self.to),
            Kind::Reordered => "reordered".to_owned(),
            Kind::Type | Kind::Presence | Kind::Format | Kind::Value => format!("{} -> {}", self.from, self.to),
        }
    }
}

/// Equal for the same change in different snapshots. Written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint that a text is, in the way that it is written.
    pub fn parse(text: &str) -> Option<Fingerprint> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| digits).map(Fingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}
