//! What values look like, apart from what they say: types, formats, optional keys, unions.

pub mod change;
pub mod compare;
pub mod content;
#[cfg(test)]
pub(crate) mod fixture;
pub mod format;
pub mod infer;
pub mod layout;
pub mod model;
pub mod notation;
pub mod put;
pub mod rename;
pub mod schema;
pub mod seen;
