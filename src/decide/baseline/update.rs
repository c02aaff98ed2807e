//! A baseline after a record: what has passed now, too, and without what is not there any more.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;

use crate::decide::baseline::document::{Answer, Baseline};
use crate::decide::baseline::shapes::Look;
use crate::suite::plan::check::Contracts;
use crate::suite::plan::load::Suite;

/// What a baseline becomes, and how that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// The new one.
    pub baseline: Baseline,
    /// Cases that have passed for the first time.
    pub added: Vec<String>,
    /// Cases that are not in the suite any more.
    pub removed: Vec<String>,
    /// Answers of which nothing was known.
    pub new_shapes: Vec<Answer>,
    /// Answers that look different now.
    pub other_shapes: Vec<Answer>,
    /// Answers that nothing documents any more.
    pub removed_shapes: Vec<Answer>,
}

impl Updated {
    /// Whether anything differs.
    pub fn is_other(&self) -> bool {
        let cases = self.added.len() + self.removed.len();
        cases + self.new_shapes.len() + self.other_shapes.len() + self.removed_shapes.len() > 0
    }
}

/// The ids of all cases of a suite, with their rows.
pub fn ids(suite: &Suite) -> BTreeSet<String> {
    let of = |case: &crate::suite::model::Case| -> Vec<String> {
        match &case.rows {
            Some(rows) => rows.iter().map(|row| format!("{}[{}]", case.id, row.id)).collect(),
            None => vec![case.id.clone()],
        }
    };
    suite.cases().flat_map(|(_, case)| of(case)).collect()
}

/// What `old` becomes once `passed` have passed and answers looked like `seen`, which says nothing of answers that
/// nobody met.
pub fn updated(
    old: &Baseline,
    passed: BTreeSet<String>,
    seen: BTreeMap<Answer, Look>,
    suite: &Suite,
    contracts: &Contracts,
) -> Updated {
    let there = ids(suite);
    let mut updated = Updated::default();
    for id in old.cases.iter().cloned().chain(passed) {
        match (there.contains(&id), old.cases.contains(&id)) {
            (true, known) => {
                if updated.baseline.cases.insert(id.clone()) && !known {
                    updated.added.push(id);
                }
            }
            (false, true) => updated.removed.push(id),
            (false, false) => {}
        }
    }
    updated.added.sort();
    let met = seen.into_iter().filter(|(_, look)| look.bodies > 0).map(|(answer, look)| (answer, look.shape));
    let mut shapes = old.shapes.clone();
    shapes.extend(met);
    for (answer, shape) in shapes {
        match (is_documented(&answer, contracts), old.shapes.get(&answer)) {
            (false, _) => {
                updated.removed_shapes.push(answer);
                continue;
            }
            (true, None) => updated.new_shapes.push(answer.clone()),
            (true, Some(known)) if *known != shape => updated.other_shapes.push(answer.clone()),
            (true, Some(_)) => {}
        }
        updated.baseline.shapes.insert(answer, shape);
    }
    updated.removed_shapes.retain(|answer| old.shapes.contains_key(answer));
    updated
}

fn is_documented(answer: &Answer, contracts: &Contracts) -> bool {
    let found = || {
        let (method, path) = answer.operation.split_once(' ')?;
        contracts.get(&answer.api)?.operation(&Method::from_bytes(method.as_bytes()).ok()?, path)
    };
    found().is_some()
}
