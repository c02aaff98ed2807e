//! What a run proposes for a snapshot, and the exchange that led to it: what a reviewer wants to see beside a change.
//!
//! A proposal is kept under `.countersign/`, which is not committed; in CI, where nothing is written under
//! `snapshots/`, it is all that there is. Everything in it has passed the mask.

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::secret::mask::Mask;

/// The folder of all proposals, in the project's root.
pub const FOLDER: &str = ".countersign/pending";
/// The file that keeps proposals out of the project's repository.
pub const IGNORED: &str = ".countersign/.gitignore";
/// What it says: nothing in its folder is committed.
pub const IGNORING: &str = "*\n";
/// The version of the format.
pub const VERSION: u32 = 1;
/// How much of a body is kept, in bytes.
pub const MAX_BODY: usize = 256 * 1024;
/// How many exchanges are kept: the rows of a case can all lead to the same proposal.
pub const MAX_EXCHANGES: usize = 5;

/// What a run proposes for one snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// [`VERSION`].
    pub version: u32,
    /// The snapshot's file, from the project's root.
    pub snapshot: Utf8PathBuf,
    /// The API.
    pub api: String,
    /// The case's id, with its step if it has several.
    pub case: String,
    /// What the case says.
    pub name: String,
    /// The case file, from the project's root.
    pub file: String,
    /// The line of the case or the step in it, from 1.
    pub line: usize,
    /// Where requests went.
    pub environment: String,
    /// The run's id.
    pub run: String,
    /// When, in RFC 3339.
    pub at: String,
    /// The SHA-256 of the text of the reviewed snapshot, in hexadecimal; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Whether the text was written beside the snapshot, too, as `.snap.new`.
    pub beside: bool,
    /// The whole text that is proposed.
    pub text: String,
    /// What led to it, the first [`MAX_EXCHANGES`].
    pub exchanges: Vec<Exchanged>,
}

/// One exchange, masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchanged {
    /// The row of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The request's headers as sent.
    pub request_headers: Vec<(String, String)>,
    /// The request's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_body: Option<Body>,
    /// The status.
    pub status: u16,
    /// The response's headers.
    pub response_headers: Vec<(String, String)>,
    /// The response's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_body: Option<Body>,
    /// How long it took, in milliseconds.
    pub elapsed: f64,
    /// Whether a schema judged the body.
    pub has_schema: bool,
    /// What the checks found, but that of the snapshot.
    pub findings: Vec<Found>,
}

/// A body, masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Its first [`MAX_BODY`] bytes, when it is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How many bytes it has.
    pub length: usize,
}

/// One finding, masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The code, `CS0310`.
    pub code: String,
    /// The kind of check, `schema`.
    pub check: String,
    /// `failure`, `error`, `warning` or `unreviewed`.
    pub severity: String,
    /// A JSON Pointer into the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What is wrong, in words.
    pub message: String,
}

impl Proposal {
    /// The file of the proposal for a snapshot, from the project's root.
    pub fn path(snapshot: &Utf8Path) -> Utf8PathBuf {
        Utf8Path::new(FOLDER).join(snapshot.strip_prefix(SNAPSHOTS).unwrap_or(snapshot)).with_extension("json")
    }

    /// The proposal's file.
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The same without secrets, but for the text: its file may have been written by others than a run.
    pub fn masked(self, mask: &Mask) -> Proposal {
        if mask.known().is_none() {
            return self;
        }
        let plain = |text: String| mask.mask_field(&text).into_owned();
        Proposal {
            api: plain(self.api),
            case: plain(self.case),
            name: plain(self.name),
            file: plain(self.file),
            environment: plain(self.environment),
            run: plain(self.run),
            at: plain(self.at),
            exchanges: self.exchanges.into_iter().map(|exchanged| exchanged.masked(mask)).collect(),
            ..self
        }
    }

    /// What a file says; `None` when it is damaged or of another version.
    pub fn from_text(text: &str) -> Option<Proposal> {
        serde_json::from_str(text).ok().filter(|proposal: &Proposal| proposal.version == VERSION)
    }
}

impl Exchanged {
    fn masked(self, mask: &Mask) -> Exchanged {
        let plain = |text: String| mask.mask_field(&text).into_owned();
        let headers = |headers: Vec<(String, String)>| {
            headers.into_iter().map(|(name, value)| (plain(name), plain(value))).collect()
        };
        let body = |body: Body| Body { text: body.text.map(|text| mask.mask_body(&text).into_owned()), ..body };
        let found = |found: Found| Found {
            code: plain(found.code),
            check: plain(found.check),
            severity: plain(found.severity),
            pointer: found.pointer.map(plain),
            message: plain(found.message),
        };
        Exchanged {
            row: self.row.map(plain),
            method: plain(self.method),
            url: plain(self.url),
            request_headers: headers(self.request_headers),
            request_body: self.request_body.map(body),
            response_headers: headers(self.response_headers),
            response_body: self.response_body.map(body),
            findings: self.findings.into_iter().map(found).collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Proposal;

    #[test]
    fn only_what_this_version_wrote_is_read() {
        let text = r#"{"version":1,"snapshot":"snapshots/a/b/c.snap","api":"a","case":"a/b::c","name":"c","file":"b.yaml",
            "line":1,"environment":"mock","run":"r","at":"2026-01-01T00:00:00Z","beside":true,"text":"","exchanges":[]}"#;
        let read = Proposal::from_text(text).expect("a proposal");
        assert_eq!(Proposal::from_text(&read.to_text()), Some(read.clone()));
        assert_eq!(Proposal::path(&read.snapshot), ".countersign/pending/a/b/c.json");
        for other in [text.replace("\"version\":1", "\"version\":2"), text[..text.len() / 2].to_owned(), String::new()]
        {
            assert_eq!(Proposal::from_text(&other), None);
        }
    }
}
