//! What the expressions of one rule see of one request: its parts, the state, and the names of `let`.
//!
//! Random values are a function of the mock's seed, the session, how often its state was written, and the request, so a
//! run can be repeated. Everything is made when it is first asked for, so that a rule whose `when` fails early costs little.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use minijinja::value::{Enumerator, Object, Value};

use crate::mock::ask::incoming::Incoming;
use crate::mock::collection::seed::mixed;
use crate::mock::rules::functions::RANDOM;
use crate::mock::rules::rule::{MockFile, Rule, RuleError};
use crate::mock::rules::view::to_value;
use crate::mock::state::session::{Now, lock};
use crate::mock::state::tree::Tree;

/// A rule at work on a request.
#[derive(Debug)]
pub struct Scope {
    file: Arc<MockFile>,
    rule: Arc<Rule>,
    incoming: Arc<Incoming>,
    session: Option<Arc<str>>,
    state: Mutex<Value>,
    names: Mutex<Vec<Option<Value>>>,
    failure: Mutex<Option<RuleError>>,
    /// What the next random value is made of.
    seed: AtomicU64,
}

impl Scope {
    /// A rule on a request, with the state as it is before the rule.
    pub fn new(
        file: Arc<MockFile>,
        rule: Arc<Rule>,
        incoming: Arc<Incoming>,
        session: Option<Arc<str>>,
        now: &Now,
        seed: u64,
    ) -> Arc<Scope> {
        let names = Mutex::new(vec![None; rule.names.len()]);
        let state = Mutex::new(to_value(&now.state));
        let seed = AtomicU64::new(mixed(seed, session.as_deref().unwrap_or_default(), now.revision));
        Arc::new(Scope { file, rule, incoming, session, state, names, failure: Mutex::default(), seed })
    }

    /// What is handed to an expression.
    pub fn context(self: &Arc<Scope>) -> Value {
        Value::from_dyn_object(self.clone())
    }

    /// Makes every name of `let` now, before the state changes.
    pub fn settle(self: &Arc<Scope>) -> Result<(), RuleError> {
        for index in 0..self.rule.names.len() {
            self.name(index);
        }
        self.failed()
    }

    /// Shows the state as it is after the rule's changes.
    pub fn renew(&self, state: &Tree) {
        *lock(&self.state) = to_value(state);
    }

    /// What went wrong while a name was made; expressions themselves only saw that it was undefined.
    pub fn failed(&self) -> Result<(), RuleError> {
        lock(&self.failure).take().map_or(Ok(()), Err)
    }

    fn name(self: &Arc<Scope>, index: usize) -> Option<Value> {
        if let Some(value) = lock(&self.names).get(index)? {
            return Some(value.clone());
        }
        // Not under the lock: a name's value may use names before it.
        let (_, source) = self.rule.names.get(index)?;
        let value = match source.render(&self.file.templates, &self.context()) {
            Ok(tree) => to_value(&tree),
            Err(error) => {
                lock(&self.failure).get_or_insert(error);
                Value::UNDEFINED
            }
        };
        lock(&self.names)[index] = Some(value.clone());
        Some(value)
    }
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            RANDOM => {
                Some(Value::from(mixed(self.seed.fetch_add(1, Ordering::Relaxed), &self.incoming.request_line(), 0)))
            }
            "state" => Some(lock(&self.state).clone()),
            "session" => Some(self.session.as_ref().map_or(Value::from(()), Value::from)),
            _ => match self.rule.names.iter().position(|(name, _)| **name == *key) {
                Some(index) => self.name(index),
                None => self.incoming.root(key),
            },
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}
