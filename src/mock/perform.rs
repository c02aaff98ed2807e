//! The rules of `mocks/<api>.yaml` at work: the first that matches changes the state and answers.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::mock::documented::{answer, answer_with};
use crate::mock::file::success;
use crate::mock::incoming::Incoming;
use crate::mock::problem::Problem;
use crate::mock::rule::{Action, MockFile, Respond, RespondBody, Rule, RuleError, Source};
use crate::mock::scope::Scope;
use crate::mock::session::{Sessions, World};
use crate::mock::tree::Tree;
use crate::source::code::Code;
use crate::wire::serve::ServerResponse;

/// A mock's file and the state of its sessions.
#[derive(Debug)]
pub struct Script {
    contract: Arc<Contract>,
    /// State and rules.
    pub file: Arc<MockFile>,
    /// The state of every session.
    pub sessions: Arc<Sessions>,
    seed: u64,
}

impl Script {
    /// The rules of a file, on the state of these sessions.
    pub fn new(contract: Arc<Contract>, file: Arc<MockFile>, sessions: Arc<Sessions>, seed: u64) -> Script {
        Script { contract, file, sessions, seed }
    }

    /// The answer of the first rule that matches.
    pub fn perform(
        &self,
        incoming: &Arc<Incoming>,
        session: Option<Arc<str>>,
    ) -> Result<Option<ServerResponse>, Problem> {
        let rules = self.file.rules.get(incoming.index()).map(Vec::as_slice).unwrap_or_default();
        if rules.is_empty() {
            return Ok(None);
        }
        let id = session.as_deref();
        let gone =
            |_| Problem::ours(Code::MockSessionGone, format!("the state of session {} was dropped", id.unwrap_or("")));
        // Whoever may write holds the state from the first look to the last change, so that no other write is lost.
        if rules.iter().any(|rule| rule.writes()) {
            let change = |world: &World| {
                let (response, changed) = self.first_match(rules, incoming, &session, &world.now().state)?;
                changed.into_iter().for_each(|after| world.edit(|state| *state = after));
                Ok(response)
            };
            self.sessions.change(id, change).map_err(gone)?
        } else {
            let state = self.sessions.read(id).map_err(gone)?;
            self.first_match(rules, incoming, &session, &state.state).map(|(response, _)| response)
        }
    }

    /// The answer of the first rule that matches, and the state as it leaves it where it changes it. A rule that fails
    /// changes nothing, even if it fails in its answer.
    fn first_match(
        &self,
        rules: &[Arc<Rule>],
        incoming: &Arc<Incoming>,
        session: &Option<Arc<str>>,
        state: &Tree,
    ) -> Result<(Option<ServerResponse>, Option<Tree>), Problem> {
        for rule in rules {
            if rule.validate && !incoming.breaches().is_empty() {
                continue;
            }
            let scope = Scope::new(self.file.clone(), rule.clone(), incoming.clone(), session.clone(), state);
            if !matches(rule, &scope).map_err(failed)? {
                continue;
            }
            let mut after = None;
            if rule.writes() {
                let changed = changed(&self.file, rule, &scope, state).map_err(failed)?;
                scope.renew(&changed);
                after = Some(changed);
            }
            return self.respond(rule, &scope, incoming).map(|response| (Some(response), after));
        }
        Ok((None, None))
    }

    fn respond(&self, rule: &Rule, scope: &Arc<Scope>, incoming: &Incoming) -> Result<ServerResponse, Problem> {
        let operation = incoming.operation();
        let Respond { status, headers, body } = &rule.respond;
        let status = status.or_else(|| success(operation)).ok_or_else(|| undocumented_success(operation))?;
        let context = scope.context();
        let contract = &self.contract;
        let mut response = match body {
            RespondBody::Contract => answer(contract, operation, status, None, self.seed)?,
            RespondBody::Example(name) => answer(contract, operation, status, Some(name), self.seed)?,
            RespondBody::Json(source) => {
                let tree = rendered(&self.file, source, scope).map_err(failed)?;
                let body = serde_json::to_vec(&tree)
                    .map_err(|error| failed(RuleError { place: rule.place.clone(), message: error.to_string() }))?;
                answer_with(contract, operation, status, body.into(), true, self.seed)?
            }
            RespondBody::Text(text, place) => {
                let text =
                    text.render(&context).map_err(|message| failed(RuleError { place: place.clone(), message }))?;
                answer_with(contract, operation, status, Bytes::from(text), false, self.seed)?
            }
        };
        for (name, text) in headers {
            response.headers.insert(name.clone(), text.render(&context).map_err(failed)?);
        }
        scope.failed().map_err(failed)?;
        Ok(response)
    }
}

fn matches(rule: &Rule, scope: &Arc<Scope>) -> Result<bool, RuleError> {
    let Some(when) = &rule.when else { return Ok(true) };
    let holds = when.holds(&scope.context())?;
    scope.failed()?;
    Ok(holds)
}

/// The state after a rule's changes. All values are made before the first change, so none sees half of them; when one
/// fails, nothing changes.
fn changed(file: &MockFile, rule: &Rule, scope: &Arc<Scope>, state: &Tree) -> Result<Tree, RuleError> {
    scope.settle()?;
    let mut values = Vec::with_capacity(rule.writes.len());
    for write in &rule.writes {
        let tokens = write.pointer.render(&scope.context());
        let tokens = tokens.map_err(|message| RuleError { place: write.place.clone(), message })?;
        let value = write.value.as_ref().map(|value| rendered(file, value, scope)).transpose()?;
        values.push((tokens, value.unwrap_or(Tree::Null)));
    }
    let mut state = state.clone();
    for (write, (tokens, value)) in rule.writes.iter().zip(values) {
        let written = match write.action {
            Action::Set => state.set(&tokens, value),
            Action::Merge => state.merge(&tokens, value),
            Action::Append => state.append(&tokens, value),
            Action::Delete => {
                state.delete(&tokens);
                Ok(())
            }
        };
        written.map_err(|error| RuleError { place: write.place.clone(), message: error.to_string() })?;
    }
    Ok(state)
}

fn rendered(file: &MockFile, source: &Source, scope: &Arc<Scope>) -> Result<Tree, RuleError> {
    let tree = source.render(&file.templates, &scope.context());
    // A name that failed is the cause of what follows from it.
    scope.failed()?;
    tree
}

fn failed(error: RuleError) -> Problem {
    Problem::ours(Code::MockRuleFailed, error.to_string()).with("rule", json!(error.place.to_string()))
}

/// The contract says nothing of what success looks like.
pub fn undocumented_success(operation: &Operation) -> Problem {
    Problem::ours(Code::MockFile, format!("{} documents no success", operation.name()))
}
