//! From every file of a project to what is run: loading, checking without a server, selecting.

pub mod check;
pub mod credentials;
pub mod expressions;
pub mod identity;
pub mod known;
pub mod load;
pub mod policy;
pub mod select;
pub mod shard;
