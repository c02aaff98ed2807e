//! Paths that a review redacts or numbers from now on: in the case file, in what is stored and in what is pending.

use crate::project::Project;
use crate::server::{Answer, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\nundocumented: allow\ncases:\n";
const RUN: &[&str] = &["run", "--env", "staging"];
const RECORD: &[&str] = &["run", "--env", "staging", "--update-snapshots", "new"];

fn on(server: &Server, cases: &str) -> Project {
    let mut project = Project::items().with("cases/a.yaml", cases);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a-key-of-items");
    project
}

/// An item whose hash and id differ from answer to answer.
fn item(number: u32, name: &str) -> Answer {
    Answer::json(format!(
        r#"{{"id": {number}, "name": "{name}", "price": 1, "hash": "h{number}", "rows": [{{"id": {number}, "of": 1}}, {{"id": 0, "of": 2}}]}}"#
    ))
}

/// What is pending, path by path.
fn pending(project: &Project) -> Vec<String> {
    let ran = project.run(&["review", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.all()));
    let groups = document["groups"].as_array().expect("groups").iter();
    groups.map(|group| group["path"].as_str().expect("a path").to_owned()).collect()
}

fn files(project: &Project) -> Vec<String> {
    let text = |path: &std::path::Path| std::fs::read_to_string(path).unwrap_or_default();
    let mut files = Vec::new();
    let mut folders = vec![project.path("cases"), project.path("snapshots")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path().is_dir() {
                true => folders.push(entry.path()),
                false => files.push(format!("{}\n{}", entry.path().display(), text(&entry.path()))),
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_redacted_path_of_a_body_never_asks_again() {
    let server = Server::start();
    server.on("GET /items/1", [item(1, "n")]);
    let cases = format!(
        "# the items\n{HEAD}  - name: a   # the first\n    request: {{ path: {{ id: 1 }} }}\n    expect:\n      snapshot: body   # all of it\n      status: 200\n"
    );
    let project = on(&server, &cases);
    assert_eq!(project.run(RECORD).code, 0);
    server.on("GET /items/1", [item(2, "m")]);
    assert_eq!(project.run(RUN).code, 1);
    assert_eq!(pending(&project), ["$.hash", "$.id", "$.name", "$.rows[*].id"]);
    let ran = project.run(&["review", "--redact", "$.hash", "--alias", "$.id", "--alias", "$.rows[*].id"]);
    insta::assert_snapshot!(ran.all(), @r#""#);
    assert_eq!(pending(&project), ["$.name"]);
    let edited = cases.replace(
        "snapshot: body",
        r#"snapshot: { kind: body, redact: { $.hash: "[hash]" }, alias: [$.id, "$.rows[*].id"] }"#,
    );
    assert_eq!(project.read("cases/a.yaml"), edited);
    assert_eq!(project.run(&["review", "--accept", "$.name"]).code, 0);
    server.on("GET /items/1", [item(3, "m")]);
    let ran = project.run(RUN);
    assert_eq!((ran.code, pending(&project).len()), (0, 0), "{}", ran.all());
    server.on("GET /items/1", [item(3, "other")]);
    assert_eq!(project.run(RUN).code, 1);
    assert_eq!(pending(&project), ["$.name"]);
}
