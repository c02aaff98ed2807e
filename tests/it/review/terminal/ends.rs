//! How a review ends: nothing is lost, and the terminal is as it was.

use std::process::Command;

use crate::project::Project;
use crate::pseudo::Terminal;
use crate::review::planted::{body, file, three};

#[test]
fn ctrl_c_keeps_what_was_decided_and_says_what_is_left() {
    let project = three();
    let mut terminal = Terminal::review(&project, &[]);
    terminal.wait_for(&["group 1 of 3"]);
    terminal.press("a");
    terminal.wait_for(&["group 2 of 3"]);
    terminal.press("\u{3}");
    let left = terminal.end();
    assert_eq!(left.code, 1, "something is unreviewed, which says more than that it was interrupted");
    assert!(left.screen.contains("accepted 2 changes in 2 snapshots"), "{}", left.screen);
    assert!(left.screen.contains("left     2 changes in 2 snapshots"), "{}", left.screen);
    assert_eq!(project.read(&file("one")), body("one", r#"{"id": 1, "price": "5"}"#));
    let again = project.run(&["review", "--list"]);
    assert!(again.stdout.starts_with("2 snapshots with 2 changes wait for review"), "{}", again.stdout);
}

#[test]
fn an_interruption_with_nothing_left_is_still_one() {
    let project = three();
    let mut terminal = Terminal::review(&project, &["::one"]);
    terminal.wait_for(&["group 1 of 1"]);
    terminal.press("r");
    terminal.wait_for(&["Everything is decided."]);
    terminal.press("\u{3}");
    assert_eq!(terminal.end().code, 4);
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for name in ["-TERM", "-HUP", "-INT"] {
        let project = three();
        let terminal = Terminal::review(&project, &[]);
        terminal.wait_for(&["group 1 of 3", "q quit"]);
        let sent = Command::new("kill").args([name, &terminal.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        let left = terminal.end();
        assert_eq!(left.code, 1, "{name}");
        assert!(left.screen.contains("nothing was changed"), "{name}: {}", left.screen);
    }
}

#[test]
fn without_anything_pending_there_is_nothing_to_do() {
    let project = Project::items();
    let terminal = Terminal::review(&project, &[]);
    let left = terminal.end();
    assert_eq!((left.code, left.screen.trim()), (0, "no snapshot waits for its review"));
}
