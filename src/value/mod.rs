//! JSON and what is done with it, without any idea of HTTP, contracts or cases.

pub mod json;
pub mod path;
