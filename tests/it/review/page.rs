//! The page as it is served, in a real browser.

use serde_json::json;

use super::planted::{body, file, plant, three};
use super::seen::{HOSTILE, hostile, many, plant_seen, volatile};
use super::serving::Serving;
use crate::browser::{Browser, Page, Screen};
use crate::project::Project;

fn is_pending(project: &Project, case: &str) -> bool {
    project.path(&format!("{}.new", file(case))).exists()
}

/// Everything came from the page's own server, and the page made no mistake.
fn assert_clean(browser: &mut Browser, serving: &Serving<'_>) {
    let own = format!("http://{}/", serving.host);
    let foreign: Vec<String> = browser.requested().into_iter().filter(|url| !is_own(url, &own)).collect();
    assert!(foreign.is_empty(), "asked for elsewhere: {foreign:?}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

fn is_own(url: &str, own: &str) -> bool {
    url.starts_with(own) || url.starts_with("data:") || url == "about:blank"
}

#[test]
fn a_group_is_accepted_and_another_rejected_and_all_taken_back_with_the_mouse() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    assert_eq!(browser.value("location.href"), json!(format!("http://{}/", serving.host)), "the key is not kept there");
    assert_eq!(browser.number(".group"), 3);
    assert_eq!(browser.text("#change-path"), "$.price");
    assert!(browser.text("#change-words").contains("integer \u{2192} string"));
    browser.picture("three.png");

    browser.click("#accept");
    assert!(browser.text("#said").starts_with("Accepted $.price in 2 cases."), "{}", browser.text("#said"));
    assert_eq!(browser.text("#progress-words"), "2 of 4 decided");
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));
    assert!(!is_pending(&project, "one") && is_pending(&project, "two"));

    assert_eq!(browser.text("#change-path"), "$.more", "it goes on to the next");
    browser.click("#reject");
    assert!(!is_pending(&project, "two"));
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));

    browser.click("#accept");
    assert_eq!(project.read(&file("three")), body("three", r#"{"id": 3}"#));
    assert_eq!(browser.text("#empty-title"), "Everything is decided");

    for left in ["3 of 4 decided", "2 of 4 decided", "0 of 4 decided"] {
        browser.click("#undo");
        assert_eq!(browser.text("#progress-words"), left);
    }
    assert!(["one", "two", "three"].iter().all(|case| is_pending(&project, case)));
    assert!(!project.path(&file("three")).exists());
    assert!(browser.value("document.getElementById('undo').disabled") == true);
    assert_clean(&mut browser, &serving);
    assert_eq!(serving.stop("-INT").code, 1);
}

#[test]
fn everything_can_be_done_with_keys() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    let path = |browser: &mut Browser| browser.text("#change-path");
    for (key, expected) in
        [("j", "$.more"), ("j", "$"), ("j", "$"), ("k", "$.more"), ("ArrowDown", "$"), ("Home", "$.price")]
    {
        browser.press(key);
        assert_eq!(path(&mut browser), expected, "after {key}");
    }
    for (key, expected) in
        [("n", "2 of 2"), ("n", "2 of 2"), ("p", "1 of 2"), ("ArrowRight", "2 of 2"), ("p", "1 of 2")]
    {
        browser.press(key);
        assert_eq!(browser.text("#case-of"), expected, "after {key}");
    }
    for view in ["side", "tree", "unified"] {
        browser.press("v");
        assert!(browser.all("#difference").contains("\"5\""), "{view}: {}", browser.all("#difference"));
        assert_eq!(browser.number(&format!("#difference.{view}")), 1);
    }
    browser.press("i");
    assert_eq!(browser.value("document.getElementById('exchange').hidden"), json!(true));
    browser.press("i");
    browser.press("?");
    assert_eq!(browser.value("document.getElementById('keys').open"), json!(true));
    browser.press("a");
    assert_eq!(browser.text("#progress-words"), "0 of 4 decided", "while the keys are explained they do nothing");
    browser.press("Escape");
    browser.until("!document.getElementById('keys').open");

    browser.press("o");
    assert_eq!(browser.value("document.getElementById('only').ariaPressed"), json!("true"));
    browser.press("a");
    assert!(!is_pending(&project, "one") && is_pending(&project, "two"), "this case only");
    assert_eq!(browser.text("#change-path"), "$.price");
    browser.press("r");
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": 7}"#));
    assert_eq!(path(&mut browser), "$.more");
    browser.press("s");
    assert_eq!(path(&mut browser), "$");
    browser.press("A");
    assert_eq!(project.read(&file("three")), body("three", r#"{"id": 3}"#));
    assert_eq!(path(&mut browser), "$.more");
    browser.press("u");
    assert!(is_pending(&project, "three"));
    browser.press("/");
    browser.write("more");
    browser.settle();
    assert_eq!(browser.number(".group"), 1);
    browser.press("a");
    assert_eq!(browser.text("#progress-words"), "2 of 4 decided", "keys are letters where somebody writes");
    browser.press("Escape");
    assert_eq!(browser.number(".group"), 3);
    assert_clean(&mut browser, &serving);
}

#[test]
fn the_focus_stays_on_the_page_when_what_had_it_is_gone() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    let has = |browser: &mut Browser| browser.value("document.activeElement.id");
    let press_on = |browser: &mut Browser, selector: &str| {
        browser.value(&format!("document.querySelector({}).focus()", json!(selector)));
        browser.press("Enter");
    };
    browser.press("a");
    press_on(&mut browser, "#undo");
    assert!(browser.value("document.getElementById('undo').disabled") == true);
    assert_eq!(has(&mut browser), "groups", "there is nothing more to undo");
    browser.press("j");
    press_on(&mut browser, ".goto");
    assert_eq!(has(&mut browser), "main", "the mark that led here is not a mark any more");
    for _ in 0..3 {
        press_on(&mut browser, "#accept");
    }
    assert_eq!(browser.text("#empty-title"), "Everything is decided");
    assert_ne!(browser.value("document.activeElement.tagName"), "BODY");
}

#[test]
fn all_of_a_class_is_rejected_by_mouse_and_what_is_decided_about_stays_in_sight() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    assert_eq!(browser.value("document.getElementById('reminder').hidden"), json!(true));
    browser.value("void (document.getElementById('difference').style.minHeight = '3000px')");
    browser.value("void document.getElementById('main').scrollTo(0, 1500)");
    browser.until("!document.getElementById('reminder').hidden");
    assert_eq!(browser.text("#reminder"), "$.price");
    browser.click("#reject-class");
    assert!(
        browser.text("#said").starts_with("Rejected all that is breaking: 2 changes."),
        "{}",
        browser.text("#said")
    );
    assert!(!is_pending(&project, "one"));
    assert_clean(&mut browser, &serving);
}

