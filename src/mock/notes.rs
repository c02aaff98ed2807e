//! What is worth telling once, however often it is met.

use std::collections::HashSet;
use std::sync::Mutex;

use crate::mock::state::session::lock;

/// How many different notes are remembered; more than a description has places to complain about.
const MAX_NOTES: usize = 10_000;

/// What was told already.
#[derive(Debug, Default)]
pub struct Notes {
    told: Mutex<HashSet<String>>,
}

impl Notes {
    /// Those of the notes that were not told before.
    pub fn new_ones(&self, notes: &[String]) -> Vec<String> {
        if notes.is_empty() {
            return Vec::new();
        }
        let mut told = lock(&self.told);
        let new = notes.iter().filter(|note| told.len() < MAX_NOTES && told.insert((*note).clone()));
        new.cloned().collect()
    }
}
