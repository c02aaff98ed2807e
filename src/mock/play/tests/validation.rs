//! Requests as clients really send them, against every way to document them.

use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};

use super::{ask, playing};
use crate::mock::behaviour::{Accepted, Behaviour, Validate};
use crate::mock::play::Player;
use crate::mock::served::{Observer, Served};
use crate::wire::serve::ServerResponse;

const API: &str = "
openapi: 3.1.0
paths:
  /styles/{matrix}/{label}/{list}:
    get:
      parameters:
        - { name: matrix, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: integer } } }
        - { name: label, in: path, required: true, style: label, schema: { type: integer } }
        - { name: list, in: path, required: true, schema: { type: array, items: { type: integer } } }
        - { name: ids, in: query, required: true, schema: { type: array, items: { type: integer } } }
        - { name: comma, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: space, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: pipe, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: deep, in: query, style: deepObject, schema: { type: object, properties: { n: { type: integer }, l: { type: array, items: { type: integer } } } } }
        - { name: json, in: query, content: { application/json: { schema: { type: object, required: [a] } } } }
        - { name: flag, in: query, allowEmptyValue: true, schema: { type: boolean } }
        - { name: size, in: query, schema: { type: integer, default: 20 } }
        - { name: X-N, in: header, schema: { type: integer } }
        - { name: theme, in: cookie, schema: { enum: [dark, light] } }
      responses: { '200': { description: d, content: { application/json: { example: fine } } } }
  /bodies:
    post:
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Thing' } }
          application/x-www-form-urlencoded:
            schema: { $ref: '#/components/schemas/Thing' }
            encoding: { tags: { style: pipeDelimited, explode: false } }
          multipart/form-data:
            schema: { $ref: '#/components/schemas/Thing' }
            encoding: { file: { contentType: 'image/png, text/*' } }
          text/plain: { schema: { type: string, maxLength: 5 } }
          text/csv: { schema: { type: array } }
          application/xml: { schema: { $ref: '#/components/schemas/Thing' } }
          application/octet-stream: {}
      responses: { '204': { description: d } }
  /plain: { get: { responses: { '204': { description: d } } } }
components:
  schemas:
    Thing:
      type: object
      required: [n]
      properties:
        n: { type: integer }
        tags: { type: array, items: { type: integer } }
        inner: { type: object, properties: { x: { type: integer } } }
        file: { type: string, format: binary }
";

const STYLES: &str = "GET /styles/;matrix=1;matrix=2/.7/1,2";

fn player(behaviour: Behaviour) -> Player {
    playing(API, "api: x", behaviour, None)
}

/// The status, and `in name pointer: message` of each violation.
fn told(response: &ServerResponse) -> (u16, Vec<String>) {
    let problem: Json = serde_json::from_slice(&response.body).unwrap_or_default();
    let line = |one: &Json| {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}: {}", text("in"), text("name"), text("pointer"), text("message"))
    };
    let violations = problem["violations"].as_array().map(|all| all.iter().map(line).collect());
    (response.status.as_u16(), violations.unwrap_or_default())
}

fn styles(query: &str, headers: &[(&str, &str)]) -> (u16, Vec<String>) {
    told(&ask(&player(Behaviour::default()), &format!("{STYLES}?{query}"), headers, ""))
}

fn sent(content_type: &str, body: &str) -> (u16, Vec<String>) {
    told(&ask(&player(Behaviour::default()), "POST /bodies", &[("content-type", content_type)], body))
}

const FINE: (u16, Vec<String>) = (200, Vec::new());
const TAKEN: (u16, Vec<String>) = (204, Vec::new());

#[test]
fn parameters_of_every_style_are_understood() {
    let query = "ids=1&ids=2&comma=1,2&space=1%202&pipe=1|2&deep[n]=1&deep[l][]=2&json=%7B%22a%22:1%7D&flag=&size=5";
    assert_eq!(styles(query, &[("x-n", "7"), ("cookie", "a=b; theme=\"dark\"")]), FINE);
}

