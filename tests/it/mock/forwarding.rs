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
    insta::assert_snapshot!(playing.stop("-INT").all(), @"");
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
            "response | body |  | /price | expected >= 0, found -1",
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
    insta::assert_snapshot!(shown, @"");
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
    insta::assert_snapshot!(again.all(), @"");
}

#[test]
fn a_proxy_that_cannot_be_is_refused_before_it_listens() {
    let project = Project::ours();
    let seen = [
        project.run(&["mock", "perfex", "--proxy", "http://me:hunter2@x.test"]).all(),
        project.run(&["mock", "--proxy", "http://x.test"]).all(),
        project.run(&["mock", "--errors"]).stderr.lines().take(3).collect::<Vec<&str>>().join("\n"),
    ];
    insta::assert_snapshot!(seen.join("\n"), @"");
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
