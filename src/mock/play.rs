//! One API, played: from a request to its answer.
//!
//! The order is: the operation, what the client prefers, credentials, rules, the contract. Credentials come before
//! everything that looks at the request, because that is how servers are built and what both documented APIs do. Whoever
//! prefers a status gets it, whatever the request: asking for it is the way to see an answer that is hard to provoke.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::StatusCode;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::contract::description::Contract;
use crate::mock::answer::answers::{self, Answers};
use crate::mock::answer::documented::{Prepared, Unanswerable, usual_status};
use crate::mock::answer::generated::Source;
use crate::mock::answer::negotiate::Accept;
use crate::mock::answer::reflect::{is_reflected, reflect};
use crate::mock::ask::cors::{expose, preflight};
use crate::mock::ask::incoming::{Incoming, line};
use crate::mock::ask::lost::unrouted;
use crate::mock::ask::prefer::Preferred;
use crate::mock::ask::refuse;
use crate::mock::ask::route::Router;
use crate::mock::ask::security::admits;
use crate::mock::behaviour::{Behaviour, Validate};
use crate::mock::collection::play::Collections;
use crate::mock::faults::fault::{Fault, Lots, Trouble};
use crate::mock::notes::Notes;
use crate::mock::problem::Problem;
use crate::mock::rules::perform::Script;
use crate::mock::rules::rule::MockFile;
use crate::mock::served::{Observer, Served};
use crate::mock::state::session::Sessions;
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
    router: Router,
    /// State and rules.
    pub script: Script,
    /// What is played without rules.
    collections: Option<Collections>,
    answers: Answers,
    notes: Notes,
    behaviour: Behaviour,
    lots: Lots,
    /// Whether anything may befall an answer.
    troubled: bool,
    observer: Option<Arc<dyn Observer>>,
}

