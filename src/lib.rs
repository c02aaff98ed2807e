//! Countersign proves that an HTTP API still keeps its documented contract.

pub mod contract;
pub mod exit;
pub mod mock;
pub mod secret;
pub mod source;
pub mod suite;
pub mod value;
pub mod wire;
