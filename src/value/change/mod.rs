//! What changed from one version of an answer to the next, as a list of changes that can be taken one by one.

pub mod compare;
pub mod model;
