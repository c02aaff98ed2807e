//! From an exchange and what was expected of it to what is wrong with it. No I/O: a recorded exchange can be judged
//! again without a server.

pub mod check;
pub mod exchange;
pub mod judgement;
pub mod known_failure;
pub mod place;
pub mod schemas;
pub mod sink;
pub mod snapshot;
pub mod verdict;
