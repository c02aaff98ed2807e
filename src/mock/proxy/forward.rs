//! One request's way: judged, passed on, and its answer judged and passed back.
//!
//! Bodies of both directions pass as they came, content encodings and all; what is judged is a decoded copy. An answer
//! is taken in before it is passed back, so endless ones end with the limit on time, and those over the limit on size
//! are refused. One that is within it but too large to be judged is passed back, and told as not judged.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::ThreadId;
use std::time::Instant;

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::contract::conform::breach::Part;
use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::mock::problem::Problem;
use crate::mock::proxy::headers::{has_passed, homeward, outward};
use crate::mock::proxy::judged::{Side, Violation, judge_request, judge_response, judge_undocumented, refusal};
use crate::mock::proxy::recorder::Recorder;
use crate::mock::proxy::upstream::{Upstream, base_length, bases};
use crate::mock::served::{Observer, Served};
use crate::secret::mask::Mask;
use crate::secret::names::is_secret_name;
use crate::source::code::Code;
use crate::suite::model::Strictness;
use crate::suite::recorded::case::Seen;
use crate::suite::recorded::secrets::{is_key, secrets};
use crate::value::form;
use crate::wire::client::{Client, ClientOptions, Received};
use crate::wire::decode::{self, Caps};
use crate::wire::exchange::{Fault, Limits, Request, Response};
use crate::wire::serve::{ServerRequest, ServerResponse};

/// A body that is larger when decoded is not judged.
const JUDGED: usize = 10 << 20;
const CAPS: Caps = Caps { bytes: JUDGED, ratio: 1000 };

/// What happens to exchanges that break the contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnViolation {
    /// They are told, and pass.
    #[default]
    Tell,
    /// They are told, and answered with 502 and the list. A request that breaks the contract is not passed on.
    Refuse,
}

/// Passes requests on.
#[derive(Debug)]
pub struct Forwarder {
    /// The API's name.
    pub api: Arc<str>,
    /// Where to.
    pub upstream: Upstream,
    /// What both directions are held against.
    pub documented: RwLock<Arc<Documented>>,
    /// What happens to exchanges that break it.
    pub on_violation: OnViolation,
    /// What is made of what the contract leaves open.
    pub strictness: Strictness,
    /// What an exchange may take; its `body` is that of an answer as sent.
    pub limits: Limits,
    /// How the clients are set up.
    pub client: ClientOptions,
    /// What we are called in `Via`.
    pub via: HeaderValue,
    /// Is told of every answer.
    pub observer: Option<Arc<dyn Observer>>,
    /// Writes exchanges down.
    pub recorder: Option<Recorder>,
    /// What came by.
    pub counts: Counts,
    /// Each thread's own: connections belong to the thread that made them.
    pub clients: Mutex<HashMap<ThreadId, Arc<Client>>>,
}

/// A contract, and the paths that its operations are below.
#[derive(Debug)]
pub struct Documented {
    /// The contract.
    pub contract: Arc<Contract>,
    bases: Vec<String>,
}

impl Documented {
    /// Of this contract.
    pub fn new(contract: Arc<Contract>) -> Documented {
        Documented { bases: bases(&contract), contract }
    }
}

/// What came by so far.
#[derive(Debug, Default)]
pub struct Counts {
    /// Requests.
    pub requests: AtomicU64,
    /// Those that, or whose answers, broke the contract or could not be judged.
    pub violating: AtomicU64,
    /// Those that the server gave no answer to.
    pub unanswered: AtomicU64,
}

/// What is known of an exchange while it takes place.
#[derive(Default)]
struct Findings {
    operation: Option<String>,
    violations: Vec<Violation>,
    fault: Option<Fault>,
    /// Why the request was not passed on, whatever the contract says.
    refused: Option<String>,
    /// What must not be shown, once there is something to be said.
    mask: Mask,
}

impl Findings {
    fn is_broken(&self) -> bool {
        self.violations.iter().any(|violation| !violation.is_remark)
    }
}

/// A request and where it goes to.
struct Passing<'c> {
    contract: &'c Contract,
    operation: Option<&'c Operation>,
    /// As it is sent.
    request: Request,
    /// With the body decoded, where it is encoded.
    decoded: Option<Request>,
    /// The part of its path that is the contract's base path.
    base: String,
    /// The rest of it.
    path: String,
}

impl Passing<'_> {
    fn readable(&self) -> &Request {
        self.decoded.as_ref().unwrap_or(&self.request)
    }
}

