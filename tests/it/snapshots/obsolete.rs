//! `countersign snapshots`, and snapshots that no case refers to.

use super::{BODY, PROPOSAL, SNAP, STAGING, UPDATE, names, project, tree};
use crate::project::Project;
use crate::server::{Answer, Server};

const OTHERS: &str = "  - { name: b, skip: not now, request: { path: { id: 1 } }, expect: { snapshot: shape } }\n  \
    - { name: c, only: { env: [mock], reason: r }, each: { x: { id: 1 }, y: { id: 2 } }, request: { path: { id: '${{ each.id }}' } }, expect: { snapshot: body } }\n";

/// A project in which a case has its snapshot, and nobody asks for two others.
fn left_over(server: &Server) -> Project {
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(server, &format!("{BODY}{OTHERS}"));
    assert_eq!(project.run(UPDATE).code, 0);
    assert_eq!(project.run(&["run", "--update-snapshots", "new"]).code, 0);
    let text = project.read(SNAP);
    project.write("snapshots/items/a/b.snap", &text);
    project.write("snapshots/items/a/gone.snap", &text);
    project.write("snapshots/items/a/gone.snap.new", &text.replace("Chair", "Table"));
    project.write("snapshots/removed/x/y.snap", &text);
    project.write(".countersign/pending/removed/x/y.json", "{}");
    project
}

const GONE: [&str; 4] = [
    "snapshots/items/a/gone.snap",
    "snapshots/items/a/gone.snap.new",
    "snapshots/removed/x/y.snap",
    ".countersign/pending/removed/x/y.json",
];

#[test]
fn all_are_listed_with_their_cases() {
    let server = Server::start();
    let project = left_over(&server);
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "other", "price": 1}"#)]);
    assert_eq!(project.run(STAGING).code, 1);
    let ran = project.run(&["snapshots"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.stdout, @"
    body   snapshots/items/a/a.snap         pending       items/a::a
    shape  snapshots/items/a/b.snap                       items/a::b
    body   snapshots/items/a/c[x].snap                    items/a::c[x]
    body   snapshots/items/a/c[y].snap                    items/a::c[y]
    body   snapshots/items/a/gone.snap      unreferenced  items/a::a
    body   snapshots/items/a/gone.snap.new  unreferenced  items/a::a
    body   snapshots/removed/x/y.snap       unreferenced  items/a::a
    4 snapshots, 1 to be reviewed, 3 files that no case refers to
    ");
    let ran = project.run(&["snapshots", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((&listed["version"], listed["snapshots"].as_array().map(Vec::len)), (&1.into(), Some(7)));
    let first = serde_json::json!({ "path": SNAP, "kind": "body", "case": "items/a::a", "state": "pending" });
    assert_eq!(listed["snapshots"][0], first);
}

#[test]
fn those_of_no_case_are_listed_and_deleted_alone() {
    let server = Server::start();
    let mut project = left_over(&server);
    let ran = project.run(&["snapshots", "--unreferenced"]);
    assert_eq!((ran.code, ran.stdout.lines().collect::<Vec<_>>()), (1, GONE.to_vec()), "{}", ran.all());
    let before = tree(&project, "");
    project.set("CI", "1");
    let ran = project.run(&["snapshots", "--unreferenced", "--delete"]);
    assert!(ran.code == 2 && ran.stderr.contains("never deleted in CI"), "{}", ran.all());
    assert_eq!(tree(&project, ""), before);
    project.set("CI", "");
    let ran = project.run(&["snapshots", "--unreferenced", "--delete", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((ran.code, &told["deleted"]), (0, &serde_json::json!(GONE)), "{}", ran.all());
    let mut expected = before;
    expected.retain(|path, _| !GONE.contains(&path.as_str()));
    assert_eq!(tree(&project, ""), expected, "skipped cases and other environments keep theirs");
    assert!(!project.path("snapshots/removed").exists(), "empty folders go, too");
    assert_eq!(project.run(&["snapshots", "--unreferenced"]).code, 0);
}

#[test]
fn a_case_that_cannot_be_read_could_own_anything() {
    let server = Server::start();
    let project = left_over(&server);
    let before = tree(&project, "snapshots");
    for broken in ["api: items\ncases:\n  - { nam: a }\n", "api: items\ncases: [\n"] {
        project.write("cases/b.yaml", broken);
        for arguments in [&["snapshots"][..], &["snapshots", "--unreferenced", "--delete"]] {
            let ran = project.run(arguments);
            assert!(ran.code == 2 && ran.stderr.contains("cases/b.yaml") && ran.stdout.is_empty(), "{}", ran.all());
        }
    }
    assert_eq!(tree(&project, "snapshots"), before);
}

#[test]
fn what_cannot_be_deleted_is_told() {
    let server = Server::start();
    let project = left_over(&server);
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("y.snap"), "theirs").expect("written");
    std::fs::remove_dir_all(project.path("snapshots/removed")).expect("removed");
    std::fs::create_dir_all(project.path("snapshots/removed")).expect("made");
    std::os::unix::fs::symlink(outside.path(), project.path("snapshots/removed/x")).expect("linked");
    let ran = project.run(&["snapshots", "--unreferenced", "--delete"]);
    assert_eq!(ran.code, 0, "a link is no folder: {}", ran.all());
    assert_eq!(std::fs::read_to_string(outside.path().join("y.snap")).expect("there"), "theirs");
}

#[test]
fn in_ci_a_whole_run_fails_for_them_and_elsewhere_it_warns() {
    let server = Server::start();
    let mut project = left_over(&server);
    let ran = project.run(STAGING);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains("warning[CS0506] 3 snapshots that no case refers to"), "{}", ran.all());
    project.set("CI", "true");
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("error[CS0506]"), "{}", ran.all());
    for path in &GONE[..3] {
        assert!(ran.stdout.contains(&format!("\n  {path}\n")), "{}", ran.all());
    }
    let ran = project.run(&["run", "--env", "staging", "--format", "terse"]);
    assert!(ran.code == 1 && !ran.stdout.contains("CS0506") && ran.stderr.contains("CS0506"), "{}", ran.all());
    for part in [&["items/a::a"][..], &["--skip", "nothing"], &["--exact", "items/a::a"]] {
        let ran = project.run(&[STAGING, part].concat());
        assert!(ran.code == 0 && !ran.all().contains("CS0506"), "a part of the suite says nothing: {}", ran.all());
    }
    assert!(names(&project, "").iter().all(|name| name != PROPOSAL));
}
