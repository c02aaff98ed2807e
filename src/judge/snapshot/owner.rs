//! Which snapshots a suite asks for, whether they have been recorded or not.

use camino::Utf8PathBuf;

use crate::judge::snapshot::uses::uses;
use crate::suite::model::SnapshotKind;
use crate::suite::plan::load::Suite;

/// A snapshot, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Its file, from the project's root.
    pub path: Utf8PathBuf,
    /// What is recorded in it.
    pub kind: SnapshotKind,
    /// The case's id, with the row and the step that it is for, where there are several.
    pub case: String,
}

/// Every snapshot that a case of the suite asks for, also where the case is skipped: by `skip`, `only` or the
/// environment.
pub fn owned(suite: &Suite) -> Vec<Owned> {
    let uses = uses(suite).into_iter();
    let mut all: Vec<Owned> = uses
        .map(|one| {
            let row = one.row.map(|row| format!("[{row}]")).unwrap_or_default();
            let step = one.step.map(|step| format!("@{step}")).unwrap_or_default();
            Owned { kind: one.spec.kind, case: format!("{}{row}{step}", one.case.id), path: one.path }
        })
        .collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    // Steps can have the same id, such as one that is cleaned up after and its cleanup.
    all.dedup_by(|a, b| a.path == b.path);
    all
}
