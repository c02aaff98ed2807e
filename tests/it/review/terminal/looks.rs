//! What is seen, and how.

use crate::project::Project;
use crate::pseudo::Terminal;
use crate::review::planted::{file, plant, three};

#[test]
fn old_and_new_stand_under_each_other_or_beside_each_other() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&[">-   \"price\": 5\n>+   \"price\": \"5\"", "v beside"]);
    terminal.press("v");
    terminal.wait_for(&[" │ >+   \"price\": \"5\"", "v unified"]);
    terminal.press("v");
    terminal.wait_for(&[">-   \"price\": 5\n>+   \"price\": \"5\""]);
    terminal.press("q");
    terminal.end();
}

#[test]
fn the_screen_is_drawn_anew_when_the_terminal_gets_another_size() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["n/p case  g groups  q quit"]);
    terminal.resize(40, 10);
    let small = terminal.wait_for(&["a accept  r reject  s skip  ? help", "$.price: integer -> string"]);
    assert!(small.lines().all(|line| line.chars().count() <= 40), "{small}");
    terminal.resize(120, 40);
    terminal.wait_for(&["n/p case  g groups  q quit", ">case 1    items/a::one\n case 2    items/a::two"]);
    terminal.press("q");
    terminal.end();
}

#[test]
fn without_colour_everything_is_still_said() {
    let style = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    for (arguments, variable) in [(&["--color", "never"][..], None), (&[][..], Some("NO_COLOR"))] {
        let mut project = three();
        if let Some(name) = variable {
            project.set(name, "1");
        }
        let mut terminal = Terminal::review(&project, arguments);
        let screen = terminal.wait_for(&["BREAKING  $.price: integer -> string", "? help", "q quit"]);
        assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
        terminal.press("a");
        terminal.wait_for(&["group 2 of 3", "2 accepted"]);
        terminal.press("g");
        terminal.wait_for(&["2 cases  accepted", ">ADDITIVE"]);
        terminal.press("q");
        let bytes = String::from_utf8(terminal.end().bytes).expect("UTF-8");
        assert!(style.find_iter(&bytes).all(|found| found.as_str() == "\u{1b}[0m"), "{bytes:?}");
    }
}

#[test]
fn what_a_body_holds_stays_text() {
    let project = Project::items();
    let hostile = r#"{"a": "\u001b]0;gone\u0007\u001b[2J\u202e日本語\u200b\r\nx"}"#;
    plant(&project, "hostile", r#"{"a": 1}"#, hostile);
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 1", r"日本語\u{200b}\r\nx"]);
    terminal.press("q");
    let bytes = String::from_utf8(terminal.end().bytes).expect("UTF-8");
    assert!(!bytes.contains("\u{1b}]") && !bytes.contains('\u{7}') && !bytes.contains('\u{202e}'), "{bytes:?}");
}

#[test]
fn help_and_the_request_are_pages_of_their_own() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["request   not known", "contract  not known"]);
    terminal.press("?");
    terminal.wait_for(&[" help", "accept: the change becomes part of the snapshots"]);
    terminal.press("?i");
    terminal.wait_for(&["The request is not known", "i back to the change"]);
    terminal.press("i");
    terminal.wait_for(&[">+   \"price\": \"5\""]);
    terminal.press("q");
    terminal.end();
}

#[test]
fn all_of_a_long_snapshot_can_be_scrolled_through() {
    let project = Project::items();
    let list = |first: &str| {
        let rest: Vec<String> = (1..100).map(|number| format!("\"line {number}\"")).collect();
        format!("[{first}, {}]", rest.join(", "))
    };
    plant(&project, "long", &list("1"), &list("null"));
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&[">+   null", "···"]);
    terminal.press("x\u{1b}[F");
    terminal.wait_for(&["\"line 99\"", "x near"]);
    terminal.press("\u{1b}[H");
    terminal.wait_for(&[">+   null"]);
    terminal.press(" ");
    terminal.wait_for(&["\"line 12\""]);
    terminal.press("q");
    terminal.end();
}

#[test]
fn a_terminal_that_only_prints_is_asked_in_lines() {
    let mut project = three();
    project.set("TERM", "dumb");
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3", ">+   \"price\": \"5\"", "q quit >"]);
    terminal.press("nonsense\n");
    terminal.wait_for(&["`nonsense` is no key; ? tells what there is\na accept"]);
    terminal.press("a\n");
    terminal.wait_for(&["accepted in 2 cases: $.price: integer -> string", "group 2 of 3"]);
    terminal.press("reject\n");
    terminal.wait_for(&["group 3 of 3"]);
    terminal.press("a\n");
    let left = terminal.end();
    assert_eq!(left.code, 0);
    assert!(!left.bytes.contains(&0x1b), "it would print them");
    assert!(left.screen.contains("rejected 1 change in 1 snapshot"), "{}", left.screen);
    assert!(project.read(&file("one")).contains("\"5\""));
}

#[test]
fn a_filter_of_the_command_line_chooses_cases() {
    let project = three();
    let mut terminal = Terminal::review(&project, &["::two"]);
    terminal.wait_for(&["group 1 of 2", "1 case"]);
    terminal.press("aa");
    terminal.wait_for(&["Everything is decided."]);
    terminal.press("q");
    assert_eq!(terminal.end().code, 0);
    assert!(project.path(&format!("{}.new", file("one"))).exists());
}
