//! The one way by which a review changes files: guarded, whole, and only where nobody else wrote in between.

use camino::Utf8Path;

use crate::cli::project::in_ci;
use crate::cli::review::open::renew;
use crate::cli::review::secrets::known_secrets;
use crate::decide::review::pending::Pending;
use crate::decide::review::session::{Review, Step};
use crate::judge::snapshot::path::pending as beside;
use crate::record::proposal::Proposal;
use crate::record::store::Store;
use crate::secret::mask::Mask;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// What a review may not do.
#[derive(Debug)]
pub struct Guard {
    /// Knows the secrets that must not get into a snapshot.
    pub mask: Mask,
    /// In CI nothing is written.
    pub in_ci: bool,
}

impl Guard {
    /// What a review of the project at `root` may not do in this process. What is missing for it is no mistake: a
    /// review needs no secret, so those without a value here are not looked for.
    pub fn of(root: &Utf8Path) -> Guard {
        Guard { mask: known_secrets(root, |name| std::env::var(name).ok()), in_ci: in_ci() }
    }
}

/// Makes a step, or nothing of it. What turned out to have changed on disk is read anew.
pub fn act(store: &Store, guard: &Guard, review: &mut Review, step: Step) -> Result<(), Box<Diagnostic>> {
    if guard.in_ci {
        let message = "snapshots are never written in CI, and the variable CI is set";
        return Err(Box::new(Diagnostic::new(Code::BadLocalConfig, message).help("review them on your own machine")));
    }
    let reveals = |text: &&String| guard.mask.is_revealing(text);
    if let Some(write) = step.writes.iter().find(|write| write.after.as_ref().filter(reveals).is_some()) {
        let message = format!("{} would hold the value of a secret", write.path);
        return Err(Box::new(Diagnostic::new(Code::SnapshotSecret, message).help("redact the path, then accept it")));
    }
    match store.apply(&step.writes) {
        Ok(()) => {
            review.commit(step);
            Ok(())
        }
        Err(error) => {
            reread(store, review, &step);
            Err(Box::new(error.diagnostic()))
        }
    }
}

/// Takes what is on disk now for every snapshot that a step was about.
fn reread(store: &Store, review: &mut Review, step: &Step) {
    let concerned = |pending: &Pending| {
        let own = [pending.path.clone(), beside(&pending.path), Proposal::path(&pending.path)];
        step.writes.iter().any(|write| own.contains(&write.path))
    };
    for index in 0..review.pending.len() {
        if concerned(&review.pending[index]) {
            renew(store, review, index);
        }
    }
}
