//! `countersign rename`: ids, and everything that hangs on them.

use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const RUN: &[&str] = &["run", "--env", "staging"];

const CASES: &str = r#"# The items.
api: items
operation: GET /items/{id}
undocumented: allow
defaults:
  expect: { snapshot: body }   # all of them
cases:
  - name: shows an item        # the first
    request: { path: { id: 1 } }
    known_failure: { check: CS0312, reason: "odd" }

  - name: shows every item
    id: every
    each:
      one: { id: 1 }   # one
      two: { id: 2 }
    request: { path: { id: "${{ each.id }}" } }

  - name: reads twice
    steps:
      - id: read
        request: { path: { id: 1 } }
      - request: { path: { id: "${{ steps.read.response.body.id }}" } }
        expect:
          snapshot: shape
          assert: [ "steps.read.response.status == response.status" ]
"#;

/// A project in which everything has a snapshot, and one waits for its review.
fn project(server: &Server) -> Project {
    for id in 1..=2 {
        server.on(&format!("GET /items/{id}"), [Answer::item(id)]);
    }
    let mut project = Project::items().with("cases/a.yaml", CASES);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a-key-of-items");
    let ran = project.run(&["run", "--env", "staging", "--update-snapshots", "new"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "Table", "price": 10.50}"#)]);
    assert_eq!(project.run(RUN).code, 1);
    project
}

/// Everything under these folders.
fn files(project: &Project) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<String> = ["cases", "snapshots", ".countersign/pending"].map(str::to_owned).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(project.path(&folder)).into_iter().flatten().flatten() {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            match entry.path().is_dir() {
                true => folders.push(path),
                false => found.push((path.clone(), project.read(&path))),
            }
        }
    }
    found.sort();
    found
}

fn names(project: &Project) -> Vec<String> {
    files(project).into_iter().map(|(path, _)| path).filter(|path| path.starts_with("snapshots")).collect()
}

