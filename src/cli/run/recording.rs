//! The record of a run: what its first line says, where it is written, and its last line.

use std::borrow::Cow;
use std::time::Instant;

use crate::cli::args::{RunArgs, SelectArgs};
use crate::cli::project::Project;
use crate::cli::run::caller::Caller;
use crate::cli::run::rerun::Rerun;
use crate::cli::run::shard::{Part, Sharded};
use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::line::{ContractLine, EndLine, RunLine, SelectionLine, Stopped, SuiteLine, TargetLine, VERSION};
use crate::record::record_error::RecordError;
use crate::record::recording::micros;
use crate::record::runs::{keep_newest, link_latest, own_folder};
use crate::record::write::Recorder;
use crate::run::session::{Attempts, Session};
use crate::source::file::Sources;
use crate::suite::plan::identity::{Identity, ids_hash};
use crate::suite::plan::load::Suite;

/// What writes records.
pub const TOOL: &str = concat!("countersign ", env!("CARGO_PKG_VERSION"));

/// Whether a run keeps a record. A test target of cargo's may run a process per case, so there it is asked for.
pub fn is_recorded(args: &RunArgs, caller: Caller) -> bool {
    args.record.is_some() || args.gate || (caller != Caller::Harness && !args.no_record)
}

/// Begins the record of a run: beside those of earlier runs, or where it was asked for. `latest.jsonl` leads to it.
pub fn begin(args: &RunArgs, caller: Caller, session: &Session, line: RunLine) -> Result<Recorder, RecordError> {
    match &args.record {
        Some(path) => {
            let recorder = Recorder::create(path, line)?;
            if caller != Caller::Comparison {
                // The project's folder need not be writable for a record elsewhere.
                let _ = link_latest(&session.root, path);
            }
            Ok(recorder)
        }
        None => {
            let folder = own_folder(&session.root)?;
            let recorder = Recorder::create(&folder.join(format!("{}.jsonl", session.run_id)), line)?;
            link_latest(&session.root, recorder.path())?;
            keep_newest(&folder);
            Ok(recorder)
        }
    }
}

/// What a project is known by.
pub struct Known {
    identity: Identity,
    contracts: Vec<ContractLine>,
    cases: usize,
}

impl Known {
    /// Of what was loaded.
    pub fn of(project: &Project, sources: &Sources) -> Known {
        let identity = Identity::of(&project.config, &project.suite, &project.contracts, sources);
        let line = |(api, hash): (&String, &String)| ContractLine {
            api: api.clone(),
            file: project.config.api(api).map(|api| api.contract.to_string()).unwrap_or_default(),
            hash: hash.clone(),
        };
        Known { contracts: identity.contracts.iter().map(line).collect(), identity, cases: cases(&project.suite) }
    }
}

/// What is run.
pub fn run_line(session: &Session, known: Known, part: &Part, args: &RunArgs, rerun: Option<&Rerun>) -> RunLine {
    // Ids stand masked in the record, and are known by what stands there.
    session.hide_all_secrets();
    let ids: Vec<Cow<'_, str>> = part.selected.iter().map(|id| session.mask.mask_field(id)).collect();
    let mut targets: Vec<TargetLine> = session.apis.iter().map(|(api, own)| target(session, api, own)).collect();
    targets.sort_by(|a, b| a.api.cmp(&b.api));
    RunLine {
        version: VERSION,
        id: session.run_id.clone(),
        tool: TOOL.to_owned(),
        at: moment(),
        environment: session.environment.clone(),
        mock: session.is_mock,
        insecure: session.insecure,
        proxy: session.proxy.as_ref().map(|proxy| session.mask.mask_field(proxy).into_owned()),
        targets,
        seed: session.seed,
        suite: SuiteLine {
            hash: known.identity.suite,
            cases: known.cases,
            selected: ids.len(),
            ids: ids_hash(ids.iter().map(|id| &**id)),
            selection: selection(session, &args.select, rerun),
        },
        contracts: known.contracts,
        shard: part.sharded.as_ref().map(Sharded::line),
        merged: Vec::new(),
        planned: part.own,
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

fn selection(session: &Session, args: &SelectArgs, rerun: Option<&Rerun>) -> Option<SelectionLine> {
    let masked = |all: &[String]| all.iter().map(|one| session.mask.mask_field(one).into_owned()).collect();
    let line = SelectionLine {
        filters: masked(&args.filters),
        exact: args.exact,
        skip: masked(&args.skip),
        tags: masked(&args.tag),
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
pub fn moment() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
