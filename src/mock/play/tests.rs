//! The rules of the order, on a small API: preferences, credentials, rules, the contract.

use std::sync::Arc;

use camino::Utf8Path;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value as Json, json};

use super::Player;
use crate::contract::fixture::in_order;
use crate::mock::behaviour::Behaviour;
use crate::mock::rules::file::read;
use crate::mock::served::Observer;
use crate::mock::state::session::Sessions;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::wire::serve::{ServerRequest, ServerResponse};

mod answers;
mod validation;

const DESCRIPTION: &str = "
openapi: 3.1.0
info: { title: t, version: '1' }
servers: [{ url: 'https://example.com/v2/' }]
paths:
  /items:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        '200':
          description: d
          headers:
            X-Total: { required: true, schema: { type: integer, const: 7 } }
            X-Note: { schema: { type: string } }
          content: { application/json: { schema: { type: array, minItems: 1, items: { type: string, enum: [x] } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses:
        '201': { description: d, content: { application/json: { example: { made: true } } } }
        '422': { description: d, content: { application/json: { example: { error: invalid } } } }
  /items/mine:
    get: { responses: { '200': { description: d, content: { text/plain: { example: mine } } } } }
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        '200': { description: d, content: { application/json: { examples: { one: { value: 1 }, two: { value: 2 } } } } }
        '404': { description: d }
    delete: { responses: { '204': { description: d } } }
  /notes:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses: { '201': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, '404': { description: d } } }
components:
  schemas:
    Note: { type: object, required: [id, text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
";

fn player(rules: &str) -> Player {
    playing(DESCRIPTION, rules, Behaviour { seed: 1, ..Behaviour::default() }, None)
}

fn playing(description: &str, rules: &str, behaviour: Behaviour, observer: Option<Arc<dyn Observer>>) -> Player {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    std::fs::write(root.join("api.yaml"), rules).unwrap();
    let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let contract = Arc::new(in_order(description));
    let file = read(root, "api.yaml".into(), None, &contract, &sources, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{}", crate::source::render::render_all(&diagnostics, &sources, false));
    let file = Arc::new(file.unwrap_or_default());
    let sessions = Arc::new(Sessions::new(file.state.clone(), 10));
    Player::new("items", contract, file, sessions, behaviour, observer)
}

fn ask(player: &Player, line: &str, headers: &[(&str, &str)], body: &str) -> ServerResponse {
    let (method, target) = line.split_once(' ').unwrap();
    let mut map = HeaderMap::new();
    if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "content-type") {
        map.insert("content-type", HeaderValue::from_static("application/json"));
    }
    for (name, value) in headers {
        map.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    let request = ServerRequest {
        method: method.parse().unwrap(),
        target: target.parse().unwrap(),
        headers: map,
        body: body.to_owned().into(),
    };
    player.play(request)
}

fn answer(player: &Player, line: &str, body: &str) -> (u16, Json) {
    let response = ask(player, line, &[], body);
    (response.status.as_u16(), serde_json::from_slice(&response.body).unwrap_or(Json::Null))
}

#[test]
fn without_rules_the_contract_answers_by_example_and_by_schema() {
    let player = player("api: x");
    let response = ask(&player, "GET /v2/items", &[], "");
    assert_eq!(response.headers["x-total"], "7");
    assert!(response.headers.contains_key("x-note"), "an optional header comes, too");
    assert_eq!(response.headers["content-type"], "application/json");
    assert!(serde_json::from_slice::<Vec<String>>(&response.body).unwrap().iter().all(|item| item == "x"));
    assert_eq!(answer(&player, "POST /v2/items", "{\"name\": \"a\"}"), (201, json!({ "made": true })));
    assert_eq!(answer(&player, "GET /v2/items/5", ""), (200, json!(1)));
    assert_eq!(answer(&player, "GET /items/5", ""), (200, json!(1)), "the server's base path may be left out");
    assert_eq!(ask(&player, "GET /v2/items/mine", &[], "").body, "mine", "concrete before templated");
}

#[test]
fn bodies_are_left_out_where_there_can_be_none() {
    let player = player("api: x");
    let response = ask(&player, "HEAD /v2/items/5", &[], "");
    assert_eq!((response.status.as_u16(), &response.body[..]), (200, &b"1"[..]), "the server sends only its length");
    assert_eq!(answer(&player, "DELETE /v2/items/5", ""), (204, Json::Null));
}

#[test]
fn a_named_example_can_be_asked_for() {
    let player = player("api: x");
    let prefer = |value: &str| ask(&player, "GET /v2/items/5", &[("prefer", value)], "");
    assert_eq!(prefer("example=two").body, "2");
    assert_eq!(prefer("code=404").status, 404);
    let response = prefer("code=200, example=three");
    assert_eq!(response.status, 400);
    let problem: Json = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(problem["detail"], "GET /items/{id} has no example `three` for 200; documented: one, two");
    let problem: Json = serde_json::from_slice(&prefer("code=418").body).unwrap();
    assert_eq!(problem["documented"], json!(["200", "404"]));
}

#[test]
fn requests_that_break_the_contract_get_what_is_documented_for_them() {
    let player = player("api: x");
    assert_eq!(answer(&player, "GET /v2/items/abc", ""), (404, Json::Null));
    assert_eq!(answer(&player, "POST /v2/items", "{}"), (422, json!({ "error": "invalid" })));
    let (status, problem) = answer(&player, "GET /v2/items?limit=many", "");
    assert_eq!(status, 400);
    assert_eq!(problem["instance"], "/v2/items", "a query may hold credentials");
    assert_eq!(problem["detail"], "query parameter limit: expected integer, found string \"many\"");
    assert_eq!(
        problem["violations"],
        json!([{ "in": "query", "name": "limit", "pointer": "", "expected": "integer", "actual": "string \"many\"",
            "message": "expected integer, found string \"many\"", "contract": "api.yaml:8" }])
    );
}

#[test]
fn a_rule_for_broken_requests_sees_what_is_wrong() {
    let player = player(
        "api: x
rules:
  - on: POST /items
    validate: false
    when: violations
    respond: { status: 422, json: { at: \"${{ violations[0].name }}\", n: \"${{ violations | length }}\" } }
  - on: POST /items
    respond: { json: { name: \"${{ body.name }}\" } }
",
    );
    assert_eq!(answer(&player, "POST /items", "{}"), (422, json!({ "at": "name", "n": 1 })));
    assert_eq!(answer(&player, "POST /items", "{\"name\": \"a\"}"), (201, json!({ "name": "a" })));
}

#[test]
fn names_are_made_before_the_state_changes_and_the_answer_sees_it_after() {
    let player = player(
        "api: x
state: { n: 1, list: [] }
rules:
  - on: POST /items
    let: { before: \"${{ state.n }}\" }
    set: { /n: \"${{ state.n + 1 }}\" }
    append: { /list: { n: \"${{ state.n }}\" } }
    respond: { json: [\"${{ before }}\", \"${{ state.n }}\", \"${{ state.list }}\"] }
",
    );
    assert_eq!(answer(&player, "POST /items", "{\"name\": \"a\"}").1, json!([1, 2, [{ "n": 1 }]]));
    assert_eq!(answer(&player, "POST /items", "{\"name\": \"a\"}").1, json!([2, 3, [{ "n": 1 }, { "n": 2 }]]));
}

#[test]
fn a_rule_that_fails_names_its_line_and_changes_nothing() {
    let player = player(
        "api: x
state: { n: 1 }
rules:
  - on: GET /items/{id}
    when: path.id == '1'
    respond:
      template: |
        {
          \"a\": {{ 1 // 0 }}
        }
  - on: GET /items/{id}
    when: path.id == '2'
    respond: { template: 'no json' }
  - on: GET /items/{id}
    let: { bad: \"${{ state.m.o }}\" }
    when: path.id == '3' and bad
  - on: GET /items/{id}
    respond: { json: \"${{ state.n }}\" }
  - on: POST /items
    set: { /n: 2, /n/deeper: 3 }
",
    );
    let failed = |line: &str, body: &str| {
        let (status, problem) = answer(&player, line, body);
        assert_eq!((status, &problem["code"]), (500, &json!("CS0702")));
        problem["rule"].as_str().unwrap().to_owned()
    };
    assert_eq!(failed("GET /items/1", ""), "api.yaml:9");
    assert_eq!(failed("GET /items/2", ""), "api.yaml:13");
    assert_eq!(failed("GET /items/3", ""), "api.yaml:15");
    assert_eq!(failed("POST /items", "{\"name\": \"a\"}"), "api.yaml:20");
    assert_eq!(answer(&player, "GET /items/4", ""), (200, json!(1)));
}

#[test]
fn concurrent_writes_to_one_state_are_not_lost() {
    let player = Arc::new(player(
        "api: x
state: { n: 0 }
rules:
  - on: POST /items
    set: { /n: \"${{ state.n + 1 }}\" }
    respond: { json: \"${{ state.n }}\" }
",
    ));
    let work = |_| {
        let player = player.clone();
        std::thread::spawn(move || {
            (0..50).for_each(|_| assert_eq!(answer(&player, "POST /items", "{\"name\": \"a\"}").0, 201))
        })
    };
    let threads: Vec<_> = (0..4).map(work).collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(answer(&player, "POST /items", "{\"name\": \"a\"}").1, json!(201));
}

#[test]
fn a_rule_can_answer_a_number_of_times_in_each_session() {
    let player = player(
        "api: x
rules:
  - name: flaky
    on: GET /items/{id}
    times: 2
    respond: { status: 404 }
",
    );
    let status =
        |session: &str| ask(&player, "GET /items/5", &[("x-countersign-session", session)], "").status.as_u16();
    assert_eq!(
        [status("a"), status("a"), status("b"), status("a"), status("b"), status("b")],
        [404, 404, 404, 200, 404, 200]
    );
    let state = player.script.sessions.read(Some("a")).unwrap().state.to_json();
    assert_eq!(state, json!({ "answered": { "flaky": 2 } }));
}

#[test]
fn a_rule_can_be_on_many_operations() {
    let player = player(
        "api: x
rules:
  - on: DELETE *
    when: \"'x-admin' not in headers\"
    set: { /deleted: \"${{ path.id }}\" }
  - on: \"* /items/*\"
    when: headers.x_count is undefined and 'x-seen' in headers
    respond: { text: seen }
",
    );
    assert_eq!(answer(&player, "DELETE /items/7", "").0, 204);
    assert_eq!(player.script.sessions.read(None).unwrap().state.to_json(), json!({ "deleted": "7" }));
    let seen = |line: &str| ask(&player, line, &[("x-seen", "1")], "").body == "seen";
    assert_eq!((seen("GET /items/7"), seen("GET /items/mine"), seen("GET /items")), (true, true, false));
}

#[test]
fn random_values_are_repeated_with_the_seed_and_differ_otherwise() {
    let rules = "api: x
rules:
  - on: POST /items
    let: { id: \"${{ uuid() }}\" }
    set: { \"/items/${{ id }}\": \"${{ [random_int(1, 6), random_string(4), choose(['a', 'b'])] }}\" }
    respond: { json: { id: \"${{ id }}\", kept: \"${{ id in state.items }}\", other: \"${{ uuid() }}\" } }
";
    let (one, two) = (player(rules), player(rules));
    let post = |player: &Player| answer(player, "POST /items", "{\"name\": \"a\"}").1;
    let first = post(&one);
    assert_eq!((&first["kept"], first["id"] == first["other"]), (&json!(true), false), "{first}");
    assert_eq!(first["id"].as_str().unwrap().len(), 36);
    assert_eq!(first, post(&two));
    assert_ne!(first, post(&one));
}

#[test]
fn a_rule_without_an_answer_leaves_it_to_the_collection() {
    let player = player(
        "api: x
stateful: true
state: { posts: 0, documents: {} }
rules:
  - on: POST /notes
    set: { /posts: \"${{ state.posts + 1 }}\" }
    respond: { headers: { x-posts: \"${{ state.posts }}\" } }
  - on: GET /notes/{id}
    when: path.id == '9'
    respond: { status: 404 }
",
    );
    let posted = ask(&player, "POST /notes", &[], "{\"text\": \"t\"}");
    assert_eq!((posted.status.as_u16(), &posted.headers["x-posts"]), (201, &HeaderValue::from_static("1")));
    let made: Json = serde_json::from_slice(&posted.body).unwrap();
    assert_eq!(answer(&player, &format!("GET /notes/{}", made["id"]), ""), (200, made));
    assert_eq!(answer(&player, "GET /notes/9", "").0, 404);
    let state = player.script.sessions.read(None).unwrap().state;
    assert_eq!(state.get("posts").map(crate::mock::state::tree::Tree::to_json), Some(json!(1)));
    assert_eq!(ask(&player, "GET /notes/77", &[("prefer", "code=200")], "").status, 200, "preferences win");
}

#[test]
fn a_collection_can_begin_with_what_the_file_says() {
    let player = player(
        "api: x
stateful: true
state: { collections: { /notes: { items: [{ id: 7, text: seven }, { id: 9, text: nine }] } } }
",
    );
    assert_eq!(answer(&player, "GET /notes/9", ""), (200, json!({ "id": 9, "text": "nine" })));
    assert_eq!(answer(&player, "POST /notes", "{\"text\": \"t\"}").1["id"], 10);
    assert_eq!(answer(&player, "GET /notes/7", "").0, 200);
}
