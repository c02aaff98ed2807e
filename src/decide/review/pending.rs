//! One snapshot that waits for its review, and what its files are after the decisions that were made so far.

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::judge::snapshot::change::SnapshotChange;
use crate::judge::snapshot::file::Unreadable;
use crate::judge::snapshot::path::pending as beside;
use crate::record::proposal::Proposal;
use crate::record::store::{Write, hash};
use crate::secret::mask::Mask;
use crate::value::change::model::Fingerprint;

/// What was decided about a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It becomes part of the snapshot.
    Accepted,
    /// The snapshot stays as it is.
    Rejected,
}

/// The texts that concern a snapshot, as they are on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The reviewed snapshot.
    pub snapshot: Option<String>,
    /// The proposal beside it, `.snap.new`.
    pub beside: Option<String>,
    /// The proposal under `.countersign/`.
    pub proposal: Option<String>,
}

/// One snapshot that waits for its review.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The snapshot's file, from the project's root.
    pub path: Utf8PathBuf,
    /// What is proposed.
    pub change: Arc<SnapshotChange>,
    /// The same as it may be shown, without secrets; its changes have the same indices.
    pub shown: Arc<SnapshotChange>,
    /// A decision for each change.
    pub decisions: Vec<Decision>,
    /// The exchange that led to it, where that is known.
    pub context: Option<Proposal>,
    /// Names this very pair of texts: a decision about another is stale. 16 hexadecimal digits.
    pub version: String,
    /// What is on disk without any decision.
    original: Files,
    /// What is on disk now.
    now: Files,
}

impl Pending {
    /// What is pending for the snapshot at `path`; `None` when nothing is. A proposal under `.countersign/` counts by
    /// itself only if it is all that its run wrote; otherwise whoever removed the file beside has settled it.
    pub fn read(path: Utf8PathBuf, files: Files) -> Result<Option<Pending>, Unreadable> {
        let proposal = files.proposal.as_deref().and_then(Proposal::from_text).filter(|one| one.snapshot == path);
        let base = files.snapshot.as_deref().map(hash);
        let text = match (&files.beside, &proposal) {
            (Some(text), _) => text.clone(),
            (None, Some(proposal)) if !proposal.beside && proposal.base == base => proposal.text.clone(),
            (None, _) => return Ok(None),
        };
        let context = proposal.filter(|proposal| proposal.text == text);
        let pending = Pending::proposed(path, files, text, context)?;
        Ok(Some(pending).filter(|pending| !pending.change.changes.is_empty()))
    }

    /// What is pending when `text` is proposed for the snapshot at `path`, whatever else is proposed in `files`.
    pub fn proposed(
        path: Utf8PathBuf,
        files: Files,
        text: String,
        context: Option<Proposal>,
    ) -> Result<Pending, Unreadable> {
        let change = SnapshotChange::of(files.snapshot.as_deref(), &text)?;
        let version = version(files.snapshot.as_deref(), &text);
        let decisions = vec![Decision::Open; change.changes.len()];
        let change = Arc::new(change);
        let shown = Arc::clone(&change);
        Ok(Pending { path, change, shown, decisions, context, version, original: files.clone(), now: files })
    }

    /// The same, with nothing in what is shown of it that the mask knows for a secret.
    pub fn masked(self, mask: &Mask) -> Pending {
        let shown = self.change.masked(mask).map_or_else(|| Arc::clone(&self.change), Arc::new);
        let context = self.context.map(|context| context.masked(mask));
        Pending { shown, context, ..self }
    }

    /// The same with other texts, such as after a value in both was redacted. Decisions about changes that are still
    /// there are kept. Its writes lead from what is on disk now to those texts.
    pub fn with_texts(&self, snapshot: Option<String>, text: String) -> Result<Pending, Unreadable> {
        let change = SnapshotChange::of(snapshot.as_deref(), &text)?;
        let known: HashMap<Fingerprint, Decision> = self.fingerprints().zip(self.decisions.iter().copied()).collect();
        let decided = |fingerprint: &Fingerprint| known.get(fingerprint).copied().unwrap_or_default();
        let decisions = change.changes.iter().map(|change| decided(&change.fingerprint())).collect();
        let base = snapshot.as_deref().map(hash);
        let context =
            self.context.clone().map(|context| Proposal { base, beside: true, text: text.clone(), ..context });
        let proposal = context.as_ref().map(Proposal::to_text);
        let version = version(snapshot.as_deref(), &text);
        let original = Files { snapshot, beside: Some(text), proposal };
        let change = Arc::new(change);
        let shown = Arc::clone(&change);
        let (path, now) = (self.path.clone(), self.now.clone());
        Ok(Pending { path, change, shown, decisions, context, version, original, now })
    }

