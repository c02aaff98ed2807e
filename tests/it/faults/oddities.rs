//! Breaches of HTTP that clients forgive: told as warnings, failures where an environment is strict.
//!
//! What the client hides is asserted as well, so that it is known when that changes.

use super::matrix::{Named, together};
use super::server::{Script, start};
use crate::project::{Project, Ran};

/// An oddity: what the server sends, the words for it, and the RFC that it breaks. Without words, the client hides it.
struct Oddity {
    name: &'static str,
    answer: fn() -> Vec<u8>,
    says: &'static str,
}

impl Named for Oddity {
    fn name(&self) -> &'static str {
        self.name
    }
}

const CHAIR: &str = r#"{"id": 1, "name": "Chair", "price": 1}"#;
const JSON: &str = "content-type: application/json\r\n";

/// An answer with these lines in its head, and a chair.
fn answer(lines: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{lines}content-length: {}\r\n\r\n{CHAIR}", CHAIR.len()).into()
}

fn with(lines: &str) -> Vec<u8> {
    answer(&format!("{JSON}{lines}"))
}

fn odd(name: &'static str, answer: fn() -> Vec<u8>, says: &'static str) -> Oddity {
    Oddity { name, answer, says }
}

fn oddities() -> Vec<Oddity> {
    vec![
        odd(
            "a length and chunks",
            || {
                format!("HTTP/1.1 200 OK\r\n{JSON}content-length: 99\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{CHAIR}\r\n0\r\n\r\n", CHAIR.len()).into()
            },
            "a content-length and a transfer-encoding (RFC 9112, section 6.2)",
        ),
        odd(
            "the same length twice",
            || with(&format!("content-length: {}\r\n", CHAIR.len())),
            "the length is given more than once (RFC 9110, section 8.6)",
        ),
        odd(
            "another transfer coding",
            || {
                format!(
                    "HTTP/1.1 200 OK\r\n{JSON}transfer-encoding: chunked, chunked\r\n\r\n{:x}\r\n{CHAIR}\r\n0\r\n\r\n",
                    CHAIR.len()
                )
                .into()
            },
            "a transfer coding that was not asked for; the body may still be in it (RFC 9112, section 7.4)",
        ),
        odd(
            "two content types",
            || with("content-type: text/html\r\n"),
            "the header is given 2 times (RFC 9110, section 5.3)",
        ),
        odd("no content type", || answer(""), "the body does not say what it is (RFC 9110, section 8.3)"),
        odd(
            "JSON in another charset",
            || answer("content-type: application/json; charset=latin1\r\n"),
            "a character set that cannot be (RFC 8259, section 8.1)",
        ),
        odd(
            "two charsets",
            || answer("content-type: application/json; charset=utf-8; charset=latin1\r\n"),
            "a character set that cannot be (RFC 9110, section 8.3.1)",
        ),
        odd(
            "a date of another form",
            || with("date: 2026-11-22\r\n"),
            "a header that is not well-formed (RFC 9110, section 5.6.7)",
        ),
        odd(
            "a location that is none",
            || with("location: http://[\r\n"),
            "a header that is not well-formed (RFC 9110, section 10.2.2)",
        ),
        odd(
            "a retry-after that is none",
            || with("retry-after: soon\r\n"),
            "a header that is not well-formed (RFC 9110, section 10.2.3)",
        ),
        odd(
            "an etag without quotes",
            || with("etag: abc\r\n"),
            "a header that is not well-formed (RFC 9110, section 8.8.3)",
        ),
        odd(
            "bytes beyond ASCII",
            || [&b"HTTP/1.1 200 OK\r\nx-a: caf\xe9\r\n"[..], &with("")[17..]].concat(),
            "a header with other characters than ASCII, which clients read differently (RFC 9110, section 5.5)",
        ),
        odd(
            "a large header",
            || with(&format!("x-a: {}\r\n", "a".repeat(20_000))),
            "a header that common proxies refuse (RFC 9110, section 5.4)",
        ),
        odd(
            "many cookies",
            || with(&"set-cookie: a=b\r\n".repeat(60)),
            "more cookies than clients keep (RFC 6265, section 6.1)",
        ),
        // What the client hides.
        odd("bytes after the body", || [with(""), b"HTTP/1.1 200 OK\r\n\r\nanother".to_vec()].concat(), ""),
        odd(
            "a trailer that is none of this place",
            || {
                format!("HTTP/1.1 200 OK\r\n{JSON}transfer-encoding: chunked\r\n\r\n{:x}\r\n{CHAIR}\r\n0\r\ncontent-length: 5\r\n\r\n", CHAIR.len()).into()
            },
            "",
        ),
        odd(
            "chunk extensions",
            || {
                format!(
                    "HTTP/1.1 200 OK\r\n{JSON}transfer-encoding: chunked\r\n\r\n{:x};a=b\r\n{CHAIR}\r\n0\r\n\r\n",
                    CHAIR.len()
                )
                .into()
            },
            "",
        ),
        odd("an unknown informational response", || [b"HTTP/1.1 199 What\r\n\r\n".to_vec(), with("")].concat(), ""),
        odd(
            "lines that end in LF alone",
            || String::from_utf8(with("")).expect("text").replace("\r\n", "\n").into(),
            "",
        ),
        odd(
            "a reason that is another status's",
            || String::from_utf8(with("")).expect("text").replace("200 OK", "200 Not Found").into(),
            "",
        ),
        odd("header names in odd letters", || with("X-ODD: a\r\n"), ""),
        odd(
            "a body that only the end of the connection ends",
            || format!("HTTP/1.1 200 OK\r\n{JSON}\r\n{CHAIR}").into(),
            "",
        ),
        odd(
            "HTTP/1.0 that stays open",
            || {
                String::from_utf8(with("connection: keep-alive\r\n"))
                    .expect("text")
                    .replace("HTTP/1.1", "HTTP/1.0")
                    .into()
            },
            "",
        ),
        odd("white space before the status line", || [b"\r\n\r\n".to_vec(), with("")].concat(), ""),
    ]
}

