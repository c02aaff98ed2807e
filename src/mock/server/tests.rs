//! Both documented APIs, walked through over HTTP; every answer is held against its contract.

use std::sync::Arc;

use bytes::Bytes;
use camino::Utf8Path;
use http::{HeaderName, HeaderValue, Method};
use serde_json::{Value as Json, json};

use super::{MockApi, MockOptions, Mocks};
use crate::contract::conform::response::{Settings, response};
use crate::contract::description::Contract;
use crate::mock::ask::security::CREDENTIAL;
use crate::mock::behaviour::Behaviour;
use crate::mock::play::SESSION_HEADER;
use crate::mock::rules::file::read;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::wire::client::{BlockingClient, ClientOptions};
use crate::wire::exchange::{Limits, Request, Response};

/// A mock of one API and a client that holds every answer against the contract.
struct Walk {
    mock: Mocks,
    contract: Arc<Contract>,
    client: BlockingClient,
    api: &'static str,
    session: Option<&'static str>,
}

/// A request in the making.
struct Sent<'w> {
    walk: &'w Walk,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Bytes>,
}

impl Walk {
    fn new(api: &'static str) -> Walk {
        let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
        let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let contract =
            Contract::load(root, format!("schemas/{api}.openapi.yaml").as_str().into(), &sources, &mut diagnostics);
        let contract = Arc::new(contract.expect("a contract"));
        let file = read(root, format!("mocks/{api}.yaml").as_str().into(), None, &contract, &sources, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{}", crate::source::render::render_all(&diagnostics, &sources, false));
        Walk::of(api, contract, file.map(Arc::new), MockOptions::default())
    }

    fn of(
        api: &'static str,
        contract: Arc<Contract>,
        file: Option<Arc<crate::mock::rules::rule::MockFile>>,
        options: MockOptions,
    ) -> Walk {
        let played = MockApi { name: api.to_owned(), contract: contract.clone(), file, saved: None, port: 0 };
        let mock = Mocks::start(MockOptions { apis: vec![played], ..options }).expect("a free port");
        let client = BlockingClient::new(ClientOptions::default()).expect("a client");
        Walk { mock, contract, client, api, session: None }
    }

    fn call(&self, line: &str) -> Sent<'_> {
        let (method, path) = line.split_once(' ').expect("METHOD /path");
        let headers = self.session.map(|id| (SESSION_HEADER.to_owned(), id.to_owned())).into_iter().collect();
        Sent { walk: self, method: method.parse().expect("a method"), path: path.to_owned(), headers, body: None }
    }

    fn get(&self, path: &str) -> (u16, Json) {
        self.call(&format!("GET {path}")).token().send()
    }

    /// The value of a custom field as the list of values shows it.
    fn listed(&self, kind: &str, record: &str, field: &str) -> Json {
        let (status, body) = self.get(&format!("/api/custom_fields/{kind}/{record}"));
        assert_eq!(status, 200);
        let fields = body.as_array().expect("a list");
        fields.iter().find(|entry| entry["custom_field_id"] == field).expect("the field")["value"].clone()
    }
}

impl Sent<'_> {
    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn token(self) -> Self {
        self.header("authtoken", CREDENTIAL)
    }

    fn json(mut self, body: &Json) -> Self {
        self.body = Some(body.to_string().into());
        self.header("content-type", "application/json")
    }

    fn body(mut self, content_type: &str, body: &str) -> Self {
        self.body = Some(body.to_owned().into());
        self.header("content-type", content_type)
    }

    /// Whatever comes back.
    fn raw(self) -> Response {
        let base = self.walk.mock.base_url(self.walk.api).expect("an address");
        let mut headers = http::HeaderMap::new();
        for (name, value) in &self.headers {
            headers.append(HeaderName::try_from(name).unwrap(), HeaderValue::try_from(value).unwrap());
        }
        let url = format!("{base}{}", self.path).parse().expect("a URL");
        let request = Request { method: self.method, url, headers, body: self.body };
        self.walk.client.send(request, &Limits::default()).outcome.expect("an answer")
    }

    /// What comes back, which keeps to the contract; `null` for an empty body.
    fn send(self) -> (u16, Json) {
        let (walk, line) = (self.walk, format!("{} {}", self.method, self.path));
        let path = self.path.split('?').next().unwrap_or_default().to_owned();
        let method = self.method.clone();
        let answer = self.raw();
        let operation = walk.contract.find(&method, &path).expect("a documented path").operation;
        let breaches = response(&walk.contract, operation, &answer, Settings::default()).expect("usable schemas");
        assert!(breaches.is_empty(), "{line}: {} {breaches:#?}", String::from_utf8_lossy(&answer.body));
        let body = if answer.is_blank() { Json::Null } else { answer.json().expect("JSON").clone() };
        (answer.status, body)
    }
}

