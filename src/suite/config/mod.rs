//! `countersign.toml`, and the chosen environment with every value filled in.

pub mod diff;
pub mod environment;
pub mod file;
pub mod gate;
pub mod known_failure;
pub mod secrets_file;
pub mod transport;
