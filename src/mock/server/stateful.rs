//! `--stateful` over HTTP: what was posted can be read back, and every answer keeps to the contract.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue};
use serde_json::{Value as Json, json};

use super::{MockApi, MockOptions, Mocks};
use crate::contract::conform::response::{Settings, response};
use crate::contract::description::Contract;
use crate::contract::fixture::in_order;
use crate::mock::behaviour::{Accepted, Behaviour};
use crate::mock::play::SESSION_HEADER;
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::exchange::{Limits, Request, Response};

/// A stateful mock, and a client that holds every answer against the contract.
struct Walk {
    mock: Mocks,
    contract: Arc<Contract>,
    client: BlockingClient,
}

impl Walk {
    fn new(description: &str) -> Walk {
        let contract = Arc::new(in_order(description));
        let api = MockApi { name: "api".into(), contract: contract.clone(), file: None, saved: None, port: 0 };
        let behaviour = Behaviour { stateful: true, credentials: Accepted::Any, ..Behaviour::default() };
        let mock = Mocks::start(MockOptions { apis: vec![api], behaviour, ..MockOptions::default() }).unwrap();
        Walk { mock, contract, client: BlockingClient::new(ClientOptions::default()).unwrap() }
    }

    fn raw(&self, line: &str, content_type: &str, body: &str, session: Option<&str>) -> Response {
        let (method, path) = line.split_once(' ').unwrap();
        let mut headers = HeaderMap::new();
        if !body.is_empty() {
            headers.insert("content-type", HeaderValue::from_str(content_type).unwrap());
        }
        session.map(|id| headers.insert(SESSION_HEADER, HeaderValue::from_str(id).unwrap()));
        let url = format!("{}{path}", self.mock.base_url("api").unwrap()).parse().unwrap();
        let body = (!body.is_empty()).then(|| body.to_owned().into());
        let request = Request { method: method.parse().unwrap(), url, headers, body };
        let answer = self.client.send(request, &Limits::default()).outcome.expect("an answer");
        let (path, method) = (path.split('?').next().unwrap(), method.parse().unwrap());
        let operation = self.contract.find(&method, path).expect("a documented path").operation;
        if operation.response(answer.status).is_some() {
            let breaches = response(&self.contract, operation, &answer, Settings::default()).expect("usable schemas");
            assert!(breaches.is_empty(), "{line}: {} {breaches:#?}", String::from_utf8_lossy(&answer.body));
        }
        answer
    }

    fn sent(&self, line: &str, content_type: &str, body: &str) -> (u16, Json) {
        let answer = self.raw(line, content_type, body, None);
        (answer.status, if answer.is_blank() { Json::Null } else { answer.json().unwrap().clone() })
    }

    fn get(&self, path: &str) -> (u16, Json) {
        self.sent(&format!("GET {path}"), "", "")
    }

    fn call(&self, line: &str, body: Json) -> (u16, Json) {
        self.sent(line, "application/json", &if body.is_null() { String::new() } else { body.to_string() })
    }
}

