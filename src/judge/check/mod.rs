//! A file for each kind of check.

pub mod assertion;
pub mod body;
pub mod header;
pub mod judging;
pub mod matcher;
pub mod rule;
pub mod status;
pub mod time;
pub mod words;
