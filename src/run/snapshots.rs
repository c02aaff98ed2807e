//! The snapshot files of a run: read once, and written whole or not at all.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, Once, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::judge::snapshot::path::pending;
use crate::judge::snapshot::stored::Stored;
use crate::judge::snapshot::together::together;
use crate::record::damage::{Wanted, diagnostic, read_all, stored};
use crate::record::proposal::{FOLDER, IGNORED, IGNORING, MAX_EXCHANGES, Proposal};
use crate::record::store::{Store, StoreError, Write, hash};
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::suite::model::SnapshotKind;

/// How often a snapshot is accepted anew because another process of the same run accepted something in between.
const ATTEMPTS: usize = 5;

/// What is done with snapshots that differ or are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotPolicy {
    /// They are failures, and no snapshot is written: in CI.
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
    store: Store,
    policy: SnapshotPolicy,
    entries: Mutex<HashMap<Utf8PathBuf, Arc<Entry>>>,
    /// Whether there can be proposals of an earlier run.
    has_proposals: bool,
    /// Keeps proposals out of the repository, before the first one is written.
    ignoring: Once,
}

/// One snapshot file. Rows share those of shapes, so several threads may meet here.
#[derive(Debug)]
pub struct Entry {
    path: Utf8PathBuf,
    kind: SnapshotKind,
    /// What was reviewed.
    pub reviewed: Stored,
    state: Mutex<State>,
}

/// What a run did with a snapshot.
#[derive(Debug)]
struct State {
    /// The text of the reviewed snapshot that is known, in short.
    mark: u64,
    /// What was last proposed or accepted.
    proposed: Option<String>,
    /// How many exchanges the proposal tells.
    exchanges: usize,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// It is the reviewed snapshot now.
    Accepted,
    /// It lies beside the reviewed one.
    Pending,
    /// No snapshot was written.
    Refused,
}

/// What became of a proposal, and of what reviewers are told about it.
#[derive(Debug)]
pub struct Settled {
    /// Of the proposal.
    pub proposed: Proposed,
    /// Why reviewers will not see the exchange, if so. The snapshot itself can be reviewed all the same.
    pub untold: Option<StoreError>,
}

impl SnapshotFiles {
    /// The snapshots below `root`.
    pub fn new(root: &Utf8Path, policy: SnapshotPolicy) -> SnapshotFiles {
        SnapshotFiles {
            store: Store::new(root),
            policy,
            entries: Mutex::default(),
            has_proposals: root.join(FOLDER).is_dir(),
            ignoring: Once::new(),
        }
    }

    /// What is done with snapshots.
    pub fn policy(&self) -> SnapshotPolicy {
        self.policy
    }

    /// Whether a new text is accepted without a review.
    pub fn accepts(&self, is_new: bool) -> bool {
        matches!((self.policy, is_new), (SnapshotPolicy::UpdateAll, _) | (SnapshotPolicy::UpdateNew, true))
    }

    /// Reads snapshots before anything is sent, and keeps them for the cases that ask for them. Returns what is wrong
    /// with those that are damaged.
    pub fn read_ahead(&self, wanted: &[Wanted], sources: &Sources) -> Vec<Diagnostic> {
        let read = read_all(&self.store, wanted, |one, read| self.made(one, read));
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut damaged = Vec::new();
        for (one, entry) in wanted.iter().zip(read) {
            if let Stored::Unreadable(why) = &entry.reviewed {
                damaged.push(diagnostic(&self.store, one, why, sources));
            }
            entries.insert(one.path.clone(), Arc::new(entry));
        }
        damaged
    }

