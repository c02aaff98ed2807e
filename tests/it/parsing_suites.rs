//! Public parsing suites, where they are at hand: JSON bodies, and the YAML that users write.

use std::path::PathBuf;

use countersign::source::diagnostic::Diagnostics;
use countersign::source::span::FileId;
use countersign::source::yaml;
use countersign::value::json;
use serde_json::Value;

use crate::project::repository;

/// A folder of the suites; `None`, said, where it is not at hand.
#[expect(clippy::print_stderr, reason = "a test that did not look must say so")]
fn suite(folder: &str) -> Option<PathBuf> {
    let suites =
        std::env::var_os("COUNTERSIGN_SUITES").map_or_else(|| repository().join("../shared/suites"), PathBuf::from);
    let folder = suites.join(folder);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not at hand", folder.display());
        return None;
    }
    Some(folder)
}

fn files(folder: &PathBuf) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable"));
    entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("readable")))
        .collect()
}

#[test]
fn bodies_are_parsed_as_the_json_suite_asks() {
    let Some(folder) = suite("json-parsing/test_parsing") else { return };
    let files = files(&folder);
    let mut wrong = Vec::new();
    for (name, bytes) in &files {
        let parsed = json::parse(bytes);
        // Two keys that are the same are allowed by the grammar, and refused here on purpose.
        let duplicate = matches!(&parsed, Err(error) if matches!(error.problem, json::Problem::DuplicateKey(_)));
        match name.as_bytes()[0] {
            b'y' if parsed.is_err() && !duplicate => wrong.push(format!("{name}: {:?}", parsed.err())),
            b'n' if parsed.is_ok() => wrong.push(format!("{name} was accepted")),
            _ => {}
        }
    }
    assert!(files.len() > 300 && wrong.is_empty(), "{} files:\n{}", files.len(), wrong.join("\n"));
}

#[test]
fn yaml_means_what_the_yaml_suite_says_or_is_refused() {
    let Some(folder) = suite("yaml/src") else { return };
    let mut wrong = Vec::new();
    let mut judged = 0;
    for (name, bytes) in files(&folder) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let Some(cases) = parse(&text) else { panic!("{name}: the suite's own file is not read") };
        for case in cases.as_array().into_iter().flatten() {
            let (Some(yaml), Some(json)) = (case["yaml"].as_str(), case["json"].as_str()) else { continue };
            let Some(parsed) = parse(&plain(yaml)) else { continue };
            let Ok(expected) = json::parse(json.as_bytes()) else { continue };
            judged += 1;
            if !json::equal(&parsed, &expected) && !is_ours(&parsed, &expected) {
                wrong.push(format!("{name}: {parsed} is not {expected}"));
            }
        }
    }
    assert!(judged > 100 && wrong.is_empty(), "{judged} judged:\n{}", wrong.join("\n"));
}

/// What the loader makes of a text; `None` when it refuses it.
fn parse(text: &str) -> Option<Value> {
    let mut diagnostics = Diagnostics::default();
    let node = yaml::parse(FileId::default(), text, &mut diagnostics)?;
    (!diagnostics.has_errors()).then(|| node.to_json())
}

/// The suite's visible stand-ins for white space.
fn plain(yaml: &str) -> String {
    let text = yaml.replace('␣', " ").replace('↵', "").replace('←', "\r").replace('⇔', "\u{feff}").replace('∎', "");
    regex::Regex::new("—*»").expect("a pattern").replace_all(&text, "\t").into_owned()
}

/// Digits with a leading zero stay a string here, on purpose.
fn is_ours(parsed: &Value, expected: &Value) -> bool {
    matches!((parsed, expected), (Value::String(text), Value::Number(_)) if text.starts_with('0'))
}
