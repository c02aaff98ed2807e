//! `countersign mock`: plays APIs by their contracts until it is told to stop.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::sync_channel;

use camino::Utf8Path;

use crate::cli::args::{MockArgs, ValidateArg};
use crate::cli::proxy::{self, Stage};
use crate::cli::session::{Event, Reporter, Session, look_over};
use crate::cli::signals::on_interruption;
use crate::cli::wanted::{Wanted, paths, read, saved, wanted};
use crate::cli::watch::Watched;
use crate::exit::ExitCode;
use crate::mock::behaviour::{Accepted, Behaviour, Validate};
use crate::mock::faults::fault::Trouble;
use crate::mock::faults::trouble::together;
use crate::mock::load::Play;
use crate::mock::served::Observer;
use crate::mock::server::{MockApi, MockOptions, Mocks};
use crate::mock::state::saved::Saved;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;

/// How many events wait to be printed; further ones are counted and not kept.
const WAITING: usize = 8192;

/// Runs the command.
pub fn mock(
    project: Option<&Utf8Path>,
    args: &MockArgs,
    color: bool,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let mut session = Session { color, out, errors, watched: Watched::default(), state: Watched::default() };
    let trouble = match together(args.delay, args.fault.clone()) {
        Ok(trouble) => Arc::new(trouble),
        Err(bad) => {
            writeln!(session.errors, "error: {}\n  = help: {}", bad.what, bad.fix)?;
            return Ok(ExitCode::Usage);
        }
    };
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let wanted = wanted(project, args, &sources, &mut diagnostics);
    let plays = wanted.as_ref().map(|wanted| wanted.iter().map(|api| read(api, api.span, &sources, &mut diagnostics)));
    let plays: Option<Vec<Play>> = plays.and_then(Iterator::collect);
    let saved = args.state_file.as_deref().map(|path| saved(path, wanted.as_deref(), &sources));
    let saved = saved.transpose().map_err(|problem| diagnostics.push(problem));
    session.tell(&diagnostics, &sources)?;
    let (Some(wanted), Some(plays), Ok(saved)) = (wanted, plays, saved) else { return Ok(ExitCode::Usage) };
    let (sender, events) = sync_channel(WAITING);
    let reporter = Arc::new(Reporter { events: sender.clone(), lost: AtomicU64::new(0) });
    let observer: Option<Arc<dyn Observer>> = if args.quiet { None } else { Some(reporter.clone()) };
    let wished: Vec<_> = wanted.iter().zip(&plays).map(|(api, play)| (&*api.name, api.strictness, play)).collect();
    let started = match proxy::wish(args, &wished) {
        None => Mocks::start(options(args, trouble, &wanted, &plays, saved, observer)).map(Stage::Play),
        Some(Ok(wish)) => proxy::start(wish, observer).map(Stage::Forward),
        Some(Err(diagnostic)) => {
            let mut wrong = Diagnostics::default();
            wrong.push(diagnostic);
            session.tell(&wrong, &sources)?;
            return Ok(ExitCode::Usage);
        }
    };
    let stage = match started {
        Ok(stage) => stage,
        Err(error) => {
            writeln!(session.errors, "error: {error}")?;
            if error.kind() == std::io::ErrorKind::AddrInUse {
                writeln!(
                    session.errors,
                    "  = help: another port can be named with `--port`; 0 takes any that is free"
                )?;
            }
            return Ok(ExitCode::Usage);
        }
    };
    let stop = sender.clone();
    on_interruption(move || {
        // Without a receiver the command has ended already.
        let _ = stop.send(Event::Stop);
    });
    session.watched.set(paths(&wanted, &plays));
    if args.watch {
        let changes = sender.clone();
        session.watched.watch(move || changes.send(Event::Changed).is_ok())?;
        let changes = sender.clone();
        session.state.set(args.state_file.iter().cloned().collect());
        session.state.watch(move || changes.send(Event::StateChanged).is_ok())?;
    }
    // Last of all, so that whoever waits for it finds everything at work.
    session.banner(args, &wanted, &plays, &stage)?;
    look_over(&plays, Arc::new(sources), color, &sender)?;
    session.serve(&wanted, plays, stage, &events, &reporter)
}

fn options(
    args: &MockArgs,
    trouble: Arc<Trouble>,
    wanted: &[Wanted],
    plays: &[Play],
    mut saved: Option<Saved>,
    observer: Option<Arc<dyn Observer>>,
) -> MockOptions {
    let port = |index: usize| match args.port {
        0 => 0,
        first => first.saturating_add(u16::try_from(index).unwrap_or(u16::MAX)),
    };
    let apis = wanted.iter().zip(plays).enumerate().map(|(index, (api, play))| MockApi {
        name: api.name.clone(),
        contract: play.contract.clone(),
        file: play.file.clone(),
        saved: saved.take(),
        port: port(index),
    });
    let behaviour = Behaviour {
        seed: args.seed,
        validate: match args.validate {
            ValidateArg::Off => Validate::Off,
            ValidateArg::Warn => Validate::Warn,
            ValidateArg::Enforce => Validate::Enforce,
        },
        credentials: Accepted::Any,
        stateful: args.stateful,
        cors: args.cors,
        trouble,
        ..Behaviour::default()
    };
    MockOptions { apis: apis.collect(), address: args.listen, behaviour, observer, serve: args.serve() }
}
