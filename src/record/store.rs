//! The files of snapshots and proposals: read as they are, written whole or not at all, and never over what somebody
//! else wrote in between.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

use crate::record::atomic::{Durability, Staged, is_stale, is_temporary, sync_folder};
pub use crate::record::fault::{Doing, StoreError};
use crate::source::file::{MAX_FILE_BYTES, read_bytes};

/// The folder of what can be made again.
const CACHE: &str = ".countersign";
/// From this many files on they are written side by side: a disk makes many safe at once as fast as one.
const MANY: usize = 16;
/// How many at once.
const THREADS: usize = 8;

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
        match read_bytes(&self.root.join(path), MAX_FILE_BYTES) {
            Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| StoreError::NotText(path.to_owned())),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(failed(path, Doing::Reading, error)),
        }
    }

    /// All files with this ending below a folder, in the order of their names.
    pub fn files(&self, folder: &Utf8Path, ending: &str) -> Result<Vec<Utf8PathBuf>, StoreError> {
        let mut found = Vec::new();
        self.walk(folder, &mut |path| {
            if path.as_str().ends_with(ending) && !path.file_name().is_some_and(is_temporary) {
                found.push(path);
            }
        })?;
        found.sort();
        Ok(found)
    }

    /// Removes what killed processes left below a folder; what cannot be removed does no harm.
    pub fn sweep(&self, folder: &Utf8Path) {
        let _ = self.walk(folder, &mut |path| {
            let full = self.root.join(&path);
            if path.file_name().is_some_and(is_temporary) && full.symlink_metadata().is_ok_and(|file| is_stale(&file)) {
                let _ = std::fs::remove_file(full);
            }
        });
    }

    /// Every file below a folder. Links are files, and names that are not UTF-8 are none of ours.
    fn walk(&self, folder: &Utf8Path, each: &mut dyn FnMut(Utf8PathBuf)) -> Result<(), StoreError> {
        let unread = |error| failed(folder, Doing::Reading, error);
        let entries = match std::fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if is_absent(&error) => return Ok(()),
            Err(error) => return Err(unread(error)),
        };
        for entry in entries {
            let entry = entry.map_err(unread)?;
            let name = entry.file_name();
            let Some(path) = name.to_str().map(|name| folder.join(name)) else { continue };
            match entry.file_type().map_err(unread)?.is_dir() {
                true => self.walk(&path, each)?,
                false => each(path),
            }
        }
        Ok(())
    }

    /// Makes all of these changes or, as far as that is in anybody's power, none: every text is on the disk before the
    /// first file is touched, and when a later one cannot be changed, the earlier ones are put back.
    pub fn apply(&self, writes: &[Write]) -> Result<(), StoreError> {
        let writes: Vec<&Write> = writes.iter().filter(|write| write.after != write.before).collect();
        let staged = self.stage_all(&writes)?;
        writes.iter().try_for_each(|write| self.verify(write))?;
        for (index, (write, staged)) in writes.iter().zip(staged).enumerate() {
            if let Err(error) = self.change(write, staged) {
                writes[..index].iter().rev().for_each(|done| self.put_back(done));
                return Err(error);
            }
        }
        let synced = writes.iter().filter(|write| durability(&write.path) == Durability::Synced);
        let folders: BTreeSet<&Utf8Path> = synced.filter_map(|write| write.path.parent()).collect();
        folders.into_iter().for_each(|folder| sync_folder(&self.root.join(folder)));
        Ok(())
    }

    /// Writes a file so that, killed at any moment, it has its old or its new text, whatever is in it now.
    pub fn put(&self, path: &Utf8Path, text: &str) -> Result<(), StoreError> {
        let written = self.stage(path, text)?.replace();
        written.map_err(|error| failed(path, Doing::Writing, error))?;
        if let (Durability::Synced, Some(folder)) = (durability(path), path.parent()) {
            sync_folder(&self.root.join(folder));
        }
        Ok(())
    }

    /// Removes a file, if it is there.
    pub fn remove(&self, path: &Utf8Path) -> Result<(), StoreError> {
        match std::fs::remove_file(self.root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, Doing::Removing, error)),
            _ => Ok(()),
        }
    }

    /// Removes a file or a link for good, if it is in the project, and the folders below `top` that are empty then.
    pub fn delete(&self, path: &Utf8Path, top: &Utf8Path) -> Result<(), StoreError> {
        self.inside(path).and_then(|()| self.remove(path))?;
        for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(top) && *folder != top) {
            if std::fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }

    fn stage_all(&self, writes: &[&Write]) -> Result<Vec<Option<Staged>>, StoreError> {
        let stage = |write: &&Write| match &write.after {
            Some(text) => self.stage(&write.path, text).map(Some),
            None => self.target(&write.path).map(|_| None),
        };
        if writes.len() < MANY {
            return writes.iter().map(stage).collect();
        }
        let parts = writes.chunks(writes.len().div_ceil(THREADS));
        std::thread::scope(|scope| {
            let started: Vec<_> =
                parts.map(|part| scope.spawn(move || part.iter().map(stage).collect::<Vec<_>>())).collect();
            started.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
        })
    }

    fn stage(&self, path: &Utf8Path, text: &str) -> Result<Staged, StoreError> {
        let existing = self.target(path)?;
        Staged::new(&self.root.join(path), text, existing.as_ref(), durability(path))
            .map_err(|error| failed(path, Doing::Writing, error))
    }

    /// The file that would be replaced, if it is there. What is not a file of its own in the project is left alone:
    /// writing through a link changes something that nobody named.
    fn target(&self, path: &Utf8Path) -> Result<Option<Metadata>, StoreError> {
        self.inside(path)?;
        match self.root.join(path).symlink_metadata() {
            Ok(file) if file.is_file() => Ok(Some(file)),
            Ok(file) if file.is_symlink() => Err(StoreError::Link(path.to_owned())),
            Ok(_) => Err(StoreError::NoFile(path.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(path, Doing::Writing, error)),
        }
    }

    /// Whether the folder of a file is in the project, whatever links lead to it.
    fn inside(&self, path: &Utf8Path) -> Result<(), StoreError> {
        let root = self.root.canonicalize_utf8().map_err(|error| failed(path, Doing::Writing, error))?;
        let above = path.ancestors().skip(1).find_map(|folder| self.root.join(folder).canonicalize_utf8().ok());
        match !path.is_absolute() && above.is_some_and(|folder| folder.starts_with(root)) {
            true => Ok(()),
            false => Err(StoreError::Outside(path.to_owned())),
        }
    }

    fn verify(&self, write: &Write) -> Result<(), StoreError> {
        match self.read(&write.path)? == write.before {
            true => Ok(()),
            false => Err(StoreError::Changed(write.path.clone())),
        }
    }

    fn change(&self, write: &Write, staged: Option<Staged>) -> Result<(), StoreError> {
        let changed = match (staged, &write.before) {
            (Some(staged), Some(_)) => staged.replace(),
            (Some(staged), None) => staged.create(),
            (None, _) => std::fs::remove_file(self.root.join(&write.path)),
        };
        changed.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists if write.before.is_none() => StoreError::Changed(write.path.clone()),
            io::ErrorKind::NotFound if write.after.is_none() => StoreError::Changed(write.path.clone()),
            _ => failed(&write.path, if write.after.is_some() { Doing::Writing } else { Doing::Removing }, error),
        })
    }

    /// Puts back what was there before a change, if nobody has touched it since. What cannot be put back stays: it is
    /// whole, and whoever asked for the change reads the files again.
    fn put_back(&self, write: &Write) {
        if self.read(&write.path).ok().as_ref() == Some(&write.after) {
            let _ = match &write.before {
                Some(text) => self.put(&write.path, text),
                None => self.remove(&write.path),
            };
        }
    }
}

