//! The documented answers of one contract, each made once: most requests get what others got before them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::contract::description::Contract;
use crate::mock::answer::documented::{Prepared, Unanswerable, Wanted, choose, prepare};
use crate::mock::answer::generated::Source;
use crate::mock::answer::negotiate::{Accept, Chosen};

/// How many bytes of answers are kept; further ones are made anew each time.
const KEPT: usize = 32 << 20;

/// The documented answers of one contract.
#[derive(Debug)]
pub struct Answers {
    contract: Arc<Contract>,
    seed: u64,
    kept: RwLock<HashMap<Key, Arc<Prepared>>>,
    size: AtomicUsize,
    /// How many answers that differ each time were made, by operation.
    turns: Vec<AtomicU64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    operation: usize,
    status: u16,
    chosen: Option<Chosen>,
    example: Option<String>,
}

/// Which answer a request is to get.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The operation's index.
    pub operation: usize,
    /// The status.
    pub status: u16,
    /// What the client takes.
    pub accept: &'r Accept,
    /// The example it names.
    pub example: Option<&'r str>,
    /// Where the body comes from; what is generated in any case differs each time.
    pub source: Source,
}

impl Answers {
    /// None of them made yet.
    pub fn new(contract: Arc<Contract>, seed: u64) -> Answers {
        let turns = contract.operations.iter().map(|_| AtomicU64::new(0)).collect();
        Answers { contract, seed, kept: RwLock::default(), size: AtomicUsize::new(0), turns }
    }

    /// The answer. It is the same for the same request, unless it is to be generated: then the seed, the operation and
    /// the number of the request decide.
    pub fn get(&self, request: Request<'_>) -> Result<Arc<Prepared>, Unanswerable> {
        let Request { operation, status, accept, example, source } = request;
        let documented = &self.contract.operations[operation];
        let chosen = choose(documented, status, accept, example)?;
        if source == Source::Generated {
            let turn = self.turns[operation].fetch_add(1, Ordering::Relaxed);
            let seed = mixed(self.seed, operation as u64, turn);
            return prepare(&self.contract, documented, &Wanted { status, chosen, example, source, seed })
                .map(Arc::new);
        }
        let key = Key { operation, status, chosen, example: example.map(str::to_owned) };
        if let Some(prepared) = self.kept.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(prepared.clone());
        }
        let wanted = Wanted { status, chosen: key.chosen.clone(), example, source, seed: self.seed };
        let prepared = Arc::new(prepare(&self.contract, documented, &wanted)?);
        if self.size.fetch_add(prepared.size(), Ordering::Relaxed) < KEPT {
            self.kept.write().unwrap_or_else(PoisonError::into_inner).insert(key, prepared.clone());
        }
        Ok(prepared)
    }
}

/// One number of three, each of which makes a difference.
fn mixed(seed: u64, operation: u64, turn: u64) -> u64 {
    let mut mixed = seed;
    for part in [operation, turn] {
        mixed = (mixed ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^= mixed >> 29;
    }
    mixed
}
