//! What judging finds, as plain values that the record keeps and reports show.

use serde::{Deserialize, Serialize};

use crate::contract::schema::violation::SchemaPlace;
use crate::source::code::Code;
use crate::source::span::Span;

/// One judged aspect of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckResult {
    /// Which aspect.
    pub kind: CheckKind,
    /// What is wrong with it; nothing when the check holds.
    pub findings: Vec<Finding>,
    /// How many more findings there were than are told.
    pub more: usize,
}

impl CheckResult {
    /// A check that holds so far.
    pub fn new(kind: CheckKind) -> CheckResult {
        CheckResult { kind, findings: Vec::new(), more: 0 }
    }

    /// A check with one finding.
    pub fn of(kind: CheckKind, finding: Finding) -> CheckResult {
        CheckResult { kind, findings: vec![finding], more: 0 }
    }

    /// Whether nothing worse than a warning was found.
    pub fn holds(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Warning)
    }
}

/// The aspects of an exchange that are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// Whether there was an answer at all.
    Exchange,
    /// Whether the answer keeps to HTTP; only there when it does not.
    Protocol,
    /// Whether the request keeps to the contract, or breaks it as it says.
    Request,
    /// The status.
    Status,
    /// The content type, against the contract.
    ContentType,
    /// Headers.
    Header,
    /// The body against its schema.
    Schema,
    /// Properties that the contract does not document.
    Undocumented,
    /// The body against the case's matchers.
    Body,
    /// Assertions.
    Assert,
    /// The reviewed snapshot.
    Snapshot,
    /// The version of HTTP.
    HttpVersion,
    /// How long it took.
    Time,
    /// What is kept for later steps.
    Capture,
    /// A condition that is waited for.
    Until,
    /// What is undone at the end.
    Cleanup,
}

impl CheckKind {
    /// Its name in records and reports.
    pub fn name(self) -> &'static str {
        match self {
            CheckKind::Exchange => "exchange",
            CheckKind::Protocol => "protocol",
            CheckKind::Request => "request",
            CheckKind::Status => "status",
            CheckKind::ContentType => "content-type",
            CheckKind::Header => "header",
            CheckKind::Schema => "schema",
            CheckKind::Undocumented => "undocumented",
            CheckKind::Body => "body",
            CheckKind::Assert => "assert",
            CheckKind::Snapshot => "snapshot",
            CheckKind::HttpVersion => "http-version",
            CheckKind::Time => "time",
            CheckKind::Capture => "capture",
            CheckKind::Until => "until",
            CheckKind::Cleanup => "cleanup",
        }
    }
}

/// What a finding means for the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It is said, and nothing else.
    Warning,
    /// No honest judgement was possible.
    Error,
    /// A snapshot that nobody has looked at yet.
    Unreviewed,
    /// The API, or the case, broke its word.
    Failure,
}

impl Severity {
    /// Its name in records and reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
            Severity::Unreviewed => "unreviewed",
            Severity::Failure => "failure",
        }
    }
}

/// One thing that is wrong, complete in itself: no finding hides another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// What it means for the verdict.
    pub severity: Severity,
    /// The place in the case file that asks for it; `None` when the contract alone does.
    pub span: Option<Span>,
    /// The part of the exchange that it is about.
    pub part: Part,
    /// A JSON Pointer into the body: `/items/0/price`. Where it goes on inside a string that holds JSON, it reads
    /// `/options (inside the string) /0`.
    pub pointer: Option<String>,
    /// What should be, in words.
    pub expected: String,
    /// What is, in words.
    pub actual: String,
    /// What is wrong, a lowercase fragment without a final period.
    pub message: String,
    /// The place in the contract that asks for it.
    pub contract: Option<SchemaPlace>,
    /// What to do about it.
    pub help: Vec<String>,
}

/// The parts of an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Exchange,
    /// The request.
    Request,
    /// The response's status.
    Status,
    /// A header of the response, in lower case.
    Header(String),
    /// The response's body.
    Body,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Part::Exchange => f.write_str("exchange"),
            Part::Request => f.write_str("request"),
            Part::Status => f.write_str("status"),
            Part::Header(name) => write!(f, "header {name}"),
            Part::Body => f.write_str("body"),
        }
    }
}

impl Finding {
    /// A failure of a part, without a place yet.
    pub fn new(code: Code, part: Part, expected: impl Into<String>, actual: impl Into<String>) -> Finding {
        Finding {
            code,
            severity: Severity::Failure,
            span: None,
            part,
            pointer: None,
            expected: expected.into(),
            actual: actual.into(),
            message: code.title().to_owned(),
            contract: None,
            help: Vec::new(),
        }
    }

    /// Says where the case asks for it.
    pub fn at(mut self, span: Span) -> Finding {
        self.span = Some(span);
        self
    }

    /// Says what is wrong in other words than the code's title.
    pub fn message(mut self, message: impl Into<String>) -> Finding {
        self.message = message.into();
        self
    }

    /// Says what it means for the verdict.
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// Adds something to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help.push(help.into());
        self
    }
}

/// A case's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything that was checked holds.
    Passed,
    /// It holds, but not at the first attempt.
    Flaky,
    /// It holds, though a failure of it is declared as known.
    Fixed,
    /// A check said no.
    Failed,
    /// No honest judgement was possible.
    Error,
    /// It was not run.
    Skipped,
    /// It failed only as its `known_failure` says.
    KnownFailure,
}

impl Verdict {
    /// Its name in records and reports.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Flaky => "flaky",
            Verdict::Fixed => "fixed",
            Verdict::Failed => "failed",
            Verdict::Error => "error",
            Verdict::Skipped => "skipped",
            Verdict::KnownFailure => "known-failure",
        }
    }

    /// Whether everything that was checked holds, one way or another.
    pub fn holds(self) -> bool {
        matches!(self, Verdict::Passed | Verdict::Flaky | Verdict::Fixed)
    }

    /// What checks amount to. A failure is never hidden by an error beside it.
    pub fn of<'c>(checks: impl IntoIterator<Item = &'c CheckResult>) -> Verdict {
        let findings = checks.into_iter().flat_map(|check| &check.findings);
        match findings.map(|finding| finding.severity).max() {
            None | Some(Severity::Warning) => Verdict::Passed,
            Some(Severity::Error) => Verdict::Error,
            Some(Severity::Unreviewed | Severity::Failure) => Verdict::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
    use crate::source::code::Code;

    fn check(severities: &[Severity]) -> CheckResult {
        let finding =
            |severity: &Severity| Finding::new(Code::StatusMismatch, Part::Status, "200", "500").severity(*severity);
        CheckResult { findings: severities.iter().map(finding).collect(), ..CheckResult::new(CheckKind::Status) }
    }

    #[test]
    fn an_error_never_hides_a_failure_and_is_never_a_pass() {
        let verdict = |severities: &[Severity]| Verdict::of([&check(severities), &check(&[])]);
        assert_eq!(verdict(&[]), Verdict::Passed);
        assert_eq!(verdict(&[Severity::Warning]), Verdict::Passed);
        assert_eq!(verdict(&[Severity::Error, Severity::Warning]), Verdict::Error);
        assert_eq!(verdict(&[Severity::Failure, Severity::Error]), Verdict::Failed);
        assert_eq!(verdict(&[Severity::Unreviewed]), Verdict::Failed);
    }
}
