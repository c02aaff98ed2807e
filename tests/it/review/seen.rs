//! Pending snapshots together with the exchange that led to them, without a run.

use serde_json::json;

use super::planted::{body, file, plant};
use crate::project::Project;
use crate::server::{Answer, Server};

/// A proposal with its exchange: the response had this body.
pub(crate) fn plant_seen(project: &Project, case: &str, old: &str, new: &str, response: &str) {
    plant(project, case, old, new);
    let finding = json!({
        "code": "CS0310", "check": "schema", "severity": "failure", "pointer": "/price",
        "message": "expected number, found string <b>\"5\"</b>",
    });
    let exchange = json!({
        "method": "GET",
        "url": format!("https://api.example/items/{case}"),
        "request_headers": [["accept", "application/json"]],
        "status": 200,
        "response_headers": [["content-type", "application/json"], ["x-note", "<script>hacked = 1</script>"]],
        "response_body": { "text": response, "length": response.len() },
        "elapsed": 12.5,
        "has_schema": true,
        "findings": [finding],
    });
    let mut proposal = json!({
        "version": 1, "snapshot": file(case), "api": "items", "case": format!("items/a::{case}"), "name": case,
        "file": "cases/items/a.yaml", "line": 3, "environment": "staging", "run": "r", "at": "2026-11-22T05:00:00Z",
        "beside": true, "text": body(case, new), "exchanges": [exchange],
    });
    if !old.is_empty() {
        proposal["base"] = sha256(&body(case, old)).into();
    }
    project.write(&format!(".countersign/pending/items/a/{case}.json"), &proposal.to_string());
}

/// The SHA-256 of a text, in hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Texts that a page must never take for markup or for a script.
pub(crate) const HOSTILE: [&str; 6] = [
    "<script>hacked = 1</script>",
    "</script><script>hacked = 2</script>",
    "<img src=x onerror='hacked = 3'>",
    "<!--<script>",
    "\u{2028}\u{2029}\u{202e}hidden",
    "'\"`${hacked = 4}&lt;&amp;",
];

/// A project in which everything that came from a server is hostile.
pub(crate) fn hostile() -> Project {
    let project = Project::items();
    let old = json!({ "note": "fine", "price": 5 }).to_string();
    let mut new = json!({ "note": HOSTILE.join(" "), "price": "5" });
    for text in HOSTILE {
        new[text] = text.into();
    }
    plant_seen(&project, "one", &old, &new.to_string(), &new.to_string());
    plant_seen(&project, "two", "", &new.to_string(), HOSTILE[0]);
    project
}

/// A project with two cases whose answers hold a hash that is another one every time, and what it is asked of.
pub(crate) fn volatile() -> (Project, Server) {
    let server = Server::start();
    let answer =
        |id: u32, hash: &str| Answer::json(format!(r#"{{"id": {id}, "name": "n", "price": 1, "hash": "{hash}"}}"#));
    let mut project = Project::items().with("cases/a.yaml", CASES);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a-key-of-items");
    for id in 1..3 {
        let answers = [answer(id, "old"), answer(id, &format!("new-{id}"))];
        server.on(&format!("GET /items/{id}"), answers);
    }
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "new"]).code, 0);
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 1);
    (project, server)
}

const CASES: &str = "\
# what is asked every night
api: items
operation: GET /items/{id}
undocumented: allow
cases:
  - name: one   # the first
    request: { path: { id: 1 } }
    expect: { snapshot: body }
  - name: two
    request: { path: { id: 2 } }
    expect: { snapshot: body }
";

/// A project with this many pending snapshots. Half of them share one change; each has one of its own.
pub(crate) fn many(number: usize) -> Project {
    let project = Project::items();
    for index in 0..number {
        let case = format!("case-{index:05}");
        let lines: Vec<_> = (0..40).map(|line| json!({ "line": line, "text": "the same" })).collect();
        let old = json!({ "id": index, "price": 5, "lines": lines });
        let mut new = old.clone();
        if index % 2 == 0 {
            new["price"] = "5".into();
        }
        new[format!("own_{index:05}")] = index.into();
        plant(&project, &case, &old.to_string(), &new.to_string());
    }
    project
}
