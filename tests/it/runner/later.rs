//! `retry_after`: answers that ask to come back later, waited for and called what they are.

use serde_json::Value;

use super::on;
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const READS: &str = "  - { name: a, request: { path: { id: 1 } } }\n";

fn later(status: u16, retry_after: &str) -> Answer {
    Answer::status(status).header("retry-after", retry_after)
}

fn with(server: &Server, environment: &str, cases: &str) -> Project {
    let project = on(server, &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"));
    let config = format!("{}\n[environments.staging]\n{environment}\n", project.read("countersign.toml"));
    project.write("countersign.toml", &config);
    project
}

fn run(project: &Project) -> Ran {
    project.run(&["run", "--env", "staging", "--record", "r.jsonl"])
}

/// The only case of the record.
fn recorded(project: &Project) -> Value {
    let record = project.read("r.jsonl");
    let line = record.lines().find(|line| line.starts_with("{\"case\"")).expect("a case");
    line.parse::<Value>().expect("JSON")["case"].take()
}

#[test]
fn without_the_key_nothing_is_waited_for() {
    let server = Server::start();
    server.on("GET /items/1", [later(429, "0"), Answer::item(1)]);
    let ran = run(&with(&server, "", READS));
    assert!(ran.code == 1 && !ran.stdout.contains("CS0810"), "{}", ran.all());
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn what_holds_after_a_wait_is_flaky_and_every_exchange_is_kept() {
    let server = Server::start();
    server.on("GET /items/1", [later(429, "0"), later(503, "1"), Answer::item(1)]);
    let project = with(&server, "retry_after = \"30s\"", READS);
    let ran = run(&project);
    assert!(ran.code == 0 && ran.stdout.contains("1 flaky"), "{}", ran.all());
    assert!(ran.stdout.contains("passed at attempt 3 of 3, before that CS0810 (2)"), "{}", ran.all());
    let case = recorded(&project);
    assert_eq!(case["verdict"], "flaky");
    let steps = case["steps"].as_array().expect("steps");
    let statuses: Vec<&Value> = steps.iter().map(|step| &step["exchange"]["status"]).collect();
    assert_eq!(statuses, [429, 503, 200]);
    for step in &steps[..2] {
        assert_eq!(step["checks"][0]["findings"][0]["code"], "CS0810", "{step}");
    }
    let at: Vec<_> = server.received().iter().map(|received| received.at).collect();
    assert!(at[2] - at[1] >= std::time::Duration::from_secs(1), "it came too early");
}

#[test]
fn what_fails_after_a_wait_fails() {
    let server = Server::start();
    server.on("GET /items/1", [later(429, "0"), Answer::json("{}")]);
    let project = with(&server, "retry_after = \"30s\"", READS);
    let ran = run(&project);
    assert!(ran.code == 1 && recorded(&project)["verdict"] == "failed", "{}", ran.all());
}

#[test]
fn a_post_is_sent_again_after_429_alone() {
    for (status, times) in [(429, 2), (503, 1)] {
        let server = Server::start();
        server.on("POST /x", [later(status, "0"), Answer::status(204)]);
        let case = "  - { name: a, request: { method: POST, url: /x, json: { a: 1 } }, expect: { status: 204 } }\n";
        let ran = run(&with(&server, "retry_after = \"30s\"", case));
        assert_eq!(server.count("POST /x"), times, "{status}: {}", ran.all());
        assert!(server.received().iter().all(|received| received.text() == r#"{"a":1}"#));
        let remark = "a POST that may have had an effect is not sent again";
        assert_eq!(ran.stdout.contains(remark), status == 503, "{}", ran.all());
    }
}

#[test]
fn a_status_that_is_expected_is_an_answer() {
    let server = Server::start();
    server.on("GET /x", [later(429, "0"), Answer::status(200)]);
    for expect in ["429", "4xx", "[429, 503]"] {
        let case = format!("  - {{ name: a, request: {{ url: /x }}, expect: {{ status: {expect} }} }}\n");
        let before = server.lines().len();
        server.on("GET /x", [later(429, "0"), Answer::status(200)]);
        let ran = run(&with(&server, "retry_after = \"30s\"", &case));
        assert!(ran.code == 0 && ran.stdout.contains("1 passed"), "{}", ran.all());
        assert_eq!(server.lines().len() - before, 1);
    }
}

#[test]
fn what_cannot_be_waited_for_is_judged_at_once_and_says_why() {
    for (value, deadline, said) in [
        ("31", "60s", "the answer 429 asks to come back after 31 s; `retry_after` allows 30 s"),
        ("20", "5s", "asks to come back after 20 s, and the case's deadline is sooner"),
        ("99999999999999999999999", "60s", "after more than 30 years; `retry_after` allows 30 s"),
        ("soon", "60s", "a Retry-After that is neither seconds nor a date"),
        ("-1", "60s", "a Retry-After that is neither seconds nor a date"),
        ("1.5", "60s", "a Retry-After that is neither seconds nor a date"),
        ("Wed, 21 Oct 2099 07:28:00 GMT", "60s", "`retry_after` allows 30 s"),
    ] {
        let server = Server::start();
        server.on("GET /items/1", [later(429, value), Answer::item(1)]);
        let case = format!("  - {{ name: a, deadline: {deadline}, request: {{ path: {{ id: 1 }} }} }}\n");
        // What is masked as a time by the tests' own placeholders is compared without them.
        let project = with(&server, "retry_after = \"30s\"", &case);
        let ran = project.command(&["run", "--env", "staging"]).output().expect("the binary runs");
        let stdout = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.code() == Some(1) && stdout.contains(said), "{value}: {stdout}");
        assert!(stdout.contains("warning[CS0810]") && !stdout.contains("flaky"), "{value}: {stdout}");
        assert_eq!(server.lines().len(), 1, "{value}");
    }
}

#[test]
fn a_server_that_never_has_time_is_asked_a_few_times() {
    let server = Server::start();
    server.on("GET /items/1", [later(503, "0")]);
    let ran = run(&with(&server, "retry_after = \"30s\"", READS));
    assert!(ran.code == 1 && ran.stdout.contains("once more, after 3 times"), "{}", ran.all());
    assert_eq!(server.lines().len(), 4);
}

#[test]
fn nobody_else_asks_the_server_meanwhile() {
    let server = Server::start();
    let cases: String =
        (1..=8).map(|id| format!("  - {{ name: c{id}, request: {{ path: {{ id: {id} }} }} }}\n")).collect();
    server.on("GET /items/1", [later(429, "1"), Answer::item(1)]);
    for id in 2..=8 {
        server.on(&format!("GET /items/{id}"), [Answer::item(id)]);
    }
    let project = with(&server, "retry_after = \"30s\"\nrate = \"20/s\"", &cases);
    let ran = project.run(&["run", "--env", "staging", "--test-threads", "8"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 flaky, 7 passed"), "{}", ran.all());
    let at: Vec<_> = server.received().iter().map(|received| received.at).collect();
    let first = server.lines().iter().position(|line| line == "GET /items/1").expect("it was asked");
    // Every other thread had its turn given already, or comes when the second is over.
    let after = &at[first + 1..];
    let soon = after.iter().filter(|at| **at - at_of(&server, first) < std::time::Duration::from_millis(900)).count();
    assert!(soon <= 7 && after.iter().any(|at| *at - at_of(&server, first) >= std::time::Duration::from_millis(900)));
    let again = server.received().iter().rposition(|received| received.line() == "GET /items/1").expect("again");
    assert!(at[again] - at[first] >= std::time::Duration::from_secs(1));
}

fn at_of(server: &Server, index: usize) -> std::time::Instant {
    server.received()[index].at
}
