//! What a review writes into case files: paths whose values are redacted or numbered from now on.

use camino::Utf8Path;

use crate::decide::review::group::ChangeId;
use crate::decide::review::session::{Review, Step};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// What stands in for the values at a path from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volatile {
    /// A fixed text, such as `[hash]`.
    Redacted,
    /// A number for each different value, such as `id#1`.
    Aliased,
}

/// The step that makes the paths of these changes volatile: in the case files, in the snapshots and in what is pending.
pub fn make_volatile(
    _root: &Utf8Path,
    _review: &Review,
    _changes: &[ChangeId],
    _volatile: Volatile,
) -> Result<Step, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::new(Code::CannotEdit, "not there yet")))
}
