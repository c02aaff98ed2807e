//! What the page of a review may ask for, and what it is answered. There is no HTTP in here.

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::review::act::{Guard, act};
use crate::cli::review::edit::{Edit, Volatile, edit};
use crate::cli::review::open::look_again;
use crate::decide::review::group::ChangeId;
use crate::decide::review::pending::{Decision, Pending};
use crate::decide::review::session::{Review, Step};
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::record::proposal::FOLDER as PROPOSALS;
use crate::record::store::Store;
use crate::show::review::page::detail::detail;
use crate::show::review::page::overview::{letters, overview};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// What a page asks for.
#[derive(Debug)]
pub enum Call {
    /// Everything that is pending.
    Overview,
    /// One pending snapshot in full, by its index.
    Snapshot(usize),
    /// To decide changes, or to open them again.
    Decide(Decision, Asked),
    /// To make the paths of changes volatile.
    Replace(Volatile, Asked),
    /// To take back the last step.
    Undo(Asked),
}

/// What comes with a call that changes something.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What the page knows of: when it is not the latest, it is told everything.
    #[serde(default)]
    pub revision: u64,
    /// The changes that it is about.
    #[serde(default)]
    pub changes: Vec<Named>,
}

/// Changes of one pending snapshot.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// The snapshot's file, from the project's root.
    pub snapshot: Utf8PathBuf,
    /// The pair of texts that somebody looked at.
    pub version: String,
    /// Which of its changes.
    pub fingerprints: Vec<String>,
}

/// What is answered: a status and JSON.
#[derive(Debug)]
pub struct Answer {
    /// 200, 403 in CI, 404, 409 when something else is pending by now, 422 when it must not be done, or 500.
    pub status: StatusCode,
    /// A document.
    pub body: Value,
}

/// Which way a step leads.
enum Way {
    /// On; what it edits, in words.
    There(Vec<String>),
    /// Back.
    Back,
}

/// A review, and those who look at it.
#[derive(Debug)]
pub struct Calls<'r> {
    /// The project's files.
    pub store: &'r Store,
    /// What may not be done.
    pub guard: &'r Guard,
    /// What is pending.
    pub review: &'r mut Review,
    /// The name of the project.
    pub project: String,
    /// What the ids of the cases that are reviewed contain.
    pub filters: &'r [String],
    /// Counts what has changed.
    revision: u64,
    /// What was redacted or aliased, in words, a line for each step that did.
    edited: Vec<String>,
}