fn example(contract: &str, name: &str) -> Json {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::default();
    let file = sources.read(root, contract.into()).expect("readable");
    let text = sources.get(file).expect("read");
    let tree = crate::source::yaml::parse(file, &text.text, &mut Diagnostics::default()).expect("YAML");
    tree.nearest(&format!("/components/examples/{name}/value")).to_json()
}

fn documented(name: &str) -> Json {
    example("schemas/perfex.openapi.yaml", name)
}

fn input(changes: Json) -> Json {
    let mut input = json!({
        "clientid": 1, "number": "0011", "date": "2021-08-28", "currency": 1,
        "newitems": [{ "description": "a", "qty": 2, "rate": "50", "custom_fields": { "items": { "1": "line" } } },
                     { "description": "b", "qty": "1", "rate": 10.5, "unit": "h", "order": 7 }],
        "allowed_payment_modes": ["1", "2"], "billing_street": "Street 1", "subtotal": "110.50", "total": 121,
        "custom_fields": { "invoice": { "1": " some text ", "3": "two\nlines", "5": ["Option 1", "Option 2"], "8": "2021-05-06 00:23" } }
    });
    for (key, value) in changes.as_object().expect("an object") {
        input[key] = value.clone();
    }
    input
}

// ---------------------------------------------------------------- InvoiceXpress

#[test]
fn a_sequence_is_made_the_default_whatever_is_sent_along() {
    let walk = Walk::new("invoicexpress");
    let line = "PUT /sequences/42/set_current.json?api_key=mock-credential";
    assert_eq!(walk.call(line).send(), (200, Json::Null));
    assert_eq!(walk.call(line).body("multipart/form-data; boundary=---011000010111000001101001", "").send().0, 200);
    assert_eq!(walk.call(line).body("application/json", "{ no json").send().0, 200);
    assert_eq!(walk.call(&line.replace("42", "43")).send().0, 200);
}

#[test]
fn unknown_sequences_and_strange_ids_are_not_found() {
    let walk = Walk::new("invoicexpress");
    for id in ["44", "0", "-1", "abc", "4.2", "42%2F"] {
        let line = format!("PUT /sequences/{id}/set_current.json?api_key=mock-credential");
        assert_eq!(walk.call(&line).send(), (404, Json::Null), "{id}");
    }
}

#[test]
fn a_wrong_key_is_refused_before_the_sequence_is_looked_up() {
    let walk = Walk::new("invoicexpress");
    for query in ["", "?api_key=wrong", "?api_key=", "?API_KEY=mock-credential"] {
        assert_eq!(
            walk.call(&format!("PUT /sequences/44/set_current.json{query}")).send(),
            (401, Json::Null),
            "{query}"
        );
    }
}

#[test]
fn a_documented_answer_can_be_forced() {
    let walk = Walk::new("invoicexpress");
    for code in [200, 401, 404, 422, 429] {
        let sent = walk.call("PUT /sequences/42/set_current.json").header("prefer", &format!("code={code}"));
        assert_eq!(sent.send(), (code, Json::Null));
    }
    let answer = walk.call("PUT /sequences/42/set_current.json").header("prefer", "code=418").raw();
    assert_eq!((answer.status, answer.json().unwrap()["code"].as_str()), (400, None));
}

