//! Contracts and schemas that cannot be used.

use super::{case, said};
use crate::project::Project;

fn contract(text: &str) -> Project {
    case("request: { path: { id: 1 } }").with("items.yaml", text)
}

fn schema(schema: &str) -> Project {
    contract(&format!(
        "openapi: 3.1.0\ninfo: {{ title: Items, version: \"1\" }}\npaths:\n  /items/{{id}}:\n    get:\n      parameters:\n        \
         - {{ name: id, in: path, required: true, schema: {{ type: integer }} }}\n      responses:\n        \"200\":\n          \
         description: ok\n          content:\n            application/json:\n              schema:\n                {schema}\n"
    ))
}

#[test]
fn what_is_no_openapi_description_is_refused() {
    let mut all = String::new();
    for text in [
        "swagger: \"2.0\"\npaths: {}\n",
        "openapi: 4.0.0\npaths: {}\n",
        "openapi: 3.1\npaths: {}\n",
        "- 1\n",
        "",
        "{ \"openapi\": ",
    ] {
        all.push_str(&contract(text).run(&["run"]).all());
    }
    assert!(all.contains("CS0201"));
    insta::assert_snapshot!(all, @r#"
    exit code: 2
    --- stderr
    error[CS0201]: this is not an OpenAPI description
     --> items.yaml:1:1
      |
    1 | swagger: "2.0"
      | ^ there is no `openapi: 3.x`
      |
      = help: Swagger 2.0 is not read: convert it to OpenAPI 3

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0201]: only OpenAPI 3.0 and 3.1 are understood
     --> items.yaml:1:10
      |
    1 | openapi: 4.0.0
      |          ^^^^^ a version that is not known
      |
      = help: known are 3.0 and 3.1, such as 3.0.4 or 3.1.1; convert the description to one of them

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0201]: only OpenAPI 3.0 and 3.1 are understood
     --> items.yaml:1:10
      |
    1 | openapi: 3.1
      |          ^^^ a number
      |
      = help: put the version in quotes, with all its parts, such as `"3.1.0"`

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0201]: this is not an OpenAPI description
     --> items.yaml:1:1
      |
    1 | - 1
      | ^ there is no `openapi: 3.x`
      |
      = help: `countersign explain CS0201` says more

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0201]: this is not an OpenAPI description
    --> items.yaml:1:1
     = help: `countersign explain CS0201` says more

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0102]: not well-formed YAML: unclosed bracket '{'
     --> items.yaml:1:1
      |
    1 | { "openapi": 
      | ^ here
      |
      = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

    nothing was sent
    "#);
    said("CS0201", &contract("swagger: \"2.0\"\n").run(&["lint"]));
}

