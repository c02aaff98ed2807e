//! `countersign report`: what runs came to, from their records.

use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::ReportArgs;
use crate::cli::project::root;
use crate::cli::report::covered::project_of;
use crate::cli::report::gaps::nothing_run;
use crate::cli::report::reports::{Around, Output, Reports, asked_for};
use crate::cli::run::telling::Lines;
use crate::cli::run::total::Total;
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::exit::ExitCode;
use crate::record::line::{FOLDER, LATEST};
use crate::record::set::{Records, Together};
use crate::show::report::report::Closing;
use crate::show::terminal::{View, line};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::source::render::render;

/// Runs the command.
pub fn report(project: Option<&Utf8Path>, args: &ReportArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let paths = match paths(project, &args.records) {
        Ok(paths) => paths,
        Err(diagnostic) => return refuse(&[diagnostic], streams),
    };
    let records = match Records::open(&paths) {
        Ok(records) => records,
        Err(errors) => {
            let diagnostics: Vec<Diagnostic> = errors.iter().map(|error| error.to_diagnostic()).collect();
            return refuse(&diagnostics, streams);
        }
    };
    if !asked_for(&args.reports) {
        return print(records, streams);
    }
    let root = root(project).unwrap_or_else(|_| Utf8PathBuf::from("."));
    let sources = Sources::default();
    let around = Around { root: &root, taken: &paths, sources: &sources, output: Output::Free };
    match Reports::open(&args.reports, around) {
        Ok(reports) => {
            let project = args.reports.html.as_ref().and_then(|_| project_of(&records.runs(), &root, &sources));
            let counting = project.as_ref().map(|project| Counting::new(&project.suite, &project.contracts, &sources));
            write(records, reports, counting, streams)
        }
        Err(diagnostics) => refuse(&diagnostics, streams),
    }
}

/// The records that were named, or that of the latest run.
fn paths(project: Option<&Utf8Path>, named: &[Utf8PathBuf]) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
    match named {
        [] => Ok(vec![root(project)?.join(FOLDER).join(LATEST)]),
        named => Ok(named.to_vec()),
    }
}

fn refuse(diagnostics: &[Diagnostic], streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    for diagnostic in diagnostics {
        writeln!(streams.errors, "{}", render(diagnostic, &Sources::default(), streams.color))?;
    }
    Ok(ExitCode::Usage)
}

/// Writes the reports that were asked for.
fn write(
    records: Records,
    mut reports: Reports,
    mut counting: Option<Counting<'_>>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let runs = records.runs();
    reports.begin(&runs);
    let together = records.read(&mut |case| {
        reports.case(&case);
        if let Some(counting) = &mut counting {
            counting.case(&case);
        }
    });
    let gaps = sentences(&together);
    let coverage = counting.map(|mut counting| {
        runs.iter().for_each(|run| counting.run(run));
        counting.finish(gaps.clone())
    });
    let unwritten = reports.end(&Closing { ends: &together.ends(), gaps: &gaps, coverage: coverage.as_ref() });
    for diagnostic in &unwritten {
        writeln!(streams.errors, "{}", render(diagnostic, &Sources::default(), streams.color))?;
    }
    let code = told(&together, streams)?;
    Ok(if unwritten.is_empty() { code } else { code.and(ExitCode::Incomplete) })
}

/// Prints what the runs would have printed together.
fn print(records: Records, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let runs = records.runs();
    let planned = runs.iter().map(|run| run.planned).sum();
    let view = runs.first().map_or(View::nowhere(), |run| View::of(run, streams.color));
    let lines = Lines::of(planned);
    let mut total = Total::of(planned);
    let mut written = Ok(());
    // A run that was killed says nowhere how long it took; its last case does.
    let mut last_us = 0;
    let together = records.read(&mut |case| {
        if written.is_ok() && lines.have(case.verdict) {
            written = streams.out.write_all(line(&case, &view).as_bytes());
        }
        last_us = last_us.max(case.started_us.saturating_add(case.elapsed_us));
        total.add(case);
    });
    written?;
    total.summary.planned = together.summary.planned;
    let elapsed = together.ends().iter().map(|end| end.elapsed_us).max().unwrap_or(last_us);
    streams.out.write_all(total.closing(&view, Duration::from_micros(elapsed), true).as_bytes())?;
    streams.out.flush()?;
    told(&together, streams)
}

/// Says what is missing.
fn told(together: &Together, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    for gap in &together.gaps {
        writeln!(streams.errors, "{}", render(&gap.to_diagnostic(), &Sources::default(), streams.color))?;
    }
    if let Some(nothing) = nothing_run(&together.summary).filter(|_| together.is_complete()) {
        let diagnostic = Diagnostic::new(Code::RecordIncomplete, nothing).help("every case was skipped; each says why");
        writeln!(streams.errors, "{}", render(&diagnostic, &Sources::default(), streams.color))?;
        return Ok(ExitCode::Incomplete);
    }
    Ok(if together.is_complete() { ExitCode::Holds } else { ExitCode::Incomplete })
}

/// The same for reports, in sentences.
fn sentences(together: &Together) -> Vec<String> {
    let gaps = together.gaps.iter().map(ToString::to_string);
    gaps.chain(nothing_run(&together.summary)).collect()
}
