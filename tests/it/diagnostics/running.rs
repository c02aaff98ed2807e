//! What ends a run, or a case in it, before its time.

use std::process::Stdio;

use super::answers::{Answer, Server, against, project};
use super::said;
use crate::project::Ran;

const READ: &str = "request: { path: { id: 1 } }";

fn ended(child: std::process::Child) -> Ran {
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

#[test]
fn a_case_that_takes_too_long_is_an_error_of_its_own() {
    let ran = against("deadline: 100ms\nrequest: { path: { id: 1 } }", vec![Answer::Silence(Vec::new())]);
    insta::assert_snapshot!(said("CS0801", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0801] the case's deadline passed: no response head within [TIME]
    in        exchange
    found     broke off at head
    case      cases/a.yaml:6:14
    help      `deadline`, of the case or of the environment, allows more time
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0801
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn an_interrupted_run_says_what_it_did_not_see() {
    let server = Server::start(vec![Answer::Silence(Vec::new())]);
    let project = project(READ, &server.url);
    let mut command = project.command(&["run", "--env", "staging", "--seed", "1"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    server.asked.recv().expect("the request comes");
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill is there").success());
    let ran = ended(child);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(said("CS0806", &ran).contains("the run was interrupted before"));
}

#[test]
fn a_resource_that_another_run_changes_is_waited_for_and_then_given_up() {
    let server = Server::start(vec![Answer::Silence(Vec::new())]);
    let first = project("changes: [thing]\nrequest: { path: { id: 1 } }", &server.url);
    let mut command = first.command(&["run", "--env", "staging"]);
    let mut holder = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs");
    server.asked.recv().expect("the first run holds the resource");
    let second = project("deadline: 1ms\nuses: [thing]\nrequest: { path: { id: 1 } }", &server.url);
    let ran = second.run(&["run", "--env", "staging", "--seed", "1"]);
    holder.kill().expect("it runs");
    holder.wait().expect("it ended");
    insta::assert_snapshot!(said("CS0803", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0803] `thing` is held by another case or run
    in        exchange
    case      cases/a.yaml:4:11
    help      wait for the other run, or give the case a resource of its own

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0803
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn what_a_cleanup_could_not_remove_is_listed() {
    let chair = r#"{"id": 1, "name": "Chair", "price": 1}"#;
    let ran = against(
        "request: { path: { id: 1 } }\ncleanup: [{ operation: \"PUT /items/{id}\", request: { path: { id: 1 }, json: { id: 1, name: a, price: 1 } } }]",
        vec![Answer::json(chair), Answer::new(401, "", "")],
    );
    insta::assert_snapshot!(said("CS0805", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  cleanup · step 1 · PUT http://127.0.0.1:[PORT]/items/1 -> 401, no content type, 0 B, [TIME]
  error[CS0805] cleanup failed, something may be left on the server: another status than expected
    in        status
    expected  2xx or 404 Not Found
    found     401 Unauthorized
    case      cases/a.yaml:6:28
    the body is empty
    curl curl -sS -X PUT -H "x-key: $ITEMS_KEY" -H 'content-type: application/json' --data-binary '{"id":1,"name":"a","price":1}' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0805
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn later_steps_are_skipped_after_one_that_went_wrong() {
    let ran = against(
        "steps:\n  - { id: one, request: { path: { id: 1 } } }\n  - { id: two, request: { path: { id: 2 } } }",
        vec![Answer::new(404, "", "")],
    );
    insta::assert_snapshot!(ran.all(), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]
            note: skipped after that: two

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      step one · GET http://127.0.0.1:[PORT]/items/1 -> 404, no content type, 0 B, [TIME]
      failure[CS0303] the wrong kind of status for this request
        in        status
        expected  200
        found     404 Not Found
        case      cases/a.yaml:6:9
        contract  items.yaml:9:5
        help      `expect.status` says which other status is right
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0303
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}
