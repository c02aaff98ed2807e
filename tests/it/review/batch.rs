//! Without a terminal.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::planted::{body, file, plant, three};
use super::seen::volatile;
use crate::project::{Project, repository};
use crate::pseudo::Terminal;

fn exists(project: &Project, path: &str) -> bool {
    project.path(path).exists()
}

fn fingerprints(project: &Project) -> Vec<(String, String)> {
    let ran = project.run(&["review", "--json"]);
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let text = |group: &Value, key: &str| group[key].as_str().expect("a text").to_owned();
    let groups = document["groups"].as_array().expect("groups");
    groups.iter().map(|group| (text(group, "class"), text(group, "fingerprint"))).collect()
}

#[test]
fn what_is_pending_is_listed_once_for_all_cases() {
    let project = three();
    let ran = project.run(&["review", "--list"]);
    let prints = fingerprints(&project);
    assert_eq!(ran.code, 1);
    let mut listed = ran.stdout.clone();
    for (class, fingerprint) in prints {
        listed = listed.replace(&fingerprint, &format!("<{class}>"));
    }
    insta::assert_snapshot!(listed, @r#"
3 snapshots with 4 changes wait for review

breaking
  $.price: integer -> string, 2 cases  <breaking>
      items/a::one
      items/a::two

additive
  $.more: added (boolean), 1 case  <additive>
      items/a::two

new
  a new snapshot of a body, 1 case  <new>
      items/a::three

look at them with `countersign review`, or decide here:
  countersign review --accept CHANGES    a class, a fingerprint, a '$.path', or a part of an id
"#);
    assert_eq!(project.run(&["review"]).stdout, ran.stdout, "without a terminal this is what a review is");
}

#[test]
fn a_class_is_accepted_and_the_rest_stays_pending() {
    let project = three();
    let ran = project.run(&["review", "--accept", "breaking"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    insta::assert_snapshot!(ran.stdout, @r#"
accepted 2 changes in 2 snapshots
2 snapshots with 2 changes wait for review
"#);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    assert!(!exists(&project, &format!("{}.new", file("one"))));
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#), "only what was accepted");
    assert_eq!(project.read(&format!("{}.new", file("two"))), body("two", r#"{"id": 2, "more": true, "price": "7"}"#));
    let ran = project.run(&["review", "--accept", "$.more", "--accept", "new"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "more": true, "price": "7"}"#));
    assert_eq!(project.read(&file("three")), body("three", r#"{"id": 3}"#));
    assert!(!exists(&project, &format!("{}.new", file("two"))) && !exists(&project, &format!("{}.new", file("three"))));
}

#[test]
fn what_is_rejected_leaves_the_snapshot_to_the_byte() {
    let project = three();
    let odd = body("one", r#"{"id": 1, "price": 5}"#).replace("\n---\n{", "\nx: y\n---\n\n{");
    project.write(&file("one"), &odd);
    let price = &fingerprints(&project).into_iter().find(|(class, _)| class == "breaking").expect("a change").1;
    let ran = project.run(&["review", "--reject", price]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert_eq!(project.read(&file("one")), odd);
    assert!(!exists(&project, &format!("{}.new", file("one"))));
    assert_eq!(project.read(&format!("{}.new", file("two"))), body("two", r#"{"id": 2, "more": true, "price": 7}"#));
    assert_eq!(project.run(&["review", "--reject", "items/a::t"]).code, 0);
    assert!(!exists(&project, &file("three")));
}

#[test]
fn accepting_and_rejecting_go_together_but_not_for_one_change() {
    let project = three();
    let before = project.read(&file("two"));
    let ran = project.run(&["review", "--accept", "breaking", "--reject", "items/a::two"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.stderr, @r#"
error[CS0508]: the change $.price of items/a::two is both accepted and rejected
 |
 = help: nothing was written; name it once
"#);
    assert_eq!(project.read(&file("two")), before);
    assert_eq!(project.run(&["review", "--accept", "breaking", "--reject", "additive", "--reject", "new"]).code, 0);
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));
}

#[test]
fn a_name_that_means_nothing_is_a_mistake() {
    let project = three();
    let ran = project.run(&["review", "--accept", "breaking", "--accept", "$.prize"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.stderr, @r#"
error[CS0508]: no pending change is meant by `$.prize`
 |
 = help: name a class (breaking, status, header, additive, value, order, new), a fingerprint, a path such as '$.items[*].price', or a part of a case's id; `countersign review --list` shows what is pending
"#);
    assert!(exists(&project, &format!("{}.new", file("one"))), "nothing is written");
}

#[test]
fn what_is_pending_for_programs_is_as_documented() {
    let project = three();
    let schema = std::fs::read_to_string(repository().join("schemas/countersign/review.schema.json")).expect("there");
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema");
    for arguments in [&["review", "--json"][..], &["review", "--json", "--accept", "breaking", "--reject", "new"]] {
        let document = serde_json::from_str(&project.run(arguments).stdout).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{error}")).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(document["snapshots"][2]["changes"][0]["is"]["value"] == true, "{document:#}");
    }
}

#[test]
fn a_path_means_its_own_place_and_an_empty_name_nothing() {
    let project = Project::items();
    let old = r#"{"items": [{"lines": [{"price": 2}], "price": 1}]}"#;
    plant(&project, "one", old, r#"{"items": [{"lines": [{"price": "2"}], "price": "1"}]}"#);
    let ran = project.run(&["review", "--accept", ""]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("no pending change is meant by ``"), "{}", ran.stderr);
    let ran = project.run(&["review", "--accept", "$.items[*].price"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    let accepted = r#"{"items": [{"lines": [{"price": 2}], "price": "1"}]}"#;
    assert_eq!(project.read(&file("one")), body("one", accepted), "no price of another list");
}

#[test]
fn nothing_pending_is_well() {
    let project = Project::items();
    let ran = project.run(&["review"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "no snapshot waits for its review\n"));
}

#[test]
fn a_mistyped_case_is_not_taken_for_reviewed() {
    let project = three();
    let ran = project.run(&["review", "itemz"]);
    assert!(ran.stderr.contains("nothing waits for a review of cases with `itemz` in their id"), "{}", ran.all());
    assert!(ran.stderr.contains("3 other snapshots do"), "{}", ran.all());
}

/// A project in which nothing waits but for another way of writing, and what is there to be decided with `more`.
fn rewritten(more: bool) -> Project {
    let project = Project::items();
    plant(&project, "one", r#"{"price": 1}"#, r#"{"price": 1.0}"#);
    if more {
        plant(&project, "two", r#"{"price": 1}"#, r#"{"price": 2}"#);
    }
    project
}

#[test]
fn what_differs_only_in_how_it_is_written_waits_for_nobody() {
    let project = rewritten(false);
    let ran = project.run(&["review"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "no snapshot waits for its review\n"));
}

#[test]
fn who_only_looks_changes_nothing() {
    for more in [false, true] {
        let project =
            rewritten(more).with("cases/a.yaml", "api: items\noperation: GET /items\ncases: [{ name: other }]\n");
        let page = project.path("page.html").display().to_string();
        let looks: [&[&str]; 6] = [
            &["review"],
            &["review", "--list"],
            &["review", "--json"],
            &["review", "--html", &page],
            &["snapshots"],
            &["snapshots", "--unreferenced"],
        ];
        for look in looks {
            let ran = project.run(look);
            assert!(ran.code <= 1, "{}", ran.all());
            assert!(exists(&project, &format!("{}.new", file("one"))), "{look:?}");
        }
    }
}

#[test]
fn a_review_removes_what_is_settled() {
    let project = rewritten(true);
    assert_eq!(project.run(&["review", "--accept", "breaking"]).code, 2);
    assert!(exists(&project, &format!("{}.new", file("one"))), "nothing is meant, so nothing is written");
    assert_eq!(project.run(&["review", "--accept", "value"]).code, 0);
    assert_eq!(project.read(&file("one")), body("one", r#"{"price": 1}"#));
    assert!(!exists(&project, &format!("{}.new", file("one"))));
    let project = rewritten(false);
    let left = Terminal::review(&project, &[]).end();
    assert_eq!((left.code, left.screen.trim()), (0, "no snapshot waits for its review"));
    assert!(exists(&project, &file("one")) && !exists(&project, &format!("{}.new", file("one"))));
}

#[test]
fn in_ci_nothing_is_accepted() {
    let mut project = three();
    project.set("CI", "1");
    let ran = project.run(&["review", "--accept", "breaking"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("snapshots are never written in CI"), "{}", ran.all());
    assert!(exists(&project, &format!("{}.new", file("one"))));
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decided(project: &Project, case: &str, old: &str, new: &str, accept: &[&str], reject: &[&str]) -> Value {
    let _ = project;
    json!({
        "snapshot": file(case), "base": hash(&body(case, old)), "proposed": hash(&body(case, new)),
        "text": body(case, new), "accept": accept, "reject": reject, "redact": [], "alias": [],
    })
}

#[test]
fn exported_decisions_bring_their_texts_along() {
    let (old, new) = (r#"{"id": 2, "price": 7}"#, r#"{"id": 2, "more": true, "price": "7"}"#);
    let project = Project::items();
    plant(&project, "two", old, new);
    let prints = fingerprints(&project);
    std::fs::remove_file(project.path(&format!("{}.new", file("two")))).expect("removed");
    let of = |wanted: &str| prints.iter().find(|(class, _)| class == wanted).expect("a change").1.clone();
    let decision = decided(&project, "two", old, new, &[&of("breaking")], &[&of("additive")]);
    let file_text = json!({ "version": 1, "decisions": [decision] }).to_string();
    project.write("decisions.json", &file_text);
    let from = project.path("decisions.json").display().to_string();
    let ran = project.run(&["review", "--from", &from]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));
    let ran = project.run(&["review", "--from", &from]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains("1 decision had been applied before"), "{}", ran.all());
    project.write(&file("two"), &body("two", r#"{"id": 3, "price": "7"}"#));
    let ran = project.run(&["review", "--from", &from]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("CS0507") && ran.stderr.contains("has changed since it was shown"), "{}", ran.all());
}

#[test]
fn decisions_of_which_one_cannot_be_carried_out_change_nothing() {
    let (project, _server) = volatile();
    let cases = project.read("cases/a.yaml");
    let snapshots = ["one", "two"].map(|case| project.read(&file(case)));
    let revealing = snapshots[1].replace("old", "a-key-of-items");
    project.write(&format!("{}.new", file("two")), &revealing);
    let ran = project.run(&["review", "--json", "::two"]);
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let proposed = project.read(&format!("{}.new", file("one")));
    let decision = |case: &str, base: &str, text: &str| json!({ "snapshot": file(case), "base": hash(base), "proposed": hash(text), "text": text });
    let mut redacted = decision("one", &snapshots[0], &proposed);
    redacted["redact"] = json!(["$.hash"]);
    let mut accepted = decision("two", &snapshots[1], &revealing);
    accepted["accept"] = json!([document["groups"][0]["fingerprint"]]);
    project.write("decisions.json", &json!({ "version": 1, "decisions": [redacted, accepted] }).to_string());
    let from = project.path("decisions.json").display().to_string();
    let ran = project.run(&["review", "--from", &from]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("would hold the value of a secret"), "{}", ran.all());
    assert_eq!(project.read("cases/a.yaml"), cases, "nothing is redacted");
    assert_eq!(["one", "two"].map(|case| project.read(&file(case))), snapshots);
    assert_eq!(project.read(&format!("{}.new", file("one"))), proposed);
}

#[test]
fn decisions_about_something_else_change_nothing() {
    let (old, new) = (r#"{"id": 2}"#, r#"{"id": 3}"#);
    let project = Project::items();
    plant(&project, "two", old, new);
    plant(&project, "one", old, new);
    let print = &fingerprints(&project)[0].1;
    let good = decided(&project, "one", old, new, &[print], &[]);
    let stale = decided(&project, "two", r#"{"id": 9}"#, new, &[print], &[]);
    project.write("decisions.json", &json!({ "version": 1, "decisions": [good, stale] }).to_string());
    let from = project.path("decisions.json").display().to_string();
    let ran = project.run(&["review", "--from", &from]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert_eq!(project.read(&file("one")), body("one", old), "all or nothing");
    let good = decided(&project, "one", old, new, &[print], &[]);
    let twice = decided(&project, "one", old, new, &[], &[print]);
    project.write("decisions.json", &json!({ "version": 1, "decisions": [good, twice] }).to_string());
    let ran = project.run(&["review", "--from", &from]);
    assert!(ran.code == 2 && ran.stderr.contains("one.snap is decided about twice"), "{}", ran.all());
    let mut nowhere = decided(&project, "two", old, new, &[print], &[]);
    nowhere["redact"] = json!(["$.gone"]);
    project.write("decisions.json", &json!({ "version": 1, "decisions": [nowhere] }).to_string());
    let ran = project.run(&["review", "--from", &from]);
    assert!(ran.code == 2 && ran.stderr.contains("two.snap has nothing at \"$.gone\""), "{}", ran.all());
    for case in ["one", "two"] {
        assert_eq!(project.read(&file(case)), body(case, old), "all or nothing");
        assert_eq!(project.read(&format!("{}.new", file(case))), body(case, new), "all or nothing");
    }
    project.write("decisions.json", r#"{"version": 1, "decisions": [{"snapshot": "../x.snap"}]}"#);
    let ran = project.run(&["review", "--from", &from]);
    assert!(ran.code == 2 && ran.stderr.contains("CS0508"), "{}", ran.all());
}
