//! The credentials that were fetched in a run, kept for every case that needs them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::judge::verdict::Finding;
use crate::record::event::StepReport;
use crate::secret::secret::Secret;

/// Every fetched credential of a run.
#[derive(Debug, Default)]
pub struct FetchedCredentials {
    slots: Mutex<HashMap<Key, Arc<Mutex<Slot>>>>,
}

/// What a credential is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The API.
    pub api: String,
    /// The user; `None` for the environment's own.
    pub user: Option<String>,
    /// The security scheme.
    pub scheme: String,
}

/// Where one credential is kept. Whoever fetches it holds the lock, so that others wait.
#[derive(Debug, Default)]
pub enum Slot {
    /// Nobody has needed it yet.
    #[default]
    Empty,
    /// It was fetched.
    Had {
        /// Its value.
        secret: Secret,
        /// When it must be fetched again.
        until: Option<Instant>,
    },
    /// It is not tried again: a wrong password, repeated, locks the account.
    Refused(Unfetched),
}

/// Why a credential was not had.
#[derive(Clone, Debug)]
pub struct Unfetched {
    /// What the case is told.
    pub finding: Finding,
    /// What was sent and what came back.
    pub steps: Vec<StepReport>,
}

impl FetchedCredentials {
    /// The place of one credential; made when it is first asked for.
    pub fn slot(&self, key: Key) -> Arc<Mutex<Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }
}
