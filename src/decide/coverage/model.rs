//! The coverage of documentation, as the plain values that tables show, `--json` prints and the gate asks.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::record::line::ShardLine;
use crate::value::json::excerpt;

/// The version of the format.
pub const VERSION: u32 = 1;

/// What of the documentation of every API was covered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// [`VERSION`].
    pub version: u32,
    /// Whether everything that was to be run is in the records.
    pub complete: bool,
    /// Why it is not, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<String>,
    /// What else there is to know, a sentence each: that only a part of the suite was selected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The runs that it was worked out from.
    pub runs: Vec<CoveredRun>,
    /// The APIs, by name.
    pub apis: Vec<ApiCoverage>,
}

/// A run that coverage was worked out from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredRun {
    /// Its id.
    pub id: String,
    /// When it began, in RFC 3339.
    pub at: String,
    /// The environment's name.
    pub environment: String,
    /// Whether that is the embedded mock: then it is the suite that was tried, not the API.
    pub mock: bool,
    /// Which part of the suite it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardLine>,
}

/// What of one API's documentation was covered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApiCoverage {
    /// The API.
    pub api: String,
    /// Its description, from the project's root.
    pub contract: String,
    /// How many rows are what, a total for each dimension.
    pub totals: Vec<Total>,
    /// Every documented operation, in the order of the description.
    pub operations: Vec<OperationCoverage>,
}

impl ApiCoverage {
    /// How many rows of a dimension are what, those left out that `is_ignored` says yes to.
    pub fn total(&self, dimension: Dimension, is_ignored: &dyn Fn(&OperationCoverage, &Row) -> bool) -> Total {
        let mut total = Total::new(dimension);
        for (operation, row) in self.rows().filter(|(_, row)| row.dimension == dimension) {
            if !is_ignored(operation, row) {
                total.add(row.state);
            }
        }
        total
    }

    /// What was answered and is not documented.
    pub fn undocumented(&self) -> impl Iterator<Item = (&OperationCoverage, &Row)> {
        self.rows().filter(|(_, row)| row.state == State::Undocumented)
    }

    /// Every row with its operation.
    pub fn rows(&self) -> impl Iterator<Item = (&OperationCoverage, &Row)> {
        self.operations.iter().flat_map(|operation| operation.rows.iter().map(move |row| (operation, row)))
    }
}

/// What rows are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Operation x status x media type.
    #[default]
    Responses,
    /// Operations.
    Operations,
    /// Parameters of requests, by operation.
    Parameters,
    /// Values of an `enum`, of parameters and of bodies.
    EnumValues,
    /// Properties of request bodies, by operation and media type.
    RequestProperties,
    /// Properties of responses, by operation, status and media type.
    ResponseProperties,
}

impl Dimension {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Dimension; 6] = [
        Dimension::Responses,
        Dimension::Operations,
        Dimension::Parameters,
        Dimension::EnumValues,
        Dimension::RequestProperties,
        Dimension::ResponseProperties,
    ];

    /// Its name in files: `response-properties`.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Responses => "responses",
            Dimension::Operations => "operations",
            Dimension::Parameters => "parameters",
            Dimension::EnumValues => "enum-values",
            Dimension::RequestProperties => "request-properties",
            Dimension::ResponseProperties => "response-properties",
        }
    }

    /// Its name for people: `response properties`.
    pub fn title(self) -> &'static str {
        match self {
            Dimension::EnumValues => "enum values",
            Dimension::RequestProperties => "request properties",
            Dimension::ResponseProperties => "response properties",
            _ => self.name(),
        }
    }
}

/// How it stands with a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has seen it in an exchange that holds.
    #[default]
    Untested,
    /// It was seen, and nothing but the contract has judged it.
    Conformed,
    /// A check that a case asks for has judged it.
    Asserted,
    /// It was seen, and the documentation does not have it.
    Undocumented,
}

