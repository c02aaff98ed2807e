//! Countersign proves that an HTTP API still keeps its documented contract.

pub mod cli;
pub mod contract;
pub mod exit;
pub mod judge;
pub mod mock;
pub mod record;
pub mod run;
pub mod secret;
pub mod show;
pub mod source;
pub mod suite;
pub mod value;
pub mod wire;
