//! The real `cargo insta` on our files, and what we make of what it does.
//!
//! It is taken from `COUNTERSIGN_CARGO_INSTA`, else from the `PATH`; without it nothing is proved here, and the tests
//! say so. `.ci/run` installs it.

use std::path::PathBuf;
use std::process::Command;

use super::{names, project};
use crate::project::Project;
use crate::pseudo::Terminal;
use crate::server::{Answer, Server};

/// The program, when it is there.
fn cargo_insta() -> Option<PathBuf> {
    let named = std::env::var_os("COUNTERSIGN_CARGO_INSTA").map(PathBuf::from);
    let found = named.or_else(|| {
        let folders = std::env::var_os("PATH")?;
        std::env::split_paths(&folders).map(|folder| folder.join("cargo-insta")).find(|file| file.is_file())
    });
    if found.is_none() {
        #[expect(clippy::print_stderr, reason = "whoever looks why it took no time finds out")]
        {
            eprintln!("skipped: there is no cargo-insta (COUNTERSIGN_CARGO_INSTA names it)");
        }
    }
    found
}

/// `cargo insta`; it finds files through cargo, so the project is a package, too.
fn command(program: &PathBuf, project: &Project, arguments: &[&str]) -> Command {
    project.write("Cargo.toml", "[package]\nname = \"api-tests\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    project.write("src/lib.rs", "");
    let mut command = Command::new(program);
    command.arg("insta").args(arguments).current_dir(project.path("")).env("CARGO_NET_OFFLINE", "true");
    // By this it knows that it is called as `cargo insta`, also where cargo does not run the tests.
    command.env("CARGO", env!("CARGO"));
    for name in
        ["CI", "INSTA_UPDATE", "INSTA_FORCE_PASS", "INSTA_WORKSPACE_ROOT", "INSTA_PENDING_DIR", "CARGO_TARGET_DIR"]
    {
        command.env_remove(name);
    }
    command
}

/// Runs it to its end.
fn insta(program: &PathBuf, project: &Project, arguments: &[&str]) -> String {
    let output = command(program, project, arguments).output().expect("cargo insta runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo insta {arguments:?}: {text}");
    text
}

const CASES: &str = "  - { name: shape, request: { path: { id: 1 } }, expect: { snapshot: shape } }\n  \
    - { name: rows, each: { x: { id: 1 }, y: { id: 2 } }, request: { path: { id: '${{ each.id }}' } }, expect: { snapshot: body } }\n  \
    - name: steps\n    steps:\n      - { id: read, request: { path: { id: 1 } }, expect: { snapshot: body } }\n  \
    - { name: text, request: { method: GET, url: /items/3 }, expect: { snapshot: body } }\n  \
    - { name: empty, request: { method: GET, url: /items/4 }, expect: { snapshot: body } }\n  \
    - { name: bytes, request: { method: GET, url: /items/5 }, expect: { snapshot: body } }\n";
/// What the cases record, and nothing else.
const NAMES: [&str; 7] = ["bytes", "empty", "rows[x]", "rows[y]", "shape", "steps@read", "text"];

fn snaps(ending: &str) -> Vec<String> {
    NAMES.iter().map(|name| format!("snapshots/items/a/{name}{ending}")).collect()
}

/// A server whose every answer holds `word`.
fn serve(server: &Server, word: &str) {
    let plain = |body: Vec<u8>| Answer::status(200).header("content-type", "text/plain").bytes(body);
    server
        .on("GET /items/1", [Answer::json(format!(r#"{{"id": 1, "name": "{word}", "price": 1.50, "{word}": null}}"#))])
        .on("GET /items/2", [Answer::json(format!(r#"{{"id": 2, "name": "{word}", "price": 2e3, "tags": []}}"#))])
        // What insta's readers and writers could trip over: empty lines at either end, rules, markers, control characters.
        .on("GET /items/3", [plain(format!("\n\n  {word}\r\n---\n\u{1b}[31m\t\"' # é {{}}\n\n\n").into())])
        .on("GET /items/4", [if word == "one" { Answer::status(200) } else { plain(word.into()) }])
        .on("GET /items/5", [plain([b"\xff\xfe\x00".as_slice(), word.as_bytes()].concat())]);
}

/// A project in which all that insta could review is pending: what is new, or what `changed`.
fn pending(server: &Server, changed: bool) -> Project {
    serve(server, "one");
    let project = project(server, CASES);
    let run: &[&str] = &["run", "--env", "staging"];
    if changed {
        let ran = project.run(&["run", "--env", "staging", "--update-snapshots", "new"]);
        assert_eq!((ran.code, names(&project, "snapshots")), (0, snaps(".snap")), "{}", ran.all());
        serve(server, "two");
    }
    assert_eq!(project.run(run).code, 1);
    let new: Vec<String> = names(&project, "snapshots").into_iter().filter(|name| name.ends_with(".new")).collect();
    assert_eq!(new, snaps(".snap.new"));
    project
}

#[test]
fn what_it_accepts_is_accepted_to_the_byte() {
    let Some(program) = cargo_insta() else { return };
    for changed in [false, true] {
        let server = Server::start();
        let project = pending(&server, changed);
        let listed = insta(&program, &project, &["pending-snapshots"]);
        assert!(snaps(".snap").iter().all(|path| listed.contains(path.as_str())), "{listed}");
        let proposed: Vec<String> = snaps(".snap.new").iter().map(|path| project.read(path)).collect();
        insta(&program, &project, &["accept"]);
        assert_eq!(names(&project, "snapshots"), snaps(".snap"));
        let accepted: Vec<String> = snaps(".snap").iter().map(|path| project.read(path)).collect();
        assert_eq!(accepted, proposed, "what we write is what insta writes");
        let ran = project.run(&["review", "--list"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, "no snapshot waits for its review\n"));
        assert_eq!(names(&project, ".countersign/pending").len(), NAMES.len(), "a list changes nothing");
        let ran = project.run(&["run", "--env", "staging"]);
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert!(names(&project, ".countersign/pending").is_empty(), "what is settled is forgotten");
    }
}

#[test]
fn what_it_rejects_is_settled_and_comes_again_with_the_next_run() {
    let Some(program) = cargo_insta() else { return };
    let server = Server::start();
    let project = pending(&server, true);
    let before: Vec<String> = snaps(".snap").iter().map(|path| project.read(path)).collect();
    insta(&program, &project, &["reject"]);
    assert_eq!(names(&project, "snapshots"), snaps(".snap"));
    let after: Vec<String> = snaps(".snap").iter().map(|path| project.read(path)).collect();
    assert_eq!(after, before);
    assert_eq!(names(&project, ".countersign/pending").len(), NAMES.len());
    assert_eq!(project.run(&["review", "--list"]).code, 0);
    assert_eq!(Terminal::review(&project, &[]).end().code, 0);
    assert!(names(&project, ".countersign/pending").is_empty(), "a review forgets what is settled");
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 1);
    assert_eq!(names(&project, "snapshots").len(), 2 * NAMES.len());
}

#[test]
fn one_of_many_is_accepted_alone() {
    let Some(program) = cargo_insta() else { return };
    let server = Server::start();
    let project = pending(&server, true);
    insta(&program, &project, &["accept", "--snapshot", "snapshots/items/a/rows[x].snap"]);
    assert!(project.read("snapshots/items/a/rows[x].snap").contains("two"));
    assert!(project.read("snapshots/items/a/rows[y].snap").contains("one"));
    let ran = project.run(&["review", "--json"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.stdout.contains("rows[x]") && ran.stdout.contains("rows[y]"), "{}", ran.all());
    let ran = project.run(&["review", "--accept", "rows[y]"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert_eq!(names(&project, ".countersign/pending").len(), NAMES.len() - 2);
}

#[test]
fn files_that_git_ignores_are_found_all_the_same() {
    let Some(program) = cargo_insta() else { return };
    let server = Server::start();
    let project = pending(&server, false);
    let made = Command::new("git").args(["init", "-q"]).current_dir(project.path("")).status();
    assert!(made.is_ok_and(|status| status.success()));
    project.write(".gitignore", "*.snap.new\n");
    insta(&program, &project, &["accept"]);
    assert_eq!(names(&project, "snapshots"), snaps(".snap"));
}

#[test]
fn what_is_decided_in_its_review_is_understood() {
    let Some(program) = cargo_insta() else { return };
    let server = Server::start();
    let project = pending(&server, true);
    let text = |name: &str, ending: &str| project.read(&format!("snapshots/items/a/{name}{ending}"));
    let before: Vec<String> = NAMES.iter().map(|name| text(name, ".snap")).collect();
    let proposed: Vec<String> = NAMES.iter().map(|name| text(name, ".snap.new")).collect();
    let mut terminal = Terminal::running(&command(&program, &project, &["review"]), (100, 50));
    // Every other one is accepted, the shape is rejected, and the rest is left for later.
    let keys = ["a", "s", "a", "s", "r", "s", "a"];
    for (number, (key, name)) in keys.iter().zip(NAMES).enumerate() {
        let screen = terminal.wait_for(&[&format!("Reviewing [{}/7]", number + 1), &format!("{name}.snap"), "s skip"]);
        assert!(screen.contains("Source: cases/a.yaml"), "{screen}");
        terminal.press(key);
    }
    let left = terminal.end();
    assert_eq!(left.code, 0, "{}", left.screen);
    for (index, (key, name)) in keys.iter().zip(NAMES).enumerate() {
        let wanted = if *key == "a" { &proposed[index] } else { &before[index] };
        assert_eq!(text(name, ".snap"), *wanted, "{name}");
        assert_eq!(project.path(&format!("snapshots/items/a/{name}.snap.new")).exists(), *key == "s", "{name}");
    }
    let ran = project.run(&["review", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let waiting: Vec<&str> =
        document["snapshots"].as_array().expect("a list").iter().filter_map(|one| one["snapshot"].as_str()).collect();
    let skipped = ["empty", "rows[y]", "steps@read"].map(|name| format!("snapshots/items/a/{name}.snap"));
    assert_eq!(waiting, skipped);
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 1, "what was rejected and skipped still differs");
    let waiting: Vec<String> = names(&project, "snapshots").into_iter().filter(|name| name.ends_with(".new")).collect();
    assert_eq!(
        waiting,
        ["empty", "rows[y]", "shape", "steps@read"].map(|name| format!("snapshots/items/a/{name}.snap.new"))
    );
    assert_eq!(project.run(&["review", "--accept", "items"]).code, 0);
    let ran = project.run(&["run", "--env", "staging"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(names(&project, ".countersign/pending").is_empty());
}
