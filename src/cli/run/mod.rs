//! `countersign run`.

pub mod caller;
pub mod command;
pub mod prepare;
pub mod recording;
pub mod telling;
pub mod total;