    /// The same once somebody else has settled it and left these files: there is nothing more to decide.
    pub fn settled_elsewhere(&self, files: Files) -> Result<Pending, Unreadable> {
        let text = self.change.new.to_text();
        let nothing = Files { snapshot: Some(text.clone()), ..Files::default() };
        let settled = Pending::proposed(self.path.clone(), nothing, text, None)?;
        let original = Files { snapshot: files.snapshot.clone(), ..Files::default() };
        Ok(Pending { original, now: files, context: self.context.clone(), ..settled })
    }

    /// Whether these files are what its decisions have left.
    pub fn is_on_disk(&self, files: &Files) -> bool {
        self.now == *files
    }

    /// The reviewed text and the one that is proposed, as they are without any decision.
    pub fn texts(&self) -> (Option<&str>, String) {
        let text = self.original.beside.clone().unwrap_or_else(|| self.change.new.to_text());
        (self.original.snapshot.as_deref(), text)
    }

    fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> {
        self.change.changes.iter().map(|change| change.fingerprint())
    }

    /// The id of the case, with its step if it has several; the file's name where nobody says.
    pub fn case(&self) -> &str {
        let file = self.shown.new.expression.as_deref();
        self.context.as_ref().map(|context| context.case.as_str()).or(file).unwrap_or(self.path.as_str())
    }

    /// The API: the first part of the case's id.
    pub fn api(&self) -> &str {
        match &self.context {
            Some(context) => &context.api,
            None => self.case().split(['/', ':']).next().unwrap_or_default(),
        }
    }

    /// The text that was reviewed, as it was on disk before any decision.
    pub fn reviewed(&self) -> Option<&str> {
        self.original.snapshot.as_deref()
    }

    /// Whether every change has been decided.
    pub fn is_settled(&self) -> bool {
        self.decisions.iter().all(|decision| *decision != Decision::Open)
    }

    /// The same with these decisions, as it is once its [`Pending::writes_from`] were made.
    pub fn decided(&self, decisions: Vec<Decision>) -> Pending {
        Pending { now: self.files(&decisions), decisions, ..self.clone() }
    }

    /// The same, with the files as its decisions want them.
    pub fn written(self) -> Pending {
        Pending { now: self.files(&self.decisions), ..self }
    }

    /// What has to be written to get here from another state of the same snapshot. The snapshot comes first: killed in
    /// between, everything that was not written is still pending.
    pub fn writes_from(&self, other: &Pending) -> Vec<Write> {
        let write = |path: Utf8PathBuf, before: &Option<String>, after: &Option<String>| {
            (before != after).then(|| Write { path, before: before.clone(), after: after.clone() })
        };
        let writes = [
            write(self.path.clone(), &other.now.snapshot, &self.now.snapshot),
            write(beside(&self.path), &other.now.beside, &self.now.beside),
            write(Proposal::path(&self.path), &other.now.proposal, &self.now.proposal),
        ];
        writes.into_iter().flatten().collect()
    }

    fn files(&self, decisions: &[Decision]) -> Files {
        let any = |wanted: Decision| decisions.contains(&wanted);
        if decisions.is_empty() {
            return Files { snapshot: self.original.snapshot.clone(), ..Files::default() };
        }
        if !any(Decision::Accepted) && !any(Decision::Rejected) {
            return self.original.clone();
        }
        // Not a byte is changed where nothing was accepted.
        let snapshot = match any(Decision::Accepted) {
            true => self.change.select(|index| decisions[index] == Decision::Accepted),
            false => self.original.snapshot.clone(),
        };
        let rest = any(Decision::Open).then(|| self.change.select(|index| decisions[index] != Decision::Rejected));
        let beside = rest.flatten();
        let proposal = match (&self.context, &beside) {
            (Some(context), Some(text)) => {
                let base = snapshot.as_deref().map(hash);
                Some(Proposal { base, beside: true, text: text.clone(), ..context.clone() }.to_text())
            }
            _ => None,
        };
        Files { snapshot, beside, proposal }
    }
}

fn version(snapshot: Option<&str>, text: &str) -> String {
    let mut version = hash(format!("{}\n{text}", snapshot.unwrap_or_default()));
    version.truncate(16);
    version
}