const SHOP: &str = r##"
openapi: 3.1.0
info: { title: shop, version: "1" }
servers: [{ url: "https://example.com/v1" }]
paths:
  /things:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 20 } }
        - { name: offset, in: query, schema: { type: integer } }
        - { name: colour, in: query, schema: { type: string } }
        - { name: sort, in: query, schema: { type: string } }
      responses:
        "200":
          description: d
          headers: { X-Total-Count: { schema: { type: integer } } }
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses:
        "201":
          description: d
          headers: { Location: { required: true, schema: { type: string, format: uri } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
        "404": { description: d, content: { application/json: { example: { error: gone } } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } } }
    patch:
      requestBody:
        content:
          application/json: { schema: { type: object } }
          application/merge-patch+json: { schema: { type: object } }
          application/json-patch+json: { schema: { type: array } }
      responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } } }
    delete: { responses: { "204": { description: d }, "404": { description: d } } }
  /things/{id}/parts:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      parameters: [{ name: page, in: query, schema: { type: integer } }, { name: per_page, in: query, schema: { type: integer } }]
      responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Parts" } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [part], properties: { part: { $ref: "#/components/schemas/NewPart" } } } } } }
      responses: { "201": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/OnePart" } } } } }
  /things/{thingId}/parts/{partId}:
    parameters:
      - { name: thingId, in: path, required: true, schema: { type: integer } }
      - { name: partId, in: path, required: true, schema: { type: string, format: uuid } }
    get: { responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/OnePart" } } } } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewPart" } } } }
      responses: { "204": { description: d }, "201": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/OnePart" } } } } }
  /settings:
    get: { responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Settings" } } } } } }
    patch:
      requestBody: { content: { application/json: { schema: { type: object, properties: { theme: { type: string } } } } } }
      responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Settings" } } } } }
  /things/{id}/activate:
    post:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "202": { description: d } }
components:
  schemas:
    Thing:
      type: object
      required: [id, name, created_at]
      additionalProperties: false
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        colour: { type: string, enum: [red, green] }
        note: { type: [string, "null"] }
        size: { type: integer, default: 3 }
        secret: { type: string, writeOnly: true }
        created_at: { type: string, format: date-time, readOnly: true }
    NewPart: { type: object, required: [label], properties: { label: { type: string } } }
    Part:
      type: object
      required: [part_id, thing_id, label]
      properties: { part_id: { type: string, format: uuid }, thing_id: { type: integer }, label: { type: string } }
    OnePart: { type: object, required: [part], properties: { part: { $ref: "#/components/schemas/Part" } } }
    Parts:
      type: object
      required: [parts, meta]
      properties:
        parts: { type: array, items: { $ref: "#/components/schemas/Part" } }
        next: { type: string, format: uri }
        meta: { type: object, required: [total, pages], properties: { total: { type: integer }, pages: { type: integer }, page: { type: integer } } }
    Settings: { type: object, required: [theme, size], properties: { theme: { type: string }, size: { type: integer } } }
"##;

#[test]
fn what_was_posted_lives_until_it_is_deleted() {
    let walk = Walk::new(SHOP);
    let before = walk.get("/things").1.as_array().unwrap().len();
    assert_eq!(before, 3, "a collection begins with a few things");
    assert_eq!(walk.get("/things/1").0, 200);
    let answer =
        walk.raw("POST /things", "application/json", r#"{"name": "box", "colour": "red", "secret": "s"}"#, None);
    let made = answer.json().unwrap().clone();
    assert_eq!((answer.status, &made["id"], &made["name"], &made["size"]), (201, &json!(4), &json!("box"), &json!(3)));
    assert!(made.get("secret").is_none() && made.get("note").is_none() && made["created_at"].is_string(), "{made}");
    let location = answer.headers["location"].to_str().unwrap();
    assert_eq!(location, format!("{}/things/4", walk.mock.base_url("api").unwrap()));
    assert_eq!(walk.get("/things/4"), (200, made.clone()));
    assert_eq!(walk.get("/things").1.as_array().unwrap().last(), Some(&made));
    let changed = walk.call("PATCH /things/4", json!({ "note": "n", "colour": null })).1;
    assert_eq!((&changed["note"], changed.get("colour")), (&json!("n"), None), "no place for null, so it goes");
    assert_eq!(walk.call("PATCH /things/4", json!({ "note": null })).1["note"], Json::Null, "null is a value here");
    let merged = walk.sent("PATCH /things/4", "application/merge-patch+json", r#"{"note": null}"#).1;
    assert!(merged.get("note").is_none(), "{merged}");
    let patch = r#"[{"op": "replace", "path": "/name", "value": "chest"}]"#;
    assert_eq!(walk.sent("PATCH /things/4", "application/json-patch+json", patch).1["name"], "chest");
    let replaced = walk.call("PUT /things/4", json!({ "name": "crate" })).1;
    assert_eq!(
        (&replaced["name"], replaced.get("colour"), &replaced["created_at"]),
        (&json!("crate"), None, &made["created_at"])
    );
    assert_eq!(walk.call("DELETE /things/4", Json::Null).0, 204);
    assert_eq!(walk.get("/things/4"), (404, json!({ "error": "gone" })));
    assert_eq!(walk.call("DELETE /things/4", Json::Null).0, 404);
    assert_eq!(walk.call("PUT /things/4", json!({ "name": "x" })).0, 404, "nothing says that PUT makes things");
    assert_eq!(walk.call("DELETE /things/1", Json::Null).0, 204, "what it begins with is as real as the rest");
    assert_eq!(walk.get("/things").1.as_array().unwrap().len(), 2);
    assert_eq!(walk.call("POST /things", json!({ "name": "next" })).1["id"], 5, "an id is not given twice");
}

#[test]
fn a_list_has_what_was_asked_for() {
    let walk = Walk::new(SHOP);
    for id in 1..=3 {
        assert_eq!(walk.call(&format!("DELETE /things/{id}"), Json::Null).0, 204);
    }
    assert_eq!(walk.get("/things"), (200, json!([])));
    for (name, colour) in [("c", "red"), ("a", "green"), ("b", "red")] {
        assert_eq!(walk.call("POST /things", json!({ "name": name, "colour": colour })).0, 201);
    }
    let names = |query: &str| {
        let (status, body) = walk.get(&format!("/things?{query}"));
        assert_eq!(status, 200, "{body}");
        body.as_array().unwrap().iter().map(|thing| thing["name"].as_str().unwrap().to_owned()).collect::<String>()
    };
    assert_eq!(names("colour=red"), "cb");
    assert_eq!(names("sort=name"), "abc");
    assert_eq!(names("sort=-name&limit=2"), "cb");
    assert_eq!(names("limit=1&offset=1"), "a");
    assert_eq!(names("offset=9"), "");
    let answer = walk.raw("GET /things?limit=1&colour=red", "", "", None);
    assert_eq!(answer.headers["x-total-count"], "2");
}

#[test]
fn nested_and_wrapped_things_belong_to_what_is_around_them() {
    let walk = Walk::new(SHOP);
    assert_eq!(walk.get("/things/99/parts").0, 404);
    let (status, made) = walk.call("POST /things/2/parts", json!({ "part": { "label": "lid" } }));
    assert_eq!((status, &made["part"]["label"], &made["part"]["thing_id"]), (201, &json!("lid"), &json!(2)));
    let id = made["part"]["part_id"].as_str().unwrap();
    assert_eq!(walk.get(&format!("/things/2/parts/{id}")), (200, made.clone()));
    assert_eq!(walk.get(&format!("/things/1/parts/{id}")).0, 404);
    let (_, page) = walk.get("/things/2/parts?per_page=3&page=2");
    assert_eq!(
        (&page["parts"], &page["meta"]),
        (&json!([made["part"]]), &json!({ "total": 4, "pages": 2, "page": 2 }))
    );
    assert!(page.get("next").is_none(), "{page}");
    let (_, page) = walk.get("/things/2/parts?per_page=3");
    assert!(page["next"].as_str().unwrap().ends_with("/v1/things/2/parts?per_page=3&page=2"), "{page}");
    let other = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    assert_eq!(walk.call(&format!("PUT /things/2/parts/{other}"), json!({ "label": "new" })).0, 201);
    assert_eq!(walk.call(&format!("PUT /things/2/parts/{other}"), json!({ "label": "newer" })).0, 204);
    assert_eq!(walk.get(&format!("/things/2/parts/{other}")).1["part"]["label"], "newer");
    assert_eq!(walk.call("DELETE /things/2", Json::Null).0, 204);
    assert_eq!(walk.get(&format!("/things/2/parts/{id}")).0, 404, "what was in it went with it");
    assert_eq!(walk.call("POST /things/1/activate", Json::Null).0, 202);
}

#[test]
fn a_single_document_is_there_and_can_be_changed() {
    let walk = Walk::new(SHOP);
    let (status, before) = walk.get("/settings");
    assert_eq!(status, 200);
    let (_, after) = walk.call("PATCH /settings", json!({ "theme": "dark" }));
    assert_eq!((&after["theme"], &after["size"]), (&json!("dark"), &before["size"]));
    assert_eq!(walk.get("/settings").1, after);
}

#[test]
fn sessions_have_collections_of_their_own() {
    let walk = Walk::new(SHOP);
    let post = |session| walk.raw("POST /things", "application/json", r#"{"name": "box"}"#, session).status;
    assert_eq!(post(Some("a")), 201);
    let get = |session| walk.raw("GET /things/4", "", "", session).status;
    assert_eq!((get(Some("a")), get(Some("b")), get(None)), (200, 404, 404));
}

#[test]
fn writers_side_by_side_lose_nothing() {
    let walk = Walk::new(SHOP);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let client = BlockingClient::new(ClientOptions::default()).unwrap();
                let url: url::Url = format!("{}/things", walk.mock.base_url("api").unwrap()).parse().unwrap();
                for _ in 0..25 {
                    let mut headers = HeaderMap::new();
                    headers.insert("content-type", HeaderValue::from_static("application/json"));
                    let body = Some(r#"{"name": "box"}"#.into());
                    let request = Request { method: http::Method::POST, url: url.clone(), headers, body };
                    assert_eq!(client.send(request, &Limits::default()).outcome.unwrap().status, 201);
                }
            });
        }
    });
    let things = walk.get("/things?limit=1000").1;
    let ids: std::collections::BTreeSet<u64> =
        things.as_array().unwrap().iter().map(|thing| thing["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (1..=103).collect());
}
