//! One API, played: from a request to its answer.
//!
//! The order is: what the client prefers, credentials, rules, the contract. Credentials come before everything that
//! looks at the request, because that is how servers are built and what both documented APIs do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, Uri};
use serde_json::json;
use url::Url;

use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::mock::behaviour::Behaviour;
use crate::mock::documented::{answer, refusal, rejection};
use crate::mock::fault::{Fault, Lots, Trouble};
use crate::mock::file::success;
use crate::mock::incoming::{Incoming, described, line};
use crate::mock::perform::{Script, undocumented_success};
use crate::mock::prefer::preferred;
use crate::mock::problem::Problem;
use crate::mock::rule::MockFile;
use crate::mock::security::admits;
use crate::mock::served::{Observer, Served};
use crate::mock::session::Sessions;
use crate::wire::exchange::Request;
use crate::wire::serve::{RefusedRequest, ServerRequest, ServerResponse};

#[cfg(test)]
mod tests;

/// The request header that selects a state of its own.
pub const SESSION_HEADER: &str = "x-countersign-session";

/// A mock of one API.
#[derive(Debug)]
pub struct Player {
    api: Arc<str>,
    contract: Arc<Contract>,
    /// The names of the contract's operations.
    names: Vec<Arc<str>>,
    /// State and rules.
    pub script: Script,
    /// The path of the contract's first server, without a slash at its end.
    base: String,
    behaviour: Behaviour,
    lots: Lots,
    /// Whether anything may befall an answer.
    troubled: bool,
    observer: Option<Arc<dyn Observer>>,
}

/// What is known of a request while it is being answered.
#[derive(Debug, Default)]
struct Seen {
    operation: Option<usize>,
    incoming: Option<Arc<Incoming>>,
    fault: Option<Fault>,
}

type Answered = Result<ServerResponse, Problem>;

impl Player {
    /// A mock of a contract, with the rules of a file and the state of `sessions`.
    pub fn new(
        api: &str,
        contract: Arc<Contract>,
        file: Arc<MockFile>,
        sessions: Arc<Sessions>,
        behaviour: Behaviour,
        observer: Option<Arc<dyn Observer>>,
    ) -> Player {
        let names = contract.operations.iter().map(|operation| operation.name().into()).collect();
        let base = base_path(&contract);
        let script = Script::new(contract.clone(), file, sessions, behaviour.seed);
        let asked = script.file.rules.iter().flatten().any(|rule| rule.respond.trouble.is_some());
        let (lots, troubled) = (Lots::default(), asked || !behaviour.trouble.is_empty());
        Player { api: api.into(), contract, names, script, base, behaviour, lots, troubled, observer }
    }

    /// The path below which it answers: empty, or `/v2`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The answer to a request.
    pub fn play(&self, request: ServerRequest) -> ServerResponse {
        let Some(observer) = &self.observer else { return self.delivered(request, &mut Seen::default()) };
        let started = Instant::now();
        let (method, target) = (request.method.clone(), request.target.clone());
        let mut seen = Seen::default();
        let response = self.delivered(request, &mut seen);
        let breaches = seen.incoming.as_ref().map(|incoming| incoming.known_breaches()).unwrap_or_default();
        observer.served(Served {
            api: self.api.clone(),
            method,
            target,
            operation: seen.operation.map(|index| self.names[index].clone()),
            status: response.status,
            time: started.elapsed() + response.delay.unwrap_or_default(),
            violations: breaches.iter().map(line).collect(),
            fault: seen.fault,
        });
        response
    }

    /// Tells of a request that never came this far.
    pub fn refused(&self, request: &RefusedRequest) {
        if let Some(observer) = &self.observer {
            observer.served(Served {
                api: self.api.clone(),
                method: request.method.clone(),
                target: request.target.clone(),
                operation: None,
                status: request.status,
                time: Duration::ZERO,
                violations: vec![request.detail.clone()],
                fault: None,
            });
        }
    }

