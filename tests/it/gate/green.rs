//! The ways in which something could go green by accident. Each ends with another exit code than 0, through the real
//! binary, and says why.

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use super::{CASES, LATEST, Staged, says};
use crate::project::Project;
use crate::server::Answer;

#[test]
fn no_cases_at_all() {
    let project = Project::items();
    std::fs::create_dir_all(project.path("cases")).expect("a folder");
    says(&project.run(&["run", "--gate"]), 2, &["there is no case file in cases"]);
    says(&project.run(&["gate"]), 2, &["there is no case file in cases"]);
}

#[test]
fn a_filter_that_matches_nothing() {
    let staged = Staged::holding("");
    says(&staged.project.run(&["run", "--env", "staging", "--gate", "no-such-case"]), 4, &["error[CS0126]"]);
}

#[test]
fn a_filter_that_leaves_the_failing_case_out() {
    let staged = Staged::holding("");
    staged.server.on("GET /items/2", [Answer::item(2)]);
    says(&staged.project.run(&["run", "--env", "staging", "reads"]), 0, &["1 hold"]);
    says(&staged.gate(), 4, &["? selection the whole suite 1 of 2 cases"]);
    says(&staged.project.run(&["run", "--env", "staging", "--gate", "--skip", "none"]), 4, &["? selection"]);
}

#[test]
fn everything_skipped() {
    let cases = CASES
        .replace("name: reads,", "name: reads, skip: x,")
        .replace("name: finds none,", "name: finds none, skip: x,");
    let staged = Staged::new(&cases, "");
    says(
        &staged.project.run(&["run", "--env", "staging", "--gate"]),
        4,
        &["? checked something was checked all 2 skipped"],
    );
}

#[test]
fn nothing_but_failures_that_do_not_block() {
    let known = "[[known_failures]]\ncheck = \"CS0301\"\nreason = \"x\"\n";
    let cases = CASES.replace("expect: { body: { at: { $.id: 1 } } }", "expect: { status: 201 }");
    let staged = Staged::new(&cases.replace("status: 404", "status: 409"), known);
    let told = "? checked something was checked none of 2 cases holds";
    says(&staged.project.run(&["run", "--env", "staging", "--gate"]), 4, &["0 hold, 2 known", told]);
    // A baseline of such a run knows no case that has ever passed, so that every one is pending.
    staged.policy("");
    staged.run();
    says(&staged.project.run(&["baseline"]), 0, &["holds 0 cases"]);
    says(&staged.gate(), 4, &["0 hold, 2 pending", told]);
}

#[test]
fn a_mock_where_an_api_is_looked_for() {
    let staged = Staged::holding("");
    staged.server.on("GET /items/1", [Answer::item(1).header("server", "countersign-mock")]);
    staged.run();
    says(&staged.gate(), 1, &["NO environment any but the mock", "a mock listens there"]);
    staged.policy("[gate]\nallow_mock = true");
    staged.run();
    says(&staged.gate(), 0, &["ok environment"]);
}

#[test]
fn a_list_in_place_of_a_run() {
    let staged = Staged::holding("");
    says(&staged.project.run(&["run", "--env", "staging", "--gate", "--list"]), 2, &["cannot be used with"]);
}

#[test]
fn properties_that_nobody_looks_for() {
    let staged =
        Staged::new(&format!("undocumented: allow\n{}", CASES.trim_start()), "[gate.undocumented]\nproperties = 0");
    staged.run();
    says(&staged.gate(), 2, &["error[CS0909]", "`undocumented.properties` of [gate] applies to nothing"]);
}

#[test]
fn no_record_at_all() {
    says(&Staged::holding("").gate(), 2, &["error[CS0901]", "latest.jsonl", "nothing was decided, so do not deploy"]);
}

#[test]
fn a_record_that_was_cut_anywhere() {
    let staged = Staged::holding("");
    let text = staged.recorded();
    says(&staged.gate_text(&text), 0, &[]);
    let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    for cut in
        [1, 20, lines[0] - 1, lines[0], lines[0] + 40, lines[1] - 1, lines[1], lines[2] - 1, lines[2], text.len() - 1]
    {
        let ran = staged.gate_text(&text[..cut]);
        assert!(matches!(ran.code, 2 | 4), "cut at {cut}: {}", ran.all());
        assert!(ran.all().contains("do not deploy"), "cut at {cut}: {}", ran.all());
    }
}

