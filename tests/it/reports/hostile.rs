//! Bodies, headers and names that want to be more than text: to the terminal, to CI systems, to readers of reports.

use super::{RECORD, on, report};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const CASES: &str = r####"api: items
operation: GET /items/{id}
cases:
  - { name: "::error::named ##[group]x", request: { path: { id: 1 } } }
  - { name: "text", request: { path: { id: 2 }, headers: { x-sent: "##vso[task.setvariable]x" } } }
  - name: asserted
    request: { path: { id: 3 } }
    expect: { body: { at: { $.name: { equals: "::add-mask::x" } } } }
  - { name: reasoned, skip: "::warning::x\n::error::y", request: { path: { id: 3 } } }
  - name: known
    request: { path: { id: 2 } }
    known_failure: { reason: "##teamcity[x] ::y" }
  - { name: recorded, undocumented: allow, request: { path: { id: 4 } }, expect: { snapshot: body } }
"####;

/// One line each that a runner would act on, or that would break out of a report.
const EVIL: &str = "::set-output name=a::b\n  ::add-mask::c\n\u{a0}::error::d\n##[error]e\nf ##vso[task.complete]g\n\
                    section_start:1:x\r\u{1b}[0Kh\n##teamcity[i]\n]]></failure><x>&amp;\n```\n~~~~\n</details>\n\u{0}\u{fffe}\u{202e}\n";

