//! Goes over the cases of records, one by one, and counts what of the documentation each of them covers. Nothing is kept
//! of a case but its name where it covers a row, so memory does not grow with the cases.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use serde_json::Value;

use crate::contract::operation::Operation;
use crate::decide::coverage::documented::{Answered, Counted, Documented, Part, answered, schema_of};
use crate::decide::coverage::model::{ApiCoverage, Coverage, CoveredRun, VERSION};
use crate::decide::coverage::outline::step as path_step;
use crate::decide::coverage::reach::{Aspect, Reached, checks, marks, reached};
use crate::decide::coverage::rows::api_rows;
use crate::decide::coverage::sent::{Body, Sent};
use crate::decide::coverage::tally::{Witness, Worth};
use crate::judge::verdict::{CheckKind, Severity, Verdict};
use crate::record::event::StepRole;
use crate::record::line::{BodyLine, CaseLine, CheckLine, ExchangeLine, PlaceLine, RunLine, StepLine};
use crate::source::code::Code;
use crate::source::file::Sources;
use crate::suite::model::{Auth, Case, CaseFile, Step};
use crate::suite::plan::check::Contracts;
use crate::suite::plan::load::Suite;
use crate::value::json;
use crate::wire::exchange::is_json;

/// Counts what cases cover.
pub struct Counting<'p> {
    sources: &'p Sources,
    apis: BTreeMap<&'p str, Documented<'p>>,
    cases: HashMap<&'p str, Planned<'p>>,
    runs: Vec<CoveredRun>,
    notes: Vec<String>,
    /// How many cases were counted.
    number: usize,
}

/// A case of the suite.
struct Planned<'p> {
    file: &'p CaseFile,
    case: &'p Case,
    /// Its steps by their places, worked out when it is first met.
    steps: OnceCell<Vec<(PlaceLine, Written<'p>)>>,
}

/// A step as it is written.
#[derive(Clone, Copy)]
struct Written<'p> {
    step: &'p Step,
    /// Whether it only prepares what the case is about.
    prepares: bool,
}

impl<'p> Counting<'p> {
    /// Of the documentation of every API that a project's suite is about.
    pub fn new(suite: &'p Suite, contracts: &'p Contracts, sources: &'p Sources) -> Counting<'p> {
        let apis = contracts.iter().map(|(api, contract)| (api.as_str(), Documented::of(contract)));
        let planned = |(file, case)| Planned { file, case, steps: OnceCell::new() };
        let cases = suite.cases().map(|(file, case)| (case.id.as_str(), planned((file, case))));
        Counting {
            sources,
            apis: apis.collect(),
            cases: cases.collect(),
            runs: Vec::new(),
            notes: Vec::new(),
            number: 0,
        }
    }

    /// Says what the cases that follow were run as.
    pub fn run(&mut self, run: &RunLine) {
        let suite = &run.suite;
        if suite.selected < suite.cases {
            let note = format!("selected were {} of the suite's {} cases", suite.selected, suite.cases);
            self.notes.extend((!self.notes.contains(&note)).then_some(note));
        }
        self.runs.push(CoveredRun {
            id: run.id.clone(),
            at: run.at.clone(),
            environment: run.environment.clone(),
            mock: run.mock,
            shard: run.shard.clone(),
        });
    }

    /// A case of a record. What belongs to no API or case of the project counts for nothing.
    pub fn case(&mut self, line: &CaseLine) {
        self.number += 1;
        let id = line.id.split('[').next().unwrap_or_default();
        let (Some(api), Some(planned)) = (self.apis.get_mut(line.api.as_str()), self.cases.get(id)) else { return };
        let case: Rc<str> = line.id.as_str().into();
        for step in &line.steps {
            let (Some(name), Some(exchange)) = (&step.operation, &step.exchange) else { continue };
            let Some(position) = api.position(name) else { continue };
            let written = planned.written(step, self.sources);
            let Some(worth) = worth(line.verdict, step, written) else { continue };
            let witness =
                Witness { number: self.number, case: case.clone(), step: step.id.as_deref().map(Into::into), worth };
            let seen = Seen { step, exchange, written: written.map(|written| written.step), witness };
            seen.count(api, position);
        }
    }

    /// What it comes to. `gaps` say why it is not all there should be, a sentence each; only without any is it complete.
    pub fn finish(self, gaps: Vec<String>) -> Coverage {
        let apis: Vec<ApiCoverage> = self.apis.iter().map(|(api, documented)| api_rows(api, documented)).collect();
        Coverage { version: VERSION, complete: gaps.is_empty(), gaps, notes: self.notes, runs: self.runs, apis }
    }
}

impl<'p> Planned<'p> {
    /// The step that a line of the record tells about; `None` for what undoes something or fetches a credential.
    fn written(&self, line: &StepLine, sources: &Sources) -> Option<Written<'p>> {
        if line.role != StepRole::Case {
            return None;
        }
        let steps = self.steps.get_or_init(|| self.placed(sources));
        let at = steps.iter().filter(|(place, _)| *place == line.place);
        let named = |written: &Written<'_>| line.id.as_ref().is_none_or(|id| *id == written.step.id);
        at.map(|(_, written)| *written).find(named)
    }

