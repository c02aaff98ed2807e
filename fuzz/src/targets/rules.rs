//! The rules of a mock, as somebody writes them, played against a request.

use std::sync::Arc;

use bytes::Bytes;
use camino::Utf8Path;
use countersign::mock::behaviour::Behaviour;
use countersign::mock::load::load;
use countersign::mock::play::Player;
use countersign::mock::state::session::Sessions;
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::wire::handler::ServerRequest;
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::input::texts;
use super::problems;

const CONTRACT: &str = include_str!("../../../schemas/invoicexpress.openapi.yaml");
/// No answer may be larger, in bytes: what bounds the work of a rule bounds what it makes.
const LARGEST: usize = 64 << 20;

/// The file of a mock, and the body of a request.
pub fn fuzz(bytes: &[u8]) {
    let Some([rules, body]) = texts(bytes) else { return };
    let (root, sources, mut diagnostics) = (Utf8Path::new("/nowhere"), Sources::default(), Diagnostics::default());
    sources.instead("api.yaml", CONTRACT.to_owned());
    sources.instead("mock.yaml", rules.to_owned());
    let play = load(root, "api.yaml".into(), Some("mock.yaml".into()), None, &sources, &mut diagnostics);
    problems::check(&diagnostics, &sources);
    assert!(play.is_some() || diagnostics.has_errors(), "what cannot be played is told");
    let Some(play) = play else { return };
    let file = play.file.unwrap_or_default();
    let sessions = Arc::new(Sessions::new(file.state.clone(), 4));
    let player =
        Player::new("fuzz", play.contract, file, sessions, Behaviour { seed: 1, ..Behaviour::default() }, None);
    for _ in 0..2 {
        let answer = player.play(request(body));
        assert!(answer.status.as_u16() >= 200 && answer.body.len() <= LARGEST, "{} bytes", answer.body.len());
    }
}

fn request(body: &str) -> ServerRequest {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    let target = Uri::from_static("/sequences/42/set_current.json?api_key=mock-credential");
    ServerRequest { method: Method::PUT, target, headers, body: Bytes::copy_from_slice(body.as_bytes()) }
}
