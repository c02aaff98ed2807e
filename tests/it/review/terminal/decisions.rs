//! What the keys decide, and what is in the files then.

use crate::project::Project;
use crate::pseudo::Terminal;
use crate::review::planted::{body, file, plant, three};

fn exists(project: &Project, path: &str) -> bool {
    project.path(path).exists()
}

/// Whether a case's snapshot has been decided.
fn is_settled(project: &Project, case: &str) -> bool {
    !exists(project, &format!("{}.new", file(case)))
}

#[test]
fn groups_are_accepted_and_rejected_and_taken_back_until_nothing_is_left() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3", "BREAKING  $.price: integer -> string", "2 cases · open"]);
    terminal.press("a");
    terminal.wait_for(&["group 2 of 3", "ADDITIVE  $.more: added (boolean)", "2 accepted"]);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));
    assert!(is_settled(&project, "one") && !is_settled(&project, "two"));
    terminal.press("r");
    terminal.wait_for(&["group 3 of 3", "rejected in 1 case: $.more: added (boolean)"]);
    assert!(is_settled(&project, "two"));
    terminal.press("u");
    terminal.wait_for(&["group 2 of 3", "taken back: rejected in 1 case"]);
    assert!(!is_settled(&project, "two"));
    terminal.press("a");
    terminal.wait_for(&["group 3 of 3", "NEW       a new snapshot of "]);
    terminal.press("a");
    terminal.wait_for(&["Everything is decided.", "4 accepted"]);
    terminal.press("q");
    let left = terminal.end();
    assert_eq!(left.code, 0);
    assert!(left.screen.contains("accepted 4 changes in 3 snapshots"), "{}", left.screen);
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "more": true, "price": "7"}"#));
    assert_eq!(project.read(&file("three")), body("three", r#"{"id": 3}"#));
    assert!(is_settled(&project, "three"));
}

#[test]
fn only_the_case_that_is_shown_is_decided_on_request() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&[">case 1    items/a::one"]);
    terminal.press("n");
    terminal.wait_for(&[">case 2    items/a::two"]);
    terminal.press("o");
    terminal.wait_for(&["only the case below is decided", "o all cases"]);
    terminal.press("r");
    // The other case of the group is next.
    terminal.wait_for(&[">case 1    items/a::one", "rejected in 1 case", "1 rejected"]);
    terminal.press("a");
    terminal.wait_for(&["group 2 of 3"]);
    terminal.press("q");
    assert_eq!(terminal.end().code, 1, "something is left");
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": 7}"#));
}