/// The SHA-256 of a text or of bytes, in hexadecimal.
pub fn hash(text: impl AsRef<[u8]>) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a file is in the place of a folder, nothing is in that folder.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn durability(path: &Utf8Path) -> Durability {
    if path.starts_with(CACHE) { Durability::Cached } else { Durability::Synced }
}

fn failed(path: &Utf8Path, doing: Doing, error: io::Error) -> StoreError {
    StoreError::Io { path: path.to_owned(), doing, error }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::time::{Duration, SystemTime};

    use camino::{Utf8Path, Utf8PathBuf};

    use super::{Store, StoreError, Write};

    struct Files {
        folder: tempfile::TempDir,
        store: Store,
    }

    fn files(files: &[(&str, &str)]) -> Files {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8PathBuf::from_path_buf(folder.path().join("project")).expect("UTF-8");
        std::fs::create_dir(&root).expect("made");
        let store = Store::new(&root);
        files.iter().for_each(|(path, text)| store.put(path.as_ref(), text).expect("written"));
        Files { folder, store }
    }

    impl Files {
        fn read(&self, path: &str) -> Option<String> {
            self.store.read(path.as_ref()).expect("read")
        }

        fn full(&self, path: &str) -> Utf8PathBuf {
            self.store.root().join(path)
        }

        /// Every name in the project.
        fn names(&self) -> Vec<String> {
            let mut names = Vec::new();
            self.store.walk(Utf8Path::new(""), &mut |path| names.push(path.into_string())).expect("readable");
            names.sort();
            names
        }
    }

    fn write(path: &str, before: Option<&str>, after: Option<&str>) -> Write {
        Write { path: path.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn changes_are_made_together_and_nothing_else_stays() {
        let files = files(&[("a/one", "1"), ("a/two", "2")]);
        let writes = [
            write("a/one", Some("1"), Some("one")),
            write("a/two", Some("2"), None),
            write("b/c/three", None, Some("3")),
            write("a/four", None, None),
        ];
        files.store.apply(&writes).expect("applied");
        assert_eq!(files.names(), ["a/one", "b/c/three"]);
        assert_eq!((files.read("a/one").as_deref(), files.read("b/c/three").as_deref()), (Some("one"), Some("3")));
    }

    #[test]
    fn many_are_written_side_by_side() {
        let files = files(&[]);
        let writes: Vec<Write> = (0..100).map(|n| write(&format!("a/{n}"), None, Some(&format!("text {n}")))).collect();
        files.store.apply(&writes).expect("applied");
        assert_eq!(files.names().len(), 100);
        assert!((0..100).all(|n| files.read(&format!("a/{n}")) == Some(format!("text {n}"))));
    }

    #[test]
    fn what_somebody_else_wrote_is_not_written_over() {
        for (before, there) in [(Some("1"), Some("mine")), (Some("1"), None), (None, Some("mine"))] {
            for after in [Some("2"), None] {
                let files = files(&[("first", "1")]);
                if let Some(there) = there {
                    files.store.put("later".as_ref(), there).expect("written");
                }
                if before == after {
                    continue;
                }
                let writes = [write("first", Some("1"), Some("one")), write("later", before, after)];
                let error = files.store.apply(&writes).expect_err("changed");
                assert!(matches!(&error, StoreError::Changed(path) if path == "later"), "{error}");
                assert_eq!((files.read("first").as_deref(), files.read("later").as_deref()), (Some("1"), there));
                assert!(files.names().len() <= 2, "{:?}", files.names());
            }
        }
    }

    #[test]
    fn what_was_done_is_put_back_when_a_later_change_cannot_be_made() {
        let files = files(&[("one", "1"), ("two", "2")]);
        let writes = [write("one", Some("1"), Some("x")), write("two", Some("2"), None), write("new", None, Some("n"))];
        let staged = files.store.stage_all(&writes.iter().collect::<Vec<_>>()).expect("staged");
        for (write, staged) in writes.iter().zip(staged) {
            files.store.change(write, staged).expect("changed");
        }
        writes.iter().rev().for_each(|write| files.store.put_back(write));
        assert_eq!(files.names(), ["one", "two"]);
        assert_eq!((files.read("one").as_deref(), files.read("two").as_deref()), (Some("1"), Some("2")));
        files.store.put("one".as_ref(), "somebody else").expect("written");
        files.store.put_back(&writes[0]);
        assert_eq!(files.read("one").as_deref(), Some("somebody else"));
    }

    #[test]
    fn a_text_that_cannot_be_written_stops_all_of_them() {
        let files = files(&[("one", "1"), ("in the way", "")]);
        let writes = [write("one", Some("1"), Some("x")), write("in the way/two", None, Some("2"))];
        let error = files.store.apply(&writes).expect_err("no folder");
        assert_eq!(error.to_string(), "in the way/two cannot be written: a file is where a folder should be");
        assert_eq!(error.help(), "in the way has to be a folder: remove or rename the file in its way");
        assert_eq!((files.read("one").as_deref(), files.names().len()), (Some("1"), 2));
    }

    #[test]
    fn links_are_not_written_through() {
        let files = files(&[("real", "1"), ("inside/file", "1")]);
        let outside = files.folder.path().join("outside");
        std::fs::create_dir(&outside).expect("made");
        std::fs::write(outside.join("file"), "theirs").expect("written");
        symlink(files.full("real"), files.full("link")).expect("linked");
        symlink(&outside, files.full("out")).expect("linked");
        symlink(files.full("inside"), files.full("in")).expect("linked");
        let why = |path: &str| files.store.put(path.as_ref(), "2").expect_err("refused").to_string();
        assert_eq!(why("link"), "link is a symbolic link, which is not followed");
        for path in ["out/file", "out/new", "out/deep/new", "../outside/file", "/tmp/countersign-absolute"] {
            assert_eq!(why(path), format!("{path} leads out of the project"));
        }
        assert_eq!(why("inside"), "inside is not a file");
        assert!(files.store.delete("out/file".as_ref(), "out".as_ref()).is_err());
        assert_eq!(std::fs::read_to_string(outside.join("file")).expect("read"), "theirs");
        assert_eq!(std::fs::read_dir(&outside).expect("read").count(), 1);
        files.store.put("in/file".as_ref(), "2").expect("inside all the same");
        assert_eq!((files.read("inside/file").as_deref(), files.read("real").as_deref()), (Some("2"), Some("1")));
    }

    #[test]
    fn permissions_stay_and_new_files_are_as_readable_as_others() {
        let files = files(&[("mine", "1")]);
        let mode = |path: &str| files.full(path).metadata().expect("there").permissions().mode() & 0o777;
        std::fs::set_permissions(files.full("mine"), PermissionsExt::from_mode(0o640)).expect("set");
        files.store.put("mine".as_ref(), "2").expect("written");
        assert_eq!(mode("mine"), 0o640);
        std::fs::write(files.full("other"), "").expect("written");
        files.store.put("new".as_ref(), "").expect("written");
        assert_eq!(mode("new"), mode("other"));
    }

    #[test]
    fn what_is_no_text_is_neither_read_nor_written_over() {
        let files = files(&[]);
        std::fs::write(files.full("bytes"), b"\xff\xfe").expect("written");
        let error = files.store.read("bytes".as_ref()).expect_err("no text");
        assert_eq!(error.to_string(), "bytes is not UTF-8");
        assert!(files.store.apply(&[write("bytes", None, Some("x"))]).is_err());
        assert_eq!(std::fs::read(files.full("bytes")).expect("read"), b"\xff\xfe");
    }

    #[test]
    fn what_killed_processes_left_is_no_file_and_goes_away_in_time() {
        let files = files(&[("a/.countersign-old.snap", "x"), ("a/.countersign-new.snap", "x"), ("a/b.snap", "x")]);
        assert_eq!(files.store.files(Utf8Path::new("a"), ".snap").expect("readable"), ["a/b.snap"]);
        let file = std::fs::File::options().write(true).open(files.full("a/.countersign-old.snap")).expect("there");
        file.set_modified(SystemTime::now() - Duration::from_secs(2 * 60 * 60)).expect("set");
        files.store.sweep(Utf8Path::new("a"));
        assert_eq!(
            files.names(),
            ["a/.countersign-new.snap", "a/b.snap"],
            "another process may be writing the new one"
        );
    }

    #[test]
    fn folders_that_are_empty_go_with_their_last_file() {
        let files = files(&[("top/a/b/c", ""), ("top/a/d", "")]);
        files.store.delete("top/a/b/c".as_ref(), "top".as_ref()).expect("deleted");
        assert!(!files.full("top/a/b").exists() && files.full("top/a/d").exists());
        files.store.delete("top/a/d".as_ref(), "top".as_ref()).expect("deleted");
        assert!(!files.full("top/a").exists() && files.full("top").exists());
    }
}
