//! The page of the review: what it shows, and the page itself, served or as one file.

pub mod detail;
pub mod html;
pub mod overview;
