//! Coverage: of our own suite, and what `countersign coverage` says of others.

mod command;
mod suite;
