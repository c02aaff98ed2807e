//! <https://github.com/json-schema-org/JSON-Schema-Test-Suite>: every draft that we know, required and optional tests.

use std::path::Path;

use countersign::value::places::places;
use serde_json::Value;

use super::{files, suite, validate};
use crate::project::Project;

/// What is wrong with what we make of one file of tests, and how many tests it has.
fn judged(project: &Project, file: &Path, flags: &[&str]) -> (Vec<String>, usize) {
    let text = std::fs::read_to_string(file).expect("readable");
    let groups: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|_| lossy(&text));
    let name = format!("{}/{}", folder(file), file.file_name().expect("a name").to_string_lossy());
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (group, about) in groups.iter().enumerate() {
        let tests = about["tests"].as_array().expect("tests");
        let data: Vec<String> = (0..tests.len()).map(|test| format!("/{group}/tests/{test}/data")).collect();
        let schema = format!("/{group}/schema");
        // The texts are taken as they stand, so that no digit and no escape is lost on the way.
        let mut pointers: Vec<&str> = data.iter().map(String::as_str).collect();
        pointers.push(&schema);
        let mut texts: Vec<&str> =
            places(&text, &pointers).into_iter().map(|range| &text[range.expect("there")]).collect();
        project.write("schema.json", texts.pop().expect("the schema"));
        let names: Vec<String> = (0..tests.len()).map(|test| format!("{test}.json")).collect();
        names.iter().zip(&texts).for_each(|(name, text)| project.write(name, text));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let said = validate(project, &[&["schema.json"], names.as_slice(), flags].concat());
        let title = format!("{name}: {}", about["description"].as_str().unwrap_or_default());
        count += tests.len();
        if said.outcomes.len() != tests.len() {
            wrong.push(format!("{title}\n{}", said.errors));
            continue;
        }
        for ((test, outcome), text) in tests.iter().zip(&said.outcomes).zip(texts) {
            // What is no JSON, such as half of a surrogate pair, is refused before any schema; that is not valid either.
            if outcome["valid"] != test["valid"] {
                wrong.push(format!(
                    "{title}: {}: {text} -> {outcome}",
                    test["description"].as_str().unwrap_or_default()
                ));
            }
        }
    }
    (wrong, count)
}

/// A text of tests in which a string holds half of a surrogate pair, which no string of ours can hold.
fn lossy(text: &str) -> Vec<Value> {
    let halves =
        regex::Regex::new(r"\\u[dD][89abAB][0-9a-fA-F]{2}(\\u[dD][c-fC-F][0-9a-fA-F]{2})?").expect("a pattern");
    let whole = halves.replace_all(text, |found: &regex::Captures<'_>| match found.get(1) {
        Some(_) => found[0].to_owned(),
        None => "?".to_owned(),
    });
    serde_json::from_str(&whole).expect("JSON")
}

fn folder(file: &Path) -> String {
    let parts: Vec<_> = file
        .parent()
        .expect("a folder")
        .components()
        .rev()
        .take_while(|part| !part.as_os_str().eq_ignore_ascii_case("tests"))
        .collect();
    parts.iter().rev().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn holds(draft: &str, folder: &str, at_least: usize) {
    let (Some(tests), Some(remotes)) = (suite(&format!("json-schema/tests/{folder}")), suite("json-schema/remotes"))
    else {
        return;
    };
    let project = Project::empty();
    let remotes = remotes.to_string_lossy();
    let plain = ["--draft", draft, "--remotes", &*remotes];
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (part, flag) in [("", None), ("optional", None), ("optional/format", Some("--assert-format"))] {
        for file in files(&tests.join(part)) {
            let contents = file.ends_with("optional/content.json").then_some("--assert-content");
            let flags: Vec<&str> = plain.into_iter().chain(flag).chain(contents).collect();
            let (more, tests) = judged(&project, &file, &flags);
            wrong.extend(more);
            count += tests;
        }
    }
    assert!(wrong.is_empty(), "{} of {count} tests:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= at_least, "only {count} tests");
}

#[test]
fn draft_4_means_what_its_suite_says() {
    holds("4", "draft4", 700);
}

#[test]
fn draft_6_means_what_its_suite_says() {
    holds("6", "draft6", 1000);
}

#[test]
fn draft_7_means_what_its_suite_says() {
    holds("7", "draft7", 1500);
}

#[test]
fn draft_2019_09_means_what_its_suite_says() {
    holds("2019-09", "draft2019-09", 1800);
}

#[test]
fn draft_2020_12_means_what_its_suite_says() {
    holds("2020-12", "draft2020-12", 1800);
}
