//! What is read as text: TAP, Markdown, annotations, and the terminal's view from a record.

use countersign::source::diagnostic::Diagnostics;
use insta::assert_snapshot;

use super::{Keep, alter, recorded, report, reported};

#[test]
fn tap_has_a_line_for_every_case_and_yaml_below_it() {
    let (_server, project) = recorded();
    let text = reported(&project, "--tap");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(|c: char| c != ' ')).collect();
    let lines = lines.join("\n");
    let run = regex::Regex::new("run [0-9T]+-.*").expect("a pattern");
    assert_snapshot!(run.replace(&lines, "run [RUN]"), @r"
    TAP version 14
    1..8
    # countersign 0.1.0, environment staging, seed [SEED], run [RUN]
    ok 1 - items/a::first-holds
    not ok 2 - items/a::second-is-not-as-documented
    ok 3 - items/a::third-is-left-out # SKIP not today
    not ok 4 - items/a::fourth-is-known # TODO known failure: being mended
    not ok 5 - items/a::fifth-gets-no-answer
    ok 6 - items/a::sixth-is-flaky
    ok 7 - items/b::rows[one]
    not ok 8 - items/b::rows[two]
    # 3 of 8 cases do not hold on staging
    ");
    let mut blocks = 0;
    for block in text.split("  ---\n").skip(1) {
        let (yaml, _) = block.split_once("  ...\n").expect("an end");
        let mut diagnostics = Diagnostics::default();
        let node = countersign::source::yaml::parse(Default::default(), yaml, &mut diagnostics);
        assert!(node.is_some() && diagnostics.is_empty(), "{yaml}");
        blocks += 1;
    }
    assert_eq!(blocks, 7);
    assert!(text.contains("      in: \"body /price\"\n      expected: \"number\"\n"), "{text}");
}

#[test]
fn markdown_begins_with_the_verdict_and_folds_what_is_long() {
    let (_server, project) = recorded();
    let text = reported(&project, "--markdown");
    assert!(text.starts_with("## Countersign: 3 of 8 cases do not hold on staging\n\n| passed |"), "{text}");
    let (_, failures) = text.split_once("### What does not hold").expect("failures");
    let run = regex::Regex::new(r"(?m)^(host|server|date|user-agent|content-length): .*\n").expect("a pattern");
    assert_snapshot!(run.replace_all(failures, ""), @r#"
    ```text
    shared by several cases:
        2 cases  CS0310 not as the schema says: `type` in body /price, items.yaml:36:24
    ```

    #### `items/a::fifth-gets-no-answer` error

    `fifth gets no answer` in `cases/a.yaml:13:11`

    - **CS0401** `the connection was refused` in `exchange`, found `broke off at connect`

    <details><summary>Requests and responses</summary>

    ```http
    GET http://127.0.0.1:[PORT]/x
    accept: */*
    accept-encoding: gzip, br, zstd

    no answer in [TIME]: CS0401 the connection was refused, at connect
    ```

    </details>

    #### `items/a::second-is-not-as-documented` failed

    `second is not as documented` in `cases/a.yaml:5:11`, documented in `Items, page 4`, owner `Ada`

    - **CS0310** `` not as the schema says: `type` `` in `body /price`, expected `number`, found `string "<b>free]]></b>"`, by `items.yaml:36:24`

    <details><summary>Requests and responses</summary>

    ```http
    GET http://127.0.0.1:[PORT]/items/2
    x-key: «secret:ITEMS_KEY»
    accept: */*
    accept-encoding: gzip, br, zstd

    200 in [TIME]
    content-type: application/json

    {"id":2,"name":"Chair","price":"<b>free]]></b>"}
    ```

    </details>

    #### `items/b::rows[two]` failed

    `rows` in `cases/b.yaml:5:29`

    - **CS0310** `` not as the schema says: `type` `` in `body /price`, expected `number`, found `string "<b>free]]></b>"`, by `items.yaml:36:24`

    <details><summary>Requests and responses</summary>

    ```http
    GET http://127.0.0.1:[PORT]/items/2
    x-key: «secret:ITEMS_KEY»
    accept: */*
    accept-encoding: gzip, br, zstd

    200 in [TIME]
    content-type: application/json

    {"id":2,"name":"Chair","price":"<b>free]]></b>"}
    ```

    </details>

    ### Passed after a retry

    - `items/a::sixth-is-flaky`: 1 of 2 attempts hold

    ### Known failures

    - `items/a::fourth-is-known`: `known failure: being mended`
    "#);
}

#[test]
fn of_many_failures_the_first_ones_are_told_and_all_are_counted() {
    let (_server, project) = recorded();
    let mut copies = Vec::new();
    let text = project.read(super::RECORD);
    let failed = text.lines().find(|line| line.contains("second-is-not")).expect("a failure").to_owned();
    for n in 0..3000 {
        copies.push(failed.replace("second-is-not-as-documented", &format!("copy-{n:04}")));
    }
    let (begin, end) = text.trim_end().rsplit_once('\n').expect("lines");
    project.write(super::RECORD, &format!("{begin}\n{}\n{end}\n", copies.join("\n")));
    let ran = report(&project, &["--markdown", "-", "--github"]);
    assert!(ran.stdout.len() < 200_000 && ran.stdout.contains("… and 2983 more"), "{}", ran.stdout.len());
    let commands: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("::error")).collect();
    assert_eq!(commands.len(), 10, "{}", ran.stderr);
    assert!(commands[0].starts_with("::error title=incomplete::"), "{}", ran.stderr);
    assert!(commands[9].starts_with("::error::and 2995 more cases"), "{}", ran.stderr);
}

