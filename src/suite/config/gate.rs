//! `[gate]`: what must hold before something is deployed, as it is written. Applying it is another floor's work.

use std::time::Duration;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{Format, Kind, duration, field, required};
use crate::source::span::Span;
use crate::source::tree::{Content, Entry, Node};

/// How old a record may be unless something else is written: long enough for a nightly run, too short for last week's.
pub const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);
/// The name of a latency rule that is for every operation.
pub const EVERY: &str = "*";

/// The policy. What is `None` is not asked for.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The environments that a record may be of; any when empty.
    pub environments: Vec<Named>,
    /// Whether a record of the mock will do.
    pub allow_mock: bool,
    /// Whether a record of a run that takes any certificate will do.
    pub allow_insecure: bool,
    /// Whether a part of the suite will do.
    pub allow_partial: bool,
    /// How old a record may be.
    pub max_age: Duration,
    /// The APIs that the policy names, to be checked.
    pub apis: Vec<Named>,
    /// How much of the contracts must be covered.
    pub coverage: Vec<CoverageRule>,
    /// What need not be covered.
    pub ignored: Vec<Ignored>,
    /// How many undocumented answers there may be.
    pub undocumented_answers: Option<u64>,
    /// How many undocumented properties.
    pub undocumented_properties: Option<u64>,
    /// How many snapshots may wait for their review.
    pub pending_snapshots: Option<u64>,
    /// How many snapshots may belong to no case.
    pub obsolete_snapshots: Option<u64>,
    /// How many breaking changes there may be since the baseline.
    pub breaking: Option<u64>,
    /// How many additive ones.
    pub additive: Option<u64>,
    /// How fast operations must be.
    pub latency: Vec<LatencyRule>,
    /// How many cases may hold only after a retry.
    pub flaky: Option<Amount>,
    /// How many cases may be skipped.
    pub skipped: Option<Amount>,
    /// What is asked of known failures.
    pub known: KnownPolicy,
    /// Whether cases that are newer than the baseline may fail.
    pub allow_pending: bool,
}

/// Something that is called by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// `coverage.<api>.<dimension> = "asserted >= 95%"`
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRule {
    /// The API.
    pub api: String,
    /// The dimension.
    pub dimension: String,
    /// What at least this part of its rows must be.
    pub state: String,
    /// How many of a hundred rows.
    pub percent: f64,
    /// Where it stands.
    pub span: Span,
}

/// `coverage.<api>.ignore`: a row that cannot be provoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The API.
    pub api: String,
    /// The row, as `countersign coverage` prints it.
    pub row: String,
    /// Why it need not be covered.
    pub reason: String,
    /// Where it is named.
    pub span: Span,
}

/// `latency."GET /items".p95 = "800ms"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatencyRule {
    /// The operation, or [`EVERY`].
    pub operation: String,
    /// Of what.
    pub measure: Measure,
    /// At most this.
    pub limit: Duration,
    /// Where the operation is named.
    pub span: Span,
}

/// Which of many times counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Half of them are no longer.
    P50,
    /// 95 of a hundred are no longer.
    P95,
    /// The longest.
    Max,
}

/// All of them.
pub const MEASURES: [Measure; 3] = [Measure::P50, Measure::P95, Measure::Max];

impl Measure {
    /// Its key.
    pub fn name(self) -> &'static str {
        match self {
            Measure::P50 => "p50",
            Measure::P95 => "p95",
            Measure::Max => "max",
        }
    }
}

/// So many, or so many of a hundred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A number.
    Count(u64),
    /// Of a hundred.
    Percent(f64),
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Amount::Count(count) => write!(f, "{count}"),
            Amount::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

/// What is asked of known failures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownPolicy {
    /// How many cases may have one.
    pub max: Option<Amount>,
    /// How long one may be known.
    pub max_age: Option<Duration>,
    /// Whether one that is gone must be removed first.
    pub refuses_fixed: bool,
    /// What each must say.
    pub require: Vec<Detail>,
}

