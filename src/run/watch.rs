//! Deadlines that hold even when a thread never returns.
//!
//! Every trial is claimed once, by whoever runs it, and settled once, by whoever has its verdict first: the thread that
//! ran it, or the watchdog after its deadline. A thread that is stuck keeps its place in the pool; when every thread of
//! the pool may be stuck, the watchdog asks for another one, so that the remaining cases still run.
//!
//! A thread that was given up may return and go on with other cases, beside the one that took its place. So a case
//! begins only while fewer run than may run at once.
//!
//! A run ends early in one of two ways: it is halted, and what runs is finished; or it is cancelled, and what runs is
//! broken off. In both nothing new begins.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::wire::cancel::{Cancel, Why};

/// How much later than its deadline a case is given up.
pub const GRACE: Duration = Duration::from_millis(200);
/// How often a case that waits for its turn looks whether the run goes on at all.
const LOOK: Duration = Duration::from_millis(20);

/// The state of every trial of a run.
#[derive(Debug)]
pub struct Watch {
    states: Vec<AtomicU8>,
    /// What the thread of each trial is doing: a [`Stage`].
    stages: Vec<AtomicU8>,
    /// How many run at once, at most.
    most: usize,
    running: Mutex<Vec<Running>>,
    /// Somebody may begin.
    turn: Condvar,
    /// How many trials were claimed and are not done.
    claimed: AtomicUsize,
    halt: Cancel,
    cancel: Cancel,
}

#[derive(Clone, Debug)]
struct Running {
    trial: usize,
    started: Instant,
    deadline: Instant,
    /// Whether [`Watch::long_running`] has told it.
    told: bool,
    /// What has to be undone and was not yet.
    left: Vec<String>,
}

/// What a thread does with its case: the watchdog names it when there is no other word of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Stage {
    /// Nothing that takes long.
    Other,
    /// A request is made.
    Making,
    /// An answer is waited for.
    Waiting,
    /// An answer is judged.
    Judging,
    /// What was seen is written down.
    Telling,
}

impl Stage {
    fn of(number: u8) -> Stage {
        let all = [Stage::Other, Stage::Making, Stage::Waiting, Stage::Judging, Stage::Telling];
        all.into_iter().find(|stage| *stage as u8 == number).unwrap_or(Stage::Other)
    }
}

/// What is known of a trial that has begun and has no verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The trial.
    pub trial: usize,
    /// When it began.
    pub started: Instant,
    /// What its thread does.
    pub stage: Stage,
    /// What has to be undone and was not yet.
    pub left: Vec<String>,
}

const WAITING: u8 = 0;
const CLAIMED: u8 = 1;
const SETTLED: u8 = 2;

impl Watch {
    /// Nothing has been claimed yet. `most` trials run at once.
    pub fn new(trials: usize, most: usize) -> Watch {
        Watch {
            states: (0..trials).map(|_| AtomicU8::new(WAITING)).collect(),
            stages: (0..trials).map(|_| AtomicU8::new(Stage::Other as u8)).collect(),
            most: most.max(1),
            running: Mutex::new(Vec::new()),
            turn: Condvar::new(),
            claimed: AtomicUsize::new(0),
            halt: Cancel::default(),
            cancel: Cancel::default(),
        }
    }

    /// Claims a trial for the calling thread, who says when it is [done](Watch::done) with it. False when somebody else
    /// has it, or nothing new begins: either whoever ends the run sees it claimed, or it is not claimed.
    pub fn claim(&self, trial: usize) -> bool {
        self.claimed.fetch_add(1, Ordering::SeqCst);
        let claimed = !self.is_halted()
            && self.states[trial].compare_exchange(WAITING, CLAIMED, Ordering::AcqRel, Ordering::Relaxed).is_ok();
        if !claimed {
            self.done();
        }
        claimed
    }

    /// A claimed trial has been told, or given back.
    pub fn done(&self) {
        self.claimed.fetch_sub(1, Ordering::SeqCst);
    }

    /// Gives a claimed trial back: it was not begun.
    pub fn give_back(&self, trial: usize) {
        let _ = self.states[trial].compare_exchange(CLAIMED, WAITING, Ordering::AcqRel, Ordering::Relaxed);
        self.done();
    }