#[test]
fn a_record_without_its_end() {
    let staged = Staged::holding("");
    let text = staged.recorded();
    let without = &text[..text.rfind("{\"end\":").expect("an end")];
    says(&staged.gate_text(without), 4, &["? complete", "has no end"]);
}

#[test]
fn an_end_that_hides_a_missing_case() {
    let staged = Staged::holding("");
    let text = staged.recorded();
    let at = text.find("{\"case\":").expect("a case");
    let end = at + text[at..].find('\n').expect("a line") + 1;
    says(&staged.gate_text(&format!("{}{}", &text[..at], &text[end..])), 4, &["? complete"]);
}

#[test]
fn an_empty_file_and_no_record_at_all() {
    let staged = Staged::holding("");
    for text in ["", "{}\n", "hello\n", "{\"version\": 1}\n", "[]", "\n\n"] {
        says(&staged.gate_text(text), 2, &["error[CS0901]", "do not deploy"]);
    }
}

#[test]
fn a_record_of_a_newer_version() {
    let staged = Staged::holding("");
    let text = staged.recorded().replacen("\"version\":1", "\"version\":2", 1);
    says(&staged.gate_text(&text), 2, &["error[CS0903]", "do not deploy"]);
}

#[test]
fn a_killed_run() {
    let staged = Staged::holding("");
    staged.server.hold("GET /items/1");
    let mut child = start(&staged);
    staged.server.wait_for("GET /items/1", 1);
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    says(&staged.gate(), 4, &["? complete", "has no end: the run was killed"]);
}

#[test]
fn an_interrupted_run() {
    let staged = Staged::holding("");
    staged.server.hold("GET /items/1");
    let mut child = start(&staged);
    staged.server.wait_for("GET /items/1", 1);
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(4));
    let ran = staged.gate();
    assert!(ran.code == 1 || ran.code == 4, "{}", ran.all());
    says(&ran, ran.code, &["? complete", "interrupted"]);
}

fn start(staged: &Staged) -> std::process::Child {
    let mut command = staged.project.command(&["run", "--env", "staging", "--test-threads", "1"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs")
}

#[test]
fn a_missing_shard() {
    let staged = Staged::holding("");
    says(&staged.gate_text(&shard(&staged.recorded(), 1, 2, "hash")), 4, &["? complete", "shard 2 of 2 missing"]);
}

#[test]
fn a_shard_that_is_there_twice() {
    let staged = Staged::holding("");
    let text = shard(&staged.recorded(), 1, 1, "hash");
    says(&staged.gate_text(&text), 0, &[]);
    staged.project.write("s.jsonl", &text);
    says(&staged.project.run(&["gate", "r.jsonl", "s.jsonl"]), 4, &["? complete", "shard 1/1 is there twice"]);
    says(&staged.project.run(&["gate", "r.jsonl", "r.jsonl"]), 4, &["? complete", "twice"]);
}

#[test]
fn a_shard_of_another_plan() {
    let staged = Staged::holding("");
    let text = staged.recorded();
    staged.project.write("a.jsonl", &shard(&text, 1, 2, "hash"));
    staged.project.write("b.jsonl", &shard(&text, 2, 2, "timings:0123456789abcdef"));
    says(&staged.project.run(&["gate", "a.jsonl", "b.jsonl"]), 4, &["? complete", "b.jsonl does not belong"]);
}

fn shard(text: &str, index: u32, total: u32, plan: &str) -> String {
    let shard = format!("\"shard\":{{\"index\":{index},\"total\":{total},\"plan\":\"{plan}\"}},\"planned\":");
    text.replacen("\"planned\":", &shard, 1)
}

#[test]
fn cases_that_were_edited_since() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.write("cases/a.yaml", &CASES.replace("$.id: 1", "$.id: 7"));
    says(&staged.gate(), 4, &["? suite that of this project another"]);
}

#[test]
fn a_case_that_was_added_since() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.write("cases/b.yaml", &CASES.replace("reads", "more"));
    says(&staged.gate(), 4, &["? suite"]);
}

