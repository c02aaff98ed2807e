//! Breaking off what is waited for, from another thread.

use std::sync::Arc;

use tokio::sync::watch::{Sender, channel};

/// A signal that is given once and then stays, with the reason. Clones share it.
#[derive(Clone, Debug)]
pub struct Cancel {
    sender: Arc<Sender<Option<Why>>>,
}

/// Why something is broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody interrupted the run.
    Interrupted,
    /// The run's own deadline passed.
    RunDeadline,
    /// Enough was seen.
    Enough,
}

impl Default for Cancel {
    fn default() -> Cancel {
        Cancel { sender: Arc::new(channel(None).0) }
    }
}

impl Cancel {
    /// Gives the signal. The first reason stays.
    pub fn cancel(&self, why: Why) {
        self.sender.send_if_modified(|given| given.is_none() && given.replace(why).is_none());
    }

    /// Whether the signal was given.
    pub fn is_cancelled(&self) -> bool {
        self.why().is_some()
    }

    /// The reason, once the signal was given.
    pub fn why(&self) -> Option<Why> {
        *self.sender.borrow()
    }

    /// Waits for the signal, for ever if it is never given.
    pub async fn cancelled(&self) -> Why {
        let mut receiver = self.sender.subscribe();
        let given = receiver.wait_for(Option::is_some).await.ok().and_then(|given| *given);
        match given {
            Some(why) => why,
            // The sender lives as long as this, so waiting never fails.
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cancel, Why};

    #[test]
    fn the_first_reason_stays() {
        let cancel = Cancel::default();
        assert!(!cancel.is_cancelled());
        cancel.cancel(Why::RunDeadline);
        cancel.clone().cancel(Why::Interrupted);
        assert_eq!(cancel.why(), Some(Why::RunDeadline));
    }
}
