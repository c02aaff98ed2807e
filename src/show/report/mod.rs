//! What a run came to, for other programs and for people who were not there.

pub mod ctrf;
pub mod format;
pub mod github;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod overview;
pub mod pieces;
#[expect(clippy::module_inception, reason = "it is what all the others are")]
pub mod report;
pub mod tap;
pub mod transcript;
