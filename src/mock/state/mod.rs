//! What a mock keeps: a tree that shares its parts, a world for each session, and the file that outlives both.

pub mod saved;
pub mod session;
pub mod tree;
