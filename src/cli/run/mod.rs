//! `countersign run`.

pub mod auto;
pub mod caller;
pub mod command;
pub mod prepare;
pub mod recording;
pub mod shard;
pub mod telling;
pub mod total;
