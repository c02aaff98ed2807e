//! What became of one instance, or of the schema, as a line of JSON.

use serde_json::{Value, json};

use crate::show::validation::outcome::{Located, Outcome};
use crate::show::validation::text::message;
use crate::source::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::file::Sources;

/// The version of the format.
const VERSION: u32 = 1;

/// The whole of it; `show::validation::format` says what is what.
pub fn json(outcome: &Outcome, sources: &Sources) -> Value {
    let violations = outcome.violations.iter().map(|located| violation(located, sources));
    let mut value = line("instance", &outcome.file, outcome.is_valid());
    if let Some(nodes) = &outcome.nodes {
        let nodes = nodes.iter().map(|node| json!({ "path": node.path, "pointer": node.pointer, "valid": node.valid }));
        value["nodes"] = nodes.collect();
    }
    value["violations"] = violations.collect();
    value["more"] = outcome.more.into();
    if let Some(problem) = &outcome.unusable {
        value["error"] = error(problem, sources);
    }
    value
}

/// What is to be said of the schema; it may be usable all the same.
pub fn schema_json(file: &str, use_of_it: Use, problems: &Diagnostics, sources: &Sources) -> Value {
    let problems = problems.sorted();
    let first = problems.iter().find(|problem| problem.severity == Severity::Error);
    let mut value = line("schema", file, first.is_none());
    value["violations"] = json!([]);
    value["more"] = 0.into();
    if let (Use::Refused, Some(first)) = (use_of_it, first) {
        value["error"] = error(first, sources);
    }
    value["problems"] = problems.iter().map(|problem| told(problem, sources)).collect();
    value
}

/// Whether instances were held against a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// They could be.
    Taken,
    /// It is none, or could not be read.
    Refused,
}

fn line(kind: &str, file: &str, valid: bool) -> Value {
    json!({ "version": VERSION, "kind": kind, "file": file, "valid": valid })
}

fn told(problem: &Diagnostic, sources: &Sources) -> Value {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut value = json!({ "severity": severity, "code": problem.code.as_str(), "message": problem.message });
    if let Some(label) = problem.labels.first() {
        let position = sources.position(label.span);
        value["file"] = position.path.as_str().into();
        value["line"] = position.line.into();
        value["column"] = position.column.into();
        value["detail"] = label.text.as_str().into();
    }
    value["help"] = problem.help.clone().into();
    value
}

fn violation(located: &Located, sources: &Sources) -> Value {
    let violation = &located.violation;
    let position = sources.position(located.span);
    json!({
        "code": violation.code.as_str(),
        "pointer": violation.pointer,
        "line": position.line,
        "column": position.column,
        "keyword": violation.keyword,
        "schema": violation.schema.text,
        "expected": violation.expected,
        "actual": violation.actual,
        "message": message(violation),
    })
}

fn error(problem: &Diagnostic, sources: &Sources) -> Value {
    let mut value = json!({ "code": problem.code.as_str(), "message": problem.message });
    if let Some(label) = problem.labels.first() {
        let position = sources.position(label.span);
        value["line"] = position.line.into();
        value["column"] = position.column.into();
    }
    value
}
