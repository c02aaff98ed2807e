//! Paths that are redacted or aliased from now on.

use crate::cli::review::edit::{Edit, Volatile, edit as edited};
use crate::cli::review::terminal::session::{Done, Session, Then, Work};
use crate::decide::review::group::ChangeId;
use crate::show::review::state::Foot;

/// Makes the path of the change volatile, after a question where that concerns more than the case that is shown.
pub fn edit(session: &mut Session<'_>, volatile: Volatile) {
    let Some(group) = session.group() else { return };
    let first = group.members[0];
    let path = session.review.pending[first.pending].change.changes[first.change].path.clone();
    let targets = targets(session, &path);
    let Edit { step, notes, cases } = match edited(session.store.root(), session.review, &targets, volatile) {
        Ok(edit) => edit,
        Err(why) => {
            session.state.foot = session.trouble(&why);
            return;
        }
    };
    let notes = session.guard.mask.apply(&notes.join("; ")).into_owned();
    let done = Done { words: notes.clone(), is_edit: true, place: session.place() };
    let work = Work { step, done, then: Then::Stay };
    if cases > 1 {
        session.asked = Some(work);
        session.state.foot = Foot::Question(format!("{notes}: write that?"));
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
