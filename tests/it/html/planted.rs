//! Records as runs leave them, made without a run, and their pages.

use countersign::suite::plan::identity::ids_hash;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::project::Project;

/// A case with one exchange, whose checks found this.
pub(crate) fn case(topic: &str, name: &str, verdict: &str, body: &str, findings: &[Value]) -> Value {
    let place = json!({ "file": format!("cases/{topic}.yaml"), "line": 7, "column": 5 });
    let exchange = json!({
        "method": "GET",
        "url": format!("https://api.example/{topic}/{name}?page=1"),
        "request_headers": [["accept", "application/json"], ["x-key", "«secret:KEY»"]],
        "started_us": 1500, "elapsed_us": 12_500, "status": 200,
        "response_headers": [["content-type", "application/json"]],
        "response_body": { "length": body.len(), "text": body },
    });
    let step = json!({
        "place": place, "operation": format!("GET /{topic}/{{id}}"), "exchange": exchange,
        "checks": [{ "kind": "status" }, { "kind": "schema", "findings": findings }],
    });
    json!({
        "id": format!("{topic}::{name}"), "name": name, "api": "items", "place": place, "tags": [topic],
        "verdict": verdict, "started_us": 1000, "elapsed_us": 14_000, "steps": [step],
    })
}

/// Something that is wrong with the body.
pub(crate) fn finding(code: &str, message: &str, pointer: &str) -> Value {
    json!({
        "code": code, "severity": "failure", "message": message, "part": "body", "pointer": pointer,
        "expected": "number", "actual": "string \"5\"",
        "contract": { "file": "items.yaml", "line": 40, "column": 9 }, "help": ["ask for a number"],
    })
}

/// One case of every verdict, and two that fail alike.
pub(crate) fn every_verdict() -> Vec<Value> {
    let body = r#"{"id": 1, "price": "5", "tags": []}"#;
    let alike = finding("CS0310", "expected number, found string", "/price");
    let mut flaky = case("lists", "wavers", "flaky", body, &[]);
    flaky["attempts"] = json!([{ "verdict": "failed", "elapsed_us": 9, "codes": ["CS0301"] }, { "verdict": "passed", "elapsed_us": 9 }]);
    let known = json!({
        "state": "happened", "reason": "prices are strings until 2.0", "check": "CS0310", "owner": "team-items",
        "ticket": "ITEMS-9", "expires": "2027-01-31", "place": { "file": "cases/items.yaml", "line": 9, "column": 3 },
    });
    let mut tolerated = case("items", "is tolerated", "known-failure", body, std::slice::from_ref(&alike));
    tolerated["known"] = json!([known]);
    let mut fixed = case("items", "is mended", "fixed", body, &[]);
    fixed["known"] = json!([{ "state": "fixed", "reason": "was broken", "place": known["place"] }]);
    let mut skipped = case("lists", "waits", "skipped", body, &[]);
    skipped["steps"] = json!([]);
    skipped["reason"] = "only on mock: it deletes".into();
    let mut error = case("lists", "hears nothing", "error", body, &[]);
    error["steps"][0]["checks"] = json!([{ "kind": "exchange", "findings": [
        { "code": "CS0402", "severity": "error", "message": "connection refused", "part": "exchange" }] }]);
    let seen = error["steps"][0]["exchange"].as_object_mut().expect("an exchange");
    ["status", "response_headers", "response_body"].iter().for_each(|part| drop(seen.remove(*part)));
    seen.insert(
        "fault".into(),
        json!({ "code": "CS0402", "phase": "connect", "message": "connection refused", "received": 0 }),
    );
    vec![
        case("items", "shows an item", "passed", body, &[]),
        skipped,
        flaky,
        fixed,
        case("items", "has a price", "failed", body, std::slice::from_ref(&alike)),
        error,
        tolerated,
        case("lists", "has prices", "failed", body, &[alike]),
    ]
}

/// The lines of a whole record.
pub(crate) fn record(cases: &[Value]) -> String {
    let hash = "ab12".repeat(16);
    let ids = ids_hash(cases.iter().filter_map(|case| case["id"].as_str()));
    let run = json!({ "run": {
        "version": 1, "id": "20261122T090000-aa", "tool": "countersign 0.1.0", "at": "2026-11-22T09:00:00Z",
        "environment": "staging", "mock": false, "targets": [{ "api": "items", "url": "https://api.example/" }], "seed": 42,
        "suite": { "hash": hash, "cases": cases.len(), "selected": cases.len(), "ids": ids },
        "contracts": [{ "api": "items", "file": "items.yaml", "hash": hash }], "planned": cases.len(),
    }});
    let number = |name: &str| cases.iter().filter(|case| case["verdict"] == name).count();
    let summary = json!({
        "planned": cases.len(), "passed": number("passed"), "flaky": number("flaky"), "fixed": number("fixed"),
        "failed": number("failed"), "errors": number("error"), "known": number("known-failure"), "skipped": number("skipped"),
    });
    let end = json!({ "end": { "at": "2026-11-22T09:00:01Z", "elapsed_us": 900_000, "summary": summary, "exit": 1 } });
    let lines = cases.iter().map(|case| json!({ "case": case }));
    let lines: Vec<String> = [run].into_iter().chain(lines).chain([end]).map(|line| line.to_string()).collect();
    lines.join("\n") + "\n"
}

/// Writes a record's page, and returns its address.
pub(crate) fn page(project: &Project, record: &str) -> String {
    project.write("run.jsonl", record);
    let ran = project.run(&["report", "run.jsonl", "--html", "page.html"]);
    assert!([0, 4].contains(&ran.code), "{}", ran.all());
    address(project)
}

/// The address of a page that was written.
pub(crate) fn address(project: &Project) -> String {
    format!("file://{}", project.path("page.html").display())
}

/// The page asked for nothing but itself, and made no mistake.
pub(crate) fn assert_alone(browser: &mut Browser) {
    let requested = browser.requested();
    let is_own = |url: &String| ["file://", "data:", "blob:", "about:"].iter().any(|own| url.starts_with(own));
    assert!(requested.iter().all(is_own), "asked for elsewhere: {requested:?}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// The names of the cases in the list, in their order.
pub(crate) fn names(browser: &mut Browser) -> Vec<String> {
    let names =
        browser.value("[...document.querySelectorAll('.row')].map((row) => row.querySelector('.words').textContent)");
    names.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}
