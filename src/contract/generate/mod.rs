//! Values made up from a schema: for the mock where no example is documented, and for first cases.

pub mod merge;
pub mod pattern;
pub mod value;
