//! What is pending, read from a project's files.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::project::in_ci;
use crate::decide::review::pending::{Files, Pending};
use crate::decide::review::session::Review;
use crate::judge::snapshot::file::SnapshotFile;
use crate::judge::snapshot::path::{FOLDER as SNAPSHOTS, pending as beside};
use crate::record::proposal::{FOLDER as PROPOSALS, Proposal};
use crate::record::store::{Store, StoreError};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};

/// The ending of pending snapshots.
const BESIDE: &str = ".snap.new";

/// What was found in a project.
#[derive(Debug, Default)]
pub struct Found {
    /// What waits for its review.
    pub pending: Vec<Pending>,
    /// The snapshots for which only the rest of a proposal is there, with nothing to decide; see [`tidy`].
    pub settled: Vec<Utf8PathBuf>,
}

/// Everything that waits for its review in a project, but for cases whose ids contain none of `filters`. Nothing is
/// changed.
pub fn open(store: &Store, filters: &[String], diagnostics: &mut Diagnostics) -> Found {
    let paths = match paths(store) {
        Ok(paths) => paths,
        Err(error) => {
            diagnostics.push(error.diagnostic());
            return Found::default();
        }
    };
    let mut pending = Vec::new();
    let mut settled = Vec::new();
    for path in paths {
        match read(store, &path) {
            Ok(Some(one)) => pending.push(one),
            Ok(None) => settled.push(path),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let all = pending.len();
    pending.retain(|one| is_wanted(one, filters));
    if pending.is_empty() && all > 0 {
        diagnostics.push(none_wanted(all, filters));
    }
    Found { pending, settled }
}

/// Removes what is left of proposals in which nothing waits for a decision: settled by `cargo insta`, which takes the
/// file beside the snapshot away, by a review that was killed before its last write, or differing in nothing but how it
/// is written.
pub fn tidy(store: &Store, settled: &[Utf8PathBuf]) {
    // A run may have proposed something meanwhile.
    let is_settled = |path: &&Utf8PathBuf| matches!(read(store, path), Ok(None));
    settled.iter().filter(is_settled).for_each(|path| drop_settled(store, path));
}

/// Whoever mistyped an id must not take it for reviewed.
fn none_wanted(all: usize, filters: &[String]) -> Diagnostic {
    let named: Vec<String> = filters.iter().map(|filter| format!("`{filter}`")).collect();
    let message = format!("nothing waits for a review of cases with {} in their id", named.join(" or "));
    let others = if all == 1 { "1 other snapshot does".to_owned() } else { format!("{all} other snapshots do") };
    Diagnostic::new(Code::NoSuchCase, message)
        .warning()
        .help(format!("{others}: `countersign review --list` shows them"))
}

/// Takes what runs and other reviews have left on disk since a review was opened. Returns whether there was anything.
pub fn look_again(store: &Store, review: &mut Review, filters: &[String]) -> bool {
    let mut is_other = false;
    for index in 0..review.pending.len() {
        is_other |= renew(store, review, index);
    }
    let known: BTreeSet<Utf8PathBuf> = review.pending.iter().map(|pending| pending.path.clone()).collect();
    // What cannot be read is told by whoever opens a review.
    let paths = paths(store).unwrap_or_default();
    let read = paths.difference(&known).filter_map(|path| read(store, path).ok().flatten());
    let found: Vec<Pending> = read.filter(|one| is_wanted(one, filters)).collect();
    if !found.is_empty() {
        is_other = true;
        review.add(found);
    }
    is_other
}

/// Takes what is on disk now for the snapshot at this index, if that is not what was left there. Returns whether it
/// did.
pub fn renew(store: &Store, review: &mut Review, index: usize) -> bool {
    let pending = review.pending[index].clone();
    // A file that cannot be read is told when somebody decides about it.
    let Ok(files) = files(store, &pending.path) else { return false };
    if pending.is_on_disk(&files) {
        return false;
    }
    let now = match read(store, &pending.path) {
        Ok(Some(now)) => Ok(now),
        _ => pending.settled_elsewhere(files),
    };
    now.map(|now| review.refresh(index, now)).is_ok()
}

fn is_wanted(pending: &Pending, filters: &[String]) -> bool {
    filters.is_empty() || filters.iter().any(|filter| pending.case().contains(filter))
}

/// What is pending for one snapshot.
pub fn read(store: &Store, path: &Utf8Path) -> Result<Option<Pending>, Box<Diagnostic>> {
    let files = files(store, path)?;
    let is_sound = files.snapshot.as_deref().is_none_or(|text| SnapshotFile::from_text(text).is_ok());
    Pending::read(path.to_owned(), files).map_err(|why| {
        let file = if is_sound { beside(path) } else { path.to_owned() };
        let message = format!("{file} cannot be read: {why}");
        let help = "restore the file, or delete it to record it anew";
        Box::new(Diagnostic::new(Code::SnapshotUnreadable, message).help(help))
    })
}

/// The texts that concern a snapshot.
pub fn files(store: &Store, path: &Utf8Path) -> Result<Files, Box<Diagnostic>> {
    let text = |path: &Utf8Path| store.read(path).map_err(|error| Box::new(error.diagnostic()));
    Ok(Files { snapshot: text(path)?, beside: text(&beside(path))?, proposal: text(&Proposal::path(path))? })
}

/// A proposal without a file beside the snapshot stays when it stands for itself: it may still be wanted when another
/// branch is back.
fn drop_settled(store: &Store, path: &Utf8Path) {
    let Ok(files) = files(store, path) else { return };
    let is_accepted = files.beside.is_some() && !in_ci();
    let proposal = files.proposal.as_deref().and_then(Proposal::from_text);
    let is_gone = files.beside.is_none() && proposal.is_some_and(|proposal| proposal.beside);
    // What cannot be removed is left out the next time, too.
    if is_accepted {
        let _ = store.remove(&beside(path));
    }
    if is_accepted || is_gone {
        let _ = store.remove(&Proposal::path(path));
    }
}

/// The snapshots for which anything may be pending.
fn paths(store: &Store) -> Result<BTreeSet<Utf8PathBuf>, StoreError> {
    let snapshot = |path: Utf8PathBuf| path.with_extension("");
    let proposals = store.files(Utf8Path::new(PROPOSALS), ".json")?;
    let named = |path: Utf8PathBuf| {
        let below = path.strip_prefix(PROPOSALS).unwrap_or(&path);
        Utf8Path::new(SNAPSHOTS).join(below).with_extension("snap")
    };
    let beside = store.files(Utf8Path::new(SNAPSHOTS), BESIDE)?;
    Ok(beside.into_iter().map(snapshot).chain(proposals.into_iter().map(named)).collect())
}