/// What a known failure can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// `owner`
    Owner,
    /// `ticket`
    Ticket,
    /// `since`
    Since,
    /// `expires`
    Expires,
}

impl Detail {
    /// Its key.
    pub fn name(self) -> &'static str {
        DETAILS.iter().find(|(_, detail)| *detail == self).map_or("", |(name, _)| name)
    }
}

const DETAILS: [(&str, Detail); 4] =
    [("owner", Detail::Owner), ("ticket", Detail::Ticket), ("since", Detail::Since), ("expires", Detail::Expires)];

/// The policy's fields.
pub static GATE: Format = Format {
    name: "gate",
    doc: "What must hold for a deployment, beside what always must: no failed case and no error but known ones, every \
          record and shard complete, of this very suite and these contracts, and something checked.",
    fields: &[
        field("environment", NAMES, "the environment that records must be of, or a list of them; any when absent"),
        field("allow_mock", Kind::Bool, "whether records of the mock will do; `false` when absent"),
        field("allow_insecure", Kind::Bool, "whether records of runs with `tls.insecure` will do; `false` when absent"),
        field("allow_partial", Kind::Bool, "whether a part of the suite will do; `false` when absent"),
        field("max_age", Kind::Duration, "how old a record may be; `24h` when absent"),
        field(
            "coverage",
            Kind::Map("APIs by name", &Kind::Object(&COVERAGE)),
            "how much of an API's contract must be covered",
        ),
        field("undocumented", Kind::Object(&UNDOCUMENTED), "how much there may be that the contract does not document"),
        field("snapshots", Kind::Object(&SNAPSHOTS), "how many snapshots may be out of order"),
        field("changes", Kind::Object(&CHANGES), "how far answers may differ from the shapes of the baseline"),
        field(
            "latency",
            Kind::Map("operations, such as `GET /items/{id}`, or `*` for every one", &Kind::Object(&LATENCY)),
            "how long operations may take",
        ),
        field("flaky", Kind::Object(&MAX), "cases that hold only after a retry"),
        field("skipped", Kind::Object(&MAX), "cases that were not run"),
        field("known_failures", Kind::Object(&KNOWN_FAILURES), "what is asked of known failures"),
        field("pending", Kind::Object(&PENDING), "cases that are newer than the baseline and fail"),
    ],
    rest: None,
};

const NAMES: Kind = Kind::OneOf(&[Kind::List(&Kind::Text("a name")), Kind::Text("a name")]);
const AMOUNT: Kind = Kind::OneOf(&[Kind::Count, Kind::Text("a percentage such as `1%`")]);
const CONDITION: Kind = Kind::Text("a condition such as `asserted >= 95%`");

static COVERAGE: Format = Format {
    name: "coverage of an API",
    doc: "How much of a contract must be covered: of each dimension, which part of its rows, and in what way. An \
          `asserted` row is `conformed`, too.",
    fields: &[
        field("responses", CONDITION, "documented responses: operation, status and media type"),
        field("operations", CONDITION, "operations"),
        field("parameters", CONDITION, "parameters of requests"),
        field("enum_values", CONDITION, "values of enumerations, of parameters and of bodies"),
        field("request_properties", CONDITION, "properties of request bodies"),
        field("response_properties", CONDITION, "properties of responses"),
        field("ignore", Kind::List(&Kind::Object(&IGNORED)), "rows that cannot be provoked"),
    ],
    rest: None,
};

static IGNORED: Format = Format {
    name: "ignored row",
    doc: "A row of the coverage that need not be covered.",
    fields: &[
        required(
            "row",
            Kind::Text("a row"),
            "the row, as `countersign coverage` prints it: `GET /items/{id} 500`; `*` stands for any text",
        ),
        required("reason", Kind::Text("a reason"), "why it cannot be covered"),
    ],
    rest: None,
};

