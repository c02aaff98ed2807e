//! What a run saw.

pub mod event;
pub mod proposal;
pub mod store;
