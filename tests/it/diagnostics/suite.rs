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
      = help: create the folder, or correct its name

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
    error[CS0101]: cannot read ../../rows.csv: No such file or directory (os error 2)
     --> cases/a.yaml:5:19
      |
    5 |     each: { file: ../../rows.csv, id: x }
      |                   ^^^^^^^^^^^^^^ named here
      |
      = help: paths in a case file are relative to its folder

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
    exit code: 3
    --- stdout
    ERROR   items/a::body-by-link  [TIME]
    ERROR   items/a::body-by-dots  [TIME]
    ERROR   items/a::part  [TIME]
    ERROR   items/a::schema  [TIME]

    ERROR items/a::body-by-dots
      body by dots
      case cases/a.yaml:5:11


      error[CS0112] `../../../../../../../../etc/hostname` leaves the project
        in        request
        case      cases/a.yaml:6:30
        help      keep the file in the project and name it relative to this file

      this case alone
        countersign run --exact 'items/a::body-by-dots' --seed [SEED]

    ERROR items/a::body-by-link
      body by link
      case cases/a.yaml:7:11


      error[CS0112] `link` leaves the project
        in        request
        case      cases/a.yaml:8:30
        help      keep the file in the project and name it relative to this file

      this case alone
        countersign run --exact 'items/a::body-by-link' --seed [SEED]

    ERROR items/a::part
      part
      case cases/a.yaml:9:11


      error[CS0112] `/etc/hostname` leaves the project
        in        request
        case      cases/a.yaml:10:28
        help      keep the file in the project and name it relative to this file

      this case alone
        countersign run --exact 'items/a::part' --seed [SEED]

    ERROR items/a::schema
      schema
      case cases/a.yaml:11:11

      PUT http://127.0.0.1:[PORT]/items/1 -> 204, no content type, 0 B, [TIME]
      error[CS0112] `../../x.json` leaves the project's folder
        in        exchange
        expected  a usable contract
        found     `../../x.json` leaves the project's folder
        help      keep the file inside the project and refer to it by a relative path
        the body is empty
        curl curl -sS -X PUT -H 'x-key: mock-credential' 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::schema' --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0112
    4 errors in [TIME] (seed [SEED])
    0 hold, 4 do not on mock: checks the suite, not your API
    ");
}

