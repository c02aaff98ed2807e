//! Collects what is wrong while a value is judged. Quiet, it only learns whether anything is.

use crate::judge::verdict::{Finding, Severity};
use crate::source::span::Span;
use crate::suite::template::error::TemplateError;

/// How many findings of one check are told; the rest is only counted.
pub const MAX_TOLD: usize = 100;

/// What was found so far.
#[derive(Debug, Default)]
pub struct Sink {
    /// What is told.
    pub findings: Vec<Finding>,
    /// How many more there were.
    pub more: usize,
    failed: bool,
    quiet: bool,
}

impl Sink {
    /// One that builds no finding but errors: for rules that ask only whether others hold.
    pub fn quiet() -> Sink {
        Sink { quiet: true, ..Sink::default() }
    }

    /// Whether something is wrong.
    pub fn failed(&self) -> bool {
        self.failed
    }

    /// Something is wrong.
    pub fn fail(&mut self, finding: impl FnOnce() -> Finding) {
        self.failed = true;
        if self.quiet {
            return;
        }
        self.push(finding);
    }

    /// No judgement is possible, which no rule around it may hide.
    pub fn error(&mut self, finding: Finding) {
        self.failed = true;
        self.push(|| finding.severity(Severity::Error));
    }

    /// A template of the case can't be rendered.
    pub fn template(&mut self, error: TemplateError, part: crate::judge::verdict::Part, span: Span) {
        self.error(template_finding(error, part, span));
    }

    /// Takes over the errors of a quiet one.
    pub fn errors_of(&mut self, quiet: Sink) {
        self.failed |= !quiet.findings.is_empty();
        for finding in quiet.findings {
            self.push(|| finding);
        }
    }

    /// Notes that there were more than are told.
    pub fn count_more(&mut self, more: usize) {
        self.more += more;
    }

    fn push(&mut self, finding: impl FnOnce() -> Finding) {
        if self.findings.len() < MAX_TOLD {
            self.findings.push(finding());
        } else {
            self.more += 1;
        }
    }
}

/// A template that can't be rendered, as a finding.
pub fn template_finding(error: TemplateError, part: crate::judge::verdict::Part, span: Span) -> Finding {
    let at = if error.span == Span::default() { span } else { error.span };
    let actual = format!("`{}`", error.expression);
    let finding = Finding::new(error.code, part, "an expression that can be evaluated", actual);
    let finding = finding.at(at).message(error.message).severity(Severity::Error);
    error.help.into_iter().fold(finding, Finding::help)
}
