//! What a record means, and what follows from what people decide about it.

pub mod compare;
pub mod review;
