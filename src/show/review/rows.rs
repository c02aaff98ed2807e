//! A snapshot and what is proposed for it, line beside line, each line with the changes that it belongs to.
//!
//! The terminal and the page show the same rows; only how they look is theirs.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::judge::snapshot::change::SnapshotChange;
use crate::source::json;
use crate::source::span::FileId;
use crate::source::tree::{Content, Node};
use crate::value::change::model::{Change, Kind, Place};

/// After this long, lines are aligned less well. Only texts of many thousand lines take so long.
const PATIENCE: Duration = Duration::from_millis(300);
/// How far ahead a line of the same key is looked for.
const AHEAD: usize = 200;
/// How deep a document may nest for its lines to be found.
const MAX_DEPTH: usize = 512;

/// A line of the old text, of the new one, or of both, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the old text.
    pub old: Option<Line>,
    /// The line of the new text.
    pub new: Option<Line>,
    /// Whether the two differ.
    pub is_changed: bool,
    /// The changes that it belongs to, by their index. Lines that differ only in how they are written belong to none.
    pub changes: Vec<usize>,
}

/// One line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: usize,
    /// Without its line break. It comes from a server: whoever shows it makes it harmless.
    pub text: String,
}

/// Rows, or how many are left out between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A row.
    Row(Row),
    /// This many rows that are the same in both and far from any change.
    Gap(usize),
}

/// All rows of a snapshot and what is proposed for it.
pub fn rows(change: &SnapshotChange) -> Vec<Row> {
    let (old, new) = change.contents();
    let was = Marks::new(&old, change, |change| change.was.as_ref());
    let is = Marks::new(&new, change, |change| change.is.as_ref());
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let mut rows = around(change);
    let above = rows.len();
    rows.reserve(old.len().max(new.len()));
    for (left, right) in pairs(&old, &new) {
        let line = |lines: &[&str], index: usize| Line { number: above + index + 1, text: lines[index].to_owned() };
        let is_changed = match (left, right) {
            (Some(left), Some(right)) => bare(old[left]) != bare(new[right]),
            _ => true,
        };
        let mut changes = Vec::new();
        if is_changed {
            changes.extend(left.into_iter().flat_map(|left| was.at(left)));
            changes.extend(right.into_iter().flat_map(|right| is.at(right)));
            changes.sort_unstable();
            changes.dedup();
        }
        let (left, right) = (left.map(|index| line(&old, index)), right.map(|index| line(&new, index)));
        rows.push(Row { old: left, new: right, is_changed, changes });
    }
    rows
}

/// A row for each change of what stands around the body, above it: `status: 200`.
fn around(change: &SnapshotChange) -> Vec<Row> {
    let changes = change.changes.iter().enumerate().filter(|(index, _)| change.is_around(*index));
    let rows = changes.enumerate().map(|(above, (index, change))| {
        let line = |text: &str, is_there: bool| {
            is_there.then(|| Line { number: above + 1, text: format!("{}: {text}", change.path) })
        };
        let old = line(&change.from, change.kind != Kind::Added);
        let new = line(&change.to, change.kind != Kind::Removed);
        Row { old, new, is_changed: true, changes: vec![index] }
    });
    rows.collect()
}

/// The rows that are of interest, with `context` rows around each of them; what lies between is counted.
pub fn folded(rows: Vec<Row>, context: usize, is_of_interest: impl Fn(&Row) -> bool) -> Vec<Piece> {
    let mut keep = vec![false; rows.len()];
    for (index, row) in rows.iter().enumerate() {
        if is_of_interest(row) {
            keep[index.saturating_sub(context)..(index + context + 1).min(rows.len())].fill(true);
        }
    }
    let mut pieces = Vec::new();
    for (row, keep) in rows.into_iter().zip(keep) {
        match (keep, pieces.last_mut()) {
            (true, _) => pieces.push(Piece::Row(row)),
            (false, Some(Piece::Gap(count))) => *count += 1,
            (false, _) => pieces.push(Piece::Gap(1)),
        }
    }
    pieces
}

