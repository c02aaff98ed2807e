//! Policies and baselines that cannot be applied.

use super::{cases, said};
use crate::project::Project;

const CASES: &str =
    "api: items\noperation: GET /items/{id}\ncases:\n  - { name: reads, request: { path: { id: 1 } } }\n";

fn gated(policy: &str) -> Project {
    let project = cases(CASES);
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[gate]\nallow_mock = true\n{policy}\n"));
    project.run(&["run"]);
    project
}

#[test]
fn a_rule_that_applies_to_nothing() {
    let project = gated("latency.\"PUT /items/{id}\".max = \"1s\"");
    insta::assert_snapshot!(said("CS0909", &project.run(&["gate"])), @r#"
exit code: 2
--- stderr
error[CS0909]: `latency."PUT /items/{id}".max` of [gate] applies to nothing: no exchange of `PUT /items/{id}` was answered
  --> countersign.toml:15:9
   |
15 | latency."PUT /items/{id}".max = "1s"
   |         ^^^^^^^^^^^^^^^^^ this rule
   |
   = help: mend its name, add a case that it applies to, or remove it

nothing was decided, so do not deploy
"#);
}

#[test]
fn a_baseline_that_is_damaged() {
    let project = gated("").with("countersign.baseline.json", "{\n  \"version\": 1,\n  \"cases\": \"all\"\n}\n");
    insta::assert_snapshot!(said("CS0910", &project.run(&["gate"])), @r#"
exit code: 2
--- stderr
error[CS0910]: countersign.baseline.json cannot be used: a baseline without `shapes`
 --> countersign.baseline.json:1:1
  |
1 | {
  | ^ `shapes` is missing here
  |
  = help: restore it from your repository, or delete it and write it anew with `countersign baseline`

error[CS0910]: countersign.baseline.json cannot be used: `cases` takes a list of ids
 --> countersign.baseline.json:3:12
  |
3 |   "cases": "all"
  |            ^^^^^ this is the string `all`
  |
  = help: restore it from your repository, or delete it and write it anew with `countersign baseline`

nothing was decided, so do not deploy
"#);
}
