//! Bodies that readers understand differently.

use super::answers::{Answer, against};
use super::said;

const READ: &str = "request: { path: { id: 1 } }\nexpect: { body: { at: { $.name: Chair } } }";
const ALLOWED: &str =
    "request: { path: { id: 1 } }\nexpect: { body: { at: { $.name: Chair } } }\nduplicate_keys: allow";
const BODY: &str = "{\n  \"id\": 1,\n  \"name\": \"Table\", \"name\": \"Chair\",\n  \"price\": \"cheap\"\n}";

#[test]
fn a_key_given_twice_is_a_failure_beside_all_others() {
    let ran = against(READ, vec![Answer::json(BODY)]);
    insta::assert_snapshot!(said("CS0322", &ran), @r#"
exit code: 1
--- stdout
FAILED  items/a::a-case  [TIME]

FAILED items/a::a-case
  a case
  case cases/a.yaml:4:11

  GET http://127.0.0.1:[PORT]/items/1 -> 200, application/json, 69 B, [TIME]
  failure[CS0310] not as the schema says: `type`
    in        body /price
    expected  number
    found     string "cheap"
    contract  items.yaml:36:24
  failure[CS0322] a key of the body is given twice
    in        body /name
    expected  one key "name"
    found     again at line 3, column 20: …"id": 1, "name": "Table", "name": "Chair", "price": "c…
    help      `duplicate_keys = "allow"` of the API in countersign.toml, or in the case file, takes the last value
    curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

  this case alone
    countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

2 codes explained by `countersign explain CODE`, such as CS0310
1 failed in [TIME] (seed [SEED])
0 hold, 1 do not on staging (http://127.0.0.1:[PORT])
"#);
    assert!(ran.stdout.contains("[CS0310]"), "{}", ran.stdout);
}

#[test]
fn a_key_given_twice_can_be_allowed() {
    let ran = against(ALLOWED, vec![Answer::json(&BODY.replace("\"cheap\"", "1"))]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}
