//! How often one row was covered, and by which cases. It stays small, however many cases there are.

use std::rc::Rc;

use crate::decide::coverage::model::{Covering, Row, State};

/// How many cases are named for a row.
const NAMED: usize = 5;

/// How a row was covered so far.
#[derive(Debug, Default)]
pub struct Tally {
    asserted: usize,
    conformed: usize,
    /// The last case that covered it, and how: a case counts once.
    last: Option<(usize, State)>,
    /// Those that asserted it stand before those that did not.
    covered_by: Vec<Covered>,
    failing: Vec<Rc<str>>,
    known: Vec<Rc<str>>,
}

#[derive(Debug)]
struct Covered {
    state: State,
    case: Rc<str>,
    step: Option<Rc<str>>,
    check: Option<Box<str>>,
}

/// Who covers rows just now.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Which case it is, counted from the first; two of the same number are the same.
    pub number: usize,
    /// The case's id.
    pub case: Rc<str>,
    /// The step, in a scenario.
    pub step: Option<Rc<str>>,
    /// What its word is worth.
    pub worth: Worth,
}

/// What having been seen in an exchange is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// Whatever a check of the case has judged is asserted.
    Judged,
    /// It conforms to the contract, and that is all that counts.
    Hit,
    /// The same, though something else fails in a way that is known.
    KnownHit,
    /// It fails in a way that is known, and covers nothing.
    KnownFailure,
    /// It fails, and covers nothing.
    Failed,
}

impl Tally {
    /// The row was seen; `check` has judged it, if one did.
    pub fn add(&mut self, witness: &Witness, check: Option<&str>) {
        match witness.worth {
            Worth::Judged => self.cover(witness, check),
            Worth::Hit => self.cover(witness, None),
            Worth::KnownHit => {
                self.cover(witness, None);
                note(&mut self.known, &witness.case);
            }
            Worth::KnownFailure => note(&mut self.known, &witness.case),
            Worth::Failed => note(&mut self.failing, &witness.case),
        }
    }

    /// How it stands with the row.
    pub fn state(&self) -> State {
        match (self.asserted, self.conformed) {
            (0, 0) => State::Untested,
            (0, _) => State::Conformed,
            _ => State::Asserted,
        }
    }

    fn cover(&mut self, witness: &Witness, check: Option<&str>) {
        let state = if check.is_some() { State::Asserted } else { State::Conformed };
        match self.last {
            Some((number, known)) if number == witness.number => {
                if known >= state {
                    return;
                }
                // It was seen before in the same case, and only now judged.
                self.conformed -= 1;
                self.covered_by.retain(|covered| covered.case != witness.case);
            }
            _ => {}
        }
        self.last = Some((witness.number, state));
        match state {
            State::Asserted => self.asserted += 1,
            _ => self.conformed += 1,
        }
        self.name(witness, state, check);
    }

    fn name(&mut self, witness: &Witness, state: State, check: Option<&str>) {
        let at = self.covered_by.partition_point(|covered| covered.state >= state);
        let is_named = self.covered_by.iter().any(|covered| covered.case == witness.case);
        if at < NAMED && !is_named {
            let covered =
                Covered { state, case: witness.case.clone(), step: witness.step.clone(), check: check.map(Into::into) };
            self.covered_by.insert(at, covered);
            self.covered_by.truncate(NAMED);
        }
    }

    /// Writes what was counted into a row.
    pub fn tell(&self, row: &mut Row) {
        let texts = |list: &[Rc<str>]| list.iter().map(|text| text.to_string()).collect();
        row.state = self.state();
        row.cases = self.asserted + self.conformed;
        row.covered_by = self.covered_by.iter().map(Covered::told).collect();
        row.failing = texts(&self.failing);
        row.known = texts(&self.known);
    }
}

impl Covered {
    fn told(&self) -> Covering {
        Covering {
            case: self.case.to_string(),
            step: self.step.as_ref().map(|step| step.to_string()),
            check: self.check.as_ref().map(|check| check.to_string()),
        }
    }
}

fn note(list: &mut Vec<Rc<str>>, case: &Rc<str>) {
    if list.len() < NAMED && !list.contains(case) {
        list.push(case.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMED, Tally, Witness, Worth};
    use crate::decide::coverage::model::{Row, State};

    fn witness(number: usize, worth: Worth) -> Witness {
        Witness { number, case: format!("a::{number}").into(), step: None, worth }
    }

    fn told(tally: &Tally) -> (State, usize, Vec<String>) {
        let mut row = Row::default();
        tally.tell(&mut row);
        let cover =
            |covering: &super::Covering| format!("{} {}", covering.case, covering.check.as_deref().unwrap_or("-"));
        (row.state, row.cases, row.covered_by.iter().map(cover).collect())
    }

    #[test]
    fn a_case_counts_once_and_by_the_best_of_its_steps() {
        let mut tally = Tally::default();
        tally.add(&witness(0, Worth::Judged), None);
        assert_eq!(told(&tally), (State::Conformed, 1, vec!["a::0 -".to_owned()]));
        tally.add(&witness(0, Worth::Judged), Some("body"));
        tally.add(&witness(0, Worth::Judged), None);
        tally.add(&witness(0, Worth::Judged), Some("status"));
        assert_eq!(told(&tally), (State::Asserted, 1, vec!["a::0 body".to_owned()]));
    }

    #[test]
    fn the_cases_that_assert_are_named_first_and_not_too_many_of_them() {
        let mut tally = Tally::default();
        (0..100).for_each(|number| tally.add(&witness(number, Worth::Hit), Some("body")));
        (100..110).for_each(|number| tally.add(&witness(number, Worth::Judged), Some("body")));
        let (state, cases, named) = told(&tally);
        assert_eq!((state, cases, named.len()), (State::Asserted, 110, NAMED));
        assert_eq!(named[0], "a::100 body");
    }

    #[test]
    fn what_fails_covers_nothing_and_is_named() {
        let mut tally = Tally::default();
        tally.add(&witness(0, Worth::Failed), Some("body"));
        tally.add(&witness(1, Worth::KnownFailure), Some("body"));
        assert_eq!(tally.state(), State::Untested);
        tally.add(&witness(2, Worth::KnownHit), Some("body"));
        let mut row = Row::default();
        tally.tell(&mut row);
        assert_eq!((row.state, row.failing.len(), row.known.len()), (State::Conformed, 1, 2));
    }
}
