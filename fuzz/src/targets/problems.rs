//! What every problem that is told must be, whatever it is about.

use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::source::render::render_all;

/// Every place lies in its file, and the problems can be shown.
pub fn check(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.sorted() {
        assert!(!diagnostic.message.is_empty(), "{diagnostic:?}");
        for label in &diagnostic.labels {
            let file = sources.get(label.span.file).expect("a place is in a file that was read");
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(start <= end && end <= file.text.len(), "{diagnostic:?} is not in {}", file.path);
        }
    }
    let shown = render_all(diagnostics, sources, false);
    let obeyed = shown.chars().find(|char| char.is_control() && !matches!(char, '\n' | '\t'));
    assert_eq!(obeyed, None, "a terminal would obey {shown:?}");
}
