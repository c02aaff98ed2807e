//! Which snapshots a suite asks for, whether they have been recorded or not.

use camino::Utf8PathBuf;

use crate::judge::snapshot::path::path_for;
use crate::suite::model::{Case, SnapshotKind, Step};
use crate::suite::plan::load::Suite;

/// A snapshot, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Its file, from the project's root.
    pub path: Utf8PathBuf,
    /// What is recorded in it.
    pub kind: SnapshotKind,
    /// The case's id, with the row and the step that it is for, where there are several.
    pub case: String,
}

/// Every snapshot that a case of the suite asks for, also where the case is skipped: by `skip`, `only` or the
/// environment.
pub fn owned(suite: &Suite) -> Vec<Owned> {
    let mut all: Vec<Owned> = Vec::new();
    for (file, case) in suite.cases() {
        let steps = file.setup.iter().chain(&case.steps).chain(&case.cleanup);
        for step in steps.flat_map(|step| std::iter::once(step).chain(&step.cleanup)) {
            if let Some(spec) = &step.expect.snapshot {
                of_step(case, step, spec.kind, &mut all);
            }
        }
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    // Steps can have the same id, such as one that is cleaned up after and its cleanup.
    all.dedup_by(|a, b| a.path == b.path);
    all
}

fn of_step(case: &Case, step: &Step, kind: SnapshotKind, all: &mut Vec<Owned>) {
    let step_id = case.scenario.then_some(step.id.as_str());
    let at_step = step_id.map(|id| format!("@{id}")).unwrap_or_default();
    match (&case.rows, kind) {
        (Some(rows), SnapshotKind::Body) => all.extend(rows.iter().map(|row| Owned {
            path: path_for(&case.id, Some(&row.id), step_id, kind),
            kind,
            case: format!("{}[{}]{at_step}", case.id, row.id),
        })),
        _ => all.push(Owned {
            path: path_for(&case.id, None, step_id, kind),
            kind,
            case: format!("{}{at_step}", case.id),
        }),
    }
}
