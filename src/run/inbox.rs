//! Where the threads of a run put their reports, and the main thread takes them from.
//!
//! Waking a thread costs as much as judging a small answer, so passing cases don't wake the main thread, which looks
//! every few milliseconds anyway. Whatever somebody may be waiting for wakes it at once: a case that did not pass, and
//! the last one of all.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many reports lie here at most before the main thread is woken, so that they don't pile up.
const PILE: usize = 64;

/// What has arrived and has not been taken.
#[derive(Debug)]
pub struct Inbox<T> {
    state: Mutex<State<T>>,
    arrived: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: Vec<T>,
    missing: usize,
}

impl<T> Inbox<T> {
    /// Empty; `expected` items will arrive, or be given up.
    pub fn new(expected: usize) -> Inbox<T> {
        Inbox { state: Mutex::new(State { items: Vec::new(), missing: expected }), arrived: Condvar::new() }
    }

    /// Puts an item in. `urgent` ones are taken at once.
    pub fn put(&self, item: T, urgent: bool) {
        let mut state = self.lock();
        state.items.push(item);
        state.missing = state.missing.saturating_sub(1);
        let wake = urgent || state.missing == 0 || state.items.len() == PILE;
        drop(state);
        if wake {
            self.arrived.notify_one();
        }
    }

    /// One item less will arrive: somebody else answers for it.
    pub fn give_up_one(&self) {
        let mut state = self.lock();
        state.missing = state.missing.saturating_sub(1);
    }

    /// Everything that is there; waits until it is woken, at most `patience`.
    pub fn take(&self, patience: Duration) -> Vec<T> {
        let state = self.lock();
        let mut state = if state.items.is_empty() && state.missing > 0 {
            self.arrived.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner).0
        } else {
            state
        };
        std::mem::take(&mut state.items)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Inbox, PILE};

    const LONG: Duration = Duration::from_secs(3600);

    /// What a waiting thread takes, woken by nothing but what `put` does.
    fn taken(expected: usize, put: impl FnOnce(&Inbox<u8>) + Send) -> Vec<u8> {
        let inbox = Inbox::new(expected);
        std::thread::scope(|scope| {
            scope.spawn(|| put(&inbox));
            loop {
                let items = inbox.take(LONG);
                if !items.is_empty() {
                    return items;
                }
            }
        })
    }

    #[test]
    fn an_urgent_item_the_last_one_and_a_pile_wake_whoever_waits() {
        assert_eq!(taken(9, |inbox| inbox.put(1, true)), [1]);
        assert_eq!(taken(1, |inbox| inbox.put(2, false)), [2]);
        assert!(!taken(PILE + 1, |inbox| (0..PILE).for_each(|_| inbox.put(3, false))).is_empty());
    }

    #[test]
    fn what_was_given_up_is_not_waited_for() {
        let last = |inbox: &Inbox<u8>| {
            inbox.give_up_one();
            inbox.put(4, false);
        };
        assert_eq!(taken(2, last), [4]);
        let inbox: Inbox<u8> = Inbox::new(1);
        inbox.give_up_one();
        assert!(inbox.take(LONG).is_empty());
    }
}