    /// Whether a trial was claimed, by somebody who is not done with it.
    pub fn is_busy(&self) -> bool {
        self.claimed.load(Ordering::SeqCst) > 0
    }

    /// Says that a claimed trial begins, once it is its turn, and how long it may take from then on. `None` when nothing
    /// new begins any more: either the trial is seen running by whoever cancels, or it does not begin.
    pub fn begin(&self, trial: usize, deadline: Duration) -> Option<Lease<'_>> {
        let mut running = self.lock();
        while running.len() >= self.most && !self.is_halted() {
            running = self.turn.wait_timeout(running, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        let started = Instant::now();
        let deadline = started.checked_add(deadline).unwrap_or(started);
        running.push(Running { trial, started, deadline, told: false, left: Vec::new() });
        drop(running);
        if self.is_halted() {
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
            self.turn.notify_one();
        }
        first
    }

    /// The trials whose deadline passed longer than [`GRACE`] ago.
    pub fn overdue(&self, now: Instant) -> Vec<Begun> {
        let running = self.lock();
        let late = running.iter().filter(|running| running.deadline + GRACE <= now);
        late.map(|running| self.begun(running)).collect()
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

    /// Nothing new begins, and what runs is finished.
    pub fn halt(&self) {
        self.halt.cancel(Why::Enough);
    }

    /// Whether nothing new begins.
    pub fn is_halted(&self) -> bool {
        self.halt.is_cancelled()
    }

    /// The signal that is given when nothing new begins.
    pub fn halting(&self) -> &Cancel {
        &self.halt
    }

    /// Nothing new begins, and what runs is broken off.
    pub fn cancel(&self, why: Why) {
        self.halt.cancel(why);
        self.cancel.cancel(why);
    }

    /// Whether the run was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The signal that is given when the run is cancelled.
    pub fn cancellation(&self) -> &Cancel {
        &self.cancel
    }

    /// The trials that have begun and have no verdict.
    pub fn unsettled(&self) -> Vec<Begun> {
        self.lock().iter().map(|running| self.begun(running)).collect()
    }

    /// Whether a trial that runs has something to undo.
    pub fn is_undoing(&self) -> bool {
        self.lock().iter().any(|running| !running.left.is_empty())
    }

    fn begun(&self, running: &Running) -> Begun {
        let Running { trial, started, left, .. } = running.clone();
        Begun { trial, started, stage: Stage::of(self.stages[trial].load(Ordering::Relaxed)), left }
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
#[derive(Clone, Copy, Debug)]
pub struct Lease<'w> {
    watch: &'w Watch,
    trial: usize,
    deadline: Instant,
}

impl<'w> Lease<'w> {
    /// The same trial once more, with a time of its own. `None` when the run was cancelled, or the trial has its verdict
    /// already: from the watchdog.
    pub fn renew(&self, deadline: Duration) -> Option<Lease<'w>> {
        let now = Instant::now();
        let deadline = now.checked_add(deadline).unwrap_or(now);
        let mut running = self.watch.lock();
        let own = running.iter_mut().find(|running| running.trial == self.trial)?;
        if self.watch.is_cancelled() {
            return None;
        }
        own.deadline = deadline;
        Some(Lease { watch: self.watch, trial: self.trial, deadline })
    }

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

    /// Gives the trial so much more time, in which it only waits for its turn.
    pub fn postpone(&self, by: Duration) {
        for running in self.watch.lock().iter_mut().filter(|running| running.trial == self.trial) {
            running.deadline = running.deadline.checked_add(by).unwrap_or(running.deadline);
        }
    }

    /// The signal that is given when the run is cancelled.
    pub fn cancellation(&self) -> &'w Cancel {
        self.watch.cancellation()
    }

    /// Says what the trial's thread does from now on.
    pub fn at(&self, stage: Stage) {
        self.watch.stages[self.trial].store(stage as u8, Ordering::Relaxed);
    }

    /// Says what has to be undone, should nobody hear of the trial again.
    pub fn owes(&self, left: Vec<String>) {
        for running in self.watch.lock().iter_mut().filter(|running| running.trial == self.trial) {
            running.left.clone_from(&left);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{GRACE, Stage, Watch};
    use crate::wire::cancel::Why;

    #[test]
    fn a_trial_is_claimed_and_settled_once() {
        let watch = Watch::new(2, 2);
        assert!(watch.claim(0) && !watch.claim(0));
        assert!(watch.settle(0) && !watch.settle(0));
        assert!(watch.is_busy(), "nobody has been told yet");
        watch.done();
        watch.cancel(Why::Interrupted);
        assert!(!watch.claim(1) && !watch.is_busy());
    }

    #[test]
    fn what_is_given_back_can_be_claimed_again() {
        let watch = Watch::new(1, 1);
        assert!(watch.claim(0));
        watch.give_back(0);
        assert!(!watch.is_busy() && watch.claim(0));
    }

    #[test]
    fn a_lease_is_renewed_unless_the_run_or_the_trial_is_over() {
        let watch = Watch::new(2, 2);
        assert!(watch.claim(0) && watch.claim(1));
        let [first, second] = [0, 1].map(|trial| watch.begin(trial, Duration::ZERO).expect("not halted"));
        let later = Instant::now() + Duration::from_secs(10);
        assert!(first.renew(Duration::from_secs(60)).expect("it runs").deadline() > later);
        assert_eq!(watch.overdue(later).len(), 1, "the other one");
        watch.settle(1);
        assert!(second.renew(Duration::from_secs(60)).is_none());
        watch.halt();
        assert!(first.renew(Duration::from_secs(60)).is_some(), "what runs is finished");
        watch.cancel(Why::Interrupted);
        assert!(first.renew(Duration::from_secs(60)).is_none());
    }

    #[test]
    fn a_trial_is_overdue_after_deadline_and_grace() {
        let watch = Watch::new(1, 1);
        assert!(watch.claim(0));
        let lease = watch.begin(0, Duration::from_secs(5)).expect("not cancelled");
        let deadline = lease.deadline();
        assert!(watch.overdue(Instant::now()).is_empty());
        assert_eq!(watch.unsettled()[0].trial, 0);
        assert_eq!(watch.overdue(deadline + GRACE)[0].trial, 0);
        let later = lease.extend(Duration::from_secs(60));
        assert!(watch.overdue(deadline + GRACE).is_empty());
        assert_eq!(watch.overdue(later + GRACE).len(), 1);
        watch.settle(0);
        assert!(watch.overdue(later + GRACE).is_empty());
    }

    #[test]
    fn nothing_begins_once_the_run_is_cancelled() {
        let watch = Watch::new(1, 1);
        assert!(watch.claim(0));
        watch.halt();
        assert!(watch.begin(0, Duration::from_secs(5)).is_none());
        assert!(watch.unsettled().is_empty());
    }

    #[test]
    fn what_is_known_of_a_trial_is_what_its_thread_said_last() {
        let watch = Watch::new(1, 1);
        assert!(watch.claim(0));
        let lease = watch.begin(0, Duration::from_secs(5)).expect("not halted");
        assert!(!watch.is_undoing());
        lease.at(Stage::Judging);
        lease.owes(vec!["DELETE /items/1".to_owned()]);
        let begun = watch.unsettled().remove(0);
        assert_eq!((begun.stage, begun.left.as_slice()), (Stage::Judging, ["DELETE /items/1".to_owned()].as_slice()));
        assert!(watch.is_undoing());
        watch.settle(0);
        assert!(!watch.is_undoing());
    }

    #[test]
    fn a_trial_waits_while_as_many_run_as_may() {
        let watch = Watch::new(2, 1);
        assert!(watch.claim(0) && watch.claim(1));
        watch.begin(0, Duration::from_secs(5)).expect("not halted");
        std::thread::scope(|scope| {
            let second = scope.spawn(|| watch.begin(1, Duration::from_secs(5)).is_some());
            assert_eq!(watch.unsettled().len(), 1, "the second one waits");
            watch.settle(0);
            assert!(second.join().expect("no panic"));
        });
        assert_eq!(watch.unsettled()[0].trial, 1);
    }
}
