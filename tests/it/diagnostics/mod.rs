//! Bad input, one minimal fixture for each code at least: what is said, word for word, and that nothing is lost.

mod answers;
mod checks;
mod conformance;
mod contract;
mod environments;
mod exchange;
mod faults;
mod files;
mod flow;
mod gate;
mod hostile;
mod inputs;
mod mock;
mod records;
mod reports;
mod running;
mod secrets;
mod show;
mod snapshots;
mod suite;
mod templates;
mod transport;

use countersign::source::code::{ALL, Code};

use crate::project::{Project, Ran};
use crate::server::Server;

/// Everything that was seen, once it is sure that it names the code.
fn said(code: &str, ran: &Ran) -> String {
    let all = ran.all();
    assert!(all.contains(&format!("[{code}]")), "{code} is not among what was said:\n{all}");
    all
}

/// Codes that no project can bring about, with where they are tested.
const ELSEWHERE: &[(&str, &str)] = &[
    ("CS0701", "`mock::server::tests`: a run has no 10,000 sessions that write at once"),
    ("CS0808", "`runner::fetched` shows it, with the login that failed"),
    ("CS0802", "a defect of Countersign itself: `run::trials` catches the panic of a case"),
];

/// The items project with one file of cases.
fn cases(text: &str) -> Project {
    Project::items().with("cases/a.yaml", text)
}

/// The items project with one file of cases, whose staging environment is `server`.
fn on(server: &Server, text: &str) -> Project {
    let mut project = cases(text);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a-key-of-staging");
    project
}

/// The items project with one case: `text` follows its name, and is indented by four.
fn case(text: &str) -> Project {
    let text: String = text.trim_matches('\n').lines().map(|line| format!("    {line}\n")).collect();
    cases(&format!("api: items\noperation: GET /items/{{id}}\ncases:\n  - name: a case\n{text}"))
}

#[test]
fn every_code_has_a_fixture() {
    let sources = [
        include_str!("answers.rs"),
        include_str!("checks.rs"),
        include_str!("conformance.rs"),
        include_str!("contract.rs"),
        include_str!("environments.rs"),
        include_str!("exchange.rs"),
        include_str!("faults.rs"),
        include_str!("files.rs"),
        include_str!("flow.rs"),
        include_str!("gate.rs"),
        include_str!("hostile.rs"),
        include_str!("inputs.rs"),
        include_str!("mock.rs"),
        include_str!("records.rs"),
        include_str!("reports.rs"),
        include_str!("running.rs"),
        include_str!("secrets.rs"),
        include_str!("show.rs"),
        include_str!("snapshots.rs"),
        include_str!("suite.rs"),
        include_str!("templates.rs"),
        include_str!("transport.rs"),
    ];
    let shown = |code: &Code| {
        let call = format!("said(\"{code}\"");
        sources.iter().any(|source| source.contains(&call))
            || ELSEWHERE.iter().any(|(known, _)| *known == code.as_str())
    };
    let missing: Vec<&Code> = ALL.iter().filter(|code| !shown(code)).collect();
    assert!(missing.is_empty(), "no fixture names {missing:?}");
}

#[test]
fn every_code_is_explained() {
    let project = Project::empty();
    let listed = project.run(&["explain"]);
    assert_eq!(listed.stdout.lines().count(), ALL.len());
    for code in ALL {
        assert!(listed.stdout.contains(&format!("{code}  {}\n", code.title())), "{code} is not listed");
        assert!(code.explanation().ends_with('.') && code.explanation() != code.title(), "{code}");
    }
    insta::assert_snapshot!(project.run(&["explain", "cs0103"]).all(), @r"
    exit code: 0
    --- stdout
    CS0103: a key is given twice

    The same key stands twice in one mapping, or the same column in one table. Other
    readers keep the last one and say nothing; here it is an error, because one of
    the two would be ignored.
    ");
    insta::assert_snapshot!(project.run(&["explain", "CS103"]).all(), @r"
    exit code: 2
    --- stderr
    there is no code `CS103`; did you mean CS0103?
    `countersign explain` lists all of them
    ");
}