static UNDOCUMENTED: Format = Format {
    name: "undocumented",
    doc: "How much there may be that the contract does not document.",
    fields: &[
        field("answers", Kind::Count, "answers with a status or a content type that is not documented, at most"),
        field(
            "properties",
            Kind::Count,
            "properties that are not documented, at most; where `undocumented = \"allow\"` nobody looks for them",
        ),
    ],
    rest: None,
};

static SNAPSHOTS: Format = Format {
    name: "snapshots",
    doc: "How many snapshots may be out of order.",
    fields: &[
        field("pending", Kind::Count, "snapshots that wait for their review, at most"),
        field("obsolete", Kind::Count, "snapshots that no case refers to, at most"),
    ],
    rest: None,
};

static CHANGES: Format = Format {
    name: "changes",
    doc: "How far answers may differ from the shapes of `countersign.baseline.json`.",
    fields: &[
        field("breaking", Kind::Count, "changes that break the API's readers, at most"),
        field("additive", Kind::Count, "what was not there before, at most"),
    ],
    rest: None,
};

static LATENCY: Format = Format {
    name: "latency",
    doc: "How long the exchanges of an operation may take, from sending to the end of the body.",
    fields: &[
        field("p50", Kind::Duration, "half of them, at most"),
        field("p95", Kind::Duration, "95 of a hundred, at most"),
        field("max", Kind::Duration, "each of them, at most"),
    ],
    rest: None,
};

static MAX: Format = Format {
    name: "limit",
    doc: "How many cases, at most.",
    fields: &[required("max", AMOUNT, "a number, or a part of all cases such as `1%`")],
    rest: None,
};

static KNOWN_FAILURES: Format = Format {
    name: "known failures",
    doc: "What is asked of known failures.",
    fields: &[
        field("max", AMOUNT, "how many cases may have one: a number, or a part of all cases such as `1%`"),
        field("max_age", Kind::Duration, "how long one may be known; each must say `since` then"),
        field(
            "fixed",
            Kind::Choice(&["allow", "fail"]),
            "whether one that is gone must be removed first; `allow` when absent",
        ),
        field(
            "require",
            Kind::List(&Kind::Choice(&["owner", "ticket", "since", "expires"])),
            "what each must say beside its reason",
        ),
    ],
    rest: None,
};

static PENDING: Format = Format {
    name: "pending",
    doc: "Cases that are not in `countersign.baseline.json` have never passed. They may fail until they do.",
    fields: &[field("allow", Kind::Bool, "whether they may; `true` when absent")],
    rest: None,
};

