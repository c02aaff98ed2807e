//! The command line: arguments in, exit code out.

pub mod args;
pub mod diff;
pub mod explain;
pub mod generate;
pub mod infer;
pub mod init;
pub mod lint;
pub mod main;
pub mod mock;
pub mod mocks;
pub mod obsolete;
pub mod project;
pub mod proxy;
pub mod rename;
pub mod report;
pub mod review;
pub mod run;
pub mod samples;
pub mod session;
pub mod show;
pub mod signals;
pub mod snapshots;
pub mod streams;
pub mod wanted;
pub mod watch;
