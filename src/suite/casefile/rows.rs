//! The rows of `each`: written in place, or read from a CSV file.

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use serde_json::{Map, Value};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::{MAX_FILE_BYTES, Sources, inside, read_bytes};
use crate::source::span::Span;
use crate::source::tree::Node;
use crate::suite::casefile::slug::slug;
use crate::suite::model::Row;

/// Decodes `each`. Two rows that share an id are reported.
pub fn rows(
    each: &Node,
    root: &Utf8Path,
    sources: &Sources,
    case_file: &Utf8Path,
    diagnostics: &mut Diagnostics,
) -> Vec<Row> {
    let rows = match each.get("file").filter(|file| file.as_str().is_some()) {
        Some(file) => from_file(each, file, root, sources, case_file, diagnostics),
        None => each
            .entries()
            .iter()
            .map(|entry| Row { id: slug(&entry.key), data: Arc::new(entry.value.to_json()), span: entry.key_span })
            .collect(),
    };
    let mut seen: HashMap<&str, Span> = HashMap::with_capacity(rows.len());
    for row in &rows {
        if let Some(first) = seen.insert(&row.id, row.span) {
            let problem = Diagnostic::new(Code::DuplicateId, format!("two rows with the id `{}`", row.id))
                .at(row.span, if first == row.span { "both are in this file" } else { "the second" });
            let problem = if first == row.span { problem } else { problem.at(first, "the first") };
            diagnostics.push(problem.help("ids are compared as slugs: letters, digits and `-`, without case"));
        }
    }
    rows
}

fn from_file(
    each: &Node,
    file: &Node,
    root: &Utf8Path,
    sources: &Sources,
    case_file: &Utf8Path,
    diagnostics: &mut Diagnostics,
) -> Vec<Row> {
    let Some(id) = each.get("id").and_then(Node::as_str) else {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, "rows from a file need `id`")
                .at(each.span, "the column that holds the rows' ids")
                .help("write `each: { file: rows.csv, id: column }`"),
        );
        return Vec::new();
    };
    let path = file.as_str().unwrap_or_default();
    let full = match inside(root, case_file.parent().unwrap_or(Utf8Path::new("")), path) {
        Ok(full) => full,
        Err(diagnostic) => {
            diagnostics.push(diagnostic.at(file.span, "named here"));
            return unknown(file.span);
        }
    };
    let problem = |why: &str| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read the rows of {path}: {why}"))
            .help("a CSV file has a header line, and each line has as many cells")
    };
    let bytes = match read_bytes(&full, MAX_FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(problem(&error.to_string()).at(file.span, "named here"));
            return unknown(file.span);
        }
    };
    match parse(&bytes, id, file.span) {
        Ok(rows) => rows,
        Err(Bad { why, at, label }) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let table = sources.add(case_file.parent().unwrap_or(Utf8Path::new("")).join(path), text);
            diagnostics.push(problem(&why).at(Span::new(table, at, at), label).at(file.span, "named here"));
            unknown(file.span)
        }
    }
}

/// One row of which nothing is known, so that nobody complains of names that rows might have.
pub fn unknown(span: Span) -> Vec<Row> {
    vec![Row { id: "row".to_owned(), data: Arc::new(Value::Null), span }]
}

/// What is wrong with a table, and at which byte.
struct Bad {
    why: String,
    at: usize,
    label: String,
}

fn bad(at: usize, why: impl Into<String>, label: impl Into<String>) -> Bad {
    Bad { why: why.into(), at, label: label.into() }
}

fn parse(bytes: &[u8], id: &str, span: Span) -> Result<Vec<Row>, Bad> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(bad(error.valid_up_to(), "it is not UTF-8", "this byte is wrong"));
    }
    let mut quotes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(at, _)| at);
    // Whoever reads on to the end of the file takes all further rows for a cell.
    if let (count, Some(last)) = (quotes.clone().count(), quotes.next_back())
        && count % 2 == 1
    {
        return Err(bad(last, "a quote is not closed", "there is no other one to this or an earlier one"));
    }
    let mut reader = csv::Reader::from_reader(bytes);
    let unreadable = |error: csv::Error| match (error.position(), error.kind()) {
        (Some(at), csv::ErrorKind::UnequalLengths { expected_len, len, .. }) => {
            let at = usize::try_from(at.byte()).unwrap_or(usize::MAX);
            bad(at, format!("a row of {len} where the header has {expected_len}"), "this row")
        }
        _ => bad(0, error.to_string(), "in this file"),
    };
    let headers = reader.headers().map_err(unreadable)?.clone();
    let names: Vec<&str> = headers.iter().collect();
    if let Some(twice) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)).map(|(_, name)| name) {
        return Err(bad(0, format!("the column `{twice}` is there twice"), "in this header"));
    }
    let column = names.iter().position(|name| *name == id);
    let column = column.ok_or_else(|| {
        let known: Vec<String> = names.iter().take(20).map(|name| format!("`{name}`")).collect();
        let label = if known.is_empty() { "it is empty".to_owned() } else { format!("it has {}", known.join(", ")) };
        bad(0, format!("it has no column `{id}`"), label)
    })?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cell = record.get(column).unwrap_or_default();
        if cell.trim().is_empty() {
            let at = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
            return Err(bad(at, "a row without an id", "the case of this row would have no name"));
        }
        let data: Map<String, Value> = names
            .iter()
            .zip(&record)
            .map(|(name, cell)| ((*name).to_owned(), Value::String(cell.to_owned())))
            .collect();
        rows.push(Row { id: slug(cell), data: Arc::new(data.into()), span });
    }
    Ok(rows)
}