fn hostile() -> (Server, Project) {
    let server = Server::start();
    let evil = |name: &str| {
        let name = serde_json::to_string(name).expect("JSON");
        Answer::json(format!("{{\"id\": 1, \"name\": {name}, \"price\": \"x\"}}"))
    };
    let header = "::set-output name=a::b ##[error]x";
    let long = format!("{EVIL}{}", "a".repeat(1_000_000));
    server
        .on("GET /items/1", [evil(EVIL).header("x-evil", header)])
        .on(
            "GET /items/2",
            [Answer::status(200).header("content-type", "text/plain").header("x-evil", header).body(long)],
        )
        .on("GET /items/3", [Answer::json(r#"{"id": 3, "name": "\ud800 ::x", "price": 1}"#)])
        .on("GET /items/4", [Answer::json("{\"id\": 4, \"name\": \"##[x]\", \"price\": 1, \"##[group]\": \"::x\"}")]);
    let project = on(&server, CASES);
    (server, project)
}

/// The lines of a text that a CI system would act on.
fn commands(text: &str) -> Vec<&str> {
    let marked = |line: &str| ["##[", "##vso[", "##teamcity["].iter().any(|marker| line.contains(marker));
    let control = |line: &str| line.contains(|c: char| c.is_control() && c != '\t');
    text.split('\n').filter(|line| line.trim_start().starts_with("::") || marked(line) || control(line)).collect()
}

fn harmless(ran: &Ran) {
    assert_eq!(commands(&ran.stdout), Vec::<&str>::new(), "{}", ran.all());
    assert_eq!(commands(&ran.stderr), Vec::<&str>::new(), "{}", ran.all());
}

#[test]
fn nothing_that_is_printed_is_a_command_of_a_ci_system() {
    let (_server, mut project) = hostile();
    for variables in [&[][..], &[("GITHUB_ACTIONS", "true"), ("CI", "true")]] {
        for (name, value) in variables {
            project.set(name, value);
        }
        for format in [&[][..], &["--format", "pretty"], &["--format", "terse"], &["--format", "json"], &["--quiet"]] {
            let ran = project.run(&[&["run", "--env", "staging", "--record", RECORD], format].concat());
            assert_eq!(ran.code, 1, "{}", ran.all());
            harmless(&ran);
        }
    }
    let seen = project.run(&["run", "--env", "staging"]);
    assert!(
        seen.stdout.contains(r"\u{3a}:set-output name=a::b\n  ::add-mask::c"),
        "headers and bodies are still seen: {}",
        seen.all()
    );
}

#[test]
fn other_commands_print_no_command_either() {
    let (_server, project) = hostile();
    project.run(&["run", "--env", "staging", "--record", RECORD]);
    let all: [&[&str]; 13] = [
        &["run", "--list"],
        &["show", "text", "--env", "staging"],
        &["show", "error-named", "--env", "staging"],
        &["review", "--list"],
        &["review", "--json"],
        &["snapshots"],
        &["snapshots", "--json"],
        &["report", RECORD],
        &["report", RECORD, "--json", "-"],
        &["report", RECORD, "--ctrf", "-"],
        &["report", RECORD, "--tap", "-"],
        &["report", RECORD, "--junit", "-"],
        &["report", RECORD, "--markdown", "-"],
    ];
    for arguments in all {
        harmless(&project.run(arguments));
    }
    project.write("sample.json", "{\"##[group]\": \"::x\"}");
    let draft = project.run(&["schema", "infer", "sample.json"]);
    harmless(&draft);
    assert!(
        serde_json::from_str::<serde_json::Value>(&draft.stdout).expect("JSON")["properties"]["##[group]"].is_object()
    );
}

#[test]
fn mistakes_in_files_are_told_without_commands() {
    let project = Project::items().with(
        "cases/a.yaml",
        "api: items\noperation: GET /items/{id}\ncases:\n  - { name: a, \"x\\n::error::y\": 1 }\n  - name: b\n    ##[error]z: 1\n    zz: 1\n  \
         - name: |\n      ::error::c\n      ##[group]d\n    nme: 1\n",
    );
    let ran = project.run(&["lint"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    harmless(&ran);
}

#[test]
fn every_report_survives_hostile_bodies() {
    let (_server, project) = hostile();
    project.run(&["run", "--env", "staging", "--record", RECORD]);
    let text = |flag: &str| {
        let ran = report(&project, &[flag, "-"]);
        assert_eq!(ran.code, 0, "{}", ran.all());
        ran.stdout
    };
    let suites = super::junit::read(&text("--junit"));
    assert_eq!(suites.tests, 6);
    let json: serde_json::Value = serde_json::from_str(&text("--json")).expect("JSON");
    let mut cases = json["cases"].as_array().expect("a list").iter();
    assert!(cases.any(|case| case["name"] == "::error::named ##[group]x"), "what programs read is as it was");
    serde_json::from_str::<serde_json::Value>(&text("--ctrf")).expect("JSON");
    assert_eq!(text("--tap").lines().filter(|line| line.starts_with("ok ") || line.starts_with("not ok ")).count(), 6);
}

#[test]
fn nothing_breaks_out_of_a_fence() {
    let (_server, project) = hostile();
    project.run(&["run", "--env", "staging", "--record", RECORD]);
    let text = report(&project, &["--markdown", "-"]).stdout;
    let mut outside = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line.trim_end() == ticks && ticks.len() >= open.len() => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 && !line[ticks.len()..].contains('`') => fence = Some(ticks),
            None => outside.push(line),
        }
    }
    assert!(fence.is_none(), "a fence is open at the end: {text}");
    let code = regex::Regex::new("(`+)[^`].*?[^`]?(`+)").expect("a pattern");
    for line in outside {
        let left = code.replace_all(line, "");
        assert!(!left.contains("evil") && !left.contains("<x>") && !left.contains("::"), "{line}");
    }
    assert_eq!(text.matches("<details>").count(), 4, "{text}");
}

#[test]
fn annotations_are_one_line_each_and_say_what_the_body_says() {
    let (_server, project) = hostile();
    project.run(&["run", "--env", "staging", "--record", RECORD]);
    let ran = report(&project, &["--github"]);
    let kinds = ["::error ", "::warning ", "::notice "];
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(
        lines.len() >= 4 && lines.iter().all(|line| kinds.iter().any(|kind| line.starts_with(kind))),
        "{}",
        ran.all()
    );
    for line in lines {
        let (head, message) = line[2..].split_once("::").expect("a message");
        assert!(head.split(',').all(|pair| pair.contains('=')), "{head}");
        assert!(!message.contains('\r') && !message.contains("##["), "{message}");
    }
}
