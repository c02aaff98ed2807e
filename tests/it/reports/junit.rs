//! JUnit's XML, held against the schema of its readers and read back by one of them.

use insta::assert_snapshot;
use junit_parser::{TestCase, TestStatus, TestSuites, from_reader};

use super::xsd::violations;
use super::{Keep, alter, recorded, report, reported};

const SCHEMA: &str = include_str!("junit.xsd");

/// What a reader makes of it, once it is sure that it keeps to the schema.
pub(super) fn read(xml: &str) -> TestSuites {
    assert_eq!(violations(SCHEMA, xml), Vec::<String>::new(), "{xml}");
    from_reader(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}: {xml}"))
}

fn case<'s>(suites: &'s TestSuites, name: &str) -> &'s TestCase {
    let mut cases = suites.suites.iter().flat_map(|suite| &suite.cases);
    cases.find(|case| case.original_name == name).unwrap_or_else(|| panic!("no case {name}"))
}

#[test]
fn every_case_file_is_a_suite_and_every_verdict_has_its_element() {
    let (_server, project) = recorded();
    let suites = read(&reported(&project, "--junit"));
    let counts = |suite: &junit_parser::TestSuite| {
        (suite.name.clone(), suite.tests, suite.failures, suite.errors, suite.skipped)
    };
    assert_eq!(
        suites.suites.iter().map(counts).collect::<Vec<_>>(),
        [("cases/a.yaml".to_owned(), 6, 1, 1, 2), ("cases/b.yaml".to_owned(), 2, 1, 0, 0)]
    );
    assert_eq!((suites.tests, suites.failures, suites.errors), (8, 2, 1));
    let first = case(&suites, "first-holds");
    assert_eq!(first.classname.as_deref(), Some("items.a"));
    assert_eq!((first.file.as_deref(), first.line), (Some("cases/a.yaml"), Some(4)));
    assert!(first.status.is_success() && first.time > 0.0);
    assert!(case(&suites, "rows[one]").status.is_success());
    assert!(case(&suites, "sixth-is-flaky").status.is_success());
    let names: Vec<&str> = suites.suites[0].cases.iter().map(|case| case.original_name.as_str()).collect();
    assert_eq!(names[..3], ["first-holds", "second-is-not-as-documented", "third-is-left-out"], "as in the file");
}

#[test]
fn what_did_not_pass_has_its_findings_its_request_and_its_response() {
    let (_server, project) = recorded();
    let suites = read(&reported(&project, "--junit"));
    let second = case(&suites, "second-is-not-as-documented");
    let TestStatus::Failure(failure) = &second.status else { panic!("{second:?}") };
    assert_eq!(failure.failure_type, "CS0310");
    assert_snapshot!(failure.message, @"CS0310 not as the schema says: `type`, in body /price; expected number; found string \"<b>free]]></b>\"");
    assert!(failure.text.contains("failure[CS0310] not as the schema says: `type`\n    in        body /price\n"));
    let out = second.system_out.as_deref().expect("an exchange");
    assert!(out.contains("/items/2\nx-key: «secret:ITEMS_KEY»\n"), "{out}");
    assert!(out.contains("\n200 in [TIME]\n") && out.contains("content-type: application/json\n"), "{out}");
    assert!(out.contains(r#"{"id":2,"name":"Chair","price":"<b>free]]></b>"}"#), "{out}");
    let fifth = case(&suites, "fifth-gets-no-answer");
    let TestStatus::Error(error) = &fifth.status else { panic!("{fifth:?}") };
    assert_eq!(error.error_type, "CS0401");
    assert!(fifth.system_out.as_deref().is_some_and(|out| out.contains("no answer in [TIME]: CS0401")), "{fifth:?}");
    let TestStatus::Skipped(skipped) = &case(&suites, "third-is-left-out").status else { panic!() };
    assert_eq!(skipped.message, "not today");
    let fourth = case(&suites, "fourth-is-known");
    let TestStatus::Skipped(known) = &fourth.status else { panic!("{fourth:?}") };
    assert_eq!((known.skipped_type.as_str(), known.message.as_str()), ("known failure", "known failure: being mended"));
    assert!(fourth.system_out.as_deref().is_some_and(|out| out.contains("KNOWN FAILURE items/a::fourth-is-known")));
}

#[test]
fn a_flaky_case_passes_and_says_which_attempt_did_not() {
    let (_server, project) = recorded();
    let xml = reported(&project, "--junit");
    assert!(xml.contains("<flakyFailure type=\"CS0310\" message=\"attempt 1 of 2: CS0310\"/>"), "{xml}");
    alter(&project, |line| {
        if let Some(case) = line.get_mut("case").filter(|case| case["verdict"] == "failed") {
            let attempt = serde_json::json!({ "verdict": "failed", "elapsed_us": 10, "codes": ["CS0310"] });
            case["attempts"] = serde_json::json!([attempt, attempt]);
        }
        Keep::Line
    });
    let xml = reported(&project, "--junit");
    read(&xml);
    assert_eq!(xml.matches("<rerunFailure type=\"CS0310\" message=\"attempt 1 of 2: CS0310\"/>").count(), 2, "{xml}");
}

#[test]
fn a_record_without_an_end_is_an_error_that_readers_count() {
    let (_server, project) = recorded();
    alter(&project, |line| if line.get("end").is_some() { Keep::Nothing } else { Keep::Line });
    let ran = report(&project, &["--junit", "-"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(ran.stderr.contains("error[CS0905]"), "{}", ran.all());
    let suites = read(&ran.stdout);
    assert_eq!((suites.tests, suites.errors), (9, 2));
    let TestStatus::Error(error) = &case(&suites, "every case has ended").status else { panic!() };
    assert!(error.message.starts_with("incomplete: run.jsonl has no end"), "{error:?}");
}
