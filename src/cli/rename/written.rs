//! Ids that are written in other files of the project: known failures in `countersign.toml`, and the baseline.

use std::collections::BTreeSet;

use camino::Utf8Path;
use serde_json::Value;

use crate::cli::rename::id::{Id, renamed_id};
use crate::decide::baseline::document::{Baseline, FILE_NAME as BASELINE};
use crate::record::store::{Store, Write};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::span::FileId;
use crate::suite::casefile::edit::splice::{Splice, spliced};
use crate::suite::config::file::{Config, FILE_NAME};

/// What has to be written so that the same cases are meant when `from` is called `to`.
pub fn written(
    store: &Store,
    config: &Config,
    sources: &Sources,
    (from, to): (&Id, &Id),
) -> Result<Vec<Write>, Box<Diagnostic>> {
    let writes = [configuration(config, sources, from, to)?, baseline(store, from, to)?];
    Ok(writes.into_iter().flatten().collect())
}

/// The configuration with other ids in its known failures; comments and layout stay.
fn configuration(config: &Config, sources: &Sources, from: &Id, to: &Id) -> Result<Option<Write>, Box<Diagnostic>> {
    let named = config.known_failures.iter().filter_map(|tolerated| tolerated.case.as_ref());
    let splices: Vec<(FileId, Splice)> = named
        .filter_map(|case| {
            let text = Value::from(renamed_id(&case.id, from, to)?).to_string();
            Some((case.span.file, Splice { range: case.span.range(), text }))
        })
        .collect();
    let Some((file, _)) = splices.first() else { return Ok(None) };
    let source = sources.get(*file);
    let before = source.map(|source| source.text.clone());
    let splices = splices.into_iter().map(|(_, splice)| splice).collect();
    let after = before.as_deref().and_then(|text| spliced(text, splices));
    let Some(after) = after else {
        let message = format!("`{from}` cannot be renamed in {FILE_NAME}");
        return Err(Box::new(Diagnostic::new(Code::CannotEdit, message).help("change its known failures by hand")));
    };
    Ok(Some(Write { path: FILE_NAME.into(), before, after: Some(after) }))
}

/// The baseline with other ids.
fn baseline(store: &Store, from: &Id, to: &Id) -> Result<Option<Write>, Box<Diagnostic>> {
    let read = store.read(Utf8Path::new(BASELINE)).map_err(|error| Box::new(error.diagnostic()))?;
    let Some(text) = read else { return Ok(None) };
    let mut diagnostics = Diagnostics::default();
    let known = Baseline::read(FileId::default(), &text, &mut diagnostics);
    let Some(known) = known else {
        let first = diagnostics.sorted().first().map(|one| Diagnostic { labels: Vec::new(), ..(*one).clone() });
        return Err(Box::new(first.unwrap_or_else(|| Diagnostic::new(Code::BadBaseline, BASELINE))));
    };
    let cases: BTreeSet<String> =
        known.cases.iter().map(|id| renamed_id(id, from, to).unwrap_or_else(|| id.clone())).collect();
    if cases == known.cases {
        return Ok(None);
    }
    let after = Baseline { cases, ..known }.to_text();
    Ok(Some(Write { path: BASELINE.into(), before: Some(text), after: Some(after) }))
}
