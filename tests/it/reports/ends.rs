//! Runs that do not end as they should: interrupted, killed, or on a full disk.

use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::on;
use crate::project::Project;
use crate::server::{Answer, Server};

const CASES: &str = r#"api: items
operation: GET /items/{id}
cases:
  - { name: a holds, request: { path: { id: 1 } } }
  - { name: b waits, request: { path: { id: 2 } } }
  - { name: c never comes, request: { path: { id: 1 } } }
"#;

const KINDS: [&str; 6] = ["junit", "json", "html", "markdown", "tap", "ctrf"];

fn holding() -> (Server, Project) {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("GET /items/2", [Answer::item(2)]);
    let project = on(&server, CASES);
    (server, project)
}

/// A run that waits for its second answer, with every kind of report.
fn waiting(server: &Server, project: &Project) -> Child {
    server.hold("GET /items/2");
    let flags: Vec<String> = KINDS.iter().flat_map(|kind| [format!("--{kind}"), format!("out/{kind}")]).collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let arguments = [&["run", "--env", "staging", "--test-threads", "1", "--github"], &flags[..]].concat();
    let mut command = project.command(&arguments);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    server.wait_for("GET /items/2", 1);
    child
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill").success());
}

#[test]
fn an_interrupted_run_leaves_valid_reports_that_say_so() {
    for name in ["-INT", "-TERM"] {
        let (server, project) = holding();
        let child = waiting(&server, &project);
        signal(&child, name);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(4));
        let read = |kind: &str| project.read(&format!("out/{kind}"));
        let why = "the run was interrupted before every case had ended";
        let suites = super::junit::read(&read("junit"));
        assert_eq!((suites.tests, suites.errors), (3, 2), "{}", read("junit"));
        let json: Value = serde_json::from_str(&read("json")).expect("JSON");
        assert_eq!((&json["complete"], &json["gaps"][0]), (&false.into(), &why.into()));
        let ctrf: Value = serde_json::from_str(&read("ctrf")).expect("JSON");
        assert_eq!(ctrf["results"]["extra"]["gaps"][0], why);
        assert!(read("tap").ends_with(&format!("\nBail out! {why}; 1 of 3 cases has no verdict\n")), "{}", read("tap"));
        assert!(read("markdown").contains(&format!("> **Incomplete**: `{why}`\n")), "{}", read("markdown"));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(&format!("::error title=incomplete::{why}%0A1 of 3")), "{errors}");
    }
}

#[test]
fn every_report_of_many_cases_is_finished_soon_after_an_interruption() {
    let server = Server::start();
    let case = |id: u32| format!("  - {{ name: case {id}, request: {{ path: {{ id: {id} }} }} }}\n");
    let cases: String = (1..=2000).map(case).collect();
    let project = on(&server, &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"));
    for id in 1..=2000 {
        server.on(&format!("GET /items/{id}"), [Answer::item(id)]);
    }
    server.hold("GET /items/1500");
    let flags: Vec<String> = KINDS.iter().flat_map(|kind| [format!("--{kind}"), format!("out/{kind}")]).collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let arguments =
        [&["run", "--env", "staging", "--test-threads", "1", "--github", "--record", "r.jsonl"], &flags[..]].concat();
    let mut command = project.command(&arguments);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    server.wait_for("GET /items/1500", 1);
    let signalled = std::time::Instant::now();
    signal(&child, "-TERM");
    let output = child.wait_with_output().expect("it ends");
    assert!(signalled.elapsed() < std::time::Duration::from_secs(3), "it took {:?}", signalled.elapsed());
    assert_eq!(output.status.code(), Some(4));
    let read = |kind: &str| project.read(&format!("out/{kind}"));
    assert_eq!(super::junit::read(&read("junit")).tests, 1501, "those that began, and that there should be more");
    let json: Value = serde_json::from_str(&read("json")).expect("JSON");
    assert_eq!((&json["complete"], json["cases"].as_array().expect("cases").len()), (&false.into(), 1500));
    for kind in ["html", "markdown", "tap", "ctrf"] {
        assert!(!read(kind).is_empty(), "{kind}");
    }
    assert!(
        project.read("r.jsonl").trim_end().ends_with("}}")
            && project.read("r.jsonl").contains("\"stopped\":\"interrupted\"")
    );
}

#[test]
fn a_killed_run_leaves_the_earlier_report_and_the_next_one_clears_up() {
    let (server, project) = holding();
    project.write("out/junit", "the earlier one");
    let mut child = waiting(&server, &project);
    signal(&child, "-KILL");
    child.wait().expect("it ends");
    assert_eq!(project.read("out/junit"), "the earlier one");
    assert!(!project.path("out/json").exists());
    let left = || {
        let entries =
            std::fs::read_dir(project.path("out")).expect("readable").map(|entry| entry.expect("an entry").path());
        entries.filter(|path| path.to_string_lossy().contains(".countersign-")).collect::<Vec<_>>()
    };
    for path in left() {
        let file = std::fs::File::options().write(true).open(path).expect("there");
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 60 * 60)).expect("set");
    }
    let recorded = project.run(&["report", "--tap", "out/tap"]);
    assert_eq!(recorded.code, 4, "{}", recorded.all());
    assert!(left().is_empty(), "{:?}", left());
    assert!(project.read("out/tap").contains("\nBail out! "), "{}", project.read("out/tap"));
}

#[test]
fn a_disk_that_fills_up_is_told_also_when_all_cases_hold() {
    for flag in ["--junit", "--json", "--html", "--markdown", "--tap", "--ctrf"] {
        let (_server, project) = holding();
        let ran = project.run(&["run", "--env", "staging", flag, "/dev/full", "--record", "r.jsonl"]);
        assert_eq!(ran.code, 4, "{}", ran.all());
        assert!(ran.stdout.contains("3 passed"), "{}", ran.all());
        insta::allow_duplicates! {
            insta::assert_snapshot!(ran.stderr, @r#"
            error[CS0908]: the report /dev/full cannot be written: the disk is full
             |
             = help: make room, then do it again; nothing is half written
            "#);
        }
        assert!(project.read("r.jsonl").contains("\"exit\":4"), "{}", project.read("r.jsonl"));
        assert_eq!(project.run(&["report", "r.jsonl", flag, "/dev/full"]).code, 4);
    }
}

#[test]
fn a_terminal_that_takes_nothing_costs_no_report() {
    let (_server, project) = holding();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full device");
    let mut command = project.command(&["run", "--env", "staging", "--junit", "junit.xml", "--record", "r.jsonl"]);
    let output = command.stdout(full).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(super::junit::read(&project.read("junit.xml")).tests, 3);
    assert!(project.read("r.jsonl").contains("\"exit\":4"), "{}", project.read("r.jsonl"));
}

#[test]
fn a_report_at_its_size_limit_leaves_the_earlier_one() {
    let (_server, project) = holding();
    project.write("junit.xml", "the earlier one");
    let binary = env!("CARGO_BIN_EXE_countersign");
    let command = format!("ulimit -f 0; exec '{binary}' run --env staging --no-record --junit junit.xml --github");
    let mut shell = Command::new("sh");
    let own = project.command(&[]);
    shell.args(["-c", &command]).current_dir(project.path("."));
    shell.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = shell.output().expect("a shell");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{errors}");
    assert!(errors.contains("error[CS0908]: the report junit.xml cannot be written"), "{errors}");
    assert_eq!(project.read("junit.xml"), "the earlier one");
}
