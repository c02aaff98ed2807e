//! Writes exchanges down as they come by, each with one write at the end of the file: whatever ends the process, what
//! was written until then is a whole case file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::suite::recorded::case::Seen;
use crate::suite::recorded::file::{Recording, Tally};

/// A case file that is being written.
#[derive(Debug)]
pub struct Recorder {
    path: Utf8PathBuf,
    open: Mutex<Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    recording: Recording,
    problem: Option<io::Error>,
}

/// How recording went.
#[derive(Debug)]
pub struct Recorded {
    /// Where.
    pub path: Utf8PathBuf,
    /// What is in it.
    pub tally: Tally,
    /// Whether the file took no more.
    pub is_full: bool,
    /// Why writing failed, if it did; nothing was written after that.
    pub problem: Option<io::Error>,
}

impl Recorder {
    /// Makes the file, with the folders above it. One that is there already is somebody's work, and an error.
    pub fn create(path: &Utf8Path, api: &str, from: &str) -> io::Result<Recorder> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        let open = Open { file, recording: Recording::new(api, from), problem: None };
        Ok(Recorder { path: path.to_owned(), open: Mutex::new(open) })
    }

    /// Writes an exchange down, unless it is there already.
    pub fn record(&self, seen: Seen<'_>) {
        let mut open = self.open();
        let text = open.recording.add(seen);
        open.append(text);
    }

    /// Remarks a request that nothing documents. `path` is without query.
    pub fn record_undocumented(&self, method: &str, path: &str, status: u16) {
        let mut open = self.open();
        let text = open.recording.add_undocumented(method, path, status);
        open.append(text);
    }

    /// How it went until now. A file without any case is no case file, and is removed.
    pub fn finish(&self) -> Recorded {
        let mut open = self.open();
        let tally = open.recording.tally();
        if tally.cases == 0 && open.problem.is_none() {
            // An empty file that stays is no more than untidy.
            let _ = std::fs::remove_file(&self.path);
        }
        Recorded { path: self.path.clone(), tally, is_full: open.recording.is_full(), problem: open.problem.take() }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn append(&mut self, text: Option<String>) {
        // After half a write the file ends anywhere.
        if let Some(text) = text.filter(|_| self.problem.is_none()) {
            self.problem = self.file.write_all(text.as_bytes()).err();
        }
    }
}
