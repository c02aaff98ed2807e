//! A snapshot file and what is proposed in its place: what changed, and what the file would be with some of it.

use std::borrow::Cow;

use crate::judge::snapshot::around::{Around, around};
use crate::judge::snapshot::content::pretty;
use crate::judge::snapshot::file::{SnapshotFile, Unreadable};
use crate::judge::snapshot::masked::{masked_change, masked_file};
use crate::secret::mask::Mask;
use crate::suite::model::SnapshotKind;
use crate::value::change::compare::Comparison;
use crate::value::change::model::{Change, Class, Kind};
use crate::value::change::texts::Excerpts;
use crate::value::json;
use crate::value::shape::change::ShapeComparison;
use crate::value::shape::model::Shape;

/// What is proposed for a snapshot.
#[derive(Clone, Debug)]
pub struct SnapshotChange {
    /// What was reviewed; `None` when there is no snapshot yet.
    pub old: Option<SnapshotFile>,
    /// What is proposed.
    pub new: SnapshotFile,
    /// What changed. An index into it names a change: first those around the body, then those of the body.
    pub changes: Vec<Change>,
    around: Vec<Around>,
    compared: Compared,
}

#[derive(Clone, Debug)]
enum Compared {
    /// All or nothing, in at most one change.
    Whole,
    Body(Box<Comparison>),
    Shape(Box<ShapeComparison>),
}

impl SnapshotChange {
    /// Compares the text of a snapshot file with the text that is proposed.
    pub fn of(old: Option<&str>, new: &str) -> Result<SnapshotChange, Unreadable> {
        let new = SnapshotFile::from_text(new)?;
        let Some(old) = old.map(SnapshotFile::from_text).transpose()? else {
            let changes = vec![whole(Class::New, Kind::Added, String::new(), recorded(&new, kind(&new)))];
            return Ok(SnapshotChange { old: None, new, changes, around: Vec::new(), compared: Compared::Whole });
        };
        // A file that does not say what it records is taken to record what is asked for.
        let (was, is) = (old.info.kind.unwrap_or(kind(&new)), kind(&new));
        if was != is {
            let changes = vec![whole(Class::Value, Kind::Value, recorded(&old, was), recorded(&new, is))];
            return Ok(SnapshotChange { old: Some(old), new, changes, around: Vec::new(), compared: Compared::Whole });
        }
        let (around, mut changes) = around(&old, &new).into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let (found, compared) = compare(&old, &new, is)?;
        changes.extend(found);
        Ok(SnapshotChange { old: Some(old), new, changes, around, compared })
    }

    /// The same without secrets, to be shown and nothing else: what is selected of it is not what was proposed. Changes
    /// keep their indices. `None` when there is nothing to be masked.
    pub fn masked(&self, mask: &Mask) -> Option<SnapshotChange> {
        mask.known()?;
        let old = self.old.as_ref().map(|old| masked_file(old, mask));
        let new = masked_file(&self.new, mask);
        let changes: Vec<Change> = self.changes.iter().map(|change| masked_change(change, mask)).collect();
        let is_same = old == self.old && new == self.new && changes == self.changes;
        (!is_same).then(|| SnapshotChange { old, new, changes, ..self.clone() })
    }

    /// Whether a change is about what stands around the body: its status, a header, its environment.
    pub fn is_around(&self, change: usize) -> bool {
        change < self.around.len()
    }

    /// The contents of both files, the old and the new, laid out in the same way: how somebody wrote a file by hand is no
    /// difference. Empty for a file that is not there.
    pub fn contents(&self) -> (Cow<'_, str>, Cow<'_, str>) {
        let laid_out = |file: &SnapshotFile| match (&self.compared, json::parse(file.contents.as_bytes())) {
            (Compared::Body(_), Ok(value)) => Some(pretty(&value)),
            (Compared::Shape(_), Ok(_)) => Shape::from_text(&file.contents).ok().map(|shape| shape.to_text()),
            _ => None,
        };
        let old = self
            .old
            .as_ref()
            .map_or(Cow::Borrowed(""), |old| laid_out(old).map_or(old.contents.as_str().into(), Cow::Owned));
        (old, laid_out(&self.new).map_or(self.new.contents.as_str().into(), Cow::Owned))
    }

