//! Credentials that a block of steps gets.

use super::on;
use crate::project::Project;
use crate::server::{Answer, Server};

const CONFIG: &str = r#"
[apis.items]
contract = "items.yaml"
cases = "cases"
[environments.staging.apis.items]
base_url = "${{ env.ITEMS_URL }}"
auth.key = { block = "login", capture = "token" }
users.reader.key = { block = "login", capture = "token", ttl = "50m" }
"#;

const BLOCKS: &str = r#"
blocks:
  login:
    steps:
      - request: { method: POST, url: /login, json: { password: "${{ secrets.ITEMS_KEY }}" } }
        expect: { status: 200 }
        capture: { token: $.token }
"#;

const CASES: &str = r#"
api: items
operation: GET /items/{id}
defaults: { request: { path: { id: 1 } } }
cases:
  - { name: a }
  - { name: b }
  - { name: c, request: { as: reader } }
  - { name: d, request: { auth: none }, expect: { status: 200 } }
"#;

fn project(server: &Server) -> Project {
    on(server, CASES).with("countersign.toml", CONFIG).with("cases/_blocks.yaml", BLOCKS)
}

#[test]
fn a_credential_is_fetched_once_for_every_user_and_masked() {
    let server = Server::start();
    let token = |value: &str| Answer::json(format!(r#"{{"token": "{value}"}}"#));
    server.on("POST /login", [token("first-token-1"), token("second-token-2")]);
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(&server);
    let ran = project.run(&["run", "--env", "staging", "--test-threads", "1", "a::a", "a::b", "a::c"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(server.count("POST /login"), 2);
    let received = server.received();
    let keys: Vec<Option<&str>> =
        received.iter().filter(|one| one.method == "GET").map(|one| one.header("x-key")).collect();
    assert_eq!(keys, [Some("first-token-1"), Some("first-token-1"), Some("second-token-2")]);

    server.on("GET /items/1", [Answer::json(r#"{"echo": "second-token-2"}"#)]);
    let ran = project.run(&["run", "--env", "staging", "a::a"]);
    assert!(
        ran.code == 1
            && ran.stdout.contains("«secret:captures.token»")
            && ran.stdout.contains("x-key: $captures_token"),
        "{}",
        ran.all()
    );
    assert!(!ran.stdout.contains("second-token-2"), "{}", ran.all());
}

#[test]
fn what_needs_no_credential_fetches_none() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::status(401)]);
    let ran = project(&server).run(&["run", "--env", "staging", "a::d"]);
    assert_eq!((ran.code, server.count("POST /login")), (1, 0), "{}", ran.all());
}

#[test]
fn many_threads_wait_for_one_login() {
    let server = Server::start();
    server.on("POST /login", [Answer::json(r#"{"token": "first-token-1"}"#)]);
    server.on("GET /items/1", [Answer::item(1)]);
    let ran = project(&server).run(&["run", "--env", "staging", "--test-threads", "8", "a::a", "a::b"]);
    assert_eq!((ran.code, server.count("POST /login")), (0, 1), "{}", ran.all());
}

#[test]
fn a_login_that_fails_is_an_error_of_every_case_that_needs_it_and_tried_once() {
    let server = Server::start();
    server.on("POST /login", [Answer::status(403).body("wrong password")]);
    let ran = project(&server).run(&["run", "--env", "staging", "a::a", "a::b"]);
    assert!(ran.code == 3 && ran.stdout.contains("2 errors"), "{}", ran.all());
    assert_eq!(server.lines(), ["POST /login"]);
    assert_eq!(ran.stdout.matches("error[CS0808] the credential `key` could not be fetched").count(), 2);
    assert_eq!(
        ran.stdout.matches("fetching a credential · step 1 · POST http://127.0.0.1:[PORT]/login -> 403").count(),
        2,
        "{}",
        ran.all()
    );
    assert!(!ran.stdout.contains(super::KEY), "{}", ran.all());
}

#[test]
fn whoever_waits_for_a_login_in_vain_is_told_so() {
    let server = Server::start();
    server.hold("POST /login").hold("GET /items/2");
    let cases = r#"
api: items
operation: GET /items/{id}
cases:
  - { name: a, deadline: 4s, request: { path: { id: 1 } } }
  - name: b
    deadline: 2s
    steps:
      - { request: { auth: none, path: { id: 2 } }, expect: { status: 200 } }
      - { request: { path: { id: 1 } } }
"#;
    let project = project(&server).with("cases/a.yaml", cases);
    let running = std::thread::spawn(move || project.run(&["run", "--env", "staging", "--test-threads", "2"]));
    // The second case asks for the credential when the first one has asked for it.
    server.wait_for("POST /login", 1);
    server.wait_for("GET /items/2", 1);
    server.on("GET /items/2", [Answer::item(2)]).let_go("GET /items/2");
    let ran = running.join().expect("it runs");
    assert!(ran.code == 3 && ran.stdout.contains("2 errors"), "{}", ran.all());
    let told = [
        "the case's deadline passed while a credential was fetched: no response head within",
        "the case's deadline passed while another case was fetching the credential `key`",
    ];
    assert!(told.iter().all(|told| ran.stdout.contains(told)), "{}", ran.all());
}

#[test]
fn what_is_captured_must_be_a_text() {
    let server = Server::start();
    server.on("POST /login", [Answer::json(r#"{"token": true}"#)]);
    let ran = project(&server).run(&["run", "--env", "staging", "a::a"]);
    assert!(ran.code == 3 && ran.stdout.contains("its capture is of the type boolean, no text"), "{}", ran.all());
}

#[test]
fn a_login_that_cleans_up_is_refused_for_nobody_would() {
    let server = Server::start();
    let blocks = format!("{BLOCKS}        cleanup: [ {{ request: {{ method: DELETE, url: /session }} }} ]\n");
    let ran = project(&server).with("cases/_blocks.yaml", &blocks).run(&["run", "--env", "staging"]);
    assert!(ran.code == 2 && ran.stderr.contains("cases/_blocks.yaml:8:31"), "{}", ran.all());
    assert!(ran.stderr.contains("a cleanup in a block that fetches a credential"), "{}", ran.all());
    assert!(server.lines().is_empty());
}

#[test]
fn a_login_may_post_on_a_read_only_environment() {
    let server = Server::start();
    server.on("POST /login", [Answer::json(r#"{"token": "first-token-1"}"#)]).on("GET /items/1", [Answer::item(1)]);
    let config = CONFIG
        .replace("[environments.staging.apis", "[environments.staging]\nread_only = true\n[environments.staging.apis");
    let ran = project(&server).with("countersign.toml", &config).run(&["run", "--env", "staging", "a::a"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn what_cannot_be_fetched_is_found_before_anything_is_sent() {
    let server = Server::start();
    for (wrong, said) in [
        ("block = \"logn\"", "did you mean `login`?"),
        ("block = \"login\", capture = \"tokn\"", "did you mean `token`?"),
    ] {
        let config = CONFIG.replace(
            "block = \"login\", capture = \"token\" }",
            &format!("{wrong}{} }}", if wrong.contains("capture") { "" } else { ", capture = \"token\"" }),
        );
        let ran = project(&server).with("countersign.toml", &config).run(&["run", "--env", "staging"]);
        assert!(ran.code == 2 && ran.stderr.contains(said), "{}", ran.all());
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn on_the_mock_nothing_is_fetched() {
    let server = Server::start();
    let ran = project(&server).run(&["run", "a::a", "a::c"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}