    /// The snapshot at `path`, from the root; read when it is first asked for.
    pub fn entry(&self, path: &Utf8Path, kind: SnapshotKind) -> Arc<Entry> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.get(path) {
            return entry.clone();
        }
        let wanted = Wanted { path: path.to_owned(), kind, span: Span::default() };
        let read = self.store.read(path);
        let entry = match &read {
            Ok(text) => self.made(&wanted, Ok(text.as_deref())),
            Err(_) => self.made(&wanted, read.map(|_| None)),
        };
        let entry = Arc::new(entry);
        entries.insert(wanted.path, entry.clone());
        entry
    }

    fn made(&self, wanted: &Wanted, read: Result<Option<&str>, StoreError>) -> Entry {
        // Only who writes over a file has to know it again.
        let mark = match (self.policy, &read) {
            (SnapshotPolicy::UpdateNew | SnapshotPolicy::UpdateAll, Ok(text)) => mark(*text),
            _ => 0,
        };
        let reviewed = stored(&self.store, wanted, read);
        let state = Mutex::new(State { mark, proposed: None, exchanges: 0 });
        Entry { path: wanted.path.clone(), kind: wanted.kind, reviewed, state }
    }

    /// Proposes a new text for a snapshot, together with what was proposed before if anything was: the shapes of several
    /// rows. `told` makes what reviewers are told.
    pub fn propose(
        &self,
        entry: &Entry,
        is_new: bool,
        text: &str,
        told: impl FnOnce() -> Option<Proposal>,
    ) -> Result<Settled, StoreError> {
        let mut state = entry.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.accepts(is_new) {
            self.accept(entry, &mut state, text)?;
            return Ok(Settled { proposed: Proposed::Accepted, untold: None });
        }
        let proposed = match self.policy {
            SnapshotPolicy::Compare => Proposed::Refused,
            _ => Proposed::Pending,
        };
        let text = state.next(text);
        if let Some(text) = text.as_ref().filter(|_| proposed == Proposed::Pending) {
            self.store.put(&pending(&entry.path), text)?;
        }
        let untold = self.tell(entry, &mut state, text.as_deref(), told).err();
        if let Some(text) = text {
            state.proposed = Some(text);
        }
        Ok(Settled { proposed, untold })
    }

    /// Makes the next text the reviewed one. What somebody else wrote since it was read is taken into account: the
    /// processes of nextest accept the shapes of rows side by side.
    fn accept(&self, entry: &Entry, state: &mut State, text: &str) -> Result<(), StoreError> {
        for _ in 0..ATTEMPTS {
            let before = self.store.read(&entry.path)?;
            if mark(before.as_deref()) != state.mark {
                let stored = Stored::read(before.as_deref(), entry.kind);
                if matches!(stored, Stored::Unreadable(_)) {
                    break;
                }
                *state = State { mark: mark(before.as_deref()), proposed: before.clone(), ..*state };
            }
            let Some(text) = state.next(text) else { return Ok(()) };
            let write = Write { path: entry.path.clone(), before, after: Some(text.clone()) };
            match self.store.apply(&[write]) {
                Err(StoreError::Changed(_)) => continue,
                written => written?,
            }
            state.mark = mark(Some(&text));
            state.proposed = Some(text);
            // What was pending is settled by what was accepted.
            let _ = self.store.remove(&pending(&entry.path));
            let _ = self.store.remove(&Proposal::path(&entry.path));
            return Ok(());
        }
        Err(StoreError::Changed(entry.path.clone()))
    }

    /// Tells reviewers of a proposal, or adds an exchange to what they are told.
    fn tell(
        &self,
        entry: &Entry,
        state: &mut State,
        text: Option<&str>,
        told: impl FnOnce() -> Option<Proposal>,
    ) -> Result<(), StoreError> {
        let is_full = state.exchanges >= MAX_EXCHANGES;
        if is_full && text.is_none() {
            return Ok(());
        }
        let path = Proposal::path(&entry.path);
        // It is read again rather than kept, so that memory stays flat however much is pending.
        let known = if state.exchanges > 0 { self.store.read(&path)? } else { None };
        let known = known.as_deref().and_then(Proposal::from_text);
        let mut proposal = match (known, told) {
            (Some(known), _) if is_full => known,
            (Some(mut known), told) => {
                known.exchanges.extend(told().into_iter().flat_map(|own| own.exchanges));
                known
            }
            (None, told) => match told() {
                Some(own) => own,
                None => return Ok(()),
            },
        };
        match text {
            Some(text) => text.clone_into(&mut proposal.text),
            // Somebody removed it meanwhile.
            None if proposal.text.is_empty() => return Ok(()),
            None => {}
        }
        proposal.snapshot.clone_from(&entry.path);
        proposal.base = self.store.read(&entry.path)?.as_deref().map(hash);
        proposal.beside = self.policy != SnapshotPolicy::Compare;
        self.ignoring.call_once(|| self.keep_out_of_repository());
        self.store.put(&path, &proposal.to_text())?;
        state.exchanges = proposal.exchanges.len();
        Ok(())
    }

    /// Whoever has the folder wants it or finds out; a run does not fail for it.
    fn keep_out_of_repository(&self) {
        let write = Write { path: IGNORED.into(), before: None, after: Some(IGNORING.to_owned()) };
        let _ = self.store.apply(&[write]);
    }

    /// Removes what is pending from an earlier run, when the response is as it was reviewed and nothing else is
    /// proposed in this run.
    pub fn settle(&self, entry: &Entry) {
        let state = entry.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.proposed.is_some() {
            return;
        }
        if self.policy != SnapshotPolicy::Compare {
            // Mostly there is none.
            let _ = self.store.remove(&pending(&entry.path));
        }
        if self.has_proposals {
            let _ = self.store.remove(&Proposal::path(&entry.path));
        }
    }
}

