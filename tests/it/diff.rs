//! `countersign diff`: the same cases in two environments, or of two records, through the real binary.

use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const CONFIG: &str = r#"
[apis.items]
contract = "items.yaml"
cases = "cases"

[environments.old.apis.items]
base_url = "${{ env.OLD_URL }}"
auth.key = "${{ secrets.ITEMS_KEY }}"

[environments.new]
extends = "old"
[environments.new.apis.items]
base_url = "${{ env.NEW_URL }}"
"#;
const CASES: &str = "api: items\noperation: GET /items/{id}\nundocumented: allow\ndefaults: { expect: { schema: none } }\n\
cases:\n  - { name: one, tags: [first], request: { path: { id: 1 } } }\n  - { name: two, request: { path: { id: 2 } } }\n";

/// Two environments, in each of which items 1 and 2 have these bodies.
fn sides(old: [Answer; 2], new: [Answer; 2]) -> (Project, [Server; 2]) {
    let mut project = Project::items().with("countersign.toml", CONFIG).with("cases/a.yaml", CASES);
    let servers = [old, new].map(|answers| {
        let server = Server::start();
        let [one, two] = answers;
        server.on("GET /items/1", [one]).on("GET /items/2", [two]);
        server
    });
    project.set("OLD_URL", &servers[0].url());
    project.set("NEW_URL", &servers[1].url());
    project.set("ITEMS_KEY", "the key of the items");
    (project, servers)
}

