//! One API, played: from a request to its answer.
//!
//! The order is: what the client prefers, credentials, rules, the contract. Credentials come before everything that
//! looks at the request, because that is how servers are built and what both documented APIs do.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, Uri};
use serde_json::json;
use url::Url;

use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::mock::documented::{answer, answer_with, refusal, rejection};
use crate::mock::file::success;
use crate::mock::incoming::{Incoming, described};
use crate::mock::prefer::preferred;
use crate::mock::problem::Problem;
use crate::mock::rule::{Action, MockFile, Respond, RespondBody, Rule, RuleError, Source};
use crate::mock::scope::Scope;
use crate::mock::security::admits;
use crate::mock::session::{Sessions, World};
use crate::mock::tree::Tree;
use crate::source::code::Code;
use crate::wire::exchange::Request;
use crate::wire::serve::{Handler, ServerRequest, ServerResponse};

#[cfg(test)]
mod tests;

/// The request header that selects a state of its own.
pub const SESSION_HEADER: &str = "x-countersign-session";

/// A mock of one API.
#[derive(Debug)]
pub struct Player {
    contract: Arc<Contract>,
    file: Arc<MockFile>,
    /// The state of every session.
    pub sessions: Sessions,
    /// The path of the contract's first server, without a slash at its end.
    base: String,
    seed: u64,
}

type Answered = Result<ServerResponse, Problem>;

impl Player {
    /// A mock of a contract, with the rules of a file; at most `sessions` written states are kept.
    pub fn new(contract: Arc<Contract>, file: Option<Arc<MockFile>>, seed: u64, sessions: usize) -> Player {
        let file = file.unwrap_or_default();
        let base = base_path(&contract);
        Player { sessions: Sessions::new(file.state.clone(), sessions), contract, file, base, seed }
    }

    /// The path below which it answers: empty, or `/v2`.
    pub fn base(&self) -> &str {
        &self.base
    }

    fn answer(&self, request: ServerRequest) -> Answered {
        let path = self.below_base(request.target.path()).to_owned();
        let Some((index, parameters)) = self.find(&request.method, &path) else {
            return Err(self.not_found(&request, &path));
        };
        let operation = &self.contract.operations[index];
        let session: Option<Arc<str>> =
            request.headers.get(SESSION_HEADER).and_then(|id| id.to_str().ok()).map(Into::into);
        let preferred = preferred(&request.headers);
        if let Some(code) = preferred.code {
            return answer(&self.contract, operation, code, preferred.example.as_deref(), self.seed);
        }
        let request = received(request, &path)?;
        if !admits(&self.contract, operation, &self.file.credentials, &request) {
            return Ok(refusal(&self.contract, operation, self.seed));
        }
        let incoming = Arc::new(Incoming::new(self.contract.clone(), index, request, parameters));
        if let Some(response) = self.by_rule(&incoming, session)? {
            return Ok(response);
        }
        if !incoming.breaches().is_empty() {
            return self.reject(&incoming);
        }
        let status = success(operation).ok_or_else(|| undocumented_success(operation))?;
        answer(&self.contract, operation, status, preferred.example.as_deref(), self.seed)
    }

