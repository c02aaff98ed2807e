//! The cases of a run that came to different outcomes: what passes in the end has failed before, and that is news.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::judge::verdict::Verdict;
use crate::record::line::{AttemptLine, CaseLine};
use crate::show::plain::count;

/// How many cases are told.
const SHOWN: usize = 50;

/// The flaky cases of a run. Its size does not grow with them: the first ones by id are told.
#[derive(Clone, Debug, Default)]
pub struct Flaky {
    cases: BTreeMap<String, String>,
    number: usize,
}

/// Whether a case held in some of its attempts and not in others.
pub fn is_flaky(attempts: &[AttemptLine]) -> bool {
    let held = attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
    held > 0 && held < attempts.len()
}

impl Flaky {
    /// Takes note of a case, if it is flaky.
    pub fn add(&mut self, case: &CaseLine) {
        if !is_flaky(&case.attempts) {
            return;
        }
        self.number += 1;
        self.cases.insert(case.id.clone(), story(case));
        if self.cases.len() > SHOWN {
            self.cases.pop_last();
        }
    }

    /// What is printed once all have ended; nothing when no case is flaky.
    pub fn to_text(&self) -> String {
        if self.number == 0 {
            return String::new();
        }
        let mut text = format!("flaky, {}:\n", count(self.number, "case"));
        for (id, story) in &self.cases {
            let _ = writeln!(text, "  {id}\n      {story}");
        }
        if self.number > self.cases.len() {
            let _ = writeln!(text, "  ... and {} more", self.number - self.cases.len());
        }
        text.push('\n');
        text
    }
}

/// `passed at attempt 2 of 2, before that CS0301`, `7 of 10 attempts hold, the others CS0301 (2), CS0402`
fn story(case: &CaseLine) -> String {
    let attempts = &case.attempts;
    let codes = codes(attempts);
    match case.verdict {
        Verdict::Flaky => format!("passed at attempt {0} of {0}, before that {codes}", attempts.len()),
        _ => {
            let held = attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
            format!("{held} of {} attempts hold, the others {codes}", attempts.len())
        }
    }
}

/// What was found in the attempts that do not hold, each with how many of them had it.
fn codes(attempts: &[AttemptLine]) -> String {
    let broken = attempts.iter().filter(|attempt| !attempt.verdict.holds());
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for code in broken.flat_map(|attempt| &attempt.codes) {
        *numbers.entry(code).or_default() += 1;
    }
    let told = numbers.iter().map(|(code, number)| match number {
        1 => (*code).to_owned(),
        number => format!("{code} ({number})"),
    });
    told.collect::<Vec<_>>().join(", ")
}
