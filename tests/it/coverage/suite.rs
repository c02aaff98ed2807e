//! Every documented operation and status of both contracts has a case.

use std::collections::BTreeSet;

use camino::Utf8Path;
use countersign::cli::project::{Load, Project, load};
use countersign::contract::operation::{Operation, StatusKey};
use countersign::decide::coverage::model::{Coverage, Dimension, State};
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::suite::model::{StatusPattern, Step};
use countersign::suite::plan::check::operation;

use crate::project::{Project as Folder, repository};

#[test]
fn every_documented_status_of_every_operation_has_a_case() {
    let project = project();
    let mut missing = Vec::new();
    for (api, contract) in &project.contracts {
        for documented in &contract.operations {
            for response in &documented.responses {
                let StatusKey::Exact(status) = response.status else { continue };
                if !steps(&project, api).any(|step| reaches(&project, api, step, documented, status)) {
                    missing.push(format!("{api}: {} {status}", documented.name()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "documented and not tested:\n{}", missing.join("\n"));
}

#[test]
fn the_command_finds_every_documented_status_asserted_too() {
    let folder = Folder::ours();
    assert_eq!(folder.run(&["run", "--quiet"]).code, 0);
    let ran = folder.run(&["coverage", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let coverage: Coverage = serde_json::from_str(&ran.stdout).expect("a coverage");
    let mut statuses = 0;
    for api in &coverage.apis {
        for operation in &api.operations {
            let responses = || operation.rows.iter().filter(|row| row.dimension == Dimension::Responses);
            for status in responses().filter_map(|row| row.status.as_ref()).collect::<BTreeSet<_>>() {
                let of_it = responses().filter(|row| row.status.as_ref() == Some(status));
                assert!(of_it.into_iter().any(|row| row.state == State::Asserted), "{} {status}", operation.operation);
                statuses += 1;
            }
        }
        assert_eq!(api.undocumented().count(), 0);
    }
    let documented = project().contracts.values().flat_map(|contract| contract.operations.clone()).collect::<Vec<_>>();
    assert_eq!(statuses, documented.iter().map(|operation| operation.responses.len()).sum::<usize>());
}

fn project() -> Project {
    let root = Utf8Path::from_path(repository()).expect("UTF-8");
    let mut diagnostics = Diagnostics::default();
    let project = load(root, Load::default(), &Sources::default(), &mut diagnostics).expect("the project loads");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    project
}

fn steps<'p>(project: &'p Project, api: &'p str) -> impl Iterator<Item = &'p Step> {
    project.suite.cases().filter(move |(file, _)| file.api == api).flat_map(|(_, case)| &case.steps)
}

/// Whether a step calls the operation and expects, or asks the mock for, exactly this status.
fn reaches(project: &Project, api: &str, step: &Step, documented: &Operation, status: u16) -> bool {
    let calls =
        operation(&project.contracts[api], &step.target).is_some_and(|called| called.name() == documented.name());
    let refused = step.request.invalid.is_some();
    let expects = match &step.expect.status {
        Some(statuses) => statuses.any.contains(&StatusPattern::Exact(status)),
        // Without a status, a documented success is what conforms.
        None => (200..300).contains(&status) && !refused,
    };
    calls && (expects || step.mock.as_ref().is_some_and(|ask| ask.code == status))
}
