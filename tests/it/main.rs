//! The integration tests: what users see, and what holds the code together.

mod diagnostics;
mod formats;
mod project;
mod schema_suite;
mod staging;
mod staging_suite;
mod structure;