#[test]
fn who_comes_back_to_the_page_sees_what_a_run_has_left_meanwhile() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    plant(&project, "late", r#"{"id": 1}"#, r#"{"id": null}"#);
    browser.value("document.dispatchEvent(new Event('visibilitychange'))");
    browser.until("document.querySelectorAll('.group').length === 4");
    assert_eq!(browser.text("#change-path"), "$.price", "what was looked at stays");
    assert_eq!(browser.text("#said"), "What is pending has changed meanwhile.");
    browser.value("document.dispatchEvent(new Event('visibilitychange'))");
    browser.press("a");
    assert!(browser.text("#said").starts_with("Accepted $.price in 2 cases."), "{}", browser.text("#said"));
    browser.press("u");
    assert_clean(&mut browser, &serving);
}

#[test]
fn single_keys_can_be_switched_off() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    browser.press("?");
    browser.click("#keys-on");
    browser.press("Escape");
    browser.press("a");
    browser.press("j");
    assert_eq!(
        (browser.text("#progress-words"), browser.text("#change-path")),
        ("0 of 4 decided".into(), "$.price".into())
    );
    browser.press("ArrowDown");
    assert_eq!(browser.text("#change-path"), "$.more", "the list is still a list");
}

#[test]
fn what_changed_meanwhile_is_said_shown_and_not_written() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    plant(&project, "one", r#"{"id": 1, "price": 5}"#, r#"{"id": 1, "price": 5, "late": 1}"#);
    browser.press("a");
    assert!(browser.text("#notice").contains("was changed meanwhile"), "{}", browser.text("#notice"));
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": 5}"#));
    assert_eq!(project.read(&format!("{}.new", file("one"))), body("one", r#"{"id": 1, "price": 5, "late": 1}"#));
    assert!(browser.text("#groups").contains(".late"), "what is there now is shown: {}", browser.text("#groups"));
    browser.picture("stale.png");
    browser.press("a");
    assert!(browser.value("document.getElementById('notice').hidden") == true, "it is looked at again, and goes on");
    assert!(browser.text("#said").starts_with("Accepted "));
}

#[test]
fn what_must_not_be_written_is_said_on_the_page() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let mut project = three();
    project.set("CI", "true");
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    browser.press("a");
    assert!(browser.text("#notice").contains("never written in CI"), "{}", browser.text("#notice"));
    assert_eq!(browser.text("#progress-words"), "0 of 4 decided");
    assert!(is_pending(&project, "one"));
}

#[test]
fn without_the_key_or_the_server_the_page_says_what_to_do() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    let serving = Serving::start(&project);
    browser.open(&format!("http://{}/", serving.host));
    assert!(browser.text("#notice").contains("Open the address that"), "{}", browser.text("#notice"));
    browser.open(&serving.url);
    assert_eq!(browser.number(".group"), 3);
    browser.call("Page.reload", json!({}));
    browser.until("document.querySelectorAll('.group').length === 3");
    let ran = serving.stop("-INT");
    assert_eq!(ran.code, 1, "{}", ran.all());
    browser.press("a");
    assert!(browser.text("#notice").contains("does not answer"), "{}", browser.text("#notice"));
}

