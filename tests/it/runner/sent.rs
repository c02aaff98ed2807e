//! What is on the wire: credentials, encodings, bodies, random values.

use super::{KEY, STAGING, on};
use crate::project::Ran;
use crate::server::{Answer, Received, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\ncases:\n";

/// Sends one call outside the contract and gives back what came in.
fn sent(request: &str) -> Received {
    let server = Server::start();
    server.on("POST /x", [Answer::status(204)]);
    let project =
        on(&server, &format!("{HEAD}  - name: a\n    request:\n      method: POST\n      url: /x\n{request}"));
    let project = project.with("cases/data/a.bin", "file bytes");
    let ran = project.run(STAGING);
    assert_eq!(ran.code, 0, "{}", ran.all());
    server.only("POST /x")
}

fn get(server: &Server, request: &str) -> Ran {
    server.on("GET /items/1", [Answer::item(1)]);
    on(
        server,
        &format!("{HEAD}  - {{ name: a, request: {{ path: {{ id: 1 }}{request} }}, expect: {{ status: 200 }} }}\n"),
    )
    .run(STAGING)
}

#[test]
fn credentials_are_the_environments_the_cases_or_none() {
    for (request, expected) in [
        ("", Some(KEY)),
        (", auth: none", None),
        (", auth: { key: another }", Some("another")),
        (", as: reader", Some("the reader's")),
    ] {
        let server = Server::start();
        server.on("GET /items/1", [Answer::item(1)]);
        let case =
            format!("{HEAD}  - {{ name: a, request: {{ path: {{ id: 1 }}{request} }}, expect: {{ status: 200 }} }}\n");
        let project = on(&server, &case);
        let config = project.read("countersign.toml") + "users.reader.key = \"the reader's\"\n";
        project.write("countersign.toml", &config);
        project.run(STAGING);
        assert_eq!(server.only("GET /items/1").header("x-key"), expected, "{request}");
    }
}

#[test]
fn an_unknown_user_is_an_error_and_sends_nothing() {
    let server = Server::start();
    let ran = get(&server, ", as: nobody");
    assert!(ran.code == 2 && ran.stderr.contains("no environment has a user `nobody`"), "{}", ran.all());
    assert_eq!(server.received().len(), 0);
}

#[test]
fn calls_outside_the_contract_carry_no_credentials() {
    let (server, other) = (Server::start(), Server::start());
    other.on("GET /y", [Answer::status(204)]);
    server.on("GET /base/y", [Answer::status(204)]);
    let cases = format!(
        "{HEAD}  - {{ name: absolute, request: {{ url: '{}/y' }} }}\n  - {{ name: relative, request: {{ url: /y }} }}\n",
        other.url()
    );
    let mut project = on(&server, &cases);
    project.set("ITEMS_URL", &format!("{}/base/", server.url()));
    let ran = project.run(STAGING);
    assert_eq!(ran.code, 0, "{}", ran.all());
    for received in [other.only("GET /y"), server.only("GET /base/y")] {
        assert!(received.header("x-key").is_none() && !format!("{received:?}").contains(KEY), "{received:?}");
    }
}

#[test]
fn queries_cookies_and_headers_are_written_as_the_case_says() {
    let received = sent(
        "      query: { a: [1, 2], b: { c: 'x y' }, d: '', e: null }\n      cookies: { sid: abc, lang: en }\n      headers: { X-Own: v }\n",
    );
    assert_eq!(received.target, "/x?a%5B%5D=1&a%5B%5D=2&b%5Bc%5D=x+y&d=".replace('+', "%20"));
    assert_eq!(received.header("cookie"), Some("sid=abc; lang=en"));
    assert_eq!(received.header("x-own"), Some("v"));
    let both = sent("      cookies: { sid: abc }\n      headers: { Cookie: lang=en }\n");
    assert_eq!(both.header("cookie"), Some("lang=en; sid=abc"));
    assert_eq!(sent("      query: { a: [1, 2] }\n      arrays: comma\n").target, "/x?a=1%2C2");
    assert_eq!(sent("      query: { a: [1, 2] }\n      arrays: repeat\n").target, "/x?a=1&a=2");
}

#[test]
fn bodies_are_sent_byte_for_byte() {
    let json = sent("      json: { a: 1.50, b: [true, null] }\n");
    assert_eq!(
        (json.header("content-type"), json.text().as_str()),
        (Some("application/json"), r#"{"a":1.50,"b":[true,null]}"#)
    );
    let form = sent("      form: { f: { g: [5, 6] }, h: '', i: 'a&b=c d' }\n");
    assert_eq!(form.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(form.text(), "f%5Bg%5D%5B%5D=5&f%5Bg%5D%5B%5D=6&h=&i=a%26b%3Dc+d");
    let text = sent("      body: { text: 'plain' }\n");
    assert_eq!((text.header("content-type"), text.text().as_str()), (Some("text/plain; charset=utf-8"), "plain"));
    let file = sent("      body: { file: data/a.bin }\n      content_type: image/png\n");
    assert_eq!((file.header("content-type"), file.text().as_str()), (Some("image/png"), "file bytes"));
    assert_eq!(sent("      body: { base64: AP8= }\n").body, [0, 255]);
}

#[test]
fn multipart_forms_are_fields_or_parts() {
    let fields = sent("      multipart: { a: 1, b: { c: [x, y] } }\n").text();
    for part in ["name=\"a\"\r\n\r\n1\r\n", "name=\"b[c][]\"\r\n\r\nx\r\n", "name=\"b[c][]\"\r\n\r\ny\r\n"] {
        assert!(fields.contains(part), "{part:?} in {fields}");
    }
    let parts = sent(
        "      multipart:\n        - { name: doc, file: data/a.bin, content_type: application/pdf }\n        - { name: named, file: data/a.bin, filename: b.txt }\n        - { name: v, value: 5 }\n",
    );
    let text = parts.text();
    for part in [
        "name=\"doc\"; filename=\"a.bin\"\r\nContent-Type: application/pdf\r\n\r\nfile bytes\r\n",
        "name=\"named\"; filename=\"b.txt\"\r\n",
        "name=\"v\"\r\n\r\n5\r\n",
    ] {
        assert!(text.to_lowercase().contains(&part.to_lowercase()), "{part:?} in {text}");
    }
    let boundary = parts.header("content-type").and_then(|value| value.strip_prefix("multipart/form-data; boundary="));
    assert!(text.starts_with(&format!("--{}", boundary.expect("a boundary").trim_matches('"'))), "{text}");
}

const RANDOM: &str = r#"
  - name: random
    each: { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } }
    vars: { value: "${{ uuid() }}" }
    request: { method: POST, url: "/x/${{ each.n }}", json: ["${{ vars.value }}", "${{ vars.value }}", "${{ random_int(1, 1000000) }}"] }
"#;

#[test]
fn random_values_hang_on_the_seed_alone() {
    let server = Server::start();
    for n in 1..4 {
        server.on(&format!("POST /x/{n}"), [Answer::status(204)]);
    }
    let project = on(&server, &format!("{HEAD}{RANDOM}"));
    let bodies = |arguments: &[&str]| {
        let before = server.received().len();
        let ran = project.run(&[STAGING, arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.all());
        let mut bodies: Vec<(String, String)> =
            server.received()[before..].iter().map(|one| (one.target.clone(), one.text())).collect();
        bodies.sort();
        bodies
    };
    let first = bodies(&["--seed", "7", "--test-threads", "1"]);
    assert_eq!(bodies(&["--seed", "7", "--test-threads", "3"]), first);
    assert_eq!(bodies(&["--seed", "7", "[c]"]), first[2..]);
    assert_ne!(bodies(&["--seed", "8"]), first);
    let values: Vec<serde_json::Value> =
        first.iter().map(|(_, text)| serde_json::from_str(text).expect("JSON")).collect();
    assert!(values.iter().all(|value| value[0] == value[1]) && values[0][0] != values[1][0], "{values:?}");
    let printed = project.command(STAGING).output().expect("it runs");
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    let seed = text.split("(seed ").nth(1).and_then(|rest| rest.split(')').next()).expect("a seed").to_owned();
    let count = server.received().len();
    assert_eq!(bodies(&["--seed", &seed]), {
        let mut printed: Vec<_> =
            server.received()[count - 3..count].iter().map(|one| (one.target.clone(), one.text())).collect();
        printed.sort();
        printed
    });
}

#[test]
fn a_variable_of_the_command_line_takes_the_declared_type() {
    let server = Server::start();
    server.on("POST /x", [Answer::status(204)]);
    let project = on(
        &server,
        &format!("{HEAD}  - {{ name: a, request: {{ method: POST, url: /x, json: '${{{{ vars.item }}}}' }} }}\n"),
    );
    assert_eq!(project.run(&["run", "--env", "staging", "--var", "item=5"]).code, 0);
    assert_eq!(server.only("POST /x").text(), "5");
    for (var, said) in [
        ("item=five", "does not fit the variable `item`"),
        ("itm=5", "did you mean `item`?"),
        ("item", "not `name=value`"),
    ] {
        let ran = project.run(&["run", "--env", "staging", "--var", var]);
        assert!(ran.code == 2 && ran.stderr.contains(said), "{}", ran.all());
    }
}
