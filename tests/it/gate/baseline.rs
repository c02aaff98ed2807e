//! The baseline: what is kept, what is pending, and what changed since.

use super::{CASES, Staged, says};
use crate::server::Answer;

const FILE: &str = "countersign.baseline.json";

#[test]
fn what_has_passed_is_kept_with_what_answers_look_like() {
    let staged = Staged::holding("");
    staged.run();
    let dry = staged.project.run(&["baseline", "--dry-run"]);
    says(&dry, 0, &["would hold 2 cases and 1 shape"]);
    assert!(!staged.project.path(FILE).exists());
    let ran = staged.project.run(&["baseline"]);
    insta::assert_snapshot!(ran.all(), @r"
exit code: 0
--- stdout
passed for the first time: 2
  items/a::finds-none
  items/a::reads
shapes of new answers: 1
  GET /items/{id} 200
countersign.baseline.json holds 2 cases and 1 shape
");
    insta::assert_snapshot!(staged.project.read(FILE), @r#"
{
  "version": 1,
  "cases": [
    "items/a::finds-none",
    "items/a::reads"
  ],
  "shapes": [
    {
      "api": "items",
      "operation": "GET /items/{id}",
      "status": 200,
      "shape": {
        "type": "object",
        "properties": {
          "id": { "type": "integer" },
          "name": { "type": "string" },
          "price": { "type": "number" },
          "tags": { "type": "array", "optional": true, "items": { "type": "string" } }
        }
      }
    }
  ]
}
"#);
    says(&staged.project.run(&["baseline"]), 0, &["is current: 2 cases and 1 shape"]);
    says(&staged.gate(), 0, &["ok baseline its cases are in the suite 2 of 2 cases"]);
}

#[test]
fn a_new_case_that_fails_is_told_and_does_not_block_until_it_has_passed() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.run(&["baseline"]);
    staged.server.on("GET /items/3", [Answer::json(r#"{"id": 3}"#)]);
    staged.project.write("cases/a.yaml", &format!("{CASES}  - {{ name: new, request: {{ path: {{ id: 3 }} }} }}\n"));
    assert_eq!(staged.run().code, 1);
    let ran = staged.gate();
    says(&ran, 0, &["2 hold, 1 pending", "pending: 1 case fails, has never passed, and does not block yet"]);
    says(&staged.project.run(&["run", "--env", "staging", "--gate"]), 0, &["1 failed, 2 passed", "deploy:"]);
    staged.policy("[gate.pending]\nallow = false");
    says(&staged.gate(), 1, &["NO pending.allow no failure of a new case 1 case", "items/a::new"]);
    staged.policy("");
    staged.server.on("GET /items/3", [Answer::item(3)]);
    staged.run();
    says(&staged.project.run(&["baseline"]), 0, &["passed for the first time: 1 items/a::new"]);
    staged.server.on("GET /items/3", [Answer::json(r#"{"id": 3}"#)]);
    staged.run();
    says(&staged.gate(), 1, &["1 failed", "items/a::new"]);
}

#[test]
fn without_a_baseline_nothing_is_pending() {
    let staged = Staged::holding("");
    staged.server.on("GET /items/1", [Answer::status(404)]);
    staged.run();
    says(&staged.gate(), 1, &["1 failed"]);
}

#[test]
fn a_new_case_without_an_honest_verdict_blocks() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.run(&["baseline"]);
    staged.project.write("cases/a.yaml", &format!("{CASES}  - {{ name: new, request: {{ path: {{ id: 3 }} }}, expect: {{ snapshot: shape }}, deadline: 1ms }}\n"));
    staged.server.hold("GET /items/3");
    staged.run();
    says(&staged.gate(), 1, &["1 error"]);
}

#[test]
fn changes_that_break_readers_are_told_with_their_place() {
    let staged = Staged::new(
        "api: items\noperation: GET /items/{id}\ncases:\n  - { name: reads, request: { path: { id: 1 } }, expect: { schema: none } }\n",
        "[gate.changes]\nbreaking = 0",
    );
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "x", "price": 1, "sold": false}"#)]);
    staged.run();
    staged.project.run(&["baseline"]);
    says(&staged.gate(), 0, &["ok changes.breaking at most 0 0 changes in 1 shape"]);
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "x", "price": "1", "new": 1}"#)]);
    assert_eq!(staged.run().code, 0);
    let ran = staged.gate();
    says(&ran, 1, &["NO changes.breaking at most 0 2 changes in 1 shape", "GET /items/{id} 200"]);
    says(&ran, 1, &["$.price:", "string", "$.sold: required -> optional", "first in items/a::reads"]);
    staged.policy("[gate.changes]\nbreaking = 9\nadditive = 0");
    says(&staged.gate(), 1, &["NO changes.additive at most 0 1 change in 1 shape", "$.new: added"]);
    says(&staged.project.run(&["baseline", "--fresh"]), 0, &["other shapes than before: 1"]);
    staged.policy("[gate.changes]\nbreaking = 0\nadditive = 0");
    says(&staged.gate(), 0, &[]);
}

#[test]
fn what_is_gone_is_pruned() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.run(&["baseline"]);
    staged.project.write("cases/a.yaml", &CASES.replace("finds none", "finds nothing"));
    staged.run();
    says(&staged.gate(), 1, &["NO baseline its cases are in the suite 1 of 2 cases", "items/a::finds-none"]);
    says(&staged.project.run(&["baseline", "--prune"]), 0, &["not in the suite any more: 1 items/a::finds-none"]);
    says(&staged.gate(), 0, &["ok baseline its cases are in the suite 1 of 1 case"]);
}

#[test]
fn only_a_record_that_could_be_deployed_on_makes_one() {
    let staged = Staged::holding("");
    staged.project.run(&["run", "--env", "staging", "reads"]);
    says(&staged.project.run(&["baseline"]), 4, &["no baseline is made of this", "selection", "is as it was"]);
    assert!(!staged.project.path(FILE).exists());
    says(&staged.project.run(&["baseline", "--force"]), 0, &["holds 1 case and 1 shape"]);
}

#[test]
fn a_damaged_one_is_an_error_and_stays_as_it_is() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.run(&["baseline"]);
    let text = staged.project.read(FILE);
    for (wrong, words) in [
        (text[..text.len() / 2].to_owned(), "error[CS0910]"),
        (text.replace("\"version\": 1", "\"version\": 9"), "it is of version 9"),
        (String::new(), "error[CS0910]"),
        (format!("<<<<<<< HEAD\n{text}"), "error[CS0910]"),
    ] {
        staged.project.write(FILE, &wrong);
        says(&staged.gate(), 2, &[words, "nothing was decided, so do not deploy"]);
        says(&staged.project.run(&["baseline"]), 2, &[words]);
        assert_eq!(staged.project.read(FILE), wrong);
    }
}

#[test]
fn shapes_that_no_case_which_holds_has_met_are_told() {
    let staged = Staged::holding("[gate.changes]\nbreaking = 0");
    staged.run();
    staged.project.run(&["baseline"]);
    let shape = r#""shapes": [
    { "api": "items", "operation": "GET /items/{id}", "status": 201, "shape": { "type": "string" } },"#;
    staged.project.write(FILE, &staged.project.read(FILE).replacen("\"shapes\": [", shape, 1));
    says(&staged.gate(), 0, &["0 changes in 1 of 2 shapes"]);
}

#[test]
fn nothing_can_be_pruned_where_there_is_no_baseline() {
    let staged = Staged::holding("");
    says(&staged.project.run(&["baseline", "--prune"]), 2, &["error[CS0910]", "nothing can be forgotten"]);
    assert!(!staged.project.path(FILE).exists());
}
