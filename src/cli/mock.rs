//! `countersign mock`: plays APIs by their contracts until it is told to stop.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::{MockArgs, ValidateArg};
use crate::cli::project::{api_name, root};
use crate::cli::proxy::{self, Stage};
use crate::cli::signals::on_interruption;
use crate::cli::watch::Watched;
use crate::contract::operation::{Location, SecurityKind};
use crate::exit::ExitCode;
use crate::mock::behaviour::{Accepted, Behaviour, Validate};
use crate::mock::collection::infer::inferred;
use crate::mock::faults::fault::Trouble;
use crate::mock::faults::trouble::together;
use crate::mock::load::{Play, load};
use crate::mock::rules::file::Configured;
use crate::mock::served::{Observer, Served};
use crate::mock::server::{MockApi, MockOptions, Mocks};
use crate::mock::state::saved::{self, Saved};
use crate::show::journal::Journal;
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::source::span::Span;
use crate::suite::config::file::{FILE_NAME, load as load_config};
use crate::suite::model::Undocumented;
use crate::suite::template::names::suggest;

/// How many events wait to be printed; further ones are counted and not kept.
const WAITING: usize = 8192;
/// How many problems of schemas are shown.
const SHOWN: usize = 20;

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
    let wished: Vec<_> = wanted.iter().zip(&plays).map(|(api, play)| (&*api.name, api.undocumented, play)).collect();
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

/// An API to be played, and where its files are.
struct Wanted {
    name: String,
    root: Utf8PathBuf,
    contract: Utf8PathBuf,
    rules: Option<Utf8PathBuf>,
    undocumented: Undocumented,
    /// Whether countersign.toml says that the rules are for the API of this name.
    configured: bool,
    /// Where it does.
    span: Option<Span>,
}

/// What the command is told while it runs.
enum Event {
    Served(Box<Served>),
    /// Something to be said that was found out in the background.
    Found(String),
    /// A file is another one now.
    Changed,
    /// The state file is another one now.
    StateChanged,
    Stop,
}

#[derive(Debug)]
struct Reporter {
    events: SyncSender<Event>,
    lost: AtomicU64,
}

impl Observer for Reporter {
    fn served(&self, served: Served) {
        // Whoever reads the log slowly must not slow the mock down, nor fill its memory.
        if self.events.try_send(Event::Served(Box::new(served))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn troubled(&self, message: String) {
        // The same goes for what went wrong.
        let _ = self.events.try_send(Event::Found(format!("error: {message}")));
    }
}

struct Session<'a> {
    color: bool,
    out: &'a mut dyn Write,
    errors: &'a mut dyn Write,
    watched: Watched,
    /// The state file is watched alone: it changes with the requests, and nothing else has to be read again then.
    state: Watched,
}

impl Session<'_> {
    /// Prints what happens until it is told to stop.
    fn serve(
        &mut self,
        wanted: &[Wanted],
        mut plays: Vec<Play>,
        stage: Stage,
        events: &Receiver<Event>,
        reporter: &Reporter,
    ) -> anyhow::Result<ExitCode> {
        let mut journal = journal(self.color, wanted, &plays);
        let (mut requests, mut violating) = (0_usize, 0_usize);
        loop {
            let event = match events.try_recv() {
                Err(TryRecvError::Empty) => {
                    self.out.flush()?;
                    events.recv()?
                }
                event => event?,
            };
            match event {
                Event::Served(served) => {
                    requests += 1;
                    violating += usize::from(!served.violations.is_empty());
                    write!(self.out, "{}", journal.line(&served))?;
                    let lost = reporter.lost.swap(0, Ordering::Relaxed);
                    if lost > 0 {
                        writeln!(self.out, "... {lost} more came too fast to be printed")?;
                        requests += usize::try_from(lost).unwrap_or(usize::MAX);
                    }
                }
                Event::Found(text) => writeln!(self.errors, "{text}")?,
                Event::Changed => {
                    plays = self.reload(wanted, plays, &stage)?;
                    journal = self::journal(self.color, wanted, &plays);
                }
                Event::StateChanged => self.reload_state(wanted, &stage)?,
                Event::Stop => break,
            }
        }
        let (text, code) = stage.stop(requests, violating);
        writeln!(self.out, "\n{text}")?;
        Ok(code)
    }

