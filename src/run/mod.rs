//! The runner: cases become trials, trials become reports.

pub mod capture;
pub mod case;
pub mod finding;
pub mod inbox;
pub mod locks;
pub mod pace;
pub mod schemas;
pub mod session;
pub mod snapshots;
pub mod step;
pub mod trials;
pub mod watch;
