//! How a run ends: its record and its reports get their last lines, the terminal the total, and the process its code.

use std::time::{Duration, Instant};

use crate::cli::args::{RunArgs, SelectArgs};
use crate::cli::obsolete::{Obsolete, obsolete_snapshots};
use crate::cli::report::gaps::gaps;
use crate::cli::run::recording::end_line;
use crate::cli::run::rerun::Rerun;
use crate::cli::run::shard::Part;
use crate::cli::run::shown::why_incomplete;
use crate::cli::run::telling::Told;
use crate::cli::streams::Streams;
use crate::decide::coverage::counting::Counting;
use crate::exit::ExitCode;
use crate::record::line::{EndLine, Stopped};
use crate::run::session::Session;
use crate::run::trials::{Ended, LibtestFormat};
use crate::show::report::report::Closing;
use crate::show::terminal::View;
use crate::source::diagnostic::Diagnostic;
use crate::source::render::render;

/// What came of a run.
pub struct Ran {
    /// What it says about everything.
    pub code: ExitCode,
    /// What it says about itself: whether everything was seen and written. What is wrong with cases is not in it.
    pub own: ExitCode,
}

/// A run of which every case has ended, or none will end any more.
pub struct Sent<'a> {
    /// How it ended.
    pub ended: Ended,
    /// When it began.
    pub started: Instant,
    /// How long it was allowed to take.
    pub deadline: Option<Duration>,
    /// Who was told, and what it came to.
    pub told: Told,
    /// What of the documentation was covered, where somebody wants to know.
    pub counting: Option<Counting<'a>>,
    /// The run whose failures were run again.
    pub rerun: Option<&'a Rerun>,
    /// The part of the suite that was run.
    pub part: &'a Part,
    /// How libtest prints, where it does.
    pub libtest: Option<LibtestFormat>,
}

/// Writes what is left to be written, and says what the process says.
pub fn conclude(
    sent: Sent<'_>,
    args: &RunArgs,
    session: &Session,
    view: &View<'_>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Ran> {
    let Sent { ended, started, deadline, told, counting, rerun, part, libtest } = sent;
    let Told { mut total, written, recorder, reports, mut unrecorded } = told;
    // Who reads the terminal may have gone; who reads the record and the reports has not.
    let written = written.and_then(|()| streams.out.flush());
    let obsolete = match ended == Ended::Complete && is_whole(&args.select) && args.rerun_failed.is_none() {
        true => obsolete_snapshots(session),
        false => Obsolete::default(),
    };
    let gone = rerun.map_or(ExitCode::Holds, Rerun::code);
    let stopped = stopped(ended);
    let code = total.exit_code(ended).and(obsolete.code).and(gone);
    let mut end = end_line(&total.summary, started, stopped, obsolete.paths, code);
    let gaps = gaps(&total, stopped);
    let coverage = counting.map(|counting| counting.finish(gaps.clone()));
    let closing = Closing { ends: std::slice::from_ref(&end), gaps: &gaps, coverage: coverage.as_ref() };
    let unwritten = reports.end(&closing);
    let is_written = unwritten.is_empty() && written.is_ok();
    let code = if is_written { code } else { code.and(ExitCode::Incomplete) };
    end.exit = code as u8;
    // What is printed, recorded and reported is the same time.
    let elapsed = elapsed(&end);
    if let Some(recorder) = recorder {
        unrecorded = recorder.end(end).err();
    }
    written?;
    let closing = [
        why_incomplete(ended, &total.summary, args, deadline),
        obsolete.note,
        part.note(),
        total.closing(view, elapsed, libtest.is_none()),
    ];
    // Where libtest owns stdout, nothing of ours may stand between its lines.
    match libtest {
        None => streams.out.write_all(closing.concat().as_bytes())?,
        Some(_) => streams.errors.write_all(closing.concat().as_bytes())?,
    }
    tell_unwritten(&unwritten, session, streams)?;
    if let Some(error) = &unrecorded {
        writeln!(streams.errors, "error[{}]: {error}", error.code)?;
    }
    let code = if unrecorded.is_some() { code.and(ExitCode::Incomplete) } else { code };
    let is_seen = ended == Ended::Complete && is_written && unrecorded.is_none();
    let own = match (code, is_seen) {
        (ExitCode::Bug, _) => ExitCode::Bug,
        (_, true) => gone,
        (_, false) => ExitCode::Incomplete,
    };
    Ok(Ran { code, own })
}

fn tell_unwritten(unwritten: &[Diagnostic], session: &Session, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    for diagnostic in unwritten {
        writeln!(streams.errors, "{}", render(diagnostic, &session.sources, streams.color))?;
    }
    Ok(())
}

fn elapsed(end: &EndLine) -> Duration {
    Duration::from_micros(end.elapsed_us)
}

fn stopped(ended: Ended) -> Option<Stopped> {
    match ended {
        Ended::Complete => None,
        Ended::Interrupted => Some(Stopped::Interrupted),
        Ended::DeadlinePassed => Some(Stopped::Deadline),
        Ended::TooManyFailures => Some(Stopped::TooManyFailures),
    }
}

/// Whether nothing was left out, so that a snapshot that no case asked for is nobody's.
fn is_whole(args: &SelectArgs) -> bool {
    args.filters.is_empty() && args.skip.is_empty() && args.tag.is_empty() && !args.exact
}
