//! Killed at any moment, a snapshot is its old or its new text, and nothing that was not decided is lost.
//!
//! The moments are random over the time that the command takes. Waiting for one is no waiting for something to happen:
//! that a moment comes is all that it is about, and it is cut short when the command ends before.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::Stdio;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::{UPDATE, names, project, tree};
use crate::project::Project;
use crate::server::{Answer, Server};

/// How often each command is killed while it runs.
const KILLS: usize = 150;
/// In how many of these some files were old and some new: the kills did hit the writing.
const BETWEEN: usize = 5;
/// How many of these reviews are brought to their end.
const RESUMED: usize = 10;
/// After this many attempts something is wrong with the test.
const ATTEMPTS: usize = 2000;
/// How many snapshots are written each time.
const CASES: u32 = 8;

type Texts = BTreeMap<String, String>;

/// Kills the command at random moments of its run, and looks at what it left after each.
fn kill_often(project: &Project, arguments: &[&str], mut prepare: impl FnMut(usize), mut check: impl FnMut() -> bool) {
    let mut random = fastrand::Rng::new();
    prepare(0);
    let started = Instant::now();
    assert!(project.run(arguments).code <= 1);
    let mut longest = started.elapsed();
    let (mut kills, mut between) = (0, 0);
    for attempt in 1..ATTEMPTS {
        prepare(attempt);
        let was_killed = kill_after(project, arguments, longest.mul_f64(random.f64()));
        // The longest wait follows the time that the command takes, which depends on what else runs here.
        longest = longest.mul_f64(if was_killed { 1.02 } else { 0.9 }).max(Duration::from_millis(1));
        kills += usize::from(was_killed);
        between += usize::from(check());
        if kills >= KILLS && between >= BETWEEN {
            return;
        }
    }
    panic!("only {kills} kills, of which {between} hit the writing");
}

/// Whether the command was still running after this time, and was killed.
fn kill_after(project: &Project, arguments: &[&str], time: Duration) -> bool {
    let mut command = project.command(arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary runs");
    let mut output = child.stdout.take().expect("a pipe");
    let (ended, has_ended) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let _ = output.read_to_end(&mut Vec::new());
            let _ = ended.send(());
        });
        let was_running = has_ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
        child.kill().expect("killed, or it has ended");
        let status = child.wait().expect("waited for");
        was_running && status.code().is_none()
    })
}

/// The texts of all snapshots; what a killed process left in the making is no snapshot.
fn snapshots(project: &Project) -> Texts {
    let mut files = tree(project, "snapshots");
    files.retain(|path, _| path.ends_with(".snap"));
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text"))).collect()
}

/// Whether every file has its text of one of the two; and whether there are some of both.
fn is_between(found: &Texts, old: &Texts, new: &Texts) -> bool {
    assert!(found.keys().eq(old.keys()), "{:?}", found.keys());
    for (path, text) in found {
        assert!(*text == old[path] || *text == new[path], "{path} is damaged: {text}");
    }
    let is = |texts: &Texts| found.iter().all(|(path, text)| *text == texts[path]);
    !is(old) && !is(new)
}

fn serve(server: &Server, name: &str) {
    for n in 0..CASES {
        let tags = vec!["\"tag\""; 200].join(", ");
        let body = format!(r#"{{"id": {n}, "name": "{name}", "price": 1, "tags": [{tags}]}}"#);
        server.on(&format!("GET /items/{n}"), [Answer::json(body)]);
    }
}

/// A project on a server, with the texts of its snapshots when the server says `old` and when it says `new`.
fn recorded(server: &Server) -> (Project, Texts, Texts) {
    let case =
        |n: u32| format!("  - {{ name: c{n}, request: {{ path: {{ id: {n} }} }}, expect: {{ snapshot: body }} }}\n");
    let project = project(server, &(0..CASES).map(case).collect::<String>());
    let texts = ["new", "old"].map(|name| {
        serve(server, name);
        assert_eq!(project.run(UPDATE).code, 0);
        snapshots(&project)
    });
    let [new, old] = texts;
    assert!(old.len() == CASES as usize && old.iter().all(|(path, text)| new[path] != *text));
    (project, old, new)
}

#[test]
fn a_run_that_is_killed_leaves_every_snapshot_whole() {
    let server = Server::start();
    let (project, old, new) = recorded(&server);
    let is_new = |attempt: usize| attempt.is_multiple_of(2);
    kill_often(
        &project,
        UPDATE,
        |attempt| serve(&server, if is_new(attempt) { "new" } else { "old" }),
        || is_between(&snapshots(&project), &old, &new),
    );
    serve(&server, "new");
    assert_eq!(project.run(UPDATE).code, 0);
    assert_eq!(snapshots(&project), new, "and whatever was left, the next run writes them all");
    assert!(names(&project, "snapshots").iter().all(|path| !path.ends_with(".new")));
}

#[test]
fn a_review_that_is_killed_loses_no_decision_and_nothing_undecided() {
    let server = Server::start();
    let (project, old, new) = recorded(&server);
    serve(&server, "new");
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 1);
    let pending: Vec<(String, Vec<u8>)> =
        tree(&project, "").into_iter().filter(|(path, _)| path.contains(".snap") || path.ends_with(".json")).collect();
    assert_eq!(pending.len(), 3 * CASES as usize, "the snapshot, what is beside it, and what led to it");
    let restore = |_| {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
        pending.iter().for_each(|(path, bytes)| project.write(path, &text(bytes)));
    };
    let mut resumed = 0;
    kill_often(&project, &["review", "--accept", "items"], restore, || {
        let found = snapshots(&project);
        let between = is_between(&found, &old, &new);
        for (path, _) in found.iter().filter(|(path, text)| **text == old[*path]) {
            assert_eq!(project.read(&format!("{path}.new")), new[path], "what was not accepted yet still waits");
        }
        if between && resumed < RESUMED {
            resumed += 1;
            assert_eq!(project.run(&["review", "--accept", "items"]).code, 0, "it goes on where it was");
            assert_eq!(snapshots(&project), new);
            assert_eq!(project.run(&["review", "--list"]).code, 0);
        }
        between
    });
}
