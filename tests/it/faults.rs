//! Faults and delays of a mock that were asked for: by flag and by rule, as clients, the log and verdicts see them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::project::Project;

/// `countersign mock` at work.
struct Mock {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Mock {
    fn start(project: &Project, flags: &[&str]) -> Mock {
        let arguments = [&["mock", "--contract", "items.yaml", "--port", "0"], flags].concat();
        let mut command = project.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut banner = String::new();
        out.read_line(&mut banner).expect("a banner");
        let address = banner.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next());
        let address = address.unwrap_or_else(|| panic!("no address in {banner:?}")).to_owned();
        Mock { child, out, address }
    }

    /// Everything that comes back, as text.
    fn ask(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        let host = &self.address;
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nx-key: k\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("writes");
        let mut bytes = Vec::new();
        // A reset is among what is asked for.
        let _ = stream.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// What was printed after the banner.
    fn stopped(mut self) -> String {
        let stopped = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(stopped.expect("kill").success());
        let mut text = String::new();
        self.out.read_to_string(&mut text).expect("text");
        self.child.wait().expect("it ends");
        text
    }
}

#[test]
fn a_run_with_the_same_seed_has_the_same_faults_and_its_log_names_them() {
    let project = Project::items();
    let faults = |seed: &str| {
        let flags = ["--seed", seed, "--fault", "empty:0.3", "--fault", "status=503:0.3", "--fault", "garbage:20%"];
        let mock = Mock::start(&project, &flags);
        let answers: Vec<String> = (0..40).map(|_| mock.ask("/items/1").chars().take(12).collect()).collect();
        (answers, mock.stopped())
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
    let mock = Mock::start(&Project::items(), &["--fault", "truncate", "--delay", "1ms..2ms"]);
    let answer = mock.ask("/items/abc");
    assert!(!answer.contains("\r\n\r\n") || !answer.trim_end().ends_with('}'), "{answer}");
    let log = mock.stopped();
    assert!(log.contains("fault truncate") && log.contains("1 violation"), "{log}");
}

#[test]
fn flags_that_mean_nothing_are_told_what_is_known() {
    let project = Project::items();
    let said = |flags: &[&str]| project.run(&[&["mock", "--contract", "items.yaml"], flags].concat()).all();
    insta::assert_snapshot!(said(&["--fault", "rest:0.1"]), @"");
    insta::assert_snapshot!(said(&["--delay", "200"]), @"");
    insta::assert_snapshot!(said(&["--fault", "reset:0.6", "--fault", "empty:0.6"]), @"");
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
        ("truncate", "CS0407"),
        ("chunk", "CS0408"),
        ("garbage", "CS0408"),
        ("long", "CS0406"),
        ("late", "CS0405"),
    ] {
        let verdict = all
            .split("ERROR   items/a::")
            .find(|part| part.starts_with(&format!("{name}\n")) || part.starts_with(&format!("{name} ")));
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
    insta::assert_snapshot!(with_rules(rules).run(&["lint"]).all(), @"");
}
