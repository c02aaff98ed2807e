//! The rows of `each`: written in place, or read from a CSV file.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use camino::Utf8Path;
use csv::StringRecord;
use serde_json::{Map, Value};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::{MAX_FILE_BYTES, Sources, inside, read_bytes};
use crate::source::span::{FileId, Span};
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
    let bytes = match read_bytes(&full, MAX_FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let problem = Diagnostic::new(Code::UnreadableFile, format!("cannot read the rows of {path}: {error}"));
            diagnostics.push(problem.at(file.span, "named here").help(LAYOUT));
            return unknown(file.span);
        }
    };
    let (rows, bad) = parse(&bytes, id, file.span);
    if bad.is_empty() {
        return rows;
    }
    let folder = case_file.parent().unwrap_or(Utf8Path::new(""));
    let table = sources.add(folder.join(path), String::from_utf8_lossy(&bytes).into_owned());
    diagnostics.extend(bad.into_iter().map(|bad| bad.diagnostic(path, table, file.span)));
    unknown(file.span)
}

/// One row of which nothing is known, so that nobody complains of names that rows might have.
pub fn unknown(span: Span) -> Vec<Row> {
    vec![Row { id: "row".to_owned(), data: Arc::new(Value::Null), span }]
}

/// How a table is laid out.
const LAYOUT: &str = "a CSV file has a header line, and each line has as many cells";
/// More bad rows than this are counted: whatever made them is the same.
const MAX_TOLD: usize = 50;

/// What is wrong with a table, and at which byte.
struct Bad {
    code: Code,
    why: String,
    at: usize,
    label: String,
    help: &'static str,
}

impl Bad {
    fn new(code: Code, at: usize, why: impl Into<String>, label: impl Into<String>) -> Bad {
        Bad { code, why: why.into(), at, label: label.into(), help: LAYOUT }
    }

    fn diagnostic(self, path: &str, table: FileId, named: Span) -> Diagnostic {
        Diagnostic::new(self.code, format!("the table {path} cannot be used: {}", self.why))
            .at(Span::new(table, self.at, self.at), self.label)
            .at(named, "named here")
            .help(self.help)
    }
}

/// The rows of a table, and everything that is wrong with it.
fn parse(bytes: &[u8], id: &str, span: Span) -> (Vec<Row>, Vec<Bad>) {
    if let Some(bad) = unreadable(bytes) {
        return (Vec::new(), vec![bad]);
    }
    // Rows of other lengths are told with their place, each of them.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return (Vec::new(), vec![Bad::new(Code::Syntax, 0, error.to_string(), "in this file")]),
    };
    let names: Vec<&str> = headers.iter().collect();
    let mut bad = bad_header(&names, id);
    let column = names.iter().position(|name| *name == id);
    let mut rows = Vec::new();
    let mut further = 0;
    for record in reader.records() {
        let read = record.map_err(|error| Bad::new(Code::Syntax, 0, error.to_string(), "in this file"));
        match read.and_then(|record| row(&names, column, &record, span)) {
            Ok(row) => rows.extend(row),
            Err(one) if bad.len() < MAX_TOLD => bad.push(one),
            Err(_) => further += 1,
        }
    }
    if rows.is_empty() && bad.is_empty() {
        let problem = Bad::new(Code::InvalidValue, bytes.len(), "it has no row", "nothing is below the header");
        bad.push(Bad { help: "add a line for each row: the case is run once for each", ..problem });
    }
    if let Some(last) = bad.last_mut().filter(|_| further > 0) {
        last.label.push_str(&format!("; {further} further rows are wrong, too"));
    }
    (rows, bad)
}

/// What keeps a table from being read at all.
fn unreadable(bytes: &[u8]) -> Option<Bad> {
    if let Err(error) = std::str::from_utf8(bytes) {
        let problem = Bad::new(Code::UnreadableFile, error.valid_up_to(), "it is not UTF-8", "this byte is wrong");
        return Some(Bad { help: "save the file as UTF-8", ..problem });
    }
    if bytes.trim_ascii().is_empty() {
        let problem = Bad::new(Code::InvalidValue, 0, "it is empty", "there is not even a header");
        return Some(Bad { help: "its first line names the columns, and each line below is a row", ..problem });
    }
    let mut quotes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(at, _)| at);
    // Whoever reads on to the end of the file takes all further rows for a cell.
    let (count, last) = (quotes.clone().count(), quotes.next_back()?);
    let label = "there is no other one to this or an earlier one";
    (count % 2 == 1).then(|| Bad::new(Code::Syntax, last, "a quote is not closed", label))
}

fn bad_header(names: &[&str], id: &str) -> Vec<Bad> {
    let mut known = HashSet::new();
    let twice: BTreeSet<&str> = names.iter().copied().filter(|name| !known.insert(*name)).collect();
    let twice = twice.into_iter().map(|name| format!("the column `{name}` is there twice"));
    let problem = |why| Bad::new(Code::DuplicateKey, 0, why, "in this header");
    let mut bad: Vec<Bad> =
        twice.take(MAX_TOLD).map(|why| Bad { help: "give each column a name of its own", ..problem(why) }).collect();
    if !names.contains(&id) {
        let known: Vec<String> = names.iter().take(20).map(|name| format!("`{name}`")).collect();
        let why = format!("it has no column `{id}`");
        let problem = Bad::new(Code::MissingKey, 0, why, format!("it has {}", known.join(", ")));
        bad.push(Bad { help: "`id` of `each` names a column; commas stand between columns", ..problem });
    }
    bad
}

/// One row; none where the header does not say which cell its id is.
fn row(names: &[&str], column: Option<usize>, record: &StringRecord, span: Span) -> Result<Option<Row>, Bad> {
    let at = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
    if record.len() != names.len() {
        let why = format!("a row of {} where the header has {}", record.len(), names.len());
        return Err(Bad::new(Code::Syntax, at, why, "this row"));
    }
    let Some(column) = column else { return Ok(None) };
    let cell = record.get(column).unwrap_or_default();
    if cell.trim().is_empty() {
        let label = "the case of this row would have no name";
        let problem = Bad::new(Code::InvalidValue, at, "a row without an id", label);
        return Err(Bad { help: "give it a text of its own in the column that `id` of `each` names", ..problem });
    }
    let cells = names.iter().zip(record).map(|(name, cell)| ((*name).to_owned(), Value::String(cell.to_owned())));
    let data: Map<String, Value> = cells.collect();
    Ok(Some(Row { id: slug(cell), data: Arc::new(data.into()), span }))
}
