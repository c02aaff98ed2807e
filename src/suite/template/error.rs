//! Why a template could not be rendered; a diagnostic once its place is known.

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;

/// Why a template could not be rendered, or an expression not be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}, in `{expression}`")]
pub struct TemplateError {
    /// `TemplateUndefined`, `TemplateFailed`, `TemplateType` or `TemplateUnreadable`.
    pub code: Code,
    /// What is wrong: a lowercase fragment without a final period.
    pub message: String,
    /// The expression as written.
    pub expression: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// What to do about it.
    pub help: Option<String>,
}

impl TemplateError {
    /// An error whose expression is not known yet.
    pub fn new(code: Code, message: impl Into<String>) -> TemplateError {
        TemplateError { code, message: message.into(), expression: "".into(), span: Span::default(), help: None }
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: Option<String>) -> TemplateError {
        self.help = help;
        self
    }

    /// Says which expression it is about.
    pub fn at(mut self, expression: &str, span: Span) -> TemplateError {
        self.expression = expression.into();
        self.span = span;
        self
    }

    /// The same for the user.
    pub fn into_diagnostic(self) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code, self.message).at(self.span, format!("in `{}`", self.expression));
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}
