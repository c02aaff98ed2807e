//! Locks that hold across processes.

use std::process::{Child, Stdio};

use super::{STAGING, on};
use crate::project::Project;
use crate::server::{Answer, Server};

fn project(server: &Server, lock: &str, id: u32) -> Project {
    on(
        server,
        &format!(
            "api: items\noperation: GET /items/{{id}}\ncases:\n  - {{ name: a, {lock}: [thing], request: {{ path: {{ id: {id} }} }} }}\n"
        ),
    )
}

fn start(project: &Project) -> Child {
    project.command(STAGING).stdout(Stdio::null()).spawn().expect("the binary runs")
}

/// Starts a case that holds `thing`, and another process whose case wants it, and says whether that one got to send
/// its request while the first was held.
fn both_at_once(first: &str, second: &str) {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("GET /items/2", [Answer::item(2)]);
    server.hold("GET /items/1");
    let (one, two) = (project(&server, first, 1), project(&server, second, 2));
    let mut holding = start(&one);
    server.wait_for("GET /items/1", 1);
    let mut wanting = start(&two);
    if first == "uses" && second == "uses" {
        // It ends while the first one is still at work.
        assert_eq!(wanting.wait().expect("it ends").code(), Some(0));
        assert_eq!(server.count("GET /items/2"), 1);
        server.let_go("GET /items/1");
    } else {
        // A third process, whose lock is another, comes and goes: the second had as much time as that.
        assert!(on(&server, "api: items\noperation: GET /items/{id}\ncases:\n  - { name: a, changes: [other], request: { path: { id: 3 } } }\n").run(STAGING).code == 1);
        assert_eq!(server.lines(), ["GET /items/1", "GET /items/3"]);
        server.let_go("GET /items/1");
        assert_eq!(wanting.wait().expect("it ends").code(), Some(0));
        assert_eq!(server.lines(), ["GET /items/1", "GET /items/3", "GET /items/2"]);
    }
    assert_eq!(holding.wait().expect("it ends").code(), Some(0));
}

#[test]
fn what_one_case_changes_no_other_process_changes_or_uses() {
    both_at_once("changes", "changes");
    both_at_once("changes", "uses");
    both_at_once("uses", "changes");
}

#[test]
fn what_cases_only_use_they_use_together() {
    both_at_once("uses", "uses");
}
