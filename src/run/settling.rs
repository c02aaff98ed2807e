//! Does what is due for snapshots, once it is known that the attempt which led to it is the last one.

use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity, Verdict};
use crate::record::event::StepReport;
use crate::record::store::StoreError;
use crate::run::due::{Change, Due, Proposing};
use crate::run::progress::Runner;
use crate::run::proposing::proposal;
use crate::run::snapshots::{Proposed, Settled};
use crate::suite::model::Step;
use crate::wire::exchange::Exchange;

/// Does what is due, and tells in the step's report what is to be done about it. Returns what that adds to the verdict.
pub fn settle(runner: &Runner<'_>, step: &Step, due: Due, report: &mut StepReport) -> Verdict {
    match due.change {
        Change::Settle(entry) => {
            runner.session.snapshots.settle(&entry);
            Verdict::Passed
        }
        Change::Propose(proposing) => propose(runner, step, &due.exchange, proposing, report),
    }
}

/// Writes what is pending, as the run's policy says.
fn propose(
    runner: &Runner<'_>,
    step: &Step,
    exchange: &Exchange,
    proposing: Proposing,
    report: &mut StepReport,
) -> Verdict {
    let told = || proposal(runner, step, &proposing.case, exchange, &report.checks);
    let (entry, is_new) = (&proposing.entry, proposing.is_new);
    let settled = runner.session.snapshots.propose(entry, is_new, &proposing.text, told);
    let mut snapshot = report.checks.iter_mut().filter(|check| check.kind == CheckKind::Snapshot);
    match settled {
        Ok(Settled { proposed: Proposed::Accepted, .. }) => Verdict::Passed,
        Ok(settled) => {
            if let Some(finding) = snapshot.flat_map(|check| &mut check.findings).last() {
                finding.help.push(proposing.advice(settled.proposed));
                let untold = settled.untold.map(|why| format!("a review will not show what led to it: {why}"));
                finding.help.extend(untold);
            }
            Verdict::Passed
        }
        Err(error) => {
            if let Some(check) = snapshot.next() {
                check.findings.extend(proposing.withheld);
            }
            report.checks.push(CheckResult::of(CheckKind::Snapshot, unwritten(&error)));
            Verdict::of(report.checks.iter().filter(|check| check.kind == CheckKind::Snapshot))
        }
    }
}

fn unwritten(error: &StoreError) -> Finding {
    let expected = match error {
        StoreError::Changed(_) => "the file as it was judged",
        _ => "a file that can be written",
    };
    Finding::new(error.code(), Part::Body, expected, error.reason())
        .severity(Severity::Error)
        .message(format!("{} cannot be written", error.path()))
        .help(error.help())
}