impl<'r> Calls<'r> {
    /// A review that begins.
    pub fn new(
        store: &'r Store,
        guard: &'r Guard,
        review: &'r mut Review,
        project: String,
        filters: &'r [String],
    ) -> Calls<'r> {
        Calls { store, guard, review, project, filters, revision: 1, edited: Vec::new() }
    }

    /// Does what is asked for.
    pub fn answer(&mut self, call: Call) -> Answer {
        match call {
            Call::Overview => {
                // Whoever opens the page, or comes back to it, may have run the cases meanwhile.
                self.revision += u64::from(look_again(self.store, self.review, self.filters));
                Answer { status: StatusCode::OK, body: self.everything() }
            }
            Call::Snapshot(index) => self.snapshot(index),
            Call::Decide(decision, asked) => {
                let changes = self.named(&asked.changes).and_then(|changes| self.unseen(&asked, changes, decision));
                let step = changes.map(|changes| self.review.decide(&changes, decision));
                self.make(&asked, step, Way::There(Vec::new()))
            }
            Call::Replace(volatile, asked) => self.replace(volatile, &asked),
            Call::Undo(asked) => self.undo(&asked),
        }
    }

    /// What was redacted or aliased, in words.
    pub fn edited(&self) -> &[String] {
        &self.edited
    }

    fn everything(&self) -> Value {
        json!({ "revision": self.revision, "undo": self.review.steps(), "overview": overview(&self.project, self.review) })
    }

    fn snapshot(&self, index: usize) -> Answer {
        match self.review.pending.get(index) {
            Some(pending) => Answer { status: StatusCode::OK, body: json!(detail(pending, usize::MAX)) },
            None => Answer { status: StatusCode::NOT_FOUND, body: json!({ "error": "there is no such snapshot" }) },
        }
    }

    fn replace(&mut self, volatile: Volatile, asked: &Asked) -> Answer {
        let changes = self.named(&asked.changes);
        match changes.and_then(|changes| edit(self.store.root(), self.review, &changes, volatile)) {
            Ok(Edit { step, notes, .. }) => {
                let notes: Vec<String> = notes.iter().map(|note| self.guard.mask.apply(note).into_owned()).collect();
                let mut answer = self.make(asked, Ok(step), Way::There(notes.clone()));
                answer.body["notes"] = notes.into();
                answer
            }
            Err(refused) => self.make(asked, Err(refused), Way::Back),
        }
    }

    fn undo(&mut self, asked: &Asked) -> Answer {
        let refused = |message: &str| Box::new(Diagnostic::new(Code::SnapshotStale, message));
        let step = match self.review.undo() {
            None => Err(refused("there is nothing to take back")),
            Some(_) if asked.revision != self.revision => {
                let help = "nothing was taken back; this is what is there now";
                Err(Box::new(refused("something else was done last, on another page").help(help)))
            }
            Some(step) => Ok(step),
        };
        self.make(asked, step, Way::Back)
    }

    /// Refuses to turn round what was decided on another page meanwhile, which whoever asks has not seen.
    fn unseen(
        &self,
        asked: &Asked,
        changes: Vec<ChangeId>,
        decision: Decision,
    ) -> Result<Vec<ChangeId>, Box<Diagnostic>> {
        let now = |id: &ChangeId| self.review.pending[id.pending].decisions[id.change];
        let is_turned = |id: &&ChangeId| now(id) != Decision::Open && now(id) != decision;
        match changes.iter().find(is_turned).filter(|_| asked.revision != self.revision) {
            Some(id) => {
                let message = format!("{} was decided on another page meanwhile", self.review.pending[id.pending].path);
                Err(Box::new(
                    Diagnostic::new(Code::SnapshotStale, message).help("nothing was written; look at it again"),
                ))
            }
            None => Ok(changes),
        }
    }

    /// Makes a step, and tells what is different then.
    fn make(&mut self, asked: &Asked, step: Result<Step, Box<Diagnostic>>, way: Way) -> Answer {
        let before = self.review.pending.clone();
        let made = step.and_then(|step| {
            let is_edit = step.writes.iter().any(|write| !is_own(&write.path));
            act(self.store, self.guard, self.review, step).map(|()| is_edit)
        });
        match (&made, way) {
            (Ok(_), Way::There(notes)) => self.edited.extend((!notes.is_empty()).then(|| notes.join("\n"))),
            (Ok(true), Way::Back) => drop(self.edited.pop()),
            _ => {}
        }
        let is_late = asked.revision != self.revision;
        let touched = touched(&before, &self.review.pending);
        if touched.as_ref().is_none_or(|touched| !touched.is_empty()) {
            self.revision += 1;
        }
        // Whoever is told that something is stale has to see what is there instead.
        let is_stale = made.as_ref().is_err_and(|diagnostic| diagnostic.code == Code::SnapshotStale);
        let mut body = match touched {
            Some(touched) if !is_late && !is_stale => {
                json!({ "revision": self.revision, "undo": self.review.steps(), "touched": touched })
            }
            _ => self.everything(),
        };
        let status = match made {
            Ok(_) => StatusCode::OK,
            Err(diagnostic) => {
                body["error"] = self.guard.mask.apply(&diagnostic.message).into();
                body["help"] = self.guard.mask.apply(&diagnostic.help.join("; ")).into();
                body["code"] = diagnostic.code.as_str().into();
                status(diagnostic.code)
            }
        };
        Answer { status, body }
    }

    /// The changes that are named, if all of them are what they were when somebody looked at them.
    fn named(&self, named: &[Named]) -> Result<Vec<ChangeId>, Box<Diagnostic>> {
        let known: HashMap<&str, usize> =
            self.review.pending.iter().enumerate().map(|(index, one)| (one.path.as_str(), index)).collect();
        let mut changes = Vec::new();
        for one in named {
            let stale = || {
                let message = format!("{} is not what was shown: something else is pending by now", one.snapshot);
                Box::new(Diagnostic::new(Code::SnapshotStale, message).help("nothing was written; look at it again"))
            };
            let index = *known.get(one.snapshot.as_str()).ok_or_else(stale)?;
            let pending = &self.review.pending[index];
            if pending.version != one.version {
                return Err(stale());
            }
            for fingerprint in &one.fingerprints {
                let own = pending.change.changes.iter().map(|change| change.fingerprint().to_string());
                let before = changes.len();
                let found = own.enumerate().filter(|(_, own)| own == fingerprint);
                changes.extend(found.map(|(change, _)| ChangeId { pending: index, change }));
                if changes.len() == before {
                    return Err(stale());
                }
            }
        }
        Ok(changes)
    }
}

/// Whether a file is a snapshot or what is proposed for one.
fn is_own(path: &Utf8Path) -> bool {
    path.starts_with(SNAPSHOTS) || path.starts_with(PROPOSALS)
}

/// The snapshots of which only the decisions are others now, with these; `None` when more than that is different.
fn touched(before: &[Arc<Pending>], after: &[Arc<Pending>]) -> Option<Vec<(usize, String)>> {
    if before.len() != after.len() {
        return None;
    }
    let mut touched = Vec::new();
    for (index, (before, after)) in before.iter().zip(after).enumerate() {
        if before.version != after.version || before.path != after.path {
            return None;
        }
        if before.decisions != after.decisions {
            touched.push((index, letters(&after.decisions)));
        }
    }
    Some(touched)
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::SnapshotStale => StatusCode::CONFLICT,
        Code::BadLocalConfig => StatusCode::FORBIDDEN,
        Code::SnapshotSecret | Code::CannotEdit | Code::BadDecisions => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
