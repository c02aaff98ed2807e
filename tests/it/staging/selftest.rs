//! Proves the instrument: every defect and every reading shows in some answer of one fixed conversation.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::defect::Area;
use super::http::{Request, Response};
use super::invoicexpress::InvoiceXpress;
use super::perfex::Perfex;
use super::{API_KEY, AUTHTOKEN, Behaviour, Defect, Reading, Staging, form};

const MULTIPART: &str = "multipart/form-data; boundary=---011000010111000001101001";

/// A form that creates invoice 4; every value that the defects can lose is in it.
const NEW_INVOICE: &[(&str, &str)] = &[
    ("clientid", "1"),
    ("number", "000900001"),
    ("date", "2024-02-29"),
    ("duedate", "2024-03-29"),
    ("currency", "1"),
    ("newitems[0][description]", "line"),
    ("newitems[0][qty]", "2"),
    ("newitems[0][rate]", "5.5"),
    ("newitems[0][custom_fields][items][31]", "item text"),
    ("allowed_payment_modes[]", "1"),
    ("billing_street", "street"),
    ("subtotal", "11"),
    ("total", "11.00"),
    ("custom_fields[invoice][1]", "Größe"),
    ("custom_fields[invoice][2]", "5"),
    ("custom_fields[invoice][5][]", "Option 1"),
    ("custom_fields[invoice][5][]", "Option 3"),
    ("custom_fields[invoice][6][0]", "Option 2"),
    ("custom_fields[invoice][6][1]", "Option 3"),
];

const NEW_CONTACT: &[(&str, &str)] = &[
    ("customer_id", "1"),
    ("firstname", "Rui"),
    ("lastname", "Reis"),
    ("email", "rui@example.net"),
    ("custom_fields[contacts][21]", "contact text"),
    ("custom_fields[contacts][25][]", "Option 1"),
    ("custom_fields[contacts][25][]", "Option 2"),
];

#[test]
fn every_defect_changes_answers_of_its_own_api_only() {
    let good = conversation(Behaviour::default());
    for defect in Defect::ALL {
        let other = conversation(Behaviour { defect: Some(*defect), reading: None });
        let changed: Vec<usize> = (0..good.len()).filter(|index| good[*index] != other[*index]).collect();
        let is_own = |index: &usize| (*index < SEQUENCE_ANSWERS) == (defect.area() == Area::InvoiceXpress);
        assert!(!changed.is_empty() && changed.iter().all(is_own), "{defect}: {changed:?}");
    }
}

#[test]
fn every_reading_changes_an_answer() {
    let good = conversation(Behaviour::default());
    for reading in Reading::ALL {
        assert_ne!(conversation(Behaviour { defect: None, reading: Some(*reading) }), good, "{reading}");
    }
}

#[test]
fn the_good_system_answers_alike_each_time() {
    assert_eq!(conversation(Behaviour::default()), conversation(Behaviour::default()));
}

#[test]
fn every_defect_has_its_own_name() {
    for defect in Defect::ALL {
        assert_eq!(Defect::named(&defect.to_string()), Some(*defect));
    }
    for reading in Reading::ALL {
        assert_eq!(Reading::named(&reading.to_string()), Some(*reading));
    }
}

/// Both servers without their sockets.
struct System {
    invoicexpress: InvoiceXpress,
    perfex: Perfex,
}

/// The answers of a fresh system to every kind of request, without what is random in them.
fn conversation(behaviour: Behaviour) -> Vec<String> {
    let system =
        System { invoicexpress: InvoiceXpress::new(API_KEY, behaviour), perfex: Perfex::new(AUTHTOKEN, behaviour) };
    let mut answers = sequence_answers(&system);
    assert_eq!(answers.len(), SEQUENCE_ANSWERS);
    answers.extend(read_answers(&system));
    answers.extend(invoice_answers(&system));
    answers.extend(contact_answers(&system));
    answers
}

const SEQUENCE_ANSWERS: usize = 9;

