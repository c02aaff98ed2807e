//! A snapshot file and what is proposed in its place: what changed, and what the file would be with some of it.

use crate::judge::snapshot::content::pretty;
use crate::judge::snapshot::file::{SnapshotFile, Unreadable};
use crate::suite::model::SnapshotKind;
use crate::value::change::compare::Comparison;
use crate::value::change::model::{Change, Class, Kind};
use crate::value::json::{self, excerpt};
use crate::value::shape::change::ShapeComparison;
use crate::value::shape::model::Shape;

/// How much of a text is shown in a change.
const EXCERPT: usize = 60;

/// What is proposed for a snapshot.
#[derive(Clone, Debug)]
pub struct SnapshotChange {
    /// What was reviewed; `None` when there is no snapshot yet.
    pub old: Option<SnapshotFile>,
    /// What is proposed.
    pub new: SnapshotFile,
    /// What changed. An index into it names a change.
    pub changes: Vec<Change>,
    compared: Compared,
}

#[derive(Clone, Debug)]
enum Compared {
    /// All or nothing, in one change.
    Whole,
    Body(Box<Comparison>),
    Shape(Box<ShapeComparison>),
}

impl SnapshotChange {
    /// Compares the text of a snapshot file with the text that is proposed.
    pub fn of(old: Option<&str>, new: &str) -> Result<SnapshotChange, Unreadable> {
        let new = SnapshotFile::from_text(new)?;
        let old = old.map(SnapshotFile::from_text).transpose()?;
        let (changes, compared) = match &old {
            None => (vec![whole(Class::New, Kind::Added, "", content(&new))], Compared::Whole),
            Some(old) => compare(old, &new)?,
        };
        Ok(SnapshotChange { old, new, changes, compared })
    }

    /// The text of the file with the changes that `is_taken` names by their index. `None` when there would be no file.
    pub fn select(&self, is_taken: impl Fn(usize) -> bool) -> Option<String> {
        let taken = (0..self.changes.len()).filter(|index| is_taken(*index)).count();
        if taken == self.changes.len() {
            return Some(self.new.to_text());
        }
        let old = self.old.as_ref()?;
        if taken == 0 {
            return Some(old.to_text());
        }
        let contents = match &self.compared {
            Compared::Whole => old.contents.clone(),
            Compared::Body(comparison) => pretty(&comparison.select(is_taken)),
            Compared::Shape(comparison) => comparison.select(is_taken).to_text(),
        };
        Some(SnapshotFile { contents, ..self.new.clone() }.to_text())
    }
}

fn compare(old: &SnapshotFile, new: &SnapshotFile) -> Result<(Vec<Change>, Compared), Unreadable> {
    let is_json = |file: &SnapshotFile| content(file) == "json";
    let bad = |error: String| Unreadable::BadContents(error);
    if is_json(old) && is_json(new) && old.info.kind == new.info.kind {
        if new.info.kind == Some(SnapshotKind::Shape) {
            let shape = |file: &SnapshotFile| Shape::from_text(&file.contents).map_err(|error| bad(error.to_string()));
            let comparison = ShapeComparison::of(shape(old)?, shape(new)?);
            return Ok((comparison.changes.clone(), Compared::Shape(Box::new(comparison))));
        }
        let value = |file: &SnapshotFile| json::parse(file.contents.as_bytes()).map_err(|error| bad(error.to_string()));
        let comparison = Comparison::of(value(old)?, value(new)?);
        return Ok((comparison.changes.clone(), Compared::Body(Box::new(comparison))));
    }
    let change = match (old.contents == new.contents, old.info.kind == new.info.kind && content(old) == content(new)) {
        (true, true) => return Ok((Vec::new(), Compared::Whole)),
        (_, false) => whole(Class::Breaking, Kind::Type, &content(old), content(new)),
        (false, true) => {
            let shown = |file: &SnapshotFile| excerpt(&serde_json::Value::from(file.contents.as_str()), EXCERPT);
            whole(Class::Value, Kind::Value, &shown(old), shown(new))
        }
    };
    Ok((vec![change], Compared::Whole))
}

/// What the contents are: `json`, `text`, `bytes` or `none`.
fn content(file: &SnapshotFile) -> String {
    file.info
        .content
        .clone()
        .unwrap_or_else(|| if json::parse(file.contents.as_bytes()).is_ok() { "json".into() } else { "text".into() })
}

fn whole(class: Class, kind: Kind, from: &str, to: String) -> Change {
    Change { class, kind, path: "$".into(), from: from.to_owned(), to, was: None, is: None }
}
