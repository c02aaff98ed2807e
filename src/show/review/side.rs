//! Old and new lines beside each other.

use crate::show::review::rows::Piece;
use crate::show::review::styled::{Line, Style};
use crate::show::review::unified::{Body, Drawing, Version, differs, gap, is_current, same, side};

/// In fewer cells than this, lines stand under each other.
pub const NARROWEST: usize = 60;

/// The rows beside each other, marked as in the unified view.
pub fn beside(pieces: &[Piece], drawing: Drawing<'_>) -> Body {
    let half = drawing.width.saturating_sub(3) / 2;
    let halved = Drawing { width: half, ..drawing };
    let mut body = Body::default();
    let mut at = None;
    for piece in pieces {
        let (left, right) = match piece {
            Piece::Gap(count) => {
                body.lines.push(gap(*count, drawing.width));
                continue;
            }
            Piece::Row(row) if differs(row) => {
                if is_current(row, drawing.current) {
                    at.get_or_insert(body.lines.len());
                }
                (side(row, Version::Old, halved), side(row, Version::New, halved))
            }
            Piece::Row(row) => (same(row, Version::Old, halved), same(row, Version::New, halved)),
        };
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        loop {
            match (left.next(), right.next()) {
                (None, None) => break,
                (left, right) => body.lines.push(pair(left.unwrap_or_default(), right.unwrap_or_default(), half)),
            }
        }
    }
    Body { at: at.unwrap_or(0), ..body }
}

fn pair(left: Line, right: Line, half: usize) -> Line {
    let mut line = left.filled(half).and(" │ ", Style::Quiet);
    line.append(right);
    line
}

#[cfg(test)]
mod tests {
    use super::beside;
    use crate::show::review::unified::tests::{drawn, pieces};
    use crate::show::review::unified::{Drawing, Long};

    #[test]
    fn the_old_is_left_of_the_new_and_long_lines_go_on_below() {
        let body = beside(
            &pieces("{\n  \"a\": 1,\n  \"b\": true\n}", "{\n  \"a\": \"one of several\",\n  \"c\": null\n}"),
            Drawing { current: &[0], long: Long::Cut, width: 43 },
        );
        assert_eq!(
            drawn(&body.lines),
            [
                "   {                 │    {",
                ">-   \"a\": 1,         │ >+   \"a\": \"one of se",
                "                     │  ┊ veral\",",
                " -   \"b\": true       │ ",
                "                     │  +   \"c\": null",
                "   }                 │    }",
            ]
        );
    }
}
