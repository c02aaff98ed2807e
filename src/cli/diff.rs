//! `countersign diff OLD NEW`: the same cases in two environments, or of two records, and what their answers have not in
//! common.

use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::{DiffArgs, EnvironmentArgs, RunArgs, SelectArgs};
use crate::cli::project::root;
use crate::cli::run::caller::Caller;
use crate::cli::run::command::run;
use crate::cli::streams::Streams;
use crate::decide::compare::case::compare;
use crate::decide::compare::groups::{Differences, Policy};
use crate::exit::ExitCode;
use crate::record::line::{CaseLine, Stopped};
use crate::record::read::read;
use crate::record::record_error::RecordError;
use crate::record::seek::Lookup;
use crate::show::diff::{Leftover, Side, View, document, left_behind, text};
use crate::source::code::Code;
use crate::source::commands::{json_without_commands, without_commands};
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::suite::config::diff::DiffConfig;
use crate::suite::config::file::{FILE_NAME, load};
use crate::value::path::JsonPath;

/// Runs the command.
pub fn diff(project: Option<&Utf8Path>, args: &DiffArgs, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let (policy, ignored) = match asked(project, args) {
        Ok(asked) => asked,
        Err(told) => {
            writeln!(streams.errors, "{told}\nnothing was sent")?;
            return Ok(ExitCode::Usage);
        }
    };
    let folder = tempfile::tempdir()?;
    // Random values are the same on both sides, so that they are no difference.
    let seed = args.seed.unwrap_or_else(|| fastrand::u64(0..1_000_000_000));
    let started = Instant::now();
    let mut records = Vec::new();
    for (side, name) in [("old", &args.old), ("new", &args.new)] {
        if is_record(name) {
            records.push(Utf8PathBuf::from(name));
            continue;
        }
        let path = Utf8PathBuf::try_from(folder.path().join(format!("{side}.jsonl")))?;
        let deadline = args.deadline.map(|deadline| deadline.saturating_sub(started.elapsed()));
        if deadline == Some(Duration::ZERO) {
            return broken_off(Stopped::Deadline, streams);
        }
        let there = There { environment: name, seed, deadline, record: &path };
        let code = run_there(project, args, &there, streams)?;
        if !path.is_file() {
            return Ok(code);
        }
        if let Some((stopped, leftovers)) = stopped(&path) {
            let mut text = String::new();
            left_behind(name, &leftovers, streams.color, &mut text);
            streams.errors.write_all(without_commands(&text).as_bytes())?;
            return broken_off(stopped, streams);
        }
        records.push(path);
    }
    match held_together(args, &records, &ignored) {
        Ok((old, new, differences)) => told(args, &old, &new, &differences, &policy, streams),
        Err(error) => {
            writeln!(streams.errors, "{}", render(&error.to_diagnostic(), &Sources::default(), streams.color))?;
            Ok(ExitCode::Usage)
        }
    }
}

/// Whether a side is a file. Anything else is the name of an environment.
fn is_record(name: &str) -> bool {
    name.ends_with(".jsonl") || name.contains('/') || Utf8Path::new(name).is_file()
}

/// What the configuration and the command line say, the latter first; a text of what is wrong with them.
fn asked(project: Option<&Utf8Path>, args: &DiffArgs) -> Result<(Policy, Vec<Arc<JsonPath>>), String> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let both_records = is_record(&args.old) && is_record(&args.new);
    let config = match root(project) {
        Ok(root) => match load(&root, &sources, &mut diagnostics) {
            Some(config) => {
                // Nothing is sent to one side before it is known that there is another.
                let sides = [&args.old, &args.new].into_iter().filter(|side| !is_record(side));
                sides.for_each(|side| diagnostics.extend(config.environment(side).err()));
                config.diff
            }
            None => DiffConfig::default(),
        },
        // Two records can be held together anywhere.
        Err(_) if both_records && project.is_none() => DiffConfig::default(),
        Err(diagnostic) => return Err(render(&diagnostic, &sources, false)),
    };
    let mut ignored = config.ignore;
    for text in &args.ignore {
        match JsonPath::parse(text) {
            Ok(path) => ignored.push(path),
            Err(error) => diagnostics.push(
                Diagnostic::new(Code::BadJsonPath, format!("`--ignore {text}` is not a JSONPath: {}", error.message))
                    .help("write it as RFC 9535 has it: `$..updated_at`, `$.items[*].id`"),
            ),
        }
    }
    if diagnostics.has_errors() {
        return Err(render_all(&diagnostics, &sources, false));
    }
    let words = if args.forbid.is_empty() { config.forbid } else { Some(args.forbid.clone()) };
    let policy = words.map_or_else(|| Ok(Policy::default()), |words| Policy::of(&words));
    let policy = policy.map_err(|word| format!("error: `{word}` in [diff] of {FILE_NAME} means nothing"))?;
    Ok((policy, ignored))
}

/// One side that is run.
struct There<'a> {
    environment: &'a str,
    seed: u64,
    /// How long it may take.
    deadline: Option<Duration>,
    /// Where its record is kept.
    record: &'a Utf8Path,
}

