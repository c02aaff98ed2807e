//! Keys that an object of the body has twice. Readers disagree on which value counts, so the answer says different things
//! to different clients, whatever its schema says of the last one.

use crate::judge::judgement::Judgement;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part};
use crate::source::code::Code;
use crate::suite::model::DuplicateKeys;
use crate::value::json::line_and_column;
use crate::value::places::Duplicate;
use crate::wire::exchange::{Response, is_json};

/// How much of the body is shown on either side of a key.
const AROUND: usize = 30;

/// Judges the body of a response; `None` where there is nothing to be said.
pub fn judge(judgement: &Judgement<'_>, response: &Response) -> Option<CheckResult> {
    // What is not JSON by its type, and was not read as JSON by another check either, need not be parsed.
    let of_interest = response.is_known_json() || response.media_type().is_some_and(|name| is_json(&name));
    if judgement.duplicate_keys == DuplicateKeys::Allow || !of_interest {
        return None;
    }
    let duplicates = response.duplicate_keys();
    if duplicates.told.is_empty() {
        return None;
    }
    let findings = duplicates.told.iter().map(|duplicate| finding(duplicate, &response.body)).collect();
    Some(CheckResult { kind: CheckKind::Schema, findings, more: duplicates.more })
}

fn finding(duplicate: &Duplicate, body: &[u8]) -> Finding {
    let (line, column) = line_and_column(body, duplicate.offset);
    let actual = format!("again at line {line}, column {column}: {}", excerpt(body, duplicate.offset));
    let finding = Finding::new(Code::DuplicateKeys, Part::Body, format!("one key {:?}", duplicate.key), actual);
    Finding { pointer: Some(duplicate.pointer.clone()), ..finding }
        .message("a key of the body is given twice")
        .help("`duplicate_keys = \"allow\"` of the API in countersign.toml, or in the case file, takes the last value")
}

/// The body around a place, on one line.
fn excerpt(body: &[u8], offset: usize) -> String {
    let (start, end) = (offset.saturating_sub(AROUND), (offset + AROUND).min(body.len()));
    let part = body.get(start..end).unwrap_or_default();
    // A character that is cut at either end is left out.
    let text: String = String::from_utf8_lossy(part).chars().filter(|&c| c != char::REPLACEMENT_CHARACTER).collect();
    let text: Vec<&str> = text.split_whitespace().collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if end < body.len() { "…" } else { "" };
    format!("{before}{}{after}", text.join(" "))
}
