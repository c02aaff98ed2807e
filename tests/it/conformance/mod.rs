//! The public suites, through the command line that users have: JSON Schema, JSON, JSONPath and YAML.
//!
//! They are data of other projects and lie beside this repository, or where `COUNTERSIGN_SUITES` says. Where they are not
//! at hand, these tests say so and judge nothing.

mod bodies;
mod paths;
mod schemas;
mod yaml;

use std::path::PathBuf;

use serde_json::Value;

use crate::project::{Project, repository};

/// A folder or file of the suites; `None`, said, where it is not at hand.
#[expect(clippy::print_stderr, reason = "a test that did not look must say so")]
fn suite(part: &str) -> Option<PathBuf> {
    let suites =
        std::env::var_os("COUNTERSIGN_SUITES").map_or_else(|| repository().join("../shared/suites"), PathBuf::from);
    let part = suites.join(part);
    if !part.exists() {
        eprintln!("skipped: {} is not at hand; COUNTERSIGN_SUITES names the folder of the suites", part.display());
        return None;
    }
    Some(part.canonicalize().expect("it is there"))
}

/// The files of a folder, sorted by name.
fn files(folder: &PathBuf) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// What `countersign validate --json` said.
struct Said {
    code: i32,
    /// An object for each instance.
    outcomes: Vec<Value>,
    errors: String,
}

fn validate(project: &Project, arguments: &[&str]) -> Said {
    let all = [&["validate", "--json"], arguments].concat();
    let output = project.command(&all).output().expect("the binary runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let outcomes = text.split('\n').filter(|line| !line.is_empty());
    Said {
        code: output.status.code().unwrap_or(-1),
        outcomes: outcomes
            .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"))
            .filter(|line| line["kind"] == "instance")
            .collect(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