/// Runs the selected cases in an environment, as `countersign run` does, and keeps the record. What the run says goes to
/// the error stream: the results are the differences.
fn run_there(
    project: Option<&Utf8Path>,
    args: &DiffArgs,
    there: &There<'_>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let env = there.environment.to_owned();
    let environment = EnvironmentArgs { env, var: args.var.clone(), seed: Some(there.seed) };
    let arguments = RunArgs {
        select: args.select.clone(),
        environment,
        test_threads: args.test_threads,
        quiet: true,
        deadline: there.deadline,
        record: Some(there.record.to_owned()),
        ..RunArgs::default()
    };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = {
        let mut own = Streams { out: &mut out, errors: &mut errors, color: false };
        run(project, &arguments, Caller::Comparison, &mut own)?
    };
    streams.errors.write_all(&errors)?;
    // Failures are no news here: what matters is whether both sides have the same ones. The last line says what was run.
    let out = String::from_utf8_lossy(&out);
    if let Some(last) = out.trim_end().lines().last() {
        writeln!(streams.errors, "{last}")?;
    }
    Ok(code)
}

/// Why a run was broken off, if it was, and what it left behind: then nobody wants the other one.
fn stopped(record: &Utf8Path) -> Option<(Stopped, Vec<Leftover>)> {
    let mut leftovers = Vec::new();
    let end = read(record, &mut |case| leftovers.extend(Leftover::of(&case))).ok().and_then(|record| record.end)?;
    let stopped = end.stopped.filter(|stopped| matches!(stopped, Stopped::Interrupted | Stopped::Deadline))?;
    Some((stopped, leftovers))
}

fn broken_off(stopped: Stopped, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    match stopped {
        Stopped::Deadline => {
            let code = Code::RunDeadlinePassed;
            writeln!(streams.errors, "error[{code}]: the deadline passed before both sides were there")?;
            writeln!(streams.errors, "nothing was compared")?;
        }
        _ => writeln!(streams.errors, "interrupted: nothing was compared")?,
    }
    Ok(ExitCode::Incomplete)
}

/// Holds two records together, case by case.
fn held_together(
    args: &DiffArgs,
    records: &[Utf8PathBuf],
    ignored: &[Arc<JsonPath>],
) -> Result<(Side, Side, Differences), RecordError> {
    let mut differences = Differences::default();
    let mut lookup = Lookup::of(&records[0])?;
    let mut seen = std::collections::HashSet::new();
    let mut trouble = None;
    let (mut left_old, mut left_new) = (Vec::new(), Vec::new());
    let new = read(&records[1], &mut |new| {
        if !takes(args, &args.new, &new) || !seen.insert(new.id.clone()) {
            return;
        }
        left_new.extend(Leftover::of(&new));
        match lookup.case(&new.id) {
            Ok(Some(old)) => differences.add(&new.id, compare(&old, &new, ignored)),
            Ok(None) => differences.only_new.push(new.id.clone()),
            Err(error) => trouble = Some(error),
        }
    })?;
    if let Some(error) = trouble {
        return Err(error);
    }
    let old = read(&records[0], &mut |old| {
        if takes(args, &args.old, &old) {
            left_old.extend(Leftover::of(&old));
            differences.only_old.extend((!seen.contains(&old.id)).then_some(old.id));
        }
    })?;
    differences.sort();
    let side = |name: &str, record, leftovers| Side { name: name.to_owned(), record, leftovers };
    Ok((side(&args.old, old, left_old), side(&args.new, new, left_new), differences))
}

/// Whether a case of a side was asked for. A run has selected its cases already; a record may have more.
fn takes(args: &DiffArgs, side: &str, case: &CaseLine) -> bool {
    let SelectArgs { filters, exact, skip, tag } = &args.select;
    if !is_record(side) {
        return true;
    }
    let place = |filter: &str| {
        let file = filter.trim_start_matches("./");
        file == case.place.file || file == format!("{}:{}", case.place.file, case.place.line)
    };
    let filter = |filter: &String| match exact {
        true => *filter == case.id,
        false => case.id.contains(filter.as_str()) || case.tags.contains(filter) || place(filter),
    };
    let left_out = |skip: &String| if *exact { *skip == case.id } else { case.id.contains(skip.as_str()) };
    (filters.is_empty() || filters.iter().any(filter))
        && (tag.is_empty() || tag.iter().any(|tag| case.tags.contains(tag)))
        && !skip.iter().any(left_out)
}

fn told(
    args: &DiffArgs,
    old: &Side,
    new: &Side,
    differences: &Differences,
    policy: &Policy,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    let code = exit_code(old, new, differences, policy);
    let view = View { old, new, differences, policy, code };
    match args.json {
        true => writeln!(streams.out, "{}", json_without_commands(format!("{:#}", document(&view))))?,
        false => streams.out.write_all(without_commands(&text(&view, streams.color)).as_bytes())?,
    }
    Ok(code)
}

/// What is missing is never taken for the same: a side without its end, a case that only the old side has, and an
/// exchange without an answer.
fn exit_code(old: &Side, new: &Side, differences: &Differences, policy: &Policy) -> ExitCode {
    let mut code = ExitCode::Holds;
    if differences.forbidden(policy) > 0 {
        code = code.and(ExitCode::Broken);
    }
    let complete = old.record.is_complete() && new.record.is_complete();
    if !complete || old.is_run_of(new) || differences.compared == 0 || !differences.only_old.is_empty() {
        code = code.and(ExitCode::Incomplete);
    }
    let is_left = !old.leftovers.is_empty() || !new.leftovers.is_empty();
    if !differences.blind.is_empty() || is_left {
        code = code.and(ExitCode::NoVerdict);
    }
    code
}
