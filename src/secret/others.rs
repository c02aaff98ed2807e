//! Secrets that a run does not use, but must not show either: an API answers one case with what another case sends.
//!
//! Finding them means reading the whole project, so it is done once, and only when something is about to be shown.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::secret::secret::Secret;

/// The secrets that nobody asked for yet.
pub struct Others {
    find: Box<dyn Fn() -> Vec<Secret> + Send + Sync>,
    learned: Once,
}

impl Others {
    /// Those that `find` finds.
    pub fn new(find: impl Fn() -> Vec<Secret> + Send + Sync + 'static) -> Others {
        Others { find: Box::new(find), learned: Once::new() }
    }

    /// Hands them to `add`, the first time that anybody asks. Whoever asks meanwhile waits, but for a search that shows
    /// something itself.
    pub fn learn(&self, add: impl FnOnce(Vec<Secret>)) {
        if SEARCHING.get() {
            return;
        }
        self.learned.call_once_force(|_| {
            SEARCHING.set(true);
            let found = catch_unwind(AssertUnwindSafe(|| (self.find)()));
            SEARCHING.set(false);
            // A bug in the search must not keep everything else from being shown.
            add(found.unwrap_or_default());
        });
    }
}

thread_local! {
    /// Whether this thread searches.
    static SEARCHING: Cell<bool> = const { Cell::new(false) };
}

impl Default for Others {
    fn default() -> Others {
        Others::new(Vec::new)
    }
}

impl fmt::Debug for Others {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Others")
    }
}
