//! What a run saw, as plain values: one report per case, with what is needed to understand its verdict. Nothing in them
//! has passed the mask yet; [`recording`](crate::record::recording) makes of them what may leave the process.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::judge::verdict::{CheckResult, Finding, Verdict};
use crate::source::span::Span;
use crate::suite::model::KnownFailure;
use crate::wire::exchange::Exchange;

/// A case that has ended, one way or another.
#[derive(Debug)]
pub struct CaseReport {
    /// The whole id, with its row: `perfex/values::lists-every-field[input]`.
    pub id: String,
    /// What the case says.
    pub name: String,
    /// The API it is about.
    pub api: String,
    /// Where the documentation says so.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where it stands.
    pub span: Span,
    /// How it ended.
    pub verdict: Verdict,
    /// Why it was skipped.
    pub reason: Option<String>,
    /// When it began.
    pub started: Instant,
    /// From its first request to the end of its cleanup.
    pub elapsed: Duration,
    /// Every attempt, when there was more than one.
    pub attempts: Vec<Attempt>,
    /// Its steps, in the order in which they were run.
    pub steps: Vec<StepReport>,
    /// What is not a finding of a step: a deadline, a panic, a lock.
    pub findings: Vec<Finding>,
    /// Things to know that change no verdict.
    pub notes: Vec<String>,
    /// The known failures that have something to say.
    pub known: Vec<(KnownFailure, KnownState)>,
}

impl CaseReport {
    /// Every finding, those of its steps among them.
    pub fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(self.steps.iter().flat_map(StepReport::findings))
    }
}

/// One attempt at a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How it ended.
    pub verdict: Verdict,
    /// How long it took.
    pub elapsed: Duration,
    /// The codes of what was found, each once.
    pub codes: Vec<String>,
}

/// What became of a known failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KnownState {
    /// It happened, and was tolerated.
    Happened,
    /// It did not happen, though everything was judged.
    Fixed,
    /// Its last day has passed.
    Expired,
}

/// What a step is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepRole {
    /// It belongs to the case.
    #[default]
    Case,
    /// It undoes something.
    Cleanup,
    /// It fetches a credential.
    Login,
}

impl StepRole {
    /// Whether it belongs to the case.
    pub fn is_case(&self) -> bool {
        *self == StepRole::Case
    }
}

/// One exchange of a case and what was judged of it.
#[derive(Debug, Clone)]
pub struct StepReport {
    /// The step's id, in a scenario.
    pub id: Option<String>,
    /// What it is there for.
    pub role: StepRole,
    /// Where it stands.
    pub span: Span,
    /// The documented operation that it calls: `GET /items/{id}`.
    pub operation: Option<String>,
    /// What was sent and what came back; absent when nothing was sent.
    pub exchange: Option<Arc<Exchange>>,
    /// Every check that was made.
    pub checks: Vec<CheckResult>,
}

impl StepReport {
    /// What was found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checks.iter().flat_map(|check| &check.findings)
    }
}

/// What a whole run came to.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Cases that were to be run.
    pub planned: usize,
    /// Cases that hold.
    pub passed: usize,
    /// Cases that hold, but not at the first attempt.
    pub flaky: usize,
    /// Cases that hold, though a failure of theirs is declared as known.
    pub fixed: usize,
    /// Cases in which a check said no.
    pub failed: usize,
    /// Cases without an honest judgement.
    pub errors: usize,
    /// Cases whose failure is known.
    pub known: usize,
    /// Cases that were not run, for a reason.
    pub skipped: usize,
}

impl Summary {
    /// Counts a case.
    pub fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Passed => &mut self.passed,
            Verdict::Flaky => &mut self.flaky,
            Verdict::Fixed => &mut self.fixed,
            Verdict::Failed => &mut self.failed,
            Verdict::Error => &mut self.errors,
            Verdict::KnownFailure => &mut self.known,
            Verdict::Skipped => &mut self.skipped,
        };
        *count += 1;
    }

    /// Counts what another run came to.
    pub fn join(&mut self, other: &Summary) {
        self.planned += other.planned;
        self.passed += other.passed;
        self.flaky += other.flaky;
        self.fixed += other.fixed;
        self.failed += other.failed;
        self.errors += other.errors;
        self.known += other.known;
        self.skipped += other.skipped;
    }

    /// Cases with a verdict.
    pub fn ended(&self) -> usize {
        self.holding() + self.failed + self.errors + self.known + self.skipped
    }

    /// Cases that hold, one way or another.
    pub fn holding(&self) -> usize {
        self.passed + self.flaky + self.fixed
    }

    /// Cases that were to be run and have no verdict.
    pub fn missing(&self) -> usize {
        self.planned.saturating_sub(self.ended())
    }
}
