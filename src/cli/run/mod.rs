//! `countersign run`.

pub mod auto;
pub mod caller;
pub mod command;
pub mod ending;
pub mod prepare;
pub mod progress;
pub mod recording;
pub mod rerun;
pub mod selecting;
pub mod sending;
pub mod shard;
pub mod shown;
pub mod sinks;
pub mod telling;
pub mod total;
