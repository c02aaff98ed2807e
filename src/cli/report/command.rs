//! `countersign report`: what runs came to, from their records.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::ReportArgs;
use crate::cli::project::root;
use crate::cli::report::gaps::gaps;
use crate::cli::report::reports::{Around, Output, Reports, asked_for};
use crate::cli::run::command::LINES;
use crate::cli::run::telling::{Lines, prints};
use crate::cli::run::total::Total;
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::line::{CaseLine, EndLine, FOLDER, LATEST, RunLine};
use crate::record::read::{Reader, read};
use crate::record::record_error::RecordError;
use crate::show::report::report::Closing;
use crate::show::terminal::{View, line};
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::source::render::render;

/// Runs the command.
pub fn report(project: Option<&Utf8Path>, args: &ReportArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let records = match records(project, args) {
        Ok(records) => records,
        Err(diagnostic) => return refuse(&[diagnostic], streams),
    };
    let runs: Result<Vec<RunLine>, RecordError> =
        records.iter().map(|path| Reader::open(path).map(|reader| reader.run)).collect();
    let runs = match runs {
        Ok(runs) => runs,
        Err(error) => return refuse(&[error.to_diagnostic()], streams),
    };
    let here = root(project).unwrap_or_else(|_| Utf8PathBuf::from("."));
    let around = Around { root: &here, taken: &records, output: Output::Free };
    match asked_for(&args.reports) {
        true => match Reports::open(&args.reports, around) {
            Ok(reports) => write(&records, &runs, reports, streams),
            Err(diagnostics) => refuse(&diagnostics, streams),
        },
        false => print(&records, &runs, streams),
    }
}
