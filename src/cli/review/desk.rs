//! What every kind of review works on, and how it ends.

use crate::cli::review::act::Guard;
use crate::cli::streams::Streams;
use crate::decide::review::session::Review;
use crate::exit::ExitCode;
use crate::record::store::Store;
use crate::secret::mask::Mask;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;

/// What every kind of review works on.
pub struct Desk {
    /// The project's files.
    pub store: Store,
    /// What may not be done.
    pub guard: Guard,
    /// What is pending.
    pub review: Review,
}

/// Tells why nothing was done, and no secret.
pub fn refuse(diagnostic: Diagnostic, mask: &Mask, streams: &mut Streams<'_>) -> anyhow::Result<ExitCode> {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(diagnostic);
    let told = render_all(&diagnostics, &Sources::default(), streams.color);
    writeln!(streams.errors, "{}", mask.apply(&told))?;
    Ok(ExitCode::Usage)
}

/// 0 when nothing is pending any more, 1 when something is.
pub fn left(review: &Review) -> ExitCode {
    match review.pending.iter().all(|pending| pending.is_settled()) {
        true => ExitCode::Holds,
        false => ExitCode::Broken,
    }
}
