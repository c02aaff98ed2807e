//! What people read: nothing here decides anything.


pub mod plain;

