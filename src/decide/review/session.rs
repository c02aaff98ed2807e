//! A review under way: decisions, what they write, and the way back.

use std::sync::Arc;

use crate::decide::review::group::{ChangeId, Group, groups};
use crate::decide::review::pending::{Decision, Pending};
use crate::record::store::Write;
use crate::secret::mask::Mask;

/// A review under way.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// What was pending when it began, in the order of the files; what is settled stays in its place.
    pub pending: Vec<Arc<Pending>>,
    /// The same changes together, the worst first.
    pub groups: Vec<Group>,
    /// The way back, the last step last.
    history: Vec<Way>,
    /// How many steps were made, with those that were taken back.
    made: usize,
    /// Hides secrets in whatever is shown.
    mask: Mask,
}

/// From one state to another.
#[derive(Clone, Debug)]
struct Way {
    /// By what its step is known: no other one has had this number.
    number: usize,
    pending: Vec<(usize, Arc<Pending>)>,
    /// Files besides those of the snapshots.
    others: Vec<Write>,
}

/// A step that is about to be made: when its writes are done, it is committed.
#[derive(Clone, Debug)]
pub struct Step {
    /// What has to be written first.
    pub writes: Vec<Write>,
    way: Way,
    is_undo: bool,
}

impl Review {
    /// A review of what is pending, which shows no secret that the mask knows.
    pub fn of(pending: Vec<Pending>, mask: Mask) -> Review {
        let pending: Vec<Arc<Pending>> = pending.into_iter().map(|one| Arc::new(one.masked(&mask))).collect();
        Review { groups: groups(&pending), pending, history: Vec::new(), made: 0, mask }
    }

    /// The step that decides these changes. What is decided so already is no part of it.
    pub fn decide(&self, changes: &[ChangeId], decision: Decision) -> Step {
        let mut sorted = changes.to_vec();
        sorted.sort();
        let decided = sorted.chunk_by(|a, b| a.pending == b.pending).filter_map(|changes| {
            let index = changes[0].pending;
            let mut decisions = self.pending[index].decisions.clone();
            changes.iter().for_each(|id| decisions[id.change] = decision);
            let is_new = decisions != self.pending[index].decisions;
            is_new.then(|| (index, Arc::new(self.pending[index].decided(decisions))))
        });
        self.step(decided.collect(), Vec::new())
    }

    /// The step that puts others in the place of pending snapshots, named by their index, and changes other files.
    pub fn replace(&self, replaced: Vec<(usize, Pending)>, others: Vec<Write>) -> Step {
        let pending =
            replaced.into_iter().map(|(index, pending)| (index, Arc::new(pending.written().masked(&self.mask))));
        self.step(pending.collect(), others)
    }

    /// The step that takes the last one back; `None` when there is none.
    pub fn undo(&self) -> Option<Step> {
        self.history.last().map(|way| self.along(way.clone(), true))
    }

    /// The number of the step that would be taken back next. It is not the last one that was made where that one was
    /// about something that had changed on disk.
    pub fn next_undone(&self) -> Option<usize> {
        self.history.last().map(|way| way.number)
    }

    /// How many steps can be taken back.
    pub fn steps(&self) -> usize {
        self.history.len()
    }

    /// Takes a step whose writes were made. One that changes nothing is not worth taking back.
    pub fn commit(&mut self, step: Step) {
        let back = |write: Write| Write { path: write.path, before: write.after, after: write.before };
        let others = step.way.others.into_iter().map(back).collect();
        let swap = |(index, pending): (usize, Arc<Pending>)| {
            let before: Arc<Pending> = std::mem::replace(&mut self.pending[index], pending);
            (index, before)
        };
        let way = Way { number: self.made, pending: step.way.pending.into_iter().map(swap).collect(), others };
        self.made += 1;
        match step.is_undo {
            true => drop(self.history.pop()),
            false if way.pending.is_empty() && way.others.is_empty() => {}
            false => self.history.push(way),
        }
        self.groups = groups(&self.pending);
    }

    /// Takes what turned out to be on disk for the snapshot at this index. What was decided about something else by now
    /// cannot be taken back any more.
    pub fn refresh(&mut self, index: usize, pending: Pending) {
        self.pending[index] = Arc::new(pending.masked(&self.mask));
        self.history.retain(|way| way.pending.iter().all(|(other, _)| *other != index));
        self.groups = groups(&self.pending);
    }

    /// Takes what turned out to be pending besides.
    pub fn add(&mut self, pending: Vec<Pending>) {
        self.pending.extend(pending.into_iter().map(|one| Arc::new(one.masked(&self.mask))));
        self.groups = groups(&self.pending);
    }

    /// How many changes were decided in this way.
    pub fn count(&self, decision: Decision) -> usize {
        self.pending.iter().flat_map(|pending| &pending.decisions).filter(|one| **one == decision).count()
    }

    fn step(&self, pending: Vec<(usize, Arc<Pending>)>, others: Vec<Write>) -> Step {
        self.along(Way { number: self.made, pending, others }, false)
    }

    fn along(&self, way: Way, is_undo: bool) -> Step {
        let changed = way.pending.iter().flat_map(|(index, after)| after.writes_from(&self.pending[*index]));
        Step { writes: way.others.iter().cloned().chain(changed).collect(), way, is_undo }
    }
}
