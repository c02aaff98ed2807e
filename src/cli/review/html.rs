//! `countersign review --html FILE`: the page of the review as one file, to be looked at anywhere.

use std::io;

use camino::Utf8Path;

use crate::cli::streams::Streams;
use crate::decide::review::session::Review;
use crate::show::plain::{count, size};
use crate::show::review::page::html::alone;

/// Writes the page, and says what is to be done with it.
///
/// # Errors
/// When the file cannot be written, or nothing can be printed.
pub fn html(root: &Utf8Path, review: &Review, file: &Utf8Path, streams: &mut Streams<'_>) -> io::Result<()> {
    let page = alone(root.file_name().unwrap_or("project"), review);
    std::fs::write(file, &page)?;
    let pending = count(review.pending.len(), "snapshot");
    writeln!(streams.out, "wrote {file}: {pending} to review, {}", size(page.len()))?;
    if !review.pending.is_empty() {
        writeln!(streams.out, "apply what it exports with `countersign review --from decisions.json`")?;
    }
    Ok(())
}
