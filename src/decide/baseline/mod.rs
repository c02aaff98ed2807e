//! What was once good: the cases that have passed, and what the answers looked like. A gate compares with it.

pub mod document;
pub mod format;
pub mod shapes;
pub mod update;