#[test]
fn undocumented_paths_and_methods_say_what_is_documented() {
    let walk = Walk::new("invoicexpress");
    let answer = walk.call("PUT /sequence/42/set_current.json").raw();
    assert_eq!((answer.status, answer.media_type().as_deref()), (404, Some("application/problem+json")));
    assert_eq!(answer.json().unwrap()["nearest"], json!(["PUT /sequences/{sequence-id}/set_current.json"]));
    let answer = walk.call("GET /sequences/42/set_current.json").raw();
    assert_eq!(answer.status, 405);
    assert_eq!(answer.headers.get("allow").unwrap(), "PUT, OPTIONS");
}

// ---------------------------------------------------------------- Perfex: custom fields

#[test]
fn each_view_answers_its_own_documented_sample() {
    let walk = Walk::new("perfex");
    assert_eq!(walk.get("/api/custom_fields/invoice/1"), (200, documented("custom-field-values")));
    assert_eq!(walk.get("/api/invoices/1"), (200, documented("invoice")));
    assert_eq!(walk.get("/api/invoices/search/10"), (200, documented("search-rows")));
    assert_eq!(walk.get("/api/invoices/search/updated"), (200, documented("search-rows")));
    let (_, contact) = walk.get("/api/contacts/1");
    assert_eq!(contact["customfields"], documented("invoice")["customfields"]);
    assert_eq!(walk.listed("contacts", "1", "15"), json!("[\"Option 1\",\" Option 2\"]"));
}

#[test]
fn without_an_id_the_fields_come_without_values() {
    let walk = Walk::new("perfex");
    let (status, body) = walk.get("/api/custom_fields/invoice");
    let values: Vec<&str> = body.as_array().unwrap().iter().map(|entry| entry["value"].as_str().unwrap()).collect();
    assert_eq!((status, values), (200, vec!["", "", "", "[\"\"]", "[\"\"]", "[\"\"]", "", "", "", ""]));
}

#[test]
fn every_kind_is_known_and_no_other() {
    let walk = Walk::new("perfex");
    for kind in [
        "company",
        "leads",
        "customers",
        "staff",
        "contracts",
        "tasks",
        "expenses",
        "credit_note",
        "estimate",
        "contract",
        "proposal",
        "projects",
        "tickets",
    ] {
        assert_eq!(walk.get(&format!("/api/custom_fields/{kind}")), (200, json!([])), "{kind}");
        assert_eq!(walk.get(&format!("/api/custom_fields/{kind}/1")), (200, json!([])), "{kind}");
    }
    for kind in ["invoice", "contacts", "items"] {
        assert_eq!(walk.get(&format!("/api/custom_fields/{kind}/1")).1.as_array().map(Vec::len), Some(10), "{kind}");
        assert_eq!(walk.get(&format!("/api/custom_fields/{kind}/999")), (404, documented("no-data")), "{kind}");
    }
    for kind in ["Invoice", "note", "nothing", "invoice%20"] {
        assert_eq!(walk.get(&format!("/api/custom_fields/{kind}")), (404, documented("not-valid")), "{kind}");
        assert_eq!(walk.get(&format!("/api/custom_fields/{kind}/1")), (404, documented("not-valid")), "{kind}");
    }
    assert_eq!(walk.get("/api/custom_fields/invoice/abc"), (404, documented("no-data")));
}

#[test]
fn one_of_three_ways_to_bring_the_token_is_enough() {
    let walk = Walk::new("perfex");
    let line = "GET /api/custom_fields/leads";
    assert_eq!(walk.call(line).header("AuthToken", CREDENTIAL).send().0, 200);
    assert_eq!(walk.call(line).header("Authorization", CREDENTIAL).send().0, 200);
    assert_eq!(walk.call("GET /api/custom_fields/leads?authtoken=mock-credential").send().0, 200);
    assert_eq!(walk.call(line).send(), (401, documented("no-token")));
    assert_eq!(walk.call("GET /api/invoices/999").header("authtoken", "wrong").send().0, 401);
    assert_eq!(walk.call("PUT /api/invoices/999").send().0, 401);
}

