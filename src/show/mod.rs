//! What people read: nothing here decides anything.

pub mod causes;
pub mod curl;
pub mod plain;
pub mod terminal;