    fn placed(&self, sources: &Sources) -> Vec<(PlaceLine, Written<'p>)> {
        let setup = self.file.setup.iter().map(|step| Written { step, prepares: true });
        let steps = self.case.steps.iter().map(|step| Written { step, prepares: false });
        let placed = |written: Written<'p>| {
            let position = sources.position(written.step.span);
            (PlaceLine { file: position.path.into_string(), line: position.line, column: position.column }, written)
        };
        setup.chain(steps).map(placed).collect()
    }
}

/// What a step's word is worth; `None` when the case was not run.
fn worth(verdict: Verdict, step: &StepLine, written: Option<Written<'_>>) -> Option<Worth> {
    let fails = |check: &CheckLine| check.findings.iter().any(|finding| finding.severity != Severity::Warning);
    let judged = match written {
        Some(written) if !written.prepares => Worth::Judged,
        _ => Worth::Hit,
    };
    let conforms = !step.checks.iter().filter(|check| is_default(check.kind)).any(fails);
    match verdict {
        Verdict::Skipped => None,
        Verdict::Failed | Verdict::Error => Some(Worth::Failed),
        _ if !step.checks.iter().any(fails) => Some(judged),
        Verdict::KnownFailure if conforms => Some(Worth::KnownHit),
        Verdict::KnownFailure => Some(Worth::KnownFailure),
        Verdict::Passed | Verdict::Flaky | Verdict::Fixed => Some(Worth::Failed),
    }
}

/// Whether a check is made without being asked for.
fn is_default(kind: CheckKind) -> bool {
    match kind {
        CheckKind::Exchange
        | CheckKind::Protocol
        | CheckKind::Request
        | CheckKind::Status
        | CheckKind::ContentType
        | CheckKind::Header
        | CheckKind::Schema
        | CheckKind::Undocumented => true,
        CheckKind::Body
        | CheckKind::Assert
        | CheckKind::Snapshot
        | CheckKind::HttpVersion
        | CheckKind::Time
        | CheckKind::Capture
        | CheckKind::Until
        | CheckKind::Cleanup => false,
    }
}

/// An exchange that counts.
struct Seen<'s> {
    step: &'s StepLine,
    exchange: &'s ExchangeLine,
    written: Option<&'s Step>,
    witness: Witness,
}

impl Seen<'_> {
    fn count(&self, api: &mut Documented<'_>, position: usize) {
        let contract = api.contract;
        let Some(operation) = contract.operations.get(position) else { return };
        let Some(answered) = answered(operation, self.exchange) else { return };
        if let Answered::Strange { status, media_type } = &answered {
            let seen = Witness { worth: Worth::Hit, ..self.witness.clone() };
            let strange = &mut api.operations[position].strange;
            strange.entry((*status, media_type.clone())).or_default().add(&seen, None);
        }
        // What was waited through was judged by nobody.
        if self.step.checks.is_empty() {
            return;
        }
        let checks = self.written.map(checks).filter(|checks| !checks.is_empty());
        let sent = self.sent(api, operation, checks.as_deref());
        let counted = &mut api.operations[position];
        counted.hit.add(&self.witness, checks.as_deref());
        sent.count(counted);
        if let Answered::Documented(response, content) = answered {
            counted.responses[response][content].hit.add(&self.witness, checks.as_deref());
            self.received(counted, response, content);
        }
    }

    /// What the request carried. A request that is to be refused proves nothing about what else it carries.
    fn sent<'c>(&self, api: &Documented<'_>, operation: &Operation, checks: Option<&'c str>) -> Carried<'c> {
        let sent = Sent::of(self.exchange, self.written);
        let refused =
            self.written.is_some_and(|step| step.request.invalid.is_some() || matches!(step.request.auth, Auth::None));
        let worth = match self.witness.worth {
            Worth::Judged if refused => Worth::Hit,
            worth => worth,
        };
        let content = operation.request_body.as_ref().map(|body| body.content.as_slice()).unwrap_or_default();
        Carried {
            parameters: sent.parameters(operation, &|parameter| api.types(schema_of(parameter))),
            body: sent.body(content, &|media| api.types(media.schema.as_ref())),
            witness: Witness { worth, ..self.witness.clone() },
            checks,
        }
    }

    fn received(&self, counted: &mut Counted, response: usize, content: usize) {
        let outline = counted.responses[response][content].outline.clone();
        let Some(body) = self.exchange.response_body.as_ref().filter(|_| !outline.nodes.is_empty()) else { return };
        if !is_json(&self.exchange.media_type().unwrap_or_default()) {
            return;
        }
        let Some(value) = whole(body) else {
            counted.cut += usize::from(!body.is_whole());
            return;
        };
        let reached = match (self.witness.worth, self.written) {
            (Worth::Judged, Some(step)) => reached(step),
            _ => Vec::new(),
        };
        properties(&mut counted.responses[response][content], &value, &reached, &self.witness);
        for pointer in self.surplus() {
            let path = documented_path(&value, pointer);
            let seen = Witness { worth: Worth::Hit, ..self.witness.clone() };
            counted.surplus.entry((response, content, path)).or_default().add(&seen, None);
        }
    }

    /// Where properties were found that nobody documented.
    fn surplus(&self) -> impl Iterator<Item = &str> {
        let code = Code::PropertyUndocumented.to_string();
        let findings = self.step.findings().filter(move |finding| finding.code == code);
        findings.filter_map(|finding| finding.pointer.as_deref())
    }
}

