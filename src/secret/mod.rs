//! Secrets, and the mask that keeps them out of everything that leaves the process.

pub mod forms;
pub mod mask;
pub mod patterns;
pub mod secret;
pub mod writer;
