//! What a gate keeps of the cases of a record while they pass by: counts, and the first ones of everything that some rule
//! may blame. Its size does not grow with the cases but by a few bytes for each exchange.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;

use crate::contract::operation::best_content;
use crate::decide::baseline::shapes::Shapes;
use crate::decide::gate::blame::Blame;
use crate::decide::gate::facts::Facts;
use crate::decide::gate::latency::Latencies;
use crate::judge::known_failure::{Circumstances, applies};
use crate::judge::verdict::{CheckKind, Severity, Verdict};
use crate::record::event::{KnownState, Summary};
use crate::record::line::{CaseLine, ExchangeLine, KnownLine, StepLine};
use crate::source::code::Code;
use crate::suite::config::gate::Detail;
use crate::wire::exchange::MOCK_SERVER;

/// What the cases of a record come to.
#[derive(Debug)]
pub struct Tally<'f> {
    facts: &'f Facts<'f>,
    /// The environment that the record is of.
    pub environment: String,
    today: String,
    /// How many cases came to what.
    pub summary: Summary,
    /// How many checks were made.
    pub checks: usize,
    /// Cases that fail and must not.
    pub failed: Blame,
    /// Cases without an honest verdict.
    pub errors: Blame,
    /// Cases that fail and have never passed.
    pub pending: Blame,
    /// Cases that hold only after a retry.
    pub flaky: Blame,
    /// Cases that were not run.
    pub skipped: Blame,
    /// Known failures that happened.
    pub known: Blame,
    /// Known failures that happened and are not tolerated any more.
    pub untolerated: Blame,
    /// Known failures that do not say what they must.
    pub wordless: Blame,
    /// Known failures that are known for too long.
    pub aged: Blame,
    /// Known failures that are gone.
    pub fixed: Blame,
    /// Known failures of no case in particular that happened, by where they are written.
    pub met: BTreeSet<String>,
    /// Snapshots that nobody has reviewed.
    pub unreviewed: Blame,
    /// Answers that are not documented.
    pub undocumented_answers: Blame,
    /// Properties that are not documented.
    pub undocumented_properties: Blame,
    /// In how many answers somebody looked for them.
    pub properties_looked_for: usize,
    /// Answers that say themselves that a mock gave them.
    pub mocked: Blame,
    /// How long operations took.
    pub latencies: Latencies,
    /// What answers look like.
    pub shapes: Shapes<'f>,
}

