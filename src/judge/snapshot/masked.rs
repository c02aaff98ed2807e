//! Snapshots and their changes as they may be shown: a secret that somebody wrote into one by hand is not told to others.
//!
//! A run proposes nothing that holds a secret, and no review accepts it; but a review shows what is there.

use std::borrow::Cow;

use serde_json::Value;

use crate::judge::snapshot::content::pretty;
use crate::judge::snapshot::file::{Info, SnapshotFile};
use crate::judge::snapshot::head::Head;
use crate::secret::mask::Mask;
use crate::value::change::model::{Change, Place};
use crate::value::json::{self, push_token};

/// A file without secrets. Its lines are not always those that it has: JSON with a secret in it is laid out anew.
pub fn masked_file(file: &SnapshotFile, mask: &Mask) -> SnapshotFile {
    let plain = |text: &String| mask.mask_field(text).into_owned();
    let Info { kind, env, content, head } = &file.info;
    let headers = head.headers.iter().map(|(name, value)| (plain(name), plain(value))).collect();
    SnapshotFile {
        source: file.source.as_ref().map(plain),
        expression: file.expression.as_ref().map(plain),
        info: Info {
            kind: *kind,
            env: env.as_ref().map(plain),
            content: content.as_ref().map(plain),
            head: Head { status: head.status.clone(), headers },
        },
        contents: contents(&file.contents, mask),
    }
}

/// A change without secrets.
pub fn masked_change(change: &Change, mask: &Mask) -> Change {
    let plain = |text: &str| mask.mask_field(text).into_owned();
    Change {
        path: plain(&change.path),
        from: plain(&change.from),
        to: plain(&change.to),
        was: change.was.as_ref().map(|was| place(was, mask)),
        is: change.is.as_ref().map(|is| place(is, mask)),
        ..*change
    }
}

fn contents(text: &str, mask: &Mask) -> String {
    let Cow::Owned(masked) = mask.mask_body(text) else { return text.to_owned() };
    match json::parse(text.as_bytes()) {
        // The mask would make something else than JSON of a number.
        Ok(parsed) => mask.apply(&pretty(&value(&parsed, mask))).into_owned(),
        Err(_) => masked,
    }
}

fn place(place: &Place, mask: &Mask) -> Place {
    let mut pointer = String::new();
    for token in place.pointer.split('/').skip(1) {
        push_token(&mut pointer, &mask.mask_field(&token.replace("~1", "/").replace("~0", "~")));
    }
    Place { pointer, value: value(&place.value, mask) }
}

fn value(is: &Value, mask: &Mask) -> Value {
    match is {
        Value::String(text) => mask.mask_field(text).into(),
        Value::Number(number) => match mask.mask_field(&number.to_string()) {
            Cow::Borrowed(_) => is.clone(),
            Cow::Owned(masked) => masked.into(),
        },
        Value::Array(elements) => elements.iter().map(|element| value(element, mask)).collect(),
        Value::Object(entries) => {
            entries.iter().map(|(key, entry)| (mask.mask_field(key).into_owned(), value(entry, mask))).collect()
        }
        Value::Null | Value::Bool(_) => is.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::masked_file;
    use crate::judge::snapshot::change::SnapshotChange;
    use crate::secret::mask::Mask;
    use crate::secret::secret::Secret;

    fn mask() -> Mask {
        let secrets =
            [("TOKEN", "hunter2/hunter2"), ("CARD", "4111111111111111"), ("KEY", "-----BEGIN\nkey\n-----END")];
        Mask::new(secrets.map(|(name, value)| Secret::new(name, value).expect("not empty")))
    }

    fn file(content: &str, contents: &str) -> String {
        format!(
            "---\nsource: hunter2/hunter2.yaml\nexpression: \"items/a::hunter2/hunter2\"\ninfo:\n  kind: body\n  content: {content}\n  \
             headers:\n    etag: \"hunter2/hunter2\"\n---\n{contents}\n"
        )
    }

    #[test]
    fn no_part_of_a_change_reveals_a_secret_and_each_is_still_at_its_place() {
        let old = json!({ "a": "hunter2/hunter2", "n": 1, "list": [{ "x": "4111111111111111" }] });
        let new =
            json!({ "a": "b", "n": 4_111_111_111_111_111_u64, "hunter2/hunter2": { "in": 1 }, "list": [{ "x": 1 }] });
        let change = SnapshotChange::of(Some(&file("json", &old.to_string())), &file("json", &new.to_string()));
        let change = change.expect("two snapshots");
        let masked = change.masked(&mask()).expect("something to be masked");
        assert_eq!(masked.changes.len(), change.changes.len());
        assert!(!mask().is_revealing(format!("{masked:?}").split("compared").next().unwrap_or_default()));
        let (old, new) = masked.contents();
        assert!(!mask().is_revealing(&old) && !mask().is_revealing(&new), "{old} {new}");
        let new: serde_json::Value = serde_json::from_str(&new).expect("JSON");
        for change in &masked.changes {
            let Some(is) = &change.is else { continue };
            assert_eq!(new.pointer(&is.pointer), Some(&is.value), "{}", change.path);
        }
        assert_eq!(new["n"], "«secret:CARD»");
    }

    #[test]
    fn a_text_loses_a_secret_of_several_lines_and_what_has_none_is_as_it_was() {
        let text = |contents: &str| {
            let file = file("text", contents);
            let change = SnapshotChange::of(None, &file.replace("hunter2/hunter2", "x")).expect("a snapshot");
            change.masked(&mask()).map(|masked| masked.new.contents)
        };
        assert_eq!(text("a\n-----BEGIN\nkey\n-----END\nb").as_deref(), Some("a\n«secret:KEY»\nb"));
        assert_eq!(text("a\nb"), None);
        let odd = SnapshotChange::of(None, &file("json", r#"{"a" :"hunter2\u002fhunter2"}"#)).expect("a snapshot");
        assert_eq!(masked_file(&odd.new, &mask()).contents, "{\n  \"a\": \"«secret:TOKEN»\"\n}");
    }
}
