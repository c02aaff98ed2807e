//! Why a run is not all there should be, in sentences for its reports.

use crate::cli::run::total::Total;
use crate::record::event::Summary;
use crate::record::line::Stopped;
use crate::show::plain::count;

/// What is missing of a run that ended in this way. A shard may have nothing to run where others have.
pub fn gaps(total: &Total, stopped: Option<Stopped>) -> Vec<String> {
    let summary = &total.summary;
    let mut gaps = Vec::new();
    match stopped {
        Some(Stopped::Interrupted) => gaps.push("the run was interrupted before every case had ended".to_owned()),
        Some(Stopped::Deadline) => gaps.push("the deadline of the run passed before every case had ended".to_owned()),
        Some(Stopped::TooManyFailures) => gaps.push("the run stopped since too many cases had failed".to_owned()),
        Some(Stopped::Missing) => gaps.push("records that belong to it are missing".to_owned()),
        None => {}
    }
    if summary.missing() > 0 {
        let verb = if summary.missing() == 1 { "has" } else { "have" };
        gaps.push(format!("{} of {} {verb} no verdict", summary.missing(), count(summary.planned, "case")));
    }
    gaps.extend(nothing_run(summary).filter(|_| !total.elsewhere));
    gaps
}

/// What is said where every case was skipped.
pub fn nothing_run(summary: &Summary) -> Option<String> {
    (summary.skipped == summary.planned).then(|| "no case was run".to_owned())
}
