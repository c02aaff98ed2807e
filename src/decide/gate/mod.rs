//! A policy applied to a record: may this be deployed, and why not.

pub mod blame;
pub mod decision;
pub mod facts;
pub mod format;
pub mod latency;
pub mod limits;
pub mod records;
pub mod rules;
pub mod tally;
pub mod verdicts;
pub mod words;
