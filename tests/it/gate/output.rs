//! How a decision reads: in 80 columns, as JSON that fits its schema, as Markdown.

use countersign::decide::gate::format::DECISION;
use countersign::source::fields::json_schema;

use super::{CASES, LATEST, Staged, says};
use crate::server::Answer;

fn refused() -> Staged {
    let staged = Staged::holding("[gate]\nflaky.max = \"1%\"\nlatency.\"GET /items/{id}\".max = \"30s\"\n");
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": "a\u001b[31m<b>|*x*", "name": "x", "price": 1}"#)]);
    staged.run();
    staged
}

#[test]
fn no_line_is_longer_than_80_columns() {
    let many: String = (0..40).map(|n| format!("  - {{ name: the case of the number {n} that has a rather long name, request: {{ path: {{ id: {n}00 }} }} }}\n")).collect();
    let staged = Staged::new(&format!("{CASES}{many}"), "[gate.latency.\"GET /items/{id}\"]\nmax = \"30s\"\n");
    staged.run();
    let ran = staged.gate();
    says(&ran, 1, &["40 failed", "... and 30 more"]);
    let long: Vec<&str> = ran.stdout.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn json_fits_its_schema_and_says_the_same() {
    let staged = refused();
    let ran = staged.project.run(&["gate", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let schema = jsonschema::validator_for(&json_schema(&DECISION, "decision")).expect("a schema");
    let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!((ran.code, &value["decision"], &value["exit"]), (1, &"refuse".into(), &1.into()));
    let verdicts =
        value["rules"].as_array().expect("rules").iter().find(|rule| rule["rule"] == "verdicts").expect("one");
    assert_eq!(
        (&verdicts["standing"], &verdicts["blame"]["list"][0]["what"]),
        (&"broken".into(), &"items/a::reads".into())
    );
}

#[test]
fn a_dry_run_says_the_same_and_ends_with_0_unless_input_is_unusable() {
    let staged = refused();
    let ran = staged.project.run(&["gate", "--dry-run"]);
    says(&ran, 0, &["do not deploy: 1 of", "dry run: the exit code says nothing about the decision"]);
    says(&staged.project.run(&["gate", "--dry-run", "no-such.jsonl"]), 2, &["error[CS0901]"]);
    let ran = staged.project.run(&["gate", "--dry-run", "--json"]);
    assert!(
        ran.code == 0 && ran.stdout.contains("\"dry_run\": true") && ran.stdout.contains("\"exit\": 1"),
        "{}",
        ran.all()
    );
}

#[test]
fn markdown_holds_no_markup_of_a_server() {
    let staged = refused();
    let ran = staged.project.run(&["gate", "--markdown", "out/decision.md"]);
    assert_eq!(ran.code, 1);
    let text = staged.project.read("out/decision.md");
    assert!(text.starts_with("## do not deploy: 1 of"), "{text}");
    assert!(!text.contains("<b>") && !text.contains('\u{1b}') && text.contains("| **NO** | `verdicts` |"), "{text}");
}

#[test]
fn a_report_that_cannot_be_written_is_never_green() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.write("file", "");
    says(
        &staged.project.run(&["gate", "--markdown", "file/x.md"]),
        2,
        &["error[CS0908]", "file/x.md cannot be written"],
    );
}

#[test]
fn a_summary_never_takes_the_place_of_the_record() {
    let staged = refused();
    let record = staged.recorded();
    for path in [LATEST, "./.countersign/runs/../runs/latest.jsonl"] {
        says(&staged.project.run(&["gate", "--markdown", path]), 2, &["error[CS0908]", "the record is there"]);
        says(&staged.project.run(&["coverage", "--html", path]), 2, &["error[CS0908]", "the record is there"]);
        assert!(staged.project.read(LATEST) == record);
    }
}
