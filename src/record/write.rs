//! The file that a run writes while it goes: append-only, and complete up to the last case that was told, at whatever
//! moment the process is killed.

use std::fs::{File, OpenOptions};
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use crate::record::line::{EndLine, LATEST, Line, RunLine, StartLine};
use crate::record::record_error::RecordError;

/// How many records of runs are kept in their folder.
pub const KEPT: usize = 50;

/// A record that is being written. What it was given is in the file after [`Recorder::flush`].
#[derive(Debug)]
pub struct Recorder {
    file: File,
    path: Utf8PathBuf,
    /// Lines that are not written yet.
    text: Vec<u8>,
}

impl Recorder {
    /// Begins a record in a new file; the folders above it are made.
    pub fn create(path: &Utf8Path, run: RunLine) -> Result<Recorder, RecordError> {
        let unwritable = |error| RecordError::unwritable(path, &error);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(unwritable)?;
        }
        let file = OpenOptions::new().append(true).create(true).truncate(false).open(path).map_err(unwritable)?;
        if file.metadata().map_err(unwritable)?.len() > 0 {
            file.set_len(0).map_err(unwritable)?;
        }
        let mut recorder = Recorder { file, path: path.to_owned(), text: Vec::new() };
        recorder.put(&Line::Run(Box::new(run)));
        recorder.flush()?;
        Ok(recorder)
    }

    /// Where it is written.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// A case has begun.
    pub fn start(&mut self, start: StartLine) {
        self.put(&Line::Start(start));
    }

    /// A case has ended; `text` is its line.
    pub fn case(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Writes what it was given.
    pub fn flush(&mut self) -> Result<(), RecordError> {
        if self.text.is_empty() {
            return Ok(());
        }
        let written = self.file.write_all(&self.text);
        self.text.clear();
        written.map_err(|error| RecordError::unwritable(&self.path, &error))
    }

    /// Writes the end.
    pub fn end(mut self, end: EndLine) -> Result<(), RecordError> {
        self.put(&Line::End(Box::new(end)));
        self.flush()?;
        self.file.sync_data().map_err(|error| RecordError::unwritable(&self.path, &error))
    }

    fn put(&mut self, line: &Line) {
        // Nothing in a line can fail to be written: its keys are names, and its numbers are whole.
        let _ = serde_json::to_writer(&mut self.text, line);
        self.text.push(b'\n');
    }
}

/// Has `latest.jsonl` in the record's folder lead to it, and removes the oldest of many records there.
pub fn keep_newest(path: &Utf8Path) -> Result<(), RecordError> {
    let Some((folder, name)) = path.parent().zip(path.file_name()) else { return Ok(()) };
    let unwritable = |error| RecordError::unwritable(&folder.join(LATEST), &error);
    let link = folder.join(format!(".{name}.link"));
    std::os::unix::fs::symlink(name, &link).map_err(unwritable)?;
    std::fs::rename(&link, folder.join(LATEST)).map_err(unwritable)?;
    let Ok(entries) = folder.read_dir_utf8() else { return Ok(()) };
    let names = entries.flatten().map(|entry| entry.file_name().to_owned());
    let mut records: Vec<String> = names.filter(|name| name.ends_with(".jsonl") && name != LATEST).collect();
    records.sort_unstable();
    for old in &records[..records.len().saturating_sub(KEPT)] {
        // Another run may be clearing away as well.
        let _ = std::fs::remove_file(folder.join(old));
    }
    Ok(())
}
