//! `countersign validate`, as somebody without a project has it. The suites that it passes are in `conformance`.

use std::io::Write;
use std::process::Stdio;

use crate::project::Project;

const ITEM: &str = r##"{
  "type": "object",
  "required": ["id"],
  "properties": {
    "id": { "type": "integer" },
    "on": { "format": "date" },
    "data": { "contentMediaType": "application/json", "contentSchema": { "$ref": "#/properties/id" } },
    "tags": { "$ref": "defs/tags.yaml#/$defs/tags" }
  }
}
"##;
const TAGS: &str = "$defs:\n  tags:\n    type: array\n    items: { type: string, minLength: 2 }\n";

fn items() -> Project {
    Project::empty().with("item.schema.json", ITEM).with("defs/tags.yaml", TAGS)
}

#[test]
fn violations_are_told_in_the_instance_and_in_the_schema() {
    let project = items()
        .with("a.json", "{\n  \"id\": \"x\",\n  \"tags\": [\"ab\", \"c\"]\n}\n")
        .with("b.yaml", "id: 1\ntags:\n  - abc\n  - d\n")
        .with("c.json", r#"{ "id": 1, "on": "soon", "data": "x" }"#);
    insta::assert_snapshot!(project.run(&["validate", "item.schema.json", "a.json", "b.yaml", "c.json"]).all(), @r#"
exit code: 1
--- stdout
error[CS0310]: not as the schema says: `type` at /id
 --> a.json:2:9
  |
2 |   "id": "x",
  |         ^^^ expected integer, found string "x"
  |
 ::: item.schema.json:5:21
  |
5 |     "id": { "type": "integer" },
  |                     --------- asked for here
  |
  = help: item.schema.json#/properties/id/type

error[CS0310]: not as the schema says: `minLength` at /tags/1
 --> a.json:3:18
  |
3 |   "tags": ["ab", "c"]
  |                  ^^^ expected at least 2 characters, found 1: string "c"
  |
 ::: defs/tags.yaml:4:39
  |
4 |     items: { type: string, minLength: 2 }
  |                                       - asked for here
  |
  = help: defs/tags.yaml#/$defs/tags/items/minLength

error[CS0310]: not as the schema says: `minLength` at /tags/1
 --> b.yaml:4:5
  |
4 |   - d
  |     ^ expected at least 2 characters, found 1: string "d"
  |
 ::: defs/tags.yaml:4:39
  |
4 |     items: { type: string, minLength: 2 }
  |                                       - asked for here
  |
  = help: defs/tags.yaml#/$defs/tags/items/minLength

3 instances: 1 valid, 2 invalid
"#);
}

#[test]
fn what_the_specification_leaves_open_is_asserted_on_request() {
    let project = items()
        .with("a.json", r#"{ "id": 1, "on": "soon" }"#)
        .with("b.json", r#"{ "id": 1, "data": "\"x\"" }"#)
        .with("c.json", r#"{ "id": 1, "data": "12", "on": "2024-02-29" }"#);
    let all = ["validate", "item.schema.json", "a.json", "b.json", "c.json"];
    assert_eq!(project.run(&all).all(), "exit code: 0\n--- stdout\n3 instances: valid\n");
    let ran = project.run(&[&all[..], &["--assert-format", "--assert-content"]].concat());
    insta::assert_snapshot!(ran.all(), @r##"
exit code: 1
--- stdout
error[CS0310]: not as the schema says: `format` at /on
 --> a.json:1:18
  |
1 | { "id": 1, "on": "soon" }
  |                  ^^^^^^ expected string in the format date, found string "soon"
  |
 ::: item.schema.json:6:23
  |
6 |     "on": { "format": "date" },
  |                       ------ asked for here
  |
  = help: item.schema.json#/properties/on/format

error[CS0321]: not as the schema says: `contentMediaType` at /data
 --> b.json:1:20
  |
1 | { "id": 1, "data": "\"x\"" }
  |                    ^^^^^^^ expected a string that holds the JSON that is described, found string "\"x\""
  |
 ::: item.schema.json:7:35
  |
7 |     "data": { "contentMediaType": "application/json", "contentSchema": { "$ref": "#/properties/id" } },
  |                                   ------------------ asked for here
  |
  = help: item.schema.json#/properties/data/contentMediaType

3 instances: 1 valid, 2 invalid
"##);
}

#[test]
fn an_instance_that_cannot_be_read_does_not_keep_others_from_being_judged() {
    let project = items()
        .with("a.json", "{\"id\": 1,}")
        .with("b.json", "{\"id\": 1, \"id\": 2}")
        .with("c.json", "{\"id\": 1}")
        .with("d.yaml", "id: [1\n");
    let ran = project.run(&["validate", "item.schema.json", "a.json", "b.json", "c.json", "d.yaml", "gone.json"]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stdout
error[CS0322]: a key is given twice: /id
 --> b.json:1:17
  |
1 | {"id": 1, "id": 2}
  |                 ^ expected each key once, found "id" again
  |
  = help: `countersign explain CS0322` says more

5 instances: 1 valid, 1 invalid, 3 unusable
--- stderr
error[CS0102]: not JSON: trailing comma
 --> a.json:1:10
  |
1 | {"id": 1,}
  |          ^ here
  |
  = help: instances are JSON, unless their names end in .yaml or .yml, or `--as yaml` says so

error[CS0102]: not well-formed YAML: unclosed bracket '['
 --> d.yaml:1:5
  |
1 | id: [1
  |     ^ here
  |
  = help: check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [

error[CS0101]: cannot read gone.json: No such file or directory (os error 2)
 |
 = help: `countersign explain CS0101` says more
"#);
}

#[test]
fn everything_that_is_wrong_with_a_schema_is_told_at_once() {
    let project = Project::empty()
        .with("rules.json", "{\n  \"type\": \"strin\",\n  \"minimum\": \"3\",\n  \"required\": \"id\"\n}\n")
        .with("refs.json", "{\n  \"$defs\": { \"item\": {} },\n  \"properties\": {\n    \"a\": { \"$ref\": \"#/$defs/itme\" },\n    \"b\": { \"$ref\": \"gone.json\" },\n    \"c\": { \"$ref\": \"https://example.com/c.json\" },\n    \"d\": { \"$ref\": \"../../outside.json\" }\n  }\n}\n")
        .with("own.json", "{ \"$schema\": \"https://example.com/rules\" }")
        .with("pattern.json", "{ \"pattern\": \"(\" }");
    insta::assert_snapshot!(project.run(&["validate", "rules.json"]).all(), @r#"
exit code: 2
--- stderr
error[CS0206]: not a valid schema of JSON Schema 2020-12: `type`
 --> rules.json:2:11
  |
2 |   "type": "strin",
  |           ^^^^^^^ expected one of "array", "boolean", "integer", "null", "number", "object", "string", found string "strin"
  |
  = help: `countersign explain CS0206` says more

error[CS0206]: not a valid schema of JSON Schema 2020-12: `minimum`
 --> rules.json:3:14
  |
3 |   "minimum": "3",
  |              ^^^ expected number, found string "3"
  |
  = help: `countersign explain CS0206` says more

error[CS0206]: not a valid schema of JSON Schema 2020-12: `required`
 --> rules.json:4:15
  |
4 |   "required": "id"
  |               ^^^^ expected array, found string "id"
  |
  = help: `countersign explain CS0206` says more
"#);
    insta::assert_snapshot!(project.run(&["validate", "refs.json"]).all(), @r##"
exit code: 2
--- stderr
error[CS0202]: nothing is at `#/$defs/itme`
 --> refs.json:4:20
  |
2 |   "$defs": { "item": {} },
  |              ------ this is the nearest
3 |   "properties": {
4 |     "a": { "$ref": "#/$defs/itme" },
  |                    ^^^^^^^^^^^^^^ no such place
  |
  = help: did you mean `item`?

error[CS0202]: there is no file gone.json
 --> refs.json:5:20
  |
5 |     "b": { "$ref": "gone.json" },
  |                    ^^^^^^^^^^^ referred to here
  |
  = help: `countersign explain CS0202` says more

error[CS0203]: `https://example.com/c.json` is on another machine, and is not fetched
 --> refs.json:6:20
  |
6 |     "c": { "$ref": "https://example.com/c.json" },
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ referred to here
  |
  = help: keep a copy in a folder and name that with `--remotes`, such as `--remotes https://example.com/schemas/=copies`

error[CS0112]: `../../outside.json` leaves the project's folder
 --> refs.json:7:20
  |
7 |     "d": { "$ref": "../../outside.json" }
  |                    ^^^^^^^^^^^^^^^^^^^^ referred to here
  |
  = help: keep the file inside the project and refer to it by a relative path
"##);
    insta::assert_snapshot!(project.run(&["validate", "own.json"]).all(), @r#"
exit code: 2
--- stderr
error[CS0203]: the rules that `$schema` names are not known: `https://example.com/rules` is on another machine, and is not fetched
 --> own.json:1:14
  |
1 | { "$schema": "https://example.com/rules" }
  |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ known are drafts 4, 6, 7, 2019-09 and 2020-12
  |
  = help: keep a copy in a folder and name that with `--remotes`, such as `--remotes https://example.com/schemas/=copies`
"#);
    insta::assert_snapshot!(project.run(&["validate", "pattern.json"]).all(), @r#"
exit code: 2
--- stderr
error[CS0206]: this schema cannot be used: "(" is not a "regex"
 --> pattern.json:1:14
  |
1 | { "pattern": "(" }
  |              ^^^ here
  |
  = help: `countersign explain CS0206` says more
"#);
    insta::assert_snapshot!(project.run(&["validate", "gone.json", "--remotes", "nowhere"]).all(), @r#"
exit code: 2
--- stderr
error[CS0101]: there is no folder nowhere, which `--remotes` names
 |
 = help: name a folder with copies of schemas, or `URL=FOLDER`
"#);
}

#[test]
fn a_folder_stands_in_for_another_machine() {
    let project = Project::empty()
        .with("a.json", r#"{ "$ref": "https://example.com/schemas/item.json#/$defs/id" }"#)
        .with("copies/item.json", r#"{ "$defs": { "id": { "$ref": "deeper/id" } } }"#)
        .with("copies/deeper/id.yaml", "type: integer\n")
        .with("copies/example.com/schemas/item.json", r#"{ "$defs": { "id": { "$ref": "urn:the:id" } } }"#)
        .with("copies/named.json", r#"{ "$id": "urn:the:id", "type": "integer" }"#)
        .with("1.json", "1")
        .with("x.json", "\"x\"");
    for remotes in ["https://example.com/schemas/=copies", "copies"] {
        let ran = project.run(&["validate", "a.json", "1.json", "x.json", "--remotes", remotes]);
        assert_eq!((ran.code, ran.stdout.contains("1 valid, 1 invalid")), (1, true), "{}", ran.all());
    }
    assert_eq!(
        project.run(&["validate", "a.json", "1.json", "--remotes", "https://example.com/other/=copies"]).code,
        2
    );
}

#[test]
fn an_id_makes_the_files_beside_it_its_neighbours() {
    let project = Project::empty()
        .with("s/a.json", r#"{ "$id": "https://example.com/s/a.json", "items": { "$ref": "b.json" } }"#)
        .with("s/b.json", r#"{ "type": "integer" }"#)
        .with("x.json", "[1, \"x\"]");
    let ran = project.run(&["validate", "s/a.json", "x.json"]);
    assert_eq!((ran.code, ran.stdout.contains("s/b.json#/type")), (1, true), "{}", ran.all());
}

#[test]
fn nothing_beyond_the_folder_is_read() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("b.json"), "{}").expect("written");
    let project = Project::empty().with("a.json", r#"{ "$ref": "b.json" }"#);
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("b.json"), project.path("b.json")).expect("linked");
    let ran = project.run(&["validate", "a.json"]);
    assert!(ran.code == 2 && ran.stderr.contains("error[CS0112]"), "{}", ran.all());
    // A schema that lies elsewhere has its own folder.
    std::fs::write(outside.path().join("a.json"), r#"{ "$ref": "b.json" }"#).expect("written");
    let elsewhere = outside.path().join("a.json");
    assert_eq!(project.run(&["validate", &elsewhere.to_string_lossy()]).code, 0);
}

#[test]
fn a_schema_in_a_description_is_named_by_its_place() {
    let api = |version: &str, rest: &str| {
        format!(
            "openapi: {version}\npaths: {{}}\ncomponents:\n  schemas:\n    Item: {{ $ref: '#/components/schemas/Id' }}\n    Id: {{ type: integer{rest} }}\n"
        )
    };
    let project = Project::empty()
        .with("three.yaml", &api("3.0.3", ", nullable: true, minimum: 3, exclusiveMinimum: true"))
        .with("one.yaml", &api("3.1.0", ", exclusiveMinimum: 3"))
        .with("null.json", "null")
        .with("3.json", "3")
        .with("4.json", "4");
    let valid = |schema: &str, instance: &str| project.run(&["validate", schema, instance]).code;
    let codes = |schema: &str| ["null.json", "3.json", "4.json"].map(|instance| valid(schema, instance));
    assert_eq!(codes("three.yaml#/components/schemas/Item"), [0, 1, 0]);
    assert_eq!(codes("one.yaml#/components/schemas/Item"), [1, 1, 0]);
    insta::assert_snapshot!(project.run(&["validate", "one.yaml", "4.json"]).all(), @r#"
exit code: 2
--- stderr
error[CS0206]: one.yaml is an OpenAPI description, not a schema
 |
 = help: name a schema in it, such as `one.yaml#/components/schemas/Item`
"#);
    insta::assert_snapshot!(project.run(&["validate", "one.yaml#/components/schemas/Itme", "4.json"]).all(), @r"
exit code: 2
--- stderr
error[CS0202]: nothing is at `#/components/schemas/Itme` in one.yaml
 |
 = help: name a place by a JSON Pointer, such as `api.yaml#/components/schemas/Item`
");
}

#[test]
fn every_value_that_a_path_selects_is_judged() {
    let project = Project::empty()
        .with("id.json", r#"{ "type": "integer" }"#)
        .with("a.json", r#"{ "items": [{ "id": 1 }, { "id": "x" }] }"#);
    let ran = project.run(&["validate", "id.json", "a.json", "--at", "$.items[*].id"]);
    assert!(ran.code == 1 && ran.stdout.contains("`type` at /items/1/id"), "{}", ran.all());
    assert_eq!(project.run(&["validate", "id.json", "a.json", "--at", "$.items[0].id"]).code, 0);
    insta::assert_snapshot!(project.run(&["validate", "id.json", "a.json", "--at", "$.item[*].id"]).all(), @r#"
exit code: 1
--- stdout
error[CS0313]: a path that selects nothing
 --> a.json:1:1
  |
1 | { "items": [{ "id": 1 }, { "id": "x" }] }
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected something at $.item[*].id, found nothing there
  |
  = help: `countersign explain CS0313` says more

1 instance: 0 valid, 1 invalid
"#);
    insta::assert_snapshot!(project.run(&["validate", "id.json", "a.json", "--at", "$.items[?@.id = 1]"]).all(), @r"
exit code: 2
--- stderr
error[CS0107]: `--at $.items[?@.id = 1]` is not a JSONPath: `=` is no comparison; write `==` (at byte 14)
 |
 = help: paths are those of RFC 9535, such as `$.items[*].price` or `$.items[?@.price > 10]`
");
    insta::assert_snapshot!(project.run(&["validate", "id.json", "a.json", "--at", "$..id", "--json"]).all(), @r#"
exit code: 1
--- stdout
{"version":1,"kind":"instance","file":"a.json","valid":false,"nodes":[{"path":"$['items'][0]['id']","pointer":"/items/0/id","valid":true},{"path":"$['items'][1]['id']","pointer":"/items/1/id","valid":false}],"violations":[{"code":"CS0310","pointer":"/items/1/id","line":1,"column":34,"keyword":"type","schema":"id.json#/type","expected":"integer","actual":"string \"x\"","message":"expected integer, found string \"x\""}],"more":0}
"#);
}

#[test]
fn the_json_is_as_its_schema_says() {
    let project =
        items().with("a.json", "{\"id\": \"x\", \"id\": 2.5}").with("b.json", "{").with("c.json", "{\"id\": 1}");
    let ran = project.run(&["validate", "item.schema.json", "a.json", "b.json", "c.json", "--json"]);
    let schema = countersign::source::fields::json_schema(&countersign::show::validation::format::VALIDATION, "x");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((ran.code, lines.len()), (2, 3));
    for line in &lines {
        assert!(schema.is_valid(line), "{line}");
    }
    assert_eq!(lines[0]["violations"].as_array().map(Vec::len), Some(2));
}

#[test]
fn scripts_get_a_line_about_a_schema_that_cannot_be_used() {
    let project = items()
        .with("bad.json", "{\n  \"type\": \"strin\",\n  \"minimum\": \"3\"\n}\n")
        .with("typo.json", r#"{ "typ": "integer", "type": "integer" }"#)
        .with("1.json", "1");
    insta::assert_snapshot!(project.run(&["validate", "gone.json", "1.json", "--json"]).all(), @r#"
exit code: 2
--- stdout
{"version":1,"kind":"schema","file":"gone.json","valid":false,"violations":[],"more":0,"error":{"code":"CS0101","message":"cannot read gone.json: No such file or directory (os error 2)"},"problems":[{"severity":"error","code":"CS0101","message":"cannot read gone.json: No such file or directory (os error 2)","help":[]}]}
--- stderr
error[CS0101]: cannot read gone.json: No such file or directory (os error 2)
 |
 = help: `countersign explain CS0101` says more
"#);
    let schema = countersign::source::fields::json_schema(&countersign::show::validation::format::VALIDATION, "x");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let lines = |arguments: &[&str]| {
        let ran = project.run(&[&["validate", "--json"], arguments].concat());
        let lines: Vec<serde_json::Value> =
            ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        lines.iter().for_each(|line| assert!(schema.is_valid(line), "{line}"));
        let told: Vec<String> =
            lines.iter().map(|line| format!("{} {} {}", line["kind"], line["file"], line["valid"])).collect();
        (ran.code, told.join(", ").replace('"', ""), lines)
    };
    let (code, told, bad) = lines(&["bad.json", "1.json"]);
    assert_eq!((code, &*told), (2, "schema bad.json false"));
    assert_eq!(bad[0]["problems"].as_array().map(Vec::len), Some(2));
    assert_eq!((&bad[0]["problems"][1]["line"], &bad[0]["problems"][1]["column"]), (&3.into(), &14.into()));
    assert_eq!(bad[0]["error"]["message"], "not a valid schema of JSON Schema 2020-12: `type`");
    // One that can be used is told of where there is nothing else, or `--lint` finds something.
    assert_eq!(lines(&["item.schema.json"]).1, "schema item.schema.json true");
    assert_eq!(lines(&["typo.json", "1.json"]).1, "instance 1.json true");
    let (code, told, lint) = lines(&["typo.json", "1.json", "--lint"]);
    assert_eq!((code, &*told), (2, "schema typo.json false, instance 1.json true"));
    assert!(lint[0].get("error").is_none(), "{}", lint[0]);
    assert_eq!(lines(&["item.schema.json", "1.json", "--at", "$["]).1, "schema item.schema.json false");
    assert_eq!(lines(&["item.schema.json", "gone.json"]).1, "instance gone.json false");
    let ran = project.run(&["validate", "typo.json", "--lint"]);
    assert_eq!(
        (ran.code, &*ran.stdout),
        (2, "typo.json: a schema that can be used, with 1 problem\n"),
        "{}",
        ran.all()
    );
}

#[test]
fn the_rules_of_json_schema_are_named_by_their_url() {
    let project = Project::empty()
        .with(
            "s.json",
            r#"{ "$schema": "http://json-schema.org/draft-07/schema#", "properties": { "b": { "$ref": "http://json-schema.org/draft-07/schema#" } } }"#,
        )
        .with(
            "mixed.json",
            r#"{ "properties": { "b": { "$ref": "http://json-schema.org/draft-04/schema#/definitions/positiveInteger" } } }"#,
        )
        .with("i.json", r#"{ "b": { "type": "nonsense" } }"#);
    insta::assert_snapshot!(project.run(&["validate", "s.json", "i.json"]).all(), @r#"
exit code: 1
--- stdout
error[CS0310]: not as the schema says: `anyOf` at /b/type
 --> i.json:1:18
  |
1 | { "b": { "type": "nonsense" } }
  |                  ^^^^^^^^^^ expected one of 2 alternatives, found fits none: string "nonsense"
  |
  = help: http://json-schema.org/draft-07/schema#/properties/type/anyOf

error[CS0310]: not as the schema says: `enum` at /b/type
 --> i.json:1:18
  |
1 | { "b": { "type": "nonsense" } }
  |                  ^^^^^^^^^^ expected one of "array", "boolean", "integer", "null", "number", "object", "string", found string "nonsense"
  |
  = help: http://json-schema.org/draft-07/schema#/definitions/simpleTypes/enum

1 instance: 0 valid, 1 invalid
"#);
    // The draft of the schema need not be the one of the rules that it refers to.
    let ran = project.run(&["validate", "mixed.json", "i.json", "--json"]);
    let place = r#""schema":"http://json-schema.org/draft-04/schema#/definitions/positiveInteger/type""#;
    assert!(ran.code == 1 && ran.stdout.contains(place), "{}", ran.all());
}

#[test]
fn places_in_parts_with_names_of_their_own_are_places_in_their_files() {
    let project = Project::empty()
        .with(
            "s.json",
            r##"{ "$id": "https://x.test/s.json",
  "$defs": {
    "a": { "$id": "a.json", "$defs": { "n": { "$anchor": "num", "type": "integer" } }, "items": { "$ref": "#num" } },
    "u": { "$id": "urn:uuid:1", "$defs": { "t": { "type": "null" } } }
  },
  "properties": {
    "a": { "$ref": "a.json" }, "n": { "$ref": "a.json#num" }, "u": { "$ref": "urn:uuid:1#/$defs/t" },
    "r": { "$ref": "https://y.test/deep/r.json#big" }
  } }"##,
        )
        .with("copies/r.json", r##"{ "$defs": { "x": { "$anchor": "big", "minimum": 10 } } }"##)
        .with("i.json", r#"{ "a": ["x"], "n": "x", "u": 1, "r": 1 }"#);
    let ran = project.run(&["validate", "s.json", "i.json", "--json", "--remotes", "https://y.test/deep/=copies"]);
    let outcome: serde_json::Value = serde_json::from_str(&ran.stdout).expect("a line");
    let violations = outcome["violations"].as_array().expect("some");
    let mut places: Vec<String> =
        violations.iter().map(|one| format!("{} {}", one["pointer"], one["schema"]).replace('"', "")).collect();
    places.sort();
    assert_eq!(
        places,
        [
            "/a/0 s.json#/$defs/a/$defs/n/type",
            "/n s.json#/$defs/a/$defs/n/type",
            "/r copies/r.json#/$defs/x/minimum",
            "/u s.json#/$defs/u/$defs/t/type",
        ]
    );
}

#[test]
fn a_schema_for_which_everything_is_valid_by_accident_is_warned_of() {
    let project = Project::empty()
        .with("swapped.json", r#"{ "id": 7, "name": "x" }"#)
        .with("loop.json", "{\n  \"$defs\": {\n    \"a\": { \"$ref\": \"#/$defs/b\" },\n    \"b\": { \"title\": \"B\", \"$ref\": \"#/$defs/a\" }\n  },\n  \"items\": { \"$ref\": \"#/$defs/a\" }\n}\n")
        .with("x.json", "{}");
    insta::assert_snapshot!(project.run(&["validate", "swapped.json", "x.json"]).all(), @r#"
exit code: 0
--- stdout
1 instance: valid
--- stderr
warning[CS0205]: a schema without keywords: every value is valid
 --> swapped.json:1:3
  |
1 | { "id": 7, "name": "x" }
  |   ^^^^ this is no keyword of JSON Schema 2020-12
  |
  = help: the schema comes first: `countersign validate SCHEMA INSTANCE...`
"#);
    insta::assert_snapshot!(project.run(&["validate", "loop.json", "x.json"]).all(), @r##"
exit code: 0
--- stdout
1 instance: valid
--- stderr
warning[CS0204]: a reference that leads back to itself: every value is valid
 --> loop.json:4:34
  |
4 |     "b": { "title": "B", "$ref": "#/$defs/a" }
  |                                  ^^^^^^^^^^^ nothing is asserted here
  |
  = help: refer to a schema that has content of its own
"##);
    for schema in ["swapped.json", "loop.json"] {
        assert_eq!(project.run(&["validate", schema, "x.json", "--lint"]).code, 2, "{schema}");
    }
    // What somebody may mean is not warned of.
    for schema in [
        "true",
        "{}",
        r#"{ "title": "anything", "x-note": 1 }"#,
        r#"{ "$comment": "anything", "name": 1 }"#,
        r#"{ "definitions": {}, "name": 1 }"#,
        r##"{ "type": "object", "$ref": "#" }"##,
        r##"{ "properties": { "next": { "$ref": "#" } } }"##,
    ] {
        project.write("schema.json", schema);
        let ran = project.run(&["validate", "schema.json", "x.json"]);
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{schema}");
    }
    // Up to draft 7 nothing counts beside a reference.
    project.write("schema.json", r##"{ "type": "object", "$ref": "#" }"##);
    let ran = project.run(&["validate", "schema.json", "x.json", "--draft", "7"]);
    assert!(ran.code == 0 && ran.stderr.contains("warning[CS0204]"), "{}", ran.all());
}

#[test]
fn nothing_is_no_schema() {
    let project =
        Project::empty().with("empty.json", "").with("comment.yaml", "# nothing yet\n").with("null.json", "null");
    for name in ["empty.json", "comment.yaml"] {
        let ran = project.run(&["validate", name]);
        let told = format!("error[CS0206]: there is nothing in {name}, where a schema should be");
        assert!(ran.code == 2 && ran.stderr.starts_with(&told), "{}", ran.all());
    }
    insta::assert_snapshot!(project.run(&["validate", "null.json"]).all(), @r"
exit code: 2
--- stderr
error[CS0206]: not a schema of JSON Schema 2020-12
 --> null.json:1:1
  |
1 | null
  | ^^^^ expected boolean or object, found null
  |
  = help: `countersign explain CS0206` says more
");
}

#[test]
fn lint_takes_a_schema_as_strictly_as_a_contract() {
    let project = Project::empty()
        .with("a.json", "{\n  \"properties\": { \"id\": { \"typ\": \"integer\" } },\n  \"$defs\": {\n    \"loop\": { \"$ref\": \"#/$defs/loop\" },\n    \"unused\": { \"$ref\": \"#/nowhere\" }\n  }\n}\n")
        .with("x.json", "{}");
    assert_eq!(project.run(&["validate", "a.json", "x.json"]).code, 0);
    insta::assert_snapshot!(project.run(&["validate", "a.json", "x.json", "--lint"]).all(), @r##"
exit code: 2
--- stdout
1 instance: valid
--- stderr
error[CS0205]: `typ` is not a keyword of JSON Schema 2020-12
 --> a.json:2:27
  |
2 |   "properties": { "id": { "typ": "integer" } },
  |                           ^^^^^ this would check nothing
  |
  = help: did you mean `type`?

error[CS0204]: this schema comes back to itself for the same value
 --> a.json:4:23
  |
4 |     "loop": { "$ref": "#/$defs/loop" },
  |                       ^^^^^^^^^^^^^^ one step of the loop
  |
  = help: put what it describes under `properties` or `items`, or give it content of its own

error[CS0202]: nothing is at `#/nowhere`
 --> a.json:5:25
  |
1 | {
  | - the path breaks off here
...
5 |     "unused": { "$ref": "#/nowhere" }
  |                         ^^^^^^^^^^^ no such place
  |
  = help: `countersign explain CS0202` says more
"##);
}

#[test]
fn standard_input_is_an_instance_or_the_schema() {
    let project = Project::empty().with("id.json", r#"{ "type": "integer" }"#).with("1.json", "1");
    let code = |arguments: &[&str], text: &str| {
        let mut command = project.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
        child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("written");
        child.wait().expect("ends").code()
    };
    assert_eq!(code(&["validate", "id.json", "-"], "1"), Some(0));
    assert_eq!(code(&["validate", "id.json", "-"], "\"x\""), Some(1));
    assert_eq!(code(&["validate", "id.json", "-"], "- x"), Some(2));
    assert_eq!(code(&["validate", "id.json", "-", "--as", "yaml", "--at", "$[*]"], "- 1\n- 2\n"), Some(0));
    assert_eq!(code(&["validate", "-", "1.json"], "type: string"), Some(1));
    assert_eq!(code(&["validate", "-", "-"], "true"), Some(2));
}

#[test]
fn what_is_no_instance_is_told_with_what_to_do() {
    let project = Project::empty()
        .with("true.json", "true")
        .with("bom.json", "\u{feff}{}")
        .with("lines.jsonl", "{}\n{}\n")
        .with("empty.yaml", "\n")
        .with("deep.yaml", &format!("{}{}", "[".repeat(66), "]".repeat(66)))
        .with("folder/a.json", "{}");
    let all = ["validate", "true.json", "empty.yaml", "deep.yaml", "folder", "no*.json"];
    insta::assert_snapshot!(project.run(&all).all(), @"
exit code: 2
--- stdout
4 instances: 0 valid, 4 unusable
--- stderr
error[CS0101]: cannot read empty.yaml: there is nothing in it
 |
 = help: `countersign explain CS0101` says more

error[CS0110]: nested more than 64 levels deep
 --> deep.yaml:1:66
  |
1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  |                                                                  ^ this is one level too many
  |
  = help: `countersign explain CS0110` says more

error[CS0101]: cannot read folder: it is a folder, not a file
 |
 = help: name the files in it, such as `folder/*.json`

error[CS0101]: cannot read no*.json: No such file or directory (os error 2)
 |
 = help: a pattern is the shell's to fill in, and it found no file for this one
");
    let ran = project.run(&["validate", "true.json", "bom.json"]);
    assert!(
        ran.code == 2 && ran.stderr.contains("= help: save it as UTF-8 without a byte order mark"),
        "{}",
        ran.all()
    );
    let ran = project.run(&["validate", "true.json", "lines.jsonl"]);
    assert!(ran.code == 2 && ran.stderr.contains("= help: an instance is one value;"), "{}", ran.all());
    let ran = project.run(&["validate", "true.json", "-", "-"]);
    let twice = "error[CS0101]: standard input is read once: it is either the schema or one of the instances";
    assert!(ran.code == 2 && ran.stderr.starts_with(twice), "{}", ran.all());
    project.write("old.json", r#"{ "$schema": "http://json-schema.org/draft-03/schema#" }"#);
    let ran = project.run(&["validate", "old.json"]);
    assert!(
        ran.stderr.contains("name one of them, such as `https://json-schema.org/draft/2020-12/schema`"),
        "{}",
        ran.all()
    );
}

#[test]
fn many_violations_are_counted_and_quiet_says_nothing() {
    let project = Project::empty()
        .with("ids.json", r#"{ "items": { "type": "integer" } }"#)
        .with("x.json", &format!("[{}1]", "\"x\", ".repeat(150)));
    let ran = project.run(&["validate", "ids.json", "x.json"]);
    assert!(ran.stdout.contains("x.json: 130 violations more"), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("error[").count(), 20);
    let ran = project.run(&["validate", "ids.json", "x.json", "--quiet"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", ""));
}

#[test]
fn several_values_in_a_file_are_told_from_a_broken_one() {
    for (text, is_lines) in [("{}\n{}\n", true), ("{}\n  [1]", true), ("{} x", false), ("{}}", false), ("{}\n}", false)]
    {
        let ran = Project::empty().with("s.json", "{}").with("i.json", text).run(&["validate", "s.json", "i.json"]);
        assert!(ran.code == 2 && ran.all().contains("CS0102"), "{text:?}: {}", ran.all());
        assert_eq!(ran.all().contains("makes a list of many"), is_lines, "{text:?}: {}", ran.all());
    }
}
