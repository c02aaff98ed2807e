//! The contract's answers: which one, in which media type, with which body and headers.

use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};

use super::{ask, playing};
use crate::mock::behaviour::{Behaviour, Validate};
use crate::mock::play::Player;
use crate::mock::served::{Observer, Served};
use crate::wire::serve::ServerResponse;

const API: &str = "
openapi: 3.0.3
servers: [{ url: /v2 }, { url: /beta }]
paths:
  /pets/{petId}:
    get:
      parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: d
          content:
            application/xml: { schema: { $ref: '#/components/schemas/Pet' } }
            application/json; charset=utf-8: { schema: { $ref: '#/components/schemas/Pet' } }
            text/csv: { example: 'a,b' }
            image/png: {}
        default: { description: d, content: { application/json: { schema: { type: object, required: [message], properties: { message: { type: string } } } } } }
  /examples:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: { type: object, required: [id], properties: { id: { type: integer } } }
              examples: { bad: { value: { id: x } }, text: { value: '{\"id\": 5}' }, good: { value: { id: 6 } } }
  /moved: { get: { responses: { '302': { description: d }, default: { description: d } } } }
  /nothing: { get: { responses: {} } }
  /range: { get: { responses: { 2XX: { description: d, content: { application/json: {} } } } } }
  /failing: { get: { responses: { '404': { description: d } } } }
  /headers:
    get:
      responses:
        '200':
          description: d
          headers:
            Location: { required: true, schema: { type: string } }
            X-Rate: { schema: { type: integer, default: 5 } }
            X-Ids: { required: true, schema: { type: array, items: { type: integer }, example: [1, 2] } }
            X-None: { schema: { type: string } }
            Content-Length: { required: true, schema: { type: integer, example: 7 } }
            Transfer-Encoding: { schema: { type: string, example: chunked } }
            Retry-After: { required: true, schema: { type: integer } }
  /impossible:
    get:
      responses:
        '200': { description: d, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: string, enum: [1] } } } } } }
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties: { id: { type: integer }, name: { type: string, xml: { name: called } } }
      xml: { name: pet }
";

fn player() -> Player {
    playing(API, "api: x", Behaviour { cors: true, ..Behaviour::default() }, None)
}

fn get(path: &str, headers: &[(&str, &str)]) -> ServerResponse {
    ask(&player(), &format!("GET {path}"), headers, "")
}

fn json_of(response: &ServerResponse) -> Json {
    serde_json::from_slice(&response.body).unwrap_or_default()
}

#[test]
fn the_client_chooses_the_media_type() {
    let as_type = |accept: &str| {
        let response = get("/pets/7", &[("accept", accept)]);
        let content_type = response.headers["content-type"].to_str().unwrap().to_owned();
        (response.status.as_u16(), content_type, response.body)
    };
    assert_eq!(as_type("*/*").1, "application/json; charset=utf-8", "as documented, and JSON first");
    let (_, content_type, body) = as_type("application/xml, application/json;q=0.5");
    assert_eq!(content_type, "application/xml");
    assert!(String::from_utf8_lossy(&body).contains("<pet><id>7</id><called>"), "{body:?}");
    assert_eq!(as_type("text/*").2, "a,b");
    assert!(as_type("image/png").2.starts_with(b"\x89PNG"));
    let (status, _, body) = as_type("audio/mpeg");
    assert_eq!(status, 406, "{body:?}");
    let lenient = playing(API, "api: x", Behaviour { validate: Validate::Warn, ..Behaviour::default() }, None);
    assert_eq!(ask(&lenient, "GET /pets/7", &[("accept", "audio/mpeg")], "").status, 200);
}

#[test]
fn what_is_made_up_is_about_what_was_asked_for() {
    assert_eq!(json_of(&get("/pets/77", &[]))["id"], 77);
    assert_eq!(json_of(&get("/pets/77", &[])), json_of(&get("/pets/77", &[])), "the same for the same request");
    assert!(json_of(&get("/pets/x", &[]))["message"].is_string(), "an error is about nothing");
}

#[test]
fn dynamic_answers_differ_and_can_be_had_again() {
    let names = |player: &Player| -> Vec<Json> {
        let name = |_| json_of(&ask(player, "GET /pets/7", &[("prefer", "dynamic=true")], ""));
        (0..20).map(name).collect()
    };
    let first = names(&player());
    assert!(first.iter().any(|pet| *pet != first[0]), "{first:?}");
    assert_eq!(first, names(&player()), "by the seed");
}

#[test]
fn an_example_that_breaks_its_schema_is_left_out_unless_it_is_asked_for() {
    assert_eq!(json_of(&get("/examples", &[])), json!({ "id": 5 }), "JSON in a string is JSON");
    assert_eq!(json_of(&get("/examples?__example=good", &[])), json!({ "id": 6 }));
    let response = get("/examples", &[("prefer", "example=\"bad\"")]);
    assert_eq!(json_of(&response), json!({ "id": "x" }));
    assert_eq!(response.headers["preference-applied"], "example=\"bad\"");
}

