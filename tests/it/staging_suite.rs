//! The suites of both documented APIs against a server that keeps the documentation to the letter, and against copies
//! of it with one defect each.

use crate::project::Project;
use crate::staging::{Defect, Reading, Staging};

/// Defects that the documentation does not forbid clearly enough for the suite to insist on, each with the reason.
const TOLERATED: &[(&str, &str)] = &[];

fn project(staging: &Staging) -> Project {
    let mut project = Project::ours();
    for (name, value) in staging.environment() {
        project.set(name, value);
    }
    project.set("CI", "true");
    project
}

#[test]
fn the_suite_passes_twice_on_a_server_that_keeps_the_documentation() {
    let staging = Staging::start(None).expect("the server starts");
    let project = project(&staging);
    for threads in ["1", "16"] {
        let ran = project.run(&["run", "--env", "staging", "--test-threads", threads]);
        assert_eq!(ran.code, 0, "with {threads} threads:\n{}", ran.all());
    }
}

#[test]
fn the_suite_passes_on_every_conforming_reading() {
    for reading in Reading::ALL {
        let staging = Staging::start_reading(*reading).expect("the server starts");
        let ran = project(&staging).run(&["run", "--env", "staging"]);
        assert_eq!(ran.code, 0, "reading {reading}:\n{}", ran.all());
    }
}

#[test]
fn every_planted_defect_is_found() {
    let mut missed = Vec::new();
    for defect in Defect::ALL {
        let staging = Staging::start(Some(*defect)).expect("the server starts");
        let ran = project(&staging).run(&["run", "--env", "staging", "--quiet"]);
        let tolerated = TOLERATED.iter().any(|(name, _)| *name == defect.to_string());
        if (ran.code == 1) == tolerated {
            missed.push(format!("{defect}: exit code {}, {}", ran.code, defect.what()));
        }
    }
    assert!(missed.is_empty(), "{} of {} defects:\n{}", missed.len(), Defect::ALL.len(), missed.join("\n"));
}
