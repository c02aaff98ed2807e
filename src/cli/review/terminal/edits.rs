//! Paths that are redacted or aliased from now on.

use crate::cli::review::edit::{Volatile, make_volatile};
use crate::cli::review::terminal::session::{Done, Session, Then, Work, trouble};
use crate::decide::review::session::Step;
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::record::proposal::FOLDER as PROPOSALS;
use crate::show::plain::count;
use crate::show::review::state::Foot;

/// Makes the path of the change volatile, after a question where that concerns more than the case that is shown.
pub fn edit(session: &mut Session<'_>, volatile: Volatile) {
    let targets = session.targets();
    let Some(group) = session.group() else { return };
    let path = group.change(&session.review.pending).path.clone();
    let step = match make_volatile(session.store.root(), session.review, &targets, volatile) {
        Ok(step) => step,
        Err(why) => {
            session.state.foot = trouble(&why);
            return;
        }
    };
    let (cases, files) = concerned(&step);
    let (does, did) = match volatile {
        Volatile::Redacted => ("redact", "redacted"),
        Volatile::Aliased => ("alias", "aliased"),
    };
    let done = Done { words: format!("{did} {path} in {}", files.join(", ")), is_edit: true, place: session.place() };
    let work = Work { step, done, then: Then::Stay };
    if cases > 1 || files.len() > 1 {
        let about = format!("{does} {path} from now on in {} of {}?", count(cases, "case"), files.join(", "));
        session.asked = Some(work);
        session.state.foot = Foot::Question(about);
    } else {
        session.work = Some(work);
    }
}

/// How many cases a step concerns, and the case files that it changes.
fn concerned(step: &Step) -> (usize, Vec<String>) {
    let below = |folder: &str, path: &camino::Utf8Path| path.starts_with(folder);
    let files = step.writes.iter().filter(|write| !below(SNAPSHOTS, &write.path) && !below(PROPOSALS, &write.path));
    let mut files: Vec<String> = files.map(|write| write.path.to_string()).collect();
    files.dedup();
    let stem = |path: &camino::Utf8Path| path.as_str().trim_end_matches(".new").to_owned();
    let snapshots = step.writes.iter().filter(|write| below(SNAPSHOTS, &write.path));
    let mut snapshots: Vec<String> = snapshots.map(|write| stem(&write.path)).collect();
    snapshots.sort_unstable();
    snapshots.dedup();
    (snapshots.len(), files)
}
