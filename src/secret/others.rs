//! Secrets that a run does not use, but must not show either: an API answers one case with what another case sends.
//!
//! Finding them means reading the whole project, so it is done once, and only when something is about to be shown.

use std::fmt;
use std::sync::Once;

use crate::secret::mask::Mask;
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

    /// Has them masked from now on.
    pub fn learn(&self, mask: &Mask) {
        self.learned.call_once(|| mask.add((self.find)()));
    }
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
