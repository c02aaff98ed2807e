//! A read-only environment is only read, whatever a case, a template or a server makes of it: each attack is judged by
//! what the server received.

use super::{STAGING, on};
use crate::project::Ran;
use crate::server::{Answer, Server};

fn server() -> Server {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    server
}

fn run(server: &Server, cases: &str) -> Ran {
    run_file(server, &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"))
}

fn run_file(server: &Server, file: &str) -> Ran {
    let project = on(server, file);
    let config = project.read("countersign.toml") + "[environments.staging]\nread_only = true\n";
    project.write("countersign.toml", &config);
    project.run(STAGING)
}

fn only_reads(server: &Server) {
    for received in server.received() {
        assert!(["GET", "HEAD", "OPTIONS"].contains(&received.method.as_str()), "{} was sent", received.line());
    }
}

#[test]
fn nothing_that_asks_for_another_method_is_sent() {
    for request in [
        "path: { id: 1 }, headers: { X-HTTP-Method-Override: DELETE }",
        "path: { id: 1 }, headers: { X-METHOD-OVERRIDE: get }",
        "path: { id: 1 }, headers: { X-HTTP-Method: PUT }",
        "path: { id: 1 }, headers: { x-acme-verb: Delete }",
        "path: { id: 1 }, query: { _method: DELETE }",
        "path: { id: 1 }, query: { _METHOD: '' }",
        "path: { id: 1 }, query: { a: { _method: DELETE } }",
        "url: '/items/1?a=1&_method=DELETE'",
        "url: '/items/1?%5fmethod=DELETE'",
        "url: '/items/1?$httpMethod=DELETE'",
        "path: { id: 1 }, form: { _method: DELETE }",
        "path: { id: 1 }, json: { _method: DELETE }",
        "path: { id: 1 }, multipart: { _method: DELETE }",
        "path: { id: 1 }, body: { text: _method=DELETE }",
        "url: '/items/1?${{ vars.name }}=DELETE'",
    ] {
        let server = server();
        let ran = run(&server, &format!("  - {{ name: a, vars: {{ name: _method }}, request: {{ {request} }} }}\n"));
        assert!(ran.code == 3 && ran.stdout.contains("names a method"), "{request}: {}", ran.all());
        assert!(ran.stdout.contains("error[CS0411] staging is read-only, and "), "{request}: {}", ran.all());
        assert_eq!(server.lines(), Vec::<String>::new(), "{request}");
    }
}

#[test]
fn a_body_in_a_get_is_no_write() {
    let server = server();
    let ran = run(
        &server,
        "  - { name: a, request: { url: /items/1, json: { payment_method: card, q: _method } }, expect: { status: 200 } }\n",
    );
    assert_eq!(
        (ran.code, server.only("GET /items/1").text().as_str()),
        (0, r#"{"payment_method":"card","q":"_method"}"#)
    );
}

#[test]
fn a_method_that_a_template_makes_is_looked_at_when_it_is_there() {
    let server = server();
    for method in ["POST", "get", "Get", "PURGE", "post "] {
        // The case is one that may be read by its plan: the method is known only when it is made.
        let ran = run(
            &server,
            &format!(
                "  - {{ name: a, vars: {{ m: '{method}' }}, request: {{ url: /items/1, method: '${{{{ vars.m }}}}' }} }}\n"
            ),
        );
        assert_ne!(ran.code, 1, "{}", ran.all());
    }
    assert_eq!(server.lines(), Vec::<String>::new());
}

#[test]
fn whatever_would_write_is_skipped_wherever_it_stands() {
    let server = server();
    let write = "request: { method: POST, url: /x }";
    for case in [
        format!("  - {{ name: a, {write} }}\n"),
        format!("  - {{ name: a, request: {{ path: {{ id: 1 }} }}, cleanup: [{{ {write} }}] }}\n"),
        format!("  - {{ name: a, steps: [{{ request: {{ path: {{ id: 1 }} }}, cleanup: [{{ {write} }}] }}] }}\n"),
        format!("  - {{ name: a, {write}, until: {{ attempts: 2, status: 404 }} }}\n"),
        format!("  - {{ name: a, {write}, repeat: {{ while: 'true', max: 2 }} }}\n"),
        format!("  - {{ name: a, request: {{ method: POST, url: '{}/x' }} }}\n", server.url()),
        "  - { name: a, request: { method: POST, url: 'http://localhost:1/x' } }\n".to_owned(),
    ] {
        let ran = run(&server, &format!("  - {{ name: reads, request: {{ path: {{ id: 1 }} }} }}\n{case}"));
        assert!(ran.code == 0 && ran.stdout.contains("1 passed, 1 skipped"), "{case}: {}", ran.all());
    }
    let file = format!(
        "api: items\noperation: GET /items/{{id}}\nsetup: [{{ {write} }}]\ncases:\n  - {{ name: a, request: {{ path: {{ id: 1 }} }} }}\n"
    );
    let ran = run_file(&server, &file);
    assert!(ran.code == 4 && ran.stdout.contains("staging is read-only"), "{}", ran.all());
    only_reads(&server);
}

#[test]
fn no_redirect_leads_to_a_write() {
    for location in ["/items/2?_method=DELETE", "/items/2?x=1&_METHOD=PUT", "/items/2?X-HTTP-Method-Override=PUT"] {
        for status in [301, 302, 303, 307, 308] {
            let server = Server::start();
            server.on("GET /items/1", [Answer::status(status).header("location", location)]);
            let ran = run(&server, "  - { name: a, request: { path: { id: 1 }, redirects: 5 } }\n");
            assert!(ran.code == 3 && ran.stdout.contains("error[CS0424] staging is read-only"), "{}", ran.all());
            assert_eq!(server.lines(), ["GET /items/1"], "{status} {location}");
        }
    }
}

#[test]
fn an_answer_that_asks_to_come_back_leads_to_the_same_read() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::status(429).header("retry-after", "0"), Answer::item(1)]);
    let project =
        on(&server, "api: items\noperation: GET /items/{id}\ncases:\n  - { name: a, request: { path: { id: 1 } } }\n");
    let config = project.read("countersign.toml")
        + "[environments.staging]\nread_only = true\nretry_after = \"1s\"\nretries = 2\n";
    project.write("countersign.toml", &config);
    let ran = project.run(STAGING);
    assert_eq!((ran.code, server.lines()), (0, vec!["GET /items/1".to_owned(); 2]), "{}", ran.all());
}

