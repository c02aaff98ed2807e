//! Snapshots that are missing, differ, or cannot be used.

use super::answers::{Answer, Server, project};
use super::{case, cases, said};
use crate::project::Project;

const READ: &str = "request: { path: { id: 1 } }\nexpect: { snapshot: body }";
const STORED: &str = "snapshots/items/a/a-case.snap";

#[test]
fn a_snapshot_that_nobody_has_looked_at_is_written_beside_and_says_what_to_do() {
    let mut project = case(READ);
    insta::assert_snapshot!(said("CS0501", &project.run(&["run", "--seed", "1"])), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
      unreviewed[CS0501] a snapshot that was not reviewed yet
        in        body
        expected  a reviewed snapshot
        found     none yet
        case      cases/a.yaml:6:25
        help      look at snapshots/items/a/a-case.snap.new, then accept it with `cargo insta review` or `countersign run --update-snapshots new`
        the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
        curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0501
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on mock: checks the suite, not your API
    "#);
    assert!(project.path(&format!("{STORED}.new")).is_file());
    std::fs::remove_file(project.path(&format!("{STORED}.new"))).expect("removed");
    project.set("CI", "true");
    insta::assert_snapshot!(said("CS0501", &project.run(&["run", "--seed", "1"])), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
      unreviewed[CS0501] a snapshot that was not reviewed yet
        in        body
        expected  a reviewed snapshot
        found     none yet
        case      cases/a.yaml:6:25
        help      in CI nothing is written: run the case on your own machine, review snapshots/items/a/a-case.snap and commit it
        the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
        curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0501
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on mock: checks the suite, not your API
    "#);
    assert!(!project.path(&format!("{STORED}.new")).exists(), "nothing is written in CI");
}

#[test]
fn a_response_that_differs_from_its_snapshot_shows_where() {
    let project = case(READ);
    assert_eq!(project.run(&["run", "--update-snapshots", "new"]).code, 0);
    let stored = project.read(STORED).replace("Chair", "Table");
    let project = project.with(STORED, &stored);
    insta::assert_snapshot!(said("CS0502", &project.run(&["run", "--seed", "1"])), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
      failure[CS0502] not as in the snapshot
        in        body /name
        expected  "Table"
        found     "Chair"
        case      cases/a.yaml:6:25
        help      look at snapshots/items/a/a-case.snap.new, then accept it with `cargo insta review` or `countersign run --update-snapshots all`
        curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0502
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on mock: checks the suite, not your API
    "#);
}

#[test]
fn a_snapshot_that_cannot_be_read_is_an_error_and_stays_as_it_is() {
    let mut all = String::new();
    for text in [
        "",
        "<<<<<<< ours\n---\nsource: x\n---\n{}\n=======\n---\n---\n{}\n>>>>>>> theirs\n",
        "nothing of the kind",
        "---\nsource: a\n---\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n",
    ] {
        let project = case(READ).with(STORED, text);
        all.push_str(&said("CS0503", &project.run(&["run", "--seed", "1"])));
        assert_eq!(project.read(STORED), text);
    }
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
  error[CS0503] snapshots/items/a/a-case.snap cannot be read
    in        body
    expected  a snapshot
    found     the file is empty
    case      cases/a.yaml:6:25
    help      restore the file, or delete it to record it anew
    the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
    curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0503
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
  error[CS0503] snapshots/items/a/a-case.snap cannot be read
    in        body
    expected  a snapshot
    found     it holds conflict markers, on line 1
    case      cases/a.yaml:6:25
    help      restore the file, or delete it to record it anew
    the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
    curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0503
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
  error[CS0503] snapshots/items/a/a-case.snap cannot be read
    in        body
    expected  a snapshot
    found     it does not begin with metadata between `---` lines
    case      cases/a.yaml:6:25
    help      restore the file, or delete it to record it anew
    the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
    curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0503
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
  error[CS0503] snapshots/items/a/a-case.snap cannot be read
    in        body
    expected  a snapshot
    found     it holds conflict markers, on line 4
    case      cases/a.yaml:6:25
    help      restore the file, or delete it to record it anew
    the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
    curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0503
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
"#);
}

#[test]
fn a_snapshot_that_cannot_be_written_is_an_error() {
    // A file where the folder should be stops every user, root too.
    let project = case(READ).with("snapshots", "not a folder");
    insta::assert_snapshot!(said("CS0504", &project.run(&["run", "--seed", "1"])), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
      unreviewed[CS0501] a snapshot that was not reviewed yet
        in        body
        expected  a reviewed snapshot
        found     none yet
        case      cases/a.yaml:6:25
      error[CS0504] snapshots/items/a/a-case.snap.new cannot be written
        in        body
        expected  a file that can be written
        found     Not a directory (os error 20)
        help      is the disk full, or the folder read-only or not a folder?
        the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
        curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    2 codes explained by `countersign explain CODE`, such as CS0501
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on mock: checks the suite, not your API
    "#);
}

#[test]
fn a_snapshot_never_holds_a_secret() {
    let body = r#"{"id": 1, "name": "key-of-items", "price": 1}"#;
    let server = Server::start(vec![Answer::json(body)]);
    let project = project(READ, &server.url);
    let ran = project.run(&["run", "--env", "staging", "--seed", "1"]);
    insta::assert_snapshot!(said("CS0505", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 45 B, [TIME]
      unreviewed[CS0501] a snapshot that was not reviewed yet
        in        body
        expected  a reviewed snapshot
        found     none yet
        case      cases/a.yaml:6:25
      error[CS0505] a snapshot that would hold a secret
        in        body
        expected  no secret in a snapshot
        found     the value of a secret
        help      redact the path: `snapshot: { kind: ..., redact: { $.path: "[text]" } }`
        the body {"id": 1, "name": "«secret:ITEMS_KEY»", "price": 1}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    2 codes explained by `countersign explain CODE`, such as CS0501
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
    assert!(!ran.all().contains("key-of-items"));
    assert!(!project.path(&format!("{STORED}.new")).exists());
}

#[test]
fn a_path_is_not_written_into_what_several_cases_share_by_a_yaml_alias() {
    let text = "api: items\noperation: GET /items/{id}\ncases:\n  - name: a case\n    request: { path: { id: 1 } }\n    expect: { snapshot: &all body }\n  - name: other\n    request: { path: { id: 1 } }\n    expect: { snapshot: *all }\n";
    let project = cases(text);
    assert_eq!(project.run(&["run"]).code, 1);
    insta::assert_snapshot!(said("CS0509", &project.run(&["review", "--redact", "$.name"])), @r#"
    exit code: 2
    --- stderr
    error[CS0509]: cases/a.yaml:9:25 cannot be edited: it is written once and used in several places, by a YAML alias
     |
     = help: write it by hand into `snapshot:` there: redact: { $.name: "[name]" }
    "#);
    assert_eq!(project.read("cases/a.yaml"), text);
}

#[test]
fn decisions_that_no_page_exports_are_not_applied() {
    let project = Project::items().with(
        "decisions.json",
        r#"{"version": 1, "decisions": [{"snapshot": "../x.snap", "base": null, "proposed": "", "text": ""}]}"#,
    );
    let from = project.path("decisions.json").display().to_string();
    insta::assert_snapshot!(said("CS0508", &project.run(&["review", "--from", &from])), @"");
}
