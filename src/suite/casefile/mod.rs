//! Case files: their format, decoding into the model, and writing.

pub mod draft;
pub mod edit;
pub mod expectation;
pub mod file;
pub mod format;
pub mod known_failure;
pub mod literals;
pub mod rows;
pub mod slug;
pub mod step;
pub mod write;
