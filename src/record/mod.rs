//! What a run saw.

pub mod event;
