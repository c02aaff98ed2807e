//! Where a report is written: known to be writable before anything is sent, and replaced as a whole once it is complete.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt as _;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::{NamedTempFile, TempPath};

use crate::record::atomic::{PREFIX, is_stale, is_temporary};
use crate::record::fault::{Doing, StoreError};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// What stands for standard output.
pub const STANDARD_OUTPUT: &str = "-";

/// The variable in which GitHub names the file of a step's summary.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The file of the summary of a step on GitHub.
pub fn step_summary() -> Option<Utf8PathBuf> {
    std::env::var(STEP_SUMMARY).ok().filter(|summary| !summary.is_empty()).map(Utf8PathBuf::from)
}

/// Whether that is the file that was named.
pub fn is_step_summary(name: &Utf8Path) -> bool {
    step_summary().is_some_and(|summary| summary == name)
}

/// A place for a report.
#[derive(Debug)]
pub struct Target {
    /// As it was named.
    pub name: Utf8PathBuf,
    /// Where it really is, through links and from the root; as it was named for what is no file.
    pub path: Utf8PathBuf,
    text: Option<TempPath>,
}

/// Opens the place that was named and hands back what is written to.
pub fn open(name: &Utf8Path) -> Result<(Target, Box<dyn Write>), Diagnostic> {
    if name == STANDARD_OUTPUT {
        return Ok((Target::stream(STANDARD_OUTPUT), Box::new(BufWriter::new(io::stdout()))));
    }
    match file(name) {
        Ok((target, file)) => Ok((target, Box::new(BufWriter::with_capacity(64 * 1024, file)))),
        Err(error) => Err(unwritable(name, error)),
    }
}

impl Target {
    /// A file that others write to as well, and how long it is already.
    pub fn appended(name: &Utf8Path) -> Result<(Target, Box<dyn Write>, usize), Diagnostic> {
        let open = || {
            let file = File::options().append(true).create(true).open(name)?;
            let there = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
            Ok((Target { name: name.to_owned(), path: located(name)?, text: None }, file, there))
        };
        let (target, file, there) = open().map_err(|error| unwritable(name, error))?;
        Ok((target, Box::new(file), there))
    }

    /// What is no file: a stream.
    pub fn stream(name: &str) -> Target {
        Target { name: name.into(), path: name.into(), text: None }
    }

    /// The report is complete and takes the place of an earlier one.
    pub fn settle(self) -> Result<(), Diagnostic> {
        let Some(text) = self.text else { return Ok(()) };
        text.persist(&self.path).map_err(|error| unwritable(&self.name, error.error))
    }

    /// A file beside it that nobody sees, for what cannot be written yet. It is on the same disk.
    pub fn spool(&self) -> Result<File, Diagnostic> {
        let folder = self.path.parent().filter(|_| self.text.is_some());
        let made = folder.map_or_else(tempfile::tempfile, tempfile::tempfile_in);
        made.map_err(|error| unwritable(&self.name, error))
    }
}

/// What is said of a report that cannot be written.
pub fn unwritable(name: &Utf8Path, error: io::Error) -> Diagnostic {
    let error = match error.kind() {
        io::ErrorKind::IsADirectory => StoreError::NoFile(name.to_owned()),
        _ => StoreError::Io { path: name.to_owned(), doing: Doing::Writing, error },
    };
    let what = match &error {
        StoreError::NoFile(name) => format!("{name} is a folder, and a report is a file"),
        error => error.to_string(),
    };
    // A place that makes no sense is best mended by another one; otherwise there is something to do about it.
    let help = match &error {
        StoreError::Io { error: io, .. } if io.kind() != io::ErrorKind::NotFound => error.help(),
        _ => "name another file for it".to_owned(),
    };
    Diagnostic::new(Code::ReportUnwritable, format!("the report {what}")).help(help)
}

fn file(name: &Utf8Path) -> io::Result<(Target, File)> {
    let path = resolved(name)?;
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A pipe or a device can't be replaced, only written to.
        Ok(metadata) if !metadata.is_file() => {
            let file = File::options().write(true).open(&path)?;
            return Ok((Target { name: name.to_owned(), path, text: None }, file));
        }
        _ => {}
    }
    let folder = folder(&path);
    sweep(folder);
    // As readable as any other file that its user makes.
    let mode = path.metadata().map_or(0o666, |metadata| metadata.permissions().mode() & 0o777);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).permissions(std::fs::Permissions::from_mode(mode));
    let (file, text) = NamedTempFile::into_parts(builder.tempfile_in(folder)?);
    Ok((Target { name: name.to_owned(), path, text: Some(text) }, file))
}

/// Where a path leads, also when nothing is there yet. Its folder is made.
fn resolved(name: &Utf8Path) -> io::Result<Utf8PathBuf> {
    if name.as_str().ends_with('/') {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if name.symlink_metadata().is_err() {
        std::fs::create_dir_all(folder(name))?;
    }
    located(name)
}

/// The same for a path whose folder is there.
pub fn located(name: &Utf8Path) -> io::Result<Utf8PathBuf> {
    match (name.symlink_metadata(), name.file_name()) {
        (Ok(_), _) => name.canonicalize_utf8(),
        (Err(_), Some(file)) => Ok(folder(name).canonicalize_utf8()?.join(file)),
        (Err(_), None) => Err(io::ErrorKind::IsADirectory.into()),
    }
}

fn folder(name: &Utf8Path) -> &Utf8Path {
    name.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."))
}

/// Removes what killed runs left in a folder.
fn sweep(folder: &Utf8Path) {
    let Ok(entries) = folder.read_dir_utf8() else { return };
    for entry in entries.flatten() {
        if is_temporary(entry.file_name()) && entry.metadata().is_ok_and(|metadata| is_stale(&metadata)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
