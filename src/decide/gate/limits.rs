//! The rules of a policy about operations and answers. Each is held against something that is in the record; one that is
//! held against nothing is a mistake, and never kept.

use std::collections::BTreeMap;

use crate::decide::baseline::document::{Answer, FILE_NAME};
use crate::decide::baseline::shapes::Look;
use crate::decide::coverage::ignore::Ignore;
use crate::decide::coverage::model::{Coverage, Dimension, State};
use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::Rule;
use crate::decide::gate::facts::Facts;
use crate::decide::gate::latency::Times;
use crate::decide::gate::tally::Tally;
use crate::decide::gate::words::{count, percent, time};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::suite::config::gate::{CoverageRule, EVERY, LatencyRule, Measure, Policy};
use crate::value::change::model::Class;
use crate::value::shape::change::ShapeComparison;
use crate::value::shape::model::Shape;

/// A rule that was applied, or that there was nothing to apply to.
pub enum Applied {
    /// It was applied.
    Rule(Rule),
    /// Nothing is there to which it applies.
    Unmatched {
        /// Its name.
        name: String,
        /// Where it stands.
        span: Span,
        /// What is not there.
        why: String,
    },
    /// It cannot be applied at all.
    Refused(Box<Diagnostic>),
}

/// Undocumented answers, and snapshots out of order.
pub fn counts(facts: &Facts<'_>, tally: &Tally<'_>) -> Vec<Applied> {
    let policy = facts.policy;
    let mut waiting = tally.unreviewed.clone();
    facts.pending.iter().for_each(|path| waiting.add(path.clone(), "waits for its review on this machine"));
    // A snapshot may be both in the record and on the disk.
    waiting.count = tally.unreviewed.count.max(facts.pending.len());
    let obsolete = Blame::of(facts.obsolete.iter().map(|path| (path.clone(), "no case refers to it".to_owned())));
    let all = [
        ("undocumented.answers", policy.undocumented_answers, &tally.undocumented_answers, "answer", ""),
        ("undocumented.properties", policy.undocumented_properties, &tally.undocumented_properties, "property", ""),
        ("snapshots.pending", policy.pending_snapshots, &waiting, "snapshot", "`countersign review` shows them"),
        (
            "snapshots.obsolete",
            policy.obsolete_snapshots,
            &obsolete,
            "snapshot",
            "`countersign snapshots --unreferenced --delete` deletes them",
        ),
    ];
    let mut rules = Vec::new();
    for (name, limit, blame, what, help) in all {
        let Some(limit) = limit else { continue };
        if name == "undocumented.properties" && tally.properties_looked_for == 0 {
            let why =
                "`undocumented = \"allow\"`, `schema: none` or answers without documentation leave nothing to look at";
            rules.push(Applied::Unmatched { name: name.to_owned(), span: Span::default(), why: why.to_owned() });
            continue;
        }
        let saw = if what == "property" && blame.count != 1 {
            format!("{} properties", blame.count)
        } else {
            count(blame.count, what)
        };
        let rule = Rule::new(name, format!("at most {limit}"), saw).held(blame.count as u64 <= limit, blame.clone());
        rules.push(Applied::Rule(if help.is_empty() { rule } else { rule.help(help) }));
    }
    rules
}

