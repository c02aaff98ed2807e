//! The text of a snapshot file, as insta writes and reads it: metadata between `---` lines, then the contents.

use std::ops::Range;

use serde_json::Value;

use crate::judge::snapshot::content::laid_out;
use crate::judge::snapshot::head::Head;
use crate::source::diagnostic::Diagnostics;
use crate::source::span::FileId;
use crate::source::tree::Node;
use crate::source::yaml;
use crate::suite::model::SnapshotKind;
use crate::value::json;

/// How a merge marks a conflict: before our lines, between both, and behind theirs.
const OURS: &str = "<<<<<<< ";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>> ";

/// What a snapshot file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFile {
    /// The case file, from the project's root.
    pub source: Option<String>,
    /// The case's id, with its step if it has several.
    pub expression: Option<String>,
    /// What insta keeps for us.
    pub info: Info,
    /// The record itself, without white space at its end.
    pub contents: String,
}

/// Our part of the metadata. Whoever edits the file may have dropped any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// What was recorded.
    pub kind: Option<SnapshotKind>,
    /// The environment that it was recorded in; only bodies belong to one.
    pub env: Option<String>,
    /// What the contents are: `json`, `text`, `bytes` or `none`.
    pub content: Option<String>,
    /// The status and the headers.
    pub head: Head,
}

/// Why a text is no snapshot file. Whoever edited or merged it is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Its bytes could not be had; why, in words.
    #[error("{0}")]
    Unread(String),
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Left by a merge. In a text, only a whole conflict is taken for one.
    #[error("it holds conflict markers, on line {0}")]
    ConflictMarkers(usize),
    /// Not insta's format.
    #[error("it does not begin with metadata between `---` lines")]
    NoMetadata,
    /// The metadata is not YAML.
    #[error("its metadata is not well-formed: {0}")]
    BadMetadata(String),
    /// The contents are not what the metadata say.
    #[error("its contents cannot be read: {0}")]
    BadContents(String),
}

impl Unreadable {
    /// What is wrong, for whoever sees the place as well.
    pub fn plain(&self) -> String {
        match self {
            Unreadable::ConflictMarkers(_) => "it holds conflict markers".to_owned(),
            Unreadable::BadContents(why) => {
                // Lines are counted from the first one of the contents.
                let why = why.split(" at byte ").next().unwrap_or(why);
                format!("its contents are not what it says they are: {why}")
            }
            other => other.to_string(),
        }
    }

    /// What is to be seen at the place.
    pub fn label(&self) -> &'static str {
        match self {
            Unreadable::Unread(_) => "this file",
            Unreadable::Empty => "nothing is in this file",
            Unreadable::ConflictMarkers(_) => "left by a merge",
            Unreadable::NoMetadata => "metadata between two lines `---` are expected",
            Unreadable::BadMetadata(_) => "in these metadata",
            Unreadable::BadContents(_) => "in these contents",
        }
    }
}

/// Where in the text of a file it shows that it is damaged.
pub fn damaged_at(text: &str, why: &Unreadable) -> Range<usize> {
    let contents = split(text).map_or(0, |(_, contents)| text.len() - contents.len());
    let at = match why {
        Unreadable::ConflictMarkers(line) => {
            let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            return start..start + BETWEEN.len();
        }
        Unreadable::BadMetadata(_) => {
            let metadata = split(text).map_or("", |(metadata, _)| metadata);
            let mut diagnostics = Diagnostics::default();
            yaml::parse(FileId::default(), metadata, &mut diagnostics);
            let place = diagnostics.sorted().first().and_then(|first| first.labels.first()).map(|label| label.span);
            text.find(metadata).unwrap_or(0) + place.map_or(0, |span| span.start as usize)
        }
        Unreadable::BadContents(_) => {
            let contents_text = &text[contents..];
            contents + json::parse(contents_text.as_bytes()).err().map_or(0, |error| error.offset)
        }
        Unreadable::Unread(_) | Unreadable::Empty | Unreadable::NoMetadata => 0,
    };
    at..at
}

impl SnapshotFile {
    /// The whole text of the file.
    pub fn to_text(&self) -> String {
        let mut text = String::from("---\n");
        put(&mut text, "", "source", self.source.as_deref());
        put(&mut text, "", "expression", self.expression.as_deref());
        if self.info != Info::default() {
            text.push_str("info:\n");
            put(&mut text, "  ", "kind", self.info.kind.map(SnapshotKind::name));
            put(&mut text, "  ", "env", self.info.env.as_deref());
            put(&mut text, "  ", "content", self.info.content.as_deref());
            put_head(&self.info.head, &mut text);
        }
        format!("{text}---\n{}\n", self.contents)
    }

