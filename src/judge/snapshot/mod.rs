//! Snapshots: the reviewed record of responses, in insta's files. Only texts are handled here; whoever runs the suite
//! reads and writes the files.

pub mod change;
pub mod compare;
pub mod content;
pub mod file;
pub mod known;
pub mod path;
pub mod stored;
pub mod uses;
pub mod volatile;
