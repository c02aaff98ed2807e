//! `countersign coverage [RECORD...]`: what of the documentation the cases of records have covered.

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::CoverageArgs;
use crate::cli::project::{Load, Project, load, root};
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::decide::coverage::filter::{Filter, filtered};
use crate::decide::coverage::model::Coverage;
use crate::decide::coverage::start::add_starts;
use crate::exit::ExitCode;
use crate::record::line::{FOLDER, LATEST, RunLine};
use crate::record::read::{Reader, RecordFile, read};
use crate::record::record_error::RecordError;
use crate::show::coverage::table::{Detail, View, table};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;
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
        true => serde_json::to_string_pretty(&coverage)? + "\n",
        false => table(&coverage, &View { color: streams.color, detail: detail(args) }),
    };
    streams.out.write_all(text.as_bytes())?;
    for gap in &coverage.gaps {
        writeln!(streams.errors, "incomplete: {gap}")?;
    }
    Ok(if coverage.complete { ExitCode::Holds } else { ExitCode::Incomplete })
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
    let mut counting = Counting::new(&project.suite, &project.contracts, sources);
    let mut gaps = Vec::new();
    for path in paths {
        let file = read(path, &mut |case| counting.case(&case)).map_err(|error| vec![error.to_diagnostic()])?;
        counting.run(&file.run);
        gaps.extend(gap(&file));
    }
    Ok(counting.finish(gaps))
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

fn gap(file: &RecordFile) -> Option<String> {
    match &file.damage {
        Some(damage) => Some(damage.to_string()),
        None if file.is_complete() => None,
        None => Some(format!("{} is of a run that did not come to its end", file.path)),
    }
}