/// What changed since the baseline.
pub fn changes(facts: &Facts<'_>, tally: &Tally<'_>) -> Vec<Applied> {
    let policy = facts.policy;
    let asked = [
        ("changes.breaking", policy.breaking, Class::Breaking),
        ("changes.additive", policy.additive, Class::Additive),
    ];
    if asked.iter().all(|(_, limit, _)| limit.is_none()) {
        return Vec::new();
    }
    let Some(baseline) = facts.baseline.as_ref() else {
        let message = format!("there is no {FILE_NAME}, and `changes` of [gate] compares with it");
        let help = "write it after a run that is as it should be, `countersign baseline`, and commit it";
        return vec![Applied::Refused(Box::new(Diagnostic::new(Code::BadBaseline, message).help(help)))];
    };
    let compared = Compared::of(&baseline.shapes, &tally.shapes.seen);
    let limited = asked.iter().filter_map(|(name, limit, class)| Some((name, (*limit)?, *class)));
    let rule = |(name, limit, class): (&&str, u64, Class)| {
        if compared.answers == 0 && compared.unjudged.is_empty() {
            let why = format!("none of the {} shapes in {FILE_NAME} is in the record", baseline.shapes.len());
            return Applied::Unmatched { name: (*name).to_owned(), span: Span::default(), why };
        }
        let mut blame = compared.of_class(class);
        let changed = blame.count as u64;
        compared.unjudged.iter().for_each(|answer| {
            blame.add(answer.clone(), "none of its bodies is whole in the record, so nobody can tell");
        });
        let shapes = count(baseline.shapes.len(), "shape");
        let met = if compared.answers == baseline.shapes.len() {
            shapes
        } else {
            format!("{} of {shapes}", compared.answers)
        };
        let saw = format!("{} in {met}", count(blame.count, "change"));
        let holds = changed <= limit && compared.unjudged.is_empty();
        let help = "mend the API; or, if it is meant to be so, say so in a review: `countersign baseline --fresh`";
        Applied::Rule(Rule::new(*name, format!("at most {limit}"), saw).held(holds, blame).help(help))
    };
    limited.map(rule).collect()
}

/// The answers of a record beside those of the baseline.
struct Compared {
    answers: usize,
    changes: Vec<(Class, String, String)>,
    unjudged: Vec<String>,
}

impl Compared {
    fn of(known: &BTreeMap<Answer, Shape>, seen: &BTreeMap<Answer, Look>) -> Compared {
        let mut compared = Compared { answers: 0, changes: Vec::new(), unjudged: Vec::new() };
        for (answer, shape) in known {
            match seen.get(answer) {
                Some(look) if look.bodies > 0 => {
                    compared.answers += 1;
                    for change in ShapeComparison::of(shape.clone(), look.shape.clone()).changes {
                        let case = look.odd.first().map(|case| format!(", first in {case}")).unwrap_or_default();
                        let why = format!("{}: {}{case}", change.path, change.words());
                        compared.changes.push((change.class, answer.to_string(), why));
                    }
                }
                Some(look) if look.cut > 0 => compared.unjudged.push(answer.to_string()),
                _ => {}
            }
        }
        compared
    }

    fn of_class(&self, class: Class) -> Blame {
        let own = self.changes.iter().filter(|(own, _, _)| *own == class);
        Blame::of(own.map(|(_, answer, why)| (answer.clone(), why.clone())))
    }
}

/// How long operations took.
pub fn latencies(policy: &Policy, tally: &Tally<'_>) -> Vec<Applied> {
    policy.latency.iter().map(|rule| latency(rule, policy, tally)).collect()
}

fn latency(rule: &LatencyRule, policy: &Policy, tally: &Tally<'_>) -> Applied {
    let name = match rule.operation.as_str() {
        EVERY => format!("latency.\"*\".{}", rule.measure.name()),
        operation => format!("latency.\"{operation}\".{}", rule.measure.name()),
    };
    let has_own = |operation: &str| {
        policy.latency.iter().any(|other| other.operation == operation && other.measure == rule.measure)
    };
    let is_meant = |operation: &str| match rule.operation.as_str() {
        EVERY => !has_own(operation),
        own => own == operation,
    };
    let times: Vec<(&String, &Times)> =
        tally.latencies.operations.iter().filter(|(operation, _)| is_meant(operation)).collect();
    if times.is_empty() {
        let why = match rule.operation.as_str() {
            EVERY => "no operation was answered".to_owned(),
            operation => format!("no exchange of `{operation}` was answered"),
        };
        return Applied::Unmatched { name, span: rule.span, why };
    }
    let slow = times.iter().filter(|(_, times)| times.measure(rule.measure) > rule.limit);
    let blame = Blame::of(slow.map(|(operation, times)| ((*operation).clone(), told(rule.measure, times))));
    let worst = times.iter().map(|(_, times)| times.measure(rule.measure)).max().unwrap_or_default();
    let saw = match times.as_slice() {
        [(_, one)] => format!("{} of {}", time(worst), count(one.count(), "exchange")),
        several => format!("{} at worst, {}", time(worst), count(several.len(), "operation")),
    };
    Applied::Rule(Rule::new(name, format!("at most {}", time(rule.limit)), saw).held(blame.is_empty(), blame))
}

