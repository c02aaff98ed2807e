//! The worlds of a mock: one for each session, so that cases which run side by side never meet.
//!
//! A session costs nothing until it may write. How many written ones are kept is bounded; one that had to go is
//! remembered, because answering from fresh state would be a lie that looks like a bug of the API.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::mock::tree::Tree;

/// How many written sessions are kept unless set otherwise.
pub const MAX_SESSIONS: usize = 10_000;
/// How many evicted sessions are remembered, as a multiple of those that are kept.
const REMEMBERED: usize = 16;

/// The state of every session of one API.
#[derive(Debug)]
pub struct Sessions {
    initial: Tree,
    /// The session of requests that name none; never evicted.
    shared: Arc<Mutex<Tree>>,
    written: Mutex<Written>,
    limit: usize,
}

/// A session's state was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

#[derive(Debug, Default)]
struct Written {
    by_id: HashMap<Box<str>, Slot>,
    by_age: BTreeMap<u64, Box<str>>,
    clock: u64,
    evicted: HashSet<Box<str>>,
    evicted_order: VecDeque<Box<str>>,
}

#[derive(Debug)]
struct Slot {
    state: Arc<Mutex<Tree>>,
    used: u64,
}

impl Sessions {
    /// Sessions that start from `initial`; at most `limit` written ones are kept.
    pub fn new(initial: Tree, limit: usize) -> Sessions {
        let shared = Arc::new(Mutex::new(initial.clone()));
        Sessions { initial, shared, written: Mutex::default(), limit: limit.max(1) }
    }

    /// The state of a session as it is now; cheap.
    pub fn read(&self, id: Option<&str>) -> Result<Tree, Gone> {
        let Some(id) = id else { return Ok(lock(&self.shared).clone()) };
        let state = {
            let mut written = lock(&self.written);
            match written.touch(id) {
                Some(state) => state,
                None if written.evicted.contains(id) => return Err(Gone),
                None => return Ok(self.initial.clone()),
            }
        };
        let tree = lock(&state).clone();
        Ok(tree)
    }

    /// The state of a session to be written; whoever holds its lock writes alone.
    pub fn write(&self, id: Option<&str>) -> Result<Arc<Mutex<Tree>>, Gone> {
        let Some(id) = id else { return Ok(self.shared.clone()) };
        let mut written = lock(&self.written);
        if let Some(state) = written.touch(id) {
            return Ok(state);
        }
        if written.evicted.contains(id) {
            return Err(Gone);
        }
        if written.by_id.len() >= self.limit {
            written.evict(self.limit.saturating_mul(REMEMBERED));
        }
        Ok(written.insert(id, self.initial.clone()))
    }

    /// Forgets a session that will not come back; its name starts afresh.
    pub fn end(&self, id: &str) {
        let mut written = lock(&self.written);
        if let Some(slot) = written.by_id.remove(id) {
            written.by_age.remove(&slot.used);
        }
        if written.evicted.remove(id) {
            written.evicted_order.retain(|other| &**other != id);
        }
    }

    /// How many sessions hold a state of their own.
    pub fn len(&self) -> usize {
        lock(&self.written).by_id.len()
    }

    /// Whether no session holds a state of its own.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Written {
    fn touch(&mut self, id: &str) -> Option<Arc<Mutex<Tree>>> {
        let slot = self.by_id.get_mut(id)?;
        self.clock += 1;
        if let Some(name) = self.by_age.remove(&slot.used) {
            self.by_age.insert(self.clock, name);
        }
        slot.used = self.clock;
        Some(slot.state.clone())
    }

    fn insert(&mut self, id: &str, initial: Tree) -> Arc<Mutex<Tree>> {
        self.clock += 1;
        let state = Arc::new(Mutex::new(initial));
        self.by_age.insert(self.clock, id.into());
        self.by_id.insert(id.into(), Slot { state: state.clone(), used: self.clock });
        state
    }

    fn evict(&mut self, remembered: usize) {
        let Some((_, id)) = self.by_age.pop_first() else { return };
        self.by_id.remove(&id);
        if self.evicted_order.len() >= remembered
            && let Some(oldest) = self.evicted_order.pop_front()
        {
            self.evicted.remove(&oldest);
        }
        self.evicted.insert(id.clone());
        self.evicted_order.push_back(id);
    }
}

/// A panic while a lock was held leaves a whole tree behind: writes replace parts, never tear them.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Gone, Sessions, lock};
    use crate::mock::tree::Tree;

    fn sessions(limit: usize) -> Sessions {
        Sessions::new(Tree::from(&json!({ "n": 0 })), limit)
    }

    fn put(sessions: &Sessions, id: Option<&str>, n: u64) {
        let state = sessions.write(id).unwrap();
        lock(&state).set(&["n".to_owned()], Tree::Number(n.into())).unwrap();
    }

    fn n(sessions: &Sessions, id: Option<&str>) -> Result<Option<Tree>, Gone> {
        sessions.read(id).map(|tree| tree.get("n").cloned())
    }

    #[test]
    fn sessions_do_not_see_each_other() {
        let sessions = sessions(10);
        put(&sessions, Some("a"), 1);
        put(&sessions, None, 2);
        assert_eq!(n(&sessions, Some("a")), Ok(Some(Tree::Number(1.into()))));
        assert_eq!(n(&sessions, Some("b")), Ok(Some(Tree::Number(0.into()))));
        assert_eq!(n(&sessions, None), Ok(Some(Tree::Number(2.into()))));
    }

    #[test]
    fn reading_keeps_no_session() {
        let sessions = sessions(10);
        for id in 0..100 {
            n(&sessions, Some(&id.to_string())).unwrap();
        }
        assert!(sessions.is_empty());
    }

    #[test]
    fn an_evicted_session_is_gone_and_never_fresh() {
        let sessions = sessions(2);
        put(&sessions, Some("a"), 1);
        put(&sessions, Some("b"), 2);
        n(&sessions, Some("a")).unwrap();
        put(&sessions, Some("c"), 3);
        assert_eq!(n(&sessions, Some("b")), Err(Gone), "b was used least recently");
        assert!(sessions.write(Some("b")).is_err());
        assert_eq!(n(&sessions, Some("a")), Ok(Some(Tree::Number(1.into()))));
        assert_eq!(sessions.len(), 2);
    }

    #[test]
    fn a_session_that_was_ended_makes_room() {
        let sessions = sessions(1);
        put(&sessions, Some("a"), 1);
        sessions.end("a");
        put(&sessions, Some("b"), 2);
        assert_eq!(n(&sessions, Some("a")), Ok(Some(Tree::Number(0.into()))));
        assert_eq!(n(&sessions, Some("b")), Ok(Some(Tree::Number(2.into()))));
    }
}