impl<'f> Tally<'f> {
    /// Nothing has been seen yet of a record of `environment`.
    pub fn new(facts: &'f Facts<'f>, environment: &str) -> Tally<'f> {
        let known = BTreeMap::new();
        let shapes = facts.baseline.as_ref().map_or(&known, |baseline| &baseline.shapes);
        Tally {
            facts,
            environment: environment.to_owned(),
            today: facts.today(),
            summary: Summary::default(),
            checks: 0,
            failed: Blame::default(),
            errors: Blame::default(),
            pending: Blame::default(),
            flaky: Blame::default(),
            skipped: Blame::default(),
            known: Blame::default(),
            untolerated: Blame::default(),
            wordless: Blame::default(),
            aged: Blame::default(),
            fixed: Blame::default(),
            met: BTreeSet::new(),
            unreviewed: Blame::default(),
            undocumented_answers: Blame::default(),
            undocumented_properties: Blame::default(),
            properties_looked_for: 0,
            mocked: Blame::default(),
            latencies: Latencies::default(),
            shapes: Shapes::new(facts.contracts, shapes),
        }
    }

    /// Takes a case.
    pub fn add(&mut self, case: &CaseLine) {
        self.summary.planned += 1;
        self.summary.add(case.verdict);
        self.checks += case.steps.iter().map(|step| step.checks.len()).sum::<usize>();
        match case.verdict {
            Verdict::Passed => {}
            Verdict::Fixed => self.fixed(case),
            Verdict::Flaky => self.flaky.add(&case.id, attempts(case)),
            Verdict::Skipped => self.skipped.add(&case.id, case.reason.clone().unwrap_or_default()),
            Verdict::Error => self.errors.add(&case.id, first_finding(case)),
            Verdict::KnownFailure => self.known(case),
            Verdict::Failed if self.is_pending(case) => self.pending.add(&case.id, first_finding(case)),
            Verdict::Failed => self.failed.add(&case.id, first_finding(case)),
        }
        self.findings(case);
        self.latencies.add(case);
        self.shapes.add(case);
    }

    /// Whether a case has never passed. Without a baseline nobody knows, so none is.
    fn is_pending(&self, case: &CaseLine) -> bool {
        self.facts.baseline.as_ref().is_some_and(|baseline| !baseline.cases.contains(&case.id))
    }

    fn fixed(&mut self, case: &CaseLine) {
        for line in case.known.iter().filter(|line| line.state == KnownState::Fixed) {
            self.fixed.add(&case.id, format!("remove what is known of it at {}: {}", line.place, line.reason));
        }
    }

    /// What a record tolerates is tolerated only if the project does, today.
    fn known(&mut self, case: &CaseLine) {
        let happened: Vec<&KnownLine> = case.known.iter().filter(|line| line.state == KnownState::Happened).collect();
        let refused: Vec<String> = happened.iter().filter_map(|line| self.refusal(case, line)).collect();
        match (happened.first(), refused.first()) {
            (None, _) => self.untolerated.add(&case.id, "the record does not say what is known of it"),
            (Some(_), Some(why)) => self.untolerated.add(&case.id, why.clone()),
            (Some(line), None) => self.known.add(&case.id, about(line)),
        }
        for line in happened {
            self.met.insert(line.place.to_string());
            self.asked_of(case, line);
        }
    }

    /// Why a known failure is not tolerated.
    fn refusal(&self, case: &CaseLine, line: &KnownLine) -> Option<String> {
        if let Some(last) = line.expires.as_ref().filter(|last| self.today > **last) {
            return Some(format!("it expired on {last}: {}", line.reason));
        }
        let (id, row) = match case.id.strip_suffix(']').and_then(|id| id.split_once('[')) {
            Some((id, row)) => (id, Some(row)),
            None => (case.id.as_str(), None),
        };
        let circumstances = Circumstances { env: &self.environment, row, today: &self.today };
        let declared = self.facts.cases.get(id).map(|case| case.known_failures.as_slice()).unwrap_or_default();
        let is_same = |known: &crate::suite::model::KnownFailure| {
            known.reason == line.reason && known.check.map(Code::as_str) == line.check.as_deref()
        };
        let is_declared = declared.iter().any(|known| is_same(known) && applies(known, circumstances));
        (!is_declared).then(|| format!("the project does not declare it as known: {}", line.reason))
    }

    /// What the policy asks of every known failure.
    fn asked_of(&mut self, case: &CaseLine, line: &KnownLine) {
        let asked = &self.facts.policy.known;
        let has = |detail: &Detail| match detail {
            Detail::Owner => line.owner.is_some() || case.owner.is_some(),
            Detail::Ticket => line.ticket.is_some(),
            Detail::Since => line.since.is_some(),
            Detail::Expires => line.expires.is_some(),
        };
        let missing: Vec<&str> = asked.require.iter().filter(|one| !has(one)).map(|one| one.name()).collect();
        if !missing.is_empty() {
            self.wordless.add(&case.id, format!("{} does not say `{}`", line.place, missing.join("`, `")));
        }
        if let Some(limit) = asked.max_age {
            let since = line.since.as_deref().and_then(|day| day.parse::<jiff::civil::Date>().ok());
            let today = self.facts.now.to_zoned(jiff::tz::TimeZone::UTC).date();
            match since.map(|since| (since, (today - since).get_days())) {
                None => self.aged.add(&case.id, format!("{} does not say since when", line.place)),
                Some((since, days)) if u64::from(days.max(0).unsigned_abs()) * 86_400 > limit.as_secs() => {
                    self.aged.add(&case.id, format!("known since {since}, for {days} days: {}", line.reason));
                }
                Some((since, days)) if days < 0 => {
                    self.aged.add(&case.id, format!("known since {since}, which is yet to come: {}", line.reason));
                }
                Some(_) => {}
            }
        }
    }

    fn findings(&mut self, case: &CaseLine) {
        let unreviewed = case.all_findings().find(|finding| finding.severity == Severity::Unreviewed);
        let changed = case.all_findings().find(|finding| finding.code == Code::SnapshotMismatch.as_str());
        if let Some(finding) = unreviewed.or(changed) {
            self.unreviewed.add(&case.id, format!("{} {}", finding.code, finding.message));
        }
        for step in &case.steps {
            if step.exchange.as_ref().is_some_and(is_of_mock) {
                self.mocked.add(&case.id, "its answer says that a mock gave it");
            }
            if let Some(answer) = self.undocumented(case, step) {
                self.undocumented_answers.add(&case.id, answer);
            }
            let operation = step.operation.as_deref().unwrap_or("a call outside the contract");
            for check in step.checks.iter().filter(|check| check.kind == CheckKind::Undocumented) {
                self.properties_looked_for += 1;
                for finding in &check.findings {
                    let place = finding.pointer.as_deref().unwrap_or_default();
                    self.undocumented_properties.add(&case.id, format!("{operation}: {place}"));
                }
                self.undocumented_properties.count += check.more;
            }
        }
    }

    /// An answer of which the contract does not know the status or the content type, whatever the case expects.
    fn undocumented(&self, case: &CaseLine, step: &StepLine) -> Option<String> {
        let (name, exchange) = (step.operation.as_deref()?, step.exchange.as_ref()?);
        let (method, path) = name.split_once(' ')?;
        let contract = self.facts.contracts.get(&case.api)?;
        let operation = contract.operation(&Method::from_bytes(method.as_bytes()).ok()?, path)?;
        let status = exchange.status?;
        let Some(response) = operation.response(status) else { return Some(format!("{name} -> {status}")) };
        let media_type = exchange.media_type().filter(|_| exchange.response_body.is_some())?;
        let is_known = best_content(&response.content, &media_type).is_some();
        (!is_known).then(|| format!("{name} -> {status} {media_type}"))
    }
}

