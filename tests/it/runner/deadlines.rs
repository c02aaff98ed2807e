//! The deadline of a run, and deadlines of cases whose threads are busy: with real answers that keep them so.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::Value;

use super::on;
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

/// How much later than a deadline something may be told here: other tests want the processors, too.
const PATIENCE: u64 = 3_000_000;

const KINDS: [&str; 6] = ["junit", "json", "html", "markdown", "tap", "ctrf"];

const WAITS: &str = r#"api: items
operation: GET /items/{id}
cases:
  - { name: a holds, request: { path: { id: 1 } } }
  - name: b waits
    steps:
      - id: write
        operation: PUT /items/{id}
        request: { path: { id: 2 }, json: { id: 1, name: Chair, price: 1 } }
        cleanup: [{ request: { method: DELETE, url: /items/2 } }]
      - { id: read, request: { path: { id: 2 } } }
  - { name: c never comes, request: { path: { id: 1 } } }
"#;

fn waiting() -> (Server, Project) {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("PUT /items/2", [Answer::status(204)]);
    server.on("DELETE /items/2", [Answer::status(204)]).hold("GET /items/2");
    let project = on(&server, WAITS);
    (server, project)
}

fn environment(project: &Project, text: &str) {
    let config = format!("{}\n[environments.staging]\n{text}\n", project.read("countersign.toml"));
    project.write("countersign.toml", &config);
}

/// The lines of a record.
fn lines(project: &Project, path: &str) -> Vec<Value> {
    project.read(path).lines().map(|line| line.parse().expect("JSON")).collect()
}

fn case<'l>(lines: &'l [Value], id: &str) -> &'l Value {
    let mut cases = lines.iter().filter_map(|line| line.get("case"));
    cases.find(|case| case["id"] == format!("items/a::{id}")).unwrap_or_else(|| panic!("{id} is not there"))
}

fn one_at_a_time(project: &Project, flags: &[&str]) -> Ran {
    project.run(&[&["run", "--env", "staging", "--test-threads", "1", "--record", "r.jsonl"], flags].concat())
}

