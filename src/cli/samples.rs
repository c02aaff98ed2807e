//! The recorded responses that files hold: JSON, a value on each line, snapshots, and what a run proposed.

use std::io::Read;

use camino::Utf8Path;
use serde_json::Value;

use crate::judge::snapshot::file::SnapshotFile;
use crate::record::proposal::Proposal;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::{MAX_FILE_BYTES, Sources};
use crate::source::span::{FileId, Span};
use crate::suite::model::SnapshotKind;
use crate::value::json::{self, JsonError, Problem};
use crate::value::shape::model::Shape;

/// What stands for standard input on the command line.
pub const STANDARD_INPUT: &str = "-";

/// One thing that is known of responses.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// A body.
    Value(Value),
    /// What bodies look like.
    Shape(Shape),
}

/// What a file holds. `input` is read where the path is `-`.
pub fn read(path: &Utf8Path, input: &mut dyn Read, sources: &Sources) -> Result<Vec<Sample>, Diagnostic> {
    let file = if path == STANDARD_INPUT {
        sources.add("<standard input>", read_input(input)?)
    } else {
        sources.read(Utf8Path::new(""), path)?
    };
    let Some(source) = sources.get(file) else { return Ok(Vec::new()) };
    let text = source.text.as_str();
    let name = path.file_name().unwrap_or_default();
    if name.ends_with(".snap") || name.ends_with(".snap.new") {
        return Ok(vec![snapshot(text).map_err(|error| unusable(error).at(Span::new(file, 0, 3), "this snapshot"))?]);
    }
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        return lines(file, text);
    }
    if let Some(proposal) = Proposal::from_text(text) {
        return proposed(&proposal).map_err(|error| unusable(error).at(Span::new(file, 0, 1), "this proposal"));
    }
    match json::parse(text.as_bytes()) {
        Ok(value) => Ok(vec![Sample::Value(value)]),
        // Several values are no JSON, but often what is piped.
        Err(error) => lines(file, text).ok().filter(|lines| lines.len() > 1).ok_or_else(|| not_json(file, 0, &error)),
    }
}

/// All of standard input.
pub fn read_input(input: &mut dyn Read) -> Result<String, Diagnostic> {
    let mut text = String::new();
    let unreadable = |why: String| Diagnostic::new(Code::UnreadableFile, format!("cannot read standard input: {why}"));
    input.take(MAX_FILE_BYTES + 1).read_to_string(&mut text).map_err(|error| unreadable(error.to_string()))?;
    match u64::try_from(text.len()) {
        Ok(0..=MAX_FILE_BYTES) => Ok(text),
        _ => Err(unreadable(format!("more than {} MiB", MAX_FILE_BYTES >> 20))),
    }
}

/// A value on each line; empty lines count for nothing.
fn lines(file: FileId, text: &str) -> Result<Vec<Sample>, Diagnostic> {
    let mut samples = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !json::is_blank(line.as_bytes()) {
            let value = json::parse(line.trim_end().as_bytes()).map_err(|error| not_json(file, start, &error))?;
            samples.push(Sample::Value(value));
        }
        start += line.len();
    }
    if samples.is_empty() {
        let nothing =
            Diagnostic::new(Code::Syntax, "there is no JSON in this file").at(Span::new(file, 0, 0), "nothing");
        return Err(nothing.help("name a file with a response that was recorded"));
    }
    Ok(samples)
}

/// What a snapshot records.
fn snapshot(text: &str) -> Result<Sample, (Code, String)> {
    let file = SnapshotFile::from_text(text).map_err(|error| (Code::SnapshotUnreadable, error.to_string()))?;
    let content = match file.info.content.as_deref() {
        Some("text") => Some("a text"),
        Some("bytes") => Some("neither JSON nor a text"),
        Some("none") => Some("that there was no body"),
        _ => None,
    };
    if let Some(content) = content {
        return Err((Code::InvalidValue, format!("it records {content}, and a schema describes JSON")));
    }
    let shape = || Shape::from_text(&file.contents).map(Sample::Shape);
    let body = || json::parse(file.contents.as_bytes()).map(Sample::Value);
    let bad = |error: String| (Code::SnapshotUnreadable, format!("its contents cannot be read: {error}"));
    match file.info.kind {
        Some(SnapshotKind::Shape) => shape().map_err(|error| bad(error.to_string())),
        Some(SnapshotKind::Body) => body().map_err(|error| bad(error.to_string())),
        // Somebody dropped it. No body is by chance a shape in every key.
        None => shape().or_else(|_| body()).map_err(|error| bad(error.to_string())),
    }
}

/// The responses that led to a proposal; where none was kept whole, what is proposed.
fn proposed(proposal: &Proposal) -> Result<Vec<Sample>, (Code, String)> {
    let bodies = proposal.exchanges.iter().filter_map(|exchange| exchange.response_body.as_ref());
    let whole = bodies.filter_map(|body| body.text.as_deref().filter(|text| text.len() == body.length));
    let values: Vec<Sample> = whole.filter_map(|text| json::parse(text.as_bytes()).ok()).map(Sample::Value).collect();
    if values.is_empty() { Ok(vec![snapshot(&proposal.text)?]) } else { Ok(values) }
}

fn unusable((code, why): (Code, String)) -> Diagnostic {
    let diagnostic = Diagnostic::new(code, format!("no schema can be drafted from this: {why}"));
    match code {
        Code::SnapshotUnreadable => diagnostic.help("restore the file, or leave it out"),
        _ => diagnostic.help("leave it out, or name a snapshot of JSON"),
    }
}

fn not_json(file: FileId, start: usize, error: &JsonError) -> Diagnostic {
    let code = match &error.problem {
        Problem::DuplicateKey(_) => Code::DuplicateKey,
        _ => Code::Syntax,
    };
    let at = start + error.offset;
    let diagnostic =
        Diagnostic::new(code, format!("not JSON: {}", error.problem)).at(Span::new(file, at, at + 1), "here");
    match &error.problem {
        Problem::DuplicateKey(_) => diagnostic.help("readers disagree on which of the two counts; leave one out"),
        _ => diagnostic.help("name JSON as a server sent it, JSON Lines (.jsonl), or a snapshot (.snap)"),
    }
}
