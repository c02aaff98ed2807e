//! Cases that are run more than once, and runs that end before all cases were run.

use serde_json::Value;

use super::{STAGING, on};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const ONE: &str = "api: items\noperation: GET /items/{id}\ncases:\n  - { name: reads, request: { path: { id: 1 } } }\n";

fn run(project: &Project, arguments: &[&str]) -> Ran {
    project.run(&[STAGING, arguments].concat())
}

/// The lines of the newest record.
pub(super) fn record(project: &Project) -> Vec<Value> {
    let text = project.read(".countersign/runs/latest.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// What each attempt of the only case of the newest record came to, and what was found in it.
fn attempts(project: &Project) -> Vec<String> {
    let record = record(project);
    let case = record.iter().find_map(|line| line.get("case")).expect("a case");
    let attempts = case["attempts"].as_array().cloned().unwrap_or_default();
    let told = attempts.iter().map(|attempt| {
        let codes = attempt["codes"].as_array().cloned().unwrap_or_default();
        let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
        format!("{} {}", attempt["verdict"].as_str().unwrap_or_default(), codes.join(" "))
    });
    told.map(|told| told.trim().to_owned()).collect()
}

#[test]
fn what_passes_after_a_retry_is_flaky_and_says_what_failed_before() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::status(401), Answer::status(404), Answer::item(1)]);
    let project = on(&server, ONE);
    let ran = run(&project, &["--retries", "3"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    insta::assert_snapshot!(ran.stdout, @r"
    flaky   items/a::reads  [TIME], 1 of 3 attempts hold

    flaky, 1 case:
      items/a::reads
          passed at attempt 3 of 3, before that CS0303 (2)

    1 flaky in [TIME] (seed [SEED])
    1 hold on staging (http://127.0.0.1:[PORT])
    ");
    assert_eq!(attempts(&project), ["failed CS0303", "failed CS0303", "passed"]);
    let lines = record(&project);
    assert_eq!((&lines[0]["run"]["retries"], &lines[1]["case"]["verdict"]), (&Value::from(3), &Value::from("flaky")));
    assert_eq!(server.count("GET /items/1"), 3);
}

#[test]
fn a_case_that_never_holds_is_tried_as_often_as_the_environment_or_the_flag_says() {
    for (arguments, sent) in [(&[] as &[&str], 3), (&["--retries", "1"], 2), (&["--retries", "0"], 1)] {
        let server = Server::start();
        let project = on(&server, ONE);
        let config = project.read("countersign.toml");
        let config = config
            .replace("[environments.staging.apis", "[environments.staging]\nretries = 2\n[environments.staging.apis");
        project.write("countersign.toml", &config);
        let ran = run(&project, arguments);
        assert_eq!((ran.code, server.count("GET /items/1")), (1, sent), "{}", ran.all());
        assert_eq!(attempts(&project).len(), if sent == 1 { 0 } else { sent });
    }
}

#[test]
fn no_answer_is_a_reason_to_try_again() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json("{"), Answer::item(1)]);
    let project = on(&server, ONE);
    assert_eq!(run(&project, &["--retries", "1"]).code, 0);
    assert_eq!(attempts(&project).last().map(String::as_str), Some("passed"));
}

#[test]
fn nothing_is_tried_again_for_a_leftover_a_known_failure_or_an_unreviewed_snapshot() {
    let get = "api: items\noperation: GET /items/{id}\ncases:\n  - name: a\n    request: { path: { id: 1 } }\n";
    for (case, code) in [
        ("    cleanup: [{ request: { method: DELETE, url: /fails } }]\n    expect: { status: 404 }\n", 1),
        ("    known_failure: { check: CS0301, reason: under repair }\n    expect: { status: 404 }\n", 0),
        ("    expect: { status: 200, snapshot: shape }\n", 1),
    ] {
        let server = Server::start();
        server.on("GET /items/1", [Answer::item(1)]).on("DELETE /fails", [Answer::status(500)]);
        let project = on(&server, &format!("{get}{case}"));
        let ran = run(&project, &["--retries", "2"]);
        assert_eq!((ran.code, server.count("GET /items/1")), (code, 1), "{}", ran.all());
        assert!(attempts(&project).is_empty(), "{case}");
    }
}

