//! Cases, configuration and what is planned from them.

pub mod casefile;
pub mod expectation;
pub mod format;
pub mod model;
pub mod rows;
pub mod slug;
pub mod step;
