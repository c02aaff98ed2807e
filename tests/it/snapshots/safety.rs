//! Files that cannot be written, and files that are not what they were: a clear error, and nothing is lost.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use camino::Utf8Path;
use countersign::cli::review::act::{Guard, act};
use countersign::cli::review::open::{open, tidy};
use countersign::decide::review::pending::Decision;
use countersign::decide::review::session::Review;
use countersign::record::store::Store;
use countersign::source::code::Code;
use countersign::source::diagnostic::Diagnostics;

use super::{BODY, KEY, SNAP, STAGING, UPDATE, names, project, tree};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const ACCEPT: &[&str] = &["review", "--accept", "items/a"];
/// The id of a user who owns nothing.
const NOBODY: u32 = 65534;
const NEW: &str = "snapshots/items/a/a.snap.new";

/// A project whose snapshot was reviewed, where the server now answers something else, and which says so.
fn differs(server: &Server) -> Project {
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(server, BODY);
    assert_eq!(project.run(UPDATE).code, 0);
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "other", "price": 1}"#)]);
    assert_eq!(project.run(STAGING).code, 1);
    project
}

fn ran(project: &Project, mut command: Command) -> Ran {
    let output = command.output().expect("it runs");
    let text = |bytes: &[u8]| project.normal(&String::from_utf8_lossy(bytes));
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// The same command where no file can grow, as on a disk that is full.
fn on_a_full_disk(project: &Project, arguments: &[&str]) -> Ran {
    let command = project.command(arguments);
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""]).arg(command.get_program()).args(command.get_args());
    shell.current_dir(project.path("")).stdin(Stdio::null());
    take_environment(&mut shell, &command);
    ran(project, shell)
}

/// The same command as somebody whom permissions bind; tests often run as root, whom they don't.
fn as_nobody(project: &Project, arguments: &[&str]) -> Ran {
    let command = project.command(arguments);
    if project.path("").metadata().expect("there").uid() != 0 {
        return ran(project, command);
    }
    // Nobody may not look into every folder on the way to the binary.
    let mut folder = tempfile::Builder::new();
    let folder = folder.permissions(PermissionsExt::from_mode(0o755)).tempdir().expect("a folder");
    let program = folder.path().join("countersign");
    if std::fs::hard_link(command.get_program(), &program).is_err() {
        std::fs::copy(command.get_program(), &program).expect("copied");
    }
    let mut nobody = Command::new(&program);
    nobody.args(command.get_args()).current_dir(project.path("")).stdin(Stdio::null()).uid(NOBODY).gid(NOBODY);
    take_environment(&mut nobody, &command);
    ran(project, nobody)
}

