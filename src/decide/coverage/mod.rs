//! How much of what the documentation says was seen, how much of it was judged by more than the documentation itself,
//! and by which cases.

pub mod ignore;
pub mod model;
