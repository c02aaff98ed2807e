//! Every rule, holding and not.

use super::{CASES, Staged, says};
use crate::server::Answer;

#[test]
fn what_holds_is_deployed_and_every_rule_says_what_it_saw() {
    let staged = Staged::holding("");
    assert_eq!(staged.run().code, 0);
    let ran = staged.gate();
    let saw = regex::Regex::new(r"[0-9a-f]{12}|\d+ (ms|s) ago").expect("a pattern");
    insta::assert_snapshot!(saw.replace_all(&ran.all(), "[..]"), @r"
exit code: 0
--- stdout
deploy: all 8 rules hold
  2 cases on staging (http://127.0.0.1:[PORT]), [TIME] ago
  .countersign/runs/latest.jsonl

    rule         asked                     saw
ok  complete     every case has a verdict  2 of 2, 1 record
ok  suite        that of this project      [..]
ok  contracts    those of this project     1 contract
ok  environment  any but the mock          staging
ok  max_age      at most 24 h              [TIME]
ok  selection    the whole suite           2 of 2 cases
ok  checked      something was checked     11 checks in 2 cases
ok  verdicts     no failure and no error   2 hold
");
}

#[test]
fn a_failure_says_no_with_the_case_and_what_is_wrong() {
    let staged = Staged::holding("");
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": "1", "name": "x", "price": 1}"#)]);
    assert_eq!(staged.run().code, 1);
    let ran = staged.gate();
    says(&ran, 1, &["do not deploy: 1 of 8 rules does not hold", "1 failed", "items/a::reads", "CS0310"]);
}

#[test]
fn an_error_is_not_a_pass() {
    let cases = CASES.replace(
        "- { name: finds none",
        "- { name: elsewhere, request: { url: 'http://127.0.0.1:1/' } }\n  - { name: finds none",
    );
    let staged = Staged::new(
        &cases
            .replace("operation: GET /items/{id}\n", "")
            .replace("request: { path", "operation: 'GET /items/{id}', request: { path"),
        "",
    );
    assert_eq!(staged.run().code, 3);
    says(&staged.gate(), 1, &["1 error", "items/a::elsewhere", "error: CS0401"]);
}

#[test]
fn an_environment_is_asked_for() {
    let staged =
        Staged::holding("[environments.production]\nextends = \"staging\"\n[gate]\nenvironment = \"production\"");
    staged.run();
    says(&staged.gate(), 1, &["NO environment production staging", "its environment is staging"]);
    staged.policy(
        "[environments.production]\nextends = \"staging\"\n[gate]\nenvironment = [\"production\", \"staging\"]",
    );
    says(&staged.gate(), 0, &["ok environment production or staging staging"]);
}

#[test]
fn the_mock_counts_only_where_the_policy_says_so() {
    let staged = Staged::new(
        &CASES.replace("  - { name: finds none, request: { path: { id: 2 } }, expect: { status: 404 } }\n", ""),
        "",
    );
    assert_eq!(staged.project.run(&["run"]).code, 0);
    says(&staged.gate(), 1, &["NO environment any but the mock mock"]);
    staged.policy("[gate]\nallow_mock = true");
    says(&staged.gate(), 0, &["ok environment any mock"]);
}

#[test]
fn a_part_of_the_suite_is_incomplete_unless_it_is_allowed() {
    let staged = Staged::holding("");
    staged.project.run(&["run", "--env", "staging", "reads"]);
    says(&staged.gate(), 4, &["? selection the whole suite 1 of 2 cases", "allow_partial"]);
    staged.policy("[gate]\nallow_partial = true");
    says(&staged.gate(), 0, &["ok selection any part of the suite 1 of 2 cases"]);
}

#[test]
fn coverage_is_asked_for_by_api_and_dimension() {
    let staged =
        Staged::holding("[gate.coverage.items]\noperations = \"asserted >= 100%\"\nresponses = \"conformed >= 40%\"");
    staged.run();
    let ran = staged.gate();
    says(&ran, 1, &["NO coverage.items.operations asserted >= 100% 50% (1 of 2)", "PUT /items/{id} untested"]);
    says(&ran, 1, &["ok coverage.items.responses conformed >= 40% 40% (2 of 5)"]);
    staged.policy(
        "[gate.coverage.items]\noperations = \"asserted >= 100%\"\nignore = [{ row = \"PUT /items/{id}\", reason = \"nobody may write\" }]",
    );
    says(&staged.gate(), 0, &["100% (1 of 1)"]);
}

#[test]
fn undocumented_answers_and_properties_are_counted_whatever_is_known_of_them() {
    let known = "[[known_failures]]\ncheck = \"CS0302\"\nreason = \"a teapot\"\n[gate.undocumented]\n";
    let cases = CASES.replace("status: 404", "status: 418");
    let staged = Staged::new(&cases, &format!("{known}answers = 0\nproperties = 0"));
    staged.server.on("GET /items/2", [Answer::status(418)]);
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "x", "price": 1, "colour": "red"}"#)]);
    says(&staged.run(), 0, &["1 known failure, 1 passed"]);
    let ran = staged.gate();
    says(&ran, 1, &["NO undocumented.answers at most 0 1 answer", "GET /items/{id} -> 418"]);
    says(&ran, 1, &["NO undocumented.properties at most 0 1 property", "GET /items/{id}: /colour"]);
    staged.policy(&format!("{known}answers = 1\nproperties = 1"));
    says(&staged.gate(), 0, &[]);
}

#[test]
fn snapshots_that_wait_or_belong_to_nobody_are_counted() {
    let cases = CASES.replace("expect: { body: { at: { $.id: 1 } } }", "expect: { snapshot: shape }");
    let policy = "[gate.snapshots]\npending = 0\nobsolete = 0";
    let staged = Staged::new(&cases, policy);
    assert_eq!(staged.run().code, 1);
    says(&staged.gate(), 1, &["NO snapshots.pending at most 0 1 snapshot", "snapshots/items/a/reads.snap"]);
    assert_eq!(staged.project.run(&["run", "--env", "staging", "--update-snapshots", "new"]).code, 0);
    says(&staged.gate(), 0, &["ok snapshots.pending"]);
    staged.project.write("snapshots/items/a/gone.snap", &staged.project.read("snapshots/items/a/reads.snap"));
    says(&staged.gate(), 1, &["NO snapshots.obsolete at most 0 1 snapshot", "snapshots/items/a/gone.snap"]);
}

#[test]
fn latencies_are_limited_by_operation_or_for_all() {
    let staged = Staged::holding("[gate.latency]\n\"GET /items/{id}\".p95 = \"30s\"\n\"*\".max = \"30s\"");
    staged.run();
    says(&staged.gate(), 0, &["ok latency.\"*\".max at most [TIME]", "of 2 exchanges"]);
    let slow = staged.project.read(super::LATEST);
    let slow =
        regex::Regex::new(r#""elapsed_us":\d+"#).expect("a pattern").replace_all(&slow, r#""elapsed_us":40000000"#);
    let ran = staged.gate_text(&slow);
    says(&ran, 1, &["NO latency.\"GET /items/{id}\".p95 at most [TIME] [TIME] of 2 exchanges", "NO latency.\"*\".max"]);
    says(&ran, 1, &["longest in items/a::"]);
    staged.policy("[gate.latency]\n\"GET /items/{id}\".max = \"1h\"\n\"*\".max = \"30s\"");
    // The operation's own limit takes the place of the one for all, and then that one is for nothing.
    says(&staged.gate_text(&slow), 2, &["error[CS0909]", "applies to nothing"]);
}

#[test]
fn cases_that_hold_only_after_a_retry_are_limited() {
    let staged = Staged::holding("[gate.flaky]\nmax = 0");
    let text = staged.recorded();
    let attempts =
        r#""verdict":"flaky","attempts":[{"verdict":"failed","elapsed_us":1},{"verdict":"passed","elapsed_us":1}]"#;
    let flaky = text.replacen(r#""verdict":"passed""#, attempts, 1);
    let flaky = flaky.replace(r#""passed":2,"flaky":0"#, r#""passed":1,"flaky":1"#);
    says(&staged.gate_text(&flaky), 1, &["NO flaky.max at most 0 1 of 2", "1 of 2 attempts hold"]);
    staged.policy("[gate.flaky]\nmax = \"50%\"");
    says(&staged.gate_text(&flaky), 0, &["ok flaky.max at most 50% 50% (1 of 2)"]);
}

#[test]
fn skipped_cases_are_limited() {
    let staged = Staged::new(&CASES.replace("name: reads,", "name: reads, skip: not now,"), "[gate.skipped]\nmax = 0");
    assert_eq!(staged.run().code, 0);
    says(&staged.gate(), 1, &["NO skipped.max at most 0 1 of 2", "items/a::reads not now"]);
}

#[test]
fn a_run_is_gated_at_its_end() {
    let staged = Staged::holding("");
    let ran = staged.project.run(&["run", "--env", "staging", "--gate"]);
    says(&ran, 0, &["2 hold on staging", "deploy: all 8 rules hold"]);
    let ran = staged.project.run(&["run", "--env", "staging", "--gate", "reads"]);
    says(&ran, 4, &["1 hold on staging", "do not deploy: incomplete"]);
    let ran = staged.project.run(&["run", "--gate", "--format", "json"]);
    assert!(ran.code == 1 && ran.stderr.contains("do not deploy") && !ran.stdout.contains("deploy"), "{}", ran.all());
    says(&staged.project.run(&["run", "--gate", "--no-record"]), 2, &["cannot be used with"]);
}
