//! `countersign run`: sends the cases' requests and judges the answers.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::{Format, RunArgs, SelectArgs};
use crate::cli::gate::command::{Told, gate_run};
use crate::cli::obsolete::{Obsolete, obsolete_snapshots};
use crate::cli::project::{Load, Project, load, root};
use crate::cli::report::covered::contracts;
use crate::cli::report::gaps::gaps;
use crate::cli::report::reports::asked_for;
use crate::cli::run::caller::Caller;
use crate::cli::run::prepare::{Running, prepare};
use crate::cli::run::progress::{Manner, Progress};
use crate::cli::run::recording::{Known, end_line, is_recorded, run_line};
use crate::cli::run::rerun::{Rerun, narrow};
use crate::cli::run::shard::{Part, sharded};
use crate::cli::run::shown::{Shown, again, why_incomplete};
use crate::cli::run::sinks::{Sinks, sinks};
use crate::cli::run::telling::{Lines, MANY, Telling};
use crate::cli::signals::on_interruption;
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::exit::ExitCode;
use crate::record::line::Stopped;
use crate::record::recording::Kept;
use crate::run::attempts::run_attempts;
use crate::run::trials::{self, Ended, Event, LibtestFormat, Options, Printer};
use crate::show::report::report::Closing;
use crate::show::terminal::details;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::nearest;
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::suite::config::file::MOCK;
use crate::suite::plan::select::{Selection, Trial, ruled_out, select};

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
    let named = project;
    let planned = plan(project, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some((root, project)) = planned.filter(|_| !diagnostics.has_errors()) else {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    };
    let sharded = match sharded(args) {
        Ok(sharded) => sharded,
        Err(problem) => return refuse(&[problem], &sources, streams),
    };
    let mut all = select(&project.suite, &selection(&args.select), &sources);
    let mut diagnostics = Diagnostics::default();
    let rerun = narrow(args, &root, &project.suite, &mut all, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    if diagnostics.has_errors() {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    }
    let (part, trials) = Part::of(&project, all, sharded, &args.environment.env);
    if args.list {
        list(&project, &trials, args, caller);
        return Ok(ExitCode::Holds);
    }
    if let Some(rerun) = rerun.as_ref().filter(|_| part.selected.is_empty()) {
        let (text, code) = rerun.nothing_left(args);
        let stream = if code == ExitCode::Holds { &mut *streams.out } else { &mut *streams.errors };
        stream.write_all(text.as_bytes())?;
        return Ok(code);
    }
    if part.selected.is_empty() || args.ignored || args.bench {
        return nothing_selected(&project, &trials, args, caller, streams);
    }
    let mut diagnostics = Diagnostics::default();
    let started = Instant::now();
    let kept = if is_recorded(args, caller) || asked_for(&args.reports) { Kept::Everything } else { Kept::Findings };
    let known = (kept == Kept::Everything).then(|| Known::of(&project, &sources));
    let session = prepare(root, project, &trials, kept, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some(running) = session.filter(|_| !diagnostics.has_errors()) else {
        writeln!(streams.errors, "nothing was sent")?;
        return Ok(ExitCode::Usage);
    };
    let line = known.map(|known| run_line(&running.session, known, &part, args, rerun.as_ref()));
    let sinks = match line.map(|line| sinks(args, caller, &running.session, &sources, line)).transpose() {
        Ok(sinks) => sinks.unwrap_or_default(),
        Err(problems) => return refuse(&problems, &sources, streams),
    };
    let record = sinks.recorder.as_ref().map(|recorder| recorder.path().to_owned());
    let asked = Asked { args, caller, rerun, interrupted, part: &part };
    let Ran { code, own } = run_trials(running, trials, sinks, asked, started, streams)?;
    match record.filter(|_| args.gate) {
        // Where libtest owns stdout, nothing of ours may stand between its lines.
        Some(record) if libtest_format(args, caller).is_some() => gate_run(named, record, own, Told::Beside, streams),
        Some(record) => gate_run(named, record, own, Told::Below, streams),
        None => Ok(code),
    }
}

fn refuse(problems: &[Diagnostic], sources: &Sources, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    for problem in problems {
        writeln!(streams.errors, "{}", render(problem, sources, streams.color))?;
    }
    writeln!(streams.errors, "nothing was sent")?;
    Ok(ExitCode::Usage)
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

/// What was asked for.
struct Asked<'a> {
    args: &'a RunArgs,
    caller: Caller,
    rerun: Option<Rerun>,
    /// Where interruptions come from: listened to since before anything was read.
    interrupted: Receiver<()>,
    /// The part of the suite that is run here.
    part: &'a Part,
}

/// What came of a run.
struct Ran {
    /// What it says about everything.
    code: ExitCode,
    /// What it says about itself: whether everything was seen and written. What is wrong with cases is not in it.
    own: ExitCode,
}

fn run_trials(
    running: Running,
    trials: Vec<Trial>,
    sinks: Sinks,
    asked: Asked<'_>,
    started: Instant,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Ran> {
    let session = running.session.clone();
    let (args, part) = (asked.args, asked.part);
    let libtest = libtest_format(args, asked.caller);
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
        interrupted: Some(asked.interrupted),
        logfile: args.logfile.clone(),
        max_failures: args.max_failures(),
        work: run_attempts,
    };
    let view = shown.view(streams.color);
    let lines = match (libtest, args.quiet) {
        (Some(_), _) => Lines::None,
        (None, true) => Lines::Notable,
        (None, false) => Lines::of(trials.len()),
    };
    let manner = match (lines, args.quiet, Manner::of_stderr()) {
        (_, true, _) | (Lines::None, ..) | (Lines::All, _, Manner::Log) => Manner::Silent,
        (_, _, manner) => manner,
    };
    let progress = Progress::new(manner, trials.len() > MANY, session.started, trials.len());
    let mut telling = Telling::new(streams.out, &view, lines, sinks, progress);
    telling.total.elsewhere = part.elsewhere;
    let contracts = contracts(&session);
    let html = args.reports.html.as_ref();
    let mut counting = html.map(|_| Counting::new(&session.suite, &contracts, &session.sources));
    let ended = trials::run(session.clone(), trials, options, &mut |event| {
        if let (Some(counting), Event::Ended(told)) = (&mut counting, &event) {
            counting.case(&told.line);
        }
        telling.event(event);
    });
    telling.flush();
    telling.progress.make_room();
    let Telling { mut total, written, recorder, reports, mut unrecorded, .. } = telling;
    // Who reads the terminal may have gone; who reads the record and the reports has not.
    let written = written.and_then(|()| streams.out.flush());
    let obsolete = match ended == Ended::Complete && is_whole(&args.select) && args.rerun_failed.is_none() {
        true => obsolete_snapshots(&session),
        false => Obsolete::default(),
    };
    let gone = asked.rerun.as_ref().map_or(ExitCode::Holds, Rerun::code);
    let code = total.exit_code(ended).and(obsolete.code).and(gone);
    let stopped = match ended {
        Ended::Complete => None,
        Ended::Interrupted => Some(Stopped::Interrupted),
        Ended::TooManyFailures => Some(Stopped::TooManyFailures),
    };
    let mut end = end_line(&total.summary, started, stopped, obsolete.paths, code);
    let gaps = gaps(&total, stopped);
    let coverage = counting.map(|counting| counting.finish(gaps.clone()));
    let closing = Closing { ends: std::slice::from_ref(&end), gaps: &gaps, coverage: coverage.as_ref() };
    let unwritten = reports.end(&closing);
    let is_written = unwritten.is_empty() && written.is_ok();
    let code = if is_written { code } else { code.and(ExitCode::Incomplete) };
    end.exit = code as u8;
    // What is printed, recorded and reported is the same time.
    let elapsed = Duration::from_micros(end.elapsed_us);
    if let Some(recorder) = recorder {
        unrecorded = recorder.end(end).err();
    }
    let closing = [
        why_incomplete(ended, &total.summary, args),
        obsolete.note,
        part.note(),
        total.closing(&view, elapsed, libtest.is_none()),
    ]
    .concat();
    written?;
    // Where libtest owns stdout, nothing of ours may stand between its lines.
    match libtest {
        None => streams.out.write_all(closing.as_bytes())?,
        Some(_) => streams.errors.write_all(closing.as_bytes())?,
    }
    for diagnostic in unwritten {
        writeln!(streams.errors, "{}", render(&diagnostic, &session.sources, streams.color))?;
    }
    let is_whole = ended == Ended::Complete && is_written && unrecorded.is_none();
    if let Some(error) = &unrecorded {
        writeln!(streams.errors, "error[{}]: {error}", error.code)?;
    }
    let code = if unrecorded.is_some() { code.and(ExitCode::Incomplete) } else { code };
    let own = match (code, is_whole) {
        (ExitCode::Bug, _) => ExitCode::Bug,
        (_, true) => gone,
        (_, false) => ExitCode::Incomplete,
    };
    Ok(Ran { code, own })
}

/// Whether nothing was left out, so that a snapshot that no case asked for is nobody's.
fn is_whole(args: &SelectArgs) -> bool {
    args.filters.is_empty() && args.skip.is_empty() && args.tag.is_empty() && !args.exact
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
