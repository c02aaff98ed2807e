//! Files that a review reads: decisions, proposals, baselines. Somebody else may have written them.

use camino::Utf8PathBuf;
use countersign::decide::baseline::document::Baseline;
use countersign::decide::review::decisions::Decisions;
use countersign::decide::review::pending::{Files, Pending};
use countersign::record::proposal::Proposal;
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::{Sources, leads_out};

use super::input::texts;
use super::problems;

/// A file of any of these kinds, and a snapshot that it may be about.
pub fn fuzz(bytes: &[u8]) {
    let Some([text, snapshot]) = texts(bytes) else { return };
    if let Some(proposal) = Proposal::from_text(text) {
        assert_eq!(Proposal::from_text(&proposal.to_text()), Some(proposal));
    }
    baseline(text);
    let files = |proposal: Option<&str>| Files {
        snapshot: Some(snapshot.to_owned()).filter(|text| !text.is_empty()),
        beside: None,
        proposal: proposal.map(str::to_owned),
    };
    if let Ok(decisions) = Decisions::from_text(text) {
        for decided in &decisions.decisions {
            assert!(!leads_out(&decided.snapshot) && decided.snapshot.starts_with("snapshots"), "{decided:?}");
            if let Ok(Some(pending)) = decided.pending(files(None)) {
                pending.texts();
            }
        }
    }
    let path = Utf8PathBuf::from("snapshots/a/b/c.snap");
    if let Ok(Some(pending)) = Pending::read(path, files(Some(text))) {
        pending.texts();
        assert!(!pending.case().is_empty());
    }
}

fn baseline(text: &str) {
    let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("countersign.baseline.json", text.to_owned());
    let read = Baseline::read(file, text, &mut diagnostics);
    problems::check(&diagnostics, &sources);
    assert!(read.is_some() || diagnostics.has_errors(), "what cannot be used is told");
    let Some(baseline) = read.filter(|_| diagnostics.is_empty()) else { return };
    let written = baseline.to_text();
    let again = Baseline::read(file, &written, &mut diagnostics);
    assert_eq!(again.as_ref(), Some(&baseline), "{written}: {diagnostics:?}");
}
