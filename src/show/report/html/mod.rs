//! A report as one file of HTML that needs nobody: no server, no network.

pub mod detail;
pub mod headline;
pub mod pack;
pub mod page;
pub mod row;
pub mod writer;