    /// The answer with whatever befalls it.
    fn delivered(&self, request: ServerRequest, seen: &mut Seen) -> ServerResponse {
        if !self.troubled {
            return self.sent(request, seen);
        }
        let session =
            request.headers.get(SESSION_HEADER).and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
        let mut response = self.sent(request, seen);
        let (nothing, run) = (Trouble::default(), &self.behaviour.trouble);
        let own = seen.incoming.as_ref().and_then(|incoming| incoming.trouble.get()).map_or(&nothing, |own| own);
        let faults = if own.faults.is_empty() { &run.faults } else { &own.faults };
        let name = seen.operation.map_or("", |index| &self.names[index]);
        let delay = own.delay.as_ref().or(run.delay.as_ref());
        let (delay, fault) = self.lots.draw(self.behaviour.seed, &session, name, delay, faults);
        response.delay = delay.or(response.delay);
        let other = |status| self.with_status(seen.operation, status);
        let befallen = fault.filter(|fault| fault.befall(&mut response, other));
        seen.fault = befallen;
        response
    }

    /// An answer with a status that was asked for: as documented, else problem details.
    fn with_status(&self, operation: Option<usize>, status: StatusCode) -> ServerResponse {
        let documented = operation.map(|index| &self.contract.operations[index]);
        let documented = documented
            .and_then(|operation| answer(&self.contract, operation, status.as_u16(), None, self.behaviour.seed).ok());
        documented.unwrap_or_else(|| Problem::new(status, "a fault that was asked for").response())
    }

    fn sent(&self, request: ServerRequest, seen: &mut Seen) -> ServerResponse {
        let mut response = self.answer(request, seen).unwrap_or_else(|problem| {
            let mut response = problem.response();
            let allowed = problem.more.iter().find(|(name, _)| *name == "allowed");
            if let Some(allowed) = allowed.and_then(|(_, methods)| allow(methods)) {
                response.headers.insert(http::header::ALLOW, allowed);
            }
            response
        });
        // That of an answer to HEAD is declared, and kept back by the server.
        if response.status == StatusCode::NO_CONTENT || response.status == StatusCode::NOT_MODIFIED {
            response.body = Bytes::new();
        }
        response
    }

    fn answer(&self, request: ServerRequest, seen: &mut Seen) -> Answered {
        let path = self.below_base(request.target.path()).to_owned();
        let Some((index, parameters)) = self.find(&request.method, &path) else {
            return Err(self.not_found(&request, &path));
        };
        seen.operation = Some(index);
        let operation = &self.contract.operations[index];
        let session: Option<Arc<str>> =
            request.headers.get(SESSION_HEADER).and_then(|id| id.to_str().ok()).map(Into::into);
        let preferred = preferred(&request.headers);
        if let Some(code) = preferred.code {
            return answer(&self.contract, operation, code, preferred.example.as_deref(), self.behaviour.seed);
        }
        let request = received(request, &path)?;
        if !admits(&self.contract, operation, &self.script.file.credentials, &request) {
            return Ok(refusal(&self.contract, operation, self.behaviour.seed));
        }
        let incoming = Arc::new(Incoming::new(self.contract.clone(), index, request, parameters));
        seen.incoming = Some(incoming.clone());
        if let Some(response) = self.script.perform(&incoming, session)? {
            return Ok(response);
        }
        if !incoming.breaches().is_empty() {
            return self.reject(&incoming);
        }
        let status = success(operation).ok_or_else(|| undocumented_success(operation))?;
        answer(&self.contract, operation, status, preferred.example.as_deref(), self.behaviour.seed)
    }

    /// The documented answer to a request that breaks the contract, else problem details with everything that is wrong.
    fn reject(&self, incoming: &Incoming) -> Answered {
        let breaches = incoming.breaches();
        let operation = incoming.operation();
        match rejection(operation, breaches) {
            Some(status) => answer(&self.contract, operation, status, None, self.behaviour.seed),
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