/// Nothing is unreviewed that was not, nothing is obsolete, and the contents are the same.
fn is_whole(project: &Project, server: &Server, pending: &[&str]) {
    let ran = project.run(&["lint"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let ran = project.run(&["snapshots", "--unreferenced"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let listed = project.run(&["review", "--list"]).stdout;
    for id in pending {
        assert!(listed.contains(id), "{id}\n{listed}");
    }
    server.on("GET /items/1", [Answer::item(1)]);
    let ran = project.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(!names(project).iter().any(|name| name.ends_with(".new")), "{:?}", names(project));
}

fn renamed(project: &Project, from: &str, to: &str) -> Ran {
    let before = files(project);
    let dry = project.run(&["rename", from, to, "--dry-run"]);
    assert_eq!((dry.code, files(project)), (0, before), "{}", dry.all());
    let ran = project.run(&["rename", from, to]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let told =
        |text: &str| text.lines().skip(1).take_while(|line| line.starts_with(' ')).collect::<Vec<_>>().join("\n");
    assert_eq!(told(&ran.stdout), told(&dry.stdout));
    ran
}

#[test]
fn a_case_takes_everything_along() {
    let server = Server::start();
    let project = project(&server);
    let snapshot = project.read("snapshots/items/a/shows-an-item.snap");
    let proposed = project.read("snapshots/items/a/shows-an-item.snap.new");
    insta::assert_snapshot!(renamed(&project, "items/a::shows-an-item", "items/a::one-item").all(), @r"
exit code: 0
--- stdout
items/a::shows-an-item is now items/a::one-item
  cases/a.yaml:9: id: one-item
  snapshots/items/a/shows-an-item.snap -> snapshots/items/a/one-item.snap
  snapshots/items/a/shows-an-item.snap.new -> snapshots/items/a/one-item.snap.new
3 files changed
");
    let id = "  - name: shows an item        # the first\n";
    assert_eq!(project.read("cases/a.yaml"), CASES.replace(id, &format!("{id}    id: one-item\n")));
    let own = |text: &str| text.replace("items/a::shows-an-item", "items/a::one-item");
    assert_eq!(project.read("snapshots/items/a/one-item.snap"), own(&snapshot));
    assert_eq!(project.read("snapshots/items/a/one-item.snap.new"), own(&proposed));
    let proposal = project.read(".countersign/pending/items/a/one-item.json");
    assert!(!proposal.contains("shows-an-item") && proposal.contains("items/a::one-item"), "{proposal}");
    is_whole(&project, &server, &["items/a::one-item"]);
}

#[test]
fn rows_steps_and_files_take_everything_along() {
    let server = Server::start();
    let project = project(&server);
    insta::assert_snapshot!(renamed(&project, "items/a::every[one]", "items/a::every[first]").all(), @r"
exit code: 0
--- stdout
items/a::every[one] is now items/a::every[first]
  cases/a.yaml:15: first: { id: 1 }   # one
  snapshots/items/a/every[one].snap -> snapshots/items/a/every[first].snap
  snapshots/items/a/every[one].snap.new -> snapshots/items/a/every[first].snap.new
3 files changed
");
    insta::assert_snapshot!(renamed(&project, "items/a::reads-twice@read", "items/a::reads-twice@look").all(), @r#"
exit code: 0
--- stdout
items/a::reads-twice@read is now items/a::reads-twice@look
  cases/a.yaml:21: - id: look
  cases/a.yaml:23: - request: { path: { id: "${{ steps.look.response.body.id }}" } }
  cases/a.yaml:26: assert: [ "steps.look.response.status == response.status" ]
  snapshots/items/a/reads-twice@read.snap -> snapshots/items/a/reads-twice@look.snap
  snapshots/items/a/reads-twice@read.snap.new -> snapshots/items/a/reads-twice@look.snap.new
3 files changed
"#);
    insta::assert_snapshot!(renamed(&project, "items/a::reads-twice@2", "items/a::reads-twice@again").all(), @r"
exit code: 0
--- stdout
items/a::reads-twice@2 is now items/a::reads-twice@again
  cases/a.yaml:23: - id: again
  snapshots/items/a/reads-twice@2.snap -> snapshots/items/a/reads-twice@again.snap
2 files changed
");
    insta::assert_snapshot!(renamed(&project, "items/a::every", "items/a::all").all(), @r"
exit code: 0
--- stdout
items/a::every is now items/a::all
  cases/a.yaml:13: id: all
  snapshots/items/a/every[first].snap -> snapshots/items/a/all[first].snap
  snapshots/items/a/every[first].snap.new -> snapshots/items/a/all[first].snap.new
  snapshots/items/a/every[two].snap -> snapshots/items/a/all[two].snap
4 files changed
");
    insta::assert_snapshot!(renamed(&project, "items/a", "items/some/things").all(), @r"
exit code: 0
--- stdout
items/a is now items/some/things
  cases/a.yaml -> cases/some/things.yaml
  snapshots/items/a/all[first].snap -> snapshots/items/some/things/all[first].snap
  snapshots/items/a/all[first].snap.new -> snapshots/items/some/things/all[first].snap.new
  snapshots/items/a/all[two].snap -> snapshots/items/some/things/all[two].snap
  snapshots/items/a/reads-twice@again.snap -> snapshots/items/some/things/reads-twice@again.snap
  snapshots/items/a/reads-twice@look.snap -> snapshots/items/some/things/reads-twice@look.snap
  snapshots/items/a/reads-twice@look.snap.new -> snapshots/items/some/things/reads-twice@look.snap.new
  snapshots/items/a/shows-an-item.snap -> snapshots/items/some/things/shows-an-item.snap
  snapshots/items/a/shows-an-item.snap.new -> snapshots/items/some/things/shows-an-item.snap.new
9 files changed
");
    let cases = CASES
        .replace("id: every", "id: all")
        .replace("one: { id", "first: { id")
        .replace("id: read\n", "id: look\n")
        .replace("steps.read", "steps.look")
        .replace("- request: { path: { id: \"", "- id: again\n        request: { path: { id: \"");
    assert_eq!(project.read("cases/some/things.yaml"), cases);
    assert!(!project.path("cases/a.yaml").exists() && !project.path("snapshots/items/a").exists());
    assert!(files(&project).iter().all(|(_, text)| !text.contains("items/a::") && !text.contains("cases/a.yaml")));
    is_whole(&project, &server, &["items/some/things::all", "items/some/things::reads-twice@look"]);
}

#[test]
fn what_was_renamed_by_hand_or_stopped_halfway_is_finished() {
    let server = Server::start();
    let project = project(&server);
    // By hand.
    project.write("cases/a.yaml", &CASES.replace("id: every", "id: all"));
    insta::assert_snapshot!(renamed(&project, "items/a::every", "items/a::all").all(), @r"
exit code: 0
--- stdout
items/a::all was called items/a::every before; what was left behind has followed
  snapshots/items/a/every[one].snap -> snapshots/items/a/all[one].snap
  snapshots/items/a/every[one].snap.new -> snapshots/items/a/all[one].snap.new
  snapshots/items/a/every[two].snap -> snapshots/items/a/all[two].snap
3 files changed
");
    // Stopped before the old files were removed.
    let before = files(&project);
    renamed(&project, "items/a::all", "items/a::each");
    for (path, text) in before.iter().filter(|(path, _)| path.contains("/all")) {
        project.write(path, text);
    }
    let again = project.run(&["rename", "items/a::all", "items/a::each"]);
    assert_eq!(again.code, 0, "{}", again.all());
    // Stopped before the case file was written.
    let after = files(&project);
    project.write("cases/a.yaml", &project.read("cases/a.yaml").replace("id: each", "id: all"));
    for (path, text) in before.iter().filter(|(path, _)| path.contains("/all")) {
        project.write(path, text);
    }
    renamed(&project, "items/a::all", "items/a::each");
    assert_eq!(files(&project), after);
    // A file that was copied and not yet removed.
    project.write("cases/b.yaml", &project.read("cases/a.yaml"));
    renamed(&project, "items/a", "items/b");
    let ran = project.run(&["rename", "items/a", "items/b"]);
    assert!(ran.code == 2 && ran.stderr.contains("nothing of `items/a` is left"), "{}", ran.all());
    is_whole(&project, &server, &["items/b::each"]);
}

#[test]
fn what_cannot_be_renamed_says_why_and_stays() {
    let server = Server::start();
    let mut project = project(&server);
    project.write("cases/c.yaml", "api: items\noperation: GET /items/{id}\ncases:\n  - name: other\n    request: { path: { id: 1 }, json: 1, invalid: x }\n");
    project.write("snapshots/items/a/taken.snap", "---\n---\nsomebody's\n");
    let before = files(&project);
    let mut said = String::new();
    for (from, to) in [
        ("items/a::show-an-item", "items/a::x"),
        ("items/b", "items/x"),
        ("items/a::every[three]", "items/a::every[x]"),
        ("items/a::shows-an-item", "items/a::every"),
        ("items/a::shows-an-item", "items/a::Not This"),
        ("items/a::shows-an-item", "items/a::taken"),
        ("items/a::shows-an-item", "items/c::shows-an-item"),
        ("items/a::shows-an-item", "items/a"),
        ("items/a::shows-an-item", "items/a::shows-an-item"),
        ("items/a", "other/a"),
        ("items/a", "items/c"),
        ("items/a", "items/A"),
        ("items/a", "items/../x"),
        ("cases/a.yaml", "items/x"),
        ("items/a::reads-twice@read", "items/a::every@read"),
        ("items/a::reads-twice@read", "items/a::reads-twice@look-at"),
        ("items/a::reads-twice@read", "items/a::reads-twice@2"),
        ("items/a::every[one]", "items/a::every[two]"),
    ] {
        let ran = project.run(&["rename", from, to]);
        assert_eq!((ran.code, files(&project)), (2, before.clone()), "{}", ran.all());
        said.push_str(&format!("{from} {to}\n{}\n", ran.stderr));
    }
    insta::assert_snapshot!(said, @r"
items/a::show-an-item items/a::x
error[CS0126]: there is no case `items/a::show-an-item`
 |
 = help: did you mean `items/a::shows-an-item`?


items/b items/x
error[CS0126]: there is no case file `items/b`
 |
 = help: did you mean `items/a`?


items/a::every[three] items/a::every[x]
error[CS0126]: there is no row `items/a::every[three]`
 |
 = help: `countersign run --list` prints every id


items/a::shows-an-item items/a::every
error[CS0108]: there is a case `items/a::every` already
  --> cases/a.yaml:12:11
   |
12 |   - name: shows every item
   |           ^^^^^^^^^^^^^^^^ stands here
   |
   = help: choose another id


items/a::shows-an-item items/a::Not This
error[CS0107]: `items/a::Not This` cannot be given: `Not This` is no id: letters a-z, digits and `-`, such as `not-this`
 |
 = help: ids become file names, so they are kept simple


items/a::shows-an-item items/a::taken
error[CS0504]: snapshots/items/a/taken.snap is there already, and is not what snapshots/items/a/shows-an-item.snap would become
 |
 = help: look at both and delete one of them; `countersign snapshots` shows who asks for what


items/a::shows-an-item items/c::shows-an-item
error[CS0509]: a case is not moved to another file: items/a::shows-an-item may need what else cases/a.yaml says
 --> cases/a.yaml:8:11
  |
8 |   - name: shows an item        # the first
  |           ^^^^^^^^^^^^^ stands here
  |
  = help: move its text into the file of `items/c` by hand, with the defaults and variables that it needs, then call `countersign rename items/a::shows-an-item items/c::shows-an-item` again: it takes the snapshots along


items/a::shows-an-item items/a
error[CS0107]: `items/a::shows-an-item` is a case, and `items/a` is a case file
 |
 = help: write the new id in the same way as the old one, whole


items/a::shows-an-item items/a::shows-an-item
error[CS0107]: both ids are `items/a::shows-an-item`
 |
 = help: give another one


items/a other/a
error[CS0107]: `items/a` is of the API items, which a new name does not change
 |
 = help: keep the API


items/a items/c
error[CS0108]: there is a case file `items/c` already
 --> cases/c.yaml:1:6
  |
1 | api: items
  |      ^^^^^ stands here
  |
  = help: choose another id


items/a items/A
error[CS0107]: `items/a` and `items/A` differ only by case
 |
 = help: some file systems take them for the same


items/a items/../x
error[CS0107]: `items/../x` is no id: API/TOPIC, API/TOPIC::CASE, API/TOPIC::CASE@STEP or API/TOPIC::CASE[ROW]
 |
 = help: ids are API/TOPIC, API/TOPIC::CASE, API/TOPIC::CASE@STEP and API/TOPIC::CASE[ROW]; `countersign run --list` prints them


cases/a.yaml items/x
error[CS0107]: `cases/a.yaml` is a path: the id of a case file is API/TOPIC, without folder and ending
 |
 = help: ids are API/TOPIC, API/TOPIC::CASE, API/TOPIC::CASE@STEP and API/TOPIC::CASE[ROW]; `countersign run --list` prints them


items/a::reads-twice@read items/a::every@read
error[CS0107]: a step stays in its case, items/a::reads-twice
 |
 = help: change only its own part


items/a::reads-twice@read items/a::reads-twice@look-at
error[CS0509]: cases/a.yaml:23:32: `items/a::reads-twice@read` cannot be renamed here: `steps.read` cannot be written with `look-at`: use letters, digits and `_` only
 |
 = help: choose another id, or make it `items/a::reads-twice@look-at` by hand and call `countersign rename items/a::reads-twice@read items/a::reads-twice@look-at` again: it takes the snapshots along


items/a::reads-twice@read items/a::reads-twice@2
error[CS0107]: `items/a::reads-twice@2` cannot be given: `2` is a position: a step's id has a letter in it
 |
 = help: ids become file names, so they are kept simple


items/a::every[one] items/a::every[two]
error[CS0108]: there is a row `items/a::every[two]` already
  --> cases/a.yaml:16:7
   |
16 |       two: { id: 2 }
   |       ^^^ stands here
   |
   = help: choose another id
");
    project.set("CI", "1");
    let ran = project.run(&["rename", "items/a::every", "items/a::all"]);
    assert!(ran.code == 2 && ran.stderr.contains("never written in CI"), "{}", ran.all());
    assert_eq!(project.run(&["rename", "items/a::every", "items/a::all", "--dry-run"]).code, 0);
    assert_eq!(files(&project), before);
}

#[test]
fn what_stands_elsewhere_or_is_linked_is_left_alone() {
    let server = Server::start();
    let project = project(&server);
    let head = "api: items\noperation: GET /items/{id}\ncases:\n";
    project.write("cases/_blocks.yaml", "blocks:\n  look:\n    steps:\n      - id: it\n        operation: GET /items/{id}\n        request: { path: { id: 1 } }\n");
    project.write("cases/rows.csv", "name,id\nfirst,1\n");
    project.write(
        "cases/d.yaml",
        &format!("{head}  - {{ name: block, steps: [{{ use: {{ block: look }} }}] }}\n  - {{ name: rows, each: {{ file: rows.csv, id: name }}, request: {{ path: {{ id: \"${{{{ each.id }}}}\" }} }} }}\n"),
    );
    let before = files(&project);
    let mut said = String::new();
    for (from, to) in [
        ("items/d::block@it", "items/d::block@that"),
        ("items/d::rows[first]", "items/d::rows[one]"),
        ("items/d", "items/deep/d"),
    ] {
        let ran = project.run(&["rename", from, to]);
        assert_eq!((ran.code, files(&project)), (2, before.clone()), "{}", ran.all());
        said.push_str(&format!("{from} {to}\n{}\n", ran.stderr));
    }
    let file = project.path("cases/a.yaml");
    std::fs::rename(&file, project.path("real.yaml")).expect("moved");
    std::os::unix::fs::symlink(project.path("real.yaml"), &file).expect("linked");
    let ran = project.run(&["rename", "items/a::every", "items/a::all"]);
    assert_eq!((ran.code, files(&project)), (2, before), "{}", ran.all());
    said.push_str(&ran.stderr);
    insta::assert_snapshot!(said, @r#"
items/d::block@it items/d::block@that
error[CS0509]: cases/_blocks.yaml:5:20: `items/d::block@it` cannot be renamed here: the step is not written in the case itself
 |
 = help: choose another id, or make it `items/d::block@that` by hand and call `countersign rename items/d::block@it items/d::block@that` again: it takes the snapshots along


items/d::rows[first] items/d::rows[one]
error[CS0509]: cases/d.yaml:5:25: `items/d::rows[first]` cannot be renamed here: the rows come from a file of their own
 |
 = help: choose another id, or make it `items/d::rows[one]` by hand and call `countersign rename items/d::rows[first] items/d::rows[one]` again: it takes the snapshots along


items/d items/deep/d
error[CS0509]: cases/d.yaml cannot go to another folder: it names files relative to its own
 --> cases/d.yaml:5:27
  |
5 |   - { name: rows, each: { file: rows.csv, id: name }, request: { path: { id: "${{ each.id }}" } } }
  |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ such as here
  |
  = help: move it by hand and correct the paths, then call `countersign rename items/d items/deep/d` again: it takes the snapshots along


error[CS0504]: cases/a.yaml is a symbolic link, which is not followed
 |
 = help: replace the link by the file that it stands for: cases/a.yaml
"#);
}
