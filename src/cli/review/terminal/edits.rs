//! Paths that are redacted or aliased from now on.

use crate::cli::review::edit::{Volatile, make_volatile};
use crate::cli::review::terminal::session::{Done, Session, Then, Work, trouble};
use crate::decide::review::group::ChangeId;
use crate::decide::review::session::Step;
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::record::proposal::FOLDER as PROPOSALS;
use crate::show::plain::count;
use crate::show::review::state::Foot;

/// Makes the path of the change volatile, after a question where that concerns more than the case that is shown.
pub fn edit(session: &mut Session<'_>, volatile: Volatile) {
    let Some(group) = session.group() else { return };
    let path = group.change(&session.review.pending).path.clone();
    let targets = targets(session, &path);
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

/// All changes at a path, in the case files of the group: volatile values differ from case to case, so that each is a
/// group of its own. Only those of one case where only that is decided.
fn targets(session: &Session<'_>, path: &str) -> Vec<ChangeId> {
    let pending = &session.review.pending;
    let file = |index: usize| pending[index].change.new.source.as_deref();
    let is_wanted = |index: usize| match (session.is_about_one_case(), session.scene().here().first()) {
        (true, Some(here)) => here.pending == index,
        _ => session.group().is_some_and(|group| group.members.iter().any(|id| file(id.pending) == file(index))),
    };
    let wanted = (0..pending.len()).filter(|index| is_wanted(*index));
    let changes = wanted.flat_map(|index| {
        let changes = pending[index].change.changes.iter().enumerate();
        let at_path = changes.filter(|(_, change)| change.path == path);
        at_path.map(move |(change, _)| ChangeId { pending: index, change })
    });
    changes.collect()
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
