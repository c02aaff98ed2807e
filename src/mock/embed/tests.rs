//! A mock inside a program, met over HTTP: until it is dropped, with rules and state, and when it cannot start.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::Mock;
use crate::mock::behaviour::Validate;

const PETS: &str = "
openapi: 3.1.0
servers: [{ url: https://example.com/v1 }]
paths:
  /pets:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { '200': { description: d, content: { application/json: { example: [Rex] } } } }
";
const RULES: &str = "
api: pets
state: { names: [Tom] }
rules: [{ on: GET /pets, respond: { json: '${{ state.names }}' } }]
";

const NOTES: &str = "
openapi: 3.1.0
paths:
  /notes:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses: { '201': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
  /notes/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
components:
  schemas: { Note: { type: object, properties: { id: { type: integer, readOnly: true }, text: { type: string } } } }
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
    std::fs::write(folder.path().join("rules.yaml"), RULES).unwrap();
    folder
}

fn get(mock: &Mock, path: &str) -> String {
    send(mock, &format!("GET {path}"), "")
}

fn send(mock: &Mock, line: &str, body: &str) -> String {
    let url = mock.base_url();
    let (method, path) = line.split_once(' ').unwrap();
    let rest = url.strip_prefix("http://").unwrap();
    let (host, base) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!("{method} {base}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close");
    let length = body.len();
    write!(stream, "{head}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_plays_until_it_is_dropped_and_remembers_what_it_was_asked() {
    let folder = folder();
    let mock = Mock::start(folder.path().join("pets.yaml")).unwrap();
    assert!(get(&mock, "/pets").ends_with(r#"["Rex"]"#));
    get(&mock, "/pets?limit=x");
    let requests = mock.requests();
    assert_eq!(requests[0].operation.as_deref(), Some("GET /pets"));
    assert_eq!(requests[1].violations, [r#"query parameter limit: expected integer, found string "x""#]);
    let address = mock.base_url().replace("http://", "").replace("/v1", "");
    drop(mock);
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[test]
fn rules_and_leniency_can_be_asked_for() {
    let folder = folder();
    let mock = Mock::of(folder.path().join("pets.yaml")).rules(folder.path().join("rules.yaml"));
    let mock = mock.seed(7).validate(Validate::Off).start().unwrap();
    assert!(get(&mock, "/pets").ends_with(r#"["Tom"]"#));
}

#[test]
fn what_is_posted_can_be_read_back_where_it_is_asked_for() {
    let folder = folder();
    std::fs::write(folder.path().join("notes.yaml"), NOTES).unwrap();
    let mock = Mock::of(folder.path().join("notes.yaml")).stateful().start().unwrap();
    let made = send(&mock, "POST /notes", r#"{"text":"bread"}"#);
    let note = &made[made.find('{').unwrap()..];
    let id: String = note.chars().filter(char::is_ascii_digit).collect();
    assert!(note.contains("bread"), "{made}");
    assert!(get(&mock, &format!("/notes/{id}")).ends_with(note));
}

#[test]
fn what_is_wrong_is_said() {
    let folder = folder();
    let missing = Mock::start(folder.path().join("nope.yaml")).unwrap_err().to_string();
    assert!(missing.contains("cannot read") && missing.contains("nope.yaml"), "{missing}");
    std::fs::write(folder.path().join("bad.yaml"), "swagger: '2.0'").unwrap();
    let bad = Mock::start(folder.path().join("bad.yaml")).unwrap_err().to_string();
    assert!(bad.contains("error[CS0201]") && bad.contains("bad.yaml:1:1"), "{bad}");
}

#[test]
fn its_answers_can_be_broken_and_it_remembers_how() {
    let folder = folder();
    let contract = folder.path().join("pets.yaml");
    let mock = Mock::of(&contract).delay("1ms").fault("truncate").start().unwrap();
    assert!(get(&mock, "/pets").ends_with("\r\n\r\n[\"R"));
    assert_eq!(mock.requests()[0].fault.map(|fault| fault.to_string()).as_deref(), Some("truncate"));
    let error = Mock::of(&contract).fault("wobble").start().unwrap_err().to_string();
    assert!(error.starts_with("`wobble` is no fault: known are `reset`"), "{error}");
}
