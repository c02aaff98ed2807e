//! What always must hold of records, whatever the policy says: they are complete, they are of this very project, of an
//! environment that counts, new enough, and something was checked.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::{About, Rule};
use crate::decide::gate::facts::Facts;
use crate::decide::gate::tally::Tally;
use crate::decide::gate::words::{count, time};
use crate::record::line::RunLine;
use crate::record::read::RecordFile;

/// A clock may be wrong by this much before somebody has to look at it.
const AHEAD: Duration = Duration::from_secs(5 * 60);

/// The records that a gate is asked about.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Those that belong together.
    pub files: Vec<RecordFile>,
    /// What is missing, there twice, or does not belong there: what, and why.
    pub gaps: Blame,
    /// How many cases there should be.
    pub planned: usize,
}

/// What records are of.
pub fn about(taken: &Taken, facts: &Facts<'_>, cases: usize) -> About {
    let first = taken.files.first().map(|file| &file.run);
    let mut targets: Vec<String> = taken
        .files
        .iter()
        .flat_map(|file| file.run.targets.iter().map(|target| target.url.trim_end_matches("/").to_owned()))
        .collect();
    targets.sort();
    targets.dedup();
    let begun = begun(taken);
    About {
        environment: first.map(|run| run.environment.clone()).unwrap_or_default(),
        targets: if first.is_some_and(|run| run.mock) { Vec::new() } else { targets },
        cases,
        records: taken.files.iter().map(|file| (file.path.to_string(), file.run.id.clone())).collect(),
        at: begun.map(|begun| begun.to_string()).unwrap_or_default(),
        age: begun.and_then(|begun| age(begun, facts.now)).map(time).unwrap_or_default(),
    }
}

/// The rules.
pub fn rules(taken: &Taken, facts: &Facts<'_>, tally: &Tally<'_>) -> Vec<Rule> {
    let mut rules =
        vec![complete(taken, tally), suite(taken, facts), contracts(taken, facts), environment(taken, facts, tally)];
    rules.extend(verified(taken, facts));
    rules.extend([fresh(taken, facts), selection(taken, facts), checked(tally)]);
    rules
}

fn complete(taken: &Taken, tally: &Tally<'_>) -> Rule {
    let ended = tally.summary.ended();
    let saw = format!("{ended} of {}, {}", taken.planned, count(taken.files.len(), "record"));
    Rule::new("complete", "every case has a verdict", saw)
        .held(taken.gaps.is_empty() && !taken.files.is_empty(), taken.gaps.clone())
        .or_incomplete()
        .help("nothing incomplete is ever green: run it again, and name the record of every shard")
}

fn suite(taken: &Taken, facts: &Facts<'_>) -> Rule {
    let own = short(&facts.identity.suite);
    let others = taken.files.iter().filter(|file| file.run.suite.hash != facts.identity.suite);
    let blame = Blame::of(others.map(|file| {
        let hash = short(&file.run.suite.hash);
        (file.path.as_str(), format!("its suite is {hash}, and that of this project {own}"))
    }));
    let saw = if blame.is_empty() { own.to_owned() } else { "another".to_owned() };
    Rule::new("suite", "that of this project", saw)
        .held(blame.is_empty(), blame)
        .or_incomplete()
        .help("the cases have changed since, or the run was of one exact case: run the suite of this very commit")
}

fn contracts(taken: &Taken, facts: &Facts<'_>) -> Rule {
    let mut blame = Blame::default();
    for file in &taken.files {
        let recorded: BTreeMap<&str, &str> =
            file.run.contracts.iter().map(|contract| (contract.api.as_str(), contract.hash.as_str())).collect();
        for api in facts.identity.contracts.keys().map(String::as_str).chain(recorded.keys().copied()) {
            let own = facts.identity.contracts.get(api).map(String::as_str);
            if own != recorded.get(api).copied() && !blame.list.iter().any(|one| one.why.contains(&format!("`{api}`")))
            {
                blame.add(file.path.as_str(), format!("the contract of `{api}` was another one"));
            }
        }
    }
    let saw = if blame.is_empty() { count(facts.identity.contracts.len(), "contract") } else { "others".to_owned() };
    Rule::new("contracts", "those of this project", saw)
        .held(blame.is_empty(), blame)
        .or_incomplete()
        .help("a contract has changed since: run the suite against the contracts of this very commit")
}

fn environment(taken: &Taken, facts: &Facts<'_>, tally: &Tally<'_>) -> Rule {
    let policy = facts.policy;
    let wanted: Vec<&str> = policy.environments.iter().map(|named| named.name.as_str()).collect();
    let asked = match (wanted.is_empty(), policy.allow_mock) {
        (false, _) => wanted.join(" or "),
        (true, false) => "any but the mock".to_owned(),
        (true, true) => "any".to_owned(),
    };
    let mut blame = Blame::default();
    for file in &taken.files {
        if file.run.mock && !policy.allow_mock {
            blame.add(file.path.as_str(), "a record of the mock checks the suite, not your API");
        } else if !wanted.is_empty() && !wanted.contains(&file.run.environment.as_str()) {
            blame.add(file.path.as_str(), format!("its environment is {}", file.run.environment));
        }
    }
    let declared = taken.files.iter().any(|file| file.run.mock);
    if !policy.allow_mock && !declared && !tally.mocked.is_empty() {
        blame.add("a mock listens there", count(tally.mocked.count, "answer") + " of it");
    }
    let mut saw: Vec<&str> = taken.files.iter().map(|file| file.run.environment.as_str()).collect();
    saw.dedup();
    Rule::new("environment", asked, saw.join(", "))
        .held(blame.is_empty(), blame)
        .help("run with `--env NAME`; `environment` and `allow_mock` of [gate] say what counts")
}

