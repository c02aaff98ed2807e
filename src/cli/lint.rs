//! `countersign lint`: loads and checks everything, sends nothing.

use std::io::Write;

use camino::Utf8Path;

use crate::cli::args::LintArgs;
use crate::cli::project::{Load, damaged_snapshots, load, root};
use crate::exit::ExitCode;
use crate::show::plain::count;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::source::render::render_all;

/// Runs the command.
pub fn lint(project: Option<&Utf8Path>, args: &LintArgs, color: bool, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let loaded = match root(project) {
        Ok(root) => load(&root, Load { everything: true, ..Load::default() }, &sources, &mut diagnostics),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    };
    diagnostics.extend(loaded.iter().flat_map(|project| damaged_snapshots(project, &sources)));
    let (errors, warnings) = diagnostics.shown();
    if !diagnostics.is_empty() {
        writeln!(out, "{}", render_all(&diagnostics, &sources, color))?;
    }
    let cases = loaded.as_ref().map_or(0, |project| project.suite.cases().count());
    let files = loaded.as_ref().map_or(0, |project| project.suite.files.len());
    writeln!(
        out,
        "{} in {}: {}, {}",
        count(cases, "case"),
        count(files, "file"),
        count(errors, "error"),
        count(warnings, "warning")
    )?;
    let wrong = errors > 0 || (args.strict && warnings > 0);
    Ok(if wrong { ExitCode::Usage } else { ExitCode::Holds })
}