#[test]
fn a_contract_or_a_folder_of_cases_outside_the_project_is_refused() {
    let project = case("").with("countersign.toml", "[apis.items]\ncontract = \"../items.yaml\"\ncases = \"/tmp\"\n");
    insta::assert_snapshot!(project.run(&["lint"]).all(), @r#"
    exit code: 2
    --- stdout
    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h10/cases/invoicexpress/refusals.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:21:28
       |
    21 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:60:41
       |
    60 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" }, auth: none }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:63:41
       |
    63 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:69:41
       |
    69 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:75:37
       |
    75 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/refusals.yaml:83:37
       |
    83 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h10/cases/invoicexpress/set-current.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/set-current.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/set-current.yaml:26:28
       |
    26 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/set-current.yaml:36:41
       |
    36 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/set-current.yaml:39:41
       |
    39 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h10/cases/invoicexpress/set-current.yaml:42:41
       |
    42 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/add.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:20:23
       |
    20 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/add.yaml:21:23
       |
    21 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:33:23
       |
    33 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h10/cases/perfex/add.yaml:34:23
       |
    34 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:41:23
       |
    41 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h10/cases/perfex/add.yaml:42:23
       |
    42 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:49:32
       |
    49 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:54:23
       |
    54 |               "$.id": "${{ captures.invoice }}"
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:65:23
       |
    65 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first, "5": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:66:23
       |
    66 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": the second, "5": [Option 3] } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/add.yaml:67:23
       |
    67 |       - use: { block: shows-text, id: text, with: { field: "1", label: Input 1, value: the first } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h10/cases/perfex/add.yaml:68:23
       |
    68 |       - use: { block: shows-list, id: list, with: { field: "5", label: Multiselect 1, stored: [Option 1, " Option 2"], shown: "Optio...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:71:57
       |
    71 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.other }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/add.yaml:84:23
       |
    84 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:87:57
       |
    87 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/add.yaml:97:32
       |
    97 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/answers.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/authentication.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:30:57
       |
    30 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: none }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:33:57
       |
    33 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:36:57
       |
    36 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:43:32
       |
    43 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:46:32
       |
    46 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:49:32
       |
    49 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:57:32
       |
    57 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:74:32
       |
    74 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:77:32
       |
    77 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/authentication.yaml:80:32
       |
    80 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h10/cases/perfex/authentication.yaml:86:23
       |
    86 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:100:44
        |
    100 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:109:44
        |
    109 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/authentication.yaml:152:23
        |
    152 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:154:32
        |
    154 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none, json: { custom_fields: { invoice: { "1": changed } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:157:32
        |
    157 | ...   request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token }, json: { custom_fields: { invoice: { "...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h10/cases/perfex/authentication.yaml:159:23
        |
    159 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: as it was } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/authentication.yaml:165:23
        |
    165 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": still here } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:167:32
        |
    167 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:170:32
        |
    170 |         request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h10/cases/perfex/authentication.yaml:172:23
        |
    172 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: still here } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h10/cases/perfex/authentication.yaml:200:23
        |
    200 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:203:32
        |
    203 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:207:32
        |
    207 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: none, json: { firstname: Changed, lastname: "${{ vars.key }}", emai...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:211:32
        |
    211 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token }, json: { firstname: Changed, lastname:...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:215:32
        |
    215 |         request: { path: { id: "${{ captures.contact }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:219:32
        |
    219 |         request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/authentication.yaml:223:32
        |
    223 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/clear.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/clear.yaml:36:23
       |
    36 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h10/cases/perfex/clear.yaml:37:23
       |
    37 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/clear.yaml:40:23
       |
    40 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h10/cases/perfex/clear.yaml:43:23
       |
    43 |       - use: { block: shows-nothing, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h10/cases/perfex/clear.yaml:44:23
       |
    44 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/clear.yaml:48:23
       |
    48 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/clear.yaml:50:32
       |
    50 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h10/cases/perfex/clear.yaml:52:23
       |
    52 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/clear.yaml:54:32
       |
    54 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/clear.yaml:56:23
       |
    56 |       - use: { block: shows-text, id: set, with: { field: "1", label: Input 1, value: the second } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/contacts.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:16:54
       |
    16 |     request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:36:28
       |
    36 |     request: { path: { id: "${{ vars.contact_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:42:19
       |
    42 |           "$.id": "${{ vars.contact_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id | string`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:51:58
       |
    51 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:54:32
       |
    54 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:88:58
       |
    88 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h10/cases/perfex/contacts.yaml:93:23
       |
    93 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:96:58
       |
    96 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h10/cases/perfex/contacts.yaml:99:32
       |
    99 |         request: { path: { id: "${{ captures.contact }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:109:26
        |
    109 |               "$[0].id": "${{ captures.contact }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:114:23
        |
    114 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:123:58
        |
    123 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:133:32
        |
    133 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:138:23
        |
    138 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:147:58
        |
    147 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:150:32
        |
    150 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:162:58
        |
    162 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h10/cases/perfex/contacts.yaml:169:18
        |
    169 |           block: new-contact
        |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:176:58
        |
    176 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:185:32
        |
    185 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:194:23
        |
    194 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:205:58
        |
    205 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:217:23
        |
    217 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:226:58
        |
    226 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:233:32
        |
    233 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:244:58
        |
    244 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h10/cases/perfex/contacts.yaml:249:23
        |
    249 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:252:58
        |
    252 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:257:23
        |
    257 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:266:58
        |
    266 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:269:32
        |
    269 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:288:58
        |
    288 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h10/cases/perfex/contacts.yaml:291:23
        |
    291 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": some text } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:294:32
        |
    294 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:297:32
        |
    297 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:301:58
        |
    301 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h10/cases/perfex/contacts.yaml:319:32
        |
    319 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/delete.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/delete.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "4": Option 1, "5": [Option 1, Op...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:16:57
       |
    16 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:19:32
       |
    19 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:23:32
       |
    23 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:27:57
       |
    27 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/delete.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:51:32
       |
    51 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:55:32
       |
    55 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": too late } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:59:32
       |
    59 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h10/cases/perfex/delete.yaml:65:23
       |
    65 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": still here } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/delete.yaml:70:23
       |
    70 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": soon gone } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/delete.yaml:72:32
       |
    72 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/formats.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/formats.yaml:73:23
       |
    73 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/formats.yaml:77:23
       |
    77 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/formats.yaml:82:32
       |
    82 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/formats.yaml:89:23
       |
    89 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/formats.yaml:93:23
       |
    93 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/formats.yaml:98:32
       |
    98 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/formats.yaml:104:23
        |
    104 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1, Option 2] } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/formats.yaml:108:23
        |
    108 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h10/cases/perfex/formats.yaml:111:23
        |
    111 |       - use: { block: shows-nothing, id: text, with: { field: "1", label: Input 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h10/cases/perfex/formats.yaml:112:23
        |
    112 |       - use: { block: shows-nothing, id: list, with: { field: "5", label: Multiselect 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/formats.yaml:117:23
        |
    117 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "3": "two\nlines" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/formats.yaml:120:57
        |
    120 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/formats.yaml:126:23
        |
    126 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "  some text  " } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h10/cases/perfex/formats.yaml:127:23
        |
    127 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: some text } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/formats.yaml:132:23
        |
    132 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "Zoë, 10 € / Ω 🙂" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h10/cases/perfex/formats.yaml:133:23
        |
    133 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: "Zoë, 10 € / Ω 🙂" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/record.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:10:28
       |
    10 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:17:19
       |
    17 |           "$.id": "${{ vars.invoice_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:23:28
       |
    23 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:38:28
       |
    38 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:49:28
       |
    49 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:60:28
       |
    60 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:75:28
       |
    75 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:95:32
       |
    95 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/record.yaml:98:32
       |
    98 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/refusals.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/refusals.yaml:71:23
       |
    71 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/refusals.yaml:90:28
       |
    90 |     request: { path: { id: "${{ vars.invoice_id }}" }, invalid: the body is missing }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/refusals.yaml:96:28
       |
    96 |     request: { path: { id: "${{ vars.invoice_id }}" }, body: { text: "custom_fields: none" }, content_type: application/json, invali...
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h10/cases/perfex/refusals.yaml:102:28
        |
    102 |     request: { path: { id: "${{ vars.contact_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: did you mean `contact`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/refusals.yaml:108:28
        |
    108 |     request: { path: { id: "${{ vars.invoice_id }}" }, json: { custom_fields: { invoice: some text } }, invalid: values are given b...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/rules.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/rules.yaml:11:28
       |
    11 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/rules.yaml:25:28
       |
    25 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/rules.yaml:37:28
       |
    37 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/rules.yaml:53:28
       |
    53 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/rules.yaml:61:28
       |
    61 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/scenarios.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/scenarios.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was added } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/scenarios.yaml:14:23
       |
    14 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: as it was added } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:17:32
       |
    17 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": as it was updated } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/scenarios.yaml:19:23
       |
    19 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: as it was updated } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:22:32
       |
    22 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h10/cases/perfex/scenarios.yaml:24:23
       |
    24 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:27:32
       |
    27 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:31:32
       |
    31 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/scenarios.yaml:39:23
       |
    39 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h10/cases/perfex/scenarios.yaml:40:23
       |
    40 |       - use: { block: shows-list, id: added, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " Op...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:43:32
       |
    43 | ...   request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": [Option 1, Option...
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h10/cases/perfex/scenarios.yaml:45:23
       |
    45 |       - use: { block: shows-list, id: updated, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " ...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h10/cases/perfex/scenarios.yaml:50:23
       |
    50 |       - use: { block: shows-nothing, id: cleared, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:53:32
       |
    53 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:57:32
       |
    57 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/scenarios.yaml:63:18
       |
    63 |           block: new-invoice
       |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/scenarios.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:101:32
        |
    101 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:119:23
        |
    119 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:136:57
        |
    136 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:154:23
        |
    154 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:159:57
        |
    159 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:169:32
        |
    169 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/scenarios.yaml:185:23
        |
    185 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ from_json(captures.opt...
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/scenarios.yaml:188:57
        |
    188 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: known here: options

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/search.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:15:32
       |
    15 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:26:15
       |
    26 |               "$[?@.id == ${{ vars.invoice_id | string }}]": { nodes: { length: 1 } }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:27:15
       |
    27 |               "$[?@.id == ${{ vars.invoice_id | string }}].number": "${{ captures.number }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:34:32
       |
    34 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:50:15
       |
    50 |               "$[?@.id == ${{ vars.invoice_id | string }}].hash": "${{ steps.record.response.body.hash }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:51:15
       |
    51 |               "$[?@.id == ${{ vars.invoice_id | string }}].date": "${{ steps.record.response.body.date }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:52:15
       |
    52 |               "$[?@.id == ${{ vars.invoice_id | string }}].duedate": { equals: "${{ steps.record.response.body.duedate }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:53:15
       |
    53 |               "$[?@.id == ${{ vars.invoice_id | string }}].currency": "${{ steps.record.response.body.currency }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:54:15
       |
    54 |               "$[?@.id == ${{ vars.invoice_id | string }}].total": "${{ steps.record.response.body.total }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:55:15
       |
    55 |               "$[?@.id == ${{ vars.invoice_id | string }}].clientid": "${{ steps.record.response.body.clientid }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:56:15
       |
    56 |               "$[?@.id == ${{ vars.invoice_id | string }}].company": { equals: "${{ steps.record.response.body.client.company }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:57:15
       |
    57 |               "$[?@.id == ${{ vars.invoice_id | string }}].active": "${{ steps.record.response.body.client.active }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:76:32
       |
    76 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:85:15
       |
    85 | ...   "$[?@.id == ${{ vars.invoice_id | string }}][${{ each.column }}]": { equals: "${{ steps.record.response.body.client[each.colum...
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/search.yaml:91:32
       |
    91 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:100:15
        |
    100 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields": { length: 10 }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:101:15
        |
    101 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Input 1'].value": test 12
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:102:15
        |
    102 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Number 1'].value": "10"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:103:15
        |
    103 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Textarea 1'].value": Lorem Ipsum is simply dummy text ...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:104:15
        |
    104 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Select 1'].value": Option 1
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:105:15
        |
    105 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Multiselect 1'].value": Option 1, Option 2
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:106:15
        |
    106 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Checkbox 1'].value": Option 1, Option 3
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:107:15
        |
    107 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datepicker 1'].value": "2021-05-06"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:108:15
        |
    108 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datetime Picker 1'].value": "2021-05-06 00:23:25"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:109:15
        |
    109 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Colorpicker 1'].value": { matches: '^#[Ff]{6}$' }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:110:15
        |
    110 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Hyperlink 1'].value": { contains: Link</a> }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:116:32
        |
    116 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:124:21
        |
    124 |             - each: "$[?@.id == ${{ vars.invoice_id | string }}].allowed_payment_modes"
        |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/search.yaml:130:23
        |
    130 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": found by search } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:138:26
        |
    138 |               "$[0].id": "${{ captures.invoice }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:139:33
        |
    139 |               "$[0].invoiceid": "${{ captures.invoice }}"
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/search.yaml:161:23
        |
    161 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "${{ vars.text }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/search.yaml:168:30
        |
    168 |             at: { "$[0].id": "${{ captures.invoice }}" }
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/search.yaml:178:23
        |
    178 |       - use: { block: new-invoice, with: { number: "${{ vars.low }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h10/cases/perfex/search.yaml:179:23
        |
    179 |       - use: { block: another-invoice, with: { number: "${{ vars.high }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/transport.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/transport.yaml:14:44
       |
    14 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/transport.yaml:21:44
       |
    21 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/transport.yaml:28:44
       |
    28 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/types.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/types.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/types.yaml:99:56
       |
    99 |     request: { path: { FieldBelongsto: spaceships, id: "${{ vars.invoice_id }}" }, invalid: there is no such kind of record }
       |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/update.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/update.yaml:31:23
       |
    31 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h10/cases/perfex/update.yaml:32:23
       |
    32 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/update.yaml:35:23
       |
    35 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/update.yaml:38:23
       |
    38 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h10/cases/perfex/update.yaml:39:23
       |
    39 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/update.yaml:49:23
       |
    49 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h10/cases/perfex/update.yaml:50:23
       |
    50 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/update.yaml:53:23
       |
    53 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h10/cases/perfex/update.yaml:56:23
       |
    56 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h10/cases/perfex/update.yaml:57:23
       |
    57 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/update.yaml:64:23
       |
    64 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h10/cases/perfex/update.yaml:65:23
       |
    65 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/update.yaml:68:23
       |
    68 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h10/cases/perfex/update.yaml:71:23
       |
    71 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h10/cases/perfex/update.yaml:72:23
       |
    72 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/update.yaml:79:23
       |
    79 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/update.yaml:82:23
       |
    82 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h10/cases/perfex/update.yaml:85:23
       |
    85 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h10/cases/perfex/update.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h10/cases/perfex/update.yaml:96:23
       |
    96 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h10/cases/perfex/update.yaml:99:23
       |
    99 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/update.yaml:103:23
        |
    103 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/update.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h10/cases/perfex/update.yaml:107:23
        |
    107 |       - use: { block: shows-text, id: second, with: { field: "1", label: Input 1, value: the second } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/update.yaml:109:32
        |
    109 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the third } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h10/cases/perfex/update.yaml:111:23
        |
    111 |       - use: { block: shows-text, id: third, with: { field: "1", label: Input 1, value: the third } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h10/cases/perfex/update.yaml:116:23
        |
    116 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h10/cases/perfex/update.yaml:121:23
        |
    121 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h10/cases/perfex/update.yaml:123:32
        |
    123 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": changed, "5": [Option 3] } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h10/cases/perfex/values.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/values.yaml:10:53
       |
    10 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/values.yaml:30:53
       |
    30 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/values.yaml:58:53
       |
    58 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/values.yaml:68:53
       |
    68 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h10/cases/perfex/values.yaml:90:53
       |
    90 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/values.yaml:100:57
        |
    100 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h10/cases/perfex/values.yaml:103:57
        |
    103 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0106]: a case file without `cases`
     --> /tmp/h10/mocks/invoicexpress.yaml:3:1
      |
    3 | api: invoicexpress
      | ^^^^^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h10/mocks/invoicexpress.yaml:5:1
      |
    5 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
      --> /tmp/h10/mocks/invoicexpress.yaml:11:1
       |
    11 | rules:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h10/mocks/perfex.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h10/mocks/perfex.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/h10/mocks/perfex.yaml:177:1
        |
    177 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/h10/mocks/perfex.yaml:260:1
        |
    260 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h10/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h10/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h10/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h10/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h10/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h10/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h10/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h10/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h10/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h10/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h10/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h10/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h10/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h10/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h10/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h10/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h10/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h10/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h11/cases/invoicexpress/refusals.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:21:28
       |
    21 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:60:41
       |
    60 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" }, auth: none }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:63:41
       |
    63 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:69:41
       |
    69 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:75:37
       |
    75 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/refusals.yaml:83:37
       |
    83 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h11/cases/invoicexpress/set-current.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/set-current.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/set-current.yaml:26:28
       |
    26 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/set-current.yaml:36:41
       |
    36 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/set-current.yaml:39:41
       |
    39 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h11/cases/invoicexpress/set-current.yaml:42:41
       |
    42 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/add.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:20:23
       |
    20 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/add.yaml:21:23
       |
    21 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:33:23
       |
    33 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h11/cases/perfex/add.yaml:34:23
       |
    34 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:41:23
       |
    41 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h11/cases/perfex/add.yaml:42:23
       |
    42 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:49:32
       |
    49 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:54:23
       |
    54 |               "$.id": "${{ captures.invoice }}"
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:65:23
       |
    65 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first, "5": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:66:23
       |
    66 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": the second, "5": [Option 3] } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/add.yaml:67:23
       |
    67 |       - use: { block: shows-text, id: text, with: { field: "1", label: Input 1, value: the first } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h11/cases/perfex/add.yaml:68:23
       |
    68 |       - use: { block: shows-list, id: list, with: { field: "5", label: Multiselect 1, stored: [Option 1, " Option 2"], shown: "Optio...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:71:57
       |
    71 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.other }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/add.yaml:84:23
       |
    84 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:87:57
       |
    87 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/add.yaml:97:32
       |
    97 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/answers.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/authentication.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:30:57
       |
    30 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: none }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:33:57
       |
    33 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:36:57
       |
    36 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:43:32
       |
    43 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:46:32
       |
    46 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:49:32
       |
    49 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:57:32
       |
    57 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:74:32
       |
    74 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:77:32
       |
    77 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/authentication.yaml:80:32
       |
    80 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h11/cases/perfex/authentication.yaml:86:23
       |
    86 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:100:44
        |
    100 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:109:44
        |
    109 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/authentication.yaml:152:23
        |
    152 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:154:32
        |
    154 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none, json: { custom_fields: { invoice: { "1": changed } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:157:32
        |
    157 | ...   request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token }, json: { custom_fields: { invoice: { "...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h11/cases/perfex/authentication.yaml:159:23
        |
    159 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: as it was } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/authentication.yaml:165:23
        |
    165 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": still here } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:167:32
        |
    167 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:170:32
        |
    170 |         request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h11/cases/perfex/authentication.yaml:172:23
        |
    172 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: still here } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h11/cases/perfex/authentication.yaml:200:23
        |
    200 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:203:32
        |
    203 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:207:32
        |
    207 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: none, json: { firstname: Changed, lastname: "${{ vars.key }}", emai...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:211:32
        |
    211 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token }, json: { firstname: Changed, lastname:...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:215:32
        |
    215 |         request: { path: { id: "${{ captures.contact }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:219:32
        |
    219 |         request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/authentication.yaml:223:32
        |
    223 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/clear.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/clear.yaml:36:23
       |
    36 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h11/cases/perfex/clear.yaml:37:23
       |
    37 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/clear.yaml:40:23
       |
    40 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h11/cases/perfex/clear.yaml:43:23
       |
    43 |       - use: { block: shows-nothing, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h11/cases/perfex/clear.yaml:44:23
       |
    44 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/clear.yaml:48:23
       |
    48 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/clear.yaml:50:32
       |
    50 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h11/cases/perfex/clear.yaml:52:23
       |
    52 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/clear.yaml:54:32
       |
    54 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/clear.yaml:56:23
       |
    56 |       - use: { block: shows-text, id: set, with: { field: "1", label: Input 1, value: the second } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/contacts.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:16:54
       |
    16 |     request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:36:28
       |
    36 |     request: { path: { id: "${{ vars.contact_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:42:19
       |
    42 |           "$.id": "${{ vars.contact_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id | string`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:51:58
       |
    51 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:54:32
       |
    54 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:88:58
       |
    88 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h11/cases/perfex/contacts.yaml:93:23
       |
    93 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:96:58
       |
    96 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h11/cases/perfex/contacts.yaml:99:32
       |
    99 |         request: { path: { id: "${{ captures.contact }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:109:26
        |
    109 |               "$[0].id": "${{ captures.contact }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:114:23
        |
    114 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:123:58
        |
    123 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:133:32
        |
    133 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:138:23
        |
    138 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:147:58
        |
    147 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:150:32
        |
    150 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:162:58
        |
    162 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h11/cases/perfex/contacts.yaml:169:18
        |
    169 |           block: new-contact
        |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:176:58
        |
    176 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:185:32
        |
    185 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:194:23
        |
    194 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:205:58
        |
    205 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:217:23
        |
    217 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:226:58
        |
    226 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:233:32
        |
    233 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:244:58
        |
    244 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h11/cases/perfex/contacts.yaml:249:23
        |
    249 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:252:58
        |
    252 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:257:23
        |
    257 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:266:58
        |
    266 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:269:32
        |
    269 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:288:58
        |
    288 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h11/cases/perfex/contacts.yaml:291:23
        |
    291 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": some text } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:294:32
        |
    294 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:297:32
        |
    297 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:301:58
        |
    301 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h11/cases/perfex/contacts.yaml:319:32
        |
    319 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/delete.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/delete.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "4": Option 1, "5": [Option 1, Op...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:16:57
       |
    16 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:19:32
       |
    19 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:23:32
       |
    23 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:27:57
       |
    27 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/delete.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:51:32
       |
    51 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:55:32
       |
    55 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": too late } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:59:32
       |
    59 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h11/cases/perfex/delete.yaml:65:23
       |
    65 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": still here } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/delete.yaml:70:23
       |
    70 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": soon gone } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/delete.yaml:72:32
       |
    72 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/formats.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/formats.yaml:73:23
       |
    73 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/formats.yaml:77:23
       |
    77 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/formats.yaml:82:32
       |
    82 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/formats.yaml:89:23
       |
    89 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/formats.yaml:93:23
       |
    93 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/formats.yaml:98:32
       |
    98 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/formats.yaml:104:23
        |
    104 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1, Option 2] } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/formats.yaml:108:23
        |
    108 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h11/cases/perfex/formats.yaml:111:23
        |
    111 |       - use: { block: shows-nothing, id: text, with: { field: "1", label: Input 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h11/cases/perfex/formats.yaml:112:23
        |
    112 |       - use: { block: shows-nothing, id: list, with: { field: "5", label: Multiselect 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/formats.yaml:117:23
        |
    117 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "3": "two\nlines" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/formats.yaml:120:57
        |
    120 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/formats.yaml:126:23
        |
    126 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "  some text  " } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h11/cases/perfex/formats.yaml:127:23
        |
    127 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: some text } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/formats.yaml:132:23
        |
    132 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "Zoë, 10 € / Ω 🙂" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h11/cases/perfex/formats.yaml:133:23
        |
    133 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: "Zoë, 10 € / Ω 🙂" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/record.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:10:28
       |
    10 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:17:19
       |
    17 |           "$.id": "${{ vars.invoice_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:23:28
       |
    23 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:38:28
       |
    38 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:49:28
       |
    49 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:60:28
       |
    60 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:75:28
       |
    75 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:95:32
       |
    95 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/record.yaml:98:32
       |
    98 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/refusals.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/refusals.yaml:71:23
       |
    71 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/refusals.yaml:90:28
       |
    90 |     request: { path: { id: "${{ vars.invoice_id }}" }, invalid: the body is missing }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/refusals.yaml:96:28
       |
    96 |     request: { path: { id: "${{ vars.invoice_id }}" }, body: { text: "custom_fields: none" }, content_type: application/json, invali...
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h11/cases/perfex/refusals.yaml:102:28
        |
    102 |     request: { path: { id: "${{ vars.contact_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: did you mean `contact`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/refusals.yaml:108:28
        |
    108 |     request: { path: { id: "${{ vars.invoice_id }}" }, json: { custom_fields: { invoice: some text } }, invalid: values are given b...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/rules.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/rules.yaml:11:28
       |
    11 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/rules.yaml:25:28
       |
    25 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/rules.yaml:37:28
       |
    37 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/rules.yaml:53:28
       |
    53 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/rules.yaml:61:28
       |
    61 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/scenarios.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/scenarios.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was added } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/scenarios.yaml:14:23
       |
    14 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: as it was added } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:17:32
       |
    17 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": as it was updated } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/scenarios.yaml:19:23
       |
    19 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: as it was updated } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:22:32
       |
    22 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h11/cases/perfex/scenarios.yaml:24:23
       |
    24 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:27:32
       |
    27 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:31:32
       |
    31 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/scenarios.yaml:39:23
       |
    39 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h11/cases/perfex/scenarios.yaml:40:23
       |
    40 |       - use: { block: shows-list, id: added, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " Op...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:43:32
       |
    43 | ...   request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": [Option 1, Option...
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h11/cases/perfex/scenarios.yaml:45:23
       |
    45 |       - use: { block: shows-list, id: updated, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " ...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h11/cases/perfex/scenarios.yaml:50:23
       |
    50 |       - use: { block: shows-nothing, id: cleared, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:53:32
       |
    53 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:57:32
       |
    57 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/scenarios.yaml:63:18
       |
    63 |           block: new-invoice
       |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/scenarios.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:101:32
        |
    101 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:119:23
        |
    119 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:136:57
        |
    136 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:154:23
        |
    154 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:159:57
        |
    159 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:169:32
        |
    169 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/scenarios.yaml:185:23
        |
    185 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ from_json(captures.opt...
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/scenarios.yaml:188:57
        |
    188 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: known here: options

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/search.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:15:32
       |
    15 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:26:15
       |
    26 |               "$[?@.id == ${{ vars.invoice_id | string }}]": { nodes: { length: 1 } }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:27:15
       |
    27 |               "$[?@.id == ${{ vars.invoice_id | string }}].number": "${{ captures.number }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:34:32
       |
    34 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:50:15
       |
    50 |               "$[?@.id == ${{ vars.invoice_id | string }}].hash": "${{ steps.record.response.body.hash }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:51:15
       |
    51 |               "$[?@.id == ${{ vars.invoice_id | string }}].date": "${{ steps.record.response.body.date }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:52:15
       |
    52 |               "$[?@.id == ${{ vars.invoice_id | string }}].duedate": { equals: "${{ steps.record.response.body.duedate }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:53:15
       |
    53 |               "$[?@.id == ${{ vars.invoice_id | string }}].currency": "${{ steps.record.response.body.currency }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:54:15
       |
    54 |               "$[?@.id == ${{ vars.invoice_id | string }}].total": "${{ steps.record.response.body.total }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:55:15
       |
    55 |               "$[?@.id == ${{ vars.invoice_id | string }}].clientid": "${{ steps.record.response.body.clientid }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:56:15
       |
    56 |               "$[?@.id == ${{ vars.invoice_id | string }}].company": { equals: "${{ steps.record.response.body.client.company }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:57:15
       |
    57 |               "$[?@.id == ${{ vars.invoice_id | string }}].active": "${{ steps.record.response.body.client.active }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:76:32
       |
    76 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:85:15
       |
    85 | ...   "$[?@.id == ${{ vars.invoice_id | string }}][${{ each.column }}]": { equals: "${{ steps.record.response.body.client[each.colum...
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/search.yaml:91:32
       |
    91 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:100:15
        |
    100 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields": { length: 10 }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:101:15
        |
    101 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Input 1'].value": test 12
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:102:15
        |
    102 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Number 1'].value": "10"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:103:15
        |
    103 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Textarea 1'].value": Lorem Ipsum is simply dummy text ...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:104:15
        |
    104 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Select 1'].value": Option 1
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:105:15
        |
    105 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Multiselect 1'].value": Option 1, Option 2
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:106:15
        |
    106 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Checkbox 1'].value": Option 1, Option 3
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:107:15
        |
    107 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datepicker 1'].value": "2021-05-06"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:108:15
        |
    108 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datetime Picker 1'].value": "2021-05-06 00:23:25"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:109:15
        |
    109 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Colorpicker 1'].value": { matches: '^#[Ff]{6}$' }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:110:15
        |
    110 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Hyperlink 1'].value": { contains: Link</a> }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:116:32
        |
    116 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:124:21
        |
    124 |             - each: "$[?@.id == ${{ vars.invoice_id | string }}].allowed_payment_modes"
        |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/search.yaml:130:23
        |
    130 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": found by search } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:138:26
        |
    138 |               "$[0].id": "${{ captures.invoice }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:139:33
        |
    139 |               "$[0].invoiceid": "${{ captures.invoice }}"
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/search.yaml:161:23
        |
    161 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "${{ vars.text }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/search.yaml:168:30
        |
    168 |             at: { "$[0].id": "${{ captures.invoice }}" }
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/search.yaml:178:23
        |
    178 |       - use: { block: new-invoice, with: { number: "${{ vars.low }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h11/cases/perfex/search.yaml:179:23
        |
    179 |       - use: { block: another-invoice, with: { number: "${{ vars.high }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/transport.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/transport.yaml:14:44
       |
    14 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/transport.yaml:21:44
       |
    21 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/transport.yaml:28:44
       |
    28 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/types.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/types.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/types.yaml:99:56
       |
    99 |     request: { path: { FieldBelongsto: spaceships, id: "${{ vars.invoice_id }}" }, invalid: there is no such kind of record }
       |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/update.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/update.yaml:31:23
       |
    31 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h11/cases/perfex/update.yaml:32:23
       |
    32 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/update.yaml:35:23
       |
    35 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/update.yaml:38:23
       |
    38 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h11/cases/perfex/update.yaml:39:23
       |
    39 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/update.yaml:49:23
       |
    49 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h11/cases/perfex/update.yaml:50:23
       |
    50 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/update.yaml:53:23
       |
    53 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h11/cases/perfex/update.yaml:56:23
       |
    56 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h11/cases/perfex/update.yaml:57:23
       |
    57 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/update.yaml:64:23
       |
    64 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h11/cases/perfex/update.yaml:65:23
       |
    65 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/update.yaml:68:23
       |
    68 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h11/cases/perfex/update.yaml:71:23
       |
    71 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h11/cases/perfex/update.yaml:72:23
       |
    72 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/update.yaml:79:23
       |
    79 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/update.yaml:82:23
       |
    82 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h11/cases/perfex/update.yaml:85:23
       |
    85 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h11/cases/perfex/update.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h11/cases/perfex/update.yaml:96:23
       |
    96 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h11/cases/perfex/update.yaml:99:23
       |
    99 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/update.yaml:103:23
        |
    103 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/update.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h11/cases/perfex/update.yaml:107:23
        |
    107 |       - use: { block: shows-text, id: second, with: { field: "1", label: Input 1, value: the second } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/update.yaml:109:32
        |
    109 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the third } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h11/cases/perfex/update.yaml:111:23
        |
    111 |       - use: { block: shows-text, id: third, with: { field: "1", label: Input 1, value: the third } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h11/cases/perfex/update.yaml:116:23
        |
    116 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h11/cases/perfex/update.yaml:121:23
        |
    121 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h11/cases/perfex/update.yaml:123:32
        |
    123 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": changed, "5": [Option 3] } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h11/cases/perfex/values.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/values.yaml:10:53
       |
    10 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/values.yaml:30:53
       |
    30 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/values.yaml:58:53
       |
    58 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/values.yaml:68:53
       |
    68 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h11/cases/perfex/values.yaml:90:53
       |
    90 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/values.yaml:100:57
        |
    100 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h11/cases/perfex/values.yaml:103:57
        |
    103 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0106]: a case file without `cases`
     --> /tmp/h11/mocks/invoicexpress.yaml:3:1
      |
    3 | api: invoicexpress
      | ^^^^^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h11/mocks/invoicexpress.yaml:5:1
      |
    5 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
      --> /tmp/h11/mocks/invoicexpress.yaml:11:1
       |
    11 | rules:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h11/mocks/perfex.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h11/mocks/perfex.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/h11/mocks/perfex.yaml:177:1
        |
    177 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/h11/mocks/perfex.yaml:260:1
        |
    260 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h11/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h11/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h11/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h11/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h11/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h11/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h11/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h11/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h11/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h11/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h11/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h11/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h11/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h11/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h11/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h11/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h11/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h11/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h12/cases/invoicexpress/refusals.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:21:28
       |
    21 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:60:41
       |
    60 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" }, auth: none }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:63:41
       |
    63 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:69:41
       |
    69 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:75:37
       |
    75 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/refusals.yaml:83:37
       |
    83 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h12/cases/invoicexpress/set-current.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/set-current.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/set-current.yaml:26:28
       |
    26 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/set-current.yaml:36:41
       |
    36 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/set-current.yaml:39:41
       |
    39 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h12/cases/invoicexpress/set-current.yaml:42:41
       |
    42 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/add.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:20:23
       |
    20 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/add.yaml:21:23
       |
    21 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:33:23
       |
    33 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h12/cases/perfex/add.yaml:34:23
       |
    34 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:41:23
       |
    41 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h12/cases/perfex/add.yaml:42:23
       |
    42 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:49:32
       |
    49 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:54:23
       |
    54 |               "$.id": "${{ captures.invoice }}"
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:65:23
       |
    65 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first, "5": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:66:23
       |
    66 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": the second, "5": [Option 3] } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/add.yaml:67:23
       |
    67 |       - use: { block: shows-text, id: text, with: { field: "1", label: Input 1, value: the first } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h12/cases/perfex/add.yaml:68:23
       |
    68 |       - use: { block: shows-list, id: list, with: { field: "5", label: Multiselect 1, stored: [Option 1, " Option 2"], shown: "Optio...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:71:57
       |
    71 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.other }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/add.yaml:84:23
       |
    84 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:87:57
       |
    87 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/add.yaml:97:32
       |
    97 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/answers.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/authentication.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:30:57
       |
    30 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: none }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:33:57
       |
    33 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:36:57
       |
    36 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:43:32
       |
    43 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:46:32
       |
    46 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:49:32
       |
    49 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:57:32
       |
    57 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:74:32
       |
    74 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:77:32
       |
    77 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/authentication.yaml:80:32
       |
    80 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h12/cases/perfex/authentication.yaml:86:23
       |
    86 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:100:44
        |
    100 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:109:44
        |
    109 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/authentication.yaml:152:23
        |
    152 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:154:32
        |
    154 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none, json: { custom_fields: { invoice: { "1": changed } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:157:32
        |
    157 | ...   request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token }, json: { custom_fields: { invoice: { "...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h12/cases/perfex/authentication.yaml:159:23
        |
    159 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: as it was } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/authentication.yaml:165:23
        |
    165 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": still here } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:167:32
        |
    167 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:170:32
        |
    170 |         request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h12/cases/perfex/authentication.yaml:172:23
        |
    172 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: still here } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h12/cases/perfex/authentication.yaml:200:23
        |
    200 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:203:32
        |
    203 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:207:32
        |
    207 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: none, json: { firstname: Changed, lastname: "${{ vars.key }}", emai...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:211:32
        |
    211 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token }, json: { firstname: Changed, lastname:...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:215:32
        |
    215 |         request: { path: { id: "${{ captures.contact }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:219:32
        |
    219 |         request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/authentication.yaml:223:32
        |
    223 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/clear.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/clear.yaml:36:23
       |
    36 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h12/cases/perfex/clear.yaml:37:23
       |
    37 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/clear.yaml:40:23
       |
    40 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h12/cases/perfex/clear.yaml:43:23
       |
    43 |       - use: { block: shows-nothing, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h12/cases/perfex/clear.yaml:44:23
       |
    44 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/clear.yaml:48:23
       |
    48 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/clear.yaml:50:32
       |
    50 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h12/cases/perfex/clear.yaml:52:23
       |
    52 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/clear.yaml:54:32
       |
    54 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/clear.yaml:56:23
       |
    56 |       - use: { block: shows-text, id: set, with: { field: "1", label: Input 1, value: the second } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/contacts.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:16:54
       |
    16 |     request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:36:28
       |
    36 |     request: { path: { id: "${{ vars.contact_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:42:19
       |
    42 |           "$.id": "${{ vars.contact_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id | string`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:51:58
       |
    51 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:54:32
       |
    54 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:88:58
       |
    88 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h12/cases/perfex/contacts.yaml:93:23
       |
    93 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:96:58
       |
    96 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h12/cases/perfex/contacts.yaml:99:32
       |
    99 |         request: { path: { id: "${{ captures.contact }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:109:26
        |
    109 |               "$[0].id": "${{ captures.contact }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:114:23
        |
    114 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:123:58
        |
    123 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:133:32
        |
    133 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:138:23
        |
    138 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:147:58
        |
    147 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:150:32
        |
    150 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:162:58
        |
    162 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h12/cases/perfex/contacts.yaml:169:18
        |
    169 |           block: new-contact
        |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:176:58
        |
    176 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:185:32
        |
    185 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:194:23
        |
    194 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:205:58
        |
    205 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:217:23
        |
    217 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:226:58
        |
    226 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:233:32
        |
    233 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:244:58
        |
    244 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h12/cases/perfex/contacts.yaml:249:23
        |
    249 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:252:58
        |
    252 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:257:23
        |
    257 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:266:58
        |
    266 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:269:32
        |
    269 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:288:58
        |
    288 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h12/cases/perfex/contacts.yaml:291:23
        |
    291 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": some text } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:294:32
        |
    294 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:297:32
        |
    297 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:301:58
        |
    301 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h12/cases/perfex/contacts.yaml:319:32
        |
    319 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/delete.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/delete.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "4": Option 1, "5": [Option 1, Op...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:16:57
       |
    16 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:19:32
       |
    19 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:23:32
       |
    23 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:27:57
       |
    27 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/delete.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:51:32
       |
    51 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:55:32
       |
    55 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": too late } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:59:32
       |
    59 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h12/cases/perfex/delete.yaml:65:23
       |
    65 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": still here } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/delete.yaml:70:23
       |
    70 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": soon gone } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/delete.yaml:72:32
       |
    72 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/formats.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/formats.yaml:73:23
       |
    73 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/formats.yaml:77:23
       |
    77 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/formats.yaml:82:32
       |
    82 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/formats.yaml:89:23
       |
    89 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/formats.yaml:93:23
       |
    93 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/formats.yaml:98:32
       |
    98 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/formats.yaml:104:23
        |
    104 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1, Option 2] } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/formats.yaml:108:23
        |
    108 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h12/cases/perfex/formats.yaml:111:23
        |
    111 |       - use: { block: shows-nothing, id: text, with: { field: "1", label: Input 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h12/cases/perfex/formats.yaml:112:23
        |
    112 |       - use: { block: shows-nothing, id: list, with: { field: "5", label: Multiselect 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/formats.yaml:117:23
        |
    117 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "3": "two\nlines" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/formats.yaml:120:57
        |
    120 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/formats.yaml:126:23
        |
    126 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "  some text  " } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h12/cases/perfex/formats.yaml:127:23
        |
    127 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: some text } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/formats.yaml:132:23
        |
    132 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "Zoë, 10 € / Ω 🙂" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h12/cases/perfex/formats.yaml:133:23
        |
    133 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: "Zoë, 10 € / Ω 🙂" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/record.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:10:28
       |
    10 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:17:19
       |
    17 |           "$.id": "${{ vars.invoice_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:23:28
       |
    23 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:38:28
       |
    38 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:49:28
       |
    49 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:60:28
       |
    60 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:75:28
       |
    75 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:95:32
       |
    95 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/record.yaml:98:32
       |
    98 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/refusals.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/refusals.yaml:71:23
       |
    71 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/refusals.yaml:90:28
       |
    90 |     request: { path: { id: "${{ vars.invoice_id }}" }, invalid: the body is missing }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/refusals.yaml:96:28
       |
    96 |     request: { path: { id: "${{ vars.invoice_id }}" }, body: { text: "custom_fields: none" }, content_type: application/json, invali...
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h12/cases/perfex/refusals.yaml:102:28
        |
    102 |     request: { path: { id: "${{ vars.contact_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: did you mean `contact`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/refusals.yaml:108:28
        |
    108 |     request: { path: { id: "${{ vars.invoice_id }}" }, json: { custom_fields: { invoice: some text } }, invalid: values are given b...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/rules.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/rules.yaml:11:28
       |
    11 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/rules.yaml:25:28
       |
    25 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/rules.yaml:37:28
       |
    37 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/rules.yaml:53:28
       |
    53 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/rules.yaml:61:28
       |
    61 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/scenarios.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/scenarios.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was added } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/scenarios.yaml:14:23
       |
    14 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: as it was added } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:17:32
       |
    17 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": as it was updated } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/scenarios.yaml:19:23
       |
    19 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: as it was updated } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:22:32
       |
    22 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h12/cases/perfex/scenarios.yaml:24:23
       |
    24 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:27:32
       |
    27 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:31:32
       |
    31 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/scenarios.yaml:39:23
       |
    39 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h12/cases/perfex/scenarios.yaml:40:23
       |
    40 |       - use: { block: shows-list, id: added, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " Op...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:43:32
       |
    43 | ...   request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": [Option 1, Option...
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h12/cases/perfex/scenarios.yaml:45:23
       |
    45 |       - use: { block: shows-list, id: updated, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " ...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h12/cases/perfex/scenarios.yaml:50:23
       |
    50 |       - use: { block: shows-nothing, id: cleared, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:53:32
       |
    53 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:57:32
       |
    57 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/scenarios.yaml:63:18
       |
    63 |           block: new-invoice
       |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/scenarios.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:101:32
        |
    101 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:119:23
        |
    119 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:136:57
        |
    136 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:154:23
        |
    154 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:159:57
        |
    159 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:169:32
        |
    169 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/scenarios.yaml:185:23
        |
    185 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ from_json(captures.opt...
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/scenarios.yaml:188:57
        |
    188 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: known here: options

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/search.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:15:32
       |
    15 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:26:15
       |
    26 |               "$[?@.id == ${{ vars.invoice_id | string }}]": { nodes: { length: 1 } }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:27:15
       |
    27 |               "$[?@.id == ${{ vars.invoice_id | string }}].number": "${{ captures.number }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:34:32
       |
    34 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:50:15
       |
    50 |               "$[?@.id == ${{ vars.invoice_id | string }}].hash": "${{ steps.record.response.body.hash }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:51:15
       |
    51 |               "$[?@.id == ${{ vars.invoice_id | string }}].date": "${{ steps.record.response.body.date }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:52:15
       |
    52 |               "$[?@.id == ${{ vars.invoice_id | string }}].duedate": { equals: "${{ steps.record.response.body.duedate }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:53:15
       |
    53 |               "$[?@.id == ${{ vars.invoice_id | string }}].currency": "${{ steps.record.response.body.currency }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:54:15
       |
    54 |               "$[?@.id == ${{ vars.invoice_id | string }}].total": "${{ steps.record.response.body.total }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:55:15
       |
    55 |               "$[?@.id == ${{ vars.invoice_id | string }}].clientid": "${{ steps.record.response.body.clientid }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:56:15
       |
    56 |               "$[?@.id == ${{ vars.invoice_id | string }}].company": { equals: "${{ steps.record.response.body.client.company }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:57:15
       |
    57 |               "$[?@.id == ${{ vars.invoice_id | string }}].active": "${{ steps.record.response.body.client.active }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:76:32
       |
    76 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:85:15
       |
    85 | ...   "$[?@.id == ${{ vars.invoice_id | string }}][${{ each.column }}]": { equals: "${{ steps.record.response.body.client[each.colum...
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/search.yaml:91:32
       |
    91 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:100:15
        |
    100 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields": { length: 10 }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:101:15
        |
    101 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Input 1'].value": test 12
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:102:15
        |
    102 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Number 1'].value": "10"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:103:15
        |
    103 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Textarea 1'].value": Lorem Ipsum is simply dummy text ...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:104:15
        |
    104 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Select 1'].value": Option 1
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:105:15
        |
    105 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Multiselect 1'].value": Option 1, Option 2
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:106:15
        |
    106 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Checkbox 1'].value": Option 1, Option 3
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:107:15
        |
    107 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datepicker 1'].value": "2021-05-06"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:108:15
        |
    108 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datetime Picker 1'].value": "2021-05-06 00:23:25"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:109:15
        |
    109 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Colorpicker 1'].value": { matches: '^#[Ff]{6}$' }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:110:15
        |
    110 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Hyperlink 1'].value": { contains: Link</a> }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:116:32
        |
    116 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:124:21
        |
    124 |             - each: "$[?@.id == ${{ vars.invoice_id | string }}].allowed_payment_modes"
        |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/search.yaml:130:23
        |
    130 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": found by search } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:138:26
        |
    138 |               "$[0].id": "${{ captures.invoice }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:139:33
        |
    139 |               "$[0].invoiceid": "${{ captures.invoice }}"
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/search.yaml:161:23
        |
    161 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "${{ vars.text }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/search.yaml:168:30
        |
    168 |             at: { "$[0].id": "${{ captures.invoice }}" }
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/search.yaml:178:23
        |
    178 |       - use: { block: new-invoice, with: { number: "${{ vars.low }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h12/cases/perfex/search.yaml:179:23
        |
    179 |       - use: { block: another-invoice, with: { number: "${{ vars.high }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/transport.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/transport.yaml:14:44
       |
    14 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/transport.yaml:21:44
       |
    21 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/transport.yaml:28:44
       |
    28 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/types.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/types.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/types.yaml:99:56
       |
    99 |     request: { path: { FieldBelongsto: spaceships, id: "${{ vars.invoice_id }}" }, invalid: there is no such kind of record }
       |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/update.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/update.yaml:31:23
       |
    31 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h12/cases/perfex/update.yaml:32:23
       |
    32 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/update.yaml:35:23
       |
    35 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/update.yaml:38:23
       |
    38 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h12/cases/perfex/update.yaml:39:23
       |
    39 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/update.yaml:49:23
       |
    49 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h12/cases/perfex/update.yaml:50:23
       |
    50 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/update.yaml:53:23
       |
    53 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h12/cases/perfex/update.yaml:56:23
       |
    56 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h12/cases/perfex/update.yaml:57:23
       |
    57 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/update.yaml:64:23
       |
    64 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h12/cases/perfex/update.yaml:65:23
       |
    65 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/update.yaml:68:23
       |
    68 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h12/cases/perfex/update.yaml:71:23
       |
    71 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h12/cases/perfex/update.yaml:72:23
       |
    72 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/update.yaml:79:23
       |
    79 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/update.yaml:82:23
       |
    82 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h12/cases/perfex/update.yaml:85:23
       |
    85 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h12/cases/perfex/update.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h12/cases/perfex/update.yaml:96:23
       |
    96 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h12/cases/perfex/update.yaml:99:23
       |
    99 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/update.yaml:103:23
        |
    103 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/update.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h12/cases/perfex/update.yaml:107:23
        |
    107 |       - use: { block: shows-text, id: second, with: { field: "1", label: Input 1, value: the second } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/update.yaml:109:32
        |
    109 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the third } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h12/cases/perfex/update.yaml:111:23
        |
    111 |       - use: { block: shows-text, id: third, with: { field: "1", label: Input 1, value: the third } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h12/cases/perfex/update.yaml:116:23
        |
    116 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h12/cases/perfex/update.yaml:121:23
        |
    121 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h12/cases/perfex/update.yaml:123:32
        |
    123 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": changed, "5": [Option 3] } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h12/cases/perfex/values.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/values.yaml:10:53
       |
    10 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/values.yaml:30:53
       |
    30 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/values.yaml:58:53
       |
    58 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/values.yaml:68:53
       |
    68 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h12/cases/perfex/values.yaml:90:53
       |
    90 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/values.yaml:100:57
        |
    100 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h12/cases/perfex/values.yaml:103:57
        |
    103 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0106]: a case file without `cases`
     --> /tmp/h12/mocks/invoicexpress.yaml:3:1
      |
    3 | api: invoicexpress
      | ^^^^^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h12/mocks/invoicexpress.yaml:5:1
      |
    5 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
      --> /tmp/h12/mocks/invoicexpress.yaml:11:1
       |
    11 | rules:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h12/mocks/perfex.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h12/mocks/perfex.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/h12/mocks/perfex.yaml:177:1
        |
    177 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/h12/mocks/perfex.yaml:260:1
        |
    260 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h12/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h12/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h12/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h12/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h12/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h12/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h12/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h12/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h12/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h12/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h12/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h12/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h12/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h12/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h12/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h12/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h12/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h12/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h2/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h2/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h2/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h2/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h2/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h2/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h2/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h2/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h2/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h2/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h2/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h2/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h2/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h2/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h2/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h2/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h2/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h2/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h2/top.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h2/top.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h2/top.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h2/top.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h2/top.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h2/top.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h2/top.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h2/top.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h2/top.yaml:287:1
        |
    287 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h3/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h3/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h3/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h3/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h3/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h3/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h3/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h3/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h3/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h3/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h3/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h3/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h3/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h3/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h3/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h3/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h3/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h3/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h6/mocks/invoicexpress.yaml:3:1
      |
    3 | api: invoicexpress
      | ^^^^^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h6/mocks/invoicexpress.yaml:5:1
      |
    5 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
      --> /tmp/h6/mocks/invoicexpress.yaml:11:1
       |
    11 | rules:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h6/mocks/perfex.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h6/mocks/perfex.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/h6/mocks/perfex.yaml:177:1
        |
    177 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/h6/mocks/perfex.yaml:260:1
        |
    260 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h6/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h6/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h6/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h6/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h6/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h6/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h6/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h6/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h6/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h6/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h6/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h6/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h6/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h6/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h6/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h6/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h6/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h6/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h6_head.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0102]: not well-formed YAML: while parsing a flow sequence, expected ',' or ']'
      --> /tmp/h6_tail.yaml:84:33
       |
    84 |   - on: [GET /api/custom_fields/{FieldBelongsto}, GET /api/custom_fields/{FieldBelongsto}/{id}]
       |                                 ^ here
       |
       = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h7/cases/invoicexpress/refusals.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:21:28
       |
    21 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:60:41
       |
    60 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" }, auth: none }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:63:41
       |
    63 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:69:41
       |
    69 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:75:37
       |
    75 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/refusals.yaml:83:37
       |
    83 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h7/cases/invoicexpress/set-current.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/set-current.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/set-current.yaml:26:28
       |
    26 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/set-current.yaml:36:41
       |
    36 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/set-current.yaml:39:41
       |
    39 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h7/cases/invoicexpress/set-current.yaml:42:41
       |
    42 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/add.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:20:23
       |
    20 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/add.yaml:21:23
       |
    21 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:33:23
       |
    33 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h7/cases/perfex/add.yaml:34:23
       |
    34 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:41:23
       |
    41 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h7/cases/perfex/add.yaml:42:23
       |
    42 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:49:32
       |
    49 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:54:23
       |
    54 |               "$.id": "${{ captures.invoice }}"
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:65:23
       |
    65 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first, "5": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:66:23
       |
    66 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": the second, "5": [Option 3] } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/add.yaml:67:23
       |
    67 |       - use: { block: shows-text, id: text, with: { field: "1", label: Input 1, value: the first } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h7/cases/perfex/add.yaml:68:23
       |
    68 |       - use: { block: shows-list, id: list, with: { field: "5", label: Multiselect 1, stored: [Option 1, " Option 2"], shown: "Optio...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:71:57
       |
    71 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.other }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/add.yaml:84:23
       |
    84 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:87:57
       |
    87 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/add.yaml:97:32
       |
    97 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/answers.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/authentication.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:30:57
       |
    30 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: none }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:33:57
       |
    33 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:36:57
       |
    36 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:43:32
       |
    43 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:46:32
       |
    46 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:49:32
       |
    49 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:57:32
       |
    57 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:74:32
       |
    74 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:77:32
       |
    77 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/authentication.yaml:80:32
       |
    80 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h7/cases/perfex/authentication.yaml:86:23
       |
    86 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:100:44
        |
    100 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:109:44
        |
    109 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/authentication.yaml:152:23
        |
    152 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:154:32
        |
    154 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none, json: { custom_fields: { invoice: { "1": changed } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:157:32
        |
    157 | ...   request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token }, json: { custom_fields: { invoice: { "...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h7/cases/perfex/authentication.yaml:159:23
        |
    159 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: as it was } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/authentication.yaml:165:23
        |
    165 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": still here } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:167:32
        |
    167 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:170:32
        |
    170 |         request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h7/cases/perfex/authentication.yaml:172:23
        |
    172 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: still here } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h7/cases/perfex/authentication.yaml:200:23
        |
    200 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:203:32
        |
    203 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:207:32
        |
    207 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: none, json: { firstname: Changed, lastname: "${{ vars.key }}", emai...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:211:32
        |
    211 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token }, json: { firstname: Changed, lastname:...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:215:32
        |
    215 |         request: { path: { id: "${{ captures.contact }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:219:32
        |
    219 |         request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/authentication.yaml:223:32
        |
    223 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/clear.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/clear.yaml:36:23
       |
    36 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h7/cases/perfex/clear.yaml:37:23
       |
    37 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/clear.yaml:40:23
       |
    40 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h7/cases/perfex/clear.yaml:43:23
       |
    43 |       - use: { block: shows-nothing, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h7/cases/perfex/clear.yaml:44:23
       |
    44 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/clear.yaml:48:23
       |
    48 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/clear.yaml:50:32
       |
    50 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h7/cases/perfex/clear.yaml:52:23
       |
    52 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/clear.yaml:54:32
       |
    54 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/clear.yaml:56:23
       |
    56 |       - use: { block: shows-text, id: set, with: { field: "1", label: Input 1, value: the second } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/contacts.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:16:54
       |
    16 |     request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:36:28
       |
    36 |     request: { path: { id: "${{ vars.contact_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:42:19
       |
    42 |           "$.id": "${{ vars.contact_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id | string`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:51:58
       |
    51 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:54:32
       |
    54 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:88:58
       |
    88 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h7/cases/perfex/contacts.yaml:93:23
       |
    93 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:96:58
       |
    96 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h7/cases/perfex/contacts.yaml:99:32
       |
    99 |         request: { path: { id: "${{ captures.contact }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:109:26
        |
    109 |               "$[0].id": "${{ captures.contact }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:114:23
        |
    114 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:123:58
        |
    123 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:133:32
        |
    133 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:138:23
        |
    138 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:147:58
        |
    147 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:150:32
        |
    150 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:162:58
        |
    162 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h7/cases/perfex/contacts.yaml:169:18
        |
    169 |           block: new-contact
        |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:176:58
        |
    176 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:185:32
        |
    185 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:194:23
        |
    194 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:205:58
        |
    205 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:217:23
        |
    217 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:226:58
        |
    226 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:233:32
        |
    233 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:244:58
        |
    244 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h7/cases/perfex/contacts.yaml:249:23
        |
    249 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:252:58
        |
    252 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:257:23
        |
    257 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:266:58
        |
    266 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:269:32
        |
    269 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:288:58
        |
    288 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h7/cases/perfex/contacts.yaml:291:23
        |
    291 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": some text } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:294:32
        |
    294 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:297:32
        |
    297 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:301:58
        |
    301 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h7/cases/perfex/contacts.yaml:319:32
        |
    319 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/delete.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/delete.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "4": Option 1, "5": [Option 1, Op...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:16:57
       |
    16 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:19:32
       |
    19 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:23:32
       |
    23 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:27:57
       |
    27 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/delete.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:51:32
       |
    51 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:55:32
       |
    55 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": too late } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:59:32
       |
    59 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h7/cases/perfex/delete.yaml:65:23
       |
    65 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": still here } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/delete.yaml:70:23
       |
    70 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": soon gone } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/delete.yaml:72:32
       |
    72 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/formats.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/formats.yaml:73:23
       |
    73 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/formats.yaml:77:23
       |
    77 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/formats.yaml:82:32
       |
    82 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/formats.yaml:89:23
       |
    89 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/formats.yaml:93:23
       |
    93 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/formats.yaml:98:32
       |
    98 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/formats.yaml:104:23
        |
    104 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1, Option 2] } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/formats.yaml:108:23
        |
    108 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h7/cases/perfex/formats.yaml:111:23
        |
    111 |       - use: { block: shows-nothing, id: text, with: { field: "1", label: Input 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h7/cases/perfex/formats.yaml:112:23
        |
    112 |       - use: { block: shows-nothing, id: list, with: { field: "5", label: Multiselect 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/formats.yaml:117:23
        |
    117 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "3": "two\nlines" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/formats.yaml:120:57
        |
    120 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/formats.yaml:126:23
        |
    126 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "  some text  " } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h7/cases/perfex/formats.yaml:127:23
        |
    127 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: some text } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/formats.yaml:132:23
        |
    132 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "Zoë, 10 € / Ω 🙂" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h7/cases/perfex/formats.yaml:133:23
        |
    133 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: "Zoë, 10 € / Ω 🙂" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/record.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:10:28
       |
    10 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:17:19
       |
    17 |           "$.id": "${{ vars.invoice_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:23:28
       |
    23 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:38:28
       |
    38 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:49:28
       |
    49 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:60:28
       |
    60 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:75:28
       |
    75 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:95:32
       |
    95 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/record.yaml:98:32
       |
    98 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/refusals.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/refusals.yaml:71:23
       |
    71 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/refusals.yaml:90:28
       |
    90 |     request: { path: { id: "${{ vars.invoice_id }}" }, invalid: the body is missing }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/refusals.yaml:96:28
       |
    96 |     request: { path: { id: "${{ vars.invoice_id }}" }, body: { text: "custom_fields: none" }, content_type: application/json, invali...
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h7/cases/perfex/refusals.yaml:102:28
        |
    102 |     request: { path: { id: "${{ vars.contact_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: did you mean `contact`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/refusals.yaml:108:28
        |
    108 |     request: { path: { id: "${{ vars.invoice_id }}" }, json: { custom_fields: { invoice: some text } }, invalid: values are given b...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/rules.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/rules.yaml:11:28
       |
    11 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/rules.yaml:25:28
       |
    25 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/rules.yaml:37:28
       |
    37 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/rules.yaml:53:28
       |
    53 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/rules.yaml:61:28
       |
    61 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/scenarios.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/scenarios.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was added } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/scenarios.yaml:14:23
       |
    14 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: as it was added } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:17:32
       |
    17 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": as it was updated } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/scenarios.yaml:19:23
       |
    19 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: as it was updated } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:22:32
       |
    22 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h7/cases/perfex/scenarios.yaml:24:23
       |
    24 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:27:32
       |
    27 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:31:32
       |
    31 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/scenarios.yaml:39:23
       |
    39 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h7/cases/perfex/scenarios.yaml:40:23
       |
    40 |       - use: { block: shows-list, id: added, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " Op...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:43:32
       |
    43 | ...   request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": [Option 1, Option...
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h7/cases/perfex/scenarios.yaml:45:23
       |
    45 |       - use: { block: shows-list, id: updated, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " ...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h7/cases/perfex/scenarios.yaml:50:23
       |
    50 |       - use: { block: shows-nothing, id: cleared, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:53:32
       |
    53 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:57:32
       |
    57 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/scenarios.yaml:63:18
       |
    63 |           block: new-invoice
       |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/scenarios.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:101:32
        |
    101 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:119:23
        |
    119 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:136:57
        |
    136 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:154:23
        |
    154 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:159:57
        |
    159 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:169:32
        |
    169 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/scenarios.yaml:185:23
        |
    185 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ from_json(captures.opt...
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/scenarios.yaml:188:57
        |
    188 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: known here: options

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/search.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:15:32
       |
    15 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:26:15
       |
    26 |               "$[?@.id == ${{ vars.invoice_id | string }}]": { nodes: { length: 1 } }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:27:15
       |
    27 |               "$[?@.id == ${{ vars.invoice_id | string }}].number": "${{ captures.number }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:34:32
       |
    34 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:50:15
       |
    50 |               "$[?@.id == ${{ vars.invoice_id | string }}].hash": "${{ steps.record.response.body.hash }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:51:15
       |
    51 |               "$[?@.id == ${{ vars.invoice_id | string }}].date": "${{ steps.record.response.body.date }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:52:15
       |
    52 |               "$[?@.id == ${{ vars.invoice_id | string }}].duedate": { equals: "${{ steps.record.response.body.duedate }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:53:15
       |
    53 |               "$[?@.id == ${{ vars.invoice_id | string }}].currency": "${{ steps.record.response.body.currency }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:54:15
       |
    54 |               "$[?@.id == ${{ vars.invoice_id | string }}].total": "${{ steps.record.response.body.total }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:55:15
       |
    55 |               "$[?@.id == ${{ vars.invoice_id | string }}].clientid": "${{ steps.record.response.body.clientid }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:56:15
       |
    56 |               "$[?@.id == ${{ vars.invoice_id | string }}].company": { equals: "${{ steps.record.response.body.client.company }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:57:15
       |
    57 |               "$[?@.id == ${{ vars.invoice_id | string }}].active": "${{ steps.record.response.body.client.active }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:76:32
       |
    76 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:85:15
       |
    85 | ...   "$[?@.id == ${{ vars.invoice_id | string }}][${{ each.column }}]": { equals: "${{ steps.record.response.body.client[each.colum...
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/search.yaml:91:32
       |
    91 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:100:15
        |
    100 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields": { length: 10 }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:101:15
        |
    101 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Input 1'].value": test 12
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:102:15
        |
    102 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Number 1'].value": "10"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:103:15
        |
    103 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Textarea 1'].value": Lorem Ipsum is simply dummy text ...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:104:15
        |
    104 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Select 1'].value": Option 1
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:105:15
        |
    105 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Multiselect 1'].value": Option 1, Option 2
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:106:15
        |
    106 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Checkbox 1'].value": Option 1, Option 3
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:107:15
        |
    107 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datepicker 1'].value": "2021-05-06"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:108:15
        |
    108 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datetime Picker 1'].value": "2021-05-06 00:23:25"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:109:15
        |
    109 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Colorpicker 1'].value": { matches: '^#[Ff]{6}$' }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:110:15
        |
    110 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Hyperlink 1'].value": { contains: Link</a> }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:116:32
        |
    116 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:124:21
        |
    124 |             - each: "$[?@.id == ${{ vars.invoice_id | string }}].allowed_payment_modes"
        |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/search.yaml:130:23
        |
    130 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": found by search } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:138:26
        |
    138 |               "$[0].id": "${{ captures.invoice }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:139:33
        |
    139 |               "$[0].invoiceid": "${{ captures.invoice }}"
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/search.yaml:161:23
        |
    161 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "${{ vars.text }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/search.yaml:168:30
        |
    168 |             at: { "$[0].id": "${{ captures.invoice }}" }
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/search.yaml:178:23
        |
    178 |       - use: { block: new-invoice, with: { number: "${{ vars.low }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h7/cases/perfex/search.yaml:179:23
        |
    179 |       - use: { block: another-invoice, with: { number: "${{ vars.high }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/transport.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/transport.yaml:14:44
       |
    14 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/transport.yaml:21:44
       |
    21 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/transport.yaml:28:44
       |
    28 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/types.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/types.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/types.yaml:99:56
       |
    99 |     request: { path: { FieldBelongsto: spaceships, id: "${{ vars.invoice_id }}" }, invalid: there is no such kind of record }
       |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/update.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/update.yaml:31:23
       |
    31 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h7/cases/perfex/update.yaml:32:23
       |
    32 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/update.yaml:35:23
       |
    35 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/update.yaml:38:23
       |
    38 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h7/cases/perfex/update.yaml:39:23
       |
    39 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/update.yaml:49:23
       |
    49 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h7/cases/perfex/update.yaml:50:23
       |
    50 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/update.yaml:53:23
       |
    53 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h7/cases/perfex/update.yaml:56:23
       |
    56 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h7/cases/perfex/update.yaml:57:23
       |
    57 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/update.yaml:64:23
       |
    64 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h7/cases/perfex/update.yaml:65:23
       |
    65 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/update.yaml:68:23
       |
    68 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h7/cases/perfex/update.yaml:71:23
       |
    71 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h7/cases/perfex/update.yaml:72:23
       |
    72 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/update.yaml:79:23
       |
    79 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/update.yaml:82:23
       |
    82 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h7/cases/perfex/update.yaml:85:23
       |
    85 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h7/cases/perfex/update.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h7/cases/perfex/update.yaml:96:23
       |
    96 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h7/cases/perfex/update.yaml:99:23
       |
    99 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/update.yaml:103:23
        |
    103 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/update.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h7/cases/perfex/update.yaml:107:23
        |
    107 |       - use: { block: shows-text, id: second, with: { field: "1", label: Input 1, value: the second } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/update.yaml:109:32
        |
    109 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the third } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h7/cases/perfex/update.yaml:111:23
        |
    111 |       - use: { block: shows-text, id: third, with: { field: "1", label: Input 1, value: the third } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h7/cases/perfex/update.yaml:116:23
        |
    116 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h7/cases/perfex/update.yaml:121:23
        |
    121 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h7/cases/perfex/update.yaml:123:32
        |
    123 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": changed, "5": [Option 3] } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h7/cases/perfex/values.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/values.yaml:10:53
       |
    10 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/values.yaml:30:53
       |
    30 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/values.yaml:58:53
       |
    58 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/values.yaml:68:53
       |
    68 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h7/cases/perfex/values.yaml:90:53
       |
    90 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/values.yaml:100:57
        |
    100 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h7/cases/perfex/values.yaml:103:57
        |
    103 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0104]: unknown key `openapi`
     --> /tmp/h7/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h7/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h7/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h7/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h7/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h7/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h7/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h7/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h7/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h7/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h7/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h7/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h7/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h7/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h7/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h7/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h7/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h7/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h9/cases/invoicexpress/refusals.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:21:28
       |
    21 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:31:28
       |
    31 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:70:41
       |
    70 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" }, auth: none }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:73:41
       |
    73 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:79:41
       |
    79 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:85:37
       |
    85 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/refusals.yaml:93:37
       |
    93 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/h9/cases/invoicexpress/set-current.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/set-current.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/set-current.yaml:26:28
       |
    26 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/set-current.yaml:36:41
       |
    36 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/set-current.yaml:39:41
       |
    39 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/h9/cases/invoicexpress/set-current.yaml:42:41
       |
    42 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/add.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:20:23
       |
    20 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/add.yaml:21:23
       |
    21 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:33:23
       |
    33 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h9/cases/perfex/add.yaml:34:23
       |
    34 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:41:23
       |
    41 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h9/cases/perfex/add.yaml:42:23
       |
    42 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:49:32
       |
    49 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:54:23
       |
    54 |               "$.id": "${{ captures.invoice }}"
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:65:23
       |
    65 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first, "5": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:66:23
       |
    66 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": the second, "5": [Option 3] } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/add.yaml:67:23
       |
    67 |       - use: { block: shows-text, id: text, with: { field: "1", label: Input 1, value: the first } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h9/cases/perfex/add.yaml:68:23
       |
    68 |       - use: { block: shows-list, id: list, with: { field: "5", label: Multiselect 1, stored: [Option 1, " Option 2"], shown: "Optio...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:71:57
       |
    71 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.other }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/add.yaml:84:23
       |
    84 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:87:57
       |
    87 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/add.yaml:97:32
       |
    97 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/answers.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/authentication.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:30:57
       |
    30 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: none }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:33:57
       |
    33 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:36:57
       |
    36 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:43:32
       |
    43 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:46:32
       |
    46 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:49:32
       |
    49 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:57:32
       |
    57 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:74:32
       |
    74 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:77:32
       |
    77 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/authentication.yaml:80:32
       |
    80 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h9/cases/perfex/authentication.yaml:86:23
       |
    86 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:100:44
        |
    100 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:109:44
        |
    109 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/authentication.yaml:152:23
        |
    152 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:154:32
        |
    154 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none, json: { custom_fields: { invoice: { "1": changed } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:157:32
        |
    157 | ...   request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token }, json: { custom_fields: { invoice: { "...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/authentication.yaml:159:23
        |
    159 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: as it was } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/authentication.yaml:165:23
        |
    165 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": still here } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:167:32
        |
    167 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:170:32
        |
    170 |         request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/authentication.yaml:172:23
        |
    172 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: still here } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h9/cases/perfex/authentication.yaml:200:23
        |
    200 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:203:32
        |
    203 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:207:32
        |
    207 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: none, json: { firstname: Changed, lastname: "${{ vars.key }}", emai...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:211:32
        |
    211 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token }, json: { firstname: Changed, lastname:...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:215:32
        |
    215 |         request: { path: { id: "${{ captures.contact }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:219:32
        |
    219 |         request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/authentication.yaml:223:32
        |
    223 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/clear.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/clear.yaml:36:23
       |
    36 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h9/cases/perfex/clear.yaml:37:23
       |
    37 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/clear.yaml:40:23
       |
    40 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h9/cases/perfex/clear.yaml:43:23
       |
    43 |       - use: { block: shows-nothing, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h9/cases/perfex/clear.yaml:44:23
       |
    44 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/clear.yaml:48:23
       |
    48 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/clear.yaml:50:32
       |
    50 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h9/cases/perfex/clear.yaml:52:23
       |
    52 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/clear.yaml:54:32
       |
    54 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/clear.yaml:56:23
       |
    56 |       - use: { block: shows-text, id: set, with: { field: "1", label: Input 1, value: the second } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/contacts.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:16:54
       |
    16 |     request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:36:28
       |
    36 |     request: { path: { id: "${{ vars.contact_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:42:19
       |
    42 |           "$.id": "${{ vars.contact_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id | string`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:51:58
       |
    51 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:54:32
       |
    54 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:88:58
       |
    88 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/h9/cases/perfex/contacts.yaml:94:23
       |
    94 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}", "${{ capt...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/h9/cases/perfex/contacts.yaml:97:58
       |
    97 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:115:26
        |
    115 |               "$[0].id": "${{ captures.contact }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:120:23
        |
    120 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:129:58
        |
    129 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:139:32
        |
    139 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:144:23
        |
    144 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:153:58
        |
    153 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:161:32
        |
    161 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, beside

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:173:58
        |
    173 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h9/cases/perfex/contacts.yaml:180:18
        |
    180 |           block: new-contact
        |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:187:58
        |
    187 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:196:32
        |
    196 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:205:23
        |
    205 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:216:58
        |
    216 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:228:23
        |
    228 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:237:58
        |
    237 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:244:32
        |
    244 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:255:58
        |
    255 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h9/cases/perfex/contacts.yaml:260:23
        |
    260 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:263:58
        |
    263 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:268:23
        |
    268 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:277:58
        |
    277 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:280:32
        |
    280 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:299:58
        |
    299 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/h9/cases/perfex/contacts.yaml:302:23
        |
    302 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": some text } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:305:32
        |
    305 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:308:32
        |
    308 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:312:58
        |
    312 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/h9/cases/perfex/contacts.yaml:330:32
        |
    330 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/delete.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/delete.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "4": Option 1, "5": [Option 1, Op...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:16:57
       |
    16 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:19:32
       |
    19 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:23:32
       |
    23 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:27:57
       |
    27 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/delete.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:51:32
       |
    51 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:55:32
       |
    55 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": too late } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:59:32
       |
    59 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/h9/cases/perfex/delete.yaml:65:23
       |
    65 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": still here } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/delete.yaml:70:23
       |
    70 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": soon gone } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/delete.yaml:72:32
       |
    72 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/formats.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/formats.yaml:73:23
       |
    73 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/formats.yaml:77:23
       |
    77 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/formats.yaml:82:32
       |
    82 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/formats.yaml:89:23
       |
    89 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/formats.yaml:93:23
       |
    93 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/formats.yaml:98:32
       |
    98 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/formats.yaml:104:23
        |
    104 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1, Option 2] } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/formats.yaml:108:23
        |
    108 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h9/cases/perfex/formats.yaml:111:23
        |
    111 |       - use: { block: shows-nothing, id: text, with: { field: "1", label: Input 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/h9/cases/perfex/formats.yaml:112:23
        |
    112 |       - use: { block: shows-nothing, id: list, with: { field: "5", label: Multiselect 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/formats.yaml:117:23
        |
    117 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "3": "two\nlines" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/formats.yaml:120:57
        |
    120 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/formats.yaml:126:23
        |
    126 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "  some text  " } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/formats.yaml:127:23
        |
    127 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: some text } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/formats.yaml:131:23
        |
    131 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "Zoë, 10 € / Ω" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/formats.yaml:132:23
        |
    132 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: "Zoë, 10 € / Ω" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/formats.yaml:135:32
        |
    135 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "Łódź, ½ / 日本" } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/formats.yaml:137:23
        |
    137 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: "Łódź, ½ / 日本" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/formats.yaml:142:23
        |
    142 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "fine 🙂" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/formats.yaml:143:23
        |
    143 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: "fine 🙂" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/record.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:10:28
       |
    10 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:17:19
       |
    17 |           "$.id": "${{ vars.invoice_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:23:28
       |
    23 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:38:28
       |
    38 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:46:28
       |
    46 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:57:28
       |
    57 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:68:28
       |
    68 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/record.yaml:83:28
       |
    83 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/record.yaml:103:32
        |
    103 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/record.yaml:106:32
        |
    106 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/refusals.yaml:5:6
      |
    5 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/refusals.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/refusals.yaml:112:28
        |
    112 |     request: { path: { id: "${{ vars.invoice_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/refusals.yaml:118:28
        |
    118 |     request: { path: { id: "${{ vars.invoice_id }}" }, body: { text: "custom_fields: none" }, content_type: application/json, inval...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/h9/cases/perfex/refusals.yaml:124:28
        |
    124 |     request: { path: { id: "${{ vars.contact_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: did you mean `contact`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/refusals.yaml:130:28
        |
    130 |     request: { path: { id: "${{ vars.invoice_id }}" }, json: { custom_fields: { invoice: some text } }, invalid: values are given b...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/rules.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/rules.yaml:11:28
       |
    11 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/rules.yaml:25:28
       |
    25 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/rules.yaml:37:28
       |
    37 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/rules.yaml:53:28
       |
    53 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/rules.yaml:61:28
       |
    61 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/scenarios.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/scenarios.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was added } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/scenarios.yaml:14:23
       |
    14 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: as it was added } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:17:32
       |
    17 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": as it was updated } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/scenarios.yaml:19:23
       |
    19 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: as it was updated } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:22:32
       |
    22 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h9/cases/perfex/scenarios.yaml:24:23
       |
    24 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:27:32
       |
    27 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:31:32
       |
    31 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/scenarios.yaml:39:23
       |
    39 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h9/cases/perfex/scenarios.yaml:40:23
       |
    40 |       - use: { block: shows-list, id: added, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " Op...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:43:32
       |
    43 | ...   request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": [Option 1, Option...
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h9/cases/perfex/scenarios.yaml:45:23
       |
    45 |       - use: { block: shows-list, id: updated, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " ...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/h9/cases/perfex/scenarios.yaml:50:23
       |
    50 |       - use: { block: shows-nothing, id: cleared, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:53:32
       |
    53 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:57:32
       |
    57 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/scenarios.yaml:63:18
       |
    63 |           block: new-invoice
       |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/scenarios.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:101:32
        |
    101 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:119:23
        |
    119 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:136:57
        |
    136 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:154:23
        |
    154 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:159:57
        |
    159 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:169:32
        |
    169 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/scenarios.yaml:185:23
        |
    185 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ from_json(captures.opt...
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/scenarios.yaml:188:57
        |
    188 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: known here: options

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/search.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:15:32
       |
    15 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:26:15
       |
    26 |               "$[?@.id == ${{ vars.invoice_id | string }}]": { nodes: { length: 1 } }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:27:15
       |
    27 |               "$[?@.id == ${{ vars.invoice_id | string }}].number": "${{ captures.number }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:34:32
       |
    34 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:50:15
       |
    50 |               "$[?@.id == ${{ vars.invoice_id | string }}].hash": "${{ steps.record.response.body.hash }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:51:15
       |
    51 |               "$[?@.id == ${{ vars.invoice_id | string }}].date": "${{ steps.record.response.body.date }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:52:15
       |
    52 |               "$[?@.id == ${{ vars.invoice_id | string }}].duedate": { equals: "${{ steps.record.response.body.duedate }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:53:15
       |
    53 |               "$[?@.id == ${{ vars.invoice_id | string }}].currency": "${{ steps.record.response.body.currency }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:54:15
       |
    54 |               "$[?@.id == ${{ vars.invoice_id | string }}].total": "${{ steps.record.response.body.total }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:55:15
       |
    55 |               "$[?@.id == ${{ vars.invoice_id | string }}].clientid": "${{ steps.record.response.body.clientid }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:56:15
       |
    56 |               "$[?@.id == ${{ vars.invoice_id | string }}].company": { equals: "${{ steps.record.response.body.client.company }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:57:15
       |
    57 |               "$[?@.id == ${{ vars.invoice_id | string }}].active": "${{ steps.record.response.body.client.active }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:76:32
       |
    76 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:85:15
       |
    85 | ...   "$[?@.id == ${{ vars.invoice_id | string }}][${{ each.column }}]": { equals: "${{ steps.record.response.body.client[each.colum...
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/search.yaml:91:32
       |
    91 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:100:15
        |
    100 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[*].label": { nodes: { equals: ['Input 1', 'Number 1', 'Textarea 1',...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:101:15
        |
    101 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Input 1'].value": test 12
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:102:15
        |
    102 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Number 1'].value": "10"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:103:15
        |
    103 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Textarea 1'].value": Lorem Ipsum is simply dummy text ...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:104:15
        |
    104 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Select 1'].value": Option 1
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:105:15
        |
    105 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Multiselect 1'].value": Option 1, Option 2
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:106:15
        |
    106 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Checkbox 1'].value": Option 1, Option 3
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:107:15
        |
    107 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datepicker 1'].value": "2021-05-06"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:108:15
        |
    108 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datetime Picker 1'].value": "2021-05-06 00:23:25"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:109:15
        |
    109 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Colorpicker 1'].value": { matches: '^#[Ff]{6}$' }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:110:15
        |
    110 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Hyperlink 1'].value": { contains: Link</a> }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:116:32
        |
    116 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:124:21
        |
    124 |             - each: "$[?@.id == ${{ vars.invoice_id | string }}].allowed_payment_modes"
        |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/search.yaml:130:23
        |
    130 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": found by search } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:138:26
        |
    138 |               "$[0].id": "${{ captures.invoice }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:139:33
        |
    139 |               "$[0].invoiceid": "${{ captures.invoice }}"
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/search.yaml:159:23
        |
    159 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "${{ vars.text }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/search.yaml:166:30
        |
    166 |             at: { "$[0].id": "${{ captures.invoice }}" }
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/search.yaml:176:23
        |
    176 |       - use: { block: new-invoice, with: { number: "${{ vars.low }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h9/cases/perfex/search.yaml:177:23
        |
    177 |       - use: { block: another-invoice, with: { number: "${{ vars.high }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/transport.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/transport.yaml:14:44
       |
    14 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/transport.yaml:21:44
       |
    21 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/transport.yaml:28:44
       |
    28 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/types.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/types.yaml:95:57
       |
    95 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/types.yaml:115:56
        |
    115 |     request: { path: { FieldBelongsto: spaceships, id: "${{ vars.invoice_id }}" }, invalid: there is no such kind of record }
        |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/update.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/update.yaml:31:23
       |
    31 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h9/cases/perfex/update.yaml:32:23
       |
    32 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/update.yaml:35:23
       |
    35 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/update.yaml:38:23
       |
    38 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h9/cases/perfex/update.yaml:39:23
       |
    39 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/update.yaml:49:23
       |
    49 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h9/cases/perfex/update.yaml:50:23
       |
    50 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/update.yaml:53:23
       |
    53 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h9/cases/perfex/update.yaml:56:23
       |
    56 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h9/cases/perfex/update.yaml:57:23
       |
    57 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/update.yaml:64:23
       |
    64 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/h9/cases/perfex/update.yaml:65:23
       |
    65 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/update.yaml:68:23
       |
    68 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/h9/cases/perfex/update.yaml:71:23
       |
    71 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/h9/cases/perfex/update.yaml:72:23
       |
    72 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/update.yaml:79:23
       |
    79 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/update.yaml:82:23
       |
    82 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/h9/cases/perfex/update.yaml:85:23
       |
    85 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/h9/cases/perfex/update.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/h9/cases/perfex/update.yaml:96:23
       |
    96 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/h9/cases/perfex/update.yaml:99:23
       |
    99 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/update.yaml:103:23
        |
    103 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/update.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/update.yaml:107:23
        |
    107 |       - use: { block: shows-text, id: second, with: { field: "1", label: Input 1, value: the second } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/update.yaml:109:32
        |
    109 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the third } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/h9/cases/perfex/update.yaml:111:23
        |
    111 |       - use: { block: shows-text, id: third, with: { field: "1", label: Input 1, value: the third } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/h9/cases/perfex/update.yaml:116:23
        |
    116 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/h9/cases/perfex/update.yaml:121:23
        |
    121 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/h9/cases/perfex/update.yaml:123:32
        |
    123 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": changed, "5": [Option 3] } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/h9/cases/perfex/values.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/values.yaml:10:53
       |
    10 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/values.yaml:30:53
       |
    30 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/values.yaml:58:53
       |
    58 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/values.yaml:66:53
       |
    66 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/values.yaml:76:53
       |
    76 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/h9/cases/perfex/values.yaml:98:53
       |
    98 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/values.yaml:108:57
        |
    108 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/h9/cases/perfex/values.yaml:111:57
        |
    111 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0106]: a case file without `cases`
     --> /tmp/h9/mocks/invoicexpress.yaml:3:1
      |
    3 | api: invoicexpress
      | ^^^^^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h9/mocks/invoicexpress.yaml:5:1
      |
    5 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
      --> /tmp/h9/mocks/invoicexpress.yaml:11:1
       |
    11 | rules:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/h9/mocks/perfex.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/h9/mocks/perfex.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/h9/mocks/perfex.yaml:177:1
        |
    177 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/h9/mocks/perfex.yaml:260:1
        |
    260 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h9/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h9/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h9/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h9/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h9/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h9/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h9/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h9/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/h9/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/h9/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/h9/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/h9/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/h9/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/h9/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/h9/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/h9/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/h9/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/h9/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0113]: there is no API `petstore`
     --> /tmp/initp/cases/petstore/operations.yaml:3:6
      |
    3 | api: petstore
      |      ^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0104]: unknown key `openapi`
     --> /tmp/initp/schemas/petstore.yaml:1:1
      |
    1 | openapi: 3.0.3
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/initp/schemas/petstore.yaml:1:1
      |
    1 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/initp/schemas/petstore.yaml:1:1
      |
    1 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/initp/schemas/petstore.yaml:2:1
      |
    2 | info: { title: Petstore, version: 1.0.0 }
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
     --> /tmp/initp/schemas/petstore.yaml:3:1
      |
    3 | servers: [{ url: https://petstore.example.com/v1 }]
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
     --> /tmp/initp/schemas/petstore.yaml:4:1
      |
    4 | paths:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/initp/schemas/petstore.yaml:27:1
       |
    27 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/p.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/p.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/p.yaml:176:1
        |
    176 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/p.yaml:259:1
        |
    259 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1/cases/w-0001.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0001.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0002.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0003.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0004.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0005.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0006.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0007.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0008.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0009.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/1000/cases/w-0010.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0001.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0002.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0003.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0004.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0005.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0006.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0007.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0008.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0009.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0010.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0011.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0012.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0013.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0014.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0015.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0016.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0017.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0018.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0019.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0020.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0021.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0022.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0023.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0024.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0025.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0026.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0027.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0028.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0029.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0030.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0031.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0032.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0033.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0034.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0035.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0036.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0037.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0038.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0039.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0040.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0041.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0042.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0043.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0044.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0045.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0046.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0047.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0048.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0049.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0050.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0051.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0052.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0053.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0054.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0055.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0056.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0057.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0058.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0059.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0060.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0061.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0062.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0063.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0064.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0065.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0066.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0067.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0068.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0069.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0070.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0071.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0072.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0073.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0074.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0075.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0076.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0077.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0078.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0079.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0080.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0081.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0082.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0083.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0084.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0085.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0086.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0087.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0088.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0089.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0090.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0091.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0092.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0093.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0094.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0095.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0096.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0097.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0098.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0099.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `bench`
     --> /tmp/peers/w/countersign/10000/cases/w-0100.yaml:1:6
      |
    1 | api: bench
      |      ^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/rt/cases/invoicexpress/refusals.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:21:28
       |
    21 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:60:41
       |
    60 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" }, auth: none }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:63:41
       |
    63 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:69:41
       |
    69 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:75:37
       |
    75 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/refusals.yaml:83:37
       |
    83 |     request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `invoicexpress`
     --> /tmp/rt/cases/invoicexpress/set-current.yaml:2:6
      |
    2 | api: invoicexpress
      |      ^^^^^^^^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/set-current.yaml:12:28
       |
    12 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/set-current.yaml:26:28
       |
    26 |       path: { sequence-id: "${{ vars.sequence_id }}" }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/set-current.yaml:36:41
       |
    36 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/set-current.yaml:39:41
       |
    39 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.sequence_id` is not defined
      --> /tmp/rt/cases/invoicexpress/set-current.yaml:42:41
       |
    42 |         request: { path: { sequence-id: "${{ vars.sequence_id }}" } }
       |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.sequence_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/add.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:20:23
       |
    20 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/add.yaml:21:23
       |
    21 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:33:23
       |
    33 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/rt/cases/perfex/add.yaml:34:23
       |
    34 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:41:23
       |
    41 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ each.value }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/rt/cases/perfex/add.yaml:42:23
       |
    42 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:49:32
       |
    49 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:54:23
       |
    54 |               "$.id": "${{ captures.invoice }}"
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:65:23
       |
    65 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first, "5": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:66:23
       |
    66 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": the second, "5": [Option 3] } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/add.yaml:67:23
       |
    67 |       - use: { block: shows-text, id: text, with: { field: "1", label: Input 1, value: the first } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/rt/cases/perfex/add.yaml:68:23
       |
    68 |       - use: { block: shows-list, id: list, with: { field: "5", label: Multiselect 1, stored: [Option 1, " Option 2"], shown: "Optio...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:71:57
       |
    71 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.other }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.other` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:79:21
       |
    79 |             - that: captures.other != captures.invoice
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.other != captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/add.yaml:84:23
       |
    84 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:87:57
       |
    87 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/add.yaml:97:32
       |
    97 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/answers.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/authentication.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:30:57
       |
    30 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: none }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:33:57
       |
    33 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:36:57
       |
    36 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:43:32
       |
    43 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:46:32
       |
    46 |         request: { path: { id: "${{ vars.invoice_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:49:32
       |
    49 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:57:32
       |
    57 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:74:32
       |
    74 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: none }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:77:32
       |
    77 |         request: { path: { id: "${{ vars.contact_id }}" }, auth: { authtoken: not-the-token } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/authentication.yaml:80:32
       |
    80 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: number, key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/rt/cases/perfex/authentication.yaml:86:23
       |
    86 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:100:44
        |
    100 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:109:44
        |
    109 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
        |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number, key

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/authentication.yaml:152:23
        |
    152 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:154:32
        |
    154 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none, json: { custom_fields: { invoice: { "1": changed } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:157:32
        |
    157 | ...   request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token }, json: { custom_fields: { invoice: { "...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/rt/cases/perfex/authentication.yaml:159:23
        |
    159 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: as it was } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/authentication.yaml:165:23
        |
    165 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": still here } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:167:32
        |
    167 |         request: { path: { id: "${{ captures.invoice }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:170:32
        |
    170 |         request: { path: { id: "${{ captures.invoice }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/rt/cases/perfex/authentication.yaml:172:23
        |
    172 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: still here } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-contact`
       --> /tmp/rt/cases/perfex/authentication.yaml:200:23
        |
    200 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: {} } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:203:32
        |
    203 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:207:32
        |
    207 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: none, json: { firstname: Changed, lastname: "${{ vars.key }}", emai...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:211:32
        |
    211 | ...   request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token }, json: { firstname: Changed, lastname:...
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:215:32
        |
    215 |         request: { path: { id: "${{ captures.contact }}" }, auth: none }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:219:32
        |
    219 |         request: { path: { id: "${{ captures.contact }}" }, auth: { authtoken: not-the-token } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/authentication.yaml:223:32
        |
    223 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/clear.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/clear.yaml:36:23
       |
    36 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/rt/cases/perfex/clear.yaml:37:23
       |
    37 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/clear.yaml:40:23
       |
    40 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/rt/cases/perfex/clear.yaml:43:23
       |
    43 |       - use: { block: shows-nothing, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/rt/cases/perfex/clear.yaml:44:23
       |
    44 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/clear.yaml:48:23
       |
    48 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/clear.yaml:50:32
       |
    50 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/rt/cases/perfex/clear.yaml:52:23
       |
    52 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/clear.yaml:54:32
       |
    54 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/clear.yaml:56:23
       |
    56 |       - use: { block: shows-text, id: set, with: { field: "1", label: Input 1, value: the second } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/contacts.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:16:54
       |
    16 |     request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:36:28
       |
    36 |     request: { path: { id: "${{ vars.contact_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:42:19
       |
    42 |           "$.id": "${{ vars.contact_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id | string`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:51:58
       |
    51 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:54:32
       |
    54 |         request: { path: { id: "${{ vars.contact_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0602]: `vars.contact_id` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:88:58
       |
    88 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
       |
       = help: known here: key

    error[CS0122]: there is no block `new-contact`
      --> /tmp/rt/cases/perfex/contacts.yaml:93:23
       |
    93 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:96:58
       |
    96 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
       |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
      --> /tmp/rt/cases/perfex/contacts.yaml:99:32
       |
    99 |         request: { path: { id: "${{ captures.contact }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
       |
       = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:109:26
        |
    109 |               "$[0].id": "${{ captures.contact }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:114:23
        |
    114 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:123:58
        |
    123 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:133:32
        |
    133 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:138:23
        |
    138 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:147:58
        |
    147 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:150:32
        |
    150 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:162:58
        |
    162 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/rt/cases/perfex/contacts.yaml:169:18
        |
    169 |           block: new-contact
        |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:176:58
        |
    176 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:185:32
        |
    185 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:194:23
        |
    194 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:205:58
        |
    205 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:217:23
        |
    217 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:226:58
        |
    226 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:233:32
        |
    233 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label, options

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:244:58
        |
    244 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/rt/cases/perfex/contacts.yaml:249:23
        |
    249 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": "${{ each.added }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:252:58
        |
    252 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:257:23
        |
    257 |           path: { id: "${{ captures.contact }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:266:58
        |
    266 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:269:32
        |
    269 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field, label

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:288:58
        |
    288 |         request: { path: { FieldBelongsto: contacts, id: "${{ vars.contact_id }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: known here: key

    error[CS0122]: there is no block `new-contact`
       --> /tmp/rt/cases/perfex/contacts.yaml:291:23
        |
    291 |       - use: { block: new-contact, with: { key: "${{ vars.key }}", fields: { "${{ captures.field }}": some text } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:294:32
        |
    294 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:297:32
        |
    297 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:301:58
        |
    301 |         request: { path: { FieldBelongsto: contacts, id: "${{ captures.contact }}" } }
        |                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0602]: `captures.contact` is not defined
       --> /tmp/rt/cases/perfex/contacts.yaml:319:32
        |
    319 |         request: { path: { id: "${{ captures.contact }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.contact`
        |
        = help: known here: field

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/delete.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/delete.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "4": Option 1, "5": [Option 1, Op...
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:16:57
       |
    16 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:19:32
       |
    19 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:23:32
       |
    23 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:27:57
       |
    27 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/delete.yaml:46:23
       |
    46 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:51:32
       |
    51 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:55:32
       |
    55 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": too late } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:59:32
       |
    59 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `another-invoice`
      --> /tmp/rt/cases/perfex/delete.yaml:65:23
       |
    65 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: { "1": still here } } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/delete.yaml:70:23
       |
    70 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": soon gone } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/delete.yaml:72:32
       |
    72 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/formats.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/formats.yaml:73:23
       |
    73 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/formats.yaml:77:23
       |
    77 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/formats.yaml:82:32
       |
    82 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/formats.yaml:89:23
       |
    89 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/formats.yaml:93:23
       |
    93 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/formats.yaml:98:32
       |
    98 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/formats.yaml:104:23
        |
    104 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": some text, "5": [Option 1, Option 2] } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/formats.yaml:108:23
        |
    108 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/rt/cases/perfex/formats.yaml:111:23
        |
    111 |       - use: { block: shows-nothing, id: text, with: { field: "1", label: Input 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-nothing`
       --> /tmp/rt/cases/perfex/formats.yaml:112:23
        |
    112 |       - use: { block: shows-nothing, id: list, with: { field: "5", label: Multiselect 1 } }
        |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/formats.yaml:117:23
        |
    117 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "3": "two\nlines" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/formats.yaml:120:57
        |
    120 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/formats.yaml:126:23
        |
    126 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "  some text  " } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/rt/cases/perfex/formats.yaml:127:23
        |
    127 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: some text } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/formats.yaml:132:23
        |
    132 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "Zoë, 10 € / Ω 🙂" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/rt/cases/perfex/formats.yaml:133:23
        |
    133 |       - use: { block: shows-text, with: { field: "1", label: Input 1, value: "Zoë, 10 € / Ω 🙂" } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/record.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:10:28
       |
    10 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:17:19
       |
    17 |           "$.id": "${{ vars.invoice_id | string }}"
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:23:28
       |
    23 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:38:28
       |
    38 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:49:28
       |
    49 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:60:28
       |
    60 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:75:28
       |
    75 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:95:32
       |
    95 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/record.yaml:98:32
       |
    98 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/refusals.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/refusals.yaml:71:23
       |
    71 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/refusals.yaml:90:28
       |
    90 |     request: { path: { id: "${{ vars.invoice_id }}" }, invalid: the body is missing }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/refusals.yaml:96:28
       |
    96 |     request: { path: { id: "${{ vars.invoice_id }}" }, body: { text: "custom_fields: none" }, content_type: application/json, invali...
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: did you mean `invoice`?

    error[CS0602]: `vars.contact_id` is not defined
       --> /tmp/rt/cases/perfex/refusals.yaml:102:28
        |
    102 |     request: { path: { id: "${{ vars.contact_id }}" }, invalid: the body is missing }
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.contact_id`
        |
        = help: did you mean `contact`?

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/refusals.yaml:108:28
        |
    108 |     request: { path: { id: "${{ vars.invoice_id }}" }, json: { custom_fields: { invoice: some text } }, invalid: values are given b...
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: did you mean `invoice`?

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/rules.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/rules.yaml:11:28
       |
    11 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/rules.yaml:25:28
       |
    25 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/rules.yaml:37:28
       |
    37 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/rules.yaml:53:28
       |
    53 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/rules.yaml:61:28
       |
    61 |     request: { path: { id: "${{ vars.invoice_id }}" } }
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/scenarios.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/scenarios.yaml:13:23
       |
    13 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": as it was added } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/scenarios.yaml:14:23
       |
    14 |       - use: { block: shows-text, id: added, with: { field: "1", label: Input 1, value: as it was added } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:17:32
       |
    17 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": as it was updated } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/scenarios.yaml:19:23
       |
    19 |       - use: { block: shows-text, id: updated, with: { field: "1", label: Input 1, value: as it was updated } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:22:32
       |
    22 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/rt/cases/perfex/scenarios.yaml:24:23
       |
    24 |       - use: { block: shows-nothing, id: cleared, with: { field: "1", label: Input 1 } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:27:32
       |
    27 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:31:32
       |
    31 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/scenarios.yaml:39:23
       |
    39 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": [Option 1, Option 2] } } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/rt/cases/perfex/scenarios.yaml:40:23
       |
    40 |       - use: { block: shows-list, id: added, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " Op...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:43:32
       |
    43 | ...   request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": [Option 1, Option...
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/rt/cases/perfex/scenarios.yaml:45:23
       |
    45 |       - use: { block: shows-list, id: updated, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: [Option 1, " ...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:48:32
       |
    48 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "${{ each.field }}": "" } } } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-nothing`
      --> /tmp/rt/cases/perfex/scenarios.yaml:50:23
       |
    50 |       - use: { block: shows-nothing, id: cleared, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:53:32
       |
    53 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:57:32
       |
    57 |         request: { path: { id: "${{ captures.invoice }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/scenarios.yaml:63:18
       |
    63 |           block: new-invoice
       |                  ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/scenarios.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:101:32
        |
    101 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:119:23
        |
    119 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:136:57
        |
    136 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:154:23
        |
    154 |           path: { id: "${{ captures.invoice }}" }
        |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:159:57
        |
    159 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:169:32
        |
    169 |         request: { path: { id: "${{ captures.invoice }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/scenarios.yaml:185:23
        |
    185 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "${{ each.field }}": "${{ from_json(captures.opt...
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/scenarios.yaml:188:57
        |
    188 |         request: { path: { FieldBelongsto: invoice, id: "${{ captures.invoice }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: known here: options

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/search.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:15:32
       |
    15 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:26:15
       |
    26 |               "$[?@.id == ${{ vars.invoice_id | string }}]": { nodes: { length: 1 } }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:27:15
       |
    27 |               "$[?@.id == ${{ vars.invoice_id | string }}].number": "${{ captures.number }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:34:32
       |
    34 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:50:15
       |
    50 |               "$[?@.id == ${{ vars.invoice_id | string }}].hash": "${{ steps.record.response.body.hash }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:51:15
       |
    51 |               "$[?@.id == ${{ vars.invoice_id | string }}].date": "${{ steps.record.response.body.date }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:52:15
       |
    52 |               "$[?@.id == ${{ vars.invoice_id | string }}].duedate": { equals: "${{ steps.record.response.body.duedate }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:53:15
       |
    53 |               "$[?@.id == ${{ vars.invoice_id | string }}].currency": "${{ steps.record.response.body.currency }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:54:15
       |
    54 |               "$[?@.id == ${{ vars.invoice_id | string }}].total": "${{ steps.record.response.body.total }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:55:15
       |
    55 |               "$[?@.id == ${{ vars.invoice_id | string }}].clientid": "${{ steps.record.response.body.clientid }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:56:15
       |
    56 |               "$[?@.id == ${{ vars.invoice_id | string }}].company": { equals: "${{ steps.record.response.body.client.company }}" }
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:57:15
       |
    57 |               "$[?@.id == ${{ vars.invoice_id | string }}].active": "${{ steps.record.response.body.client.active }}"
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:76:32
       |
    76 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:85:15
       |
    85 | ...   "$[?@.id == ${{ vars.invoice_id | string }}][${{ each.column }}]": { equals: "${{ steps.record.response.body.client[each.colum...
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/search.yaml:91:32
       |
    91 |         request: { path: { id: "${{ vars.invoice_id }}" } }
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:100:15
        |
    100 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields": { length: 10 }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:101:15
        |
    101 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Input 1'].value": test 12
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:102:15
        |
    102 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Number 1'].value": "10"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:103:15
        |
    103 | ...   "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Textarea 1'].value": Lorem Ipsum is simply dummy text ...
        |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:104:15
        |
    104 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Select 1'].value": Option 1
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:105:15
        |
    105 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Multiselect 1'].value": Option 1, Option 2
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:106:15
        |
    106 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Checkbox 1'].value": Option 1, Option 3
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:107:15
        |
    107 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datepicker 1'].value": "2021-05-06"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:108:15
        |
    108 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Datetime Picker 1'].value": "2021-05-06 00:23:25"
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:109:15
        |
    109 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Colorpicker 1'].value": { matches: '^#[Ff]{6}$' }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:110:15
        |
    110 |               "$[?@.id == ${{ vars.invoice_id | string }}].customfields[?@.label == 'Hyperlink 1'].value": { contains: Link</a> }
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:116:32
        |
    116 |         request: { path: { id: "${{ vars.invoice_id }}" } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: known here: number

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:124:21
        |
    124 |             - each: "$[?@.id == ${{ vars.invoice_id | string }}].allowed_payment_modes"
        |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id | string`
        |
        = help: known here: number

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/search.yaml:130:23
        |
    130 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": found by search } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:138:26
        |
    138 |               "$[0].id": "${{ captures.invoice }}"
        |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:139:33
        |
    139 |               "$[0].invoiceid": "${{ captures.invoice }}"
        |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/search.yaml:161:23
        |
    161 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": "${{ vars.text }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/search.yaml:168:30
        |
    168 |             at: { "$[0].id": "${{ captures.invoice }}" }
        |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/search.yaml:178:23
        |
    178 |       - use: { block: new-invoice, with: { number: "${{ vars.low }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/rt/cases/perfex/search.yaml:179:23
        |
    179 |       - use: { block: another-invoice, with: { number: "${{ vars.high }}", fields: { "1": "${{ vars.key }}" } } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/transport.yaml:4:6
      |
    4 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/transport.yaml:14:44
       |
    14 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/transport.yaml:21:44
       |
    21 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/transport.yaml:28:44
       |
    28 |       path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" }
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/types.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/types.yaml:79:57
       |
    79 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/types.yaml:99:56
       |
    99 |     request: { path: { FieldBelongsto: spaceships, id: "${{ vars.invoice_id }}" }, invalid: there is no such kind of record }
       |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/update.yaml:3:6
      |
    3 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/update.yaml:31:23
       |
    31 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/rt/cases/perfex/update.yaml:32:23
       |
    32 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/update.yaml:35:23
       |
    35 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/update.yaml:38:23
       |
    38 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/rt/cases/perfex/update.yaml:39:23
       |
    39 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/update.yaml:49:23
       |
    49 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/rt/cases/perfex/update.yaml:50:23
       |
    50 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/update.yaml:53:23
       |
    53 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/rt/cases/perfex/update.yaml:56:23
       |
    56 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/rt/cases/perfex/update.yaml:57:23
       |
    57 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/update.yaml:64:23
       |
    64 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `remember`
      --> /tmp/rt/cases/perfex/update.yaml:65:23
       |
    65 |       - use: { block: remember }
       |                       ^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/update.yaml:68:23
       |
    68 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-like`
      --> /tmp/rt/cases/perfex/update.yaml:71:23
       |
    71 |       - use: { block: shows-like, with: { field: "${{ each.field }}", label: "${{ each.label }}", like: "${{ each.like }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `leaves-the-rest`
      --> /tmp/rt/cases/perfex/update.yaml:72:23
       |
    72 |       - use: { block: leaves-the-rest, with: { field: "${{ each.field }}", label: "${{ each.label }}" } }
       |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/update.yaml:79:23
       |
    79 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/update.yaml:82:23
       |
    82 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
      --> /tmp/rt/cases/perfex/update.yaml:85:23
       |
    85 |       - use: { block: shows-text, with: { field: "${{ each.field }}", label: "${{ each.label }}", value: "${{ each.value }}" } }
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
      --> /tmp/rt/cases/perfex/update.yaml:93:23
       |
    93 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: {} } }
       |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
      --> /tmp/rt/cases/perfex/update.yaml:96:23
       |
    96 |           path: { id: "${{ captures.invoice }}" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
       |
       = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-list`
      --> /tmp/rt/cases/perfex/update.yaml:99:23
       |
    99 |       - use: { block: shows-list, with: { field: "${{ each.field }}", label: "${{ each.label }}", stored: "${{ each.stored }}", show...
       |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
       |
       = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/update.yaml:103:23
        |
    103 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: { "1": the first } } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/update.yaml:105:32
        |
    105 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the second } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/rt/cases/perfex/update.yaml:107:23
        |
    107 |       - use: { block: shows-text, id: second, with: { field: "1", label: Input 1, value: the second } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/update.yaml:109:32
        |
    109 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": the third } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0122]: there is no block `shows-text`
       --> /tmp/rt/cases/perfex/update.yaml:111:23
        |
    111 |       - use: { block: shows-text, id: third, with: { field: "1", label: Input 1, value: the third } }
        |                       ^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `another-invoice`
       --> /tmp/rt/cases/perfex/update.yaml:116:23
        |
    116 |       - use: { block: another-invoice, with: { number: "${{ vars.other }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0122]: there is no block `new-invoice`
       --> /tmp/rt/cases/perfex/update.yaml:121:23
        |
    121 |       - use: { block: new-invoice, with: { number: "${{ vars.number }}", fields: "${{ vars.ten }}" } }
        |                       ^^^^^^^^^^^ no such block in `_blocks.yaml` of this folder
        |
        = help: `countersign explain CS0122` says more

    error[CS0602]: `captures.invoice` is not defined
       --> /tmp/rt/cases/perfex/update.yaml:123:32
        |
    123 |         request: { path: { id: "${{ captures.invoice }}" }, json: { custom_fields: { invoice: { "1": changed, "5": [Option 3] } } } }
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.invoice`
        |
        = help: `countersign explain CS0602` says more

    error[CS0113]: there is no API `perfex`
     --> /tmp/rt/cases/perfex/values.yaml:2:6
      |
    2 | api: perfex
      |      ^^^^^^ not one of `[apis]` in countersign.toml
      |
      = help: configured are items

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/values.yaml:10:53
       |
    10 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/values.yaml:30:53
       |
    30 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/values.yaml:58:53
       |
    58 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/values.yaml:68:53
       |
    68 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
      --> /tmp/rt/cases/perfex/values.yaml:90:53
       |
    90 |     request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
       |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
       |
       = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/values.yaml:100:57
        |
    100 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0602]: `vars.invoice_id` is not defined
       --> /tmp/rt/cases/perfex/values.yaml:103:57
        |
    103 |         request: { path: { FieldBelongsto: invoice, id: "${{ vars.invoice_id }}" } }
        |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ in `vars.invoice_id`
        |
        = help: `countersign explain CS0602` says more

    error[CS0106]: a case file without `cases`
     --> /tmp/rt/mocks/invoicexpress.yaml:3:1
      |
    3 | api: invoicexpress
      | ^^^^^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/rt/mocks/invoicexpress.yaml:5:1
      |
    5 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
      --> /tmp/rt/mocks/invoicexpress.yaml:11:1
       |
    11 | rules:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `cases`
     --> /tmp/rt/mocks/perfex.yaml:4:1
      |
    4 | api: perfex
      | ^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `state`
     --> /tmp/rt/mocks/perfex.yaml:6:1
      |
    6 | state:
      | ^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `macros`
       --> /tmp/rt/mocks/perfex.yaml:177:1
        |
    177 | macros: |
        | ^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `rules`
       --> /tmp/rt/mocks/perfex.yaml:260:1
        |
    260 | rules:
        | ^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/rt/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/rt/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/rt/schemas/invoicexpress.openapi.yaml:4:1
      |
    4 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/rt/schemas/invoicexpress.openapi.yaml:5:1
      |
    5 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/rt/schemas/invoicexpress.openapi.yaml:27:1
       |
    27 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/rt/schemas/invoicexpress.openapi.yaml:33:1
       |
    33 | security:
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/rt/schemas/invoicexpress.openapi.yaml:35:1
       |
    35 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/rt/schemas/invoicexpress.openapi.yaml:38:1
       |
    38 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
      --> /tmp/rt/schemas/invoicexpress.openapi.yaml:80:1
       |
    80 | components:
       | ^^^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `openapi`
     --> /tmp/rt/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0106]: a case file without `api`
     --> /tmp/rt/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `api` is missing here
      |
      = help: add `api:` (the `[apis.<name>]` of countersign.toml that the cases are about)

    error[CS0106]: a case file without `cases`
     --> /tmp/rt/schemas/perfex.openapi.yaml:5:1
      |
    5 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^ `cases` is missing here
      |
      = help: add `cases:` (the cases)

    error[CS0104]: unknown key `info`
     --> /tmp/rt/schemas/perfex.openapi.yaml:6:1
      |
    6 | info:
      | ^^^^ not a key of a case file
      |
      = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `servers`
      --> /tmp/rt/schemas/perfex.openapi.yaml:37:1
       |
    37 | servers:
       | ^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `security`
      --> /tmp/rt/schemas/perfex.openapi.yaml:42:1
       |
    42 | security:                        # (B2) any one of them
       | ^^^^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `tags`
      --> /tmp/rt/schemas/perfex.openapi.yaml:46:1
       |
    46 | tags:
       | ^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `paths`
      --> /tmp/rt/schemas/perfex.openapi.yaml:57:1
       |
    57 | paths:
       | ^^^^^ not a key of a case file
       |
       = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0104]: unknown key `components`
       --> /tmp/rt/schemas/perfex.openapi.yaml:316:1
        |
    316 | components:
        | ^^^^^^^^^^ not a key of a case file
        |
        = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented` and `cases`

    error[CS0101]: there is no file ../items.yaml
     --> countersign.toml:2:12
      |
    2 | contract = "../items.yaml"
      |            ^^^^^^^^^^^^^^^ the contract of this API
      |
      = help: paths in countersign.toml are relative to its folder

    11778 cases in 220 files: 1990 errors, 0 warnings
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
        "request: { path: { id: 1 } }\nexpect:\n  snapshot: { kind: body, redact: { hash: x }, alias: [$..] }\n  body: { at: { $.a[: 1, \"$[?@.a == ${{ vars.item }\": 1 } }\n  \
         assert: [{ each: items, that: \"true\" }]\ncapture: { x: $.a b }",
    );
    insta::assert_snapshot!(said("CS0115", &project.run(&["lint"])), @"");
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

    error[CS0116]: not a regular expression: Error compiling regex: Regex error: error parsing pattern 0
     --> cases/a.yaml:6:73
      |
    6 |     expect: { body: { at: { $.name: { matches: '(a' }, $.id: { matches: '[z-a]' } } } }
      |                                                                         ^^^^^^^ this pattern
      |
      = help: in YAML write patterns in single quotes, so that backslashes stay as they are

    error[CS0116]: not a regular expression
     --> cases/a.yaml:7:28
      |
    7 |     capture: { x: { regex: '*' } }
      |                            ^^^ error: repetition operator missing expression
      |
      = help: `countersign explain CS0116` says more

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
      = help: `countersign explain CS0107` says more

    error[CS0122]: there is no block `lgoin`
     --> cases/a.yaml:6:23
      |
    6 |       - use: { block: lgoin }
      |                       ^^^^^ no such block in `_blocks.yaml` of this folder
      |
      = help: did you mean `login`?

    error[CS0602]: `captures.nothing` is not defined
     --> cases/a.yaml:8:32
      |
    8 |         request: { path: { id: "${{ captures.nothing }}" } }
      |                                ^^^^^^^^^^^^^^^^^^^^^^^^^ in `captures.nothing`
      |
      = help: `countersign explain CS0602` says more

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

    error[CS0123]: no value for the path parameter `id`
     --> cases/a.yaml:6:14
      |
    6 |     request: { path: { di: 1 } }
      |              ^^^^^^^^^^^^^^^^^^^ of GET /items/{id}
      |
      = help: add `request: { path: { id: ... } }`

    error[CS0124]: there is no path parameter `di`
     --> cases/a.yaml:6:24
      |
    6 |     request: { path: { di: 1 } }
      |                        ^^ not in the path template
      |
      = help: did you mean `id`?

    2 cases in 1 file: 3 errors, 0 warnings
    ");
    said("CS0124", &ran);
}

#[test]
fn a_filter_that_selects_nothing_is_incomplete() {
    let project = case("request: { path: { id: 1 } }");
    insta::assert_snapshot!(said("CS0126", &project.run(&["run", "no-such-case"])), @r"
    exit code: 4
    --- stderr
    error[CS0126]: no case is selected
      = help: `countersign run --list` prints every id
    ");
    insta::assert_snapshot!(said("CS0126", &project.run(&["run", "--exact", "items/a::a-csae"])), @r"
    exit code: 4
    --- stderr
    error[CS0126]: no case is selected
      = help: `countersign run --list` prints every id
    ");
    insta::assert_snapshot!(said("CS0126", &project.run(&["run", "--tag", "slow"])), @r"
    exit code: 4
    --- stderr
    error[CS0126]: no case is selected
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
    let project = case("request: { path: { id: 1 } }");
    insta::assert_snapshot!(project.run(&["lint"]).all(), @r"
    exit code: 0
    --- stdout
    1 case in 1 file: 0 errors, 0 warnings
    ");
    insta::assert_snapshot!(project.run(&["lint", "--strict"]).all(), @r"
    exit code: 0
    --- stdout
    1 case in 1 file: 0 errors, 0 warnings
    ");
}
