//! Snapshots of shapes, statuses and headers as users meet them.

use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\nundocumented: allow\ncases:\n";
const SNAP: &str = "snapshots/items/a/a.snap";
const STAGING: &[&str] = &["run", "--env", "staging"];
const UPDATE: &[&str] = &["run", "--env", "staging", "--update-snapshots", "new"];

fn project(server: &Server, cases: &str) -> Project {
    let mut project = Project::items().with("cases/a.yaml", &format!("{HEAD}{cases}"));
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a key of staging");
    project
}

fn case(expect: &str) -> String {
    format!("  - {{ name: a, request: {{ path: {{ id: 1 }} }}, expect: {expect} }}\n")
}

/// A case with rows in this order.
fn rows(order: &[usize], expect: &str) -> String {
    let rows: Vec<String> = order.iter().map(|n| format!("r{n}: {{ id: {n} }}")).collect();
    let rows = rows.join(", ");
    format!(
        "  - {{ name: a, each: {{ {rows} }}, request: {{ path: {{ id: '${{{{ each.id }}}}' }} }}, expect: {expect} }}\n"
    )
}

fn with(ran: &Ran, part: &str) -> bool {
    ran.stdout.contains(part)
}

#[test]
fn every_element_of_every_row_counts_in_any_order_and_from_any_thread() {
    let server = Server::start();
    // Texts of overlapping formats, ids as keys, absent and null, JSON in strings.
    let bodies = [
        r#"{"list": [{"a": "d41d8cd98f00b204e9800998ecf8427e"}, {"a": "12345678901234567890123456789012"}], "by": {"1": {"x": 1}}}"#,
        r#"{"list": [{"a": "12345678901234567890123456789012", "b": null}], "by": {"2": {"y": "{\"k\": 1}"}}}"#,
        r#"{"list": [], "by": {}, "logo": "SGVsbG8gd29ybGQgaGVsbG8="}"#,
        r#"{"list": [{"a": "2021-05-01", "b": "<p>x</p>"}], "by": {"3": {"y": "{\"k\": null}", "x": 1.5}}, "logo": "none"}"#,
    ];
    for (n, body) in bodies.iter().enumerate() {
        server.on(&format!("GET /items/{n}"), [Answer::json(*body)]);
    }
    let expect = "{ schema: none, snapshot: shape }";
    let mut texts = Vec::new();
    for (order, threads) in [([0, 1, 2, 3], "1"), ([3, 2, 1, 0], "1"), ([1, 3, 0, 2], "8"), ([2, 0, 3, 1], "3")] {
        let project = project(&server, &rows(&order, expect));
        let pending = project.run(&[STAGING, &["--test-threads", threads]].concat());
        assert!(pending.code == 1 && with(&pending, "CS0501"), "{}", pending.all());
        texts.push(project.read(&format!("{SNAP}.new")));
        let ran = project.run(&[UPDATE, &["--test-threads", threads]].concat());
        assert_eq!(ran.code, 0, "{}", ran.all());
        texts.push(project.read(SNAP));
        let again = project.run(&[STAGING, &["--test-threads", threads]].concat());
        assert_eq!((again.code, project.read(SNAP)), (0, texts[0].clone()), "{}", again.all());
    }
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:#?}");
    for line in [
        r#""a": { "type": "string", "format": ["integer", "date", "digest"] }"#,
        r#""b": { "type": ["string", "null"], "optional": true, "format": "html" }"#,
        r#""logo": { "type": "string", "optional": true }"#,
    ] {
        assert!(texts[0].contains(line), "{line}\n{}", texts[0]);
    }
    assert!(!texts[0].contains("\"1\""), "ids are no names: {}", texts[0]);
}

#[test]
fn other_data_of_the_same_shape_holds_and_a_wider_one_is_proposed_once() {
    let server = Server::start();
    let body = |logo: &str| Answer::json(format!(r#"{{"id": 1, "name": "n", "price": 1, "logo": "{logo}"}}"#));
    server.on("GET /items/1", [body("SGVsbG8gd29ybGQgaGVsbG8=")]);
    let project = project(&server, &case("{ snapshot: shape }"));
    assert_eq!(project.run(UPDATE).code, 0);
    assert!(
        project.read(SNAP).contains(r#""logo": { "type": "string", "format": "base64" }"#),
        "{}",
        project.read(SNAP)
    );
    // What looks like a word may be base64 where that was reviewed.
    server.on("GET /items/1", [body("Test1234")]);
    assert_eq!(project.run(STAGING).code, 0);
    server.on("GET /items/1", [body("no picture")]);
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && with(&ran, "$.logo: string (base64) -> string"), "{}", ran.all());
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "all"]).code, 0);
    for logo in ["SGVsbG8gd29ybGQgaGVsbG8=", "<p>x</p>", "2021-05-01", ""] {
        server.on("GET /items/1", [body(logo)]);
        let ran = project.run(STAGING);
        assert_eq!(ran.code, 0, "{logo}\n{}", ran.all());
    }
}

