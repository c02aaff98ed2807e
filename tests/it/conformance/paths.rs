//! <https://github.com/jsonpath-standard/jsonpath-compliance-test-suite>: what paths select, and what is no path.

use countersign::value::json;
use countersign::value::path::JsonPath;
use serde_json::Value;

use super::{suite, validate};
use crate::project::Project;

#[test]
fn paths_select_what_their_suite_says() {
    let Some(file) = suite("jsonpath/cts.json") else { return };
    let suite: Value = json::parse(&std::fs::read(file).expect("readable")).expect("JSON");
    let tests = suite["tests"].as_array().expect("tests");
    let project = Project::empty().with("true.json", "true");
    let wrong: Vec<String> = tests.iter().filter_map(|test| problem(&project, test)).collect();
    assert!(tests.len() > 600 && wrong.is_empty(), "of {} tests:\n{}", tests.len(), wrong.join("\n"));
}

/// What is wrong with what we make of a test.
fn problem(project: &Project, test: &Value) -> Option<String> {
    let name = test["name"].as_str().expect("a name");
    let selector = test["selector"].as_str().expect("a selector");
    if selector.contains('\0') {
        // No argument of a process can hold it.
        return JsonPath::parse(selector).is_ok().then(|| format!("{name}: accepted"));
    }
    let at = format!("--at={selector}");
    let Some(document) = test.get("document") else {
        project.write("document.json", "{}");
        let said = validate(project, &["true.json", "document.json", &at]);
        let refused = said.code == 2 && said.outcomes.is_empty() && said.errors.contains("CS0107");
        return (!refused).then(|| format!("{name}: {selector} was not refused: {}", said.errors));
    };
    project.write("document.json", &document.to_string());
    let said = validate(project, &["true.json", "document.json", &at]);
    let Some(nodes) = said.outcomes.first().and_then(|outcome| outcome["nodes"].as_array()) else {
        return Some(format!("{name}: {selector} was refused: {}", said.errors));
    };
    let paths: Value = nodes.iter().map(|node| node["path"].clone()).collect();
    let pointers = nodes.iter().map(|node| node["pointer"].as_str().expect("a pointer"));
    let values: Value = pointers.map(|pointer| document.pointer(pointer).expect("there").clone()).collect();
    let code = if nodes.is_empty() { 1 } else { 0 };
    let right = is_one_of(&values, test, "result") && is_one_of(&paths, test, "result_paths") && said.code == code;
    (!right).then(|| format!("{name}: {selector} selects {paths}: {values}"))
}

/// Where the order is open, the suite lists all that may be.
fn is_one_of(found: &Value, test: &Value, key: &str) -> bool {
    let several = key.replacen("result", "results", 1);
    match (test.get(key), test.get(&several).and_then(Value::as_array)) {
        (Some(one), _) => found == one,
        (None, Some(several)) => several.contains(found),
        (None, None) => key != "result",
    }
}
