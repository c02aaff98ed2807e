//! What the answers of a record look like, operation by operation: grown from what is known already, so that a body that
//! fits costs a look and nothing else.

use std::collections::BTreeMap;

use http::Method;
use serde_json::Value;

use crate::contract::dialect::Direction;
use crate::contract::operation::best_content;
use crate::decide::baseline::document::Answer;
use crate::judge::snapshot::known::shape_of;
use crate::record::event::StepRole;
use crate::record::line::{CaseLine, ExchangeLine, StepLine};
use crate::suite::plan::check::Contracts;
use crate::value::json;
use crate::value::shape::model::Shape;

/// How many cases are named for what does not fit.
const NAMED: usize = 5;

/// The shapes of answers.
#[derive(Debug)]
pub struct Shapes<'c> {
    contracts: &'c Contracts,
    /// What was seen, by answer.
    pub seen: BTreeMap<Answer, Look>,
}

/// The answers to one operation with one status.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// What they look like together, what was known before included.
    pub shape: Shape,
    /// How many bodies were looked at.
    pub bodies: usize,
    /// How many the record does not have whole.
    pub cut: usize,
    /// The first cases with a body that did not fit what was known until then.
    pub odd: Vec<String>,
}

impl<'c> Shapes<'c> {
    /// Nothing was seen yet; `known` is where the shapes grow from.
    pub fn new(contracts: &'c Contracts, known: &BTreeMap<Answer, Shape>) -> Shapes<'c> {
        let look = |shape: &Shape| Look { shape: shape.clone(), ..Look::default() };
        Shapes { contracts, seen: known.iter().map(|(answer, shape)| (answer.clone(), look(shape))).collect() }
    }

    /// Looks at the answers of a case. Only one that holds says what is good.
    pub fn add(&mut self, case: &CaseLine) {
        if !case.verdict.holds() {
            return;
        }
        for step in case.steps.iter().filter(|step| step.role == StepRole::Case) {
            self.step(case, step);
        }
    }

    fn step(&mut self, case: &CaseLine, step: &StepLine) -> Option<()> {
        let exchange = step.exchange.as_ref()?;
        let body = exchange.response_body.as_ref()?;
        let answer = Answer { api: case.api.clone(), operation: step.operation.clone()?, status: exchange.status? };
        let media_type = exchange.media_type().unwrap_or_default();
        let is_json = body.json.is_some() || media_type == "application/json" || media_type.ends_with("+json");
        if !is_json {
            return None;
        }
        let value = body.text().filter(|_| body.is_whole()).and_then(|text| json::parse(text.as_bytes()).ok());
        let look = self.seen.entry(answer.clone()).or_default();
        let Some(value) = value else {
            look.cut += 1;
            return None;
        };
        look.bodies += 1;
        if look.shape.accepts(&value) {
            return None;
        }
        let seen = match documented(self.contracts, &answer, exchange, &value) {
            Some(known) => Shape::infer_with(&value, &known),
            None => Shape::infer_like(&value, &look.shape),
        };
        look.shape = std::mem::take(&mut look.shape).union(seen);
        if look.odd.len() < NAMED && !look.odd.contains(&case.id) {
            look.odd.push(case.id.clone());
        }
        None
    }
}

/// What the contract says of an answer's shape: a field that is `null` this time has another type the next.
fn documented(contracts: &Contracts, answer: &Answer, exchange: &ExchangeLine, value: &Value) -> Option<Shape> {
    let contract = contracts.get(&answer.api)?;
    let (method, path) = answer.operation.split_once(' ')?;
    let operation = contract.operation(&Method::from_bytes(method.as_bytes()).ok()?, path)?;
    let response = operation.response(answer.status)?;
    let content = best_content(&response.content, &exchange.media_type().unwrap_or_default())?;
    let schema = contract.schema(content.schema.as_ref()?, Direction::Response).ok()?;
    Some(shape_of(&schema, value))
}
