//! Which cases a run has: what the command line asks for, their list, and what is said when there is none.

use std::io::{self, BufWriter, Write};

use crate::cli::args::{Format, RunArgs, SelectArgs};
use crate::cli::hiding::mask;
use crate::cli::project::Project;
use crate::cli::run::caller::Caller;
use crate::cli::streams::Streams;
use crate::exit::ExitCode;
use crate::run::trials::LibtestFormat;
use crate::source::code::Code;
use crate::source::fields::nearest;
use crate::suite::config::file::MOCK;
use crate::suite::plan::select::{Selection, Trial, ruled_out};

/// What the command line asks for.
pub fn selection(args: &SelectArgs) -> Selection {
    Selection { filters: args.filters.clone(), exact: args.exact, skip: args.skip.clone(), tags: args.tag.clone() }
}

/// Prints the ids of the cases, as libtest does; with `--ignored` those of the skipped ones alone. libtest-mimic would
/// panic when whoever reads them has seen enough.
pub fn list(project: &Project, trials: &[Trial], args: &RunArgs, out: &mut dyn Write) -> io::Result<()> {
    let environment = project.config.environment(&args.environment.env);
    let read_only = environment.is_ok_and(|environment| environment.read_only);
    let is_mock = args.environment.env == MOCK;
    let skipped = |trial: &Trial| ruled_out(trial.of(&project.suite), &args.environment.env, is_mock, read_only);
    mask().learn_others();
    let mut out = BufWriter::new(out);
    for trial in trials.iter().filter(|trial| !args.ignored || skipped(trial).is_some()) {
        writeln!(out, "{}: test", mask().mask_field(&trial.id))?;
    }
    out.flush()
}

/// How libtest prints, where it does.
pub fn libtest_format(args: &RunArgs, caller: Caller) -> Option<LibtestFormat> {
    match (args.format, caller) {
        (Some(Format::Pretty), _) | (None, Caller::Harness) => Some(LibtestFormat::Pretty),
        (Some(Format::Terse), _) => Some(LibtestFormat::Terse),
        (Some(Format::Json), _) => Some(LibtestFormat::Json),
        (Some(Format::Human) | None, _) => None,
    }
}

/// Says that nothing was selected. That is never a success, but where cargo hands a filter to every test target.
pub fn nothing_selected(
    project: &Project,
    trials: &[Trial],
    args: &RunArgs,
    caller: Caller,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let filtered = !args.select.filters.is_empty() || !args.select.skip.is_empty() || args.ignored || args.bench;
    // An empty suite is a mistake whatever the filter says; and whoever names a case wants it run.
    let is_mistake = project.suite.cases().next().is_none() || (args.select.exact && !trials.is_empty());
    if caller == Caller::Harness && filtered && !is_mistake {
        writeln!(streams.out, "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured\n")?;
        return Ok(ExitCode::Holds);
    }
    let mut asked: Vec<String> = args.select.filters.iter().map(|filter| format!("matches `{filter}`")).collect();
    asked.extend(args.select.tag.iter().map(|tag| format!("has the tag `{tag}`")));
    let asked = if asked.is_empty() { "is selected".to_owned() } else { asked.join(" or ") };
    let ids: Vec<&str> = project.suite.cases().map(|(_, case)| case.id.as_str()).collect();
    let near = args.select.filters.iter().find_map(|filter| nearest(filter, ids.iter().copied()));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    writeln!(streams.errors, "error[{}]: no case {asked}", Code::NoSuchCase)?;
    writeln!(streams.errors, "  = help: {near}`countersign run --list` prints every id")?;
    Ok(ExitCode::Incomplete)
}