#[test]
fn every_documented_answer_of_every_operation_keeps_to_the_contract() {
    let walk = Walk::new("perfex");
    for operation in &walk.contract.operations {
        let path =
            operation.path.text.replace("{FieldBelongsto}", "invoice").replace("{id}", "1").replace("{keysearch}", "x");
        for code in operation.responses.iter().map(|response| response.status.to_string()) {
            let sent = walk.call(&format!("{} {path}", operation.method)).header("prefer", &format!("code={code}"));
            assert_eq!(sent.send().0.to_string(), code);
        }
    }
    let sent = walk.call("GET /api/custom_fields/invoice").header("prefer", "code=404, example=unknown-kind");
    assert_eq!(sent.send(), (404, documented("not-valid")));
}

// ---------------------------------------------------------------- Perfex: invoices

#[test]
fn an_invoice_that_was_created_is_the_same_in_all_views() {
    let walk = Walk::new("perfex");
    let (status, body) = walk.call("POST /api/invoices").token().json(&input(json!({}))).send();
    assert_eq!((status, &body["status"], &body["record_id"]), (200, &json!(true), &json!("3")));
    let (status, record) = walk.get("/api/invoices/3");
    assert_eq!(status, 200);
    for (key, value) in [
        ("number", "11"),
        ("subtotal", "110.50"),
        ("total", "121.00"),
        ("total_tax", "10.50"),
        ("total_left_to_pay", "121.00"),
        ("billing_street", "Street 1"),
        ("currency_name", "USD"),
        ("date", "2021-08-28"),
        ("allowed_payment_modes", "a:2:{i:0;s:1:\"1\";i:1;s:1:\"2\";}"),
    ] {
        assert_eq!(record[key], value, "{key}");
    }
    let value = |index: usize| record["customfields"][index]["value"].clone();
    assert_eq!(
        (value(0), value(2), value(4)),
        (json!("some text"), json!("two<br />\nlines"), json!("Option 1, Option 2"))
    );
    assert_eq!((value(1), value(7)), (json!(""), json!("2021-05-06 00:23:00")));
    assert_eq!(record["items"][0]["customfields"][0], json!({ "label": "Input 1", "value": "line" }));
    assert_eq!((&record["items"][0]["id"], &record["items"][1]["id"]), (&json!("4"), &json!("5")));
    assert_eq!((&record["items"][1]["rate"], &record["items"][1]["item_order"]), (&json!("10.50"), &json!("7")));
    assert_eq!(walk.listed("invoice", "3", "5"), "[\"Option 1\",\" Option 2\"]");
    assert_eq!(walk.listed("invoice", "3", "4"), "[\"\"]");
    assert_eq!(walk.listed("invoice", "3", "3"), "two<br />\nlines");
    assert_eq!(walk.listed("items", "4", "1"), "line");
    let (_, rows) = walk.get("/api/invoices/search/INV-000011");
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!(rows[0]["customfields"], record["customfields"]);
    assert_eq!((&rows[0]["billing_street"], &rows[0]["hash"]), (&json!(""), &record["hash"]));
    assert_eq!(walk.get("/api/invoices/search/SOME%20text").1[0]["id"], "3");
}

#[test]
fn forms_are_read_as_php_reads_them() {
    let walk = Walk::new("perfex");
    let form = "clientid=1&number=12&date=2021-08-28&currency=1&newitems[0][description]=a&newitems[0][rate]=110\
        &newitems[0][custom_fields][items][1]=line&allowed_payment_modes[]=1&billing_street=x&subtotal=110&total=110\
        &custom_fields%5Binvoice%5D%5B5%5D%5B%5D=Option+1&custom_fields[invoice][5][]=Option+2&custom_fields[invoice][6][0]=Option+3";
    let sent = walk.call("POST /api/invoices").token().body("application/x-www-form-urlencoded", form);
    assert_eq!(sent.send().0, 200);
    let part =
        |name: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let pairs = [
        ("clientid", "1"),
        ("number", "13"),
        ("date", "2021-08-28"),
        ("currency", "1"),
        ("newitems[0][description]", "a"),
        ("allowed_payment_modes[]", "1"),
        ("allowed_payment_modes[]", "2"),
        ("billing_street", "é"),
        ("subtotal", "1"),
        ("total", "1"),
        ("custom_fields[invoice][5][]", "Option 1"),
        ("custom_fields[invoice][5][]", "Option 3"),
    ];
    let multipart: String = pairs.iter().map(|(name, value)| part(name, value)).collect::<String>() + "--b--\r\n";
    let sent = walk.call("POST /api/invoices").token().body("multipart/form-data; boundary=b", &multipart);
    assert_eq!(sent.send().0, 200);
    assert_eq!(walk.listed("invoice", "3", "5"), "[\"Option 1\",\" Option 2\"]");
    assert_eq!(walk.listed("invoice", "3", "6"), "[\"Option 3\"]");
    assert_eq!(walk.listed("invoice", "4", "5"), "[\"Option 1\",\" Option 3\"]");
    assert_eq!(walk.get("/api/invoices/4").1["billing_street"], "é");
    assert_eq!(walk.get("/api/invoices/3").1["items"][0]["customfields"][0]["value"], "line");
}

