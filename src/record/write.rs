//! The file that a run writes while it goes: append-only, and complete up to the last case that was told, at whatever
//! moment the process is killed.

use std::fs::{File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use camino::{Utf8Path, Utf8PathBuf};

use crate::record::atomic::PREFIX;
use crate::record::line::{EndLine, Line, RunLine, StartLine};
use crate::record::record_error::RecordError;
use crate::source::code::Code;
use crate::source::file::open;

/// What stands for standard output where a report is named; a file of that name would only be one by mistake.
const STANDARD_OUTPUT: &str = "-";
/// How every record begins.
const BEGINNING: &[u8] = b"{\"run\":";

/// A record that is being written. What it was given is in the file after [`Recorder::flush`].
#[derive(Debug)]
pub struct Recorder {
    file: File,
    path: Utf8PathBuf,
    /// Lines that are not written yet.
    text: Vec<u8>,
}

impl Recorder {
    /// Begins a record in a file of its own, which takes its place with its first line in it: another record is replaced as
    /// a whole, and whoever reads or writes that one is not disturbed. The folders above it are made. Nobody removes the
    /// file as long as it is written.
    pub fn create(path: &Utf8Path, run: RunLine) -> Result<Recorder, RecordError> {
        let unwritable = |error| RecordError::unwritable(path, &error);
        check_place(path)?;
        let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
        std::fs::create_dir_all(folder).map_err(unwritable)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).permissions(Permissions::from_mode(0o666)).append(true);
        let (file, staged) = builder.tempfile_in(folder).map_err(unwritable)?.into_parts();
        // Where locks are not to be had, nothing is removed too early either: runs are seconds long, and 50 are kept.
        let _ = file.try_lock_shared();
        let mut recorder = Recorder { file, path: path.to_owned(), text: Vec::new() };
        recorder.put(&Line::Run(Box::new(run)));
        recorder.flush()?;
        staged.persist(path).map_err(|error| unwritable(error.error))?;
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

    /// Writes the end. A record that somebody else has replaced or removed meanwhile is none.
    pub fn end(mut self, end: EndLine) -> Result<(), RecordError> {
        self.put(&Line::End(Box::new(end)));
        self.flush()?;
        let unwritable = |error| RecordError::unwritable(&self.path, &error);
        // The system has it, whatever becomes of this process. Waiting for the disk would only help against the end of the
        // machine, and a record that is cut by that has no end.
        let own = self.file.metadata().map_err(unwritable)?;
        match self.path.metadata() {
            Ok(there) if (there.dev(), there.ino()) == (own.dev(), own.ino()) => Ok(()),
            _ => Err(RecordError::new(
                Code::RecordUnwritable,
                &self.path,
                "was replaced or removed while the run went on",
            )
            .help("give every run a record of its own with `--record FILE`")),
        }
    }

    fn put(&mut self, line: &Line) {
        // Nothing in a line can fail to be written: its keys are names, and its numbers are whole.
        let _ = serde_json::to_writer(&mut self.text, line);
        self.text.push(b'\n');
    }
}

/// A record takes the place of another record only: never that of a folder, of a link, which leads to something that
/// nobody named, or of a file that is something else.
pub fn check_place(path: &Utf8Path) -> Result<(), RecordError> {
    let refused = |what: &str| {
        Err(RecordError::new(Code::RecordUnwritable, path, format!("cannot be written: {what}"))
            .help("name a new file, or a record that may be replaced"))
    };
    match path.symlink_metadata() {
        _ if path == STANDARD_OUTPUT => refused("a record is a file, never standard output"),
        Ok(file) if file.is_symlink() => refused("it is a symbolic link, which is not followed"),
        Ok(file) if file.is_dir() => refused("it is a folder"),
        Ok(file) if !file.is_file() => refused("it is not a file"),
        Ok(file) if file.len() == 0 => Ok(()),
        Ok(_) => match begins_as_record(path) {
            Ok(true) => Ok(()),
            Ok(false) => refused("what is there is no record, and is not replaced"),
            Err(error) => Err(RecordError::unwritable(path, &error)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(RecordError::unwritable(path, &error)),
    }
}

/// Whether a file begins as records do.
pub fn begins_as_record(path: &Utf8Path) -> io::Result<bool> {
    let mut begun = Vec::new();
    open(path)?.0.take(BEGINNING.len() as u64).read_to_end(&mut begun)?;
    Ok(begun == BEGINNING)
}
