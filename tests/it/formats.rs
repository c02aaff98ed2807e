//! The JSON Schemas and the reference documentation of our own formats are what the code says.
//!
//! `COUNTERSIGN_UPDATE=1 cargo test --test it formats` writes them anew.

use countersign::decide::baseline::format::BASELINE;
use countersign::decide::compare::format::DIFFERENCES;
use countersign::decide::coverage::format::COVERAGE;
use countersign::decide::gate::format::DECISION;
use countersign::decide::review::format::{DECISIONS, REVIEW};
use countersign::record::format::{PROPOSAL, SNAPSHOTS};
use countersign::record::record_format::RECORD;
use countersign::show::validation::format::VALIDATION;
use countersign::source::fields::{Format, json_schema, reference};
use countersign::suite::casefile::format::{BLOCKS, FILE as CASES};
use countersign::suite::config::file::FORMAT as CONFIG;

use crate::project::repository;

fn formats() -> Vec<(&'static str, &'static str, &'static Format)> {
    vec![
        ("cases", "Countersign case file", &CASES),
        ("blocks", "Countersign block file", &BLOCKS),
        ("config", "countersign.toml", &CONFIG),
        ("record", "The record of a run", &RECORD),
        ("proposal", "Countersign proposal", &PROPOSAL),
        ("decisions", "Countersign decisions", &DECISIONS),
        ("review", "The output of countersign review --json", &REVIEW),
        ("diff", "The output of countersign diff --json", &DIFFERENCES),
        ("baseline", "countersign.baseline.json", &BASELINE),
        ("gate-decision", "The output of countersign gate --json", &DECISION),
        ("snapshots", "The output of countersign snapshots --json", &SNAPSHOTS),
        ("report", "The output of countersign report --json", &countersign::show::report::format::REPORT),
        ("coverage", "The output of countersign coverage --json", &COVERAGE),
        ("validation", "The output of countersign validate --json", &VALIDATION),
        ("mock", "Countersign mock file", &countersign::mock::rules::format::MOCK),
    ]
}

fn current(path: &str, text: &str) {
    let full = repository().join(path);
    if std::env::var_os("COUNTERSIGN_UPDATE").is_some() {
        std::fs::create_dir_all(full.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&full, text).expect("written");
    }
    let stored = std::fs::read_to_string(&full).unwrap_or_default();
    assert_eq!(stored, text, "{path} is not current: COUNTERSIGN_UPDATE=1 cargo test --test it formats");
}

#[test]
fn the_json_schemas_of_our_formats_are_current() {
    for (name, title, format) in formats() {
        let schema = serde_json::to_string_pretty(&json_schema(format, title)).expect("JSON") + "\n";
        current(&format!("schemas/countersign/{name}.schema.json"), &schema);
    }
}

#[test]
fn the_reference_of_our_formats_is_current() {
    for (name, title, format) in formats() {
        current(
            &format!("docs/{name}.md"),
            &format!("# {title}\n\n{}", reference(format).trim_end().to_owned() + "\n"),
        );
    }
}

#[test]
fn our_own_case_files_fit_their_schema() {
    let schema = json_schema(&CASES, "cases");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut files = 0;
    for folder in ["cases/invoicexpress", "cases/perfex"] {
        for entry in std::fs::read_dir(repository().join(folder)).expect("readable") {
            let path = entry.expect("readable").path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_')) {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("readable");
            let mut diagnostics = countersign::source::diagnostic::Diagnostics::default();
            let node = countersign::source::yaml::parse(Default::default(), &text, &mut diagnostics).expect("YAML");
            let errors: Vec<String> = validator.iter_errors(&node.to_json()).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
            files += 1;
        }
    }
    assert!(files > 10, "only {files} case files");
}

#[test]
fn every_function_of_templates_is_documented() {
    let page = std::fs::read_to_string(repository().join("docs/templates.md")).expect("readable");
    let missing: Vec<&&str> = countersign::suite::template::functions::FUNCTIONS
        .iter()
        .filter(|name| !page.contains(&format!("`{name}(")))
        .collect();
    assert!(missing.is_empty(), "not in docs/templates.md: {missing:?}");
}
