//! The targets, for the fuzzer. The tests of Countersign include the same files.

#![forbid(unsafe_code)]

pub mod targets;