    /// What a file's text says.
    pub fn from_text(text: &str) -> Result<SnapshotFile, Unreadable> {
        if text.trim().is_empty() {
            return Err(Unreadable::Empty);
        }
        let Some((metadata, contents)) = split(text) else {
            return Err(marker(text).map_or(Unreadable::NoMetadata, |line| Unreadable::ConflictMarkers(line + 1)));
        };
        if let Some(line) = marker(metadata) {
            return Err(Unreadable::ConflictMarkers(line + 2));
        }
        let mut diagnostics = Diagnostics::default();
        let node = yaml::parse(FileId::default(), metadata, &mut diagnostics);
        if let Some(diagnostic) = diagnostics.sorted().first() {
            return Err(Unreadable::BadMetadata(diagnostic.message.clone()));
        }
        let at = |key: &str| node.as_ref().and_then(|node| text_at(node, key));
        let info = node.as_ref().and_then(|node| node.get("info")).map(info).unwrap_or_default();
        // A text may hold anything, also a line that looks like a marker. Nothing else that is recorded can.
        let is_text = info.content.as_deref() == Some("text");
        if let Some(line) = if is_text { conflict(contents) } else { marker(contents) } {
            let above = text[..text.len() - contents.len()].lines().count();
            return Err(Unreadable::ConflictMarkers(above + line + 1));
        }
        let contents = laid_out(contents);
        Ok(SnapshotFile { source: at("source"), expression: at("expression"), info, contents })
    }
}

/// The text of a snapshot file that says to be of another case, and else is the same to the byte, unless its metadata
/// are laid out in such a way that they have to be written anew. What is no snapshot file, or doesn't say of what it is,
/// stays as it was.
pub fn relabelled(text: &str, source: &str, expression: &str) -> String {
    let Ok(file) = SnapshotFile::from_text(text) else { return text.to_owned() };
    let wanted = SnapshotFile {
        source: file.source.as_ref().map(|_| source.to_owned()),
        expression: file.expression.as_ref().map(|_| expression.to_owned()),
        ..file
    };
    let edited = with_labels(text, source, expression);
    if SnapshotFile::from_text(&edited).as_ref() == Ok(&wanted) { edited } else { wanted.to_text() }
}

fn with_labels(text: &str, source: &str, expression: &str) -> String {
    let Some((metadata, _)) = split(text) else { return text.to_owned() };
    let start = text.find(metadata).unwrap_or(0);
    let relabel = |line: &str| {
        let ending = &line[line.trim_end_matches(['\r', '\n']).len()..];
        let label = |key: &str, value: &str| line.starts_with(key).then(|| format!("{key} {}{ending}", scalar(value)));
        label("source:", source).or_else(|| label("expression:", expression)).unwrap_or_else(|| line.to_owned())
    };
    let metadata_end = start + metadata.len();
    let metadata: String = metadata.split_inclusive('\n').map(relabel).collect();
    format!("{}{metadata}{}", &text[..start], &text[metadata_end..])
}

fn put(text: &mut String, indent: &str, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        text.push_str(&format!("{indent}{}: {}\n", scalar(key), scalar(value)));
    }
}

/// One status stands by itself, several are a list.
fn put_head(head: &Head, text: &mut String) {
    let mut statuses = head.status.iter();
    match (statuses.next(), head.status.len()) {
        (None, _) => {}
        (Some(status), 1) => text.push_str(&format!("  status: {status}\n")),
        _ => {
            text.push_str("  status:\n");
            head.status.iter().for_each(|status| text.push_str(&format!("    - {status}\n")));
        }
    }
    if !head.headers.is_empty() {
        text.push_str("  headers:\n");
        head.headers.iter().for_each(|(name, value)| put(text, "    ", name, Some(value)));
    }
}

fn info(node: &Node) -> Info {
    Info {
        kind: text_at(node, "kind").as_deref().and_then(kind_named),
        env: text_at(node, "env"),
        content: text_at(node, "content"),
        head: head(node),
    }
}

fn text_at(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_str).map(str::to_owned)
}

fn head(info: &Node) -> Head {
    let number = |node: &Node| node.as_u64().and_then(|status| u16::try_from(status).ok());
    let status = info.get("status");
    let statuses = status.into_iter().chain(status.map(Node::elements).unwrap_or_default()).filter_map(number);
    let headers = info.get("headers").map(Node::entries).unwrap_or_default().iter();
    // Whoever edited the file may have left out the quotes around a number.
    let text = |node: &Node| match node.to_json() {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let headers = headers.filter_map(|entry| Some((entry.key.to_ascii_lowercase(), text(&entry.value)?)));
    Head { status: statuses.collect(), headers: headers.collect() }
}

/// The metadata and the contents.
fn split(text: &str) -> Option<(&str, &str)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            return Some((&text[first.len()..end], &text[end + line.len()..]));
        }
        end += line.len();
    }
    None
}

