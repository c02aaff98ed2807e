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

/// Whether the tests themselves run under `nohup`, and then what they start does, too.
fn outlives_terminals() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_some_and(|ignored| ignored & 1 == 1)
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
    let ends = ["-INT", "-TERM", "-HUP"].into_iter().filter(|name| *name != "-HUP" || !outlives_terminals());
    for name in ends {
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
fn a_terminal_that_is_closed_tells_twice_and_is_cleaned_up_after_all_the_same() {
    if outlives_terminals() {
        return;
    }
    let server = server();
    server.hold("DELETE /items/1");
    let project = on(&server, CASES);
    let child = start(&project);
    server.wait_for("GET /items/2", 1);
    signal(&child, "-HUP");
    server.wait_for("DELETE /items/1", 1);
    signal(&child, "-HUP");
    server.let_go("DELETE /items/1");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.code() == Some(4) && text(&output).contains("1 error, 1 not run"), "{}", text(&output));
}

#[test]
fn a_run_that_shall_outlive_its_terminal_does() {
    let server = server();
    server.on("GET /items/2", [Answer::item(2)]).on("GET /items/3", [Answer::item(3)]);
    let project = on(&server, CASES);
    let own = project.command(&[]);
    let mut shell = Command::new("sh");
    let binary = env!("CARGO_BIN_EXE_countersign");
    shell.args(["-c", &format!("trap '' HUP; exec '{binary}' run --env staging")]).current_dir(project.path("."));
    shell.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let child = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell");
    server.wait_for("GET /items/2", 1);
    signal(&child, "-HUP");
    server.let_go("GET /items/2");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
}

/// The signals that a process catches, as a mask.
fn caught(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_while_a_large_project_is_read_ends_it_at_once() {
    let server = Server::start();
    let case = |number: usize| format!("  - {{ name: case {number}, request: {{ path: {{ id: {number} }} }} }}\n");
    let cases: String = (0..20_000).map(case).collect();
    let project = on(&server, &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"));
    let mut child = start(&project);
    while caught(&child) & 0b10 == 0 {
        assert!(child.try_wait().expect("a child").is_none(), "it ended already");
        std::thread::yield_now();
    }
    let signalled = std::time::Instant::now();
    signal(&child, "-INT");
    let output = child.wait_with_output().expect("it ends");
    assert!(signalled.elapsed() < std::time::Duration::from_secs(2), "it took {:?}", signalled.elapsed());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(4) && errors.contains("interrupted: nothing was sent"), "{errors}");
    assert!(server.received().is_empty() && !project.path(".countersign").exists());
}

#[test]
fn a_thread_that_is_busy_does_not_keep_the_first_signal_waiting() {
    let server = Server::start();
    let texts: Vec<String> = (0..3000).map(|number| format!("\"{}{number}\"", "a".repeat(40))).collect();
    server.on("GET /texts", [Answer::json(format!("[{}]", texts.join(",")))]);
    let cases = r"
api: items
cases:
  - name: a is busy
    request: { url: /texts }
    expect: { body: { every: { matches: '(?=a)(a|a|aa)+$(?<!b)\1x' } } }
    cleanup: [{ request: { method: DELETE, url: /texts } }]
";
    let project = on(&server, cases);
    let child = start(&project);
    server.wait_for("GET /texts", 1);
    let signalled = std::time::Instant::now();
    signal(&child, "-TERM");
    let output = child.wait_with_output().expect("it ends");
    assert!(signalled.elapsed() < std::time::Duration::from_secs(3), "it took {:?}", signalled.elapsed());
    let stdout = text(&output);
    assert!(output.status.code() == Some(4) && stdout.contains("error[CS0806]"), "{stdout}");
    assert!(
        stdout.contains("error[CS0805] something may be left on the server; not cleaned up: DELETE /texts"),
        "{stdout}"
    );
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
