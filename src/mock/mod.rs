//! The embedded mock: plays an API by its contract, with the state and behaviour of `mocks/<api>.yaml`.

pub mod data;
pub mod file;
pub mod format;
pub mod functions;
pub mod jinja;
pub mod rule;
pub mod session;
pub mod tree;
