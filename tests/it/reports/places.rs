//! Where reports are written, and what is said before anything is sent when one cannot be.

use std::os::unix::fs::{PermissionsExt, symlink};

use insta::assert_snapshot;

use super::{everything, on, report};
use crate::project::Project;
use crate::server::{Answer, Server};

/// Every name in a folder.
fn names(project: &Project, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(project.path(folder)).expect("readable");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn all_reports_of_a_run_are_written_and_nothing_else() {
    let (_server, project) = everything();
    let flags = [
        "--junit",
        "out/a/j.xml",
        "--json",
        "out/r.json",
        "--markdown",
        "out/s.md",
        "--tap",
        "out/t.tap",
        "--html",
        "out/r.html",
    ];
    let ran = project.run(&[&["run", "--env", "staging", "--ctrf", "out/c.json"], &flags[..]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""), "{}", ran.all());
    assert_eq!(names(&project, "out"), ["a", "c.json", "r.html", "r.json", "s.md", "t.tap"]);
    assert_eq!(names(&project, "out/a"), ["j.xml"]);
    super::junit::read(&project.read("out/a/j.xml"));
}

#[test]
fn reports_are_the_same_from_a_run_and_from_its_record() {
    let (_server, project) = everything();
    let kinds = ["junit", "json", "markdown", "tap", "ctrf"];
    let flags: Vec<String> = kinds.iter().flat_map(|kind| [format!("--{kind}"), format!("run.{kind}")]).collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let run = ["run", "--env", "staging", "--record", super::RECORD, "--test-threads", "1"];
    assert_eq!(project.run(&[&run, &flags[..]].concat()).code, 1);
    for kind in kinds {
        let ran = report(&project, &[&format!("--{kind}"), "-"]);
        assert_eq!(ran.stdout, project.normal(&project.read(&format!("run.{kind}"))), "{kind}");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_anything_is_sent() {
    let (server, project) = everything();
    project.write("a file", "");
    symlink(project.path("."), project.path("link")).expect("linked");
    let said = |flags: &[&str]| {
        let ran = project.run(&[&["run", "--env", "staging"], flags].concat());
        assert_eq!(ran.code, 2, "{}", ran.all());
        assert!(ran.stderr.ends_with("nothing was sent\n") && ran.stdout.is_empty(), "{}", ran.all());
        ran.stderr
    };
    assert_snapshot!(said(&["--junit", "cases"]), @r#"
    error[CS0908]: the report cases is a folder, and a report is a file
     |
     = help: name another file for it

    nothing was sent
    "#);
    assert_snapshot!(said(&["--json", "a file/report.json"]), @r#"
    error[CS0908]: the report a file/report.json cannot be written: a file is where a folder should be
     |
     = help: a file has to be a folder: remove or rename the file in its way

    nothing was sent
    "#);
    assert_snapshot!(said(&["--junit", "x.xml", "--json", "link/x.xml"]), @r#"
    error[CS0908]: the report link/x.xml cannot be written: another report goes there
     |
     = help: give every report a file of its own

    nothing was sent
    "#);
    assert_snapshot!(said(&["--record", "x.jsonl", "--json", "./x.jsonl"]), @r#"
    error[CS0908]: the report ./x.jsonl cannot be written: the record is there
     |
     = help: give every report a file of its own

    nothing was sent
    "#);
    assert_snapshot!(said(&["--tap", "-"]), @r#"
    error[CS0908]: a report cannot go to standard output, where the run itself prints
     |
     = help: name a file, or run `countersign report` on the record afterwards

    nothing was sent
    "#);
    assert_snapshot!(said(&["--ctrf", "new/"]), @r#"
    error[CS0908]: the report new/ is a folder, and a report is a file
     |
     = help: name another file for it

    nothing was sent
    "#);
    assert_snapshot!(said(&["--markdown", "/proc/no/such.md"]), @r#"
    error[CS0908]: the report /proc/no/such.md cannot be written: there is no such file
     |
     = help: name another file for it

    nothing was sent
    "#);
    assert!(server.received().is_empty() && !project.path(".countersign/runs").exists());
    assert!(names(&project, ".").iter().all(|name| !name.starts_with(".countersign-")), "{:?}", names(&project, "."));
}

#[test]
fn one_report_at_most_goes_to_standard_output() {
    let (_server, project) = super::recorded();
    assert_snapshot!(report(&project, &["--tap", "-", "--json", "-"]).all(), @r#"
    exit code: 2
    --- stderr
    error[CS0908]: two reports cannot both go to standard output
     |
     = help: name a file for one of them
    "#);
    assert_snapshot!(report(&project, &["--json", super::RECORD]).all(), @r#"
    exit code: 2
    --- stderr
    error[CS0908]: the report run.jsonl cannot be written: the record is there
     |
     = help: give every report a file of its own
    "#);
    assert!(report(&project, &[]).code == 0, "the record is as it was");
}

#[test]
fn no_report_takes_the_place_of_what_countersign_reads() {
    let (server, project) = everything();
    project.write("earlier.jsonl", "{\"run\":{}}\n");
    project.write("notes.yaml", "kept\n");
    for place in ["countersign.toml", "cases/a.yaml", "items.yaml", "earlier.jsonl", "notes.yaml"] {
        let before = project.read(place);
        let ran = project.run(&["run", "--env", "staging", "--junit", place]);
        assert!(ran.code == 2 && ran.stderr.contains("is not replaced"), "{place}: {}", ran.all());
        assert_eq!(project.read(place), before, "{place}");
    }
    let ran = project.run(&["run", "--env", "staging", "--record", "-"]);
    assert!(ran.code == 2 && ran.stderr.contains("error[CS0907]") && !project.path("-").exists(), "{}", ran.all());
    assert!(server.received().is_empty());
    assert_eq!(project.run(&["run", "--env", "staging", "--record", super::RECORD]).code, 1);
    assert_snapshot!(report(&project, &["--json", "earlier.jsonl", "--html", "cases/a.yaml"]).all(), @r#"
    exit code: 2
    --- stderr
    error[CS0908]: the report earlier.jsonl cannot be written: a record is there, and is not replaced
     |
     = help: give every report a file of its own

    error[CS0908]: the report cases/a.yaml cannot be written: what is there is no report, and is not replaced
     |
     = help: give every report a file of its own
    "#);
    let ran = project.run(&["gate", super::RECORD, "--markdown", "cases/a.yaml"]);
    assert!(ran.code == 2 && ran.stderr.contains("is not replaced"), "{}", ran.all());
    let ran = project.run(&["coverage", super::RECORD, "--html", "cases/a.yaml"]);
    assert!(ran.code == 2 && ran.stderr.contains("is not replaced"), "{}", ran.all());
    assert!(project.read("cases/a.yaml").starts_with("api: items"));
}

#[test]
fn the_summary_of_a_step_is_added_to_by_whoever_names_it() {
    let (_server, mut project) = super::recorded();
    project.write("summary.md", "before\n");
    let summary = project.path("summary.md").to_string_lossy().into_owned();
    project.set("GITHUB_STEP_SUMMARY", &summary);
    assert_eq!(report(&project, &["--markdown", &summary, "--github"]).code, 0);
    assert_eq!(project.run(&["gate", super::RECORD, "--markdown", &summary]).code, 1);
    let heads: Vec<_> = ["before", "## Countersign: ", "## do not deploy: "].into();
    let text = project.read("summary.md");
    let found: Vec<_> = text.lines().filter(|line| *line == "before" || line.starts_with("## ")).collect();
    assert_eq!(found.len(), heads.len(), "{text}");
    assert!(found.iter().zip(heads).all(|(line, head)| line.starts_with(head)), "{found:?}");
}

#[test]
fn what_a_link_leads_to_is_replaced_and_keeps_its_permissions() {
    let (_server, project) = super::recorded();
    project.write("real/report.tap", "earlier");
    symlink("real/report.tap", project.path("link.tap")).expect("linked");
    let mode = |path: &str| project.path(path).metadata().expect("there").permissions().mode() & 0o777;
    std::fs::set_permissions(project.path("real/report.tap"), PermissionsExt::from_mode(0o640)).expect("set");
    assert_eq!(report(&project, &["--tap", "link.tap", "--json", "new.json"]).code, 0);
    assert!(project.path("link.tap").is_symlink() && project.read("real/report.tap").starts_with("TAP version 14"));
    project.write("other", "");
    assert_eq!((mode("real/report.tap"), mode("new.json")), (0o640, mode("other")));
}

#[test]
fn without_a_record_the_latest_one_is_taken() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let project =
        on(&server, "api: items\noperation: GET /items/{id}\ncases: [{ name: a, request: { path: { id: 1 } } }]\n");
    let missing = project.run(&["report"]);
    assert!(missing.code == 2 && missing.stderr.contains("error[CS0901]"), "{}", missing.all());
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 0);
    let ran = project.run(&["report", "--tap", "-"]);
    assert!(ran.code == 0 && ran.stdout.contains("\nok 1 - items/a::a\n"), "{}", ran.all());
}
