//! What a snapshot records besides the body when its case asks for it: the status, and some headers.
//!
//! Beside a body the headers are recorded as they came. Beside a shape it is what they look like, in the names of formats:
//! `integer`, `date-time | absent`, `string` for any text; and every status that one of the rows had.

use std::collections::{BTreeMap, BTreeSet};

use http::header::CONTENT_TYPE;

use crate::judge::snapshot::difference::Difference;
use crate::judge::verdict::Part;
use crate::suite::model::{SnapshotKind, SnapshotSpec};
use crate::value::shape::format::Format;
use crate::wire::exchange::{Response, media_type};

/// What stands for a header that an answer had not.
const ABSENT: &str = "absent";
/// What stands for any text.
const ANY: &str = "string";
/// What stands for a header without a value.
const EMPTY: &str = "empty";
/// What stands where nothing was recorded.
pub const NOTHING: &str = "nothing recorded";

/// The status and the headers of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The statuses; none when they are not recorded.
    pub status: BTreeSet<u16>,
    /// The headers by their names in lower case.
    pub headers: BTreeMap<String, String>,
}

/// How the recorded head is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closeness {
    /// Values are the same.
    Exact,
    /// Values look as the recorded ones do.
    Alike,
}

impl Head {
    /// What of a response is to be recorded, together with what is recorded already where that is widened rather than
    /// replaced.
    pub fn taken(spec: &SnapshotSpec, response: &Response, recorded: Option<&Head>) -> Head {
        let mut head = Head::default();
        if spec.status {
            head.status.extend(recorded.iter().flat_map(|recorded| &recorded.status));
            head.status.insert(response.status);
        }
        for name in &spec.headers {
            let known = recorded.and_then(|recorded| recorded.headers.get(name));
            let value = value(response, name);
            let text = match (spec.kind, known) {
                (SnapshotKind::Body, _) => value,
                (SnapshotKind::Shape, None) => Some(look(name, value.as_deref())),
                (SnapshotKind::Shape, Some(known)) => Some(union(known, &look(name, value.as_deref()))),
            };
            head.headers.extend(text.map(|text| (name.clone(), text)));
        }
        head
    }

    /// What two proposals for the same shape come to together.
    pub fn union(mut self, other: Head) -> Head {
        self.status.extend(other.status);
        for (name, look) in other.headers {
            let both = self.headers.get(&name).map_or(look.clone(), |known| union(known, &look));
            self.headers.insert(name, both);
        }
        self
    }

    /// Where a response is not as it is recorded here.
    pub fn differences(&self, spec: &SnapshotSpec, response: &Response, closeness: Closeness) -> Vec<Difference> {
        let mut found = Vec::new();
        if spec.status && !self.status.contains(&response.status) {
            found.push(Difference::of(Part::Status, self.statuses(), response.status.to_string()));
        }
        for name in &spec.headers {
            let came = value(response, name);
            let recorded = self.headers.get(name);
            let fits = match (spec.kind, closeness) {
                (SnapshotKind::Shape, _) => fits_look(name, recorded.map(String::as_str), came.as_deref()),
                (SnapshotKind::Body, Closeness::Exact) => recorded == came.as_ref(),
                (SnapshotKind::Body, Closeness::Alike) => {
                    fits_look(name, Some(&look(name, recorded.map(String::as_str))), came.as_deref())
                }
            };
            if !fits {
                let quoted = |text: &str| serde_json::Value::from(text).to_string();
                let expected = recorded.map(|recorded| match spec.kind {
                    SnapshotKind::Shape => recorded.clone(),
                    SnapshotKind::Body => quoted(recorded),
                });
                let expected = expected.unwrap_or_else(|| NOTHING.to_owned());
                let actual = came.as_deref().map_or_else(|| ABSENT.to_owned(), quoted);
                found.push(Difference::of(Part::Header(name.clone()), expected, actual));
            }
        }
        found
    }

    /// The statuses in words.
    pub fn statuses(&self) -> String {
        let all: Vec<String> = self.status.iter().map(u16::to_string).collect();
        if all.is_empty() { NOTHING.to_owned() } else { all.join(" or ") }
    }
}

