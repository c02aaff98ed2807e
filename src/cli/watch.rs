//! Notices when files change.
//!
//! It looks at them now and then instead of asking the system for events: a handful of files costs nothing, and it works
//! on every file system, also where editors replace files and on mounts that send no events.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use camino::Utf8PathBuf;

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_millis(150);

/// Files that are watched until the last clone of this is dropped.
#[derive(Clone, Debug, Default)]
pub struct Watched(Arc<Mutex<Vec<Utf8PathBuf>>>);

/// What tells one version of a file from another; `None` while there is no file.
type Stamp = Option<(SystemTime, u64)>;

impl Watched {
    /// Watches these files from now on, instead of those before.
    pub fn set(&self, paths: Vec<Utf8PathBuf>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = paths;
    }

    /// Calls `changed` on a thread of its own whenever some file has changed and then stayed as it is for a moment.
    /// Ends when `changed` says that nobody listens any more. The error says that there can be no thread.
    pub fn watch(&self, mut changed: impl FnMut() -> bool + Send + 'static) -> std::io::Result<()> {
        let watched = self.clone();
        // Now and not on the thread: what changes after this call is noticed, however late the thread starts.
        let mut known = watched.stamps();
        let watching = move || {
            let mut settling = false;
            loop {
                std::thread::sleep(INTERVAL);
                let now = watched.stamps();
                let differs = now.iter().any(|(path, stamp)| known.get(path).is_some_and(|before| before != stamp));
                known = now;
                if settling && !differs && !changed() {
                    return;
                }
                settling = differs;
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(watching).map(drop)
    }

    fn stamps(&self) -> HashMap<Utf8PathBuf, Stamp> {
        let paths = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        paths.into_iter().map(|path| (path.clone(), stamp(&path))).collect()
    }
}

fn stamp(path: &Utf8PathBuf) -> Stamp {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