/// Whether an answer is of a mock that listens where an API is looked for.
fn is_of_mock(exchange: &ExchangeLine) -> bool {
    exchange.response_headers.iter().any(|(name, value)| name == "server" && value == MOCK_SERVER)
}

/// What is wrong with a case, in a line.
fn first_finding(case: &CaseLine) -> String {
    let rank = |severity: Severity| match severity {
        Severity::Failure => 3,
        Severity::Unreviewed => 2,
        Severity::Error => 1,
        Severity::Warning => 0,
    };
    // Of equals the first one counts, and `max_by_key` takes the last.
    let findings: Vec<_> = case.all_findings().collect();
    let worst = findings.iter().rev().max_by_key(|finding| rank(finding.severity));
    worst.map_or_else(String::new, |finding| {
        let place = finding.pointer.as_deref().filter(|pointer| !pointer.is_empty());
        let place = place.map(|pointer| format!(" at {pointer}")).unwrap_or_default();
        format!("{} {}{place}", finding.code, finding.message)
    })
}

fn attempts(case: &CaseLine) -> String {
    let held = case.attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
    format!("{held} of {} attempts hold", case.attempts.len())
}

fn about(line: &KnownLine) -> String {
    let mut about = line.reason.clone();
    for (word, part) in [("owner", &line.owner), ("ticket", &line.ticket), ("until", &line.expires)] {
        if let Some(part) = part {
            about.push_str(&format!(" ({word} {part})"));
        }
    }
    about
}
