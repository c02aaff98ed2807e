//! Which records belong together, judged by their first lines.
//!
//! They must be of the same suite, contracts, environment and servers. Where one of them is a shard, all must be shards of
//! the same plan and selection. Records that are no shards may have different selections. Seeds may differ.

use std::collections::HashMap;

use camino::Utf8Path;

use crate::record::gap::Gap;
use crate::record::line::{RunLine, SelectionLine, ShardLine};

/// Which records are taken, by position, and why the others are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belonging {
    /// Those that are taken, in the order of their shards.
    pub taken: Vec<usize>,
    /// What is wrong with the others, and which are missing.
    pub gaps: Vec<Gap>,
}

/// Looks at all records: where they are, and what was run.
pub fn belonging(records: &[(&Utf8Path, &RunLine)]) -> Belonging {
    let mut belonging = Belonging { taken: (0..records.len()).collect(), gaps: Vec::new() };
    belonging.leave_out_foreign(records, &common_terms);
    belonging.leave_out_other_servers(records);
    if belonging.taken.iter().any(|index| records[*index].1.shard.is_some()) {
        belonging.leave_out_foreign(records, &shard_terms);
        belonging.taken.sort_by_key(|index| records[*index].1.shard.as_ref().map(|shard| shard.index));
    }
    belonging.leave_out_double(records);
    belonging.gaps.extend(missing_shards(&belonging.taken, records));
    belonging
}

/// What a record says of one thing in which records must agree.
#[derive(PartialEq, Eq, Hash)]
struct Term {
    what: &'static str,
    value: String,
    /// The value as people compare it.
    told: String,
}

impl Term {
    fn new(what: &'static str, value: String) -> Term {
        Term { what, told: value.clone(), value }
    }
}

impl Belonging {
    /// Leaves out what differs from most. Of two equally large groups, the one with the first record counts.
    fn leave_out_foreign(&mut self, records: &[(&Utf8Path, &RunLine)], terms: &dyn Fn(&RunLine) -> Vec<Term>) {
        let all: Vec<(usize, Vec<Term>)> = self.taken.iter().map(|index| (*index, terms(records[*index].1))).collect();
        let mut counts: HashMap<&[Term], usize> = HashMap::new();
        for (_, own) in &all {
            *counts.entry(own).or_default() += 1;
        }
        let most = counts.values().max().copied().unwrap_or_default();
        let Some((_, others)) = all.iter().find(|(_, own)| counts[own.as_slice()] == most) else { return };
        for (index, own) in &all {
            let Some((own, others)) = own.iter().zip(others).find(|(own, others)| own != others) else { continue };
            self.taken.retain(|taken| taken != index);
            self.gaps.push(Gap::Foreign {
                path: records[*index].0.to_owned(),
                what: own.what,
                own: own.told.clone(),
                others: others.told.clone(),
            });
        }
    }

    /// A shard names the servers of those APIs only that it has cases of. On the mock, every run has servers of its own.
    fn leave_out_other_servers(&mut self, records: &[(&Utf8Path, &RunLine)]) {
        let mut servers: HashMap<&str, &str> = HashMap::new();
        let mut taken = Vec::new();
        for index in std::mem::take(&mut self.taken) {
            let (path, run) = records[index];
            let targets = if run.mock { &[] } else { run.targets.as_slice() };
            let other = targets.iter().find_map(|target| {
                let known = servers.get(target.api.as_str())?;
                (*known != target.url).then(|| (target.url.clone(), (*known).to_owned()))
            });
            match other {
                Some((own, others)) => {
                    self.gaps.push(Gap::Foreign { path: path.to_owned(), what: "its server is", own, others });
                }
                None => {
                    taken.push(index);
                    servers.extend(targets.iter().map(|target| (target.api.as_str(), target.url.as_str())));
                }
            }
        }
        self.taken = taken;
    }

