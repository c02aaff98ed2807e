//! One file, replaced so that it has its old or its new text at whatever moment the process is killed: the text is
//! written to a temporary file in the same folder, which then takes the place of the old one.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempPath;

/// How the names of temporary files begin. A killed process can leave one behind.
pub const PREFIX: &str = ".countersign-";
/// A temporary file lives for moments; one that is older was left behind.
const STALE: Duration = Duration::from_secs(60 * 60);

/// How sure a text must be to outlive the machine, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It is on the disk before it takes its place.
    Synced,
    /// It can be made again, so that waiting for the disk is not worth it.
    Cached,
}

/// A new text of a file, written beside it. Dropped, it is gone.
#[derive(Debug)]
pub struct Staged {
    text: TempPath,
    target: Utf8PathBuf,
}

impl Staged {
    /// Writes the text to a temporary file beside `target`; `existing` is the file whose place it will take.
    pub fn new(
        target: &Utf8Path,
        text: &str,
        existing: Option<&Metadata>,
        durability: Durability,
    ) -> io::Result<Staged> {
        let folder = target.parent().unwrap_or(Utf8Path::new("."));
        // What is new is as readable as any other file that its user makes.
        let mode = existing.map_or(0o666, |existing| existing.mode() & 0o7777);
        let builder = |mode| {
            let mut builder = tempfile::Builder::new();
            builder.prefix(PREFIX).permissions(Permissions::from_mode(mode));
            builder.tempfile_in(folder)
        };
        let mut file = match builder(mode) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(folder)?;
                builder(mode)?
            }
            made => made?,
        };
        file.write_all(text.as_bytes())?;
        if let Some(existing) = existing {
            keep(file.as_file(), existing)?;
        }
        if durability == Durability::Synced {
            file.as_file().sync_all()?;
        }
        Ok(Staged { text: file.into_temp_path(), target: target.to_owned() })
    }

    /// Takes the place of the file.
    pub fn replace(self) -> io::Result<()> {
        self.text.persist(&self.target).map_err(|error| error.error)
    }

    /// Takes its place where there is no file; an error of the kind `AlreadyExists` where there is one.
    pub fn create(self) -> io::Result<()> {
        self.text.persist_noclobber(&self.target).map_err(|error| error.error)
    }
}

/// Gives a file the owner and the permissions of the one whose place it takes.
fn keep(file: &File, existing: &Metadata) -> io::Result<()> {
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (existing.uid(), existing.gid()) {
        // Only root may give files away; for anybody else the file is now theirs, as with every editor.
        let _ = fchown(file, Some(existing.uid()), Some(existing.gid()));
    }
    match own.mode() == existing.mode() {
        true => Ok(()),
        false => file.set_permissions(Permissions::from_mode(existing.mode() & 0o7777)),
    }
}

/// Makes sure that names in a folder outlive the machine. Not every file system can do that, and the files are whole
/// either way.
pub fn sync_folder(folder: &Utf8Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Whether a name is that of a temporary file.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// Whether nobody can be writing a temporary file any more.
pub fn is_stale(metadata: &Metadata) -> bool {
    let modified = metadata.modified().ok();
    modified.and_then(|time| SystemTime::now().duration_since(time).ok()).is_some_and(|age| age > STALE)
}
