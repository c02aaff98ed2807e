//! A stored snapshot, read once and then compared with as many responses as there are rows.

use std::sync::OnceLock;

use serde_json::Value;

use crate::judge::snapshot::content::Content;
use crate::judge::snapshot::file::{SnapshotFile, Unreadable};
use crate::judge::snapshot::head::Head;
use crate::suite::model::SnapshotKind;
use crate::value::json;
use crate::value::shape::model::Shape;

/// What is kept under `snapshots/` for one check.
#[derive(Debug)]
pub enum Stored {
    /// Nothing yet.
    Missing,
    /// A file that is damaged.
    Unreadable(Unreadable),
    /// The shape of bodies.
    Shape(Looks),
    /// A body.
    Body(Body),
}

/// A recorded shape.
#[derive(Debug)]
pub struct Looks {
    /// The shape.
    pub content: Content<Shape>,
    /// The status and the headers.
    pub head: Head,
}

/// A recorded body.
#[derive(Debug)]
pub struct Body {
    /// The environment that it was recorded in; `None` when the file doesn't say.
    pub env: Option<String>,
    /// The body.
    pub content: Content<Value>,
    /// The status and the headers.
    pub head: Head,
    /// Its shape with what the contract knows, worked out when it is first needed.
    pub shape: OnceLock<Shape>,
}

impl Stored {
    /// What the text of a snapshot file says; `None` stands for a file that is not there. A file that does not say
    /// what it records is taken to record what is asked for.
    pub fn read(text: Option<&str>, kind: SnapshotKind) -> Stored {
        let Some(text) = text else { return Stored::Missing };
        let read = SnapshotFile::from_text(text).and_then(|file| match file.info.kind.unwrap_or(kind) {
            SnapshotKind::Shape => Ok(Stored::Shape(Looks { content: content(&file, shape)?, head: file.info.head })),
            SnapshotKind::Body => {
                let content = content(&file, value)?;
                Ok(Stored::Body(Body { env: file.info.env, content, head: file.info.head, shape: OnceLock::new() }))
            }
        });
        read.unwrap_or_else(Stored::Unreadable)
    }
}

fn content<J>(file: &SnapshotFile, json: impl Fn(&str) -> Result<J, String>) -> Result<Content<J>, Unreadable> {
    let contents = file.contents.as_str();
    Ok(match file.info.content.as_deref() {
        Some("none") => Content::None,
        Some("text") => Content::Text(contents.to_owned()),
        Some("bytes") => Content::Bytes(contents.to_owned()),
        Some(_) => Content::Json(json(contents).map_err(Unreadable::BadContents)?),
        None => match json(contents) {
            Ok(value) => Content::Json(value),
            Err(_) if contents.is_empty() => Content::None,
            Err(_) => Content::Text(contents.to_owned()),
        },
    })
}

fn shape(text: &str) -> Result<Shape, String> {
    Shape::from_text(text).map_err(|error| error.to_string())
}

fn value(text: &str) -> Result<Value, String> {
    json::parse(text.as_bytes()).map_err(|error| error.to_string())
}
