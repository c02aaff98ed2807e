//! The rows of `each`: written in place, or read from a CSV file.

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use serde_json::{Map, Value};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::inside;
use crate::source::span::Span;
use crate::source::tree::Node;
use crate::suite::casefile::slug::slug;
use crate::suite::model::Row;

/// Decodes `each`. Two rows that share an id are reported.
pub fn rows(each: &Node, root: &Utf8Path, case_file: &Utf8Path, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let rows = match each.get("file").filter(|file| file.as_str().is_some()) {
        Some(file) => from_file(each, file, root, case_file, diagnostics),
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
    match inside(root, case_file.parent().unwrap_or(Utf8Path::new("")), path) {
        Ok(full) => match read(full.as_std_path(), id, file.span) {
            Ok(rows) => rows,
            Err(why) => {
                diagnostics.push(
                    Diagnostic::new(Code::UnreadableFile, format!("cannot read the rows of {path}: {why}"))
                        .at(file.span, "named here")
                        .help("a CSV file has a header line, and each line has as many cells"),
                );
                Vec::new()
            }
        },
        Err(diagnostic) => {
            diagnostics.push(diagnostic.at(file.span, "named here"));
            Vec::new()
        }
    }
}

fn read(path: &std::path::Path, id: &str, span: Span) -> Result<Vec<Row>, String> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| error.to_string())?;
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = headers.iter().position(|name| name == id).ok_or_else(|| format!("it has no column `{id}`"))?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let data: Map<String, Value> =
            headers.iter().zip(&record).map(|(name, cell)| (name.to_owned(), Value::String(cell.to_owned()))).collect();
        rows.push(Row { id: slug(record.get(column).unwrap_or_default()), data: Arc::new(data.into()), span });
    }
    Ok(rows)
}
