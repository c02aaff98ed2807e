//! What the list knows of a case: little enough that ten thousand of them are there at once, and everything that is
//! searched, filtered and added up. What is inside a case is in [`crate::show::report::html::detail`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::judge::verdict::Severity;
use crate::record::event::StepRole;
use crate::record::line::{CaseLine, ExchangeLine, StepLine};
use crate::show::causes::cause;

/// The most of a text that is searched, in bytes.
const TEXT: usize = 240;
/// How many findings and exchanges of one case are in its row.
const MANY: usize = 40;

/// A case in the list. Names are short, since they stand in every row.
#[derive(Debug, Serialize)]
pub struct Row<'c> {
    /// The id.
    pub id: &'c str,
    /// The name.
    pub n: &'c str,
    /// The verdict.
    pub v: &'static str,
    /// The API.
    pub a: &'c str,
    /// The file.
    pub f: &'c str,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub o: Option<&'c str>,
    /// Tags.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub t: &'c [String],
    /// When it began, in microseconds.
    pub s: u64,
    /// How long it took, in microseconds.
    pub e: u64,
    /// Why it was skipped, or why its failure is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r: Option<&'c str>,
    /// How many attempts held, and how many there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h: Option<(usize, usize)>,
    /// Exchanges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub x: Vec<Exchanged<'c>>,
    /// What was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub g: Vec<Found<'c>>,
}

/// Operation, method, URL, status (0 for none), when it began and how long it took in microseconds, whether it belongs
/// to the case (1) or to its cleanup or login (0), and the media type.
#[derive(Debug, Serialize)]
pub struct Exchanged<'c>(&'c str, &'c str, &'c str, u16, u64, u64, u8, String);

/// Code, letter of the severity, message, and what it has in common with others, when it is more than a warning.
#[derive(Debug, Serialize)]
pub struct Found<'c>(&'c str, char, &'c str, String);

impl Row<'_> {
    /// What the list knows of a case.
    pub fn of(case: &CaseLine) -> Row<'_> {
        let held = case.attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
        let known = case.known.first().map(|known| known.reason.as_str());
        Row {
            id: &case.id,
            n: &case.name,
            v: case.verdict.name(),
            a: &case.api,
            f: &case.place.file,
            o: case.owner.as_deref(),
            t: &case.tags,
            s: case.started_us,
            e: case.elapsed_us,
            r: case.reason.as_deref().or(known).map(begun),
            h: (!case.attempts.is_empty()).then_some((held, case.attempts.len())),
            x: case.steps.iter().filter_map(exchanged).take(MANY).collect(),
            g: found(case),
        }
    }
}

fn exchanged(step: &StepLine) -> Option<Exchanged<'_>> {
    let exchange: &ExchangeLine = step.exchange.as_ref()?;
    Some(Exchanged(
        step.operation.as_deref().unwrap_or_default(),
        &exchange.method,
        begun(&exchange.url),
        exchange.status.unwrap_or_default(),
        exchange.started_us,
        exchange.elapsed_us,
        u8::from(step.role == StepRole::Case),
        exchange.media_type().unwrap_or_default(),
    ))
}

/// What was found, the worst first, and what is the same but once.
fn found(case: &CaseLine) -> Vec<Found<'_>> {
    let mut findings: Vec<_> = case.all_findings().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for finding in findings {
        let cause = cause(finding);
        if rows.len() == MANY || !known.insert(cause.clone()) {
            continue;
        }
        let shared = if finding.severity > Severity::Warning { begun(&cause).to_owned() } else { String::new() };
        rows.push(Found(&finding.code, letter(finding.severity), begun(&finding.message), shared));
    }
    rows
}

fn letter(severity: Severity) -> char {
    match severity {
        Severity::Failure => 'f',
        Severity::Unreviewed => 'u',
        Severity::Error => 'e',
        Severity::Warning => 'w',
    }
}

fn begun(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT)]
}
