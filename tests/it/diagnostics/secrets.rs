//! Secrets where they must not be.

use super::{case, said};
use crate::project::{Project, Ran};
use crate::server::Server;

fn ran(project: Project, arguments: &[&str]) -> Ran {
    let server = Server::start();
    let mut project = project;
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "k/ey+with=signs 42");
    let ran = project.run(arguments);
    assert!(server.lines().is_empty(), "something was sent");
    ran
}

const STAGING: &[&str] = &["run", "--env", "staging", "--seed", "1"];

#[test]
fn a_secret_that_would_go_to_another_origin() {
    let project = case(
        r#"
request:
  method: GET
  url: "https://login.example.com/token?key=${{ secrets.ITEMS_KEY }}"
"#,
    );
    insta::assert_snapshot!(said("CS0425", &ran(project, STAGING)), @"");
}

#[test]
fn an_origin_is_trusted_by_scheme_host_and_port() {
    let config = format!(
        "{}\n[environments.careless]\nextends = \"staging\"\ntrusted_origins = [\n  \"https://*.example.com\",\n  \
         \"https://example.com/login\",\n  \"ftp://example.com\",\n  \"example.com\",\n  \"https://example.com:8443\",\n]\n",
        Project::items().read("countersign.toml")
    );
    let project = case("request: { path: { id: 1 } }").with("countersign.toml", &config);
    insta::assert_snapshot!(said("CS0107", &ran(project, &["run", "--env", "careless"])), @"");
}

#[test]
fn a_secret_on_the_command_line() {
    let config = format!("{}\n", Project::items().read("countersign.toml").replace("item = 1", "item = 1\nkey = \"\""));
    let project = case("request: { path: { id: 1 } }").with("countersign.toml", &config);
    let arguments = [STAGING, &["--var", "key=k/ey+with=signs 42"]].concat();
    insta::assert_snapshot!(said("CS0125", &ran(project, &arguments)), @"");
}
