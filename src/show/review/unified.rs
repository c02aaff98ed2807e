//! Old and new lines under each other, those of the change that is looked at marked.

use crate::show::review::rows::{Piece, Row, parts};
use crate::show::review::styled::{Line, Style};

/// Lines to be shown, of which there may be more than there is room for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// All of them.
    pub lines: Vec<Line>,
    /// The one that has to be in sight.
    pub at: usize,
}

/// Which version a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// What was.
    Old,
    /// What is proposed.
    New,
}

/// What happens to lines around the change that are too long. Those of the change itself always go on below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Long {
    /// They end in an ellipsis.
    Cut,
    /// They go on below.
    Wrapped,
}

/// What lines are drawn with.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    /// The changes that are looked at, whose lines are marked with `>`.
    pub current: &'a [usize],
    /// What happens to lines around the change that are too long.
    pub long: Long,
    /// How wide lines may be.
    pub width: usize,
}

/// The rows under each other.
pub fn unified(pieces: &[Piece], drawing: Drawing<'_>) -> Body {
    let mut body = Body::default();
    let mut at = None;
    for piece in pieces {
        match piece {
            Piece::Gap(count) => body.lines.push(gap(*count, drawing.width)),
            Piece::Row(row) if differs(row) => {
                if is_current(row, drawing.current) {
                    at.get_or_insert(body.lines.len());
                }
                body.lines.extend(side(row, Version::Old, drawing));
                body.lines.extend(side(row, Version::New, drawing));
            }
            Piece::Row(row) => body.lines.extend(same(row, Version::New, drawing)),
        }
    }
    Body { at: at.unwrap_or(0), ..body }
}

/// Whether a row belongs to one of the changes that are looked at.
pub fn is_current(row: &Row, current: &[usize]) -> bool {
    row.changes.iter().any(|change| current.contains(change))
}

/// Whether a row says something else than before, and is not only written in another way.
pub fn differs(row: &Row) -> bool {
    row.is_changed && !row.changes.is_empty()
}

/// How many rows are left out.
pub fn gap(count: usize, width: usize) -> Line {
    let words = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    Line::of(&format!("   ··· {words} ···"), Style::Quiet).cut(width)
}

/// One version of a row that differs; nothing where it has no such line.
pub fn side(row: &Row, version: Version, drawing: Drawing<'_>) -> Vec<Line> {
    let (line, sign, style, part_style) = match version {
        Version::Old => (&row.old, "-", Style::Old, Style::OldPart),
        Version::New => (&row.new, "+", Style::New, Style::NewPart),
    };
    let Some(line) = line else { return Vec::new() };
    if !is_current(row, drawing.current) {
        return around(&format!(" {sign} "), Line::of(&line.text, Style::Quiet), drawing);
    }
    let text = match (&row.old, &row.new) {
        (Some(old), Some(new)) => {
            let (left, right) = parts(&old.text, &new.text);
            let part = if version == Version::Old { left } else { right };
            let (head, rest) = line.text.split_at(part.start);
            let (part, tail) = rest.split_at(part.end - part.start);
            Line::of(head, style).and(part, part_style).and(tail, style)
        }
        _ => Line::of(&line.text, style),
    };
    with_gutter(&format!(">{sign} "), style, text, drawing.width)
}

/// A row that says the same in both; nothing where it has no such line.
pub fn same(row: &Row, version: Version, drawing: Drawing<'_>) -> Vec<Line> {
    let line = match version {
        Version::Old => row.old.as_ref(),
        Version::New => row.new.as_ref(),
    };
    line.map(|line| around("   ", Line::plain(&line.text), drawing)).unwrap_or_default()
}

fn around(gutter: &str, text: Line, drawing: Drawing<'_>) -> Vec<Line> {
    match drawing.long {
        Long::Cut => vec![joined(gutter, Style::Quiet, text).cut(drawing.width)],
        Long::Wrapped => with_gutter(gutter, Style::Quiet, text, drawing.width),
    }
}

/// A line in as many lines as it takes, the first with what stands in front of it. The others are marked, too, so that
/// none of them passes for a line of the snapshot.
fn with_gutter(gutter: &str, style: Style, text: Line, width: usize) -> Vec<Line> {
    let indent = gutter.len();
    let mut lines = text.wrapped(width.saturating_sub(indent)).into_iter();
    let first = lines.next().map(|line| joined(gutter, style, line));
    let rest = lines.map(|line| joined(" ┊ ", Style::Quiet, line));
    first.into_iter().chain(rest).map(|line| line.cut(width)).collect()
}

fn joined(gutter: &str, style: Style, rest: Line) -> Line {
    let mut line = Line::of(gutter, style);
    line.append(rest);
    line
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Drawing, Long, unified};
    use crate::judge::snapshot::change::SnapshotChange;
    use crate::show::review::rows::{Piece, folded, rows};
    use crate::show::review::styled::{Ink, Line};

    /// The rows of two bodies near what changed.
    pub(crate) fn pieces(old: &str, new: &str) -> Vec<Piece> {
        let file = |contents: &str| format!("---\ninfo:\n  kind: body\n  content: json\n---\n{contents}\n");
        let change = SnapshotChange::of(Some(&file(old)), &file(new)).expect("two snapshots");
        folded(rows(&change), 1, |row| row.is_changed)
    }

    /// The lines as they are read.
    pub(crate) fn drawn(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.to_text(Ink::Plain)).collect()
    }

    fn narrow(width: usize) -> Drawing<'static> {
        Drawing { current: &[0], long: Long::Cut, width }
    }

    const OLD: &str = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4\n}";
    const NEW: &str = "{\n  \"a\": \"1\",\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": null\n}";

    #[test]
    fn lines_of_the_change_are_marked_and_those_of_others_are_not() {
        let body = unified(&pieces(OLD, NEW), Drawing { current: &[1], long: Long::Cut, width: 40 });
        assert_eq!(
            drawn(&body.lines),
            [
                "   {",
                " -   \"a\": 1,",
                " +   \"a\": \"1\",",
                "     \"b\": 2,",
                "     \"c\": 3,",
                ">-   \"d\": 4",
                ">+   \"d\": null",
                "   }"
            ]
        );
        assert_eq!(body.at, 5);
    }

    #[test]
    fn long_lines_go_on_below_and_are_never_wider_than_the_terminal() {
        let body = unified(&pieces("{\n  \"a\": 1\n}", "{\n  \"a\": \"日本語日本語日本語\"\n}"), narrow(16));
        assert!(body.lines.iter().all(|line| line.width() <= 16));
        assert_eq!(
            drawn(&body.lines),
            ["   {", ">-   \"a\": 1", ">+   \"a\": \"日本", " ┊ 語日本語日本", " ┊ 語\"", "   }"]
        );
    }

    #[test]
    fn what_a_terminal_would_act_on_stays_text() {
        let body = unified(&pieces("{\n  \"a\": 1\n}", "{\n  \"a\": \"\u{7f}\u{202e}\"\n}"), narrow(60));
        assert_eq!(drawn(&body.lines)[2], ">+   \"a\": \"\\u{7f}\\u{202e}\"");
    }
}
