//! Edits of case files: a few bytes are put in by their place, so comments, layout and line ends stay as they were.

pub mod references;
pub mod rename;
pub mod splice;
pub mod tree;
pub mod volatile;
