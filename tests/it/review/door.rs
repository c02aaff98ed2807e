//! Who may ask the page's server for what, without a browser.

use serde_json::{Value, json};

use super::planted::{body, file, plant, three};
use super::serving::Serving;
use crate::mock::playing::ask;

const HOME: &str = "GET /";

/// The changes of a pending snapshot, as the page names them.
fn changes(overview: &Value, case: &str) -> Value {
    let snapshots = overview["snapshots"].as_array().expect("snapshots");
    let own = snapshots.iter().find(|one| one["path"] == file(case)).expect("the snapshot");
    let groups = own["changes"].as_array().expect("changes").iter();
    let of = |group: &Value| overview["groups"][group.as_u64().expect("an index") as usize]["fingerprint"].clone();
    let fingerprints: Vec<Value> = groups.map(of).collect();
    json!([{ "snapshot": own["path"], "version": own["version"], "fingerprints": fingerprints }])
}

fn accept(changes: &Value) -> String {
    json!({ "decision": "accept", "changes": changes, "revision": 1 }).to_string()
}

#[test]
fn the_page_is_for_everybody_here_and_what_it_shows_for_whoever_has_the_key() {
    let project = three();
    let serving = Serving::start(&project);
    for line in [HOME, "GET /review.css", "GET /review.js", "HEAD /"] {
        let got = ask(&serving.host, line, &[], "");
        assert_eq!(got.status, 200, "{line}");
        assert!(!got.body.contains("items/a"), "{line} says nothing about the project");
    }
    let origin = format!("http://{}", serving.host);
    let wrong = "0".repeat(32);
    for key in [None, Some(""), Some("x"), Some(wrong.as_str()), Some(&serving.key[..31])] {
        let mut headers = vec![("Origin", origin.as_str()), ("Content-Type", "application/json")];
        headers.extend(key.map(|key| ("X-Countersign-Token", key)));
        for line in ["GET /api/overview", "GET /api/snapshot?index=0", "POST /api/undo", "POST /api/decide"] {
            let got = ask(&serving.host, line, &headers, if line.starts_with("POST") { "{}" } else { "" });
            assert_eq!(got.status, 401, "{line} with {key:?}: {}", got.body);
        }
    }
    assert_eq!(serving.ask("GET /api/overview", "").status, 200);
    assert_eq!(serving.key.len(), 32);
}

#[test]
fn other_names_and_other_pages_are_turned_away() {
    let project = three();
    let serving = Serving::start(&project);
    let port = serving.host.rsplit(':').next().expect("a port").to_owned();
    let key = ("X-Countersign-Token", serving.key.as_str());
    for host in ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1:1".to_owned()] {
        let request = format!("GET /api/overview HTTP/1.1\r\nHost: {host}\r\nX-Countersign-Token: {}\r\n\r\n", key.1);
        assert!(raw(&serving.host, &request).starts_with("HTTP/1.1 421 "), "{host}");
    }
    let own = format!("http://{}", serving.host);
    let undo = |origin: &[(&str, &str)], line: &str| {
        let mut headers = vec![key, ("Content-Type", "application/json")];
        headers.extend(origin);
        ask(&serving.host, line, &headers, if line.starts_with("POST") { "{}" } else { "" }).status
    };
    for origin in ["http://evil.example", "null", "https://127.0.0.1", &format!("https://{}", serving.host)] {
        assert_eq!(undo(&[("Origin", origin)], "POST /api/undo"), 403, "{origin}");
        assert_eq!(undo(&[("Origin", origin)], "GET /api/overview"), 403, "{origin}");
    }
    assert_eq!(undo(&[], "POST /api/undo"), 403, "a page always says where it comes from");
    assert_eq!(undo(&[], "GET /api/overview"), 200);
    assert_eq!(undo(&[("Origin", &own)], "POST /api/undo"), 409, "there is nothing to take back");
    let local = format!("http://localhost:{port}");
    assert_eq!(undo(&[("Origin", &local)], "POST /api/undo"), 403, "another name is another page");
}

