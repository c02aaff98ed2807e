//! Snapshots as a run leaves them.

use super::{STAGING, on};
use crate::project::Project;
use crate::server::{Answer, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\nundocumented: allow\ncases:\n";
const SHAPE: &str = "  - { name: a, request: { path: { id: 1 } }, expect: { snapshot: shape } }\n";
const SNAP: &str = "snapshots/items/a/a.snap";

fn project(server: &Server, cases: &str) -> Project {
    on(server, &format!("{HEAD}{cases}"))
}

fn files(project: &Project) -> Vec<String> {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                walk(&entry.path(), found);
            } else {
                found.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(&project.path("snapshots"), &mut found);
    found.sort();
    found
}

#[test]
fn a_missing_snapshot_is_unreviewed_and_left_beside() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(&server, SHAPE);
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("unreviewed[CS0501]"), "{}", ran.all());
    assert_eq!(files(&project), ["a.snap.new"]);
    let ran = project.run(&["run", "--env", "staging", "--update-snapshots", "new"]);
    assert_eq!((ran.code, files(&project)), (0, vec!["a.snap".to_owned()]), "{}", ran.all());
    assert_eq!(project.run(STAGING).code, 0);
}

#[test]
fn a_difference_is_pending_until_all_are_accepted() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(&server, SHAPE);
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "new"]).code, 0);
    let reviewed = project.read(SNAP);
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "n", "price": 1, "more": "x"}"#)]);
    for arguments in [STAGING, &["run", "--env", "staging", "--update-snapshots", "new"]] {
        let ran = project.run(arguments);
        assert!(ran.code == 1 && ran.stdout.contains("failure[CS0502]"), "{}", ran.all());
        assert_eq!((project.read(SNAP), files(&project).len()), (reviewed.clone(), 2));
    }
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "all"]).code, 0);
    assert!(project.read(SNAP) != reviewed && files(&project) == ["a.snap"], "{:?}", files(&project));
}

#[test]
fn a_pending_snapshot_that_nothing_asks_for_any_more_goes_away() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(&server, SHAPE);
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "new"]).code, 0);
    project.write(&format!("{SNAP}.new"), "left from before");
    assert_eq!(project.run(STAGING).code, 0);
    assert_eq!(files(&project), ["a.snap"]);
}

#[test]
fn in_ci_nothing_is_written() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let mut project = project(&server, SHAPE);
    project.set("CI", "true");
    let ran = project.run(STAGING);
    assert!(
        ran.code == 1 && ran.stdout.contains("unreviewed[CS0501]") && ran.stdout.contains("in CI nothing is written"),
        "{}",
        ran.all()
    );
    let ran = project.run(&["run", "--env", "staging", "--update-snapshots", "all"]);
    assert!(ran.code == 2 && ran.stderr.contains("never written in CI"), "{}", ran.all());
    assert!(!project.path("snapshots").exists());
}

#[test]
fn the_shapes_of_rows_come_together_whatever_the_threads() {
    let server = Server::start();
    let rows = ["\"tags\": [\"a\"]", "\"more\": 1", "\"more\": \"x\"", "\"rest\": null", "\"rest\": {\"a\": 1}"];
    let mut each = String::new();
    for (n, more) in rows.iter().enumerate() {
        server.on(
            &format!("GET /items/{n}"),
            [Answer::json(format!(r#"{{"id": {n}, "name": "n", "price": 1, {more}}}"#))],
        );
        each.push_str(&format!("r{n}: {{ id: {n} }}, "));
    }
    let cases = format!(
        "  - {{ name: a, each: {{ {each} }}, request: {{ path: {{ id: '${{{{ each.id }}}}' }} }}, expect: {{ snapshot: shape }} }}\n"
    );
    let mut texts = Vec::new();
    for threads in ["1", "2", "16"] {
        let project = project(&server, &cases);
        let ran = project.run(&["run", "--env", "staging", "--update-snapshots", "new", "--test-threads", threads]);
        assert_eq!((ran.code, files(&project)), (0, vec!["a.snap".to_owned()]), "{}", ran.all());
        assert_eq!(project.run(&["run", "--env", "staging", "--test-threads", threads]).code, 0);
        texts.push(project.read(SNAP));
        let pending = self::project(&server, &cases);
        assert_eq!(pending.run(&["run", "--env", "staging", "--test-threads", threads]).code, 1);
        texts.push(pending.read(&format!("{SNAP}.new")));
    }
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:#?}");
}

#[test]
fn a_body_is_recorded_with_what_changes_replaced() {
    let server = Server::start();
    let body = |id: &str, time: &str| {
        Answer::json(format!(r#"{{"id": {id}, "name": "n", "price": 1.50, "same": {id}, "at": "{time}"}}"#))
    };
    server.on("GET /items/1", [body("7", "now")]);
    let project = project(
        &server,
        "  - { name: a, request: { path: { id: 1 } }, expect: { snapshot: { kind: body, redact: { $.at: '[time]' }, alias: [$.id, $.same] } } }\n",
    );
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "new"]).code, 0);
    let text = project.read(SNAP);
    assert!(text.contains("1.50") && text.contains("[time]") && !text.contains("now"), "{text}");
    assert!(text.contains("\"id\": \"id#1\"") && text.contains("\"same\": \"same#1\""), "{text}");
    server.on("GET /items/1", [body("8", "later")]);
    let ran = project.run(STAGING);
    assert_eq!(ran.code, 0, "{}", ran.all());
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "m", "price": 1.50, "same": 1, "at": "x"}"#)]);
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("failure[CS0502]"), "{}", ran.all());
}

#[test]
fn a_body_of_one_environment_is_judged_by_its_shape_in_another() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": 2, "name": "Table", "price": 3, "tags": ["steel"]}"#)]);
    let project = on(&server, &format!("{HEAD}{}", SHAPE.replace("shape", "body")));
    assert_eq!(project.run(&["run", "--update-snapshots", "new"]).code, 0);
    let ran = project.run(STAGING);
    assert_eq!(ran.code, 0, "{}", ran.all());
    server.on("GET /items/1", [Answer::json(r#"{"id": 2, "name": "Table", "price": 3, "tags": "steel"}"#)]);
    assert_eq!(project.run(STAGING).code, 1);
}