#[test]
fn the_status_and_headers_are_recorded_beside_a_body() {
    let server = Server::start();
    let answer = |total: &str| Answer::item(1).header("X-Total-Count", total).header("X-Request-Id", total);
    server.on("GET /items/1", [answer("12")]);
    let expect = "{ snapshot: { kind: body, status: true, headers: [Content-Type, x-total-count] } }";
    let project = project(&server, &case(expect));
    assert_eq!(project.run(UPDATE).code, 0);
    let text = project.read(SNAP);
    let wanted = "  status: 200\n  headers:\n    content-type: application/json\n    x-total-count: \"12\"\n---\n";
    assert!(text.contains(wanted), "{text}");
    assert_eq!(project.run(STAGING).code, 0);
    server.on("GET /items/1", [answer("13")]);
    let ran = project.run(STAGING);
    insta::assert_snapshot!(ran.all(), @r##"
    exit code: 1
    --- stdout
    FAILED  items/a::a  [TIME]

    FAILED items/a::a
      a
      case cases/a.yaml:5:13

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0502] the header x-total-count is not as in the snapshot
        in        header x-total-count
        expected  "12"
        found     "13"
        case      cases/a.yaml:5:66
        help      look at snapshots/items/a/a.snap.new with `countersign review items/a::a`, or accept it with `countersign run --update-snapshots all`
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0502
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "##);
    let review = project.run(&["review", "--list"]);
    assert!(with(&review, "header x-total-count: \"12\" -> \"13\""), "{}", review.all());
    let review = project.run(&["review", "--accept", "header"]);
    assert_eq!(review.code, 0, "{}", review.all());
    assert_eq!(project.read(SNAP), text.replace("\"12\"", "\"13\""));
    assert_eq!(project.run(STAGING).code, 0);
}

#[test]
fn beside_a_shape_it_is_what_rows_have_in_common() {
    let server = Server::start();
    let answer = |status: u16, total: &str| {
        let body = Answer::status(status).body("{\"id\": 1}").header("content-type", "application/json");
        body.header("x-total-count", total)
    };
    server.on("GET /items/0", [answer(200, "12")]);
    server.on("GET /items/1", [answer(404, "7")]);
    let expect =
        "{ status: [200, 404], schema: none, snapshot: { kind: shape, status: true, headers: [x-total-count] } }";
    let project = |order: &[usize]| {
        let project = project(&server, &rows(order, expect));
        let content = "{ description: no such item, content: { application/json: {} } }";
        project.write("items.yaml", &project.read("items.yaml").replace("{ description: no such item }", content));
        project
    };
    let mut texts = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let project = project(&order);
        let ran = project.run(UPDATE);
        assert_eq!(ran.code, 0, "{}", ran.all());
        texts.push(project.read(SNAP));
        assert_eq!(project.run(STAGING).code, 0);
    }
    assert_eq!(texts[0], texts[1]);
    let wanted = "  status:\n    - 200\n    - 404\n  headers:\n    x-total-count: integer\n---\n";
    assert!(texts[0].contains(wanted), "{}", texts[0]);
    let project = project(&[0, 1]);
    assert_eq!(project.run(UPDATE).code, 0);
    server.on("GET /items/1", [answer(404, "many")]);
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && with(&ran, "the header x-total-count is not as in the snapshot"), "{}", ran.all());
    let review = project.run(&["review", "--list"]);
    assert!(with(&review, "header x-total-count: integer -> string"), "{}", review.all());
}

#[test]
fn a_status_that_is_recorded_from_now_on_is_reviewed_first() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(&server, &case("{ snapshot: shape }"));
    assert_eq!(project.run(UPDATE).code, 0);
    project.write("cases/a.yaml", &format!("{HEAD}{}", case("{ snapshot: { kind: shape, status: true } }")));
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && with(&ran, "the status is not as in the snapshot"), "{}", ran.all());
    assert!(project.read(&format!("{SNAP}.new")).contains("  status: 200\n"));
    assert_eq!(project.run(&["review", "--accept", "status"]).code, 0);
    assert_eq!(project.run(STAGING).code, 0);
}

#[test]
fn a_header_that_lets_its_reader_in_is_not_recorded() {
    let server = Server::start();
    let project = project(&server, &case("{ snapshot: { kind: body, headers: [Set-Cookie] } }"));
    let ran = project.run(&["lint"]);
    assert!(ran.code == 2 && with(&ran, "`Set-Cookie` carries a credential"), "{}", ran.all());
}

#[test]
fn a_header_without_a_name_is_no_header() {
    let server = Server::start();
    let project = project(&server, &case("{ snapshot: { kind: body, headers: ['x total', ok] } }"));
    let ran = project.run(&["lint"]);
    assert!(ran.code == 2 && with(&ran, "`x total` is not the name of a header"), "{}", ran.all());
}
