//! The folder of the records of runs: which one is the newest, and how many are kept.

use std::fs::File;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::record::line::{FOLDER, LATEST};
use crate::record::proposal::{IGNORED, IGNORING};
use crate::record::record_error::RecordError;
use crate::record::store::Store;
use crate::source::code::Code;

/// How many records of runs are kept in their folder.
pub const KEPT: usize = 50;

/// The folder, made if need be, with what keeps it out of the project's repository.
pub fn own_folder(root: &Utf8Path) -> Result<Utf8PathBuf, RecordError> {
    let folder = root.join(FOLDER);
    let unwritable = |error| RecordError::unwritable(&folder, &error);
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    let is_inside = || Ok::<bool, io::Error>(folder.canonicalize_utf8()?.starts_with(root.canonicalize_utf8()?));
    if !is_inside().map_err(unwritable)? {
        return Err(RecordError::new(
            Code::RecordUnwritable,
            &folder,
            "leads out of the project through a symbolic link",
        )
        .help("keep `.countersign/` inside the project, or name another place with `--record FILE`"));
    }
    let ignored = root.join(IGNORED);
    if !ignored.exists() {
        let error = Store::new(root).put(Utf8Path::new(IGNORED), IGNORING);
        error.map_err(|error| RecordError::new(Code::RecordUnwritable, &ignored, error.reason()).help(error.help()))?;
    }
    Ok(folder)
}

/// Has `latest.jsonl` lead to a record, wherever that is. What is there and is no link stays.
pub fn link_latest(root: &Utf8Path, record: &Utf8Path) -> Result<(), RecordError> {
    let folder = root.join(FOLDER);
    let latest = folder.join(LATEST);
    let unwritable = |error| RecordError::unwritable(&latest, &error);
    if latest.symlink_metadata().is_ok_and(|file| !file.is_symlink()) {
        return Err(RecordError::new(Code::RecordUnwritable, &latest, "is no link to the newest record")
            .help("remove or rename it; a run makes it a link to its record"));
    }
    let (parent, name) = (record.parent(), record.file_name().unwrap_or_default());
    let target = match parent == Some(&folder) {
        true => Utf8PathBuf::from(name),
        false => record.canonicalize_utf8().map_err(unwritable)?,
    };
    // A link cannot be replaced in one step, but another one can take its place.
    let link = folder.join(format!(".{name}-{}.link", std::process::id()));
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(target, &link).map_err(unwritable)?;
    std::fs::rename(&link, &latest).map_err(unwritable)
}

/// Removes the oldest of many records; never one that is being written. What cannot be removed does no harm.
pub fn keep_newest(folder: &Utf8Path) {
    let Ok(entries) = folder.read_dir_utf8() else { return };
    let names = entries.flatten().map(|entry| entry.file_name().to_owned());
    let mut records: Vec<String> = names.filter(|name| is_own(name)).collect();
    records.sort_unstable();
    for old in &records[..records.len().saturating_sub(KEPT)] {
        let path = folder.join(old);
        let is_free = || File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if path.symlink_metadata().is_ok_and(|file| file.is_file()) && is_free() {
            // Another run may be clearing away as well.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Whether a name is one that runs give their records: it begins with a moment, `20261122T091435-`.
fn is_own(name: &str) -> bool {
    let moment = name.as_bytes().get(..16).unwrap_or_default();
    let fits = |(at, byte): (usize, &u8)| match at {
        8 => *byte == b'T',
        15 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    name.ends_with(".jsonl") && moment.len() == 16 && moment.iter().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_what_runs_have_named_is_theirs() {
        assert!(is_own("20261122T091435-4711-00ff.jsonl"));
        for other in ["latest.jsonl", "merged.jsonl", "20261122T091435-4711.txt", "20261122-091435-x.jsonl", ".jsonl"] {
            assert!(!is_own(other), "{other}");
        }
    }
}
