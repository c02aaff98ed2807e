//! `countersign gate`: the policy of countersign.toml applied to records.

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::GateArgs;
use crate::cli::gate::open::{open, opened as records, paths, tallied};
use crate::cli::project::Project;
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
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;

/// Runs the command.
pub fn gate(project: Option<&Utf8Path>, args: &GateArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let decision = decided(project, &args.records, &sources, &mut diagnostics);
    if let (Some(decision), Some(path)) = (&decision, &args.markdown) {
        diagnostics.extend(written(path, &markdown(decision)));
    }
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some(decision) = decision else {
        writeln!(streams.errors, "nothing was decided, so do not deploy")?;
        return Ok(ExitCode::Usage);
    };
    match args.json {
        true => writeln!(streams.out, "{:#}", json(&decision, args.dry_run))?,
        false => streams.out.write_all(text(&decision, args.dry_run, streams.color).as_bytes())?,
    }
    let code = if args.dry_run { ExitCode::Holds } else { decision.outcome().exit_code() };
    Ok(if diagnostics.has_errors() { code.and(ExitCode::Usage) } else { code })
}

/// What is decided about records. `None` when they, the policy or the project cannot be used; why was reported.
fn decided(
    project: Option<&Utf8Path>,
    records: &[Utf8PathBuf],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Decision> {
    let opened = open(project, sources, diagnostics)?;
    let facts = opened.facts(sources, diagnostics)?;
    let records = self::records(&paths(&opened.root, records), diagnostics)?;
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

/// Whoever waits for a report would take its absence for success.
fn written(path: &Utf8Path, text: &str) -> Option<Diagnostic> {
    let made = Staged::new(path, text, None, Durability::Cached).and_then(Staged::replace);
    made.err().map(|error| {
        Diagnostic::new(Code::ReportUnwritable, format!("{path} cannot be written: {error}"))
            .help("name another file, or let your user write there")
    })
}
