//! Which kind of review is asked for.

use camino::Utf8Path;

use crate::cli::args::ReviewArgs;
use crate::cli::project::root;
use crate::cli::review::open::open;
use crate::cli::run::Streams;
use crate::exit::ExitCode;
use crate::record::store::Store;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::source::render::render_all;

/// Runs the command.
pub fn review(project: Option<&Utf8Path>, args: &ReviewArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::default();
    let root = match root(project) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
            return Ok(ExitCode::Usage);
        }
    };
    let review = open(&Store::new(&root), &args.filters, &mut diagnostics);
    for group in &review.groups {
        let change = group.change(&review.pending);
        let line = format!("{} {} {}: {}", group.fingerprint, change.class.name(), change.path, change.words());
        writeln!(streams.out, "{line} ({} snapshots)", group.snapshots())?;
    }
    Ok(if review.pending.is_empty() { ExitCode::Holds } else { ExitCode::Broken })
}
