//! Whether everybody can use the page: by its looks, on a phone, by keyboard alone, and by what it tells screen readers.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::planted::{assert_alone, every_verdict, page, record};
use crate::browser::{Browser, FAINT, Page, Screen};
use crate::project::Project;

#[test]
fn every_text_can_be_read_by_day_and_by_night() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    let url = page(&project, &record(&every_verdict()));
    let mut grounds = BTreeSet::new();
    for (screen, name) in [(Screen::Desk, "report-day.png"), (Screen::DarkDesk, "report-night.png")] {
        browser.screen(screen);
        browser.open(&url);
        assert_eq!(browser.value(FAINT), json!([]), "{name}, all of it");
        for verdict in ["failed", "error", "flaky", "known-failure", "skipped"] {
            browser.click(&format!(".row.{verdict}"));
            assert_eq!(browser.value(FAINT), json!([]), "{name}, {verdict}");
        }
        browser.picture(name);
        browser.click("[data-to='timing']");
        assert_eq!(browser.value(FAINT), json!([]), "{name}, timing");
        browser.press("?");
        assert_eq!(browser.value(FAINT), json!([]), "{name}, help");
        grounds.insert(browser.value("getComputedStyle(document.documentElement).backgroundColor").to_string());
    }
    assert_eq!(grounds.len(), 2, "day and night differ: {grounds:?}");
}

#[test]
fn a_phone_needs_no_sideways_scrolling() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    let mut cases = every_verdict();
    cases[4]["id"] = format!("items::{}", "a-name-without-end-".repeat(12)).into();
    cases[4]["steps"][0]["exchange"]["url"] = format!("https://api.example/{}", "x".repeat(400)).into();
    browser.screen(Screen::Phone);
    browser.open(&page(&project, &record(&cases)));
    let overflows = "[document.documentElement, document.getElementById('page'), document.getElementById('main')] \
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.id || one.tagName)";
    assert_eq!(browser.value(overflows), json!([]), "the list");
    browser.picture("report-phone.png");
    browser.click(".row.failed");
    assert_eq!(
        browser.value("document.querySelector('.list-pane').checkVisibility()"),
        json!(false),
        "one thing at a time"
    );
    assert_eq!(browser.value(overflows), json!([]), "a case");
    browser.picture("report-phone-case.png");
    browser.click("#close");
    assert_eq!(browser.value("document.querySelector('.list-pane').checkVisibility()"), json!(true));
    browser.click("[data-to='timing']");
    assert_eq!(browser.value(overflows), json!([]), "timing");
    assert_alone(&mut browser);
}

#[test]
fn every_control_has_a_name_and_every_part_a_role() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    browser.open(&page(&project, &record(&every_verdict())));
    browser.call("Accessibility.enable", json!({}));
    for view in ["all", "case", "timing"] {
        match view {
            "case" => browser.click(".row"),
            "timing" => browser.click("[data-to='timing']"),
            _ => {}
        }
        let tree = browser.call("Accessibility.getFullAXTree", json!({}));
        let nodes: Vec<&Value> =
            tree["nodes"].as_array().expect("nodes").iter().filter(|node| node["ignored"] == false).collect();
        let role = |node: &Value| node["role"]["value"].as_str().unwrap_or_default().to_owned();
        let name = |node: &Value| node["name"]["value"].as_str().unwrap_or_default().trim().to_owned();
        let named = ["button", "combobox", "searchbox", "listbox", "option", "checkbox", "link", "dialog", "heading"];
        let is_nameless = |node: &&&Value| named.contains(&role(node).as_str()) && name(node).is_empty();
        let nameless: Vec<String> = nodes.iter().filter(is_nameless).map(|node| node.to_string()).collect();
        assert!(nameless.is_empty(), "{view}: {nameless:?}");
        let roles: BTreeSet<String> = nodes.iter().map(|node| role(node)).collect();
        let wanted: &[&str] = match view {
            "all" => &["banner", "navigation", "main", "search", "listbox", "option", "status"],
            "case" => &["article", "main", "list", "table", "rowheader"],
            _ => &["region", "table", "columnheader", "image"],
        };
        for role in wanted {
            assert!(roles.contains(*role), "{view}: no {role} in {roles:?}");
        }
        let has = |wanted: &str, says: &str| nodes.iter().any(|node| role(node) == wanted && name(node).contains(says));
        if view == "all" {
            assert!(has("option", "failed: has a price") && has("option", "CS0310"), "a case says all that it shows");
            assert!(has("heading", "2 of 8 cases do not hold on staging"));
        }
    }
    assert_eq!(browser.value("document.querySelectorAll('h1').length"), json!(1));
    assert_eq!(browser.value("document.documentElement.lang"), json!("en"));
}

#[test]
fn tab_reaches_every_control_and_shows_where_it_is() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    browser.open(&page(&project, &record(&every_verdict())));
    browser.click(".row");
    let wanted = "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')] \
        .filter((one) => !one.disabled && one.checkVisibility() && !one.closest('dialog'))";
    browser.value(&format!("void {wanted}.forEach((one, index) => {{ one.dataset.number = index; }})"));
    let number = browser.value(&format!("{wanted}.length")).as_u64().expect("a number");
    assert!(number > 30, "{number}");
    browser.value("void document.activeElement.blur()");
    let mut reached = BTreeSet::new();
    for _ in 0..number + 2 {
        browser.press("Tab");
        let at = browser.value("document.activeElement.dataset.number || ''");
        reached.extend(at.as_str().and_then(|at| at.parse::<u64>().ok()));
        let shows = "(() => { const one = document.activeElement; if (one === document.body) return true; \
            const shown = one.id === 'list' ? one.querySelector('[aria-selected=true]') : one; \
            return getComputedStyle(shown).outlineStyle !== 'none'; })()";
        let what = browser.value("document.activeElement.outerHTML.slice(0, 99)");
        assert_eq!(browser.value(shows), json!(true), "{what}");
    }
    let missed: Vec<u64> = (0..number).filter(|one| !reached.contains(one)).collect();
    let what = browser.value(&format!(
        "{}.map((one) => document.querySelector(`[data-number=\"${{one}}\"]`).outerHTML.slice(0, 99))",
        json!(missed)
    ));
    assert!(missed.is_empty(), "not reached: {what}");
}
