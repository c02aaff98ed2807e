//! `run --shard` and `--timings`: which part of the selected cases this machine has, as the command line says or the CI
//! system's variables.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::cli::args::RunArgs;
use crate::cli::project::Project;
use crate::cli::run::auto::from_variables;
use crate::record::line::ShardLine;
use crate::record::read;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::config::file::MOCK;
use crate::suite::plan::select::{Trial, ruled_out};
use crate::suite::plan::shard::{MAX_SHARDS, Plan, Shard, Timings, share_out};

/// A part, and how all parts were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharded {
    /// Which part.
    pub shard: Shard,
    /// How cases are shared out.
    pub plan: Plan,
}

impl Sharded {
    /// What a record says of it.
    pub fn line(&self) -> ShardLine {
        ShardLine { index: self.shard.index, total: self.shard.total, plan: self.plan.name() }
    }
}

/// The cases that this machine has, of all that were selected.
#[derive(Debug)]
pub struct Part {
    /// How many it has.
    pub own: usize,
    /// The ids of all.
    pub selected: Vec<String>,
    /// Which part it is; `None` for all of them.
    pub sharded: Option<Sharded>,
    /// Whether other machines send something, so that one that sends nothing is no mistake.
    pub elsewhere: bool,
}

impl Part {
    /// Shares out what was selected.
    pub fn of(project: &Project, all: Vec<Trial>, sharded: Option<Sharded>, environment: &str) -> (Part, Vec<Trial>) {
        let read_only = project.config.environment(environment).is_ok_and(|environment| environment.read_only);
        let runs =
            |trial: &Trial| ruled_out(trial.of(&project.suite), environment, environment == MOCK, read_only).is_none();
        let elsewhere = sharded.is_some() && all.iter().any(runs);
        let selected = all.iter().map(|trial| trial.id.clone()).collect();
        let trials = match &sharded {
            Some(Sharded { shard, plan }) => share_out(&project.suite, all, *shard, plan),
            None => all,
        };
        (Part { own: trials.len(), selected, sharded, elsewhere }, trials)
    }

    /// What people are told of it.
    pub fn note(&self) -> String {
        let Some(Sharded { shard, .. }) = &self.sharded else { return String::new() };
        match self.own {
            0 => format!(
                "\nshard {shard} has none of the {} selected cases; other shards have them\n",
                self.selected.len()
            ),
            own => format!("\nshard {shard} has {own} of the {} selected cases\n", self.selected.len()),
        }
    }
}

/// What the command line asks for; `None` without `--shard`.
pub fn sharded(args: &RunArgs) -> Result<Option<Sharded>, Diagnostic> {
    let shard = match args.shard.as_deref() {
        None => return Ok(None),
        Some("auto") => from_variables(&|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?,
        Some(text) => Shard::parse(text).ok_or_else(|| no_such_shard(text))?,
    };
    let plan = match &args.timings {
        Some(path) => Plan::Timings(timings(path)?),
        None => Plan::Hash,
    };
    Ok(Some(Sharded { shard, plan }))
}

fn no_such_shard(text: &str) -> Diagnostic {
    Diagnostic::new(Code::BadShard, format!("there is no shard `{text}`"))
        .help(format!("write `2/5` for the second of five, `{MAX_SHARDS}` at most; or `auto` in a CI job"))
}

/// How long the cases of a record took, every attempt counted.
fn timings(path: &Utf8Path) -> Result<Timings, Diagnostic> {
    let mut elapsed: BTreeMap<String, u64> = BTreeMap::new();
    let read = read::read(path, &mut |case| {
        let attempts: u64 = case.attempts.iter().map(|attempt| attempt.elapsed_us).fold(0, u64::saturating_add);
        elapsed.insert(case.id, attempts.max(case.elapsed_us));
    });
    match read {
        Ok(_) if elapsed.is_empty() => {
            Err(Diagnostic::new(Code::RecordUnreadable, format!("{path}: has no case, so nothing was timed"))
                .help("name the record of a run of the whole suite with `--timings`, the same one for every shard"))
        }
        // The record of a run that was killed still has timings, and nothing else is taken from it.
        Ok(_) => Ok(Timings(elapsed)),
        Err(error) => Err(error.to_diagnostic()),
    }
}
