//! What the page shows first: every pending snapshot and every group, in few bytes each, so that a thousand of them
//! are there at once. What is inside a snapshot is in [`crate::show::review::page::detail`].

use std::collections::HashMap;

use serde::Serialize;

use crate::decide::review::pending::{Decision, Pending};
use crate::decide::review::session::Review;
use crate::value::change::model::Fingerprint;

/// Everything that is pending.
#[derive(Debug, Serialize)]
pub struct Overview {
    /// What is reviewed: the name of the project's folder.
    pub project: String,
    /// The snapshots, in the order of the review.
    pub snapshots: Vec<Snapshot>,
    /// The groups of the same change, the worst first.
    pub groups: Vec<GroupLine>,
}

/// One snapshot.
#[derive(Debug, Serialize)]
pub struct Snapshot {
    /// Its file, from the project's root.
    pub path: String,
    /// The API.
    pub api: String,
    /// The case's id.
    pub case: String,
    /// What a decision has to name.
    pub version: String,
    /// For each change the group that it is in, by its index.
    pub changes: Vec<usize>,
    /// For each change a letter; see [`letters`].
    pub decisions: String,
}

/// What is the same in all changes of a group.
#[derive(Debug, Serialize)]
pub struct GroupLine {
    /// By what it is recognized.
    pub fingerprint: String,
    /// What it means.
    pub class: &'static str,
    /// What happened.
    pub kind: &'static str,
    /// The place.
    pub path: String,
    /// What was there.
    pub from: String,
    /// What is there now.
    pub to: String,
    /// What happened, in words.
    pub words: String,
}

/// What a review holds.
pub fn overview(project: &str, review: &Review) -> Overview {
    let known: HashMap<Fingerprint, usize> =
        review.groups.iter().enumerate().map(|(index, group)| (group.fingerprint, index)).collect();
    let line = |group: &crate::decide::review::group::Group| {
        let change = group.change(&review.pending);
        GroupLine {
            fingerprint: group.fingerprint.to_string(),
            class: change.class.name(),
            kind: change.kind.name(),
            path: change.path.clone(),
            from: change.from.clone(),
            to: change.to.clone(),
            words: change.words(),
        }
    };
    Overview {
        project: project.to_owned(),
        snapshots: review.pending.iter().map(|pending| snapshot(pending, &known)).collect(),
        groups: review.groups.iter().map(line).collect(),
    }
}

fn snapshot(pending: &Pending, known: &HashMap<Fingerprint, usize>) -> Snapshot {
    let groups = pending.change.changes.iter().filter_map(|change| known.get(&change.fingerprint()).copied());
    Snapshot {
        path: pending.path.to_string(),
        api: pending.api().to_owned(),
        case: pending.case().to_owned(),
        version: pending.version.clone(),
        changes: groups.collect(),
        decisions: letters(&pending.decisions),
    }
}

/// Decisions in the order of the changes: `O` open, `A` accepted, `R` rejected.
pub fn letters(decisions: &[Decision]) -> String {
    let letter = |decision: &Decision| match decision {
        Decision::Open => 'O',
        Decision::Accepted => 'A',
        Decision::Rejected => 'R',
    };
    decisions.iter().map(letter).collect()
}