/// The parts of two lines in which they differ, in bytes: what lies between their common beginning and end, whole
/// words at a time.
pub fn parts(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let (left, right): (Vec<&str>, Vec<&str>) = (words(old), words(new));
    let head = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let shorter = left.len().min(right.len()) - head;
    let tail = left.iter().rev().zip(right.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let bytes = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let part = |text: &str, words: &[&str]| {
        let start = bytes(&words[..head]);
        start..(text.len() - bytes(&words[words.len() - tail..])).max(start)
    };
    (part(old, &left), part(new, &right))
}

/// Letters and digits together, everything else by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        if at > start && !(in_word && is_word) {
            words.push(&text[start..at]);
            start = at;
        }
        in_word = is_word;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// A line without the comma at its end, which only says whether another follows.
fn bare(line: &str) -> &str {
    line.strip_suffix(',').unwrap_or(line)
}

/// Which line stands beside which. Every line is in one pair.
fn pairs(old: &[&str], new: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (old.iter().map(|line| bare(line)).collect(), new.iter().map(|line| bare(line)).collect());
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    for op in capture_diff_slices_deadline(Algorithm::Patience, &left, &right, Some(Instant::now() + PATIENCE)) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                pairs.extend((0..len).map(|offset| (Some(old_index + offset), Some(new_index + offset))));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                pairs.extend((old_index..old_index + old_len).map(|index| (Some(index), None)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pairs.extend((new_index..new_index + new_len).map(|index| (None, Some(index))));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                replaced(old, new, old_index..old_index + old_len, new_index..new_index + new_len, &mut pairs);
            }
        }
    }
    pairs
}

/// Lines of the same key stand beside each other, if they are in the same order; of what is left between them, lines
/// that say no key.
fn replaced(
    old: &[&str],
    new: &[&str],
    left: Range<usize>,
    right: Range<usize>,
    pairs: &mut Vec<(Option<usize>, Option<usize>)>,
) {
    let (mut at, mut from) = (left.start, right.start);
    while at < left.end {
        let key = key(old[at]);
        let same = (from..right.end).take(AHEAD).find(|index| key.is_some() && self::key(new[*index]) == key);
        match same {
            Some(index) => {
                pairs.extend((from..index).map(|index| (None, Some(index))));
                pairs.push((Some(at), Some(index)));
                from = index + 1;
            }
            None if key.is_none() && from < right.end && self::key(new[from]).is_none() => {
                pairs.push((Some(at), Some(from)));
                from += 1;
            }
            None => pairs.push((Some(at), None)),
        }
        at += 1;
    }
    pairs.extend((from..right.end).map(|index| (None, Some(index))));
}

/// The indentation and the key of a line of JSON.
fn key(line: &str) -> Option<&str> {
    let start = line.find('"')?;
    let end = start + line[start..].find("\": ")?;
    line[..start].trim().is_empty().then(|| &line[..end])
}

/// Which changes each line of a text belongs to.
struct Marks {
    lines: Vec<(Range<usize>, usize)>,
}

impl Marks {
    fn new<'c>(text: &str, change: &'c SnapshotChange, place: impl Fn(&'c Change) -> Option<&'c Place>) -> Marks {
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let line = |offset: usize| starts.partition_point(|start| *start <= offset) - 1;
        let root = json::parse(FileId::default(), text, MAX_DEPTH);
        let changes = change.changes.iter().enumerate().filter(|(index, _)| !change.is_around(*index));
        let lines = changes.filter_map(|(index, change)| {
            let range = match (&root, place(change)) {
                (Some(root), Some(place)) => bytes(root, &place.pointer),
                // What has no place is about the whole.
                (_, None) if change.was.is_none() && change.is.is_none() => 0..text.len().max(1),
                (_, None) => return None,
                (None, Some(_)) => 0..text.len().max(1),
            };
            Some((line(range.start)..line(range.end.saturating_sub(1).max(range.start)) + 1, index))
        });
        Marks { lines: lines.collect() }
    }

    fn at(&self, line: usize) -> impl Iterator<Item = usize> {
        self.lines.iter().filter(move |(lines, _)| lines.contains(&line)).map(|(_, change)| *change)
    }
}

/// The place to which a pointer leads, with its key.
fn bytes(root: &Node, pointer: &str) -> Range<usize> {
    let mut node = root;
    let mut start = root.span.range().start;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        let next = match &node.content {
            Content::Map(_) => node.entry(&token).map(|entry| (entry.key_span.range().start, &entry.value)),
            Content::List(elements) => {
                let element = token.parse::<usize>().ok().and_then(|index| elements.get(index));
                element.map(|element| (element.span.range().start, element))
            }
            _ => None,
        };
        let Some(next) = next else { break };
        (start, node) = next;
    }
    start..node.span.range().end
}

