//! What can be wrong with a record: whose fault it is, and what to do about it.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::record::fault::reason;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// A record that cannot be written, or not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}: {message}", place.as_ref().map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default())]
pub struct RecordError {
    /// The stable code, of the CS09xx group.
    pub code: Code,
    /// The record.
    pub path: Utf8PathBuf,
    /// The line and the column, from 1, where one is to blame.
    pub place: Option<(usize, usize)>,
    /// What is wrong, a lowercase fragment.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl RecordError {
    /// Something is wrong with the record at `path`.
    pub fn new(code: Code, path: &Utf8Path, message: impl Into<String>) -> RecordError {
        RecordError { code, path: path.to_owned(), place: None, message: message.into(), help: None }
    }

    /// The disk, or who may write where, is to blame.
    pub fn unwritable(path: &Utf8Path, error: &io::Error) -> RecordError {
        RecordError::new(Code::RecordUnwritable, path, format!("cannot be written: {}", reason(error)))
            .help("name another place with `--record FILE`, or run with `--no-record`")
    }

    /// The disk, or whoever named it, is to blame.
    pub fn unreadable(path: &Utf8Path, error: &io::Error) -> RecordError {
        RecordError::new(Code::RecordUnreadable, path, format!("cannot be read: {}", reason(error)))
    }

    /// Says where.
    pub fn at(mut self, line: usize, column: usize) -> RecordError {
        self.place = Some((line, column));
        self
    }

    /// Says what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> RecordError {
        self.help = Some(help.into());
        self
    }

    /// The same for everybody who reports diagnostics.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code, self.to_string());
        self.help.iter().fold(diagnostic, |diagnostic, help| diagnostic.help(help.clone()))
    }
}