fn told(measure: Measure, times: &Times) -> String {
    let longest = format!("longest in {}", times.slowest());
    format!("{} {} of {}, {longest}", measure.name(), time(times.measure(measure)), count(times.count(), "exchange"))
}

/// How much of the contracts is covered.
pub fn coverage(policy: &Policy, coverage: Option<&Coverage>) -> Vec<Applied> {
    let mut applied: Vec<Applied> = policy.coverage.iter().map(|rule| covered(rule, policy, coverage)).collect();
    for ignored in &policy.ignored {
        let api = coverage.and_then(|coverage| coverage.apis.iter().find(|api| api.api == ignored.api));
        let ignore = Ignore::new(&ignored.row);
        let is_there = api.is_some_and(|api| api.rows().any(|(operation, row)| ignore.holds(operation, row)));
        if !is_there {
            applied.push(Applied::Unmatched {
                name: format!("coverage.{}.ignore", ignored.api),
                span: ignored.span,
                why: format!("the documentation has no row `{}`", ignored.row),
            });
        }
    }
    applied
}

fn covered(rule: &CoverageRule, policy: &Policy, coverage: Option<&Coverage>) -> Applied {
    let name = format!("coverage.{}.{}", rule.api, rule.dimension);
    let unmatched = |why: String| Applied::Unmatched { name: name.clone(), span: rule.span, why };
    let Some(api) = coverage.and_then(|coverage| coverage.apis.iter().find(|api| api.api == rule.api)) else {
        return unmatched(format!("nothing is known of the API {}", rule.api));
    };
    let dimension = Dimension::ALL.into_iter().find(|dimension| dimension.name().replace('-', "_") == rule.dimension);
    let Some(dimension) = dimension else { return unmatched(format!("there is no dimension {}", rule.dimension)) };
    let wanted = if rule.state == State::Asserted.name() { State::Asserted } else { State::Conformed };
    let own = policy.ignored.iter().filter(|ignored| ignored.api == rule.api);
    let ignored: Vec<Ignore> = own.map(|ignored| Ignore::new(&ignored.row)).collect();
    let total = api.total(dimension, &|operation, row| ignored.iter().any(|ignore| ignore.holds(operation, row)));
    if total.documented == 0 {
        let title = dimension.title();
        return unmatched(match api.total(dimension, &|_, _| false).documented {
            0 => format!("the documentation of {} has no {title}", rule.api),
            ignored => format!("of the documentation of {} all {ignored} {title} are ignored", rule.api),
        });
    }
    let left = api.rows().filter(|(operation, row)| {
        let covers = row.state == State::Asserted || row.state == wanted || row.state == State::Undocumented;
        row.dimension == dimension && !covers && !ignored.iter().any(|ignore| ignore.holds(operation, row))
    });
    let blame = Blame::of(left.map(|(operation, row)| (operation.label(row), row.state.name().to_owned())));
    let reached = total.at_least(wanted);
    let saw = format!("{} ({reached} of {})", percent(reached, total.documented), total.documented);
    let holds = reached as f64 * 100.0 >= rule.percent * total.documented as f64;
    let asked = format!("{} >= {}%", rule.state, rule.percent);
    let help = "`countersign coverage` prints a case to start from for each untested row";
    Applied::Rule(Rule::new(name, asked, saw).held(holds, blame).help(help))
}
