//! `countersign merge`: one record of several, which says of itself whether it is all there should be.

use crate::cli::args::MergeArgs;
use crate::cli::run::recording::{TOOL, moment};
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::merge::{Name, merge as merge_records};
use crate::record::record_error::RecordError;
use crate::record::set::Records;
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::source::render::render_all;

/// Runs the command.
pub fn merge(args: &MergeArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let same = |other: &&camino::Utf8PathBuf| match (args.output.canonicalize_utf8(), other.canonicalize_utf8()) {
        (Ok(output), Ok(record)) => output == record,
        _ => false,
    };
    if let Some(record) = args.records.iter().find(same) {
        let error =
            RecordError::new(Code::RecordDouble, record, "is one of the records, and the place of the merged one")
                .help("give `--output` a place of its own, which the names of the records do not take in");
        return refuse(&[error], streams);
    }
    let records = match Records::open(&args.records) {
        Ok(records) => records,
        Err(errors) => return refuse(&errors, streams),
    };
    let now = jiff::Timestamp::now();
    let id = format!("{}-{}-merged", now.strftime("%Y%m%dT%H%M%S"), std::process::id());
    let together = match merge_records(records, &args.output, &Name { id, tool: TOOL.to_owned(), at: moment() }) {
        Ok(together) => together,
        Err(error) => return refuse(&[error], streams),
    };
    let mut gaps = Diagnostics::default();
    together.gaps.iter().for_each(|gap| gaps.push(gap.to_diagnostic()));
    if !gaps.is_empty() {
        writeln!(streams.errors, "{}", render_all(&gaps, &Sources::default(), streams.color))?;
    }
    let records = count(together.records.len(), "record");
    writeln!(streams.out, "{}: {records}, {}", args.output, verdicts(&together.summary))?;
    match together.is_complete() {
        true => Ok(ExitCode::Holds),
        false => {
            writeln!(streams.out, "incomplete: nobody takes this record for all there should be")?;
            Ok(ExitCode::Incomplete)
        }
    }
}

fn refuse(errors: &[RecordError], streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let mut diagnostics = Diagnostics::default();
    errors.iter().for_each(|error| diagnostics.push(error.to_diagnostic()));
    writeln!(streams.errors, "{}", render_all(&diagnostics, &Sources::default(), streams.color))?;
    writeln!(streams.errors, "nothing was merged")?;
    Ok(ExitCode::Usage)
}

fn verdicts(summary: &Summary) -> String {
    let parts = [
        (summary.failed, "failed"),
        (summary.errors, "without a verdict"),
        (summary.known, "known"),
        (summary.flaky, "flaky"),
        (summary.fixed, "fixed"),
        (summary.passed, "passed"),
        (summary.skipped, "skipped"),
        (summary.missing(), "missing"),
    ];
    let told = parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}"));
    let told: Vec<String> = told.collect();
    format!("{}: {}", count(summary.planned, "case"), told.join(", "))
}
