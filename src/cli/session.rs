//! `countersign mock` while it plays: what it prints, and what it reloads.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};

use http::Method;

use crate::cli::args::MockArgs;
use crate::cli::proxy::Stage;
use crate::cli::wanted::{Wanted, paths, read};
use crate::cli::watch::Watched;
use crate::contract::operation::{Location, SecurityKind};
use crate::exit::ExitCode;
use crate::mock::collection::infer::inferred;
use crate::mock::load::Play;
use crate::mock::served::{Observer, Served};
use crate::show::journal::Journal;
use crate::show::plain::count;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::{Sources, floor_char_boundary};
use crate::source::render::{render, render_all};

/// How many bytes of a target are printed.
const TARGET: usize = 2048;
/// How many bytes of a method are.
const METHOD: usize = 32;
/// How much is said of what is wrong with one request.
const LINES: usize = 50;
/// How many bytes each of it may have.
const LINE: usize = 1024;
/// How many problems of schemas are shown.
const SHOWN: usize = 20;

/// The command's streams, and what it watches.
pub struct Session<'a> {
    /// Whether colours are used.
    pub color: bool,
    /// What is played and asked.
    pub out: &'a mut dyn Write,
    /// What is wrong.
    pub errors: &'a mut dyn Write,
    /// The contracts and rules.
    pub watched: Watched,
    /// The state file is watched alone: it changes with the requests, and nothing else has to be read again then.
    pub state: Watched,
}

impl Session<'_> {
    /// Prints what happens until it is told to stop.
    pub fn serve(
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

    /// Says where what is played.
    pub fn banner(&mut self, args: &MockArgs, wanted: &[Wanted], plays: &[Play], stage: &Stage) -> anyhow::Result<()> {
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

    /// Says what is wrong with files.
    pub fn tell(&mut self, diagnostics: &Diagnostics, sources: &Sources) -> anyhow::Result<()> {
        if !diagnostics.is_empty() {
            writeln!(self.errors, "{}", render_all(diagnostics, sources, self.color))?;
        }
        Ok(())
    }
}

/// What the command is told while it runs.
pub enum Event {
    /// A request was answered.
    Served(Box<Served>),
    /// Something to be said that was found out in the background.
    Found(String),
    /// A file is another one now.
    Changed,
    /// The state file is another one now.
    StateChanged,
    /// It is to end.
    Stop,
}

/// Hands over what a mock tells.
#[derive(Debug)]
pub struct Reporter {
    /// To whoever prints.
    pub events: SyncSender<Event>,
    /// How many requests came too fast to be handed over.
    pub lost: AtomicU64,
}

impl Observer for Reporter {
    fn served(&self, served: Served) {
        // Whoever reads the log slowly must not slow the mock down, nor fill its memory.
        if self.events.try_send(Event::Served(Box::new(brief(served)))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn troubled(&self, message: String) {
        // The same goes for what went wrong.
        let _ = self.events.try_send(Event::Found(format!("error: {message}")));
    }
}

/// What is kept of a request until it is printed. A target stands in the buffer in which its head was received, and would
/// keep all of it.
fn brief(served: Served) -> Served {
    let Served { method, target, violations, .. } = &served;
    let target = cut(&target.to_string(), TARGET).parse().unwrap_or_default();
    let method = Method::from_bytes(cut(method.as_str(), METHOD).as_bytes()).unwrap_or_default();
    let mut lines: Vec<String> = violations.iter().take(LINES).map(|line| cut(line, LINE)).collect();
    if violations.len() > LINES {
        lines.push(format!("... and {} more", violations.len() - LINES));
    }
    Served { method, target, violations: lines, ..served }
}

/// The beginning of a text, with `...` where something is missing.
fn cut(text: &str, limit: usize) -> String {
    match text.len() <= limit {
        true => text.to_owned(),
        false => format!("{}...", &text[..floor_char_boundary(text, limit)]),
    }
}

/// Goes over all schemas while the mock works already: a large description has thousands.
pub fn look_over(
    plays: &[Play],
    sources: Arc<Sources>,
    color: bool,
    events: &SyncSender<Event>,
) -> std::io::Result<()> {
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

fn journal(color: bool, wanted: &[Wanted], plays: &[Play]) -> Journal {
    let schemes = plays.iter().flat_map(|play| &play.contract.security_schemes);
    let hidden = schemes.filter_map(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { location: Location::Query, name } => Some(name.clone()),
        _ => None,
    });
    let longest = wanted.iter().map(|api| api.name.chars().count()).max().unwrap_or(0);
    Journal { color, hidden: hidden.collect(), names: if wanted.len() > 1 { longest } else { 0 } }
}

fn about(play: &Play) -> String {
    let rules = play.file.as_ref().map_or(0, |file| file.rules.iter().map(Vec::len).sum());
    let rules = if rules > 0 { format!(", {}", count(rules, "rule")) } else { String::new() };
    format!("{}{rules}", count(play.contract.operations.len(), "operation"))
}
