//! Trials whose threads panic, hang or are interrupted, with a stand-in for the runner of a case.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use camino::Utf8Path;

use super::{Ended, Event, Options, Printer, Work, run};
use crate::judge::verdict::Verdict;
use crate::record::event::CaseReport;
use crate::record::line::CaseLine;
use crate::record::recording::Kept;
use crate::run::case::report;
use crate::run::credentials::FetchedCredentials;
use crate::run::origins::Origins;
use crate::run::schemas::CaseSchemas;
use crate::run::session::{Attempts, HandedOn, SecretValues, Session};
use crate::run::snapshots::{SnapshotFiles, SnapshotPolicy};
use crate::run::watch::{Lease, Stage};
use crate::secret::mask::Mask;
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::source::span::{FileId, Span};
use crate::suite::model::{Case, CaseFile};
use crate::suite::plan::load::Suite;
use crate::suite::plan::select::Trial;
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::exchange::Limits;

fn case(id: &str) -> Case {
    Case {
        id: id.to_owned(),
        name: id.to_owned(),
        span: Span::default(),
        lines: Span::default(),
        source: None,
        tags: Vec::new(),
        owner: None,
        vars: Vec::new(),
        rows: None,
        steps: Vec::new(),
        scenario: false,
        cleanup: Vec::new(),
        skip: None,
        only: None,
        known_failures: Vec::new(),
        uses: Vec::new(),
        changes: Vec::new(),
        deadline: Some(Duration::from_millis(20)),
        undocumented: None,
        duplicate_keys: None,
    }
}

fn session(ids: &[&str]) -> Session {
    let file = CaseFile {
        path: "a.yaml".into(),
        file: FileId::default(),
        id: "a".to_owned(),
        api: "api".to_owned(),
        api_span: Span::default(),
        vars: Vec::new(),
        setup: Vec::new(),
        cases: ids.iter().map(|id| case(id)).collect(),
    };
    let root = Utf8Path::new("/nowhere");
    Session {
        root: root.to_owned(),
        sources: Arc::default(),
        suite: Suite { files: vec![file], logins: Vec::new() },
        apis: HashMap::new(),
        environment: "mock".to_owned(),
        is_mock: true,
        insecure: false,
        proxy: None,
        read_only: false,
        vars: Vec::new(),
        secrets: SecretValues::default(),
        origins: Origins::default(),
        mask: Mask::default(),
        run_id: format!("{ids:?}"),
        seed: 0,
        now: jiff::Timestamp::UNIX_EPOCH,
        started: Instant::now(),
        kept: Kept::Findings,
        deadline: Duration::from_secs(60),
        handed_on: HandedOn::Everything,
        attempts: Attempts::Retry(0),
        strict: false,
        limits: Limits::default(),
        pace: None,
        backoff: Default::default(),
        snapshots: SnapshotFiles::new(root, SnapshotPolicy::Compare),
        schemas: CaseSchemas::new(root, Arc::default()),
        credentials: FetchedCredentials::default(),
    }
}

fn options(threads: usize, work: Work) -> Options {
    Options {
        threads,
        printer: Printer::Caller,
        describe: Arc::new(|_| panic!("not described")),
        client: ClientOptions::default(),
        interrupted: Some(mpsc::channel().1),
        deadline: None,
        logfile: None,
        max_failures: None,
        work,
    }
}

/// Runs cases with `work` in place of sending anything; the reports come sorted by id.
fn ran(ids: &[&str], threads: usize, work: Work) -> (Ended, Vec<CaseLine>) {
    let trials = (0..ids.len()).map(|case| Trial { id: ids[case].to_owned(), file: 0, case, row: None }).collect();
    let options = options(threads, work);
    let mut reports = Vec::new();
    let ended = run(Arc::new(session(ids)), trials, options, &mut |event| {
        if let Event::Ended(told) = event {
            reports.push(told.line);
        }
    });
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    (ended, reports)
}

#[test]
fn a_panic_shows_no_secret() {
    let (_, reports) = ran(&["panics"], 1, |session, _, _, _| {
        session.mask.add([Secret::new("TOKEN", "hunter2/hunter2").expect("not empty")]);
        panic!("no way: {:?}", Err::<(), _>("Basic dTpodW50ZXIyL2h1bnRlcjI=, hunter2%2Fhunter2"))
    });
    let told = reports[0].to_text();
    assert!(told.contains("no way: Err(\\\"Basic dTp«secret:TOKEN»"), "{told}");
    assert!(!told.contains("hunter2") && !told.contains("podW50ZXIyL2h1bnRlcj"), "{told}");
}