/// The value of a header; the values of several of the same name in one.
fn value(response: &Response, name: &str) -> Option<String> {
    let values = response.headers.get_all(name).iter();
    let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// What a value looks like. A content type is what it says, without parameters.
fn look(name: &str, value: Option<&str>) -> String {
    let Some(value) = value else { return ABSENT.to_owned() };
    if name == CONTENT_TYPE.as_str() {
        return essence(value);
    }
    match Format::of(value) {
        _ if value.is_empty() => EMPTY.to_owned(),
        Some(format) => format.name().to_owned(),
        None => ANY.to_owned(),
    }
}

fn essence(value: &str) -> String {
    let headers = http::HeaderValue::from_str(value).map(|value| http::HeaderMap::from_iter([(CONTENT_TYPE, value)]));
    headers.ok().and_then(|headers| media_type(&headers)).unwrap_or_else(|| value.to_ascii_lowercase())
}

/// What is recorded of a header's looks, one by one.
fn looks(text: &str) -> BTreeSet<&str> {
    text.split('|').map(str::trim).collect()
}

fn fits_look(name: &str, recorded: Option<&str>, value: Option<&str>) -> bool {
    let Some(recorded) = recorded.map(looks) else { return value.is_none() };
    match value {
        None => recorded.contains(ABSENT),
        Some(value) if name == CONTENT_TYPE.as_str() => recorded.contains(essence(value).as_str()),
        Some(value) => {
            let accepts = |look: &&str| Format::named(look).is_some_and(|format| format.accepts(value));
            recorded.contains(ANY) || (value.is_empty() && recorded.contains(EMPTY)) || recorded.iter().any(accepts)
        }
    }
}

fn union(left: &str, right: &str) -> String {
    let all: BTreeSet<&str> = looks(left).union(&looks(right)).copied().collect();
    let is_covered = |look: &str| {
        let wider = |other: &&str| match (Format::named(other), Format::named(look)) {
            (Some(wide), Some(format)) => wide != format && wide.covers(format),
            _ => *other == ANY && *look != *ANY && *look != *ABSENT,
        };
        all.iter().any(wider)
    };
    let mut kept: Vec<&str> = all.iter().copied().filter(|look| !is_covered(look)).collect();
    kept.sort_by_key(|look| *look == ABSENT);
    kept.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::{Closeness, Head};
    use crate::judge::check::fixture::response;
    use crate::source::span::Span;
    use crate::suite::model::{SnapshotKind, SnapshotSpec};
    use crate::wire::exchange::Response;

    fn spec(kind: SnapshotKind, headers: &[&str]) -> SnapshotSpec {
        SnapshotSpec {
            kind,
            redact: Vec::new(),
            alias: Vec::new(),
            status: true,
            headers: headers.iter().map(|name| (*name).to_owned()).collect(),
            span: Span::default(),
        }
    }

    fn told(head: &Head, spec: &SnapshotSpec, response: &Response, closeness: Closeness) -> Vec<String> {
        let found = head.differences(spec, response, closeness).into_iter();
        found.map(|one| format!("{}: {} -> {}", one.part, one.expected, one.actual)).collect()
    }

    #[test]
    fn beside_a_body_values_are_compared() {
        let spec = spec(SnapshotKind::Body, &["x-total", "x-next"]);
        let recorded = Head::taken(&spec, &response(200, &[("X-Total", "12")], ""), None);
        let other = response(404, &[("x-total", "13"), ("x-next", "a"), ("x-next", "b")], "");
        assert_eq!(
            told(&recorded, &spec, &other, Closeness::Exact),
            ["status: 200 -> 404", "header x-total: \"12\" -> \"13\"", "header x-next: nothing recorded -> \"a, b\""]
        );
        // Where the body belongs to another environment, values look alike.
        let other = response(200, &[("x-total", "13")], "");
        assert_eq!(told(&recorded, &spec, &other, Closeness::Alike), Vec::<String>::new());
        let other = response(200, &[("x-total", "many")], "");
        assert_eq!(told(&recorded, &spec, &other, Closeness::Alike), ["header x-total: \"12\" -> \"many\""]);
    }

    #[test]
    fn beside_a_shape_every_row_adds_its_looks() {
        let spec = spec(SnapshotKind::Shape, &["content-type", "x-total", "x-on"]);
        let rows = [
            response(
                200,
                &[("content-type", "Application/JSON; charset=utf-8"), ("x-total", "12"), ("x-on", "now")],
                "",
            ),
            response(201, &[("content-type", "application/json"), ("x-total", "1.5"), ("x-on", "2021-05-01")], ""),
            response(404, &[("content-type", "text/html"), ("x-on", "")], ""),
        ];
        let heads: Vec<Head> = rows.iter().map(|row| Head::taken(&spec, row, None)).collect();
        let all = heads.iter().cloned().reduce(Head::union).expect("three");
        let wanted =
            [("content-type", "application/json | text/html"), ("x-on", "string"), ("x-total", "decimal | absent")];
        assert_eq!(all.headers, wanted.map(|(name, look)| (name.to_owned(), look.to_owned())).into());
        assert_eq!(all.statuses(), "200 or 201 or 404");
        assert_eq!(heads.iter().rev().cloned().reduce(Head::union).as_ref(), Some(&all));
        for row in &rows {
            assert_eq!(told(&all, &spec, row, Closeness::Exact), Vec::<String>::new());
            assert_eq!(Head::taken(&spec, row, Some(&all)), all);
        }
        let other = response(500, &[("content-type", "text/plain"), ("x-total", "many")], "");
        assert_eq!(
            told(&all, &spec, &other, Closeness::Exact),
            [
                "status: 200 or 201 or 404 -> 500",
                "header content-type: application/json | text/html -> \"text/plain\"",
                "header x-total: decimal | absent -> \"many\"",
                "header x-on: string -> absent",
            ]
        );
    }
}
