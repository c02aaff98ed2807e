//! The snapshot files of a run: read once, and written whole or not at all.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::judge::snapshot::path::pending;
use crate::judge::snapshot::stored::Stored;
use crate::suite::model::SnapshotKind;

/// What is done with snapshots that differ or are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotPolicy {
    /// They are failures, and nothing is written: in CI.
    Compare,
    /// They are failures, and the new one is written beside the old as `.snap.new`.
    Pending,
    /// Missing ones are written, those that differ are pending.
    UpdateNew,
    /// The new ones are written.
    UpdateAll,
}

/// The snapshots of a run.
#[derive(Debug)]
pub struct SnapshotFiles {
    root: Utf8PathBuf,
    policy: SnapshotPolicy,
    entries: Mutex<HashMap<Utf8PathBuf, Arc<Entry>>>,
}

/// One snapshot file. Rows share those of shapes, so several threads may meet here.
#[derive(Debug)]
pub struct Entry {
    path: Utf8PathBuf,
    kind: SnapshotKind,
    /// What was reviewed.
    pub reviewed: Stored,
    /// What has been proposed in this run, and what has been accepted.
    proposed: Mutex<Option<Arc<Stored>>>,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// It is the reviewed snapshot now.
    Accepted,
    /// It lies beside the reviewed one.
    Pending,
    /// Nothing was written.
    Refused,
}

impl SnapshotFiles {
    /// The snapshots below `root`.
    pub fn new(root: &Utf8Path, policy: SnapshotPolicy) -> SnapshotFiles {
        SnapshotFiles { root: root.to_owned(), policy, entries: Mutex::new(HashMap::new()) }
    }

    /// The snapshot at `path`, from the root; read when it is first asked for.
    pub fn entry(&self, path: &Utf8Path, kind: SnapshotKind) -> Arc<Entry> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.get(path) {
            return entry.clone();
        }
        let text = std::fs::read_to_string(self.root.join(path)).ok();
        let reviewed = Stored::read(text.as_deref(), kind);
        let entry = Arc::new(Entry { path: path.to_owned(), kind, reviewed, proposed: Mutex::new(None) });
        entries.insert(path.to_owned(), entry.clone());
        entry
    }

    /// Proposes a new text for a snapshot. `next` makes it, from what was proposed before if anything was: the shapes
    /// of several rows come together this way; `None` when that covers this row too.
    pub fn propose(
        &self,
        entry: &Entry,
        is_new: bool,
        next: impl FnOnce(Option<&Stored>) -> Option<String>,
    ) -> std::io::Result<Proposed> {
        let accepted = match (self.policy, is_new) {
            (SnapshotPolicy::Compare, _) => return Ok(Proposed::Refused),
            (SnapshotPolicy::UpdateAll, _) | (SnapshotPolicy::UpdateNew, true) => Proposed::Accepted,
            (SnapshotPolicy::UpdateNew, false) | (SnapshotPolicy::Pending, _) => Proposed::Pending,
        };
        let mut proposed = entry.proposed.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(text) = next(proposed.as_deref()) else { return Ok(accepted) };
        let target = match accepted {
            Proposed::Accepted => entry.path.clone(),
            _ => pending(&entry.path),
        };
        write(&self.root.join(target), &text)?;
        if accepted == Proposed::Accepted {
            // What was pending is settled by what was accepted.
            let _ = std::fs::remove_file(self.root.join(pending(&entry.path)));
        }
        *proposed = Some(Arc::new(Stored::read(Some(&text), entry.kind)));
        Ok(accepted)
    }
}

impl SnapshotFiles {
    /// Removes what is pending from an earlier run, when the response is as it was reviewed and nothing else is
    /// proposed in this run.
    pub fn settle(&self, entry: &Entry) {
        let proposed = entry.proposed.lock().unwrap_or_else(PoisonError::into_inner);
        if self.policy != SnapshotPolicy::Compare && proposed.is_none() {
            // Mostly there is none.
            let _ = std::fs::remove_file(self.root.join(pending(&entry.path)));
        }
    }
}

impl Entry {
    /// The path from the project's root.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }
}

/// Writes a file so that, killed at any moment, it has its old or its new text.
fn write(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".countersign-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // Temporary files are private; a snapshot is as readable as any other file of the project.
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    file.as_file().set_permissions(mode)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
