//! The record of a run: what its first line says, where it is written, and its last line.

use std::time::Instant;

use camino::Utf8Path;

use crate::cli::args::{RunArgs, SelectArgs};
use crate::cli::report::reports::{Around, Output, Reports};
use crate::cli::run::caller::Caller;
use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::line::{
    ContractLine, EndLine, FOLDER, LATEST, RunLine, SelectionLine, Stopped, SuiteLine, TargetLine, VERSION,
};
use crate::record::record_error::RecordError;
use crate::record::recording::micros;
use crate::record::write::{Recorder, keep_newest};
use crate::run::session::Session;
use crate::source::diagnostic::Diagnostic;
use crate::suite::plan::identity::{Identity, ids_hash};
use crate::suite::plan::load::Suite;
use crate::suite::plan::select::Trial;

/// Whether a run keeps a record. A test target of cargo's may run a process per case, so there it is asked for.
pub fn is_recorded(args: &RunArgs, caller: Caller) -> bool {
    args.record.is_some() || (caller == Caller::Command && !args.no_record)
}

/// What is written while a run goes on.
pub struct Sinks {
    /// The record, if one is kept.
    pub recorder: Option<Recorder>,
    /// The reports that were asked for.
    pub reports: Reports,
}

/// Opens whatever is written while a run goes on, before anything is sent. The record comes last, so that none is begun
/// where nothing will be run.
pub fn sinks(args: &RunArgs, caller: Caller, session: &Session, line: RunLine) -> Result<Sinks, Vec<Diagnostic>> {
    let folder = session.root.join(FOLDER);
    let own = folder.join(format!("{}.jsonl", session.run_id));
    let is_recorded = is_recorded(args, caller);
    let path = args.record.clone().unwrap_or(own.clone());
    let taken = [path.clone(), folder.join(LATEST)];
    let around = Around { root: &session.root, taken: &taken, output: Output::Taken };
    let mut reports = Reports::open(&args.reports, around)?;
    reports.begin(std::slice::from_ref(&line));
    let recorder = is_recorded.then(|| begin(&path, &own, line)).transpose();
    let recorder = recorder.map_err(|error| vec![error.to_diagnostic()])?;
    Ok(Sinks { recorder, reports })
}

/// Begins the record of a run.
fn begin(path: &Utf8Path, own: &Utf8Path, line: RunLine) -> Result<Recorder, RecordError> {
    let recorder = Recorder::create(path, line)?;
    if path == own {
        keep_newest(path)?;
    }
    Ok(recorder)
}

/// What is run: `trials` of the cases that `selected` ids name.
pub fn run_line(
    session: &Session,
    identity: &Identity,
    selected: &[String],
    trials: &[Trial],
    args: &RunArgs,
) -> RunLine {
    let mut targets: Vec<TargetLine> = session.apis.iter().map(|(api, own)| target(session, api, own)).collect();
    targets.sort_by(|a, b| a.api.cmp(&b.api));
    let contracts = identity.contracts.iter().map(|(api, hash)| ContractLine {
        api: api.clone(),
        file: session
            .apis
            .get(api)
            .map(|own| own.contract.documents.get(0).map(|file| file.path.to_string()).unwrap_or_default())
            .unwrap_or_default(),
        hash: hash.clone(),
    });
    RunLine {
        version: VERSION,
        id: session.run_id.clone(),
        tool: concat!("countersign ", env!("CARGO_PKG_VERSION")).to_owned(),
        at: moment(),
        environment: session.environment.clone(),
        mock: session.is_mock,
        targets,
        seed: session.seed,
        suite: SuiteLine {
            hash: identity.suite.clone(),
            cases: cases(&session.suite),
            selected: selected.len(),
            ids: ids_hash(selected.iter().map(String::as_str)),
            selection: selection(&args.select),
        },
        contracts: contracts.collect(),
        shard: None,
        merged: Vec::new(),
        planned: trials.len(),
        retries: 0,
        repeat: None,
    }
}

fn target(session: &Session, api: &str, own: &crate::run::session::ApiSession) -> TargetLine {
    TargetLine { api: api.to_owned(), url: session.mask.mask_field(own.target.base_url.as_str()).into_owned() }
}

/// How many cases a suite has, rows counted.
pub fn cases(suite: &Suite) -> usize {
    suite.cases().map(|(_, case)| case.rows.as_ref().map_or(1, Vec::len)).sum()
}

fn selection(args: &SelectArgs) -> Option<SelectionLine> {
    let line = SelectionLine {
        filters: args.filters.clone(),
        exact: args.exact,
        skip: args.skip.clone(),
        tags: args.tag.clone(),
        rerun: None,
    };
    (line != SelectionLine::default()).then_some(line)
}

/// How a run ended.
pub fn end_line(
    summary: &Summary,
    started: Instant,
    stopped: Option<Stopped>,
    obsolete: Option<Vec<String>>,
    exit: ExitCode,
) -> EndLine {
    let elapsed_us = micros(started.elapsed());
    EndLine { at: moment(), elapsed_us, summary: summary.clone(), stopped, obsolete, exit: exit as u8 }
}

/// Now, in RFC 3339.
fn moment() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
