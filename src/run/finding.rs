//! Findings that come from running a case rather than from judging an answer.

use serde_json::{Map, Value};

use crate::judge::verdict::{Finding, Part, Severity};
use crate::source::code::Code;
use crate::suite::model::Variable;
use crate::suite::template::scope::Scope;

/// Something that leaves no honest judgement.
pub fn error_finding(code: Code, part: Part, message: impl Into<String>) -> Finding {
    Finding::new(code, part, "", "").message(message).severity(Severity::Error)
}

/// Evaluates variables in order; later ones see earlier ones under `root`.
pub fn variables<'v>(
    variables: impl Iterator<Item = &'v Variable>,
    scope: Scope,
    root: &'static str,
) -> Result<Value, Box<Finding>> {
    let mut values = Map::new();
    let mut seen = scope;
    for variable in variables {
        if !variable.value.is_const() {
            seen = seen.with(root, Value::Object(values.clone()));
        }
        let value = variable.value.render(&seen).map_err(|error| {
            let finding = error_finding(error.code, Part::Request, error.to_string());
            Box::new(finding.at(error.span))
        })?;
        let value = value.into_owned();
        values.insert(variable.name.clone(), value);
    }
    Ok(Value::Object(values))
}