#[test]
fn a_class_is_decided_at_once() {
    let project = three();
    plant(&project, "four", r#"{"id": 4, "name": "a"}"#, r#"{"id": 4}"#);
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 4", "A/R all breaking"]);
    terminal.press("A");
    terminal.wait_for(&["group 3 of 4", "accepted all breaking: 3 changes in 3 cases"]);
    assert_eq!(project.read(&file("four")), body("four", r#"{"id": 4}"#));
    assert!(is_settled(&project, "one") && is_settled(&project, "four"));
    terminal.press("R");
    terminal.wait_for(&["group 4 of 4", "rejected all additive: 1 change in 1 case"]);
    terminal.press("u");
    terminal.wait_for(&["group 3 of 4"]);
    terminal.press("u");
    terminal.wait_for(&["group 1 of 4", "0 accepted"]);
    assert_eq!(project.read(&file("four")), body("four", r#"{"id": 4, "name": "a"}"#));
    terminal.press("q");
    assert_eq!(terminal.end().code, 1);
}

#[test]
fn what_was_skipped_is_offered_at_the_end() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("s");
    terminal.wait_for(&["group 2 of 3"]);
    terminal.press("a");
    terminal.wait_for(&["group 3 of 3"]);
    terminal.press("a");
    terminal.wait_for(&["1 group is left."]);
    terminal.press("\r");
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("r");
    terminal.wait_for(&["Everything is decided.", "2 rejected"]);
    terminal.press("\r");
    assert_eq!(terminal.end().code, 0);
}

#[test]
fn the_list_of_groups_decides_and_leads_to_one() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("g");
    terminal.wait_for(&["3 groups", ">BREAKING", " NEW       a new snapshot of "]);
    terminal.press("j");
    terminal.wait_for(&[">ADDITIVE"]);
    terminal.press("r");
    terminal.wait_for(&[">NEW", "1 case  rejected"]);
    terminal.press("kk\r");
    terminal.wait_for(&["group 1 of 3", ">+   \"price\": \"5\""]);
    terminal.press("q");
    assert_eq!(terminal.end().code, 1);
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": 7}"#));
}

#[test]
fn a_filter_limits_what_is_shown_and_what_is_decided() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("/nowhere\r");
    terminal.wait_for(&["no group has \"nowhere\" in its path", "group 1 of 3"]);
    terminal.press("/mora\u{7f}e\r");
    terminal.wait_for(&["group 1 of 1 with \"more\"", "ADDITIVE"]);
    terminal.press("a");
    terminal.wait_for(&["Everything that passes", "1 accepted"]);
    terminal.press("/three\r");
    terminal.wait_for(&["group 1 of 1 with \"three\"", "NEW"]);
    terminal.press("u");
    // What is taken back is shown, whatever the filter says.
    terminal.wait_for(&["group 2 of 3", "taken back", "ADDITIVE"]);
    terminal.press("a");
    terminal.wait_for(&["group 3 of 3"]);
    terminal.press("q");
    assert_eq!(terminal.end().code, 1);
    let two = project.read(&file("two"));
    assert_eq!(two, body("two", r#"{"id": 2, "more": true, "price": 7}"#));
}

#[test]
fn a_file_that_changed_meanwhile_is_not_overwritten() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    let theirs = body("one", r#"{"id": 1, "price": 6}"#);
    project.write(&file("one"), &theirs);
    terminal.press("a");
    terminal.wait_for(&["CS0507", "was changed meanwhile"]);
    assert_eq!(project.read(&file("one")), theirs);
    terminal.press("q");
    assert_eq!(terminal.end().code, 1);
}

#[test]
fn what_is_taken_back_after_somebody_else_wrote_is_called_by_its_name() {
    let project = Project::items();
    plant(&project, "one", r#"{"x": 1, "y": 1}"#, r#"{"x": 2, "y": 2}"#);
    plant(&project, "two", r#"{"x": 1, "z": 1}"#, r#"{"x": 2, "z": 2}"#);
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("gjja");
    terminal.wait_for(&["accepted in 1 case: $.z"]);
    terminal.press("ka");
    terminal.wait_for(&["accepted in 1 case: $.y"]);
    project.write(&file("one"), &body("one", r#"{"x": 1, "y": 7}"#));
    terminal.press("ka");
    terminal.wait_for(&["CS0507"]);
    terminal.press("u");
    terminal.wait_for(&["taken back: accepted in 1 case: $.z"]);
    assert_eq!(project.read(&file("two")), body("two", r#"{"x": 1, "z": 1}"#));
    terminal.press("q");
    terminal.end();
}

#[test]
fn in_ci_nothing_is_written() {
    let mut project = three();
    project.set("CI", "true");
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("a");
    terminal.wait_for(&["never written in CI", "group 1 of 3", "4 open"]);
    terminal.press("q");
    assert_eq!(terminal.end().code, 1);
    assert!(!is_settled(&project, "one"));
}

const CASES: &str = r#"# What the items are.
api: items
operation: GET /items/{id}
cases:
  - name: one
    request: { path: { id: 1 } }
    expect: { snapshot: body } # as it is
  - name: two
    request: { path: { id: 2 } }
    expect: { snapshot: body }
"#;

fn with_stamps() -> Project {
    let project = Project::items().with("cases/a.yaml", CASES);
    plant(&project, "one", r#"{"id": 1, "at": "x1"}"#, r#"{"id": 1, "at": "x2"}"#);
    plant(&project, "two", r#"{"id": 2, "at": "y1"}"#, r#"{"id": 2, "at": "y2"}"#);
    project
}

#[test]
fn a_volatile_path_is_redacted_in_all_cases_of_the_file_after_a_question() {
    let project = with_stamps();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 2", "$.at: \"x1\" -> \"x2\""]);
    terminal.press("d");
    terminal.wait_for(&["$.at is redacted from now on", "write that?", "y yes  n no"]);
    terminal.press("n");
    terminal.wait_for(&["d redact"]);
    assert_eq!(project.read("cases/a.yaml"), CASES);
    terminal.press("d");
    terminal.wait_for(&["write that?"]);
    terminal.press("y");
    terminal.wait_for(&["Everything is decided."]);
    let cases = project.read("cases/a.yaml");
    assert_eq!(cases.matches("redact").count(), 2, "{cases}");
    assert!(cases.contains("# What the items are.") && cases.contains("# as it is"), "{cases}");
    assert!(project.read(&file("two")).contains("[at]"), "{}", project.read(&file("two")));
    terminal.press("u");
    terminal.wait_for(&["taken back", "group 1 of 2"]);
    assert_eq!(project.read("cases/a.yaml"), CASES);
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "at": "y1"}"#));
    terminal.press("q");
    assert_eq!(terminal.end().code, 1);
}

#[test]
fn only_the_case_that_is_shown_is_redacted_on_request() {
    let project = with_stamps();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 2"]);
    terminal.press("od");
    terminal.wait_for(&["$.at is redacted from now on", "group 1 of 1", "items/a::two"]);
    assert_eq!(project.read("cases/a.yaml").matches("redact").count(), 1);
    terminal.press("q");
    let left = terminal.end();
    assert_eq!(left.code, 1);
    assert!(left.screen.contains("cases/a.yaml:7: $.at is redacted from now on"), "{}", left.screen);
}
