//! Texts put into other texts, and the lines around them.

use std::ops::Range;

/// A text that takes the place of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Which bytes; none where something is only put in.
    pub range: Range<usize>,
    /// What comes there.
    pub text: String,
}

impl Splice {
    /// Puts a text in.
    pub fn insert(at: usize, text: impl Into<String>) -> Splice {
        Splice { range: at..at, text: text.into() }
    }
}

/// A text with splices made, those at the same place in their order. `None` when they overlap or lie outside of it.
pub fn spliced(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| splice.range.start);
    let mut spliced = String::with_capacity(text.len() + 100);
    let mut at = 0;
    for splice in splices {
        spliced.push_str(text.get(at..splice.range.start)?);
        spliced.push_str(&splice.text);
        text.get(splice.range.clone())?;
        at = splice.range.end;
    }
    spliced.push_str(text.get(at..)?);
    Some(spliced)
}

/// Where the line of a byte ends: before its line break, or at the end of the text.
pub fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if end > at && text[..end].ends_with('\r') { end - 1 } else { end }
}

/// Where the line of a byte begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |start| start + 1)
}

/// White space as wide as what stands before a byte on its line.
pub fn margin(text: &str, at: usize) -> String {
    " ".repeat(text[line_start(text, at)..at].chars().count())
}

/// The line break that a text uses.
pub fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::{Splice, line_break, line_end, margin, spliced};

    #[test]
    fn splices_are_made_by_place_and_in_their_order() {
        let splices = vec![Splice::insert(5, "!"), Splice { range: 0..1, text: "H".into() }, Splice::insert(5, "?")];
        assert_eq!(spliced("hello", splices).as_deref(), Some("Hello!?"));
        let overlapping = vec![Splice { range: 0..3, text: String::new() }, Splice::insert(2, "x")];
        assert_eq!(spliced("hello", overlapping), None);
        assert_eq!(spliced("hello", vec![Splice::insert(6, "x")]), None);
    }

    #[test]
    fn lines_end_as_they_are_written() {
        assert_eq!((line_end("ab\r\ncd", 1), line_end("ab\ncd", 1), line_end("ab\ncd", 4)), (2, 2, 5));
        assert_eq!((line_end("\r\n", 0), line_end("\n", 0)), (0, 0));
        assert_eq!((line_break("ab\r\ncd\n"), line_break("ab\n"), line_break("ab")), ("\r\n", "\n", "\n"));
        assert_eq!(margin("a\n- é: x", 6), "   ");
    }
}
