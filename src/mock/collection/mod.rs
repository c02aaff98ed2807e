//! `--stateful`: what a contract's paths and schemas say about collections, played without any rules.

pub mod fit;
pub mod ids;
pub mod infer;
pub mod naming;
pub mod outline;
pub mod page;
pub mod patch;
pub mod play;
pub mod seed;
pub mod shelf;
pub mod stock;
