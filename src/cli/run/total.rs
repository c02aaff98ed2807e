//! What all the cases of a run come to. Its size does not grow with the cases: of failures without number, some are told.

use std::time::Duration;

use crate::exit::ExitCode;
use crate::record::event::Summary;
use crate::record::line::CaseLine;
use crate::run::trials::Ended;
use crate::show::causes::Causes;
use crate::show::fixed::Fixed;
use crate::show::flaky::Flaky;
use crate::show::terminal::{View, advice, details, summary};
use crate::show::warnings::Warnings;
use crate::source::code::Code;

/// How many failures are told in full.
const DETAILS: usize = 50;

/// Counts, and what is told at the end.
#[derive(Default)]
pub struct Total {
    /// How many cases came to what.
    pub summary: Summary,
    causes: Causes,
    flaky: Flaky,
    fixed: Fixed,
    warnings: Warnings,
    /// Cases that hold with a remark, and those that don't; of each the first ones by id.
    remarks: Vec<CaseLine>,
    failures: Vec<CaseLine>,
    told: usize,
    bug: bool,
    /// Whether other shards of the run send something, so that one that sends nothing is no mistake.
    pub elsewhere: bool,
}

impl Total {
    /// Nothing has ended of the cases that are planned.
    pub fn of(planned: usize) -> Total {
        Total { summary: Summary { planned, ..Summary::default() }, ..Total::default() }
    }

    /// Counts a case that has ended.
    pub fn add(&mut self, case: CaseLine) {
        self.summary.add(case.verdict);
        self.flaky.add(&case);
        self.fixed.add(&case);
        self.warnings.add(&case);
        self.bug |= case.findings.iter().any(|finding| finding.code == Code::CasePanicked.as_str());
        if case.all_findings().next().is_none() {
            return;
        }
        self.causes.add(&case);
        self.told += 1;
        let list = if remarkable(&case) { &mut self.remarks } else { &mut self.failures };
        list.push(case);
        if list.len() > 2 * DETAILS {
            first_by_id(list);
        }
    }

    /// What is printed once all have ended.
    pub fn closing(&mut self, view: &View<'_>, elapsed: Duration, in_full: bool) -> String {
        let mut text = String::new();
        if in_full {
            first_by_id(&mut self.failures);
            first_by_id(&mut self.remarks);
            self.remarks.truncate(DETAILS - self.failures.len());
            // Remarks first, so that what matters most stands last, next to the prompt.
            for case in self.remarks.iter().chain(&self.failures) {
                text.push('\n');
                text.push_str(&details(case, view));
            }
            let left = self.told - self.remarks.len() - self.failures.len();
            if left > 0 {
                text.push_str(&format!("\n... and {left} more; a FILTER shows them\n"));
            }
        }
        text.push('\n');
        text.push_str(&self.fixed.to_text());
        text.push_str(&self.flaky.to_text());
        text.push_str(&self.causes.to_text());
        if let Some(warnings) = self.warnings.to_text() {
            text.push_str(&format!("warnings: {warnings}\n"));
        }
        text.push_str(&advice(self.causes.codes()));
        text.push_str(&summary(&self.summary, elapsed, view));
        text
    }

    /// What the process says.
    pub fn exit_code(&self, ended: Ended) -> ExitCode {
        let summary = &self.summary;
        let mut code = ExitCode::Holds;
        if self.bug {
            code = code.and(ExitCode::Bug);
        }
        if summary.failed > 0 {
            code = code.and(ExitCode::Broken);
        }
        if ended != Ended::Complete || summary.missing() > 0 {
            code = code.and(ExitCode::Incomplete);
        }
        if summary.errors > 0 {
            code = code.and(ExitCode::NoVerdict);
        }
        let nothing_ran = summary.skipped == summary.planned && !self.elsewhere;
        if nothing_ran {
            code = code.and(ExitCode::Incomplete);
        }
        code
    }
}

fn remarkable(case: &CaseLine) -> bool {
    use crate::judge::verdict::Verdict::{Fixed, Flaky, KnownFailure, Passed, Skipped};
    matches!(case.verdict, Passed | Flaky | Fixed | KnownFailure | Skipped)
}

fn first_by_id(list: &mut Vec<CaseLine>) {
    list.sort_by(|a, b| a.id.cmp(&b.id));
    list.truncate(DETAILS);
}
