//! `rate` and `concurrency`, as the server sees them.

use std::time::{Duration, Instant};

use super::on;
use crate::project::Project;
use crate::server::{Answer, Server};

/// An environment with this, and so many cases, each with a cleanup; a login comes first.
fn with(server: &Server, environment: &str, cases: usize) -> Project {
    let case = |id: usize| {
        format!(
            "  - {{ name: c{id}, request: {{ path: {{ id: {id} }} }}, cleanup: [{{ request: {{ method: DELETE, url: /items/{id} }} }}] }}\n"
        )
    };
    let all: String = (1..=cases).map(case).collect();
    let project = on(server, &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{all}"));
    project.write(
        "cases/_blocks.yaml",
        "blocks:\n  login:\n    steps:\n      - { request: { method: POST, url: /login }, expect: { status: 200 }, capture: { token: $.token } }\n",
    );
    let config = project.read("countersign.toml").replace(
        "auth.key = \"${{ secrets.ITEMS_KEY }}\"",
        &format!("auth.key = {{ block = \"login\", capture = \"token\" }}\n[environments.staging]\n{environment}"),
    );
    project.write("countersign.toml", &config);
    server.on("POST /login", [Answer::json(r#"{"token": "first-token-1"}"#)]);
    for id in 1..=cases {
        server.on(&format!("GET /items/{id}"), [Answer::item(u32::try_from(id).expect("few"))]);
        server.on(&format!("DELETE /items/{id}"), [Answer::status(204)]);
    }
    project
}

fn arrivals(server: &Server) -> Vec<Instant> {
    server.received().iter().map(|received| received.at).collect()
}

/// The most requests that came in within any second.
fn most_in_a_second(arrivals: &[Instant]) -> usize {
    let within =
        |from: &Instant| arrivals.iter().filter(|at| *at >= from && **at - *from < Duration::from_secs(1)).count();
    arrivals.iter().map(within).max().unwrap_or_default()
}

#[test]
fn a_rate_holds_over_all_threads_and_for_logins_and_cleanups() {
    let server = Server::start();
    let project = with(&server, "rate = \"30/s\"\nconcurrency = 8", 24);
    let ran = project.run(&["run", "--env", "staging"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let arrivals = arrivals(&server);
    assert_eq!(arrivals.len(), 1 + 2 * 24);
    // On their way some are held up, so that those behind them seem to come sooner.
    let most = most_in_a_second(&arrivals);
    assert!(most <= 30 + 8, "{most} in a second");
    assert!(arrivals[48] - arrivals[0] >= Duration::from_millis(1600 - 270), "48 distances of 33 ms");
}

#[test]
fn a_rate_can_be_slow_or_fast() {
    let server = Server::start();
    let project = with(&server, "rate = \"120/m\"", 1);
    let ran = project.run(&["run", "--env", "staging"]);
    let slow = arrivals(&server);
    assert_eq!((ran.code, slow.len()), (0, 3), "{}", ran.all());
    assert!(slow[2] - slow[0] >= Duration::from_millis(1000 - 100), "two distances of half a second");

    let server = Server::start();
    let project = with(&server, "rate = \"5000/s\"", 20);
    let ran = project.run(&["run", "--env", "staging"]);
    assert_eq!((ran.code, server.received().len()), (0, 41), "{}", ran.all());
}

#[test]
fn waiting_for_ones_turn_takes_nothing_of_the_time_that_a_case_has() {
    let server = Server::start();
    let project = with(&server, "rate = \"5/s\"\ndeadline = \"1s\"\nconcurrency = 8", 6);
    let ran = project.run(&["run", "--env", "staging"]);
    assert_eq!((ran.code, server.received().len()), (0, 13), "{}", ran.all());
}

#[test]
fn a_case_has_some_time() {
    for key in ["deadline", "timeout", "limits.connect", "limits.first_byte", "limits.idle"] {
        let server = Server::start();
        let ran = with(&server, &format!("{key} = \"0s\""), 1).run(&["run", "--env", "staging"]);
        let named = key.rsplit('.').next().unwrap_or(key);
        let told = format!("`{named}` must be longer than nothing");
        assert!(ran.code == 2 && ran.stderr.contains(&told), "{}", ran.all());
        assert!(server.received().is_empty());
    }
}

#[test]
fn a_rate_that_means_nothing_is_refused() {
    let server = Server::start();
    for rate in ["0/s", "-1/s", "inf/s", "NaN/s", "1e-9/h", "1e9/s", "10", "10/d", "fast"] {
        let project = with(&server, &format!("rate = \"{rate}\""), 1);
        let ran = project.run(&["run", "--env", "staging"]);
        assert!(ran.code == 2 && ran.stderr.contains("not a rate"), "{rate}: {}", ran.all());
    }
    assert!(server.received().is_empty());
}

#[test]
fn no_more_cases_run_at_once_than_are_allowed_and_the_command_line_wins() {
    for (flags, at_once) in [(&[][..], 3), (&["--test-threads", "2"][..], 2)] {
        let server = Server::start();
        let project = with(&server, "concurrency = 3", 9);
        for id in 1..=9 {
            server.hold(&format!("GET /items/{id}"));
        }
        let mut command = project.command(&[&["run", "--env", "staging"], flags].concat());
        let mut child = command.stdout(std::process::Stdio::null()).spawn().expect("the binary runs");
        let mut let_go = 0;
        while let_go < 9 {
            // Whatever came in is let go only when as many wait as may.
            let waiting: Vec<String> =
                server.lines().into_iter().filter(|line| line.starts_with("GET ")).skip(let_go).collect();
            if waiting.len() == at_once.min(9 - let_go) {
                server.let_go(&waiting[0]);
                let_go += 1;
            }
            std::thread::yield_now();
        }
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
        assert_eq!(server.most_open(), at_once, "{flags:?}");
    }
}
