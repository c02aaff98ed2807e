//! JSON and what is done with it, without any idea of HTTP, contracts or cases.

pub mod change;
pub mod codec;
pub mod diff;
pub mod form;
pub mod json;
pub mod multipart;
pub mod parameter;
pub mod path;
pub mod pattern;
pub mod php;
pub mod places;
pub mod query;
pub mod shape;
