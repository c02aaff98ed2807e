//! Which snapshot files the cases of a suite ask for.

use camino::Utf8PathBuf;

use crate::judge::snapshot::path::path_for;
use crate::suite::model::{Case, CaseFile, SnapshotKind, SnapshotSpec, Step};
use crate::suite::plan::load::Suite;

/// One snapshot file that a step asks for.
#[derive(Clone, Debug)]
pub struct Use<'s> {
    /// The file, from the project's root.
    pub path: Utf8PathBuf,
    /// What is compared.
    pub spec: &'s SnapshotSpec,
    /// The case file.
    pub file: &'s CaseFile,
    /// The case.
    pub case: &'s Case,
    /// The step; `None` for a case that is not made of steps.
    pub step: Option<&'s str>,
    /// The row, where each has a file of its own.
    pub row: Option<&'s str>,
}

impl Use<'_> {
    /// The case's id, with its step if it has several: what the file says that it is of.
    pub fn name(&self) -> String {
        self.step.map_or_else(|| self.case.id.clone(), |step| format!("{}@{step}", self.case.id))
    }
}

/// Every snapshot file that a suite asks for, in the order of the cases.
pub fn uses(suite: &Suite) -> Vec<Use<'_>> {
    suite.cases().flat_map(|(file, case)| uses_of(file, case)).collect()
}

/// Every snapshot file that a case asks for.
pub fn uses_of<'s>(file: &'s CaseFile, case: &'s Case) -> Vec<Use<'s>> {
    let steps = file.setup.iter().chain(&case.steps);
    let cleanup = steps.clone().flat_map(|step| &step.cleanup).chain(&case.cleanup);
    steps.chain(cleanup).flat_map(|step| uses_of_step(file, case, step)).collect()
}

fn uses_of_step<'s>(file: &'s CaseFile, case: &'s Case, step: &'s Step) -> Vec<Use<'s>> {
    let Some(spec) = &step.expect.snapshot else { return Vec::new() };
    let id = case.scenario.then_some(step.id.as_str());
    let rows: Vec<Option<&str>> = match (&case.rows, spec.kind) {
        (Some(rows), SnapshotKind::Body) => rows.iter().map(|row| Some(row.id.as_str())).collect(),
        _ => vec![None],
    };
    let used = |row| Use { path: path_for(&case.id, row, id, spec.kind), spec, file, case, step: id, row };
    rows.into_iter().map(used).collect()
}
