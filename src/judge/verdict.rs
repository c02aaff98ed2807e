//! What a check found, and how a case ended.

use crate::source::code::Code;
use crate::source::span::Span;

/// How a case ended. The worst of its findings decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything holds.
    Passed,
    /// A check said no.
    Failed,
    /// No honest judgement was possible.
    Error,
    /// It was not run; why.
    Skipped(String),
    /// Only failures that are known; why they are tolerated.
    Known(String),
}

/// One judged aspect of one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckResult {
    /// Which aspect.
    pub kind: CheckKind,
    /// What was found; nothing when it holds.
    pub findings: Vec<Finding>,
}

/// The aspects of an exchange that are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckKind {
    /// The request against the contract.
    Request,
    /// The status.
    Status,
    /// A header.
    Header,
    /// The content type.
    ContentType,
    /// The body against its schema.
    Schema,
    /// Properties that the contract does not document.
    Undocumented,
    /// A matcher of the body.
    Body,
    /// An assertion.
    Assert,
    /// The snapshot.
    Snapshot,
    /// The time that the exchange took.
    Time,
    /// A capture.
    Capture,
    /// The wanted answer of `until`.
    Until,
    /// The cleanup.
    Cleanup,
}

/// What a finding means for the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is said, and changes nothing.
    Warning,
    /// No honest judgement was possible.
    Error,
    /// Nobody has reviewed this yet: the case fails.
    Unreviewed,
    /// The API broke its word: the case fails.
    Failure,
}

/// One thing that is not as it should be: where, what, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// What it means for the verdict.
    pub severity: Severity,
    /// What is wrong, in one line; a lowercase fragment.
    pub message: String,
    /// What was looked at: `status`, `body`, `header content-type`, ...
    pub part: String,
    /// Where in the part, as a JSON Pointer; absent for the whole.
    pub pointer: Option<String>,
    /// What was expected; may be empty when the message says it.
    pub expected: String,
    /// What was found; may be empty when the message says it.
    pub actual: String,
    /// The place in the case file that asks for it.
    pub span: Option<Span>,
    /// The place in the contract that asks for it.
    pub contract: Option<Span>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Finding {
    /// A failure without a place yet.
    pub fn new(code: Code, severity: Severity, part: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding {
            code,
            severity,
            message: message.into(),
            part: part.into(),
            pointer: None,
            expected: String::new(),
            actual: String::new(),
            span: None,
            contract: None,
            help: Vec::new(),
        }
    }

    /// Says what was expected and what was found.
    pub fn versus(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Finding {
        self.expected = expected.into();
        self.actual = actual.into();
        self
    }

    /// Says where in the part.
    pub fn pointer(mut self, pointer: impl Into<String>) -> Finding {
        self.pointer = Some(pointer.into());
        self
    }

    /// Says which place of the case file asks for it.
    pub fn at(mut self, span: Span) -> Finding {
        self.span = Some(span);
        self
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help.push(help.into());
        self
    }
}
