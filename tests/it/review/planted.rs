//! Snapshots and what is proposed for them, without a run.

use crate::project::Project;

/// The text of the snapshot of a body.
pub(crate) fn body(case: &str, json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
    format!(
        "---\nsource: cases/items/a.yaml\nexpression: \"items/a::{case}\"\ninfo:\n  kind: body\n  content: json\n---\n{value:#}\n"
    )
}

/// The file of the snapshot of a case.
pub(crate) fn file(case: &str) -> String {
    format!("snapshots/items/a/{case}.snap")
}

/// A project in which `new` waits for its review in place of `old`; an empty `old` stands for no snapshot.
pub(crate) fn plant(project: &Project, case: &str, old: &str, new: &str) {
    if !old.is_empty() {
        project.write(&file(case), &body(case, old));
    }
    project.write(&format!("{}.new", file(case)), &body(case, new));
}

/// A project with three cases: two share a change, one of them has another, too, and one is new.
pub(crate) fn three() -> Project {
    let project = Project::items();
    plant(&project, "one", r#"{"id": 1, "price": 5}"#, r#"{"id": 1, "price": "5"}"#);
    plant(&project, "two", r#"{"id": 2, "price": 7}"#, r#"{"id": 2, "more": true, "price": "7"}"#);
    plant(&project, "three", "", r#"{"id": 3}"#);
    project
}
