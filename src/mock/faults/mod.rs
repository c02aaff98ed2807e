//! What befalls answers because it was asked for.

pub mod fault;
pub mod trouble;