    /// The answer of the first rule that matches.
    fn by_rule(&self, incoming: &Arc<Incoming>, session: Option<Arc<str>>) -> Result<Option<ServerResponse>, Problem> {
        let rules = self.file.rules.get(incoming.index()).map(Vec::as_slice).unwrap_or_default();
        if rules.is_empty() {
            return Ok(None);
        }
        let id = session.as_deref();
        let gone =
            |_| Problem::ours(Code::MockSessionGone, format!("the state of session {} was dropped", id.unwrap_or("")));
        // Whoever may write holds the state from the first look to the last change, so that no other write is lost.
        if rules.iter().any(|rule| rule.writes()) {
            let change = |world: &mut World| {
                let (response, changed) = self.first_match(rules, incoming, &session, world.state())?;
                changed.into_iter().for_each(|state| world.write(state));
                Ok(response)
            };
            self.sessions.change(id, change).map_err(gone)?
        } else {
            let state = self.sessions.read(id).map_err(gone)?;
            self.first_match(rules, incoming, &session, &state).map(|(response, _)| response)
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

    fn respond(&self, rule: &Rule, scope: &Arc<Scope>, incoming: &Incoming) -> Answered {
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

    /// The documented answer to a request that breaks the contract, else problem details with everything that is wrong.
    fn reject(&self, incoming: &Incoming) -> Answered {
        let breaches = incoming.breaches();
        let operation = incoming.operation();
        match rejection(operation, breaches) {
            Some(status) => answer(&self.contract, operation, status, None, self.seed),
            None => {
                let violations = breaches.iter().map(described).collect();
                Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "the request breaks the contract")
                    .with("violations", violations))
            }
        }
    }

    /// The operation's index, and the parameters of the path. `HEAD` is answered like `GET`, without the body.
    fn find(&self, method: &Method, path: &str) -> Option<(usize, Vec<(String, String)>)> {
        let head = || (*method == Method::HEAD).then(|| self.contract.find(&Method::GET, path)).flatten();
        let found = self.contract.find(method, path).or_else(head)?;
        let same = |operation: &Operation| std::ptr::eq(operation, found.operation);
        Some((self.contract.operations.iter().position(same)?, found.parameters))
    }

    fn not_found(&self, request: &ServerRequest, path: &str) -> Problem {
        let allowed: Vec<&str> = self.contract.methods(path).into_iter().map(Method::as_str).collect();
        if !allowed.is_empty() {
            let detail = format!("{path} is documented for {} only", allowed.join(", "));
            return Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).with("allowed", json!(allowed));
        }
        let name = format!("{} {path}", request.method);
        let near: Vec<String> = self.contract.nearest(&name).into_iter().map(Operation::name).collect();
        Problem::new(StatusCode::NOT_FOUND, format!("{name} is not documented")).with("nearest", json!(near))
    }

    fn below_base<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(self.base.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(path)
    }
}

impl Handler for Player {
    fn handle(&self, request: ServerRequest) -> ServerResponse {
        let head = request.method == Method::HEAD;
        let mut response = self.answer(request).unwrap_or_else(|problem| {
            let mut response = problem.response();
            let allowed = problem.more.iter().find(|(name, _)| *name == "allowed");
            if let Some(allowed) = allowed.and_then(|(_, methods)| allow(methods)) {
                response.headers.insert(http::header::ALLOW, allowed);
            }
            response
        });
        if head || response.status == StatusCode::NO_CONTENT || response.status == StatusCode::NOT_MODIFIED {
            response.body = Bytes::new();
        }
        response
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

fn undocumented_success(operation: &Operation) -> Problem {
    Problem::ours(Code::MockFile, format!("{} documents no success", operation.name()))
}

fn allow(methods: &serde_json::Value) -> Option<HeaderValue> {
    let methods: Vec<&str> = methods.as_array()?.iter().filter_map(serde_json::Value::as_str).collect();
    HeaderValue::from_str(&methods.join(", ")).ok()
}

/// The request as the contract judges it. Its host is of no matter.
fn received(request: ServerRequest, path: &str) -> Result<Request, Problem> {
    let ServerRequest { method, target, headers, body } = request;
    let mut text = format!("http://mock{path}");
    if let Some(query) = target.query() {
        text.push('?');
        text.push_str(query);
    }
    let url =
        Url::parse(&text).map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("not a URL: {error}")))?;
    Ok(Request { method, url, headers, body: (!body.is_empty()).then_some(body) })
}

fn base_path(contract: &Contract) -> String {
    let url = contract.servers.first().map(|server| server.url.as_str()).unwrap_or_default();
    let path = match Uri::try_from(url) {
        Ok(uri) => uri.path().to_owned(),
        Err(_) => String::new(),
    };
    path.trim_end_matches('/').to_owned()
}
