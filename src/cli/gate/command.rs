//! `countersign gate`: the policy of countersign.toml applied to records.

use std::fs::File;
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::GateArgs;
use crate::cli::gate::open::{in_place_of, open, opened as records, paths, tallied};
use crate::cli::project::{Project, root};
use crate::cli::report::taken::is_input;
use crate::cli::report::target::{is_step_summary, located};
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::decide::gate::decision::Decision;
use crate::decide::gate::rules::decide;
use crate::exit::ExitCode;
use crate::record::atomic::{Durability, Staged};
use crate::show::gate::json::json;
use crate::show::gate::markdown::markdown;
use crate::show::gate::text::text;
use crate::source::code::Code;
use crate::source::commands::{json_without_commands, without_commands};
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;

/// Runs the command.
pub fn gate(project: Option<&Utf8Path>, args: &GateArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let decision = decided(project, args, &sources, &mut diagnostics);
    if let (Some(decision), Some(path)) = (&decision, &args.markdown) {
        let root = root(project).unwrap_or_else(|_| Utf8PathBuf::from("."));
        diagnostics.extend(written(path, &markdown(decision), &root, &sources).err());
    }
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some(decision) = decision else {
        writeln!(streams.errors, "nothing was decided, so do not deploy")?;
        return Ok(ExitCode::Usage);
    };
    match args.json {
        true => writeln!(streams.out, "{}", json_without_commands(format!("{:#}", json(&decision, args.dry_run))))?,
        false => {
            let text = text(&decision, args.dry_run, streams.color);
            streams.out.write_all(without_commands(&text).as_bytes())?;
        }
    }
    let code = if args.dry_run { ExitCode::Holds } else { decision.outcome().exit_code() };
    Ok(if diagnostics.has_errors() { code.and(ExitCode::Usage) } else { code })
}

/// Where the decision about a run is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Below what the run printed.
    Below,
    /// With the errors: what the run printed is read by programs.
    Beside,
}

/// Applies the policy to the record of a run that has just ended. What is wrong with cases is the policy's to decide; what
/// the run says about itself, `own`, stays: a report that was not written is never green.
pub fn gate_run(
    project: Option<&Utf8Path>,
    record: Utf8PathBuf,
    own: ExitCode,
    told: Told,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let args = GateArgs { records: vec![record], json: false, markdown: None, dry_run: false };
    let mut out = Vec::new();
    let decided = gate(project, &args, &mut Streams { out: &mut out, errors: streams.errors, color: streams.color })?;
    let stream = match told {
        Told::Below => &mut *streams.out,
        Told::Beside => &mut *streams.errors,
    };
    stream.write_all(b"\n")?;
    stream.write_all(&out)?;
    stream.flush()?;
    Ok(own.and(decided))
}

/// What is decided about records. `None` when they, the policy or the project cannot be used; why was reported.
fn decided(
    project: Option<&Utf8Path>,
    args: &GateArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Decision> {
    let opened = open(project, sources, diagnostics)?;
    let facts = opened.facts(sources, diagnostics)?;
    let paths = paths(&opened.root, &args.records);
    diagnostics.extend(args.markdown.as_ref().and_then(|file| in_place_of(file, &paths)));
    let records = self::records(&paths, diagnostics)?;
    if diagnostics.has_errors() {
        return None;
    }
    let policy = facts.policy;
    let Project { suite, contracts, .. } = &opened.project;
    // What nobody asks for is not counted: it costs more than everything else together.
    let is_asked = !policy.coverage.is_empty() || !policy.ignored.is_empty();
    let mut counting = is_asked.then(|| Counting::new(suite, contracts, sources));
    let (taken, tally) = tallied(records, &facts, &mut |case| {
        if let Some(counting) = &mut counting {
            counting.case(case);
        }
    });
    let coverage = counting.map(|counting| counting.finish(Vec::new()));
    match decide(&facts, &taken, &tally, coverage.as_ref()) {
        Ok(decision) => Some(decision),
        Err(wrong) => {
            diagnostics.extend(wrong);
            None
        }
    }
}

/// Whoever waits for a report would take its absence for success. The summary of a step on GitHub is added to, and
/// nothing that Countersign reads is replaced.
fn written(path: &Utf8Path, text: &str, root: &Utf8Path, sources: &Sources) -> Result<(), Diagnostic> {
    let unwritable = |why: &dyn std::fmt::Display| {
        Diagnostic::new(Code::ReportUnwritable, format!("{path} cannot be written: {why}"))
    };
    let failed = |error: std::io::Error| unwritable(&error).help("name another file, or let your user write there");
    if is_step_summary(path) {
        let mut file = File::options().append(true).create(true).open(path).map_err(failed)?;
        return file.write_all(text.as_bytes()).map_err(failed);
    }
    if let Some(what) = located(path).ok().and_then(|path| is_input(&path, root, sources)) {
        return Err(unwritable(&what).help("name another file for it"));
    }
    Staged::new(path, text, None, Durability::Cached).and_then(Staged::replace).map_err(failed)
}
