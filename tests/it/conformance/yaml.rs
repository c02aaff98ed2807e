//! <https://github.com/yaml/yaml-test-suite>: nothing that is or looks like YAML makes the loader panic, and what it
//! accepts means what the suite says.

use countersign::source::diagnostic::Diagnostics;
use countersign::source::span::FileId;
use countersign::source::yaml;
use countersign::value::json;
use serde_json::Value;

use super::{files, suite, validate};
use crate::project::Project;

#[test]
fn yaml_means_what_the_yaml_suite_says_or_is_refused() {
    let Some(texts) = texts() else { return };
    let mut wrong = Vec::new();
    let mut judged = 0;
    for (name, yaml, expected) in &texts {
        let (Some(parsed), Some(expected)) = (parse(yaml), expected) else { continue };
        let Ok(expected) = json::parse(expected.as_bytes()) else { continue };
        judged += 1;
        if !json::equal(&parsed, &expected) && !is_ours(&parsed, &expected) {
            wrong.push(format!("{name}: {parsed} is not {expected}"));
        }
    }
    assert!(judged > 100 && wrong.is_empty(), "{judged} judged:\n{}", wrong.join("\n"));
}

#[test]
fn no_text_of_the_yaml_suite_makes_a_command_panic() {
    let Some(texts) = texts() else { return };
    let project = Project::empty().with("true.json", "true");
    let names: Vec<String> = (0..texts.len()).map(|index| format!("{index}.yaml")).collect();
    names.iter().zip(&texts).for_each(|(name, (_, yaml, _))| project.write(name, yaml));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let said = validate(&project, &[&["true.json"], names.as_slice()].concat());
    assert_eq!((said.outcomes.len(), said.code), (texts.len(), 2), "{}", said.errors);
    let decided = |outcome: &&Value| outcome["valid"] == true || outcome.get("error").is_some();
    assert_eq!(said.outcomes.iter().filter(decided).count(), texts.len());
    // The same as case files: all of them are loaded at once, and what is wrong with them is told.
    let project = Project::items();
    for (index, (_, yaml, _)) in texts.iter().enumerate() {
        project.write(&format!("cases/{index}.yaml"), yaml);
    }
    let ran = project.run(&["lint"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(!ran.all().contains("panicked"), "{}", ran.stderr);
}

/// Name, YAML and the JSON that it means, where it has one.
fn texts() -> Option<Vec<(String, String, Option<String>)>> {
    let mut texts = Vec::new();
    for path in files(&suite("yaml/src")?) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let Some(cases) = parse(&text) else { panic!("{name}: the suite's own file is not read") };
        for case in cases.as_array().into_iter().flatten() {
            let Some(yaml) = case["yaml"].as_str() else { continue };
            texts.push((name.clone(), plain(yaml), case["json"].as_str().map(str::to_owned)));
        }
    }
    Some(texts)
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
