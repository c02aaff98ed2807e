//! What is wrong with a file is said before the mock starts, all of it, with places.

use camino::Utf8Path;

use super::read;
use crate::contract::fixture::in_order;
use crate::mock::rules::rule::MockFile;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;

const DESCRIPTION: &str = "
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /items:
    get: { responses: { '200': { description: d, content: { application/json: { examples: { one: { value: 1 } } } } } } }
  /items/{id}:
    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: d }, '404': { description: d } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
";

fn loaded(text: &str) -> (Option<MockFile>, String) {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    std::fs::write(root.join("api.yaml"), text).unwrap();
    let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = read(root, "api.yaml".into(), None, &in_order(DESCRIPTION), &sources, &mut diagnostics);
    let lines = diagnostics.sorted().into_iter().map(|diagnostic| {
        let position = sources.position(diagnostic.labels[0].span);
        let said =
            [&diagnostic.labels[0].text].into_iter().chain(&diagnostic.help).cloned().collect::<Vec<_>>().join("; ");
        format!("{}:{} {} {}; {said}\n", position.line, position.column, diagnostic.code, diagnostic.message)
    });
    let lines = lines.collect();
    (file, lines)
}

#[test]
fn a_sound_file_says_nothing() {
    let (file, problems) = loaded(
        "version: 1
api: x
credentials: { key: secret }
state: { items: {} }
macros: |
  {% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}
rules:
  - on: PUT /items/{id}
    when: path.id in state.items and n > 1
    let: { n: \"${{ state.items | length }}\", m: { template: '\"{{ twice(n) }}\"' } }
    set: { \"/items/${{ path.id }}\": \"${{ m }}\" }
    delete: [/gone]
    respond: { status: 204, headers: { x-n: \"${{ n }}\", x-one: 1 } }
  - on: [GET /items]
    respond: { example: one }
",
    );
    assert_eq!(problems, "");
    let file = file.unwrap();
    assert_eq!((file.credentials.len(), file.rules[0].len(), file.rules[1].len()), (1, 1, 1));
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let (file, problems) = loaded(
        "version: 2
api: x
credentials: { kay: secret }
rules:
  - on: GET /item
    when: stat.x
  - on: PUT /items/{id}
    when: \"${{ state.x }}\"
    let: { path: 1 }
    set: { items: 1, \"/a/${{ pth.id }}\": 1 }
    respond: { status: 200 }
  - on: GET /items
    respond: { example: on, json: 1, headers: { \"a b\": c } }
  - on: GET /items
    respond:
      template: |
        {
        {% if %}
",
    );
    assert!(file.is_none());
    insta::assert_snapshot!(problems, @r"
    1:10 CS0107 a version of this format that is not known; only 1 is; write `version: 1`, or leave it out
    3:16 CS0703 the contract has no security scheme `kay`; not in components.securitySchemes; known here: key
    5:9 CS0703 the contract has no operation `GET /item`; not documented; did you mean `GET /items`?
    6:11 CS0602 `stat` is not defined here; uses `stat`; did you mean `state`?
    8:11 CS0601 syntax error: unexpected character; in this expression; `when` is an expression, without `${{ }}`
    9:12 CS0107 `path` is taken; every rule has this name already; choose another name
    10:12 CS0107 `items` is not a JSON Pointer; begins without a slash; write `/items`; `~1` stands for a slash in a key
    10:22 CS0602 `pth` is not defined here; uses `pth`; did you mean `path`?
    11:24 CS0703 PUT /items/{id} has no 200; an undocumented status; documented are 204, 404
    13:25 CS0703 GET /items has no example `on` for 200; not documented; did you mean `one`?
    13:29 CS0107 an answer with two bodies; the second; keep one of `json`, `text`, `template` and `example`
    13:49 CS0107 `a b` is no header name; here
    17:9 CS0601 syntax error: unexpected end of block; see line 18
    ");
}

#[test]
fn macros_that_cannot_be_read_are_reported_once() {
    let (file, problems) = loaded(
        "api: x
macros: |
  {% macro a() %}
rules:
  - on: GET /items
    respond: { template: '1' }
  - on: GET /items
    respond: { template: '2' }
",
    );
    assert!(file.is_none());
    assert_eq!(problems.lines().count(), 1, "{problems}");
    assert!(problems.contains("CS0601"), "{problems}");
}
