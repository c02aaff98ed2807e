//! How much of what the documentation says was seen, how much of it was judged by more than the documentation itself,
//! and by which cases.

pub mod counting;
pub mod documented;
pub mod filter;
#[cfg(test)]
pub mod fixture;
pub mod format;
pub mod ignore;
pub mod model;
pub mod outline;
pub mod reach;
pub mod rows;
pub mod sent;
pub mod start;
pub mod tally;
pub mod way;
