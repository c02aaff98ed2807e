//! The command line: arguments in, exit code out.

pub mod args;
pub mod explain;
pub mod generate;
pub mod lint;
pub mod main;
pub mod project;
