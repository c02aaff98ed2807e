//! What a case says to another server: nothing that it must not know.

use super::echo::Echo;
use crate::project::Project;
use crate::server::{Answer, Server};

const CONFIG: &str = r#"
[apis.items]
contract = "items.yaml"
cases = "cases"
[apis.other]
contract = "items.yaml"
cases = "more"
[vars]
page = "1"

[environments.staging]
[environments.staging.apis.items]
base_url = "${{ env.ITEMS_URL }}"
auth.key = "${{ secrets.ITEMS_KEY }}"
[environments.staging.apis.other]
base_url = "${{ env.OTHER_URL }}"

[environments.elsewhere]
[environments.elsewhere.apis.items]
base_url = "${{ env.ITEMS_URL }}"
auth.key = "${{ secrets.ELSEWHERE_KEY }}"

[environments.trusting]
extends = "elsewhere"
trusted_origins = ["${{ env.OTHER_URL }}"]
"#;

const KEY: &str = "k/ey+with=signs 42";

fn project(step: &str) -> (Echo, Server, Project) {
    let (server, other) = (Server::start(), Echo::start());
    server.on("GET /items/1", [Answer::item(1)]);
    let step = step.replace("[OTHER]", &other.url());
    let cases = format!("api: items\noperation: GET /items/{{id}}\ncases:\n  - name: asks\n    {step}\n");
    let mut project = Project::items()
        .with("countersign.toml", CONFIG)
        .with("cases/a.yaml", &cases)
        .with("more/b.yaml", "api: other\ncases: [{ name: more, request: { method: GET, url: /x } }]\n");
    project.set("ITEMS_URL", &server.url());
    project.set("OTHER_URL", &other.url());
    project.set("ITEMS_KEY", KEY);
    project.set("ELSEWHERE_KEY", "the-key-of-elsewhere");
    (other, server, project)
}

/// How requests hold the key of staging.
const HOLDING: [&str; 6] = [
    "request: { method: GET, url: \"[OTHER]/x?v=${{ secrets.ITEMS_KEY }}\" }",
    "request: { method: GET, url: \"[OTHER]/x\", query: { v: \"${{ base64('u:' ~ secrets.ITEMS_KEY) }}\" } }",
    "request: { method: GET, url: \"[OTHER]/x\", headers: { x-v: \"Bearer ${{ secrets.ITEMS_KEY }}\" } }",
    "request: { method: POST, url: \"[OTHER]/x\", json: { v: \"${{ secrets.ITEMS_KEY }}\" } }",
    "request: { method: POST, url: \"[OTHER]/x\", form: { v: \"${{ secrets.ITEMS_KEY }}\" } }",
    "request: { method: POST, url: \"[OTHER]/x\", multipart: { v: \"${{ secrets.ITEMS_KEY }}\" } }",
];

#[test]
fn a_secret_goes_to_no_origin_that_the_environment_does_not_name() {
    for step in HOLDING {
        let (other, _server, project) = project(step);
        let ran = project.run(&["run", "--env", "elsewhere", "items/a"]);
        assert_eq!(ran.code, 3, "{step}: {}", ran.all());
        assert!(ran.stdout.contains("[CS0425]") && ran.stdout.contains("holds the secret ITEMS_KEY"), "{}", ran.all());
        assert!(!ran.all().contains("ey+with") && !ran.all().contains("ey%2Bwith"), "{}", ran.all());
        assert!(other.received().is_empty(), "{step} was sent");
    }
}

#[test]
fn the_origins_of_other_apis_and_those_that_are_trusted_may_know_it() {
    for environment in ["staging", "trusting"] {
        for step in HOLDING {
            let (other, _server, project) = project(step);
            let ran = project.run(&["run", "--env", environment, "items/a"]);
            assert!(!other.received().is_empty(), "{step} was not sent: {}", ran.all());
        }
    }
}

#[test]
fn what_holds_no_secret_goes_anywhere() {
    let (other, _server, project) = project("request: { method: GET, url: \"[OTHER]/x?v=1\", headers: { x-v: a } }");
    let ran = project.run(&["run", "--env", "elsewhere", "items/a"]);
    assert!(other.received().starts_with(b"GET /x?v=1 HTTP/1.1"), "{}", ran.all());
}

#[test]
fn a_secret_on_the_command_line_is_refused() {
    let (_other, server, project) = project("request: { path: { id: 1 } }");
    let var = format!("page={KEY}");
    for command in [["run"].as_slice(), &["show", "asks"]] {
        let arguments = [command, &["--env", "staging", "--var", &var]].concat();
        let ran = project.run(&arguments);
        assert_eq!(ran.code, 2, "{}", ran.all());
        assert!(ran.stderr.contains("`--var page` gives the value of the secret ITEMS_KEY"), "{}", ran.all());
    }
    assert!(server.lines().is_empty());
    let ran = project.run(&["run", "--env", "staging", "--var", "page=2", "items/a"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}
