//! All differences between two sides, the same change of many cases as one.

use std::collections::HashMap;

use crate::decide::compare::case::Difference;
use crate::judge::verdict::Verdict;
use crate::value::change::model::{Change, Class, Fingerprint};

/// How many cases of a change are named; the others are counted.
pub const NAMED: usize = 20;

/// What a policy can forbid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// These classes of changes.
    pub classes: Vec<Class>,
    /// That a case which held does not hold any more.
    pub verdicts: bool,
}

/// The word by which a policy forbids worse verdicts.
pub const VERDICT: &str = "verdict";

impl Default for Policy {
    fn default() -> Policy {
        Policy { classes: vec![Class::Breaking, Class::Status], verdicts: true }
    }
}

impl Policy {
    /// What these words forbid; the word that means nothing where one does not.
    pub fn of(words: &[String]) -> Result<Policy, String> {
        let mut policy = Policy { classes: Vec::new(), verdicts: false };
        for word in words {
            match (word.as_str(), Class::named(word).filter(|class| *class != Class::New)) {
                (VERDICT, _) => policy.verdicts = true,
                ("none", _) if words.len() == 1 => {}
                (_, Some(class)) => policy.classes.push(class),
                (other, None) => return Err(other.to_owned()),
            }
        }
        Ok(policy)
    }
}

/// The same change, wherever it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The change, as it is in the first case.
    pub change: Change,
    /// By what it is recognized.
    pub fingerprint: Fingerprint,
    /// In how many places it is.
    pub places: usize,
    /// The cases, with their steps, the first [`NAMED`] of them by id.
    pub cases: Vec<String>,
    /// In how many answers it is: those of two steps of a case are two.
    pub count: usize,
    last: String,
}

/// What two sides have not in common.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// The same changes together, the worst first and then the most frequent.
    pub groups: Vec<Group>,
    /// Cases with another verdict.
    pub verdicts: Vec<(String, Verdict, Verdict)>,
    /// What could not be compared, by case.
    pub blind: Vec<(String, String)>,
    /// Cases of the old side alone.
    pub only_old: Vec<String>,
    /// Cases of the new side alone.
    pub only_new: Vec<String>,
    /// Cases of both sides.
    pub both: usize,
    /// Cases of both sides without any difference.
    pub same: usize,
    /// How many exchanges were compared.
    pub compared: usize,
    known: HashMap<Fingerprint, usize>,
}

impl Differences {
    /// Takes in what a case's two sides have not in common.
    pub fn add(&mut self, id: &str, difference: Difference) {
        self.both += 1;
        self.compared += difference.compared;
        if difference.verdicts.is_none() && difference.changes.is_empty() && difference.blind.is_empty() {
            self.same += 1;
        }
        self.verdicts.extend(difference.verdicts.map(|(old, new)| (id.to_owned(), old, new)));
        self.blind.extend(difference.blind.into_iter().map(|why| (id.to_owned(), why)));
        for (step, change) in difference.changes {
            let case = step.map_or_else(|| id.to_owned(), |step| format!("{id}@{step}"));
            self.change(case, change);
        }
    }

    fn change(&mut self, case: String, change: Change) {
        let fingerprint = change.fingerprint();
        let groups = &mut self.groups;
        let at = *self.known.entry(fingerprint).or_insert_with(|| {
            // Values can be large, and nobody is shown them here.
            let change = Change { was: None, is: None, ..change };
            groups.push(Group { change, fingerprint, places: 0, cases: Vec::new(), count: 0, last: String::new() });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.places += 1;
        if group.last != case {
            group.count += 1;
            // Cases come in the order in which they ended; what is told does not depend on it.
            let at = group.cases.partition_point(|other| *other < case);
            if at < NAMED {
                group.cases.insert(at, case.clone());
                group.cases.truncate(NAMED);
            }
            group.last = case;
        }
    }

    /// Puts the worst first.
    pub fn sort(&mut self) {
        self.groups.sort_by(|a, b| {
            let key = |group: &Group| (group.change.class, std::cmp::Reverse(group.count));
            key(a).cmp(&key(b)).then_with(|| a.change.path.cmp(&b.change.path)).then_with(|| a.cases.cmp(&b.cases))
        });
        self.known.clear();
        self.verdicts.sort_by(|a, b| a.0.cmp(&b.0));
        self.blind.sort();
        self.only_old.sort();
        self.only_new.sort();
    }

    /// How many groups and cases a policy forbids.
    pub fn forbidden(&self, policy: &Policy) -> usize {
        let groups = self.groups.iter().filter(|group| policy.classes.contains(&group.change.class)).count();
        groups + if policy.verdicts { self.worse().count() } else { 0 }
    }

    /// The cases that held on the old side and do not on the new one.
    pub fn worse(&self) -> impl Iterator<Item = &(String, Verdict, Verdict)> {
        self.verdicts.iter().filter(|(_, old, new)| old.holds() && matches!(new, Verdict::Failed))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Differences, Policy};
    use crate::decide::compare::case::Difference;
    use crate::judge::verdict::Verdict;
    use crate::value::change::compare::Comparison;

    #[test]
    fn the_same_change_of_many_cases_is_one_and_the_worst_comes_first() {
        let mut differences = Differences::default();
        for (id, new) in [("a", json!({"n": 1, "p": "5", "q": 1})), ("b", json!({"n": 1, "p": "6"}))] {
            let changes = Comparison::of(json!({"n": 1, "p": 5}), new).changes;
            let changes = changes.into_iter().map(|change| (None, change)).collect();
            differences.add(id, Difference { changes, compared: 1, ..Difference::default() });
        }
        differences
            .add("c", Difference { verdicts: Some((Verdict::Passed, Verdict::Failed)), ..Difference::default() });
        differences.sort();
        let told = |group: &super::Group| format!("{} {} {}", group.change.path, group.change.words(), group.count);
        let told: Vec<String> = differences.groups.iter().map(told).collect();
        assert_eq!(told, ["$.p integer -> string 2", "$.q added (integer) 1"]);
        let forbidden = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            Policy::of(&words).map(|policy| differences.forbidden(&policy))
        };
        assert_eq!(differences.forbidden(&Policy::default()), 2);
        assert_eq!(forbidden(&["additive"]), Ok(1));
        assert_eq!(forbidden(&["verdict"]), Ok(1));
        assert_eq!(forbidden(&["none"]), Ok(0));
        assert_eq!(forbidden(&["braking"]), Err("braking".to_owned()));
    }
}