    /// The text of the file with the changes that `is_taken` names by their index. `None` when there would be no file.
    pub fn select(&self, is_taken: impl Fn(usize) -> bool) -> Option<String> {
        let taken: Vec<bool> = (0..self.changes.len()).map(is_taken).collect();
        if taken.iter().all(|taken| *taken) {
            return Some(self.new.to_text());
        }
        let old = self.old.as_ref()?;
        if taken.iter().all(|taken| !*taken) {
            return Some(old.to_text());
        }
        let (around, body) = taken.split_at(self.around.len());
        let mut file = SnapshotFile { info: old.info.clone(), contents: old.contents.clone(), ..self.new.clone() };
        if body.iter().all(|taken| *taken) {
            file.contents = self.new.contents.clone();
            file.info.content = self.new.info.content.clone();
        } else if body.contains(&true) {
            file.contents = match &self.compared {
                Compared::Whole => old.contents.clone(),
                Compared::Body(comparison) => pretty(&comparison.select(|index| body[index])),
                Compared::Shape(comparison) => comparison.select(|index| body[index]).to_text(),
            };
        }
        let chosen = self.around.iter().zip(around).filter(|(_, taken)| **taken);
        chosen.for_each(|(part, _)| part.take(&self.new.info, &mut file.info));
        Some(file.to_text())
    }
}

fn compare(old: &SnapshotFile, new: &SnapshotFile, kind: SnapshotKind) -> Result<(Vec<Change>, Compared), Unreadable> {
    let (was, is) = (content(old), content(new));
    if was != is {
        let change = whole(Class::Breaking, Kind::Type, words(&was).into(), words(&is).into());
        return Ok((vec![change], Compared::Whole));
    }
    let bad = |error: String| Unreadable::BadContents(error);
    match (is.as_str(), kind) {
        ("json", SnapshotKind::Shape) => {
            let shape = |file: &SnapshotFile| Shape::from_text(&file.contents).map_err(|error| bad(error.to_string()));
            let comparison = ShapeComparison::of(shape(old)?, shape(new)?);
            Ok((comparison.changes.clone(), Compared::Shape(Box::new(comparison))))
        }
        ("json", SnapshotKind::Body) => {
            let value =
                |file: &SnapshotFile| json::parse(file.contents.as_bytes()).map_err(|error| bad(error.to_string()));
            let comparison = Comparison::of(value(old)?, value(new)?);
            Ok((comparison.changes.clone(), Compared::Body(Box::new(comparison))))
        }
        _ if old.contents == new.contents => Ok((Vec::new(), Compared::Whole)),
        _ => {
            let Excerpts { from, to, unsaid } = Excerpts::of(&old.contents, &new.contents);
            let change = Change { unsaid, ..whole(Class::Value, Kind::Value, from, to) };
            Ok((vec![change], Compared::Whole))
        }
    }
}

fn kind(file: &SnapshotFile) -> SnapshotKind {
    file.info.kind.unwrap_or(SnapshotKind::Body)
}

/// What the contents are: `json`, `text`, `bytes` or `none`.
fn content(file: &SnapshotFile) -> String {
    let told = || if json::parse(file.contents.as_bytes()).is_ok() { "json" } else { "text" }.to_owned();
    file.info.content.clone().unwrap_or_else(told)
}

fn words(content: &str) -> &str {
    match content {
        "json" => "JSON",
        "text" => "a text",
        "none" => "no body",
        _ => "neither JSON nor a text",
    }
}

/// What a file records, in words.
fn recorded(file: &SnapshotFile, kind: SnapshotKind) -> String {
    match (content(file).as_str(), kind) {
        ("json", SnapshotKind::Shape) => "a shape".into(),
        ("json", SnapshotKind::Body) => "a body".into(),
        (other, _) => words(other).into(),
    }
}

fn whole(class: Class, kind: Kind, from: String, to: String) -> Change {
    Change { class, kind, path: "$".into(), from, to, unsaid: None, was: None, is: None }
}

#[cfg(test)]
mod tests {
    use super::SnapshotChange;
    use crate::value::change::model::Class;

    const BODY: &str = "---\nsource: cases/a.yaml\nexpression: \"a/b::c\"\ninfo:\n  kind: body\n  env: mock\n  content: json\n  status: 200\n  headers:\n    x-a: one\n    x-b: two\n---\n{\n  \"a\": 1,\n  \"b\": 1\n}\n";
    const SHAPE: &str = "---\ninfo:\n  kind: shape\n  content: json\n---\n{ \"type\": \"integer\" }\n";

    fn told(change: &SnapshotChange) -> Vec<String> {
        let told = change.changes.iter();
        told.map(|change| format!("{}: {}, {}", change.path, change.words(), change.class.name())).collect()
    }

