//! Breaking off what is waited for, from another thread.

use std::sync::Arc;

use tokio::sync::watch::{Sender, channel};

/// A signal that is given once and then stays. Clones share it.
#[derive(Clone, Debug)]
pub struct Cancel {
    sender: Arc<Sender<bool>>,
}

impl Default for Cancel {
    fn default() -> Cancel {
        Cancel { sender: Arc::new(channel(false).0) }
    }
}

impl Cancel {
    /// Gives the signal.
    pub fn cancel(&self) {
        self.sender.send_replace(true);
    }

    /// Whether the signal was given.
    pub fn is_cancelled(&self) -> bool {
        *self.sender.borrow()
    }

    /// Waits for the signal, for ever if it is never given.
    pub async fn cancelled(&self) {
        // The sender lives as long as this, so waiting never fails.
        let _ = self.sender.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}