#[test]
fn what_runs_when_the_deadline_passes_is_broken_off_and_cleaned_up() {
    let (server, project) = waiting();
    let ran = one_at_a_time(&project, &["--deadline", "300ms"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(
        ran.stdout.contains("error[CS0809] the deadline of the whole run passed before the answer had come"),
        "{}",
        ran.all()
    );
    assert!(
        ran.stdout.contains(
            "[CS0809] the run took longer than its deadline of [TIME], and is incomplete; not run: 1 of 3 cases"
        ),
        "{}",
        ran.all()
    );
    assert_eq!(server.lines(), ["GET /items/1", "PUT /items/2", "GET /items/2", "DELETE /items/2"]);
    let lines = lines(&project, "r.jsonl");
    let end = &lines.last().expect("an end")["end"];
    assert_eq!((&end["stopped"], &end["exit"]), (&"deadline".into(), &4.into()));
    assert!(end["elapsed_us"].as_u64().expect("a time") < 300_000 + PATIENCE, "{end}");
}

#[test]
fn a_deadline_of_the_environment_holds_unless_the_command_line_has_another() {
    let (server, project) = waiting();
    environment(&project, "run_deadline = \"300ms\"");
    assert_eq!(one_at_a_time(&project, &[]).code, 4);
    server.on("GET /items/2", [Answer::item(2)]);
    // One for the request that was broken off, and one for the next.
    server.let_go("GET /items/2");
    server.let_go("GET /items/2");
    let ran = one_at_a_time(&project, &["--deadline", "5m"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn a_case_that_failed_before_the_deadline_counts_for_more() {
    let (server, project) = waiting();
    server.on("GET /items/1", [Answer::status(404)]);
    let ran = one_at_a_time(&project, &["--deadline", "300ms"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert_eq!(lines(&project, "r.jsonl").last().expect("an end")["end"]["stopped"], "deadline");
}

#[test]
fn every_report_says_that_the_deadline_passed() {
    let (_server, project) = waiting();
    let flags: Vec<String> = KINDS.iter().flat_map(|kind| [format!("--{kind}"), format!("out/{kind}")]).collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let ran = one_at_a_time(&project, &[&["--deadline", "300ms", "--github"], &flags[..]].concat());
    let why = "the deadline of the run passed before every case had ended";
    let read = |kind: &str| project.read(&format!("out/{kind}"));
    let json: Value = read("json").parse().expect("JSON");
    assert_eq!((&json["complete"], &json["gaps"][0]), (&false.into(), &why.into()));
    let ctrf: Value = read("ctrf").parse().expect("JSON");
    assert_eq!(ctrf["results"]["extra"]["gaps"][0], why);
    for kind in ["junit", "markdown", "tap"] {
        assert!(read(kind).contains(why), "{kind}: {}", read(kind));
    }
    assert!(ran.stderr.contains(&format!("::error title=incomplete::{why}")), "{}", ran.all());
    let later = project.run(&["report", "r.jsonl", "--tap", "-"]);
    assert!(later.code == 4 && later.stdout.contains("Bail out!"), "{}", later.all());
    let merged = project.run(&["gate", "r.jsonl"]);
    assert!(merged.all().contains("is of a run that took longer than its deadline"), "{}", merged.all());
}

#[test]
fn a_cleanup_that_hangs_is_named_and_holds_nobody_up_for_long() {
    let (server, project) = waiting();
    server.hold("DELETE /items/2");
    let ran = one_at_a_time(&project, &["--deadline", "300ms"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(
        ran.stdout.contains("error[CS0805] something may be left on the server; not cleaned up: DELETE /items/2"),
        "{}",
        ran.all()
    );
    let lines = lines(&project, "r.jsonl");
    let end = &lines.last().expect("an end")["end"];
    assert!(end["elapsed_us"].as_u64().expect("a time") < 5_300_000 + PATIENCE, "{end}");
}

#[test]
fn a_deadline_that_means_nothing_is_refused_before_anything_is_sent() {
    let (server, project) = waiting();
    for deadline in ["0s", "0", "-5s", "soon", "5", "", "5 parsecs"] {
        let ran = one_at_a_time(&project, &[&format!("--deadline={deadline}")]);
        assert!(ran.code == 2 && ran.stderr.contains("--deadline <DURATION>"), "{deadline}: {}", ran.all());
    }
    for deadline in ["0s", "soon"] {
        let project = on(&server, WAITS);
        environment(&project, &format!("run_deadline = \"{deadline}\""));
        let ran = one_at_a_time(&project, &[]);
        assert!(ran.code == 2 && ran.stderr.contains("run_deadline"), "{deadline}: {}", ran.all());
    }
    assert!(server.received().is_empty());
}

#[test]
fn both_sides_of_a_comparison_share_a_deadline() {
    let (server, project) = waiting();
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.new]\nextends = \"staging\"\n"));
    let ran = project.run(&["diff", "staging", "new", "--deadline", "300ms"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(ran.stderr.contains("error[CS0809]: the deadline passed before both sides were there"), "{}", ran.all());
    assert!(ran.stderr.contains("nothing was compared"), "{}", ran.all());
    assert_eq!(server.count("PUT /items/2"), 1);
}

/// A server that answers with heads that are none, without an end.
fn endless_heads() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("bound"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let _ = stream.read(&mut [0; 4096]);
                let heads = "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000);
                while stream.write_all(heads.as_bytes()).is_ok() {}
            });
        }
    });
    url
}

/// Cases that keep a thread busy for longer than they may, amid some that hold.
#[test]
fn a_thread_that_is_busy_costs_its_case_and_no_other() {
    let server = Server::start();
    let texts: Vec<String> = (0..3000).map(|number| format!("{}{number}", "a".repeat(40))).collect();
    let things: Vec<Value> = (0..20_000).map(|id| serde_json::json!({ "id": id, "s": format!("x{id}") })).collect();
    let deep = (0..90).fold(serde_json::json!([0]), |inner, _| serde_json::json!([inner, 1, 2, 3]));
    let long = serde_json::json!({ "s": "a".repeat(2_000_000) });
    server.on("GET /texts", [Answer::json(serde_json::json!(texts).to_string())]);
    server.on("GET /things", [Answer::json(serde_json::json!(things).to_string())]);
    server.on("GET /deep", [Answer::json(deep.to_string())]);
    server.on("GET /long", [Answer::json(long.to_string())]);
    server.on("GET /x", [Answer::json("[]")]).on("DELETE /x", [Answer::status(204)]);
    let catastrophe = r"'(?=a)(a|a|aa)+$(?<!b)\1x'";
    let busy = [
        ("regex", format!("request: {{ url: /texts }}, expect: {{ body: {{ every: {{ matches: {catastrophe} }} }} }}")),
        ("assertions", "request: { url: /things }, expect: { assert: [{ each: '$[*]', that: 'response.body | map(attribute=\"id\") | sort | length > 3' }] }".to_owned()),
        ("filter", "request: { url: /things }, expect: { body: { at: { '$[?count($..id) == @.id]': { equals: 1, optional: true } } } }".to_owned()),
        ("uniqueitems", "request: { url: /things }, expect: { schema: { type: array, uniqueItems: true, items: { type: object } } }".to_owned()),
        ("until", "request: { url: /x }, until: { attempts: 1000000000, every: 0ms, status: 404 }".to_owned()),
        ("pages", "request: { url: /x }, repeat: { while: 'true', max: 1000000000 }".to_owned()),
        ("heads", format!("request: {{ url: '{}/' }}", endless_heads())),
    ];
    let mut cases = "api: items\ncases:\n".to_owned();
    for (name, case) in &busy {
        cases.push_str(&format!("  - {{ name: busy {name}, deadline: 700ms, cleanup: [{{ request: {{ method: DELETE, url: /x }} }}], {case} }}\n"));
    }
    for number in 0..20 {
        cases.push_str(&format!("  - {{ name: fine {number}, request: {{ url: /x }}, expect: {{ status: 200 }} }}\n"));
    }
    let project = on(&server, &cases);
    let ran = project.run(&["run", "--env", "staging", "--test-threads", "2", "--record", "r.jsonl"]);
    let lines = lines(&project, "r.jsonl");
    for number in 0..20 {
        assert_eq!(case(&lines, &format!("fine-{number}"))["verdict"], "passed", "{}", ran.all());
    }
    let mut silent = 0;
    for (name, _) in busy.iter().filter(|(name, _)| *name != "uniqueitems") {
        let case = case(&lines, &format!("busy-{name}"));
        assert_eq!(case["verdict"], "error", "{name}: {case}");
        let text = case.to_string();
        assert!(text.contains("CS0801"), "{name}: {text}");
        // Whoever cleans up in time has some more for it.
        let elapsed = case["elapsed_us"].as_u64().expect("a time");
        assert!(elapsed < 700_000 + PATIENCE, "{name}: {elapsed}");
        if text.contains("did not end") {
            silent += 1;
            assert!(
                text.contains("the answer was still being ") || text.contains("the answer was still waited for"),
                "{name}: {text}"
            );
            assert!(text.contains("not cleaned up: DELETE /x"), "{name}: {text}");
        }
    }
    assert!(silent >= 2, "no thread was busy: {}", ran.all());
    assert_eq!(ran.code, 3, "{}", ran.all());
}

#[test]
fn paths_that_select_without_measure_are_errors_at_once() {
    let server = Server::start();
    let deep = (0..110).fold(serde_json::json!([0]), |inner, _| serde_json::json!([inner, 1, 2, 3]));
    server.on("GET /deep", [Answer::json(deep.to_string())]);
    for expect in
        ["body: { at: { '$..*..*..*..*': { type: number } } }", "assert: [{ each: '$..*..*..*..*', that: 'true' }]"]
    {
        let project = on(
            &server,
            &format!("api: items\ncases:\n  - {{ name: a, request: {{ url: /deep }}, expect: {{ {expect} }} }}\n"),
        );
        let ran = project.run(&["run", "--env", "staging"]);
        assert!(
            ran.code == 3
                && ran.stdout.contains("error[CS0115] $..*..*..*..* could select more than 1000000 nodes here"),
            "{}",
            ran.all()
        );
    }
}
