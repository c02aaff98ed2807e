//! A case that is run more than once: again after a failure, or as often as was asked for. Every attempt is a whole one,
//! from the first step to the end of the cleanup, with random values and, on the mock, a world of its own.

use crate::judge::verdict::{Part, Severity, Verdict};
use crate::record::event::{Attempt, CaseReport};
use crate::run::case::{CaseRun, deadline, run_case};
use crate::run::finding::error_finding;
use crate::run::progress::worse;
use crate::run::session::{Attempts, Session};
use crate::run::watch::Lease;
use crate::source::code::Code;
use crate::suite::plan::select::Trial;
use crate::wire::cancel::Why;
use crate::wire::client::BlockingClient;
use crate::wire::fault::ended;

/// Runs a case as often as the run says.
pub fn run_attempts(session: &Session, trial: &Trial, client: &BlockingClient, lease: &Lease<'_>) -> CaseReport {
    let case = Attempted { session, trial, client };
    match session.attempts {
        Attempts::Retry(retries) => case.retry(retries, *lease),
        Attempts::Repeat(times) => case.repeat(times, *lease),
    }
}

struct Attempted<'a> {
    session: &'a Session,
    trial: &'a Trial,
    client: &'a BlockingClient,
}

impl<'a> Attempted<'a> {
    /// The verdict of the last attempt counts, and only that one proposes anything for a snapshot.
    fn retry(&self, retries: u32, lease: Lease<'a>) -> CaseReport {
        let mut run = self.run(lease, 1);
        let mut attempts = Vec::new();
        while attempts.len() < retries as usize && is_worth_another(&run.report) {
            let Some(lease) = self.renewed(lease) else { break };
            attempts.push(attempt(&run.report));
            run = self.run(lease, number(&attempts));
        }
        let waits = std::mem::take(&mut run.waits);
        let mut report = run.settled();
        attempts.extend(waits);
        if attempts.is_empty() {
            return report;
        }
        attempts.push(attempt(&report));
        if report.verdict.holds() {
            report.verdict = Verdict::Flaky;
        }
        CaseReport { attempts, ..report }
    }

    /// The worst verdict of all counts, and the first attempt with that one is told.
    fn repeat(&self, times: u32, lease: Lease<'a>) -> CaseReport {
        let mut worst = self.waiting_tells(self.run(lease, 1));
        let mut attempts = vec![attempt(&worst)];
        while attempts.len() < times as usize {
            let Some(lease) = self.renewed(lease) else {
                let (code, what) = ended(lease.cancellation().why().unwrap_or(Why::Interrupted));
                let message = format!("{what} after {} of {times} attempts", attempts.len());
                worst.findings.push(error_finding(code, Part::Exchange, message).at(worst.span));
                worst.verdict = worse(worst.verdict, Verdict::Error);
                break;
            };
            let report = self.waiting_tells(self.run(lease, number(&attempts)));
            attempts.push(attempt(&report));
            let is_flaky = worst.verdict == Verdict::Passed && report.verdict == Verdict::Flaky;
            if is_flaky || worse(worst.verdict, report.verdict) != worst.verdict {
                worst = report;
            }
        }
        CaseReport { attempts, ..worst }
    }

    fn run(&self, lease: Lease<'a>, attempt: u32) -> CaseRun<'a> {
        run_case(self.session, self.trial, self.client, lease, attempt)
    }

    /// What came of an attempt; one that passed only after an answer had asked to come back later is flaky.
    fn waiting_tells(&self, run: CaseRun<'a>) -> CaseReport {
        let waited = !run.waits.is_empty();
        let mut report = run.settled();
        if waited && report.verdict == Verdict::Passed {
            report.verdict = Verdict::Flaky;
        }
        report
    }

    fn renewed(&self, lease: Lease<'a>) -> Option<Lease<'a>> {
        lease.renew(deadline(self.session, self.trial))
    }
}

/// The number of the next attempt.
fn number(attempts: &[Attempt]) -> u32 {
    u32::try_from(attempts.len()).map_or(u32::MAX, |before| before.saturating_add(1))
}

/// Whether another attempt may come to something else. What is left on the server would only be met again; an
/// interruption and a bug are no news about the API; and a snapshot waits for its review, however often it is compared.
fn is_worth_another(report: &CaseReport) -> bool {
    let never = [Code::Leftover, Code::Interrupted, Code::RunDeadlinePassed, Code::CasePanicked];
    matches!(report.verdict, Verdict::Failed | Verdict::Error)
        && !report.all_findings().any(|finding| never.contains(&finding.code))
        && report.all_findings().any(|finding| matches!(finding.severity, Severity::Error | Severity::Failure))
}

fn attempt(report: &CaseReport) -> Attempt {
    let mut codes = Vec::new();
    for finding in report.all_findings().filter(|finding| finding.severity > Severity::Warning) {
        let code = finding.code.to_string();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Attempt { verdict: report.verdict, elapsed: report.elapsed, codes }
}
