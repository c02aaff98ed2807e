//! What the page shows, and what its readers do with it.

use serde_json::{Value, json};

use super::planted::{assert_alone, case, every_verdict, finding, names, page, record};
use crate::browser::{Browser, Page, Screen};
use crate::project::Project;

fn opened(cases: &[Value]) -> Option<(Browser, Project)> {
    let mut browser = Browser::start(Page::Report)?;
    let project = Project::empty();
    browser.open(&page(&project, &record(cases)));
    Some((browser, project))
}

#[test]
fn the_verdict_stands_first_and_failures_lead_the_list() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    assert_eq!(
        browser.text("#headline"),
        "2 of 8 cases do not hold on staging, 1 has no verdict, 1 more is a known failure"
    );
    assert_eq!(browser.text("#target"), "Requests went to https://api.example/.");
    assert_eq!(
        names(&mut browser),
        ["has a price", "has prices", "hears nothing", "wavers", "is tolerated", "is mended", "shows an item", "waits"]
    );
    let chips = browser.value("[...document.querySelectorAll('.chip')].map((chip) => chip.textContent)");
    let counts = ["2 failed", "1 errors", "1 flaky", "1 known", "1 fixed", "1 passed", "1 skipped"];
    assert_eq!(chips, json!(counts));
    let about = browser.text("#overview");
    for fact in ["ab12ab12ab12, 8 cases, 8 selected", "items ab12ab12ab12, items.yaml", "42", "countersign 0.1.0"] {
        assert!(about.contains(fact), "{fact} is not in {about}");
    }
    assert!(browser.value("document.title").as_str().is_some_and(|title| title.starts_with("2 of 8 cases")));
    browser.picture("report.png");
    assert_alone(&mut browser);
}

#[test]
fn cases_are_filtered_by_what_they_are_and_by_words() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    browser.click("[data-verdict='flaky']");
    assert_eq!(names(&mut browser), ["wavers"]);
    browser.click("[data-verdict='failed']");
    assert_eq!(names(&mut browser), ["has a price", "has prices", "wavers"]);
    browser.value(
        "(() => { const pick = document.getElementById('pick-tag'); pick.value = 'lists'; \
         pick.dispatchEvent(new Event('change')); })()",
    );
    assert_eq!(names(&mut browser), ["has prices", "wavers"]);
    assert_eq!(browser.text("#shown"), "2 of 8 cases");
    browser.click("#clear");
    assert_eq!(names(&mut browser).len(), 8);
    for (words, found) in [
        ("connection refused", vec!["hears nothing"]),
        ("API.EXAMPLE/lists wavers", vec!["wavers"]),
        ("cs0310 items::", vec!["has a price", "is tolerated"]),
        ("deletes", vec!["waits"]),
        ("nowhere to be found", vec![]),
    ] {
        browser.press("/");
        browser.write(words);
        browser.until(&format!("new URLSearchParams(location.hash.slice(1)).get('q') === {}", json!(words)));
        assert_eq!(names(&mut browser), found, "{words}");
        browser.press("Escape");
        assert_eq!(names(&mut browser).len(), 8, "what was searched is taken back");
        browser.press("Escape");
    }
    assert_alone(&mut browser);
}

#[test]
fn what_several_cases_share_is_told_once_and_leads_to_them() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    let causes = browser.text(".causes");
    assert!(causes.starts_with("3\nCS0310 expected number, found string in body /price, items.yaml:40:9"), "{causes}");
    browser.click(".cause");
    assert_eq!(names(&mut browser), ["has a price", "has prices", "is tolerated"]);
    browser.click(".token");
    assert_eq!(names(&mut browser).len(), 8);
}

#[test]
fn a_case_tells_everything_when_it_is_opened() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    assert_eq!(browser.number("#case *"), 0, "nothing is there before");
    browser.click(".row");
    let case = browser.text("#case");
    for text in [
        "has a price",
        "items::has a price",
        "cases/items.yaml:7:5",
        "countersign run --exact 'items::has a price' --env staging --seed 42",
        "CS0310",
        "body /price",
        "string \"5\"",
        "items.yaml:40:9",
        "ask for a number",
        "status",
        "schema (1)",
        "https://api.example/items/has a price?page=1",
        "«secret:KEY»",
        "curl -sS -H 'accept: application/json' -H \"x-key: $KEY\"",
    ] {
        assert!(case.contains(text), "{text} is not in {case}");
    }
    assert_eq!(browser.number(".response .line"), 5, "the body has its lines");
    assert!(browser.all(".response .marked").contains("\"price\": \"5\""), "{}", browser.all(".response .marked"));
    browser.click(".response [data-how='raw']");
    assert_eq!(browser.all(".response .raw"), r#"{"id": 1, "price": "5", "tags": []}"#);
    browser.picture("report-case.png");

    for (verdict, told) in [
        ("known-failure", vec!["Known failure", "prices are strings until 2.0", "team-items", "2027-01-31", "ITEMS-9"]),
        ("flaky", vec!["2 attempts", "attempt 1 failed", "CS0301", "attempt 2 passed"]),
        ("error", vec!["no answer", "connection refused; broke off at connect"]),
        ("skipped", vec!["only on mock: it deletes"]),
        ("fixed", vec!["A known failure is gone", "Remove the declaration"]),
    ] {
        browser.click(&format!(".row.{verdict}"));
        let case = browser.text("#case");
        assert!(told.iter().all(|text| case.contains(text)), "{told:?} are not in {case}");
    }
    assert_alone(&mut browser);
}