    fn leave_out_double(&mut self, records: &[(&Utf8Path, &RunLine)]) {
        let mut first: HashMap<(Option<u32>, Option<&str>), usize> = HashMap::new();
        let mut taken = Vec::new();
        for index in std::mem::take(&mut self.taken) {
            let (path, run) = records[index];
            if let Some(shard) = run.shard.as_ref().filter(|shard| !(1..=shard.total).contains(&shard.index)) {
                let (own, others) = (shard.to_string(), format!("one of 1 to {}", shard.total));
                self.gaps.push(Gap::Foreign { path: path.to_owned(), what: "its shard is", own, others });
                continue;
            }
            // A shard is known by its index, whoever ran it; anything else by its run.
            let key = match &run.shard {
                Some(shard) => (Some(shard.index), None),
                None => (None, Some(run.id.as_str())),
            };
            match first.get(&key) {
                None => {
                    first.insert(key, index);
                    taken.push(index);
                }
                Some(first) => self.gaps.push(Gap::Double {
                    shard: run.shard.clone(),
                    first: records[*first].0.to_owned(),
                    second: path.to_owned(),
                }),
            }
        }
        self.taken = taken;
    }
}

/// What all records must agree in.
fn common_terms(run: &RunLine) -> Vec<Term> {
    let contracts = |told: &dyn Fn(&str) -> String| {
        let all: Vec<String> =
            run.contracts.iter().map(|contract| format!("{} {}", contract.api, told(&contract.hash))).collect();
        all.join(", ")
    };
    vec![
        Term::new("its environment is", run.environment.clone()),
        Term {
            what: "the hash of its suite is",
            value: run.suite.hash.clone(),
            told: short(&run.suite.hash).to_owned(),
        },
        Term::new("the number of its suite's cases is", run.suite.cases.to_string()),
        Term {
            what: "the hashes of its contracts are",
            value: contracts(&str::to_owned),
            told: contracts(&|hash| short(hash).to_owned()),
        },
        Term::new("it was sent to", if run.mock { "the embedded mock" } else { "servers" }.to_owned()),
    ]
}

/// What shards must agree in, besides.
fn shard_terms(run: &RunLine) -> Vec<Term> {
    let shard = match &run.shard {
        Some(ShardLine { total, plan, .. }) => Term {
            what: "it is",
            value: format!("{total} {plan}"),
            told: format!("a shard of {total}, by {}", short_plan(plan)),
        },
        None => Term { what: "it is", value: "no shard".to_owned(), told: whole(run).to_owned() },
    };
    let suite = &run.suite;
    vec![
        shard,
        Term::new("its selection is", selection(suite.selection.as_ref())),
        Term {
            what: "the cases that were selected are",
            value: format!("{} {}", suite.selected, suite.ids),
            told: format!("{} with the hash {}", suite.selected, short(&suite.ids)),
        },
    ]
}

/// What a record is that is no shard's.
fn whole(run: &RunLine) -> &'static str {
    if run.merged.is_empty() { "a run of its own" } else { "a merged record" }
}

/// What selected the cases, as on the command line.
pub fn selection(line: Option<&SelectionLine>) -> String {
    let Some(line) = line else { return "the whole suite".to_owned() };
    let mut words: Vec<String> = line.filters.iter().map(|filter| format!("`{filter}`")).collect();
    words.extend(line.exact.then(|| "--exact".to_owned()));
    words.extend(line.skip.iter().map(|skip| format!("--skip `{skip}`")));
    words.extend(line.tags.iter().map(|tag| format!("--tag `{tag}`")));
    words.extend(line.rerun.iter().map(|run| format!("what did not hold in {run}")));
    words.join(" ")
}

/// The shards that nobody has.
fn missing_shards(taken: &[usize], records: &[(&Utf8Path, &RunLine)]) -> Option<Gap> {
    absent(taken.iter().filter_map(|index| records[*index].1.shard.as_ref()))
}

/// The shards that are not among these.
pub fn absent<'r>(shards: impl Iterator<Item = &'r ShardLine>) -> Option<Gap> {
    let mut shards: Vec<&ShardLine> = shards.collect();
    shards.sort_by_key(|shard| shard.index);
    let total = shards.first()?.total;
    let (mut missing, mut next) = (Vec::new(), 1);
    for shard in &shards {
        if shard.index > next {
            missing.push((next, shard.index - 1));
        }
        next = shard.index.saturating_add(1);
    }
    if next <= total {
        missing.push((next, total));
    }
    (!missing.is_empty()).then_some(Gap::MissingShards { shards: missing, total })
}

fn short_plan(plan: &str) -> String {
    match plan.split_once(':') {
        Some((kind, hash)) => format!("{kind} {}", short(hash)),
        None => plan.to_owned(),
    }
}

/// As much of a hash as people compare.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
