//! The page as one file, in a real browser, and what comes of the decisions that it exports.

use serde_json::{Value, json};

use super::planted::{body, file, three};
use super::seen::{HOSTILE, hostile, many, sha256, volatile};
use crate::browser::{Browser, Page};
use crate::project::{Project, repository};

/// Writes the page, and returns its address.
fn page(project: &Project) -> String {
    let ran = project.run(&["review", "--html", "page.html"]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    format!("file://{}", project.path("page.html").display())
}

fn export(browser: &mut Browser) -> String {
    browser.download("decisions.json", |browser| browser.click("#export"))
}

/// The page asked for nothing but itself, and made no mistake.
fn assert_alone(browser: &mut Browser) {
    let requested = browser.requested();
    let is_own = |url: &String| ["file://", "data:", "blob:", "about:"].iter().any(|own| url.starts_with(own));
    assert!(requested.iter().all(is_own), "asked for elsewhere: {requested:?}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn decisions_are_exported_and_applied() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    browser.open(&page(&project));
    assert_eq!(browser.value("document.getElementById('export').disabled"), json!(true));
    browser.press("a");
    browser.press("r");
    assert_eq!(browser.text("#progress-words"), "3 of 4 decided");
    browser.picture("alone.png");
    let exported = export(&mut browser);
    let decisions: Value = serde_json::from_str(&exported).expect("JSON");
    let schema = std::fs::read_to_string(repository().join("schemas/countersign/decisions.schema.json"));
    let schema: Value = serde_json::from_str(&schema.expect("a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&decisions).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let own = decisions["decisions"].as_array().expect("a list");
    assert_eq!(own.len(), 2, "nothing is said about what is open");
    let (old, new) = (body("two", r#"{"id": 2, "price": 7}"#), body("two", r#"{"id": 2, "more": true, "price": "7"}"#));
    let two = own.iter().find(|one| one["snapshot"] == file("two")).expect("the snapshot");
    assert_eq!(
        (&two["base"], &two["proposed"], &two["text"]),
        (&json!(sha256(&old)), &json!(sha256(&new)), &json!(new))
    );
    assert_eq!((two["accept"].as_array().map(Vec::len), two["reject"].as_array().map(Vec::len)), (Some(1), Some(1)));
    assert_alone(&mut browser);

    project.write("decisions.json", &exported);
    let ran = project.run(&["review", "--from", "decisions.json"]);
    assert!(ran.stdout.contains("accepted 2 changes in 2 snapshots"), "{}", ran.all());
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));
    assert!(project.path(&format!("{}.new", file("three"))).exists(), "what was open is still pending");
}

#[test]
fn decisions_are_kept_in_the_browser_until_they_are_exported() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let url = page(&project);
    browser.open(&url);
    browser.press("a");
    browser.press("d");
    browser.open(&url);
    assert_eq!(browser.text("#progress-words"), "3 of 4 decided");
    assert!(browser.text("#groups").contains("redacted"), "{}", browser.text("#groups"));
    let decisions: Value = serde_json::from_str(&export(&mut browser)).expect("JSON");
    let own = decisions["decisions"].as_array().expect("a list");
    let two = own.iter().find(|one| one["snapshot"] == file("two")).expect("the snapshot");
    assert_eq!((&two["redact"], &two["alias"], &two["reject"]), (&json!(["$.more"]), &json!([]), &json!([])));
    browser.press("a");
    assert_eq!(browser.text("#empty-title"), "Everything is decided");
    browser.press("u");
    assert_eq!(browser.text("#progress-words"), "3 of 4 decided");
}

#[test]
fn a_redaction_is_exported_and_applied() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let (project, _server) = volatile();
    browser.open(&page(&project));
    browser.press("d");
    assert_eq!(browser.text("#empty-title"), "Everything is decided");
    let exported = browser.download("decisions.json", |browser| browser.click("#empty .button"));
    project.write("decisions.json", &exported);
    let ran = project.run(&["review", "--from", "decisions.json"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(project.read("cases/a.yaml").matches("[hash]").count(), 2);
    assert_eq!(project.run(&["run", "--env", "staging"]).code, 0, "it asks no more");
}

#[test]
fn what_a_server_said_stays_text_in_the_file_too() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = hostile();
    browser.open(&page(&project));
    for _ in 0..12 {
        assert_eq!(browser.value("typeof hacked"), json!("undefined"));
        assert_eq!(browser.number("img, iframe, #change script, #list script"), 0);
        browser.press("j");
    }
    browser.press("Home");
    let shown = browser.all("#difference") + &browser.all("#exchange");
    for text in &HOSTILE[..4] {
        assert!(shown.contains(text), "{text} is not shown in {shown}");
    }
    let exported: Value = {
        browser.press("A");
        serde_json::from_str(&export(&mut browser)).expect("JSON")
    };
    let text = exported["decisions"][0]["text"].as_str().expect("a text");
    assert_eq!(sha256(text), exported["decisions"][0]["proposed"], "not a character is another");
    assert_alone(&mut browser);
}

#[test]
fn a_thousand_changes_are_one_file_of_a_usable_size() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = many(1000);
    browser.open(&page(&project));
    let size = std::fs::metadata(project.path("page.html")).expect("the page").len();
    assert!(size < 8_000_000, "{size} bytes");
    assert_eq!(browser.text("#progress-words"), "0 of 1,500 decided");
    assert!(browser.number("body *:not(script)") < 1500);
    browser.press("a");
    browser.press("End");
    browser.press("r");
    let decisions: Value = serde_json::from_str(&export(&mut browser)).expect("JSON");
    assert_eq!(decisions["decisions"].as_array().map(Vec::len), Some(501));
    assert_alone(&mut browser);
}

#[test]
fn nothing_pending_is_a_page_too() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = Project::items();
    let ran = project.run(&["review", "--html", "page.html"]);
    assert_eq!((ran.code, ran.stdout.starts_with("wrote page.html: 0 snapshots")), (0, true), "{}", ran.all());
    browser.open(&format!("file://{}", project.path("page.html").display()));
    assert_eq!(browser.text("#empty-title"), "No snapshot waits for its review");
    assert_alone(&mut browser);
}

#[test]
fn a_page_that_cannot_be_written_is_told() {
    let project = three();
    let ran = project.run(&["review", "--html", "nowhere/page.html"]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stderr
error: cannot write nowhere/page.html: No such file or directory (os error 2)
"#);
}

#[test]
fn every_line_is_the_one_of_its_row_however_the_file_is_laid_out() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = Project::items();
    let text = |status: u16, contents: &str| {
        format!("---\ninfo:\n  kind: body\n  content: json\n  status: {status}\n---\n{contents}\n")
    };
    project.write(&file("one"), &text(200, r#"{"a": 1, "same": true}"#));
    project.write(&format!("{}.new", file("one")), &text(201, r#"{"a": 2, "same": true}"#));
    browser.open(&page(&project));
    browser.until("document.querySelector('#difference').textContent !== ''");
    let shown = browser.all("#difference");
    for line in ["status: 200", "status: 201", "\"a\": 1", "\"a\": 2", "\"same\": true"] {
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
    assert!(!shown.contains("---") && !shown.contains("kind"), "{shown}");
}