#[test]
fn the_status_is_the_documented_success_else_what_comes_nearest() {
    let status = |path: &str| get(path, &[]).status.as_u16();
    assert_eq!(["/moved", "/nothing", "/range", "/failing"].map(status), [302, 200, 200, 404]);
    assert_eq!(get("/moved", &[]).headers["location"], "/");
    assert_eq!(get("/range", &[]).body, "{}", "a body is documented, and nothing is known of it");
    assert_eq!(get("/pets/7?__code=418", &[]).status, 418, "default covers it");
    assert_eq!(get("/pets/7?__code=503", &[]).status, 400, "and never a 5xx");
}

#[test]
fn documented_headers_come_and_never_break_the_framing() {
    let response = get("/headers", &[]);
    let header = |name: &str| response.headers.get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header("location"), Some("/"));
    assert_eq!(header("x-rate"), Some("5"));
    assert_eq!(header("x-ids"), Some("1,2"));
    assert_eq!(header("retry-after"), Some("1"));
    assert!(header("x-none").is_some_and(|text| !text.is_empty()), "made up from its schema");
    assert_eq!(["content-length", "transfer-encoding"].map(header), [None; 2]);
}

#[derive(Debug, Default)]
struct Log(Mutex<Vec<Served>>);

impl Observer for Log {
    fn served(&self, served: Served) {
        self.0.lock().unwrap().push(served);
    }
}

#[test]
fn what_the_documentation_gets_wrong_is_told_once() {
    let log = Arc::new(Log::default());
    let player = playing(API, "api: x", Behaviour::default(), Some(log.clone()));
    for path in ["/impossible", "/impossible", "/examples", "/examples", "/nothing"] {
        ask(&player, &format!("GET {path}"), &[], "");
    }
    let notes: Vec<Vec<String>> = log.0.lock().unwrap().iter().map(|served| served.notes.clone()).collect();
    assert!(
        notes[0][0].starts_with("GET /impossible 200: no value could be made, by the schema at api.yaml:"),
        "{notes:?}"
    );
    assert_eq!(notes[1], Vec::<String>::new());
    assert!(
        notes[2][0].starts_with("GET /examples 200: the example `bad` at api.yaml:25 is left out, by the schema at api.yaml:24: /id: expected integer"),
        "{notes:?}"
    );
    assert_eq!(notes[3], Vec::<String>::new());
    assert_eq!(notes[4], ["GET /nothing documents no answer: an empty one is given"]);
}

#[test]
fn options_says_what_is_documented_and_browsers_may_ask_from_elsewhere() {
    let response = ask(&player(), "OPTIONS /v2/pets/7", &[], "");
    assert_eq!((response.status.as_u16(), response.headers["allow"].to_str().unwrap()), (204, "GET, HEAD, OPTIONS"));
    assert_eq!(ask(&player(), "OPTIONS /beta/nope", &[], "").status, 404);
    let asked = [
        ("origin", "http://app.test"),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "x-a, authorization"),
    ];
    let response = ask(&player(), "OPTIONS /nope", &asked, "");
    let header = |name: &str| response.headers[name].to_str().unwrap();
    assert_eq!(response.status, 204);
    assert_eq!(header("access-control-allow-origin"), "http://app.test");
    assert_eq!(header("access-control-allow-methods"), "PUT");
    assert_eq!(header("access-control-allow-headers"), "x-a, authorization");
    assert_eq!(header("access-control-allow-credentials"), "true");
    let response = get("/nope", &[("origin", "http://app.test")]);
    assert_eq!(response.headers["access-control-allow-origin"], "http://app.test", "errors can be read, too");
    let response = get("/headers", &[("origin", "http://app.test")]);
    assert!(response.headers["access-control-expose-headers"].to_str().unwrap().contains("x-rate"));
    assert!(response.headers.get_all("vary").iter().any(|value| value == "Origin"));
    assert_eq!(get("/headers", &[]).headers["vary"], "Origin", "caches must keep the answers apart");
}

#[test]
fn a_made_up_error_says_which_it_is() {
    let api = "
openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        '200': { description: d }
        '404': { description: d, content: { application/json: { schema: {
          type: object, required: [code, message], properties: { code: { type: integer }, message: { type: string } } } } } }
        '409': { description: d, content: { application/json: { schema: {
          type: object, required: [code, message], properties: { code: { const: 7 }, message: { enum: [taken] } } } } } }
";
    let player = playing(api, "api: x", Behaviour::default(), None);
    let told = |code: &str| json_of(&ask(&player, "GET /a", &[("prefer", code)], ""));
    assert_eq!(told("code=404"), json!({ "code": 404, "message": "Not Found" }));
    assert_eq!(told("code=409"), json!({ "code": 7, "message": "taken" }), "the schema has the last word");
}
