//! What people read: nothing here decides anything.

pub mod causes;
pub mod coverage;
pub mod curl;
pub mod diff;
pub mod fixed;
pub mod flaky;
pub mod gate;
pub mod journal;
pub mod plain;
pub mod progress;
pub mod report;
pub mod review;
pub mod terminal;
pub mod validation;
pub mod warnings;