/// Reads the policy; what is wrong with it is reported. Without one, what always must hold is all that is asked.
pub fn policy(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Policy {
    let at = |path: &[&str]| path.iter().try_fold(node?, |node, key| node.get(key));
    let count = |path: &[&str]| at(path).and_then(Node::as_u64);
    let flag = |path: &[&str]| at(path).and_then(Node::as_bool);
    let time = |path: &[&str]| at(path).and_then(Node::as_str).and_then(duration);
    node.iter().flat_map(|node| node.entries()).for_each(|entry| asks_for_something(entry, diagnostics));
    let apis = at(&["coverage"]).map(Node::entries).unwrap_or_default();
    let fixed = at(&["known_failures", "fixed"]).and_then(Node::as_str);
    let require = at(&["known_failures", "require"]).map(Node::elements).unwrap_or_default();
    let detail = |node: &Node| DETAILS.iter().find(|(name, _)| node.as_str() == Some(name)).map(|(_, detail)| *detail);
    Policy {
        environments: at(&["environment"]).map(names).unwrap_or_default(),
        allow_mock: flag(&["allow_mock"]).unwrap_or(false),
        allow_insecure: flag(&["allow_insecure"]).unwrap_or(false),
        allow_partial: flag(&["allow_partial"]).unwrap_or(false),
        max_age: time(&["max_age"]).unwrap_or(MAX_AGE),
        apis: apis.iter().map(|entry| Named { name: entry.key.to_string(), span: entry.key_span }).collect(),
        coverage: apis.iter().flat_map(|entry| coverage(&entry.key, &entry.value, diagnostics)).collect(),
        ignored: apis.iter().flat_map(|entry| ignored(&entry.key, &entry.value, diagnostics)).collect(),
        undocumented_answers: count(&["undocumented", "answers"]),
        undocumented_properties: count(&["undocumented", "properties"]),
        pending_snapshots: count(&["snapshots", "pending"]),
        obsolete_snapshots: count(&["snapshots", "obsolete"]),
        breaking: count(&["changes", "breaking"]),
        additive: count(&["changes", "additive"]),
        latency: at(&["latency"]).map(latency).unwrap_or_default(),
        flaky: at(&["flaky", "max"]).and_then(|node| amount(node, diagnostics)),
        skipped: at(&["skipped", "max"]).and_then(|node| amount(node, diagnostics)),
        known: KnownPolicy {
            max: at(&["known_failures", "max"]).and_then(|node| amount(node, diagnostics)),
            max_age: time(&["known_failures", "max_age"]),
            refuses_fixed: fixed == Some("fail"),
            require: require.iter().filter_map(detail).collect(),
        },
        allow_pending: flag(&["pending", "allow"]).unwrap_or(true),
    }
}

/// Reports a rule in which nothing is written that it asks for: whoever has written it takes it for one that holds.
fn asks_for_something(entry: &Entry, diagnostics: &mut Diagnostics) {
    let is_rule = |entry: &&Entry| &*entry.key != "ignore";
    let inner: Vec<&Entry> = entry.value.entries().iter().filter(is_rule).collect();
    let is_empty = match &entry.value.content {
        Content::Map(_) => inner.is_empty(),
        Content::List(nodes) => nodes.is_empty(),
        _ => false,
    };
    if is_empty {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, format!("`{}` of [gate] asks for nothing", entry.key))
                .at(entry.key_span, "this rule would always hold")
                .help("say what must hold, or remove it"),
        );
    }
    inner.iter().for_each(|entry| asks_for_something(entry, diagnostics));
}

fn names(node: &Node) -> Vec<Named> {
    let one = std::slice::from_ref(node);
    let nodes = if node.as_str().is_some() { one } else { node.elements() };
    let named = |node: &Node| Some(Named { name: node.as_str()?.to_owned(), span: node.span });
    nodes.iter().filter_map(named).collect()
}

fn coverage(api: &str, node: &Node, diagnostics: &mut Diagnostics) -> Vec<CoverageRule> {
    let conditions = node.entries().iter().filter_map(|entry| Some((entry, entry.value.as_str()?)));
    let mut rules = Vec::new();
    for (entry, text) in conditions {
        match condition(text) {
            Some((state, percent)) => rules.push(CoverageRule {
                api: api.to_owned(),
                dimension: entry.key.to_string(),
                state,
                percent,
                span: entry.value.span,
            }),
            None => diagnostics.push(
                Diagnostic::new(Code::InvalidValue, format!("`{text}` is no condition"))
                    .at(entry.value.span, "a state, `>=` and a percentage were expected")
                    .help("write it as `asserted >= 95%` or `conformed >= 100%`"),
            ),
        }
    }
    rules
}

/// `asserted >= 95%`
fn condition(text: &str) -> Option<(String, f64)> {
    let (state, percentage) = text.split_once(">=")?;
    let state = state.trim();
    (matches!(state, "asserted" | "conformed")).then(|| Some((state.to_owned(), percent(percentage)?)))?
}

fn percent(text: &str) -> Option<f64> {
    let percent: f64 = text.trim().strip_suffix('%')?.trim().parse().ok()?;
    (0.0..=100.0).contains(&percent).then_some(percent)
}

