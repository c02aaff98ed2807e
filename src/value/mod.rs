//! JSON and what is done with it, without any idea of HTTP, contracts or cases.

pub mod form;
pub mod json;