impl State {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            State::Untested => "untested",
            State::Conformed => "conformed",
            State::Asserted => "asserted",
            State::Undocumented => "undocumented",
        }
    }
}

/// How many rows are what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Of which dimension.
    pub dimension: Dimension,
    /// How many the documentation has: the three that follow.
    pub documented: usize,
    /// Judged by a check that a case asks for.
    pub asserted: usize,
    /// Judged by the contract alone.
    pub conformed: usize,
    /// Not seen in an exchange that holds.
    pub untested: usize,
    /// Seen, and not in the documentation; not among the documented ones.
    pub undocumented: usize,
}

impl Total {
    /// Of no rows.
    pub fn new(dimension: Dimension) -> Total {
        Total { dimension, documented: 0, asserted: 0, conformed: 0, untested: 0, undocumented: 0 }
    }

    /// Counts a row.
    pub fn add(&mut self, state: State) {
        let count = match state {
            State::Asserted => &mut self.asserted,
            State::Conformed => &mut self.conformed,
            State::Untested => &mut self.untested,
            State::Undocumented => &mut self.undocumented,
        };
        *count += 1;
        self.documented += usize::from(state != State::Undocumented);
    }

    /// How many documented rows are at least `state`: asserted, or asserted or conformed.
    pub fn at_least(&self, state: State) -> usize {
        match state {
            State::Asserted => self.asserted,
            State::Conformed => self.asserted + self.conformed,
            State::Untested => self.documented,
            State::Undocumented => self.undocumented,
        }
    }

    /// The same in percent of the documented ones; `None` where nothing is documented.
    pub fn percent(&self, state: State) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "nobody documents as many rows as a float has digits")]
        let percent = || self.at_least(state) as f64 * 100.0 / self.documented as f64;
        (self.documented > 0).then(percent)
    }
}

/// What of one operation was covered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationCoverage {
    /// `GET /items/{id}`
    pub operation: String,
    /// Where it is documented: `schemas/items.openapi.yaml:12`.
    pub place: String,
    /// Whether it is marked as deprecated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// What is not known about it, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Its rows, by dimension and in the order of the description.
    pub rows: Vec<Row>,
}

impl OperationCoverage {
    /// How a row is called among all those of an API: `GET /items/{id} 200 application/json $.price`.
    pub fn label(&self, row: &Row) -> String {
        match row.label.is_empty() {
            true => self.operation.clone(),
            false => format!("{} {}", self.operation, row.label),
        }
    }
}

/// One thing that the documentation has, or one that was answered though it has it not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What it is about.
    pub dimension: Dimension,
    /// What it is called within its operation: `404`, `200 application/json $.price`, `query page`, `query sort = "asc"`;
    /// empty for the operation itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// How it stands with it.
    pub state: State,
    /// The status as documented: `404`, `4XX`, `default`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The media type as documented, of the response or of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Where a parameter is sent: `path`, `query`, `header`, `cookie`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The parameter's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The place in the body, or in the parameter: `$.items[*].price`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The value of an `enum`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub value: Option<Value>,
    /// Where it is documented: `schemas/items.openapi.yaml:12`; absent for what is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How many cases cover it.
    #[serde(default, skip_serializing_if = "is_none_at_all")]
    pub cases: usize,
    /// Some of them, the telling ones first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covered_by: Vec<Covering>,
    /// Cases in which it was seen and that do not hold; they cover nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failing: Vec<String>,
    /// Cases in which it was seen and that fail in a way that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
    /// A case to start from, as YAML under `cases:`; only for untested rows, where one can be made and was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
}

/// A case that covers a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covering {
    /// Its id.
    pub case: String,
    /// The step, in a scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The check that judged it: `status`, `body $.items[*].price`, `snapshot shape`; absent where the contract alone did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
}

/// A value of an `enum` as labels show it.
pub fn shown_value(value: &Value) -> String {
    excerpt(value, 40)
}

/// A value that is there, also when it is null.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
fn is_none_at_all(number: &usize) -> bool {
    *number == 0
}
