//! `countersign review`, as its users meet it.

mod batch;
mod planted;
mod terminal;