impl Forwarder {
    /// Passes a request on, and answers what came back.
    pub async fn forward(&self, request: ServerRequest) -> ServerResponse {
        let started = Instant::now();
        let (method, target) = (request.method.clone(), request.target.clone());
        let documented = self.documented.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut findings = Findings::default();
        let answered = self.answer(request, &documented, &mut findings).await;
        let response = answered.unwrap_or_else(|problem| {
            let mut response = problem.response();
            if method == Method::HEAD {
                response.body = Bytes::new();
            }
            response
        });
        self.count(&findings);
        if let Some(observer) = &self.observer {
            let contract = &documented.contract;
            let mut lines: Vec<String> =
                findings.violations.iter().map(|violation| violation.line(contract, &findings.mask)).collect();
            lines.extend(findings.refused.map(|why| format!("not passed on: {why}")));
            lines.extend(findings.fault.as_ref().map(|fault| format!("no answer: {} {}", fault.code, fault.message)));
            observer.served(Served {
                api: self.api.clone(),
                method,
                target: without_secrets(target, contract),
                operation: findings.operation.map(Into::into),
                status: response.status,
                time: started.elapsed(),
                violations: lines,
                notes: Vec::new(),
                fault: None,
            });
        }
        response
    }

    async fn answer(
        &self,
        request: ServerRequest,
        documented: &Documented,
        findings: &mut Findings,
    ) -> Result<ServerResponse, Problem> {
        let passing = self.passing(request, documented, findings)?;
        if self.on_violation == OnViolation::Refuse && findings.is_broken() {
            findings.mask = mask(&passing, None);
            return Err(refusal(&findings.violations));
        }
        let received = match self.client()?.relay(&passing.request, &self.limits).await {
            Ok(received) => received,
            Err(fault) => {
                findings.mask = mask(&passing, None);
                return Err(unanswered(findings.fault.insert(fault)));
            }
        };
        let raw = received.body.clone();
        let response = judged(self.strictness, received, &passing, findings);
        if !findings.violations.is_empty() {
            findings.mask = mask(&passing, Some(&response));
        }
        if let Some(recorder) = &self.recorder {
            record(recorder, &passing, &response, findings);
        }
        if self.on_violation == OnViolation::Refuse && findings.is_broken() {
            return Err(refusal(&findings.violations));
        }
        let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let mut answer = ServerResponse::new(status, raw);
        answer.headers = response.headers;
        homeward(&mut answer.headers, &passing.request.method, &self.upstream, &passing.base);
        Ok(answer)
    }

    /// Finds out what a request is for and where it goes to, and judges it.
    fn passing<'c>(
        &self,
        request: ServerRequest,
        documented: &'c Documented,
        findings: &mut Findings,
    ) -> Result<Passing<'c>, Problem> {
        let ServerRequest { method, target, mut headers, body } = request;
        let mut refuse = |status: StatusCode, why: String| {
            findings.refused = Some(why.clone());
            Problem::new(status, why)
        };
        if has_passed(&headers, &self.via) {
            let why = "the request came from this proxy itself: does `--proxy` name its own address?";
            return Err(refuse(StatusCode::LOOP_DETECTED, why.to_owned()));
        }
        let contract = &*documented.contract;
        let base = base_length(contract, &documented.bases, target.path());
        let (base, path) = target.path().split_at(base);
        let url = self.upstream.url(&target, base.len());
        let url = url.map_err(|error| refuse(StatusCode::BAD_REQUEST, error.to_string()))?;
        let head = || (method == Method::HEAD).then(|| contract.find(&Method::GET, path)).flatten();
        let operation = contract.find(&method, path).or_else(head).map(|found| found.operation);
        outward(&mut headers, &self.via);
        let (base, path) = (base.to_owned(), path.to_owned());
        let request = Request { method, url, headers, body: (!body.is_empty()).then_some(body) };
        let mut passing = Passing { contract, operation, request, decoded: None, base, path };
        findings.operation = operation.map(Operation::name);
        judge(&mut passing, findings);
        Ok(passing)
    }

    /// The client of this thread.
    fn client(&self) -> Result<Arc<Client>, Problem> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let thread = std::thread::current().id();
        if let Some(client) = clients.get(&thread) {
            return Ok(client.clone());
        }
        let client = Arc::new(Client::new(self.client.clone()).map_err(|fault| unanswered(&fault))?);
        clients.insert(thread, client.clone());
        Ok(client)
    }

    fn count(&self, findings: &Findings) {
        self.counts.requests.fetch_add(1, Ordering::Relaxed);
        let violating = u64::from(!findings.violations.is_empty());
        self.counts.violating.fetch_add(violating, Ordering::Relaxed);
        self.counts.unanswered.fetch_add(u64::from(findings.fault.is_some()), Ordering::Relaxed);
    }
}

