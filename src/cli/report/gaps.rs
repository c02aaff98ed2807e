//! Why a run is not all there should be, in sentences for its reports.

use crate::record::event::Summary;
use crate::record::line::Stopped;
use crate::show::plain::count;

/// What is missing of a run that ended in this way.
pub fn gaps(summary: &Summary, stopped: Option<Stopped>) -> Vec<String> {
    let mut gaps = Vec::new();
    match stopped {
        Some(Stopped::Interrupted) => gaps.push("the run was interrupted before every case had ended".to_owned()),
        Some(Stopped::TooManyFailures) => gaps.push("the run stopped since too many cases had failed".to_owned()),
        Some(Stopped::Missing) => gaps.push("records that belong to it are missing".to_owned()),
        None => {}
    }
    if summary.missing() > 0 {
        gaps.push(format!("{} of {} have no verdict", summary.missing(), count(summary.planned, "case")));
    }
    gaps.extend(nothing_run(summary));
    gaps
}

/// What is said where every case was skipped.
pub fn nothing_run(summary: &Summary) -> Option<String> {
    (summary.skipped == summary.planned).then(|| "no case was run".to_owned())
}
