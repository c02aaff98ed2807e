//! Paths that a review redacts or numbers from now on: in the case file, in what is stored and in what is pending.

use sha2::Digest as _;

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
    insta::assert_snapshot!(ran.all(), @r"
    exit code: 1
    --- stdout
    cases/a.yaml:9: $.hash is redacted from now on
    cases/a.yaml:9: $.id, $.rows[*].id are numbered from now on
    1 snapshot with 1 change waits for review
    ");
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

#[test]
fn a_redacted_path_of_a_shape_has_the_shape_of_its_text() {
    let server = Server::start();
    let answer = |price: &str, more: &str| Answer::json(format!(r#"{{"id": 1, "name": "n", "price": {price}{more}}}"#));
    server.on("GET /items/1", [answer("1", "")]);
    let case = "  - { name: a, request: { path: { id: 1 } }, expect: { schema: none, snapshot: shape } }\n";
    let project = on(&server, &format!("{HEAD}{case}"));
    assert_eq!(project.run(RECORD).code, 0);
    server.on("GET /items/1", [answer("\"1\"", r#", "more": 1"#)]);
    assert_eq!(project.run(RUN).code, 1);
    let ran = project.run(&["review", "--redact", "$.price"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(!pending(&project).contains(&"$.price".to_owned()), "{:?}", pending(&project));
    assert_eq!(project.run(&["review", "--accept", "items/a::a"]).code, 0);
    assert!(project.read("snapshots/items/a/a.snap").contains(r#""price": { "type": "string" }"#));
    for price in ["2.5", "null", "[1]", "\"x\""] {
        server.on("GET /items/1", [answer(price, "")]);
        let ran = project.run(RUN);
        assert_eq!((ran.code, pending(&project).len()), (0, 0), "{price}\n{}", ran.all());
    }
    // Recorded anew, it is the same: what the contract knows of the price says nothing of what stands in for it.
    let before = project.read("snapshots/items/a/a.snap");
    let project = on(&server, &project.read("cases/a.yaml").replace("schema: none, ", ""));
    server.on("GET /items/1", [answer("3", r#", "more": 1"#)]);
    assert_eq!(project.run(RECORD).code, 0);
    let anew = project.read("snapshots/items/a/a.snap");
    assert!(
        before.contains(r#""price": { "type": "string" }"#) && anew.contains(r#""price": { "type": "string" }"#),
        "{anew}"
    );
}

#[test]
fn all_rows_of_a_case_are_redacted_together() {
    let server = Server::start();
    let both = |one: u32, two: u32| {
        server.on("GET /items/1", [item(one, "n")]);
        server.on("GET /items/2", [item(two, "n")]);
    };
    let cases = format!(
        "{HEAD}  - name: a\n    each: {{ one: {{ id: 1 }}, two: {{ id: 2 }} }}\n    request: {{ path: {{ id: '${{{{ each.id }}}}' }} }}\n    expect:\n      snapshot:\n        kind: body\n        alias: [$..id]  # ids\n"
    );
    let project = on(&server, &cases);
    both(1, 2);
    assert_eq!(project.run(RECORD).code, 0);
    both(3, 2);
    assert_eq!(project.run(RUN).code, 1);
    assert_eq!(pending(&project), ["$.hash"]);
    let ran = project.run(&["review", "--redact", "$.hash"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(project.read("snapshots/items/a/a[two].snap").contains("[hash]"));
    assert_eq!(
        project.read("cases/a.yaml"),
        cases.replace("# ids\n", "# ids\n        redact: { $.hash: \"[hash]\" }\n")
    );
    both(5, 6);
    let ran = project.run(RUN);
    assert_eq!((ran.code, pending(&project).len()), (0, 0), "{}", ran.all());
}

#[test]
fn what_defaults_and_blocks_say_is_changed_there_for_all_their_cases() {
    let server = Server::start();
    let both = |number: u32| {
        server.on("GET /items/1", [item(number, "n")]);
        server.on("GET /items/2", [item(number + 1, "n")]);
        server.on("GET /items/3", [item(number, "n")]);
    };
    let head = HEAD.replace("cases:", "defaults:\n  expect: { snapshot: { kind: body, alias: [$..id] } }\ncases:");
    let cases = format!(
        "{head}  - {{ name: a, request: {{ path: {{ id: 1 }} }} }}\n  - {{ name: b, request: {{ path: {{ id: 2 }} }} }}\n  - name: c\n    steps:\n      - use: {{ block: look }}\n"
    );
    let block = "# shared\nblocks:\n  look:\n    steps:\n      - id: it\n        operation: GET /items/{id}\n        request: { path: { id: 3 } }\n        expect:\n          snapshot: body\n";
    let project = on(&server, &cases).with("cases/_blocks.yaml", block);
    both(1);
    assert_eq!(project.run(RECORD).code, 0, "{}", project.run(RECORD).all());
    both(3);
    assert_eq!(project.run(RUN).code, 1);
    let ran = project.run(&["review", "items/a::a", "--redact", "$.hash"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.starts_with("cases/a.yaml:5: $.hash is redacted from now on, in 2 cases\n"), "{}", ran.all());
    // The pending one of the other case was not under review, and is settled, too.
    assert!(!project.path("snapshots/items/a/b.snap.new").exists());
    assert!(project.read("snapshots/items/a/b.snap").contains("[hash]"));
    let ran = project.run(&["review", "--redact", "$.hash", "--alias", "$.id", "--alias", "$.rows[*].id"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains("cases/_blocks.yaml:9: $.hash is redacted"), "{}", ran.all());
    both(8);
    let ran = project.run(RUN);
    assert_eq!((ran.code, pending(&project).len()), (0, 0), "{}", ran.all());
}

#[test]
fn a_new_snapshot_is_redacted_before_it_is_accepted() {
    let server = Server::start();
    server.on("GET /items/1", [item(1, "n")]);
    let case = "  - { name: a, request: { path: { id: 1 } }, expect: { snapshot: body } }\n";
    let project = on(&server, &format!("{HEAD}{case}"));
    assert_eq!(project.run(RUN).code, 1);
    let ran = project.run(&["review", "--redact", "$.hash", "--alias", "$..id", "--accept", "new"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    server.on("GET /items/1", [item(9, "n")]);
    let ran = project.run(RUN);
    assert_eq!((ran.code, pending(&project).len()), (0, 0), "{}", ran.all());
}

#[test]
fn exported_decisions_that_cannot_all_be_made_are_taken_back() {
    let server = Server::start();
    server.on("GET /items/1", [item(1, "n")]);
    let mut project = on(
        &server,
        &format!("{HEAD}  - name: a\n    request: {{ path: {{ id: 1 }} }}\n    expect: {{ snapshot: body }}\n"),
    );
    assert_eq!(project.run(RECORD).code, 0);
    server.on("GET /items/1", [item(2, "a-key-that-came")]);
    assert_eq!(project.run(RUN).code, 1);
    let snapshot = "snapshots/items/a/a.snap";
    let (old, new) = (project.read(snapshot), project.read(&format!("{snapshot}.new")));
    let document: serde_json::Value =
        serde_json::from_str(&project.run(&["review", "--json"]).stdout).expect("a document");
    let groups = document["groups"].as_array().expect("groups");
    let name = groups.iter().find(|group| group["path"] == "$.name").expect("a change");
    let hash = |text: &str| -> String {
        sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let decided = serde_json::json!({
        "snapshot": snapshot, "base": hash(&old), "proposed": hash(&new), "text": new,
        "accept": [name["fingerprint"]], "redact": ["$.hash", "$.id"],
    });
    project.write("decisions.json", &serde_json::json!({ "version": 1, "decisions": [decided] }).to_string());
    let from = project.path("decisions.json").display().to_string();
    let before = files(&project);
    project.set("ITEMS_KEY", "a-key-that-came");
    let ran = project.run(&["review", "--from", &from]);
    assert!(ran.code == 2 && ran.stderr.contains("CS0505"), "{}", ran.all());
    assert_eq!(files(&project), before, "neither the case file nor the snapshot");
    project.set("ITEMS_KEY", "a-key-of-items");
    assert_eq!(project.run(&["review", "--from", &from]).code, 1, "the rows' ids are left");
    assert!(project.read("cases/a.yaml").contains("redact: { $.hash: \"[hash]\", $.id: \"[id]\" }"));
}

#[test]
fn what_cannot_be_written_changes_nothing() {
    let server = Server::start();
    server.on("GET /items/1", [item(1, "n")]);
    let case = "  - { name: a, request: { path: { id: 1 } }, expect: { snapshot: body } }\n";
    let mut project = on(&server, &format!("{HEAD}{case}"));
    assert_eq!(project.run(RUN).code, 1);
    let before = files(&project);
    let refused = |project: &Project, name: &str| {
        let ran = project.run(&["review", "--redact", name]);
        assert_eq!((ran.code, files(project)), (2, before.clone()), "{}", ran.all());
        ran.stderr
    };
    assert!(refused(&project, "new").contains("this is the whole body"));
    assert!(refused(&project, "$.none").contains("no pending change is meant by `$.none`"));
    project.write("cases/a.yaml", &format!("{HEAD}{case}").replace("name: a", "name: other"));
    let moved = files(&project);
    let ran = project.run(&["review", "--redact", "$.hash"]);
    assert!(
        ran.code == 2 && ran.stderr.contains("no case asks for snapshots/items/a/a.snap any more"),
        "{}",
        ran.all()
    );
    assert_eq!(files(&project), moved);
    project.write("cases/a.yaml", &format!("{HEAD}{case}"));
    project.set("CI", "1");
    assert!(refused(&project, "$.hash").contains("never written in CI"));
}

#[test]
fn keys_of_any_kind_are_redacted_and_what_is_inside_a_string_is_not() {
    let server = Server::start();
    let answer = |n: u32| {
        let inner = format!(r#"{{"at": "{n}", "k": [1]}}"#).replace('"', "\\\"");
        Answer::json(format!(
            r#"{{"id": 1, "name": "n", "price": 1, "a b": "x{n}", "it's": "y{n}", "a.b": "z{n}", "é\"": "q{n}", "true": "t{n}", "in": "{inner}"}}"#
        ))
    };
    for kind in ["body", "shape"] {
        server.on("GET /items/1", [answer(1)]);
        let cases = format!(
            "{HEAD}  - name: a\n    request: {{ path: {{ id: 1 }} }}\n    expect:\n      snapshot:\n        kind: {kind}  # kept\n"
        );
        let project = on(&server, &cases);
        assert_eq!(project.run(RECORD).code, 0);
        let other = answer(2);
        server.on("GET /items/1", [match kind {
            "body" => other,
            _ => Answer::json(
                r#"{"id": 1, "name": "n", "price": 1, "a b": 2, "it's": 2, "a.b": 2, "é\"": 2, "true": 2, "in": "{\"at\": 7, \"k\": [1]}"}"#,
            ),
        }]);
        assert_eq!(project.run(RUN).code, 1);
        let inside: Vec<String> = pending(&project).into_iter().filter(|path| path.contains("in")).collect();
        assert_eq!(inside.len(), 1, "{inside:?}");
        for path in pending(&project) {
            let ran = project.run(&["review", "--redact", &path]);
            if path.contains("inside") {
                assert_eq!(ran.code, 2, "{}", ran.all());
                assert!(
                    ran.stderr.contains("CS0509") && ran.stderr.contains("redact the whole string"),
                    "{}",
                    ran.all()
                );
                assert!(project.run(&["review", "--redact", "$.in"]).code < 2);
            } else {
                assert!(ran.code < 2, "{}", ran.all());
            }
        }
        assert!(project.read("cases/a.yaml").starts_with(&cases), "{}", project.read("cases/a.yaml"));
        server.on("GET /items/1", [answer(3)]);
        let ran = project.run(RUN);
        assert_eq!(
            (ran.code, pending(&project).len()),
            (0, 0),
            "{kind}\n{}\n{}",
            ran.all(),
            project.read("cases/a.yaml")
        );
    }
}
