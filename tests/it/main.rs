//! The integration tests: what users see, and what holds the code together.

mod browser;
mod conformance;
mod coverage;
mod diagnostics;
mod diff;
mod formats;
mod gate;
mod generating;
mod html;
mod infer;
mod mock;
mod project;
mod pseudo;
mod record;
mod redacting;
mod rename;
mod reports;
mod review;
mod runner;
mod server;
mod shapes;
mod snapshots;
mod staging;
mod staging_suite;
mod structure;
mod validate;