#[cfg(test)]
mod tests {
    use super::{Piece, Row, folded, parts, rows};
    use crate::judge::snapshot::change::SnapshotChange;

    fn change(old: &str, new: &str) -> SnapshotChange {
        let file = |contents: &str| {
            let value: serde_json::Value = serde_json::from_str(contents).expect("JSON");
            format!("---\ninfo:\n  kind: body\n  content: json\n---\n{value:#}\n")
        };
        SnapshotChange::of(Some(&file(old)), &file(new)).expect("two snapshots")
    }

    fn drawn(rows: &[Row]) -> Vec<String> {
        let draw = |row: &Row| {
            let text = |line: &Option<super::Line>| line.as_ref().map_or("-", |line| line.text.trim()).to_owned();
            format!("{} | {} {:?}", text(&row.old), text(&row.new), row.changes)
        };
        rows.iter().filter(|row| row.is_changed).map(draw).collect()
    }

    #[test]
    fn lines_of_the_same_key_stand_beside_each_other() {
        let change = change(r#"{"a": 1, "b": "x", "c": [1]}"#, r#"{"a": "1", "b": "x", "c": [1], "d": null}"#);
        assert_eq!(
            drawn(&rows(&change)),
            [r#""a": 1, | "a": "1", [0]"#, r#"- | "d": null [1]"#],
            "a comma by itself is no change"
        );
    }

    #[test]
    fn all_lines_of_what_is_new_belong_to_its_change() {
        let change = change(r#"{"z": 0}"#, r#"{"a": {"b": [1, 2]}, "z": 0}"#);
        assert_eq!(
            drawn(&rows(&change)),
            [r#"- | "a": { [0]"#, r#"- | "b": [ [0]"#, "- | 1, [0]", "- | 2 [0]", "- | ] [0]", "- | }, [0]"]
        );
    }

    #[test]
    fn a_snapshot_that_is_new_is_all_change() {
        let text = "---\ninfo:\n  kind: body\n  content: json\n---\n{\n  \"a\": 1\n}\n";
        let change = SnapshotChange::of(None, text).expect("a snapshot");
        let rows = rows(&change);
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.old.is_none() && row.changes == [0]));
    }

    #[test]
    fn a_status_and_headers_stand_above_the_body_and_layout_is_no_change() {
        let text = |status: &str, header: &str, body: &str| {
            let head = format!("  status:\n    - {status}\n  headers:\n    x-total: {header}\n");
            format!("---\ninfo:\n  kind: body\n  content: json\n{head}---\n{body}\n")
        };
        let (old, new) = (text("200", "\"5\"", "{\"a\":   1}"), text("201", "\"6\"", "{\n  \"a\": 2\n}"));
        let change = SnapshotChange::of(Some(&old), &new).expect("two snapshots");
        assert_eq!(
            drawn(&rows(&change)),
            [
                "status: 200 | status: 201 [0]",
                r#"header x-total: "5" | header x-total: "6" [1]"#,
                r#""a": 1 | "a": 2 [2]"#
            ]
        );
    }

    #[test]
    fn what_is_far_from_a_change_is_counted() {
        let list = |last: u32| format!("[1, 2, 3, 4, 5, 6, 7, 8, {last}]");
        let change = change(&list(9), &list(10));
        let pieces = folded(rows(&change), 1, |row| row.is_changed);
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[0], Piece::Gap(8));
    }

    #[test]
    fn only_the_words_that_differ_are_told_apart() {
        let part = |old: &str, new: &str| {
            let (left, right) = parts(old, new);
            (old[left].to_owned(), new[right].to_owned())
        };
        assert_eq!(part(r#""a": "one two","#, r#""a": "one three","#), ("two".into(), "three".into()));
        assert_eq!(part(r#""a": 1"#, r#""a": "1""#), ("1".into(), r#""1""#.into()));
        assert_eq!(part("é", "é"), (String::new(), String::new()));
        assert_eq!(part("aa", "aa aa"), (String::new(), " aa".into()));
    }
}
