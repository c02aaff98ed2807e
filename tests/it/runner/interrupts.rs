//! SIGINT and SIGTERM at random moments: whatever a run is doing, it ends soon, honestly, and leaves a sound record.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::on;
use crate::project::Project;
use crate::server::{Answer, Server};

/// How many runs are interrupted.
const TIMES: u64 = 200;
/// How long a run may go on after the signal.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many cases there are, each with a request, a second one and a cleanup.
const CASES: usize = 24;
/// What every run is asked for besides: reports as well, once there are any.
const FLAGS: &[&str] = &[];

fn cases() -> String {
    let item = "{ id: 1, name: Chair, price: 1 }";
    let case = |number: usize| {
        format!(
            "  - name: case {number}\n    steps:\n      \
             - id: write\n        operation: PUT /items/{{id}}\n        \
             request: {{ path: {{ id: {number} }}, json: {item} }}\n        \
             cleanup: [{{ request: {{ method: DELETE, url: /items/{number} }} }}]\n      \
             - {{ id: read, operation: 'GET /items/{{id}}', request: {{ path: {{ id: {number} }} }} }}\n"
        )
    };
    format!("api: items\ncases:\n{}", (1..=CASES).map(case).collect::<String>())
}

fn server() -> Server {
    let server = Server::start();
    for number in 1..=CASES {
        let id = u32::try_from(number).expect("few");
        server.on(&format!("PUT /items/{number}"), [Answer::status(204)]);
        server.on(&format!("GET /items/{number}"), [Answer::item(id)]);
        server.on(&format!("DELETE /items/{number}"), [Answer::status(204)]);
    }
    server
}

/// A run in a process group of its own.
fn start(project: &Project, record: &str) -> Child {
    let flags = ["run", "--env", "staging", "--test-threads", "2", "--record", record];
    let mut command = project.command(&[&flags, FLAGS].concat());
    command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs")
}

fn signal(name: &str, whom: &str) -> bool {
    let sent = Command::new("kill").args([name, "--", whom]).stderr(Stdio::null()).status();
    sent.expect("kill").success()
}

#[test]
fn a_signal_at_any_moment_ends_the_run_soon_with_a_sound_record() {
    let server = server();
    let project = on(&server, &cases());
    // Slow enough for a signal to come in between.
    let config = project.read("countersign.toml");
    let staging = "[environments.staging]\nrate = \"400/s\"\n[environments.staging.apis";
    project.write("countersign.toml", &config.replace("[environments.staging.apis", staging));
    let mut random = fastrand::Rng::with_seed(8);
    let mut ended = [0; 3];
    for time in 0..TIMES {
        let record = format!("run-{time}.jsonl");
        let before = server.received().len();
        let child = start(&project, &record);
        // Some signals come before anything was sent, most while the cases run, and some when all is over.
        let moment = random.usize(0..CASES * 2);
        let child = match wait(child, &server, before + moment, random.u64(0..3000)) {
            Ok(child) => child,
            Err(output) => {
                assert_eq!(output.status.code(), Some(0), "nobody interrupted it");
                ended[2] += 1;
                continue;
            }
        };
        let name = if random.bool() { "-INT" } else { "-TERM" };
        let group = child.id();
        let signalled = Instant::now();
        signal(name, &group.to_string());
        let output = child.wait_with_output().expect("it ends");
        assert!(signalled.elapsed() < PATIENCE, "it took {:?}", signalled.elapsed());
        assert!(!signal("-0", &format!("-{group}")), "a child of it is left");
        let told = format!("run {time}, {name} after {moment} requests: {}", text(&output));
        match output.status.code() {
            // Before it had read everything, it left nothing behind.
            Some(4) if told.contains("interrupted: nothing was sent") => {
                assert!(!project.path(&record).exists() && server.lines().len() == before, "{told}");
                ended[1] += 1;
            }
            Some(code) => ended[check(&project, &record, code, &told)] += 1,
            // Before it listened to signals, nothing was begun.
            None => assert!(!project.path(&record).exists(), "{told}"),
        }
        check_cleanup(&server, before, &told);
    }
    assert!(ended[1] > TIMES / 4, "few runs were interrupted: {ended:?}");
}

/// Waits until so many requests came in and a moment longer; gives the output of a run that ended before.
fn wait(mut child: Child, server: &Server, requests: usize, micros: u64) -> Result<Child, Output> {
    let mut until = None;
    loop {
        if child.try_wait().expect("a child").is_some() {
            return Err(child.wait_with_output().expect("it ended"));
        }
        if until.is_none() && server.received().len() >= requests {
            until = Some(Instant::now() + Duration::from_micros(micros));
        }
        if until.is_some_and(|until| Instant::now() >= until) {
            return Ok(child);
        }
        std::thread::yield_now();
    }
}

/// The record and the exit code tell the same. Returns 1 for an interrupted run, 0 for one that had come to its end.
fn check(project: &Project, record: &str, code: i32, told: &str) -> usize {
    let text = project.read(record);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert!(lines[0].get("run").is_some() && text.ends_with('\n'), "{told}");
    let end = lines.last().and_then(|line| line.get("end")).unwrap_or_else(|| panic!("{told}"));
    assert_eq!(end["exit"], code, "{told}");
    let cases = lines.iter().filter(|line| line.get("case").is_some()).count();
    match code {
        4 => {
            assert_eq!(end["stopped"], "interrupted", "{told}");
            1
        }
        0 => {
            assert!(end.get("stopped").is_none() && cases == CASES, "{told}");
            0
        }
        code => panic!("exit code {code}, {told}"),
    }
}

/// Whatever was written was removed.
fn check_cleanup(server: &Server, before: usize, told: &str) {
    let lines = server.lines().split_off(before);
    for line in lines.iter().filter(|line| line.starts_with("PUT ")) {
        let undo = line.replace("PUT", "DELETE");
        assert!(lines.contains(&undo), "{undo} was not sent; {told}");
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}
