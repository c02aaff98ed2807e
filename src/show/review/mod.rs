//! What reviewers of snapshots look at.

pub mod document;
pub mod exchange;
pub mod foot;
pub mod heading;
pub mod list;
pub mod page;
pub mod pages;
pub mod rows;
pub mod screen;
pub mod side;
pub mod state;
pub mod styled;
pub mod summary;
pub mod unified;
pub mod verdict;
