//! Exit codes, the last line, deadlines.

use super::{STAGING, on};
use crate::project::Project;
use crate::server::{Answer, Server};

const ONE: &str = "api: items\noperation: GET /items/{id}\ncases:\n  - { name: reads, request: { path: { id: 1 } } }\n";

#[test]
fn what_holds_is_0_and_the_last_line_names_the_target() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let project = on(&server, ONE);
    let ran = project.run(STAGING);
    assert_eq!((ran.code, ran.stdout.lines().last()), (0, Some("1 hold on staging (http://127.0.0.1:[PORT])")));
    let mock = project.run(&["run"]);
    assert_eq!((mock.code, mock.stdout.lines().last()), (0, Some("1 hold on mock: checks the suite, not your API")));
}

#[test]
fn a_broken_contract_is_1_and_an_error_beside_it_changes_nothing() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": "1"}"#)]);
    let two = format!("{ONE}  - {{ name: elsewhere, request: {{ url: 'http://127.0.0.1:1/' }} }}\n");
    let project = on(
        &server,
        &two.replace("operation: GET /items/{id}\ncases:", "cases:")
            .replace("name: reads,", "name: reads, operation: 'GET /items/{id}',"),
    );
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.stdout.contains("1 failed, 1 error"), "{}", ran.all());
    assert!(
        ran.stdout.ends_with("0 hold, 1 do not, 1 without a verdict on staging (http://127.0.0.1:[PORT])\n"),
        "{}",
        ran.all()
    );
    let ran = project.run(&["run", "--env", "staging", "elsewhere"]);
    assert!(ran.code == 3, "{}", ran.all());
}

#[test]
fn wrong_input_is_2_and_nothing_is_sent() {
    let server = Server::start();
    let project = on(&server, &format!("{ONE}    expct: {{}}\n"));
    for arguments in [&["run"] as &[&str], &["run", "--env", "stagin"], &["run", "--no-such-flag"]] {
        assert_eq!(project.run(arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn an_unreachable_server_is_3_with_a_hint() {
    let mut project = Project::items().with("cases/a.yaml", ONE);
    project.set("ITEMS_URL", "http://127.0.0.1:1");
    project.set("ITEMS_KEY", "a key");
    let ran = project.run(STAGING);
    assert!(ran.code == 3 && ran.stdout.contains("error[CS0401]"), "{}", ran.all());
    assert!(ran.stdout.contains("is the server running, and is the port right?"), "{}", ran.all());
}

#[test]
fn nothing_selected_and_everything_skipped_is_4() {
    let project = Project::items().with("cases/a.yaml", ONE);
    assert_eq!(project.run(&["run", "no-such-case"]).code, 4);
    project.write("cases/a.yaml", &ONE.replace("name: reads,", "name: reads, skip: not now,"));
    let ran = project.run(&["run"]);
    assert!(ran.code == 4 && ran.stdout.contains("skipped items/a::reads  not now"), "{}", ran.all());
}

#[test]
fn only_what_is_selected_needs_its_secrets() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let two = format!(
        "{ONE}  - {{ name: other, request: {{ path: {{ id: 1 }}, headers: {{ x: '${{{{ secrets.ITEMS_OTHER }}}}' }} }} }}\n"
    );
    let project = on(&server, &two);
    let ran = project.run(&["run", "--env", "staging", "reads"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let ran = project.run(STAGING);
    assert!(ran.code == 2 && ran.stderr.contains("ITEMS_OTHER is not set"), "{}", ran.all());
}

#[test]
fn a_server_that_never_answers_costs_one_case_its_deadline() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).hold("GET /items/2");
    let cases = format!("{ONE}  - {{ name: hangs, deadline: 300ms, request: {{ path: {{ id: 2 }} }} }}\n");
    let ran = on(&server, &cases).run(STAGING);
    assert!(ran.code == 3 && ran.stdout.contains("1 error, 1 passed"), "{}", ran.all());
    assert!(ran.stdout.contains("error[CS0801] the case's deadline passed"), "{}", ran.all());
}

#[test]
fn a_timeout_ends_one_exchange() {
    let server = Server::start();
    server.hold("GET /items/1");
    let cases = ONE.replace("path: { id: 1 }", "path: { id: 1 }, timeout: 200ms");
    let ran = on(&server, &cases).run(STAGING);
    assert!(ran.code == 3 && ran.stdout.contains("error[CS0405]"), "{}", ran.all());
}
