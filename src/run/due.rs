//! What becomes of a snapshot once it is known that the attempt which led to it is the last one. Until then nothing is
//! written: what an attempt proposes by mistake must not outlive it, and one that holds must not settle what another one
//! proposed.

use std::sync::Arc;

use crate::judge::verdict::Finding;
use crate::run::snapshots::{Entry, Proposed};
use crate::wire::exchange::Exchange;

/// What is due for a snapshot.
#[derive(Debug)]
pub struct Due {
    /// The exchange that led to it.
    pub exchange: Arc<Exchange>,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a snapshot.
#[derive(Debug)]
pub enum Change {
    /// It is as it was reviewed: what is pending from an earlier run is settled.
    Settle(Arc<Entry>),
    /// It would change, or is new.
    Propose(Proposing),
}

/// What is proposed for a snapshot.
#[derive(Debug)]
pub struct Proposing {
    /// The snapshot.
    pub entry: Arc<Entry>,
    /// What it belongs to: the case's id, with its step if it has several.
    pub case: String,
    /// Whether there was none.
    pub is_new: bool,
    /// Its new text.
    pub text: String,
    /// What was found, when it is left out of the report because the run's policy accepts the new text.
    pub withheld: Vec<Finding>,
}

impl Proposing {
    /// What is to be done about it.
    pub fn advice(&self, proposed: Proposed) -> String {
        let (path, case) = (self.entry.path(), &self.case);
        match proposed {
            Proposed::Refused => format!(
                "in CI nothing is written under snapshots/: keep the page that `countersign review --html review.html` \
                 makes here and review there, or run the case on your own machine, review {path} and commit it"
            ),
            _ => format!(
                "look at {path}.new with `countersign review {case}`, or accept it with `countersign run \
                 --update-snapshots {}`",
                if self.is_new { "new" } else { "all" }
            ),
        }
    }
}
