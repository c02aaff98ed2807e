//! The response against its reviewed snapshot.

use serde_json::Value;

use crate::contract::dialect::Direction;
use crate::contract::operation::best_content;
use crate::judge::check::conformance::OwnSchema;
use crate::judge::judgement::Judgement;
use crate::judge::snapshot::compare::{Compared, Origin, compare};
use crate::judge::snapshot::difference::Difference;
use crate::judge::snapshot::known;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::suite::model::{SchemaChoice, SnapshotSpec};
use crate::value::shape::model::Shape;
use crate::wire::exchange::Response;

/// A snapshot that waits for its review: the whole text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingSnapshot {
    /// The file's text.
    pub text: String,
    /// Whether there was none before.
    pub is_new: bool,
}

/// Judges a response by its snapshot; `None` when the case has none.
pub fn judge(
    judgement: &Judgement<'_>,
    own: &OwnSchema,
    response: &Response,
) -> Option<(CheckResult, Option<PendingSnapshot>)> {
    let spec = judgement.expect.snapshot.as_ref()?;
    let recorded = judgement.snapshot?;
    let origin = Origin { env: recorded.env, source: recorded.source, case: recorded.case };
    let compared = compare(spec, recorded.stored, response, origin, |body| shape_known(judgement, own, response, body));
    let mut check = CheckResult::new(CheckKind::Snapshot);
    let pending = match compared {
        Compared::Match => None,
        Compared::Missing(text) => {
            check.findings.push(missing(spec));
            Some(PendingSnapshot { text, is_new: true })
        }
        Compared::Differs { differences, more, text } => {
            check.findings.extend(differences.into_iter().map(|difference| differs(spec, difference)));
            check.more = more;
            text.map(|text| PendingSnapshot { text, is_new: false })
        }
        Compared::Unreadable(why) => {
            let finding = Finding::new(Code::SnapshotUnreadable, Part::Body, "a snapshot", why.to_string())
                .at(spec.span)
                .severity(Severity::Error)
                .message(format!("the stored snapshot cannot be read: {why}"));
            check.findings.push(finding.help("restore the file, or delete it to record it anew"));
            None
        }
    };
    Some((check, pending))
}

fn missing(spec: &SnapshotSpec) -> Finding {
    Finding::new(Code::SnapshotMissing, Part::Body, "a reviewed snapshot", "none yet")
        .at(spec.span)
        .severity(Severity::Unreviewed)
}

fn differs(spec: &SnapshotSpec, difference: Difference) -> Finding {
    let Difference { part, pointer, path, expected, actual } = difference;
    let message = match (path, &part) {
        (Some(path), _) => format!("{path}: {expected} -> {actual}"),
        (None, Part::Body) => "not as in the snapshot".into(),
        (None, part) => format!("the {part} is not as in the snapshot"),
    };
    let pointer = (part == Part::Body).then_some(pointer);
    let finding = Finding::new(Code::SnapshotMismatch, part, expected, actual).at(spec.span).message(message);
    Finding { pointer, ..finding }
}

/// What the schema in charge of this body says of its shape.
fn shape_known(judgement: &Judgement<'_>, own: &OwnSchema, response: &Response, body: &Value) -> Option<Shape> {
    if let Some(Ok(schema)) = own {
        return Some(known::shape_of(schema, body));
    }
    if matches!(judgement.expect.schema, SchemaChoice::None) {
        return None;
    }
    let documented = judgement.documented?;
    let answer = documented.operation.response(response.status)?;
    let entry = best_content(&answer.content, response.media_type().as_deref().unwrap_or(""))?;
    let schema = documented.contract.schema(entry.schema.as_ref()?, Direction::Response).ok()?;
    Some(known::shape_of(&schema, body))
}