/// A run that takes any certificate may have spoken with anybody. Of runs that don't, nothing is said.
fn verified(taken: &Taken, facts: &Facts<'_>) -> Option<Rule> {
    let insecure = taken.files.iter().filter(|file| file.run.insecure);
    let blame = Blame::of(insecure.map(|file| (file.path.as_str(), "anybody may have answered it".to_owned())));
    if blame.is_empty() {
        return None;
    }
    let allowed = facts.policy.allow_insecure;
    let asked = if allowed { "certificates need not be verified" } else { "certificates were verified" };
    let rule = Rule::new("verified", asked, "they were not").held(allowed, blame);
    Some(rule.help(
        "run with `tls.ca` of the environment in place of `tls.insecure`; or `allow_insecure = true` in [gate] lets it pass",
    ))
}

fn fresh(taken: &Taken, facts: &Facts<'_>) -> Rule {
    let limit = facts.policy.max_age;
    let mut blame = Blame::default();
    for file in &taken.files {
        match began(&file.run) {
            None => blame.add(file.path.as_str(), format!("`{}` is no time", file.run.at)),
            Some(at) => match age(at, facts.now) {
                Some(age) if age > limit => blame.add(file.path.as_str(), format!("it is of {at}, {} ago", time(age))),
                Some(_) => {}
                None => blame.add(file.path.as_str(), format!("it is of {at}, which is yet to come")),
            },
        }
    }
    let oldest = begun(taken).and_then(|begun| age(begun, facts.now));
    let saw = oldest.map_or_else(|| "not known".to_owned(), time);
    Rule::new("max_age", format!("at most {}", time(limit)), saw)
        .held(blame.is_empty(), blame)
        .help("run it again: what held then need not hold now")
}

fn selection(taken: &Taken, facts: &Facts<'_>) -> Rule {
    let is_part = |run: &RunLine| run.suite.selection.is_some() || run.suite.selected != run.suite.cases;
    let parts = taken.files.iter().filter(|file| is_part(&file.run));
    let blame = Blame::of(parts.map(|file| {
        let suite = &file.run.suite;
        let selected = format!("{} of {} were selected", suite.selected, count(suite.cases, "case"));
        let rerun = suite.selection.as_ref().and_then(|selection| selection.rerun.as_ref());
        let why = rerun.map(|run| format!("{selected}: only what the run {run} left"));
        (file.path.as_str(), why.unwrap_or(selected))
    }));
    let first = taken.files.first().map(|file| &file.run.suite);
    let saw = first.map_or_else(String::new, |suite| format!("{} of {}", suite.selected, count(suite.cases, "case")));
    let allowed = facts.policy.allow_partial;
    let asked = if allowed { "any part of the suite" } else { "the whole suite" };
    Rule::new("selection", asked, saw)
        .held(blame.is_empty() || allowed, blame)
        .or_incomplete()
        .help("run without filters, or allow it by `allow_partial = true` in [gate]")
}

fn checked(tally: &Tally<'_>) -> Rule {
    let summary = &tally.summary;
    let judged = summary.ended() - summary.skipped;
    // Failures and errors have a rule of their own, which says more.
    let tolerated = tally.known.count + tally.pending.count;
    let all_tolerated = judged > 0 && tolerated == judged;
    let saw = match judged {
        0 if summary.skipped > 0 => format!("all {} skipped", summary.skipped),
        _ if all_tolerated => format!("none of {} holds", count(judged, "case")),
        _ => format!("{} in {}", count(tally.checks, "check"), count(judged, "case")),
    };
    let help = match all_tolerated {
        true => "a run of known failures and pending cases alone proves nothing",
        false => "a run that checks nothing proves nothing",
    };
    Rule::new("checked", "something was checked", saw)
        .held(judged > 0 && tally.checks > 0 && !all_tolerated, tally.skipped.clone())
        .or_incomplete()
        .help(help)
}

/// When the oldest run began.
fn begun(taken: &Taken) -> Option<Timestamp> {
    taken.files.iter().filter_map(|file| began(&file.run)).min()
}

fn began(run: &RunLine) -> Option<Timestamp> {
    let merged = run.merged.iter().map(|merged| merged.at.as_str());
    let all: Result<Vec<Timestamp>, _> = merged.chain([run.at.as_str()]).map(str::parse).collect();
    all.ok()?.into_iter().min()
}

/// How long ago something was; `None` for what is yet to come.
fn age(at: Timestamp, now: Timestamp) -> Option<Duration> {
    let seconds = now.as_second() - at.as_second();
    match u64::try_from(seconds) {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) if seconds.unsigned_abs() <= AHEAD.as_secs() => Some(Duration::ZERO),
        Err(_) => None,
    }
}

/// As much of a hash as people compare.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