impl State {
    /// What is proposed with a further row; `None` when that says nothing new.
    fn next(&self, text: &str) -> Option<String> {
        match &self.proposed {
            None => Some(text.to_owned()),
            Some(proposed) => together(proposed, text),
        }
    }
}

impl Entry {
    /// The path from the project's root.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }
}

/// Tells texts apart without keeping them.
fn mark(text: Option<&str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use camino::{Utf8Path, Utf8PathBuf};

    use super::{Proposed, SnapshotFiles, SnapshotPolicy};
    use crate::record::store::StoreError;
    use crate::suite::model::SnapshotKind::Shape;

    const INTEGER: &str = "---\ninfo:\n  kind: shape\n  content: json\n---\n{ \"type\": \"integer\" }\n";
    const TEXT: &str = "---\ninfo:\n  kind: shape\n  content: json\n---\n{ \"type\": \"string\" }\n";
    const PATH: &str = "snapshots/a/b/c.snap";

    fn files(folder: &tempfile::TempDir, policy: SnapshotPolicy) -> (Utf8PathBuf, SnapshotFiles) {
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        (root.join(PATH), SnapshotFiles::new(root, policy))
    }

    #[test]
    fn what_another_process_accepted_meanwhile_is_part_of_what_is_accepted() {
        for (policy, is_new) in [(SnapshotPolicy::UpdateNew, true), (SnapshotPolicy::UpdateAll, false)] {
            let folder = tempfile::tempdir().expect("a folder");
            let (full, files) = files(&folder, policy);
            let entry = files.entry(Utf8Path::new(PATH), Shape);
            std::fs::create_dir_all(full.parent().expect("a folder")).expect("made");
            std::fs::write(&full, INTEGER).expect("written by another process");
            let settled = files.propose(&entry, is_new, TEXT, || None).expect("written");
            assert_eq!(settled.proposed, Proposed::Accepted);
            let accepted = std::fs::read_to_string(&full).expect("there");
            assert!(accepted.contains("integer") && accepted.contains("string"), "{accepted}");
        }
    }

    #[test]
    fn what_cannot_be_read_any_more_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let (full, files) = files(&folder, SnapshotPolicy::UpdateAll);
        let entry = files.entry(Utf8Path::new(PATH), Shape);
        std::fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        std::fs::write(&full, "<<<<<<< ours\n").expect("written by a merge");
        let error = files.propose(&entry, true, TEXT, || None).expect_err("changed");
        assert!(matches!(error, StoreError::Changed(_)), "{error}");
        assert_eq!(std::fs::read_to_string(&full).expect("there"), "<<<<<<< ours\n");
    }
}
