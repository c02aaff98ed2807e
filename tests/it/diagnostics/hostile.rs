//! Sizes and names that nobody means well with.

use super::{case, cases, said};
use crate::project::Project;

#[test]
fn names_that_are_too_long_become_ids_that_fit() {
    let name = "long ".repeat(400);
    let project = cases(&format!(
        "api: items\noperation: GET /items/{{id}}\ncases:\n  - name: {name}\n    request: {{ path: {{ id: 1 }} }}\n"
    ));
    let ran = project.run(&["run", "--list"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.lines().all(|line| line.len() < 130), "{}", ran.all());
}

#[test]
#[cfg(target_os = "linux")]
fn a_case_file_whose_name_is_not_utf8_is_an_error() {
    use std::os::unix::ffi::OsStrExt;
    let project = case("request: { path: { id: 1 } }");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.yaml");
    std::fs::write(project.path("cases").join(name), "api: items\ncases: []\n").expect("written");
    insta::assert_snapshot!(said("CS0111", &project.run(&["run"])), @r#"
    exit code: 2
    --- stderr
    error[CS0111]: cannot read the folder cases: PathBuf contains invalid UTF-8: [FOLDER]/cases/caf�.yaml
     --> countersign.toml:4:9
      |
    4 | cases = "cases"
      |         ^^^^^^^ the cases of this API
      |
      = help: create the folder, or correct its name; names of files in it must be UTF-8

    nothing was sent
    "#);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let project = Project::items().with("cases/a.yaml", "");
    let file = std::fs::File::create(project.path("cases/a.yaml")).expect("created");
    file.set_len(65 << 20).expect("sparse");
    insta::assert_snapshot!(said("CS0101", &project.run(&["run"])), @r"
    exit code: 2
    --- stderr
    error[CS0101]: cannot read cases/a.yaml: it has 68157440 bytes, at most 67108864 are read
     |
     = help: split the file; a folder may hold any number of files

    nothing was sent
    ");
}

#[test]
fn a_hundred_thousand_cases_are_listed() {
    let rows: String = (0..100_000).map(|row| format!("r{row},{row}\n")).collect();
    let project = cases("api: items\noperation: GET /items/{id}\ncases:\n  - name: rows\n    each: { file: rows.csv, id: id }\n    request: { path: { id: \"${{ each.value }}\" } }\n")
        .with("cases/rows.csv", &format!("id,value\n{rows}"));
    let ran = project.run(&["run", "--list"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("items/a::rows[r").count(), 100_000);
}

#[test]
fn thousands_of_problems_in_one_file_are_all_told() {
    let cases_text: String = (0..3000).map(|index| format!("  - {{ name: c{index}, bad: 1 }}\n")).collect();
    let ran = cases(&format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases_text}")).run(&["lint"]);
    assert_eq!(ran.stdout.matches("[CS0104]").count(), 3000);
}
