//! Lines in styles, measured in the cells of a terminal: cut, wrapped, and never wider than they may be.
//!
//! What is shown comes from servers. Everything that a terminal would act on, or that it would not show at all, is an
//! escape before it gets into a line.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use crate::show::plain::harmless;

/// How a text looks. Whatever it says is said without it, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    #[default]
    Plain,
    /// What it is about.
    Strong,
    /// Of lesser interest.
    Quiet,
    /// The bar at the top, and the cursor of a list.
    Bar,
    /// What was.
    Old,
    /// The very part that was otherwise.
    OldPart,
    /// What is.
    New,
    /// The very part that is otherwise.
    NewPart,
    /// Something is wrong.
    Bad,
    /// All is well.
    Good,
    /// Something wants a look.
    Notice,
    /// Neither good nor bad.
    Fact,
}

impl Style {
    /// The parameters of the escape sequence that begins it.
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Strong => "1",
            Style::Quiet => "2",
            Style::Bar => "7",
            Style::Old => "31",
            Style::OldPart => "31;7",
            Style::New => "32",
            Style::NewPart => "32;7",
            Style::Bad => "31;1",
            Style::Good => "32;1",
            Style::Notice => "33;1",
            Style::Fact => "36;1",
        }
    }
}

/// Whether styles are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As colours.
    Color,
    /// Not at all.
    Plain,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    text: String,
    style: Style,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    spans: Vec<Span>,
}

impl Line {
    /// A line in one style.
    pub fn of(text: &str, style: Style) -> Line {
        Line::default().and(text, style)
    }

    /// A line without any style.
    pub fn plain(text: &str) -> Line {
        Line::of(text, Style::Plain)
    }

    /// The same line with more at its end.
    pub fn and(mut self, text: &str, style: Style) -> Line {
        self.push(text, style);
        self
    }

    /// Adds to its end.
    pub fn push(&mut self, text: &str, style: Style) {
        self.take(visible(text).into_owned(), style);
    }

    /// Adds all of another line to its end.
    pub fn append(&mut self, other: Line) {
        other.spans.into_iter().for_each(|span| self.take(span.text, span.style));
    }

    fn take(&mut self, text: String, style: Style) {
        match self.spans.last_mut().filter(|last| last.style == style) {
            _ if text.is_empty() => {}
            Some(last) => last.text.push_str(&text),
            None => self.spans.push(Span { text, style }),
        }
    }

    /// How many cells it takes.
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| cells(&span.text)).sum()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The same line in not more than `width` cells; an ellipsis stands for what is left out.
    pub fn cut(self, width: usize) -> Line {
        if self.width() <= width {
            return self;
        }
        let mut line = self.split(width.saturating_sub(1)).0;
        if width > 0 {
            let style = line.spans.last().map_or(Style::Plain, |last| last.style);
            line.take("…".to_owned(), style);
        }
        line
    }

    /// The same line in `width` cells, with blanks at its end.
    pub fn filled(self, width: usize) -> Line {
        let mut line = self.cut(width);
        let blanks = width - line.width();
        let style = line.spans.last().map_or(Style::Plain, |last| last.style);
        line.take(" ".repeat(blanks), if style == Style::Bar { Style::Bar } else { Style::Plain });
        line
    }

    /// The same line in lines of not more than `width` cells. It is never an empty list.
    pub fn wrapped(self, width: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut rest = self;
        while rest.width() > width {
            let (line, more) = rest.split(width);
            // A character that is wider than a line.
            if line.is_empty() {
                return if lines.is_empty() { vec![Line::default()] } else { lines };
            }
            lines.push(line);
            rest = more;
        }
        lines.push(rest);
        lines
    }

    /// The same line in lines that break between words where they can.
    pub fn flowed(self, width: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut rest = self;
        while rest.width() > width {
            let (line, _) = rest.clone().split(width);
            let at = line.last_blank().unwrap_or(line.width());
            if at == 0 {
                break;
            }
            let (line, more) = rest.split(at);
            lines.push(line);
            rest = more.without_first_blanks();
        }
        if !rest.is_empty() || lines.is_empty() {
            lines.push(rest.cut(width));
        }
        lines
    }

    /// The text as a terminal takes it.
    pub fn to_text(&self, ink: Ink) -> String {
        let mut text = String::new();
        for span in &self.spans {
            match (ink, span.style) {
                (Ink::Plain, _) | (_, Style::Plain) => text.push_str(&span.text),
                (Ink::Color, style) => text.push_str(&format!("\u{1b}[{}m{}\u{1b}[0m", style.code(), span.text)),
            }
        }
        text
    }

    /// What is in its first `width` cells, and the rest.
    fn split(self, width: usize) -> (Line, Line) {
        let (mut first, mut rest) = (Line::default(), Line::default());
        let mut left = width;
        for span in self.spans {
            if !rest.is_empty() {
                rest.spans.push(span);
                continue;
            }
            let mut at = span.text.len();
            for (index, c) in span.text.char_indices() {
                let width = cells_of(c);
                if width > left {
                    at = index;
                    break;
                }
                left -= width;
            }
            let tail = span.text[at..].to_owned();
            first.take(span.text[..at].to_owned(), span.style);
            rest.take(tail, span.style);
        }
        (first, rest)
    }

    /// How many cells are in front of its last blank, if anything is.
    fn last_blank(&self) -> Option<usize> {
        let text = self.to_text(Ink::Plain);
        let at = text.rfind(' ').filter(|at| !text[..*at].trim().is_empty())?;
        Some(cells(&text[..at]))
    }

    fn without_first_blanks(mut self) -> Line {
        while let Some(first) = self.spans.first_mut() {
            let kept = first.text.trim_start_matches(' ').to_owned();
            if !kept.is_empty() {
                first.text = kept;
                break;
            }
            self.spans.remove(0);
        }
        self
    }
}

