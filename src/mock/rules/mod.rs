//! The rules of `mocks/<api>.yaml`: read, compiled, and at work.

pub mod data;
pub mod file;
pub mod format;
pub mod functions;
pub mod jinja;
pub mod perform;
pub mod rule;
pub mod scope;
pub mod view;
