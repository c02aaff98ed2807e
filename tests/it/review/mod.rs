//! `countersign review`, as its users meet it.

mod batch;
mod door;
mod hidden;
mod page;
mod page_access;
mod page_alone;
mod planted;
mod seen;
mod serving;
mod terminal;
