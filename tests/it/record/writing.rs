//! Where a record is written, what it replaces, and what happens where it cannot be.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use countersign::record::record_format::RECORD;
use countersign::record::runs::KEPT;
use countersign::source::fields::json_schema;
use serde_json::{Value, json};

use super::{WHOLE, cases, read_all, utf8};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

fn runs(project: &Project) -> Vec<String> {
    let entries = std::fs::read_dir(project.path(".countersign/runs")).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn refused(ran: &Ran, why: &str) {
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("error[CS0907]") && ran.stderr.contains(why), "{}", ran.all());
    assert!(ran.stderr.contains("nothing was sent"), "{}", ran.all());
}

#[test]
fn every_run_leaves_a_record_that_latest_leads_to_and_that_is_kept_out_of_the_repository() {
    let project = cases(2);
    assert_eq!(project.run(&["run"]).code, 0);
    assert_eq!(project.read(".countersign/.gitignore"), "*\n");
    let names = runs(&project);
    assert_eq!((names.len(), names[1].as_str()), (2, "latest.jsonl"));
    let target = std::fs::read_link(project.path(".countersign/runs/latest.jsonl")).expect("a link");
    assert_eq!(target.to_str(), Some(names[0].as_str()));
    assert!(read_all(&utf8(project.path(".countersign/runs/latest.jsonl"))).expect("a record").0.is_complete());
}

#[test]
fn a_run_that_records_elsewhere_is_the_latest_too() {
    let project = cases(2);
    assert_eq!(project.run(&["run"]).code, 0);
    assert_eq!(project.run(&["run", "--record", "out/here.jsonl", "case-1"]).code, 0);
    let latest = read_all(&utf8(project.path(".countersign/runs/latest.jsonl"))).expect("a record");
    assert_eq!(latest.1, ["items/a::case-1"]);
}

#[test]
fn two_runs_at_once_have_a_record_each() {
    let project = cases(40);
    let children: Vec<_> = (0..4)
        .map(|_| project.command(&["run", "--quiet"]).stdout(std::process::Stdio::null()).spawn().expect("runs"))
        .collect();
    for mut child in children {
        assert!(child.wait().expect("waited for").success());
    }
    let names = runs(&project);
    assert_eq!(names.len(), 5, "{names:?}");
    for name in names {
        let record = read_all(&utf8(project.path(&format!(".countersign/runs/{name}")))).expect("a record");
        assert!(record.0.is_complete(), "{name}");
    }
}

#[test]
fn of_many_records_the_oldest_go_but_never_one_that_is_written() {
    let project = cases(1);
    for number in 0..KEPT + 3 {
        project.write(&format!(".countersign/runs/20200101T0000{number:02}-1-0000.jsonl"), WHOLE);
    }
    project.write(".countersign/runs/mine.jsonl", WHOLE);
    let held = std::fs::File::open(project.path(".countersign/runs/20200101T000001-1-0000.jsonl")).expect("opened");
    held.lock_shared().expect("a lock, as a run holds it");
    assert_eq!(project.run(&["run"]).code, 0);
    let names = runs(&project);
    assert_eq!(names.iter().filter(|name| name.starts_with("20")).count(), KEPT + 1, "{names:?}");
    assert_eq!(names[0], "20200101T000001-1-0000.jsonl");
    assert!(names.contains(&"mine.jsonl".to_owned()));
}

#[test]
fn a_record_takes_the_place_of_another_record_only() {
    let project = cases(1).with("notes.txt", "not to be lost\n").with("record.jsonl", &WHOLE.repeat(3));
    let before = std::fs::File::open(project.path("record.jsonl")).expect("opened");
    assert_eq!(project.run(&["run", "--record", "record.jsonl"]).code, 0);
    assert_eq!(read_all(&utf8(project.path("record.jsonl"))).expect("a record").1.len(), 1);
    assert_eq!(
        before.metadata().expect("metadata").len(),
        3 * WHOLE.len() as u64,
        "who reads the old one is disturbed"
    );

    symlink("notes.txt", project.path("link.jsonl")).expect("a link");
    refused(&project.run(&["run", "--record", "notes.txt"]), "what is there is no record, and is not replaced");
    refused(&project.run(&["run", "--record", "link.jsonl"]), "it is a symbolic link");
    refused(&project.run(&["run", "--record", "cases"]), "it is a folder");
    refused(&project.run(&["run", "--record", "/dev/null"]), "it is not a file");
    refused(&project.run(&["run", "--record", "notes.txt/record.jsonl"]), "a file is where a folder should be");
    refused(&project.run(&["run", "--record", "/proc/record.jsonl"]), "cannot be written");
    assert_eq!(project.read("notes.txt"), "not to be lost\n");
}

