//! Which part of the selected cases a machine has, when several share a run.
//!
//! Every machine works it out for itself and comes to the same: from the ids of the cases alone, so that a case stays
//! where it was when others come and go, or from how long the cases took in an earlier run. Cases that wait for each
//! other, since they use a resource that one of them changes, are one unit, and stay on one machine.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};

use sha2::{Digest, Sha256};

use crate::suite::model::Case;
use crate::suite::plan::load::Suite;
use crate::suite::plan::select::Trial;

/// The name of the plan that goes by ids.
pub const BY_HASH: &str = "hash";
/// More machines than this are nobody's.
pub const MAX_SHARDS: u32 = 10_000;

/// One part of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    pub index: u32,
    /// How many there are.
    pub total: u32,
}

/// How cases are shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// By a hash of their ids.
    Hash,
    /// By how long they took.
    Timings(Timings),
}

/// How long cases took in an earlier run, in microseconds, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timings(pub BTreeMap<String, u64>);

impl Shard {
    /// What `2/5` says; `None` when there is no such part.
    pub fn parse(text: &str) -> Option<Shard> {
        let (index, total) = text.split_once('/')?;
        Shard::new(whole(index)?, whole(total)?)
    }

    /// A part, if there is one.
    pub fn new(index: u32, total: u32) -> Option<Shard> {
        (1..=total).contains(&index).then_some(Shard { index, total }).filter(|_| total <= MAX_SHARDS)
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.total)
    }
}

impl Plan {
    /// What records know it by.
    pub fn name(&self) -> String {
        match self {
            Plan::Hash => BY_HASH.to_owned(),
            Plan::Timings(timings) => format!("timings:{}", timings.hash()),
        }
    }
}

impl Timings {
    /// A SHA-256 over all of them, in hexadecimal.
    fn hash(&self) -> String {
        let mut digest = Sha256::new();
        for (id, elapsed) in &self.0 {
            digest.update((id.len() as u64).to_le_bytes());
            digest.update(id);
            digest.update(elapsed.to_le_bytes());
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What is taken for a case that nobody has timed.
    fn median(&self) -> u64 {
        let mut all: Vec<u64> = self.0.values().copied().collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or(1)
    }
}

/// The trials of one part, in the order in which they came.
pub fn share_out(suite: &Suite, trials: Vec<Trial>, shard: Shard, plan: &Plan) -> Vec<Trial> {
    let units = units(suite, &trials);
    let own: HashSet<&str> = match plan {
        Plan::Hash => units.keys().filter(|key| by_hash(key, shard.total) == shard.index).map(String::as_str).collect(),
        Plan::Timings(timings) => by_timings(&units, &trials, timings, shard),
    };
    let keys = own.into_iter().flat_map(|key| units[key].iter().copied()).collect::<HashSet<usize>>();
    trials.into_iter().enumerate().filter(|(index, _)| keys.contains(index)).map(|(_, trial)| trial).collect()
}

/// The part of a unit: the first half of its key's SHA-256, shared out evenly.
fn by_hash(key: &str, total: u32) -> u32 {
    let digest = Sha256::digest(key);
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    u32::try_from(number % u64::from(total)).map_or(1, |index| index + 1)
}

/// The longest units first, each to the part that has least so far.
fn by_timings<'u>(
    units: &'u BTreeMap<String, Vec<usize>>,
    trials: &[Trial],
    timings: &Timings,
    shard: Shard,
) -> HashSet<&'u str> {
    let median = timings.median();
    // A case that took no time is still work.
    let elapsed = |index: &usize| timings.0.get(&trials[*index].id).copied().unwrap_or(median).max(1);
    let mut longest: Vec<(u64, &str)> =
        units.iter().map(|(key, unit)| (unit.iter().map(elapsed).fold(0, u64::saturating_add), key.as_str())).collect();
    longest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut parts: BinaryHeap<Reverse<(u64, u32)>> = (1..=shard.total).map(|part| Reverse((0, part))).collect();
    let mut own = HashSet::new();
    for (elapsed, key) in longest {
        let Some(Reverse((so_far, part))) = parts.pop() else { continue };
        parts.push(Reverse((so_far.saturating_add(elapsed), part)));
        if part == shard.index {
            own.insert(key);
        }
    }
    own
}

/// Trials that must stay together, by a key that other trials don't change: the id of one alone, or the first of the
/// resources that tie several.
fn units(suite: &Suite, trials: &[Trial]) -> BTreeMap<String, Vec<usize>> {
    let changed: HashSet<&str> = suite.cases().flat_map(|(_, case)| case.changes.iter()).map(String::as_str).collect();
    let tied = |case: &Case| -> Vec<String> {
        let names = case.uses.iter().chain(&case.changes).filter(|name| changed.contains(name.as_str()));
        names.cloned().collect()
    };
    // All cases of the suite tie resources together, so that a selection shares out as the whole does.
    let mut ties = Ties::default();
    suite.cases().for_each(|(_, case)| ties.join(&tied(case)));
    let mut units: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, trial) in trials.iter().enumerate() {
        let key = match tied(trial.of(suite).1).first() {
            Some(resource) => format!("resource {}", ties.first_of(resource)),
            None => trial.id.clone(),
        };
        units.entry(key).or_default().push(index);
    }
    units
}

/// Resources that are tied together, each with one that comes before it.
#[derive(Default)]
struct Ties(HashMap<String, String>);