#[test]
fn input_that_cannot_be_taken_is_refused_and_changes_nothing() {
    let walk = Walk::new("perfex");
    let refused = |changes: Json, status: u16, field: &str| {
        let (found, body) = walk.call("POST /api/invoices").token().json(&input(changes)).send();
        assert_eq!(found, status, "{body}");
        let errors = if status == 422 { &body["errors"] } else { &body["error"] };
        assert!(errors.get(field).is_some(), "{field}: {body}");
    };
    refused(json!({ "number": "10" }), 409, "number");
    refused(json!({ "number": "0010" }), 409, "number");
    refused(json!({ "number": "ten" }), 422, "number");
    refused(json!({ "number": "99999999999" }), 422, "number");
    refused(json!({ "clientid": 77 }), 422, "clientid");
    refused(json!({ "currency": "9" }), 422, "currency");
    refused(json!({ "date": "2021-02-30" }), 422, "date");
    refused(json!({ "date": "28/08/2021" }), 422, "date");
    refused(json!({ "duedate": "soon" }), 422, "duedate");
    refused(json!({ "allowed_payment_modes": ["stripe"] }), 422, "allowed_payment_modes");
    refused(json!({ "total": 0 }), 422, "total");
    refused(json!({ "total": 1e30 }), 422, "total");
    refused(json!({ "number": 1e3 }), 422, "number");
    refused(json!({ "newitems": [{ "description": "a", "rate": "99999999999999" }] }), 422, "newitems");
    refused(json!({ "newitems": { "0": { "qty": 1e300 } } }), 422, "newitems");
    refused(json!({ "newitems": [] }), 422, "newitems");
    refused(json!({ "custom_fields": { "invoice": { "2": "many" } } }), 422, "custom_fields[invoice][2]");
    refused(json!({ "custom_fields": { "invoice": { "9": "red" } } }), 422, "custom_fields[invoice][9]");
    let (status, body) = walk.call("POST /api/invoices").token().json(&json!({ "clientid": 1 })).send();
    assert_eq!((status, body["errors"].as_object().map(serde_json::Map::len)), (422, Some(8)), "{body}");
    assert_eq!(walk.call("POST /api/invoices").token().send().0, 422);
    assert_eq!(walk.call("POST /api/invoices").token().body("application/json", "{").send().0, 422);
    assert_eq!(walk.get("/api/invoices/3").0, 404);
}

