//! What is fuzzed: functions that take any bytes and panic if something is not as it must be.
//!
//! The fuzzer (`fuzz/`) looks for bytes that make one of them panic, take too long or too much memory. The tests
//! (`tests/it/fuzz.rs`) go through the seeds and what is near them.

pub mod bodies;
pub mod cases;
pub mod changes;
pub mod contracts;
pub mod decisions;
pub mod forms;
mod http;
mod input;
pub mod matchers;
pub mod mock;
pub mod paths;
mod problems;
pub mod records;
pub mod rules;
pub mod schemas;
pub mod secrets;
pub mod snapshots;
pub mod templates;
pub mod yaml;

/// A target: its name, which is that of its folder of seeds, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 16] = [
    ("bodies", bodies::fuzz),
    ("cases", cases::fuzz),
    ("changes", changes::fuzz),
    ("contracts", contracts::fuzz),
    ("decisions", decisions::fuzz),
    ("forms", forms::fuzz),
    ("matchers", matchers::fuzz),
    ("mock", mock::fuzz),
    ("paths", paths::fuzz),
    ("records", records::fuzz),
    ("rules", rules::fuzz),
    ("schemas", schemas::fuzz),
    ("secrets", secrets::fuzz),
    ("snapshots", snapshots::fuzz),
    ("templates", templates::fuzz),
    ("yaml", yaml::fuzz),
];
