//! What must never happen: a secret in sight, a write where only reading is allowed.

use base64::Engine;

use super::{KEY, STAGING, on};
use crate::project::Ran;
use crate::server::{Answer, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\ncases:\n";

fn hides(ran: &Ran, secret: &str) {
    let base64 = base64::engine::general_purpose::STANDARD.encode(secret);
    let percent = secret.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D").replace(' ', "%20");
    for form in [secret, base64.as_str(), percent.as_str()] {
        assert!(!ran.stdout.contains(form) && !ran.stderr.contains(form), "{form} in {}", ran.all());
    }
}

#[test]
fn secrets_are_masked_in_every_form_and_format() {
    let server = Server::start();
    let base64 = base64::engine::general_purpose::STANDARD.encode(KEY);
    let body = serde_json::json!({ "echo": KEY, "base64": base64, "url": format!("/?k={}", KEY.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D").replace(' ', "%20")) });
    server.on("GET /items/1", [Answer::json(body.to_string())]);
    let project = on(
        &server,
        &format!(
            "{HEAD}  - {{ name: a, request: {{ path: {{ id: 1 }}, query: {{ again: '${{{{ secrets.ITEMS_KEY }}}}' }} }}, expect: {{ status: 200, body: {{ equals: {{}} }} }} }}\n"
        ),
    );
    for format in [&[] as &[&str], &["--format", "pretty"], &["--format", "json"]] {
        let ran = project.run(&[STAGING, format].concat());
        assert_eq!(ran.code, 1, "{}", ran.all());
        hides(&ran, KEY);
        assert!(ran.stdout.contains("«secret:ITEMS_KEY»"), "{}", ran.all());
    }
}

#[test]
fn a_captured_secret_is_masked_from_then_on() {
    let server = Server::start();
    let body = r#"{"id": 1, "name": "n", "price": 1, "tokens": ["tok/en one two", "another-token"]}"#;
    server
        .on("GET /items/1", [Answer::json(body)])
        .on("GET /items/2", [Answer::json(r#"{"echo": "tok/en one two and another-token"}"#)]);
    let ran = on(
        &server,
        &format!(
            "{HEAD}{}",
            r#"
  - name: a
    undocumented: allow
    steps:
      - request: { path: { id: 1 } }
        capture: { tokens: { path: "$.tokens[*]", many: true, secret: true } }
      - request: { path: { id: 2 } }
"#
        ),
    )
    .run(STAGING);
    assert_eq!(ran.code, 1, "{}", ran.all());
    hides(&ran, "tok/en one two");
    hides(&ran, "another-token");
}

#[test]
fn a_snapshot_that_would_hold_a_secret_is_refused() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "captured-secret", "price": 1}"#)]);
    let case = |capture: &str| {
        format!("{HEAD}  - name: a\n    request: {{ path: {{ id: 1 }} }}\n    expect: {{ snapshot: body }}\n{capture}")
    };
    let project = on(&server, &case("    capture: { name: { path: $.name, secret: true } }\n"));
    let ran = project.run(STAGING);
    assert!(ran.stdout.contains("error[CS0505]"), "{}", ran.all());
    hides(&ran, "captured-secret");
    assert!(!project.path("snapshots").exists());
}

#[test]
fn a_secret_of_a_case_that_is_not_selected_is_none_the_less_a_secret() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "known-elsewhere", "price": 1}"#)]);
    let mut project = on(
        &server,
        &format!(
            "{HEAD}  - name: sends it\n    request: {{ path: {{ id: 1 }}, headers: {{ x-key: '${{{{ secrets.ELSEWHERE }}}}' }} }}\n  \
             - name: sees it\n    request: {{ path: {{ id: 1 }} }}\n    expect: {{ status: 404, snapshot: body }}\n  \
             - name: records it\n    request: {{ path: {{ id: 1 }} }}\n    expect: {{ snapshot: body }}\n"
        ),
    );
    project.set("ELSEWHERE", "known-elsewhere");
    for arguments in
        [&["sees-it"][..], &["records-it", "--update-snapshots", "new"], &["--exact", "items/a::records-it"]]
    {
        let ran = project.run(&[&["run", "--env", "staging"], arguments].concat());
        assert_eq!(ran.code, 1, "{}", ran.all());
        hides(&ran, "known-elsewhere");
        assert!(!project.path("snapshots").exists(), "{}", ran.all());
    }
}

#[test]
fn no_part_of_a_secret_is_shown_where_an_excerpt_ends() {
    let server = Server::start();
    let secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let padding = "#".repeat(150);
    let rest = "#".repeat(500);
    server.on("GET /items/1", [Answer::json(format!(r#"{{"id": 1, "name": "{padding}{secret}{rest}"}}"#))]);
    let mut project = on(
        &server,
        &format!(
            "{HEAD}  - name: a\n    request: {{ path: {{ id: 1 }}, headers: {{ x-key: '${{{{ secrets.LONG }}}}' }} }}\n    \
             expect: {{ status: 404, body: {{ at: {{ $.name: {{ equals: x, matches: '^z' }} }} }} }}\n"
        ),
    );
    project.set("LONG", secret);
    let ran = project.run(STAGING);
    assert!(ran.code == 1 && ran.all().contains("«secret:LONG»"), "{}", ran.all());
    hides(&ran, "0123");
}

fn read_only(server: &Server, cases: &str) -> Ran {
    let project = on(server, &format!("{HEAD}{cases}"));
    let config = project.read("countersign.toml") + "[environments.staging]\nread_only = true\n";
    project.write("countersign.toml", &config);
    project.run(STAGING)
}

#[test]
fn a_read_only_environment_is_only_read() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let ran = read_only(
        &server,
        r#"
  - { name: reads, request: { path: { id: 1 } } }
  - { name: writes, operation: "PUT /items/{id}", request: { path: { id: 1 }, json: { id: 1, name: n, price: 1 } } }
  - { name: cleans up, request: { path: { id: 1 } }, cleanup: [{ request: { method: DELETE, url: /x } }] }
  - { name: who knows, vars: { method: DELETE }, request: { method: "${{ vars.method }}", url: /x } }
"#,
    );
    assert!(ran.code == 0 && ran.stdout.contains("1 passed, 3 skipped"), "{}", ran.all());
    assert!(ran.stdout.contains("staging is read-only"), "{}", ran.all());
    assert_eq!(server.lines(), ["GET /items/1"]);
}

#[test]
fn a_header_that_asks_for_another_method_is_refused_there() {
    let server = Server::start();
    for header in ["X-HTTP-Method-Override", "x-method-override", "X-HTTP-Method"] {
        let ran = read_only(
            &server,
            &format!("  - {{ name: a, request: {{ path: {{ id: 1 }}, headers: {{ {header}: DELETE }} }} }}\n"),
        );
        assert!(ran.code == 3 && ran.stdout.contains("names a method"), "{}", ran.all());
    }
    assert_eq!(server.received().len(), 0);
}
