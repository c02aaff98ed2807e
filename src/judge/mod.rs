//! Judgements of exchanges.

pub mod verdict;
