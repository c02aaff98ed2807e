//! What a gate knows of the project before it looks at a record.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use crate::decide::baseline::document::Baseline;
use crate::suite::config::gate::Policy;
use crate::suite::model::{Case, KnownFailure};
use crate::suite::plan::check::Contracts;
use crate::suite::plan::identity::Identity;

/// The project, today.
#[derive(Debug)]
pub struct Facts<'f> {
    /// What is asked.
    pub policy: &'f Policy,
    /// What its suite and contracts are known by.
    pub identity: Identity,
    /// Its contracts.
    pub contracts: &'f Contracts,
    /// Its cases, by id without rows.
    pub cases: HashMap<&'f str, &'f Case>,
    /// The ids of its cases, with rows.
    pub ids: BTreeSet<String>,
    /// What was once good, if it has a baseline.
    pub baseline: Option<Baseline>,
    /// The snapshots that wait for their review on this machine.
    pub pending: Vec<String>,
    /// The snapshots that no case refers to.
    pub obsolete: Vec<String>,
    /// Known failures of no case in particular, with where each is written.
    pub known_of_all: Vec<(String, &'f KnownFailure)>,
    /// Now.
    pub now: Timestamp,
}

impl Facts<'_> {
    /// Today in UTC, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    }
}
