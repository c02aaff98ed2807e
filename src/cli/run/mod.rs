//! `countersign run`.

pub mod command;
mod prepare;
mod total;
