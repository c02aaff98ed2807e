//! What a run leaves for reviewers beside a pending snapshot.

use serde_json::Value;

use super::{BODY, KEY, PROPOSAL, SNAP, STAGING, UPDATE, names, project, tree};
use crate::project::{Project, repository};
use crate::server::{Answer, Server};

fn proposal(project: &Project, path: &str) -> Value {
    serde_json::from_str(&project.read(path)).expect("JSON")
}

/// A server of item 1.
fn items(body: &str) -> Server {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(body)]);
    server
}

#[test]
fn a_pending_snapshot_says_what_led_to_it() {
    let server = items(r#"{"id": "1", "name": "n"}"#);
    let project = project(&server, BODY);
    assert_eq!(project.run(STAGING).code, 1);
    assert_eq!(names(&project, ".countersign"), [".countersign/.gitignore", PROPOSAL]);
    assert_eq!(project.read(".countersign/.gitignore"), "*\n");
    let proposal = proposal(&project, PROPOSAL);
    assert_eq!(proposal["text"], project.read(&format!("{SNAP}.new")));
    assert_eq!(
        (&proposal["case"], &proposal["line"], &proposal["beside"]),
        (&"items/a::a".into(), &5.into(), &true.into())
    );
    assert_eq!(proposal.get("base"), None);
    let exchange = &proposal["exchanges"][0];
    assert_eq!((&exchange["status"], &exchange["has_schema"]), (&200.into(), &true.into()));
    assert_eq!(exchange["response_body"]["text"], r#"{"id": "1", "name": "n"}"#);
    let found: Vec<&Value> =
        exchange["findings"].as_array().expect("a list").iter().map(|one| &one["pointer"]).collect();
    assert!(found.contains(&&Value::from("/id")), "{found:?}");
    let said = exchange["findings"].to_string();
    assert!(
        !said.contains("CS0501") && said.contains("CS0310"),
        "the snapshot's own finding is told elsewhere: {said}"
    );
}

#[test]
fn what_is_written_fits_its_schema() {
    let server = items(r#"{"id": 1, "name": "n", "price": 1}"#);
    server
        .on("PUT /items/2", [Answer::status(204)])
        .on("GET /items/2", [Answer::json("{}").header("set-cookie", "s=1")]);
    let project = project(
        &server,
        &format!(
            "{BODY}  - name: steps\n    steps:\n      - {{ id: write, operation: 'PUT /items/{{id}}', request: {{ path: {{ id: 2 }}, json: {{ id: 2, name: n, price: 1 }} }} }}\n      - {{ id: read, request: {{ path: {{ id: 2 }} }}, expect: {{ snapshot: shape, schema: none }} }}\n  - {{ name: rows, each: {{ x: {{ id: 1 }} }}, request: {{ path: {{ id: 1 }} }}, expect: {{ snapshot: body }} }}\n"
        ),
    );
    assert_eq!(project.run(STAGING).code, 1);
    std::fs::rename(project.path(&format!("{SNAP}.new")), project.path(SNAP)).expect("accepted by hand");
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "other", "price": 1}"#)]);
    assert_eq!(project.run(STAGING).code, 1);
    let schema = std::fs::read_to_string(repository().join("schemas/countersign/proposal.schema.json")).expect("there");
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema");
    let all: Vec<String> = names(&project, ".countersign/pending");
    assert_eq!(all.len(), 3, "{all:?}");
    for path in &all {
        let proposal = proposal(&project, path);
        let errors: Vec<String> = validator.iter_errors(&proposal).map(|error| format!("{error}")).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
    }
    assert!(proposal(&project, PROPOSAL)["base"].as_str().is_some_and(|base| base.len() == 64));
    let steps = proposal(&project, ".countersign/pending/items/a/steps@read.json");
    assert_eq!((&steps["case"], &steps["exchanges"][0]["has_schema"]), (&"items/a::steps@read".into(), &false.into()));
    assert_eq!(proposal(&project, ".countersign/pending/items/a/rows[x].json")["exchanges"][0]["row"], "x");
}

#[test]
fn no_secret_gets_into_a_proposal() {
    let filler = "x".repeat(256 * 1024 - 10);
    let server = Server::start();
    let echo = Answer::json(format!(r#"{{"id": 1, "echo": "{KEY}", "rest": "{filler}{KEY}"}}"#));
    server.on("GET /items/1", [echo.header("x-echo", KEY).header("set-cookie", "session=of-the-server")]);
    let project = project(
        &server,
        "  - { name: a, request: { path: { id: 1 }, headers: { x-again: \"${{ secrets.ITEMS_KEY }}\" } }, expect: { schema: none, snapshot: { kind: body, redact: { $.echo: '[echo]', $.rest: '[rest]' } } } }\n",
    );
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("CS0501"), "{}", ran.all());
    let text = project.read(PROPOSAL);
    let shown = |part: &str| text.contains(part);
    assert!(!shown(KEY) && !shown("of-the-server"), "{}", &text[..2000]);
    assert!(
        !shown("the ke") && !shown("x-countersign-session"),
        "not even the first part of it, where the body is cut"
    );
    let proposal = proposal(&project, PROPOSAL);
    let header = |which: &str, name: &str| {
        let headers = proposal["exchanges"][0][which].as_array().expect("a list").clone();
        headers.iter().find(|pair| pair[0] == name).map(|pair| pair[1].as_str().expect("a text").to_owned())
    };
    assert_eq!(header("request_headers", "x-key").as_deref(), Some("«secret:ITEMS_KEY»"));
    assert_eq!(header("request_headers", "x-again").as_deref(), Some("«secret:ITEMS_KEY»"));
    assert_eq!(header("response_headers", "x-echo").as_deref(), Some("«secret:ITEMS_KEY»"));
    assert_eq!(header("response_headers", "set-cookie").as_deref(), Some("«secret:set-cookie»"));
}

#[test]
fn rows_that_lead_to_the_same_shape_are_told_together_and_not_without_end() {
    let server = Server::start();
    let mut each = String::new();
    for n in 0..7 {
        server.on(&format!("GET /items/{n}"), [Answer::item(n)]);
        each.push_str(&format!("r{n}: {{ id: {n} }}, "));
    }
    let project = project(
        &server,
        &format!(
            "  - {{ name: a, each: {{ {each} }}, request: {{ path: {{ id: '${{{{ each.id }}}}' }} }}, expect: {{ snapshot: shape }} }}\n"
        ),
    );
    for threads in ["1", "8"] {
        assert_eq!(project.run(&["run", "--env", "staging", "--test-threads", threads]).code, 1);
        let proposal = proposal(&project, PROPOSAL);
        let exchanges = proposal["exchanges"].as_array().expect("a list").clone();
        let mut rows: Vec<String> = exchanges.iter().map(|one| one["row"].to_string()).collect();
        rows.sort();
        rows.dedup();
        assert_eq!((exchanges.len(), rows.len()), (5, 5), "{rows:?}");
        assert_eq!(proposal["text"], project.read(&format!("{SNAP}.new")));
    }
}

#[test]
fn what_is_accepted_or_as_it_was_leaves_no_proposal() {
    let server = items(r#"{"id": 1, "name": "n", "price": 1}"#);
    let mut project = project(&server, BODY);
    assert_eq!(project.run(STAGING).code, 1);
    assert_eq!(project.run(UPDATE).code, 0);
    assert_eq!(
        (names(&project, "snapshots"), names(&project, ".countersign/pending")),
        (vec![SNAP.to_owned()], vec![])
    );
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "other", "price": 1}"#)]);
    assert_eq!(project.run(STAGING).code, 1);
    assert_eq!(names(&project, ".countersign/pending"), [PROPOSAL]);
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "n", "price": 1}"#)]);
    project.set("CI", "1");
    assert_eq!(project.run(STAGING).code, 0);
    assert_eq!(names(&project, ".countersign/pending").len(), 0, "also in CI");
    assert_eq!(names(&project, "snapshots").len(), 2, "where snapshots are left alone");
    project.set("CI", "0");
    assert_eq!(project.run(STAGING).code, 0);
    assert_eq!(names(&project, "snapshots"), [SNAP]);
}

#[test]
fn where_everything_holds_nothing_is_written() {
    let server = items(r#"{"id": 1, "name": "n", "price": 1}"#);
    let project = project(&server, BODY);
    assert_eq!(project.run(UPDATE).code, 0);
    let before = tree(&project, "");
    assert_eq!(project.run(STAGING).code, 0);
    assert_eq!(tree(&project, ""), before);
    assert!(!project.path(".countersign").exists());
}

#[test]
fn in_ci_the_proposal_is_all_there_is_and_it_can_be_reviewed_elsewhere() {
    let server = items(r#"{"id": 1, "name": "n", "price": 1}"#);
    let mut project = project(&server, BODY);
    assert_eq!(project.run(UPDATE).code, 0);
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "other", "price": 1}"#)]);
    project.set("CI", "true");
    let before = tree(&project, "");
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("CS0502"), "{}", ran.all());
    let mut after = tree(&project, "");
    after.retain(|path, _| !path.starts_with(".countersign/"));
    assert_eq!(after, before);
    assert_eq!(proposal(&project, PROPOSAL)["beside"], false);
    let ran = project.run(&["review", "--list"]);
    assert!(ran.code == 1 && ran.stdout.contains("$.name"), "{}", ran.all());
    assert_eq!(project.run(&["review", "--accept", "items/a"]).code, 2, "but not in CI");
    project.set("CI", "0");
    assert_eq!(project.run(&["review", "--accept", "items/a"]).code, 0);
    assert!(project.read(SNAP).contains("other") && names(&project, ".countersign/pending").is_empty());
    assert_eq!(project.run(STAGING).code, 0);
}

#[test]
fn a_proposal_that_cannot_be_written_hides_nothing() {
    let server = items(r#"{"id": 1, "name": "n", "price": 1}"#);
    let project = project(&server, BODY).with(".countersign", "a file");
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("a review will not show what led to it"), "{}", ran.all());
    assert!(project.path(&format!("{SNAP}.new")).is_file());
}
