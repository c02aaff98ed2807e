//! One problem with what the user wrote: a stable code, places, what was found, and a fix.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::source::code::Code;
use crate::source::file::{Sources, floor_char_boundary};
use crate::source::span::Span;

/// Whether a problem stops the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is sent.
    Error,
    /// Said, and the command goes on.
    Warning,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A lowercase fragment, such as "not a key of a case".
    pub text: String,
}

/// One problem. The first label is where it is; the others are what it has to do with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong: a lowercase fragment without a final period.
    pub message: String,
    /// Places, the main one first.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity: Severity::Error, message: message.into(), labels: Vec::new(), help: Vec::new() }
    }

    /// The same as a warning.
    pub fn warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }

    /// Adds a place; the first one added is the main one.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fix.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }
}

/// Every problem found so far. Loading goes on after one, so that all are reported together.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Whether anything stops the command.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many errors and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, self.list.len() - errors)
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them, by place; the same problem said twice is said once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.list.iter().collect();
        list.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
        list.dedup();
        list
    }

    /// All of them as text, in the manner of rustc, by place.
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        let rendered: Vec<String> =
            self.sorted().into_iter().map(|diagnostic| render(diagnostic, sources, color)).collect();
        rendered.join("\n")
    }
}

/// One problem as text: title, excerpt with carets, fixes. It ends with a line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.clone()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let mut shown: Vec<crate::source::span::FileId> = Vec::new();
    for label in &diagnostic.labels {
        if shown.contains(&label.span.file) {
            continue;
        }
        shown.push(label.span.file);
        let Some(file) = sources.get(label.span.file) else { continue };
        if file.text.is_empty() {
            group = group.element(Origin::path(file.path.to_string()));
            continue;
        }
        let mut snippet = Snippet::source(file.text.clone()).path(file.path.to_string()).fold(true);
        for other in diagnostic.labels.iter().filter(|other| other.span.file == label.span.file) {
            let kind = if std::ptr::eq(other, &diagnostic.labels[0]) {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let start = floor_char_boundary(&file.text, other.span.start as usize);
            let end = floor_char_boundary(&file.text, other.span.end as usize).max(start);
            snippet = snippet.annotation(kind.span(first_line(&file.text, start, end)).label(other.text.clone()));
        }
        group = group.element(snippet);
    }
    let helps = diagnostic.help.iter().map(|help| Level::HELP.message(help.clone()));
    let report = [group.elements(helps)];
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&report);
    text.push('\n');
    text
}

/// A caret under many lines says nothing: a span that runs over several lines is cut at its first.
fn first_line(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line_end
}