/// Judges a request, which is decoded for it.
fn judge(passing: &mut Passing<'_>, findings: &mut Findings) {
    let request = &passing.request;
    let Some(operation) = passing.operation else {
        findings.violations.extend(judge_undocumented(passing.contract, &request.method, &passing.path));
        return;
    };
    if let Some(body) = request.body.as_ref().filter(|_| request.headers.contains_key(CONTENT_ENCODING)) {
        // What a request accepts is about its answer.
        match decode::decode(&HeaderMap::new(), &request.headers, body.clone(), CAPS) {
            Ok(body) => passing.decoded = Some(Request { body: Some(body), ..request.clone() }),
            Err(error) => {
                findings.violations.push(Violation::unjudged(Side::Request, error.to_string()));
                return;
            }
        }
    }
    findings.violations.extend(judge_request(passing.contract, operation, passing.readable()));
}

/// The answer with its body decoded, and judged. One that cannot be decoded or is too large has no body here.
fn judged(strictness: Strictness, received: Received, passing: &Passing<'_>, findings: &mut Findings) -> Response {
    let Received { status, headers, body, .. } = received;
    let length = body.len() as u64;
    let decoded = match decode::decode(&passing.request.headers, &headers, body, CAPS) {
        Ok(body) if body.len() > JUDGED => Err(format!("the body has {} bytes", body.len())),
        Ok(body) => Ok(body),
        Err(error) => Err(error.to_string()),
    };
    match decoded {
        Ok(body) => {
            let response = Response::new(status, headers, body, length);
            if let Some(operation) = passing.operation {
                let method = &passing.request.method;
                let found = judge_response(passing.contract, operation, method, strictness, &response);
                findings.violations.extend(found);
            }
            response
        }
        Err(why) => {
            findings.violations.push(Violation::unjudged(Side::Response, why));
            Response::new(status, headers, Bytes::new(), length)
        }
    }
}

fn record(recorder: &Recorder, passing: &Passing<'_>, response: &Response, findings: &Findings) {
    let request = passing.readable();
    let Some(operation) = passing.operation else {
        if !matches!(request.method, Method::OPTIONS | Method::HEAD) {
            let path = findings.mask.apply(&passing.path).into_owned();
            recorder.record_undocumented(request.method.as_str(), &path, response.status);
        }
        return;
    };
    // The answer to HEAD is that to GET, which is a case of its own once it is asked for.
    if operation.method != request.method {
        return;
    }
    let of = |side: Side| findings.violations.iter().filter(move |violation| violation.side == side);
    let line = |violation: &Violation| violation.line(passing.contract, &findings.mask);
    let unauthenticated = of(Side::Request).any(|violation| violation.part == Part::Security);
    let broken = of(Side::Request).filter(|violation| violation.part != Part::Security);
    let invalid: Vec<String> = broken.map(line).map(|line| line.replacen("request ", "", 1)).collect();
    let problems: Vec<String> = of(Side::Response).filter(|violation| !violation.is_remark).map(line).collect();
    recorder.record(Seen {
        contract: passing.contract,
        operation,
        request,
        response,
        invalid: (!invalid.is_empty()).then(|| invalid.join("; ")).as_deref(),
        unauthenticated,
        problems: &problems,
    });
}

fn mask(passing: &Passing<'_>, response: Option<&Response>) -> Mask {
    Mask::new(secrets(passing.contract, passing.readable(), response))
}

/// The server gave no answer. Its faults hold neither a URL nor a secret.
fn unanswered(fault: &Fault) -> Problem {
    let status = match fault.code {
        Code::ConnectTimeout | Code::HeadTimeout | Code::BodyTimeout => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_GATEWAY,
    };
    Problem { status, ..Problem::ours(fault.code, fault.message.clone()) }
}

/// The target, the values of secrets in its query replaced.
fn without_secrets(target: Uri, contract: &Contract) -> Uri {
    let is_secret = |name: &str| is_secret_name(name) || is_key(contract, name);
    let Some(query) = target.query() else { return target };
    if !form::raw_pairs(query).any(|(name, _)| is_secret(&form::decode(name))) {
        return target;
    }
    let pair = |(name, value): (&str, &str)| match is_secret(&form::decode(name)) {
        true => format!("{name}=***"),
        false => format!("{name}={value}"),
    };
    let query: Vec<String> = form::raw_pairs(query).map(pair).collect();
    format!("{}?{}", target.path(), query.join("&")).parse().unwrap_or_default()
}