#[test]
fn the_list_is_filtered_by_class_api_case_and_path() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = three();
    plant(&project, "four", r#"{"a": 1}"#, r#"{"a": 2}"#);
    let other = body("x", r#"{"id": 1, "price": 5}"#).replace("items/a::x", "other/b::x");
    project.write("snapshots/other/b/x.snap", &other);
    project.write("snapshots/other/b/x.snap.new", &other.replace(": 5", ": null"));
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    let shown = |browser: &mut Browser| {
        let paths = browser.value("[...document.querySelectorAll('.group .where')].map((one) => one.textContent)");
        paths.as_array().expect("a list").iter().map(|one| one.as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&mut browser), ["$.price", "$.price", "$.more", "$.a", "$"]);
    browser.click(".chip.breaking");
    assert_eq!(shown(&mut browser), ["$.price", "$.price"]);
    browser.click(".chip.value");
    assert_eq!(shown(&mut browser), ["$.price", "$.price", "$.a"]);
    browser.click(".chip.breaking");
    browser.click(".chip.value");
    let choose = |browser: &mut Browser, api: &str| {
        browser.value(&format!("(() => {{ const api = document.getElementById('api'); api.value = '{api}'; api.dispatchEvent(new Event('change')); }})()"));
        browser.settle();
    };
    choose(&mut browser, "other");
    assert_eq!(shown(&mut browser), ["$.price"]);
    choose(&mut browser, "");
    browser.press("/");
    browser.write("::TWO");
    browser.settle();
    assert_eq!(shown(&mut browser), ["$.price", "$.more"]);
    assert_eq!(browser.text("#change-count"), "in 1 case", "only what passes the filter is decided");
    browser.press("Enter");
    browser.press("a");
    assert!(is_pending(&project, "one"), "the other case did not pass");
    assert_eq!(project.read(&file("two")), body("two", r#"{"id": 2, "price": "7"}"#));
    browser.press("/");
    browser.press("Escape");
    browser.write("nothing like it");
    browser.until("!document.getElementById('empty').hidden");
    assert_eq!(browser.text("#empty-title"), "Nothing passes the filter");
}

#[test]
fn a_thousand_changes_are_there_at_once_and_only_what_is_seen_is_drawn() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = many(1000);
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    assert_eq!(browser.text("#progress-words"), "0 of 1,500 decided");
    assert!(browser.text("#shown").starts_with("1,001 groups in 1,000 cases"), "{}", browser.text("#shown"));
    let elements = browser.number("*");
    assert!(elements < 1500, "{elements} elements");
    assert!(browser.number(".group") < 40);
    browser.picture("many.png");
    browser.press("End");
    assert_eq!(browser.text("#change-path"), "$.own_00999");
    let is_seen = "(() => { const box = document.querySelector('.group[aria-selected=true]').getBoundingClientRect(); \
                   return box.top >= 0 && box.bottom <= innerHeight + 1; })()";
    assert_eq!(browser.value(is_seen), json!(true));
    browser.press("Home");
    assert_eq!(browser.text("#change-count"), "in 500 cases");
    browser.press("a");
    assert_eq!(browser.text("#progress-words"), "500 of 1,500 decided");
    assert!(project.read(&file("case-00998")).contains("\"price\": \"5\""));
    browser.press("u");
    assert_eq!(browser.text("#progress-words"), "0 of 1,500 decided");
    assert!(project.read(&file("case-00998")).contains("\"price\": 5,"));
    assert!(browser.number("*") < 1500);
    assert_clean(&mut browser, &serving);
}

#[test]
fn what_a_server_said_stays_text() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = hostile();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    let groups = browser.value("document.querySelectorAll('.group').length").as_u64().expect("a number");
    assert!(groups > 5, "{groups}");
    for _ in 0..groups {
        for _ in 0..3 {
            assert_eq!(browser.value("typeof hacked"), json!("undefined"));
            assert_eq!(browser.number("img, iframe, #change script, #list script"), 0);
            browser.press("v");
        }
        browser.press("j");
    }
    browser.press("Home");
    let shown = browser.all("#difference") + &browser.all("#exchange");
    for text in [HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[3], "\\u202ehidden"] {
        assert!(shown.contains(text), "{text} is not shown in {shown}");
    }
    browser.picture("hostile.png");
    assert_clean(&mut browser, &serving);
}

#[test]
fn a_path_is_redacted_in_the_case_file_and_back() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let (project, _server) = volatile();
    let before = project.read("cases/a.yaml");
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    assert_eq!(browser.number(".group"), 2, "each case has a hash of its own");
    assert_eq!(browser.text("#change-path"), "$.hash");
    browser.press("d");
    assert!(
        browser.text("#said").contains("cases/a.yaml:8: $.hash is redacted from now on"),
        "{}",
        browser.text("#said")
    );
    let after = project.read("cases/a.yaml");
    assert_eq!(after.matches("[hash]").count(), 2, "one key takes care of both: {after}");
    assert!(after.starts_with("# what is asked every night\n") && after.contains("# the first"), "{after}");
    assert!(project.read("snapshots/items/a/one.snap").contains("\"hash\": \"[hash]\""));
    assert!(!project.path("snapshots/items/a/one.snap.new").exists());
    assert_eq!(browser.number(".group"), 0, "nothing is left to decide");
    browser.picture("redacted.png");
    browser.press("u");
    assert_eq!(project.read("cases/a.yaml"), before);
    assert_eq!(browser.number(".group"), 2);
    assert_eq!(browser.text("#change-path"), "$.hash", "it is looked at again");
    browser.press("o");
    browser.press("l");
    assert_eq!(browser.number(".group"), 1, "only the case that was shown: {}", browser.text("#said"));
    assert!(project.read("cases/a.yaml").contains("alias"));
    assert_clean(&mut browser, &serving);
    let ran = serving.stop("-INT");
    assert!(ran.stdout.contains("cases/a.yaml:8: $.hash is numbered from now on"), "{}", ran.all());
}

