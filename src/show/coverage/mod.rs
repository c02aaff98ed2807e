//! The coverage of documentation: as a table for terminals, and as a page.

pub mod page;
pub mod table;
