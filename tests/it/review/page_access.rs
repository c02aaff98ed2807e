//! Whether everybody can use the page: by its looks, by keyboard alone, and by what it tells screen readers.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::seen::hostile;
use super::serving::Serving;
use crate::browser::{Browser, FAINT, Page, Screen};

#[test]
fn every_text_can_be_read_by_day_and_by_night() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = hostile();
    let serving = Serving::start(&project);
    let mut grounds = BTreeSet::new();
    for (screen, name) in [(Screen::Desk, "day.png"), (Screen::DarkDesk, "night.png")] {
        browser.screen(screen);
        browser.open(&serving.url);
        for _ in 0..3 {
            browser.press("v");
            assert_eq!(browser.value(FAINT), json!([]), "{name}");
        }
        browser.picture(name);
        browser.press("?");
        assert_eq!(browser.value(FAINT), json!([]), "{name}, the keys");
        browser.press("Escape");
        browser.press("a");
        assert_eq!(browser.value(FAINT), json!([]), "{name}, decided");
        browser.press("u");
        grounds.insert(browser.value("getComputedStyle(document.documentElement).backgroundColor").to_string());
    }
    assert_eq!(grounds.len(), 2, "day and night differ: {grounds:?}");
}

#[test]
fn every_control_has_a_name_and_every_part_a_role() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = hostile();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    browser.call("Accessibility.enable", json!({}));
    for view in ["unified", "side", "tree"] {
        let tree = browser.call("Accessibility.getFullAXTree", json!({}));
        let nodes: Vec<&Value> =
            tree["nodes"].as_array().expect("nodes").iter().filter(|node| node["ignored"] == false).collect();
        let role = |node: &Value| node["role"]["value"].as_str().unwrap_or_default().to_owned();
        let name = |node: &Value| node["name"]["value"].as_str().unwrap_or_default().trim().to_owned();
        let named = [
            "button",
            "combobox",
            "searchbox",
            "listbox",
            "option",
            "checkbox",
            "progressbar",
            "link",
            "dialog",
            "heading",
        ];
        let nameless: Vec<String> = nodes
            .iter()
            .filter(|node| named.contains(&role(node).as_str()) && name(node).is_empty())
            .map(|node| node.to_string())
            .collect();
        assert!(nameless.is_empty(), "{view}: {nameless:?}");
        let roles: BTreeSet<String> = nodes.iter().map(|node| role(node)).collect();
        for role in ["banner", "navigation", "main", "search", "listbox", "option", "article", "status", "progressbar"]
        {
            assert!(roles.contains(role), "{view}: no {role} in {roles:?}");
        }
        let has = |wanted: &str, says: &str| nodes.iter().any(|node| role(node) == wanted && name(node).contains(says));
        assert!(has("option", "breaking") && has("option", "1 case"), "a group says all that it shows");
        assert!(has("heading", "$.price") && has("heading", "Request and response"), "{view}");
        browser.press("v");
    }
    assert_eq!(browser.value("document.querySelectorAll('h1').length"), json!(1));
    assert_eq!(browser.value("document.documentElement.lang"), json!("en"));
    let live = "document.getElementById('said').ariaLive + document.getElementById('notice').getAttribute('role')";
    assert_eq!(browser.value(live), json!("politealert"), "what was done is told");
}

#[test]
fn tab_reaches_every_control_and_shows_where_it_is() {
    let Some(mut browser) = Browser::start(Page::Review) else { return };
    let project = hostile();
    let serving = Serving::start(&project);
    browser.open(&serving.url);
    let wanted = "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')] \
        .filter((one) => !one.disabled && one.checkVisibility() && !one.closest('dialog'))";
    browser.value(&format!("void {wanted}.forEach((one, index) => {{ one.dataset.number = index; }})"));
    let number = browser.value(&format!("{wanted}.length")).as_u64().expect("a number");
    assert!(number > 20, "{number}");
    browser.value("void document.activeElement.blur()");
    let mut reached = BTreeSet::new();
    for _ in 0..number + 2 {
        browser.press("Tab");
        let at = browser.value("document.activeElement.dataset.number || ''");
        reached.extend(at.as_str().and_then(|at| at.parse::<u64>().ok()));
        let shows = "(() => { const one = document.activeElement; if (one === document.body) return true; \
            const shown = one.id === 'groups' ? one.querySelector('[aria-selected=true]') : one; \
            return getComputedStyle(shown).outlineStyle !== 'none'; })()";
        assert_eq!(
            browser.value(shows),
            json!(true),
            "{}",
            browser.value("document.activeElement.outerHTML.slice(0, 99)")
        );
    }
    let missed: Vec<u64> = (0..number).filter(|one| !reached.contains(one)).collect();
    let what = browser.value(&format!(
        "{}.map((one) => document.querySelector(`[data-number=\"${{one}}\"]`).outerHTML.slice(0, 99))",
        json!(missed)
    ));
    assert!(missed.is_empty(), "not reached: {what}");
}
