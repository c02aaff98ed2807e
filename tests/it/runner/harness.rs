//! `tests/contract.rs`: the suite under cargo's own runner, which hands every target the same arguments.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::project::{Project, Ran};

/// The test target, built beside this one.
fn target() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.to_owned();
    let is_target = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with("contract-") && path.extension().is_none()
    };
    let built = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).filter(is_target);
    built.max_by_key(|path| std::fs::metadata(path).and_then(|data| data.modified()).ok())
}

#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
fn run(project: &Project, arguments: &[&str]) -> Option<Ran> {
    let Some(target) = target() else {
        eprintln!("skipped: the target `contract` was not built");
        return None;
    };
    let output = Command::new(target)
        .args(arguments)
        .current_dir(project.path(""))
        .env_remove("COUNTERSIGN_ENV")
        .env_remove("CI")
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(Ran { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) })
}

fn project() -> Project {
    Project::items().with(
        "cases/a.yaml",
        "api: items\noperation: GET /items/{id}\ncases:\n  - { name: holds, request: { path: { id: 1 } } }\n  - { name: later, skip: not yet, request: { path: { id: 1 } } }\n",
    )
}

#[test]
fn only_a_filter_that_matches_nothing_is_no_mistake() {
    let project = project();
    let code = |arguments: &[&str]| run(&project, arguments).map(|ran| ran.code);
    if code(&[]).is_none() {
        return;
    }
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["some_unit_test"]), Some(0));
    assert_eq!(code(&["--exact", "items/a::holds", "--nocapture"]), Some(0));
    assert_eq!(code(&["later"]), Some(4));
    assert_eq!(code(&["--ignored"]), Some(0));
    assert_eq!(code(&["--exact", "items/a::later", "--ignored"]), Some(4));
    project.write("cases/a.yaml", "api: items\ncases: []\n");
    assert_eq!(code(&["some_unit_test"]), Some(2));
}

#[test]
fn nextest_lists_without_a_contract_and_runs_one_case_a_process() {
    let project = project();
    let Some(ran) = run(&project, &["--exact", "items/a::holds", "--nocapture"]) else { return };
    assert!(ran.stdout.contains("test items/a::holds ... ok"), "{}", ran.all());
    project.write("items.yaml", "no contract");
    let listed = run(&project, &["--list", "--format", "terse"]).expect("built");
    assert_eq!((listed.code, listed.stdout.as_str()), (0, "items/a::holds: test\nitems/a::later: test\n"));
    let ignored = run(&project, &["--list", "--format", "terse", "--ignored"]).expect("built");
    assert_eq!(ignored.stdout, "items/a::later: test\n");
}
