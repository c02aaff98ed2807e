//! Countersign proves that an HTTP API still keeps its documented contract.
//!
//! Most people use the `countersign` command. A Rust project can run its suite as a test target of its own, so that
//! `cargo test` and nextest know every case as a test:
//!
//! ```toml
//! # Cargo.toml
//! [[test]]
//! name = "contract"
//! harness = false
//! ```
//!
//! ```no_run
//! // tests/contract.rs
//! fn main() -> std::process::ExitCode {
//!     countersign::run_suite()
//! }
//! ```
//!
//! The tests of a program that talks to an API can start a [`Mock`] of it in a line.
//!
//! Everything else in this crate is there for the command and promises nothing.

#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod contract;
#[doc(hidden)]
pub mod decide;
#[doc(hidden)]
pub mod exit;
#[doc(hidden)]
pub mod judge;
#[doc(hidden)]
pub mod mock;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod run;
#[doc(hidden)]
pub mod secret;
#[doc(hidden)]
pub mod show;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod suite;
#[doc(hidden)]
pub mod value;
#[doc(hidden)]
pub mod wire;

pub use mock::behaviour::Validate;
pub use mock::embed::{Mock, MockBuilder, MockError};
pub use mock::served::Served;

/// Runs the suite of the project in the current folder, a libtest trial per case, and says how it went.
///
/// The process's arguments are those of libtest (`--list`, `--exact`, `--skip`, `--test-threads`, `--format`, a filter)
/// and of `countersign run`. Requests go to the embedded mock, or to the environment that `COUNTERSIGN_ENV` names.
/// A filter that matches nothing is no mistake here, since cargo hands the same filter to every test target; an empty
/// suite is one.
pub fn run_suite() -> std::process::ExitCode {
    cli::main::harness().into()
}