fn whole(body: &BodyLine) -> Option<Value> {
    body.text().filter(|_| body.is_whole()).and_then(|text| json::parse(text.as_bytes()).ok())
}

/// What a request carried.
struct Carried<'c> {
    parameters: Vec<Option<Value>>,
    body: Option<(usize, Body)>,
    witness: Witness,
    checks: Option<&'c str>,
}

impl Carried<'_> {
    fn count(&self, counted: &mut Counted) {
        for (part, value) in counted.parameters.iter_mut().zip(&self.parameters) {
            value.iter().for_each(|value| self.add(part, value));
        }
        match &self.body {
            Some((content, Body::Value(value))) => self.add(&mut counted.bodies[*content], value),
            Some((_, Body::Cut)) => counted.cut += 1,
            Some((_, Body::Opaque)) | None => {}
        }
    }

    fn add(&self, part: &mut Part, value: &Value) {
        part.hit.add(&self.witness, self.checks);
        let Part { outline, nodes, values, .. } = part;
        outline.visit(value, &mut |node| nodes[node].add(&self.witness, self.checks), &mut |value| {
            values[value].add(&self.witness, self.checks);
        });
    }
}

/// Counts the places and listed values of an answer. A place is asserted when a check reaches it or something inside
/// it that is there; a listed value when the check takes no other value for it.
fn properties(part: &mut Part, body: &Value, reached: &[Reached], witness: &Witness) {
    let outline = part.outline.clone();
    let marks = marks(reached, &outline);
    let mut seen = vec![false; outline.nodes.len()];
    let mut values = Vec::new();
    outline.visit(body, &mut |node| seen[node] = true, &mut |value| values.push(value));
    let mut checks: Vec<Option<&str>> = vec![None; outline.nodes.len()];
    // Whatever is inside stands behind what it is inside of.
    for node in (0..outline.nodes.len()).rev().filter(|&node| seen[node]) {
        checks[node] = marks[node].map(|mark| mark.check).or(checks[node]);
        if let (Some(check), Some(parent)) = (checks[node], outline.nodes[node].parent) {
            checks[parent].get_or_insert(check);
        }
        if outline.nodes[node].is_property {
            part.nodes[node].add(witness, checks[node]);
        }
    }
    for value in values {
        let mark = marks[outline.values[value].node].filter(|mark| mark.aspect == Aspect::Value);
        part.values[value].add(witness, mark.map(|mark| mark.check));
    }
}

/// A JSON Pointer into a body as a path like those of the documentation: `$.items[*].colour`.
fn documented_path(body: &Value, pointer: &str) -> String {
    let mut path = String::from("$");
    let mut here = Some(body);
    for token in pointer.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        match here {
            Some(Value::Array(elements)) => {
                path.push_str("[*]");
                here = key.parse::<usize>().ok().and_then(|index| elements.get(index));
            }
            _ => {
                path.push_str(&path_step(&key));
                here = here.and_then(|value| value.get(&key));
            }
        }
    }
    path
}

#[cfg(test)]
mod tests;
