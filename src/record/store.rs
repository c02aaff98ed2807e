//! The files of snapshots and proposals: read as they are, written whole or not at all, and never over what somebody
//! else wrote in between.

use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt;

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

/// The files below a project's root.
#[derive(Clone, Debug)]
pub struct Store {
    root: Utf8PathBuf,
}

/// A file that is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The file, from the project's root.
    pub path: Utf8PathBuf,
    /// What is in it now; `None` when it is not there. Anything else is a [`StoreError::Changed`].
    pub before: Option<String>,
    /// What is to be in it; `None` removes it.
    pub after: Option<String>,
}

/// Why a file was not changed. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody wrote it since it was read. Nobody's fault.
    #[error("{0} was changed meanwhile")]
    Changed(Utf8PathBuf),
    /// It cannot be read or written. The machine's or the user's fault.
    #[error("{path}: {error}")]
    Io {
        /// The file, from the project's root.
        path: Utf8PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl Store {
    /// The files below `root`.
    pub fn new(root: &Utf8Path) -> Store {
        Store { root: root.to_owned() }
    }

    /// The project's root.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The text of a file; `None` when there is none.
    pub fn read(&self, path: &Utf8Path) -> Result<Option<String>, StoreError> {
        match std::fs::read_to_string(self.root.join(path)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(path, error)),
        }
    }

    /// All files with this ending below a folder, in the order of their names.
    pub fn files(&self, folder: &Utf8Path, ending: &str) -> Result<Vec<Utf8PathBuf>, StoreError> {
        let mut found = Vec::new();
        self.walk(folder, ending, &mut found)?;
        found.sort();
        Ok(found)
    }

    fn walk(&self, folder: &Utf8Path, ending: &str, found: &mut Vec<Utf8PathBuf>) -> Result<(), StoreError> {
        let entries = match self.root.join(folder).read_dir_utf8() {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(folder, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| failed(folder, error))?;
            let path = folder.join(entry.file_name());
            let kind = entry.file_type().map_err(|error| failed(&path, error))?;
            if kind.is_dir() {
                self.walk(&path, ending, found)?;
            } else if path.as_str().ends_with(ending) {
                found.push(path);
            }
        }
        Ok(())
    }

    /// Makes changes one after the other; the first that cannot be made stops the rest.
    pub fn apply(&self, writes: &[Write]) -> Result<(), StoreError> {
        writes.iter().try_for_each(|write| self.change(write))
    }

    fn change(&self, write: &Write) -> Result<(), StoreError> {
        if self.read(&write.path)? != write.before {
            return Err(StoreError::Changed(write.path.clone()));
        }
        match &write.after {
            after if *after == write.before => Ok(()),
            Some(text) => self.put(&write.path, text),
            None => std::fs::remove_file(self.root.join(&write.path)).map_err(|error| failed(&write.path, error)),
        }
    }

    /// Writes a file so that, killed at any moment, it has its old or its new text.
    pub fn put(&self, path: &Utf8Path, text: &str) -> Result<(), StoreError> {
        replace(&self.root.join(path), text).map_err(|error| failed(path, error))
    }
}

/// The SHA-256 of a text, in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn failed(path: &Utf8Path, error: io::Error) -> StoreError {
    StoreError::Io { path: path.to_owned(), error }
}

fn replace(path: &Utf8Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".countersign-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // Temporary files are private; a snapshot is as readable as any other file of the project.
    file.as_file().set_permissions(PermissionsExt::from_mode(0o644))?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