fn sequence_answers(system: &System) -> Vec<String> {
    let key: String = API_KEY.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let key = format!("api_key={key}");
    let put = |id: &str, query: &str, content_type: &str| {
        let path = format!("/sequences/{id}/set_current.json");
        let request =
            Request { query: query.to_owned(), ..request("PUT", &path, &[("content-type", content_type)], b"") };
        show(&system.invoicexpress.answer(&request))
    };
    vec![
        put("42", &key, MULTIPART),
        put("42", &key, "application/json"),
        put("77", &key, "application/json"),
        put("1", &key, MULTIPART),
        put("abc", &key, MULTIPART),
        put("42", "", MULTIPART),
        put("42", "api_key=", MULTIPART),
        put("42", "api_key=wrong", MULTIPART),
        put("1", "api_key=wrong", MULTIPART),
    ]
}

fn read_answers(system: &System) -> Vec<String> {
    let mut answers = Vec::new();
    for path in ["custom_fields/invoice/1", "invoices/1", "invoices/search/10"] {
        for headers in [&[][..], &[("authtoken", "wrong")]] {
            let request = request("GET", &format!("/api/{path}"), headers, b"");
            answers.push(show(&system.perfex.answer(&request)));
        }
    }
    let types = ["invoice", "contacts", "items", "credit_note", "Invoice", "note"];
    let values = types.iter().flat_map(|kind| ["", "/1", "/3", "/999"].map(|id| format!("custom_fields/{kind}{id}")));
    let records = ["invoices/1", "invoices/3", "invoices/999", "invoices", "contacts/1", "contacts/999", "contacts"];
    let searches = ["invoices/search/10", "invoices/search/INV-0004", "invoices/search/nothing", "contacts/search/10"];
    let paths = values.chain(records.into_iter().chain(searches).map(str::to_owned));
    answers.extend(paths.map(|path| call(system, "GET", &path, "", b"")));
    answers
}