fn item(id: u32, price: &str) -> Answer {
    Answer::json(format!(r#"{{"id": {id}, "name": "n", "price": {price}, "at": "2026-01-0{id}"}}"#))
}

fn same() -> [Answer; 2] {
    [item(1, "1.5"), item(2, "2.5")]
}

fn diff(project: &Project, more: &[&str]) -> Ran {
    project.run(&[&["diff", "old", "new"], more].concat())
}

#[test]
fn two_environments_that_answer_the_same_hold() {
    let (project, _servers) = sides(same(), same());
    let ran = diff(&project, &[]);
    insta::assert_snapshot!(ran.all(), @"
    exit code: 0
    --- stdout
    old -> new: 2 cases answer the same, 0 not
    nothing of what is forbidden (breaking, status, verdict)
    --- stderr
    2 hold on old (http://127.0.0.1:[PORT])
    2 hold on new (http://127.0.0.1:[PORT])
    ");
    assert!(!project.path(".countersign/runs").exists(), "the records were for the comparison alone");
}

#[test]
fn the_record_of_the_latest_run_stays_that() {
    let (project, _servers) = sides(same(), same());
    let ran = project.run(&["run", "--env", "old"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let latest = || std::fs::read_link(project.path(".countersign/runs/latest.jsonl")).expect("a link");
    let before = latest();
    assert_eq!(diff(&project, &[]).code, 0);
    assert_eq!(latest(), before);
}

#[test]
fn the_same_change_of_many_cases_is_told_once_and_breaking_ones_are_forbidden() {
    let (project, _servers) = sides(same(), [item(1, "\"1.5\""), item(2, "\"2.5\"")]);
    let ran = diff(&project, &[]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 1
--- stdout
breaking $.price: number -> string
  in 2 answers, forbidden
    items/a::one
    items/a::two

old -> new: 0 cases answer the same, 2 not
1 difference that must not be (breaking, status, verdict)
--- stderr
2 hold on old (http://127.0.0.1:[PORT])
2 hold on new (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn values_that_are_another_in_every_answer_are_told_by_their_path() {
    let (project, _servers) = sides(same(), [item(1, "3"), item(2, "4")]);
    let ran = diff(&project, &[]);
    assert!(
        ran.code == 0 && ran.stdout.starts_with("value $.price: 2 different values\n  in 2 answers\n"),
        "{}",
        ran.all()
    );
    let ran = diff(&project, &["--forbid", "value"]);
    assert!(
        ran.code == 1 && ran.stdout.contains("value $.price: 1.5 -> 3\n  in 1 answer, forbidden\n"),
        "{}",
        ran.all()
    );
}

#[test]
fn statuses_and_verdicts_are_told() {
    let gone = || Answer::status(404).header("x-new", "1");
    let (project, _servers) = sides(same(), [gone(), item(2, "2.5")]);
    let ran = diff(&project, &[]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 1
--- stdout
status: 200 -> 404
  in 1 answer, forbidden
    items/a::one

another verdict (1)
  passed -> failed  items/a::one

old -> new: 1 case answers the same, 1 not
2 differences that must not be (breaking, status, verdict)
--- stderr
2 hold on old (http://127.0.0.1:[PORT])
1 hold, 1 do not on new (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn what_is_forbidden_is_said_by_the_configuration_and_the_command_line() {
    let (project, _servers) = sides(same(), [item(1, "3"), item(2, "2.5")]);
    assert_eq!(diff(&project, &[]).code, 0, "another value is no news by itself");
    assert_eq!(diff(&project, &["--forbid", "value"]).code, 1);
    project.write("countersign.toml", &format!("{CONFIG}\n[diff]\nforbid = [\"value\"]\n"));
    assert_eq!(diff(&project, &[]).code, 1);
    assert_eq!(diff(&project, &["--forbid", "none"]).code, 0);
    project.write("countersign.toml", &format!("{CONFIG}\n[diff]\nforbid = [\"value\"]\nignore = [\"$.price\"]\n"));
    assert_eq!(diff(&project, &[]).code, 0);
    let ran = diff(&project, &["--forbid", "valeu"]);
    assert!(ran.code == 2 && ran.stderr.contains("value"), "{}", ran.all());
}

#[test]
fn a_mistake_in_a_path_or_in_the_configuration_is_told_before_anything_is_sent() {
    let (project, servers) = sides(same(), same());
    let ran = diff(&project, &["--ignore", "$.["]);
    assert!(ran.code == 2 && ran.stderr.contains("CS0115") && ran.stderr.contains("nothing was sent"), "{}", ran.all());
    project.write("countersign.toml", &format!("{CONFIG}\n[diff]\nforbid = [\"braking\"]\nignore = [\"$.[\"]\n"));
    let ran = diff(&project, &[]);
    assert!(ran.code == 2 && ran.stderr.contains("breaking") && ran.stderr.contains("CS0115"), "{}", ran.all());
    assert!(servers.iter().all(|server| server.received().is_empty()));
    let ran = project.run(&["diff", "old", "newer"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
}

#[test]
fn two_records_are_held_together_anywhere_and_nothing_incomplete_is_the_same() {
    let (project, servers) = sides(same(), same());
    for side in ["old", "new"] {
        let file = format!("{side}.jsonl");
        assert_eq!(project.run(&["run", "--env", side, "--record", &file]).code, 0);
    }
    let sent = servers.each_ref().map(|server| server.received().len());
    let elsewhere = Project::empty().with("old.jsonl", &project.read("old.jsonl"));
    elsewhere.write("new.jsonl", &project.read("new.jsonl"));
    let ran = elsewhere.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert!(ran.code == 0 && ran.stdout.contains("2 cases answer the same"), "{}", ran.all());
    assert_eq!(servers.each_ref().map(|server| server.received().len()), sent, "nothing was sent");
    let text = project.read("new.jsonl");
    let line = |part: &str| text.lines().find(|line| line.contains(part)).expect("a line");
    elsewhere.write("new.jsonl", &format!("{}\n{}\n", line("{\"run\""), line("{\"case\":{\"id\":\"items/a::one\"")));
    let ran = elsewhere.run(&["diff", "old.jsonl", "new.jsonl"]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 4
--- stdout
only on old.jsonl (1)
  items/a::two

old.jsonl -> new.jsonl: 1 case answers the same, 0 not
nothing of what is forbidden (breaking, status, verdict)
incomplete: the run of new.jsonl did not come to its end
"#);
    elsewhere.write("new.jsonl", "{}\n");
    let ran = elsewhere.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert!(ran.code == 2 && ran.stderr.contains("CS0901"), "{}", ran.all());
    let ran = elsewhere.run(&["diff", "old.jsonl", "gone.jsonl"]);
    assert!(ran.code == 2 && ran.stderr.contains("CS0901"), "{}", ran.all());
}

#[test]
fn what_is_left_behind_on_a_side_is_told() {
    let (project, servers) = sides(same(), same());
    let cleaning = "  - name: three\n    steps:\n      - request: { path: { id: 1 } }\n        \
                    cleanup: [ { request: { method: DELETE, url: /one }, expect: { status: 204 } } ]\n";
    project.write("cases/a.yaml", &format!("{CASES}{cleaning}"));
    servers[0].on("DELETE /one", [Answer::status(204)]);
    servers[1].on("DELETE /one", [Answer::status(500)]);
    let ran = diff(&project, &["three"]);
    assert_eq!(ran.code, 3, "{}", ran.all());
    let told = "CS0805 on new (1)\n  items/a::three: cleanup failed, something may be left on the server";
    assert!(ran.stdout.contains(told) && !ran.stdout.contains("CS0805 on old"), "{}", ran.all());
    let json: serde_json::Value = serde_json::from_str(&diff(&project, &["three", "--json"]).stdout).expect("JSON");
    assert_eq!(json["new"]["leftovers"][0]["case"], "items/a::three");
    assert_eq!((&json["old"]["leftovers"], &json["old"]["insecure"]), (&serde_json::json!([]), &false.into()));
}

#[test]
fn what_other_cases_left_behind_is_not_told() {
    let (project, servers) = sides(same(), same());
    let cleaning = "  - name: three\n    steps:\n      - request: { path: { id: 1 } }\n        \
                    cleanup: [ { request: { method: DELETE, url: /one }, expect: { status: 204 } } ]\n";
    project.write("cases/a.yaml", &format!("{CASES}{cleaning}"));
    servers[0].on("DELETE /one", [Answer::status(500)]);
    servers[1].on("DELETE /one", [Answer::status(500)]);
    for side in ["old", "new"] {
        assert_eq!(project.run(&["run", "--env", side, "--record", &format!("{side}.jsonl")]).code, 3);
    }
    let of_records = |filter: &str| project.run(&["diff", "old.jsonl", "new.jsonl", filter]);
    assert_eq!(of_records("a::one").code, 0, "{}", of_records("a::one").all());
    assert_eq!(of_records("a::three").stdout.matches("CS0805 on").count(), 2, "{}", of_records("a::three").all());
}

#[test]
fn a_side_without_an_answer_is_no_verdict_and_no_case_is_no_pass() {
    let (mut project, servers) = sides(same(), same());
    project.set("NEW_URL", "http://127.0.0.1:1");
    let ran = diff(&project, &[]);
    assert!(ran.code == 4 && ran.stdout.contains("no exchange could be compared"), "{}", ran.all());
    let why = "the request has no answer on the new side: CS0401 the connection was refused";
    assert!(ran.stdout.contains(why), "{}", ran.all());
    project.set("NEW_URL", &servers[1].url());
    let ran = diff(&project, &["nothing of the kind"]);
    assert!(ran.code == 4 && ran.stderr.contains("no case matches"), "{}", ran.all());
    let ran = diff(&project, &["a::one"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 case answers the same"), "{}", ran.all());
}

#[test]
fn cases_are_selected_by_their_place_too() {
    let (project, servers) = sides(same(), same());
    for filter in ["cases/a.yaml:6", "./cases/a.yaml:6"] {
        let ran = diff(&project, &[filter]);
        assert!(ran.code == 0 && ran.stdout.contains("1 case answers the same"), "{}", ran.all());
    }
    assert!(servers.iter().all(|server| server.count("GET /items/2") == 0), "line 6 is the first case");
    assert_eq!(project.run(&["run", "--env", "old", "--record", "old.jsonl"]).code, 0);
    let ran = project.run(&["diff", "old.jsonl", "new", "cases/a.yaml:6"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 case answers the same"), "{}", ran.all());
}

#[test]
fn an_interruption_of_either_run_ends_both() {
    for held in [0, 1] {
        let (project, servers) = sides(same(), same());
        servers[held].hold("GET /items/1").hold("GET /items/2");
        let mut command = project.command(&["diff", "old", "new"]);
        let child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn();
        let mut child = child.expect("the binary runs");
        servers[held].wait_for("GET /items/1", 1);
        let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        assert_eq!(child.wait().expect("it ends").code(), Some(4), "side {held}");
        assert!(held == 1 || servers[1].received().is_empty(), "the other side is not asked any more");
    }
}

#[test]
fn the_json_fits_its_schema() {
    let (project, _servers) = sides(same(), [item(1, "\"1.5\""), Answer::status(404)]);
    let ran = diff(&project, &["--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let schema = std::fs::read_to_string(crate::project::repository().join("schemas/countersign/diff.schema.json"));
    let schema: serde_json::Value = serde_json::from_str(&schema.expect("readable")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&told).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{told:#}");
    assert_eq!(
        (ran.code, &told["exit"], told["changes"].as_array().map(Vec::len)),
        (1, &1.into(), Some(2)),
        "{told:#}"
    );
}

#[test]
fn nothing_is_sent_to_one_side_when_the_other_is_not_there() {
    let (project, servers) = sides(same(), same());
    let ran = project.run(&["diff", "old", "newer"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.all().contains("error[CS0117]: there is no environment `newer`"), "{}", ran.all());
    assert!(servers.iter().all(|server| server.received().is_empty()), "{}", ran.all());
}

#[test]
fn a_run_that_is_held_against_itself_says_nothing() {
    let (project, _servers) = sides(same(), same());
    project.run(&["run", "--env", "old", "--record", "a.jsonl"]);
    project.write("b.jsonl", &project.read("a.jsonl"));
    let ran = project.run(&["diff", "a.jsonl", "b.jsonl"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(ran.all().contains("incomplete: both sides are the same run"), "{}", ran.all());
}
