//! Annotations of GitHub: commands in the log of a step that put a message beside the line of a case file.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::judge::verdict::{Severity, Verdict};
use crate::record::line::{CaseLine, PlaceLine, RunLine};
use crate::show::plain::{count, harmless};
use crate::show::report::overview::{Overview, cut, excuse, in_a_line, main_finding};
use crate::show::report::report::{Closing, Report};

/// How many annotations of each kind GitHub shows of a step.
const SHOWN: usize = 10;
/// The most of a message, in bytes.
const MESSAGE: usize = 2000;

/// The annotations. Of each kind the first ones by place are kept.
#[derive(Debug)]
pub struct Github<W> {
    out: W,
    /// The project's folder from the repository's root, with a slash at its end; empty when they are the same.
    folder: String,
    overview: Overview,
    errors: Kept,
    warnings: Kept,
    notices: Kept,
}

impl<W: Write> Github<W> {
    /// Written to `out` at the end. `folder` is the project's, from the repository's root.
    pub fn new(out: W, folder: &str) -> Github<W> {
        let folder = if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
        Github {
            out,
            folder,
            overview: Overview::default(),
            errors: Kept::default(),
            warnings: Kept::default(),
            notices: Kept::default(),
        }
    }

    fn annotation(&self, case: &CaseLine, place: &PlaceLine, title: &str, message: &str) -> String {
        format!(
            " file={},line={},col={},title={}::{}",
            property(&format!("{}{}", self.folder, place.file)),
            place.line,
            place.column,
            property(&format!("{title} {}", case.id)),
            data(&cut(message, MESSAGE)),
        )
    }
}

impl<W: Write> Report for Github<W> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.overview.begin(runs);
        Ok(())
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.overview.add(case);
        let key = (case.place.file.clone(), case.place.line, case.id.clone());
        match case.verdict {
            Verdict::Failed | Verdict::Error => {
                let main = main_finding(case);
                let place = main.and_then(|finding| finding.place.as_ref()).unwrap_or(&case.place);
                let others = case.all_findings().filter(|finding| finding.severity > Severity::Warning).count();
                let mut message = main.map(in_a_line).unwrap_or_else(|| case.name.clone());
                if others > 1 {
                    message.push_str(&format!("\nand {}", count(others - 1, "more finding")));
                }
                let word = if case.verdict == Verdict::Failed { "failed" } else { "error" };
                let code = main.map(|finding| format!(" {}", finding.code)).unwrap_or_default();
                self.errors.put(key, self.annotation(case, place, &format!("{word}{code}"), &message));
            }
            Verdict::Flaky => {
                let held = case.attempts.iter().filter(|attempt| attempt.verdict.holds()).count();
                let message = format!("{held} of {} attempts hold", case.attempts.len());
                self.warnings.put(key, self.annotation(case, &case.place, "flaky", &message));
            }
            Verdict::Fixed => {
                let reason = case.known.first().map(|known| known.reason.as_str()).unwrap_or_default();
                let message = format!("a known failure is gone: {reason}; remove `known_failure`");
                self.warnings.put(key, self.annotation(case, &case.place, "fixed", &message));
            }
            Verdict::KnownFailure => {
                self.notices.put(key, self.annotation(case, &case.place, "known", &excuse(case)));
            }
            Verdict::Passed | Verdict::Skipped => {
                if let Some(warning) = case.all_findings().next() {
                    let place = warning.place.as_ref().unwrap_or(&case.place);
                    let annotation = self.annotation(case, place, "warning", &in_a_line(warning));
                    self.warnings.put(key, annotation);
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        let mut text = String::new();
        if !closing.gaps.is_empty() {
            let message = data(&cut(&closing.gaps.join("\n"), MESSAGE));
            self.errors.first = Some(format!(" title=incomplete::{message}"));
        }
        for (kind, kept) in [("error", &self.errors), ("warning", &self.warnings), ("notice", &self.notices)] {
            kept.write(kind, &mut text);
        }
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }
}

/// The first annotations of a kind, by place.
#[derive(Debug, Default)]
struct Kept {
    first: Option<String>,
    texts: BTreeMap<(String, usize, String), String>,
    all: usize,
}

impl Kept {
    fn put(&mut self, key: (String, usize, String), text: String) {
        self.all += 1;
        self.texts.insert(key, text);
        if self.texts.len() > SHOWN {
            self.texts.pop_last();
        }
    }

    /// At most as many lines as are shown; the last one says how many more there would be.
    fn write(&self, kind: &str, text: &mut String) {
        let room = SHOWN - usize::from(self.first.is_some());
        let told = if self.all > room { room - 1 } else { self.all };
        let mut lines: Vec<String> = self.first.iter().chain(self.texts.values().take(told)).cloned().collect();
        if self.all > told {
            lines.push(format!("::and {}; the summary and the log have them", count(self.all - told, "more case")));
        }
        for line in lines {
            text.push_str(&format!("::{kind}{line}\n"));
        }
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    harmless(text, true).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{Kept, data, property};

    #[test]
    fn nothing_ends_a_command_or_a_property() {
        assert_eq!(data("50% of a\nb::c,d"), "50%25 of a%0Ab::c,d");
        assert_eq!(property("a: b, c\n"), "a%3A b%2C c%0A");
        assert_eq!(data("\r\n::error::x"), "\\r%0A\\u{3a}:error::x");
    }

    #[test]
    fn no_more_are_written_than_are_shown() {
        let lines = |all: usize, first: Option<&str>| {
            let mut kept = Kept { first: first.map(str::to_owned), ..Kept::default() };
            (0..all).for_each(|n| kept.put(("f".into(), n, "id".into()), format!("::{n}")));
            let mut text = String::new();
            kept.write("error", &mut text);
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(10, None).len(), 10);
        assert_eq!(lines(10, Some("::f")).len(), 10);
        let many = lines(40, Some("::f"));
        assert_eq!((many.len(), many[0].as_str(), many[8].as_str()), (10, "::error::f", "::error::7"));
        assert_eq!(many[9], "::error::and 32 more cases; the summary and the log have them");
    }
}
