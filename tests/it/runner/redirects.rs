//! `request.redirects`: where it leads, what goes along, and what is refused.

use serde_json::Value;

use super::{KEY, STAGING, on};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\ncases:\n";
const FOLLOWS: &str = "  - { name: a, request: { path: { id: 1 }, redirects: 3 } }\n";

fn to(status: u16, location: &str) -> Answer {
    Answer::status(status).header("location", location)
}

/// A project whose staging environment says this beside where it is.
fn with(server: &Server, environment: &str, cases: &str) -> Project {
    let project = on(server, &format!("{HEAD}{cases}"));
    let config = format!("{}\n[environments.staging]\n{environment}\n", project.read("countersign.toml"));
    project.write("countersign.toml", &config);
    project
}

fn run(server: &Server, environment: &str, cases: &str) -> Ran {
    with(server, environment, cases).run(STAGING)
}

#[test]
fn a_redirect_is_an_answer_unless_the_case_follows_it() {
    let server = Server::start();
    server.on("GET /items/1", [to(302, "/items/2")]).on("GET /items/2", [Answer::item(2)]);
    let ran = run(&server, "", "  - { name: a, request: { path: { id: 1 } }, expect: { status: 302 } }\n");
    assert!(ran.stdout.contains("CS0302") && !ran.stdout.contains("CS0301"), "{}", ran.all());
    assert_eq!(server.lines(), ["GET /items/1"]);
}

