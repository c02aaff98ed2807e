//! `countersign review`, in a terminal, on a page, and without either.

pub mod act;
pub mod batch;
pub mod command;
pub mod edit;
pub mod open;