#[test]
fn the_steps_of_a_scenario_stand_beneath_each_other_on_the_clock() {
    let mut scenario = case("items", "comes and goes", "failed", "[]", &[finding("CS0310", "wrong", "")]);
    let mut first = scenario["steps"][0].clone();
    first["id"] = "write".into();
    first["checks"] = json!([{ "kind": "status" }]);
    let mut cleanup = first.clone();
    cleanup["id"] = "gone".into();
    cleanup["role"] = "cleanup".into();
    cleanup["exchange"]["started_us"] = 40_000.into();
    scenario["steps"] = json!([first, scenario["steps"][0], cleanup]);
    let Some((mut browser, _project)) = opened(&[scenario]) else { return };
    browser.click(".row");
    assert_eq!(browser.text(".waterfall h3"), "3 exchanges in 51 ms");
    assert_eq!(browser.number(".step"), 3);
    assert_eq!(
        browser.value("[...document.querySelectorAll('.step')].map((step) => step.open)"),
        json!([false, true, false])
    );
    assert!(browser.text("#step-2").contains("cleanup, step gone"));
    assert_eq!(browser.number("#step-0 .half"), 0, "what is closed is not there yet");
    browser.click("#step-0 summary");
    browser.until("document.querySelectorAll('#step-0 .half').length === 2");
}

#[test]
fn a_body_keeps_its_digits_its_keys_and_its_order() {
    let body = r#"{"big":12345678901234567890.10,"a":1,"a":2,"e":1e400,"nested":{"list":[],"deep":[[1,{"x":null}]]}}"#;
    let Some((mut browser, _project)) =
        opened(&[case("items", "exact", "failed", body, &[finding("CS0310", "no", "/nested/deep/0/1/x")])])
    else {
        return;
    };
    browser.click(".row");
    let lines = browser.value("[...document.querySelectorAll('.response .code-line')].map((line) => line.firstChild.data + [...line.childNodes].slice(1).filter((one) => !one.classList?.contains('note')).map((one) => one.textContent).join(''))");
    let lines: Vec<&str> = lines.as_array().expect("lines").iter().filter_map(Value::as_str).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {
      "big": 12345678901234567890.10,
      "a": 1,
      "a": 2,
      "e": 1e400,
      "nested": {
        "list": [],
        "deep": [
          [
            1,
            {
              "x": null
            }
          ]
        ]
      }
    }
    "#);
    assert!(browser.all(".response .marked").contains("\"x\": null"));
}

#[test]
fn the_keys_alone_are_enough() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    let name = |browser: &mut Browser| browser.text("#case-name");
    browser.press("j");
    browser.press("j");
    assert_eq!(browser.number("#case *"), 0, "moving opens nothing");
    browser.press("Enter");
    browser.settle();
    assert_eq!(name(&mut browser), "has prices");
    browser.press("j");
    assert_eq!(name(&mut browser), "hears nothing", "what is open follows");
    browser.press("k");
    browser.press("k");
    assert_eq!(name(&mut browser), "has a price");
    browser.press("n");
    assert_eq!(name(&mut browser), "has prices", "the next that does not hold");
    browser.press("Escape");
    assert_eq!(browser.number("#case *"), 0);
    assert_eq!(browser.value("document.activeElement.id"), json!("list"), "the keys go on from the list");
    browser.press("End");
    browser.press("Enter");
    browser.settle();
    assert_eq!(name(&mut browser), "waits");
    browser.press("?");
    assert_eq!(browser.value("document.getElementById('help').open"), json!(true));
    browser.press("Escape");
    browser.press("2");
    assert_eq!(browser.value("document.body.dataset.view"), json!("timing"));
    browser.press("1");
    assert_eq!(name(&mut browser), "waits", "it is still open");
}

#[test]
fn a_link_leads_to_the_case_and_to_what_is_filtered() {
    let Some((mut browser, project)) = opened(&every_verdict()) else { return };
    browser.click(".row.flaky");
    browser.click("[data-verdict='flaky']");
    let link = browser.value("location.href").as_str().expect("an address").to_owned();
    assert!(link.ends_with("#case=lists%3A%3Awavers&verdict=flaky"), "{link}");
    browser.open(&link);
    assert_eq!((browser.text("#case-name"), names(&mut browser)), ("wavers".to_owned(), vec!["wavers".to_owned()]));
    let page = super::planted::address(&project);
    browser.open(&format!("{page}#case=no%3A%3Asuch"));
    assert!(browser.text("#notice").contains("There is no case no::such in this report."));
    browser.open(&format!("{page}#view=timing"));
    assert_eq!(browser.value("document.getElementById('timing-view').hidden"), json!(false));
}

