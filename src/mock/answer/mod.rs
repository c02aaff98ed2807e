//! Answers as the contract documents them: chosen, made, and written.

pub mod answers;
pub mod body;
pub mod documented;
pub mod generated;
pub mod headers;
pub mod negotiate;
pub mod reflect;
pub mod render;
pub mod words;
pub mod xml;