#[test]
fn only_what_fetches_a_credential_may_write_and_it_follows_no_redirect_into_another_write() {
    for (status, sent) in [(204, vec!["POST /login"]), (307, vec!["POST /login"])] {
        let server = server();
        server.on("POST /login", [Answer::status(status).header("x-token", "tokentoken").header("location", "/other")]);
        let blocks = "blocks:\n  login:\n    steps:\n      - { id: in, request: { method: POST, url: /login, redirects: 2 }, expect: { status: 204 }, capture: { token: { header: x-token } } }\n";
        let project = on(
            &server,
            "api: items\noperation: GET /items/{id}\ncases:\n  - { name: a, request: { path: { id: 1 } } }\n",
        );
        project.write("cases/_blocks.yaml", blocks);
        let config = project.read("countersign.toml").replace(
            "auth.key = \"${{ secrets.ITEMS_KEY }}\"",
            "auth.key = { block = \"login\", capture = \"token\" }\n[environments.staging]\nread_only = true",
        );
        project.write("countersign.toml", &config);
        let ran = project.run(STAGING);
        let lines = server.lines();
        let writes: Vec<&str> = lines.iter().map(String::as_str).filter(|line| line.starts_with("POST")).collect();
        assert_eq!(writes, sent, "{}", ran.all());
        assert_eq!(ran.code, if status == 204 { 0 } else { 3 }, "{}", ran.all());
    }
}
