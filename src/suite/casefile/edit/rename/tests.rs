//! Ids of cases, steps and rows are renamed however they are written, and not a byte else is touched.

use super::{span_of, with_case_id, with_row_id, with_step_id};
use crate::source::span::FileId;
use crate::suite::casefile::edit::tree::{Uneditable, parsed};

const FILE: FileId = FileId(0);

fn case(text: &str, old: &str, new: &str) -> Result<String, Uneditable> {
    with_case_id(FILE, text, old, new)
}

fn step(text: &str, position: usize, old: &str, new: &str) -> Result<String, Uneditable> {
    let root = parsed(FILE, text).expect("well-formed");
    let step =
        span_of(&root.get("cases").expect("cases").elements()[0].get("steps").expect("steps").elements()[position]);
    with_step_id(FILE, text, "c", (step, old), new)
}

#[test]
fn a_case_gets_its_id_behind_its_name_in_any_layout() {
    for (written, renamed) in [
        (
            "cases:\n  - name: a b  # why\n    expect: {}\n",
            "cases:\n  - name: a b  # why\n    id: new-1\n    expect: {}\n",
        ),
        ("cases:\n- name: a b", "cases:\n- name: a b\n  id: new-1"),
        ("cases:\n  - skip: x\n    name: 'a b'\n", "cases:\n  - skip: x\n    name: 'a b'\n    id: new-1\n"),
        ("cases: [{ name: a b, skip: x }]\n", "cases: [{ name: a b, id: new-1, skip: x }]\n"),
        ("cases: [{\"name\": \"a b\"}]", "cases: [{\"name\": \"a b\", \"id\": \"new-1\"}]"),
        (
            "cases:\n  - name: >-\n      a\n      b\n\n    skip: x\n",
            "cases:\n  - name: >-\n      a\n      b\n    id: new-1\n\n    skip: x\n",
        ),
        ("cases:\n  - name: other\n    id: a-b  # id\n", "cases:\n  - name: other\n    id: new-1  # id\n"),
        ("cases:\n  - { id: \"a b\", name: é }\n", "cases:\n  - { id: \"new-1\", name: é }\n"),
        (
            "cases:\r\n  - name: a b # é\r\n    skip: x\r\n",
            "cases:\r\n  - name: a b # é\r\n    id: new-1\r\n    skip: x\r\n",
        ),
    ] {
        assert_eq!(case(written, "a-b", "new-1").as_deref(), Ok(renamed), "{written}");
    }
    let numeric = case("cases:\n  - name: a b\n", "a-b", "404").expect("renamed");
    assert_eq!(numeric, "cases:\n  - name: a b\n    id: \"404\"\n");
}

#[test]
fn an_alias_is_not_renamed() {
    for text in [
        "x: &c { name: a b }\ncases: [*c]\n",
        "cases:\n  - { name: x, id: &i a-b }\n  - { name: y, tags: [*i] }\n",
        "cases:\n  - { name: x, tags: [&i a-b] , id: *i }\n",
    ] {
        assert!(case(text, "a-b", "new").is_err(), "{text}");
    }
}

#[test]
fn a_row_gets_another_key() {
    let text = "cases:\n  - name: c\n    each:\n      'The Row': { a: 1 }  # one\n      \"two\": { the-row: 2 }\n";
    assert_eq!(with_row_id(FILE, text, "c", "the-row", "r2"), Ok(text.replace("'The Row'", "r2")));
    assert_eq!(with_row_id(FILE, text, "c", "two", "r2"), Ok(text.replace("\"two\"", "\"r2\"")));
    assert!(with_row_id(FILE, "cases: [{ name: c, each: { file: a.csv, id: x } }]", "c", "one", "two").is_err());
}

#[test]
fn a_step_is_renamed_with_everything_that_speaks_of_it() {
    let text = r#"cases:
  - name: c  # steps.read and ${{ steps.read }}
    steps:
      - id: read
        operation: GET /x
      - operation: PUT /x
        request:
          json: { that: steps.read, a: "${{ steps.read.response.body.a }}", "${{ steps['read'] }}": 'it''s ${{ steps[''read''].x }}' }
        expect:
          body: { at: { "$[?@.a == ${{ steps.read.response.status }}]": 1 } }
          assert:
            - steps.read.response.status == 200 and 'steps.read'
            - { each: "$[*]", that: "it.a in steps.read.response.body", message: steps.read }
        repeat: { while: steps.read.x, max: 2 }
    cleanup:
      - request: { url: "/${{ steps.read.id ~ steps.reader.id }}" }
  - name: d
    request: { json: "${{ steps.read }}" }
"#;
    let renamed = text
        .replace("id: read\n", "id: look\n")
        .replace("${{ steps.read.", "${{ steps.look.")
        .replace("['read']", "['look']")
        .replace("[''read'']", "[''look'']")
        .replace("- steps.read.", "- steps.look.")
        .replace("in steps.read.", "in steps.look.")
        .replace("while: steps.read.", "while: steps.look.");
    assert_eq!(step(text, 0, "read", "look").as_deref(), Ok(&*renamed));
    assert!(step(text, 0, "read", "look-at").is_err_and(|error| error.why.contains("cannot be written")));
}

#[test]
fn a_step_without_an_id_gets_one_first() {
    let text = "cases:\n  - name: c\n    steps:\n      # one\n      - operation: GET /x  # x\n        expect: {}\n      - { operation: GET /y }\n";
    assert_eq!(
        step(text, 0, "1", "first"),
        Ok(text.replace("- operation: GET /x", "- id: first\n        operation: GET /x"))
    );
    assert_eq!(step(text, 1, "2", "look-at"), Ok(text.replace("{ op", "{ id: look-at, op")));
}
