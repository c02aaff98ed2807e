//! Snapshots that are missing, differ, or cannot be used.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::answers::{Answer, Server, project};
use super::{case, cases, on, said};
use crate::project::Project;
use crate::server;

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
        help      look at snapshots/items/a/a-case.snap.new with `countersign review items/a::a-case`, or accept it with `countersign run --update-snapshots new`
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
        help      in CI nothing is written under snapshots/: keep the page that `countersign review --html review.html` makes here and review there, or run the case on your own machine, review snapshots/items/a/a-case.snap and commit it
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
        help      look at snapshots/items/a/a-case.snap.new with `countersign review items/a::a-case`, or accept it with `countersign run --update-snapshots all`
        curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0502
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on mock: checks the suite, not your API
    "#);
}

#[test]
fn snapshots_that_cannot_be_read_are_told_together_before_anything_is_sent() {
    let server = server::Server::start();
    server.on("GET /items/1", [server::Answer::item(1)]);
    let names = ["sound", "empty", "around", "inside", "cut", "binary", "plain", "pipe", "nowhere", "away"];
    let cases: String = names
        .iter()
        .map(|name| format!("  - {{ name: {name}, request: {{ path: {{ id: 1 }} }}, expect: {{ snapshot: body }} }}\n"))
        .collect();
    let text = format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}");
    let project = on(&server, &text);
    let healthy = project.run(&["run", "--env", "staging", "--update-snapshots", "new"]);
    assert_eq!(healthy.code, 0, "{}", healthy.all());
    let asked = server.received().len();
    let path = |name: &str| format!("snapshots/items/a/{name}.snap");
    let sound = project.read(&path("sound"));
    for (name, bytes) in [
        ("empty", b"".to_vec()),
        ("around", format!("<<<<<<< ours\n{sound}=======\n{sound}>>>>>>> theirs\n").into_bytes()),
        ("inside", sound.replace('{', "{\n<<<<<<< HEAD").into_bytes()),
        ("cut", sound.as_bytes()[..sound.len() - 4].to_vec()),
        ("binary", [sound.as_bytes(), b"\xff\n"].concat()),
        ("plain", b"nothing of the kind\n".to_vec()),
    ] {
        std::fs::write(project.path(&path(name)), bytes).expect("written");
    }
    for name in ["pipe", "nowhere", "away"] {
        std::fs::remove_file(project.path(&path(name))).expect("removed");
    }
    assert!(Command::new("mkfifo").arg(project.path(&path("pipe"))).status().expect("ran").success());
    symlink("nobody", project.path(&path("nowhere"))).expect("linked");
    symlink("/etc/passwd", project.path(&path("away"))).expect("linked");
    let linted = said("CS0503", &project.run(&["lint"]));
    let ran = project.run(&["run", "--env", "staging"]);
    assert!(ran.code == 2 && ran.stderr.ends_with("nothing was sent\n"), "{}", ran.all());
    assert_eq!((ran.stderr.matches("[CS0503]").count(), server.received().len()), (9, asked));
    // What is not selected is not in the way.
    assert_eq!(project.run(&["run", "--env", "staging", "a::sound"]).code, 0);
    insta::assert_snapshot!(project.run(&["snapshots"]).stdout, @r"
body   snapshots/items/a/around.snap   damaged  items/a::around
body   snapshots/items/a/away.snap     damaged  items/a::away
body   snapshots/items/a/binary.snap   damaged  items/a::binary
body   snapshots/items/a/cut.snap      damaged  items/a::cut
body   snapshots/items/a/empty.snap    damaged  items/a::empty
body   snapshots/items/a/inside.snap   damaged  items/a::inside
body   snapshots/items/a/nowhere.snap  damaged  items/a::nowhere
body   snapshots/items/a/pipe.snap     damaged  items/a::pipe
body   snapshots/items/a/plain.snap    damaged  items/a::plain
body   snapshots/items/a/sound.snap             items/a::sound
10 snapshots, 9 damaged: `countersign lint` says where
");
    insta::assert_snapshot!(linted, @r#"
exit code: 2
--- stdout
error[CS0503]: snapshots/items/a/around.snap cannot be read: it holds conflict markers
 --> snapshots/items/a/around.snap:1:1
  |
1 | <<<<<<< ours
  | ^^^^^^^ left by a merge
  |
 ::: cases/a.yaml:6:71
  |
6 |   - { name: around, request: { path: { id: 1 } }, expect: { snapshot: body } }
  |                                                                       ---- asked for here
  |
  = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/away.snap cannot be read: it is a link that leaves the project
  --> snapshots/items/a/away.snap:1:1
   |
  ::: cases/a.yaml:13:69
   |
13 |   - { name: away, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                     ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/binary.snap cannot be read: it is not UTF-8
  --> snapshots/items/a/binary.snap:14:1
   |
14 | �
   | ^ this byte is wrong
   |
  ::: cases/a.yaml:9:71
   |
 9 |   - { name: binary, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                       ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/cut.snap cannot be read: its contents are not what it says they are: EOF while parsing an object
  --> snapshots/items/a/cut.snap:12:16
   |
12 |   "price": 10.5
   |                ^ in these contents
   |
  ::: cases/a.yaml:8:68
   |
 8 |   - { name: cut, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                    ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/empty.snap cannot be read: the file is empty
 --> snapshots/items/a/empty.snap:1:1
  |
 ::: cases/a.yaml:5:70
  |
5 |   - { name: empty, request: { path: { id: 1 } }, expect: { snapshot: body } }
  |                                                                      ---- asked for here
  |
  = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/inside.snap cannot be read: it holds conflict markers
  --> snapshots/items/a/inside.snap:10:1
   |
10 | <<<<<<< HEAD
   | ^^^^^^^ left by a merge
   |
  ::: cases/a.yaml:7:71
   |
 7 |   - { name: inside, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                       ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/nowhere.snap cannot be read: it is a symbolic link that leads nowhere
  --> snapshots/items/a/nowhere.snap:1:1
   |
  ::: cases/a.yaml:12:72
   |
12 |   - { name: nowhere, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                        ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/pipe.snap cannot be read: it is a pipe or a device, not a file
  --> snapshots/items/a/pipe.snap:1:1
   |
  ::: cases/a.yaml:11:69
   |
11 |   - { name: pipe, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                     ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

error[CS0503]: snapshots/items/a/plain.snap cannot be read: it does not begin with metadata between `---` lines
  --> snapshots/items/a/plain.snap:1:1
   |
 1 | nothing of the kind
   | ^ metadata between two lines `---` are expected
   |
  ::: cases/a.yaml:10:70
   |
10 |   - { name: plain, request: { path: { id: 1 } }, expect: { snapshot: body } }
   |                                                                      ---- asked for here
   |
   = help: restore the file, or delete it to record it anew

10 cases in 1 file: 9 errors, 0 warnings
"#);
}

#[test]
fn damaged_snapshots_are_told_beside_what_is_wrong_with_cases() {
    let project = case(READ).with(STORED, "").with("cases/b.yaml", "api: items\ncases: 7\n");
    let ran = project.run(&["run"]);
    assert!(ran.stderr.contains("[CS0105]") && ran.stderr.contains("[CS0503]"), "{}", ran.all());
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
        found     a file is where a folder should be
        help      snapshots/items/a has to be a folder: remove or rename the file in its way
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
fn snapshots_that_no_case_refers_to_fail_a_whole_run_in_ci() {
    let mut project = case(READ);
    assert_eq!(project.run(&["run", "--update-snapshots", "new"]).code, 0);
    project.write("snapshots/items/a/renamed.snap", &project.read(STORED));
    insta::assert_snapshot!(said("CS0506", &project.run(&["run", "--seed", "1"])), @"
    exit code: 0
    --- stdout
    ok      items/a::a-case  [TIME]

    warning[CS0506] 1 snapshot that no case refers to: `countersign snapshots --unreferenced`

    1 passed in [TIME] (seed [SEED])
    1 hold on mock: checks the suite, not your API
    ");
    project.set("CI", "true");
    insta::assert_snapshot!(said("CS0506", &project.run(&["run", "--seed", "1"])), @"
    exit code: 1
    --- stdout
    ok      items/a::a-case  [TIME]

    error[CS0506] 1 snapshot that no case refers to
      snapshots/items/a/renamed.snap
      help      `countersign snapshots --unreferenced --delete` deletes them on your own machine; `countersign rename` takes them along

    1 passed in [TIME] (seed [SEED])
    1 hold on mock: checks the suite, not your API
    ");
}

#[test]
fn a_snapshot_that_changed_while_its_case_ran_is_not_written_over() {
    let server = crate::server::Server::start();
    let item = |more: &str| crate::server::Answer::json(format!(r#"{{"id": 1, "name": "n", "price": 1{more}}}"#));
    server.on("GET /items/1", [item("")]).on("GET /items/2", [item(r#", "more": 1"#)]).hold("GET /items/2");
    let text = "each: { one: { id: 1 }, two: { id: 2 } }\nrequest: { path: { id: \"${{ each.id }}\" } }\nexpect: { snapshot: shape }";
    let mut project = case(text);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "key of the items");
    assert_eq!(project.run(&["run", "--env", "staging", "--update-snapshots", "new", "[one]"]).code, 0);
    let arguments = ["run", "--env", "staging", "--seed", "1", "--test-threads", "1", "--update-snapshots", "all"];
    let mut command = project.command(&arguments);
    let child = command.stdout(std::process::Stdio::piped()).spawn().expect("the binary runs");
    // The first row has been held against the snapshot by then, and a merge puts something else in its place.
    server.wait_for("GET /items/2", 1);
    let merged = format!("<<<<<<< ours\n{}>>>>>>> theirs\n", project.read(STORED));
    project.write(STORED, &merged);
    server.let_go("GET /items/2");
    let output = child.wait_with_output().expect("it ends");
    let stdout = project.normal(&String::from_utf8_lossy(&output.stdout));
    let ran = crate::project::Ran { code: output.status.code().unwrap_or(-1), stdout, stderr: String::new() };
    insta::assert_snapshot!(said("CS0507", &ran), @r#"
    exit code: 1
    --- stdout
    ok      items/a::a-case[one]  [TIME]
    FAILED  items/a::a-case[two]  [TIME]

    FAILED items/a::a-case[two]
      a case
      case cases/a.yaml:5:29

      GET http://127.0.0.1:[PORT]/items/2 -> 200, application/json, 45 B, [TIME]
      warning[CS0311] an undocumented property
        in        body /more
        expected  only documented properties
        found     integer 1
        contract  items.yaml:31:7
      failure[CS0502] $.more: absent -> integer
        in        body /more
        expected  absent
        found     integer
        case      cases/a.yaml:7:25
      error[CS0507] snapshots/items/a/a-case.snap cannot be written
        in        body
        expected  the file as it was judged
        found     it was changed meanwhile
        help      nothing was written over it; look at it again
        the body {"id": 1, "name": "n", "price": 1, "more": 1}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/2'

      this case alone
        countersign run --exact 'items/a::a-case[two]' --env staging --seed [SEED]

    warnings: CS0311 in 1 case
    2 codes explained by `countersign explain CODE`, such as CS0502
    1 failed, 1 passed in [TIME] (seed [SEED])
    1 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
    assert_eq!(project.read(STORED), merged);
}

#[test]
fn decisions_that_no_page_exports_are_not_applied() {
    let project = Project::items().with(
        "decisions.json",
        r#"{"version": 1, "decisions": [{"snapshot": "../x.snap", "base": null, "proposed": "", "text": ""}]}"#,
    );
    let from = project.path("decisions.json").display().to_string();
    insta::assert_snapshot!(said("CS0508", &project.run(&["review", "--from", &from])), @r#"
exit code: 2
--- stderr
error[CS0508]: [FOLDER]/decisions.json cannot be applied: "../x.snap" is no snapshot's file: it must be below snapshots/ and end with .snap
 |
 = help: nothing was written; export the decisions again from the page that `countersign review --html` made
"#);
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
