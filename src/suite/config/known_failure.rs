//! `[[known_failures]]`: failures that are known, beside the cases rather than in them, of one case or by the code of a
//! check.

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{Format, Kind, field, required};
use crate::source::span::Span;
use crate::source::tree::Node;
use crate::suite::casefile::known_failure::known_failure;
use crate::suite::model::{KnownFailure, Reach};

/// A failure that is known, and of which case.
#[derive(Clone, Debug)]
pub struct Tolerated {
    /// The case; any when absent.
    pub case: Option<CaseName>,
    /// What is tolerated.
    pub known: KnownFailure,
}

/// The id of a case as it is written, with its row if one is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseName {
    /// The id.
    pub id: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl CaseName {
    /// The case without a row, and the row.
    pub fn parts(&self) -> (&str, Option<&str>) {
        match self.id.strip_suffix(']').and_then(|id| id.split_once('[')) {
            Some((case, row)) => (case, Some(row)),
            None => (&self.id, None),
        }
    }
}

/// One of `[[known_failures]]`.
pub static TOLERATED: Format = Format {
    name: "known failure",
    doc: "A failure that is known: only it is tolerated, until it expires; errors are never covered. It names a case, a \
          check, or both.",
    fields: &[
        field(
            "case",
            Kind::Text("an id"),
            "the id of the case, whole, with its row if only that is meant; any when absent",
        ),
        field("check", Kind::Text("a code"), "the code of the check that fails; any when absent"),
        field("at", Kind::Text("a JSONPath"), "where in the body; anywhere when absent"),
        field(
            "env",
            Kind::OneOf(&[Kind::List(&Kind::Text("a text")), Kind::Text("a text")]),
            "in which environments; everywhere when absent",
        ),
        required("reason", Kind::Text("a reason"), "why it is tolerated"),
        field("owner", Kind::Text("a name"), "who answers for it"),
        field("ticket", Kind::Text("a text"), "where it is tracked"),
        field("since", Kind::Text("a date"), "the day on which it became known, `YYYY-MM-DD`"),
        field("expires", Kind::Text("a date"), "the last day on which it is tolerated, `YYYY-MM-DD`"),
    ],
    rest: None,
};

/// Reads one of them; what is wrong with it is reported.
pub fn tolerated(node: &Node, diagnostics: &mut Diagnostics) -> Option<Tolerated> {
    let mut known = known_failure(node, diagnostics)?;
    let case = node.get("case").and_then(|id| Some(CaseName { id: id.as_str()?.to_owned(), span: id.span }));
    match &case {
        Some(case) => known.row = case.parts().1.map(str::to_owned),
        None if known.check.is_none() => {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, "a known failure of any case and any check")
                    .at(node.span, "this would tolerate everything")
                    .help("add `case`, the id of a case, or `check`, the code of a check"),
            );
            return None;
        }
        None => known.reach = Reach::Suite,
    }
    Some(Tolerated { case, known })
}
