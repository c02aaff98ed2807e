//! `countersign rename`: other ids, and everything that hangs on them taken along.

pub mod carry;
pub mod command;
pub mod id;
pub mod plan;
pub mod written;