#[test]
fn every_attempt_cleans_up_and_has_random_values_of_its_own() {
    let server = Server::start();
    server.on("DELETE /items/1", [Answer::status(204)]);
    let case = "api: items\noperation: GET /items/{id}\ncases:\n  - name: a\n    vars: { number: \"${{ random_int(1, 1000000000) }}\" }\n    \
                cleanup: [{ request: { method: DELETE, url: /items/1 } }]\n    request: { path: { id: \"${{ vars.number }}\" } }\n";
    let project = on(&server, case);
    let sent = |retries: &str| {
        let before = server.received().len();
        assert_eq!(run(&project, &["--seed", "7", "--retries", retries]).code, 1);
        server.lines().split_off(before)
    };
    let lines = sent("1");
    assert_eq!((lines.len(), &lines[1], &lines[3]), (4, &"DELETE /items/1".to_owned(), &lines[1]), "{lines:?}");
    assert_ne!(lines[0], lines[2], "another number");
    assert_eq!(sent("0"), lines[..2], "the first attempt is what a run without retries is");
}

#[test]
fn on_the_mock_every_attempt_has_a_world_of_its_own() {
    let mock = "api: items\nrules:\n  - on: GET /items/{id}\n    when: state.touched is defined\n    respond: { status: 404 }\n  \
                - on: PUT /items/{id}\n    set: { /touched: true }\n    respond: { status: 204 }\n";
    let item = "{ id: 1, name: Chair, price: 1 }";
    let cases = format!(
        "api: items\noperation: GET /items/{{id}}\ndefaults: {{ request: {{ path: {{ id: 1 }} }} }}\ncases:\n  - name: a\n    steps:\n      \
         - {{ id: before, expect: {{ status: 200 }} }}\n      \
         - {{ id: write, operation: 'PUT /items/{{id}}', request: {{ path: {{ id: 1 }}, json: {item} }} }}\n      \
         - {{ id: after, expect: {{ status: 200 }} }}\n"
    );
    let project = Project::items().with("cases/a.yaml", &cases).with("mock.yaml", mock);
    let config =
        project.read("countersign.toml").replace("cases = \"cases\"", "cases = \"cases\"\nmock = \"mock.yaml\"");
    project.write("countersign.toml", &config);
    let ran = project.run(&["run", "--retries", "1"]);
    assert_eq!(attempts(&project), ["failed CS0301", "failed CS0301"], "{}", ran.all());
    assert!(ran.stdout.contains("step after"), "the second attempt came as far as the first: {}", ran.all());
}