#[test]
fn a_panic_is_an_error_of_its_case_alone() {
    let (ended, reports) = ran(&["fine", "panics"], 1, |session, trial, _, _| match trial.id.as_str() {
        "panics" => panic!("out of cheese"),
        _ => report(session, trial, Verdict::Passed),
    });
    assert_eq!((ended, reports.len()), (Ended::Complete, 2));
    assert_eq!(reports[0].verdict, Verdict::Passed);
    assert_eq!(
        (&reports[1].verdict, reports[1].findings[0].code.as_str()),
        (&Verdict::Error, Code::CasePanicked.as_str())
    );
    let message = &reports[1].findings[0].message;
    assert!(message.starts_with("a bug in Countersign: out of cheese, at src/run/trials/tests.rs:"), "{message}");
}

#[test]
fn threads_that_never_return_cost_their_cases_and_no_other() {
    let (ended, reports) = ran(&["hangs-1", "hangs-2", "late-1", "late-2"], 2, |session, trial, _, _| {
        while trial.id.starts_with("hangs") {
            std::thread::park();
        }
        report(session, trial, Verdict::Passed)
    });
    assert_eq!((ended, reports.len()), (Ended::Complete, 4));
    for report in &reports[..2] {
        assert_eq!(
            (&report.verdict, report.findings[0].code.as_str()),
            (&Verdict::Error, Code::DeadlinePassed.as_str())
        );
    }
    assert!(reports[2..].iter().all(|report| report.verdict == Verdict::Passed), "{reports:?}");
}

/// How many cases run in [`as_many_run_at_once`], and how many did at most.
static RUNNING: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

fn as_many_run_at_once(session: &Session, trial: &Trial, _: &BlockingClient, _: &Lease<'_>) -> CaseReport {
    let [running, most] = &RUNNING;
    if trial.id.starts_with("stuck") {
        // It returns once it was given up and another thread has taken over.
        while running.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        return report(session, trial, Verdict::Passed);
    }
    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    let until = Instant::now() + Duration::from_millis(10);
    while Instant::now() < until {
        std::thread::yield_now();
    }
    running.fetch_sub(1, Ordering::SeqCst);
    report(session, trial, Verdict::Passed)
}

#[test]
fn a_thread_that_comes_back_makes_no_more_cases_run_at_once() {
    let ids: Vec<String> = (0..30).map(|number| format!("fine-{number:02}")).collect();
    let ids: Vec<&str> = ["stuck"].into_iter().chain(ids.iter().map(String::as_str)).collect();
    let (ended, reports) = ran(&ids, 1, as_many_run_at_once);
    assert_eq!((ended, reports.len()), (Ended::Complete, 31));
    let stuck = reports.iter().find(|report| report.id == "stuck").expect("it is told");
    assert_eq!(stuck.findings[0].code, Code::DeadlinePassed.as_str());
    assert_eq!(RUNNING[1].load(Ordering::SeqCst), 1);
}

#[test]
fn a_run_that_takes_too_long_ends_and_says_what_it_left() {
    let work: Work = |session, trial, _, lease| {
        lease.at(Stage::Judging);
        if trial.id == "writes" {
            lease.owes(vec!["DELETE /items/1".to_owned()]);
        }
        while !trial.id.starts_with("fine") {
            std::thread::park();
        }
        report(session, trial, Verdict::Passed)
    };
    let mut session = session(&["fine", "hangs", "writes", "never"]);
    session.suite.files[0].cases.iter_mut().for_each(|case| case.deadline = None);
    let trials =
        (0..4).map(|case| Trial { id: session.suite.files[0].cases[case].id.clone(), file: 0, case, row: None });
    let trials = trials.collect();
    let options = Options { deadline: Some(Instant::now() + Duration::from_millis(100)), ..options(2, work) };
    let mut reports = Vec::new();
    let ended = run(Arc::new(session), trials, options, &mut |event| {
        if let Event::Ended(told) = event {
            reports.push(told.line);
        }
    });
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    let told: Vec<(&str, Vec<&str>)> = reports
        .iter()
        .map(|report| (report.id.as_str(), report.findings.iter().map(|finding| finding.code.as_str()).collect()))
        .collect();
    assert_eq!(ended, Ended::DeadlinePassed);
    assert_eq!(told, [("fine", vec![]), ("hangs", vec!["CS0809"]), ("writes", vec!["CS0809", "CS0805"])]);
    assert_eq!(reports[1].findings[0].actual, "the answer was still being judged");
    assert!(reports[2].findings[1].message.ends_with("not cleaned up: DELETE /items/1"));
}
