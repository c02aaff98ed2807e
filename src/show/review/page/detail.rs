//! What the page shows of one snapshot: its lines, and the exchange that led to it.

use serde::Serialize;

use crate::decide::review::pending::Pending;
use crate::record::proposal::{Body, Exchanged, Found, Proposal};
use crate::record::store::hash;
use crate::show::review::rows::{Row, rows};
use crate::suite::model::SnapshotKind;

/// One snapshot in full.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// The pair of texts that this is about.
    pub version: String,
    /// The SHA-256 of the text that was reviewed; `None` when there is none.
    pub base: Option<String>,
    /// The SHA-256 of the text that is proposed.
    pub proposed: String,
    /// The whole text that is proposed, with its metadata and without secrets.
    pub text: String,
    /// `body` or `shape`.
    pub kind: Option<&'static str>,
    /// The rows, packed.
    pub rows: Vec<Packed>,
    /// The new lines among them, where they are not simply the last ones of `text`: a status stands above the body, and
    /// whoever wrote the file may have laid it out in another way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<String>>,
    /// The case file, from the project's root.
    pub file: Option<String>,
    /// The run that proposed it.
    pub context: Option<Context>,
}

/// Rows in few bytes: lines that did not change are counted, and read from the proposed text.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Packed {
    /// So many lines that are the same in both.
    Same(usize),
    /// The old line, whether there is a new one, and the changes that they belong to, by their index.
    Changed(Option<String>, u8, Vec<usize>),
}

/// The run that proposed a text, and what it saw.
#[derive(Debug, Serialize)]
pub struct Context {
    /// What the case says.
    pub name: String,
    /// The line of the case in its file.
    pub line: usize,
    /// Where requests went.
    pub environment: String,
    /// When, in RFC 3339.
    pub at: String,
    /// The exchanges.
    pub exchanges: Vec<Seen>,
}

/// One exchange.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The row of the case.
    pub row: Option<String>,
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The status.
    pub status: u16,
    /// How long it took, in milliseconds.
    pub elapsed: f64,
    /// Whether a schema judged the body.
    pub has_schema: bool,
    /// What the checks found.
    pub findings: Vec<Found>,
    /// What was sent.
    pub request: Message,
    /// What came back.
    pub response: Message,
}

/// A request or a response.
#[derive(Debug, Serialize)]
pub struct Message {
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Body>,
}

/// A pending snapshot in full, but for bodies of which no more than `longest` bytes are taken.
pub fn detail(pending: &Pending, longest: usize) -> Detail {
    let shown = &pending.shown;
    let text = shown.new.to_text();
    let rows = rows(shown);
    Detail {
        version: pending.version.clone(),
        base: pending.reviewed().map(hash),
        proposed: hash(pending.change.new.to_text()),
        kind: shown.new.info.kind.map(|kind| match kind {
            SnapshotKind::Body => "body",
            SnapshotKind::Shape => "shape",
        }),
        lines: lines_beside(&text, &rows),
        rows: packed(rows),
        file: shown.new.source.clone(),
        context: pending.context.as_ref().map(|proposal| context(proposal, longest)),
        text,
    }
}

/// How many bytes of bodies a pending snapshot brings along.
pub fn bodies(pending: &Pending) -> impl Iterator<Item = usize> {
    let exchanges = pending.context.iter().flat_map(|proposal| &proposal.exchanges);
    let bodies = exchanges.flat_map(|seen| seen.request_body.iter().chain(&seen.response_body));
    bodies.filter_map(|body| body.text.as_ref().map(String::len))
}

/// The new lines of the rows; `None` where the text ends with them.
fn lines_beside(text: &str, rows: &[Row]) -> Option<Vec<String>> {
    let lines = || rows.iter().filter_map(|row| row.new.as_ref()).map(|line| line.text.as_str());
    let is_end = text.lines().count() >= lines().count() && lines().rev().eq(text.lines().rev().take(lines().count()));
    (!is_end).then(|| lines().map(str::to_owned).collect())
}

fn packed(rows: Vec<Row>) -> Vec<Packed> {
    let mut packed: Vec<Packed> = Vec::new();
    for row in rows {
        match (row.is_changed, packed.last_mut()) {
            (false, Some(Packed::Same(count))) => *count += 1,
            (false, _) => packed.push(Packed::Same(1)),
            (true, _) => {
                let old = row.old.map(|line| line.text);
                packed.push(Packed::Changed(old, u8::from(row.new.is_some()), row.changes));
            }
        }
    }
    packed
}

fn context(proposal: &Proposal, longest: usize) -> Context {
    Context {
        name: proposal.name.clone(),
        line: proposal.line,
        environment: proposal.environment.clone(),
        at: proposal.at.clone(),
        exchanges: proposal.exchanges.iter().map(|exchanged| seen(exchanged, longest)).collect(),
    }
}

fn seen(exchanged: &Exchanged, longest: usize) -> Seen {
    let message = |headers: &[(String, String)], body: &Option<Body>| Message {
        headers: headers.to_vec(),
        body: body.as_ref().map(|body| cut(body, longest)),
    };
    Seen {
        row: exchanged.row.clone(),
        method: exchanged.method.clone(),
        url: exchanged.url.clone(),
        status: exchanged.status,
        elapsed: exchanged.elapsed,
        has_schema: exchanged.has_schema,
        findings: exchanged.findings.clone(),
        request: message(&exchanged.request_headers, &exchanged.request_body),
        response: message(&exchanged.response_headers, &exchanged.response_body),
    }
}

fn cut(body: &Body, longest: usize) -> Body {
    let text = body.text.as_deref().map(|text| text[..text.floor_char_boundary(longest)].to_owned());
    Body { text, length: body.length }
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::{Packed, detail};
    use crate::decide::review::pending::{Files, Pending};

    fn pending(old: Option<&str>, new: &str) -> Pending {
        let file = |contents: &str| format!("---\ninfo:\n  kind: body\n  content: json\n---\n{contents}\n");
        let files = Files { snapshot: old.map(file), beside: Some(file(new)), proposal: None };
        Pending::read(Utf8PathBuf::from("snapshots/a.snap"), files).expect("readable").expect("pending")
    }

    #[test]
    fn lines_that_are_the_same_are_counted() {
        let detail = detail(&pending(Some("{\n  \"a\": 1,\n  \"b\": 2\n}"), "{\n  \"a\": 1,\n  \"b\": 3\n}"), 0);
        let changed = Packed::Changed(Some("  \"b\": 2".into()), 1, vec![0]);
        assert_eq!(detail.rows, [Packed::Same(2), changed, Packed::Same(1)]);
        assert!(detail.text.ends_with("}\n") && detail.text.starts_with("---\n"));
        assert_eq!(detail.lines, None);
    }

    #[test]
    fn what_is_new_has_no_base() {
        let detail = detail(&pending(None, "[]"), 0);
        assert_eq!(detail.base, None);
        assert_eq!(detail.rows, [Packed::Changed(None, 1, vec![0])]);
    }
}
