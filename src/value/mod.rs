//! JSON and what is done with it, without any idea of HTTP, contracts or cases.

pub mod diff;
pub mod json;
pub mod pattern;
pub mod shape;
