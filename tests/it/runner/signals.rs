//! Ctrl-C and SIGTERM.

use std::process::{Child, Command, Output, Stdio};

use super::on;
use crate::project::Project;
use crate::server::{Answer, Server};

const CASES: &str = r#"
api: items
operation: GET /items/{id}
cases:
  - name: a waits
    steps:
      - id: write
        operation: PUT /items/{id}
        request: { path: { id: 1 }, json: { id: 1, name: Chair, price: 1 } }
        cleanup:
          - { request: { method: DELETE, url: /items/1 } }
      - { id: read, request: { path: { id: 2 } } }
      - { id: again, request: { path: { id: 3 } } }
  - { name: b comes later, request: { path: { id: 3 } } }
"#;

fn start(project: &Project) -> Child {
    let mut command = project.command(&["run", "--env", "staging", "--test-threads", "1"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs")
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.expect("kill").success());
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn server() -> Server {
    let server = Server::start();
    server.on("PUT /items/1", [Answer::status(204)]).on("DELETE /items/1", [Answer::status(204)]).hold("GET /items/2");
    server
}

#[test]
fn the_first_signal_breaks_off_cleans_up_and_says_what_was_not_run() {
    for name in ["-INT", "-TERM"] {
        let server = server();
        let project = on(&server, CASES);
        let child = start(&project);
        server.wait_for("GET /items/2", 1);
        signal(&child, name);
        let output = child.wait_with_output().expect("it ends");
        let stdout = text(&output);
        assert_eq!(output.status.code(), Some(4), "{stdout}");
        assert_eq!(server.lines(), ["PUT /items/1", "GET /items/2", "DELETE /items/1"], "{stdout}");
        assert_eq!(stdout.matches("ERROR   items/a::").count(), 1, "{stdout}");
        assert!(stdout.contains("interrupted: the run is incomplete; not run: 1 of 2 cases"), "{stdout}");
        assert!(stdout.contains("1 error, 1 not run in "), "{stdout}");
        assert!(stdout.contains("error[CS0806] the run was interrupted before the answer had come"), "{stdout}");
    }
}

#[test]
fn the_second_signal_waits_for_nothing() {
    let server = server();
    server.hold("DELETE /items/1");
    let project = on(&server, CASES);
    let child = start(&project);
    server.wait_for("GET /items/2", 1);
    signal(&child, "-INT");
    server.wait_for("DELETE /items/1", 1);
    signal(&child, "-INT");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(4));
    assert!(!text(&output).contains("1 error"), "it still reported: {}", text(&output));
}

#[test]
fn a_cleanup_that_hangs_does_not_keep_the_first_signal_waiting() {
    let server = server();
    server.hold("DELETE /items/1");
    let project = on(&server, CASES);
    let child = start(&project);
    server.wait_for("GET /items/2", 1);
    signal(&child, "-INT");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.code() == Some(4) && text(&output).contains("1 error, 1 not run"), "{}", text(&output));
    assert!(text(&output).contains("error[CS0806] the run was interrupted before this case had ended"));
}
