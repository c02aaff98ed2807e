//! The command: what it is asked, what it says.

use std::collections::HashSet;

use camino::Utf8Path;

use crate::cli::args::RenameArgs;
use crate::cli::project::{Load, in_ci, load, root};
use crate::cli::rename::id::Id;
use crate::cli::rename::plan::{Plan, left_empty, plan};
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::record::proposal::FOLDER as PROPOSALS;
use crate::record::store::{Store, Write};
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;

/// How many files are told one by one.
const MANY: usize = 30;

/// Runs the command.
pub fn rename(project: Option<&Utf8Path>, args: &RenameArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    match prepared(project, args, &sources, &mut diagnostics) {
        Some((store, plan)) => carried_out(&store, &plan, args, streams),
        None => {
            writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
            Ok(ExitCode::Usage)
        }
    }
}

fn prepared(
    project: Option<&Utf8Path>,
    args: &RenameArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Store, Plan)> {
    let plan = ids(args).and_then(|(from, to)| {
        let root = root(project).map_err(Box::new)?;
        let store = Store::new(&root);
        let mut found = Diagnostics::default();
        let project = load(&root, Load { ids_only: true, ..Load::default() }, sources, &mut found);
        let errors = found.has_errors();
        diagnostics.append(found);
        let Some(project) = project.filter(|_| !errors) else { return Ok(None) };
        let plan = plan(&store, &project, sources, &from, &to)?;
        Ok(Some((store, plan)))
    });
    plan.map_err(|refused| diagnostics.push(*refused)).ok().flatten()
}

fn ids(args: &RenameArgs) -> Result<(Id, Id), Box<Diagnostic>> {
    let parse = |text: &str| {
        Id::parse(text).map_err(|why| {
            let help = "ids are API/TOPIC, API/TOPIC::CASE, API/TOPIC::CASE@STEP and API/TOPIC::CASE[ROW]; `countersign run --list` prints them";
            Box::new(Diagnostic::new(Code::InvalidValue, why).help(help))
        })
    };
    if in_ci() && !args.dry_run {
        let message = "snapshots are never written in CI, and the variable CI is set";
        let help = "rename on your own machine and commit that, or look at it with `--dry-run`";
        return Err(Box::new(Diagnostic::new(Code::BadLocalConfig, message).help(help)));
    }
    Ok((parse(&args.old)?, parse(&args.new)?))
}

fn carried_out(store: &Store, plan: &Plan, args: &RenameArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    if !args.dry_run {
        if let Err(error) = store.apply(&plan.writes) {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(error.diagnostic());
            writeln!(streams.errors, "{}", render_all(&diagnostics, &Sources::default(), streams.color))?;
            return Ok(ExitCode::Usage);
        }
        left_empty(store, plan);
    }
    told(plan, args, streams)?;
    Ok(ExitCode::Holds)
}

fn told(plan: &Plan, args: &RenameArgs, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    let head = match (plan.is_rest, args.dry_run) {
        (false, false) => format!("{} is now {}", args.old, args.new),
        (false, true) => format!("{} would become {}", args.old, args.new),
        (true, false) => format!("{} was called {} before; what was left behind has followed", args.new, args.old),
        (true, true) => format!("{} was called {} before; what was left behind would follow", args.new, args.old),
    };
    writeln!(streams.out, "{head}")?;
    for line in plan.edited.iter().flat_map(changed_lines) {
        writeln!(streams.out, "  {line}")?;
    }
    for write in &plan.named {
        match write.path.extension() {
            Some("toml") => changed_lines(write).iter().try_for_each(|line| writeln!(streams.out, "  {line}"))?,
            // Of the baseline nobody wants to see every row.
            _ => writeln!(streams.out, "  {}", write.path)?,
        }
    }
    // What runs keep for reviewers follows in silence: nobody names those files.
    let mut ways: Vec<_> = plan.ways.iter().filter(|(from, _)| !from.starts_with(PROPOSALS)).collect();
    ways.sort();
    for (from, to) in ways.iter().take(MANY) {
        writeln!(streams.out, "  {from} -> {to}")?;
    }
    if ways.len() > MANY {
        writeln!(streams.out, "  and {} more", ways.len() - MANY)?;
    }
    let files = ways.len() + plan.edited.iter().len() + plan.named.len();
    let word = if args.dry_run { "would be changed; nothing was written" } else { "changed" };
    writeln!(streams.out, "{} {word}", count(files, "file"))?;
    Ok(())
}

/// The lines of a file that were not in it before: `cases/a.yaml:7: id: new`.
fn changed_lines(write: &Write) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (before, after) = (text(&write.before), text(&write.after));
    let known: HashSet<&str> = before.lines().map(bare).collect();
    let new = after.lines().enumerate().filter(|(_, line)| !known.contains(bare(line)));
    new.map(|(index, line)| format!("{}:{}: {}", write.path, index + 1, line.trim())).collect()
}

/// A line without what only says where in a list it stands.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '-']).trim_end()
}
