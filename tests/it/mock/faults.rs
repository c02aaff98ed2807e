//! Faults and delays of a mock that were asked for: by flag and by rule, as clients, the log and verdicts see them.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::playing::Playing;
use crate::project::Project;

const CONTRACT: [&str; 2] = ["--contract", "items.yaml"];

fn start<'p>(project: &'p Project, flags: &[&str]) -> Playing<'p> {
    Playing::start(project, &[&CONTRACT, flags].concat())
}

/// Everything that comes back, whatever it is.
fn ask(playing: &Playing<'_>, path: &str) -> String {
    let mut stream = TcpStream::connect(&playing.host).expect("connects");
    let host = &playing.host;
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nx-key: mock-credential\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("writes");
    let mut bytes = Vec::new();
    // A reset is among what is asked for.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_run_with_the_same_seed_has_the_same_faults_and_its_log_names_them() {
    let project = Project::items();
    let faults = |seed: &str| {
        let flags = ["--seed", seed, "--fault", "empty:0.3", "--fault", "status=503:0.3", "--fault", "garbage:20%"];
        let playing = start(&project, &flags);
        let answers: Vec<String> = (0..40).map(|_| ask(&playing, "/items/1").chars().take(12).collect()).collect();
        (answers, playing.stop("-TERM").stdout)
    };
    let (answers, log) = faults("1");
    assert_eq!(faults("1").0, answers);
    assert_ne!(faults("2").0, answers);
    for (starts, name) in
        [("", "fault empty"), ("HTTP/1.1 503", "fault status=503"), ("\u{16}\u{3}\u{1} th", "fault garbage")]
    {
        let came = answers.iter().filter(|answer| answer.starts_with(starts) && answer.is_empty() == starts.is_empty());
        let came = came.count();
        assert!(came > 0 && log.matches(name).count() == came, "{name}: {came} of {answers:?}\n{log}");
    }
    assert!(answers.contains(&"HTTP/1.1 200".to_owned()), "{answers:?}");
}

#[test]
fn a_request_with_a_fault_is_judged_and_logged_like_any_other() {
    let project = Project::items();
    let playing = start(&project, &["--fault", "truncate", "--delay", "1ms..2ms"]);
    let answer = ask(&playing, "/items/abc");
    assert!(!answer.contains("\r\n\r\n") || !answer.trim_end().ends_with('}'), "{answer}");
    let log = playing.stop("-TERM").stdout;
    assert!(log.contains("fault truncate") && log.contains("1 violation"), "{log}");
}