    /// Reads the files again. What cannot be used leaves what is played as it was.
    fn reload(&mut self, wanted: &[Wanted], before: Vec<Play>, stage: &Stage) -> anyhow::Result<Vec<Play>> {
        let mut plays = Vec::with_capacity(before.len());
        for (api, before) in wanted.iter().zip(before) {
            let sources = Sources::default();
            let mut diagnostics = Diagnostics::default();
            // The configuration is not read again, so there is no place in it to show.
            let play = read(api, None, &sources, &mut diagnostics);
            self.tell(&diagnostics, &sources)?;
            match play {
                Some(play) => {
                    stage.replace(&api.name, &play);
                    writeln!(self.out, "reloaded {}: {}", api.name, about(&play))?;
                    plays.push(play);
                }
                None => {
                    writeln!(self.out, "{} is played as it was before the change", api.name)?;
                    plays.push(before);
                }
            }
        }
        self.watched.set(paths(wanted, &plays));
        Ok(plays)
    }

    /// Takes over what somebody wrote into the state file.
    fn reload_state(&mut self, wanted: &[Wanted], stage: &Stage) -> anyhow::Result<()> {
        for api in wanted {
            let sources = Sources::default();
            match stage.reload_state(&api.name, &sources) {
                Ok(true) => writeln!(self.out, "reloaded the state of {}", api.name)?,
                Ok(false) => {}
                Err(problem) => {
                    writeln!(self.errors, "{}", render(&problem, &sources, self.color))?;
                    writeln!(self.out, "the state of {} is as it was before the change", api.name)?;
                }
            }
        }
        Ok(())
    }

    fn banner(&mut self, args: &MockArgs, wanted: &[Wanted], plays: &[Play], stage: &Stage) -> anyhow::Result<()> {
        let journal = journal(self.color, wanted, plays);
        if !args.listen.is_loopback() {
            let warning = "anybody who can reach this machine can use the mock";
            writeln!(self.errors, "warning: listening on {}: {warning}", args.listen)?;
        }
        for (((name, url), play), api) in stage.base_urls().into_iter().zip(plays).zip(wanted) {
            let rules = api.rules.as_ref().map(|rules| format!("rules of {rules}"));
            let about = stage.about().or(rules).unwrap_or_default();
            writeln!(self.out, "{}", journal.banner(name, &url, &play.contract, &about))?;
            let stateful = args.stateful || play.file.as_ref().is_some_and(|file| file.stateful);
            if stateful && matches!(stage, Stage::Play(_)) {
                writeln!(self.out, "{}", journal.kept(&inferred(&play.contract)))?;
            }
        }
        self.out.flush()?;
        Ok(())
    }

    fn tell(&mut self, diagnostics: &Diagnostics, sources: &Sources) -> anyhow::Result<()> {
        if !diagnostics.is_empty() {
            writeln!(self.errors, "{}", render_all(diagnostics, sources, self.color))?;
        }
        Ok(())
    }
}

/// The APIs that were asked for. `None` when one cannot be found; why was reported.
fn wanted(
    project: Option<&Utf8Path>,
    args: &MockArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Wanted>> {
    let found = match &args.contract {
        Some(contract) => alone(project, contract, args.rules.as_deref()).map(|api| vec![api]),
        None => return configured(project, &args.apis, sources, diagnostics),
    };
    found.map_err(|diagnostic| diagnostics.push(diagnostic)).ok()
}

/// A description without a project. Its files lie in the current folder or, if it lies elsewhere, in its own.
fn alone(project: Option<&Utf8Path>, contract: &Utf8Path, rules: Option<&Utf8Path>) -> Result<Wanted, Diagnostic> {
    let unreadable = |path: &Utf8Path, error: std::io::Error| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {error}"))
    };
    let full = contract.canonicalize_utf8().map_err(|error| unreadable(contract, error))?;
    let folder = project.unwrap_or(Utf8Path::new("."));
    let folder = folder.canonicalize_utf8().map_err(|error| unreadable(folder, error))?;
    let root = match full.parent() {
        Some(parent) if project.is_none() && !full.starts_with(&folder) => parent.to_owned(),
        _ => folder,
    };
    let inside = |path: Utf8PathBuf| match path.strip_prefix(&root) {
        Ok(inside) => Ok(inside.to_owned()),
        Err(_) => Err(Diagnostic::new(Code::PathOutside, format!("{path} is not in {root}"))
            .help("name a folder that holds all files with `--project`")),
    };
    let rules = rules.map(|rules| rules.canonicalize_utf8().map_err(|error| unreadable(rules, error))).transpose()?;
    Ok(Wanted {
        name: api_name(&full).to_owned(),
        contract: inside(full.clone())?,
        rules: rules.map(inside).transpose()?,
        root: root.clone(),
        undocumented: Undocumented::Warn,
        configured: false,
        span: None,
    })
}

