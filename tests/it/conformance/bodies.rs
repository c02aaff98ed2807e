//! <https://github.com/nst/JSONTestSuite>: what must be read as JSON, and what must not.

use super::{files, suite, validate};
use crate::project::Project;

#[test]
fn bodies_are_parsed_as_the_json_suite_asks() {
    let Some(folder) = suite("json-parsing/test_parsing") else { return };
    let files: Vec<String> = files(&folder).iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let project = Project::empty().with("true.json", "true");
    let paths: Vec<&str> = files.iter().map(String::as_str).collect();
    // Two keys that are the same are allowed by the grammar, and a finding of their own by default.
    let said = validate(&project, &[&["true.json", "--duplicate-keys", "allow"], paths.as_slice()].concat());
    assert_eq!(said.outcomes.len(), files.len(), "{}", said.errors);
    let mut wrong = Vec::new();
    for (file, outcome) in files.iter().zip(&said.outcomes) {
        let name = file.rsplit('/').next().expect("a name");
        let right = match name.as_bytes()[0] {
            b'y' => outcome["valid"] == true,
            b'n' => outcome.get("error").is_some(),
            // Whatever is decided, it is decided: read, or refused with a reason.
            _ => outcome["valid"] == true || outcome.get("error").is_some(),
        };
        if !right {
            wrong.push(format!("{name}: {outcome}"));
        }
    }
    assert!(files.len() > 300 && wrong.is_empty(), "{} files:\n{}", files.len(), wrong.join("\n"));
    assert_eq!(said.code, 2);
}

#[test]
fn a_key_given_twice_is_wrong_by_default_and_everything_else_is_judged_too() {
    let project = Project::empty().with("true.json", "true").with("a.json", r#"{"a": 1, "a": 2}"#);
    let said = validate(&project, &["true.json", "a.json"]);
    assert_eq!((said.code, &said.outcomes[0]["violations"][0]["code"]), (1, &"CS0322".into()));
    assert_eq!(validate(&project, &["true.json", "a.json", "--duplicate-keys", "allow"]).code, 0);
}
