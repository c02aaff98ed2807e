//! What a gate decides, for people and for programs.

pub mod columns;
pub mod json;
pub mod markdown;
pub mod text;
