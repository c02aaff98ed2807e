//! `countersign review` in a terminal: a screen, or lines where there is none.

pub mod command;
pub mod edits;
pub mod input;
pub mod keys;
pub mod lines;
pub mod screen;
pub mod session;