#[test]
fn a_contract_that_was_edited_since() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.write("items.yaml", &staged.project.read("items.yaml").replace("minLength: 1", "minLength: 0"));
    says(&staged.gate(), 4, &["? contracts those of this project others", "the contract of `items` was another one"]);
}

#[test]
fn another_suite() {
    let (staged, other) = (Staged::holding(""), Staged::new(&CASES.replace("reads", "other"), ""));
    says(&staged.gate_text(&other.recorded()), 4, &["? suite"]);
}

#[test]
fn records_of_different_environments() {
    let staged = Staged::holding("[environments.canary]\nextends = \"staging\"");
    staged.project.write("a.jsonl", &staged.recorded());
    staged.project.run(&["run", "--env", "canary", "--record", "b.jsonl"]);
    says(&staged.project.run(&["gate", "a.jsonl", "b.jsonl"]), 4, &["? complete", "its environment is"]);
}

#[test]
fn the_wrong_environment_and_the_mock() {
    let staged =
        Staged::holding("[environments.production]\nextends = \"staging\"\n[gate]\nenvironment = \"production\"");
    says(&staged.project.run(&["run", "--env", "staging", "--gate"]), 1, &["NO environment"]);
    staged.policy("");
    says(&staged.project.run(&["run", "--gate", "reads"]), 1, &["NO environment any but the mock mock"]);
}

#[test]
fn last_weeks_record_after_a_step_whose_exit_code_was_swallowed() {
    let staged = Staged::holding("");
    let text = staged.recorded();
    let at = regex::Regex::new(r#""at":"\d{4}-\d\d-\d\dT"#).expect("a pattern");
    says(&staged.gate_text(&at.replace_all(&text, "\"at\":\"2026-01-01T")), 1, &["NO max_age at most 24 h"]);
    says(&staged.gate_text(&at.replace_all(&text, "\"at\":\"2999-01-01T")), 1, &["which is yet to come"]);
    says(&staged.gate_text(&at.replace_all(&text, "\"at\":\"soon")), 1, &["NO max_age", "not known"]);
    // `countersign run ... || true; countersign gate`, where the run could not begin: the record is that of an older run.
    let old = staged.project.path(LATEST).canonicalize().expect("a record");
    std::fs::write(old, at.replace_all(&text, "\"at\":\"2026-01-01T").as_bytes()).expect("written");
    assert_eq!(staged.project.run(&["run", "--env", "stagin"]).code, 2);
    says(&staged.gate(), 1, &["NO max_age"]);
}

#[test]
fn an_unwritable_record() {
    let staged = Staged::holding("");
    staged.project.write("file", "");
    let ran = staged.project.run(&["run", "--env", "staging", "--gate", "--record", "file/r.jsonl"]);
    says(&ran, 2, &["error[CS0907]", "nothing was sent"]);
}

#[test]
fn an_unwritable_report() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.write("file", "");
    says(&staged.project.run(&["gate", "--markdown", "file/x.md"]), 2, &["error[CS0908]"]);
}

#[test]
fn an_unreadable_folder_of_cases() {
    let staged = Staged::holding("");
    staged.run();
    let folder = staged.project.path("cases");
    let mode = |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).expect("allowed");
    mode(0o000);
    // Root reads everything, so for root the folder is a file.
    let is_readable = std::fs::read_dir(&folder).is_ok();
    mode(0o755);
    if is_readable {
        std::fs::remove_dir_all(&folder).expect("removed");
        staged.project.write("cases", "");
    } else {
        mode(0o000);
    }
    says(&staged.gate(), 2, &["error[CS0111]", "cannot read the folder cases"]);
    says(&staged.run(), 2, &["nothing was sent"]);
    if !is_readable {
        mode(0o755);
    }
}

