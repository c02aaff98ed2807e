//! The record of a run: what its first line says, where it is written, and its last line.

use std::time::Instant;

use camino::Utf8PathBuf;

use crate::cli::args::{RunArgs, SelectArgs};
use crate::cli::run::caller::Caller;
use crate::cli::run::rerun::Rerun;
use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::line::{
    ContractLine, EndLine, FOLDER, RunLine, SelectionLine, Stopped, SuiteLine, TargetLine, VERSION,
};
use crate::record::record_error::RecordError;
use crate::record::recording::micros;
use crate::record::write::{Recorder, keep_newest};
use crate::run::attempts::Attempts;
use crate::run::session::Session;
use crate::suite::plan::identity::{Identity, ids_hash};
use crate::suite::plan::load::Suite;
use crate::suite::plan::select::Trial;

/// Whether a run keeps a record. A test target of cargo's may run a process per case, so there it is asked for.
pub fn is_recorded(args: &RunArgs, caller: Caller) -> bool {
    args.record.is_some() || args.gate || (caller == Caller::Command && !args.no_record)
}

/// Begins the record of a run.
pub fn begin(args: &RunArgs, session: &Session, line: RunLine) -> Result<Recorder, RecordError> {
    let own = session.root.join(FOLDER).join(format!("{}.jsonl", session.run_id));
    let path: Utf8PathBuf = args.record.clone().unwrap_or(own.clone());
    let recorder = Recorder::create(&path, line)?;
    if path == own {
        keep_newest(&path)?;
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
    rerun: Option<&Rerun>,
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
            selection: selection(&args.select, rerun),
        },
        contracts: contracts.collect(),
        shard: None,
        merged: Vec::new(),
        planned: trials.len(),
        retries: if let Attempts::Retry(retries) = session.attempts { retries } else { 0 },
        repeat: if let Attempts::Repeat(times) = session.attempts { Some(times) } else { None },
    }
}

fn target(session: &Session, api: &str, own: &crate::run::session::ApiSession) -> TargetLine {
    TargetLine { api: api.to_owned(), url: session.mask.mask_field(own.target.base_url.as_str()).into_owned() }
}

/// How many cases a suite has, rows counted.
pub fn cases(suite: &Suite) -> usize {
    suite.cases().map(|(_, case)| case.rows.as_ref().map_or(1, Vec::len)).sum()
}

fn selection(args: &SelectArgs, rerun: Option<&Rerun>) -> Option<SelectionLine> {
    let line = SelectionLine {
        filters: args.filters.clone(),
        exact: args.exact,
        skip: args.skip.clone(),
        tags: args.tag.clone(),
        rerun: rerun.map(|rerun| rerun.run.clone()),
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
