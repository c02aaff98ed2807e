//! `countersign report`, and the reports of a run.

pub mod command;
pub mod covered;
pub mod gaps;
pub mod reports;
pub mod taken;
pub mod target;