fn run(answer: Vec<u8>, strict: &str, case: &str) -> Ran {
    let url = format!("http://127.0.0.1:{}", start(Script::Bytes(answer)));
    let mut project = Project::items().with("cases/a.yaml", &format!("api: items\ncases:\n  - name: a\n    {case}\n"));
    let config = project.read("countersign.toml");
    project.write(
        "countersign.toml",
        &config.replace(
            "[environments.staging.apis",
            &format!("[environments.staging]\n{strict}\n\n[environments.staging.apis"),
        ),
    );
    project.set("ITEMS_URL", &url);
    project.set("ITEMS_KEY", "key-of-items");
    project.run(&["run", "--env", "staging", "--seed", "1"])
}

const GET: &str = "operation: GET /items/{id}\n    request: { path: { id: 1 } }\n    expect: { schema: none }";

#[test]
fn every_oddity_is_a_warning_and_a_failure_where_that_is_asked_for() {
    together(oddities(), |oddity| {
        let all = |strict: &str| run((oddity.answer)(), strict, GET);
        let (lenient, strict) = (all("strict = false"), all("strict = true"));
        let text = format!("{}\n{}", lenient.all(), strict.all());
        let wrong = |what: &str| Err(format!("{what}\n{text}"));
        if oddity.says.is_empty() {
            return if text.contains("CS0323") { wrong("it can be seen now") } else { Ok(()) };
        }
        let (message, rfc) = oddity.says.split_once(" (RFC").unwrap_or((oddity.says, ""));
        let said = |severity: &str, ran: &Ran| {
            let parts = [format!("{severity}[CS0323]"), message.to_owned(), format!("(RFC{rfc}")];
            parts.iter().all(|part| ran.stdout.contains(part))
        };
        // A content type that is none of the contract's is a failure in any case.
        match (lenient.code, strict.code) {
            (0 | 1, 1) if said("warning", &lenient) && said("failure", &strict) => Ok(()),
            _ => wrong("not a warning and a failure"),
        }
    });
}

#[test]
fn bodies_that_nobody_sees_are_not_judged() {
    // To HEAD, with 204 and with 304 the client reads no body: what comes is dropped with the connection.
    let head = "request: { method: HEAD, url: /items/1 }";
    let get = "request: { method: GET, url: /items/1 }\n    expect: { status: [2xx, 304] }";
    for (case, status, line) in [(head, "200 OK", JSON), (get, "204 No Content", ""), (get, "304 Not Modified", "")] {
        let answer = format!("HTTP/1.1 {status}\r\n{line}\r\n{CHAIR}");
        let ran = run(answer.into(), "strict = true", case);
        assert_eq!(ran.code, 0, "{}", ran.all());
    }
    let ran = run(b"HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nhello".to_vec(), "strict = true", get);
    assert!(ran.code == 1 && ran.stdout.contains("204 has no body, and a content-length"), "{}", ran.all());
    let ran = run(
        b"HTTP/1.1 205 X\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello".to_vec(),
        "strict = true",
        get,
    );
    assert!(ran.code == 1 && ran.stdout.contains("205 has a body"), "{}", ran.all());
    let ran = run(b"HTTP/1.1 799 X\r\ncontent-length: 0\r\n\r\n".to_vec(), "strict = true", get);
    assert!(ran.code == 1 && ran.stdout.contains("of no class that HTTP knows"), "{}", ran.all());
}
