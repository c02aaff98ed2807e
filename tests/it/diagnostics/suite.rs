//! Cases that ask for what is not there: APIs, operations, parameters, paths, steps.

use super::{case, cases, said};
use crate::project::Project;

#[test]
fn a_folder_of_cases_that_is_missing_or_empty_is_an_error() {
    insta::assert_snapshot!(said("CS0111", &Project::items().run(&["run"])), @r#"
    exit code: 2
    --- stderr
    error[CS0111]: cannot read the folder cases: No such file or directory (os error 2)
     --> countersign.toml:4:9
      |
    4 | cases = "cases"
      |         ^^^^^^^ the cases of this API
      |
      = help: create the folder, or correct its name; names of files in it must be UTF-8

    nothing was sent
    "#);
    let project = Project::items().with("cases/notes.txt", "nothing");
    insta::assert_snapshot!(said("CS0111", &project.run(&["lint"])), @r#"
    exit code: 2
    --- stdout
    error[CS0111]: there is no case file in cases
     --> countersign.toml:4:9
      |
    4 | cases = "cases"
      |         ^^^^^^^ the cases of this API
      |
      = help: `countersign init --contract FILE` writes a first case per operation

    0 cases in 0 files: 1 error, 0 warnings
    "#);
}

#[test]
fn files_outside_the_project_are_not_read() {
    let project = Project::items()
        .with("cases/a.yaml", "api: items\noperation: PUT /items/{id}\ncases:\n  - name: a\n    each: { file: ../../rows.csv, id: x }\n    request: { path: { id: 1 }, json: 1 }\n  - name: b\n    each: { file: /etc/passwd, id: x }\n    request: { path: { id: 1 } }\n");
    insta::assert_snapshot!(said("CS0112", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0112]: `../../rows.csv` leaves the project
     --> cases/a.yaml:5:19
      |
    5 |     each: { file: ../../rows.csv, id: x }
      |                   ^^^^^^^^^^^^^^ named here
      |
      = help: keep the file in the project and name it relative to this file

    error[CS0112]: `/etc/passwd` leaves the project
     --> cases/a.yaml:8:19
      |
    8 |     each: { file: /etc/passwd, id: x }
      |                   ^^^^^^^^^^^ named here
      |
      = help: keep the file in the project and name it relative to this file

    2 cases in 1 file: 2 errors, 0 warnings
    ");
}

#[test]
fn bodies_and_schemas_outside_the_project_are_not_sent() {
    let outside = tempfile::NamedTempFile::new().expect("a file");
    let project = Project::items().with(
        "cases/a.yaml",
        "api: items\noperation: PUT /items/{id}\ndefaults: { request: { path: { id: 1 } } }\ncases:\n  \
         - name: body by dots\n    request: { body: { file: ../../../../../../../../etc/hostname } }\n  \
         - name: body by link\n    request: { body: { file: link } }\n  \
         - name: part\n    request: { multipart: [{ name: a, file: /etc/hostname }] }\n  \
         - name: schema\n    expect: { schema: ../../x.json }\n",
    );
    std::os::unix::fs::symlink(outside.path(), project.path("cases/link")).expect("linked");
    insta::assert_snapshot!(said("CS0112", &project.run(&["run", "--seed", "1"])), @r"
    exit code: 2
    --- stderr
    error[CS0112]: `../../../../../../../../etc/hostname` leaves the project
     --> cases/a.yaml:6:30
      |
    6 |     request: { body: { file: ../../../../../../../../etc/hostname } }
      |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ named here
      |
      = help: keep the file in the project and name it relative to this file

    error[CS0112]: `link` leaves the project
     --> cases/a.yaml:8:30
      |
    8 |     request: { body: { file: link } }
      |                              ^^^^ named here
      |
      = help: keep the file in the project and name it relative to this file

    error[CS0112]: `/etc/hostname` leaves the project
      --> cases/a.yaml:10:28
       |
    10 |     request: { multipart: [{ name: a, file: /etc/hostname }] }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ named here
       |
       = help: keep the file in the project and name it relative to this file

    error[CS0112]: `../../x.json` leaves the project
      --> cases/a.yaml:12:23
       |
    12 |     expect: { schema: ../../x.json }
       |                       ^^^^^^^^^^^^ named here
       |
       = help: keep the file in the project and name it relative to this file

    nothing was sent
    ");
}

#[test]
fn a_contract_or_a_folder_of_cases_outside_the_project_is_refused() {
    let project = case("").with("countersign.toml", "[apis.items]\ncontract = \"../items.yaml\"\ncases = \"/tmp\"\n");
    insta::assert_snapshot!(said("CS0112", &project.run(&["lint"])), @r#"
    exit code: 2
    --- stdout
    error[CS0112]: `../items.yaml` leaves the project
     --> countersign.toml:2:12
      |
    2 | contract = "../items.yaml"
      |            ^^^^^^^^^^^^^^^ named here
      |
      = help: keep it in the project's folder and name it relative to countersign.toml

    error[CS0112]: `/tmp` leaves the project
     --> countersign.toml:3:9
      |
    3 | cases = "/tmp"
      |         ^^^^^^ named here
      |
      = help: keep it in the project's folder and name it relative to countersign.toml

    0 cases in 0 files: 2 errors, 0 warnings
    "#);
}

#[test]
fn an_api_that_is_not_configured_gets_the_nearest() {
    let project = cases("api: itmes\ncases:\n  - name: a\n    operation: GET /items/{id}\n")
        .with("cases/b.yaml", "api: shop\ncases:\n  - name: a\n    operation: GET /items/{id}\n");
    insta::assert_snapshot!(said("CS0113", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0113]: there is no API `itmes`
     --> cases/a.yaml:1:6
      |
    1 | api: itmes
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: did you mean `items`?

    error[CS0113]: there is no API `shop`
     --> cases/b.yaml:1:6
      |
    1 | api: shop
      |      ^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    2 cases in 2 files: 2 errors, 0 warnings
    ");
}

#[test]
fn an_operation_that_is_not_documented_gets_the_nearest() {
    let project = cases(
        "api: items\ncases:\n  - name: a\n    operation: GET /item/{id}\n  - name: b\n    operation: POST /items/{id}\n  \
         - name: c\n    operation: DELETE /quite/another\n  - name: d\n    operation: get /items/{id}\n    request: { path: { id: 1 } }\n",
    );
    insta::assert_snapshot!(said("CS0114", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0114]: the contract does not document `GET /item/{id}`
     --> cases/a.yaml:4:16
      |
    4 |     operation: GET /item/{id}
      |                ^^^^^^^^^^^^^^ no such operation
      |
      = help: did you mean `GET /items/{id}`?

    error[CS0114]: the contract does not document `POST /items/{id}`
     --> cases/a.yaml:6:16
      |
    6 |     operation: POST /items/{id}
      |                ^^^^^^^^^^^^^^^^ no such operation
      |
      = help: did you mean `PUT /items/{id}`?

    error[CS0114]: the contract does not document `DELETE /quite/another`
     --> cases/a.yaml:8:16
      |
    8 |     operation: DELETE /quite/another
      |                ^^^^^^^^^^^^^^^^^^^^^ no such operation
      |
      = help: write the method and the path template as the contract does

    4 cases in 1 file: 3 errors, 0 warnings
    ");
}

#[test]
fn paths_that_are_no_jsonpath_are_shown_with_their_place() {
    let project = case(
        "request: { path: { id: 1 } }\nexpect:\n  snapshot: { kind: body, redact: { hash: x }, alias: [$..] }\n  body: { at: { \"$.a[\": 1, \"$[?@.a = 1]\": 1 } }\n  \
         assert: [{ each: items, that: \"true\" }]\ncapture: { x: $.a b }",
    );
    insta::assert_snapshot!(said("CS0115", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0115]: not a JSONPath: a JSONPath begins with `$`
 --> cases/a.yaml:7:41
  |
7 |       snapshot: { kind: body, redact: { hash: x }, alias: [$..] }
  |                                         ^^^^ this path
  |
  = help: paths are RFC 9535 JSONPath, such as `$.items[*].id`

error[CS0115]: not a JSONPath: a name expected, found the end; others than letters, digits and `_` stand in ['quotes']
 --> cases/a.yaml:7:60
  |
7 |       snapshot: { kind: body, redact: { hash: x }, alias: [$..] }
  |                                                            ^^^ this path
  |
  = help: paths are RFC 9535 JSONPath, such as `$.items[*].id`

error[CS0115]: not a JSONPath: a selector expected, found the end
 --> cases/a.yaml:8:21
  |
8 |       body: { at: { "$.a[": 1, "$[?@.a = 1]": 1 } }
  |                     ^^^^^^ this path
  |
  = help: paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`

error[CS0115]: not a JSONPath: `=` is no comparison; write `==`
 --> cases/a.yaml:8:32
  |
8 |       body: { at: { "$.a[": 1, "$[?@.a = 1]": 1 } }
  |                                ^^^^^^^^^^^^^ this path
  |
  = help: paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`

error[CS0115]: not a JSONPath: a JSONPath begins with `$`
 --> cases/a.yaml:9:24
  |
9 |       assert: [{ each: items, that: "true" }]
  |                        ^^^^^ this path
  |
  = help: paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`

error[CS0115]: not a JSONPath: white space at the end
  --> cases/a.yaml:10:19
   |
10 |     capture: { x: $.a b }
   |                   ^^^^^ this path
   |
   = help: paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`

1 case in 1 file: 6 errors, 0 warnings
"#);
}

#[test]
fn a_pattern_that_cannot_be_compiled_is_shown_with_its_place() {
    let project = case(
        "request: { path: { id: 1 } }\nexpect: { body: { at: { $.name: { matches: '(a' }, $.id: { matches: '[z-a]' } } } }\ncapture: { x: { regex: '*' } }",
    );
    insta::assert_snapshot!(said("CS0116", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0116]: not a regular expression: Parsing error at position 2: Opening parenthesis without closing parenthesis
     --> cases/a.yaml:6:48
      |
    6 |     expect: { body: { at: { $.name: { matches: '(a' }, $.id: { matches: '[z-a]' } } } }
      |                                                ^^^^ this pattern
      |
      = help: in YAML write patterns in single quotes, so that backslashes stay as they are

    error[CS0116]: not a regular expression: invalid character class range, the start must be <= the end
     --> cases/a.yaml:6:73
      |
    6 |     expect: { body: { at: { $.name: { matches: '(a' }, $.id: { matches: '[z-a]' } } } }
      |                                                                         ^^^^^^^ this pattern
      |
      = help: in YAML write patterns in single quotes, so that backslashes stay as they are

    error[CS0116]: not a regular expression: Parsing error at position 0: Target of repeat operator is invalid
     --> cases/a.yaml:7:28
      |
    7 |     capture: { x: { regex: '*' } }
      |                            ^^^ this pattern
      |
      = help: in YAML write patterns in single quotes, so that backslashes stay as they are

    1 case in 1 file: 3 errors, 0 warnings
    ");
}

#[test]
fn a_pattern_that_would_take_forever_ends() {
    let project = case(
        "vars: { long: \"${{ 'a' * 40 }}\" }\nrequest: { path: { id: 1 } }\nexpect: { body: { at: { $.name: { any_of: [{ matches: '^(a+)+\\1$' }, { matches: '^(a|a)*b$' }, Chair] } } } }",
    );
    let ran = project.run(&["run"]);
    assert!(matches!(ran.code, 0..=3), "{}", ran.all());
}

#[test]
fn blocks_and_steps_that_do_not_exist_get_the_nearest() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - name: a\n    steps:\n      - use: { block: lgoin }\n      \
         - id: read\n        request: { path: { id: \"${{ captures.nothing }}\" } }\n      \
         - request: { path: { id: \"${{ steps.raed.response.status }}\" } }\n      \
         - use: { block: nested }\n",
    )
    .with("cases/_blocks.yaml", "blocks:\n  login:\n    steps: [{ operation: 'GET /items/{id}', request: { path: { id: 1 } } }]\n  nested:\n    steps: [{ use: { block: login } }]\n");
    insta::assert_snapshot!(said("CS0122", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0107]: a block inside a block
 --> cases/_blocks.yaml:5:13
  |
5 |     steps: [{ use: { block: login } }]
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^ blocks hold plain steps
  |
  = help: use both blocks, one after the other, in the case

error[CS0122]: there is no block `lgoin`
 --> cases/a.yaml:6:23
  |
6 |       - use: { block: lgoin }
  |                       ^^^^^ no such block in `_blocks.yaml` of this API's cases
  |
  = help: did you mean `login`?

error[CS0602]: `captures.nothing` is not defined
 --> cases/a.yaml:8:32
  |
8 |         request: { path: { id: "${{ captures.nothing }}" } }
  |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.nothing`
  |
  = help: no step before this one captures anything

error[CS0602]: `steps.raed` is not defined
 --> cases/a.yaml:9:32
  |
9 |       - request: { path: { id: "${{ steps.raed.response.status }}" } }
  |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `steps.raed.response.status`
  |
  = help: did you mean `read`?

1 case in 1 file: 4 errors, 0 warnings
"#);
}

#[test]
fn path_parameters_that_are_missing_or_unknown_are_named() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - name: a\n  - name: b\n    request: { path: { di: 1 } }\n",
    );
    let ran = project.run(&["lint"]);
    insta::assert_snapshot!(said("CS0123", &ran), @r"
    exit code: 2
    --- stdout
    error[CS0123]: no value for the path parameter `id`
     --> cases/a.yaml:4:5
      |
    4 |   - name: a
      |     ^^^^^^^ of GET /items/{id}
      |
      = help: add `request: { path: { id: ... } }`

    error[CS0124]: there is no path parameter `di`
     --> cases/a.yaml:6:24
      |
    6 |     request: { path: { di: 1 } }
      |                        ^^ not in the path template
      |
      = help: did you mean `id`?

    2 cases in 1 file: 2 errors, 0 warnings
    ");
    said("CS0124", &ran);
}

#[test]
fn a_filter_that_selects_nothing_is_incomplete() {
    let project = case("request: { path: { id: 1 } }");
    insta::assert_snapshot!(said("CS0126", &project.run(&["run", "no-such-case"])), @r"
    exit code: 4
    --- stderr
    error[CS0126]: no case matches `no-such-case`
      = help: `countersign run --list` prints every id
    ");
    insta::assert_snapshot!(said("CS0126", &project.run(&["run", "--exact", "items/a::a-csae"])), @r"
    exit code: 4
    --- stderr
    error[CS0126]: no case matches `items/a::a-csae`
      = help: did you mean `items/a::a-case`? `countersign run --list` prints every id
    ");
    insta::assert_snapshot!(said("CS0126", &project.run(&["run", "--tag", "slow"])), @r"
    exit code: 4
    --- stderr
    error[CS0126]: no case has the tag `slow`
      = help: `countersign run --list` prints every id
    ");
    insta::assert_snapshot!(said("CS0126", &project.run(&["show", "a-csae"])), @r"
    exit code: 2
    --- stderr
    error[CS0126]: no case matches `a-csae`
      = help: `countersign run --list` prints every id
    ");
}

#[test]
fn a_suite_in_which_everything_is_skipped_is_incomplete() {
    let project = case("request: { path: { id: 1 } }\nskip: later");
    insta::assert_snapshot!(project.run(&["run"]).all(), @r"
    exit code: 4
    --- stdout
    skipped items/a::a-case  later

    1 skipped in [TIME] (seed [SEED])
    0 hold on mock: checks the suite, not your API
    ");
}

#[test]
fn warnings_are_errors_only_where_lint_is_strict() {
    let project = case("request: { path: { id: 1 } }\nknown_failure: { reason: old, expires: 2020-01-01 }");
    insta::assert_snapshot!(project.run(&["lint"]).all(), @r"
    exit code: 0
    --- stdout
    warning[CS0107]: a known failure that has expired
     --> cases/a.yaml:6:44
      |
    6 |     known_failure: { reason: old, expires: 2020-01-01 }
      |                                            ^^^^^^^^^^ from the next day on it covers nothing
      |
      = help: remove it, or look at the failure again and set another day

    1 case in 1 file: 0 errors, 1 warning
    ");
    insta::assert_snapshot!(project.run(&["lint", "--strict"]).all(), @r"
    exit code: 2
    --- stdout
    warning[CS0107]: a known failure that has expired
     --> cases/a.yaml:6:44
      |
    6 |     known_failure: { reason: old, expires: 2020-01-01 }
      |                                            ^^^^^^^^^^ from the next day on it covers nothing
      |
      = help: remove it, or look at the failure again and set another day

    1 case in 1 file: 0 errors, 1 warning
    ");
}

#[test]
fn keys_that_would_check_nothing_where_they_stand_are_refused() {
    let ran = case(
        "request: { path: { id: 1 } }\nexpect: { body: { nodes: { length: 3 } }, headers: { x-a: { nodes: { length: 9 } } } }",
    )
    .run(&["lint"]);
    let all = said("CS0107", &ran);
    assert_eq!(all.matches("`nodes` outside a path").count(), 2, "{all}");
    let nested = "request: { path: { id: 1 } }\nexpect: { body: { every: { optional: true, type: string } } }";
    assert!(said("CS0107", &case(nested).run(&["lint"])).contains("`optional` outside a path"));
    let nameless =
        cases("api: items\noperation: GET /items/{id}\ncases:\n  - { name: '', request: { path: { id: 1 } } }\n");
    assert!(said("CS0107", &nameless.run(&["lint"])).contains("a case without a name"));
}

#[test]
fn a_schema_that_cannot_be_used_is_told_before_anything_is_sent() {
    for broken in ["minLength: one", "minLenght: 1", "pattern: '('"] {
        let project = case("request: { path: { id: 1 } }");
        let contract = project.read("items.yaml").replace("minLength: 1", broken);
        project.write("items.yaml", &contract);
        for command in ["lint", "run"] {
            let ran = project.run(&[command]);
            assert_eq!(ran.code, 2, "{command} with {broken}:\n{}", ran.all());
            assert!(ran.all().contains("items.yaml:"), "{}", ran.all());
        }
    }
}

#[test]
fn what_could_never_be_judged_is_told_before_anything_is_sent() {
    let format = "request: { path: { id: 1 } }\nexpect: { body: { at: { $.name: { format: datetime } } } }";
    assert!(said("CS0107", &case(format).run(&["lint"])).contains("did you mean `date-time`?"));
    let ask = "request: { path: { id: 1 } }\nmock: { code: 418 }";
    let all = said("CS0107", &case(ask).run(&["lint"]));
    assert!(all.contains("does not document the status 418") && all.contains("documented are 200, 401, 404"), "{all}");
}
