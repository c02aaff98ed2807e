//! What `countersign validate` found.

pub mod format;
pub mod json;
pub mod outcome;
pub mod text;
