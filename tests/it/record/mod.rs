//! The record of a run: what is written while it goes, what readers make of it, and several taken together.

mod killed;
mod masked;
mod merging;
mod reading;
mod recipes;
mod sharding;
mod writing;

use std::path::PathBuf;

use camino::{Utf8Path, Utf8PathBuf};
use countersign::record::read::{RecordFile, read};
use countersign::record::record_error::RecordError;

use crate::project::Project;

/// A record of this version, as it was written once: a case that holds, one that does not, and one that was not run.
const WHOLE: &str = include_str!("v1/whole.jsonl");

/// Reads a record, and the ids of its cases.
fn read_all(path: &Utf8Path) -> Result<(RecordFile, Vec<String>), RecordError> {
    let mut ids = Vec::new();
    let file = read(path, &mut |case| ids.push(case.id))?;
    Ok((file, ids))
}

fn utf8(path: PathBuf) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path).expect("UTF-8")
}

/// A project of this many cases that all hold on the mock.
fn cases(count: usize) -> Project {
    let cases: String = (0..count)
        .map(|index| format!("  - {{ name: case {index}, request: {{ path: {{ id: {index} }} }} }}\n"))
        .collect();
    Project::items().with("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"))
}
