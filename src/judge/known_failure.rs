//! Known failures: only what they describe is tolerated, any other failure counts, and errors are never covered.

use std::sync::Arc;

use serde_json::Value;

use crate::judge::verdict::{CheckResult, Finding, Severity, Verdict};
use crate::suite::model::KnownFailure;

/// Where and when a case ran.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'c> {
    /// The environment.
    pub env: &'c str,
    /// The row of the case.
    pub row: Option<&'c str>,
    /// The date, `YYYY-MM-DD`.
    pub today: &'c str,
}

/// What the checks of a step amount to when some failures are known, and which of the known ones happened, by their
/// positions. `body` is the step's response, in which `at` looks.
pub fn verdict(
    checks: &[CheckResult],
    known: &[Arc<KnownFailure>],
    circumstances: Circumstances<'_>,
    body: Option<&Value>,
) -> (Verdict, Vec<usize>) {
    let verdict = Verdict::of(checks);
    if verdict != Verdict::Failed || known.is_empty() {
        return (verdict, Vec::new());
    }
    let mut happened: Vec<usize> = Vec::new();
    let mut covered = checks.iter().all(|check| check.more == 0);
    for finding in checks.iter().flat_map(|check| &check.findings) {
        if !matches!(finding.severity, Severity::Failure | Severity::Unreviewed) {
            continue;
        }
        match known.iter().position(|one| applies(one, circumstances) && covers(one, finding, body)) {
            Some(one) if happened.contains(&one) => {}
            Some(one) => happened.push(one),
            None => covered = false,
        }
    }
    let mut severities = checks.iter().flat_map(|check| &check.findings).map(|finding| finding.severity);
    let verdict = match covered {
        false => Verdict::Failed,
        true if severities.any(|severity| severity == Severity::Error) => Verdict::Error,
        true => Verdict::KnownFailure,
    };
    (verdict, happened)
}

/// Whether it may be tolerated here and now.
pub fn applies(known: &KnownFailure, circumstances: Circumstances<'_>) -> bool {
    is_meant(known, circumstances) && !has_expired(known, circumstances.today)
}

/// Whether this row and this environment are meant.
pub fn is_meant(known: &KnownFailure, circumstances: Circumstances<'_>) -> bool {
    let here = known.env.is_empty() || known.env.iter().any(|env| env == circumstances.env);
    here && known.row.as_deref().is_none_or(|row| circumstances.row == Some(row))
}

/// Whether its last day has passed: it counts on that day, and no longer.
pub fn has_expired(known: &KnownFailure, today: &str) -> bool {
    known.expires.as_deref().is_some_and(|last| today > last)
}

fn covers(known: &KnownFailure, finding: &Finding, body: Option<&Value>) -> bool {
    if known.check.is_some_and(|code| code != finding.code) {
        return false;
    }
    let Some(at) = &known.at else { return true };
    let Some(pointer) = &finding.pointer else { return false };
    // The path of a shape's difference stands for all elements at once.
    let by_shape = finding.message.strip_prefix(at.as_str()).is_some_and(|rest| rest.starts_with(": "));
    let selected = || body.into_iter().flat_map(|body| at.located(body));
    let inside =
        |place: &str| pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ' ']));
    by_shape || selected().any(|(place, _)| inside(&place))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::{Circumstances, verdict};
    use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
    use crate::source::code::Code;
    use crate::source::span::Span;
    use crate::suite::model::{KnownFailure, Reach};
    use crate::value::path::JsonPath;

    fn known(check: Code, at: &str) -> Arc<KnownFailure> {
        Arc::new(KnownFailure {
            row: None,
            reach: Reach::Case,
            check: Some(check),
            at: Some(JsonPath::parse(at).expect("a path")),
            env: vec!["staging".into()],
            reason: "being fixed".into(),
            owner: None,
            ticket: None,
            since: None,
            expires: Some("2026-05-01".into()),
            span: Span::default(),
        })
    }

    fn check(findings: &[(Code, &str, Severity)]) -> Vec<CheckResult> {
        let finding = |(code, pointer, severity): &(Code, &str, Severity)| Finding {
            pointer: Some((*pointer).to_owned()),
            ..Finding::new(*code, Part::Body, "1", "2").severity(*severity)
        };
        let findings = findings.iter().map(finding).collect();
        vec![CheckResult { findings, ..CheckResult::new(CheckKind::Body) }]
    }

    #[test]
    fn only_what_is_described_is_tolerated() {
        let body = json!({"items": [{"price": 1}, {"price": 2}], "id": 3});
        let known = [known(Code::MatcherMismatch, "$.items[*].price")];
        let judged = |findings: &[_], env, today| {
            verdict(&check(findings), &known, Circumstances { env, row: None, today }, Some(&body)).0
        };
        let price = (Code::MatcherMismatch, "/items/1/price", Severity::Failure);
        assert_eq!(judged(&[price], "staging", "2026-05-01"), Verdict::KnownFailure);
        assert_eq!(judged(&[price], "staging", "2026-05-02"), Verdict::Failed);
        assert_eq!(judged(&[price], "production", "2026-01-01"), Verdict::Failed);
        let other = (Code::MatcherMismatch, "/id", Severity::Failure);
        assert_eq!(judged(&[price, other], "staging", "2026-01-01"), Verdict::Failed);
        let schema = (Code::SchemaMismatch, "/items/1/price", Severity::Failure);
        assert_eq!(judged(&[schema], "staging", "2026-01-01"), Verdict::Failed);
        let error = (Code::TemplateFailed, "/items/1/price", Severity::Error);
        assert_eq!(judged(&[price, error], "staging", "2026-01-01"), Verdict::Error);
        assert_eq!(judged(&[], "staging", "2026-01-01"), Verdict::Passed);
    }

    #[test]
    fn failures_that_are_not_told_are_not_known() {
        let mut checks = check(&[(Code::MatcherMismatch, "/id", Severity::Failure)]);
        checks[0].more = 1;
        let known = [known(Code::MatcherMismatch, "$.id")];
        let circumstances = Circumstances { env: "staging", row: None, today: "2026-01-01" };
        assert_eq!(verdict(&checks, &known, circumstances, Some(&json!({"id": 1}))).0, Verdict::Failed);
    }

    #[test]
    fn the_known_failures_that_happened_are_told_once() {
        let price = |pointer| (Code::MatcherMismatch, pointer, Severity::Failure);
        let known = [known(Code::MatcherMismatch, "$..price"), known(Code::SchemaMismatch, "$..price")];
        let circumstances = Circumstances { env: "staging", row: None, today: "2026-01-01" };
        let body = json!([{"price": 1}, {"price": 2}]);
        let checks = check(&[price("/0/price"), price("/1/price")]);
        let (_, happened) = verdict(&checks, &known, circumstances, Some(&body));
        assert_eq!(happened, [0]);
    }

    #[test]
    fn a_known_failure_of_one_row_covers_no_other() {
        let own = KnownFailure { row: Some("a".into()), ..(*known(Code::MatcherMismatch, "$..price")).clone() };
        let checks = check(&[(Code::MatcherMismatch, "/price", Severity::Failure)]);
        let known = [Arc::new(own)];
        let of = |row| {
            let circumstances = Circumstances { env: "staging", row, today: "2026-01-01" };
            verdict(&checks, &known, circumstances, Some(&json!({"price": 1}))).0
        };
        assert_eq!((of(Some("a")), of(Some("b")), of(None)), (Verdict::KnownFailure, Verdict::Failed, Verdict::Failed));
    }
}
