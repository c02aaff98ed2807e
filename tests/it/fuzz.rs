//! The fuzzer's targets, on their seeds and on what is near them: a bounded number of inputs, the same on every run.
//!
//! `fuzz/README.md` says how to look for longer.

use std::panic::{catch_unwind, resume_unwind};
use std::path::PathBuf;

use crate::project::repository;

#[path = "../../fuzz/src/targets/mod.rs"]
#[expect(unreachable_pub, reason = "the fuzzer reaches them from another crate")]
mod targets;

/// How many inputs are made of the seeds of each target, unless `COUNTERSIGN_FUZZ_ROUNDS` says otherwise.
const ROUNDS: usize = 400;
/// No input that is made is longer, in bytes.
const LONGEST: usize = 16 * 1024;
/// The stack that threads of libtest have, and those of the runner.
const STACK: usize = 2 << 20;
/// What formats are made of: put anywhere, it is more telling than a byte.
const WORDS: &[&str] = &[
    "\n=====\n",
    "${{",
    "}}",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    ": ",
    "- ",
    "#",
    "&a ",
    "*a",
    "|\n",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{1b}[",
    "\u{feff}",
    "\u{2028}",
    "é",
    "😀",
    "…",
    "«",
    "null",
    "true",
    "-0.0",
    "1e400",
    "9007199254740993",
    "\\u0000",
    "\\ud800",
    "$..",
    "[*]",
    "[?@.a]",
    "$ref",
    "../",
    "%",
    "%2F",
    "+",
    "=",
    "<<<<<<< ",
    "---\n",
];

/// A test for each target, so that they run side by side.
macro_rules! targets {
    ($($name:ident,)*) => {
        $(#[test]
        fn $name() {
            hold(stringify!($name), targets::$name::fuzz);
        })*

        #[test]
        fn every_target_is_tried_and_has_seeds() {
            let manifest = std::fs::read_to_string(repository().join("fuzz/Cargo.toml")).expect("readable");
            let tried = [$(stringify!($name)),*];
            assert_eq!(targets::TARGETS.map(|(name, _)| name), tried);
            for name in tried {
                assert!(seeds(name).len() > 2 && manifest.contains(&format!("name = \"{name}\"")), "{name}");
            }
        }
    };
}

targets! {
    bodies, cases, changes, contracts, decisions, forms, matchers, mock, paths, records, rules, schemas, secrets, snapshots,
    templates, yaml,
}

fn hold(name: &'static str, target: fn(&[u8])) {
    let all = move || {
        let seeds = seeds(name);
        seeds.iter().for_each(|seed| holds(name, target, seed));
        let mut random = fastrand::Rng::with_seed(1);
        let rounds = std::env::var("COUNTERSIGN_FUZZ_ROUNDS").ok().and_then(|text| text.parse().ok());
        (0..rounds.unwrap_or(ROUNDS)).for_each(|_| holds(name, target, &near(&seeds, &mut random)));
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(all).expect("a thread");
    if let Err(panic) = thread.join() {
        resume_unwind(panic);
    }
}

/// What makes a target panic is kept, to become a seed.
fn holds(name: &str, target: fn(&[u8]), input: &[u8]) {
    if let Err(panic) = catch_unwind(|| target(input)) {
        let folder = repository().join("fuzz/artifacts").join(name);
        let kept = folder.join("from-the-tests");
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&kept, input));
        #[expect(clippy::print_stderr, reason = "whoever mends it wants to know what was tried")]
        {
            eprintln!("{name} on {} ({written:?}):\n{}", kept.display(), input.escape_ascii());
        }
        resume_unwind(panic);
    }
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = repository().join("fuzz/seeds").join(name);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path()).collect();
    // The order of a folder is no order, and what follows depends on it.
    files.sort();
    files.iter().map(|file| std::fs::read(file).expect("readable")).collect()
}

/// Something that is like one of the seeds.
fn near(seeds: &[Vec<u8>], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut input = seeds[random.usize(..seeds.len())].clone();
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(..=input.len());
        let end = at + random.usize(..=(input.len() - at).min(40));
        match random.u8(..8) {
            0 => drop(input.drain(at..end)),
            1 => input.truncate(at),
            2 => {
                let piece = input[at..end].to_vec();
                insert(&mut input, at, &piece.repeat(random.usize(1..50)));
            }
            3 => {
                let other = &seeds[random.usize(..seeds.len())];
                let from = random.usize(..=other.len());
                let length = random.usize(..=(other.len() - from).min(200));
                insert(&mut input, at, &other[from..from + length]);
            }
            4 => input[at..end].iter_mut().for_each(|byte| *byte = random.u8(b' '..=b'~')),
            5 => input[at..end].iter_mut().take(1).for_each(|byte| *byte = random.u8(..)),
            _ => insert(&mut input, at, WORDS[random.usize(..WORDS.len())].as_bytes()),
        }
    }
    input.truncate(LONGEST);
    input
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    input.splice(at..at, bytes.iter().copied());
}
