//! What befalls answers on the way, each with its own code. `faults::list` has every fault; here is what users read.

use super::answers::{Answer, against, project};
use super::said;
use crate::project::Ran;

const READ: &str = "request: { path: { id: 1 } }";

/// Answered by a head with these lines, and a body.
fn answered(lines: &str, body: impl AsRef<[u8]>) -> Ran {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{lines}\r\n");
    against(READ, vec![Answer::raw(&head, body.as_ref())])
}

#[test]
fn a_body_that_ends_early_says_how_much_of_it_came() {
    insta::assert_snapshot!(said("CS0418", &answered("content-length: 100\r\n", "{\"id\":")), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at body, [TIME]
  error[CS0418] 6 of 100 bytes of the body came, and the server closed the connection
    in        exchange
    found     broke off at body, after 6 bytes of the body
    case      cases/a.yaml:5:14
    help      the server's log may say why it stopped; something in between may have cut the answer, too
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0418
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_length_that_cannot_be_told_is_an_error() {
    let mut all = said("CS0419", &answered("content-length: 1\r\ncontent-length: 2\r\n", "{}"));
    all.push_str(&said("CS0419", &answered("transfer-encoding: chunked\r\n", "3\r\n[1,\r\nzz\r\n")));
    insta::assert_snapshot!(all, @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
  error[CS0419] the answer's Content-Lengths differ, or one is no number that a length can be
    in        exchange
    found     broke off at head
    case      cases/a.yaml:5:14
    help      different clients read different bodies here; `curl -v --raw` shows the answer as it is
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0419
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at body, [TIME]
  error[CS0419] 3 bytes of the body came, and no proper chunk after that: invalid chunk size line: missing size digit
    in        exchange
    found     broke off at body, after 3 bytes of the body
    case      cases/a.yaml:5:14
    help      different clients read different bodies here; `curl -v --raw` shows the answer as it is
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0419
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn an_encoding_that_was_not_asked_for_is_an_error() {
    insta::assert_snapshot!(said("CS0420", &answered("content-encoding: lzma\r\ncontent-length: 2\r\n", "{}")), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at decode, [TIME]
  error[CS0420] the content encoding "lzma" is not known
    in        exchange
    found     broke off at decode, after 2 bytes of the body
    case      cases/a.yaml:5:14
    help      the header `accept-encoding: identity` in `request.headers` asks for a body as it is
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0420
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_bomb_is_an_error() {
    // Blocks of 128 KiB of zeros in four bytes each, as Zstandard.
    let block = [0x02, 0x00, 0x10, 0x00];
    let last = [0x03, 0x00, 0x10, 0x00];
    let bomb = [&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50][..], &block.repeat(20), &last].concat();
    let lines = format!("content-encoding: zstd\r\ncontent-length: {}\r\n", bomb.len());
    insta::assert_snapshot!(said("CS0421", &answered(&lines, bomb)), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at decode, [TIME]
  error[CS0421] decoded, the body is more than 1000 times as large as the 90 bytes that were sent
    in        exchange
    found     broke off at decode, after 90 bytes of the body
    case      cases/a.yaml:5:14
    help      is it a bomb? `limits.ratio` of the environment allows it to grow more
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0421
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_body_that_is_nested_too_deeply_is_no_failure_of_the_api() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    insta::assert_snapshot!(said("CS0427", &answered("content-length: 400\r\n", deep)), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 400 B, [TIME]
  error[CS0427] a body that is nested too deeply
    in        body
    expected  JSON
    found     nested more than 128 levels deep at byte 128 (line 1, column 129), near "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
    contract  items.yaml:14:13
    help      does something in the answer hold itself? most readers stop at such a depth, too
    the body [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]…
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0427
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_breach_of_http_is_a_warning_and_a_failure_where_an_environment_is_strict() {
    let chair = r#"{"id": 1, "name": "Chair", "price": 1}"#;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: today\r\ncontent-length: 38\r\n\r\n";
    let mut all = said("CS0323", &against(READ, vec![Answer::raw(head, chair.as_bytes())]));
    let server = super::answers::Server::start(vec![Answer::raw(head, chair.as_bytes())]);
    let project = project(READ, &server.url);
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.staging]\nstrict = true\n"));
    all.push_str(&said("CS0323", &project.run(&["run", "--env", "staging", "--seed", "1"])));
    insta::assert_snapshot!(all, @r#"
exit code: 0
--- stdout
ok      items/a::a-case  [TIME]

WARNING items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 38 B, [TIME]
  warning[CS0323] a header that is not well-formed
    in        header date
    expected  a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7)
    found     today
    the body {"id": 1, "name": "Chair", "price": 1}
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

warnings: CS0323 in 1 case
1 passed in [TIME] (seed [SEED])
1 hold on staging (http://127.0.0.1:[PORT])
exit code: 1
--- stdout
FAILED  items/a::a-case  [TIME]

FAILED items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 38 B, [TIME]
  failure[CS0323] a header that is not well-formed
    in        header date
    expected  a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7)
    found     today
    the body {"id": 1, "name": "Chair", "price": 1}
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0323
1 failed in [TIME] (seed [SEED])
0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
"#);
}
