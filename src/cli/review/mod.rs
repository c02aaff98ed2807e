//! `countersign review`, in a terminal, on a page, and without either.

pub mod act;
pub mod batch;
pub mod calls;
pub mod command;
pub mod desk;
pub mod door;
pub mod edit;
pub mod html;
pub mod open;
pub mod secrets;
pub mod terminal;
pub mod web;
