//! `countersign report`, and the reports of a run.

pub mod command;
pub mod gaps;
pub mod reports;
pub mod target;