fn ignored(api: &str, node: &Node, diagnostics: &mut Diagnostics) -> Vec<Ignored> {
    let rows = node.get("ignore").map(Node::elements).unwrap_or_default();
    let ignored = |node: &Node| {
        let row = node.get("row")?;
        let said = node.get("reason")?;
        let reason = said.as_str()?.to_owned();
        if reason.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "a row that is ignored without a reason")
                    .at(said.span, "nothing is said here")
                    .help("say why it cannot be covered"),
            );
        }
        Some(Ignored { api: api.to_owned(), row: row.as_str()?.to_owned(), reason, span: row.span })
    };
    rows.iter().filter_map(ignored).collect()
}

fn latency(node: &Node) -> Vec<LatencyRule> {
    let mut rules = Vec::new();
    for entry in node.entries() {
        for measure in MEASURES {
            let limit = entry.value.get(measure.name()).and_then(Node::as_str).and_then(duration);
            let operation = entry.key.to_string();
            rules.extend(limit.map(|limit| LatencyRule { operation, measure, limit, span: entry.key_span }));
        }
    }
    rules
}

fn amount(node: &Node, diagnostics: &mut Diagnostics) -> Option<Amount> {
    let amount = node.as_u64().map(Amount::Count).or_else(|| percent(node.as_str()?).map(Amount::Percent));
    if amount.is_none() && node.as_str().is_some() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "neither a number nor a percentage")
                .at(node.span, "a number of cases, or a part of all was expected")
                .help("write it as `3` or `\"1%\"`"),
        );
    }
    amount
}

#[cfg(test)]
mod tests {
    use super::{Amount, MAX_AGE, Measure, Policy, policy};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::FileId;
    use crate::source::toml;

    fn read(text: &str) -> (Policy, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let node = toml::parse(FileId::default(), text, &mut diagnostics).expect("TOML");
        let policy = policy(Some(&node), &mut diagnostics);
        (policy, diagnostics.sorted().iter().map(|diagnostic| diagnostic.message.clone()).collect())
    }

    #[test]
    fn nothing_is_allowed_that_is_not_written() {
        let mut diagnostics = Diagnostics::default();
        let policy = policy(None, &mut diagnostics);
        assert!(
            !policy.allow_mock
                && !policy.allow_insecure
                && !policy.allow_partial
                && policy.max_age == MAX_AGE
                && diagnostics.is_empty()
        );
    }

    #[test]
    fn conditions_limits_and_amounts_are_read() {
        let (policy, wrong) = read(
            "coverage.a.responses = \"asserted >= 95.5%\"\nlatency.\"GET /x\".p95 = \"800ms\"\nlatency.\"*\".max = \"2s\"\n\
             flaky.max = \"1%\"\nskipped.max = 3\nenvironment = [\"staging\", \"canary\"]\n",
        );
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!((policy.coverage[0].state.as_str(), policy.coverage[0].percent), ("asserted", 95.5));
        assert_eq!((policy.latency[0].measure, policy.latency[1].operation.as_str()), (Measure::P95, "*"));
        assert_eq!((policy.flaky, policy.skipped), (Some(Amount::Percent(1.0)), Some(Amount::Count(3))));
        assert_eq!(policy.environments.len(), 2);
    }

    #[test]
    fn what_asks_for_nothing_is_refused() {
        for text in [
            "coverage.a.responses = \"asserted > 95%\"",
            "coverage.a.responses = \"assertd >= 95%\"",
            "coverage.a.responses = \"asserted >= 950%\"",
            "coverage.a.responses = \"asserted >= NaN%\"",
            "latency.\"GET /x\" = {}",
            "latency = {}",
            "coverage.a = {}",
            "coverage.a.ignore = [{ row = \"GET /x 500\", reason = \"x\" }]",
            "coverage.a = { responses = \"asserted >= 1%\", ignore = [{ row = \"GET /x\", reason = \" \" }] }",
            "undocumented = {}",
            "known_failures.require = []",
            "environment = []",
            "flaky.max = \"few\"",
            "flaky.max = \"-1%\"",
        ] {
            assert_eq!(read(text).1.len(), 1, "{text}");
        }
    }
}
