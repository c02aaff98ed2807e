//! Scenarios: captures, cleanup, setup, blocks, waiting, pages, rows, known failures.

use super::{STAGING, on};
use crate::project::Ran;
use crate::server::{Answer, Server};

const HEAD: &str = "api: items\noperation: GET /items/{id}\nundocumented: allow\ncases:\n";

fn run(server: &Server, cases: &str) -> Ran {
    on(server, &format!("{HEAD}{cases}")).run(STAGING)
}

#[test]
fn captures_come_from_every_part_of_an_answer() {
    let server = Server::start();
    let answer = Answer::json(r#"{"id": 7, "name": "n", "price": 1, "tags": ["a", "b"], "code": "x-12-y"}"#);
    server.on("GET /items/1", [answer.header("location", "/items/7").header("set-cookie", "sid=abc; Path=/")]);
    server.on("POST /echo", [Answer::status(204)]);
    let ran = run(
        &server,
        r#"
  - name: captures
    steps:
      - request: { path: { id: 1 } }
        capture:
          id: $.id
          place: { header: Location }
          sid: { cookie: sid }
          status: { status: true }
          digits: { regex: 'x-(\d+)-y' }
          tags: { path: "$.tags[*]", many: true }
          either: [$.uuid, { header: x-none }, $.name]
      - request:
          method: POST
          url: /echo
          json: { all: "${{ captures }}" }
        expect: { status: 204 }
"#,
    );
    assert_eq!(ran.code, 0, "{}", ran.all());
    let sent: serde_json::Value = serde_json::from_slice(&server.only("POST /echo").body).expect("JSON");
    assert_eq!(
        sent["all"],
        serde_json::json!({
            "id": 7, "place": "/items/7", "sid": "abc", "status": 200, "digits": "12", "tags": ["a", "b"], "either": "n"
        })
    );
}

#[test]
fn a_capture_of_nothing_or_too_much_fails_and_skips_what_follows() {
    for (path, found) in [("$.nothing", "`$.nothing` finds nothing"), ("$.*", "`$.*` finds 3 nodes")] {
        let server = Server::start();
        server.on("GET /items/1", [Answer::item(1)]);
        let ran = run(
            &server,
            &format!(
                r#"
  - name: captures
    steps:
      - {{ id: first, request: {{ path: {{ id: 1 }} }}, capture: {{ it: "{path}" }} }}
      - {{ id: second, request: {{ path: {{ id: "${{{{ captures.it }}}}" }} }} }}
      - {{ id: third, request: {{ path: {{ id: 3 }} }} }}
"#
            ),
        );
        assert!(ran.code == 1 && ran.stdout.contains("failure[CS0319]"), "{}", ran.all());
        assert!(
            ran.stdout.contains(found) && ran.stdout.contains("skipped after that: second, third"),
            "{}",
            ran.all()
        );
        assert_eq!(server.received().len(), 1);
    }
}

const CLEANUP: &str = r#"
  - name: cleans up
    steps:
      - id: one
        request: { path: { id: 1 } }
        cleanup:
          - { id: undo-one, request: { method: DELETE, url: /one } }
          - { id: undo-one-more, request: { method: DELETE, url: /one-more } }
      - id: two
        request: { path: { id: 2 } }
        capture: { made: $.made }
        cleanup: [{ id: undo-two, request: { method: DELETE, url: "/two/${{ captures.made }}" } }]
      - id: three
        request: { path: { id: 3 } }
        cleanup: [{ id: undo-three, request: { method: DELETE, url: /three } }]
    cleanup: [{ id: undo-all, request: { method: DELETE, url: /all } }]
"#;

#[test]
fn cleanups_run_in_reverse_and_only_for_what_was_sent() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("GET /items/2", [Answer::item(2)]);
    let ran = run(&server, CLEANUP);
    assert!(ran.code == 1 && ran.stdout.contains("note: skipped after that: three"), "{}", ran.all());
    assert!(ran.stdout.contains("note: cleanup undo-two was skipped: `captures.made` is not defined"), "{}", ran.all());
    assert_eq!(server.lines(), ["GET /items/1", "GET /items/2", "DELETE /one-more", "DELETE /one", "DELETE /all"]);
}

