//! The runner: cases become trials, trials become reports.

pub mod attempts;
pub mod capture;
pub mod case;
pub mod conclude;
pub mod credentials;
pub mod due;
pub mod finding;
pub mod inbox;
pub mod judging;
pub mod locks;
pub mod login;
pub mod origins;
pub mod pace;
pub mod panics;
pub mod progress;
pub mod proposing;
pub mod recording;
pub mod repetition;
pub mod schemas;
pub mod send;
pub mod session;
pub mod settling;
pub mod snapshots;
pub mod step;
pub mod trials;
pub mod watch;
