//! Each fault amid twenty cases that nothing is wrong with: it is told as what it is, and they pass; in time, and in
//! little memory.

use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::Value;

use super::list::{Came, Fault, Told, faults};
use super::server::start;
use crate::project::Project;

/// By how much a case may be late.
const LATE: u64 = 250_000;
/// What a case may take that waits for something in vain, and that is given up long before.
const HANGING: u64 = 2;
/// What any other may take, which has an end of its own: machines that have much to do take their time.
const OTHER: u64 = 30;
/// What a run may have in memory, in KiB, beside what its exchanges may have.
const MEMORY: u64 = 64 << 10;
/// What an exchange may have: a body as sent and as decoded, and the window of Zstandard (RFC 9659).
const CAPS: u64 = (2 * 10 + 8) << 10;

#[test]
fn every_fault_is_told_and_harms_nobody_else() {
    together(faults(), |fault| {
        let url = format!("http://127.0.0.1:{}", start((fault.script)()));
        hold(&fault, &ran(&fault, &project(&fault, &url, "")))
    });
}

#[test]
fn many_faults_at_once_take_no_more_than_their_share() {
    let large =
        ["a body without an end", "chunks without an end", "a bomb of gzip", "a bomb of Zstandard", "a bomb in a bomb"];
    let chosen: Vec<Fault> = faults().into_iter().filter(|fault| large.contains(&fault.name)).collect();
    assert_eq!(chosen.len(), large.len(), "their names have changed");
    for fault in chosen {
        let url = format!("http://127.0.0.1:{}", start((fault.script)()));
        let mut project = Project::items();
        let faulty: String = (0..8)
            .map(|index| {
                format!("  - {{ name: faulty {index}, deadline: {OTHER}s, request: {{ path: {{ id: 1 }} }} }}\n")
            })
            .collect();
        project.write("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{faulty}"));
        project.set("ITEMS_URL", &url);
        project.set("ITEMS_KEY", "key-of-items");
        let seen = ran_once(&project, "8");
        let all_told = seen.cases.len() == 8 && seen.cases.iter().all(|case| told(&fault, case).is_ok());
        assert!(all_told && seen.code == 3, "{}: {}\n{}", fault.name, seen.stdout, seen.stderr);
        assert!(seen.peak <= MEMORY + 8 * CAPS, "{}: {} KiB", fault.name, seen.peak);
    }
}

/// What has a name for those who read of a failure.
pub(crate) trait Named {
    fn name(&self) -> &'static str;
}

impl Named for Fault {
    fn name(&self) -> &'static str {
        self.name
    }
}

/// Does this with all of them, a few at once; all that is wrong is told at the end.
pub(crate) fn together<T: Named + Send>(all: Vec<T>, held: impl Fn(T) -> Result<(), String> + Sync) {
    let left = Mutex::new(all.into_iter());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(one) = { left.lock().expect("the lock").next() } {
                    let name = one.name();
                    if let Err(why) = held(one) {
                        wrong.lock().expect("the lock").push(format!("{name}: {why}"));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("the lock");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Ten cases, that of the fault, and ten more, in an environment with these keys more.
pub(crate) fn project(fault: &Fault, url: &str, settings: &str) -> Project {
    let healthy = |id: usize| format!("  - {{ name: healthy {id}, request: {{ path: {{ id: {id} }} }} }}\n");
    let request = match fault.request {
        "" => "path: { id: 1 }".to_owned(),
        own if own.contains("url") => own.to_owned(),
        more => format!("path: {{ id: 1 }}, {more}"),
    };
    let expect = if matches!(fault.told, Told::Unjudged("CS0413")) { "{ body: { contains: a } }" } else { "{}" };
    let faulty =
        format!("  - {{ name: faulty, deadline: {}s, request: {{ {request} }}, expect: {expect} }}\n", deadline(fault));
    let cases: String = (2..12).map(healthy).chain([faulty]).chain((12..22).map(healthy)).collect();
    let mut project =
        Project::items().with("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"));
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.staging]\n{settings}\n"));
    project.set("ITEMS_URL", url);
    project.set("ITEMS_KEY", "key-of-items");
    project
}

/// The deadline of its case, in seconds.
fn deadline(fault: &Fault) -> u64 {
    if fault.request.contains("timeout") { HANGING } else { OTHER }
}

/// What a run left behind.
pub(crate) struct Seen {
    code: i32,
    stdout: String,
    stderr: String,
    /// The lines of its cases in its record, by the names of the cases.
    cases: Vec<Value>,
    /// The most memory that it had, in KiB; 0 where the system does not say.
    peak: u64,
}

/// Runs it. Machines that have other things to do get more chances; what has no end is late each time.
pub(crate) fn ran(fault: &Fault, project: &Project) -> Seen {
    let mut seen = ran_once(project, "1");
    for _ in 0..2 {
        if seen.cases.iter().all(|case| is_in_time(fault, case)) {
            break;
        }
        seen = ran_once(project, "1");
    }
    seen
}

fn is_in_time(fault: &Fault, case: &Value) -> bool {
    case["elapsed_us"].as_u64().is_some_and(|elapsed| elapsed <= deadline(fault) * 1_000_000 + LATE)
}

/// Runs it. On one thread a connection has served before the fault befalls it.
fn ran_once(project: &Project, threads: &str) -> Seen {
    let arguments = ["run", "--env", "staging", "--seed", "1", "--test-threads", threads, "--record", "record.jsonl"];
    let child = project.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let (output, peak) = finished(child);
    let record = project.read("record.jsonl");
    let lines = record.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Seen {
        code: output.status.code().unwrap_or(-1),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        cases: lines.filter_map(|line| Some(line.get("case")?.clone())).collect(),
        peak,
    }
}

/// Waits for the end, and looks at the memory until then.
fn finished(child: Child) -> (std::process::Output, u64) {
    let status = format!("/proc/{}/status", child.id());
    let (ended, end) = channel();
    std::thread::scope(|scope| {
        let output = scope.spawn(move || {
            let output = child.wait_with_output();
            let _ = ended.send(());
            output
        });
        let mut peak = 0;
        while end.recv_timeout(Duration::from_millis(5)).is_err() {
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = peak.max(line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0));
        }
        (output.join().expect("a thread").expect("it runs"), peak)
    })
}

