//! Templates and expressions that cannot be read or evaluated.

use super::{case, said};

#[test]
fn templates_that_cannot_be_read_are_shown_with_their_place() {
    let project = case(
        "vars: { a: \"${{ 1 + }}\", b: \"${{ vars.a\", c: \"${{ vars.a | trimm }}\", d: \"${{ vars.a is subst_of(1) }}\", e: \"${{ uid() }}\" }\nrequest: { path: { id: 1 } }\nexpect:\n  assert:\n    - response.status =\n    - { each: $.tags, that: \"it.value is\" }",
    );
    insta::assert_snapshot!(said("CS0601", &project.run(&["lint"])), @r#"
    exit code: 2
    --- stdout
    error[CS0601]: cannot read the expression: unexpected end of input, expected expression
     --> cases/a.yaml:5:16
      |
    5 |     vars: { a: "${{ 1 + }}", b: "${{ vars.a", c: "${{ vars.a | trimm }}", d: "${{ vars.a is subst_of(1) }}", e: "${{ uid() }}" }
      |                ^^^^^^^^^^^^ in `1 +`
      |
      = help: an expression is such as `vars.id + 1`, `response.body.name | trim` or `x is subset_of(y)`

    error[CS0601]: a template that is not closed
     --> cases/a.yaml:5:33
      |
    5 |     vars: { a: "${{ 1 + }}", b: "${{ vars.a", c: "${{ vars.a | trimm }}", d: "${{ vars.a is subst_of(1) }}", e: "${{ uid() }}" }
      |                                 ^^^^^^^^^^^^ begins here
      |
      = help: end it with `}}`, and close quotes and brackets inside; `$${{` stands for a literal `${{`

    error[CS0601]: `trimm` is not a filter
     --> cases/a.yaml:5:50
      |
    5 |     vars: { a: "${{ 1 + }}", b: "${{ vars.a", c: "${{ vars.a | trimm }}", d: "${{ vars.a is subst_of(1) }}", e: "${{ uid() }}" }
      |                                                  ^^^^^^^^^^^^^^^^^^^^^^^ in `vars.a | trimm`
      |
      = help: did you mean `trim`?

    error[CS0601]: `subst_of` is not a test
     --> cases/a.yaml:5:78
      |
    5 |     vars: { a: "${{ 1 + }}", b: "${{ vars.a", c: "${{ vars.a | trimm }}", d: "${{ vars.a is subst_of(1) }}", e: "${{ uid() }}" }
      |                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.a is subst_of(1)`
      |
      = help: did you mean `subset_of`?

    error[CS0602]: `uid` is not defined here
     --> cases/a.yaml:5:113
      |
    5 |     vars: { a: "${{ 1 + }}", b: "${{ vars.a", c: "${{ vars.a | trimm }}", d: "${{ vars.a is subst_of(1) }}", e: "${{ uid() }}" }
      |                                                                                                                 ^^^^^^^^^^^^^^ in `uid()`
      |
      = help: did you mean `uuid()`?

    error[CS0601]: cannot read the expression: unexpected input after expression
     --> cases/a.yaml:9:11
      |
    9 |         - response.status =
      |           ^^^^^^^^^^^^^^^^^ in `response.status =`
      |
      = help: an expression is such as `vars.id + 1`, `response.body.name | trim` or `x is subset_of(y)`

    error[CS0601]: cannot read the expression: unexpected end of input, expected identifier
      --> cases/a.yaml:10:33
       |
    10 |         - { each: $.tags, that: "it.value is" }
       |                                 ^^^^^^^^^^^^^ in `it.value is`
       |
       = help: an expression is such as `vars.id + 1`, `response.body.name | trim` or `x is subset_of(y)`

    1 case in 1 file: 7 errors, 0 warnings
    "#);
}

#[test]
fn names_that_are_not_defined_are_found_before_anything_is_sent() {
    let project = case(
        "each: { x: { field: 1 } }\nvars: { early: \"${{ vars.late }}\", late: 1 }\nrequest: { path: { id: \"${{ vars.itme }}\" }, query: { a: \"${{ each.feld }}\", b: \"${{ captures.x }}\", c: \"${{ env.HOME }}\", d: \"${{ response.status }}\", e: \"${{ run.idd }}\" } }\nexpect: { body: { at: { \"$[?@.a == ${{ vars.nothing }}]\": 1 } }, assert: [vras.item == 1] }",
    );
    insta::assert_snapshot!(said("CS0602", &project.run(&["run"])), @r#"
    exit code: 2
    --- stderr
    error[CS0602]: `vars.late` is not defined
     --> cases/a.yaml:6:20
      |
    6 |     vars: { early: "${{ vars.late }}", late: 1 }
      |                    ^^^^^^^^^^^^^^^^^^ in `vars.late`
      |
      = help: known here: item

    error[CS0602]: `vars.itme` is not defined
     --> cases/a.yaml:7:28
      |
    7 |     request: { path: { id: "${{ vars.itme }}" }, query: { a: "${{ each.feld }}", b: "${{ captures.x }}", c: "${{ env.HOME }}", d: "${...
      |                            ^^^^^^^^^^^^^^^^^^ in `vars.itme`
      |
      = help: did you mean `item`?

    error[CS0602]: `each.feld` is not defined
     --> cases/a.yaml:7:62
      |
    7 |     request: { path: { id: "${{ vars.itme }}" }, query: { a: "${{ each.feld }}", b: "${{ captures.x }}", c: "${{ env.HOME }}", d: "${...
      |                                                              ^^^^^^^^^^^^^^^^^^ in `each.feld`
      |
      = help: did you mean `field`?

    error[CS0602]: `captures.x` is not defined
     --> cases/a.yaml:7:85
      |
    7 |     request: { path: { id: "${{ vars.itme }}" }, query: { a: "${{ each.feld }}", b: "${{ captures.x }}", c: "${{ env.HOME }}", d: "${...
      |                                                                                     ^^^^^^^^^^^^^^^^^^^ in `captures.x`
      |
      = help: no step before this one captures anything

    error[CS0602]: `env` is not defined here
     --> cases/a.yaml:7:109
      |
    7 | ...: "${{ each.feld }}", b: "${{ captures.x }}", c: "${{ env.HOME }}", d: "${{ response.status }}", e: "${{ run.idd }}" } }
      |                                                     ^^^^^^^^^^^^^^^^^ in `env.HOME`
      |
      = help: known here: secrets, run, case, vars, each, captures, steps

    error[CS0602]: `response` is not defined here
     --> cases/a.yaml:7:131
      |
    7 | ... captures.x }}", c: "${{ env.HOME }}", d: "${{ response.status }}", e: "${{ run.idd }}" } }
      |                                              ^^^^^^^^^^^^^^^^^^^^^^^^ in `response.status`
      |
      = help: known here: secrets, run, case, vars, each, captures, steps

    error[CS0602]: `run.idd` is not defined
     --> cases/a.yaml:7:160
      |
    7 | ...${{ env.HOME }}", d: "${{ response.status }}", e: "${{ run.idd }}" } }
      |                                                      ^^^^^^^^^^^^^^^^ in `run.idd`
      |
      = help: did you mean `id`?

    error[CS0602]: `vars.nothing` is not defined
     --> cases/a.yaml:8:29
      |
    8 |     expect: { body: { at: { "$[?@.a == ${{ vars.nothing }}]": 1 } }, assert: [vras.item == 1] }
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.nothing`
      |
      = help: known here: item, early, late

    error[CS0602]: `vras` is not defined here
     --> cases/a.yaml:8:79
      |
    8 |     expect: { body: { at: { "$[?@.a == ${{ vars.nothing }}]": 1 } }, assert: [vras.item == 1] }
      |                                                                               ^^^^^^^^^^^^^^ in `vras.item == 1`
      |
      = help: did you mean `vars`?

    nothing was sent
    "#);
}

#[test]
fn templates_that_fail_are_errors_with_their_place() {
    let project = case("vars: { a: \"${{ from_json('{') }}\" }\nrequest: { path: { id: 1 } }");
    insta::assert_snapshot!(said("CS0605", &project.run(&["run", "--seed", "1"])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0605] from_json cannot read "{": EOF while parsing an object at byte 1 (line 1, column 2), in `from_json('{')`
    in        request
    case      cases/a.yaml:5:16

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0605
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
"#);
    let project = case("vars: { b: nothing.txt, a: \"${{ file(vars.b) }}\" }\nrequest: { path: { id: 1 } }");
    insta::assert_snapshot!(said("CS0603", &project.run(&["run", "--seed", "1"])), @r"
    exit code: 3
    --- stdout
    ERROR   items/a::a-case  [TIME]

    ERROR items/a::a-case
      a case
      case cases/a.yaml:4:11

      error[CS0603] cannot read nothing.txt: No such file or directory (os error 2), in `file(vars.b)`
        in        request
        case      cases/a.yaml:5:32

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0603
    1 error in [TIME] (seed [SEED])
    0 hold, 1 without a verdict on mock: checks the suite, not your API
    ");
    let project = case("vars: { a: \"${{ 'x' * 999999999 }}\" }\nrequest: { path: { id: 1 } }");
    insta::assert_snapshot!(said("CS0603", &project.run(&["run", "--seed", "1"])), @r"
    exit code: 3
    --- stdout
    ERROR   items/a::a-case  [TIME]

    ERROR items/a::a-case
      a case
      case cases/a.yaml:4:11

      error[CS0603] repeated string is too large, in `'x' * 999999999`
        in        request
        case      cases/a.yaml:5:16

      this case alone
        countersign run --exact 'items/a::a-case' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0603
    1 error in [TIME] (seed [SEED])
    0 hold, 1 without a verdict on mock: checks the suite, not your API
    ");
}

#[test]
fn templates_of_the_wrong_type_are_errors_with_their_place() {
    let project = case("vars: { a: [1] }\nrequest: { path: { id: 1 }, headers: { x-a: \"a ${{ vars.a }}\" } }");
    insta::assert_snapshot!(said("CS0604", &project.run(&["run", "--seed", "1"])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  error[CS0604] array cannot become part of a text
    in        request
    case      cases/a.yaml:6:49
    help      `| to_json` makes a text of it, `| join(',')` joins a list, `| default('')` replaces null

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0604
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
"#);
    let project = case(
        "request: { path: { id: 1 } }\nexpect: { body: { at: { \"$.tags[?@ == ${{ vars.list }}]\": 1 } } }\nvars: { list: [1] }",
    );
    insta::assert_snapshot!(said("CS0604", &project.run(&["run", "--seed", "1"])), @r#"
exit code: 3
--- stdout
ERROR   items/a::a-case  [TIME]

ERROR items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 53 B, [TIME]
  error[CS0604] array cannot become part of a JSONPath
    in        body
    expected  an expression that can be evaluated
    found     `vars.list`
    case      cases/a.yaml:6:29
    the body {"id":1,"name":"Chair","price":10.50,"tags":["wood"]}
    curl curl -sS -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --seed [SEED]

1 code explained by `countersign explain CODE`, such as CS0604
1 error in [TIME] (seed [SEED])
0 hold, 1 without a verdict on mock: checks the suite, not your API
"#);
}
