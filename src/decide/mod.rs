//! What a record means, and what follows from what people decide about it.

pub mod baseline;
pub mod compare;
pub mod coverage;
pub mod gate;
pub mod review;