/// Whether the fault was told as it should be, and nothing else happened.
pub(crate) fn hold(fault: &Fault, seen: &Seen) -> Result<(), String> {
    let check = |holds: bool, what: &str| -> Result<(), String> {
        let Seen { code, stdout, stderr, .. } = seen;
        holds.then_some(()).ok_or_else(|| format!("{what}\nexit code {code}\n{stdout}\n{stderr}"))
    };
    let named = |case: &&Value, name: &str| case["name"].as_str().is_some_and(|own| own.starts_with(name));
    let healthy: Vec<&Value> = seen.cases.iter().filter(|case| named(case, "healthy")).collect();
    check(healthy.len() == 20 && healthy.iter().all(|case| case["verdict"] == "passed"), "the others suffer")?;
    let case = seen.cases.iter().find(|case| named(case, "faulty")).ok_or("the case is not in the record")?;
    let exit = match fault.told {
        Told::Error(..) | Told::Either(_) | Told::Unjudged(_) => ("error", 3),
        Told::Failed(_) => ("failed", 1),
        Told::Warned(_) | Told::Passed => ("passed", 0),
    };
    check((case["verdict"].as_str(), seen.code) == (Some(exit.0), exit.1), &format!("not {exit:?}"))?;
    check(is_in_time(fault, case), &format!("late: {} us", case["elapsed_us"]))?;
    check(seen.peak <= MEMORY + CAPS, &format!("{} KiB of memory", seen.peak))?;
    let quiet = |c: char| c == '\n' || !c.is_control();
    check(seen.stdout.chars().all(quiet) && !seen.stdout.contains("\n::"), "what it prints does something")?;
    told(fault, case)
        .and_then(|code| check(code.is_empty() || seen.stdout.contains(code), "the code is not printed"))
        .or_else(|why| check(false, &format!("{why}\n{case}")))
}

/// Whether the line of the case says what is wrong. Returns the code.
fn told(fault: &Fault, case: &Value) -> Result<&'static str, String> {
    let step = &case["steps"][0];
    let exchange = &step["exchange"];
    let findings: Vec<&Value> = step["checks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|check| check["findings"].as_array())
        .chain(case["findings"].as_array())
        .flatten()
        .collect();
    let mut says = fault.says;
    let (code, severity) = match fault.told {
        Told::Either(all) => {
            let is = &exchange["fault"]["code"];
            let one = all.iter().find(|(code, _)| is == code).ok_or_else(|| format!("{is} is none of {all:?}"))?;
            says = one.1;
            (one.0, "error")
        }
        Told::Error(code, phase, came) => {
            let is = &exchange["fault"];
            // What never returns is given up by somebody else, who has seen nothing of it.
            if findings.iter().any(|finding| finding["code"] == "CS0801") && fault.request.contains("timeout") {
                return Ok("CS0801");
            }
            let received = is["received"].as_u64().unwrap_or(u64::MAX);
            let fits = match came {
                Came::Exactly(bytes) => received == bytes,
                Came::AtLeast(bytes) => received >= bytes,
            };
            if is["code"] != code || is["phase"] != phase || !fits {
                return Err(format!("not {code} in {phase} after {came:?}"));
            }
            (code, "error")
        }
        Told::Unjudged(code) => (code, "error"),
        Told::Failed(code) => (code, "failure"),
        Told::Warned(code) => (code, "warning"),
        Told::Passed => return if findings.is_empty() { Ok("") } else { Err("something was found".to_owned()) },
    };
    let found = findings.iter().find(|finding| finding["code"] == code && finding["severity"] == severity);
    let found = found.ok_or_else(|| format!("no {severity} {code}"))?;
    let is_said = ["message", "actual"].iter().any(|key| found[key].as_str().is_some_and(|text| text.contains(says)));
    if !is_said {
        return Err(format!("it does not say {says:?}"));
    }
    let hinted = found["help"].as_array().is_some_and(|help| !help.is_empty());
    if severity == "error" && !hinted { Err("there is no hint".to_owned()) } else { Ok(code) }
}
