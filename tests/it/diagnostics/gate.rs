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
    insta::assert_snapshot!(said("CS0909", &project.run(&["gate"])), @"");
}

#[test]
fn a_baseline_that_is_damaged() {
    let project = gated("").with("countersign.baseline.json", "{\n  \"version\": 1,\n  \"cases\": \"all\"\n}\n");
    insta::assert_snapshot!(said("CS0910", &project.run(&["gate"])), @"");
}
