//! Answers that are not as they should be, each failure with its own code.

use super::answers::{Answer, against, on_server};
use super::said;

const READ: &str = "request: { path: { id: 1 } }";
const CHAIR: &str = r#"{"id": 1, "name": "Chair", "price": 10.50}"#;

fn judged(case: &str, answer: Answer) -> crate::project::Ran {
    against(case, vec![answer])
}

#[test]
fn another_status_than_expected_is_a_failure() {
    let ran = judged("request: { path: { id: 1 } }\nexpect: { status: 404 }", Answer::json(CHAIR));
    insta::assert_snapshot!(said("CS0301", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0301] another status than expected
        in        status
        expected  404 Not Found
        found     200 OK
        case      cases/a.yaml:6:23
        help      the body says: {"id": 1, "name": "Chair", "price": 10.50}
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0301
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_status_that_is_not_documented_is_a_failure() {
    insta::assert_snapshot!(said("CS0302", &judged(READ, Answer::new(418, "", ""))), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 418, no content type, 0 B, [TIME]
      failure[CS0302] an undocumented status
        in        status
        expected  a documented status: 200, 401, 404
        found     418 I'm a teapot
        contract  items.yaml:9:5
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0302
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_valid_request_must_get_a_2xx() {
    insta::assert_snapshot!(said("CS0303", &judged(READ, Answer::new(404, "", ""))), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 404, no content type, 0 B, [TIME]
      failure[CS0303] the wrong kind of status for this request
        in        status
        expected  200
        found     404 Not Found
        case      cases/a.yaml:4:5
        contract  items.yaml:9:5
        help      `expect.status` says which other status is right
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0303
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_content_type_that_is_not_documented_is_a_failure() {
    let ran = judged(READ, Answer::new(200, "content-type: text/html\r\n", "<p>hello</p>"));
    insta::assert_snapshot!(said("CS0304", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, text/html, 12 B, [TIME]
      failure[CS0304] an undocumented content type
        in        header content-type
        expected  application/json
        found     text/html
        contract  items.yaml:11:9
        the body <p>hello</p>
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0304
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn headers_are_judged_by_the_contract_and_by_the_case() {
    let contract = HEADERS;
    let with = |case: &str, answer: Answer| on_server(case, contract, vec![answer]);
    insta::assert_snapshot!(said("CS0305", &with(READ, Answer::json(CHAIR))), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0305] a documented header is missing
        in        header x-page
        expected  this header
        found     no such header
        contract  items.yaml:11:22
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0305
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
    let ran = with(
        "request: { path: { id: 1 } }\nexpect: { headers: { x-page: \"2\", x-other: a } }",
        Answer::new(200, "content-type: application/json\r\nx-page: one\r\n", CHAIR),
    );
    insta::assert_snapshot!(said("CS0306", &ran), @r#"
exit code: 1
--- stdout
FAILED  items/a::a-case  [TIME]

FAILED items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
  failure[CS0306] not as the schema says: `type`
    in        header x-page
    expected  integer
    found     string "one"
    contract  items.yaml:11:64
  failure[CS0306] not the expected value
    in        header x-page
    expected  "2"
    found     "one"
    case      cases/a.yaml:6:34
  failure[CS0306] the header is missing
    in        header x-other
    expected  "a"
    found     no such header
    case      cases/a.yaml:6:39
    the body {"id": 1, "name": "Chair", "price": 10.50}
    curl curl -sS 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0306
1 failed in [TIME] (seed [SEED])
0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
"#);
}

const HEADERS: &str = r#"
openapi: 3.1.0
info: { title: Items, version: "1" }
paths:
  /items/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200":
          description: the item
          headers: { x-page: { required: true, schema: { type: integer } } }
          content: { application/json: { schema: { type: object } } }
"#;

#[test]
fn a_body_where_none_is_documented_is_a_failure() {
    let ran = judged("request: { path: { id: 1 } }\nexpect: { status: 404 }", Answer::new(404, "", "no such item"));
    insta::assert_snapshot!(said("CS0307", &ran), @r#"
exit code: 1
--- stdout
FAILED  items/a::a-case  [TIME]

FAILED items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 404, no content type, 12 B, [TIME]
  failure[CS0307] a body where none is documented
    in        body
    expected  no body
    found     12 bytes: "no such item"
    contract  items.yaml:18:9
  warning[CS0323] the body does not say what it is
    in        header content-type
    expected  a content-type (RFC 9110, section 8.3)
    found     a body of 12 bytes without one
    the body no such item
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

warnings: CS0323 in 1 case
1 code explained by `countersign explain CODE`, such as CS0307
1 failed in [TIME] (seed [SEED])
0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn no_body_where_one_is_documented_is_a_failure() {
    let ran = judged(READ, Answer::new(200, "content-type: application/json\r\n", ""));
    insta::assert_snapshot!(said("CS0308", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 0 B, [TIME]
      failure[CS0308] no body where one is documented
        in        body
        expected  a body, application/json
        found     an empty body
        contract  items.yaml:11:9
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0308
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn what_is_not_json_is_shown_at_its_first_wrong_byte() {
    let mut all = String::new();
    for body in [r#"{"id": 1,}"#, r#"{"id": NaN}"#, r#"{"id": 1} trailing"#, "{\"a\": \"\u{1b}[31m::error::x\""] {
        all.push_str(&said("CS0309", &judged(READ, Answer::json(body))));
    }
    insta::assert_snapshot!(all, @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 10 B, [TIME]
      failure[CS0309] a body that is not JSON
        in        body
        expected  JSON
        found     trailing comma at byte 9 (line 1, column 10), near "{\"id\": 1,}"
        contract  items.yaml:14:13
        the body {"id": 1,}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0309
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 11 B, [TIME]
      failure[CS0309] a body that is not JSON
        in        body
        expected  JSON
        found     expected value at byte 7 (line 1, column 8), near "{\"id\": NaN}"
        contract  items.yaml:14:13
        the body {"id": NaN}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0309
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 18 B, [TIME]
      failure[CS0309] a body that is not JSON
        in        body
        expected  JSON
        found     trailing characters at byte 10 (line 1, column 11), near "{\"id\": 1} trailing"
        contract  items.yaml:14:13
        the body {"id": 1} trailing
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0309
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 23 B, [TIME]
      failure[CS0309] a body that is not JSON
        in        body
        expected  JSON
        found     control character (\u0000-\u001F) found while parsing a string at byte 7 (line 1, column 8), near "{\"a\": \"\u001b[31m::error::x\""
        contract  items.yaml:14:13
        the body {"a": "\u{1b}[31m::error::x"
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0309
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_body_that_does_not_fit_its_schema_fails_in_every_place() {
    let ran = judged(READ, Answer::json(r#"{"id": "1", "name": "", "price": -1, "tags": ["a", 2]}"#));
    insta::assert_snapshot!(said("CS0310", &ran), @r#"
exit code: 1
--- stdout
FAILED  items/a::a-case  [TIME]

FAILED items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 54 B, [TIME]
  failure[CS0310] not as the schema says: `type`
    in        body /id
    expected  integer
    found     string "1"
    contract  items.yaml:34:21
  failure[CS0310] not as the schema says: `minLength`
    in        body /name
    expected  at least 1 characters
    found     0: string ""
    contract  items.yaml:35:42
  failure[CS0310] not as the schema says: `minimum`
    in        body /price
    expected  at least 0
    found     integer -1
    contract  items.yaml:36:41
  failure[CS0310] not as the schema says: `type`
    in        body /tags/1
    expected  string
    found     integer 2
    contract  items.yaml:37:45
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0310
1 failed in [TIME] (seed [SEED])
0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_property_that_is_not_documented_is_a_warning_unless_it_is_more() {
    let body = r#"{"id": 1, "name": "Chair", "price": 1, "colour": "red"}"#;
    insta::assert_snapshot!(said("CS0311", &judged(READ, Answer::json(body))), @r#"
    exit code: 0
    --- stdout
    ok      items/a::a-case  [TIME]

    WARNING items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 55 B, [TIME]
      warning[CS0311] an undocumented property
        in        body /colour
        expected  only documented properties
        found     string "red"
        contract  items.yaml:31:7
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

    warnings: CS0311 in 1 case
    1 passed in [TIME] (seed [SEED])
    1 hold on staging (http://127.0.0.1:[PORT])
    "#);
    insta::assert_snapshot!(said("CS0311", &judged("undocumented: fail\nrequest: { path: { id: 1 } }", Answer::json(body))), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 55 B, [TIME]
      failure[CS0311] an undocumented property
        in        body /colour
        expected  only documented properties
        found     string "red"
        contract  items.yaml:31:7
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0311
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn matchers_that_do_not_hold_never_hide_one_another() {
    let ran = judged(
        "request: { path: { id: 1 } }\nexpect:\n  body:\n    subset: { name: Table, tags: [wood] }\n    at:\n      $.price: { min: 11, type: integer }\n      $.name: { matches: '^T', length: 3 }\n      $.nothing: 1",
        Answer::json(CHAIR),
    );
    insta::assert_snapshot!(said("CS0312", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0312] not the expected value
        in        body /name
        expected  "Table"
        found     "Chair"
        case      cases/a.yaml:8:17
      failure[CS0312] missing
        in        body /tags
        expected  ["wood"]
        found     nothing
        case      cases/a.yaml:8:17
      failure[CS0312] not the expected value
        in        body /price
        expected  at least 11
        found     the number 10.50
        case      cases/a.yaml:10:27
      failure[CS0312] not the expected value
        in        body /price
        expected  integer
        found     the number 10.50
        case      cases/a.yaml:10:37
      failure[CS0312] not the expected value
        in        body /name
        expected  a string matching /^T/
        found     the string "Chair"
        case      cases/a.yaml:11:30
      failure[CS0312] the length is not the expected one
        in        body /name
        expected  3
        found     5
        case      cases/a.yaml:11:44
      failure[CS0313] $.nothing selects nothing
        in        body
        expected  a node: 1
        found     no node
        case      cases/a.yaml:12:11
        help      `optional: true` says that there may be none
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    2 codes explained by `countersign explain CODE`, such as CS0312
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
    said("CS0313", &ran);
}

#[test]
fn assertions_show_both_operands() {
    let ran = judged(
        "request: { path: { id: 1 } }\nexpect:\n  assert:\n    - response.body.price == 11\n    - { that: response.body.id > 1, message: ids begin at 2 }\n    - response.body.name + 1 == 2\n    - response.body.name",
        Answer::json(CHAIR),
    );
    insta::assert_snapshot!(said("CS0314", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0314] the assertion does not hold
        in        exchange
        expected  response.body.price == 11
        found     response.body.price is 10.50
        case      cases/a.yaml:8:11
      failure[CS0314] ids begin at 2
        in        exchange
        expected  response.body.id > 1
        found     response.body.id is 1
        case      cases/a.yaml:9:19
      error[CS0315] tried to use + operator on unsupported types string and number
        in        exchange
        expected  true or false
        found     no value of response.body.name + 1 == 2
        case      cases/a.yaml:10:11
      error[CS0315] it must be true or false, but is "Chair"
        in        exchange
        expected  true or false
        found     no value of response.body.name
        case      cases/a.yaml:11:11
        help      compare it with something, such as `== 1`, `is defined` or `| length > 0`
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    2 codes explained by `countersign explain CODE`, such as CS0314
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
    said("CS0315", &ran);
}

#[test]
fn an_answer_that_takes_too_long_is_a_failure() {
    let ran = judged("request: { path: { id: 1 } }\nexpect: { max_time: 0ms }", Answer::json(CHAIR));
    insta::assert_snapshot!(said("CS0316", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0316] slower than allowed
        in        exchange
        expected  at most [TIME]
        found     [TIME]
        case      cases/a.yaml:6:13
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0316
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_request_must_keep_to_the_contract_unless_it_says_not_to() {
    let ran = judged("request: { path: { id: one }, headers: { x-y: z } }", Answer::json(CHAIR));
    insta::assert_snapshot!(said("CS0317", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/one -> 200, application/json, 42 B, [TIME]
      failure[CS0317] path parameter id of the request is not as the contract says
        in        request
        expected  integer
        found     string "one"
        case      cases/a.yaml:4:5
        contract  items.yaml:8:63
        help      `request.invalid: "why"` says that this is the point of the case
        curl curl -sS -H 'x-y: z' -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/one'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0317
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
    let ran = judged("request: { path: { id: 1 }, invalid: the id is wrong }", Answer::new(404, "", ""));
    insta::assert_snapshot!(said("CS0318", &ran), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 404, no content type, 0 B, [TIME]
  error[CS0318] an invalid request that is valid
    in        request
    expected  a request that breaks the contract: the id is wrong
    found     a request that it allows
    case      cases/a.yaml:4:5
    help      remove `request.invalid`, or write into the contract what the request breaks
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0318
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
"#);
}

#[test]
fn a_capture_takes_exactly_one_node() {
    let scenario = "steps:\n  - request: { path: { id: 1 } }\n    capture: { none: $.nothing, many: \"$[*]\", header: { header: x-id } }\n  - request: { path: { id: \"${{ captures.none }}\" } }";
    insta::assert_snapshot!(said("CS0319", &judged(scenario, Answer::json(CHAIR))), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]
            note: skipped after that: 2

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      step 1 · GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0319] the capture `none` did not get its value
        in        exchange
        expected  exactly one node
        found     `$.nothing` finds nothing
        case      cases/a.yaml:7:20
      failure[CS0319] the capture `many` did not get its value
        in        exchange
        expected  exactly one node
        found     `$[*]` finds 3 nodes
        case      cases/a.yaml:7:37
        help      make the path narrower, or say `many: true` to keep them all
      failure[CS0319] the capture `header` did not get its value
        in        exchange
        expected  exactly one node
        found     the header `x-id` finds nothing
        case      cases/a.yaml:7:51
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0319
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn waiting_gives_up_after_the_last_attempt() {
    let ran = against(
        "request: { path: { id: 1 } }\nuntil: { attempts: 2, every: 1ms, body: { at: { $.name: Table } } }",
        vec![Answer::json(CHAIR), Answer::json(CHAIR)],
    );
    insta::assert_snapshot!(said("CS0320", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0320] not as wanted after 2 of 2 attempts: all attempts are used up
        in        exchange
        case      cases/a.yaml:6:12
      failure[CS0312] not the expected value
        in        body /name
        expected  "Table"
        found     "Chair"
        case      cases/a.yaml:6:61
        the body {"id": 1, "name": "Chair", "price": 10.50}
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    2 codes explained by `countersign explain CODE`, such as CS0312
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_string_that_should_hold_json_is_judged_inside() {
    let ran = judged(
        "request: { path: { id: 1 } }\nexpect: { body: { at: { $.name: { json: { type: array } } } } }",
        Answer::json(CHAIR),
    );
    insta::assert_snapshot!(said("CS0321", &ran), @r#"
    exit code: 1
    --- stdout
    FAILED  items/a::a-case  [TIME]

    FAILED items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 42 B, [TIME]
      failure[CS0321] not the expected value
        in        body /name
        expected  a string that holds JSON
        found     the string "Chair": expected value at byte 0 (line 1, column 1)
        case      cases/a.yaml:6:45
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0321
    1 failed in [TIME] (seed [SEED])
    0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
    "#);
}
