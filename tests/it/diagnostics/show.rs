//! `countersign show`: requests as they would be sent, secrets masked.

use super::answers::project;
use super::{case, cases};

#[test]
fn a_plain_case_is_shown_as_it_would_be_sent() {
    let project = case(
        "request: { path: { id: \"${{ vars.item }}\" }, query: { q: [a b, c], n: null }, headers: { x-note: hello } }",
    );
    insta::assert_snapshot!(project.run(&["show", "a-case", "--var", "item=7"]).all(), @r"
    exit code: 0
    --- stdout
    items/a::a-case
      a case
      cases/a.yaml:4:11

    GET http://mock/items/7?q%5B%5D=a%20b&q%5B%5D=c
    x-note: hello
    x-key: mock-credential

    curl -sS -H 'x-note: hello' -H 'x-key: mock-credential' 'http://mock/items/7?q%5B%5D=a%20b&q%5B%5D=c'
    ");
}

#[test]
fn what_is_known_only_when_a_scenario_runs_is_said() {
    let project = cases(
        "api: items\noperation: PUT /items/{id}\ncases:\n  - name: a scenario\n    steps:\n      - id: write\n        \
         request: { path: { id: 2 }, json: { id: 2, name: \"it's\", price: 1.50 } }\n        cleanup: [{ operation: 'PUT /items/{id}', request: { path: { id: 2 }, json: {} } }]\n      \
         - id: read\n        operation: GET /items/{id}\n        request: { path: { id: 2 } }\n        capture: { name: $.name }\n      \
         - id: again\n        request: { path: { id: 2 }, json: { name: \"${{ captures.name }}\" } }\n",
    );
    insta::assert_snapshot!(project.run(&["show", "scenario"]).all(), @r#"
exit code: 0
--- stdout
items/a::a-scenario
  a scenario
  cases/a.yaml:4:11

step write
PUT http://mock/items/2
x-key: mock-credential
content-type: application/json

{"id":2,"name":"it's","price":1.50}

curl -sS -X PUT -H 'x-key: mock-credential' -H 'content-type: application/json' --data-binary '{"id":2,"name":"it'\''s","price":1.50}' 'http://mock/items/2'

step read
GET http://mock/items/2
x-key: mock-credential

curl -sS -H 'x-key: mock-credential' 'http://mock/items/2'

step again
PUT http://mock/items/2
x-key: mock-credential
content-type: application/json

{"name":"captures.name"}

curl -sS -X PUT -H 'x-key: mock-credential' -H 'content-type: application/json' --data-binary '{"name":"captures.name"}' 'http://mock/items/2'

cleanup 1
PUT http://mock/items/2
x-key: mock-credential
content-type: application/json

{}

curl -sS -X PUT -H 'x-key: mock-credential' -H 'content-type: application/json' --data-binary '{}' 'http://mock/items/2'
"#);
}

#[test]
fn a_multipart_request_is_shown_with_its_parts() {
    let project = cases(
        "api: items\noperation: PUT /items/{id}\ncases:\n  - name: parts\n    request:\n      path: { id: 1 }\n      multipart:\n        \
         - { name: doc, file: a.txt, content_type: text/plain }\n        - { name: note, value: hello }\n",
    )
    .with("cases/a.txt", "what the file holds\n");
    insta::assert_snapshot!(project.run(&["show", "parts"]).all(), @r#"
exit code: 0
--- stdout
items/a::parts
  parts
  cases/a.yaml:4:11

PUT http://mock/items/1
x-key: mock-credential
content-type: multipart/form-data; boundary=countersign-57876f7c60af714b324ec196

--countersign-57876f7c60af714b324ec196
Content-Disposition: form-data; name="doc"; filename="a.txt"
Content-Type: text/plain

what the file holds

--countersign-57876f7c60af714b324ec196
Content-Disposition: form-data; name="note"

hello
--countersign-57876f7c60af714b324ec196--

curl -sS -X PUT -H 'x-key: mock-credential' -H 'content-type: multipart/form-data; boundary=countersign-57876f7c60af714b324ec196' --data-binary $'--countersign-57876f7c60af714b324ec196\r\nContent-Disposition: form-data; name="doc"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nwhat the file holds\n\r\n--countersign-57876f7c60af714b324ec196\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--countersign-57876f7c60af714b324ec196--\r\n' 'http://mock/items/1'
"#);
}

#[test]
fn secrets_are_masked_and_named_by_their_variable() {
    let mut project = project(
        "request: { path: { id: 1 }, query: { token: \"${{ secrets.TOKEN }}\" }, headers: { x-two: \"Bearer ${{ secrets.TOKEN }}\" } }",
        "http://items.test",
    );
    project.set("TOKEN", "tok/en with=signs");
    let ran = project.run(&["show", "a-case", "--env", "staging"]);
    insta::assert_snapshot!(ran.all(), @r#"
    exit code: 0
    --- stdout
    items/a::a-case
      a case
      cases/a.yaml:4:11

    GET http://items.test/items/1?token=«secret:TOKEN»
    x-two: Bearer «secret:TOKEN»
    x-key: «secret:ITEMS_KEY»

    curl -sS -H "x-two: Bearer $TOKEN" -H "x-key: $ITEMS_KEY" "http://items.test/items/1?token=$TOKEN"
    (percent-encoded in the URL: $TOKEN)
    "#);
    for form in ["key-of-items", "tok/en", "tok%2Fen", "with=signs"] {
        assert!(!ran.all().contains(form), "{form} is shown");
    }
}

#[test]
fn several_cases_that_match_are_listed() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ndefaults: { request: { path: { id: 1 } } }\ncases: [{ name: one }, { name: one more }]\n",
    );
    insta::assert_snapshot!(project.run(&["show", "one"]).all(), @r"
    exit code: 2
    --- stdout
    items/a::one
    items/a::one-more
    --- stderr
    2 cases match; name one of them
    ");
    insta::assert_snapshot!(project.run(&["show", "items/a::one"]).all(), @r"
    exit code: 0
    --- stdout
    items/a::one
      one
      cases/a.yaml:4:17

    GET http://mock/items/1
    x-key: mock-credential

    curl -sS -H 'x-key: mock-credential' 'http://mock/items/1'
    ");
}
