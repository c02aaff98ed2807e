//! Which cases are run: filters, tags, rows, and what an environment rules out.

use crate::source::file::Sources;
use crate::suite::model::{Case, CaseFile, Row, Step, Target};
use crate::suite::plan::load::Suite;

/// What was asked for on the command line.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Any of these; everything when empty. A part of an id, a tag, or `cases/x.yaml:42`.
    pub filters: Vec<String>,
    /// Whether a filter must be the whole id.
    pub exact: bool,
    /// Ids that contain one of these are left out.
    pub skip: Vec<String>,
    /// Only cases with one of these tags.
    pub tags: Vec<String>,
}

/// One case, or one row of one, that is to be run.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The whole id, with its row.
    pub id: String,
    /// Where its file is in the suite.
    pub file: usize,
    /// Where it is in the file.
    pub case: usize,
    /// Its row.
    pub row: Option<Row>,
}

impl Trial {
    /// Its file and its case.
    pub fn of<'s>(&self, suite: &'s Suite) -> (&'s CaseFile, &'s Case) {
        let file = &suite.files[self.file];
        (file, &file.cases[self.case])
    }
}

/// Every selected case, a row each, in the order of ids of their files.
pub fn select(suite: &Suite, selection: &Selection, sources: &Sources) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (file_index, file) in suite.files.iter().enumerate() {
        for (case_index, case) in file.cases.iter().enumerate() {
            let whole = |row: Option<&Row>| match row {
                Some(row) => format!("{}[{}]", case.id, row.id),
                None => case.id.clone(),
            };
            let rows: Vec<Option<&Row>> = match &case.rows {
                Some(rows) => rows.iter().map(Some).collect(),
                None => vec![None],
            };
            for row in rows {
                let id = whole(row);
                if selection.takes(&id, file, case, row, sources) {
                    trials.push(Trial { id, file: file_index, case: case_index, row: row.cloned() });
                }
            }
        }
    }
    trials
}

/// Why a case is not run in this environment, if it is not.
pub fn ruled_out(
    (file, case): (&CaseFile, &Case),
    environment: &str,
    is_mock: bool,
    read_only: bool,
) -> Option<String> {
    if let Some(reason) = &case.skip {
        return Some(reason.clone());
    }
    if let Some(only) = &case.only
        && !only.env.iter().any(|name| name == environment)
    {
        return Some(format!("only on {}: {}", only.env.join(", "), only.reason));
    }
    if !is_mock && case.steps.iter().any(|step| step.mock.is_some()) {
        return Some("asks the mock for an answer".to_owned());
    }
    if read_only && !file.setup.iter().chain(&case.steps).chain(&case.cleanup).all(only_reads) {
        return Some(format!("{environment} is read-only"));
    }
    None
}

/// Whether a step sends nothing but GET, HEAD and OPTIONS, its cleanup included. A method that is only known later
/// counts as a write.
fn only_reads(step: &Step) -> bool {
    let method = match &step.target {
        Target::Operation { method, .. } => method.as_str(),
        Target::Url { method, .. } => method.as_literal().unwrap_or("?"),
    };
    matches!(method.to_ascii_uppercase().as_str(), "GET" | "HEAD" | "OPTIONS") && step.cleanup.iter().all(only_reads)
}

impl Selection {
    fn takes(&self, id: &str, file: &CaseFile, case: &Case, row: Option<&Row>, sources: &Sources) -> bool {
        let filter = |filter: &String| self.matches(filter, id, file, case, row, sources);
        (self.filters.is_empty() || self.filters.iter().any(filter))
            && (self.tags.is_empty() || self.tags.iter().any(|tag| case.tags.contains(tag)))
            && !self.skip.iter().any(|skip| if self.exact { id == skip } else { id.contains(skip.as_str()) })
    }

    fn matches(
        &self,
        filter: &str,
        id: &str,
        file: &CaseFile,
        case: &Case,
        row: Option<&Row>,
        sources: &Sources,
    ) -> bool {
        if self.exact {
            return filter == id;
        }
        if id.contains(filter) || case.tags.iter().any(|tag| tag == filter) {
            return true;
        }
        let (path, line) = match filter.rsplit_once(':') {
            Some((path, line)) if line.bytes().all(|byte| byte.is_ascii_digit()) && !line.is_empty() => {
                (path, line.parse::<usize>().ok())
            }
            _ => (filter, None),
        };
        if path.trim_start_matches("./") != file.path.as_str() {
            return false;
        }
        let Some(line) = line else { return true };
        // A line of one row selects that row; any other line of a case selects all of it.
        let rows = case.rows.as_deref().unwrap_or_default();
        let on_row = rows.iter().find(|row| sources.position(row.span).line == line);
        match (on_row, row) {
            (Some(wanted), Some(row)) => wanted.id == row.id,
            _ => {
                let first = sources.position(case.lines).line;
                let last = sources.position(crate::source::span::Span { start: case.lines.end, ..case.lines }).line;
                (first..=last.max(first)).contains(&line)
            }
        }
    }
}