/// How many cells a text takes.
pub fn cells(text: &str) -> usize {
    text.chars().map(cells_of).sum()
}

/// Terminals differ about emoji of several parts: those are never measured as one.
fn cells_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The text with escapes in place of what a terminal would act on or not show.
fn visible(text: &str) -> Cow<'_, str> {
    match harmless(text, false) {
        Cow::Borrowed(text) if !text.contains(is_unseen) => Cow::Borrowed(text),
        text => {
            let mut visible = String::with_capacity(text.len() + 8);
            for c in text.chars() {
                if is_unseen(c) {
                    visible.extend(c.escape_unicode());
                } else {
                    visible.push(c);
                }
            }
            Cow::Owned(visible)
        }
    }
}

/// Characters that look like nothing, so that a change of them would not be seen, and those that change the width of
/// what is in front of them.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Ink, Line, Style};

    fn texts(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.to_text(Ink::Plain)).collect()
    }

    #[test]
    fn a_wide_character_is_never_halved() {
        let line = Line::plain("価格 12");
        assert_eq!(line.width(), 7);
        assert_eq!(line.clone().cut(4).to_text(Ink::Plain), "価…");
        assert_eq!(texts(&line.clone().wrapped(3)), ["価", "格 ", "12"]);
        assert_eq!(texts(&line.wrapped(1)), [""], "there is no room for any of it");
    }

    #[test]
    fn what_a_terminal_would_act_on_or_not_show_is_an_escape() {
        let line = Line::plain("a\u{1b}[2J\u{200b}b\u{9b}\u{fe0f}");
        assert_eq!(line.to_text(Ink::Plain), "a\\u{1b}[2J\\u{200b}b\\u{9b}\\u{fe0f}");
    }

    #[test]
    fn styles_go_over_the_break_of_a_line() {
        let line = Line::of("abc", Style::Old).and("def", Style::New);
        let lines: Vec<String> = line.wrapped(4).iter().map(|line| line.to_text(Ink::Color)).collect();
        assert_eq!(lines, ["\u{1b}[31mabc\u{1b}[0m\u{1b}[32md\u{1b}[0m", "\u{1b}[32mef\u{1b}[0m"]);
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(texts(&Line::plain("one two three").flowed(8)), ["one two", "three"]);
        assert_eq!(texts(&Line::plain("abcdefghij kl").flowed(4)), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(texts(&Line::default().flowed(4)), [""]);
    }
}
