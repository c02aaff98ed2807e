//! Who is to blame for a rule that does not hold: all are counted, the first ones are named.

/// How many are named.
pub const NAMED: usize = 20;

/// Everybody who is to blame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blame {
    /// The first ones, in the order in which they were met.
    pub list: Vec<Blamed>,
    /// How many there are in all.
    pub count: usize,
}

/// Somebody who is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blamed {
    /// A case, an operation, a file.
    pub what: String,
    /// Why.
    pub why: String,
}

impl Blame {
    /// One more.
    pub fn add(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.count += 1;
        if self.list.len() < NAMED {
            self.list.push(Blamed { what: what.into(), why: why.into() });
        }
    }

    /// These.
    pub fn of<W: Into<String>>(list: impl IntoIterator<Item = (W, String)>) -> Blame {
        let mut blame = Blame::default();
        list.into_iter().for_each(|(what, why)| blame.add(what, why));
        blame
    }

    /// How many are not named.
    pub fn more(&self) -> usize {
        self.count - self.list.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
