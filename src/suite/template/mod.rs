//! Templates and expressions: `${{ }}`, what its names stand for, and its functions.

pub mod bounded;
pub mod bridge;
pub mod comparison;
pub mod data;
pub mod decimal;
pub mod error;
pub mod expression;
pub mod form;
pub mod functions;
pub mod limits;
pub mod names;
pub mod path;
pub mod random;
pub mod response;
pub mod scan;
pub mod scope;
pub mod text;
