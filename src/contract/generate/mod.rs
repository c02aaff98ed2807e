//! Values made up from a schema: for the mock where no example is documented, and for first cases.

pub mod array;
pub mod book;
pub mod branch;
pub mod decimal;
pub mod demand;
pub mod expression;
pub mod fit;
pub mod format;
pub mod hir;
pub mod kind;
pub mod maker;
pub mod names;
pub mod negate;
pub mod number;
pub mod object;
pub mod pattern;
pub mod repair;
pub mod scene;
pub mod text;
pub mod value;
