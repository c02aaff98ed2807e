//! `countersign mock`, from the outside: what it answers, what it prints, and how it ends.

mod answers;
mod attacks;
mod command;
mod faults;
mod forwarding;
mod keeping;
pub(crate) mod playing;
