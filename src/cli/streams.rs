//! Where a command prints, and how.

use std::io::Write;

/// What is printed where, and how.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Everything else.
    pub errors: &'a mut dyn Write,
    /// Whether results are coloured.
    pub color: bool,
}
