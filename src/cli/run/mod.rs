//! `countersign run`.

pub mod caller;
pub mod command;
pub mod prepare;
pub mod progress;
pub mod recording;
pub mod rerun;
pub mod telling;
pub mod total;