/// Gives a command the environment that another one would have had.
fn take_environment(command: &mut Command, from: &Command) {
    for (name, value) in from.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

/// Says what anybody may do with a file or folder of a project.
fn permit(project: &Project, path: &str, mode: u32) {
    std::fs::set_permissions(project.path(path), PermissionsExt::from_mode(mode)).expect("permitted");
}

#[test]
fn on_a_full_disk_everything_stays_as_it_was() {
    let server = Server::start();
    let project = differs(&server);
    let before = tree(&project, "");
    let ran = on_a_full_disk(&project, UPDATE);
    assert!(
        ran.code == 1 && ran.stdout.contains("error[CS0504] snapshots/items/a/a.snap cannot be written"),
        "{}",
        ran.all()
    );
    assert!(ran.stdout.contains("the system allows no file of this size"), "{}", ran.all());
    assert_eq!(tree(&project, ""), before, "not even a temporary file stays");
    let ran = on_a_full_disk(&project, ACCEPT);
    assert!(
        ran.code == 2 && ran.stderr.contains("[CS0504]") && ran.stderr.contains("nothing is half written"),
        "{}",
        ran.all()
    );
    assert_eq!(tree(&project, ""), before);
    assert_eq!(project.run(ACCEPT).code, 0, "once there is room it goes on");
}

#[test]
fn in_a_read_only_folder_everything_stays_as_it_was() {
    let server = Server::start();
    let project = differs(&server);
    for folder in ["", "cases", "snapshots", "snapshots/items", ".countersign", ".countersign/pending"] {
        permit(&project, folder, 0o755);
    }
    permit(&project, "snapshots/items/a", 0o555);
    let before = tree(&project, "");
    let ran = as_nobody(&project, UPDATE);
    assert!(ran.code == 1 && ran.stdout.contains("error[CS0504]"), "{}", ran.all());
    assert!(ran.stdout.contains("let your user write in the folder snapshots/items/a"), "{}", ran.all());
    let ran = as_nobody(&project, ACCEPT);
    assert_eq!(ran.code, 2, "{}", ran.all());
    insta::assert_snapshot!(ran.stderr, @"
    error[CS0504]: snapshots/items/a/a.snap cannot be written: permission denied
     |
     = help: let your user write in the folder snapshots/items/a
    ");
    assert_eq!(tree(&project, ""), before);
    permit(&project, "snapshots/items/a", 0o755);
    permit(&project, SNAP, 0o000);
    let ran = as_nobody(&project, STAGING);
    assert!(
        ran.code == 2 && ran.stderr.contains("[CS0503]") && ran.stderr.contains("permission denied"),
        "{}",
        ran.all()
    );
}

#[test]
fn links_are_not_written_through() {
    let server = Server::start();
    let project = differs(&server);
    let outside = tempfile::tempdir().expect("a folder");
    let theirs = outside.path().join("a.snap");
    std::fs::rename(project.path(SNAP), &theirs).expect("moved");
    symlink(&theirs, project.path(SNAP)).expect("linked");
    let before = (std::fs::read(&theirs).expect("read"), tree(&project, "snapshots"));
    for arguments in [UPDATE, ACCEPT] {
        let ran = project.run(arguments);
        assert!(ran.code != 0 && ran.all().contains("symbolic link"), "{}", ran.all());
        assert_eq!((std::fs::read(&theirs).expect("read"), tree(&project, "snapshots")), before);
    }
    std::fs::remove_file(project.path(SNAP)).expect("removed");
    std::fs::rename(project.path("snapshots/items/a"), outside.path().join("folder")).expect("moved");
    symlink(outside.path().join("folder"), project.path("snapshots/items/a")).expect("linked");
    for arguments in [UPDATE, STAGING] {
        let ran = project.run(arguments);
        assert!(ran.code == 1 && ran.stdout.contains("it leads out of the project"), "{}", ran.all());
    }
    assert_eq!(std::fs::read_dir(outside.path().join("folder")).expect("read").count(), 1);
}

#[test]
fn what_is_damaged_is_left_to_whoever_damaged_it() {
    let server = Server::start();
    let project = differs(&server);
    let merged = format!("<<<<<<< ours\n{}=======\n>>>>>>> theirs\n", project.read(SNAP));
    for bytes in [merged.as_bytes(), b"---\n---\n\xff\xfe\n", b""] {
        std::fs::write(project.path(SNAP), bytes).expect("written");
        let before = tree(&project, "");
        for arguments in [UPDATE, STAGING, ACCEPT] {
            let ran = project.run(arguments);
            assert!(ran.code == 2 && ran.all().contains("[CS0503]"), "{arguments:?}: {}", ran.all());
            assert_eq!(tree(&project, ""), before, "{arguments:?}");
        }
    }
}

#[test]
fn what_would_reveal_a_secret_of_any_environment_is_not_accepted() {
    let server = Server::start();
    let mut project = differs(&server);
    project.write(NEW, &project.read(NEW).replace("other", KEY));
    let before = tree(&project, "snapshots");
    let ran = project.run(ACCEPT);
    assert!(ran.code == 2 && ran.stderr.contains("[CS0505]") && !ran.all().contains(KEY), "{}", ran.all());
    assert_eq!(tree(&project, "snapshots"), before);
    project.set("ITEMS_KEY", "");
    assert_eq!(project.run(ACCEPT).code, 0, "a secret that nobody knows here is no obstacle");
}

/// A review of everything pending in a project.
fn review(project: &Project) -> (Store, Guard, Review) {
    let root = project.path("");
    let root = Utf8Path::from_path(&root).expect("UTF-8").canonicalize_utf8().expect("there");
    let store = Store::new(&root);
    let mut diagnostics = Diagnostics::default();
    let pending = open(&store, &[], &mut diagnostics).pending;
    assert!(diagnostics.is_empty());
    let guard = Guard { in_ci: false, ..Guard::of(&root) };
    let review = Review::of(pending, guard.mask.clone());
    (store, guard, review)
}

#[test]
fn a_decision_about_what_was_there_is_not_made_about_what_is() {
    let server = Server::start();
    let two = BODY.replace("name: a,", "name: b,");
    server.on("GET /items/1", [Answer::item(1)]);
    let project = project(&server, &format!("{BODY}{two}"));
    assert_eq!(project.run(UPDATE).code, 0);
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "other", "price": 10.50}"#)]);
    assert_eq!(project.run(STAGING).code, 1);
    let (store, guard, mut reviewed) = review(&project);
    assert_eq!((reviewed.pending.len(), reviewed.groups.len()), (2, 1), "the same change in both");

    // Somebody edits one of the two while they are looked at.
    let edited = project.read(SNAP).replace("Chair", "Table");
    project.write(SNAP, &edited);
    let before = tree(&project, "");
    let everything = reviewed.groups[0].members.clone();
    let step = reviewed.decide(&everything, Decision::Accepted);
    let refused = act(&store, &guard, &mut reviewed, step).expect_err("stale");
    assert_eq!(refused.code, Code::SnapshotStale);
    assert_eq!(tree(&project, ""), before, "all or nothing");
    assert_eq!(reviewed.groups.len(), 2, "the review shows what is there now");
    let from: Vec<&str> = reviewed.groups.iter().map(|group| group.change(&reviewed.pending).from.as_str()).collect();
    assert!(from.iter().any(|from| from.contains("Table")), "{from:?}");
    let open: Vec<_> = reviewed.groups.iter().flat_map(|group| group.members.clone()).collect();
    let step = reviewed.decide(&open, Decision::Accepted);
    act(&store, &guard, &mut reviewed, step).expect("looked at again");
    assert_eq!(project.run(STAGING).code, 0);

    // What was decided can be taken back, but not over what somebody else wrote since.
    let step = reviewed.undo().expect("a way back");
    project.write(SNAP, &edited);
    let before = tree(&project, "");
    assert_eq!(act(&store, &guard, &mut reviewed, step).expect_err("stale").code, Code::SnapshotStale);
    assert_eq!(tree(&project, ""), before);
    assert!(reviewed.undo().is_none(), "that way back is gone");
}

#[test]
fn what_somebody_else_settled_is_settled() {
    let server = Server::start();
    let project = differs(&server);
    let (store, guard, mut reviewed) = review(&project);
    std::fs::rename(project.path(NEW), project.path(SNAP)).expect("accepted by other means");
    let accepted = project.read(SNAP);
    let everything = reviewed.groups[0].members.clone();
    let step = reviewed.decide(&everything, Decision::Rejected);
    assert_eq!(act(&store, &guard, &mut reviewed, step).expect_err("stale").code, Code::SnapshotStale);
    assert!(reviewed.groups.is_empty() && reviewed.pending.iter().all(|pending| pending.is_settled()));
    assert_eq!(project.read(SNAP), accepted);
    let found = open(&store, &[], &mut Diagnostics::default());
    assert!(found.pending.is_empty());
    assert_eq!(found.settled, [SNAP]);
    project.write(NEW, &accepted.replace("kind: body", "kind: shape"));
    tidy(&store, &found.settled);
    assert!(names(&project, ".countersign").len() == 2, "what was proposed meanwhile is left alone");
    std::fs::remove_file(project.path(NEW)).expect("removed");
    tidy(&store, &found.settled);
    assert_eq!(names(&project, ".countersign"), [".countersign/.gitignore"]);
}
