//! A part of a coverage: some of the APIs, some of their operations.

use crate::decide::coverage::model::{Coverage, Dimension};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::fields::nearest;

/// What is wanted of a coverage; everything where a list is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'f> {
    /// Names of APIs.
    pub apis: &'f [String],
    /// Parts of the names of operations, in whatever case.
    pub operations: &'f [String],
}

/// What is wanted, with totals of its own. What fits nothing is an error: nobody must take it for "nothing is missing".
pub fn filtered(mut coverage: Coverage, filter: &Filter<'_>) -> Result<Coverage, Diagnostic> {
    for name in filter.apis {
        let names = || coverage.apis.iter().map(|api| api.api.as_str());
        if !names().any(|api| api == name) {
            let near = nearest(name, names()).map(|near| format!("did you mean `{near}`?"));
            let all = || format!("there are {}", names().collect::<Vec<_>>().join(", "));
            return Err(
                unknown(Code::UnknownApi, format!("there is no API `{name}` here")).help(near.unwrap_or_else(all))
            );
        }
    }
    if !filter.apis.is_empty() {
        coverage.apis.retain(|api| filter.apis.contains(&api.api));
    }
    if filter.operations.is_empty() {
        return Ok(coverage);
    }
    let parts: Vec<String> = filter.operations.iter().map(|part| part.to_lowercase()).collect();
    let has = |operation: &str, part: &str| operation.to_lowercase().contains(part);
    for (part, written) in parts.iter().zip(filter.operations) {
        let mut operations = coverage.apis.iter().flat_map(|api| &api.operations);
        if !operations.any(|operation| has(&operation.operation, part)) {
            return Err(unknown(
                Code::UnknownOperation,
                format!("no documented operation has `{written}` in its name"),
            )
            .help("a part of a name such as `GET /items/{id}` was expected"));
        }
    }
    for api in &mut coverage.apis {
        api.operations.retain(|operation| parts.iter().any(|part| has(&operation.operation, part)));
        api.totals = Dimension::ALL.into_iter().map(|dimension| api.total(dimension, &|_, _| false)).collect();
    }
    coverage.apis.retain(|api| !api.operations.is_empty());
    Ok(coverage)
}

fn unknown(code: Code, message: String) -> Diagnostic {
    Diagnostic::new(code, message)
}
