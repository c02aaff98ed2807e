//! What a run saw.

pub mod atomic;
pub mod damage;
pub mod event;
pub mod fault;
pub mod format;
pub mod gap;
pub mod line;
pub mod merge;
pub mod obsolete;
pub mod proposal;
pub mod read;
pub mod record_error;
pub mod record_format;
pub mod recording;
pub mod runs;
pub mod seek;
pub mod set;
pub mod store;
pub mod terms;
pub mod write;