#[test]
fn cleanups_run_after_a_deadline() {
    let server = Server::start();
    server.hold("GET /items/1");
    let ran = run(&server, &CLEANUP.replace("name: cleans up", "name: cleans up\n    deadline: 200ms"));
    assert!(ran.code == 3 && ran.stdout.contains("error[CS0801]"), "{}", ran.all());
    assert_eq!(server.lines(), ["GET /items/1", "DELETE /one-more", "DELETE /one", "DELETE /all"]);
}

#[test]
fn a_cleanup_that_takes_longer_than_the_deadline_left_is_waited_for() {
    let server = Server::start();
    server.hold("GET /items/1").hold("DELETE /one-more");
    let project =
        on(&server, &format!("{HEAD}{}", CLEANUP.replace("name: cleans up", "name: cleans up\n    deadline: 1ms")));
    // The case may be through before anything was sent, when the machine is busy: then nothing is armed.
    let mut child = project.command(STAGING).stdout(std::process::Stdio::null()).spawn().expect("it runs");
    let let_go = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| child.wait().expect("it ends").code());
        if server.count("DELETE /one-more") > 0 {
            server.let_go("DELETE /one-more");
        }
        while !waiting.is_finished() {
            server.let_go("DELETE /one-more");
            std::thread::yield_now();
        }
        waiting.join().expect("it ends")
    });
    assert_eq!(let_go, Some(3));
    assert!(server.received().is_empty() || server.count("DELETE /all") == 1, "{:?}", server.lines());
}

#[test]
fn nothing_is_undone_where_nothing_was_sent() {
    let server = Server::start();
    let ran = run(
        &server,
        r#"
  - name: cannot be made
    steps:
      - request: { path: { id: 1 }, headers: { x: "${{ 1 // 0 }}" } }
        cleanup: [{ request: { method: DELETE, url: /one } }]
    cleanup: [{ request: { method: DELETE, url: /all } }]
"#,
    );
    assert!(ran.code == 3 && server.received().is_empty(), "{} {:?}", ran.all(), server.lines());
}

#[test]
fn a_failing_cleanup_is_an_error_that_lists_the_leftover_and_hides_no_failure() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]).on("DELETE /one", [Answer::status(500)]);
    let cases = r#"
  - name: leaves something
    steps:
      - request: { path: { id: 1 } }
        cleanup: [{ id: undo, request: { method: DELETE, url: /one } }]
"#;
    let ran = run(&server, cases);
    assert!(
        ran.code == 3 && ran.stdout.contains("error[CS0805] cleanup failed, something may be left"),
        "{}",
        ran.all()
    );
    assert!(ran.stdout.contains("cleanup · step undo · DELETE http://127.0.0.1:[PORT]/one -> 500"), "{}", ran.all());
    server.on("GET /items/1", [Answer::json("{}")]);
    let ran = run(&server, cases);
    assert!(ran.code == 1 && ran.stdout.contains("error[CS0805]"), "{}", ran.all());
}

#[test]
fn setup_and_blocks_come_before_and_into_the_steps() {
    let server = Server::start();
    server
        .on("GET /items/1", [Answer::item(1)])
        .on("GET /items/2", [Answer::item(2)])
        .on("GET /items/9", [Answer::item(9)]);
    let project = on(
        &server,
        &format!(
            "{}cases:\n{}",
            "api: items\noperation: GET /items/{id}\nsetup: [{ id: before, request: { path: { id: 9 } } }]\n",
            r#"
  - name: uses a block
    steps:
      - use: { block: reading, id: one, with: { id: 1 } }
      - use: { block: reading, id: two, with: { id: "${{ steps.one_read.response.body.id + 1 }}" } }
        "#
        ),
    )
    .with(
        "cases/_blocks.yaml",
        r#"
blocks:
  reading:
    steps:
      - { id: read, operation: "GET /items/{id}", request: { path: { id: "${{ with.id }}" } } }
"#,
    );
    let ran = project.run(STAGING);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(server.lines(), ["GET /items/9", "GET /items/1", "GET /items/2"]);
}

