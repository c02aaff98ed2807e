//! A real server behind us: requests go to it, and both directions are held against the contract.

pub mod forward;
pub mod headers;
pub mod judged;
pub mod recorder;
pub mod server;
pub mod upstream;
