//! The files users write: their text, their places, their trees, and what is wrong with them.

pub mod code;
pub mod commands;
pub mod diagnostic;
pub mod fields;
pub mod file;
pub mod json;
pub mod render;
pub mod span;
pub mod toml;
pub mod tree;
pub mod yaml;