#[test]
fn a_folder_of_records_that_leads_out_of_the_project_is_not_used() {
    let (project, elsewhere) = (cases(1), Project::empty());
    symlink(elsewhere.path(""), project.path(".countersign")).expect("a link");
    refused(&project.run(&["run"]), "leads out of the project");
}

#[test]
fn a_record_that_cannot_go_on_is_told_and_the_run_is_incomplete() {
    let project = cases(60);
    let mut shell = Command::new("sh");
    let command = project.command(&["run", "--record", "record.jsonl"]);
    // Blocks of 512 or 1024 bytes, as the shell likes: enough for some cases, and not for all.
    shell.args(["-c", "ulimit -f 20; exec \"$0\" \"$@\""]).arg(command.get_program()).args(command.get_args());
    let output = shell.current_dir(project.path("")).output().expect("the shell runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{stderr}");
    assert!(stderr.contains("error[CS0907]") && stderr.contains("the system allows no file of this size"), "{stderr}");
    assert!(!read_all(&utf8(project.path("record.jsonl"))).expect("a record").0.is_complete());
}

#[test]
fn a_record_that_somebody_else_replaced_is_no_success() {
    let server = Server::start();
    server.on("GET /items/0", [Answer::item(0)]).hold("GET /items/0");
    let mut project = cases(1);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a key of the server's");
    let mut command = project.command(&["run", "--env", "staging", "--record", "record.jsonl"]);
    let child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().expect("runs");
    server.wait_for("GET /items/0", 1);
    std::fs::remove_file(project.path("record.jsonl")).expect("removed");
    server.let_go("GET /items/0");
    let output = child.wait_with_output().expect("it ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{stderr}");
    assert!(stderr.contains("was replaced or removed while the run went on"), "{stderr}");
}

#[test]
fn a_record_is_as_readable_as_any_file_that_its_user_makes() {
    let project = cases(1);
    project.run(&["run", "--record", "record.jsonl"]);
    project.write("plain", "");
    let mode = |name: &str| std::fs::metadata(project.path(name)).expect("metadata").permissions().mode();
    assert_eq!(mode("record.jsonl"), mode("plain"));
}

/// The schema without room for keys that it does not list: what is written must be documented.
fn closed_schema() -> Value {
    let mut schema = json_schema(&RECORD, "record");
    for definition in schema["$defs"].as_object_mut().expect("definitions").values_mut() {
        definition["additionalProperties"] = json!(false);
    }
    schema
}

#[test]
fn every_line_of_a_real_record_fits_the_schema() {
    let validator = jsonschema::validator_for(&closed_schema()).expect("a schema");
    let mut lines = 0;
    let mut fits = |text: &str| {
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(value.as_object().map(|object| object.len()), Some(1), "{line}");
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{errors:?} in {line}");
            lines += 1;
        }
    };
    fits(WHOLE);
    let ours = Project::ours();
    assert_eq!(ours.run(&["run", "--record", "all.jsonl", "--shard", "1/1"]).code, 0);
    fits(&ours.read("all.jsonl"));
    ours.run(&["run", "--env", "mock", "--record", "some.jsonl", "invoicexpress", "--skip", "set", "--retries", "2"]);
    fits(&ours.read("some.jsonl"));
    assert!(lines > 300, "only {lines} lines");
}

#[test]
fn faults_and_findings_fit_the_schema_as_well() {
    let validator = jsonschema::validator_for(&closed_schema()).expect("a schema");
    let server = Server::start();
    server.on("GET /items/0", [Answer::json(r#"{"id": "zero", "more": 1}"#)]).on("GET /items/1", [Answer::status(500)]);
    let mut project = cases(3);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a key of the server's");
    let ran = project.run(&["run", "--env", "staging", "--record", "record.jsonl", "--repeat", "2"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    project.set("ITEMS_URL", "http://127.0.0.1:9/");
    assert_eq!(project.run(&["run", "--env", "staging", "--record", "refused.jsonl"]).code, 3);
    for line in [project.read("record.jsonl"), project.read("refused.jsonl")].concat().lines() {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {line}");
    }
}
