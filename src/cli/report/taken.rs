//! What no report may take the place of: a slip such as `--junit cases/a.yaml` must not cost somebody their cases.

use camino::Utf8Path;

use crate::record::write::begins_as_record;
use crate::source::file::Sources;

/// Nobody writes reports under these, and much of a project is.
const WRITTEN_BY_HAND: [&str; 3] = ["yaml", "yml", "toml"];

/// What there is at a path, when it is a record or something that Countersign reads; `root` is the project's folder.
pub fn is_input(path: &Utf8Path, root: &Utf8Path, sources: &Sources) -> Option<&'static str> {
    if !path.metadata().is_ok_and(|file| file.is_file() && file.len() > 0) {
        return None;
    }
    if path.extension().is_some_and(|extension| WRITTEN_BY_HAND.contains(&extension)) || was_read(path, root, sources) {
        return Some("what is there is no report, and is not replaced");
    }
    begins_as_record(path).is_ok_and(|begins| begins).then_some("a record is there, and is not replaced")
}

fn was_read(path: &Utf8Path, root: &Utf8Path, sources: &Sources) -> bool {
    let Ok(root) = root.canonicalize_utf8() else { return false };
    let Ok(path) = path.strip_prefix(root) else { return false };
    sources.files().iter().any(|file| file.path == path)
}