    fn between(old: &str, new: &str) -> SnapshotChange {
        SnapshotChange::of(Some(old), new).expect("two snapshots")
    }

    #[test]
    fn what_is_around_the_body_can_be_taken_by_itself() {
        let new = BODY.replace("env: mock", "env: staging").replace("status: 200", "status: 404");
        let new = new.replace("x-a: one", "x-a: eins").replace("x-b", "x-c").replace("\"a\": 1", "\"a\": 2");
        let change = between(BODY, &new);
        assert_eq!(
            told(&change),
            [
                "status: 200 -> 404, status",
                "header x-a: \"one\" -> \"eins\", header",
                "header x-b: removed (\"two\"), header",
                "header x-c: added (\"two\"), header",
                "environment: mock -> staging, value",
                "$.a: 1 -> 2, value",
            ]
        );
        assert_eq!(change.select(|_| true).as_deref(), Some(new.as_str()));
        assert_eq!(change.select(|_| false).as_deref(), Some(BODY));
        for chosen in 0..64_usize {
            let selected = change.select(|index| chosen & (1 << index) != 0).expect("a file");
            let left = between(&selected, &new).changes;
            let wanted: Vec<_> =
                (0..6).filter(|index| chosen & (1 << index) == 0).map(|index| &change.changes[index]).collect();
            assert_eq!(left.iter().collect::<Vec<_>>(), wanted, "{selected}");
        }
    }

    #[test]
    fn statuses_of_rows_are_told_together() {
        let with = |status: &str| {
            SHAPE.replace(
                "content: json\n",
                &format!("content: json\n  status:{status}\n  headers:\n    x-n: integer\n"),
            )
        };
        let change = between(&with(" 200"), &with("\n    - 200\n    - 404"));
        assert_eq!(told(&change), ["status: 200 -> 200 or 404, status"]);
        assert_eq!(
            told(&between(SHAPE, &with(" 200"))),
            ["status: added (200), status", "header x-n: added (integer), header"]
        );
    }

    #[test]
    fn another_kind_of_snapshot_is_one_change_and_breaks_nothing() {
        let change = between(BODY, SHAPE);
        assert_eq!(told(&change), ["$: a body -> a shape, value"]);
        assert_eq!(change.select(|_| true).as_deref(), Some(SHAPE));
        assert_eq!(change.select(|_| false).as_deref(), Some(BODY));
        assert_eq!(told(&SnapshotChange::of(None, SHAPE).expect("new")), ["$: added (a shape), new"]);
        assert_eq!(SnapshotChange::of(None, SHAPE).expect("new").select(|_| false), None);
    }

    #[test]
    fn another_kind_of_answer_is_one_change() {
        let text = |content: &str, contents: &str| {
            format!("---\ninfo:\n  kind: body\n  env: mock\n  content: {content}\n---\n{contents}\n")
        };
        assert_eq!(told(&between(&text("json", "1"), &text("none", "no body"))), ["$: JSON -> no body, breaking"]);
        assert_eq!(told(&between(&text("text", "a"), &text("text", "b"))), ["$: \"a\" -> \"b\", value"]);
        let page = |body: &str| text("text", &format!("<!DOCTYPE html><html><head>{}</head>{body}", "x".repeat(60)));
        let (one, other) = (between(&page("a"), &page("b")), between(&page("a"), &page("c")));
        assert_eq!(told(&one), ["$: …\"xxxxx</head>a\" -> …\"xxxxx</head>b\", value"]);
        assert_ne!(one.changes[0].fingerprint(), other.changes[0].fingerprint());
        let change = between(&text("text", "1"), &text("json", "1").replace("mock", "staging"));
        assert_eq!(told(&change), ["environment: mock -> staging, value", "$: a text -> JSON, breaking"]);
        assert_eq!(change.select(|index| index == 1), Some(text("json", "1")));
        assert_eq!(change.select(|index| index == 0), Some(text("text", "1").replace("mock", "staging")));
    }

    #[test]
    fn metadata_that_somebody_dropped_is_no_change() {
        let bare = "---\nsource: x\n---\n{ \"type\": \"integer\" }\n";
        assert_eq!(told(&between(bare, SHAPE)), Vec::<String>::new());
        let wider = SHAPE.replace("\"integer\"", "\"number\"");
        let change = between(bare, &wider);
        assert_eq!(change.changes[0].class, Class::Breaking);
        assert_eq!(change.select(|_| true), Some(wider));
    }
}
