//! What becomes of a snapshot file when paths of it are redacted or numbered from now on: what the next run would record.

use serde_json::Value;

use crate::judge::snapshot::content::{pretty, replace_in_shape, replaced};
use crate::judge::snapshot::file::{SnapshotFile, Unreadable};
use crate::suite::model::{SnapshotKind, SnapshotSpec};
use crate::value::json;
use crate::value::shape::model::Shape;

/// A specification, and what is added to it.
#[derive(Clone, Debug)]
pub struct Respecified {
    /// As it was.
    pub before: SnapshotSpec,
    /// What is added.
    pub added: SnapshotSpec,
}

impl Respecified {
    /// As it is from now on.
    pub fn after(&self) -> SnapshotSpec {
        let mut after = self.before.clone();
        after.redact.extend(self.added.redact.iter().cloned());
        after.alias.extend(self.added.alias.iter().cloned());
        after
    }

    /// The text of a snapshot file from now on. Where nothing in it is selected, it is as it was to the byte.
    pub fn text(&self, text: &str) -> Result<String, Unreadable> {
        let file = SnapshotFile::from_text(text)?;
        let contents = match content(&file) {
            None => return Ok(text.to_owned()),
            Some(value) if file.info.kind.unwrap_or(self.before.kind) == SnapshotKind::Body => {
                let after = replaced(&self.after(), &value).into_owned();
                (!json::equal(&after, &value)).then(|| pretty(&after))
            }
            Some(_) => {
                let bad = |error: String| Unreadable::BadContents(error);
                let shape = Shape::from_text(&file.contents).map_err(|error| bad(error.to_string()))?;
                let mut after = shape.clone();
                replace_in_shape(&self.added, &mut after);
                (after != shape).then(|| after.to_text())
            }
        };
        Ok(match contents {
            Some(contents) => SnapshotFile { contents, ..file }.to_text(),
            None => text.to_owned(),
        })
    }

    /// The same for the text of a body whose response is known, which tells equal values that were numbered already
    /// apart from others. `None` when the text is not what that response led to.
    pub fn text_of(&self, text: &str, response: &str) -> Option<String> {
        let file = SnapshotFile::from_text(text).ok()?;
        let value = json::parse(response.as_bytes()).ok()?;
        let same = file.contents == pretty(&replaced(&self.before, &value));
        same.then(|| SnapshotFile { contents: pretty(&replaced(&self.after(), &value)), ..file }.to_text())
    }
}

/// The JSON that a file holds; `None` when it holds something else.
fn content(file: &SnapshotFile) -> Option<Value> {
    let says = file.info.content.as_deref();
    says.is_none_or(|says| says == "json").then(|| json::parse(file.contents.as_bytes()).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::Respecified;
    use crate::suite::model::{SnapshotKind, SnapshotSpec};
    use crate::value::path::JsonPath;

    fn spec(kind: SnapshotKind, redact: &[&str], alias: &[&str]) -> SnapshotSpec {
        let path = |path: &&str| JsonPath::parse(path).expect("a path");
        let redact = redact.iter().map(|text| (path(text), "[x]".to_owned())).collect();
        SnapshotSpec { redact, alias: alias.iter().map(path).collect(), ..SnapshotSpec::plain(kind) }
    }

    fn body(contents: &str) -> String {
        format!(
            "---\nsource: a\ncreated: by hand\ninfo:\n  kind: body\n  env: mock\n  content: json\n---\n{contents}\n"
        )
    }

    fn file(text: &str) -> String {
        text.split_once("content: json\n---\n").expect("a snapshot").1.trim_end().to_owned()
    }

    #[test]
    fn a_file_in_which_nothing_is_selected_keeps_every_byte() {
        let change = Respecified {
            before: spec(SnapshotKind::Body, &[], &[]),
            added: spec(SnapshotKind::Body, &["$.none"], &["$..other"]),
        };
        for text in
            [body("{\"b\": 1,   \"a\": 2}"), body("[]").replace("json", "text"), body("x").replace("json", "none")]
        {
            assert_eq!(change.text(&text), Ok(text));
        }
    }

    #[test]
    fn what_was_numbered_keeps_its_numbers() {
        let change = Respecified {
            before: spec(SnapshotKind::Body, &[], &["$.l[*].id"]),
            added: spec(SnapshotKind::Body, &["$.at"], &["$.l[*].ref"]),
        };
        let stored = body("{\"at\": \"now\", \"l\": [{\"id\": \"id#1\", \"ref\": 8}, {\"id\": \"id#2\", \"ref\": 8}]}");
        let text = change.text(&stored).expect("a snapshot");
        assert_eq!(
            file(&text).split_whitespace().collect::<String>(),
            r##"{"at":"[x]","l":[{"id":"id#1","ref":"ref#1"},{"id":"id#2","ref":"ref#1"}]}"##
        );
        assert_eq!(change.text(&text), Ok(text));
    }

    #[test]
    fn the_response_tells_which_numbered_values_were_equal() {
        let change = Respecified {
            before: spec(SnapshotKind::Body, &[], &["$.id"]),
            added: spec(SnapshotKind::Body, &[], &["$.parent.id"]),
        };
        let text = change.text_of(
            &body("{\n  \"id\": \"id#1\",\n  \"parent\": {\n    \"id\": 7\n  }\n}"),
            r#"{"id":7,"parent":{"id":7}}"#,
        );
        assert_eq!(file(&text.expect("the same response")).matches("id#1").count(), 2);
        assert_eq!(change.text_of(&body("{}"), r#"{"id":7}"#), None);
    }
}
