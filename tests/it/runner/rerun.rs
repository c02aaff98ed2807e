//! `--rerun-failed`: what a record has no good verdict of, once more.

use super::{STAGING, on};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const THREE: &str = "api: items\noperation: GET /items/{id}\ncases:\n  - { name: a, request: { path: { id: 1 } } }\n  \
    - { name: b, request: { path: { id: 2 } } }\n  - { name: c, tags: [last], request: { path: { id: 3 } } }\n";

fn run(project: &Project, arguments: &[&str]) -> Ran {
    project.run(&[STAGING, &["--test-threads", "1"], arguments].concat())
}

/// Runs the failures of a record again, and gives the lines of what was sent.
fn again(project: &Project, server: &Server, arguments: &[&str]) -> (Ran, Vec<String>) {
    let before = server.received().len();
    let ran = run(project, &[&["--rerun-failed"], arguments].concat());
    (ran, server.lines().split_off(before))
}

fn server() -> Server {
    let server = Server::start();
    server.on("GET /items/2", [Answer::item(2)]);
    server
}

#[test]
fn only_what_did_not_hold_is_run_again_until_everything_holds() {
    let server = server();
    let project = on(&server, THREE);
    assert_eq!(run(&project, &[]).code, 1);
    server.on("GET /items/1", [Answer::item(1)]);
    let (ran, sent) = again(&project, &server, &[]);
    assert_eq!((ran.code, sent), (1, vec!["GET /items/1".to_owned(), "GET /items/3".to_owned()]), "{}", ran.all());
    let line = project.read(".countersign/runs/latest.jsonl");
    assert!(line.lines().next().is_some_and(|line| line.contains(r#""rerun":""#)), "{line}");
    server.on("GET /items/3", [Answer::item(3)]);
    let (ran, sent) = again(&project, &server, &[]);
    assert_eq!((ran.code, sent), (0, vec!["GET /items/3".to_owned()]), "{}", ran.all());
    let (ran, sent) = again(&project, &server, &[]);
    assert!(ran.code == 0 && sent.is_empty() && ran.stdout.starts_with("nothing to run again: run "), "{}", ran.all());
    assert!(ran.stdout.ends_with(" was complete, and its 1 case hold\n"), "{}", ran.all());
}

#[test]
fn filters_leave_some_of_them_and_none_is_never_green() {
    let server = server();
    let project = on(&server, THREE);
    assert_eq!(run(&project, &["--record", "first.jsonl"]).code, 1);
    assert_eq!(run(&project, &["--rerun-failed=first.jsonl", "--tag", "last"]).code, 1);
    assert_eq!(server.lines()[3..], ["GET /items/3"]);
    let ran = run(&project, &["--rerun-failed=first.jsonl", "items/a::b"]);
    assert!(ran.code == 4 && ran.stderr.contains("error[CS0126]: no case that is selected is left"), "{}", ran.all());
}

#[test]
fn a_case_without_a_verdict_is_run_again() {
    let server = server();
    server.on("GET /items/1", [Answer::item(1)]);
    let project = on(&server, THREE);
    assert_eq!(run(&project, &["--skip", "::c", "--record", "first.jsonl"]).code, 0);
    let text = project.read("first.jsonl");
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("{\"start\"")).collect();
    // Killed after its first case; and in the middle of the line of the second.
    for cut in [lines[..2].join("\n") + "\n", [&lines[..2].join("\n"), "\n", &lines[2][..50]].concat()] {
        project.write("cut.jsonl", &cut);
        let before = server.received().len();
        let ran = run(&project, &["--rerun-failed=cut.jsonl"]);
        assert_eq!(
            (ran.code, &server.lines()[before..]),
            (0, &["GET /items/2".to_owned()] as &[String]),
            "{}",
            ran.all()
        );
    }
    // Its end is there, and a case is not.
    project.write("cut.jsonl", &[lines[0], lines[1], lines[3], ""].join("\n"));
    let before = server.received().len();
    assert_eq!(run(&project, &["--rerun-failed=cut.jsonl"]).code, 0);
    assert_eq!(server.lines()[before..], ["GET /items/2"]);
    // Everything has a verdict, and yet nobody saw the run end.
    project.write("cut.jsonl", &(lines[..3].join("\n") + "\n"));
    let ran = run(&project, &["--rerun-failed=cut.jsonl"]);
    assert!(ran.code == 4 && ran.stderr.contains("no case of this suite is left"), "{}", ran.all());
}

#[test]
fn a_run_that_was_stopped_early_is_gone_on_with_where_its_own_record_says() {
    let server = server();
    let project = on(&server, THREE);
    assert_eq!(run(&project, &["--fail-fast"]).code, 1);
    server.on("GET /items/1", [Answer::status(401)]).on("GET /items/3", [Answer::item(3)]);
    let (ran, sent) = again(&project, &server, &["--fail-fast"]);
    assert_eq!((ran.code, sent), (1, vec!["GET /items/1".to_owned()]), "{}", ran.all());
    server.on("GET /items/1", [Answer::item(1)]);
    let (ran, sent) = again(&project, &server, &[]);
    assert_eq!((ran.code, sent.len()), (0, 3), "{}", ran.all());
}

#[test]
fn a_case_that_is_gone_is_named_and_leaves_the_run_incomplete() {
    let server = server();
    let project = on(&server, THREE);
    assert_eq!(run(&project, &[]).code, 1);
    server.on("GET /items/3", [Answer::item(3)]);
    project.write("cases/a.yaml", &THREE.replace("name: a,", "name: another,"));
    let (ran, sent) = again(&project, &server, &[]);
    assert_eq!((ran.code, sent), (4, vec!["GET /items/3".to_owned()]), "{}", ran.all());
    assert!(
        ran.stderr.contains("warning[CS0126]: a case is of ")
            || ran.stderr.contains("no longer in the suite: items/a::a"),
        "{}",
        ran.all()
    );
}

#[test]
fn a_record_of_another_environment_or_none_is_refused() {
    let server = server();
    let project = on(&server, THREE);
    let ran = run(&project, &["--rerun-failed"]);
    assert!(ran.code == 2 && ran.stderr.contains("error[CS0901]"), "{}", ran.all());
    assert_eq!(run(&project, &[]).code, 1);
    let ran = project.run(&["run", "--rerun-failed"]);
    assert!(
        ran.code == 2 && ran.stderr.contains("error[CS0904]") && ran.stderr.contains("say `--env staging`"),
        "{}",
        ran.all()
    );
}
