//! How many cases had which warning: a case with one may hold, and then nobody looks at it.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::verdict::Severity;
use crate::record::line::CaseLine;
use crate::show::plain::count;

/// The warnings of a run, by their codes.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    cases: BTreeMap<String, usize>,
}

impl Warnings {
    /// Takes a case.
    pub fn add(&mut self, case: &CaseLine) {
        let warnings = case.all_findings().filter(|finding| finding.severity == Severity::Warning);
        let codes: BTreeSet<&String> = warnings.map(|finding| &finding.code).collect();
        for code in codes {
            *self.cases.entry(code.clone()).or_default() += 1;
        }
    }

    /// `CS0323 in 2 cases, CS0807 in 1 case`; `None` when there is none.
    pub fn to_text(&self) -> Option<String> {
        let each = self.cases.iter().map(|(code, cases)| format!("{code} in {}", count(*cases, "case")));
        let all: Vec<String> = each.collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}
