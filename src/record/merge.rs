//! One record of several: those of the shards of a run, or of runs of different parts of a suite.
//!
//! Lines of cases are copied as they are, and only looked at before. Their moments are counted from the start of the run
//! that they come from. What is missing, double or foreign is not made up for: the end of the merged record says that
//! something is missing, so that nobody takes it for all there is.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::PermissionsExt as _;

use camino::Utf8Path;

use crate::exit::ExitCode;
use crate::record::atomic::PREFIX;
use crate::record::line::{EndLine, Line, MergedLine, RunLine, SelectionLine, Stopped};
use crate::record::read::RecordFile;
use crate::record::record_error::RecordError;
use crate::record::set::{Records, Together};
use crate::record::write::check_place;
use crate::source::code::Code;

/// What the merged record is called.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its id.
    pub id: String,
    /// What wrote it: `countersign 0.1.0`.
    pub tool: String,
    /// Now, in RFC 3339.
    pub at: String,
}

/// Merges records into a file that takes its place when it is whole. What comes back says what is missing.
pub fn merge(records: Records, output: &Utf8Path, name: &Name) -> Result<Together, RecordError> {
    check_place(output)?;
    let together = records.glance();
    let Some(RecordFile { run: first, .. }) = together.records.first() else {
        return Err(RecordError::new(Code::RecordForeign, output, "no record is left to be merged"));
    };
    let unwritable = |error| RecordError::unwritable(output, &error);
    let folder = output.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).permissions(Permissions::from_mode(0o666));
    let mut staged = builder.tempfile_in(folder).map_err(unwritable)?;
    put(&mut staged, &Line::Run(Box::new(run_line(first, &together, name)))).map_err(unwritable)?;
    for record in &together.records {
        copy(record, staged.as_file_mut(), output)?;
    }
    put(&mut staged, &Line::End(Box::new(end_line(&together, name)))).map_err(unwritable)?;
    // It can be made again, so that waiting for the disk is not worth it.
    staged.persist(output).map_err(|error| unwritable(error.error))?;
    Ok(together)
}

fn put(file: &mut impl io::Write, line: &Line) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    serde_json::to_writer(&mut file, line)?;
    file.write_all(b"\n")?;
    file.flush()
}

/// Copies the lines of a record's cases. Between two files, the system does that without showing us the bytes.
fn copy(record: &RecordFile, output: &mut File, path: &Utf8Path) -> Result<(), RecordError> {
    let length = record.cases.end - record.cases.start;
    let unreadable = |error: io::Error| RecordError::unreadable(&record.path, &error);
    let mut file = File::open(&record.path).map_err(unreadable)?;
    file.seek(SeekFrom::Start(record.cases.start)).map_err(unreadable)?;
    let copied = io::copy(&mut file.take(length), output).map_err(|error| RecordError::unwritable(path, &error))?;
    match copied == length {
        true => Ok(()),
        false => Err(RecordError::new(Code::RecordDamaged, &record.path, "was cut while it was read")),
    }
}

fn run_line(first: &RunLine, together: &Together, name: &Name) -> RunLine {
    let runs = together.runs();
    let mut merged = first.clone();
    let is_sharded = merged.shard.is_some();
    merged.id = name.id.clone();
    merged.tool = name.tool.clone();
    merged.at = runs.iter().map(|run| run.at.as_str()).min().unwrap_or_default().to_owned();
    // What was not verified once is not verified as a whole; what went through different proxies names none.
    merged.insecure = runs.iter().any(|run| run.insecure);
    merged.proxy = merged.proxy.filter(|proxy| runs.iter().all(|run| run.proxy.as_ref() == Some(proxy)));
    merged.targets = runs.iter().flat_map(|run| run.targets.iter().cloned()).collect();
    merged.targets.sort_by(|a, b| (&a.api, &a.url).cmp(&(&b.api, &b.url)));
    merged.targets.dedup();
    merged.shard = None;
    merged.merged = together.records.iter().flat_map(merged_lines).collect();
    merged.planned = together.summary.planned;
    merged.retries = runs.iter().map(|run| run.retries).max().unwrap_or_default();
    if !is_sharded && runs.len() > 1 {
        merged.suite.selected = runs.iter().map(|run| run.suite.selected).sum();
        merged.suite.ids = together.ids.clone();
        merged.suite.selection = match merged.suite.selected == merged.suite.cases {
            true => None,
            false => Some(any_of(&runs)),
        };
    }
    merged
}

/// What a record is that was merged, or those that it was merged from.
fn merged_lines(record: &RecordFile) -> Vec<MergedLine> {
    let run = &record.run;
    match run.merged.is_empty() {
        true => vec![MergedLine {
            id: run.id.clone(),
            at: run.at.clone(),
            shard: run.shard.clone(),
            complete: record.is_complete(),
        }],
        false => run.merged.clone(),
    }
}

/// Everything that was asked for in one of the runs.
fn any_of(runs: &[RunLine]) -> SelectionLine {
    let lines = runs.iter().filter_map(|run| run.suite.selection.as_ref());
    let mut any = SelectionLine::default();
    for line in lines {
        any.filters.extend(line.filters.iter().cloned());
        any.exact |= line.exact;
        any.skip.extend(line.skip.iter().cloned());
        any.tags.extend(line.tags.iter().cloned());
        any.rerun = any.rerun.take().or_else(|| line.rerun.clone());
    }
    any
}

fn end_line(together: &Together, name: &Name) -> EndLine {
    let ends = together.ends();
    let exit = ends.iter().map(|end| ExitCode::from_number(end.exit)).fold(ExitCode::Holds, ExitCode::and);
    let exit = if together.is_complete() { exit } else { exit.and(ExitCode::Incomplete) };
    let looked: Vec<&Vec<String>> = ends.iter().filter_map(|end| end.obsolete.as_ref()).collect();
    let mut obsolete: Vec<String> = looked.iter().flat_map(|paths| paths.iter().cloned()).collect();
    obsolete.sort();
    obsolete.dedup();
    EndLine {
        at: ends.iter().map(|end| end.at.as_str()).max().unwrap_or(&name.at).to_owned(),
        elapsed_us: ends.iter().map(|end| end.elapsed_us).max().unwrap_or_default(),
        summary: together.summary.clone(),
        stopped: (!together.is_complete()).then_some(Stopped::Missing),
        obsolete: (!looked.is_empty()).then_some(obsolete),
        exit: exit as u8,
    }
}
