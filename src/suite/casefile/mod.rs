//! Reading case files: their format, and decoding into the model.

pub mod expectation;
pub mod file;
pub mod format;
pub mod rows;
pub mod slug;
pub mod step;
