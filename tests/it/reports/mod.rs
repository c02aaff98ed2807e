//! Reports through the real binary: what other programs read, and what happens when one cannot be written.

mod ends;
mod formats;
mod hostile;
mod junit;
mod places;
mod texts;
mod xsd;

use serde_json::{Value, json};

use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

/// The record that the tests read.
const RECORD: &str = "run.jsonl";

const CASES: &str = r#"api: items
operation: GET /items/{id}
cases:
  - { name: first holds, tags: [quick], request: { path: { id: 1 } } }
  - name: second is not as documented
    owner: Ada
    source: Items, page 4
    request: { path: { id: 2 } }
  - { name: third is left out, skip: not today, request: { path: { id: 1 } } }
  - name: fourth is known
    request: { path: { id: 4 } }
    known_failure: { reason: being mended, owner: Ada }
  - name: fifth gets no answer
    request: { method: GET, url: "http://127.0.0.1:1/x" }
    expect: { status: 200 }
  - { name: sixth is flaky, request: { path: { id: 1 } } }
"#;

const MORE: &str = r#"api: items
operation: GET /items/{id}
cases:
  - name: rows
    each: { one: { id: 1 }, two: { id: 2 } }
    request: { path: { id: "${{ each.id }}" } }
"#;

/// A server and a project with two case files in which everything happens.
fn everything() -> (Server, Project) {
    let server = Server::start();
    server
        .on("GET /items/1", [Answer::item(1)])
        .on("GET /items/2", [Answer::json(r#"{"id": 2, "name": "Chair", "price": "<b>free]]></b>"}"#)])
        .on("GET /items/4", [Answer::json(r#"{"id": "4"}"#)]);
    let project = on(&server, CASES).with("cases/b.yaml", MORE);
    (server, project)
}

/// A project whose staging environment is `server`, with the one case file `cases/a.yaml`.
fn on(server: &Server, cases: &str) -> Project {
    let mut project = Project::items().with("cases/a.yaml", cases);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "k/ey+with=signs 42");
    project
}

/// Runs everything and keeps the record, in which the sixth case then holds at the second attempt.
fn recorded() -> (Server, Project) {
    let (server, project) = everything();
    let ran = project.run(&["run", "--env", "staging", "--record", RECORD, "--test-threads", "1"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    alter(&project, |line| {
        if let Some(case) = line.get_mut("case").filter(|case| case["id"] == "items/a::sixth-is-flaky") {
            case["verdict"] = json!("flaky");
            case["attempts"] = json!([
                { "verdict": "failed", "elapsed_us": 1500, "codes": ["CS0310"] },
                { "verdict": "passed", "elapsed_us": 700 },
            ]);
        }
        if let Some(end) = line.get_mut("end") {
            end["summary"]["passed"] = json!(2);
            end["summary"]["flaky"] = json!(1);
        }
        Keep::Line
    });
    (server, project)
}

/// Whether a line stays.
#[derive(PartialEq, Eq)]
enum Keep {
    Line,
    Nothing,
}

/// Writes the record anew, line by line.
fn alter(project: &Project, mut change: impl FnMut(&mut Value) -> Keep) {
    let mut text = String::new();
    for line in project.read(RECORD).lines() {
        let mut line: Value = serde_json::from_str(line).expect("JSON");
        if change(&mut line) == Keep::Line {
            text.push_str(&format!("{line}\n"));
        }
    }
    project.write(RECORD, &text);
}

/// Writes a report from the record and hands back its text.
fn reported(project: &Project, flag: &str) -> String {
    let ran = report(project, &[flag, "-"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.all());
    ran.stdout
}

fn report(project: &Project, arguments: &[&str]) -> Ran {
    project.run(&[&["report", RECORD], arguments].concat())
}
