//! The decisions that a review page exports, to be applied where the project is.
//!
//! They carry what they decide about: the proposed text, and hashes of both texts, so that a decision about anything
//! else is noticed.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

use crate::decide::review::pending::{Files, Pending};
use crate::judge::snapshot::change::SnapshotChange;
use crate::judge::snapshot::file::{SnapshotFile, Unreadable};
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::record::proposal::Proposal;
use crate::record::store::hash;
use crate::source::file::leads_out;
use crate::value::change::model::Fingerprint;

/// The version of the format.
pub const VERSION: u32 = 1;

/// The file `decisions.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// [`VERSION`].
    pub version: u32,
    /// One for each snapshot.
    pub decisions: Vec<Decided>,
}

/// What was decided about one snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The snapshot's file, from the project's root.
    pub snapshot: Utf8PathBuf,
    /// The SHA-256 of the text of the reviewed snapshot; `null` when there was none.
    pub base: Option<String>,
    /// The SHA-256 of `text`.
    pub proposed: String,
    /// The whole text that was proposed, but for secrets that a page does not show.
    pub text: String,
    /// The fingerprints of changes that become part of the snapshot.
    #[serde(default)]
    pub accept: Vec<String>,
    /// The fingerprints of changes that do not.
    #[serde(default)]
    pub reject: Vec<String>,
    /// Paths whose values are redacted from now on.
    #[serde(default)]
    pub redact: Vec<String>,
    /// Paths whose values are numbered from now on.
    #[serde(default)]
    pub alias: Vec<String>,
}

/// Why decisions cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// Not what a page exports. Whoever wrote the file is at fault.
    #[error("{0}")]
    Format(String),
    /// The snapshot is not the one that was looked at. Nobody's fault.
    #[error("{0} has changed since it was shown")]
    Stale(Utf8PathBuf),
    /// One of the two texts is no snapshot.
    #[error("{0}: {1}")]
    Unreadable(Utf8PathBuf, Unreadable),
}

impl Decisions {
    /// What a file says.
    pub fn from_text(text: &str) -> Result<Decisions, DecisionError> {
        let decisions: Decisions =
            serde_json::from_str(text).map_err(|error| DecisionError::Format(error.to_string()))?;
        if decisions.version != VERSION {
            let found = decisions.version;
            return Err(DecisionError::Format(format!("it is of version {found}, and this reads version {VERSION}")));
        }
        decisions.decisions.iter().try_for_each(Decided::check)?;
        let mut known = BTreeSet::new();
        match decisions.decisions.iter().find(|decided| !known.insert(decided.snapshot.as_path())) {
            Some(twice) => Err(DecisionError::Format(format!("{} is decided about twice", twice.snapshot))),
            None => Ok(decisions),
        }
    }
}

impl Decided {
    fn check(&self) -> Result<(), DecisionError> {
        let wrong = |what: String| Err(DecisionError::Format(what));
        let path = &self.snapshot;
        if leads_out(path) || !path.starts_with(SNAPSHOTS) || path.extension() != Some("snap") {
            return wrong(format!("{path:?} is no snapshot's file: it must be below {SNAPSHOTS}/ and end with .snap"));
        }
        let mut named = self.accept.iter().chain(&self.reject);
        if let Some(bad) = named.find(|fingerprint| Fingerprint::parse(fingerprint).is_none()) {
            return wrong(format!("{bad:?} is no fingerprint: 16 hexadecimal digits"));
        }
        if let Some(both) = self.accept.iter().find(|fingerprint| self.reject.contains(fingerprint)) {
            return wrong(format!("{path}: the change {both} is both accepted and rejected"));
        }
        Ok(())
    }

    /// What is decided about, given what is on disk now. `None` when it is there already.
    pub fn pending(&self, files: Files) -> Result<Option<Pending>, DecisionError> {
        let proposal = files.proposal.as_deref().and_then(Proposal::from_text);
        let text = self.text(&files, proposal.as_ref())?;
        if files.snapshot.as_ref() == Some(&text) && self.reject.is_empty() {
            return Ok(None);
        }
        if files.snapshot.as_deref().map(hash) != self.base {
            return if self.is_in(files.snapshot.as_deref(), &text) { Ok(None) } else { Err(self.stale()) };
        }
        let context = proposal.filter(|proposal| proposal.text == text);
        let pending = Pending::proposed(self.snapshot.clone(), files, text, context);
        let pending = pending.map_err(|why| DecisionError::Unreadable(self.snapshot.clone(), why))?;
        let known: Vec<String> = pending.change.changes.iter().map(|one| one.fingerprint().to_string()).collect();
        match self.accept.iter().chain(&self.reject).find(|fingerprint| !known.contains(fingerprint)) {
            Some(unknown) => {
                Err(DecisionError::Format(format!("{} has no change with the fingerprint {unknown}", self.snapshot)))
            }
            None => Ok(Some(pending)),
        }
    }