#[test]
fn references_that_lead_nowhere_are_told_together() {
    let project = schema(
        "{ oneOf: [{ $ref: b.json }, { $ref: \"#/components/schemas/Itme\" }, { $ref: \"items.yaml#/paths/x\" }] }",
    );
    insta::assert_snapshot!(said("CS0202", &project.run(&["lint"])), @r##"
exit code: 2
--- stdout
error[CS0107]: the contract has no security scheme `key`
  --> countersign.toml:11:6
   |
11 | auth.key = "${{ secrets.ITEMS_KEY }}"
   |      ^^^ this credential would never be sent
   |
   = help: the contract documents no security scheme at all

error[CS0202]: there is no file b.json
  --> items.yaml:14:35
   |
14 |                 { oneOf: [{ $ref: b.json }, { $ref: "#/components/schemas/Itme" }, { $ref: "items.yaml#/paths/x" }] }
   |                                   ^^^^^^ referred to here
   |
   = help: `countersign explain CS0202` says more

error[CS0202]: nothing is at `#/components/schemas/Itme`
  --> items.yaml:14:53
   |
 1 | openapi: 3.1.0
   | - the path breaks off here
...
14 |                 { oneOf: [{ $ref: b.json }, { $ref: "#/components/schemas/Itme" }, { $ref: "items.yaml#/paths/x" }] }
   |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ no such place
   |
   = help: `countersign explain CS0202` says more

error[CS0202]: nothing is at `items.yaml#/paths/x`
  --> items.yaml:14:92
   |
 4 |   /items/{id}:
   |   - the path breaks off here
...
14 |                 { oneOf: [{ $ref: b.json }, { $ref: "#/components/schemas/Itme" }, { $ref: "items.yaml#/paths/x" }] }
   |                                                                                            ^^^^^^^^^^^^^^^^^^^^^ no such place
   |
   = help: `countersign explain CS0202` says more

1 case in 1 file: 4 errors, 0 warnings
"##);
}

#[test]
fn references_to_other_machines_are_not_followed() {
    insta::assert_snapshot!(said("CS0203", &schema("{ $ref: \"https://a.test/item.json\" }").run(&["run"])), @r#"
exit code: 2
--- stderr
error[CS0107]: the contract has no security scheme `key`
  --> countersign.toml:11:6
   |
11 | auth.key = "${{ secrets.ITEMS_KEY }}"
   |      ^^^ this credential would never be sent
   |
   = help: the contract documents no security scheme at all

error[CS0203]: `https://a.test/item.json` is on another machine, and is not fetched
  --> items.yaml:14:25
   |
14 |                 { $ref: "https://a.test/item.json" }
   |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^ this would be fetched from elsewhere
   |
   = help: keep a copy in `schemas/` and refer to it by a relative path

nothing was sent
"#);
}

#[test]
fn a_reference_that_comes_back_to_itself_is_refused() {
    let project = schema("{ $ref: \"#/components/schemas/A\" }");
    let text = project.read("items.yaml");
    let project = project.with("items.yaml", &format!("{text}components:\n  schemas:\n    A: {{ allOf: [{{ $ref: \"#/components/schemas/B\" }}] }}\n    B: {{ $ref: \"#/components/schemas/A\" }}\n"));
    insta::assert_snapshot!(said("CS0204", &project.run(&["lint"])), @r##"
exit code: 2
--- stdout
error[CS0107]: the contract has no security scheme `key`
  --> countersign.toml:11:6
   |
11 | auth.key = "${{ secrets.ITEMS_KEY }}"
   |      ^^^ this credential would never be sent
   |
   = help: the contract documents no security scheme at all

error[CS0204]: this schema comes back to itself for the same value
  --> items.yaml:18:16
   |
18 |     B: { $ref: "#/components/schemas/A" }
   |                ^^^^^^^^^^^^^^^^^^^^^^^^ one step of the loop
   |
   = help: put what it describes under `properties` or `items`, or give it content of its own

1 case in 1 file: 2 errors, 0 warnings
"##);
}

#[test]
fn a_misspelt_keyword_would_check_nothing() {
    let project = schema(
        "{ type: object, requierd: [id], properties: { id: { typ: integer }, n: { nullable: true } }, x-own: 1 }",
    );
    insta::assert_snapshot!(said("CS0205", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0107]: the contract has no security scheme `key`
  --> countersign.toml:11:6
   |
11 | auth.key = "${{ secrets.ITEMS_KEY }}"
   |      ^^^ this credential would never be sent
   |
   = help: the contract documents no security scheme at all

error[CS0205]: `requierd` is not a keyword of JSON Schema 2020-12
  --> items.yaml:14:33
   |
14 |                 { type: object, requierd: [id], properties: { id: { typ: integer }, n: { nullable: true } }, x-own: 1 }
   |                                 ^^^^^^^^ this would check nothing
   |
   = help: did you mean `required`?

error[CS0205]: `typ` is not a keyword of JSON Schema 2020-12
  --> items.yaml:14:69
   |
14 |                 { type: object, requierd: [id], properties: { id: { typ: integer }, n: { nullable: true } }, x-own: 1 }
   |                                                                     ^^^ this would check nothing
   |
   = help: did you mean `type`?

1 case in 1 file: 3 errors, 0 warnings
"#);
}

#[test]
fn schemas_that_are_not_valid_are_shown_with_their_place() {
    let project = schema("{ type: objekt, required: id, minimum: \"1\", pattern: \"(\", properties: { a: 3 } }");
    insta::assert_snapshot!(said("CS0206", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0107]: the contract has no security scheme `key`
  --> countersign.toml:11:6
   |
11 | auth.key = "${{ secrets.ITEMS_KEY }}"
   |      ^^^ this credential would never be sent
   |
   = help: the contract documents no security scheme at all

error[CS0206]: not a valid schema: "objekt" is not valid under any of the schemas listed in the 'anyOf' keyword
  --> items.yaml:14:25
   |
14 |                 { type: objekt, required: id, minimum: "1", pattern: "(", properties: { a: 3 } }
   |                         ^^^^^^ here
   |
   = help: `countersign explain CS0206` says more

error[CS0206]: not a valid schema: "id" is not of type "array"
  --> items.yaml:14:43
   |
14 |                 { type: objekt, required: id, minimum: "1", pattern: "(", properties: { a: 3 } }
   |                                           ^^ here
   |
   = help: `countersign explain CS0206` says more

error[CS0206]: not a valid schema: "1" is not of type "number"
  --> items.yaml:14:56
   |
14 |                 { type: objekt, required: id, minimum: "1", pattern: "(", properties: { a: 3 } }
   |                                                        ^^^ here
   |
   = help: `countersign explain CS0206` says more

error[CS0206]: not a regular expression: unclosed group
  --> items.yaml:14:70
   |
14 |                 { type: objekt, required: id, minimum: "1", pattern: "(", properties: { a: 3 } }
   |                                                                      ^^^ this would check nothing
   |
   = help: `countersign explain CS0206` says more

error[CS0206]: a schema is a mapping or a boolean, not a number
  --> items.yaml:14:92
   |
14 |                 { type: objekt, required: id, minimum: "1", pattern: "(", properties: { a: 3 } }
   |                                                                                            ^ here
   |
   = help: `countersign explain CS0206` says more

1 case in 1 file: 6 errors, 0 warnings
"#);
}

#[test]
fn schemas_of_a_case_are_checked_as_the_contract_is() {
    let project =
        case("request: { path: { id: 1 } }\nexpect:\n  schema: item.json\n  body: { schema: { type: strin } }")
            .with("cases/item.json", "{\n  \"type\": \"object\",\n  \"requird\": []\n}\n");
    insta::assert_snapshot!(said("CS0206", &project.run(&["run", "--seed", "1"])), @r#"
    exit code: 2
    --- stderr
    error[CS0206]: not a valid schema: "strin" is not valid under any of the schemas listed in the 'anyOf' keyword
     --> cases/a.yaml:8:23
      |
    8 |       body: { schema: { type: strin } }
      |                       ^^^^^^^^^^^^^^^ in this schema
      |
      = help: `countersign explain CS0206` says more

    error[CS0205]: `requird` is not a keyword of JSON Schema 2020-12
     --> cases/item.json:3:3
      |
    3 |   "requird": []
      |   ^^^^^^^^^ this would check nothing
      |
      = help: did you mean `required`?

    nothing was sent
    "#);
}

#[test]
fn parts_of_a_description_that_are_not_valid_are_shown_with_their_place() {
    let project = contract(
        "openapi: 3.0.3\ninfo: { title: Items, version: \"1\" }\npaths:\n  items:\n    get: {}\n  /items/{id}:\n    get:\n      parameters:\n        \
         - { name: di, in: path, required: true, schema: { type: integer } }\n        - { in: query }\n        - { name: q, in: body }\n        \
         - { name: s, in: query, style: matrix }\n      responses:\n        \"20\": { description: x }\n        \"200\": { description: ok }\n      security: [{ nothing: [] }]\n",
    );
    insta::assert_snapshot!(said("CS0207", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0107]: the contract has no security scheme `key`
  --> countersign.toml:11:6
   |
11 | auth.key = "${{ secrets.ITEMS_KEY }}"
   |      ^^^ this credential would never be sent
   |
   = help: the contract documents no security scheme at all

error[CS0207]: `items` is not a path
 --> items.yaml:4:3
  |
4 |   items:
  |   ^^^^^ a path begins with `/`
  |
  = help: `countersign explain CS0207` says more

error[CS0207]: the path has a parameter `id` that is not documented
 --> items.yaml:7:5
  |
7 |     get:
  |     ^^^ by this operation or its path
  |
  = help: `countersign explain CS0207` says more

error[CS0207]: `/items/{id}` has no parameter `di`
 --> items.yaml:9:11
  |
9 |         - { name: di, in: path, required: true, schema: { type: integer } }
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ documented here as `in: path`
  |
  = help: `countersign explain CS0207` says more

error[CS0207]: a parameter without a `name`
  --> items.yaml:10:11
   |
10 |         - { in: query }
   |           ^^^^^^^^^^^^^ this one
   |
   = help: `countersign explain CS0207` says more

error[CS0207]: where is `q` sent?
  --> items.yaml:11:26
   |
11 |         - { name: q, in: body }
   |                          ^^^^ `in` is path, query, header or cookie
   |
   = help: `countersign explain CS0207` says more

error[CS0207]: a query parameter has no such style
  --> items.yaml:12:40
   |
12 |         - { name: s, in: query, style: matrix }
   |                                        ^^^^^^ here
   |
   = help: `countersign explain CS0207` says more

error[CS0207]: `20` is not a status
  --> items.yaml:14:9
   |
14 |         "20": { description: x }
   |         ^^^^ write `404`, `4XX` or `default`
   |
   = help: `countersign explain CS0207` says more

error[CS0207]: there is no security scheme `nothing`
  --> items.yaml:16:20
   |
16 |       security: [{ nothing: [] }]
   |                    ^^^^^^^ not in components.securitySchemes
   |
   = help: `countersign explain CS0207` says more

1 case in 1 file: 9 errors, 0 warnings
"#);
}