#[test]
fn the_last_answer_is_judged_and_every_exchange_is_in_the_record() {
    let server = Server::start();
    server
        .on("GET /items/1", [to(301, "../there/?x=1#top")])
        .on("GET /there/", [to(307, &format!("//127.0.0.1:{}/items/2", server.port()))])
        .on("GET /items/2", [Answer::item(2)]);
    let case = "  - { name: a, request: { path: { id: 1 }, redirects: 2 }, expect: { body: { at: { $.id: 2 } } } }\n";
    let project = with(&server, "", case);
    let ran = project.run(&[STAGING, &["--record", "r.jsonl"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(server.lines(), ["GET /items/1", "GET /there/?x=1", "GET /items/2"]);
    assert!(server.received().iter().all(|received| received.header("x-key") == Some(KEY)), "the same origin");
    assert!(server.received().iter().all(|received| received.header("referer").is_none()));
    let record = project.read("r.jsonl");
    let case: Value = record.lines().find(|line| line.starts_with("{\"case\"")).expect("a case").parse().expect("JSON");
    let steps = case["case"]["steps"].as_array().expect("steps");
    let seen: Vec<(&Value, bool)> = steps
        .iter()
        .map(|step| (&step["exchange"]["status"], step["checks"].as_array().expect("checks").is_empty()))
        .collect();
    assert_eq!(seen, [(&301.into(), true), (&307.into(), true), (&200.into(), false)]);
}

#[test]
fn methods_and_bodies_change_as_browsers_change_them() {
    for (method, status, expected) in [
        ("POST", 301, "GET"),
        ("POST", 302, "GET"),
        ("POST", 303, "GET"),
        ("POST", 307, "POST"),
        ("POST", 308, "POST"),
        ("PUT", 301, "PUT"),
        ("PUT", 303, "GET"),
        ("HEAD", 303, "HEAD"),
        ("DELETE", 302, "DELETE"),
    ] {
        let server = Server::start();
        server.on(&format!("{method} /from"), [to(status, "/to")]);
        server.on(&format!("{expected} /to"), [Answer::status(204)]);
        let case = format!(
            "  - {{ name: a, request: {{ method: {method}, url: /from, json: {{ a: 1 }}, redirects: 1 }}, expect: {{ status: 204 }} }}\n"
        );
        let ran = run(&server, "", &case);
        assert_eq!(ran.code, 0, "{method} {status}: {}", ran.all());
        let last = server.received().pop().expect("two requests");
        assert_eq!(last.line(), format!("{expected} /to"), "{method} {status}");
        let kept = expected == method;
        assert_eq!(last.text(), if kept { r#"{"a":1}"# } else { "" }, "{method} {status}");
        assert_eq!(last.header("content-type").is_some(), kept, "{method} {status}");
    }
}

#[test]
fn what_cannot_be_followed_says_why_and_nothing_is_sent() {
    for (location, said) in [
        (Some("/items/1"), "the redirects go in a circle: GET http://127.0.0.1:[PORT]/items/1 -> 302, GET /items/1"),
        (None, "has no Location"),
        (Some(""), "its Location is empty"),
        (Some("http://"), "is no URL"),
        (Some("http://[::1"), "is no URL"),
        (Some("ftp://127.0.0.1/x"), "the scheme `ftp`"),
        (Some("javascript:alert(1)"), "the scheme `javascript`"),
        (Some("file:///etc/passwd"), "the scheme `file`"),
        (Some("//user:word@127.0.0.1/"), "holds credentials"),
        (Some("http://127.0.0.1:1/elsewhere"), "another origin, http://127.0.0.1:[PORT]"),
        (Some("http://localhost/"), "another origin, http://localhost"),
        (Some("\\\\localhost\\x"), "another origin, http://localhost"),
        (Some("https://127.0.0.1/"), "another origin, https://127.0.0.1"),
    ] {
        let server = Server::start();
        let answer = location.map_or(Answer::status(302), |location| to(302, location));
        server.on("GET /items/1", [answer]);
        let ran = run(&server, "", FOLLOWS);
        assert!(ran.code == 3 && ran.stdout.contains(said), "{location:?}: {}", ran.all());
        let code = if said.contains("circle") { "CS0423" } else { "CS0424" };
        assert!(ran.stdout.contains(&format!("error[{code}]")), "{location:?}: {}", ran.all());
        assert_eq!(server.lines(), ["GET /items/1"], "{location:?}");
    }
}

#[test]
fn a_longer_way_than_allowed_is_an_error_with_the_way() {
    let server = Server::start();
    for number in 1..=4 {
        server.on(&format!("GET /items/{number}"), [to(302, &format!("/items/{}", number + 1))]);
    }
    let ran = run(&server, "", FOLLOWS);
    assert!(ran.stdout.contains("more than 3 redirects: GET http://127.0.0.1:[PORT]/items/1 -> 302, GET /items/2 -> 302, GET /items/3 -> 302, GET /items/4 -> 302, GET /items/5"), "{}", ran.all());
    assert_eq!(server.lines().len(), 4);
}

#[test]
fn a_trusted_origin_gets_no_credentials_and_so_does_whoever_comes_after_it() {
    let (server, other) = (Server::start(), Server::start());
    server.on("GET /items/1", [to(302, &format!("{}/login", other.url()))]);
    other.on("GET /login", [to(302, &format!("{}/items/2", server.url()))]);
    server.on("GET /items/2", [Answer::item(2)]);
    let case = "  - { name: a, request: { path: { id: 1 }, redirects: 3, headers: { authorization: Bearer abc, x-api-token: abc, x-plain: hello, x-hidden: 'is ${{ secrets.ITEMS_KEY }}' }, cookies: { session: abc } } }\n";
    let both = format!("trusted_origins = [\"{}\", \"{}/\"]", other.url(), server.url());
    let ran = run(&server, &both, case);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let first = server.only("GET /items/1");
    for header in ["authorization", "x-api-token", "x-key", "cookie", "x-hidden", "x-plain"] {
        assert!(first.header(header).is_some(), "{header}");
    }
    for received in [other.only("GET /login"), server.only("GET /items/2")] {
        for header in ["authorization", "x-api-token", "x-key", "cookie", "x-hidden", "referer", "origin"] {
            assert_eq!(received.header(header), None, "{header} of {}", received.line());
        }
        assert_eq!(received.header("x-plain"), Some("hello"));
    }
}

#[test]
fn an_origin_that_is_none_is_refused_before_anything_is_sent() {
    let server = Server::start();
    for origin in ["login.example.com", "https://example.com/path", "https://u:p@example.com", "ftp://example.com", "*"]
    {
        let ran = run(&server, &format!("trusted_origins = [\"{origin}\"]"), FOLLOWS);
        assert!(ran.code == 2 && ran.stderr.contains("not an origin: it "), "{origin}: {}", ran.all());
    }
    assert!(server.received().is_empty());
}

#[test]
fn the_mock_is_followed_in_the_world_of_the_case() {
    let project = Project::items().with(
        "cases/a.yaml",
        &format!("{HEAD}  - {{ name: a, request: {{ path: {{ id: 1 }}, redirects: 1 }}, expect: {{ body: {{ at: {{ $.id: 7 }} }} }} }}\n"),
    );
    let config =
        project.read("countersign.toml").replace("cases = \"cases\"", "cases = \"cases\"\nmock = \"mock.yaml\"");
    project.write("countersign.toml", &config);
    let contract = project.read("items.yaml").replace(
        "        \"404\": { description: no such item }\n    put:",
        "        \"302\": { description: elsewhere }\n        \"404\": { description: no such item }\n    put:",
    );
    project.write("items.yaml", &contract);
    project.write(
        "mock.yaml",
        "api: items\nrules:\n  - on: GET /items/{id}\n    when: path.id == 1\n    respond: { status: 302, headers: { location: /items/7 } }\n  \
         - on: GET /items/{id}\n    respond: { status: 200, json: { id: 7, name: Chair, price: 1 } }\n",
    );
    let ran = project.run(&["run"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn a_number_of_redirects_that_means_nothing_is_refused() {
    let server = Server::start();
    for number in ["21", "-1", "1.5", "many"] {
        let case = FOLLOWS.replace("redirects: 3", &format!("redirects: {number}"));
        let ran = run(&server, "", &case);
        assert!(ran.code == 2 && ran.stderr.contains("redirects"), "{number}: {}", ran.all());
    }
}
