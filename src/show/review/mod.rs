//! What reviewers of snapshots look at.

pub mod rows;
