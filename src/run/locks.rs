//! Shared and exclusive locks on the resources that cases use and change, held across processes on one machine.
//!
//! A lock is an advisory lock on a file in the temporary folder, named by target and resource, so that it goes away
//! with its process. Locks are taken in the order of their names, so that two cases cannot wait for each other.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::wire::cancel::Cancel;

/// How long to wait between two looks at a lock that is held elsewhere.
const LOOK: Duration = Duration::from_millis(5);

/// Locks that are held until this is dropped.
#[derive(Debug, Default)]
pub struct Held {
    /// Closing a file releases its lock.
    _files: Vec<File>,
}

/// Why a lock was not had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another case or run holds it.
    #[error("`{0}` is held by another case or run")]
    Busy(String),
    /// The run was interrupted while it was waited for.
    #[error("the run was interrupted while this case waited for a lock")]
    Cancelled,
    /// The lock file cannot be used.
    #[error("the lock file {path} cannot be used: {error}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

/// Takes shared locks on `uses` and exclusive ones on `changes`, for one target; waits until `deadline` at most, or until
/// `cancel` is given.
pub fn acquire(
    target: &str,
    uses: &[String],
    changes: &[String],
    deadline: Instant,
    cancel: &Cancel,
) -> Result<Held, LockError> {
    let mut wanted: Vec<(&String, bool)> = changes.iter().map(|name| (name, true)).collect();
    wanted.extend(uses.iter().filter(|name| !changes.contains(name)).map(|name| (name, false)));
    wanted.sort();
    wanted.dedup();
    let mut held = Held::default();
    for (name, exclusive) in wanted {
        held._files.push(lock(target, name, exclusive, deadline, cancel)?);
    }
    Ok(held)
}

fn lock(target: &str, name: &str, exclusive: bool, deadline: Instant, cancel: &Cancel) -> Result<File, LockError> {
    let path = path(target, name);
    let failed = |error: io::Error| LockError::Io { path: path.display().to_string(), error };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    loop {
        let attempt = if exclusive { file.try_lock() } else { file.try_lock_shared() };
        match attempt {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) if cancel.is_cancelled() => return Err(LockError::Cancelled),
            Err(std::fs::TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(LOOK),
            Err(std::fs::TryLockError::WouldBlock) => return Err(LockError::Busy(name.to_owned())),
            Err(std::fs::TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
}

fn path(target: &str, name: &str) -> PathBuf {
    let hash = Sha256::digest(format!("{target}\n{name}").as_bytes());
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    std::env::temp_dir().join("countersign-locks").join(digits)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{LockError, acquire};
    use crate::wire::cancel::{Cancel, Why};

    #[test]
    fn an_exclusive_lock_keeps_others_out_and_shared_ones_do_not() {
        let target = format!("test-{}", std::process::id());
        let names = ["thing".to_owned()];
        let now = Instant::now();
        let cancel = Cancel::default();
        let acquire = |uses: &[String], changes: &[String]| acquire(&target, uses, changes, now, &cancel);
        let shared = acquire(&names, &[]).expect("free");
        let second = acquire(&names, &[]).expect("shared");
        assert!(matches!(acquire(&[], &names), Err(LockError::Busy(_))));
        drop((shared, second));
        let exclusive = acquire(&names, &names).expect("free again");
        assert!(acquire(&names, &[]).is_err());
        cancel.cancel(Why::Interrupted);
        assert!(matches!(acquire(&names, &[]), Err(LockError::Cancelled)));
        drop(exclusive);
        assert!(acquire(&names, &[]).is_ok());
    }
}
