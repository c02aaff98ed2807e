//! In a terminal: a real pseudo-terminal, whose screen is emulated.

mod decisions;
mod ends;
mod looks;
