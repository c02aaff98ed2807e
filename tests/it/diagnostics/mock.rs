//! Mocks whose rules cannot be used.

use super::{case, said};
use crate::project::Project;

fn mocked(rules: &str) -> Project {
    let project = case("request: { path: { id: 1 } }");
    let configuration =
        project.read("countersign.toml").replace("cases = \"cases\"", "cases = \"cases\"\nmock = \"mock.yaml\"");
    project.with("countersign.toml", &configuration).with("mock.yaml", rules)
}

#[test]
fn a_mock_file_that_is_missing_is_shown_where_it_is_named() {
    let project = mocked("");
    std::fs::remove_file(project.path("mock.yaml")).expect("removed");
    insta::assert_snapshot!(said("CS0101", &project.run(&["run"])), @r#"
    exit code: 2
    --- stderr
    error[CS0101]: there is no file mock.yaml
     --> countersign.toml:5:8
      |
    5 | mock = "mock.yaml"
      |        ^^^^^^^^^^^ the rules of this API's mock
      |
      = help: paths in countersign.toml are relative to its folder

    nothing was sent
    "#);
    insta::assert_snapshot!(said("CS0101", &project.run(&["lint"])), @r#"
    exit code: 2
    --- stdout
    error[CS0101]: there is no file mock.yaml
     --> countersign.toml:5:8
      |
    5 | mock = "mock.yaml"
      |        ^^^^^^^^^^^ the rules of this API's mock
      |
      = help: paths in countersign.toml are relative to its folder

    1 case in 1 file: 1 error, 0 warnings
    "#);
}

#[test]
fn rules_for_what_is_not_documented_are_errors() {
    let project = mocked(
        "api: items\ncredentials: { kye: x }\nrules:\n  - on: GET /item/{id}\n    respond: { status: 200 }\n  - on: GET /items/{id}\n    respond: { status: 204 }\n  - on: GET /items/{id}\n    when: stat.x == 1\n    respnd: {}\n",
    );
    insta::assert_snapshot!(project.run(&["lint"]).all(), @r"
    exit code: 2
    --- stdout
    error[CS0104]: unknown key `respnd`
      --> mock.yaml:10:5
       |
    10 |     respnd: {}
       |     ^^^^^^ not a key of a rule
       |
       = help: did you mean `respond`?

    1 case in 1 file: 1 error, 0 warnings
    ");
    let project = mocked(
        "api: items\ncredentials: { kye: x }\nrules:\n  - on: GET /item/{id}\n    respond: { status: 200 }\n  - on: GET /items/{id}\n    when: stat.x == 1\n    respond: { status: 204 }\n",
    );
    insta::assert_snapshot!(said("CS0703", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0703]: the contract has no security scheme `kye`
     --> mock.yaml:2:16
      |
    2 | credentials: { kye: x }
      |                ^^^ not in components.securitySchemes
      |
      = help: known here: key

    error[CS0703]: the contract has no operation `GET /item/{id}`
     --> mock.yaml:4:9
      |
    4 |   - on: GET /item/{id}
      |         ^^^^^^^^^^^^^^ not documented
      |
      = help: did you mean `GET /items/{id}`?

    error[CS0602]: `stat` is not defined here
     --> mock.yaml:7:11
      |
    7 |     when: stat.x == 1
      |           ^^^^^^^^^^^ uses `stat`
      |
      = help: did you mean `state`?

    error[CS0703]: GET /items/{id} has no 204
     --> mock.yaml:8:24
      |
    8 |     respond: { status: 204 }
      |                        ^^^ an undocumented status
      |
     ::: items.yaml:9:5
      |
    9 |     get:
      |     --- its responses are documented here
      |
      = help: documented are 200, 401, 404

    1 case in 1 file: 4 errors, 0 warnings
    ");
    assert_eq!(project.run(&["run"]).code, 2);
}

#[test]
fn a_rule_that_fails_is_told_in_the_answer() {
    let project = mocked(
        "api: items\nstate: { a: 1 }\nrules:\n  - on: GET /items/{id}\n    when: \"1 / 0 == 1\"\n    respond: { status: 404 }\n",
    );
    insta::assert_snapshot!(said("CS0702", &project.run(&["run", "--seed", "1"])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 500, application/problem+json, 236 B, [TIME]
  error[CS0702] the mock cannot answer: the rule at mock.yaml:5: invalid operation: unable to calculate 1 / 0, in `1 / 0 == 1`
    in        exchange
    case      cases/a.yaml:5:14
    help      mend the rules of the mock; the API itself was not asked
    the body {"type":"urn:countersign:CS0702","title":"a mock rule that fails","status":500,"detail":"the rule at mock.yaml:5: invalid operation: unable to calculate 1 / 0, in `1 / 0 == 1`","code":"CS0702","rule":"mock.yaml:5","instance":"/items/1"}
    curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0702
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
"#);
}

#[test]
fn rules_for_another_api_are_told_with_both_places() {
    let project = mocked("api: goods\n");
    insta::assert_snapshot!(said("CS0703", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0703]: rules for `goods`, where those for `items` were expected
 --> mock.yaml:1:6
  |
1 | api: goods
  |      ^^^^^ another API
  |
 ::: countersign.toml:5:8
  |
5 | mock = "mock.yaml"
  |        ----------- the file is configured for `items` here
  |
  = help: write `api: items`, or name another file in countersign.toml

1 case in 1 file: 1 error, 0 warnings
"#);
}

#[test]
fn a_state_file_that_is_no_json_is_shown_where_it_breaks() {
    let project = mocked("api: items\n").with("state.json", "{ \"a\": }");
    let ran = project.run(&["mock", "--port", "0", "--state-file", "state.json"]);
    insta::assert_snapshot!(said("CS0704", &ran), @r#"
exit code: 2
--- stderr
error[CS0704]: the state file is not JSON: expected value
 --> state.json:1:8
  |
1 | { "a": }
  |        ^ here
  |
  = help: mend it, or delete it to begin with the first state; it was left as it is
"#);
}
