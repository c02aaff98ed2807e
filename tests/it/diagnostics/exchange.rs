//! Servers that give no answer that could be judged. Each is an error with its code, and a hint.

use super::answers::{Answer, Server, against, on_server, project};
use super::said;

const READ: &str = "request: { path: { id: 1 } }";
const HASTY: &str = "request: { path: { id: 1 }, timeout: 100ms }";

fn head(rest: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{rest}\r\n")
}

#[test]
fn a_server_that_is_not_there_is_an_error_with_a_hint() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound");
    let ran = project(READ, &format!("http://{closed}")).run(&["run", "--env", "staging", "--seed", "1"]);
    insta::assert_snapshot!(said("CS0401", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at connect, [TIME]
  error[CS0401] the connection was refused
    in        exchange
    found     broke off at connect
    case      cases/a.yaml:5:14
    help      is the server running, and is the port right?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0401
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_host_that_has_no_address_is_an_error_with_a_hint() {
    // A label of more than 63 characters is refused without asking anybody.
    let host = "a".repeat(64);
    let ran = project(READ, &format!("http://{host}.test")).run(&["run", "--env", "staging", "--seed", "1"]);
    insta::assert_snapshot!(said("CS0402", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test/items/1 -> no answer, broke off at dns, [TIME]
  error[CS0402] the host's name has no address: failed to lookup address information: Name or service not known
    in        exchange
    found     broke off at dns
    case      cases/a.yaml:5:14
    help      is the host spelt right, and is the name known on this network?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0402
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test)
"#);
}

#[test]
fn a_server_that_does_not_speak_tls_is_an_error_with_a_hint() {
    let server = Server::start(vec![Answer::Greeting(b"HTTP/1.1 400 Bad\r\n\r\n".to_vec())]);
    let url = server.url.replace("http://", "https://");
    let ran = project(READ, &url).run(&["run", "--env", "staging", "--seed", "1"]);
    insta::assert_snapshot!(said("CS0403", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET https://127.0.0.1:[PORT]/items/1 -> no answer, broke off at tls, [TIME]
  error[CS0403] the server does not speak TLS here
    in        exchange
    found     broke off at tls
    case      cases/a.yaml:5:14
    help      is it `http://`, or another port?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'https://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0403
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (https://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_server_that_takes_no_connection_is_an_error_with_a_hint() {
    // Connections that nobody accepts fill the listener's queue; the next one hangs.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    let mut waiting = Vec::new();
    while let Ok(stream) = std::net::TcpStream::connect_timeout(&address, std::time::Duration::from_millis(50)) {
        waiting.push(stream);
    }
    let ran = project(HASTY, &format!("http://{address}")).run(&["run", "--env", "staging", "--seed", "1"]);
    insta::assert_snapshot!(said("CS0404", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at connect, [TIME]
  error[CS0404] no connection within [TIME]
    in        exchange
    found     broke off at connect
    case      cases/a.yaml:5:14
    help      is the host right, and does a firewall or a VPN stand in between?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0404
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_head_that_does_not_come_is_an_error() {
    insta::assert_snapshot!(said("CS0405", &against(HASTY, vec![Answer::Silence(Vec::new())])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0405] no response head within [TIME]
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      is the server busy? `timeout`, of a request or of the environment, allows more time
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0405
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
    insta::assert_snapshot!(said("CS0405", &against(HASTY, vec![Answer::Silence(b"HTTP/1.1 200 OK\r\nx: ".to_vec())])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0405] no response head within [TIME]
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      is the server busy? `timeout`, of a request or of the environment, allows more time
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0405
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
    insta::assert_snapshot!(said("CS0405", &against(HASTY, vec![Answer::Forever(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec())])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0405] no response head within [TIME]
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      is the server busy? `timeout`, of a request or of the environment, allows more time
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0405
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_body_that_does_not_end_is_an_error() {
    let body = head("content-length: 100\r\n") + "{\"id\":";
    insta::assert_snapshot!(said("CS0406", &against(HASTY, vec![Answer::Silence(body.into_bytes())])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at body, [TIME]
  error[CS0406] 6 of 100 bytes of the body came within [TIME], and no end
    in        exchange
    found     broke off at body, after 6 bytes of the body
    case      cases/a.yaml:5:14
    help      is it an endless stream? `timeout`, of a request or of the environment, allows more time
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0406
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_connection_that_breaks_is_an_error() {
    let mut all = String::new();
    for bytes in [String::new(), "HTTP/1.1 200 OK\r\nx".to_owned()] {
        all.push_str(&said("CS0407", &against(READ, vec![Answer::Bytes(bytes.into_bytes())])));
    }
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0407] the server closed the connection before a whole head had come
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      the server's log may say why it ended the connection; something in between may have, too
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0407
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0407] the server closed the connection before a whole head had come
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      the server's log may say why it ended the connection; something in between may have, too
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0407
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn what_is_no_http_is_an_error() {
    let mut all = String::new();
    for bytes in ["hello\r\n\r\n", "HTTP/1.1 1000 X\r\n\r\n", "HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n"] {
        all.push_str(&said("CS0408", &against(READ, vec![Answer::Bytes(bytes.as_bytes().to_vec())])));
    }
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0408] the answer does not begin with `HTTP/1.1` or `HTTP/1.0`
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      `curl -v --raw` shows the answer as it is; is this the port of an HTTP server?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0408
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0408] the answer's status is not three digits from 100 to 999, or a control character follows it
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      `curl -v --raw` shows the answer as it is; is this the port of an HTTP server?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0408
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0408] a header of the answer is no name, colon and value on one line, or holds a control character
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      `curl -v --raw` shows the answer as it is; is this the port of an HTTP server?
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0408
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_body_over_the_limit_is_an_error() {
    let declared = head("content-length: 99999999999\r\n").into_bytes();
    insta::assert_snapshot!(said("CS0409", &against(READ, vec![Answer::Bytes(declared)])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at body, [TIME]
  error[CS0409] the body has 99999999999 bytes, over the limit of 10485760
    in        exchange
    found     broke off at body
    case      cases/a.yaml:5:14
    help      ask for less at once, such as a page; `limits.body` of the environment allows more
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0409
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_body_that_cannot_be_decoded_is_an_error() {
    let bytes = head("content-encoding: gzip\r\ncontent-length: 5\r\n") + "12345";
    insta::assert_snapshot!(said("CS0410", &against(READ, vec![Answer::Bytes(bytes.into_bytes())])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at decode, [TIME]
  error[CS0410] the body is not valid gzip: a part of it does not begin as gzip does, with 1f 8b; it begins with 12345
    in        exchange
    found     broke off at decode, after 5 bytes of the body
    case      cases/a.yaml:5:14
    help      the header `accept-encoding: identity` in `request.headers` asks for a body as it is
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0410
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn requests_that_cannot_be_sent_are_errors_with_their_place() {
    let mut all = String::new();
    for case in [
        "vars: { v: \"a\\r\\nb: c\" }\nrequest: { path: { id: 1 }, headers: { x-a: \"${{ vars.v }}\" } }",
        "vars: { v: { a: [1] } }\nrequest: { path: { id: \"${{ vars.v }}\" } }",
        "vars: { v: \"a\\0b\" }\nrequest: { path: { id: 1 }, cookies: { c: \"${{ vars.v }}\" }, headers: { x-v: \"${{ vars.v }}\" } }",
        "vars: { m: \"GE T\" }\nrequest: { url: /items/1, method: \"${{ vars.m }}\" }",
        "vars: { u: \"http://user:hunter22@127.0.0.1/\" }\nrequest: { url: \"${{ vars.u }}\" }",
        "vars: { u: \"ftp://127.0.0.1/\" }\nrequest: { url: \"${{ vars.u }}\" }",
        "vars: { n: 3 }\nrequest: { path: { id: 1 }, headers: { content-length: \"${{ vars.n }}\" } }",
        "request: { path: { id: 1 }, as: nobody }",
        "request: { path: { id: 1 }, auth: { kye: x } }",
    ] {
        all.push_str(&against(case, Vec::new()).all());
    }
    assert!(all.contains("CS0411"));
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0411] a header value holds a line break or another control character
    in        request
    case      cases/a.yaml:6:44

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0411] `id` cannot be written: the style Simple cannot write nested lists and objects
    in        request
    case      cases/a.yaml:6:24

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0411] a header value holds a line break or another control character
    in        request
    case      cases/a.yaml:6:77

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0411] `GE T` is not a method
    in        request
    case      cases/a.yaml:6:14

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0411] the URL holds credentials; they belong under `auth`
    in        request
    case      cases/a.yaml:6:14

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0411] the URL has the scheme `ftp`, not http or https
    in        request
    case      cases/a.yaml:6:14

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at prepare, [TIME]
  error[CS0411] `content-length` is not the length of the body
    in        exchange
    found     broke off at prepare
    case      cases/a.yaml:6:14
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0411
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 2
--- stderr
error[CS0107]: no environment has a user `nobody` of items
 --> cases/a.yaml:5:14
  |
5 |     request: { path: { id: 1 }, as: nobody }
  |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sent as this user
  |
  = help: declare it: [environments.<name>.apis.items] users.nobody.<scheme> = ...

nothing was sent
exit code: 2
--- stderr
error[CS0107]: the contract has no security scheme `kye`
 --> cases/a.yaml:5:41
  |
5 |     request: { path: { id: 1 }, auth: { kye: x } }
  |                                         ^^^ this credential would never be sent
  |
  = help: did you mean `key`?

nothing was sent
"#);
    said("CS0411", &against("vars: { m: GE T }\nrequest: { url: /items/1, method: \"${{ vars.m }}\" }", Vec::new()));
}

#[test]
fn a_head_over_the_limit_is_an_error() {
    let many: String = (0..200).map(|index| format!("set-cookie: a{index}=b\r\n")).collect();
    let large = format!("x: {}\r\n", "a".repeat(1 << 20));
    let mut all = String::new();
    for rest in [many, large] {
        all.push_str(&said("CS0412", &against(READ, vec![Answer::Bytes((head(&rest)).into_bytes())])));
    }
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0412] the response's head has more than 100 headers, or more than 417792 bytes
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      `curl -sI` shows what the server sends, often cookies that pile up; `limits.headers` of the environment allows more headers
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0412
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0412] the response's head has more than 100 headers, or more than 417792 bytes
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      `curl -sI` shows what the server sends, often cookies that pile up; `limits.headers` of the environment allows more headers
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0412
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn text_that_cannot_be_decoded_is_an_error() {
    let mut all = String::new();
    for (charset, body) in [("", &b"caf\xe9"[..]), ("; charset=klingon", b"abc"), ("", b"\xef\xbb\xbfabc")] {
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: text/plain{charset}\r\ncontent-length: {}\r\n\r\n", body.len());
        let case = "request: { path: { id: 1 } }\nexpect: { body: { contains: caf } }";
        all.push_str(&said("CS0413", &on_server(case, TEXT, vec![Answer::raw(&head, body)])));
    }
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, text/plain, 4 B, [TIME]
  error[CS0413] text that cannot be decoded
    in        body
    expected  text in the character set of its content type
    found     the body is not valid UTF-8 at byte 3
    case      cases/a.yaml:6:33
    help      the `charset` of the response's `content-type` must be what the body is written in
    the body caf
    curl curl -sS 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0413
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, text/plain, 3 B, [TIME]
  error[CS0413] text that cannot be decoded
    in        body
    expected  text in the character set of its content type
    found     the character set "klingon" is not known
    case      cases/a.yaml:6:33
    help      the `charset` of the response's `content-type` must be what the body is written in
    the body abc
    curl curl -sS 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0413
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, text/plain, 6 B, [TIME]
  error[CS0413] text that cannot be decoded
    in        body
    expected  text in the character set of its content type
    found     the body begins with a byte order mark
    case      cases/a.yaml:6:33
    help      the `charset` of the response's `content-type` must be what the body is written in
    the body \u{feff}abc
    curl curl -sS 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0413
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn text_is_read_in_the_character_set_that_it_declares() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=iso-8859-1\r\ncontent-length: 4\r\n\r\n";
    let case = "request: { path: { id: 1 } }\nexpect: { body: café, assert: [response.text == 'café'] }";
    let ran = on_server(case, TEXT, vec![Answer::raw(head, b"caf\xe9")]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn json_with_a_byte_order_mark_or_in_latin_1_is_no_json() {
    let mut all = String::new();
    for body in [&b"{\"id\": \"\xfa\"}"[..], b"\xef\xbb\xbf{}"] {
        let head = head(&format!("content-length: {}\r\n", body.len()));
        let ran = against(READ, vec![Answer::raw(&head, body)]);
        all.push_str(said("CS0309", &ran).lines().find(|line| line.contains("found")).unwrap_or_default());
        all.push('\n');
    }
    insta::assert_snapshot!(all, @r#"
    found     not UTF-8 at byte 8 (line 1, column 9), near "{\"id\": \"�\"}"
    found     a byte order mark before the JSON at byte 0 (line 1, column 1), near "\u{feff}{}"
    "#);
}

const TEXT: &str = r#"
openapi: 3.1.0
info: { title: Items, version: "1" }
paths:
  /items/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: a text, content: { text/plain: { schema: { type: string } } } }
"#;

#[test]
fn a_request_that_was_sent_twice_is_labelled() {
    let chair = r#"{"id": 1, "name": "Chair", "price": 1}"#;
    let keep =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{chair}", chair.len());
    let steps = "steps:\n  - { id: one, request: { path: { id: 1 } } }\n  - { id: two, request: { path: { id: 1 } } }";
    let ran = against(steps, vec![Answer::Keep(keep.into_bytes()), Answer::Close, Answer::json(chair)]);
    insta::assert_snapshot!(said("CS0807", &ran), @r#"
    exit code: 0
    --- stdout
    ok      items/a::a-case  [TIME]

    WARNING items/a::a-case
      a case
      case cases/a.yaml:4:11

      step two · GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 38 B, [TIME]
      warning[CS0807] sent once more, because the connection had died before an answer
        in        request
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

    warnings: CS0807 in 1 case
    1 passed in [TIME] (seed [SEED])
    1 hold on staging (http://127.0.0.1:[PORT])
    "#);
}
