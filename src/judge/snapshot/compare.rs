//! A response against its stored snapshot.

use std::borrow::Cow;

use serde_json::Value;

use crate::judge::snapshot::content::{Content, pretty, replace_in_shape, taken};
use crate::judge::snapshot::difference::Difference;
use crate::judge::snapshot::file::{Info, SnapshotFile, Unreadable};
use crate::judge::snapshot::head::{Closeness, Head};
use crate::judge::snapshot::stored::{Body, Looks, Stored};
use crate::judge::verdict::Part;
use crate::suite::model::{SnapshotKind, SnapshotSpec};
use crate::value::diff;
use crate::value::shape::model::Shape;
use crate::wire::exchange::Response;

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The response is as it was reviewed.
    Match,
    /// There is nothing to compare with. This would be recorded.
    Missing(String),
    /// The response is not as it was reviewed.
    Differs {
        /// In which places.
        differences: Vec<Difference>,
        /// In how many more.
        more: usize,
        /// What would be recorded instead; nothing where the stored one belongs to another environment.
        text: Option<String>,
    },
    /// The stored snapshot is damaged.
    Unreadable(Unreadable),
}

/// Who asks for a snapshot.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'o> {
    /// The environment that the response came from.
    pub env: &'o str,
    /// The case file, from the project's root.
    pub source: &'o str,
    /// The case's id, with its step if it has several.
    pub case: &'o str,
}

/// Compares a response with what is stored. `known` is what the contract knows of the shape of a body; it is asked
/// only when it is needed.
pub fn compare(
    spec: &SnapshotSpec,
    stored: &Stored,
    response: &Response,
    origin: Origin<'_>,
    known: impl Fn(&Value) -> Option<Shape>,
) -> Compared {
    let recording = Recording { spec, response, content: taken(spec, response), origin, known: &known };
    match stored {
        Stored::Missing => Compared::Missing(recording.text(None)),
        Stored::Unreadable(why) => Compared::Unreadable(why.clone()),
        Stored::Shape(_) if spec.kind == SnapshotKind::Body => recording.other_kind("the shape of a body", "a body"),
        Stored::Body(_) if spec.kind == SnapshotKind::Shape => recording.other_kind("a body", "the shape of a body"),
        Stored::Shape(looks) => {
            recording.concluded(&looks.head, Closeness::Exact, recording.shape(&looks.content), || Some(looks))
        }
        Stored::Body(body) if body.env.as_deref().is_none_or(|env| env == origin.env) => {
            recording.concluded(&body.head, Closeness::Exact, recording.body(body), || None)
        }
        Stored::Body(body) => recording.elsewhere(body),
    }
}

/// What differs, and in how many more places.
#[derive(Default)]
struct Found {
    differences: Vec<Difference>,
    more: usize,
}

impl Found {
    fn of(differences: Vec<Difference>) -> Found {
        Found { differences, more: 0 }
    }

    fn whole(expected: String, actual: String) -> Found {
        Found::of(vec![Difference::of(Part::Body, expected, actual)])
    }
}

struct Recording<'r> {
    spec: &'r SnapshotSpec,
    response: &'r Response,
    content: Content<Cow<'r, Value>>,
    origin: Origin<'r>,
    known: &'r dyn Fn(&Value) -> Option<Shape>,
}

