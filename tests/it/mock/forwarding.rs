//! `countersign mock --proxy`: what passes both ways, what is told of it, and the cases that are made of it.

use std::io::{Read, Write};
use std::net::TcpListener;

use super::playing::{Got, Playing};
use crate::project::Project;
use crate::server::{Answer, Server};

const KEY: (&str, &str) = ("X-Key", "k3y-of-the-items");

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("in memory");
    encoder.finish().expect("in memory")
}

fn through<'p>(project: &'p Project, server: &Server, more: &[&str]) -> Playing<'p> {
    let url = server.url();
    let mut arguments = vec!["items", "--proxy", &url];
    arguments.extend(more);
    Playing::start(project, &arguments)
}

fn violations(got: &Got) -> Vec<String> {
    let problem = got.json();
    let list = problem["violations"].as_array().expect("a list");
    let text = |one: &serde_json::Value, name: &str| one[name].as_str().expect("a text").to_owned();
    list.iter()
        .map(|one| ["direction", "in", "name", "pointer", "message"].map(|name| text(one, name)).join(" | "))
        .collect()
}

#[test]
fn both_directions_pass_as_they_came() {
    let server = Server::start();
    let item = gzip(r#"{"id": 1, "name": "Chair", "price": 10.50}"#);
    let answer = Answer::json("")
        .bytes(item.clone())
        .header("content-encoding", "gzip")
        .header("set-cookie", "a=1; Path=/")
        .header("set-cookie", "b=2")
        .header("keep-alive", "timeout=5")
        .header("location", &format!("{}/items/1?x=y", server.url()));
    server.on("GET /items/1", [answer.clone()]).on("HEAD /items/1", [answer]);
    server.on("PUT /items/1", [Answer::status(204)]);
    let project = Project::items();
    let playing = through(&project, &server, &[]);

    let cookie = ("Cookie", "session=abc");
    let got = playing.ask("GET /items/1?x=%20y", &[KEY, cookie, ("Accept-Encoding", "gzip"), ("Via", "1.0 a")], "");
    assert_eq!((got.status, got.body.as_str()), (200, &*String::from_utf8_lossy(&item)));
    let cookies = got.head.lines().filter(|line| line.starts_with("set-cookie")).count();
    assert_eq!(
        (cookies, got.header("content-encoding"), got.header("location")),
        (2, Some("gzip"), Some("/items/1?x=y"))
    );
    assert_eq!(got.header("keep-alive"), None);
    let sent = server.only("GET /items/1");
    assert_eq!(sent.line(), "GET /items/1?x=%20y");
    assert_eq!((sent.header("x-key"), sent.header("cookie")), (Some(KEY.1), Some("session=abc")));
    assert_eq!(sent.header("host"), server.url().strip_prefix("http://"));
    let via: Vec<&str> = sent.headers.iter().filter(|(name, _)| name == "via").map(|(_, value)| &**value).collect();
    assert!(via[0] == "1.0 a" && via[1].starts_with("1.1 countersign-"), "{via:?}");

    let head = playing.ask("HEAD /items/1", &[KEY], "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(item.len().to_string().as_str()));

    let body = r#"{"id": 1, "name": "Chair", "price": 1.50}"#;
    let got = playing.ask("PUT /items/1", &[KEY, ("Content-Type", "application/json")], body);
    assert_eq!((got.status, got.body.as_str()), (204, ""));
    let sent = server.only("PUT /items/1");
    assert_eq!((sent.text().as_str(), sent.header("user-agent"), sent.header("accept-encoding")), (body, None, None));

    let looped = playing.ask("GET /items/1", &[KEY, ("Via", &format!("1.0 a, {}", via[1]))], "");
    assert_eq!(looped.status, 508);
}

#[test]
fn what_breaks_the_contract_is_told_in_both_directions_without_secrets() {
    let server = Server::start();
    let wrong = r#"{"id": "k3y-of-the-items", "name": "", "price": 1, "color": "red"}"#;
    server.on("GET /items/1", [Answer::json(wrong)]).on("GET /items/2", [Answer::status(418)]);
    server.on("GET /items/x", [Answer::status(404)]).on("GET /health", [Answer::status(200)]);
    server.on("GET /items/3", [Answer::json("").bytes(*b"junk").header("content-encoding", "gzip")]);
    let project = Project::items();
    let playing = through(&project, &server, &[]);
    assert_eq!(playing.ask("GET /items/1?token=t0p-secret-text", &[KEY], "").body, wrong);
    assert_eq!(playing.ask("GET /items/2", &[KEY], "").status, 418);
    assert_eq!(playing.ask("GET /items/x", &[], "").status, 404);
    assert_eq!(playing.ask("GET /items/3", &[KEY], "").body, "junk");
    assert_eq!(playing.ask("GET /health", &[], "").status, 200);
    assert_eq!(playing.ask("GET /items/../health", &[], "").status, 400);
    insta::assert_snapshot!(playing.stop("-INT").all(), @r#"
exit code: 0
--- stdout
items  http://127.0.0.1:[PORT]  2 operations, passed on to http://127.0.0.1:[PORT]
  GET     /items/{id}
  PUT     /items/{id}

200  GET     /items/1?token=***                /items/{id}  [TIME]  4 violations
     - request query parameter token: expected only documented parameters, found a value that is not shown
     - response body /id: expected integer, found string "«secret:x-key»"
     - response body /name: expected at least 1 characters, found 0: string ""
     - response body /color: expected only documented properties, found string "red"
418  GET     /items/2                          /items/{id}  [TIME]  1 violation
     - response status: expected one of 200, 401, 404, found 418
404  GET     /items/x                          /items/{id}  [TIME]  2 violations
     - request path parameter id: expected integer, found string "x"
     - request security: expected the header key x-key, found no such credentials
200  GET     /items/3                          /items/{id}  [TIME]  1 violation
     - response body: not judged: the body is not valid gzip: a part of it does not begin as gzip does, with 1f 8b; it begins with junk
200  GET     /health                           not documented  [TIME]  1 violation
     - request path: expected a documented operation, found GET /health
400  GET     /items/../health                  not documented  [TIME]  1 violation
     - not passed on: a `.` or `..` segment or a backslash in the path would change what is meant

stopped after 6 requests, 5 with violations
"#);
}

#[test]
fn with_errors_what_breaks_the_contract_is_answered_with_502_and_the_list() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": "one", "name": "Chair", "price": -1}"#)]);
    server.on("GET /items/2", [Answer::item(2)]).on("GET /health", [Answer::status(200)]);
    let project = Project::items();
    let playing = through(&project, &server, &["--errors"]);

    assert_eq!(playing.ask("GET /items/2", &[KEY], "").status, 200);
    let got = playing.ask("GET /items/1", &[KEY], "");
    assert_eq!((got.status, got.header("content-type")), (502, Some("application/problem+json")));
    assert_eq!(
        violations(&got),
        [
            r#"response | body |  | /id | expected integer, found string "one""#,
            "response | body |  | /price | expected at least 0, found integer -1",
        ]
    );
    let got = playing.ask("PUT /items/x", &[KEY, ("Content-Type", "text/plain")], "x");
    assert_eq!(got.status, 502);
    assert_eq!(violations(&got).len(), 2, "{}", got.body);
    assert_eq!(playing.ask("GET /health", &[], "").status, 502);
    assert_eq!(server.lines(), ["GET /items/2", "GET /items/1"], "requests that break the contract stay here");
    assert_eq!(playing.stop("-TERM").code, 0);
}

#[test]
fn a_server_that_gives_no_answer_is_told_with_our_code() {
    let project = Project::items();
    let closed = {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        listener.local_addr().expect("an address").port()
    };
    let down = Playing::start(&project, &["items", "--proxy", &format!("http://127.0.0.1:{closed}")]);
    let got = down.ask("GET /items/1", &[KEY], "");
    assert_eq!((got.status, got.json()["code"].as_str()), (502, Some("CS0401")), "{}", got.body);
    assert!(!got.body.contains("127.0.0.1"), "{}", got.body);
    let ran = down.stop("-INT");
    assert!(ran.stdout.contains("- no answer: CS0401 "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("stopped after 1 request, 1 without an answer\n"), "{}", ran.stdout);

    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut read = [0; 1024];
            let _ = stream.read(&mut read).and_then(|_| stream.write_all(b"SSH-2.0-nonsense\r\n\r\n"));
        }
    });
    let garbage = Playing::start(&project, &["items", "--proxy", &format!("http://127.0.0.1:{port}")]);
    let got = garbage.ask("GET /items/1", &[KEY], "");
    assert_eq!((got.status, got.json()["code"].as_str()), (502, Some("CS0408")), "{}", got.body);
}

