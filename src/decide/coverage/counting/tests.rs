//! What cases cover, on a small API.

use crate::decide::coverage::fixture::{Exchanged, Small};
use crate::decide::coverage::model::{Dimension, State};

const API: &str = r##"
openapi: 3.1.0
paths:
  /items:
    get:
      parameters:
        - { name: sort, in: query, schema: { enum: [asc, desc] } }
        - { name: tag, in: query, schema: { type: array, items: { type: string } } }
        - { name: X-Trace, in: header, schema: { type: integer } }
        - { name: session, in: cookie, schema: { type: string } }
      responses:
        "200":
          content:
            application/json: { schema: { $ref: "#/components/schemas/List" } }
            text/csv: {}
        4XX: { content: { application/json: { schema: { properties: { message: {} } } } } }
        default: {}
    put:
      requestBody:
        content:
          application/json: { schema: { $ref: "#/components/schemas/Item" } }
          application/x-www-form-urlencoded: { schema: { $ref: "#/components/schemas/Item" } }
      responses: { "204": {} }
    head: { responses: { "200": { content: { application/json: {} } } } }
components:
  schemas:
    List: { properties: { items: { type: array, items: { $ref: "#/components/schemas/Item" } } } }
    Item:
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        state: { enum: [open, done] }
"##;