/// What is known of a request while it is being answered, for the log.
#[derive(Debug, Default)]
struct Seen {
    operation: Option<usize>,
    incoming: Option<Arc<Incoming>>,
    fault: Option<Fault>,
    /// What is wrong with the request beside what the contract finds in it.
    violations: Vec<String>,
    notes: Vec<String>,
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
        let router = Router::new(contract.clone());
        let script = Script::new(contract.clone(), file, sessions, behaviour.seed);
        let asked = script.file.rules.iter().flatten().any(|rule| rule.respond.trouble.is_some());
        let stateful = behaviour.stateful || script.file.stateful;
        Player {
            api: api.into(),
            names: contract.operations.iter().map(|operation| operation.name().into()).collect(),
            collections: stateful.then(|| Collections::new(contract.clone(), behaviour.seed, router.base())),
            router,
            script,
            answers: Answers::new(contract.clone(), behaviour.seed),
            notes: Notes::default(),
            lots: Lots::default(),
            troubled: asked || !behaviour.trouble.is_empty(),
            contract,
            behaviour,
            observer,
        }
    }

    /// The path below which it answers: empty, or `/v2`.
    pub fn base(&self) -> &str {
        self.router.base()
    }

    /// Forgets a session that will not come back.
    pub fn end_session(&self, id: &str) {
        let id = session_key(id);
        self.script.sessions.end(&id);
        self.lots.end(&id);
    }

    /// The answer to a request.
    pub fn play(&self, request: ServerRequest) -> ServerResponse {
        let Some(observer) = &self.observer else { return self.delivered(request, &mut Seen::default()) };
        let started = Instant::now();
        let (method, target) = (request.method.clone(), request.target.clone());
        let mut seen = Seen::default();
        let response = self.delivered(request, &mut seen);
        let (violations, notes) = self.told(seen.incoming.as_deref(), seen.violations, seen.notes);
        observer.served(Served {
            api: self.api.clone(),
            method,
            target,
            operation: seen.operation.map(|index| self.names[index].clone()),
            status: response.status,
            time: started.elapsed() + response.delay.unwrap_or_default(),
            violations,
            notes,
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
                notes: Vec::new(),
                fault: None,
            });
        }
    }

    /// The answer with whatever befalls it.
    fn delivered(&self, request: ServerRequest, seen: &mut Seen) -> ServerResponse {
        if !self.troubled {
            return self.sent(request, seen);
        }
        let session = session_of(&request).map(Cow::into_owned).unwrap_or_default();
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
        let (accept, source) = (Accept::default(), Source::Documented);
        let prepared = operation.and_then(|operation| {
            let status = status.as_u16();
            self.answers.get(answers::Request { operation, status, accept: &accept, example: None, source }).ok()
        });
        let problem = || Problem::new(status, "a fault that was asked for").response();
        prepared.map_or_else(problem, |prepared| prepared.response())
    }

    /// What the log says of a request, and what it has not said before.
    fn told(
        &self,
        incoming: Option<&Incoming>,
        mut violations: Vec<String>,
        mut notes: Vec<String>,
    ) -> (Vec<String>, Vec<String>) {
        if let Some(incoming) = incoming {
            let judged = incoming.judged();
            violations.extend(judged.breaches.iter().map(line));
            notes.extend(judged.unusable.iter().map(|diagnostic| {
                let place = diagnostic.labels.first().and_then(|label| self.contract.documents.line(label.span));
                let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
                format!("{}{place}; requests are not held to it", diagnostic.message)
            }));
        }
        (violations, self.notes.new_ones(&notes))
    }

    /// The answer as it goes out. A body that answers `HEAD` stays: the server sends its length and not the body.
    fn sent(&self, request: ServerRequest, seen: &mut Seen) -> ServerResponse {
        let origin = if self.behaviour.cors { request.headers.get(http::header::ORIGIN).cloned() } else { None };
        let target = request.target.clone();
        let mut response = self
            .answer(request, seen)
            .unwrap_or_else(|problem| problem.with("instance", json!(target.path())).response());
        if matches!(response.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED) {
            response.body = Bytes::new();
        }
        if self.behaviour.cors {
            expose(origin.as_ref(), &mut response.headers);
        }
        response
    }

    fn answer(&self, request: ServerRequest, seen: &mut Seen) -> Answered {
        if self.behaviour.cors
            && let Some(response) = preflight(&request)
        {
            return Ok(response);
        }
        let target = request.target.clone();
        let Some(routed) = self.router.find(&request) else {
            return unrouted(&self.contract, &self.router, &request.method, target.path());
        };
        seen.operation = Some(routed.operation);
        let preferred = Preferred::of(&request.headers, target.query())
            .inspect_err(|problem| seen.violations.push(format!("preference: {}", problem.detail)))?;
        let accept = Accept::of(&request.headers);
        let session = session_of(&request).map(Arc::from);
        let incoming = Arc::new(Incoming::received(self.contract.clone(), request, routed, self.behaviour.validate)?);
        self.chosen(&incoming, session, &accept, &preferred, seen)
    }

    fn chosen(
        &self,
        incoming: &Arc<Incoming>,
        session: Option<Arc<str>>,
        accept: &Accept,
        preferred: &Preferred,
        seen: &mut Seen,
    ) -> Answered {
        let operation = incoming.operation();
        if let Some(code) = preferred.code {
            seen.incoming = Some(incoming.clone());
            return self.documented(incoming, code, accept, preferred, seen);
        }
        let credentials = self.script.file.credentials.as_slice();
        if self.behaviour.validate != Validate::Off
            && !admits(&self.contract, operation, credentials, self.behaviour.credentials, &incoming.request)
        {
            seen.violations.push("security: the credentials are missing or not accepted".to_owned());
            if self.behaviour.validate == Validate::Enforce {
                return refuse::turn_away(&self.contract, &self.answers, incoming);
            }
        }
        seen.incoming = Some(incoming.clone());
        // Whoever asks for an example or a made-up answer gets it, whatever is kept.
        let collections = self.collections.as_ref().filter(|_| preferred.example.is_none() && !preferred.dynamic);
        if let Some(response) = self.script.perform(incoming, session, collections)? {
            return Ok(response);
        }
        if !incoming.breaches().is_empty() {
            return refuse::reject(&self.contract, &self.answers, incoming);
        }
        let Some(status) = usual_status(operation) else {
            seen.notes.push(format!("{} documents no answer: an empty one is given", operation.name()));
            return Ok(ServerResponse::new(StatusCode::OK, Bytes::new()));
        };
        self.documented(incoming, status, accept, preferred, seen)
    }

    /// The documented answer, adapted to the request where it was made up.
    fn documented(
        &self,
        incoming: &Incoming,
        status: u16,
        accept: &Accept,
        preferred: &Preferred,
        seen: &mut Seen,
    ) -> Answered {
        let lenient = self.behaviour.validate != Validate::Enforce || preferred.code.is_some();
        let source = if preferred.dynamic { Source::Generated } else { Source::Documented };
        let example = preferred.example.as_deref();
        let wanted = answers::Request { operation: incoming.index(), status, accept, example, source };
        let prepared = match self.answers.get(wanted) {
            Err(Unanswerable::NotAcceptable(_)) if lenient => {
                self.answers.get(answers::Request { accept: &Accept::default(), ..wanted })
            }
            Err(why @ Unanswerable::NotAcceptable(_)) => {
                seen.violations.push(format!("header Accept: {}", why.detail(incoming.operation())));
                return refuse::not_acceptable(&self.contract, &self.answers, incoming, &why);
            }
            prepared => prepared,
        };
        let prepared = prepared.map_err(|why| {
            if matches!(why, Unanswerable::Status(_) | Unanswerable::Example(..)) {
                seen.violations.push(format!("preference: {}", why.detail(incoming.operation())));
            }
            why.asked(&self.contract, incoming.operation())
        })?;
        seen.notes.extend(prepared.notes.iter().cloned());
        let mut response = reflecting(&prepared, incoming);
        preferred.acknowledge(&mut response);
        Ok(response)
    }
}

/// The session that a request names.
fn session_of(request: &ServerRequest) -> Option<Cow<'_, str>> {
    request.headers.get(SESSION_HEADER).and_then(|id| id.to_str().ok()).map(session_key)
}

/// What a session is remembered by. Many are, so a long name is not: its hash stands for it.
fn session_key(id: &str) -> Cow<'_, str> {
    const LONG: usize = 128;
    if id.len() <= LONG {
        return Cow::Borrowed(id);
    }
    Cow::Owned(Sha256::digest(id).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn reflecting(prepared: &Prepared, incoming: &Incoming) -> ServerResponse {
    match prepared.made() {
        Some(made) if is_reflected(made, &incoming.path) => {
            prepared.edited(|object, fits| reflect(object, &incoming.path, fits))
        }
        _ => prepared.response(),
    }
}
