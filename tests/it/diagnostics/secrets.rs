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
    insta::assert_snapshot!(said("CS0425", &ran(project, STAGING)), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0425] the URL holds the secret ITEMS_KEY, and https://login.example.com is no origin of staging
    in        request
    case      cases/a.yaml:6:7
    help      leave the secret out, or let that origin know it: `trusted_origins = ["https://login.example.com"]` in [environments.staging]

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0425
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn an_origin_is_trusted_by_scheme_host_and_port() {
    let config = format!(
        "{}\n[environments.careless]\nextends = \"staging\"\ntrusted_origins = [\n  \"https://*.example.com\",\n  \
         \"https://example.com/login\",\n  \"ftp://example.com\",\n  \"example.com\",\n  \"https://example.com:8443\",\n]\n",
        Project::items().read("countersign.toml")
    );
    let project = case("request: { path: { id: 1 } }").with("countersign.toml", &config);
    insta::assert_snapshot!(said("CS0107", &ran(project, &["run", "--env", "careless"])), @r#"
exit code: 2
--- stderr
error[CS0107]: a trusted origin has a wildcard, which would trust hosts that nobody has named
  --> countersign.toml:16:3
   |
16 |   "https://*.example.com",
   |   ^^^^^^^^^^^^^^^^^^^^^^^ scheme, host and port were expected
   |
   = help: name each origin by itself, such as `https://login.example.com` or `http://127.0.0.1:[PORT]`

error[CS0107]: a trusted origin has a path, and an origin is trusted with all of its paths
  --> countersign.toml:17:3
   |
17 |   "https://example.com/login",
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ scheme, host and port were expected
   |
   = help: name each origin by itself, such as `https://login.example.com` or `http://127.0.0.1:[PORT]`

error[CS0107]: a trusted origin has the scheme `ftp`, not http or https
  --> countersign.toml:18:3
   |
18 |   "ftp://example.com",
   |   ^^^^^^^^^^^^^^^^^^^ scheme, host and port were expected
   |
   = help: name each origin by itself, such as `https://login.example.com` or `http://127.0.0.1:[PORT]`

error[CS0107]: a trusted origin is not a URL: relative URL without a base
  --> countersign.toml:19:3
   |
19 |   "example.com",
   |   ^^^^^^^^^^^^^ scheme, host and port were expected
   |
   = help: name each origin by itself, such as `https://login.example.com` or `http://127.0.0.1:[PORT]`

nothing was sent
"#);
}

#[test]
fn a_secret_on_the_command_line() {
    let config = format!("{}\n", Project::items().read("countersign.toml").replace("item = 1", "item = 1\nkey = \"\""));
    let project = case("request: { path: { id: 1 } }").with("countersign.toml", &config);
    let arguments = [STAGING, &["--var", "key=k/ey+with=signs 42"]].concat();
    insta::assert_snapshot!(said("CS0125", &ran(project, &arguments)), @r#"
exit code: 2
--- stderr
error[CS0125]: `--var key` gives the value of the secret ITEMS_KEY on the command line
 |
 = help: others on this machine can read it there: name it as `${{ secrets.ITEMS_KEY }}` in the case or in [vars]

nothing was sent
"#);
}
