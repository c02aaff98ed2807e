//! `countersign run`.

pub mod auto;
pub mod caller;
pub mod command;
pub mod prepare;
pub mod progress;
pub mod recording;
pub mod rerun;
pub mod shard;
pub mod shown;
pub mod sinks;
pub mod telling;
pub mod total;
