//! `countersign run`: sends the cases' requests and judges the answers.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::RunArgs;
use crate::cli::gate::command::{Told, gate_run};
use crate::cli::project::{Load, Project, damaged_snapshots, load, root};
use crate::cli::report::reports::asked_for;
use crate::cli::run::caller::Caller;
use crate::cli::run::ending::Ran;
use crate::cli::run::prepare::prepare;
use crate::cli::run::recording::{Known, is_recorded, run_line};
use crate::cli::run::rerun::{Rerun, narrow};
use crate::cli::run::selecting::{libtest_format, list, nothing_selected, selection};
use crate::cli::run::sending::{Asked, send_all};
use crate::cli::run::shard::{Part, sharded};
use crate::cli::run::sinks::sinks;
use crate::cli::signals::{finish_first, on_interruption};
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::record::recording::Kept;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::suite::plan::select::{Trial, select};

/// Runs the command.
pub fn run(
    project: Option<&Utf8Path>,
    args: &RunArgs,
    caller: Caller,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let interrupted = interruptions();
    let sources = Arc::new(Sources::default());
    let mut diagnostics = Diagnostics::default();
    let planned = plan(project, args, &sources, &mut diagnostics);
    let Some((root, loaded)) = sound(planned, &diagnostics, &sources, streams)? else { return Ok(ExitCode::Usage) };
    let sharded = match sharded(args) {
        Ok(sharded) => sharded,
        Err(problem) => return refuse(&[problem], &sources, streams),
    };
    let mut all = select(&loaded.suite, &selection(&args.select), &sources);
    let mut diagnostics = Diagnostics::default();
    let rerun = narrow(args, &root, &loaded.suite, &mut all, &sources, &mut diagnostics);
    let Some(rerun) = sound(Some(rerun), &diagnostics, &sources, streams)? else { return Ok(ExitCode::Usage) };
    let (part, trials) = Part::of(&loaded, all, sharded, &args.environment.env);
    if args.list {
        list(&loaded, &trials, args, streams.out)?;
        return Ok(ExitCode::Holds);
    }
    if let Some(rerun) = rerun.as_ref().filter(|_| part.selected.is_empty()) {
        return nothing_left(rerun, args, streams);
    }
    if part.selected.is_empty() || args.ignored || args.bench {
        return nothing_selected(&loaded, &trials, args, caller, streams);
    }
    let chosen = Chosen { root, loaded, part, trials, rerun };
    carry_out(project, chosen, args, caller, interrupted, sources, streams)
}

/// What was selected of a project.
struct Chosen {
    root: Utf8PathBuf,
    loaded: Project,
    part: Part,
    trials: Vec<Trial>,
    rerun: Option<Rerun>,
}

fn carry_out(
    project: Option<&Utf8Path>,
    chosen: Chosen,
    args: &RunArgs,
    caller: Caller,
    interrupted: Receiver<()>,
    sources: Arc<Sources>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let Chosen { root, loaded, part, trials, rerun } = chosen;
    let started = Instant::now();
    let kept = if is_recorded(args, caller) || asked_for(&args.reports) { Kept::Everything } else { Kept::Findings };
    let known = (kept == Kept::Everything).then(|| Known::of(&loaded, &sources));
    let mut diagnostics = Diagnostics::default();
    let running = prepare(root, loaded, &trials, kept, args, &sources, &mut diagnostics);
    let Some(running) = sound(running, &diagnostics, &sources, streams)? else { return Ok(ExitCode::Usage) };
    finish_first();
    let line = known.map(|known| run_line(&running.session, known, &part, args, rerun.as_ref()));
    let sinks = match line.map(|line| sinks(args, caller, &running.session, &sources, line)).transpose() {
        Ok(sinks) => sinks.unwrap_or_default(),
        Err(problems) => return refuse(&problems, &sources, streams),
    };
    let record = sinks.recorder.as_ref().map(|recorder| recorder.path().to_owned());
    let libtest = libtest_format(args, caller);
    let deadline = args.deadline.or(running.deadline);
    let asked = Asked { args, libtest, rerun, interrupted, deadline, part: &part };
    let Ran { code, own } = send_all(running, trials, sinks, asked, started, streams)?;
    match record.filter(|_| args.gate) {
        // Where libtest owns stdout, nothing of ours may stand between its lines.
        Some(record) if libtest.is_some() => gate_run(project, record, own, Told::Beside, streams),
        Some(record) => gate_run(project, record, own, Told::Below, streams),
        None => Ok(code),
    }
}

/// Says what is wrong. `None` when nothing can be sent then.
fn sound<T>(
    what: Option<T>,
    diagnostics: &Diagnostics,
    sources: &Sources,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Option<T>> {
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(diagnostics, sources, streams.color))?;
    }
    let what = what.filter(|_| !diagnostics.has_errors());
    if what.is_none() {
        writeln!(streams.errors, "nothing was sent")?;
    }
    Ok(what)
}

fn refuse(problems: &[Diagnostic], sources: &Sources, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    for problem in problems {
        writeln!(streams.errors, "{}", render(problem, sources, streams.color))?;
    }
    writeln!(streams.errors, "nothing was sent")?;
    Ok(ExitCode::Usage)
}

fn nothing_left(rerun: &Rerun, args: &RunArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let (text, code) = rerun.nothing_left(args);
    let stream = if code == ExitCode::Holds { &mut *streams.out } else { &mut *streams.errors };
    stream.write_all(text.as_bytes())?;
    Ok(code)
}

fn plan(
    project: Option<&Utf8Path>,
    args: &RunArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Utf8PathBuf, Project)> {
    let root = match root(project) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let exact = match args.select.filters.as_slice() {
        [one] if args.select.exact => Some(one.as_str()),
        _ => None,
    };
    let project = load(&root, Load { exact, ids_only: args.list, everything: false }, sources, diagnostics)?;
    if let Err(diagnostic) = project.config.environment(&args.environment.env) {
        diagnostics.push(diagnostic);
    }
    if diagnostics.has_errors() && !args.list {
        // Which cases are selected is not known then, and what else is wrong is told all the same.
        diagnostics.extend(damaged_snapshots(&project, sources));
    }
    Some((root, project))
}

/// A message for the first Ctrl-C or SIGTERM.
fn interruptions() -> Receiver<()> {
    let (sender, receiver) = channel();
    on_interruption(move || {
        // Without a receiver the run is over.
        let _ = sender.send(());
    });
    receiver
}