#[test]
fn nothing_is_read_of_whoever_has_no_key() {
    let project = three();
    let serving = Serving::start(&project);
    let origin = format!("Origin: http://{}\r\n", serving.host);
    let key = format!("X-Countersign-Token: {}\r\n", serving.key);
    // Not a byte of these bodies ever comes, so whoever waited for them would wait for ever.
    for (line, headers, status) in [
        ("POST /api/decide", origin.as_str(), 401),
        ("POST /api/decide", key.as_str(), 403),
        ("POST /api/decide", "Origin: http://evil.example\r\n", 403),
        ("POST /", "", 405),
        ("GET /review.js", "", 200),
    ] {
        let mut stream = std::net::TcpStream::connect(&serving.host).expect("it listens");
        let head = format!("{line} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: 1000000\r\n\r\n", serving.host);
        std::io::Write::write_all(&mut stream, head.as_bytes()).expect("sent");
        let mut answer = [0; 12];
        std::io::Read::read_exact(&mut stream, &mut answer).expect("an answer");
        assert_eq!(String::from_utf8_lossy(&answer), format!("HTTP/1.1 {status}"), "{line} {headers}");
    }
    assert_eq!(serving.ask("GET /api/overview", "").status, 200);
}

#[test]
fn another_page_can_neither_ask_nor_send_a_form() {
    let project = three();
    let serving = Serving::start(&project);
    let evil = ("Origin", "http://evil.example");
    let preflight =
        [evil, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "x-countersign-token")];
    let got = ask(&serving.host, "OPTIONS /api/decide", &preflight, "");
    assert!(got.status == 403 && !got.head.to_ascii_lowercase().contains("access-control-"), "{}", got.head);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        for origin in [evil, ("Origin", "null")] {
            let got = ask(&serving.host, "POST /api/undo", &[origin, ("Content-Type", kind)], r#"{"revision": 1}"#);
            assert!(got.status == 403 && !got.head.to_ascii_lowercase().contains("access-control-"), "{}", got.head);
        }
    }
    for line in ["GET /", "GET /review.js"] {
        let got = ask(&serving.host, line, &[evil], "");
        assert_eq!(got.header("cross-origin-resource-policy"), Some("same-origin"), "{line}");
        assert!(got.header("access-control-allow-origin").is_none(), "{line}");
    }
    // A key in the address is no key: there it would be in histories, logs and the Referer.
    let line = format!("GET /api/overview?token={}&x-countersign-token={}", serving.key, serving.key);
    assert_eq!(ask(&serving.host, &line, &[], "").status, 401);
    let cookie = format!("x-countersign-token={}", serving.key);
    assert_eq!(ask(&serving.host, "GET /api/overview", &[("Cookie", &cookie)], "").status, 401);
    assert!(project.path(&format!("{}.new", file("one"))).exists(), "nothing was decided");
}

#[test]
fn no_path_leads_to_a_file() {
    let project = three();
    let serving = Serving::start(&project);
    for path in [
        "/../countersign.toml",
        "/%2e%2e/countersign.toml",
        "/..%2fcountersign.toml",
        "/review.js/../../countersign.toml",
        "/.%00/countersign.toml",
        "//countersign.toml",
        "/snapshots/items/a/one.snap",
        "/api/snapshot/../../countersign.toml",
        "/api/../countersign.toml",
        "/review.js%00",
    ] {
        let got = serving.ask(&format!("GET {path}"), "");
        assert!(got.status == 404 && !got.body.contains("[apis"), "{path}: {} {}", got.status, got.body);
    }
    for index in ["-1", "18446744073709551616", "0x1", "1e0", "../0", "0&index=1", "%30"] {
        let got = serving.ask(&format!("GET /api/snapshot?index={index}"), "");
        assert!(matches!(got.status, 400 | 404), "{index}: {}", got.status);
    }
}

