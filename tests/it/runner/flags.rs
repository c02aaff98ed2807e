//! libtest's flags, and what selects cases.

use crate::project::Project;

const CASES: &str = r#"api: items
operation: GET /items/{id}
defaults: { request: { path: { id: "${{ vars.item }}" } } }
cases:
  - name: first
    tags: [quick]
    expect: { status: 200 }

  - name: rows
    each:
      one: { id: 1 }
      two: { id: 2 }
    request: { path: { id: "${{ each.id }}" } }
    expect: { status: 200 }
  - name: left out
    skip: not today
"#;

fn project() -> Project {
    Project::items().with("cases/a.yaml", CASES)
}

fn ids(project: &Project, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["run", "--list"];
    all.extend(arguments);
    let ran = project.run(&all);
    assert_eq!(ran.code, 0, "{}", ran.all());
    ran.stdout.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

#[test]
fn the_list_has_every_id_and_sends_nothing() {
    let project = project();
    let all = ["items/a::first", "items/a::rows[one]", "items/a::rows[two]", "items/a::left-out"];
    assert_eq!(ids(&project, &[]), all);
    assert_eq!(ids(&project, &["--format", "terse"]), all);
    assert_eq!(ids(&project, &["--ignored"]), ["items/a::left-out"]);
    let terse = project.run(&["run", "--list", "--format", "terse"]);
    assert_eq!(terse.stdout, all.map(|id| format!("{id}: test\n")).concat());
}

#[test]
fn the_list_needs_no_contract() {
    let project = project();
    project.write("items.yaml", "openapi: 3.1.0\npaths: [no, {description");
    assert_eq!(ids(&project, &[]).len(), 4);
    assert_eq!(project.run(&["run"]).code, 2);
}

#[test]
fn filters_are_parts_of_ids_or_tags_and_any_of_them_selects() {
    let project = project();
    assert_eq!(ids(&project, &["rows"]), ["items/a::rows[one]", "items/a::rows[two]"]);
    assert_eq!(ids(&project, &["quick", "[two]"]), ["items/a::first", "items/a::rows[two]"]);
    assert_eq!(ids(&project, &["--tag", "quick"]), ["items/a::first"]);
    assert_eq!(ids(&project, &["--exact", "items/a::rows[two]"]), ["items/a::rows[two]"]);
    assert_eq!(ids(&project, &["--exact", "rows"]).len(), 0);
    assert_eq!(ids(&project, &["--skip", "rows", "--skip", "left"]), ["items/a::first"]);
}

#[test]
fn a_place_selects_the_case_or_the_row_that_stands_there() {
    let project = project();
    let rows = ["items/a::rows[one]", "items/a::rows[two]"];
    for (line, expected) in [
        (4, &[] as &[&str]),
        (5, &["items/a::first"]),
        (7, &["items/a::first"]),
        (9, &rows),
        (11, &["items/a::rows[one]"]),
        (12, &["items/a::rows[two]"]),
        (14, &rows),
        (15, &["items/a::left-out"]),
        (16, &["items/a::left-out"]),
        (99, &[]),
    ] {
        assert_eq!(ids(&project, &[&format!("cases/a.yaml:{line}")]), expected, "line {line}");
    }
    assert_eq!(ids(&project, &["./cases/a.yaml"]).len(), 4);
}

#[test]
fn an_exact_id_needs_no_other_file() {
    let project = project().with("cases/broken.yaml", "api: items\ncases: {");
    assert_eq!(project.run(&["run", "--exact", "items/a::first"]).code, 0);
    assert_eq!(project.run(&["run", "first"]).code, 2);
}

#[test]
fn any_number_of_threads_will_do_but_none() {
    let project = project();
    for threads in ["1", "2", "16"] {
        let ran = project.run(&["run", "--test-threads", threads]);
        assert!(ran.code == 0 && ran.stdout.contains("3 passed, 1 skipped"), "{threads}: {}", ran.all());
    }
    let ran = project.run(&["run", "--test-threads", "0"]);
    assert!(ran.code == 2 && ran.stderr.contains("from 1 to 1024"), "{}", ran.all());
}

#[test]
fn libtests_formats_own_stdout() {
    let project = project();
    let pretty = project.run(&["run", "--format", "pretty", "--test-threads", "1"]);
    assert!(pretty.stdout.contains("test items/a::first               ... ok"), "{}", pretty.all());
    assert!(pretty.stdout.contains("test result: ok. 3 passed; 0 failed; 1 ignored"), "{}", pretty.all());
    assert!(pretty.stderr.contains("3 hold on mock: checks the suite, not your API"), "{}", pretty.all());
    let terse = project.run(&["run", "--format", "terse", "--test-threads", "1"]);
    assert!(terse.code == 0 && terse.stdout.contains("...i"), "{}", terse.all());
    let json = project.run(&["run", "--format", "json"]);
    for line in json.stdout.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    }
    assert!(json.stdout.contains(r#""event": "ok", "passed": 3"#), "{}", json.all());
}

#[test]
fn quiet_keeps_what_matters() {
    let project = project().with("cases/b.yaml", "api: items\noperation: GET /items/{id}\ncases:\n  - { name: fails, request: { path: { id: 1 } }, expect: { status: 404 } }\n");
    let ran = project.run(&["run", "--quiet"]);
    assert!(!ran.stdout.contains("items/a::first") && ran.stdout.contains("FAILED  items/b::fails"), "{}", ran.all());
    assert!(ran.stdout.contains("1 failed, 3 passed, 1 skipped in [TIME] (seed [SEED])"), "{}", ran.all());
}
