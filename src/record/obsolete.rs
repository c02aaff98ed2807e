//! Files that no case refers to any more: snapshots of cases that were renamed or removed, and what is pending for them.

use std::collections::HashSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::judge::snapshot::owner::Owned;
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::record::proposal::{FOLDER as PROPOSALS, Proposal};
use crate::record::store::{Store, StoreError};

/// Snapshots, and those pending beside them, that belong to none of `owned`.
pub fn obsolete(store: &Store, owned: &[Owned]) -> Result<Vec<Utf8PathBuf>, StoreError> {
    let known = known(owned.iter().map(|owned| owned.path.clone()));
    let folder = Utf8Path::new(SNAPSHOTS);
    let mut files = store.files(folder, ".snap")?;
    files.extend(store.files(folder, ".snap.new")?);
    files.retain(|file| !known.contains(&folded(file.as_str().trim_end_matches(".new"))));
    files.sort();
    Ok(files)
}

/// Proposals for snapshots that belong to none of `owned`.
pub fn stale_proposals(store: &Store, owned: &[Owned]) -> Result<Vec<Utf8PathBuf>, StoreError> {
    let known = known(owned.iter().map(|owned| Proposal::path(&owned.path)));
    let mut files = store.files(Utf8Path::new(PROPOSALS), ".json")?;
    files.retain(|file| !known.contains(&folded(file.as_str())));
    Ok(files)
}

/// Ids differ by more than case, and some file systems don't: nothing is obsolete for that alone.
fn known(paths: impl Iterator<Item = Utf8PathBuf>) -> HashSet<String> {
    paths.map(|path| folded(path.as_str())).collect()
}

fn folded(path: &str) -> String {
    path.to_lowercase()
}
