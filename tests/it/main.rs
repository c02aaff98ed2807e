//! The integration tests: what users see, and what holds the code together.

mod structure;