#[test]
fn flags_that_mean_nothing_are_told_what_is_known() {
    let project = Project::items();
    let said = |flags: &[&str]| project.run(&[&["mock", "--contract", "items.yaml"], flags].concat()).all();
    insta::assert_snapshot!(said(&["--fault", "rest:0.1"]), @r#"
    exit code: 2
    --- stderr
    error: invalid value 'rest:0.1' for '--fault <FAULT>': `rest` is no fault: did you mean `reset`?

    For more information, try '--help'.
    "#);
    insta::assert_snapshot!(said(&["--delay", "200"]), @r#"
    exit code: 2
    --- stderr
    error: invalid value '200' for '--delay <DELAY>': `200` has no unit: write `200ms` or `200s`

    For more information, try '--help'.
    "#);
    insta::assert_snapshot!(said(&["--fault", "reset:0.6", "--fault", "empty:0.6"]), @r#"
    exit code: 2
    --- stderr
    error: the rates of the faults add up to 1.20, which is more than 1
      = help: at most one is done to an answer, so lower them, as in `reset:0.1`
    "#);
}

const CASES: &str = "
api: items
operation: GET /items/{id}
cases:
  - { name: reset, request: { path: { id: 1 } } }
  - { name: truncate, request: { path: { id: 2 } } }
  - { name: chunk, request: { path: { id: 3 } } }
  - { name: garbage, request: { path: { id: 4 } } }
  - { name: long, request: { path: { id: 5 }, timeout: 300ms } }
  - { name: late, request: { path: { id: 6 }, timeout: 50ms } }
  - { name: status, request: { path: { id: 7 } } }
  - { name: none, request: { path: { id: 8 } } }
";

const RULES: &str = "
api: items
rules:
  - { on: 'GET /items/{id}', when: \"path.id == '1'\", respond: { fault: reset } }
  - { on: 'GET /items/{id}', when: \"path.id == '2'\", respond: { fault: truncate } }
  - { on: 'GET /items/{id}', when: \"path.id == '3'\", respond: { fault: ['chunk=size'] } }
  - { on: 'GET /items/{id}', when: \"path.id == '4'\", respond: { fault: garbage } }
  - { on: 'GET /items/{id}', when: \"path.id == '5'\", respond: { fault: 'length=long' } }
  - { on: 'GET /items/{id}', when: \"path.id == '6'\", respond: { delay: 1h } }
  - { on: 'GET /items/{id}', when: \"path.id == '7'\", respond: { fault: 'status=503' } }
  - { on: 'GET /items/{id}', when: \"path.id == '8'\", respond: { delay: 0ms..1ms, fault: ['reset:0', 'empty:0%'] } }
";

fn with_rules(rules: &str) -> Project {
    let project = Project::items().with("cases/a.yaml", CASES).with("mock.yaml", rules);
    let configuration = project.read("countersign.toml");
    project.write(
        "countersign.toml",
        &configuration.replace("cases = \"cases\"", "cases = \"cases\"\nmock = \"mock.yaml\""),
    );
    project
}

#[test]
fn a_run_meets_the_faults_of_rules_as_errors() {
    let ran = with_rules(RULES).run(&["run", "--test-threads", "1"]);
    let all = ran.all();
    for (name, code) in [
        ("reset", "CS0407"),
        ("truncate", "CS0418"),
        ("chunk", "CS0419"),
        ("garbage", "CS0408"),
        ("long", "CS0406"),
        ("late", "CS0405"),
    ] {
        let verdict = all.split("\nERROR items/a::").find(|part| part.starts_with(&format!("{name}\n")));
        let verdict = verdict.unwrap_or_else(|| panic!("{name} is no error:\n{all}"));
        assert!(verdict.contains(&format!("error[{code}]")), "{name}: {verdict}");
    }
    assert_eq!(all.matches("ERROR   ").count(), 6, "{all}");
    assert_eq!(all.matches("FAILED  items/a::status").count(), 1, "a wrong status is an answer:\n{all}");
    assert_eq!(ran.code, 1, "{all}");
}

#[test]
fn faults_of_rules_that_mean_nothing_are_told_with_their_place() {
    let rules = "api: items\nrules:\n  - on: GET /items/{id}\n    respond: { delay: soon, fault: [rest, 'reset:7'] }\n";
    insta::assert_snapshot!(with_rules(rules).run(&["lint"]).all(), @r#"
    exit code: 2
    --- stdout
    error[CS0107]: `soon` is no delay
     --> mock.yaml:4:23
      |
    4 |     respond: { delay: soon, fault: [rest, 'reset:7'] }
      |                       ^^^^ here
      |
      = help: write one as `200ms`, `50ms..400ms`, `normal(200ms, 50ms)` or `lognormal(100ms, 0.5)`

    error[CS0107]: `rest` is no fault
     --> mock.yaml:4:37
      |
    4 |     respond: { delay: soon, fault: [rest, 'reset:7'] }
      |                                     ^^^^ here
      |
      = help: did you mean `reset`?

    error[CS0107]: `7` is no rate
     --> mock.yaml:4:43
      |
    4 |     respond: { delay: soon, fault: [rest, 'reset:7'] }
      |                                           ^^^^^^^^^ here
      |
      = help: give a number from 0, never, to 1, always, such as `reset:0.05`

    8 cases in 1 file: 3 errors, 0 warnings
    "#);
}

#[test]
fn requests_that_the_server_refuses_are_logged_with_the_reason() {
    let project = Project::items();
    let playing = start(&project, &["--host", "items.test"]);
    let send = |host: &str, rest: &str| {
        let mut stream = TcpStream::connect(&playing.host).expect("connects");
        write!(stream, "PUT /items/1 HTTP/1.1\r\nhost: {host}\r\n{rest}\r\n\r\n").expect("writes");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    };
    assert_eq!(send("evil.test", ""), "HTTP/1.1 421");
    assert_eq!(send("items.test:80", "content-length: 99999999"), "HTTP/1.1 413");
    let log = playing.stop("-TERM").stdout;
    assert!(log.contains("421  PUT     /items/1") && log.contains("- this server is not known as evil.test"), "{log}");
    assert!(log.contains("413  PUT     /items/1") && log.contains("larger than 10485760 bytes"), "{log}");
}

#[test]
fn a_rule_may_break_what_a_collection_answers() {
    let rules = "api: items\nstateful: true\nrules:\n  - { on: 'GET /items/{id}', respond: { fault: empty } }\n";
    let project = Project::items().with("rules.yaml", rules);
    let playing = start(&project, &["--rules", "rules.yaml"]);
    assert_eq!(ask(&playing, "/items/1"), "");
    let log = playing.stop("-TERM").stdout;
    assert!(log.contains("fault empty"), "{log}");
}
