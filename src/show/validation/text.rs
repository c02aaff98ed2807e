//! What became of instances, for people: what is wrong, where in the instance and by which word of the schema.

use crate::contract::schema::violation::Violation;
use crate::show::plain::{count, harmless};
use crate::show::validation::outcome::{Located, Outcome};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::render::render_all;
use crate::source::span::Span;

/// How many violations of one instance are told; the rest is only counted.
const MAX_TOLD: usize = 20;

/// Everything that is wrong with an instance; `None` where nothing is.
pub fn text(outcome: &Outcome, sources: &Sources, color: bool) -> Option<String> {
    if outcome.is_valid() {
        return None;
    }
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(outcome.unusable.clone());
    diagnostics.extend(outcome.violations.iter().take(MAX_TOLD).map(diagnostic));
    let mut text = render_all(&diagnostics, sources, color);
    let more = outcome.violations.len().saturating_sub(MAX_TOLD) + outcome.more;
    if more > 0 {
        text.push_str(&format!("\n{}: {} more\n", harmless(&outcome.file, false), count(more, "violation")));
    }
    Some(text)
}

/// The last line: how many of the instances are what.
pub fn summary(valid: usize, invalid: usize, unusable: usize) -> String {
    let total = count(valid + invalid + unusable, "instance");
    let parts = [(invalid, "invalid"), (unusable, "unusable")];
    let wrong: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, name)| format!("{number} {name}")).collect();
    if wrong.is_empty() { format!("{total}: valid") } else { format!("{total}: {valid} valid, {}", wrong.join(", ")) }
}

/// The last line where there are no instances: what the schema is good for.
pub fn alone(schema: &str, remarks: &Diagnostics) -> String {
    let schema = harmless(schema, false);
    match remarks.shown() {
        (0, 0) => format!("{schema}: a schema that can be used"),
        (errors, warnings) => {
            format!("{schema}: a schema that can be used, with {}", count(errors + warnings, "problem"))
        }
    }
}

/// What is wrong, in one sentence.
pub fn message(violation: &Violation) -> String {
    format!("expected {}, found {}", violation.expected, violation.actual)
}

fn diagnostic(located: &Located) -> Diagnostic {
    let violation = &located.violation;
    let place = if violation.pointer.is_empty() { "the root" } else { violation.pointer.as_str() };
    let title = match violation.keyword.as_str() {
        "" if violation.code == Code::DuplicateKeys => format!("a key is given twice: {place}"),
        "" => violation.code.title().to_owned(),
        keyword => format!("not as the schema says: `{keyword}` at {place}"),
    };
    let diagnostic = Diagnostic::new(violation.code, harmless(&title, false).into_owned());
    let diagnostic = diagnostic.at(located.span, harmless(&message(violation), false).into_owned());
    let help = match violation.schema.text.as_str() {
        "" => format!("`countersign explain {}` says more", violation.code),
        place => harmless(place, false).into_owned(),
    };
    let diagnostic = diagnostic.help(help);
    // What the rules of JSON Schema themselves ask for is in no file that could be shown.
    if violation.schema.span == Span::default() {
        return diagnostic;
    }
    diagnostic.at(violation.schema.span, "asked for here")
}