#[test]
fn only_the_last_attempt_says_anything_about_a_snapshot() {
    let case = "api: items\noperation: GET /items/{id}\nundocumented: allow\ncases:\n  - name: a\n    request: { path: { id: 1 } }\n    \
                expect: { snapshot: shape, body: { at: { $.name: { equals: Chair } } } }\n";
    let other = || Answer::json(r#"{"id": 1, "name": "Table", "price": 1, "more": "x"}"#);
    for update in [&[] as &[&str], &["--update-snapshots", "all"]] {
        let server = Server::start();
        server.on("GET /items/1", [Answer::item(1)]);
        let project = on(&server, case);
        assert_eq!(run(&project, &["--update-snapshots", "new"]).code, 0);
        let reviewed = project.read("snapshots/items/a/a.snap");
        server.on("GET /items/1", [other(), Answer::item(1)]);
        let ran = run(&project, &[&["--retries", "1"], update].concat());
        assert!(ran.code == 0 && ran.stdout.contains("1 flaky"), "{}", ran.all());
        assert_eq!(project.read("snapshots/items/a/a.snap"), reviewed, "{update:?}");
        assert!(!project.path("snapshots/items/a/a.snap.new").exists(), "{update:?}");
        // The other way round, the last attempt proposes; what the first one found as reviewed settles nothing.
        server.on("GET /items/1", [other()]);
        let ran = run(&project, &["--retries", "1"]);
        assert!(ran.code == 1 && ran.stdout.contains("look at snapshots/items/a/a.snap.new"), "{}", ran.all());
        assert!(project.path("snapshots/items/a/a.snap.new").exists());
    }
}

#[test]
fn repeated_cases_take_their_worst_outcome_and_say_how_often_they_held() {
    let server = Server::start();
    server
        .on("GET /items/1", [Answer::item(1), Answer::status(404), Answer::item(1)])
        .on("GET /items/2", [Answer::item(2)]);
    let project = on(&server, &format!("{ONE}  - {{ name: steady, request: {{ path: {{ id: 2 }} }} }}\n"));
    let ran = run(&project, &["--repeat", "4", "--test-threads", "1"]);
    assert_eq!((ran.code, server.count("GET /items/1"), server.count("GET /items/2")), (1, 4, 4), "{}", ran.all());
    for told in [
        "FAILED  items/a::reads  [TIME], flaky: 3 of 4 attempts hold\n",
        "ok      items/a::steady  [TIME], 4 of 4 attempts hold\n",
        "flaky, 1 case:\n  items/a::reads\n      3 of 4 attempts hold, the others CS0303\n",
    ] {
        assert!(ran.stdout.contains(told), "{told}{}", ran.all());
    }
    assert_eq!(attempts(&project), ["passed", "failed CS0303", "passed", "passed"]);
    assert_eq!(record(&project)[0]["run"]["repeat"], 4);
    assert_eq!(run(&project, &["steady", "--repeat", "2"]).code, 0);
    let refused = run(&project, &["--repeat", "2", "--retries", "1"]);
    assert!(refused.code == 2 && refused.stderr.contains("cannot be used with '--"), "{}", refused.all());
}

const FOUR: &str = "api: items\noperation: GET /items/{id}\ncases:\n  \
    - { name: a, request: { path: { id: 1 } }, known_failure: { check: CS0303, reason: under repair } }\n  \
    - { name: b, request: { path: { id: 2 } } }\n  - { name: c, request: { path: { id: 3 } } }\n  \
    - { name: d, request: { path: { id: 4 } } }\n";

#[test]
fn after_enough_failures_nothing_new_is_begun() {
    for (arguments, sent, told) in [
        (&["--fail-fast"] as &[&str], 2, "stopped by --fail-fast after 1 failure; not run: 2 of 4 cases"),
        (&["--max-fail", "2"], 3, "stopped by --max-fail 2 after 2 failures; not run: 1 of 4 cases"),
    ] {
        let server = Server::start();
        let project = on(&server, FOUR);
        let ran = run(&project, &[&["--test-threads", "1"], arguments].concat());
        assert_eq!((ran.code, server.received().len()), (1, sent), "{}", ran.all());
        assert!(ran.stdout.contains(told) && ran.stdout.contains(" not run in [TIME]"), "{}", ran.all());
        let record = record(&project);
        let end = record.last().and_then(|line| line.get("end")).expect("an end");
        assert_eq!((&end["stopped"], &end["exit"]), (&Value::from("too-many-failures"), &Value::from(1)));
        assert_eq!(record.iter().filter(|line| line.get("case").is_some()).count(), sent);
    }
}

#[test]
fn what_runs_is_finished_when_another_case_ends_the_run() {
    let server = Server::start();
    server.hold("GET /items/1").on("GET /items/1", [Answer::item(1)]).on("DELETE /items/1", [Answer::status(204)]);
    server.hold("GET /items/2");
    let cases = "api: items\noperation: GET /items/{id}\ncases:\n  \
        - { name: a, request: { path: { id: 1 } }, cleanup: [{ request: { method: DELETE, url: /items/1 } }] }\n  \
        - { name: b, request: { path: { id: 2 } } }\n  - { name: c, request: { path: { id: 3 } } }\n";
    let project = on(&server, cases);
    let mut command = project.command(&[STAGING, &["--fail-fast", "--test-threads", "2"]].concat());
    let child = command.stdout(std::process::Stdio::piped()).spawn().expect("the binary runs");
    server.wait_for("GET /items/1", 1);
    server.wait_for("GET /items/2", 1);
    server.let_go("GET /items/2");
    server.let_go("GET /items/1");
    let output = child.wait_with_output().expect("it ends");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.code() == Some(1) && server.count("DELETE /items/1") == 1, "{stdout}");
    assert!(stdout.contains("ok      items/a::a"), "{stdout}");
}

#[test]
fn errors_alone_leave_an_incomplete_run_and_the_last_failure_a_complete_one() {
    let mut project = Project::items().with("cases/a.yaml", FOUR);
    project.set("ITEMS_URL", "http://127.0.0.1:1");
    project.set("ITEMS_KEY", "a key");
    let ran = run(&project, &["--fail-fast", "--test-threads", "1"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    let server = Server::start();
    let project = on(&server, FOUR);
    let ran = run(&project, &["--max-fail", "3", "--test-threads", "1"]);
    assert!(ran.code == 1 && !ran.stdout.contains("stopped by"), "{}", ran.all());
    assert!(record(&project).last().expect("a line")["end"].get("stopped").is_none());
}