#[test]
fn what_nobody_can_mean_is_refused_and_the_review_goes_on() {
    let project = three();
    let serving = Serving::start(&project);
    for (line, body, status) in [
        ("POST /api/decide", "{", 400),
        ("POST /api/decide", "[]", 400),
        ("POST /api/decide", "\u{0}", 400),
        ("POST /api/decide", r#"{"decision": "maybe", "changes": []}"#, 400),
        ("POST /api/decide", r#"{"decision": "accept", "changes": 1}"#, 400),
        ("POST /api/redact", r#"{"changes": [{}]}"#, 400),
        ("GET /api/snapshot?index=x", "", 400),
        ("GET /api/snapshot", "", 400),
        ("GET /api/snapshot?index=999", "", 404),
        ("GET /api/nothing", "", 404),
        ("GET /favicon.ico", "", 404),
        ("GET /../countersign.toml", "", 404),
        ("GET /api/decide", "", 405),
        ("POST /api/overview", "{}", 405),
        ("DELETE /", "", 405),
    ] {
        let got = serving.ask(line, body);
        assert_eq!(got.status, status, "{line} {body}: {}", got.body);
        assert!(got.json()["error"].is_string(), "{line} {body}: {}", got.body);
    }
    let origin = format!("http://{}", serving.host);
    let headers = [("X-Countersign-Token", serving.key.as_str()), ("Origin", &origin), ("Content-Type", "text/plain")];
    assert_eq!(ask(&serving.host, "POST /api/undo", &headers, "{}").status, 415);
    let declared = format!(
        "POST /api/decide HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nX-Countersign-Token: {1}\r\nContent-Length: 99999999\r\n\r\n",
        serving.host, serving.key
    );
    assert!(raw(&serving.host, &declared).starts_with("HTTP/1.1 413 "));
    let ran = serving.stop("-INT");
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 1
--- stdout
3 snapshots to review at
  http://127.0.0.1:[PORT]/#token=[KEY]
Ctrl-C ends the review; what was decided until then is written
left     4 changes in 3 snapshots
nothing was changed
what is left stays pending: `countersign review` goes on with it
"#);
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let project = three();
    let serving = Serving::start(&project);
    for line in [HOME, "GET /review.js", "GET /review.css", "GET /api/overview", "GET /api/snapshot?index=0", "GET /x"]
    {
        let got = serving.ask(line, "");
        let policy = got.header("content-security-policy").unwrap_or_default();
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{line}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{line}: {policy}");
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"), "{line}");
        assert_eq!(got.header("cache-control"), Some("no-store"), "{line}");
        assert_eq!(got.header("referrer-policy"), Some("no-referrer"), "{line}");
    }
}

#[test]
fn what_was_looked_at_is_what_is_decided() {
    let project = three();
    let serving = Serving::start(&project);
    let overview = serving.overview();
    let one = changes(&overview, "one");
    let mut old = one.clone();
    old[0]["version"] = "0000000000000000".into();
    let mut unknown = one.clone();
    unknown[0]["fingerprints"] = json!(["0000000000000000"]);
    let mut elsewhere = one.clone();
    elsewhere[0]["snapshot"] = "../../etc/passwd".into();
    for stale in [old, unknown, elsewhere] {
        let got = serving.ask("POST /api/decide", &accept(&stale));
        assert_eq!(got.status, 409, "{}", got.body);
        assert!(got.json()["overview"].is_object(), "it says what is there instead");
    }
    assert!(project.path(&format!("{}.new", file("one"))).exists(), "nothing was written");
    let got = serving.ask("POST /api/decide", &accept(&one));
    assert_eq!((got.status, &got.json()["touched"]), (200, &json!([[0, "A"]])), "{}", got.body);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    let got = serving.ask("POST /api/undo", r#"{"revision": 2}"#);
    assert_eq!((got.status, &got.json()["touched"]), (200, &json!([[0, "O"]])), "{}", got.body);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": 5}"#));
    let got = serving.ask("POST /api/decide", &accept(&one));
    assert!(got.json()["overview"].is_object(), "who knows of an older state is told everything: {}", got.body);
}

#[test]
fn a_file_that_changed_under_the_reviewer_is_read_again_and_not_written() {
    let project = three();
    let serving = Serving::start(&project);
    let before = serving.overview();
    assert_eq!(serving.ask("POST /api/decide", &accept(&changes(&before, "three"))).status, 200);
    plant(&project, "one", r#"{"id": 1, "price": 5}"#, r#"{"id": 1, "price": 6}"#);
    let got = serving.ask("POST /api/decide", &accept(&changes(&before, "one")));
    assert_eq!(got.status, 409, "{}", got.body);
    assert_eq!(got.json()["code"], "CS0507");
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": 5}"#), "nothing was written");
    let now = serving.overview();
    assert_ne!(changes(&before, "one"), changes(&now, "one"));
    let revision = serving.ask("GET /api/overview", "").json()["revision"].clone();
    let undo = json!({ "revision": revision }).to_string();
    assert_eq!(serving.ask("POST /api/undo", &undo).status, 200, "what has not changed can be taken back");
    assert!(project.path(&format!("{}.new", file("three"))).exists());
    assert_eq!(serving.ask("POST /api/decide", &accept(&changes(&now, "one"))).status, 200);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": 6}"#));
}

#[test]
fn what_another_page_did_meanwhile_is_shown_before_it_is_turned_round() {
    let project = three();
    let serving = Serving::start(&project);
    let one = changes(&serving.overview(), "one");
    let by = |decision: &str, revision: u32| {
        let asked = json!({ "decision": decision, "changes": one, "revision": revision }).to_string();
        serving.ask("POST /api/decide", &asked)
    };
    assert_eq!(by("accept", 1).status, 200);
    let late = by("reject", 1);
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.json()["error"].as_str().is_some_and(|error| error.contains("on another page")), "{}", late.body);
    assert!(late.json()["overview"].is_object(), "{}", late.body);
    let late = serving.ask("POST /api/undo", r#"{"revision": 1}"#);
    assert_eq!(late.status, 409, "{}", late.body);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#), "nothing was written");
    let same = by("accept", 1);
    assert_eq!((same.status, &same.json()["undo"]), (200, &json!(1)), "nothing is done twice: {}", same.body);
    assert_eq!(serving.ask("POST /api/undo", r#"{"revision": 2}"#).json()["touched"], json!([[0, "O"]]));
}

#[test]
fn who_opens_the_page_sees_what_is_on_disk_by_then() {
    let project = three();
    let serving = Serving::start(&project);
    let before = serving.overview();
    assert_eq!(serving.ask("POST /api/decide", &accept(&changes(&before, "three"))).status, 200);
    plant(&project, "one", r#"{"id": 1, "price": 5}"#, r#"{"id": 1, "price": 6}"#);
    plant(&project, "late", "", r#"{"id": 4}"#);
    std::fs::remove_file(project.path(&format!("{}.new", file("two")))).expect("it was there");
    let now = serving.overview();
    let decisions = |case: &str| {
        let snapshots = now["snapshots"].as_array().expect("snapshots");
        snapshots.iter().find(|one| one["path"] == file(case)).expect("the snapshot")["decisions"].clone()
    };
    assert_ne!(changes(&before, "one"), changes(&now, "one"), "another text is proposed");
    assert_eq!(decisions("late"), "O", "there is one more");
    assert_eq!(decisions("two"), "", "somebody else has settled it");
    assert_eq!(decisions("three"), "A", "what was decided here stays decided");
    assert_eq!(serving.ask("POST /api/decide", &accept(&changes(&now, "late"))).status, 200);
    assert_eq!(project.read(&file("late")), body("late", r#"{"id": 4}"#));
}

#[test]
fn in_ci_it_can_be_looked_at_and_not_decided() {
    let mut project = three();
    project.set("CI", "true");
    let serving = Serving::start(&project);
    let got = serving.ask("POST /api/decide", &accept(&changes(&serving.overview(), "one")));
    assert_eq!(got.status, 403, "{}", got.body);
    assert!(got.json()["error"].as_str().is_some_and(|error| error.contains("CI")), "{}", got.body);
    assert!(project.path(&format!("{}.new", file("one"))).exists());
}

#[test]
fn when_all_is_decided_it_ends_with_a_summary_and_0() {
    let project = three();
    let serving = Serving::start(&project);
    let overview = serving.overview();
    for case in ["one", "two", "three"] {
        assert_eq!(serving.ask("POST /api/decide", &accept(&changes(&overview, case))).status, 200);
    }
    assert_eq!(serving.ask("GET /api/snapshot?index=0", "").status, 200, "it can still be looked at");
    let ran = serving.stop("-TERM");
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 0
--- stdout
3 snapshots to review at
  http://127.0.0.1:[PORT]/#token=[KEY]
Ctrl-C ends the review; what was decided until then is written
accepted 4 changes in 3 snapshots
next: `countersign run`, then commit snapshots/
"#);
    assert_eq!(project.run(&["review"]).code, 0);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let ran = three().run(&["review", "--web", "--port", &port]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stderr
error: the page cannot be served on 127.0.0.1: Address already in use (os error 98)
  = help: leave out `--port` to take any that is free
"#);
}

/// What comes back for bytes.
fn raw(host: &str, request: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(host).expect("it listens");
    stream.write_all(request.as_bytes()).expect("sent");
    stream.shutdown(std::net::Shutdown::Write).expect("said");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}