const CASES: &str = "
api: a
operation: GET /items
cases:
  - name: plain
  - name: status
    expect: { status: 200 }
  - name: matched
    expect:
      body: { at: { \"$.items[?@.id == 1].name\": chair } }
  - name: shape
    expect: { snapshot: shape }
  - name: refused
    request: { invalid: sort is nonsense, query: { sort: up } }
    expect: { status: 400 }
  - name: steps
    steps:
      - id: write
        operation: PUT /items
        request: { json: { name: a } }
      - id: read
        operation: GET /items
        expect: { assert: [{ that: \"response.body.items[0].name == 'a'\" }] }
        cleanup: [{ operation: PUT /items, request: { json: {} } }]
  - name: waits
    until: { attempts: 3, every: 1ms, status: 200, body: { at: { \"$.items\": { length: 1 } } } }
";

const BODY: &str = r#"{ "items": [{ "id": 1, "name": "chair", "state": "open" }, { "id": 2, "name": "desk" }] }"#;

fn small() -> Small {
    Small::new(API, CASES)
}

fn list<'e>() -> Exchanged<'e> {
    Exchanged { body: Some(BODY), ..Exchanged::default() }
}

#[test]
fn answers_are_rows_by_status_and_media_type() {
    let small = small();
    let of = |lines: &[_]| {
        let coverage = small.coverage(lines);
        let rows = coverage.apis[0].rows().filter(|(_, row)| row.dimension == Dimension::Responses);
        rows.map(|(operation, row)| format!("{} {}", row.state.name(), operation.label(row))).collect::<Vec<_>>()
    };
    assert_eq!(
        of(&[]),
        [
            "untested GET /items 200 application/json",
            "untested GET /items 200 text/csv",
            "untested GET /items 4XX application/json",
            "untested GET /items default",
            "untested PUT /items 204",
            "untested HEAD /items 200",
        ]
    );
    let plain = small.line("plain", "passed", &[list()]);
    let status = small.line("status", "passed", &[list()]);
    assert_eq!(of(std::slice::from_ref(&plain))[0], "conformed GET /items 200 application/json");
    assert_eq!(of(&[plain, status])[0], "asserted GET /items 200 application/json");
    let bad = Exchanged { status: 404, body: Some("{}"), ..list() };
    assert_eq!(of(&[small.line("plain", "passed", &[bad])])[2], "conformed GET /items 4XX application/json");
    let moved = Exchanged { status: 302, body: None, ..list() };
    assert_eq!(of(&[small.line("plain", "passed", &[moved])])[3], "conformed GET /items default");
}

#[test]
fn answers_that_are_not_documented_stand_beside_those_that_are_whatever_the_verdict() {
    let small = small();
    let broken = Exchanged { status: 500, body: Some("{}"), ..list() };
    let empty = Exchanged { status: 200, body: None, ..list() };
    let lines = [small.line("plain", "failed", &[broken]), small.line("status", "failed", &[empty])];
    let coverage = small.coverage(&lines);
    let found: Vec<&str> = coverage.apis[0].undocumented().map(|(_, row)| row.label.as_str()).collect();
    assert_eq!(found, ["200 without a body", "500 application/json"]);
    let total = coverage.apis[0].totals[0];
    assert_eq!((total.documented, total.undocumented, total.untested), (6, 2, 6));
    assert_eq!(total.percent(State::Asserted), Some(0.0));
}

#[test]
fn what_fails_covers_nothing_and_what_is_known_to_fail_conforms_at_most() {
    let small = small();
    let row = |verdict: &str, finding| {
        let line = small.line("status", verdict, &[Exchanged { finding, ..list() }]);
        let coverage = small.coverage(&[line]);
        let (_, row) = coverage.apis[0].rows().next().expect("a row");
        (row.state, row.failing.len(), row.known.len())
    };
    assert_eq!(row("failed", Some(("body", "CS0312", "/items"))), (State::Untested, 1, 0));
    assert_eq!(row("error", None), (State::Untested, 1, 0));
    assert_eq!(row("skipped", None), (State::Untested, 0, 0));
    assert_eq!(row("known-failure", Some(("body", "CS0312", "/items"))), (State::Conformed, 0, 1));
    assert_eq!(row("known-failure", Some(("schema", "CS0310", "/items"))), (State::Untested, 0, 1));
    // Another step of the same case is what is known to fail.
    assert_eq!(row("known-failure", None), (State::Asserted, 0, 0));
    assert_eq!(row("flaky", None), (State::Asserted, 0, 0));
    assert_eq!(row("fixed", None), (State::Asserted, 0, 0));
    // A record that contradicts itself is no witness.
    assert_eq!(row("passed", Some(("body", "CS0312", "/items"))), (State::Untested, 1, 0));
}

#[test]
fn a_property_is_asserted_where_a_check_reaches_it_in_that_very_answer() {
    let small = small();
    let told = |case: &str, body: &'static str| {
        let line = small.line(case, "passed", &[Exchanged { body: Some(body), ..list() }]);
        small.told(&[line], "200 application/json $")
    };
    assert_eq!(
        told("plain", BODY),
        [
            "conformed 200 application/json $.items[*].state = \"open\"",
            "untested 200 application/json $.items[*].state = \"done\"",
            "conformed 200 application/json $.items",
            "conformed 200 application/json $.items[*].id",
            "conformed 200 application/json $.items[*].name",
            "conformed 200 application/json $.items[*].state",
        ]
    );
    assert_eq!(
        told("matched", BODY)[2..],
        [
            "asserted 200 application/json $.items (body $.items[?@.id == 1].name)",
            "conformed 200 application/json $.items[*].id",
            "asserted 200 application/json $.items[*].name (body $.items[?@.id == 1].name)",
            "conformed 200 application/json $.items[*].state",
        ]
    );
    // Nothing is asserted of what is not there.
    assert_eq!(
        told("matched", r#"{ "items": [] }"#)[2..4],
        ["conformed 200 application/json $.items", "untested 200 application/json $.items[*].id",]
    );
    // Of a shape, any value of an enum is as good as another.
    assert_eq!(told("shape", BODY)[0], "conformed 200 application/json $.items[*].state = \"open\"");
    assert_eq!(told("shape", BODY)[5], "asserted 200 application/json $.items[*].state (snapshot shape)");
}

#[test]
fn steps_that_only_undo_something_and_attempts_that_nobody_judged_prove_nothing() {
    let small = small();
    let put = Exchanged {
        operation: "PUT /items",
        sent: Some(("application/json", r#"{ "name": "a", "state": "done", "id": 7 }"#)),
        status: 204,
        ..Exchanged::default()
    };
    let line = small.line("steps", "passed", &[put, list(), Exchanged { role: "cleanup", ..put }]);
    assert_eq!(small.told(std::slice::from_ref(&line), "204"), ["conformed 204"]);
    assert_eq!(
        small.told(std::slice::from_ref(&line), "request"),
        [
            "untested request application/json $.state = \"open\"",
            "conformed request application/json $.state = \"done\"",
            "untested request application/x-www-form-urlencoded $.state = \"open\"",
            "untested request application/x-www-form-urlencoded $.state = \"done\"",
            "conformed request application/json $.name",
            "conformed request application/json $.state",
            "untested request application/x-www-form-urlencoded $.name",
            "untested request application/x-www-form-urlencoded $.state",
        ]
    );
    let read = small.told(&[line], "$.items[*].name");
    assert_eq!(read, ["asserted 200 application/json $.items[*].name (assert)"]);
    let mut waited = small.line("waits", "passed", &[list(), list()]);
    waited.steps[0].checks.clear();
    assert_eq!(
        small.told(std::slice::from_ref(&waited), "$.items")[2],
        "asserted 200 application/json $.items (body $.items)"
    );
    waited.steps.truncate(1);
    assert!(small.told(&[waited], "").iter().all(|row| row.starts_with("untested")));
}

#[test]
fn parameters_and_their_values_are_seen_in_what_was_sent() {
    let small = small();
    let sent = |case: &str, verdict: &str, query: &'static str| {
        let line = small.line(case, verdict, &[Exchanged { url: query, ..list() }]);
        let of = |word: &str| small.told(std::slice::from_ref(&line), word);
        [of("query"), of("header"), of("cookie")].concat()
    };
    assert_eq!(
        sent("status", "passed", "http://x.test/base/items?sort=asc&tag=a&tag=b"),
        [
            "asserted query sort (status)",
            "asserted query tag (status)",
            "asserted query sort = \"asc\" (status)",
            "untested query sort = \"desc\"",
            "asserted header X-Trace (status)",
            "untested cookie session",
        ]
    );
    // What is to be refused proves nothing about the rest of the request.
    assert_eq!(
        sent("refused", "passed", "http://x.test/items?sort=up&tag=a")[..3],
        ["conformed query sort", "conformed query tag", "untested query sort = \"asc\"",]
    );
}

#[test]
fn properties_that_nobody_documented_are_listed_with_the_answer() {
    let small = small();
    let body = r#"{ "items": [{ "id": 1, "colour": "red" }] }"#;
    let finding = Some(("undocumented", "CS0311", "/items/0/colour"));
    let line = small.line("plain", "passed", &[Exchanged { body: Some(body), finding, ..list() }]);
    assert_eq!(small.told(&[line], "colour"), ["undocumented 200 application/json $.items[*].colour"]);
}

#[test]
fn a_body_that_is_not_kept_whole_is_told() {
    let small = small();
    let mut line = small.line("plain", "passed", &[list()]);
    let body = line.steps[0].exchange.as_mut().and_then(|exchange| exchange.response_body.as_mut()).expect("a body");
    body.sha256 = Some("0".repeat(64));
    let coverage = small.coverage(&[line]);
    assert_eq!(
        coverage.apis[0].operations[0].notes,
        ["the record does not keep 1 body whole; its properties are not known"]
    );
    assert_eq!(coverage.apis[0].operations[0].rows[0].state, State::Conformed);
}