#[test]
fn an_undefined_secret() {
    let mut staged = Staged::holding("");
    staged.project.set("ITEMS_KEY", "");
    says(&staged.project.run(&["run", "--env", "staging", "--gate"]), 2, &["error[CS0119]", "nothing was sent"]);
    says(&staged.gate(), 2, &["error[CS0901]"]);
}

#[test]
fn the_bypasses_of_insta() {
    let cases = CASES.replace("expect: { body: { at: { $.id: 1 } } }", "expect: { snapshot: shape }");
    for (name, value) in [
        ("INSTA_FORCE_PASS", "1"),
        ("INSTA_UPDATE", "always"),
        ("INSTA_UPDATE", "force"),
        ("INSTA_WORKSPACE_ROOT", "/"),
    ] {
        let mut staged = Staged::new(&cases, "");
        staged.project.set(name, value);
        staged.project.write(".config/insta.yaml", "behavior: { force_pass: true }\ntest: { force_pass: true }\n");
        staged.project.write("snapshots/.force_pass", "");
        says(&staged.project.run(&["run", "--env", "staging", "--gate"]), 1, &["CS0501", "NO verdicts"]);
    }
}

#[test]
fn a_typo_in_the_policy() {
    let staged = Staged::holding("");
    staged.run();
    for (policy, words) in [
        ("[gate]\nmax_agee = \"1h\"", "did you mean `max_age`?"),
        ("[gate]\nallow_mock = \"yes\"", "takes `true` or `false`"),
        ("[gate]\nmax_age = \"a day\"", "takes a length of time"),
        ("[gate.snapshots]\npendng = 0", "did you mean `pending`?"),
        ("[gate.coverage.itms]\nresponses = \"asserted >= 1%\"", "did you mean `items`?"),
        ("[gate.coverage.items]\nresponse = \"asserted >= 1%\"", "did you mean `responses`?"),
        ("[gate.coverage.items]\nresponses = \"asserted > 1%\"", "is no condition"),
        ("[gate]\nenvironment = \"stagin\"", "did you mean `staging`?"),
        ("[gate.flaky]\nmax = \"some\"", "neither a number nor a percentage"),
        ("[gate.coverage.items]", "`items` of [gate] asks for nothing"),
        ("[gate.undocumented]", "`undocumented` of [gate] asks for nothing"),
        ("[gate]\nenvironment = []", "`environment` of [gate] asks for nothing"),
        (
            "[gate.coverage.items]\nresponses = \"asserted >= 1%\"\nignore = [{ row = \"GET /items 404\", reason = \"\" }]",
            "without a reason",
        ),
        ("[gte]\nallow_mock = true", "did you mean `gate`?"),
    ] {
        staged.policy(policy);
        says(&staged.gate(), 2, &[words, "so do not deploy"]);
        says(&staged.project.run(&["lint"]), 2, &[words]);
    }
}

#[test]
fn a_rule_about_an_operation_that_nobody_documents() {
    let staged = Staged::holding("[gate.latency.\"GET /item/{id}\"]\nmax = \"1s\"");
    says(&staged.gate(), 2, &["error[CS0114]", "did you mean `GET /items/{id}`?"]);
    says(&staged.run(), 2, &["nothing was sent"]);
}

#[test]
fn a_rule_about_an_operation_that_nobody_called() {
    let staged = Staged::holding("[gate.latency.\"PUT /items/{id}\"]\nmax = \"1s\"");
    staged.run();
    says(&staged.gate(), 2, &["error[CS0909]", "no exchange of `PUT /items/{id}` was answered"]);
}

#[test]
fn a_row_that_is_ignored_and_not_there() {
    let staged = Staged::holding(
        "[gate.coverage.items]\nresponses = \"asserted >= 0%\"\nignore = [{ row = \"GET /items 500\", reason = \"x\" }]",
    );
    staged.run();
    says(&staged.gate(), 2, &["error[CS0909]", "has no row `GET /items 500`"]);
}

