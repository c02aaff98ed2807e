//! What the documentation promises: operations, compiled schemas, and whether one exchange keeps to them.

pub mod conform;
pub mod contents;
pub mod description;
pub mod dialect;
pub mod document;
#[cfg(test)]
pub mod fixture;
pub mod gathering;
pub mod generate;
pub mod operation;
pub mod path;
pub mod place;
pub mod read;
pub mod refs;
pub mod remotes;
pub mod route;
pub mod schema;
