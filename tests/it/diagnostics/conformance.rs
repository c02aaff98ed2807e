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
    insta::assert_snapshot!(said("CS0322", &ran), @"");
    assert!(ran.stdout.contains("[CS0310]"), "{}", ran.stdout);
}

#[test]
fn a_key_given_twice_can_be_allowed() {
    let ran = against(ALLOWED, vec![Answer::json(&BODY.replace("\"cheap\"", "1"))]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}