#[test]
fn coverage_of_what_the_documentation_has_not() {
    let staged = Staged::holding("[gate.coverage.items]\nenum_values = \"asserted >= 100%\"");
    staged.run();
    says(&staged.gate(), 2, &["error[CS0909]", "has no enum values"]);
    let ignored = "[gate.coverage.items]\nresponses = \"asserted >= 100%\"\nignore = [{ row = \"*\", reason = \"x\" }]";
    staged.policy(ignored);
    says(&staged.gate(), 2, &["error[CS0909]", "responses are ignored"]);
}

#[test]
fn coverage_below_what_is_asked() {
    let staged = Staged::holding("[gate.coverage.items]\nresponses = \"asserted >= 95%\"");
    staged.run();
    says(&staged.gate(), 1, &["NO coverage.items.responses"]);
}

#[test]
fn a_known_failure_that_has_expired() {
    let known = |expires: &str| {
        format!("[[known_failures]]\ncase = \"items/a::reads\"\nreason = \"x\"\nexpires = \"{expires}\"\n")
    };
    let staged = Staged::holding(&known("2999-01-01"));
    staged.server.on("GET /items/1", [Answer::json("{}")]);
    says(&staged.run(), 0, &["1 known failure"]);
    says(&staged.gate(), 0, &[]);
    // It expires between the run and the gate.
    staged.policy(&known("2026-01-01"));
    says(&staged.gate(), 1, &["NO known failures declared, and not expired 1 not tolerated"]);
    says(&staged.run(), 1, &["a known failure expired on 2026-01-01"]);
    says(&staged.gate(), 1, &["1 failed"]);
}

#[test]
fn a_known_failure_that_only_the_record_knows() {
    let staged = Staged::holding("[[known_failures]]\ncase = \"items/a::reads\"\nreason = \"x\"\n");
    staged.server.on("GET /items/1", [Answer::json("{}")]);
    staged.run();
    staged.policy("");
    says(&staged.gate(), 1, &["NO known failures", "the project does not declare it as known"]);
}

#[test]
fn a_snapshot_that_nobody_has_reviewed() {
    let cases = CASES.replace("expect: { body: { at: { $.id: 1 } } }", "expect: { snapshot: shape }");
    let staged = Staged::new(&cases, "[gate.snapshots]\npending = 0");
    staged.run();
    says(&staged.gate(), 1, &["NO snapshots.pending", "NO verdicts"]);
}

#[test]
fn a_snapshot_that_belongs_to_nobody() {
    let staged = Staged::holding("[gate.snapshots]\nobsolete = 0");
    staged
        .project
        .write("snapshots/items/a/gone.snap", "---\nsource: cases/a.yaml\nexpression: items/a::gone\n---\n{}\n");
    staged.run();
    says(&staged.gate(), 1, &["NO snapshots.obsolete", "snapshots/items/a/gone.snap"]);
}

#[test]
fn a_case_that_was_renamed_so_that_its_failure_is_new() {
    let staged = Staged::holding("");
    staged.run();
    staged.project.run(&["baseline"]);
    staged.project.write("cases/a.yaml", &CASES.replace("name: reads", "name: gets"));
    staged.server.on("GET /items/1", [Answer::json("{}")]);
    says(&staged.project.run(&["run", "--env", "staging", "--gate"]), 1, &["NO baseline", "items/a::reads"]);
}

#[test]
fn a_baseline_that_is_missing_though_needed() {
    let staged = Staged::holding("[gate.changes]\nbreaking = 0");
    staged.run();
    says(&staged.gate(), 2, &["error[CS0910]", "there is no countersign.baseline.json"]);
    staged.project.write("countersign.baseline.json", "{\"version\": 1, \"cases\": [], \"shapes\": []}");
    says(&staged.gate(), 2, &["error[CS0909]", "none of the 0 shapes"]);
}

#[test]
fn a_policy_on_somebodys_own_machine() {
    let staged = Staged::holding("");
    staged.project.run(&["run"]);
    staged.project.write("countersign.local.toml", "[gate]\nallow_mock = true\n");
    says(&staged.gate(), 2, &["error[CS0125]"]);
}

#[test]
fn no_project_and_no_configuration() {
    let project = Project::empty();
    says(&project.run(&["gate"]), 2, &["error[CS0101]", "so do not deploy"]);
}