#[test]
fn what_passed_is_recorded_as_cases_that_hold() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("PUT /items/1", [Answer::status(204)]);
    server.on("GET /items/2", [Answer::status(401), Answer::item(2)]).on("GET /items/3", [Answer::status(404)]);
    server.on("GET /items/4", [Answer::status(500)]);
    let mut project = Project::items();
    let playing = through(&project, &server, &["--record", "cases/recorded.yaml"]);
    let noise = ("User-Agent", "a browser");
    for _ in 0..2 {
        playing.ask("GET /items/1", &[KEY, noise, ("Cookie", "sid=c00kie-of-mine")], "");
    }
    playing.ask("GET /items/4", &[KEY], "");
    playing.ask("GET /items/2", &[], "");
    playing.ask("GET /items/3", &[KEY], "");
    let json = ("Content-Type", "application/json");
    playing.ask("PUT /items/1", &[KEY, json], r#"{"id": 1, "name": "a: ${{ b }}", "price": 10.50}"#);
    playing.ask("PUT /items/1", &[KEY, json], r#"{"id": 1, "name": "", "price": 2, "password": "hunter2hunter2"}"#);
    playing.ask("GET /health?token=t0p-secret-text", &[], "");
    let text = project.read("cases/recorded.yaml");
    let ran = playing.stop("-INT");
    assert_eq!(text, project.read("cases/recorded.yaml"), "what has passed is in the file at once");
    let shown = text.replace(&server.url(), "http://127.0.0.1:[PORT]");
    insta::assert_snapshot!(shown, @r#"
# Recorded from http://127.0.0.1:[PORT].
#
# Each case is a request as it was sent, and the status that came back; that the answer keeps the contract
# is judged anyway. Credentials are not in here: cases send those of the environment they run in. Where a
# field's name tells of a secret, `${{ secrets.NAME }}` stands in its place; set an environment variable of
# that name, or write something else. Cases run in any order and at once: put those that build on each
# other into one case with `steps`, and say what they change with `changes`.
api: items

cases:
  - name: GET /items/1 answers 200
    operation: GET /items/{id}
    request:
      path: { id: 1 }
    expect: { status: 200 }

  # left out: GET /items/4 answers 500: what is answered with 500 now may not be another time

  - name: GET /items/2 answers 401
    operation: GET /items/{id}
    request:
      path: { id: 2 }
      auth: none
    expect: { status: 401 }

  - name: GET /items/3 answers 404
    operation: GET /items/{id}
    request:
      path: { id: 3 }
    expect: { status: 404 }

  - name: PUT /items/1 answers 204
    operation: PUT /items/{id}
    request:
      path: { id: 1 }
      json: { id: 1, name: "a: $${{ b }}", price: 10.50 }
    expect: { status: 204 }

  - name: PUT /items/1 answers 204, 2
    operation: PUT /items/{id}
    request:
      path: { id: 1 }
      json: { id: 1, name: "", price: 2, password: "${{ secrets.ITEMS_PASSWORD }}" }
      invalid: "body /name: expected at least 1 characters, found 0: string \"\""
    expect: { status: 204 }

  # left out: GET /health answers 404: the contract does not document it
"#);
    assert!(
        ran.stdout.ends_with("recorded 5 cases in cases/recorded.yaml; 2 exchanges left out, the file says why\n"),
        "{}",
        ran.stdout
    );
    for secret in [KEY.1, "c00kie", "hunter2", "t0p-secret"] {
        assert!(!text.contains(secret) && !ran.all().contains(secret), "{secret}");
    }

    let lint = project.run(&["lint", "--strict"]);
    assert_eq!(lint.code, 0, "{}", lint.all());
    server.on("GET /items/2", [Answer::status(401)]);
    for (name, value) in [("ITEMS_URL", &*server.url()), ("ITEMS_KEY", KEY.1), ("ITEMS_PASSWORD", "hunter2hunter2")] {
        project.set(name, value);
    }
    let replayed = project.run(&["run", "--env", "staging"]);
    assert_eq!(replayed.code, 0, "{}", replayed.all());

    let again = project.run(&["mock", "items", "--proxy", &server.url(), "--record", "cases/recorded.yaml"]);
    insta::assert_snapshot!(again.all(), @r#"
exit code: 2
--- stderr
error[CS0125]: cases/recorded.yaml is there already, and recording would change it
 |
 = help: record into a new file, and move cases between them by hand
"#);
}

#[test]
fn a_proxy_that_cannot_be_is_refused_before_it_listens() {
    let project = Project::ours();
    let seen = [
        project.run(&["mock", "perfex", "--proxy", "http://me:hunter2@x.test"]).all(),
        project.run(&["mock", "--proxy", "http://x.test"]).all(),
        project.run(&["mock", "--errors"]).stderr.lines().take(3).collect::<Vec<&str>>().join("\n"),
    ];
    insta::assert_snapshot!(seen.join("\n"), @r#"
exit code: 2
--- stderr
error[CS0121]: the URL of `--proxy` holds credentials; those of the requests are passed on
 |
 = help: `countersign explain CS0121` says more

exit code: 2
--- stderr
error[CS0125]: `--proxy` names one server, and there are 2 APIs
 |
 = help: say which one it is: `countersign mock invoicexpress --proxy ...`

error: the following required arguments were not provided:
  --proxy <URL>
"#);
}

#[test]
fn nothing_recorded_leaves_no_file() {
    let server = Server::start();
    let project = Project::items();
    let playing = through(&project, &server, &["--record", "new/folder/recorded.yaml"]);
    playing.ask("GET /health", &[], "");
    let ran = playing.stop("-INT");
    assert!(ran.stdout.ends_with("nothing was recorded; 1 exchange left out\n"), "{}", ran.stdout);
    assert!(!project.path("new/folder/recorded.yaml").exists());
}

const KITCHEN: &str = r##"
openapi: 3.1.0
info: { title: Kitchen, version: "1" }
servers: [{ url: "https://kitchen.example.com/v1" }]
paths:
  /things/{id}/{tags}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: tags, in: path, required: true, style: label, explode: true, schema: { type: array, items: { type: string } } }
    get:
      parameters:
        - { name: n, in: query, schema: { type: [integer, "null"] } }
        - { name: list, in: query, schema: { type: array, items: { type: integer } } }
        - { name: pipe, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: deep, in: query, style: deepObject, schema: { type: object, properties: { a: { type: boolean } } } }
        - { name: json, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: X-Ids, in: header, schema: { type: array, items: { type: integer } } }
        - { name: theme, in: cookie, schema: { type: string } }
      responses: { "200": { description: ok, content: { application/json: {}, text/csv: {} } } }
  /bodies:
    post:
      requestBody:
        content: { application/json: {}, application/hal+json: {}, application/x-www-form-urlencoded: {}, multipart/form-data: {}, text/csv: {}, image/png: {} }
      responses: { "200": { description: ok, content: { application/json: {} } } }
"##;

#[test]
fn a_replay_sends_what_was_sent() {
    let server = Server::start();
    let targets = [
        "GET /v2/things/0012/.a.b%2Fc?n=5&list=1&list=2&pipe=x|y&deep[a]=true&json=%7B%22a%22%3A%201%7D",
        "GET /v2/things/a%20b%C3%A9/.a?utm=x%26y&more[]=1&more[]=2&n=",
        "GET /v2/things/%24%7B%7B%20x%20%7D%7D/.true?n=x&twice=1&twice=2",
    ];
    for target in targets {
        server.on(target.split('?').next().expect("a path"), [Answer::json("{}")]);
    }
    server.on("POST /v2/bodies", [Answer::json("{}")]);
    let config = "[apis.kitchen]\ncontract = \"kitchen.yaml\"\ncases = \"cases\"\n\n\
                  [environments.there.apis.kitchen]\nbase_url = \"${{ env.KITCHEN_URL }}\"\n";
    let mut project = Project::empty().with("countersign.toml", config).with("kitchen.yaml", KITCHEN);
    let url = format!("{}/v2", server.url());
    project.set("KITCHEN_URL", &url);
    let playing = Playing::start(&project, &["kitchen", "--proxy", &url, "--record", "cases/recorded.yaml"]);
    let extra = [("X-Ids", "1,2"), ("Cookie", "theme=dark"), ("Accept", "text/csv")];
    for (index, target) in targets.iter().enumerate() {
        let headers = if index == 0 { &extra[..] } else { &[] };
        assert_eq!(playing.ask(&target.replace("/v2", "/v1"), headers, "").status, 200);
    }
    let deep = format!("{}1{}", "[".repeat(70), "]".repeat(70));
    let long = format!(
        r#"{{"list":[{{"a":"{}","b":[1.50,true,null,"null","012",""]}}],"k: {{":"{}"}}"#,
        "x ".repeat(80),
        "\u{2028}\u{7f}"
    );
    let bodies = [
        ("application/json", long.as_str()),
        ("application/json", "{broken"),
        ("application/json", deep.as_str()),
        ("application/hal+json", "[1]"),
        ("application/x-www-form-urlencoded", "a=1&b%5Bc%5D%5B%5D=x+y&b%5Bc%5D%5B%5D=%24%7B%7B&e="),
        ("application/x-www-form-urlencoded", "a=1&a=2"),
        ("text/csv; header=present", "a,b\r\n1,\"2\"\r\n"),
        ("image/png", "\u{1}\u{2}PNG"),
    ];
    for (content_type, body) in &bodies {
        assert_eq!(playing.ask("POST /v1/bodies", &[("Content-Type", content_type)], body).status, 200, "{body}");
    }
    let ran = playing.stop("-INT");
    assert!(ran.stdout.ends_with("recorded 11 cases in cases/recorded.yaml\n"), "{}", ran.stdout);
    let sent = everything(&server, 0);
    assert_eq!(sent.len(), 11);

    let text = project.read("cases/recorded.yaml");
    assert_eq!(project.run(&["lint"]).code, 0, "{}\n{text}", project.run(&["lint"]).all());
    let replayed = project.run(&["run", "--env", "there"]);
    assert_eq!(replayed.code, 0, "{}\n{text}", replayed.all());
    assert_eq!(everything(&server, 11), sent, "{text}");
}

/// What came in after the first so many requests, without what clients add and without the order of queries.
fn everything(server: &Server, skip: usize) -> Vec<String> {
    let received = server.received();
    let mut all: Vec<String> = received
        .iter()
        .skip(skip)
        .map(|received| {
            let line = received.line().replace("%20", " ").replace("%22", "\"").replace("%7C", "|").replace("%7B", "{");
            let line = line.replace("%7D", "}").replace("%3A", ":").replace("%5B", "[").replace("%5D", "]");
            let mut parts: Vec<&str> = line.split(['?', '&']).collect();
            parts.sort_unstable();
            let header = |name: &str| received.header(name).unwrap_or_default().to_owned();
            let headers = ["content-type", "accept", "x-ids", "cookie"].map(header);
            format!("{parts:?} {headers:?} {}", received.text())
        })
        .collect();
    all.sort();
    all
}
