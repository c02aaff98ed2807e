//! What a request that breaks the contract is answered: the documented 4xx that suits best, which says what is wrong
//! where its schema has room for that, else problem details.

use http::header::WWW_AUTHENTICATE;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::Value as Json;

use crate::contract::conform::breach::{Breach, Kind, Part};
use crate::contract::description::Contract;
use crate::contract::document::Documents;
use crate::contract::operation::Operation;
use crate::mock::answer::answers::{Answers, Request};
use crate::mock::answer::documented::{Prepared, Unanswerable, exactly};
use crate::mock::answer::generated::Source;
use crate::mock::answer::negotiate::Accept;
use crate::mock::answer::words::Words;
use crate::mock::ask::incoming::{Incoming, described, line};
use crate::mock::ask::security::{challenges, refused, unauthorized};
use crate::mock::problem::Problem;
use crate::wire::serve::ServerResponse;

/// The header that says what is wrong where the body is a documented one.
pub const VIOLATIONS: HeaderName = HeaderName::from_static("x-countersign-violations");

/// How many violations a header or a sentence holds.
const SHOWN: usize = 10;

/// The documented 401, else 403, else what covers them; problem details when nothing does.
pub fn turn_away(contract: &Contract, answers: &Answers, incoming: &Incoming) -> Result<ServerResponse, Problem> {
    let operation = incoming.operation();
    let detail = refused(contract, operation);
    let status = documented(operation, &[401, 403]).ok_or_else(|| unauthorized(contract, operation))?;
    let mut response =
        explained(answers, incoming, (status, &detail), &[]).map_err(|why| why.asked(contract, operation))?;
    // HTTP wants a challenge in every 401, whether or not the description speaks of it.
    if status == 401 && !response.headers.contains_key(WWW_AUTHENTICATE) {
        challenges(contract, operation).into_iter().for_each(|value| {
            response.headers.append(WWW_AUTHENTICATE, value);
        });
    }
    Ok(response)
}

/// The documented answer to a client that takes nothing of what there is; problem details when there is none.
pub fn not_acceptable(
    contract: &Contract,
    answers: &Answers,
    incoming: &Incoming,
    why: &Unanswerable,
) -> Result<ServerResponse, Problem> {
    let operation = incoming.operation();
    let status = documented(operation, &[406]).ok_or_else(|| why.asked(contract, operation))?;
    let detail = why.detail(operation);
    explained(answers, incoming, (status, &detail), &[]).map_err(|why| why.asked(contract, operation))
}

/// The documented answer to a request that breaks the contract, else problem details with everything that is wrong.
pub fn reject(contract: &Contract, answers: &Answers, incoming: &Incoming) -> Result<ServerResponse, Problem> {
    let breaches = incoming.breaches();
    let problem = || problem(&contract.documents, breaches);
    let status = status(incoming.operation(), breaches).ok_or_else(problem)?;
    explained(answers, incoming, (status, &sentence(breaches)), breaches).map_err(|_| problem())
}

/// A documented answer to a request that is refused, which says why as far as it has room.
fn explained(
    answers: &Answers,
    incoming: &Incoming,
    (status, detail): (u16, &str),
    breaches: &[Breach],
) -> Result<ServerResponse, Unanswerable> {
    let (wanted, anything) = (Accept::of(&incoming.request.headers), Accept::default());
    let get = |accept| {
        let (operation, source) = (incoming.index(), Source::Documented);
        answers.get(Request { operation, status, accept, example: None, source })
    };
    let prepared = get(&wanted).or_else(|_| get(&anything))?;
    Ok(told(&prepared, status, detail, breaches))
}

/// The documented 4xx that suits a request with these faults best, if any does.
fn status(operation: &Operation, breaches: &[Breach]) -> Option<u16> {
    documented(operation, candidates(breaches))
}

/// The first of these statuses that has a response of its own, else the first that is covered by one.
fn documented(operation: &Operation, candidates: &[u16]) -> Option<u16> {
    let own = |&&status: &&u16| exactly(operation, status);
    let covered = |&&status: &&u16| operation.response(status).is_some();
    candidates.iter().find(own).or_else(|| candidates.iter().find(covered)).copied()
}

fn candidates(breaches: &[Breach]) -> &'static [u16] {
    let any = |test: &dyn Fn(&Breach) -> bool| breaches.iter().any(test);
    if any(&|breach| matches!(breach.part, Part::Path(_))) {
        &[400, 404, 422]
    } else if any(&is_media_type) {
        &[415, 400, 422]
    } else if any(&|breach| breach.kind == Kind::Malformed) {
        &[400, 422]
    } else if any(&|breach| breach.part == Part::Body) {
        &[422, 400]
    } else {
        &[400, 422]
    }
}

fn is_media_type(breach: &Breach) -> bool {
    matches!(&breach.part, Part::Header(name) if name.eq_ignore_ascii_case("content-type"))
}

/// Problem details with everything that is wrong.
fn problem(documents: &Documents, breaches: &[Breach]) -> Problem {
    let violations: Vec<Json> = breaches.iter().map(|breach| described(breach, Some(documents))).collect();
    let status = if breaches.iter().any(is_media_type) {
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    } else if breaches.iter().any(|breach| breach.part == Part::Body && breach.kind != Kind::Malformed) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::BAD_REQUEST
    };
    Problem::new(status, sentence(breaches)).with("violations", violations.into())
}

/// A documented answer that says what is wrong with the request, in a header and, where a made-up body has room for it,
/// there too.
fn told(prepared: &Prepared, status: u16, detail: &str, breaches: &[Breach]) -> ServerResponse {
    let words = Words { status, detail, violations: breaches };
    let mut response = prepared.edited(|body, fits| words.put_into(body, fits));
    if breaches.is_empty() {
        return response;
    }
    let listed: Vec<Json> = breaches.iter().take(SHOWN).map(|breach| described(breach, None)).collect();
    if let Ok(value) = HeaderValue::from_bytes(Json::from(listed).to_string().as_bytes()) {
        response.headers.insert(VIOLATIONS, value);
    }
    response
}

/// `body /name: expected string, found integer 7; and 3 more`
fn sentence(breaches: &[Breach]) -> String {
    let lines: Vec<String> = breaches.iter().take(SHOWN).map(line).collect();
    let more = breaches.len() - lines.len();
    let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}{rest}", lines.join("; "))
}
