//! A secret that somebody wrote into what waits for a review by hand is never shown.

use serde_json::{Value, json};

use super::planted::{body, file};
use super::seen::plant_seen;
use super::serving::Serving;
use crate::project::Project;
use crate::pseudo::Terminal;

const SECRET: &str = "hunter2/hunter2";
/// In all of its forms, also where a line or a colour ends within it.
const PART: &str = "unter2";

/// A project in which the secret stands wherever it could: as a value, a key, a part of a text, a number, in what was
/// reviewed, in a header, in an exchange and in a proposal that is all that its run wrote.
fn planted() -> Project {
    let mut project = Project::items();
    project.set("ITEMS_KEY", SECRET);
    let long = format!("{}{SECRET}", "x".repeat(50));
    let old = json!({ "was": SECRET, "price": 5, "same": SECRET }).to_string();
    let new = json!({ "is": SECRET, "price": "5", "same": SECRET, SECRET: 1, "long": long });
    plant_seen(&project, "one", &old, &new.to_string(), &new.to_string());
    let with_header = |text: &str| {
        body("one", text)
            .replace("content: json\n", &format!("content: json\n  headers:\n    x-key: \"{text}\"\n", text = SECRET))
    };
    project.write(&format!("{}.new", file("one")), &with_header(&new.to_string()));
    let proposal = project.read(".countersign/pending/items/a/one.json");
    let mut proposal: Value = serde_json::from_str(&proposal).expect("JSON");
    proposal["text"] = with_header(&new.to_string()).into();
    let exchange = &mut proposal["exchanges"][0];
    exchange["url"] = format!("https://api.example/items/1?key={SECRET}").into();
    exchange["request_headers"] = json!([["x-key", SECRET]]);
    exchange["findings"][0]["message"] = format!("expected number, found {SECRET}").into();
    exchange["response_body"]["text"] = r#"{"a": "\u0068unter2/hunter2"}"#.into();
    project.write(".countersign/pending/items/a/one.json", &proposal.to_string());
    let text =
        body("two", "1").replace("content: json", "content: text").replace("\n1\n", &format!("\nkey: {SECRET}\n"));
    project.write(&format!("{}.new", file("two")), &text);
    let alone = json!({ "alone": SECRET }).to_string();
    plant_seen(&project, "three", "", &alone, &alone);
    let path = ".countersign/pending/items/a/three.json";
    project.write(path, &project.read(path).replace("\"beside\":true", "\"beside\":false"));
    std::fs::remove_file(project.path(&format!("{}.new", file("three")))).expect("removed");
    project
}

fn assert_hidden(what: &str, text: &str) {
    assert!(text.contains("«secret:ITEMS_KEY»"), "{what}: {text}");
    assert!(!text.contains(PART), "{what} shows it: {text}");
}

#[test]
fn lists_and_documents_hide_it() {
    let project = planted();
    for look in [&["review", "--list"][..], &["review", "--json"]] {
        let ran = project.run(look);
        assert_eq!(ran.code, 1, "{}", ran.all());
        assert_hidden(look[1], &ran.all());
    }
    let ran = project.run(&["review", "--accept", "new"]);
    assert!(ran.code == 2 && ran.stderr.contains("CS0505"), "{}", ran.all());
    let document: Value = serde_json::from_str(&project.run(&["review", "--json"]).stdout).expect("JSON");
    let print = document["groups"][0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
    let ran = project.run(&["review", "--json", "--reject", "items/a"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains(&print), "a mask changes no fingerprint");
    assert_hidden("what was done", &ran.all());
}

#[test]
fn both_kinds_of_page_hide_it() {
    let project = planted();
    assert_eq!(project.run(&["review", "--html", "page.html"]).code, 1);
    assert_hidden("the page", &project.read("page.html"));
    let serving = Serving::start(&project);
    assert_hidden("the overview", &serving.overview().to_string());
    for index in 0..3 {
        let got = serving.ask(&format!("GET /api/snapshot?index={index}"), "");
        assert_hidden("a snapshot", &got.json().to_string());
    }
}

#[test]
fn a_page_that_hides_it_still_rejects_it() {
    let project = planted();
    assert_eq!(project.run(&["review", "--html", "page.html"]).code, 1);
    let page = project.read("page.html");
    let data = |id: &str| -> Value {
        let (_, rest) = page.split_once(&format!("id=\"{id}\">")).expect("its data");
        serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON")
    };
    let all = data("overview");
    let overview = &all["overview"];
    let decided = |index: usize| {
        let (snapshot, detail) = (&overview["snapshots"][index], data(&format!("snapshot-{index}")));
        let prints: Vec<&Value> = snapshot["changes"]
            .as_array()
            .expect("changes")
            .iter()
            .map(|group| &overview["groups"][group.as_u64().expect("an index") as usize]["fingerprint"])
            .collect();
        json!({ "snapshot": snapshot["path"], "base": detail["base"], "proposed": detail["proposed"], "text": detail["text"], "reject": prints })
    };
    let decisions: Vec<Value> = (0..3).map(decided).collect();
    project.write("decisions.json", &json!({ "version": 1, "decisions": decisions }).to_string());
    let before = project.read(&file("one"));
    let ran = project.run(&["review", "--from", "decisions.json"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(project.read(&file("one")), before);
    assert!(!project.path(&format!("{}.new", file("one"))).exists());
}

#[test]
fn no_screen_of_the_terminal_shows_it() {
    let project = planted();
    let mut terminal = Terminal::sized(&project, &[], (200, 60));
    for group in 0..12 {
        for key in ["x", "v", "v", "x", "i", "i", "]"] {
            terminal.press(key);
        }
        if group % 3 == 0 {
            terminal.press("a");
        }
    }
    terminal.press("d");
    terminal.press("l");
    terminal.press("gR");
    terminal.press("q");
    let left = terminal.end();
    assert_hidden("the terminal", &String::from_utf8_lossy(&left.bytes));
}

#[test]
fn a_terminal_of_lines_hides_it_as_well() {
    let mut project = planted();
    project.set("TERM", "dumb");
    let mut terminal = Terminal::sized(&project, &[], (200, 60));
    terminal.press("x\ni\nd\na\nr\nr\nr\nq\n");
    let left = terminal.end();
    assert_hidden("the terminal", &String::from_utf8_lossy(&left.bytes));
}
