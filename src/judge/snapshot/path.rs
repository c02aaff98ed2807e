//! Where a snapshot is kept: under `snapshots/`, a folder for each case file.

use camino::Utf8PathBuf;
use sha2::{Digest, Sha256};

use crate::suite::model::SnapshotKind;

/// The folder of all snapshots, in the project's root.
pub const FOLDER: &str = "snapshots";
/// File names are not longer, so that insta's `.new` and a temporary suffix still fit everywhere.
const MAX_NAME: usize = 200;

/// The file of a snapshot, from the project's root. `case` is the case's id without a row; `step` is given for cases
/// with steps. All rows of a case share the file of a shape; a body has one for each row.
pub fn path_for(case: &str, row: Option<&str>, step: Option<&str>, kind: SnapshotKind) -> Utf8PathBuf {
    let (file, case) = case.split_once("::").unwrap_or(("", case));
    let mut name = safe(case);
    if let (Some(row), SnapshotKind::Body) = (row, kind) {
        name.push_str(&format!("[{}]", safe(row)));
    }
    if let Some(step) = step {
        name.push_str(&format!("@{}", safe(step)));
    }
    let folder = file
        .split('/')
        .filter(|part| !part.is_empty())
        .fold(Utf8PathBuf::from(FOLDER), |path, part| path.join(safe(part)));
    folder.join(shortened(name) + ".snap")
}

/// The file that `cargo insta review` takes for a proposal to replace `path`.
pub fn pending(path: &camino::Utf8Path) -> Utf8PathBuf {
    path.with_extension("snap.new")
}

/// Ids are slugs, which stay as they are. Anything else in one must not become a part of a path.
fn safe(part: &str) -> String {
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !part.is_empty() && part.chars().all(keep) && !part.starts_with('.') {
        return part.to_owned();
    }
    let cleaned: String = part.chars().map(|c| if keep(c) && c != '.' { c } else { '-' }).collect();
    format!("{cleaned}-{}", hash(part))
}

fn shortened(name: String) -> String {
    if name.len() <= MAX_NAME {
        return name;
    }
    format!("{}-{}", &name[..MAX_NAME - 9], hash(&name))
}

/// Eight hexadecimal digits.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{path_for, pending};
    use crate::suite::model::SnapshotKind::{Body, Shape};

    #[test]
    fn rows_share_a_shape_but_not_a_body() {
        let path = |row, step, kind| path_for("perfex/values::takes-a-value", row, step, kind).to_string();
        assert_eq!(path(Some("date"), None, Shape), "snapshots/perfex/values/takes-a-value.snap");
        assert_eq!(path(Some("date"), Some("read"), Body), "snapshots/perfex/values/takes-a-value[date]@read.snap");
        let shape = path_for("a/b::c", None, Some("2"), Shape);
        assert_eq!(pending(&shape), "snapshots/a/b/c@2.snap.new");
        assert_eq!(pending(&path_for("a/b::c.d", None, None, Shape)), "snapshots/a/b/c.d.snap.new");
    }

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let path = path_for("../a::../../etc/passwd", Some("../x"), Some("é/"), Body);
        assert!(!path.as_str().contains("..") && path.starts_with("snapshots"), "{path}");
        assert_eq!(path.components().count(), 4);
        let long = path_for(&format!("a/b::{}", "x".repeat(300)), None, None, Shape);
        assert!(long.file_name().is_some_and(|name| name.len() <= 205));
    }
}
