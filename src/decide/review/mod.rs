//! The review of snapshots: what is pending, the same change over many cases as one group, and what decisions write.

pub mod decisions;
pub mod format;
pub mod group;
pub mod pending;
pub mod selector;
pub mod session;
