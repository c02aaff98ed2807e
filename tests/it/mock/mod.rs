//! `countersign mock`, from the outside: what it answers, what it prints, and how it ends.

mod command;
mod keeping;
mod playing;
