//! The same cases on two sides: what their answers have not in common.

pub mod case;
pub mod format;
pub mod groups;
pub mod headers;
pub mod ignore;
