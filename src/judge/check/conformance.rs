//! The response against the contract: content type, headers, body, and properties that nobody documented. The status
//! has a room of its own.

use std::sync::Arc;

use crate::contract::conform::breach::{Breach, Part as ContractPart};
use crate::contract::conform::response::{self, BodySchema, Settings};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::violation::{SchemaPlace, Violation};
use crate::judge::judgement::{Documented, Judgement};
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::model::{SchemaChoice, Undocumented};
use crate::wire::exchange::{Response, is_json};

/// The schema that the case names instead of the contract's, compiled.
pub type OwnSchema = Option<Result<Arc<Schema>, Diagnostic>>;

/// The schema that the case names, if it names one.
pub fn own_schema(judgement: &Judgement<'_>) -> OwnSchema {
    match &judgement.expect.schema {
        SchemaChoice::Other(source) => Some(judgement.schemas.schema(source)),
        SchemaChoice::Contract | SchemaChoice::None => None,
    }
}

/// Judges a response by the contract, and by the schema that the case names instead.
pub fn judge(judgement: &Judgement<'_>, own: &OwnSchema, response: &Response) -> Vec<CheckResult> {
    let own = match own {
        Some(Ok(schema)) => Some(&**schema),
        Some(Err(diagnostic)) => return vec![CheckResult::of(CheckKind::Schema, unusable(diagnostic))],
        None => None,
    };
    match judgement.documented {
        Some(documented) => judge_documented(judgement, documented, own, response),
        None => own.map(|schema| judge_alone(schema, response)).into_iter().collect(),
    }
}

/// A contract or schema that nothing can be judged by: nobody's failure, and no verdict either.
pub fn unusable(diagnostic: &Diagnostic) -> Finding {
    let finding = Finding::new(diagnostic.code, Part::Exchange, "a usable contract", diagnostic.message.clone());
    let place = diagnostic.labels.first().map(|label| SchemaPlace { span: label.span, text: label.text.clone() });
    let finding = Finding { contract: place, ..finding.message(diagnostic.message.clone()) };
    diagnostic.help.iter().fold(finding.severity(Severity::Error), |finding, help| finding.help(help.clone()))
}

/// A breach of the contract as a failure.
pub fn failure(breach: Breach) -> Finding {
    let part = match breach.part {
        ContractPart::Status => Part::Status,
        ContractPart::Header(name) => Part::Header(name.to_ascii_lowercase()),
        ContractPart::Body => Part::Body,
        _ => Part::Request,
    };
    of_violation(part, breach.violation)
}

fn judge_documented(
    judgement: &Judgement<'_>,
    documented: Documented<'_>,
    own: Option<&Schema>,
    response: &Response,
) -> Vec<CheckResult> {
    let body = match (&judgement.expect.schema, own) {
        (SchemaChoice::None, _) => BodySchema::None,
        (_, Some(schema)) => BodySchema::Other(schema),
        (_, None) => BodySchema::Contract,
    };
    let settings = Settings { body, undocumented: judgement.undocumented != Undocumented::Allow };
    let Documented { contract, operation } = documented;
    let breaches = match response::response(contract, operation, response, settings) {
        Ok(breaches) => breaches,
        Err(diagnostic) => return vec![CheckResult::of(CheckKind::Schema, unusable(&diagnostic))],
    };
    let mut checks = vec![CheckResult::new(CheckKind::ContentType), CheckResult::new(CheckKind::Schema)];
    if settings.undocumented {
        checks.push(CheckResult::new(CheckKind::Undocumented));
    }
    for breach in breaches {
        put(judgement, breach, &mut checks);
    }
    checks
}

fn put(judgement: &Judgement<'_>, breach: Breach, checks: &mut Vec<CheckResult>) {
    let kind = match breach.violation.code {
        // The check of the status says so itself.
        Code::StatusUndocumented => return,
        Code::ContentTypeUndocumented => CheckKind::ContentType,
        Code::HeaderMissing | Code::HeaderMismatch => CheckKind::Header,
        Code::PropertyUndocumented => CheckKind::Undocumented,
        _ => CheckKind::Schema,
    };
    let mut finding = failure(breach);
    if kind == CheckKind::Undocumented && judgement.undocumented == Undocumented::Warn {
        finding = finding.severity(Severity::Warning);
    }
    match checks.iter_mut().find(|check| check.kind == kind) {
        Some(check) => check.findings.push(finding),
        None => checks.push(CheckResult::of(kind, finding)),
    }
}

/// A call outside the contract has only the schema that the case names.
fn judge_alone(schema: &Schema, response: &Response) -> CheckResult {
    let mut check = CheckResult::new(CheckKind::Schema);
    match response.json() {
        Ok(value) if schema.is_valid(value) => {}
        Ok(value) => {
            check.findings = schema.violations(value).into_iter().map(|one| of_violation(Part::Body, one)).collect();
        }
        Err(error) => {
            let finding = Finding::new(Code::BodyNotJson, Part::Body, "JSON", error.to_string());
            check.findings.push(finding);
        }
    }
    check
}

/// What says that it is JSON must be JSON, also where nothing says of what kind; `None` where there is nothing to be said.
pub fn judge_form(judgement: &Judgement<'_>, response: &Response) -> Option<CheckResult> {
    let is_judged = judgement.documented.is_none()
        && matches!(judgement.expect.schema, SchemaChoice::Contract)
        && response.media_type().is_some_and(|name| is_json(&name))
        && !response.is_blank();
    let error = is_judged.then(|| response.json().err()).flatten()?;
    Some(CheckResult::of(CheckKind::Schema, Finding::new(Code::BodyNotJson, Part::Body, "JSON", error.to_string())))
}

fn of_violation(part: Part, violation: Violation) -> Finding {
    let pointer = (part == Part::Body).then_some(violation.pointer);
    let finding = Finding::new(violation.code, part, violation.expected, violation.actual);
    let by_keyword = matches!(violation.code, Code::SchemaMismatch | Code::EmbeddedJson | Code::HeaderMismatch);
    let finding = match violation.keyword.as_str() {
        keyword if by_keyword && !keyword.is_empty() => finding.message(format!("not as the schema says: `{keyword}`")),
        _ => finding,
    };
    Finding { pointer, contract: Some(violation.schema), ..finding }
}