/// The first line that a merge leaves where it begins or ends a conflict, from 0.
fn marker(text: &str) -> Option<usize> {
    text.lines().position(|line| line.starts_with(OURS) || line.starts_with(THEIRS))
}

/// The line where a conflict begins that has all its parts in order, from 0.
fn conflict(text: &str) -> Option<usize> {
    let mut lines = text.lines();
    let start = lines.position(|line| line.starts_with(OURS))?;
    lines.find(|line| *line == BETWEEN)?;
    lines.find(|line| line.starts_with(THEIRS))?;
    Some(start)
}

fn kind_named(name: &str) -> Option<SnapshotKind> {
    match name {
        "shape" => Some(SnapshotKind::Shape),
        "body" => Some(SnapshotKind::Body),
        _ => None,
    }
}

/// A YAML scalar as insta would write it, so that a review changes no line that it needn't.
fn scalar(text: &str) -> String {
    let first_is_special = |c: char| "&*?|-<>=!%@".contains(c);
    let special = |c: char| ":{}[],#`\"'\\".contains(c) || c.is_control();
    let words = ["yes", "no", "true", "false", "on", "off", "null", "~"];
    let quoted = text.is_empty()
        || text.trim() != text
        || text.starts_with(first_is_special)
        || text.contains(special)
        || words.contains(&text.to_ascii_lowercase().as_str())
        || text.starts_with('.')
        || text.starts_with("0x")
        || text.parse::<f64>().is_ok();
    if quoted { Value::from(text).to_string() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Info, SnapshotFile, Unreadable, damaged_at, relabelled};
    use crate::judge::snapshot::content::laid_out;
    use crate::judge::snapshot::head::Head;
    use crate::judge::snapshot::stored::Stored;
    use crate::suite::model::SnapshotKind;

    fn file() -> SnapshotFile {
        SnapshotFile {
            source: Some("cases/perfex/values.yaml".into()),
            expression: Some("perfex/values::lists-every-field".into()),
            info: Info {
                kind: Some(SnapshotKind::Body),
                env: Some("staging".into()),
                content: Some("json".into()),
                head: Head::default(),
            },
            contents: "{\n  \"a\": [1.50, \"---\"]\n}".into(),
        }
    }

    #[test]
    fn carriage_returns_before_a_line_break_are_recorded_as_they_are_read() {
        let body = "a\r\r\n\r\nb\rc \r\n\r";
        assert_eq!(laid_out(body), "a\n\nb\rc");
        let mut recorded = file();
        recorded.info.content = Some("text".into());
        recorded.contents = laid_out(body);
        assert_eq!(SnapshotFile::from_text(&recorded.to_text()), Ok(recorded));
    }

    #[test]
    fn insta_reads_what_we_write_and_writes_it_back_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("case.snap.new");
        std::fs::write(&path, file().to_text()).expect("written");
        let read = insta::Snapshot::from_file(&path).expect("insta reads it");
        assert_eq!(read.as_text().map(ToString::to_string).as_deref(), Some(file().contents.as_str()));
        assert_eq!(read.metadata().source(), Some("cases/perfex/values.yaml"));
        assert_eq!(read.metadata().expression(), Some("perfex/values::lists-every-field"));
        // This is what accepting it does.
        let accepted = folder.path().join("case.snap");
        read.save(&accepted).expect("insta writes it");
        assert_eq!(std::fs::read_to_string(&accepted).expect("read"), file().to_text());
    }

    #[test]
    fn insta_keeps_the_status_and_the_headers() {
        let headers = [
            ("content-type", "application/json; charset=utf-8"),
            ("etag", "W/\"a: b\""),
            ("x-total-count", "42"),
            ("x-next", "integer | absent"),
            ("x-empty", ""),
            ("x-star", "* é\u{1}"),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let folder = tempfile::tempdir().expect("a folder");
        for status in [vec![], vec![200], vec![200, 404]] {
            let head = Head { status: status.iter().copied().collect(), headers: headers.clone().into() };
            let file = SnapshotFile { info: Info { head, ..file().info }, ..file() };
            let path = folder.path().join("case.snap.new");
            std::fs::write(&path, file.to_text()).expect("written");
            let accepted = folder.path().join("case.snap");
            insta::Snapshot::from_file(&path).expect("insta reads it").save(&accepted).expect("insta writes it");
            assert_eq!(std::fs::read_to_string(&accepted).expect("read"), file.to_text());
            assert_eq!(SnapshotFile::from_text(&file.to_text()), Ok(file));
        }
        let edited = "---\ninfo:\n  headers:\n    X-Total-Count: 42\n---\n1\n";
        let read = SnapshotFile::from_text(edited).expect("a snapshot");
        assert_eq!(read.info.head.headers["x-total-count"], "42");
    }

    #[test]
    fn a_file_is_read_back() {
        assert_eq!(SnapshotFile::from_text(&file().to_text()), Ok(file()));
        assert_eq!(SnapshotFile::from_text(&file().to_text().replace('\n', "\r\n")), Ok(file()));
    }

    #[test]
    fn what_was_dropped_from_the_metadata_is_unknown() {
        let read = SnapshotFile::from_text("---\nsource: a.yaml\ncreated: x\n---\n[]\n").expect("a snapshot");
        assert_eq!((read.info, read.contents.as_str()), (Info::default(), "[]"));
        assert!(SnapshotFile::from_text("---\n---\n[]").is_ok());
    }

    #[test]
    fn another_label_changes_nothing_else() {
        let text = file().to_text().replace("\n---\n{", "\nx: {a: b}\n---\n\n{ source: x");
        let other = relabelled(&text, "cases/b.yaml", "b::c");
        assert_eq!(
            other,
            text.replace("cases/perfex/values.yaml", "cases/b.yaml")
                .replace("perfex/values::lists-every-field", "b::c")
        );
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(relabelled(&crlf, "cases/b.yaml", "b::c"), other.replace('\n', "\r\n"));
        for odd in ["", "source: a\n", "---\n---\nsource: a\n", "<<<<<<< a\nsource: a\n"] {
            assert_eq!(relabelled(odd, "b", "c"), odd);
        }
    }

    #[test]
    fn a_text_may_hold_what_looks_like_a_marker() {
        let text = |contents: &str| SnapshotFile {
            info: Info { content: Some("text".into()), ..file().info },
            contents: contents.into(),
            ..file()
        };
        for contents in [
            "<<<<<<< not from a merge",
            ">>>>>>> quoted\n>>>>>>> twice",
            "Title\n=======\n<<<<<<< a\n>>>>>>> b",
            ">>>>>>> b\n=======\n<<<<<<< a",
            "<<<<<<< a\n======= \n>>>>>>> b",
        ] {
            assert_eq!(SnapshotFile::from_text(&text(contents).to_text()), Ok(text(contents)));
        }
        let conflict = "a\n<<<<<<< HEAD\n1\n||||||| base\n0\n=======\n2\n>>>>>>> b";
        let file = text(conflict).to_text();
        let line = file.lines().position(|line| line.starts_with('<')).map(|line| line + 1).expect("a marker");
        for file in [file.clone(), file.replace('\n', "\r\n")] {
            assert_eq!(SnapshotFile::from_text(&file), Err(Unreadable::ConflictMarkers(line)));
        }
    }

    #[test]
    fn damage_has_a_place() {
        let at = |text: &str| {
            let why = Stored::read(Some(text), SnapshotKind::Body);
            let Stored::Unreadable(why) = why else { panic!("{text:?} is sound") };
            text[damaged_at(text, &why).start..].to_owned()
        };
        assert_eq!(at("---\nsource: a\n---\n<<<<<<< HEAD\n1\n"), "<<<<<<< HEAD\n1\n");
        assert_eq!(at("---\ninfo:\n  content: json\n---\n{\"a\": [1,]}\n"), "]}\n");
        assert_eq!(at("---\ninfo:\n  content: json\n---\n{\"a\": 1"), "");
        assert!(at("---\nsource: [\n---\n1\n").len() <= 4 + 6);
        assert_eq!(at("{}\n"), "{}\n");
    }

    #[test]
    fn damage_is_named() {
        let why = |text: &str| SnapshotFile::from_text(text).expect_err("damaged");
        assert_eq!(why(" \n"), Unreadable::Empty);
        assert_eq!(
            why("---\nsource: a\n---\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n"),
            Unreadable::ConflictMarkers(4)
        );
        assert_eq!(why("---\nsource: a\n---\n1\n>>>>>>> b\n"), Unreadable::ConflictMarkers(5));
        let metadata = "---\n<<<<<<< HEAD\nsource: a\n=======\nsource: b\n>>>>>>> b\ninfo: {content: text}\n---\n1\n";
        assert_eq!(why(metadata), Unreadable::ConflictMarkers(2));
        assert_eq!(why("<<<<<<< HEAD\n---\nsource: a\n---\n"), Unreadable::ConflictMarkers(1));
        assert_eq!(why("{}\n"), Unreadable::NoMetadata);
        assert_eq!(why("---\nsource: a\n"), Unreadable::NoMetadata);
        assert!(matches!(why("---\nsource: [\n---\n1\n"), Unreadable::BadMetadata(_)));
    }
}
