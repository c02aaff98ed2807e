//! The version of HTTP in which an answer came.

use crate::judge::judgement::Judgement;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part};
use crate::source::code::Code;
use crate::wire::exchange::{Response, version_name};

/// Judges the version of HTTP; `None` when the case expects none.
pub fn judge(judgement: &Judgement<'_>, response: &Response) -> Option<CheckResult> {
    let expected = judgement.expect.http_version?;
    let mut check = CheckResult::new(CheckKind::HttpVersion);
    if response.version != expected {
        let named = |version| format!("HTTP/{}", version_name(version));
        let finding = Finding::new(Code::HttpVersionMismatch, Part::Exchange, named(expected), named(response.version));
        check.findings.push(finding.at(judgement.expect.span));
    }
    Some(check)
}
