//! `countersign run`: sends the cases' requests and judges the answers.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::{EnvironmentArgs, Format, RunArgs, SelectArgs};
use crate::cli::gate::command::{Told, gate_run};
use crate::cli::obsolete::{Obsolete, obsolete_snapshots};
use crate::cli::project::{Load, Project, load, root};
use crate::cli::run::caller::Caller;
use crate::cli::run::prepare::{Running, prepare};
use crate::cli::run::progress::{Manner, Progress};
use crate::cli::run::recording::{begin, end_line, is_recorded, run_line};
use crate::cli::run::rerun::{Rerun, narrow};
use crate::cli::run::telling::{Lines, Telling};
use crate::cli::signals::on_interruption;
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::line::Stopped;
use crate::record::recording::Kept;
use crate::record::write::Recorder;
use crate::run::attempts::run_attempts;
use crate::run::session::Session;
use crate::run::trials::{self, Ended, LibtestFormat, Options, Printer};
use crate::show::plain::count;
use crate::show::terminal::{View, details};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostics;
use crate::source::fields::nearest;
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::suite::config::file::MOCK;
use crate::suite::plan::identity::Identity;
use crate::suite::plan::select::{Selection, Trial, ruled_out, select};

/// Above this many cases, a line is printed only for those that do not pass.
const LINES: usize = 500;

