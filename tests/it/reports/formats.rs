//! JSON and CTRF, held against their schemas.

use countersign::show::report::format::REPORT;
use countersign::source::fields::json_schema;
use serde_json::Value;

use super::{Keep, alter, recorded, report, reported};

const CTRF: &str = include_str!("ctrf.schema.json");

fn valid(schema: &Value, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let validator = jsonschema::options().should_validate_formats(true).build(schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    value
}

fn ours(text: &str) -> Value {
    valid(&json_schema(&REPORT, "report"), text)
}

fn ctrf(text: &str) -> Value {
    valid(&serde_json::from_str(CTRF).expect("JSON"), text)
}

/// The case, or the test, whose `key` is `id`.
fn named<'v>(list: &'v Value, key: &str, id: &str) -> &'v Value {
    let mut list = list.as_array().expect("a list").iter();
    list.find(|entry| entry[key] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn our_json_has_every_case_and_fits_its_schema() {
    let (_server, project) = recorded();
    let report = ours(&reported(&project, "--json"));
    let summary = serde_json::json!({
        "planned": 8, "passed": 2, "flaky": 1, "fixed": 0, "failed": 2, "errors": 1, "known": 1, "skipped": 1
    });
    assert_eq!(
        (&report["summary"], &report["complete"], &report["gaps"]),
        (&summary, &true.into(), &Value::Array(vec![]))
    );
    assert_eq!(report["runs"][0]["environment"], "staging");
    let second = named(&report["cases"], "id", "items/a::second-is-not-as-documented");
    assert_eq!(
        (&second["verdict"], &second["owner"], &second["place"]["line"]),
        (&"failed".into(), &"Ada".into(), &5.into())
    );
    let step = &second["steps"][0];
    assert_eq!((&step["operation"], &step["status"]), (&"GET /items/{id}".into(), &200.into()));
    assert_eq!(step["checks"], serde_json::json!(["request", "status", "content-type", "schema", "undocumented"]));
    assert_eq!((&step["findings"][0]["code"], &step["findings"][0]["pointer"]), (&"CS0310".into(), &"/price".into()));
    let flaky = named(&report["cases"], "id", "items/a::sixth-is-flaky");
    assert_eq!(flaky["attempts"][0]["codes"], serde_json::json!(["CS0310"]));
    let known = named(&report["cases"], "id", "items/a::fourth-is-known");
    assert_eq!((&known["verdict"], &known["known"][0]["state"]), (&"known-failure".into(), &"happened".into()));
    let unanswered = named(&report["cases"], "id", "items/a::fifth-gets-no-answer");
    assert_eq!(unanswered["steps"][0]["fault"]["code"], "CS0401");
}

#[test]
fn ctrf_fits_its_schema_and_takes_errors_for_failures() {
    let (_server, project) = recorded();
    let report = ctrf(&reported(&project, "--ctrf"));
    let results = &report["results"];
    let counts: Vec<u64> = ["tests", "passed", "failed", "skipped", "other", "flaky", "suites"]
        .iter()
        .map(|name| results["summary"][name].as_u64().expect("a number"))
        .collect();
    assert_eq!(counts, [8, 3, 3, 1, 1, 1, 2]);
    assert!(results["summary"]["stop"].as_i64() >= results["summary"]["start"].as_i64());
    assert_eq!(results["environment"]["healthy"], false);
    let test = |id: &str| named(&results["tests"], "name", id);
    let second = test("items/a::second-is-not-as-documented");
    assert_eq!(
        (&second["status"], &second["line"], &second["filePath"]),
        (&"failed".into(), &5.into(), &"cases/a.yaml".into())
    );
    assert!(second["message"].as_str().is_some_and(|text| text.starts_with("CS0310 ")), "{second}");
    assert!(second["trace"].as_str().is_some_and(|text| text.contains("found     string")), "{second}");
    assert!(
        second["stdout"].as_array().is_some_and(|lines| lines.iter().any(|line| line == "x-key: «secret:ITEMS_KEY»"))
    );
    let fifth = test("items/a::fifth-gets-no-answer");
    assert_eq!((&fifth["status"], &fifth["rawStatus"]), (&"failed".into(), &"error".into()));
    let flaky = test("items/a::sixth-is-flaky");
    assert_eq!((&flaky["status"], &flaky["flaky"], &flaky["retries"]), (&"passed".into(), &true.into(), &1.into()));
    assert_eq!(flaky["retryAttempts"][0]["status"], "failed");
    assert_eq!(test("items/a::first-holds")["tags"], serde_json::json!(["quick"]));
}

#[test]
fn what_is_incomplete_says_so() {
    let (_server, project) = recorded();
    alter(&project, |line| match line.get("end").is_some() || line["case"]["id"] == "items/b::rows[two]" {
        true => Keep::Nothing,
        false => Keep::Line,
    });
    let json = report(&project, &["--json", "-"]);
    assert_eq!(json.code, 4, "{}", json.all());
    let json = ours(&json.stdout);
    assert_eq!((&json["complete"], &json["missing"]), (&false.into(), &1.into()));
    assert!(json["gaps"][0].as_str().is_some_and(|gap| gap.contains("7 of 8 cases have a verdict")), "{json}");
    let report = ctrf(&report(&project, &["--ctrf", "-"]).stdout);
    assert_eq!(
        (&report["results"]["extra"]["complete"], &report["results"]["summary"]["failed"]),
        (&false.into(), &3.into())
    );
    let test = named(&report["results"]["tests"], "name", "every case has ended");
    assert_eq!(test["status"], "failed", "readers that count failures see it");
}
