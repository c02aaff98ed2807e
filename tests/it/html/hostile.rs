//! Whatever a server, a case or a description says stays text.

use serde_json::{Value, json};

use super::planted::{assert_alone, case, finding, page, record};
use crate::browser::{Browser, Page};
use crate::project::Project;

/// Texts that a page must never take for markup or for a script.
const HOSTILE: [&str; 8] = [
    "<script>hacked = 1</script>",
    "</script><script>hacked = 2</script>",
    "<img src=x onerror='hacked = 3'>",
    "<!--<script>",
    "\u{2028}\u{2029}\u{202e}hidden\u{2066}",
    "'\"`${hacked = 4}&lt;&amp;",
    "nul \u{0} and escape \u{1b}[31m",
    "javascript:hacked = 5",
];

fn hostile() -> Value {
    let all = HOSTILE.join(" ");
    let body = json!({ "note": all, "<b>": HOSTILE }).to_string();
    let mut wrong = finding("CS0310", &all, "/note");
    for part in ["expected", "actual"] {
        wrong[part] = all.clone().into();
    }
    wrong["help"] = json!([all]);
    let mut case = case("items", "hostile", "failed", &body, &[wrong]);
    for part in ["name", "source", "owner", "reason"] {
        case[part] = all.clone().into();
    }
    case["id"] = format!("items::{all}").into();
    case["tags"] = json!(HOSTILE);
    case["notes"] = json!([all]);
    case["place"]["file"] = all.clone().into();
    case["known"] = json!([{ "state": "expired", "reason": all, "owner": all, "place": case["place"] }]);
    let exchange = &mut case["steps"][0]["exchange"];
    exchange["url"] = format!("javascript:{all}").into();
    exchange["response_headers"] = json!([["content-type", "text/html"], [all, all]]);
    exchange["request_body"] = json!({ "length": all.len(), "text": all });
    case["steps"][0]["operation"] = all.into();
    case
}

#[test]
fn what_came_from_elsewhere_stays_text_everywhere() {
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    let url = page(&project, &record(&[hostile()]));
    browser.open(&url);
    browser.click(".row");
    let shown = browser.all("#case");
    for text in &HOSTILE[..4] {
        assert!(shown.contains(text), "{text} is not shown in {shown}");
    }
    assert!(shown.contains("\\u202ehidden\\u2066") && shown.contains("nul \\u0000"), "what nobody sees is written out");
    for view in ["timing", "cases"] {
        browser.click(&format!("[data-to='{view}']"));
    }
    browser.click(".response [data-how='raw']");
    browser.value("void dispatchEvent(new Event('beforeprint'))");
    browser.press("Escape");
    browser.value("void dispatchEvent(new Event('beforeprint'))");
    assert_eq!(browser.value("typeof hacked"), json!("undefined"));
    assert_eq!(browser.number("#page img, #page iframe, #page script, #page [href^=javascript]"), 0);
    assert_alone(&mut browser);
    let file = project.read("page.html");
    assert!(!file.contains("hacked"), "nothing of it stands in the file as it is");
}

#[test]
fn bodies_that_are_no_json_or_nearly_so_are_shown_as_they_are() {
    let bodies = [
        r#"{"a": 1,}"#,
        r#"{"a" 1}"#,
        r#"["\ud800", "\udc00x"]"#,
        "[1, 2",
        "{\"a\": \"line\nbreak\"}",
        "\u{feff}{}",
        "   ",
        "[1] [2]",
        "{]",
        "\"just text\"",
        "[tru]",
    ];
    let named = |(index, body): (usize, &&str)| {
        case("items", &format!("body {index:02}"), "failed", body, &[finding("CS0310", "no", "/a/b")])
    };
    let cases: Vec<Value> = bodies.iter().enumerate().map(named).collect();
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    browser.open(&page(&project, &record(&cases)));
    for (index, body) in bodies.iter().enumerate() {
        browser.press("j");
        browser.press("Enter");
        browser.settle();
        assert_eq!(browser.text("#case-name"), format!("body {index:02}"));
        let is_pretty = browser.number(".response .line") > 0;
        assert_eq!(is_pretty, [2, 9].contains(&index), "{body}");
        let shown = browser.all(".response .body");
        if index == 2 {
            assert!(shown.contains(r#""\ud800""#) && shown.contains(r#""\udc00x""#), "{shown}");
        } else if !is_pretty {
            assert_eq!(shown.replace("\\ufeff", "\u{feff}"), *body);
        }
        browser.press("Escape");
    }
    assert_alone(&mut browser);
}

#[test]
fn large_bodies_are_shown_in_parts() {
    let long = format!(r#"{{"text": "{}", "b": 1}}"#, "x".repeat(1_000_000));
    let items: Vec<Value> = (0..20_000).map(|id| json!({ "id": id })).collect();
    let many = json!(items).to_string();
    let deep = format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000));
    let plain = "y".repeat(1_000_000);
    let cases = [
        case("items", "a long", "failed", &long, &[finding("CS0310", "no", "/b")]),
        case("items", "b many", "failed", &many, &[finding("CS0310", "this one", "/19990/id")]),
        case("items", "c deep", "failed", &deep, &[finding("CS0310", "no", "/0/0")]),
        case("items", "d plain", "failed", &plain, &[]),
    ];
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    browser.open(&page(&project, &record(&cases)));
    let open = |browser: &mut Browser| {
        browser.press("j");
        browser.press("Enter");
        browser.settle();
        browser.value("document.getElementById('case').textContent.length").as_u64().expect("a number")
    };
    assert!(open(&mut browser) < 20_000, "a long text is cut");
    assert!(browser.all(".response .more").contains("998,502 more characters"), "{}", browser.all(".response .more"));
    browser.click(".response .more");
    assert!(browser.all(".response").len() > 1_000_000, "and shown when somebody asks");
    browser.press("Escape");
    assert!(open(&mut browser) < 20_000, "of many lines, those around the findings are shown");
    assert!(browser.all(".response .marked").contains("19990"), "{}", browser.all(".response .marked"));
    let before = browser.number(".response .line");
    browser.click(".response .fold");
    assert!(browser.number(".response .line") > before);
    browser.press("Escape");
    assert!(browser.number(".response .line") < 9_000 && open(&mut browser) < 900_000);
    browser.press("Escape");
    assert!(open(&mut browser) < 110_000);
    assert_alone(&mut browser);
}

#[test]
fn a_body_of_which_only_a_part_is_kept_says_so() {
    let mut cut = case("items", "cut", "passed", "{\"a\": [1, 2,", &[]);
    let body = &mut cut["steps"][0]["exchange"]["response_body"];
    body["length"] = 900_000.into();
    body["sha256"] = "cd34".repeat(16).into();
    let mut binary = case("items", "image", "passed", "x", &[]);
    binary["steps"][0]["exchange"]["response_body"] = json!({ "length": 5000, "sha256": "ef56".repeat(16) });
    let Some(mut browser) = Browser::start(Page::Report) else { return };
    let project = Project::empty();
    browser.open(&page(&project, &record(&[cut, binary])));
    browser.click(".row");
    let shown = browser.all(".response");
    assert!(shown.contains("900.0 kB, of which the first 12 B are kept") && shown.contains("cd34cd34"), "{shown}");
    browser.press("j");
    browser.settle();
    let shown = browser.all(".response");
    assert!(shown.contains("5,000 bytes that are no text") && shown.contains("ef56ef56"), "{shown}");
}
