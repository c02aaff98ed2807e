//! What reviewers of snapshots look at.

pub mod document;
pub mod list;
pub mod page;
pub mod rows;
