//! Cases made from exchanges that took place.

pub mod body;
pub mod case;
pub mod file;
pub mod parameters;
pub mod placeholders;
pub mod secrets;