impl Recording<'_> {
    fn concluded<'l>(
        &self,
        head: &Head,
        closeness: Closeness,
        found: Found,
        recorded: impl Fn() -> Option<&'l Looks>,
    ) -> Compared {
        let mut differences = head.differences(self.spec, self.response, closeness);
        differences.extend(found.differences);
        if differences.is_empty() {
            return Compared::Match;
        }
        Compared::Differs { differences, more: found.more, text: Some(self.text(recorded())) }
    }

    /// A body from another environment says how the answer looks, not what is in it, and is not replaced by one from
    /// here.
    fn elsewhere(&self, body: &Body) -> Compared {
        match self.concluded(&body.head, Closeness::Alike, self.body_elsewhere(body), || None) {
            Compared::Differs { differences, more, .. } => Compared::Differs { differences, more, text: None },
            other => other,
        }
    }

    fn shape(&self, stored: &Content<Shape>) -> Found {
        match (stored, &self.content) {
            (Content::Json(shape), Content::Json(value)) if shape.accepts(value) => Found::default(),
            (Content::Json(shape), Content::Json(value)) => Found::of(shape_differences(shape, value)),
            (stored, content) => kinds(stored, content),
        }
    }

    fn body(&self, stored: &Body) -> Found {
        match (&stored.content, &self.content) {
            (Content::Json(stored), Content::Json(value)) => {
                let differences = diff::equals(stored, value);
                let more = differences.more;
                Found { differences: differences.told.into_iter().map(told).collect(), more }
            }
            (Content::Text(stored), Content::Text(text)) | (Content::Bytes(stored), Content::Bytes(text)) => {
                if stored == text {
                    return Found::default();
                }
                let (stored, text) = (Value::from(stored.as_str()), Value::from(text.as_str()));
                let (expected, actual) = diff::describe_pair(&stored, &text);
                Found::whole(expected, actual)
            }
            (stored, content) => kinds(stored, content),
        }
    }

    fn body_elsewhere(&self, stored: &Body) -> Found {
        match (&stored.content, &self.content) {
            (Content::Json(recorded), Content::Json(value)) => {
                let shape = stored.shape.get_or_init(|| self.inferred(recorded));
                if shape.accepts(value) { Found::default() } else { Found::of(shape_differences(shape, value)) }
            }
            (stored, content) => kinds(stored, content),
        }
    }

    fn other_kind(&self, stored: &str, asked: &str) -> Compared {
        let found = Found::whole(format!("{asked}, as the case asks"), format!("a snapshot of {stored}"));
        Compared::Differs { differences: found.differences, more: 0, text: Some(self.text(None)) }
    }

    fn inferred(&self, value: &Value) -> Shape {
        let mut shape = match (self.known)(value) {
            Some(known) => Shape::infer_with(value, &known),
            None => Shape::infer(value),
        };
        replace_in_shape(self.spec, &mut shape);
        shape
    }

    /// The file that would be recorded. What is recorded of shapes already is widened, not replaced.
    fn text(&self, recorded: Option<&Looks>) -> String {
        let kind = self.spec.kind;
        let contents = match (&self.content, kind) {
            (Content::None, _) => "no body".to_owned(),
            (Content::Json(value), SnapshotKind::Body) => pretty(value),
            (Content::Json(value), SnapshotKind::Shape) => self.widened(recorded, value).to_text(),
            (Content::Text(text) | Content::Bytes(text), SnapshotKind::Body) => text.clone(),
            (Content::Text(_), SnapshotKind::Shape) => "a text".into(),
            (Content::Bytes(_), SnapshotKind::Shape) => "neither JSON nor a text".into(),
        };
        let env = (kind == SnapshotKind::Body).then(|| self.origin.env.to_owned());
        let head = Head::taken(self.spec, self.response, recorded.map(|recorded| &recorded.head));
        let file = SnapshotFile {
            source: Some(self.origin.source.to_owned()),
            expression: Some(self.origin.case.to_owned()),
            info: Info { kind: Some(kind), env, content: Some(self.content.name().to_owned()), head },
            contents,
        };
        file.to_text()
    }

    fn widened(&self, recorded: Option<&Looks>, value: &Value) -> Shape {
        match recorded.map(|recorded| &recorded.content) {
            Some(Content::Json(shape)) if shape.accepts(value) => shape.clone(),
            Some(Content::Json(shape)) => shape.clone().union(self.inferred(value)),
            _ => self.inferred(value),
        }
    }
}

/// What is not JSON has no shape but its kind.
fn kinds<S, C>(stored: &Content<S>, content: &Content<C>) -> Found {
    if stored.name() == content.name() {
        return Found::default();
    }
    Found::whole(kind_of(stored), kind_of(content))
}

fn shape_differences(shape: &Shape, value: &Value) -> Vec<Difference> {
    let differences = shape.differences(&Shape::infer_like(value, shape));
    let told = differences.into_iter().map(|difference| Difference {
        part: Part::Body,
        pointer: shape.first_place(value, &difference),
        path: Some(difference.path),
        expected: difference.was,
        actual: difference.is,
    });
    told.collect()
}

