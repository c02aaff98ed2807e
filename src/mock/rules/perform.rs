//! The rules of `mocks/<api>.yaml` at work: the first that matches changes the state and answers.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::mock::answer::documented::{answer, answer_with};
use crate::mock::ask::incoming::Incoming;
use crate::mock::collection::play::{Collections, Outcome};
use crate::mock::collection::shelf::{Edit, apply};
use crate::mock::problem::Problem;
use crate::mock::rules::file::success;
use crate::mock::rules::rule::{ANSWERED, Action, MockFile, Respond, RespondBody, Rule, RuleError, Source};
use crate::mock::rules::scope::Scope;
use crate::mock::state::session::{Now, Sessions, World};
use crate::mock::state::tree::{Tree, WriteError};
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

    /// The answer of the first rule that matches, else of the collection that the operation is on; none when neither has
    /// one. Without `collections` only rules are asked.
    pub fn perform(
        &self,
        incoming: &Arc<Incoming>,
        session: Option<Arc<str>>,
        collections: Option<&Collections>,
    ) -> Result<Option<ServerResponse>, Problem> {
        let rules = self.file.rules.get(incoming.index()).map(Vec::as_slice).unwrap_or_default();
        let collected = collections.and_then(|collections| collections.writes(incoming.index()));
        if rules.is_empty() && collected.is_none() {
            return Ok(None);
        }
        let id = session.as_deref();
        let gone =
            |_| Problem::ours(Code::MockSessionGone, format!("the state of session {} was dropped", id.unwrap_or("")));
        let turn = |now: &Now| self.turn(rules, incoming, &session, now, collections);
        // Whoever may write holds the state from the first look to the last change, so that no other write is lost.
        if collected == Some(true) || rules.iter().any(|rule| rule.writes()) {
            let change = |world: &World| {
                // What was seen is let go before it is changed, so that nothing has to be copied.
                let Turn { response, after, edits } = turn(&world.now())?;
                if after.is_some() || !edits.is_empty() {
                    world.edit(|state| {
                        after.into_iter().for_each(|after| *state = after);
                        apply(state, edits).map_err(unfit)
                    })?;
                }
                Ok(response)
            };
            self.sessions.change(id, change).map_err(gone)?
        } else {
            let now = self.sessions.read(id).map_err(gone)?;
            turn(&now).map(|turn| turn.response)
        }
    }

    /// What a request comes to. Whatever fails changes nothing, even if it fails in its answer.
    fn turn(
        &self,
        rules: &[Arc<Rule>],
        incoming: &Arc<Incoming>,
        session: &Option<Arc<str>>,
        now: &Now,
        collections: Option<&Collections>,
    ) -> Result<Turn, Problem> {
        let infer = |state: &Tree| match collections {
            Some(collections) if incoming.breaches().is_empty() => collections.play(incoming, state),
            _ => Ok(None),
        };
        let Some((rule, scope)) = self.first_match(rules, incoming, session, now)? else {
            let Some(Outcome { response, edits }) = infer(&now.state)? else { return Ok(Turn::default()) };
            return Ok(Turn { response: Some(response), after: None, edits });
        };
        if let Some(trouble) = &rule.respond.trouble {
            // Only one rule answers a request.
            let _ = incoming.trouble.set(trouble.clone());
        }
        let mut after = None;
        if rule.writes() {
            let changed = changed(&self.file, rule, &scope, &now.state).map_err(failed)?;
            scope.renew(&changed);
            after = Some(changed);
        }
        let inferred = if rule.respond.is_left() { infer(after.as_ref().unwrap_or(&now.state))? } else { None };
        let (response, edits) = match inferred {
            Some(Outcome { mut response, edits }) => {
                finish(&rule.respond, &scope, &mut response)?;
                (response, edits)
            }
            None => (self.respond(rule, &scope, incoming)?, Vec::new()),
        };
        Ok(Turn { response: Some(response), after, edits })
    }

    /// The first rule that matches.
    fn first_match<'r>(
        &self,
        rules: &'r [Arc<Rule>],
        incoming: &Arc<Incoming>,
        session: &Option<Arc<str>>,
        now: &Now,
    ) -> Result<Option<(&'r Rule, Arc<Scope>)>, Problem> {
        for rule in rules {
            if rule.is_used_up(&now.state) || rule.validate && !incoming.breaches().is_empty() {
                continue;
            }
            let scope = Scope::new(self.file.clone(), rule.clone(), incoming.clone(), session.clone(), now, self.seed);
            if matches(rule, &scope).map_err(failed)? {
                return Ok(Some((rule, scope)));
            }
        }
        Ok(None)
    }

    fn respond(&self, rule: &Rule, scope: &Arc<Scope>, incoming: &Incoming) -> Result<ServerResponse, Problem> {
        let operation = incoming.operation();
        let Respond { status, body, .. } = &rule.respond;
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
        finish(&rule.respond, scope, &mut response)?;
        Ok(response)
    }
}

/// What a request comes to: its answer, and the state afterwards.
#[derive(Debug, Default)]
struct Turn {
    response: Option<ServerResponse>,
    /// As a rule leaves it.
    after: Option<Tree>,
    /// What a collection changes of that.
    edits: Vec<Edit>,
}

/// Adds what a rule's answer has, whoever made it.
fn finish(respond: &Respond, scope: &Arc<Scope>, response: &mut ServerResponse) -> Result<(), Problem> {
    for (name, text) in &respond.headers {
        response.headers.insert(name.clone(), text.render(&scope.context()).map_err(failed)?);
    }
    scope.failed().map_err(failed)
}

/// The state has something else where things are kept.
fn unfit(error: WriteError) -> Problem {
    Problem::ours(Code::MockFile, format!("nothing can be kept in this state: {error}"))
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
    if let Some(times) = &rule.times {
        let count = Tree::Number((times.count(&state) + 1).into());
        let counted = state.set(&[ANSWERED.to_owned(), times.key.clone()], count);
        counted.map_err(|error| RuleError { place: rule.place.clone(), message: error.to_string() })?;
    }
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
