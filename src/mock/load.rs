//! Reads what is to be played: a contract, and the rules that go with it.

use std::sync::Arc;

use camino::Utf8Path;

use crate::contract::description::Contract;
use crate::mock::rules::file::{self, Configured};
use crate::mock::rules::rule::MockFile;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;

/// An API, read and ready to be played.
#[derive(Clone, Debug)]
pub struct Play {
    /// What its documentation promises.
    pub contract: Arc<Contract>,
    /// Its state and rules.
    pub file: Option<Arc<MockFile>>,
}

/// Reads both files below `root`; the rules must be for the API that they are `configured` for, if any. `None` when they cannot be played; why was reported. A contract of which only a part
/// can be used is played as far as it goes, and what is wrong with it was reported, too.
pub fn load(
    root: &Utf8Path,
    contract: &Utf8Path,
    rules: Option<&Utf8Path>,
    configured: Option<Configured<'_>>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Play> {
    let mut found = Diagnostics::default();
    let contract = Contract::load(root, contract, sources, &mut found).map(Arc::new);
    match contract {
        // What cannot be played is not: that is no reason to play nothing.
        Some(_) => found.sorted().into_iter().for_each(|problem| diagnostics.push(problem.clone().warning())),
        None => diagnostics.append(found),
    }
    let contract = contract?;
    let file = match rules {
        Some(rules) => Some(Arc::new(file::read(root, rules, configured, &contract, sources, diagnostics)?)),
        None => None,
    };
    Some(Play { contract, file })
}
