//! No secret reaches a record, wherever it comes from and however it is cut.

use super::{read_all, utf8};
use crate::project::Project;
use crate::server::{Answer, Server};

const SECRET: &str = "s3cr3t-K3y/with+signs=0815";
const FETCHED: &str = "fetched-t0ken-0123456789";

fn recorded(server: &Server, secret: &str, cases: &str) -> String {
    let mut project = Project::items().with("cases/a.yaml", cases);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", secret);
    project.run(&["run", "--env", "staging", "--record", "record.jsonl"]);
    let (file, ids) = read_all(&utf8(project.path("record.jsonl"))).expect("a record");
    assert!(!ids.is_empty() && file.damage.is_none() && file.end.is_some(), "{file:?}");
    project.read("record.jsonl")
}

fn holds_no_secret(record: &str) {
    let encoded = ["s3cr3t-K3y%2Fwith%2Bsigns%3D0815", "czNjcjN0LUszeS93aXRoK3NpZ25zPTA4MTU", "s3cr3t-K3y\\/with"];
    for form in [SECRET, FETCHED, "s3cr3t-K3y", "0ken-01234"].iter().chain(&encoded) {
        assert!(!record.contains(form), "{form} is in the record");
    }
    assert!(record.contains("«secret:"), "nothing was masked");
}

#[test]
fn secrets_are_masked_in_urls_headers_bodies_captures_findings_and_names() {
    let server = Server::start();
    let body = format!(
        r#"{{"id": 1, "name": "{SECRET}", "price": 1, "token": "{FETCHED}", "echo": "s3cr3t-K3y\/with+signs=0815"}}"#
    );
    server.on("GET /items/1", [Answer::json(body).header("x-echo", SECRET).header("set-cookie", "sid=abc")]);
    server.on("PUT /items/1", [Answer::status(500)]);
    let record = recorded(
        &server,
        SECRET,
        r#"
api: items
operation: GET /items/{id}
cases:
  - name: the case named s3cr3t-K3y/with+signs=0815
    owner: s3cr3t-K3y/with+signs=0815
    steps:
      - id: fetch
        request:
          path: { id: 1 }
          query: { q: "${{ secrets.ITEMS_KEY }}", b: "${{ base64(secrets.ITEMS_KEY) }}" }
          headers: { x-own: "${{ secrets.ITEMS_KEY }}" }
        expect: { body: { at: { $.name: "not ${{ secrets.ITEMS_KEY }}" } } }
        capture: { token: { path: $.token, secret: true } }
      - id: use
        operation: PUT /items/{id}
        request: { path: { id: 1 }, headers: { x-token: "${{ captures.token }}" }, json: { id: 1, name: "${{ captures.token }}", price: 1 } }
"#,
    );
    holds_no_secret(&record);
    assert!(!record.contains("sid=abc"), "the cookie of a session is in the record");
}

#[test]
fn a_secret_at_the_cap_of_a_body_leaves_no_part_behind() {
    const CAP: usize = 64 * 1024;
    let long = format!("{SECRET}{}", "k3y".repeat(300));
    // Masks are shorter than what they hide, so that many of them move what stands far behind the cap to the front of it.
    for (secret, before, masks) in
        [(SECRET, CAP - 40, 0), (SECRET, CAP - 13, 0), (SECRET, CAP - 1, 0), (&long, CAP - 500, 0), (&long, 0, 200)]
    {
        for shift in [0, 1, 300, 600] {
            let server = Server::start();
            let text = format!("{}{}", "x".repeat(before), format!("{secret} ").repeat(masks));
            let body =
                format!(r#"{{"id": 1, "price": 1, "name": "{}{text}{secret}{}"}}"#, "x".repeat(shift), "y".repeat(CAP));
            server.on("GET /items/1", [Answer::json(body)]);
            let cases =
                "api: items\ncases: [{ name: large, operation: 'GET /items/{id}', request: { path: { id: 1 } } }]\n";
            let record = recorded(&server, secret, cases);
            holds_no_secret(&record);
            assert!(!record.contains("k3yk3y"), "a part of the secret is in the record");
            assert!(record.contains("\"sha256\":\""), "a body that is not whole has no hash");
        }
    }
}

#[test]
fn a_body_is_kept_up_to_64_kib_by_its_first_part_behind_and_by_its_hash_when_it_is_no_text() {
    let server = Server::start();
    let item = |length: usize| {
        let frame = r#"{"id":1,"price":1,"name":""}"#.len();
        format!(r#"{{"id":1,"price":1,"name":"{}"}}"#, "x".repeat(length - frame))
    };
    server.on("GET /items/1", [Answer::json(item(64 * 1024))]).on("GET /items/2", [Answer::json(item(64 * 1024 + 1))]);
    server
        .on("GET /items/3", [Answer::status(200).header("content-type", "image/png").bytes([0x89, 0x50, 0xff, 0x00])]);
    let mut project = Project::items().with(
        "cases/a.yaml",
        "api: items\noperation: GET /items/{id}\ncases:\n  - { name: reads, each: { a: { id: 1 }, b: { id: 2 }, c: { id: 3 } }, request: { path: { id: '${{ each.id }}' } } }\n",
    );
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", SECRET);
    project.run(&["run", "--env", "staging", "--record", "record.jsonl"]);
    let mut bodies = std::collections::BTreeMap::new();
    let each = &mut |case: countersign::record::line::CaseLine| {
        bodies.insert(
            case.id.clone(),
            case.steps[0].exchange.as_ref().and_then(|exchange| exchange.response_body.clone()),
        );
    };
    countersign::record::read::read(&utf8(project.path("record.jsonl")), each).expect("a record");
    let body = |row: &str| bodies[&format!("items/a::reads[{row}]")].clone().expect("a body");
    assert!(body("a").is_whole() && body("a").text().map(str::len) == Some(64 * 1024));
    assert!(
        !body("b").is_whole() && body("b").text().map(str::len) == Some(64 * 1024) && body("b").length == 64 * 1024 + 1
    );
    assert!(body("c").text().is_none() && body("c").length == 4);
    assert_eq!(body("c").sha256.expect("a hash").len(), 64);
}
