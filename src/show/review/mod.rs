//! What reviewers of snapshots look at.

pub mod page;
pub mod rows;