#[test]
fn every_parameter_at_fault_is_named() {
    let (status, told) = styles(
        "comma=1,x&space=x%202&pipe=1|x&deep[n]=x&deep[l][]=y&json=%7B%7D&flag=maybe&size=5.5",
        &[("x-n", "many"), ("cookie", "theme=pink")],
    );
    assert_eq!(status, 400);
    assert_eq!(
        told,
        [
            "query ids : is required and was not sent",
            "query comma /1: expected integer, found string \"x\"",
            "query space /0: expected integer, found string \"x\"",
            "query pipe /1: expected integer, found string \"x\"",
            "query deep /n: expected integer, found string \"x\"",
            "query deep /l/0: expected integer, found string \"y\"",
            "query json : expected property `a`, found an object with no properties",
            "query flag : expected boolean, found string \"maybe\"",
            "query size : expected integer, found number 5.5",
            "header X-N : expected integer, found string \"many\"",
            "cookie theme : expected one of \"dark\", \"light\", found string \"pink\"",
        ]
    );
    let response = ask(&player(Behaviour::default()), "GET /styles/;matrix=x/.y/1,z?ids=1", &[], "");
    let (_, told) = self::told(&response);
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn bodies_of_every_kind_are_understood() {
    assert_eq!(sent("application/json; charset=utf-8", r#"{"n": 1, "tags": [1]}"#), TAKEN);
    assert_eq!(sent("application/x-www-form-urlencoded", "n=1&tags=1|2&inner[x]=1"), TAKEN);
    assert_eq!(sent("application/x-www-form-urlencoded", "n=1&inner=%7B%22x%22:1%7D"), TAKEN);
    assert_eq!(sent("text/plain", "short"), TAKEN);
    assert_eq!(sent("text/csv", "a,b"), TAKEN);
    assert_eq!(sent("application/xml", "<Thing/>"), TAKEN);
    assert_eq!(sent("application/octet-stream", "\u{0}\u{1}"), TAKEN);
    let multipart = "--X\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n7\r\n--X\r\nContent-Disposition: form-data; name=\"inner\"\r\nContent-Type: application/json\r\n\r\n{\"x\":1}\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\u{1}\r\n--X--\r\n";
    assert_eq!(sent("multipart/form-data; boundary=X", multipart), TAKEN);
}

#[test]
fn what_is_wrong_with_a_body_is_told_with_its_place() {
    assert_eq!(
        sent("application/json", "{}"),
        (422, vec!["body n : expected property `n`, found an object with no properties".into()])
    );
    let (status, told) = sent("application/x-www-form-urlencoded", "n=x&tags=1|y");
    assert_eq!(status, 422);
    assert_eq!(
        told,
        ["body n /n: expected integer, found string \"x\"", "body tags /tags/1: expected integer, found string \"y\""]
    );
    let (status, told) = sent("application/json", "{\n  \"n\": ,\n}");
    assert_eq!(status, 400, "it cannot even be read");
    assert!(told[0].starts_with("body body : is no application/json: ") && told[0].contains("line 2"), "{told:?}");
    let multipart = "--X\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n7\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: image/gif\r\n\r\n\u{1}\r\n--X--\r\n";
    let (status, told) = sent("multipart/form-data; boundary=X", multipart);
    assert_eq!(
        (status, told),
        (422, vec!["body file /file: expected a part of type image/png, text/*, found image/gif".into()])
    );
    assert_eq!(sent("multipart/form-data", "x").0, 400);
    assert_eq!(sent("text/plain", "too long").0, 422);
}

#[test]
fn a_media_type_that_is_not_documented_is_415() {
    let (status, told) = sent("application/yaml", "n: 1");
    assert_eq!(status, 415);
    assert!(told[0].starts_with("header Content-Type : expected application/json or "), "{told:?}");
    assert_eq!(
        self::told(&ask(&player(Behaviour::default()), "POST /bodies", &[], "")).1,
        ["body body : is required and was not sent"]
    );
}

#[derive(Debug, Default)]
struct Log(Mutex<Vec<Served>>);

impl Observer for Log {
    fn served(&self, served: Served) {
        self.0.lock().unwrap().push(served);
    }
}

fn logged(behaviour: Behaviour, line: &str, body: &str) -> (u16, Vec<String>) {
    let log = Arc::new(Log::default());
    let player = playing(API, "api: x", behaviour, Some(log.clone()));
    let status = ask(&player, line, &[], body).status.as_u16();
    let violations = log.0.lock().unwrap()[0].violations.clone();
    (status, violations)
}

#[test]
fn what_is_only_undocumented_is_told_and_not_refused() {
    assert_eq!(
        logged(Behaviour::default(), "GET /plain?cachebuster=1", "{}"),
        (204, vec!["query parameter cachebuster is not documented".into(), "body is not documented".into()])
    );
}

#[test]
fn requests_may_be_let_through_with_a_word_or_without() {
    let with = |validate| Behaviour { validate, ..Behaviour::default() };
    let (status, told) = logged(with(Validate::Warn), "GET /styles/x/y/z", "");
    assert_eq!((status, told.len()), (200, 3), "{told:?}");
    assert_eq!(logged(with(Validate::Off), "GET /styles/x/y/z", ""), (200, vec![]));
}

#[test]
fn rules_see_the_defaults_of_what_was_not_sent() {
    let rules = "
api: x
rules:
  - on: 'GET /styles/{matrix}/{label}/{list}'
    respond: { json: { size: '${{ query.size }}', ids: '${{ query.ids }}' } }
";
    let player = playing(API, rules, Behaviour::default(), None);
    let size = |query: &str| {
        let response = ask(&player, &format!("{STYLES}?ids=1{query}"), &[], "");
        serde_json::from_slice::<Json>(&response.body).unwrap()
    };
    assert_eq!(size(""), json!({ "size": "20", "ids": "1" }));
    assert_eq!(size("&size=5")["size"], json!("5"));
    assert_eq!(size("&__dynamic=true")["size"], json!("20"), "preferences are taken out of the query");
}

const SECURED: &str = "
openapi: 3.1.0
paths:
  /both: { get: { security: [{ key: [] }], responses: { '200': { description: d }, '403': { description: d }, '401': { description: d } } } }
  /forbidden: { get: { security: [{ key: [] }], responses: { '200': { description: d }, '403': { description: d } } } }
  /covered: { get: { security: [{ key: [] }], responses: { '200': { description: d }, default: { description: d } } } }
  /neither: { get: { security: [{ key: [] }], responses: { '200': { description: d } } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
";

#[test]
fn without_credentials_the_documented_refusal_comes() {
    let player = playing(SECURED, "api: x", Behaviour { credentials: Accepted::Any, ..Behaviour::default() }, None);
    let status = |path: &str| ask(&player, &format!("GET {path}"), &[], "").status.as_u16();
    assert_eq!(["/both", "/forbidden", "/covered", "/neither"].map(status), [401, 403, 401, 401]);
    let response = ask(&player, "GET /neither", &[], "");
    assert_eq!(response.headers["www-authenticate"], "Bearer realm=\"mock\"");
    assert_eq!(response.headers["content-type"], "application/problem+json");
    assert_eq!(ask(&player, "GET /neither", &[("authorization", "Bearer anything")], "").status, 200);
    let lenient = playing(SECURED, "api: x", Behaviour { validate: Validate::Warn, ..Behaviour::default() }, None);
    assert_eq!(ask(&lenient, "GET /neither", &[], "").status, 200);
}

const ERRORS: &str = "
openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{ name: n, in: query, required: true, schema: { type: integer } }]
      responses:
        '200': { description: d }
        4XX:
          description: d
          content:
            application/json:
              schema:
                type: object
                required: [error]
                properties:
                  error:
                    type: object
                    required: [message, code, errors]
                    properties:
                      message: { type: string }
                      code: { type: integer }
                      kind: { const: validation }
                      errors: { type: array, items: { type: string } }
";

#[test]
fn a_documented_error_says_what_is_wrong_where_it_has_room() {
    let player = playing(ERRORS, "api: x", Behaviour::default(), None);
    let response = ask(&player, "GET /a?n=x", &[], "");
    assert_eq!(response.status, 400);
    let body: Json = serde_json::from_slice(&response.body).unwrap();
    let line = "query parameter n: expected integer, found string \"x\"";
    assert_eq!(body["error"]["message"], line);
    assert_eq!(body["error"]["code"], 400);
    assert_eq!(body["error"]["errors"], json!([line]));
    let listed: Json = serde_json::from_slice(response.headers["x-countersign-violations"].as_bytes()).unwrap();
    assert_eq!(listed[0]["name"], "n");
}

const BROKEN: &str = "
openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{ name: n, in: query, schema: { type: nonsense } }, { name: m, in: query, schema: { type: integer } }]
      responses:
        '200': { description: d, content: { application/json: { schema: { type: nonsense } } } }
        '202': { description: d, content: { application/json: { example: 1, schema: { type: nonsense } } } }
  /b: { get: { responses: { '204': { description: d } } } }
";

#[test]
fn a_schema_that_cannot_be_used_spoils_only_what_needs_it() {
    let player = playing(BROKEN, "api: x", Behaviour::default(), None);
    assert_eq!(ask(&player, "GET /b", &[], "").status, 204);
    assert_eq!(told(&ask(&player, "GET /a?n=1&m=x", &[], "")).1.len(), 1, "m is judged all the same");
    let response = ask(&player, "GET /a", &[], "");
    assert_eq!(response.status, 500);
    let problem: Json = serde_json::from_slice(&response.body).unwrap();
    assert_eq!((&problem["code"], &problem["contract"]), (&json!("CS0206"), &json!("api.yaml:8")));
    assert_eq!(ask(&player, "GET /a", &[("prefer", "code=202")], "").body, "1", "an example is enough");
}
