//! Sends what a run has: what is needed for it, and who is told what it sees.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::cli::args::RunArgs;
use crate::cli::report::covered::contracts;
use crate::cli::run::ending::{Ran, Sent, conclude};
use crate::cli::run::prepare::Running;
use crate::cli::run::progress::{Manner, Progress};
use crate::cli::run::rerun::Rerun;
use crate::cli::run::shard::Part;
use crate::cli::run::shown::{Shown, again};
use crate::cli::run::sinks::Sinks;
use crate::cli::run::telling::{Lines, MANY, Telling};
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::run::attempts::run_attempts;
use crate::run::trials::{self, Event, LibtestFormat, Options, Printer};
use crate::show::terminal::details;
use crate::suite::plan::select::Trial;

/// What was asked for.
pub struct Asked<'a> {
    /// The arguments.
    pub args: &'a RunArgs,
    /// How libtest prints, where it does.
    pub libtest: Option<LibtestFormat>,
    /// The run whose failures are run again.
    pub rerun: Option<Rerun>,
    /// Where interruptions come from: listened to since before anything was read.
    pub interrupted: Receiver<()>,
    /// How long the run may take, from its beginning.
    pub deadline: Option<Duration>,
    /// The part of the suite that is run here.
    pub part: &'a Part,
}

/// Sends every case, and tells what comes of it.
pub fn send_all(
    running: Running,
    trials: Vec<Trial>,
    sinks: Sinks,
    asked: Asked<'_>,
    started: Instant,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Ran> {
    let Asked { args, libtest, rerun, interrupted, deadline, part } = asked;
    let session = running.session.clone();
    let shown = Arc::new(Shown {
        session: session.clone(),
        target: running.target.clone(),
        again: again(&args.environment, session.seed),
    });
    let options = Options {
        interrupted: Some(interrupted),
        deadline: deadline.and_then(|deadline| started.checked_add(deadline)),
        ..options(&running, args, libtest, shown.clone())
    };
    let view = shown.view(streams.color);
    let (lines, progress) = manners(args, libtest, &running, trials.len());
    let mut telling = Telling::new(streams.out, &view, lines, sinks, progress);
    telling.total.elsewhere = part.elsewhere;
    // Which documentation the cases cover is counted only for the page that shows it.
    let contracts = contracts(&session);
    let wanted = args.reports.html.is_some();
    let mut counting = wanted.then(|| Counting::new(&session.suite, &contracts, &session.sources));
    let ended = trials::run(session.clone(), trials, options, &mut |event| {
        if let (Some(counting), Event::Ended(told)) = (&mut counting, &event) {
            counting.case(&told.line);
        }
        telling.event(event);
    });
    telling.flush();
    telling.progress.make_room();
    let told = telling.into_told();
    let sent = Sent { ended, started, deadline, told, counting, rerun: rerun.as_ref(), part, libtest };
    conclude(sent, args, &session, &view, streams)
}

fn options(running: &Running, args: &RunArgs, libtest: Option<LibtestFormat>, shown: Arc<Shown>) -> Options {
    Options {
        threads: running.threads,
        printer: libtest.map_or(Printer::Caller, Printer::Libtest),
        describe: Arc::new(move |case| details(case, &shown.view(false))),
        client: running.client.clone(),
        interrupted: None,
        deadline: None,
        logfile: args.logfile.clone(),
        max_failures: args.max_failures(),
        work: run_attempts,
    }
}

/// Which lines are printed while cases run, and how it is told how far the run is.
fn manners(args: &RunArgs, libtest: Option<LibtestFormat>, running: &Running, cases: usize) -> (Lines, Progress) {
    let lines = match (libtest, args.quiet) {
        (Some(_), _) => Lines::None,
        (None, true) => Lines::Notable,
        (None, false) => Lines::of(cases),
    };
    let manner = match (lines, args.quiet, Manner::of_stderr()) {
        (_, true, _) | (Lines::None, ..) | (Lines::All, _, Manner::Log) => Manner::Silent,
        (_, _, manner) => manner,
    };
    (lines, Progress::new(manner, cases > MANY, running.session.started, cases))
}