const UNTIL: &str = r#"
  - name: waits
    request: { path: { id: 1 } }
    until: { attempts: 3, every: 1ms, body: { at: { $.name: Table } }, stop_on: { body: { at: { $.name: Gone } } } }
"#;

fn named(name: &str) -> Answer {
    Answer::json(format!(r#"{{"id": 1, "name": "{name}", "price": 1}}"#))
}

#[test]
fn until_asks_again_until_the_answer_is_as_wanted() {
    let server = Server::start();
    server.on("GET /items/1", [named("Chair"), named("Chair"), named("Table")]);
    let ran = run(&server, UNTIL);
    assert_eq!((ran.code, server.received().len()), (0, 3), "{}", ran.all());
}

#[test]
fn until_gives_up_as_failed_after_its_attempts_or_when_waiting_is_pointless() {
    for (name, asked, why) in [("Chair", 3, "all attempts are used up"), ("Gone", 1, "`stop_on` holds")] {
        let server = Server::start();
        server.on("GET /items/1", [named(name)]);
        let ran = run(&server, UNTIL);
        assert!(ran.code == 1 && ran.stdout.contains("failure[CS0320]") && ran.stdout.contains(why), "{}", ran.all());
        assert!(ran.stdout.contains("failure[CS0312]"), "{}", ran.all());
        assert_eq!(server.received().len(), asked);
    }
}

#[test]
fn until_says_at_the_deadline_how_far_it_came() {
    let server = Server::start();
    server.on("GET /items/1", [named("Chair")]);
    let patient =
        UNTIL.replace("every: 1ms", "every: 20s").replace("- name: waits", "- name: waits\n    deadline: 300ms");
    assert_ne!(patient, UNTIL);
    let ran = run(&server, &patient);
    let told = "the case's deadline passed after 1 of 3 attempts, and the answer was not as wanted yet";
    assert!(ran.code == 3 && ran.stdout.contains(told), "{}", ran.all());
    assert!(ran.stdout.contains("-> 200") && ran.stdout.contains("warning[CS0312]"), "{}", ran.all());
}

#[test]
fn until_without_an_answer_is_an_error() {
    let server = Server::start();
    server.hold("GET /items/1");
    let ran = run(&server, &UNTIL.replace("path: { id: 1 }", "path: { id: 1 }, timeout: 100ms"));
    assert!(ran.code == 3 && ran.stdout.contains("error[CS0405]"), "{}", ran.all());
}

const PAGES: &str = r#"
  - name: reads pages
    steps:
      - id: pages
        request: { method: GET, url: /list, query: { page: "${{ repeat.index }}" } }
        repeat: { while: "response.body.more", max: 3, collect: { ids: "$.ids[*]" } }
      - { request: { method: POST, url: /ids, json: "${{ captures.ids }}" } }
"#;

#[test]
fn pages_are_collected_while_there_are_more() {
    let server = Server::start();
    server.on(
        "GET /list",
        [Answer::json(r#"{"ids": [1, 2], "more": true}"#), Answer::json(r#"{"ids": [3], "more": false}"#)],
    );
    server.on("POST /ids", [Answer::status(204)]);
    let ran = run(&server, PAGES);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(server.lines(), ["GET /list?page=0", "GET /list?page=1", "POST /ids"]);
    assert_eq!(server.only("POST /ids").text(), "[1,2,3]");
}

#[test]
fn pages_without_an_end_fail() {
    let server = Server::start();
    server.on("GET /list", [Answer::json(r#"{"ids": [1], "more": true}"#)]);
    let ran = run(&server, PAGES);
    assert!(ran.code == 1 && ran.stdout.contains("there are still further pages after 3 of them"), "{}", ran.all());
    assert_eq!(server.received().len(), 3);
}

#[test]
fn rows_come_from_the_case_or_a_csv_file() {
    let server = Server::start();
    for id in 1..5 {
        server.on(&format!("GET /items/{id}"), [Answer::item(id)]);
    }
    let project = on(
        &server,
        &format!(
            "{HEAD}{}",
            r#"
  - { name: here, each: { one: { id: 1 }, two: { id: 2 } }, request: { path: { id: "${{ each.id }}" } } }
  - { name: there, each: { file: rows.csv, id: key }, request: { path: { id: "${{ each.number }}" } } }
"#
        ),
    )
    .with("cases/rows.csv", "key,number\nThe third,3\nfourth,4\n");
    let ran = project.run(&["run", "--env", "staging", "--test-threads", "1"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    for id in ["here[one]", "here[two]", "there[the-third]", "there[fourth]"] {
        assert!(ran.stdout.contains(&format!("ok      items/a::{id}")), "{id}: {}", ran.all());
    }
    assert_eq!(server.lines(), ["GET /items/1", "GET /items/2", "GET /items/3", "GET /items/4"]);
}

fn known(about: &str) -> String {
    format!(
        "
  - name: known
    request: {{ path: {{ id: 1 }} }}
    expect: {{ body: {{ at: {{ $.price: 5, $.name: Chair }} }} }}
    known_failure: {{ {about}, reason: rounding }}
"
    )
}

#[test]
fn only_the_known_failure_is_known() {
    let server = Server::start();
    let price = |price: &str, name: &str| Answer::json(format!(r#"{{"id": 1, "name": "{name}", "price": {price}}}"#));
    server.on("GET /items/1", [price("6", "Chair")]);
    let ran = run(&server, &known("check: CS0312, at: $.price"));
    assert!(
        ran.code == 0 && ran.stdout.contains("1 known failure") && ran.stdout.contains("known: rounding"),
        "{}",
        ran.all()
    );
    assert_eq!(run(&server, &known("check: CS0310, at: $.price")).code, 1);
    assert_eq!(run(&server, &known("check: CS0312, env: [mock]")).code, 1);
    let expired = run(&server, &known("check: CS0312, expires: 2020-01-01"));
    assert!(
        expired.code == 1 && expired.stdout.contains("a known failure expired on 2020-01-01: rounding"),
        "{}",
        expired.all()
    );
    server.on("GET /items/1", [price("6", "Table")]);
    assert_eq!(run(&server, &known("check: CS0312, at: $.price")).code, 1);
    server.on("GET /items/1", [price("5", "Chair")]);
    let gone = run(&server, &known("check: CS0312, at: $.price"));
    assert!(gone.code == 0 && gone.stdout.contains("note: a known failure is gone: rounding"), "{}", gone.all());
    let down = Server::start();
    down.hold("GET /items/1");
    let cases = known("env: [staging]").replace("path: { id: 1 }", "path: { id: 1 }, timeout: 100ms");
    assert_eq!(run(&down, &cases).code, 3);
}

#[test]
fn cases_for_elsewhere_are_skipped_and_say_so() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let ran = run(
        &server,
        r#"
  - { name: runs, request: { path: { id: 1 } } }
  - { name: only on mock, only: { env: [mock], reason: no data }, request: { path: { id: 1 } } }
  - { name: asks the mock, mock: { code: 404 }, request: { path: { id: 1 } }, expect: { status: 404 } }
"#,
    );
    assert!(ran.code == 0 && ran.stdout.contains("1 passed, 2 skipped"), "{}", ran.all());
    assert!(
        ran.stdout.contains("only on mock: no data") && ran.stdout.contains("asks the mock for an answer"),
        "{}",
        ran.all()
    );
    assert_eq!(server.received().len(), 1);
}

#[test]
fn undocumented_properties_mean_what_the_nearest_says() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "n", "price": 1, "more": 1}"#)]);
    let cases = |file: &str, case: &str| {
        format!(
            "api: items\noperation: GET /items/{{id}}\n{file}cases:\n  - {{ name: a, {case}request: {{ path: {{ id: 1 }} }} }}\n"
        )
    };
    let code = |file: &str, case: &str| on(&server, &cases(file, case)).run(STAGING);
    let warned = code("", "");
    assert!(warned.code == 0 && warned.stdout.contains("warning[CS0311]"), "{}", warned.all());
    assert_eq!(code("undocumented: fail\n", "").code, 1);
    assert_eq!(code("undocumented: fail\n", "undocumented: warn, ").code, 0);
    let allowed = code("undocumented: allow\n", "");
    assert!(allowed.code == 0 && !allowed.stdout.contains("CS0311"), "{}", allowed.all());
    let project = on(&server, &cases("", ""));
    let config =
        project.read("countersign.toml").replace("cases = \"cases\"", "cases = \"cases\"\nundocumented = \"fail\"");
    project.write("countersign.toml", &config);
    assert_eq!(project.run(STAGING).code, 1);
}

#[test]
fn what_says_that_it_is_json_must_be_also_outside_of_the_contract() {
    let server = Server::start();
    for (body, code) in [("{\"a\": NaN}", 1), ("{} {}", 1), ("\u{feff}{}", 1), ("{}", 0), ("", 0), (" ", 0)] {
        server.on("GET /health", [Answer::json(body)]);
        let case = "api: items\ncases:\n  - { name: a, request: { url: /health }, expect: { status: 200 } }\n";
        let ran = on(&server, case).run(STAGING);
        assert_eq!(ran.code, code, "{body:?}: {}", ran.all());
        assert_eq!(ran.stdout.matches("[CS0309]").count(), usize::try_from(code).expect("few"), "{}", ran.all());
        let unjudged = case.replace("status: 200", "status: 200, schema: none");
        assert_eq!(on(&server, &unjudged).run(STAGING).code, 0, "{body:?}");
    }
}

#[test]
fn a_schema_of_its_own_is_a_file_beside_the_case_or_written_in_place_or_none() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::json(r#"{"id": 5}"#)]);
    let cases = |schema: &str| {
        format!("{HEAD}  - {{ name: a, request: {{ path: {{ id: 1 }} }}, expect: {{ schema: {schema} }} }}\n")
    };
    let strict = r#"{"type": "object", "properties": {"id": {"type": "integer", "maximum": 4}}}"#;
    let code = |schema: &str| {
        let project = on(&server, &cases(schema)).with("cases/item.schema.json", strict).with("root.schema.json", "{}");
        project.run(STAGING)
    };
    assert_eq!(code("none").code, 0);
    assert_eq!(code("{ properties: { id: { type: integer } } }").code, 0);
    assert_eq!(code("{ properties: { id: { type: string } } }").code, 1);
    let ran = code("item.schema.json");
    assert!(ran.code == 1 && ran.stdout.contains("failure[CS0310]"), "{}", ran.all());
    assert_eq!(code("../root.schema.json").code, 0);
    let ran = code("root.schema.json");
    assert!(ran.code == 2 && ran.stderr.contains("root.schema.json"), "{}", ran.all());
}

#[test]
fn an_answer_that_is_too_slow_fails() {
    let server = Server::start();
    server.on("GET /items/1", [Answer::item(1)]);
    let case =
        |time: &str| format!("\n  - {{ name: a, request: {{ path: {{ id: 1 }} }}, expect: {{ max_time: {time} }} }}\n");
    let ran = run(&server, &case("0ms"));
    assert!(ran.code == 1 && ran.stdout.contains("failure[CS0316]"), "{}", ran.all());
    assert_eq!(run(&server, &case("10m")).code, 0);
}
