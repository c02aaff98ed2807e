//! One case on two sides, exchange by exchange.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::decide::compare::headers::headers;
use crate::decide::compare::ignore::without;
use crate::judge::verdict::{Severity, Verdict};
use crate::record::event::StepRole;
use crate::record::line::{BodyLine, CaseLine, ExchangeLine, FindingLine, StepLine};
use crate::value::change::compare::Comparison;
use crate::value::change::model::{Change, Class, Kind};
use crate::value::json;
use crate::value::path::JsonPath;

/// What a case's two sides have not in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The verdicts, when they differ.
    pub verdicts: Option<(Verdict, Verdict)>,
    /// What changed, with the step in which it did; a step has a name only in a scenario.
    pub changes: Vec<(Option<String>, Change)>,
    /// Why something could not be compared.
    pub blind: Vec<String>,
    /// How many exchanges were compared.
    pub compared: usize,
}

/// Compares a case with itself on another side. What the paths select is left out.
pub fn compare(old: &CaseLine, new: &CaseLine, ignored: &[Arc<JsonPath>]) -> Difference {
    let mut difference = Difference::default();
    if (old.verdict, new.verdict) != (old.verdict, old.verdict) {
        difference.verdicts = Some((old.verdict, new.verdict));
    }
    if old.verdict == Verdict::Skipped || new.verdict == Verdict::Skipped {
        return difference;
    }
    let (old_steps, new_steps) = (steps(old), steps(new));
    for (key, one) in &old_steps {
        let Some((_, other)) = new_steps.iter().find(|(other, _)| other == key) else {
            difference.blind.push(format!("{} was sent on the old side only", name(key)));
            continue;
        };
        exchange(one, other, name(key), ignored, &mut difference);
    }
    for (key, _) in new_steps.iter().filter(|(key, _)| !old_steps.iter().any(|(other, _)| other == key)) {
        difference.blind.push(format!("{} was sent on the new side only", name(key)));
    }
    if old_steps.is_empty() && new_steps.is_empty() {
        difference.blind.push(format!("nothing was sent{}", reason(old.all_findings().chain(new.all_findings()))));
    }
    difference
}

/// A step's id, and how many of that id came before it: steps are repeated until an answer is as wanted.
type Key<'c> = (Option<&'c str>, usize);

/// The steps that belong to the case. Of those that were sent again and again only the last one counts: how often is a
/// matter of time.
fn steps(case: &CaseLine) -> Vec<(Key<'_>, &StepLine)> {
    let mut counted: HashMap<Option<&str>, usize> = HashMap::new();
    let own = case.steps.iter().filter(|step| step.role == StepRole::Case && step.exchange.is_some());
    let judged = own.filter(|step| !step.checks.is_empty());
    let keyed = judged.map(|step| {
        let count = counted.entry(step.id.as_deref()).or_default();
        *count += 1;
        ((step.id.as_deref(), *count - 1), step)
    });
    keyed.collect()
}

fn name(key: &Key<'_>) -> String {
    match *key {
        (None, 0) => "the request".to_owned(),
        (None, nth) => format!("request {}", nth + 1),
        (Some(step), 0) => format!("step {step}"),
        (Some(step), nth) => format!("step {step}, page {}", nth + 1),
    }
}

fn exchange(old: &StepLine, new: &StepLine, name: String, ignored: &[Arc<JsonPath>], difference: &mut Difference) {
    let (Some(one), Some(other)) = (&old.exchange, &new.exchange) else { return };
    let (Some(was), Some(is)) = (one.status, other.status) else {
        let side = if one.status.is_none() { "old" } else { "new" };
        let why = reason(if one.status.is_none() { old.findings() } else { new.findings() });
        difference.blind.push(format!("{name} has no answer on the {side} side{why}"));
        return;
    };
    difference.compared += 1;
    let changes = match was == is {
        true => [headers(&one.response_headers, &other.response_headers), bodies(one, other, ignored)].concat(),
        // An answer with another status is another answer; what else it says is no news beside that.
        false => vec![plain(Class::Status, "status", was.to_string(), is.to_string())],
    };
    difference.changes.extend(changes.into_iter().map(|change| (old.id.clone(), change)));
}

/// `: CS0401 the connection was refused`
fn reason<'f>(mut findings: impl Iterator<Item = &'f FindingLine>) -> String {
    let error = findings.find(|finding| finding.severity == Severity::Error);
    error.map_or_else(String::new, |finding| format!(": {} {}", finding.code, finding.message))
}

fn bodies(old: &ExchangeLine, new: &ExchangeLine, ignored: &[Arc<JsonPath>]) -> Vec<Change> {
    if let (Some(one), Some(other)) = (parsed(old), parsed(new)) {
        return Comparison::of(without(&one, ignored), without(&other, ignored)).changes;
    }
    let (one, other) = (old.response_body.as_ref(), new.response_body.as_ref());
    let same = match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            one.length == other.length && one.sha256 == other.sha256 && one.text() == other.text()
        }
        _ => false,
    };
    match same {
        true => Vec::new(),
        false => vec![plain(class(one, other), "body", words(one), words(other))],
    }
}

/// A body that went, came, or is no JSON any more breaks readers; another text or other bytes are a value.
fn class(old: Option<&BodyLine>, new: Option<&BodyLine>) -> Class {
    let is_json =
        |body: &BodyLine| body.is_whole() && body.text().is_some_and(|text| json::parse(text.as_bytes()).is_ok());
    match (old, new) {
        (None, Some(_)) => Class::Additive,
        (Some(_), None) => Class::Breaking,
        (Some(old), Some(new)) if is_json(old) && new.is_whole() && !is_json(new) => Class::Breaking,
        _ => Class::Value,
    }
}

fn words(body: Option<&BodyLine>) -> String {
    match body {
        None => "nothing".to_owned(),
        Some(body) if body.text().is_none() => format!("{} bytes", body.length),
        Some(body) if !body.is_whole() => format!("{} bytes, too many to be compared inside", body.length),
        Some(body) if body.json.is_some() => "JSON".to_owned(),
        Some(_) => "a text".to_owned(),
    }
}

fn parsed(exchange: &ExchangeLine) -> Option<Value> {
    let body = exchange.response_body.as_ref().filter(|body| body.is_whole())?;
    json::parse(body.text()?.as_bytes()).ok()
}

fn plain(class: Class, path: &str, from: String, to: String) -> Change {
    Change { class, kind: Kind::Value, path: path.to_owned(), from, to, unsaid: None, was: None, is: None }
}
