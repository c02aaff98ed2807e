//! The worlds of a mock: one for each session, so that cases which run side by side never meet.
//!
//! A session costs nothing until it may write. How many written ones are kept is bounded; one that had to go is
//! remembered, because answering from fresh state would be a lie that looks like a bug of the API.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::mock::state::tree::Tree;

/// How many written sessions are kept unless set otherwise.
pub const MAX_SESSIONS: usize = 10_000;
/// How many evicted sessions are remembered, as a multiple of those that are kept.
const REMEMBERED: usize = 16;

/// The state of every session of one API.
#[derive(Debug)]
pub struct Sessions {
    initial: Tree,
    /// The session of requests that name none; never evicted.
    shared: Arc<World>,
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
    world: Arc<World>,
    used: u64,
}

/// The state of one session. Whoever may write passes the gate first, one after the other; whoever only reads waits for
/// nobody but a write itself.
#[derive(Debug)]
pub struct World {
    gate: Mutex<()>,
    now: Mutex<Now>,
    listener: OnceLock<Arc<dyn Changed>>,
}

/// Is told that a state has changed.
pub trait Changed: std::fmt::Debug + Send + Sync {
    /// It has. Called between two changes, so it should only take note.
    fn changed(&self);
}

/// A state, and how often it was written.
#[derive(Clone, Debug)]
pub struct Now {
    /// The state.
    pub state: Tree,
    /// 0 for a state that was never written.
    pub revision: u64,
}

impl World {
    /// A state that was never written.
    pub fn new(state: Tree) -> World {
        World { gate: Mutex::default(), now: Mutex::new(Now { state, revision: 0 }), listener: OnceLock::new() }
    }

    /// The state as it is.
    pub fn now(&self) -> Now {
        lock(&self.now).clone()
    }

    /// Changes the state where it is. Parts that nobody looks at just now are not copied, so what was seen of the state
    /// before should be dropped first.
    pub fn edit<T>(&self, edit: impl FnOnce(&mut Tree) -> T) -> T {
        let mut now = lock(&self.now);
        now.revision += 1;
        let edited = edit(&mut now.state);
        drop(now);
        if let Some(listener) = self.listener.get() {
            listener.changed();
        }
        edited
    }

    /// Tells `listener` of every change from now on; only the first one ever is told.
    pub fn tell(&self, listener: Arc<dyn Changed>) {
        // Nobody asks twice.
        let _ = self.listener.set(listener);
    }
}

impl Sessions {
    /// Sessions that start from `initial`; at most `limit` written ones are kept.
    pub fn new(initial: Tree, limit: usize) -> Sessions {
        let shared = Arc::new(World::new(initial.clone()));
        Sessions::around(shared, initial, limit)
    }

    /// The same, where requests that name no session have a state already.
    pub fn around(shared: Arc<World>, initial: Tree, limit: usize) -> Sessions {
        Sessions { initial, shared, written: Mutex::default(), limit: limit.max(1) }
    }

    /// The state of a session as it is now; cheap.
    pub fn read(&self, id: Option<&str>) -> Result<Now, Gone> {
        let Some(id) = id else { return Ok(self.shared.now()) };
        let world = {
            let mut written = lock(&self.written);
            match written.touch(id) {
                Some(world) => world,
                None if written.evicted.contains(id) => return Err(Gone),
                None => return Ok(Now { state: self.initial.clone(), revision: 0 }),
            }
        };
        Ok(world.now())
    }

    /// The world of requests that name no session.
    pub fn shared(&self) -> &Arc<World> {
        &self.shared
    }

    /// Lets `change` look at the state of a session and write it, alone: what it has seen is what it changes. A session
    /// that it did not write keeps no state of its own.
    pub fn change<T>(&self, id: Option<&str>, change: impl FnOnce(&World) -> T) -> Result<T, Gone> {
        let world = self.world(id)?;
        let gate = lock(&world.gate);
        let changed = change(&world);
        drop(gate);
        drop(world);
        if let Some(id) = id {
            lock(&self.written).leave(id);
        }
        Ok(changed)
    }