#[test]
fn going_back_closes_what_was_opened() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    browser.click(".row.failed");
    browser.click(".row.flaky");
    browser.value("history.back()");
    browser.until("document.getElementById('case-name')?.textContent === 'has a price'");
    browser.value("history.back()");
    browser.until("document.getElementById('case').hidden");
    assert_alone(&mut browser);
}

#[test]
fn times_are_told_for_the_run_and_for_every_operation() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    browser.click("[data-to='timing']");
    let timing = browser.text("#timing-view");
    assert!(timing.contains("7 cases in 15 ms, at most about 7 at once"), "{timing}");
    assert_eq!(browser.number(".lane .bar"), 7, "each case has a bar");
    let operations = browser.text("#timing-view tbody tr");
    assert_eq!(
        operations.split_whitespace().collect::<Vec<_>>().join(" "),
        "GET /items/{id} 4 13 ms 13 ms 13 ms 50 ms"
    );
    browser.click("#timing-view tbody .link");
    assert_eq!(names(&mut browser), ["has a price", "is tolerated", "is mended", "shows an item"]);
    browser.click("[data-to='timing']");
    browser.click(".lane .bar.failed");
    assert_eq!(browser.text("#case-name"), "has a price");
    browser.click("[data-to='timing']");
    browser.picture("report-timing.png");
    assert_alone(&mut browser);
}

#[test]
fn a_report_of_an_incomplete_run_says_so_above_all() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    let whole = record(&every_verdict());
    let lines: Vec<&str> = whole.lines().collect();
    browser.open(&page(&project, &(lines[..4].join("\n") + "\n{\"case\":{\"id\":\"items::c")));
    assert!(browser.text("#headline").starts_with("Incomplete "), "{}", browser.text("#headline"));
    assert_eq!(browser.value("document.body.dataset.state"), json!("unsure"), "nothing of it is green");
    let gaps = browser.text("#gaps");
    assert!(gaps.starts_with("This is not all there should be."), "{gaps}");
    assert!(browser.value("document.title").as_str().is_some_and(|title| title.starts_with("Incomplete: ")));
    browser.picture("report-incomplete.png");
    assert_alone(&mut browser);
}

#[test]
fn a_page_that_was_cut_does_not_pass_for_a_report() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    let url = page(&project, &record(&every_verdict()));
    let whole = project.read("page.html");
    for cut in [whole.find("id=\"head\"").expect("a head"), whole.find("id=\"rows\"").expect("rows") + 200] {
        project.write("page.html", &whole[..cut]);
        browser.open(&url);
        assert_eq!(browser.text("#headline"), "This report cannot be read");
        assert!(browser.text("#notice").contains("its end is missing"), "{}", browser.text("#notice"));
    }
}

#[test]
fn no_case_at_all_is_no_good_news() {
    let Some((mut browser, _project)) = opened(&[]) else { return };
    assert!(browser.text("#headline").contains("No case was run on staging"), "{}", browser.text("#headline"));
    assert_eq!(browser.value("document.body.dataset.state"), json!("unsure"));
    assert_eq!(browser.text("#spacer"), "No case was run.");
    browser.press("j");
    browser.press("Enter");
    browser.press("n");
    browser.press("2");
    assert_alone(&mut browser);
}

#[test]
fn thousands_of_cases_make_few_elements_and_are_all_reached() {
    let cases: Vec<Value> = (0..3000).map(|n| case("items", &format!("case {n:05}"), "passed", "{}", &[])).collect();
    let Some((mut browser, _project)) = opened(&cases) else { return };
    assert!(browser.number("#page *") < 900, "{}", browser.number("#page *"));
    assert_eq!(browser.text("#headline"), "All 3000 cases hold on staging");
    browser.value("document.getElementById('list').focus()");
    browser.press("End");
    browser.press("Enter");
    browser.settle();
    assert_eq!(browser.text("#case-name"), "case 02999");
    assert!(names(&mut browser).contains(&"case 02999".to_owned()), "the list has followed");
    browser.press("Escape");
    browser.press("Home");
    browser.press("Enter");
    browser.settle();
    assert_eq!(browser.text("#case-name"), "case 00000");
    browser.click("[data-to='timing']");
    assert_eq!(browser.number(".lane"), 0, "so many are added up");
    assert!(browser.number("#timing-view *") < 900);
}

#[test]
fn on_paper_stands_what_does_not_hold() {
    let Some((mut browser, _project)) = opened(&every_verdict()) else { return };
    browser.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    browser.value("void dispatchEvent(new Event('beforeprint'))");
    let paper = browser.text("body");
    for text in ["2 of 8 cases do not hold", "What is wrong", "has prices", "hears nothing", "connection refused"] {
        assert!(paper.contains(text), "{text} is not on {paper}");
    }
    assert!(!paper.contains("shows an item"), "what holds needs no paper");
    browser.screen(Screen::Desk);
}