#[test]
fn an_update_changes_what_was_sent_and_nothing_else() {
    let walk = Walk::new("perfex");
    let body = json!({ "custom_fields": { "invoice": { "1": "new", "5": ["Option 2", "Option 3"], "4": "" } } });
    assert_eq!(walk.call("PUT /api/invoices/1").token().json(&body).send(), (200, documented("updated")));
    let mut expected = documented("invoice");
    expected["customfields"][0]["value"] = json!("new");
    expected["customfields"][3]["value"] = json!("");
    expected["customfields"][4]["value"] = json!("Option 2, Option 3");
    assert_eq!(walk.get("/api/invoices/1").1, expected);
    assert_eq!(walk.listed("invoice", "1", "5"), "[\"Option 2\",\" Option 3\"]");
    assert_eq!(walk.listed("invoice", "1", "4"), "[\"\"]");
    assert_eq!(walk.listed("invoice", "1", "6"), "[\"Option 1\",\" Option 2\"]", "another field keeps its sample");
    let body = json!({ "number": 12, "total": "99.9", "newitems": [{ "description": "more" }], "clientnote": "note" });
    assert_eq!(walk.call("PUT /api/invoices/1").token().json(&body).send().0, 200);
    let record = walk.get("/api/invoices/1").1;
    assert_eq!(
        (&record["number"], &record["total"], &record["total_tax"]),
        (&json!("12"), &json!("99.90"), &json!("-10.10"))
    );
    assert_eq!((record["items"].as_array().map(Vec::len), &record["items"][2]["item_order"]), (Some(3), &json!("3")));
    assert_eq!(walk.get("/api/invoices/search/NOTE").1[0]["id"], "1");
    assert_eq!(walk.call("PUT /api/invoices/1").token().json(&json!({ "number": "4" })).send().0, 409);
    assert_eq!(walk.call("PUT /api/invoices/1").token().json(&json!({ "number": "12" })).send().0, 200);
    let every = documented("custom-fields-input");
    assert_eq!(walk.call("PUT /api/invoices/2").token().json(&every).send().0, 200);
    assert_eq!(walk.listed("invoice", "2", "9"), "#FFFFFF");
    assert_eq!(walk.listed("invoice", "2", "10"), "<a href=\"https://example.com\" target=\"_blank\">Link</a>");
}

#[test]
fn an_update_without_a_body_or_of_nothing_is_refused() {
    let walk = Walk::new("perfex");
    let put = |path: &str| walk.call(&format!("PUT {path}")).token();
    for resource in ["invoices", "contacts"] {
        let path = format!("/api/{resource}/1");
        assert_eq!(put(&path).send(), (406, documented("not-acceptable")));
        assert_eq!(put(&path).json(&json!({})).send().0, 406);
        assert_eq!(put(&path).body("application/json", "no json").send().0, 406);
        assert_eq!(put(&path).json(&json!({ "custom_fields": "x" })).send().0, 422);
        for id in ["99", "0", "abc"] {
            let unknown = format!("/api/{resource}/{id}");
            assert_eq!(put(&unknown).json(&json!({ "custom_fields": {} })).send(), (404, documented("no-data")));
            assert_eq!(walk.call(&format!("DELETE {unknown}")).token().send(), (404, documented("no-data")));
            assert_eq!(walk.get(&unknown), (404, documented("no-data")));
        }
    }
}

#[test]
fn what_was_deleted_is_gone_with_its_values() {
    let walk = Walk::new("perfex");
    assert_eq!(walk.call("DELETE /api/invoices/1").token().send(), (200, documented("deleted")));
    assert_eq!(walk.call("DELETE /api/invoices/1").token().send().0, 404);
    assert_eq!(walk.get("/api/invoices/1").0, 404);
    assert_eq!(walk.get("/api/custom_fields/invoice/1"), (404, documented("no-data")));
    assert_eq!(walk.get("/api/custom_fields/items/1").0, 404);
    assert_eq!(walk.get("/api/invoices/search/updated").1.as_array().map(Vec::len), Some(1));
    assert_eq!(walk.get("/api/invoices/2").0, 200);
    let state = walk.mock.running[0].stage.player().script.sessions.read(None).unwrap().state;
    for view in ["stored", "listed"] {
        let values = state.get(view).and_then(|view| view.get("invoice")).unwrap();
        assert!(values.get("1").is_none() && values.get("2").is_some(), "{view}");
    }
    assert_eq!(walk.call("DELETE /api/contacts/1").token().send().0, 200);
    assert_eq!(walk.get("/api/custom_fields/contacts/1").0, 404);
    assert_eq!(walk.get("/api/contacts/search/Ada").0, 404);
}

#[test]
fn a_search_without_a_find_is_404() {
    let walk = Walk::new("perfex");
    for key in ["nothing-like-it", "%23tag", "%23ffffff", "INV-9", "%25", "a%2Fb"] {
        assert_eq!(walk.get(&format!("/api/invoices/search/{key}")), (404, documented("no-data")), "{key}");
        assert_eq!(walk.get(&format!("/api/contacts/search/{key}")), (404, documented("no-data")), "{key}");
    }
    assert_eq!(walk.get("/api/invoices/search/INV-000004").1[0]["id"], "2");
    assert_eq!(walk.get("/api/invoices/search/ffffff").1.as_array().map(Vec::len), Some(2));
}

