//! Input that nobody means well with: many problems at once, what is no file, links that lead out, tables and names.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::{case, cases, on, said};
use crate::project::Project;
use crate::server::Server;

const ONE: &str = "request: { path: { id: 1 } }";

/// A project with a dozen problems of different kinds, in every file that it has.
fn broken() -> Project {
    let contract = Project::items().read("items.yaml");
    let contract = contract.replace("items: { type: string }", "items: { $ref: '#/components/schemas/Tag' }");
    Project::empty()
        .with("items.yaml", &contract.replace("minLength: 1", "minLenght: 1"))
        .with("mock.yaml", "api: items\nrules:\n  - on: GET /itmes/{id}\n    respond: { status: 200 }\n")
        .with(
            "countersign.toml",
            "[apis.items]\ncontract = \"items.yaml\"\ncases = \"cases\"\nmock = \"mock.yaml\"\ncolour = \"red\"\n\n\
             [environments.staging]\nextends = \"stagin\"\nrate = \"fast\"\n\
             [environments.staging.apis.items]\nbase_url = \"${{ env.ITEMS_URL }}\"\n",
        )
        .with(
            "cases/a.yaml",
            "api: items\noperation: GET /items/{id}\ncases:\n  - name: reads it\n    reqest: { path: { id: 1 } }\n  \
             - name: twice\n    request: { path: { id: 1 } }\n    expect: { status: 200, status: 404 }\n  \
             - name: habit\n    request: { path: { id: 1 } }\n    expect: { body: { at: { $.tags: { exists: no } } } }\n  \
             - name: pattern\n    request: { path: { id: 1 } }\n    expect: { body: { at: { '$.name[': { matches: '(' } } } }\n  \
             - name: names\n    request: { path: { id: '${{ vars.itme }}' } }\n  \
             - name: path\n    request: { path: { di: 1 } }\n  \
             - name: Path\n    request: { path: { id: 1 } }\n",
        )
        .with("cases/b.yaml", "api: items\ncases:\n  - name: [a\n")
        .with("cases/c.yaml", "api: itmes\ncases:\n  - name: elsewhere\n    operation: GET /items/{id}\n")
        .with(
            "cases/d.yaml",
            "api: items\noperation: PUT /items/{id}\ncases:\n  - name: file\n    \
             request: { path: { id: 1 }, body: { file: ../../secret } }\n  \
             - name: rows\n    each: { file: rows.csv, id: id }\n    request: { path: { id: '${{ each.id }}' }, json: {} }\n  \
             - name: gone\n    operation: DELETE /items/{id}\n    request: { path: { id: 1 } }\n",
        )
        .with("cases/rows.csv", "id,v\n1\n")
}