    /// The text that was decided about. A page leaves secrets out of it; then it is what still waits here, as the page
    /// was made of it.
    fn text(&self, files: &Files, proposal: Option<&Proposal>) -> Result<String, DecisionError> {
        if hash(&self.text) == self.proposed {
            return Ok(self.text.clone());
        }
        let waiting = files.beside.as_deref().into_iter().chain(proposal.map(|proposal| proposal.text.as_str()));
        let mut texts = waiting.filter_map(|text| Some(SnapshotFile::from_text(text).ok()?.to_text()));
        texts.find(|text| hash(text) == self.proposed).ok_or_else(|| {
            let path = &self.snapshot;
            DecisionError::Format(format!("the text for {path} is not the one that was decided about"))
        })
    }

    /// Whether a snapshot holds everything that was accepted of `text` already: only what was rejected still differs.
    fn is_in(&self, snapshot: Option<&str>, text: &str) -> bool {
        let is_rejected = |fingerprint: Fingerprint| self.reject.contains(&fingerprint.to_string());
        snapshot.is_some()
            && SnapshotChange::of(snapshot, text)
                .is_ok_and(|left| left.changes.iter().all(|change| is_rejected(change.fingerprint())))
    }

    fn stale(&self) -> DecisionError {
        DecisionError::Stale(self.snapshot.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Decided, DecisionError, Decisions};
    use crate::decide::review::pending::Files;
    use crate::record::store::hash;

    const OLD: &str = "---\ninfo:\n  kind: body\n  content: json\n---\n{\n  \"a\": 1\n}\n";
    const NEW: &str = "---\ninfo:\n  kind: body\n  content: json\n---\n{\n  \"a\": \"1\"\n}\n";

    fn decided() -> Decided {
        let (base, proposed) = (Some(hash(OLD)), hash(NEW));
        let none = Vec::new;
        Decided {
            snapshot: "snapshots/a/b.snap".into(),
            base,
            proposed,
            text: NEW.into(),
            accept: none(),
            reject: none(),
            redact: none(),
            alias: none(),
        }
    }

    fn files(text: &str) -> Files {
        Files { snapshot: Some(text.into()), ..Files::default() }
    }

    #[test]
    fn a_decision_about_another_text_is_stale() {
        assert!(matches!(decided().pending(files(OLD)), Ok(Some(_))));
        assert!(matches!(decided().pending(files(NEW)), Ok(None)), "accepted already");
        let other = OLD.replace('1', "2");
        assert_eq!(decided().pending(files(&other)).err(), Some(DecisionError::Stale("snapshots/a/b.snap".into())));
    }

    #[test]
    fn a_text_without_its_secrets_stands_for_the_one_that_waits_here() {
        let masked = Decided { text: NEW.replace("\"1\"", "\"«secret:A»\""), ..decided() };
        let waiting = Files { beside: Some(NEW.into()), ..files(OLD) };
        let pending = masked.pending(waiting).expect("known").expect("pending");
        assert_eq!(pending.change.new.to_text(), NEW);
        let other = Files { beside: Some(NEW.replace('1', "2")), ..files(OLD) };
        for files in [other, files(OLD)] {
            assert!(matches!(masked.pending(files), Err(DecisionError::Format(_))));
        }
    }

    #[test]
    fn what_was_applied_in_part_as_decided_is_there_already() {
        let two = |a: &str, b: &str| OLD.replace("\"a\": 1", &format!("\"a\": {a},\n  \"b\": {b}"));
        let (old, new, applied) = (two("1", "1"), two("\"1\"", "\"1\""), two("\"1\"", "1"));
        let undecided = Decided { base: Some(hash(&old)), proposed: hash(&new), text: new, ..decided() };
        let pending = undecided.pending(files(&old)).expect("not stale").expect("pending");
        let of = |path: &str| {
            let change = pending.change.changes.iter().find(|change| change.path == path).expect("a change");
            vec![change.fingerprint().to_string()]
        };
        let decided = Decided { accept: of("$.a"), reject: of("$.b"), ..undecided.clone() };
        assert!(matches!(decided.pending(files(&old)), Ok(Some(_))));
        assert!(matches!(decided.pending(files(&applied)), Ok(None)));
        assert!(
            decided.pending(files(&two("1", "\"1\""))).is_err(),
            "what was rejected is there, what was accepted not"
        );
        assert!(undecided.pending(files(&applied)).is_err(), "what is open was not decided");
    }

    #[test]
    fn what_no_page_exports_is_refused() {
        let text = |decided: Decided| {
            let decisions = Decisions { version: 1, decisions: vec![decided] };
            Decisions::from_text(&serde_json::to_string(&decisions).expect("JSON"))
        };
        assert!(text(decided()).is_ok());
        let refused = [
            Decided { snapshot: "snapshots/../../x.snap".into(), ..decided() },
            Decided { snapshot: "cases/x.snap".into(), ..decided() },
            Decided { accept: vec!["x".into()], ..decided() },
            Decided { accept: vec!["0".repeat(16)], reject: vec!["0".repeat(16)], ..decided() },
        ];
        for decided in refused {
            assert!(matches!(text(decided.clone()), Err(DecisionError::Format(_))), "{decided:?}");
        }
        let twice = Decisions { version: 1, decisions: vec![decided(), decided()] };
        assert!(Decisions::from_text(&serde_json::to_string(&twice).expect("JSON")).is_err());
        assert!(Decisions::from_text(r#"{"version": 2, "decisions": []}"#).is_err());
        assert!(Decisions::from_text(r#"{"version": 1, "decisions": [], "x": 1}"#).is_err());
    }
}
