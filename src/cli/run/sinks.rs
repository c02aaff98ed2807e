//! What is written while a run goes on: its record and its reports.

use crate::cli::args::RunArgs;
use crate::cli::report::reports::{Around, Output, Reports};
use crate::cli::run::caller::Caller;
use crate::cli::run::recording::{begin, is_recorded};
use crate::record::line::{FOLDER, LATEST, RunLine};
use crate::record::write::Recorder;
use crate::run::session::Session;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;

/// What is written while a run goes on.
#[derive(Default)]
pub struct Sinks {
    /// The record, if one is kept.
    pub recorder: Option<Recorder>,
    /// The reports that were asked for.
    pub reports: Reports,
}

/// Opens all of it before anything is sent. The record comes last, so that none is begun where nothing will be run.
pub fn sinks(
    args: &RunArgs,
    caller: Caller,
    session: &Session,
    sources: &Sources,
    line: RunLine,
) -> Result<Sinks, Vec<Diagnostic>> {
    let taken: Vec<_> = args.record.iter().cloned().chain([session.root.join(FOLDER).join(LATEST)]).collect();
    let around = Around { root: &session.root, taken: &taken, sources, output: Output::Taken };
    let mut reports = Reports::open(&args.reports, around)?;
    reports.begin(std::slice::from_ref(&line));
    let recorder = is_recorded(args, caller).then(|| begin(args, caller, session, line)).transpose();
    let recorder = recorder.map_err(|error| vec![error.to_diagnostic()])?;
    Ok(Sinks { recorder, reports })
}
