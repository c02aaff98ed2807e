//! Diagnostics as text, in the manner of rustc: title, excerpt with carets, fixes.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use camino::Utf8Path;

use crate::source::commands::{without_commands, without_controls};
use crate::source::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::file::{Sources, floor_char_boundary};
use crate::source::span::FileId;

/// All of them, by place.
pub fn render_all(diagnostics: &Diagnostics, sources: &Sources, color: bool) -> String {
    let mut sorted = diagnostics.sorted();
    // Files are read side by side, so their ids say nothing about their order.
    sorted.sort_by_cached_key(|diagnostic| {
        let span = diagnostic.labels.first().map(|label| label.span)?;
        Some((sources.get(span.file).map(|file| file.path.clone()), span.start))
    });
    let rendered: Vec<String> = sorted.into_iter().map(|diagnostic| render(diagnostic, sources, color)).collect();
    rendered.join("\n")
}

/// One problem as text: title, excerpt with carets, fixes. It ends with a line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title =
        level.primary_title(without_controls(&diagnostic.message, true).into_owned()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let mut shown: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if shown.contains(&label.span.file) {
            continue;
        }
        shown.push(label.span.file);
        let Some(file) = sources.get(label.span.file) else { continue };
        if file.text.is_empty() {
            group = group.element(Origin::path(shown_path(&file.path)).line(1).char_column(1));
            continue;
        }
        let window = window(&file.text, diagnostic.labels.iter().filter(|other| other.span.file == label.span.file));
        let mut snippet = Snippet::source(visible_source(&file.text[window.clone()]))
            .line_start(file.text[..window.start].matches('\n').count() + 1)
            .path(shown_path(&file.path))
            .fold(true);
        for other in diagnostic.labels.iter().filter(|other| other.span.file == label.span.file) {
            let kind = if std::ptr::eq(other, &diagnostic.labels[0]) {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let start = floor_char_boundary(&file.text, other.span.start as usize);
            let end = floor_char_boundary(&file.text, other.span.end as usize).max(start);
            let range = first_line(&file.text, start, end);
            let range = range.start - window.start..range.end - window.start;
            snippet = snippet.annotation(kind.span(range).label(without_controls(&other.text, true).into_owned()));
        }
        group = group.element(snippet);
    }
    let mut help = diagnostic.help.clone();
    if help.is_empty() {
        help.push(format!("`countersign explain {}` says more", diagnostic.code));
    }
    let helps = help.into_iter().map(|help| Level::HELP.message(without_controls(&help, true).into_owned()));
    let report = [group.elements(helps)];
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = without_commands(&renderer.render(&report)).into_owned();
    text.push('\n');
    text
}

fn shown_path(path: &Utf8Path) -> String {
    without_controls(path.as_str(), false).into_owned()
}

/// The renderer shows control characters as pictures of them, but for those beyond ASCII. What stands for them has as
/// many bytes, so that places stay what they are.
fn visible_source(text: &str) -> String {
    let text = text.chars().map(|char| if matches!(char, '\u{80}'..='\u{9f}') { '¿' } else { char }).collect();
    without_passwords(text)
}

/// The same with a star for each byte of a password in a URL, whatever else is wrong with the line that it is on.
fn without_passwords(mut text: String) -> String {
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let start = from + found + "://".len();
        let ends = |char: char| matches!(char, '/' | '?' | '#' | '"' | '\'') || char.is_whitespace();
        let authority = &text[start..start + text[start..].find(ends).unwrap_or(text.len() - start)];
        let password = authority.rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
        if let Some((user, password)) = password.filter(|(_, password)| !password.contains("${{")) {
            let range = start + user.len() + 1..start + user.len() + 1 + password.len();
            let stars = "*".repeat(range.len());
            text.replace_range(range, &stars);
        }
        from = start;
    }
    text
}

/// The lines of the text that the labels are on: a large file need not be looked through for each of its problems.
fn window<'l>(text: &str, labels: impl Iterator<Item = &'l Label>) -> std::ops::Range<usize> {
    let (mut first, mut last) = (text.len(), 0);
    for label in labels {
        first = first.min(label.span.start as usize);
        last = last.max(label.span.start as usize);
    }
    let first = floor_char_boundary(text, first);
    let last = floor_char_boundary(text, last).max(first);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
    start..end
}

/// A caret under many lines says nothing: a span that runs over several lines is cut at its first.
fn first_line(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line_end
}

#[cfg(test)]
mod tests {
    use super::without_passwords;

    #[test]
    fn an_excerpt_shows_no_password_of_a_url_and_keeps_its_places() {
        for (text, shown) in [
            ("a: http://u:pé@ss@host/x@y, b: https://v:w@h", "a: http://u:******@host/x@y, b: https://v:*@h"),
            ("http://host:80/a@b:c", "http://host:80/a@b:c"),
            ("http://user@host \"http://u:${{ vars.p }}@h\"", "http://user@host \"http://u:${{ vars.p }}@h\""),
            ("://:@", "://:@"),
        ] {
            assert_eq!(without_passwords(text.to_owned()), shown);
        }
    }
}
