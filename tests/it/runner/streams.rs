//! Streams that are closed, full or read by somebody who has seen enough; a process in odd surroundings.

use std::process::{Command, Stdio};

use crate::project::{Project, Ran};

/// The items project with `count` cases.
fn project(count: usize) -> Project {
    let each: String =
        (0..count).map(|index| format!("  - {{ name: c{index}, request: {{ path: {{ id: 1 }} }} }}\n")).collect();
    Project::items().with("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{each}"))
}

/// Runs `line` in a shell, in which `$cs` is the binary.
fn shell(project: &Project, line: &str) -> Ran {
    let mut shell = Command::new("bash");
    shell.args(["-c", line]).env("cs", env!("CARGO_BIN_EXE_countersign")).current_dir(project.path("."));
    shell.env_remove("CI").stdin(Stdio::null());
    let output = shell.output().expect("a shell");
    let text = |bytes: &[u8]| project.normal(&String::from_utf8_lossy(bytes));
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

#[test]
fn whoever_has_seen_enough_may_stop_reading() {
    let project = project(4000);
    for command in [
        "run --list",
        "run",
        "run --format json",
        "run --format pretty",
        "lint --format json",
        "explain",
        "run -q",
        "show c",
    ] {
        let ran = shell(&project, &format!("$cs {command} | head -n 1 >/dev/null; exit ${{PIPESTATUS[0]}}"));
        assert!(matches!(ran.code, 0 | 2 | 4), "{command}: {}", ran.all());
        assert!(!ran.stderr.contains("panicked"), "{command}: {}", ran.all());
    }
}

#[test]
fn a_full_disk_behind_standard_output_is_no_success_and_no_crash() {
    let project = project(2);
    for command in [
        "run",
        "run --list",
        "run --format json",
        "run --format terse",
        "run -q",
        "lint",
        "explain",
        "show c1",
        "snapshots",
        "coverage",
        "run --github",
    ] {
        let ran = shell(&project, &format!("$cs {command} >/dev/full"));
        assert_eq!(ran.code, 4, "{command}: {}", ran.all());
        assert!(!ran.stderr.contains("panicked"), "{command}: {}", ran.all());
    }
    assert_eq!(shell(&project, "$cs run --env nope 2>/dev/full").code, 4);
}

#[test]
fn closed_streams_change_no_verdict() {
    let project = project(2);
    for streams in [">&-", "2>&-", "<&-", ">&- 2>&- <&-"] {
        assert_eq!(shell(&project, &format!("$cs run {streams}")).code, 0, "{streams}");
        assert_eq!(shell(&project, &format!("$cs run nothing {streams}")).code, 4, "{streams}");
    }
}

#[test]
fn neither_a_home_nor_a_sound_environment_is_needed() {
    let project = project(1);
    assert_eq!(shell(&project, "env -i \"$cs\" run").code, 0);
    assert_eq!(
        shell(
            &project,
            "export HOME=$'/\\xff' TERM=$'\\xff' LANG=$'\\xff' TMPDIR=/nowhere NOISE=$'\\xff\\xfe'; $cs run"
        )
        .code,
        0
    );
    let ran = shell(
        &project,
        "export ITEMS_URL=http://127.0.0.1:9 ITEMS_KEY=$'\\xff\\xfe-a-long-key'; $cs run --env staging",
    );
    assert!(ran.code == 2 && ran.stderr.contains("ITEMS_KEY") && !ran.stderr.contains("a-long-key"), "{}", ran.all());
}

#[test]
fn a_folder_that_is_gone_is_told() {
    let project = project(1);
    let ran = shell(&project, "mkdir gone && cd gone && rmdir ../gone && $cs run");
    assert!(ran.code == 2 && ran.stderr.contains("error[CS0101]: cannot find the project's folder"), "{}", ran.all());
    let ran = shell(&project, "root=$PWD; mkdir gone && cd gone && rmdir ../gone && $cs --project $root run");
    assert_eq!(ran.code, 0, "{}", ran.all());
}
