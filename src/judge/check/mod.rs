//! A file for each kind of check.

pub mod assertion;
pub mod body;
pub mod conformance;
pub mod duplicates;
#[cfg(test)]
pub mod fixture;
pub mod header;
pub mod judging;
pub mod matcher;
pub mod protocol;
pub mod request;
pub mod rule;
pub mod snapshot;
pub mod status;
pub mod time;
pub mod version;
pub mod words;
