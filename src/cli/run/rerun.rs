//! `run --rerun-failed`: the cases that a record has no good verdict of, once more.

use std::collections::HashSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::{RunArgs, SelectArgs};
use crate::exit::ExitCode;
use crate::judge::verdict::Verdict;
use crate::record::line::{FOLDER, LATEST, RunLine, SelectionLine};
use crate::record::read::read;
use crate::record::record_error::RecordError;
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::suite::plan::load::Suite;
use crate::suite::plan::select::{Selection, Trial, select};

/// How many ids are named of those that are gone.
const NAMED: usize = 10;
/// How many runs are followed back that ran the failures of another one.
const BACK: usize = 20;

/// What is run again, and what is to be said of it.
#[derive(Debug)]
pub struct Rerun {
    /// The id of the run that the record is of.
    pub run: String,
    /// Cases that are to be run again and that the suite has no more.
    pub gone: Vec<String>,
    /// Whether the record is complete and everything in it held.
    held: bool,
    /// How many cases it was to have.
    planned: usize,
}

/// What a record says about who is to be run again.
struct Left {
    run: RunLine,
    /// Ids that failed or had an error.
    broken: HashSet<String>,
    /// Ids that have another verdict.
    settled: HashSet<String>,
    is_complete: bool,
}

/// Leaves those of the `trials` that are to be run again.
pub fn narrow(
    args: &RunArgs,
    root: &Utf8Path,
    suite: &Suite,
    trials: &mut Vec<Trial>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Rerun> {
    let path = args.rerun_failed.as_ref()?;
    let path = path.clone().unwrap_or_else(|| root.join(FOLDER).join(LATEST));
    let left = match left(&path).and_then(|left| same_environment(left, &path, args)) {
        Ok(left) => left,
        Err(error) => {
            diagnostics.push(error.to_diagnostic());
            return None;
        }
    };
    let all: HashSet<String> =
        select(suite, &Selection::default(), sources).into_iter().map(|trial| trial.id).collect();
    let planned = match left.is_complete {
        true => HashSet::new(),
        false => planned(&left.run, &path, suite, sources, BACK),
    };
    trials.retain(|trial| left.broken.contains(&trial.id) || left.is_unsettled(&trial.id, &planned));
    let asked = |id: &str| {
        args.select.filters.is_empty() || args.select.filters.iter().any(|filter| id.contains(filter.as_str()))
    };
    let mut gone: Vec<String> = left.broken.iter().filter(|id| !all.contains(*id) && asked(id)).cloned().collect();
    gone.sort_unstable();
    if !gone.is_empty() {
        diagnostics.push(missing(&gone, &path));
    }
    let held = left.is_complete && left.broken.is_empty();
    Some(Rerun { run: left.run.id, gone, held, planned: left.run.planned })
}

impl Rerun {
    /// What is said, and what the process says, when nothing is left to be run.
    pub fn nothing_left(&self, args: &RunArgs) -> (String, ExitCode) {
        let run = &self.run;
        match self.held {
            true => {
                let cases = count(self.planned, "case");
                (format!("nothing to run again: run {run} was complete, and its {cases} hold\n"), ExitCode::Holds)
            }
            false => {
                let (among, help) = match args.select == SelectArgs::default() {
                    true => ("no case of this suite", "run the suite as a whole, so that every case has a verdict"),
                    false => ("no case that is selected", "leave out what selects cases, or run the suite as a whole"),
                };
                let code = Code::NoSuchCase;
                let text =
                    format!("error[{code}]: {among} is left of what run {run} did not see hold\n  = help: {help}\n");
                (text, ExitCode::Incomplete)
            }
        }
    }

    /// A case that was to be run again and is no more was not checked.
    pub fn code(&self) -> ExitCode {
        if self.gone.is_empty() { ExitCode::Holds } else { ExitCode::Incomplete }
    }
}

impl Left {
    fn is_unsettled(&self, id: &str, planned: &HashSet<String>) -> bool {
        !self.is_complete && planned.contains(id) && !self.settled.contains(id)
    }
}

fn left(path: &Utf8Path) -> Result<Left, RecordError> {
    let (mut broken, mut settled) = (HashSet::new(), HashSet::new());
    let record = read(path, &mut |case| {
        let ids = if matches!(case.verdict, Verdict::Failed | Verdict::Error) { &mut broken } else { &mut settled };
        ids.insert(case.id);
    });
    let record = record.map_err(|error| match error.help.is_some() {
        true => error,
        false => error.help("`countersign run` writes a record, which `--rerun-failed=RECORD` names"),
    })?;
    // A case without a verdict is not seen in the ids, so that what counts is their number.
    let is_complete = record.is_complete() && broken.len() + settled.len() >= record.run.planned;
    Ok(Left { run: record.run, broken, settled, is_complete })
}

/// What failed elsewhere may well hold here.
fn same_environment(left: Left, path: &Utf8Path, args: &RunArgs) -> Result<Left, RecordError> {
    let (then, now) = (&left.run.environment, &args.environment.env);
    if then == now {
        return Ok(left);
    }
    let message = format!("is of the environment {then}, and this run is on {now}");
    Err(RecordError::new(Code::RecordForeign, path, message).help(format!("say `--env {then}` as well")))
}

/// The ids that a run was to have: what it selected, as far as the record says it.
fn planned(run: &RunLine, path: &Utf8Path, suite: &Suite, sources: &Sources, back: usize) -> HashSet<String> {
    let selection = run.suite.selection.clone().unwrap_or_default();
    let rerun = selection.rerun.clone();
    let mut ids: HashSet<String> = select(suite, &of(selection), sources).into_iter().map(|trial| trial.id).collect();
    // That run had only what was left of another one. Where its record is no more, everything is.
    let before: Option<Utf8PathBuf> = rerun.and_then(|id| Some(path.parent()?.join(format!("{id}.jsonl"))));
    if let Some(before) = before.filter(|_| back > 0)
        && let Ok(left) = left(&before)
    {
        let earlier = match left.is_complete {
            true => HashSet::new(),
            false => planned(&left.run, &before, suite, sources, back - 1),
        };
        ids.retain(|id| left.broken.contains(id) || left.is_unsettled(id, &earlier));
    }
    ids
}

fn of(line: SelectionLine) -> Selection {
    Selection { filters: line.filters, exact: line.exact, skip: line.skip, tags: line.tags }
}

fn missing(gone: &[String], path: &Utf8Path) -> Diagnostic {
    let mut named = gone.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if gone.len() > NAMED {
        named.push_str(&format!(", and {} more", gone.len() - NAMED));
    }
    let message = format!(
        "{} of {path} no longer in the suite: {named}",
        match gone.len() {
            1 => "a case is".to_owned(),
            number => format!("{number} cases are"),
        }
    );
    Diagnostic::new(Code::NoSuchCase, message)
        .warning()
        .help("what is gone cannot hold: a run of the whole suite says what the suite is worth without it")
}
