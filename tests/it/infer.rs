//! `countersign schema infer` as users meet it.

use crate::project::Project;
use crate::server::{Answer, Server};

const BODIES: &str = r#"[
  {"id": 1, "on": "2021-05-01", "at": "2021-05-01 10:00:00", "options": "[\"a\"]", "note": null, "by": {"17": {"n": 1}}},
  {"id": 2, "on": "", "at": "2021-05-02 11:30:00", "options": "[]", "note": "x", "logo": "SGVsbG8gd29ybGQgaGVsbG8="}
]"#;

fn infer(project: &Project, arguments: &[&str]) -> crate::project::Ran {
    project.run(&[&["schema", "infer"], arguments].concat())
}

#[test]
fn a_draft_says_what_was_seen() {
    let project = Project::empty().with("list.json", BODIES);
    insta::assert_snapshot!(infer(&project, &["list.json"]).all(), @r##"
    exit code: 0
    --- stdout
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "list",
      "$comment": "drafted from 1 response: list.json",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["at", "id", "note", "on", "options"],
        "properties": {
          "at": {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?$"
          },
          "by": {
            "type": "object",
            "additionalProperties": {
              "type": "object",
              "required": ["n"],
              "properties": {
                "n": { "type": "integer" }
              }
            },
            "$comment": "absent from 1 of 2 objects"
          },
          "id": { "type": "integer" },
          "logo": {
            "type": "string",
            "contentEncoding": "base64",
            "pattern": "^[0-9A-Za-z+/]*={0,2}$",
            "$comment": "absent from 1 of 2 objects"
          },
          "note": { "type": ["string", "null"] },
          "on": { "type": "string", "anyOf": [{ "maxLength": 0 }, { "format": "date" }] },
          "options": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": { "type": "array", "items": { "type": "string" } }
          }
        }
      }
    }
    "##);
}

#[test]
fn several_files_of_every_kind_come_to_one_draft() {
    let project = Project::empty()
        .with("a.json", r#"{"id": 1, "state": "draft"}"#)
        .with("b.jsonl", "{\"id\": 2, \"state\": \"final\"}\n\n{\"id\": 3, \"state\": \"draft\", \"extra\": true}\n")
        .with("c.snap", "---\ninfo:\n  kind: body\n  env: mock\n  content: json\n---\n{ \"id\": 4, \"state\": null }\n")
        .with("d.snap.new", "---\ninfo:\n  kind: shape\n  content: json\n---\n{ \"type\": \"object\", \"properties\": { \"id\": { \"type\": \"string\" }, \"state\": { \"type\": \"string\" } } }\n");
    let ran = infer(&project, &["a.json", "b.jsonl", "c.snap", "d.snap.new", "--title", "An item", "--strict"]);
    insta::assert_snapshot!(ran.all(), @r##"
    exit code: 0
    --- stdout
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "An item",
      "$comment": "drafted from 4 responses and 1 shape: a.json, b.jsonl, c.snap, d.snap.new",
      "type": "object",
      "required": ["id", "state"],
      "properties": {
        "extra": { "type": "boolean" },
        "id": { "type": ["integer", "string"] },
        "state": { "type": ["string", "null"] }
      },
      "additionalProperties": false
    }
    "##);
    let other = infer(&project, &["d.snap.new", "c.snap", "b.jsonl", "a.json", "--title", "An item", "--strict"]);
    let lines = |text: &str| text.lines().filter(|line| !line.contains("drafted from")).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&ran.stdout), lines(&other.stdout));
}

#[test]
fn what_is_seen_over_and_over_is_suggested_as_an_enumeration() {
    let bodies: String =
        (0..12).map(|n| format!("{{\"state\": \"{}\"}}\n", if n % 3 == 0 { "final" } else { "draft" })).collect();
    let project = Project::empty().with("a.jsonl", &bodies);
    let ran = infer(&project, &["a.jsonl"]);
    let wanted = r#""state": { "type": "string", "$comment": "seen 12 times, only as: draft, final" }"#;
    assert!(ran.code == 0 && ran.stdout.contains(wanted), "{}", ran.all());
}

#[test]
fn a_draft_under_schemas_judges_the_responses_it_came_from() {
    let mut project = Project::items().with("list.json", BODIES);
    let ran = infer(&project, &["list.json", "--output", "schemas/list.schema.json"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "schemas/list.schema.json: drafted from 1 response\n"),
        "{}",
        ran.all()
    );
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(BODIES), Answer::json(BODIES.replace("\"id\": 2", "\"id\": \"2\""))]);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a key of staging");
    let case = |name: &str| {
        format!(
            "  - {{ name: {name}, request: {{ path: {{ id: 1 }} }}, expect: {{ schema: ../schemas/list.schema.json }} }}\n"
        )
    };
    project.write(
        "cases/a.yaml",
        &format!("api: items\noperation: GET /items/{{id}}\nundocumented: allow\ncases:\n{}", case("a")),
    );
    let lint = project.run(&["lint"]);
    assert_eq!(lint.code, 0, "{}", lint.all());
    let staging = ["run", "--env", "staging", "--test-threads", "1"];
    let ran = project.run(&staging);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let ran = project.run(&staging);
    assert!(ran.code == 1 && ran.stdout.contains("CS0310") && ran.stdout.contains("/1/id"), "{}", ran.all());
}

