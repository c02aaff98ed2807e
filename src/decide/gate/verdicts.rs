//! The rules about what became of cases: failures, known ones, those that are newer than the baseline, flaky and skipped
//! ones.

use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::Rule;
use crate::decide::gate::facts::Facts;
use crate::decide::gate::tally::Tally;
use crate::decide::gate::words::{count, percent, time};
use crate::judge::known_failure::{Circumstances, applies};
use crate::suite::config::gate::Amount;

/// What always must hold.
pub fn always(facts: &Facts<'_>, tally: &Tally<'_>) -> Vec<Rule> {
    let mut rules = vec![verdicts(tally)];
    if tally.known.count + tally.untolerated.count > 0 {
        rules.push(known(tally));
    }
    if let Some(baseline) = &facts.baseline {
        let gone = baseline.cases.iter().filter(|id| !facts.ids.contains(*id));
        let blame = Blame::of(gone.map(|id| (id.clone(), "no case has this id".to_owned())));
        let saw = format!("{} of {}", baseline.cases.len() - blame.count, count(baseline.cases.len(), "case"));
        rules.push(
            Rule::new("baseline", "its cases are in the suite", saw).held(blame.is_empty(), blame).help(
                "`countersign rename` takes ids along; `countersign baseline --prune` forgets cases that are gone",
            ),
        );
    }
    rules
}

/// What the policy asks.
pub fn asked(facts: &Facts<'_>, tally: &Tally<'_>, gone: &Blame) -> Vec<Rule> {
    let policy = facts.policy;
    let ended = tally.summary.ended();
    let mut rules = Vec::new();
    if !policy.allow_pending {
        let blame = tally.pending.clone();
        rules.push(
            Rule::new("pending.allow", "no failure of a new case", count(blame.count, "case"))
                .held(blame.is_empty(), blame),
        );
    }
    for (name, amount, blame) in [
        ("flaky.max", policy.flaky, &tally.flaky),
        ("skipped.max", policy.skipped, &tally.skipped),
        ("known_failures.max", policy.known.max, &tally.known),
    ] {
        rules.extend(amount.map(|amount| at_most(name, amount, blame, ended)));
    }
    if let Some(limit) = policy.known.max_age {
        let rule = Rule::new("known_failures.max_age", format!("at most {}", time(limit)), old(&tally.aged));
        rules.push(rule.held(tally.aged.is_empty(), tally.aged.clone()));
    }
    if !policy.known.require.is_empty() {
        let words: Vec<&str> = policy.known.require.iter().map(|detail| detail.name()).collect();
        let saw = match tally.wordless.count {
            0 => "each does".to_owned(),
            some => format!("{some} without"),
        };
        let rule = Rule::new("known_failures.require", format!("each says its {}", words.join(", ")), saw);
        rules.push(rule.held(tally.wordless.is_empty(), tally.wordless.clone()));
    }
    if policy.known.refuses_fixed {
        let rule = Rule::new("known_failures.fixed", "none is gone", count(gone.count, "known failure"));
        rules.push(
            rule.held(gone.is_empty(), gone.clone())
                .help("a failure that is known no more hides the next one: remove it"),
        );
    }
    rules
}

/// Known failures that are gone: those of cases, and, when all of the suite was run, those of no case in particular that
/// nobody has met.
pub fn gone(facts: &Facts<'_>, tally: &Tally<'_>, is_whole: bool) -> Blame {
    let mut gone = tally.fixed.clone();
    let (env, today) = (tally.environment.as_str(), facts.today());
    let circumstances = Circumstances { env, row: None, today: &today };
    let unmet = facts
        .known_of_all
        .iter()
        .filter(|(place, known)| is_whole && applies(known, circumstances) && !tally.met.contains(place));
    for (place, known) in unmet {
        gone.add(place.clone(), format!("no case fails like that any more, so remove it: {}", known.reason));
    }
    gone
}

fn verdicts(tally: &Tally<'_>) -> Rule {
    let (failed, errors) = (tally.failed.count, tally.errors.count);
    let mut saw = match (failed, errors) {
        (0, 0) => format!("{} hold", tally.summary.holding()),
        (failed, 0) => format!("{failed} failed"),
        (0, errors) => count(errors, "error"),
        (failed, errors) => format!("{failed} failed, {}", count(errors, "error")),
    };
    for (number, word) in [(tally.known.count, "known"), (tally.pending.count, "pending")] {
        if number > 0 {
            saw.push_str(&format!(", {number} {word}"));
        }
    }
    let mut blame = tally.failed.clone();
    tally.errors.list.iter().for_each(|one| blame.add(one.what.clone(), format!("error: {}", one.why)));
    blame.count = failed + errors;
    Rule::new("verdicts", "no failure and no error", saw).held(blame.is_empty(), blame)
}

fn known(tally: &Tally<'_>) -> Rule {
    let saw = match (tally.known.count, tally.untolerated.count) {
        (known, 0) => count(known, "case"),
        (_, others) => format!("{others} not tolerated"),
    };
    Rule::new("known failures", "declared, and not expired", saw)
        .held(tally.untolerated.is_empty(), tally.untolerated.clone())
        .help("look at the failure again: mend it, or give it another day")
}

fn old(aged: &Blame) -> String {
    if aged.is_empty() { "none is older".to_owned() } else { format!("{} too old", aged.count) }
}

fn at_most(name: &str, amount: Amount, blame: &Blame, all: usize) -> Rule {
    let holds = match amount {
        Amount::Count(limit) => blame.count as u64 <= limit,
        Amount::Percent(limit) => blame.count as f64 * 100.0 <= limit * all as f64,
    };
    let saw = match amount {
        Amount::Count(_) => format!("{} of {all}", blame.count),
        Amount::Percent(_) => format!("{} ({} of {all})", percent(blame.count, all), blame.count),
    };
    Rule::new(name, format!("at most {amount}"), saw).held(holds, blame.clone())
}
