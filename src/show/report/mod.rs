//! What a run came to, for other programs and for people who were not there.

pub mod html;
pub mod report;