#[test]
fn a_dozen_problems_in_all_files_are_told_together() {
    insta::assert_snapshot!(said("CS0202", &broken().run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0104]: unknown key `reqest`
 --> cases/a.yaml:5:5
  |
5 |     reqest: { path: { id: 1 } }
  |     ^^^^^^ not a key of a case
  |
  = help: did you mean `request`?

error[CS0103]: the key `status` is given twice
 --> cases/a.yaml:8:28
  |
8 |     expect: { status: 200, status: 404 }
  |               ------       ^^^^^^ given again here
  |               |
  |               first given here
  |
  = help: remove one of the two

error[CS0105]: `exists` takes `true` or `false`
  --> cases/a.yaml:11:47
   |
11 |     expect: { body: { at: { $.tags: { exists: no } } } }
   |                                               ^^ this is the string `no`
   |
   = help: only `true` and `false` are booleans

error[CS0115]: not a JSONPath: a selector expected, found the end
  --> cases/a.yaml:14:29
   |
14 |     expect: { body: { at: { '$.name[': { matches: '(' } } } }
   |                             ^^^^^^^^^ this path
   |
   = help: paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`

error[CS0116]: not a regular expression: Parsing error at position 1: Opening parenthesis without closing parenthesis
  --> cases/a.yaml:14:51
   |
14 |     expect: { body: { at: { '$.name[': { matches: '(' } } } }
   |                                                   ^^^ this pattern
   |
   = help: in YAML write patterns in single quotes, so that backslashes stay as they are

error[CS0602]: `vars.itme` is not defined
  --> cases/a.yaml:16:28
   |
16 |     request: { path: { id: '${{ vars.itme }}' } }
   |                            ^^^^^^^^^^^^^^^^^^ in `vars.itme`
   |
   = help: `vars` holds nothing here

error[CS0124]: there is no path parameter `di`
  --> cases/a.yaml:18:24
   |
18 |     request: { path: { di: 1 } }
   |                        ^^ not in the path template
   |
   = help: did you mean `id`?

error[CS0108]: two cases with the id `items/a::path`
  --> cases/a.yaml:19:11
   |
17 |   - name: path
   |           ---- the first
18 |     request: { path: { di: 1 } }
19 |   - name: Path
   |           ^^^^ the second
   |
   = help: change one of the names, or give one an `id:`

error[CS0102]: not well-formed YAML: unclosed bracket '['
 --> cases/b.yaml:3:11
  |
3 |   - name: [a
  |           ^ here
  |
  = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

error[CS0113]: there is no API `itmes`
 --> cases/c.yaml:1:6
  |
1 | api: itmes
  |      ^^^^^ not one of `[apis]` in countersign.toml
  |
  = help: did you mean `items`?

error[CS0112]: `../../secret` leaves the project
 --> cases/d.yaml:5:47
  |
5 |     request: { path: { id: 1 }, body: { file: ../../secret } }
  |                                               ^^^^^^^^^^^^ named here
  |
  = help: keep the file in the project and name it relative to this file

error[CS0114]: the contract does not document `DELETE /items/{id}`
  --> cases/d.yaml:10:16
   |
10 |     operation: DELETE /items/{id}
   |                ^^^^^^^^^^^^^^^^^^ no such operation
   |
   = help: did you mean `GET /items/{id}`?

error[CS0102]: the table rows.csv cannot be used: a row of 1 where the header has 2
 --> cases/rows.csv:2:1
  |
2 | 1
  | ^ this row
  |
 ::: cases/d.yaml:7:19
  |
7 |     each: { file: rows.csv, id: id }
  |                   -------- named here
  |
  = help: a CSV file has a header line, and each line has as many cells

error[CS0104]: unknown key `colour`
 --> countersign.toml:5:1
  |
5 | colour = "red"
  | ^^^^^^ not a key of an API
  |
  = help: known keys are `contract`, `cases`, `mock`, `undocumented` and `duplicate_keys`

error[CS0117]: there is no environment `stagin`
 --> countersign.toml:8:11
  |
8 | extends = "stagin"
  |           ^^^^^^^^ extended here
  |
  = help: `countersign explain CS0117` says more

error[CS0107]: not a rate
 --> countersign.toml:9:8
  |
9 | rate = "fast"
  |        ^^^^^^ a number of requests in a second, minute or hour was expected
  |
  = help: write it as `10/s`, `100/m` or `1000/h`

error[CS0205]: `minLenght` is not a keyword of JSON Schema 2020-12
  --> items.yaml:35:31
   |
35 |         name: { type: string, minLenght: 1 }
   |                               ^^^^^^^^^ this would check nothing
   |
   = help: did you mean `minLength`?

error[CS0202]: nothing is at `#/components/schemas/Tag`
  --> items.yaml:37:45
   |
30 |     Item:
   |     - the path breaks off here
...
37 |         tags: { type: array, items: { $ref: '#/components/schemas/Tag' } }
   |                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^ no such place
   |
   = help: `countersign explain CS0202` says more

error[CS0703]: the contract has no operation `GET /itmes/{id}`
 --> mock.yaml:3:9
  |
3 |   - on: GET /itmes/{id}
  |         ^^^^^^^^^^^^^^^ not documented
  |
  = help: did you mean `GET /items/{id}`?

9 cases in 3 files: 19 errors, 0 warnings
"#);
}

#[test]
fn nothing_is_sent_while_a_single_file_has_a_problem() {
    let server = Server::start();
    let problems: [(&str, &str); 8] = [
        ("cases/b.yaml", "api: [\n"),
        ("cases/b.yaml", "api: items\ncases:\n  - name: b\n"),
        (
            "cases/b.yaml",
            "api: items\noperation: GET /items/{id}\ncases:\n  - { name: a case, request: { path: { id: 1 } } }\n  - { name: A case, request: { path: { id: 1 } } }\n",
        ),
        ("cases/b.yaml", "\u{0}"),
        ("countersign.local.toml", "colour = 1\n"),
        ("cases/_blocks.yaml", "blocks: 3\n"),
        ("cases/s.json", "{ \"type\": \"strin\" }"),
        (
            "items.yaml",
            "openapi: 3.1.0\npaths: { /items/{id}: { get: { responses: { '200': { $ref: nowhere.yaml } } } } }\n",
        ),
    ];
    for (path, text) in problems {
        let mut project = case(&format!("{ONE}\nexpect: {{ schema: s.json }}")).with("cases/s.json", "{}");
        project.set("ITEMS_URL", &server.url());
        project.set("ITEMS_KEY", "a-key-of-staging");
        project.write(path, text);
        let ran = project.run(&["run", "--env", "staging"]);
        assert_eq!(ran.code, 2, "{path}: {}", ran.all());
        assert!(ran.stderr.ends_with("nothing was sent\n"), "{path}: {}", ran.all());
        assert!(ran.stdout.is_empty() && !project.path(".countersign/runs").exists(), "{path}: {}", ran.all());
    }
    assert!(server.received().is_empty());
}

/// Makes a pipe that nobody writes to: whoever opens it waits.
fn pipe(project: &Project, path: &str) {
    let _ = std::fs::remove_file(project.path(path));
    std::fs::create_dir_all(project.path(path).parent().expect("a folder")).expect("made");
    assert!(Command::new("mkfifo").arg(project.path(path)).status().expect("mkfifo").success());
}

#[test]
fn what_is_no_file_keeps_nobody_waiting() {
    let text = "api: items\noperation: PUT /items/{id}\ncases:\n  - name: sends\n    request: { path: { id: 1 }, body: { file: body } }\n  \
                - name: part\n    request: { path: { id: 1 }, multipart: [{ name: a, file: part }] }\n  \
                - name: rows\n    each: { file: rows.csv, id: id }\n    request: { path: { id: 1 }, json: {} }\n  \
                - name: schema\n    request: { path: { id: 1 }, json: {} }\n    expect: { schema: s.json }\n";
    let project = cases(text);
    for path in ["cases/b.yaml", "cases/_blocks.yaml", "cases/body", "cases/rows.csv", "cases/s.json"] {
        pipe(&project, path);
    }
    std::fs::create_dir(project.path("cases/part")).expect("made");
    insta::assert_snapshot!(said("CS0101", &project.run(&["run"])), @r"
exit code: 2
--- stderr
error[CS0101]: cannot read cases/_blocks.yaml: it is a pipe or a device, not a file
 |
 = help: `countersign explain CS0101` says more

error[CS0101]: cannot read cases/b.yaml: it is a pipe or a device, not a file
 |
 = help: `countersign explain CS0101` says more

error[CS0101]: cannot read body: it is a pipe or a device, not a file
 --> cases/a.yaml:5:47
  |
5 |     request: { path: { id: 1 }, body: { file: body } }
  |                                               ^^^^ named here
  |
  = help: paths in a case file are relative to its folder

error[CS0101]: cannot read part: it is a folder, not a file
 --> cases/a.yaml:7:45
  |
7 |     request: { path: { id: 1 }, multipart: [{ name: a, file: part }] }
  |                                             ^^^^^^^^^^^^^^^^^^^^^^^ named here
  |
  = help: paths in a case file are relative to its folder

error[CS0101]: cannot read the rows of rows.csv: it is a pipe or a device, not a file
 --> cases/a.yaml:9:19
  |
9 |     each: { file: rows.csv, id: id }
  |                   ^^^^^^^^ named here
  |
  = help: a CSV file has a header line, and each line has as many cells

error[CS0101]: cannot read cases/s.json: it is a pipe or a device, not a file
  --> cases/a.yaml:13:23
   |
13 |     expect: { schema: s.json }
   |                       ^^^^^^ named here
   |
   = help: `countersign explain CS0101` says more

nothing was sent
");
    for (path, said) in [
        ("items.yaml", "cannot read items.yaml: it is a pipe or a device, not a file"),
        ("countersign.local.toml", "cannot read countersign.local.toml: it is a pipe"),
        ("snapshots/items/a/a-case.snap", "it is a pipe or a device, not a file"),
    ] {
        let project = case(&format!("{ONE}\nexpect: {{ snapshot: body }}"));
        pipe(&project, path);
        let ran = project.run(&["run"]);
        assert!(matches!(ran.code, 2 | 3) && ran.all().contains(said), "{path}: {}", ran.all());
    }
    let project = case(ONE);
    for (path, arguments) in [
        ("r.jsonl", &["report", "r.jsonl"][..]),
        ("r.jsonl", &["gate", "r.jsonl"]),
        ("r.jsonl", &["merge", "r.jsonl", "--output", "m.jsonl"]),
        ("r.jsonl", &["run", "--record", "r.jsonl"]),
        ("d.json", &["review", "--from", "d.json"]),
    ] {
        pipe(&project, path);
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.all());
    }
}

#[test]
fn a_device_is_no_case_file() {
    let project = case(ONE);
    symlink("/dev/zero", project.path("cases/b.yaml")).expect("linked");
    symlink("/dev/zero", project.path("cases/_blocks.yaml")).expect("linked");
    let ran = project.run(&["lint"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    let secrets = case(ONE).read("countersign.toml").replace(
        "[environments.staging.apis.items]",
        "[environments.staging]\nsecrets_file = \"/dev/zero\"\n[environments.staging.apis.items]",
    );
    let ran = case(ONE).with("countersign.toml", &secrets).run(&["run", "--env", "staging"]);
    assert!(ran.code == 2 && ran.stderr.contains("it is a pipe or a device, not a file"), "{}", ran.all());
}

#[test]
fn links_that_lead_out_are_not_followed_wherever_they_stand() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("b.yaml"), "api: items\ncases: []\n").expect("written");
    let link = |project: &Project, path: &str, to: &str| {
        let _ = std::fs::remove_file(project.path(path));
        symlink(outside.path().join(to), project.path(path)).expect("linked");
    };
    let project = case(ONE).with("mock.yaml", "");
    let config =
        project.read("countersign.toml").replace("cases = \"cases\"", "cases = \"cases\"\nmock = \"mock.yaml\"");
    project.write("countersign.toml", &config);
    link(&project, "cases/b.yaml", "b.yaml");
    link(&project, "cases/folder", "");
    link(&project, "mock.yaml", "b.yaml");
    insta::assert_snapshot!(said("CS0112", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0111]: `cases/folder` is a link to a folder, which is not followed
 |
 = help: move the folder here, or name it as `cases` of an API of its own

error[CS0112]: `cases/b.yaml` is a link that leaves the project
 |
 = help: keep the file itself among the cases

error[CS0112]: `mock.yaml` is a link that leaves the project
 --> countersign.toml:5:8
  |
5 | mock = "mock.yaml"
  |        ^^^^^^^^^^^ the rules of this API's mock
  |
  = help: keep the file itself in the project's folder

1 case in 1 file: 3 errors, 0 warnings
"#);
    let project = case(ONE);
    std::fs::rename(project.path("cases"), project.path("kept")).expect("renamed");
    link(&project, "cases", "");
    link(&project, "items.yaml", "b.yaml");
    insta::assert_snapshot!(said("CS0112", &project.run(&["lint"])), @r#"
exit code: 2
--- stdout
error[CS0112]: `items.yaml` is a link that leaves the project
 --> countersign.toml:3:12
  |
3 | contract = "items.yaml"
  |            ^^^^^^^^^^^^ the contract of this API
  |
  = help: keep the file itself in the project's folder

error[CS0112]: `cases` is a link that leaves the project
 --> countersign.toml:4:9
  |
4 | cases = "cases"
  |         ^^^^^^^ the cases of this API
  |
  = help: keep the folder itself in the project

0 cases in 0 files: 2 errors, 0 warnings
"#);
    // What stays in the project may be linked.
    let project = case(ONE);
    std::fs::rename(project.path("cases/a.yaml"), project.path("kept.yaml")).expect("renamed");
    symlink("../kept.yaml", project.path("cases/a.yaml")).expect("linked");
    assert_eq!(project.run(&["run"]).code, 0);
}

#[test]
fn a_table_of_rows_is_told_where_it_goes_wrong() {
    let text = "api: items\noperation: GET /items/{id}\ncases:\n  - name: rows\n    each: { file: rows.csv, id: id }\n    \
                request: { path: { id: '${{ each.value }}' } }\n";
    let mut all = String::new();
    for table in [
        "id,value\n1,2\n3\n4,5,6\n,7\n8,9\n",
        "id,id\n1,2\n3\n",
        "",
        "id,value\n",
        "id;value\n1;2\n",
        "id,value\n,2\n",
        "id,value\n1,\"2\n3,4\n",
    ] {
        let ran = cases(text).with("cases/rows.csv", table).run(&["lint"]);
        assert_eq!(ran.code, 2, "{table:?}: {}", ran.all());
        let is_named = |line: &&str| line.starts_with("error") || line.contains("--> ") || line.contains("help: ");
        let told: Vec<&str> = ran.stdout.lines().filter(is_named).collect();
        all.push_str(&format!("{table:?}\n{}\n", told.join("\n")));
    }
    insta::assert_snapshot!(all, @r#"
"id,value\n1,2\n3\n4,5,6\n,7\n8,9\n"
error[CS0102]: the table rows.csv cannot be used: a row of 1 where the header has 2
 --> cases/rows.csv:3:1
  = help: a CSV file has a header line, and each line has as many cells
error[CS0102]: the table rows.csv cannot be used: a row of 3 where the header has 2
 --> cases/rows.csv:4:1
  = help: a CSV file has a header line, and each line has as many cells
error[CS0107]: the table rows.csv cannot be used: a row without an id
 --> cases/rows.csv:5:1
  = help: give it a text of its own in the column that `id` of `each` names
"id,id\n1,2\n3\n"
error[CS0103]: the table rows.csv cannot be used: the column `id` is there twice
 --> cases/rows.csv:1:1
  = help: give each column a name of its own
error[CS0102]: the table rows.csv cannot be used: a row of 1 where the header has 2
 --> cases/rows.csv:3:1
  = help: a CSV file has a header line, and each line has as many cells
""
error[CS0107]: the table rows.csv cannot be used: it is empty
 --> cases/rows.csv:1:1
  = help: its first line names the columns, and each line below is a row
"id,value\n"
error[CS0107]: the table rows.csv cannot be used: it has no row
 --> cases/rows.csv:2:1
  = help: add a line for each row: the case is run once for each
"id;value\n1;2\n"
error[CS0106]: the table rows.csv cannot be used: it has no column `id`
 --> cases/rows.csv:1:1
  = help: `id` of `each` names a column; commas stand between columns
"id,value\n,2\n"
error[CS0107]: the table rows.csv cannot be used: a row without an id
 --> cases/rows.csv:2:1
  = help: give it a text of its own in the column that `id` of `each` names
"id,value\n1,\"2\n3,4\n"
error[CS0102]: the table rows.csv cannot be used: a quote is not closed
 --> cases/rows.csv:2:3
  = help: a CSV file has a header line, and each line has as many cells
"#);
    let project = cases(text);
    std::fs::write(project.path("cases/rows.csv"), b"id,value\n1,caf\xe9\n").expect("written");
    let ran = project.run(&["lint"]);
    assert!(ran.stdout.contains("it is not UTF-8") && ran.stdout.contains("cases/rows.csv:2:6"), "{}", ran.all());
    for table in ["\u{feff}id,value\n1,2\n", "id,value\r\n1,2\r\n", "id,value\n\"1\",\"2\"\n", "value,id\n2,1"] {
        let ran = cases(text).with("cases/rows.csv", table).run(&["run", "--list"]);
        assert_eq!(ran.stdout, "items/a::rows[1]: test\n", "{table:?}: {}", ran.all());
    }
}

#[test]
fn names_of_files_are_shown_without_what_a_terminal_would_act_on() {
    let project = case(ONE);
    let config = project
        .read("countersign.toml")
        .replace("cases\"\n", "cases\"\n[apis.\"a\\nb\"]\ncontract = \"items.yaml\"\ncases = \"more\"\n");
    project.write("countersign.toml", &config);
    project.write("cases/\u{1b}]0;title\u{7}.yaml", "api: items\ncases: []\n");
    project.write("cases/new\nline.yaml", "api: items\ncases: []\n");
    project.write("cases/\u{202e}back.yaml", "api: items\ncases: [\n");
    project.write("cases/##[error]x.yaml", "api: items\ncases: [\n");
    let ran = project.run(&["lint"]);
    assert!(!ran.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", ran.stdout);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stdout
error[CS0101]: cannot use cases/\u{1b}]0;title\u{7}.yaml: its name holds a control character
 |
 = help: rename it: the ids of its cases begin with its name

error[CS0101]: cannot use cases/new\nline.yaml: its name holds a control character
 |
 = help: rename it: the ids of its cases begin with its name

error[CS0102]: not well-formed YAML: unclosed bracket '['
 --> cases/#\u{23}[error]x.yaml:2:8
  |
2 | cases: [
  |        ^ here
  |
  = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

error[CS0102]: not well-formed YAML: unclosed bracket '['
 --> cases/\u{202e}back.yaml:2:8
  |
2 | cases: [
  |        ^ here
  |
  = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

error[CS0107]: `a\nb` is not a name for an API
 --> countersign.toml:5:7
  |
5 | [apis."a\nb"]
  |       ^^^^^^ the ids of its cases begin with it
  |
  = help: use letters, digits, `-`, `_` and `.`, and begin with a letter or a digit

1 case in 1 file: 5 errors, 0 warnings
"#);
}

#[test]
fn a_byte_order_mark_and_windows_line_breaks_change_nothing() {
    let text = cases(
        "api: items\noperation: GET /items/{id}\ncases:\n  - name: a\n    request: { path: { id: 1 } }\n    expect: { status: 200, body: { at: { $.price: 10.50 } } }\n",
    );
    let crlf = text.read("cases/a.yaml").replace('\n', "\r\n");
    let config = text.read("countersign.toml").replace('\n', "\r\n");
    let project = Project::items().with("cases/a.yaml", &format!("\u{feff}{crlf}")).with("countersign.toml", &config);
    let ran = project.run(&["run"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    project.write("cases/a.yaml", &crlf.replace("status: 200", "statsu: 200"));
    assert!(project.run(&["lint"]).stdout.contains("--> cases/a.yaml:6:15"), "{}", project.run(&["lint"]).all());
}

#[test]
fn bytes_that_are_no_text_are_shown_where_they_begin() {
    let project = case(ONE);
    std::fs::write(project.path("cases/b.yaml"), b"\x7fELF\x02\x01\x01\0\0\0\0\0\xff\xfe").expect("written");
    project.write("cases/c.yaml", "api: items\ncases:\n  - name: \"nul\u{0}\"\n");
    insta::assert_snapshot!(project.run(&["lint"]).all(), @r#"
exit code: 2
--- stdout
error[CS0101]: cannot read cases/b.yaml: it is not UTF-8
 --> cases/b.yaml:1:13
  |
1 | ␡ELF␂␁␁␀␀␀␀␀��
  |             ^ the byte at offset 12 is wrong
  |
  = help: save the file as UTF-8

error[CS0102]: not well-formed YAML: unexpected character: `\u{0}'
 --> cases/c.yaml:3:15
  |
3 |   - name: "nul␀"
  |               ^ here
  |
  = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

1 case in 1 file: 2 errors, 0 warnings
"#);
}

#[test]
fn ids_that_differ_in_how_a_letter_is_composed_stay_apart() {
    let name = |name: &str| {
        format!("  - {{ name: {name}, request: {{ path: {{ id: 1 }} }}, expect: {{ snapshot: body }} }}\n")
    };
    let names: String = ["caf\u{e9}", "cafe\u{301}", "CAF\u{c9}", "cafe"].map(name).concat();
    let project = cases(&format!("api: items\noperation: GET /items/{{id}}\ncases:\n{names}"));
    let ran = project.run(&["run", "--list"]);
    let mut ids: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(ids.len(), 4, "{}", ran.all());
    assert!(ids.iter().all(|id| id.is_ascii()), "{ids:?}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4, "{}", ran.all());
}

#[test]
fn habits_of_yaml_1_1_are_strings_or_refused() {
    let text = "api: items\noperation: GET /items/{id}\nvars: { a: yes, b: 1_000, c: 1:30, d: 2024-01-02, e: off, f: 0o17, g: 0x1f, h: 1e3, i: ~ }\ncases:\n  \
                - name: a case\n    request: { path: { id: 1 }, headers: { x-all: '${{ [vars.a, vars.b, vars.c, vars.d, vars.e, vars.f, vars.g, vars.h, vars.i] }}' } }\n";
    let ran = cases(text).run(&["show", "a-case"]);
    insta::assert_snapshot!(ran.stdout.lines().find(|line| line.starts_with("x-all")).unwrap_or(&ran.stderr), @r"x-all: yes,1_000,1:30,2024-01-02,off,15,31,1000.0");
    let text = "api: items\noperation: GET /items/{id}\nbase: &base { path: { id: 1 } }\ncases:\n  - name: merged\n    request: { <<: *base }\n  \
                - name: dated\n    request: { path: { id: !!timestamp 2024-01-02 } }\n  - name: set\n    tags: !!set { a, b }\n    request: { path: { id: 1 } }\n";
    insta::assert_snapshot!(cases(text).run(&["lint"]).all(), @r"
exit code: 2
--- stdout
error[CS0104]: unknown key `base`
 --> cases/a.yaml:3:1
  |
3 | base: &base { path: { id: 1 } }
  | ^^^^ not a key of a case file
  |
  = help: known keys are `version`, `api`, `operation`, `source`, `defaults`, `vars`, `setup`, `undocumented`, `duplicate_keys` and `cases`

error[CS0104]: unknown key `<<`
 --> cases/a.yaml:6:16
  |
6 |     request: { <<: *base }
  |                ^^ not a key of a request
  |
  = help: known keys are `method`, `url`, `path`, `query`, `headers`, `cookies`, `auth`, `as`, `json`, `form`, `multipart`, `body`, `content_type`, `arrays`, `timeout`, `redirects` and `invalid`

error[CS0102]: a YAML tag that is not of the core schema
 --> cases/a.yaml:8:40
  |
8 |     request: { path: { id: !!timestamp 2024-01-02 } }
  |                                        ^^^^^^^^^^ tagged here
  |
  = help: remove the tag; values are typed by how they are written

error[CS0102]: a YAML tag that is not of the core schema
  --> cases/a.yaml:10:17
   |
10 |     tags: !!set { a, b }
   |                 ^ tagged here
   |
   = help: remove the tag; values are typed by how they are written

error[CS0105]: `tags` takes a list of texts, or a text
  --> cases/a.yaml:10:17
   |
10 |     tags: !!set { a, b }
   |                 ^^^^^^^^ this is a mapping
   |
   = help: give it a list of texts, or a text

0 cases in 0 files: 5 errors, 0 warnings
");
}

#[test]
fn a_pattern_that_is_too_large_is_told_before_anything_is_sent() {
    for pattern in ["a|".repeat(200_000), "(a{1000}){1000}".to_owned(), "(".repeat(20_000)] {
        let ran = case(&format!("{ONE}\nexpect: {{ body: {{ at: {{ $.name: {{ matches: '{pattern}' }} }} }} }}"))
            .run(&["lint"]);
        assert!(ran.code == 2 && ran.stdout.contains("[CS0116]"), "{}", &ran.all()[..500]);
    }
    let ran = case(&format!("{ONE}\ncapture: {{ a: {{ regex: '(?<=x)(a{{1000}}){{1000}}' }} }}")).run(&["lint"]);
    assert!(ran.code == 2 && ran.stdout.contains("[CS0116]"), "{}", ran.all());
    assert_eq!(case(&format!("{ONE}\ncapture: {{ a: {{ regex: '(?<=\"id\":)[0-9]' }} }}")).run(&["run"]).code, 0);
}

#[test]
fn what_nests_beyond_measure_is_an_error_and_no_crash() {
    let at = |path: String| format!("{ONE}\ncapture: {{ a: \"{path}\" }}");
    let that = |text: String| format!("{ONE}\nexpect: {{ assert: [\"{text}\"] }}");
    let deep = |open: &str, middle: &str, close: &str, times: usize| {
        format!("{}{middle}{}", open.repeat(times), close.repeat(times))
    };
    for text in [
        at(format!("$[?{}]", deep("(", "@.a", ")", 20_000))),
        at(format!("${}", deep("[?@", "", "]", 20_000))),
        at(format!("$[?{}]", deep("!(", "@.a", ")", 20_000))),
        that(deep("(", "1", ")", 2_000)),
        that(deep("not ", "true", "", 1_000)),
        that(deep("[", "", "]", 2_000)),
        that(deep("-", "1", "", 4_000)),
        format!("{ONE}\nexpect: {{ body: {{ matches: '{}' }} }}", deep("(", "a", ")", 20_000)),
        format!("{ONE}\nexpect: {{ body: {{ matches: '{}' }} }}", deep("(?=(", "a", "))", 5_000)),
        format!("{ONE}\nexpect: {{ body: {{ equals: {} }} }}", deep("[", "", "]", 100_000)),
        format!("{ONE}\nexpect: {{ schema: {} }}", deep("{items: ", "{}", "}", 1_000)),
        deep("- ", "x", "", 100_000),
        deep("? ", "x", "", 100_000),
    ] {
        let ran = case(&text).run(&["lint"]);
        assert!(ran.code == 2 && ran.stdout.contains("error[CS0"), "{}: {}", &text[..100], ran.code);
    }
    for (path, text) in [
        ("countersign.toml", deep("a = [", "", "]", 100_000)),
        ("countersign.toml", format!("[a{}]\n", ".a".repeat(100_000))),
        ("items.yaml", format!("openapi: 3.1.0\npaths: {}\n", deep("[", "", "]", 100_000))),
        ("items.yaml", format!("{{\"openapi\": \"3.1.0\", \"paths\": {}}}", deep("[", "", "]", 100_000))),
        ("cases/s.json", deep("{\"items\": ", "{}", "}", 100_000)),
        ("mock.yaml", format!("api: items\nrules: {}\n", deep("[", "", "]", 100_000))),
    ] {
        let project = case(&format!("{ONE}\nexpect: {{ schema: s.json }}"))
            .with("cases/s.json", "{}")
            .with("mock.yaml", "api: items\n");
        let config =
            project.read("countersign.toml").replace("cases = \"cases\"", "cases = \"cases\"\nmock = \"mock.yaml\"");
        project.write("countersign.toml", &config);
        project.write(path, &text);
        let ran = project.run(&["lint"]);
        assert!(ran.code == 2 && ran.stdout.contains("error[CS0"), "{path}: {} {}", ran.code, ran.stderr);
    }
}

#[test]
fn large_files_are_read_in_time_that_grows_with_them() {
    let vars: String = (0..60_000).map(|index| format!("v{index} = \"a value\"\n")).collect();
    let config = case(ONE).read("countersign.toml").replace("item = 1", &vars);
    assert_eq!(case(ONE).with("countersign.toml", &config).run(&["lint"]).code, 0);
    let chain: String =
        (0..5_000).map(|index| format!("[environments.e{index}]\nextends = \"e{}\"\n", index + 1)).collect();
    let config = format!("{}{chain}[environments.e5000]\n", case(ONE).read("countersign.toml"));
    let ran = case(ONE).with("countersign.toml", &config).run(&["lint"]);
    assert!(ran.code == 2 && ran.stdout.contains("more than 32 environments extend each other"), "{}", ran.code);
}

#[test]
fn what_can_never_be_sent_is_told_before_anything_is() {
    let server = Server::start();
    let text = r#"
api: items
operation: GET /items/{id}
cases:
  - { name: healthy, request: { path: { id: 1 } } }
  - { name: line, request: { path: { id: 1 }, headers: { x: "a\r\nY: b", "x a": b, z: [ok, "a\u0001"] } } }
  - { name: method, request: { url: /items/1, method: "GE T" } }
  - { name: tunnel, request: { url: /items/1, method: CONNECT } }
  - { name: secret, request: { url: /items/1, method: "${{ secrets.X }}" } }
  - { name: user, request: { url: "http://u:hunter22hunter22@host/" } }
  - { name: scheme, request: { url: "ftp://x/" } }
  - { name: above, request: { url: /items/../x } }
  - { name: time, deadline: 0s, request: { path: { id: 1 }, timeout: 0ms } }
  - { name: file, vars: { v: "${{ file('../../x') }}" }, request: { path: { id: "${{ file('/etc/passwd') ~ file('nope.txt') }}" } } }
  - { name: nested, request: { path: { id: { a: { b: 1 } } } } }
  - { name: base64, request: { path: { id: 1 }, body: { base64: "***" } } }
  - { name: length, request: { path: { id: 1 }, headers: { content-length: 3, transfer-encoding: chunked } } }
"#;
    let mut project = on(&server, text.trim_start());
    project.set("X", "POST");
    let ran = project.run(&["run", "--env", "staging"]);
    assert!(ran.code == 2 && ran.stderr.ends_with("nothing was sent\n"), "{}", ran.all());
    assert!(server.received().is_empty());
    let linted = project.run(&["lint"]).stdout;
    assert_eq!(ran.stderr.matches("error[").count(), linted.matches("error[").count());
    assert!(!linted.contains("hunter22"), "{linted}");
    let is_named = |line: &&str| line.starts_with("error") || line.contains("--> ") || line.contains("help: ");
    insta::assert_snapshot!(linted.lines().filter(is_named).collect::<Vec<_>>().join("\n"), @r"
error[CS0107]: a header value holds a line break or another control character
 --> cases/a.yaml:5:61
  = help: a header is one line of text; several values are a list
error[CS0107]: `x a` is not a header name
 --> cases/a.yaml:5:74
  = help: names of headers are letters, digits and `-`
error[CS0107]: a header value holds a line break or another control character
 --> cases/a.yaml:5:92
  = help: a header is one line of text; several values are a list
error[CS0107]: `GE T` is not a method
 --> cases/a.yaml:6:55
  = help: methods are such as GET, POST or PATCH
error[CS0107]: CONNECT asks for a tunnel, not an answer
 --> cases/a.yaml:7:55
  = help: methods are such as GET, POST or PATCH
error[CS0107]: a secret is no method
 --> cases/a.yaml:8:55
  = help: methods are such as GET, POST or PATCH
error[CS0107]: the URL holds credentials; they belong under `auth`
 --> cases/a.yaml:9:35
  = help: write `http://` or `https://` with a host, or a path below the base URL that begins with `/`; no `..` in it
error[CS0107]: the URL has the scheme `ftp`, not http or https
  --> cases/a.yaml:10:37
   = help: write `http://` or `https://` with a host, or a path below the base URL that begins with `/`; no `..` in it
error[CS0107]: a `.` or `..` segment would change the path that is meant
  --> cases/a.yaml:11:36
   = help: write `http://` or `https://` with a host, or a path below the base URL that begins with `/`; no `..` in it
error[CS0107]: `deadline` must be longer than nothing
  --> cases/a.yaml:12:29
   = help: leave it out for the usual time
error[CS0107]: `timeout` must be longer than nothing
  --> cases/a.yaml:12:70
   = help: leave it out for the usual time
error[CS0112]: `../../x` leaves the project
  --> cases/a.yaml:13:30
   = help: keep the file in the project and name it relative to this file
error[CS0101]: cannot read nope.txt: No such file or directory (os error 2)
  --> cases/a.yaml:13:81
   = help: paths in a case file are relative to its folder
error[CS0112]: `/etc/passwd` leaves the project
  --> cases/a.yaml:13:81
   = help: keep the file in the project and name it relative to this file
error[CS0107]: `id` cannot be written: the style Simple cannot write nested lists and objects
  --> cases/a.yaml:14:40
   = help: write a text, a number, or a list of them; `json` takes any value
error[CS0107]: not base64: Invalid symbol 42, offset 0
  --> cases/a.yaml:15:65
   = help: `base64` takes A-Z, a-z, 0-9, `+`, `/` and `=`; `text` takes any text
error[CS0107]: `content-length` is not the length of the body
  --> cases/a.yaml:16:76
   = help: leave the header out: it is set as the body needs it
error[CS0107]: `transfer-encoding` is the client's to set
  --> cases/a.yaml:16:98
   = help: leave the header out: it is set as the body needs it
");
}

#[test]
fn what_the_defaults_ask_for_can_be_taken_back() {
    let text = "api: items\noperation: GET /items/{id}\ndefaults: { expect: { assert: ['false'], headers: { x-a: b } } }\n\
                cases:\n  - { name: a, request: { path: { id: 1 } }, expect: { assert: [], headers: {} } }\n";
    let ran = cases(text).run(&["lint"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn files_that_need_not_be_there_are_not_asked_for() {
    let text = r#"
api: items
operation: GET /items/{id}
cases:
  - { name: behind a condition, request: { path: { id: "${{ file('gone.json') if false else 'x' }}" } } }
  - { name: skipped, skip: not yet, request: { path: { id: "${{ file('gone.json') }}" } } }
  - { name: elsewhere, only: { env: staging, reason: made there }, request: { path: { id: "${{ file('gone.json') }}" } } }
"#;
    let ran = cases(text.trim_start()).run(&["lint"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn no_path_parameter_leads_to_another_path() {
    for id in ["..", ".", "%2e%2E"] {
        let literal = format!("  - {{ name: a, request: {{ path: {{ id: '{id}' }} }} }}\n");
        let project = cases(&format!("api: items\noperation: GET /items/{{id}}\ncases:\n{literal}"));
        let ran = project.run(&["lint"]);
        assert_eq!(ran.code == 0, id.starts_with('%'), "{id}: a percent sign is encoded: {}", ran.all());
    }
    let server = crate::server::Server::start();
    let made = "  - { name: a, request: { path: { id: \"${{ '.' ~ '.' }}\" } } }\n  \
                - { name: b, request: { url: \"/items/.${{ '\\n' }}./admin\", auth: none } }\n";
    let project = crate::runner::on(&server, &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{made}"));
    let ran = project.run(&["run", "--env", "staging"]);
    assert!(ran.code == 3 && ran.stdout.matches("error[CS0411]").count() == 2, "{}", ran.all());
    assert!(ran.stdout.contains("a path parameter makes a `.` or `..` segment"), "{}", ran.all());
    assert!(server.lines().is_empty(), "{:?}", server.lines());
}

#[test]
fn what_checks_nothing_is_refused() {
    let text = r#"
api: items
operation: GET /items/{id}
cases:
  - { name: at, request: { path: { id: 1 } }, expect: { body: { at: {} } } }
  - { name: any, request: { path: { id: 1 } }, expect: { body: { any_of: [], one_of: [], type: [] } } }
  - { name: optional, request: { path: { id: 1 } }, expect: { body: { at: { $.a: { optional: true } } } } }
"#;
    let project = cases(text.trim_start()).with("cases/b.yaml", "api: items\ncases: []\n");
    let linted = project.run(&["lint"]).stdout;
    assert_eq!(project.run(&["run"]).stderr.matches("error[CS0107]").count(), linted.matches("error[CS0107]").count());
    let is_named = |line: &&str| line.starts_with("error") || line.contains("--> ") || line.contains("help: ");
    insta::assert_snapshot!(linted.lines().filter(is_named).collect::<Vec<_>>().join("\n"), @r"
error[CS0107]: `at` without a path
 --> cases/a.yaml:4:69
  = help: write paths and what they select: `at: { $.id: 7 }`
error[CS0107]: `any_of` without a matcher
 --> cases/a.yaml:5:74
  = help: give it what may hold, or leave it out
error[CS0107]: `one_of` without a value
 --> cases/a.yaml:5:86
  = help: give it the values, or leave it out
error[CS0107]: `type` without a type
 --> cases/a.yaml:5:96
  = help: give it a type, such as `string`
error[CS0107]: a matcher that asks nothing
 --> cases/a.yaml:6:82
  = help: use `equals: {}` for an empty object, or `exists: true` for any value
error[CS0107]: a file without a case
 --> cases/b.yaml:2:8
  = help: add a case, or delete the file
");
}
