//! Secrets, and the mask that keeps them out of everything that leaves the process.

pub mod filter;
pub mod forms;
pub mod mask;
pub mod names;
pub mod others;
pub mod patterns;
pub mod plain;
#[expect(clippy::module_inception, reason = "the room is about the very thing its floor is named after")]
pub mod secret;
pub mod urls;
pub mod writer;