// ---------------------------------------------------------------- Perfex: contacts

#[test]
fn a_contact_lives_through_all_its_calls() {
    let walk = Walk::new("perfex");
    let body = json!({ "customer_id": 1, "firstname": "Grace", "lastname": "H", "email": "g@example.com",
        "custom_fields": { "contacts": { "11": "text", "16": ["Option 1", "Option 3"] } } });
    let (status, answer) = walk.call("POST /api/contacts").token().json(&body).send();
    assert_eq!((status, &answer["record_id"]), (200, &json!("2")));
    let (_, record) = walk.get("/api/contacts/2");
    assert_eq!((&record["userid"], &record["firstname"], &record["title"]), (&json!("1"), &json!("Grace"), &json!("")));
    assert_eq!(record["customfields"][5], json!({ "label": "Checkbox 1", "value": "Option 1, Option 3" }));
    assert_eq!(walk.listed("contacts", "2", "16"), "[\"Option 1\",\" Option 3\"]");
    assert_eq!(walk.get("/api/contacts/search/grace").1, json!([record]));
    assert_eq!(walk.get("/api/contacts/search/option%203").1, json!([walk.get("/api/contacts/1").1, record]));
    let change = json!({ "lastname": "Hopper", "custom_fields": { "contacts": { "11": "" } } });
    assert_eq!(walk.call("PUT /api/contacts/2").token().json(&change).send().0, 200);
    let (_, record) = walk.get("/api/contacts/2");
    assert_eq!((&record["lastname"], &record["customfields"][0]["value"]), (&json!("Hopper"), &json!("")));
    assert_eq!(walk.call("POST /api/contacts").token().json(&body).send().0, 409);
    assert_eq!(walk.call("PUT /api/contacts/2").token().json(&json!({ "email": "G@example.com" })).send().0, 200);
    assert_eq!(walk.call("PUT /api/contacts/2").token().json(&json!({ "email": "ada@example.com" })).send().0, 409);
    assert_eq!(walk.call("POST /api/contacts").token().json(&json!({ "firstname": "x" })).send().0, 422);
    assert_eq!(walk.call("PUT /api/contacts/2").token().json(&json!({ "customer_id": 5 })).send().0, 422);
    assert_eq!(walk.call("DELETE /api/contacts/2").token().send().0, 200);
    assert_eq!(walk.get("/api/contacts/2").0, 404);
}

// ---------------------------------------------------------------- sessions

#[test]
fn each_session_has_a_world_of_its_own() {
    let mut walk = Walk::new("perfex");
    walk.session = Some("a");
    assert_eq!(walk.call("DELETE /api/invoices/1").token().send().0, 200);
    assert_eq!(walk.get("/api/invoices/1").0, 404);
    walk.session = Some("b");
    assert_eq!(walk.get("/api/invoices/1").0, 200);
    walk.session = None;
    assert_eq!(walk.get("/api/invoices/1").0, 200);
    walk.session = Some("a");
    walk.mock.end_session("a");
    assert_eq!(walk.get("/api/invoices/1").0, 200);
}

#[test]
fn an_evicted_session_says_so() {
    let full = Walk::new("perfex");
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let file =
        read(root, "mocks/perfex.yaml".into(), None, &full.contract, &Sources::default(), &mut Diagnostics::default());
    let options =
        MockOptions { behaviour: Behaviour { sessions: 1, ..Behaviour::default() }, ..MockOptions::default() };
    let mut walk = Walk::of("perfex", full.contract.clone(), file.map(Arc::new), options);
    for session in ["a", "b"] {
        walk.session = Some(session);
        assert_eq!(walk.call("DELETE /api/invoices/1").token().send().0, 200);
    }
    walk.session = Some("a");
    let answer = walk.call("GET /api/invoices/1").token().raw();
    assert_eq!((answer.status, answer.json().unwrap()["code"].as_str()), (500, Some("CS0701")));
}
