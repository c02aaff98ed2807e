//! What people read: nothing here decides anything.

pub mod causes;
pub mod curl;
pub mod flaky;
pub mod journal;
pub mod plain;
pub mod progress;
pub mod report;
pub mod review;
pub mod terminal;
