//! Secrets stay secret: whatever a run does and however it ends, and wherever it would send them.

mod echo;
mod elsewhere;
mod encodings;
mod file;
mod matrix;
mod named;
mod short;
