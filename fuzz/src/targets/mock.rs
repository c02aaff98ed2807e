//! The mock, asked by anybody who can reach its port.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use camino::{Utf8Path, Utf8PathBuf};
use countersign::contract::conform::response::{Settings, response};
use countersign::contract::description::Contract;
use countersign::mock::behaviour::{Behaviour, Validate};
use countersign::mock::load::{Play, load};
use countersign::mock::play::Player;
use countersign::mock::problem::PROBLEM_JSON;
use countersign::mock::state::session::Sessions;
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::suite::config::file::find_root;
use countersign::value::json;
use countersign::wire::exchange::Response;
use countersign::wire::handler::{ServerRequest, ServerResponse};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, Uri};

use super::http::message;
use super::input::{choices, parts};

/// No answer of these contracts is larger, in bytes.
const LARGEST: usize = 4 << 20;

static APIS: LazyLock<Vec<Play>> = LazyLock::new(|| ["perfex", "invoicexpress"].map(api).into());

/// Up to four requests, one after the other, each in the notation of HTTP.
pub fn fuzz(bytes: &[u8]) {
    let requests = parts::<4>(bytes);
    let mut random = choices(requests[0]);
    let validate = [Validate::Enforce, Validate::Enforce, Validate::Warn, Validate::Off][random.usize(..4)];
    let behaviour =
        Behaviour { seed: 1, validate, stateful: random.bool(), cors: random.bool(), ..Behaviour::default() };
    for Play { contract, file } in APIS.iter() {
        let file = file.clone().unwrap_or_default();
        let sessions = Arc::new(Sessions::new(file.state.clone(), 4));
        let player = Player::new("fuzz", contract.clone(), file, sessions, behaviour.clone(), None);
        for request in requests.iter().filter(|request| !request.is_empty()) {
            answered(&player, contract, request, &behaviour);
        }
    }
}

fn api(name: &str) -> Play {
    let manifest = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let root = find_root(&manifest).expect("the project of this repository");
    let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let (contract, rules) = (format!("schemas/{name}.openapi.yaml"), format!("mocks/{name}.yaml"));
    let rules = Some(Utf8Path::new(&rules));
    load(&root, Utf8Path::new(&contract), rules, None, &sources, &mut diagnostics).expect("a mock that can be played")
}

fn answered(player: &Player, contract: &Contract, bytes: &[u8], behaviour: &Behaviour) {
    let (line, headers, body) = message(bytes);
    let mut words = line.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return };
    let (Ok(method), Ok(target)) = (Method::from_bytes(method.as_bytes()), target.parse::<Uri>()) else { return };
    // The server takes these before the mock sees them.
    if method == Method::CONNECT || target.path_and_query().is_none() || !target.path().starts_with('/') {
        return;
    }
    let path = target.path().to_owned();
    let query = target.query().unwrap_or_default().to_owned();
    let request = || ServerRequest {
        method: method.clone(),
        target: target.clone(),
        headers: headers.clone(),
        body: Bytes::copy_from_slice(body),
    };
    let answer = player.play(request());
    assert!(answer.status.as_u16() >= 200 && answer.body.len() <= LARGEST, "{answer:?}");
    if is_problem(&answer) {
        return;
    }
    let below = path.strip_prefix(player.base()).unwrap_or(&path);
    if behaviour.validate == Validate::Enforce {
        fits(contract, &method, below, &query, &headers, answer);
    }
}

/// Problem details are JSON and say what the status says.
fn is_problem(answer: &ServerResponse) -> bool {
    if answer.headers.get(CONTENT_TYPE).is_none_or(|value| value != PROBLEM_JSON) {
        return false;
    }
    let problem = json::parse(&answer.body).expect("problem details are JSON");
    assert_eq!(problem["status"], answer.status.as_u16());
    assert!(answer.status.is_client_error() || problem["code"].is_string(), "{problem}");
    true
}

/// What is no problem is what the contract documents.
fn fits(contract: &Contract, method: &Method, path: &str, query: &str, headers: &HeaderMap, answer: ServerResponse) {
    let Some(found) = contract.route(method, path, query, headers) else { return };
    let answer = Response::new(answer.status.as_u16(), answer.headers, answer.body, 0);
    let Ok(breaches) = response(contract, found.operation, &answer, Settings::default()) else { return };
    assert!(breaches.is_empty(), "{method} {path}?{query} is answered {answer:?}: {breaches:?}");
}