impl Ties {
    fn join(&mut self, resources: &[String]) {
        for pair in resources.windows(2) {
            let (a, b) = (self.first_of(&pair[0]), self.first_of(&pair[1]));
            if a != b {
                let (first, second) = if a < b { (a, b) } else { (b, a) };
                self.0.insert(second, first);
            }
        }
    }

    /// The first, by name, of all that a resource is tied to.
    fn first_of(&self, resource: &str) -> String {
        let mut first = resource;
        while let Some(before) = self.0.get(first) {
            first = before;
        }
        first.to_owned()
    }
}

/// A whole number as people write it: no sign, no leading zero.
pub fn whole(text: &str) -> Option<u32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use camino::{Utf8Path, Utf8PathBuf};

    use super::{Plan, Shard, Timings, share_out};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::file::Sources;
    use crate::suite::casefile::file::{Blocks, Loader, load};
    use crate::suite::plan::load::Suite;
    use crate::suite::plan::select::{Selection, select};

    fn suite(cases: &str) -> Suite {
        let (sources, mut diagnostics, blocks) = (Sources::default(), Diagnostics::default(), Blocks::default());
        let path = Utf8PathBuf::from("a.yaml");
        sources.instead(path.clone(), format!("api: a\noperation: GET /x\ncases:\n{cases}"));
        let loader = Loader { root: Utf8Path::new("."), sources: &sources, blocks: &blocks };
        let file = load(loader, &path, "a/a", &mut diagnostics).expect("a case file");
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        Suite { files: vec![file], logins: Vec::new() }
    }

    fn many(count: usize) -> String {
        (0..count).map(|index| format!("  - {{ name: case {index} }}\n")).collect()
    }

    /// Which part every case is in.
    fn parts(suite: &Suite, total: u32, plan: &Plan) -> HashMap<String, u32> {
        let trials = select(suite, &Selection::default(), &Sources::default());
        let mut parts = HashMap::new();
        for index in 1..=total {
            for trial in share_out(suite, trials.clone(), Shard { index, total }, plan) {
                assert_eq!(parts.insert(trial.id.clone(), index), None, "{} is in two parts", trial.id);
            }
        }
        assert_eq!(parts.len(), trials.len(), "a case is in no part");
        parts
    }

    #[test]
    fn every_case_is_in_one_part_and_stays_there_when_others_come() {
        let few = parts(&suite(&many(100)), 5, &Plan::Hash);
        let more = parts(&suite(&many(150)), 5, &Plan::Hash);
        for (id, part) in &few {
            assert_eq!(more[id], *part, "{id}");
        }
        for part in 1..=5 {
            assert!((15..=45).contains(&more.values().filter(|own| **own == part).count()), "{more:?}");
        }
    }

    #[test]
    fn parts_are_the_same_on_every_machine_and_in_every_version() {
        let parts = parts(&suite("  - { name: one }\n  - { name: two }\n  - { name: three }\n"), 3, &Plan::Hash);
        assert_eq!((parts["a/a::one"], parts["a/a::two"], parts["a/a::three"]), (2, 3, 3));
    }

    #[test]
    fn rows_go_apart_and_cases_that_wait_for_each_other_stay_together() {
        let suite = suite(
            "  - { name: rows, each: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {} } }\n\
             \x20 - { name: free, uses: [nobody changes it] }\n\
             \x20 - { name: writes, each: { a: {}, b: {}, c: {}, d: {} }, changes: [one] }\n\
             \x20 - { name: reads, uses: [one, two] }\n\
             \x20 - { name: writes two, changes: [two] }\n",
        );
        let parts = parts(&suite, 7, &Plan::Hash);
        let of = |name: &str| -> Vec<u32> {
            let mut of: Vec<u32> = parts.iter().filter(|(id, _)| id.contains(name)).map(|(_, part)| *part).collect();
            of.sort_unstable();
            of.dedup();
            of
        };
        assert!(of("::rows").len() > 3, "{parts:?}");
        assert_eq!(of("::writes").len(), 1, "{parts:?}");
        assert_eq!(of("::writes"), of("::reads"), "{parts:?}");
    }

    #[test]
    fn the_longest_are_shared_out_first_and_an_unknown_case_counts_as_the_median() {
        let suite = suite(&many(6));
        let timed = [("a/a::case-0", 90), ("a/a::case-1", 50), ("a/a::case-2", 40), ("a/a::case-3", 10), ("gone", 40)];
        let timings: BTreeMap<String, u64> = timed.map(|(id, elapsed)| (id.to_owned(), elapsed)).into();
        let parts = parts(&suite, 2, &Plan::Timings(Timings(timings)));
        let of = |part: u32| {
            let mut of: Vec<&str> =
                parts.iter().filter(|(_, own)| **own == part).map(|(id, _)| &id["a/a::case-".len()..]).collect();
            of.sort_unstable();
            of.join(" ")
        };
        assert_eq!((of(1), of(2)), ("0 3 4".to_owned(), "1 2 5".to_owned()));
    }

    #[test]
    fn a_part_is_a_whole_number_of_a_whole_number() {
        assert_eq!(Shard::parse("2/5"), Some(Shard { index: 2, total: 5 }));
        for wrong in ["", "2", "0/5", "6/5", "1/0", "-1/5", "+1/5", "01/5", " 1/5", "1/5/6", "a/b", "1/99999999999"] {
            assert_eq!(Shard::parse(wrong), None, "{wrong}");
        }
    }
}