/// Runs the command.
pub fn run(
    project: Option<&Utf8Path>,
    args: &RunArgs,
    caller: Caller,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let sources = Arc::new(Sources::default());
    let mut diagnostics = Diagnostics::default();
    let named = project;
    let planned = plan(project, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some((root, project)) = planned.filter(|_| !diagnostics.has_errors()) else {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    };
    let mut trials = select(&project.suite, &selection(&args.select), &sources);
    let mut diagnostics = Diagnostics::default();
    let rerun = narrow(args, &root, &project.suite, &mut trials, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    if diagnostics.has_errors() {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    }
    if args.list {
        list(&project, &trials, args, caller);
        return Ok(ExitCode::Holds);
    }
    if let Some(rerun) = rerun.as_ref().filter(|_| trials.is_empty()) {
        let (text, code) = rerun.nothing_left(args);
        let stream = if code == ExitCode::Holds { &mut *streams.out } else { &mut *streams.errors };
        stream.write_all(text.as_bytes())?;
        return Ok(code);
    }
    if trials.is_empty() || args.ignored || args.bench {
        return nothing_selected(&project, &trials, args, caller, streams);
    }
    let mut diagnostics = Diagnostics::default();
    let started = Instant::now();
    let identity = Identity::of(&project.config, &project.suite, &project.contracts, &sources);
    let selected: Vec<String> = trials.iter().map(|trial| trial.id.clone()).collect();
    let kept = if is_recorded(args, caller) { Kept::Everything } else { Kept::Findings };
    let session = prepare(root, project, &trials, kept, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some(running) = session.filter(|_| !diagnostics.has_errors()) else {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    };
    let recorder = match kept {
        Kept::Everything => {
            let line = run_line(&running.session, &identity, &selected, &trials, args, rerun.as_ref());
            match begin(args, &running.session, line) {
                Ok(recorder) => Some(recorder),
                Err(error) => {
                    writeln!(streams.errors, "{}", render(&error.to_diagnostic(), &sources, streams.color))?;
                    writeln!(streams.errors, "nothing was sent")?;
                    return Ok(ExitCode::Usage);
                }
            }
        }
        Kept::Findings => None,
    };
    let recorded = recorder.as_ref().map(|recorder| recorder.path().to_owned());
    let code = run_trials(running, trials, recorder, args, caller, started, streams)?;
    let code = rerun.as_ref().map_or(ExitCode::Holds, Rerun::code).and(code);
    match recorded.filter(|_| args.gate) {
        // Where libtest owns stdout, nothing of ours may stand between its lines.
        Some(record) if libtest_format(args, caller).is_some() => gate_run(named, record, code, Told::Beside, streams),
        Some(record) => gate_run(named, record, code, Told::Below, streams),
        None => Ok(code),
    }
}

fn selection(args: &SelectArgs) -> Selection {
    Selection { filters: args.filters.clone(), exact: args.exact, skip: args.skip.clone(), tags: args.tag.clone() }
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
    Some((root, project))
}

fn list(project: &Project, trials: &[Trial], args: &RunArgs, caller: Caller) {
    let environment = project.config.environment(&args.environment.env);
    let read_only = environment.is_ok_and(|environment| environment.read_only);
    let is_mock = args.environment.env == MOCK;
    let skipped = |trial: &Trial| ruled_out(trial.of(&project.suite).1, &args.environment.env, is_mock, read_only);
    let ids: Vec<(String, bool)> = trials.iter().map(|trial| (trial.id.clone(), skipped(trial).is_some())).collect();
    let format = libtest_format(args, caller).unwrap_or(LibtestFormat::Pretty);
    trials::list(&ids, format, args.ignored);
}

fn libtest_format(args: &RunArgs, caller: Caller) -> Option<LibtestFormat> {
    match (args.format, caller) {
        (Some(Format::Pretty), _) | (None, Caller::Harness) => Some(LibtestFormat::Pretty),
        (Some(Format::Terse), _) => Some(LibtestFormat::Terse),
        (Some(Format::Json), _) => Some(LibtestFormat::Json),
        (Some(Format::Human) | None, _) => None,
    }
}

fn nothing_selected(
    project: &Project,
    trials: &[Trial],
    args: &RunArgs,
    caller: Caller,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let filtered = !args.select.filters.is_empty() || !args.select.skip.is_empty() || args.ignored || args.bench;
    // An empty suite is a mistake whatever the filter says; and whoever names a case wants it run.
    let is_mistake = project.suite.cases().next().is_none() || (args.select.exact && !trials.is_empty());
    if caller == Caller::Harness && filtered && !is_mistake {
        writeln!(streams.out, "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured\n")?;
        return Ok(ExitCode::Holds);
    }
    let mut asked: Vec<String> = args.select.filters.iter().map(|filter| format!("matches `{filter}`")).collect();
    asked.extend(args.select.tag.iter().map(|tag| format!("has the tag `{tag}`")));
    let asked = if asked.is_empty() { "is selected".to_owned() } else { asked.join(" or ") };
    let ids: Vec<&str> = project.suite.cases().map(|(_, case)| case.id.as_str()).collect();
    let near = args.select.filters.iter().find_map(|filter| nearest(filter, ids.iter().copied()));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    writeln!(streams.errors, "error[{}]: no case {asked}", Code::NoSuchCase)?;
    writeln!(streams.errors, "  = help: {near}`countersign run --list` prints every id")?;
    Ok(ExitCode::Incomplete)
}

fn run_trials(
    running: Running,
    trials: Vec<Trial>,
    recorder: Option<Recorder>,
    args: &RunArgs,
    caller: Caller,
    started: Instant,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let session = running.session.clone();
    let libtest = libtest_format(args, caller);
    let shown = Arc::new(Shown {
        session: session.clone(),
        target: running.target.clone(),
        again: again(&args.environment, session.seed),
    });
    let describe = shown.clone();
    let options = Options {
        threads: running.threads,
        printer: libtest.map_or(Printer::Caller, Printer::Libtest),
        describe: Arc::new(move |case| details(case, &describe.view(false))),
        client: running.client.clone(),
        interrupted: Some(interruptions()),
        logfile: args.logfile.clone(),
        max_failures: args.max_failures(),
        work: run_attempts,
    };
    let view = shown.view(streams.color);
    let lines = match (libtest, args.quiet || trials.len() > LINES) {
        (Some(_), _) => Lines::None,
        (None, true) => Lines::Notable,
        (None, false) => Lines::All,
    };
    let manner = match (lines, args.quiet, Manner::of_stderr()) {
        (_, true, _) | (Lines::None, ..) | (Lines::All, _, Manner::Log) => Manner::Silent,
        (_, _, manner) => manner,
    };
    let progress = Progress::new(manner, trials.len() > LINES, session.started, trials.len());
    let mut telling = Telling::new(streams.out, &view, lines, recorder, progress);
    let ended = trials::run(session.clone(), trials, options, &mut |event| telling.event(event));
    telling.flush();
    telling.progress.make_room();
    let Telling { mut total, written, recorder, mut unrecorded, .. } = telling;
    written?;
    streams.out.flush()?;
    let obsolete = match ended == Ended::Complete && is_whole(&args.select) && args.rerun_failed.is_none() {
        true => obsolete_snapshots(&session),
        false => Obsolete::default(),
    };
    let code = total.exit_code(ended).and(obsolete.code);
    if let Some(recorder) = recorder {
        let stopped = match ended {
            Ended::Complete => None,
            Ended::Interrupted => Some(Stopped::Interrupted),
            Ended::TooManyFailures => Some(Stopped::TooManyFailures),
        };
        let end = end_line(&total.summary, started, stopped, obsolete.paths, code);
        unrecorded = recorder.end(end).err();
    }
    let closing = [
        why_incomplete(ended, &total.summary, args),
        obsolete.note,
        total.closing(&view, started.elapsed(), libtest.is_none()),
    ]
    .concat();
    // Where libtest owns stdout, nothing of ours may stand between its lines.
    match libtest {
        None => streams.out.write_all(closing.as_bytes())?,
        Some(_) => streams.errors.write_all(closing.as_bytes())?,
    }
    if let Some(error) = unrecorded {
        writeln!(streams.errors, "error[{}]: {error}", error.code)?;
        return Ok(code.and(ExitCode::Incomplete));
    }
    Ok(code)
}

/// Why there are cases without a verdict.
fn why_incomplete(ended: Ended, summary: &Summary, args: &RunArgs) -> String {
    let not_run = format!("not run: {} of {}", summary.missing(), count(summary.planned, "case"));
    match ended {
        Ended::Complete => String::new(),
        Ended::Interrupted => format!("\ninterrupted: the run is incomplete; {not_run}\n"),
        Ended::TooManyFailures => {
            let flag = if args.fail_fast {
                "--fail-fast".to_owned()
            } else {
                format!("--max-fail {}", args.max_fail.unwrap_or_default())
            };
            format!("\nstopped by {flag} after {}; {not_run}\n", count(summary.failed + summary.errors, "failure"))
        }
    }
}

/// Whether nothing was left out, so that a snapshot that no case asked for is nobody's.
fn is_whole(args: &SelectArgs) -> bool {
    args.filters.is_empty() && args.skip.is_empty() && args.tag.is_empty() && !args.exact
}

/// What every view of a run shares.
struct Shown {
    session: Arc<Session>,
    target: String,
    again: String,
}

impl Shown {
    fn view(&self, color: bool) -> View<'_> {
        View {
            color,
            environment: &self.session.environment,
            is_mock: self.session.is_mock,
            target: self.target.clone(),
            seed: self.session.seed,
            again: self.again.clone(),
        }
    }
}

/// The arguments by which another run meets the same environment and the same random values.
fn again(args: &EnvironmentArgs, seed: u64) -> String {
    let mut again = String::new();
    if args.env != MOCK {
        again.push_str(&format!(" --env {}", args.env));
    }
    for var in &args.var {
        again.push_str(&format!(" --var '{}'", var.replace('\'', r"'\''")));
    }
    again.push_str(&format!(" --seed {seed}"));
    again
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