#[test]
fn the_exchange_and_the_verdict_of_the_schema_are_beside_the_change() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = Project::items();
    let response = r#"{"id":1,"price":"5","exact":1.50,"big":12345678901234567890}"#;
    plant_seen(&project, "one", r#"{"id": 1, "price": 5}"#, r#"{"id": 1, "price": "5"}"#, response);
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    let shown = browser.text("#exchange");
    for text in [
        "GET https://api.example/items/one",
        "CS0310",
        "expected number, found string",
        "Response: 200",
        "content-type",
    ] {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
    assert!(shown.contains("  \"exact\": 1.50,\n  \"big\": 12345678901234567890\n"), "every digit is there: {shown}");
    assert!(browser.text("#about").contains("cases/items/a.yaml:3, seen on staging"), "{}", browser.text("#about"));
}

#[test]
fn on_a_phone_there_is_one_column_and_nothing_sticks_out() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = hostile();
    let long = format!(r#"{{"{}": {{"{}": "{}"}}}}"#, "key".repeat(60), "deep".repeat(40), "word".repeat(300));
    plant_seen(&project, "long", r#"{"a": 1}"#, &long, &long);
    let serving = Serving::start(&project);
    browser.screen(Screen::Phone);
    browser.open(&serving.url);
    let sticks_out = "(() => { const wide = document.documentElement.clientWidth; \
        return [...document.querySelectorAll('body *')].filter((one) => !one.closest('.hidden, .skip, .where, .what, select, svg') \
        && one.checkVisibility() && one.getBoundingClientRect().right > wide + 1).map((one) => one.outerHTML.slice(0, 120)); })()";
    let is_seen = |browser: &mut Browser, selector: &str| {
        browser.value(&format!("document.querySelector('{selector}').checkVisibility()")) == json!(true)
    };
    assert!(is_seen(&mut browser, "#list") && !is_seen(&mut browser, "#main"));
    assert_eq!(browser.value(sticks_out), json!([]));
    browser.picture("phone-list.png");
    browser.click(".group");
    assert!(!is_seen(&mut browser, "#list") && is_seen(&mut browser, "#main"));
    for _ in 0..2 {
        for _ in 0..browser
            .value("document.getElementById('shown').textContent.split(' ')[0] * 1")
            .as_u64()
            .expect("a number")
        {
            assert_eq!(browser.value(sticks_out), json!([]));
            browser.press("j");
        }
        browser.picture("phone-change.png");
        browser.press("v");
        assert_eq!(browser.number("#difference.side"), 0, "there is no room for two sides");
        browser.press("Home");
    }
    assert_eq!(browser.value("document.documentElement.scrollWidth"), json!(390));
    browser.click("#back");
    assert!(is_seen(&mut browser, "#list"));
}
