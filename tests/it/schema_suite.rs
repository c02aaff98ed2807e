//! The JSON Schema test suite, through our own schemas.

use std::path::PathBuf;

use countersign::contract::schema::compile::Assertions;
use countersign::contract::schema::standalone::{Rules, StandAlone};
use serde_json::Value;

/// Formats and contents are annotations in the required tests, and unknown keywords are fine.
fn rules(formats: bool) -> Rules {
    Rules { known_keywords_only: false, assertions: Assertions { formats, contents: false } }
}

/// Needs other documents, which only a server would have.
fn is_remote(schema: &Value) -> bool {
    schema.to_string().contains("localhost:1234")
}

fn failures(folder: &str, dialect: &str, formats: bool) -> Option<Vec<String>> {
    let suites =
        std::env::var_os("COUNTERSIGN_SUITES").map_or_else(|| PathBuf::from("../shared/suites"), PathBuf::from);
    let folder = suites.join("json-schema/tests").join(folder);
    let mut failures = Vec::new();
    let mut judged = 0;
    for file in std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path()) {
        let Ok(text) = std::fs::read(&file) else { continue };
        let groups: Vec<Value> = serde_json::from_slice(&text).expect("JSON");
        for group in groups.iter().filter(|group| !is_remote(&group["schema"])) {
            let mut schema = group["schema"].clone();
            if let Some(map) = schema.as_object_mut() {
                map.entry("$schema").or_insert(dialect.into());
            }
            let name = format!("{} {}", file.file_name().expect("a name").display(), group["description"]);
            let schema = match StandAlone::default().value(&schema, rules(formats)) {
                Ok(schema) => schema,
                Err(problems) => {
                    failures.push(format!("{name}: {}", problems[0].message));
                    continue;
                }
            };
            for test in group["tests"].as_array().expect("tests") {
                judged += 1;
                let valid = schema.is_valid(&test["data"]);
                if test["valid"] != valid || valid != schema.violations(&test["data"]).is_empty() {
                    failures.push(format!("{name} {}", test["description"]));
                }
            }
        }
    }
    assert!(judged > 400, "only {judged}");
    Some(failures)
}

#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
fn holds(folder: &str, dialect: &str, formats: bool) {
    match failures(folder, dialect, formats) {
        Some(failures) => assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n")),
        None => eprintln!("skipped: the JSON Schema test suite is not here"),
    }
}

#[test]
fn draft_2020_12_means_what_its_suite_says() {
    holds("draft2020-12", "https://json-schema.org/draft/2020-12/schema", false);
}

#[test]
fn draft_7_means_what_its_suite_says() {
    holds("draft7", "http://json-schema.org/draft-07/schema#", false);
}

#[test]
fn draft_2019_09_means_what_its_suite_says() {
    holds("draft2019-09", "https://json-schema.org/draft/2019-09/schema", false);
}

#[test]
fn draft_6_means_what_its_suite_says() {
    holds("draft6", "http://json-schema.org/draft-06/schema#", false);
}

#[test]
fn draft_4_means_what_its_suite_says() {
    holds("draft4", "http://json-schema.org/draft-04/schema#", false);
}

#[test]
fn formats_mean_what_the_suite_says() {
    holds("draft2020-12/optional/format", "https://json-schema.org/draft/2020-12/schema", true);
    holds("draft7/optional/format", "http://json-schema.org/draft-07/schema#", true);
}
