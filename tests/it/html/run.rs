//! The page that a run itself leaves.

use serde_json::json;

use super::planted::{address, assert_alone, names};
use crate::browser::{Browser, Page};
use crate::project::Project;
use crate::server::{Answer, Server};

const CASES: &str = "\
api: items
operation: GET /items/{id}
source: Items, showing one
cases:
  - name: shows the item
    request: { path: { id: 1 } }
  - name: has a price
    request: { path: { id: 2 } }
    expect: { body: { at: { $.price: { min: 5 } } } }
  - name: is not there
    request: { path: { id: 3 } }
    expect: { status: 404 }
  - name: keeps its shape
    request: { path: { id: 4 } }
    expect: { snapshot: body }
";

#[test]
fn a_run_leaves_a_page_with_all_that_it_saw() {
    let server = Server::start();
    let mut project = Project::items().with("cases/a.yaml", CASES);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a-key-of-items");
    server.on("GET /items/1", [Answer::item(1)]);
    server.on("GET /items/2", [Answer::json(r#"{"id": 2, "name": "Chair", "price": 3}"#)]);
    server.on("GET /items/3", [Answer::item(3)]);
    let changed = Answer::json(r#"{"id": 4, "name": "Table", "price": 10.50}"#);
    server.on("GET /items/4", [Answer::item(4), changed]);
    project.run(&["run", "--env", "staging", "--update-snapshots", "new", "keeps-its-shape"]);
    let ran = project.run(&["run", "--env", "staging", "--html", "page.html"]);
    assert_eq!(ran.code, 1, "{}", ran.all());

    let Some(mut browser) = Browser::start(Page::Report) else { return };
    browser.open(&address(&project));
    assert_eq!(browser.text("#headline"), "3 of 4 cases do not hold on staging");
    assert_eq!(names(&mut browser), ["has a price", "is not there", "keeps its shape", "shows the item"]);
    browser.click(".row");
    let case = browser.text("#case");
    assert!(case.contains("Items, showing one") && case.contains("cases/a.yaml:7:"), "{case}");
    assert!(browser.all(".response .marked").contains("\"price\": 3"), "{}", browser.all(".response .marked"));
    assert!(browser.all(".curl").contains("x-key: $ITEMS_KEY"), "{}", browser.all(".curl"));
    browser.press("j");
    browser.press("j");
    browser.settle();
    let pair = browser.value("[...document.querySelectorAll('.finding .pair')].map((one) => one.textContent)");
    assert_eq!(pair, json!(["reviewed\u{2212}\"Chair\"", "answered+\"Table\""]));
    browser.picture("report-snapshot.png");
    browser.click("[data-to='coverage']");
    let cells = browser
        .value("[...document.querySelectorAll('.operations li:first-child .cell')].map((cell) => cell.textContent)");
    assert_eq!(cells, json!(["conformed: 200 json", "untested: 401 no body", "untested: 404 no body"]));
    browser.click(".cell");
    assert!(
        browser.text(".covered").contains("Covered by 1 case\nitems/a::shows-the-item"),
        "{}",
        browser.text(".covered")
    );
    browser.picture("report-coverage.png");
    assert!(!project.read("page.html").contains("a-key-of-items"));
    assert!(!browser.value("document.documentElement.textContent").to_string().contains("a-key-of-items"));
    assert_alone(&mut browser);
}