    fn world(&self, id: Option<&str>) -> Result<Arc<World>, Gone> {
        let Some(id) = id else { return Ok(self.shared.clone()) };
        let mut written = lock(&self.written);
        if let Some(world) = written.touch(id) {
            return Ok(world);
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
        written.remove(id);
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
    fn touch(&mut self, id: &str) -> Option<Arc<World>> {
        let slot = self.by_id.get_mut(id)?;
        self.clock += 1;
        if let Some(name) = self.by_age.remove(&slot.used) {
            self.by_age.insert(self.clock, name);
        }
        slot.used = self.clock;
        Some(slot.world.clone())
    }

    fn insert(&mut self, id: &str, initial: Tree) -> Arc<World> {
        self.clock += 1;
        let world = Arc::new(World::new(initial));
        self.by_age.insert(self.clock, id.into());
        self.by_id.insert(id.into(), Slot { world: world.clone(), used: self.clock });
        world
    }

    fn remove(&mut self, id: &str) {
        if let Some(slot) = self.by_id.remove(id) {
            self.by_age.remove(&slot.used);
        }
    }

    /// Removes a session that was not written, unless another request is just about to.
    fn leave(&mut self, id: &str) {
        let unwritten = |slot: &Slot| Arc::strong_count(&slot.world) == 1 && lock(&slot.world.now).revision == 0;
        if self.by_id.get(id).is_some_and(unwritten) {
            self.remove(id);
        }
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

    use super::{Gone, Sessions, World};
    use crate::mock::state::tree::Tree;

    fn sessions(limit: usize) -> Sessions {
        Sessions::new(Tree::from(&json!({ "n": 0 })), limit)
    }

    fn put(sessions: &Sessions, id: Option<&str>, n: u64) {
        let write = |world: &World| world.edit(|state| state.set(&["n".to_owned()], Tree::Number(n.into())));
        sessions.change(id, write).unwrap().unwrap();
    }

    fn n(sessions: &Sessions, id: Option<&str>) -> Result<Option<Tree>, Gone> {
        sessions.read(id).map(|now| now.state.get("n").cloned())
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
    fn looking_keeps_no_session() {
        let sessions = sessions(10);
        for id in 0..100 {
            n(&sessions, Some(&id.to_string())).unwrap();
            sessions.change(Some(&id.to_string()), World::now).unwrap();
        }
        assert!(sessions.is_empty());
    }

    #[test]
    fn writers_wait_for_each_other_and_readers_for_nobody() {
        let sessions = sessions(10);
        let count = |world: &World| {
            let Some(Tree::Number(before)) = world.now().state.get("n").cloned() else { panic!("a number") };
            // A reader in the middle of a change sees the state before it.
            assert_eq!(n(&sessions, None), Ok(Some(Tree::Number(before.clone()))));
            let after = before.as_u64().unwrap() + 1;
            world.edit(|state| state.set(&["n".to_owned()], Tree::Number(after.into()))).unwrap();
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..250).for_each(|_| sessions.change(None, count).unwrap()));
            }
        });
        assert_eq!(n(&sessions, None), Ok(Some(Tree::Number(1000.into()))));
        assert_eq!(sessions.read(None).unwrap().revision, 1000);
    }

    #[test]
    fn an_evicted_session_is_gone_and_never_fresh() {
        let sessions = sessions(2);
        put(&sessions, Some("a"), 1);
        put(&sessions, Some("b"), 2);
        n(&sessions, Some("a")).unwrap();
        put(&sessions, Some("c"), 3);
        assert_eq!(n(&sessions, Some("b")), Err(Gone), "b was used least recently");
        assert_eq!(sessions.change(Some("b"), |_| ()), Err(Gone));
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