fn configured(
    project: Option<&Utf8Path>,
    names: &[String],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Wanted>> {
    let root = match root(project) {
        Ok(root) => root,
        Err(diagnostic) => {
            if let Some(file) = names.iter().find(|name| Utf8Path::new(name).is_file()) {
                diagnostics.push(is_a_file(file));
                return None;
            }
            diagnostics
                .push(diagnostic.help("or play a description without a project: `countersign mock --contract FILE`"));
            return None;
        }
    };
    let config = load_config(&root, sources, diagnostics)?;
    for name in names.iter().filter(|name| config.api(name).is_none()) {
        if Utf8Path::new(name).is_file() {
            diagnostics.push(is_a_file(name));
            continue;
        }
        let problem = Diagnostic::new(Code::UnknownApi, format!("{FILE_NAME} has no API `{name}`"));
        let help = suggest(name, config.apis.iter().map(|api| api.name.as_str()));
        diagnostics.push(problem.help(help.unwrap_or_else(|| "it has none at all".to_owned())));
    }
    let apis = config.apis.into_iter().filter(|api| names.is_empty() || names.contains(&api.name));
    let wanted = apis.map(|api| Wanted {
        name: api.name,
        root: root.clone(),
        contract: api.contract,
        rules: api.mock,
        undocumented: api.undocumented,
        configured: true,
        span: Some(api.mock_span),
    });
    (!diagnostics.has_errors()).then(|| wanted.collect())
}

/// Other tools take the description as their argument.
fn is_a_file(name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownApi, format!("`{name}` is a file, where the name of an API was expected"))
        .help(format!("play it with `countersign mock --contract {name}`"))
}

/// The state file, which can be for one API only.
fn saved(path: &Utf8Path, wanted: Option<&[Wanted]>, sources: &Sources) -> Result<Saved, Diagnostic> {
    if let Some([first, _, ..]) = wanted {
        let message = format!("{path} cannot keep the state of {} APIs", wanted.map_or(0, <[Wanted]>::len));
        let help = format!("name the one to be played, such as `countersign mock {} --state-file {path}`", first.name);
        return Err(Diagnostic::new(Code::MockState, message).help(help));
    }
    saved::read(path, sources)
}

fn read(api: &Wanted, span: Option<Span>, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Play> {
    let configured = api.configured.then_some(Configured { api: &api.name, span });
    load(&api.root, &api.contract, api.rules.as_deref(), configured, sources, diagnostics)
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

fn journal(color: bool, wanted: &[Wanted], plays: &[Play]) -> Journal {
    let schemes = plays.iter().flat_map(|play| &play.contract.security_schemes);
    let hidden = schemes.filter_map(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { location: Location::Query, name } => Some(name.clone()),
        _ => None,
    });
    let longest = wanted.iter().map(|api| api.name.chars().count()).max().unwrap_or(0);
    Journal { color, hidden: hidden.collect(), names: if wanted.len() > 1 { longest } else { 0 } }
}

/// Every file that is read.
fn paths(wanted: &[Wanted], plays: &[Play]) -> Vec<Utf8PathBuf> {
    let of = |(api, play): (&Wanted, &Play)| {
        let documents: Vec<Utf8PathBuf> =
            play.contract.documents.iter().map(|document| document.path.clone()).collect();
        documents.iter().chain(&api.rules).map(|path| api.root.join(path)).collect::<Vec<Utf8PathBuf>>()
    };
    wanted.iter().zip(plays).flat_map(of).collect()
}

fn about(play: &Play) -> String {
    let rules = play.file.as_ref().map_or(0, |file| file.rules.iter().map(Vec::len).sum());
    let rules = if rules > 0 { format!(", {}", count(rules, "rule")) } else { String::new() };
    format!("{}{rules}", count(play.contract.operations.len(), "operation"))
}

/// Goes over all schemas while the mock works already: a large description has thousands.
fn look_over(plays: &[Play], sources: Arc<Sources>, color: bool, events: &SyncSender<Event>) -> std::io::Result<()> {
    let (plays, events) = (plays.to_vec(), events.clone());
    let looking = move || {
        let mut diagnostics = Diagnostics::default();
        plays.iter().for_each(|play| play.contract.lint(&mut diagnostics));
        let found = diagnostics.sorted();
        let shown = found.iter().take(SHOWN).map(|&one| render(&one.clone().warning(), &sources, color));
        let mut text: Vec<String> = shown.collect();
        if found.len() > SHOWN {
            text.push(format!("... and {} more", found.len() - SHOWN));
        }
        if !text.is_empty() {
            let found = count(found.len(), "problem");
            text.push(format!("{found} in the schemas: what cannot be used is left out, the rest is played"));
            // Without a receiver the command has ended already.
            let _ = events.send(Event::Found(text.join("\n")));
        }
    };
    std::thread::Builder::new().name("lint".to_owned()).spawn(looking).map(drop)
}
