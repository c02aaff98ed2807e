//! Old and new lines beside each other.

use crate::show::review::rows::Piece;
use crate::show::review::styled::{Line, Style};
use crate::show::review::unified::{Body, Version, gap, is_current, same, side};

/// In fewer cells than this, lines stand under each other.
pub const NARROWEST: usize = 60;

/// The rows beside each other, marked as in the unified view.
pub fn beside(pieces: &[Piece], current: &[usize], width: usize) -> Body {
    let half = width.saturating_sub(3) / 2;
    let mut body = Body::default();
    let mut at = None;
    for piece in pieces {
        let (left, right) = match piece {
            Piece::Gap(count) => {
                body.lines.push(gap(*count, width));
                continue;
            }
            Piece::Row(row) if row.is_changed => {
                if is_current(row, current) {
                    at.get_or_insert(body.lines.len());
                }
                (side(row, Version::Old, current, half), side(row, Version::New, current, half))
            }
            Piece::Row(row) => (same(row, Version::Old, half), same(row, Version::New, half)),
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

    #[test]
    fn the_old_is_left_of_the_new_and_long_lines_go_on_below() {
        let body = beside(
            &pieces("{\n  \"a\": 1,\n  \"b\": true\n}", "{\n  \"a\": \"one of several\",\n  \"c\": null\n}"),
            &[0],
            43,
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
