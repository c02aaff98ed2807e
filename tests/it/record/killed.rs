//! A run that is killed leaves a record of every case that the terminal has told, and of nothing that it has not seen.
//!
//! The moments are random over the time that a run takes. Waiting for one is no waiting for something to happen: that a
//! moment comes is all that it is about, and it is cut short when the run ends before.

use std::io::Read as _;
use std::process::Stdio;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::{cases, read_all, utf8};
use crate::project::Project;

/// How often a run is killed while it goes.
const KILLS: usize = 40;
/// In how many of these some cases had been told, and others not.
const BETWEEN: usize = 10;
/// After this many attempts something is wrong with the test.
const ATTEMPTS: usize = 600;
/// How many cases there are; for each a line is printed.
const CASES: usize = 300;

/// What a run had printed when it was killed, or had ended.
fn printed_until(project: &Project, time: Duration) -> (String, bool) {
    let arguments = ["run", "--record", "record.jsonl", "--test-threads", "4"];
    let mut child = project.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("runs");
    let mut output = child.stdout.take().expect("a pipe");
    let (ended, has_ended) = channel();
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut text = Vec::new();
            let _ = output.read_to_end(&mut text);
            let _ = ended.send(());
            String::from_utf8_lossy(&text).into_owned()
        });
        let was_running = has_ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
        child.kill().expect("killed, or it has ended");
        let status = child.wait().expect("waited for");
        (reading.join().expect("read"), was_running && status.code().is_none())
    })
}

#[test]
fn a_record_has_every_case_that_was_told_before_the_run_was_killed() {
    let project = cases(CASES);
    let record = utf8(project.path("record.jsonl"));
    let started = Instant::now();
    printed_until(&project, Duration::from_secs(60));
    let mut longest = started.elapsed();
    let (mut kills, mut between) = (0, 0);
    for _ in 0..ATTEMPTS {
        let _ = std::fs::remove_file(&record);
        let (text, was_killed) = printed_until(&project, longest.mul_f64(fastrand::f64()));
        longest = longest.mul_f64(if was_killed { 1.02 } else { 0.9 }).max(Duration::from_millis(1));
        if !was_killed {
            continue;
        }
        kills += 1;
        // A line that was cut was not told.
        let whole = &text[..text.rfind('\n').map_or(0, |at| at + 1)];
        let told: Vec<&str> = whole.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
        let told: Vec<&str> = told.into_iter().filter(|id| id.starts_with("items/a::")).collect();
        let read = record.exists().then(|| read_all(&record).expect("its first line is there as soon as the file is"));
        let ids = read.as_ref().map(|(_, ids)| ids.as_slice()).unwrap_or_default();
        for id in &told {
            assert!(ids.iter().any(|own| own == id), "{id} was told and is not in the record");
        }
        // The total may have been printed already; before it, no record has an end.
        if let Some((file, ids)) = &read
            && file.end.is_none()
        {
            assert!(!file.is_complete() && ids.len() <= CASES);
        }
        between += usize::from(!told.is_empty() && ids.len() < CASES);
        if kills >= KILLS && between >= BETWEEN {
            return;
        }
    }
    panic!("only {kills} kills, of which {between} while cases ended");
}