fn invoice_answers(system: &System) -> Vec<String> {
    let views =
        || ["custom_fields/invoice/4", "invoices/4", "invoices/search/900001", "invoices/search/gr%C3%B6%C3%9Fe"];
    let json = |body: &str| call(system, "PUT", "invoices/4", "application/json", body.as_bytes());
    let mut answers = vec![
        show(&system.perfex.answer(&request("POST", "/api/invoices", &[("content-type", MULTIPART)], b""))),
        call(system, "POST", "invoices", MULTIPART, &multipart(&NEW_INVOICE[..1])),
        call(system, "POST", "invoices", MULTIPART, &multipart(NEW_INVOICE)),
        call(system, "POST", "invoices", MULTIPART, &multipart(NEW_INVOICE)),
    ];
    let look = |answers: &mut Vec<String>| {
        answers.extend(views().into_iter().map(|path| created(&call(system, "GET", path, "", b""))));
    };
    look(&mut answers);
    answers.push(json(
        r##"{"custom_fields":{"invoice":{"1":"new","5":["Option 2","Option 3"],"9":"#FFAA00","10":"<a href=\"x\">y</a>"}}}"##,
    ));
    look(&mut answers);
    answers.push(json(r#"{"custom_fields":{"invoice":{"1":"new"}}}"#));
    answers.push(json(r#"{"custom_fields":{"invoice":{"1":"","5":""}}}"#));
    look(&mut answers);
    answers.push(json("{}"));
    answers.push(call(system, "PUT", "invoices/999", "application/json", br#"{"custom_fields":{}}"#));
    answers.push(call(system, "GET", "invoices/1", "", b""));
    answers.push(call(system, "DELETE", "invoices/4", "", b""));
    answers.push(call(system, "DELETE", "invoices/4", "", b""));
    look(&mut answers);
    answers
}

fn contact_answers(system: &System) -> Vec<String> {
    let mut answers = vec![call(system, "POST", "contacts", MULTIPART, &multipart(NEW_CONTACT))];
    let look = |answers: &mut Vec<String>| {
        let paths = ["custom_fields/contacts/3", "contacts/3", "contacts/search/rui%40example.net"];
        answers.extend(paths.into_iter().map(|path| created(&call(system, "GET", path, "", b""))));
    };
    look(&mut answers);
    for value in ["changed", ""] {
        let body = format!("custom_fields%5Bcontacts%5D%5B21%5D={value}");
        answers.push(call(system, "PUT", "contacts/3", "application/x-www-form-urlencoded", body.as_bytes()));
        look(&mut answers);
    }
    answers.push(call(system, "DELETE", "contacts/3", "", b""));
    look(&mut answers);
    answers
}

fn call(system: &System, method: &str, path: &str, content_type: &str, body: &[u8]) -> String {
    let headers = [("authtoken", AUTHTOKEN), ("content-type", content_type)];
    show(&system.perfex.answer(&request(method, &format!("/api/{path}"), &headers, body)))
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Request {
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: String::new(),
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: body.to_vec(),
        is_head: false,
        keep_alive: true,
    }
}

fn show(response: &Response) -> String {
    format!("{} {}\n{}", response.status, response.content_type, String::from_utf8_lossy(&response.body))
}

fn multipart(fields: &[(&str, &str)]) -> Vec<u8> {
    let boundary = "-----011000010111000001101001";
    let parts = fields.iter().map(|(name, value)| {
        format!("{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    });
    format!("{}{boundary}--\r\n", parts.collect::<String>()).into_bytes()
}

/// An answer about a created record, without its hash and its time of creation.
fn created(answer: &str) -> String {
    ["\"hash\":\"", "\"datecreated\":\""].iter().fold(answer.to_owned(), |answer, key| {
        let mut pieces = answer.split(key);
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |text, piece| text + key + piece.split_once('"').map_or(piece, |(_, rest)| rest))
    })
}

#[test]
fn forms_nest_as_in_php() {
    let body = multipart(&[("a[b][]", "1"), ("a[b][]", "2"), ("a[c][7][0]", "3"), ("d", "4")]);
    let request = request("POST", "/", &[("content-type", MULTIPART)], &body);
    let tree = form::body(&request).map(|tree| serde_json::Value::Object(tree).to_string());
    assert_eq!(tree.as_deref(), Some(r#"{"a":{"b":{"0":"1","1":"2"},"c":{"7":{"0":"3"}}},"d":"4"}"#));
}

#[test]
fn json_is_escaped_as_php_does() {
    let value = serde_json::json!("a/b \"\u{e9}\u{1f600}\"\n");
    assert_eq!(super::php::json_encode(&value), r#""a\/b \"\u00e9\ud83d\ude00\"\n""#);
}

#[test]
fn a_dropped_system_refuses_connections() {
    let staging = Staging::start(None).expect("loopback has a free port");
    let address = staging.perfex_url.trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&address).expect("the server listens");
    drop(staging);
    assert!(TcpStream::connect(&address).is_err());
    let mut rest = Vec::new();
    assert!(idle.read_to_end(&mut rest).map_or(true, |length| length == 0));
}

#[test]
fn one_connection_carries_many_requests_and_chunked_bodies() {
    let staging = Staging::start(None).expect("loopback has a free port");
    let mut stream = TcpStream::connect(staging.perfex_url.trim_start_matches("http://")).expect("the server listens");
    let head = format!("HTTP/1.1\r\nhost: staging\r\nauthtoken: {AUTHTOKEN}\r\n");
    let conversation = format!(
        "PUT /api/invoices/3 {head}transfer-encoding: chunked\r\n\r\n\
         13\r\n{{\"adminnote\":\"new\"}}\r\n0\r\n\r\n\
         HEAD /api/invoices/3 {head}\r\n\
         GET /api/invoices/3 {head}connection: close\r\n\r\n",
    );
    stream.write_all(conversation.as_bytes()).expect("the server reads");
    let mut answers = String::new();
    stream.read_to_string(&mut answers).expect("the server answers in UTF-8");
    assert_eq!(answers.matches("HTTP/1.1 200 OK\r\n").count(), 3, "{answers}");
    assert_eq!(answers.matches("\"adminnote\":\"new\"").count(), 1, "{answers}");
}
