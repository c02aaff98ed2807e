//! `countersign coverage [RECORD...]`: what of the documentation the cases of records have covered.

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::CoverageArgs;
use crate::cli::gate::open::{in_place_of, paths};
use crate::cli::project::{Load, Project, load, root};
use crate::cli::report::taken::is_input;
use crate::cli::report::target::located;
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::decide::coverage::filter::{Filter, filtered};
use crate::decide::coverage::model::Coverage;
use crate::decide::coverage::start::add_starts;
use crate::exit::ExitCode;
use crate::record::atomic::{Durability, Staged};
use crate::record::gap::Gap;
use crate::record::line::{FOLDER, LATEST, RunLine};
use crate::record::read::Reader;
use crate::record::record_error::RecordError;
use crate::record::set::Records;
use crate::show::coverage::page::page;
use crate::show::coverage::table::{Detail, View, table};
use crate::show::plain::harmless;
use crate::source::code::Code;
use crate::source::commands::{json_without_commands, without_commands};
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::suite::plan::identity::Identity;

/// Runs the command.
pub fn coverage(
    project: Option<&Utf8Path>,
    args: &CoverageArgs,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let counted = counted(project, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(streams.errors, "{}", render_all(&diagnostics, &sources, streams.color))?;
    }
    let Some(coverage) = counted.filter(|_| !diagnostics.has_errors()) else { return Ok(ExitCode::Usage) };
    let text = match args.json {
        true => json_without_commands(serde_json::to_string_pretty(&coverage)? + "\n"),
        false => without_commands(&table(&coverage, &View { color: streams.color, detail: detail(args) })).into_owned(),
    };
    streams.out.write_all(text.as_bytes())?;
    for gap in &coverage.gaps {
        writeln!(streams.errors, "incomplete: {}", harmless(gap, false))?;
    }
    let mut code = if coverage.complete { ExitCode::Holds } else { ExitCode::Incomplete };
    if let Some(file) = &args.html {
        code = code.and(written(project, args, file, &coverage, &sources, streams)?);
    }
    Ok(code)
}

/// Writes the page: whole, or not at all.
fn written(
    project: Option<&Utf8Path>,
    args: &CoverageArgs,
    file: &Utf8Path,
    coverage: &Coverage,
    sources: &Sources,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let root = root(project).ok();
    let name = root.as_deref().and_then(Utf8Path::file_name).unwrap_or("project");
    if let Some(diagnostic) = in_place_of(file, &paths(root.as_deref().unwrap_or(Utf8Path::new("")), &args.records)) {
        writeln!(streams.errors, "{}", render(&diagnostic, &Sources::default(), streams.color))?;
        return Ok(ExitCode::Usage);
    }
    let existing = std::fs::metadata(file).ok();
    let staged = || Staged::new(file, &page(name, coverage), existing.as_ref(), Durability::Cached)?.replace();
    let taken = root.as_deref().zip(located(file).ok()).and_then(|(root, file)| is_input(&file, root, sources));
    match taken.map_or_else(staged, |what| Err(std::io::Error::other(what))) {
        Ok(()) => {
            writeln!(streams.errors, "wrote {file}")?;
            Ok(ExitCode::Holds)
        }
        Err(error) => {
            let diagnostic = Diagnostic::new(Code::ReportUnwritable, format!("{file} cannot be written: {error}"))
                .help("name a file in a folder that can be written to");
            writeln!(streams.errors, "{}", render(&diagnostic, &Sources::default(), streams.color))?;
            Ok(ExitCode::Usage)
        }
    }
}

fn detail(args: &CoverageArgs) -> Detail {
    match (args.untested, args.cases) {
        (true, _) => Detail::Untested,
        (false, true) => Detail::Cases,
        (false, false) => Detail::Short,
    }
}

/// What the records cover. `None` when it cannot be told; why was reported.
fn counted(
    project: Option<&Utf8Path>,
    args: &CoverageArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Coverage> {
    let root = root(project).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
    let project = load(&root, Load::default(), sources, diagnostics)?;
    if diagnostics.has_errors() {
        return None;
    }
    let paths = match args.records.as_slice() {
        [] => vec![root.join(FOLDER).join(LATEST)],
        paths => paths.to_vec(),
    };
    let identity = Identity::of(&project.config, &project.suite, &project.contracts, sources);
    let coverage = match records(&paths, &project, &identity, sources) {
        Ok(coverage) => coverage,
        Err(errors) => {
            errors.into_iter().for_each(|error| diagnostics.push(error));
            return None;
        }
    };
    let filter = Filter { apis: &args.api, operations: &args.operation };
    let mut coverage = filtered(coverage, &filter).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
    if args.untested || args.json || args.html.is_some() {
        add_starts(&mut coverage, &project.contracts);
    }
    Some(coverage)
}

fn records(
    paths: &[Utf8PathBuf],
    project: &Project,
    identity: &Identity,
    sources: &Sources,
) -> Result<Coverage, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    for path in paths {
        match Reader::open(path) {
            Ok(reader) => errors.extend(foreign(path, &reader.run, identity)),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors.iter().map(RecordError::to_diagnostic).collect());
    }
    let records =
        Records::open(paths).map_err(|errors| errors.iter().map(RecordError::to_diagnostic).collect::<Vec<_>>())?;
    let mut counting = Counting::new(&project.suite, &project.contracts, sources);
    records.runs().iter().for_each(|run| counting.run(run));
    let together = records.read(&mut |case| counting.case(&case));
    Ok(counting.finish(together.gaps.iter().map(Gap::to_string).collect()))
}

/// Why a record says nothing about this project.
fn foreign(path: &Utf8Path, run: &RunLine, identity: &Identity) -> Option<RecordError> {
    let message = if run.suite.hash != identity.suite {
        "is of another suite: case files were changed since".to_owned()
    } else {
        let is_other = |api: &str, hash: &str| identity.contracts.get(api).is_none_or(|own| own != hash);
        let other = run.contracts.iter().find(|contract| is_other(&contract.api, &contract.hash))?;
        format!("is of another contract: {} was changed since", other.file)
    };
    Some(RecordError::new(Code::RecordForeign, path, message).help("run the cases again"))
}
