//! What became of one instance, as a line of JSON.

use serde_json::{Value, json};

use crate::show::validation::outcome::{Located, Outcome};
use crate::show::validation::text::message;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;

/// The version of the format.
const VERSION: u32 = 1;

/// The whole of it; `show::validation::format` says what is what.
pub fn json(outcome: &Outcome, sources: &Sources) -> Value {
    let violations = outcome.violations.iter().map(|located| violation(located, sources));
    let mut value = json!({ "version": VERSION, "file": outcome.file, "valid": outcome.is_valid() });
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
