//! The request against the contract: an answer to a request that the contract does not allow says nothing about one
//! that it does, unless that is the point of the case.

use crate::contract::conform::breach::Part as ContractPart;
use crate::contract::conform::request;
use crate::judge::check::conformance::{failure, unusable};
use crate::judge::judgement::Judgement;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::wire::exchange::Request;

/// Judges a request by the contract; `None` for a call outside it.
pub fn judge(judgement: &Judgement<'_>, sent: &Request) -> Option<CheckResult> {
    let documented = judgement.documented?;
    let mut check = CheckResult::new(CheckKind::Request);
    let breaches = match request::request(documented.contract, documented.operation, sent) {
        Ok(breaches) => breaches,
        Err(diagnostic) => return Some(CheckResult::of(CheckKind::Request, unusable(&diagnostic))),
    };
    // Leaving out the credentials is invalid for security only.
    let meant = |part: &ContractPart| judgement.unauthenticated && *part == ContractPart::Security;
    let mut unmeant = breaches.into_iter().filter(|breach| !meant(&breach.part)).peekable();
    match judgement.invalid {
        None => check.findings.extend(unmeant.map(|breach| {
            let part = breach.part.to_string();
            let finding = failure(breach);
            Finding { part: Part::Request, ..finding }
                .message(format!("{part} of the request is not as the contract says"))
                .at(judgement.expect.span)
                .help("`request.invalid: \"why\"` says that this is the point of the case")
        })),
        Some(reason) if unmeant.peek().is_none() => {
            let expected = format!("a request that breaks the contract: {reason}");
            let finding = Finding::new(Code::RequestConforms, Part::Request, expected, "a request that it allows")
                .at(judgement.expect.span)
                .severity(Severity::Error)
                .help("remove `request.invalid`, or write into the contract what the request breaks");
            check.findings.push(finding);
        }
        Some(_) => {}
    }
    Some(check)
}
