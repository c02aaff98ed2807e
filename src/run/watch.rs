//! Deadlines that hold even when a thread never returns.
//!
//! Every trial is claimed once, by whoever runs it, and settled once, by whoever has its verdict first: the thread that
//! ran it, or the watchdog after its deadline. A thread that is stuck keeps its place in the pool; when every thread of
//! the pool may be stuck, the watchdog asks for another one, so that the remaining cases still run.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::wire::cancel::Cancel;

/// How much later than its deadline a case is given up.
pub const GRACE: Duration = Duration::from_millis(200);

/// The state of every trial of a run.
#[derive(Debug)]
pub struct Watch {
    states: Vec<AtomicU8>,
    running: Mutex<Vec<Running>>,
    cancel: Cancel,
}

#[derive(Clone, Copy, Debug)]
struct Running {
    trial: usize,
    started: Instant,
    deadline: Instant,
    /// Whether [`Watch::long_running`] has told it.
    told: bool,
}

const WAITING: u8 = 0;
const CLAIMED: u8 = 1;
const SETTLED: u8 = 2;

impl Watch {
    /// Nothing has been claimed yet.
    pub fn new(trials: usize) -> Watch {
        Watch {
            states: (0..trials).map(|_| AtomicU8::new(WAITING)).collect(),
            running: Mutex::new(Vec::new()),
            cancel: Cancel::default(),
        }
    }

    /// Claims a trial for the calling thread. False when somebody else has it, or the run was cancelled.
    pub fn claim(&self, trial: usize) -> bool {
        !self.is_cancelled()
            && self.states[trial].compare_exchange(WAITING, CLAIMED, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Says that a claimed trial begins now, and how long it may take. `None` when the run was cancelled meanwhile:
    /// either the trial is seen running by whoever cancels, or it does not begin.
    pub fn begin(&self, trial: usize, deadline: Duration) -> Option<Lease<'_>> {
        let started = Instant::now();
        let deadline = started.checked_add(deadline).unwrap_or(started);
        self.lock().push(Running { trial, started, deadline, told: false });
        if self.is_cancelled() {
            self.lock().retain(|running| running.trial != trial);
            return None;
        }
        Some(Lease { watch: self, trial, deadline })
    }

    /// Settles a trial. True for the first one who does; only their verdict counts.
    pub fn settle(&self, trial: usize) -> bool {
        let first = self.states[trial].swap(SETTLED, Ordering::AcqRel) != SETTLED;
        if first {
            self.lock().retain(|running| running.trial != trial);
        }
        first
    }

    /// The trials whose deadline passed longer than [`GRACE`] ago, with the time that they took.
    pub fn overdue(&self, now: Instant) -> Vec<(usize, Duration)> {
        let running = self.lock();
        let late = running.iter().filter(|running| running.deadline + GRACE <= now);
        late.map(|running| (running.trial, now - running.started)).collect()
    }

    /// The trials that began longer than `moment` ago and have not ended, each told once.
    pub fn long_running(&self, moment: Duration) -> Vec<(usize, Instant)> {
        let mut running = self.lock();
        let new = running.iter_mut().filter(|running| !running.told && running.started.elapsed() >= moment);
        let told = new.map(|running| {
            running.told = true;
            (running.trial, running.started)
        });
        told.collect()
    }

    /// How many trials have begun and not ended.
    pub fn running(&self) -> usize {
        self.lock().len()
    }

    /// No further trial can be claimed.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Whether the run was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The signal that is given when the run is cancelled.
    pub fn cancellation(&self) -> &Cancel {
        &self.cancel
    }

    /// The trials without a verdict.
    pub fn pending(&self) -> Vec<usize> {
        let pending = |&trial: &usize| self.states[trial].load(Ordering::Acquire) != SETTLED;
        (0..self.states.len()).filter(pending).collect()
    }

    /// The first trial that nobody has claimed.
    pub fn waiting(&self) -> Option<usize> {
        (0..self.states.len()).find(|&trial| self.states[trial].load(Ordering::Acquire) == WAITING)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time that a running trial has.
#[derive(Debug)]
pub struct Lease<'w> {
    watch: &'w Watch,
    trial: usize,
    deadline: Instant,
}

impl Lease<'_> {
    /// When the trial must have ended.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Gives the trial `more` time from now on, to undo what it did. Returns until when.
    pub fn extend(&self, more: Duration) -> Instant {
        let deadline = Instant::now().checked_add(more).unwrap_or(self.deadline).max(self.deadline);
        for running in self.watch.lock().iter_mut().filter(|running| running.trial == self.trial) {
            running.deadline = deadline;
        }
        deadline
    }

    /// The signal that is given when the run is cancelled.
    pub fn cancellation(&self) -> &Cancel {
        self.watch.cancellation()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{GRACE, Watch};

    #[test]
    fn a_trial_is_claimed_and_settled_once() {
        let watch = Watch::new(2);
        assert!(watch.claim(0) && !watch.claim(0));
        assert!(watch.settle(0) && !watch.settle(0));
        assert_eq!(watch.pending(), [1]);
        watch.cancel();
        assert!(!watch.claim(1));
    }

    #[test]
    fn a_trial_is_overdue_after_deadline_and_grace() {
        let watch = Watch::new(1);
        assert!(watch.claim(0));
        let lease = watch.begin(0, Duration::from_secs(5)).expect("not cancelled");
        let deadline = lease.deadline();
        assert!(watch.overdue(Instant::now()).is_empty());
        assert_eq!(watch.running(), 1);
        assert_eq!(watch.overdue(deadline + GRACE)[0].0, 0);
        let later = lease.extend(Duration::from_secs(60));
        assert!(watch.overdue(deadline + GRACE).is_empty());
        assert_eq!(watch.overdue(later + GRACE).len(), 1);
        watch.settle(0);
        assert!(watch.overdue(later + GRACE).is_empty());
    }

    #[test]
    fn nothing_begins_once_the_run_is_cancelled() {
        let watch = Watch::new(1);
        assert!(watch.claim(0));
        watch.cancel();
        assert!(watch.begin(0, Duration::from_secs(5)).is_none());
        assert_eq!(watch.running(), 0);
    }
}
