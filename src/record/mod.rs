//! What a run saw.

pub mod atomic;
pub mod event;
pub mod fault;
pub mod format;
pub mod obsolete;
pub mod proposal;
pub mod store;
