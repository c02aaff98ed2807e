//! How far a run is, as somebody at a terminal sees it, and as a log has it.

use super::{STAGING, on};
use crate::project::Project;
use crate::pseudo::Terminal;
use crate::server::{Answer, Server};

const CASES: &str = "api: items\noperation: GET /items/{id}\ncases:\n  - { name: one, request: { path: { id: 1 } } }\n  \
    - { name: two, request: { path: { id: 2 } } }\n  - { name: three, request: { path: { id: 3 } } }\n";

fn server() -> Server {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("GET /items/3", [Answer::item(3)]);
    server.on("GET /items/2", [Answer::item(2)]).hold("GET /items/2").hold("GET /items/3");
    server
}

fn project(server: &Server) -> Project {
    on(server, CASES)
}

fn start(project: &Project, columns: u16) -> Terminal {
    Terminal::running(&project.command(&[STAGING, &["--test-threads", "3"]].concat()), (columns, 24))
}

/// The lines of a screen that are a bar.
fn bars(screen: &str) -> Vec<&str> {
    screen.lines().filter(|line| line.contains("/3, ")).collect()
}

#[test]
fn a_line_below_the_others_says_how_far_and_goes_away() {
    let server = server();
    let project = project(&server);
    let terminal = start(&project, 80);
    // It waits for a second case, and names what keeps it waiting.
    let screen = terminal.wait_for(&["ok      items/a::one", "] 1/3, ", " s running: items/a::t"]);
    assert_eq!(bars(&screen).len(), 1, "{screen}");
    assert!(screen.trim_end().ends_with(bars(&screen)[0].trim_end()), "the last line: {screen}");
    server.let_go("GET /items/2");
    let screen = terminal.wait_for(&["ok      items/a::two", "] 2/3, "]);
    assert_eq!(bars(&screen).len(), 1, "{screen}");
    server.let_go("GET /items/3");
    let left = terminal.end();
    assert!(left.code == 0 && bars(&left.screen).is_empty(), "{}", left.screen);
    let lines: Vec<&str> = left.screen.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 5, "three cases and the last lines: {}", left.screen);
    assert!(lines[..3].iter().all(|line| line.starts_with("ok      items/a::")), "{}", left.screen);
}

#[test]
fn it_fits_a_narrow_terminal_also_one_that_becomes_narrower() {
    let server = server();
    let project = project(&server);
    let terminal = start(&project, 80);
    terminal.wait_for(&["] 1/3, "]);
    terminal.resize(30, 24);
    let screen = terminal.wait_for(&["1/3, 1"]);
    assert!(screen.lines().all(|line| line.chars().count() <= 30), "{screen}");
    server.let_go("GET /items/2");
    let screen = terminal.wait_for(&["items/a::two", "2/3, "]);
    assert!(bars(&screen).len() <= 2, "{screen}");
    server.let_go("GET /items/3");
    assert_eq!(terminal.end().code, 0);
}
