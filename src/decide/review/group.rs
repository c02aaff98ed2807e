//! The same change in many snapshots, as one thing to decide.

use std::collections::HashMap;
use std::sync::Arc;

use crate::decide::review::pending::{Decision, Pending};
use crate::value::change::model::{Change, Fingerprint};

/// Names one change of one pending snapshot by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId {
    /// Which of the pending snapshots.
    pub pending: usize,
    /// Which of its changes.
    pub change: usize,
}

/// All places of the same change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// By what it is recognized.
    pub fingerprint: Fingerprint,
    /// Where it is, in the order of the snapshots. There is at least one.
    pub members: Vec<ChangeId>,
}

impl Group {
    /// The change, as it is shown in its first place.
    pub fn change<'p>(&self, pending: &'p [Arc<Pending>]) -> &'p Change {
        let first = self.members[0];
        &pending[first.pending].shown.changes[first.change]
    }

    /// In how many snapshots it is.
    pub fn snapshots(&self) -> usize {
        let mut snapshots: Vec<usize> = self.members.iter().map(|member| member.pending).collect();
        snapshots.dedup();
        snapshots.len()
    }

    /// How many of its places have been decided in this way.
    pub fn count(&self, pending: &[Arc<Pending>], decision: Decision) -> usize {
        self.members.iter().filter(|id| pending[id.pending].decisions[id.change] == decision).count()
    }
}

/// The groups of all changes, the worst first and then the most frequent; else in the order of their first places.
pub fn groups(pending: &[Arc<Pending>]) -> Vec<Group> {
    let mut known: HashMap<Fingerprint, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (index, one) in pending.iter().enumerate() {
        for (change, fingerprint) in one.change.changes.iter().map(Change::fingerprint).enumerate() {
            let at = *known.entry(fingerprint).or_insert_with(|| {
                groups.push(Group { fingerprint, members: Vec::new() });
                groups.len() - 1
            });
            groups[at].members.push(ChangeId { pending: index, change });
        }
    }
    groups.sort_by_key(|group| {
        let change = group.change(pending);
        (change.class, std::cmp::Reverse(group.members.len()), change.path.clone(), group.members[0])
    });
    groups
}
