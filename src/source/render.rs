//! Diagnostics as text, in the manner of rustc: title, excerpt with carets, fixes.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::source::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::file::{Sources, floor_char_boundary};
use crate::source::span::FileId;

/// All of them, by place.
pub fn render_all(diagnostics: &Diagnostics, sources: &Sources, color: bool) -> String {
    let rendered: Vec<String> =
        diagnostics.sorted().into_iter().map(|diagnostic| render(diagnostic, sources, color)).collect();
    rendered.join("\n")
}

/// One problem as text: title, excerpt with carets, fixes. It ends with a line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.clone()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let mut shown: Vec<FileId> = Vec::new();
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
