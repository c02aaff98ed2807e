//! `countersign init`, on descriptions that nobody has prepared for it.

use crate::project::Project;

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";

#[test]
fn what_it_writes_is_accepted_and_holds_on_a_mock() {
    let paths = "paths:\n  /pets:\n    get:\n      responses:\n        '200':\n          description: all\n          \
                 content: { application/json: { schema: { type: array, items: { type: string } } } }\n";
    let project = Project::empty().with("pets.yaml", &format!("{HEAD}{paths}"));
    let made = project.run(&["init", "--contract", "pets.yaml"]);
    assert_eq!(made.code, 0, "{}", made.all());
    let linted = project.run(&["lint", "--strict"]);
    assert_eq!(linted.code, 0, "{}", linted.all());
    let ran = project.run(&["run"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 passed"), "{}", ran.all());
}

#[test]
fn a_description_without_an_operation_is_refused_and_nothing_is_written() {
    let project = Project::empty().with("empty.yaml", &format!("{HEAD}paths: {{}}\n"));
    let made = project.run(&["init", "--contract", "empty.yaml"]);
    assert!(made.code == 2 && made.stderr.contains("empty.yaml describes no operation"), "{}", made.all());
    assert!(!project.path("countersign.toml").exists());
}