fn told(difference: diff::Difference) -> Difference {
    Difference {
        part: Part::Body,
        pointer: difference.pointer,
        path: None,
        expected: difference.expected.unwrap_or_else(|| "nothing here".into()),
        actual: difference.actual.unwrap_or_else(|| "nothing".into()),
    }
}

fn kind_of<J>(content: &Content<J>) -> String {
    let kind = match content {
        Content::None => "no body",
        Content::Json(_) => "JSON",
        Content::Text(_) => "a text",
        Content::Bytes(_) => "neither JSON nor a text",
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Compared, Origin, compare};
    use crate::judge::check::fixture::{json_response, response};
    use crate::judge::snapshot::stored::Stored;
    use crate::suite::model::{SnapshotKind, SnapshotSpec};
    use crate::wire::exchange::Response;

    fn compared(kind: SnapshotKind, stored: &Stored, response: &Response) -> Compared {
        let spec = SnapshotSpec::plain(kind);
        let origin = Origin { env: "mock", source: "cases/a.yaml", case: "a::b" };
        compare(&spec, stored, response, origin, |_| None)
    }

    fn recorded(kind: SnapshotKind, response: &Response) -> Stored {
        match compared(kind, &Stored::Missing, response) {
            Compared::Missing(text) => Stored::read(Some(&text), kind),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_kind_of_body_matches_itself_and_no_other() {
        let bodies = [
            response(200, &[], ""),
            json_response("5"),
            json_response(r#""5""#),
            response(200, &[("content-type", "text/plain")], "5"),
            response(200, &[("content-type", "text/plain")], "no body"),
            response(200, &[("content-type", "text/plain")], "---\na\n---\n"),
            response(200, &[], vec![0xff, 0xfe]),
            response(200, &[], vec![0xff, 0xfd]),
        ];
        for (index, one) in bodies.iter().enumerate() {
            let stored = recorded(SnapshotKind::Body, one);
            for (other_index, other) in bodies.iter().enumerate() {
                let same = compared(SnapshotKind::Body, &stored, other) == Compared::Match;
                assert_eq!(same, index == other_index, "{index} {other_index}");
            }
        }
    }

    #[test]
    fn the_shape_of_what_is_not_json_is_its_kind() {
        let text = |text: &str| response(200, &[("content-type", "text/plain")], text.to_owned());
        let stored = recorded(SnapshotKind::Shape, &text("a"));
        assert_eq!(compared(SnapshotKind::Shape, &stored, &text("b")), Compared::Match);
        let Compared::Differs { differences, text: Some(_), .. } =
            compared(SnapshotKind::Shape, &stored, &response(200, &[], ""))
        else {
            panic!("no body is no text")
        };
        assert_eq!((differences[0].expected.as_str(), differences[0].actual.as_str()), ("a text", "no body"));
    }

    #[test]
    fn line_ends_and_white_space_at_the_end_are_no_difference() {
        let text = |text: &str| response(200, &[("content-type", "text/plain")], text.to_owned());
        let stored = recorded(SnapshotKind::Body, &text("a\r\nb\n"));
        assert_eq!(compared(SnapshotKind::Body, &stored, &text("a\nb")), Compared::Match);
    }

    #[test]
    fn metadata_that_somebody_dropped_changes_nothing() {
        let stored = Stored::read(Some("---\nsource: x\n---\n{\"a\": 1}\n"), SnapshotKind::Body);
        assert_eq!(compared(SnapshotKind::Body, &stored, &json_response(r#"{"a": 1}"#)), Compared::Match);
        let shape = "---\nsource: x\n---\n{ \"type\": \"integer\" }\n";
        let stored = Stored::read(Some(shape), SnapshotKind::Shape);
        assert_eq!(compared(SnapshotKind::Shape, &stored, &json_response("7")), Compared::Match);
    }

    #[test]
    fn a_snapshot_of_the_other_kind_is_a_difference() {
        let stored = recorded(SnapshotKind::Shape, &json_response("1"));
        let Compared::Differs { differences, .. } = compared(SnapshotKind::Body, &stored, &json_response("1")) else {
            panic!("a shape is no body")
        };
        assert_eq!(differences[0].expected, "a body, as the case asks");
    }
}
