//! Which kind of review is asked for.

use std::io::IsTerminal as _;

use camino::Utf8Path;

use crate::cli::args::ReviewArgs;
use crate::cli::project::root;
use crate::cli::review::act::Guard;
use crate::cli::review::desk::{Desk, left, refuse};
use crate::cli::review::open::{Found, open, tidy};
use crate::cli::review::{batch, html, terminal, web};
use crate::cli::streams::Streams;
use crate::decide::review::session::Review;
use crate::exit::ExitCode;
use crate::record::store::Store;
use crate::secret::mask::Mask;
use crate::show::review::styled::Ink;
use crate::show::review::summary::summary;
use crate::source::commands::without_commands;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::source::render::render_all;

/// Runs the command.
pub fn review(project: Option<&Utf8Path>, args: &ReviewArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let root = match root(project) {
        Ok(root) => root,
        Err(diagnostic) => return refuse(diagnostic, &Mask::default(), streams),
    };
    let store = Store::new(&root);
    let guard = Guard::of(&root);
    let mut diagnostics = Diagnostics::default();
    let Found { pending, settled } = match args.from {
        // A page's decisions bring the proposals along.
        Some(_) => Found::default(),
        None => open(&store, &args.filters, &mut diagnostics),
    };
    if !diagnostics.is_empty() {
        let told = render_all(&diagnostics, &Sources::default(), streams.color);
        writeln!(streams.errors, "{}", guard.mask.apply(&told))?;
    }
    // What cannot be read must not be taken for reviewed.
    let code = if diagnostics.has_errors() { ExitCode::Usage } else { ExitCode::Holds };
    let way = Way::of(args);
    let review = Review::of(pending, guard.mask.clone());
    let mut desk = Desk { store, guard, review };
    let reviewed = reviewed(&mut desk, &way, args, streams)?;
    if way.decides() && reviewed != ExitCode::Usage {
        tidy(&desk.store, &settled);
    }
    Ok(code.and(reviewed))
}

/// What a review does.
enum Way<'a> {
    /// Applies what a page exported.
    Apply(&'a Utf8Path),
    /// Decides what the arguments name.
    Decide,
    /// Serves the page.
    Serve,
    /// Writes the page.
    Write(&'a Utf8Path),
    /// Prints what is pending.
    List,
    /// Asks in the terminal.
    Ask,
}

impl Way<'_> {
    fn of(args: &ReviewArgs) -> Way<'_> {
        let is_terminal = || std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let names = [&args.accept, &args.reject, &args.redact, &args.alias];
        match (&args.from, &args.html) {
            (Some(file), _) => Way::Apply(file),
            _ if names.into_iter().any(|names| !names.is_empty()) => Way::Decide,
            _ if args.web => Way::Serve,
            (_, Some(file)) => Way::Write(file),
            _ if args.list || args.json || !is_terminal() => Way::List,
            _ => Way::Ask,
        }
    }

    /// Whether it is there to change files.
    fn decides(&self) -> bool {
        !matches!(self, Way::Write(_) | Way::List)
    }
}

fn reviewed(desk: &mut Desk, way: &Way<'_>, args: &ReviewArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    match way {
        Way::Apply(file) => batch::apply(desk, file, args.json, streams),
        Way::Decide => batch::decide(desk, args, streams),
        Way::Serve => web(desk, args, streams),
        Way::Write(file) => html(desk, file, streams),
        Way::List => batch::list(&desk.review, args.json, streams),
        Way::Ask => terminal::command::review(&desk.store, &desk.guard, &mut desk.review, streams),
    }
}

fn web(desk: &mut Desk, args: &ReviewArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    match web::web(&desk.store, &desk.guard, &mut desk.review, args, streams) {
        Ok(edited) => {
            let ink = if streams.color { Ink::Color } else { Ink::Plain };
            streams.out.write_all(without_commands(&summary(&desk.review, &edited, ink)).as_bytes())?;
            Ok(left(&desk.review))
        }
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Err(error) => {
            writeln!(streams.errors, "error: the page cannot be served on 127.0.0.1: {error}")?;
            if error.kind() == std::io::ErrorKind::AddrInUse {
                writeln!(streams.errors, "  = help: leave out `--port` to take any that is free")?;
            }
            Ok(ExitCode::Usage)
        }
    }
}

fn html(desk: &Desk, file: &Utf8Path, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    match html::html(desk.store.root(), &desk.review, file, streams) {
        Ok(()) => Ok(left(&desk.review)),
        Err(error) => {
            writeln!(streams.errors, "error: cannot write {file}: {error}")?;
            Ok(ExitCode::Usage)
        }
    }
}