#[test]
fn annotations_stand_at_the_line_of_the_case_within_the_repository() {
    let (_server, mut project) = recorded();
    project.write("summary.md", "before\n");
    let folder = project.path(".").canonicalize().expect("there");
    let above = folder.parent().expect("a parent").to_string_lossy().into_owned();
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    project.set("GITHUB_WORKSPACE", &above);
    project.set("GITHUB_STEP_SUMMARY", &project.path("summary.md").to_string_lossy());
    let ran = report(&project, &["--github"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.all());
    assert_snapshot!(ran.stderr.replace(&name, "[NAME]"), @r#"
    ::error file=[NAME]/cases/a.yaml,line=5,col=11,title=failed CS0310 items/a%3A%3Asecond-is-not-as-documented::CS0310 not as the schema says: `type`, in body /price; expected number; found string "<b>free]]></b>"
    ::error file=[NAME]/cases/a.yaml,line=14,col=14,title=error CS0401 items/a%3A%3Afifth-gets-no-answer::CS0401 the connection was refused, in exchange; found broke off at connect
    ::error file=[NAME]/cases/b.yaml,line=5,col=29,title=failed CS0310 items/b%3A%3Arows[two]::CS0310 not as the schema says: `type`, in body /price; expected number; found string "<b>free]]></b>"
    ::warning file=[NAME]/cases/a.yaml,line=16,col=13,title=flaky items/a%3A%3Asixth-is-flaky::1 of 2 attempts hold
    ::notice file=[NAME]/cases/a.yaml,line=10,col=11,title=known items/a%3A%3Afourth-is-known::known failure: being mended
    "#);
    let summary = project.read("summary.md");
    assert!(summary.starts_with("before\n## Countersign: 3 of 8 cases do not hold on staging\n"), "{summary}");
}

#[test]
fn a_case_that_fails_now_and_then_says_so_in_markdown() {
    let (_server, project) = recorded();
    super::alter(&project, |line| {
        if let Some(case) = line.get_mut("case").filter(|case| case["verdict"] == "failed") {
            case["attempts"] = serde_json::json!([
                { "verdict": "failed", "elapsed_us": 1500, "codes": ["CS0310"] },
                { "verdict": "passed", "elapsed_us": 700 },
            ]);
        }
        super::Keep::Line
    });
    let text = super::reported(&project, "--markdown");
    assert!(text.contains("` in `cases/b.yaml:5:29`, flaky: 1 of 2 attempts hold\n"), "{text}");
}

#[test]
fn what_is_printed_of_a_killed_run_says_how_long_it_took_as_far_as_that_is_known() {
    let (_server, project) = recorded();
    super::alter(&project, |line| if line.get("end").is_some() { super::Keep::Nothing } else { super::Keep::Line });
    let ran = project.command(&["report", super::RECORD]).output().expect("it runs");
    let stdout = String::from_utf8_lossy(&ran.stdout);
    assert!(stdout.contains(" passed") && !stdout.contains(" in 0 us"), "{stdout}");
}

#[test]
fn without_a_flag_a_report_is_what_the_run_printed() {
    let (_server, project) = super::everything();
    let ran = project.run(&["run", "--env", "staging", "--record", super::RECORD, "--test-threads", "1"]);
    let told = report(&project, &[]);
    assert_eq!((told.code, told.stderr.as_str()), (0, ""), "{}", told.all());
    assert_eq!(told.stdout, ran.stdout);
}

#[test]
fn a_record_of_skipped_cases_alone_is_no_success() {
    let (_server, project) = recorded();
    alter(&project, |line| {
        if let Some(case) = line.get_mut("case") {
            case["verdict"] = "skipped".into();
        }
        if let Some(end) = line.get_mut("end") {
            end["summary"] = serde_json::json!({
                "planned": 8, "passed": 0, "flaky": 0, "fixed": 0, "failed": 0, "errors": 0, "known": 0, "skipped": 8
            });
        }
        Keep::Line
    });
    let ran = report(&project, &["--json", "-"]);
    assert!(ran.code == 4 && ran.stdout.contains("\"gaps\":[\"no case was run\"]"), "{}", ran.all());
}
