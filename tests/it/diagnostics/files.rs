//! Files that cannot be read, are not well-formed, or hold keys and values that mean nothing.

use super::{case, cases, said};
use crate::project::Project;

#[test]
fn a_folder_without_a_project_says_how_to_start_one() {
    insta::assert_snapshot!(said("CS0101", &Project::empty().run(&["run"])), @r"
    exit code: 2
    --- stderr
    error[CS0101]: there is no countersign.toml here or in any folder above
     |
     = help: run `countersign init --contract FILE` to start a project, or name its folder with `--project`

    nothing was sent
    ");
}

#[test]
fn a_contract_that_is_missing_is_named_with_its_place() {
    let project = case("").with("countersign.toml", "[apis.items]\ncontract = \"itms.yaml\"\ncases = \"cases\"\n");
    insta::assert_snapshot!(said("CS0101", &project.run(&["run"])), @r#"
    exit code: 2
    --- stderr
    error[CS0101]: there is no file itms.yaml
     --> countersign.toml:2:12
      |
    2 | contract = "itms.yaml"
      |            ^^^^^^^^^^^ the contract of this API
      |
      = help: paths in countersign.toml are relative to its folder

    nothing was sent
    "#);
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_the_place_of_the_wrong_byte() {
    let project = case("");
    std::fs::write(project.path("cases/b.yaml"), b"api: items\ncases:\n  - name: caf\xe9\n").expect("written");
    insta::assert_snapshot!(said("CS0101", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0123]: no value for the path parameter `id`
     --> cases/a.yaml:4:5
      |
    4 |   - name: a case
      |     ^^^^^^^^^^^^ of GET /items/{id}
      |
      = help: add `request: { path: { id: ... } }`

    error[CS0101]: cannot read cases/b.yaml: it is not UTF-8
     --> cases/b.yaml:3:14
      |
    3 |   - name: caf�
      |              ^ the byte at offset 31 is wrong
      |
      = help: save the file as UTF-8

    1 case in 1 file: 2 errors, 0 warnings
    ");
}

#[test]
fn files_that_are_not_well_formed_are_all_told_at_once() {
    let project = cases("api: items\ncases:\n  - name: [a\n    id: x\n")
        .with("cases/b.yaml", "api: items\ncases:\n\t- name: tab\n")
        .with("cases/c.yaml", "api: items\ncases:\n  - name: a: b\n")
        .with("cases/d.yaml", "api: items\ncases: []\n---\napi: items\n")
        .with("cases/e.yaml", "api: items\ncases: !!python/object:os.system []\n")
        .with("cases/f.yaml", "api: items\nvars: { a: *nothing }\ncases: []\n");
    insta::assert_snapshot!(said("CS0102", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0102]: not well-formed YAML: illegal placement of ':' indicator
     --> cases/a.yaml:4:7
      |
    4 |     id: x
      |       ^ here
      |
      = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

    error[CS0102]: not well-formed YAML: tabs disallowed within this context (block indentation)
     --> cases/b.yaml:3:2
      |
    3 |     - name: tab
      |     ^ here
      |
      = help: indent with spaces, not with tabs

    error[CS0102]: not well-formed YAML: mapping values are not allowed in this context
     --> cases/c.yaml:3:12
      |
    3 |   - name: a: b
      |            ^ here
      |
      = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

    error[CS0102]: a second document in one file
     --> cases/d.yaml:3:1
      |
    3 | ---
      | ^^^ begins here
      |
      = help: put it into a file of its own

    error[CS0102]: a YAML tag that is not of the core schema
     --> cases/e.yaml:2:34
      |
    2 | cases: !!python/object:os.system []
      |                                  ^ tagged here
      |
      = help: remove the tag; values are typed by how they are written

    error[CS0107]: a file without a case
     --> cases/e.yaml:2:34
      |
    2 | cases: !!python/object:os.system []
      |                                  ^^ nothing would be checked
      |
      = help: add a case, or delete the file

    error[CS0102]: not well-formed YAML: while parsing node, found unknown anchor
     --> cases/f.yaml:2:12
      |
    2 | vars: { a: *nothing }
      |            ^ here
      |
      = help: `&name` must come before `*name`; put quotes around a text that begins with `*`

    0 cases in 1 file: 7 errors, 0 warnings
    ");
}

#[test]
fn a_configuration_that_is_not_well_formed_is_shown_with_its_place() {
    let project = Project::items().with("countersign.toml", "[apis.items]\ncontract = items.yaml\n");
    insta::assert_snapshot!(said("CS0102", &project.run(&["run"])), @r"
    exit code: 2
    --- stderr
    error[CS0102]: not well-formed TOML: invalid float, expected `inf`
     --> countersign.toml:2:12
      |
    2 | contract = items.yaml
      |            ^^^^^^^^^^ here
      |
      = help: texts stand in quotes, a table begins with `[name]`, and a name stands once in its table

    nothing was sent
    ");
    let project = Project::items().with("countersign.toml", "[vars]\na = 1\na = 2\n");
    insta::assert_snapshot!(said("CS0102", &project.run(&["run"])), @r"
    exit code: 2
    --- stderr
    error[CS0102]: not well-formed TOML: duplicate key
     --> countersign.toml:3:1
      |
    3 | a = 2
      | ^ here
      |
      = help: texts stand in quotes, a table begins with `[name]`, and a name stands once in its table

    nothing was sent
    ");
}

#[test]
fn a_key_that_is_given_twice_is_shown_in_both_places() {
    let project = case("request: { path: { id: 1 } }\nexpect:\n  status: 200\n  status: 404");
    insta::assert_snapshot!(said("CS0103", &project.run(&["run"])), @r"
    exit code: 2
    --- stderr
    error[CS0103]: the key `status` is given twice
     --> cases/a.yaml:8:7
      |
    7 |       status: 200
      |       ------ first given here
    8 |       status: 404
      |       ^^^^^^ given again here
      |
      = help: remove one of the two

    nothing was sent
    ");
}

#[test]
fn a_key_that_is_given_many_times_in_a_large_mapping_is_told_each_time() {
    let keys: String = (0..20).map(|index| format!("  k{index}: 1\n")).collect();
    let project = cases(&format!("api: items\nvars:\n{keys}  k3: 2\n  k3: 3\n  k3: 4\ncases: []\n"));
    let ran = project.run(&["lint"]);
    assert_eq!(ran.stdout.matches("[CS0103]").count(), 3, "{}", ran.all());
}

#[test]
fn a_misspelt_key_gets_the_nearest_known_one() {
    let project = case("reqest: { path: { id: 1 } }\nexpect: { status: 200, bdy: {} }\nzebra: 1");
    insta::assert_snapshot!(said("CS0104", &project.run(&["run"])), @r#"
exit code: 2
--- stderr
error[CS0104]: unknown key `reqest`
 --> cases/a.yaml:5:5
  |
5 |     reqest: { path: { id: 1 } }
  |     ^^^^^^ not a key of a case
  |
  = help: did you mean `request`?

error[CS0104]: unknown key `bdy`
 --> cases/a.yaml:6:28
  |
6 |     expect: { status: 200, bdy: {} }
  |                            ^^^ not a key of an expectation
  |
  = help: did you mean `body`?

error[CS0104]: unknown key `zebra`
 --> cases/a.yaml:7:5
  |
7 |     zebra: 1
  |     ^^^^^ not a key of a case
  |
  = help: known keys are `name`, `id`, `source`, `tags`, `owner`, `operation`, `vars`, `each`, `request`, `expect`, `capture`, `until`, `repeat`, `steps`, `cleanup`, `mock`, `skip`, `only`, `known_failure`, `uses`, `changes`, `deadline`, `undocumented` and `duplicate_keys`

nothing was sent
"#);
}

#[test]
fn a_broken_case_hides_no_problem_of_the_others() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - nmae: a\n  - name: b\n    request: { path: { id: 1 } }\n    \
         expect: { body: { at: { \"$.[\": 1 } } }\n",
    )
    .with("countersign.toml", "[apis.items]\ncontract = \"items.yaml\"\ncases = \"cases\"\nmok = \"x\"\n");
    insta::assert_snapshot!(project.run(&["lint"]).all(), @r#"
exit code: 2
--- stdout
error[CS0104]: unknown key `nmae`
 --> cases/a.yaml:4:5
  |
4 |   - nmae: a
  |     ^^^^ not a key of a case
  |
  = help: did you mean `name`?

error[CS0115]: not a JSONPath: a name expected, found `[`; others than letters, digits and `_` stand in ['quotes']
 --> cases/a.yaml:7:29
  |
7 |     expect: { body: { at: { "$.[": 1 } } }
  |                             ^^^^^ this path
  |
  = help: paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`

error[CS0104]: unknown key `mok`
 --> countersign.toml:4:1
  |
4 | mok = "x"
  | ^^^ not a key of an API
  |
  = help: did you mean `mock`?

1 case in 1 file: 3 errors, 0 warnings
"#);
}

#[test]
fn values_of_the_wrong_kind_say_what_is_taken() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - name: 12\n  - name: yes or no\n    request: [1]\n    \
         tags: { a: b }\n    expect: { snapshot: 1, headers: 3, body: { exists: no, empty: yes, length: [1] } }\n    \
         until: { attempts: -1 }\n    steps: 3\n    skip: true\n  - ~\n",
    );
    insta::assert_snapshot!(said("CS0105", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0105]: `name` takes a text
     --> cases/a.yaml:4:11
      |
    4 |   - name: 12
      |           ^^ this is the number 12
      |
      = help: put quotes around it if a text is meant

    error[CS0105]: `request` takes a mapping (request)
     --> cases/a.yaml:6:14
      |
    6 |     request: [1]
      |              ^^^ this is a list
      |
      = help: give it a mapping (request)

    error[CS0105]: `tags` takes a list of texts, or a text
     --> cases/a.yaml:7:11
      |
    7 |     tags: { a: b }
      |           ^^^^^^^^ this is a mapping
      |
      = help: give it a list of texts, or a text

    error[CS0105]: `snapshot` takes `shape` or `body`, or a mapping (snapshot)
     --> cases/a.yaml:8:25
      |
    8 |     expect: { snapshot: 1, headers: 3, body: { exists: no, empty: yes, length: [1] } }
      |                         ^ this is the number 1
      |
      = help: give it `shape` or `body`, or a mapping (snapshot)

    error[CS0105]: `headers` takes a mapping of matchers by header
     --> cases/a.yaml:8:37
      |
    8 |     expect: { snapshot: 1, headers: 3, body: { exists: no, empty: yes, length: [1] } }
      |                                     ^ this is the number 3
      |
      = help: give it a mapping of matchers by header

    error[CS0105]: `exists` takes `true` or `false`
     --> cases/a.yaml:8:56
      |
    8 |     expect: { snapshot: 1, headers: 3, body: { exists: no, empty: yes, length: [1] } }
      |                                                        ^^ this is the string `no`
      |
      = help: only `true` and `false` are booleans

    error[CS0105]: `empty` takes `true` or `false`
     --> cases/a.yaml:8:67
      |
    8 |     expect: { snapshot: 1, headers: 3, body: { exists: no, empty: yes, length: [1] } }
      |                                                                   ^^^ this is the string `yes`
      |
      = help: only `true` and `false` are booleans

    error[CS0105]: `length` takes a string, number or boolean, or a mapping (matcher)
     --> cases/a.yaml:8:80
      |
    8 |     expect: { snapshot: 1, headers: 3, body: { exists: no, empty: yes, length: [1] } }
      |                                                                                ^^^ this is a list
      |
      = help: give it a string, number or boolean, or a mapping (matcher)

    error[CS0105]: `attempts` takes a whole number
     --> cases/a.yaml:9:24
      |
    9 |     until: { attempts: -1 }
      |                        ^^ this is the number -1
      |
      = help: give it a whole number

    error[CS0105]: `steps` takes a list of mappings (step)
      --> cases/a.yaml:10:12
       |
    10 |     steps: 3
       |            ^ this is the number 3
       |
       = help: give it a list of mappings (step)

    error[CS0105]: `skip` takes a reason
      --> cases/a.yaml:11:11
       |
    11 |     skip: true
       |           ^^^^ this is the boolean true
       |
       = help: put quotes around it if a text is meant

    error[CS0105]: each of `cases` takes a mapping (case)
      --> cases/a.yaml:12:5
       |
    12 |   - ~
       |     ^ this is null
       |
       = help: give it a mapping (case)

    0 cases in 1 file: 12 errors, 0 warnings
    ");
}

#[test]
fn yaml_1_1_habits_are_not_changed_in_silence() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\nvars: { country: no, code: 012, at: 12:30:45 }\ncases:\n  - name: a case\n    \
         request: { path: { id: 1 }, headers: { x-country: \"${{ vars.country }}\", x-code: \"${{ vars.code }}\", x-at: \"${{ vars.at }}\" } }\n",
    );
    insta::assert_snapshot!(project.run(&["show", "a-case"]).all(), @r"
    exit code: 0
    --- stdout
    items/a::a-case
      a case
      cases/a.yaml:5:11

    GET http://mock/items/1
    x-country: no
    x-code: 012
    x-at: 12:30:45
    x-key: mock-credential

    curl -sS -H 'x-country: no' -H 'x-code: 012' -H 'x-at: 12:30:45' -H 'x-key: mock-credential' 'http://mock/items/1'
    ");
}

#[test]
fn a_required_key_that_is_missing_is_named_with_what_it_is_for() {
    let project =
        cases("operation: GET /items/{id}\ncases:\n  - id: x\n  - name: a\n    known_failure: { check: CS0301 }\n")
            .with("cases/b.yaml", "")
            .with("cases/c.yaml", "api: items\ncases:\n  - name: nothing is called\n");
    insta::assert_snapshot!(said("CS0106", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0106]: a case file without `api`
     --> cases/a.yaml:1:1
      |
    1 | operation: GET /items/{id}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case without `name`
     --> cases/a.yaml:3:5
      |
    3 |   - id: x
      |     ^^^^^ `name` is missing here
      |
      = help: add `name:` (what it says, for people; its slug is the id)

    error[CS0106]: a known failure without `reason`
     --> cases/a.yaml:5:20
      |
    5 |     known_failure: { check: CS0301 }
      |                    ^^^^^^^^^^^^^^^^^ `reason` is missing here
      |
      = help: add `reason:` (why it is tolerated)

    error[CS0105]: the file takes a mapping (case file)
    --> cases/b.yaml:1:1
     = help: give it a mapping (case file)

    error[CS0106]: nothing says what is called
     --> cases/c.yaml:3:5
      |
    3 |   - name: nothing is called
      |     ^^^^^^^^^^^^^^^^^^^^^^^ neither here nor for the whole file
      |
      = help: add `operation: GET /path/{parameter}` as the contract writes it

    1 case in 1 file: 5 errors, 0 warnings
    ");
}

#[test]
fn a_configuration_without_an_api_says_what_to_add() {
    let project = Project::empty().with("countersign.toml", "[vars]\na = 1\n");
    insta::assert_snapshot!(said("CS0106", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0106]: no API is configured
     --> countersign.toml:1:1
      |
    1 | [vars]
      | ^^^^^^ no `[apis.<name>]` here
      |
      = help: add `[apis.<name>]` with `contract` and `cases`, or run `countersign init --contract FILE`

    0 cases in 0 files: 1 error, 0 warnings
    ");
}

#[test]
fn values_that_mean_nothing_say_what_does() {
    let project = cases(
        "version: 2\napi: items\nundocumented: wran\ncases:\n  - name: a\n    operation: FETCH\n  - name: b\n    operation: GET /items/{id}\n    \
         request: { path: { id: 1 }, timeout: 10, json: 1, form: { a: 1 } }\n  - name: c\n    operation: GET /items/{id}\n    \
         request: { path: { id: 1 } }\n    expect: { status: [999, 2yy], body: {} }\n    deadline: soon\n    each: {}\n",
    );
    insta::assert_snapshot!(said("CS0107", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0107]: `undocumented` takes `fail`, `warn` or `allow`
     --> cases/a.yaml:3:15
      |
    3 | undocumented: wran
      |               ^^^^ this is the string `wran`
      |
      = help: did you mean `warn`?

    error[CS0105]: `timeout` takes a length of time such as `500ms`, `10s` or `5m`
     --> cases/a.yaml:9:42
      |
    9 |     request: { path: { id: 1 }, timeout: 10, json: 1, form: { a: 1 } }
      |                                          ^^ this is the number 10
      |
      = help: give it a length of time such as `500ms`, `10s` or `5m`

    error[CS0107]: `deadline` takes a length of time such as `500ms`, `10s` or `5m`
      --> cases/a.yaml:14:15
       |
    14 |     deadline: soon
       |               ^^^^ this is the string `soon`
       |
       = help: give it a length of time such as `500ms`, `10s` or `5m`

    0 cases in 0 files: 3 errors, 0 warnings
    ");
}

#[test]
fn settings_inside_a_case_that_contradict_each_other_are_shown_together() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - name: b\n    request: { path: { id: 1 }, json: 1, form: { a: 1 } }\n  \
         - name: c\n    request: { path: { id: 1 } }\n    expect: { status: [999, 2yy, []], body: {} }\n    each: {}\n  - name: d\n    \
         operation: GET /items/{id}\n    request: { url: /x }\n  - name: e\n    request: { path: { id: 1 }, body: { text: a, file: b } }\n  \
         - name: f\n    request: { path: { id: 1 } }\n    expect: { status: 200 }\n    steps: [{ request: { path: { id: 1 } } }]\n  \
         - name: g\n    request: { path: { id: 1 } }\n    capture: { x: { path: $.id, header: y } }\n    until: { attempts: 0 }\n    \
         known_failure: { reason: r, check: CS9999, expires: soon }\n  - name: h\n    steps: []\n  - name: i\n    \
         request: { path: { id: 1 }, multipart: [{ name: a }] }\n  - name: j\n    operation: FETCH\n  - name: k\n    vars: { a: .nan }\n    request: { path: { id: 1 } }\n",
    );
    insta::assert_snapshot!(said("CS0107", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0107]: two bodies in one request
     --> cases/a.yaml:5:42
      |
    5 |     request: { path: { id: 1 }, json: 1, form: { a: 1 } }
      |                                 ----     ^^^^ the second
      |                                 |
      |                                 the first
      |
      = help: keep one of json, form, multipart and body

    error[CS0105]: each of `status` takes a status or `2xx`
     --> cases/a.yaml:8:34
      |
    8 |     expect: { status: [999, 2yy, []], body: {} }
      |                                  ^^ this is a list
      |
      = help: give it a status or `2xx`

    error[CS0107]: both an operation and a URL
      --> cases/a.yaml:12:21
       |
    11 |     operation: GET /items/{id}
       |                --------------- a call of the contract
    12 |     request: { url: /x }
       |                     ^^ a call outside the contract
       |
       = help: keep one of the two

    error[CS0107]: a body needs exactly one of `text`, `file` and `base64`
      --> cases/a.yaml:14:39
       |
    14 |     request: { path: { id: 1 }, body: { text: a, file: b } }
       |                                       ^^^^^^^^^^^^^^^^^^^^ this body
       |
       = help: `json`, `form` and `multipart` stand beside `body`, not in it

    error[CS0107]: a case has either `steps` or `request`
      --> cases/a.yaml:16:5
       |
    16 |     request: { path: { id: 1 } }
       |     ^^^^^^^ a scenario's requests stand in its steps
       |
       = help: move it into a step

    error[CS0107]: a case has either `steps` or `expect`
      --> cases/a.yaml:17:5
       |
    17 |     expect: { status: 200 }
       |     ^^^^^^ a scenario's requests stand in its steps
       |
       = help: move it into a step

    error[CS0107]: a capture takes exactly one of path, header, cookie, status and regex
      --> cases/a.yaml:21:19
       |
    21 |     capture: { x: { path: $.id, header: y } }
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^ this capture
       |
       = help: a list of captures is tried in order

    error[CS0107]: `attempts` must be at least 1
      --> cases/a.yaml:22:24
       |
    22 |     until: { attempts: 0 }
       |                        ^ nothing would be sent
       |
       = help: leave `until` out to send the request once

    error[CS0107]: not a code
      --> cases/a.yaml:23:40
       |
    23 |     known_failure: { reason: r, check: CS9999, expires: soon }
       |                                        ^^^^^^ no check has this code
       |
       = help: failures print their code, such as CS0312

    error[CS0107]: a part needs exactly one of `value` and `file`
      --> cases/a.yaml:27:45
       |
    27 |     request: { path: { id: 1 }, multipart: [{ name: a }] }
       |                                             ^^^^^^^^^^^ this part
       |
       = help: write `- { name: note, value: hello }` or `- { name: doc, file: files/a.pdf }`

    error[CS0107]: not an operation
      --> cases/a.yaml:29:16
       |
    29 |     operation: FETCH
       |                ^^^^^ a method and a path template were expected
       |
       = help: write it as `GET /items/{id}`

    error[CS0107]: `.nan` has no JSON value
      --> cases/a.yaml:31:16
       |
    31 |     vars: { a: .nan }
       |                ^^^^ a number that JSON cannot hold
       |
       = help: put quotes around it if a string is meant

    9 cases in 1 file: 12 errors, 0 warnings
    ");
}

#[test]
fn ids_that_differ_by_case_alone_are_shown_in_both_places() {
    let project = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - name: Reads it\n    request: { path: { id: 1 } }\n  \
         - name: reads IT\n    request: { path: { id: 1 } }\n  - name: rows\n    request: { path: { id: 1 } }\n    each: { A b: 1, a-B: 2 }\n  \
         - name: steps\n    steps:\n      - { id: one, request: { path: { id: 1 } } }\n      - { id: One, request: { path: { id: 1 } } }\n",
    )
    .with("cases/A.yaml", "api: items\noperation: GET /items/{id}\ncases:\n  - name: reads it\n    request: { path: { id: 1 } }\n");
    insta::assert_snapshot!(said("CS0108", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0108]: two cases with the id `items/a::reads-it`
     --> cases/a.yaml:4:11
      |
    4 |   - name: Reads it
      |           ^^^^^^^^ the second
      |
     ::: cases/A.yaml:4:11
      |
    4 |   - name: reads it
      |           -------- the first
      |
      = help: change one of the names, or give one an `id:`

    error[CS0108]: two cases with the id `items/a::reads-it`
     --> cases/a.yaml:6:11
      |
    4 |   - name: Reads it
      |           -------- the first
    5 |     request: { path: { id: 1 } }
    6 |   - name: reads IT
      |           ^^^^^^^^ the second
      |
      = help: change one of the names, or give one an `id:`

    error[CS0108]: two rows with the id `a-b`
      --> cases/a.yaml:10:21
       |
    10 |     each: { A b: 1, a-B: 2 }
       |             ---     ^^^ the second
       |             |
       |             the first
       |
       = help: ids are compared as slugs: letters, digits and `-`, without case

    error[CS0108]: two steps with the id `One`
      --> cases/a.yaml:14:29
       |
    13 |       - { id: one, request: { path: { id: 1 } } }
       |                             ------------------- the first
    14 |       - { id: One, request: { path: { id: 1 } } }
       |                             ^^^^^^^^^^^^^^^^^^^ the second
       |
       = help: give one of them another `id:`

    5 cases in 2 files: 4 errors, 0 warnings
    ");
}

#[test]
fn a_template_without_quotes_gets_the_quotes() {
    let project = case("request: { path: { id: ${{ vars.item }} } }");
    insta::assert_snapshot!(said("CS0109", &project.run(&["run"])), @r#"
    exit code: 2
    --- stderr
    error[CS0109]: a template without quotes
     --> cases/a.yaml:5:28
      |
    5 |     request: { path: { id: ${{ vars.item }} } }
      |                            ^^^ YAML reads this as a nested mapping
      |
      = help: put quotes around it: "${{ ... }}"

    nothing was sent
    "#);
}

#[test]
fn a_file_that_nests_too_deeply_is_refused() {
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let project = cases(&format!("api: items\nvars: {{ a: {deep} }}\ncases: []\n"));
    let ran = project.run(&["lint"]);
    assert!(said("CS0110", &ran).contains("help: "), "{}", ran.all());
    let configuration = Project::items().with("countersign.toml", &format!("[vars]\na = {deep}\n")).run(&["lint"]);
    assert_eq!(configuration.code, 2, "{}", configuration.all());
}

#[test]
fn aliases_neither_blow_a_file_up_nor_nest_it_beyond_measure() {
    let mut bomb = "api: items\nvars:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let inner = level - 1;
        bomb.push_str(&format!(
            "  a{level}: &a{level} [*a{inner}, *a{inner}, *a{inner}, *a{inner}, *a{inner}, *a{inner}]\n"
        ));
    }
    insta::assert_snapshot!(said("CS0110", &cases(&format!("{bomb}cases: []\n")).run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0110]: aliases add more than 100000 values to the file
     --> cases/a.yaml:9:12
      |
    9 |   a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5]
      |            ^^^ this one is too much
      |
      = help: write out what is needed, or take it from a file with `each: { file: ... }`

    0 cases in 0 files: 1 error, 0 warnings
    ");
    let mut tower = "api: items\nvars:\n  a0: &a0 [x]\n".to_owned();
    for level in 1..60 {
        let (open, close) = ("[".repeat(40), "]".repeat(40));
        tower.push_str(&format!("  a{level}: &a{level} {open}*a{}{close}\n", level - 1));
    }
    assert_eq!(cases(&format!("{tower}cases: []\n")).run(&["lint"]).code, 2);
}
