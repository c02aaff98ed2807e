//! JSONPath as RFC 9535 has it. Our own, since numbers must compare exactly, and time and stack must not grow with what
//! somebody nests.

pub mod model;
pub mod parse;
pub mod select;
