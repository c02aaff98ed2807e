//! What all the cases of a run come to.

use crate::exit::ExitCode;
use crate::judge::verdict::Verdict;
use crate::record::event::{CaseReport, Summary};
use crate::run::trials::Ended;
use crate::show::causes::causes;
use crate::show::terminal::{View, advice, details, summary};
use crate::source::code::Code;

/// How many failures are told in full.
const DETAILS: usize = 50;

/// Counts, and what is told at the end.
#[derive(Default)]
pub struct Total {
    /// How many cases came to what.
    pub summary: Summary,
    /// Reports with something to tell.
    told: Vec<CaseReport>,
    bug: bool,
}

impl Total {
    /// Counts a case that has ended.
    pub fn add(&mut self, report: CaseReport) {
        match report.verdict {
            Verdict::Passed => self.summary.passed += 1,
            Verdict::Failed => self.summary.failed += 1,
            Verdict::Error => self.summary.errors += 1,
            Verdict::Skipped(_) => self.summary.skipped += 1,
            Verdict::KnownFailure => self.summary.known += 1,
        }
        self.bug |= report.findings.iter().any(|finding| finding.code == Code::CasePanicked);
        let tells = !report.findings.is_empty() || report.steps.iter().any(|step| !step.findings.is_empty());
        if tells {
            self.told.push(report);
        }
    }

    /// What is printed once all have ended.
    pub fn closing(&mut self, view: &View<'_>, elapsed: std::time::Duration, in_full: bool) -> String {
        self.told.sort_by(|a, b| a.id.cmp(&b.id));
        // Warnings first, so that what matters most stands last, next to the prompt.
        self.told.sort_by_key(|report| !matches!(report.verdict, Verdict::Passed | Verdict::KnownFailure));
        let mut text = String::new();
        if in_full {
            for report in self.told.iter().take(DETAILS) {
                text.push('\n');
                text.push_str(&details(report, view));
            }
            if self.told.len() > DETAILS {
                text.push_str(&format!("\n... and {} more; a FILTER shows them\n", self.told.len() - DETAILS));
            }
        }
        let told: Vec<&CaseReport> = self.told.iter().collect();
        text.push('\n');
        text.push_str(&view.mask.apply(&causes(&told, view.sources)));
        text.push_str(&advice(&told));
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
        if ended == Ended::Interrupted {
            code = code.and(ExitCode::Incomplete);
        }
        if summary.errors > 0 {
            code = code.and(ExitCode::NoVerdict);
        }
        let nothing_ran = summary.skipped == summary.planned;
        if nothing_ran {
            code = code.and(ExitCode::Incomplete);
        }
        code
    }
}
