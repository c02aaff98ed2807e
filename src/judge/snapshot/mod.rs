//! Snapshots: the reviewed record of responses, in insta's files. Only texts are handled here; whoever runs the suite
//! reads and writes the files.

pub mod around;
pub mod change;
pub mod compare;
pub mod content;
pub mod difference;
pub mod file;
pub mod head;
pub mod known;
pub mod masked;
pub mod owner;
pub mod path;
pub mod stored;
pub mod together;
pub mod uses;
pub mod volatile;
