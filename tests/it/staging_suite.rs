//! The suites of both documented APIs against a server that keeps the documentation to the letter, and against copies
//! of it with one defect each.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::project::{Project, Ran};
use crate::staging::{Area, Defect, Reading, Staging};

/// Defects that the documentation does not forbid clearly enough for the suite to insist on, each with the reason.
const TOLERATED: &[(Defect, &str)] = &[
    (Defect::SequenceLookedUpBeforeKey, "which of 401 and 404 comes first when both apply is inferred, not documented"),
    (Defect::TypeCaseIgnored, "the vendor's page itself writes Invoice; that this is refused is known from code only"),
    (Defect::SearchIgnoresCustomFields, "the page promises values in the rows, not that a search looks through them"),
    (Defect::SearchAscending, "the order of rows is known from the module's code; no sentence promises it"),
    (Defect::PostLosesItemFields, "how a line's custom fields are sent is inferred from the product's own forms"),
    (Defect::PostIncompleteWithoutError, "a refusal with status and message alone is documented too, as Add Fail"),
    (
        Defect::DuplicateNumberAccepted,
        "neither page says that a number may be taken; only the module's code refuses it",
    ),
    (Defect::PutEmptyAccepted, "406 for an empty body is known from the code of some versions only"),
];

/// How many servers are tried at once.
const AT_ONCE: usize = 4;

#[test]
fn the_suite_passes_twice_on_a_server_that_keeps_the_documentation() {
    let staging = Staging::start(None).expect("the server starts");
    let project = Project::ours();
    let before = staging.records();
    for arguments in [["--test-threads", "1"], ["--test-threads", "16"], ["--seed", "1"], ["--seed", "1"]] {
        let ran = run(&project, &staging, &arguments);
        assert_eq!(ran.code, 0, "with {arguments:?}:\n{}", ran.all());
        assert_eq!(staging.records(), before, "with {arguments:?} something was left behind");
    }
}

#[test]
fn two_runs_at_the_same_moment_do_not_meet() {
    let staging = Staging::start(None).expect("the server starts");
    let before = staging.records();
    let runs = thread::scope(|scope| {
        let run = || run(&Project::ours(), &staging, &[]);
        [scope.spawn(run), scope.spawn(run)].map(|run| run.join().expect("the run ends"))
    });
    for ran in runs {
        assert_eq!(ran.code, 0, "{}", ran.all());
    }
    assert_eq!(staging.records(), before);
}

#[test]
fn what_failing_cases_created_is_removed_too() {
    for defect in [Defect::PostLosesCustomFields, Defect::PutLost, Defect::ContactClearIgnored, Defect::PutAnswers500] {
        let staging = Staging::start(Some(defect)).expect("the server starts");
        let before = staging.records();
        assert_eq!(run(&Project::ours(), &staging, &[]).code, 1);
        assert_eq!(staging.records(), before, "{defect}");
    }
}

#[test]
fn the_suite_passes_on_every_conforming_reading() {
    let failed = at_once(Reading::ALL, |project, reading| {
        let staging = Staging::start_reading(*reading).expect("the server starts");
        let ran = run(project, &staging, &[]);
        (ran.code != 0).then(|| format!("reading {reading}:\n{}", ran.all()))
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_planted_defect_is_found() {
    let missed = at_once(Defect::ALL, |project, defect| {
        let staging = Staging::start(Some(*defect)).expect("the server starts");
        let tolerated = TOLERATED.iter().any(|(tolerated, _)| tolerated == defect);
        // The cases about what it breaks must find it; those that find none are asked together with all the others.
        let ran = match run(project, &staging, about(*defect)) {
            ran if ran.code == 0 => run(project, &staging, &[]),
            ran => ran,
        };
        let expected = if tolerated { 0 } else { 1 };
        (ran.code != expected)
            .then(|| format!("{defect}: exit code {}, {} ({})", ran.code, defect.what(), defect.breaks()))
    });
    assert!(missed.is_empty(), "{} of {} defects:\n{}", missed.len(), Defect::ALL.len(), missed.join("\n"));
}

/// The files of cases about what a defect breaks.
fn about(defect: Defect) -> &'static [&'static str] {
    if defect.to_string().starts_with("contact-") {
        return &["perfex/contacts::"];
    }
    match defect.area() {
        Area::InvoiceXpress => &["invoicexpress/"],
        Area::Auth => &["perfex/authentication::"],
        Area::Values => &["perfex/values::", "perfex/types::"],
        Area::Record => &["perfex/record::", "perfex/rules::"],
        Area::Search => &["perfex/search::"],
        Area::Writes => &["perfex/add::", "perfex/update::", "perfex/clear::", "perfex/delete::", "perfex/formats::"],
    }
}

fn run(project: &Project, staging: &Staging, arguments: &[&str]) -> Ran {
    let mut command = project.command(&["run", "--env", "staging", "--quiet"]);
    command.args(arguments).envs(staging.environment()).env("CI", "true");
    let output = command.output().expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// What a function says of each item, which it does in a project of its thread.
fn at_once<T: Sync>(items: &[T], say: impl Fn(&Project, &T) -> Option<String> + Sync) -> Vec<String> {
    let (next, said) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let project = Project::ours();
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    said.lock().unwrap_or_else(PoisonError::into_inner).extend(say(&project, item));
                }
            });
        }
    });
    said.into_inner().unwrap_or_else(PoisonError::into_inner)
}
