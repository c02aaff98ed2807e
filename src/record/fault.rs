//! Why a file of the project was not read or not changed, and what its user can do about it.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// Why a file was not read or changed. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody wrote it since it was read. Nobody's fault.
    #[error("{0} was changed meanwhile")]
    Changed(Utf8PathBuf),
    /// It is a symbolic link. The user's fault, or that of whoever wrote the project.
    #[error("{0} is a symbolic link, which is not followed")]
    Link(Utf8PathBuf),
    /// Its folder leads out of the project, through a symbolic link. The user's fault, or that of whoever wrote it.
    #[error("{0} leads out of the project")]
    Outside(Utf8PathBuf),
    /// A folder, or something stranger, is in its place. The user's fault.
    #[error("{0} is not a file")]
    NoFile(Utf8PathBuf),
    /// It holds no text. Whoever wrote it is at fault.
    #[error("{0} is not UTF-8")]
    NotText(Utf8PathBuf),
    /// It cannot be read or written. The machine's or the user's fault.
    #[error("{path} cannot be {}: {}", .doing.participle(), reason(.error))]
    Io {
        /// The file, from the project's root.
        path: Utf8PathBuf,
        /// What was tried.
        doing: Doing,
        /// What the system says.
        error: io::Error,
    },
}

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading it.
    Reading,
    /// Writing it.
    Writing,
    /// Removing it.
    Removing,
}

impl Doing {
    fn participle(self) -> &'static str {
        match self {
            Doing::Reading => "read",
            Doing::Writing => "written",
            Doing::Removing => "removed",
        }
    }
}

impl StoreError {
    /// The file that it is about, from the project's root.
    pub fn path(&self) -> &Utf8Path {
        match self {
            StoreError::Changed(path)
            | StoreError::Link(path)
            | StoreError::Outside(path)
            | StoreError::NoFile(path)
            | StoreError::NotText(path)
            | StoreError::Io { path, .. } => path,
        }
    }

    /// What is wrong with the file, without its name.
    pub fn reason(&self) -> String {
        match self {
            StoreError::Changed(_) => "it was changed meanwhile".to_owned(),
            StoreError::Link(_) => "it is a symbolic link, which is not followed".to_owned(),
            StoreError::Outside(_) => "it leads out of the project".to_owned(),
            StoreError::NoFile(_) => "it is not a file".to_owned(),
            StoreError::NotText(_) => "it is not UTF-8".to_owned(),
            StoreError::Io { error, .. } => reason(error),
        }
    }

    /// The code of it.
    pub fn code(&self) -> Code {
        match self {
            StoreError::Changed(_) => Code::SnapshotStale,
            StoreError::NotText(_) | StoreError::Io { doing: Doing::Reading, .. } => Code::SnapshotUnreadable,
            _ => Code::SnapshotUnwritable,
        }
    }

    /// What can be done about it.
    pub fn help(&self) -> String {
        match self {
            StoreError::Changed(_) => "nothing was written over it; look at it again".to_owned(),
            StoreError::Link(path) => format!("replace the link by the file that it stands for: {path}"),
            StoreError::Outside(_) => {
                "is a folder above it a symbolic link? keep `snapshots/` and `.countersign/` inside the project"
                    .to_owned()
            }
            StoreError::NoFile(path) => format!("remove or rename what is at {path}"),
            StoreError::NotText(_) => "restore the file, or delete it to record it anew".to_owned(),
            StoreError::Io { path, doing, error } => remedy(path, *doing, error),
        }
    }

    /// The whole of it for the user.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(self.code(), self.to_string()).help(self.help())
    }
}

/// What the system says, in the words of users where theirs are better.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::FileTooLarge => "the system allows no file of this size".to_owned(),
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "a file is where a folder should be".to_owned(),
        _ => error.to_string(),
    }
}

fn remedy(path: &Utf8Path, doing: Doing, error: &io::Error) -> String {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    match (error.kind(), doing) {
        (io::ErrorKind::PermissionDenied, Doing::Reading) => format!("let your user read {path}"),
        (io::ErrorKind::PermissionDenied, _) => format!("let your user write in the folder {folder}"),
        (io::ErrorKind::ReadOnlyFilesystem, _) => "make it writable, or work on a copy of the project".to_owned(),
        (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _) => {
            "make room, then do it again; nothing is half written".to_owned()
        }
        (io::ErrorKind::FileTooLarge, _) => "raise the limit (`ulimit -f`); nothing is half written".to_owned(),
        (io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists, _) => {
            format!("{folder} has to be a folder: remove or rename the file in its way")
        }
        (_, Doing::Reading) => "restore the file, or delete it to record it anew".to_owned(),
        _ => "what was there is as it was".to_owned(),
    }
}