#[test]
fn what_a_run_proposed_tells_the_responses_that_led_to_it() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    server.on("GET /items/2", [Answer::json(r#"{"id": 2, "name": "n", "price": null}"#)]);
    let rows = "each: { a: { id: 1 }, b: { id: 2 } }, request: { path: { id: '${{ each.id }}' } }";
    let case = format!("  - {{ name: a, {rows}, expect: {{ schema: none, snapshot: shape }} }}\n");
    let cases = format!("api: items\noperation: GET /items/{{id}}\nundocumented: allow\ncases:\n{case}");
    let mut project = Project::items().with("cases/a.yaml", &cases);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a key of staging");
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 1);
    let ran = infer(&project, &[".countersign/pending/items/a/a.json"]);
    assert!(ran.code == 0 && ran.stdout.contains("drafted from 2 responses: a.json"), "{}", ran.all());
    assert!(ran.stdout.contains(r#""price": { "type": ["number", "null"] }"#), "{}", ran.all());
    // A proposal whose responses were not kept says at least what was proposed.
    let proposal = project.read(".countersign/pending/items/a/a.json");
    let mut bare: serde_json::Value = serde_json::from_str(&proposal).expect("JSON");
    bare["exchanges"] = serde_json::json!([]);
    project.write("bare.json", &bare.to_string());
    let ran = infer(&project, &["bare.json"]);
    assert!(ran.code == 0 && ran.stdout.contains("drafted from 1 shape: bare.json"), "{}", ran.all());
}

#[test]
fn a_file_that_is_there_is_left_as_it_is() {
    let project = Project::empty().with("a.json", "[1]").with("out.json", "mine");
    let ran = infer(&project, &["a.json", "--output", "out.json"]);
    assert!(ran.code == 2 && ran.stderr.contains("out.json is there already"), "{}", ran.all());
    assert_eq!(project.read("out.json"), "mine");
    assert_eq!(infer(&project, &["a.json", "--output", "out.json", "--force"]).code, 0);
    assert!(project.read("out.json").contains("\"items\": { \"type\": \"integer\" }"));
}

#[test]
fn a_draft_goes_wherever_it_is_asked_for() {
    let project = Project::empty().with("a.json", "[1]");
    let elsewhere = tempfile::tempdir().expect("a folder");
    for path in [project.path("b.json"), elsewhere.path().join("deep/c.json"), project.path("x/../d.json")] {
        std::fs::create_dir_all(project.path("x")).expect("made");
        let ran = infer(&project, &["a.json", "--output", path.to_str().expect("UTF-8")]);
        assert!(ran.code == 0 && path.is_file(), "{}", ran.all());
    }
    let ran = infer(&project, &["a.json", "--output", "a.json/b.json"]);
    assert!(ran.code == 2 && ran.stderr.contains("the folder of a.json/b.json cannot be made"), "{}", ran.all());
}

#[test]
fn standard_input_is_read_and_a_broken_value_is_shown() {
    let project = Project::empty()
        .with("bad.json", "{\n  \"a\": 1,\n}\n")
        .with("bad.jsonl", "{\"a\": 1}\n{\"a\": }\n")
        .with("empty.json", "")
        .with("text.snap", "---\ninfo:\n  kind: body\n  content: text\n---\nhello\n")
        .with("merged.snap", "---\na: 1\n---\n<<<<<<< HEAD\n");
    let mut command = project.command(&["schema", "infer", "-"]);
    let input = project.path("input");
    std::fs::write(&input, "{\"a\": 1}\n{\"a\": null}\n").expect("written");
    let output = command.stdin(std::fs::File::open(&input).expect("opened")).output().expect("runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("\"a\": { \"type\": [\"integer\", \"null\"] }") && text.contains("\"title\": \"response\""),
        "{text}"
    );
    let ran = infer(&project, &["bad.json", "bad.jsonl", "empty.json", "text.snap", "merged.snap", "gone.json"]);
    insta::assert_snapshot!(ran.all(), @r##"
    exit code: 2
    --- stderr
    error[CS0101]: cannot read gone.json: No such file or directory (os error 2)
     |
     = help: `countersign explain CS0101` says more

    error[CS0102]: not JSON: trailing comma
     --> bad.json:3:1
      |
    3 | }
      | ^ here
      |
      = help: name JSON as a server sent it, JSON Lines (.jsonl), or a snapshot (.snap)

    error[CS0102]: not JSON: expected value
     --> bad.jsonl:2:7
      |
    2 | {"a": }
      |       ^ here
      |
      = help: name JSON as a server sent it, JSON Lines (.jsonl), or a snapshot (.snap)

    error[CS0102]: not JSON: nothing there
    --> empty.json:1:1
     = help: name JSON as a server sent it, JSON Lines (.jsonl), or a snapshot (.snap)

    error[CS0503]: no schema can be drafted from this: it holds conflict markers, on line 4
     --> merged.snap:1:1
      |
    1 | ---
      | ^^^ this snapshot
      |
      = help: restore the file, or leave it out

    error[CS0107]: no schema can be drafted from this: it records a text, and a schema describes JSON
     --> text.snap:1:1
      |
    1 | ---
      | ^^^ this snapshot
      |
      = help: leave it out, or name a snapshot of JSON
    "##);
}
