//! Which kind of review is asked for.

use std::io::IsTerminal as _;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::ReviewArgs;
use crate::cli::project::root;
use crate::cli::review::act::Guard;
use crate::cli::review::desk::{Desk, left, refuse};
use crate::cli::review::open::open;
use crate::cli::review::{batch, html, terminal, web};
use crate::cli::streams::Streams;
use crate::decide::review::session::Review;
use crate::exit::ExitCode;
use crate::record::store::Store;
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
        Err(diagnostic) => return refuse(diagnostic, streams),
    };
    let mut diagnostics = Diagnostics::default();
    let mut desk = desk(&root, args, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &Sources::default(), streams.color))?;
    }
    // What cannot be read must not be taken for reviewed.
    let code = if diagnostics.has_errors() { ExitCode::Usage } else { ExitCode::Holds };
    Ok(code.and(reviewed(&mut desk, args, streams)?))
}

fn desk(root: &Utf8PathBuf, args: &ReviewArgs, diagnostics: &mut Diagnostics) -> Desk {
    let store = Store::new(root);
    let guard = Guard::of(root);
    let review = match args.from {
        // A page's decisions bring the proposals along.
        Some(_) => Review::default(),
        None => open(&store, &args.filters, diagnostics),
    };
    Desk { store, guard, review }
}

fn reviewed(desk: &mut Desk, args: &ReviewArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    if let Some(file) = &args.from {
        return batch::apply(desk, file, args.json, streams);
    }
    if [&args.accept, &args.reject, &args.redact, &args.alias].into_iter().any(|names| !names.is_empty()) {
        return batch::decide(desk, args, streams);
    }
    if args.web {
        return web(desk, args, streams);
    }
    if let Some(file) = &args.html {
        return html(desk, file, streams);
    }
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if args.list || args.json || !is_terminal {
        return batch::list(&desk.review, args.json, streams);
    }
    terminal::command::review(&desk.store, &desk.guard, &mut desk.review, streams)
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
