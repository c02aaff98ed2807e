//! The suite as plain values: what case files say, decoded and checked, before any variable has a value.

use std::sync::Arc;
use std::time::Duration;

use camino::Utf8PathBuf;
use serde_json::Value;

use crate::source::code::Code;
use crate::source::span::{FileId, Span};
use crate::suite::template::data::Data;
use crate::suite::template::expression::Expression;
use crate::suite::template::path::PathTemplate;
use crate::suite::template::text::Template;
use crate::value::codec::Arrays;
use crate::value::path::JsonPath;

/// One case file.
#[derive(Debug)]
pub struct CaseFile {
    /// Its path from the project's root.
    pub path: Utf8PathBuf,
    /// Its text.
    pub file: FileId,
    /// The first part of its cases' ids: `perfex/values`.
    pub id: String,
    /// The API its cases are about.
    pub api: String,
    /// Where that is named.
    pub api_span: Span,
    /// Variables of the file, in order.
    pub vars: Vec<Variable>,
    /// Steps that run at the start of every case.
    pub setup: Vec<Step>,
    /// Its cases, in order.
    pub cases: Vec<Case>,
}

/// One documented situation.
#[derive(Debug)]
pub struct Case {
    /// The whole id without a row: `perfex/values::lists-every-field`.
    pub id: String,
    /// What it says, for people.
    pub name: String,
    /// Where it stands: its name.
    pub span: Span,
    /// All of its lines, to find a case by `file:line`.
    pub lines: Span,
    /// Where the documentation says so.
    pub source: Option<String>,
    /// Tags to select by.
    pub tags: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Variables of the case, in order.
    pub vars: Vec<Variable>,
    /// Rows; the case is run once for each. `None` for a case without `each`.
    pub rows: Option<Vec<Row>>,
    /// What is done, in order; one step for a plain case.
    pub steps: Vec<Step>,
    /// Whether `steps` was written, so that step ids show in names.
    pub scenario: bool,
    /// What is undone at the end, whatever happened.
    pub cleanup: Vec<Step>,
    /// Why it is not run.
    pub skip: Option<String>,
    /// Where alone it is run.
    pub only: Option<Box<Only>>,
    /// Failures that are known.
    pub known_failures: Vec<Arc<KnownFailure>>,
    /// Resources that it needs unchanged while it runs.
    pub uses: Vec<String>,
    /// Resources that nothing else may use while it runs.
    pub changes: Vec<String>,
    /// How long the whole case may take.
    pub deadline: Option<Duration>,
    /// What an undocumented property means.
    pub undocumented: Option<Undocumented>,
    /// What a body means in which a key is given twice.
    pub duplicate_keys: Option<DuplicateKeys>,
}

/// One row of `each`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its part of the id, between brackets.
    pub id: String,
    /// Its data: the root `each` of templates.
    pub data: Arc<Value>,
    /// Where it stands.
    pub span: Span,
}

/// A variable: evaluated once for each case.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name under `vars`.
    pub name: String,
    /// Its value.
    pub value: Data,
    /// Where it is declared.
    pub span: Span,
}

/// `only: { env, reason }`.
#[derive(Debug, Clone)]
pub struct Only {
    /// The environments in which the case is run.
    pub env: Vec<String>,
    /// Why not elsewhere.
    pub reason: String,
    /// Where they are named.
    pub span: Span,
}

/// A failure that is known: reported, and not blocking until it expires.
#[derive(Debug, Clone)]
pub struct KnownFailure {
    /// Of which row of the case; of all when absent.
    pub row: Option<String>,
    /// How far it reaches.
    pub reach: Reach,
    /// The code of the check that fails; any when absent.
    pub check: Option<Code>,
    /// Where in the body; anywhere when absent.
    pub at: Option<Arc<JsonPath>>,
    /// In which environments; everywhere when empty.
    pub env: Vec<String>,
    /// Why it is tolerated.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it is tracked.
    pub ticket: Option<String>,
    /// The day on which it became known, `YYYY-MM-DD`.
    pub since: Option<String>,
    /// The last day on which it is tolerated, `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// How far a known failure reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is of one case, and gone when that case passes.
    Case,
    /// Any case may have it, so that it is not gone when one of them passes.
    Suite,
}

/// What a property that the contract does not document means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undocumented {
    /// The case fails.
    Fail,
    /// It is said, and the case passes.
    Warn,
    /// Nothing is said.
    Allow,
}

/// What a body means in which an object has a key twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DuplicateKeys {
    /// The case fails.
    #[default]
    Fail,
    /// Nothing is said; the last value counts.
    Allow,
}

impl DuplicateKeys {
    /// What a setting says; `None` for any other word.
    pub fn named(word: &str) -> Option<DuplicateKeys> {
        match word {
            "fail" => Some(DuplicateKeys::Fail),
            "allow" => Some(DuplicateKeys::Allow),
            _ => None,
        }
    }
}

/// What is made of what the contract leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strictness {
    /// What an undocumented property means.
    pub undocumented: Undocumented,
    /// What a body means in which a key is given twice.
    pub duplicate_keys: DuplicateKeys,
}

/// One request and what must come back.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its `id:`, else its position from 1.
    pub id: String,
    /// Where it stands.
    pub span: Span,
    /// What is called.
    pub target: Target,
    /// What is sent.
    pub request: RequestSpec,
    /// What must come back.
    pub expect: Expect,
    /// What is kept of the answer for later steps.
    pub capture: Vec<Capture>,
    /// What is undone at the end, once this step's request was sent.
    pub cleanup: Vec<Step>,
    /// Repeats the step until the answer is as wanted.
    pub until: Option<Box<Until>>,
    /// Repeats the step for further pages.
    pub repeat: Option<Box<Repeat>>,
    /// What the mock is asked for; elsewhere the case is skipped.
    pub mock: Option<Box<MockAsk>>,
    /// The arguments of the block that the step came from: the root `with` of its templates.
    pub with: Option<Arc<Vec<Variable>>>,
}

/// What a step calls.
#[derive(Debug, Clone)]
pub enum Target {
    /// A documented operation.
    Operation {
        /// `GET`, `PUT`, ...
        method: String,
        /// The path template as the contract writes it.
        path: String,
        /// Where it is named.
        span: Span,
    },
    /// A call outside the contract.
    Url {
        /// The method.
        method: Box<Template>,
        /// An absolute URL, or a path below the base URL.
        url: Box<Template>,
    },
}

/// What the mock is asked to answer.
#[derive(Debug, Clone)]
pub struct MockAsk {
    /// The status.
    pub code: u16,
    /// The name of an example.
    pub example: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The request of a step.
#[derive(Debug, Clone, Default)]
pub struct RequestSpec {
    /// Where it stands.
    pub span: Span,
    /// Path parameters.
    pub path: Vec<Member>,
    /// Query parameters; `null` leaves one out.
    pub query: Vec<Member>,
    /// Headers.
    pub headers: Vec<Member>,
    /// Cookies.
    pub cookies: Vec<Member>,
    /// Credentials.
    pub auth: Auth,
    /// The user of the environment whose credentials are sent.
    pub user: Option<String>,
    /// The body.
    pub body: Body,
    /// The content type, when not the body's usual one.
    pub content_type: Option<Box<Template>>,
    /// How long the exchange may take.
    pub timeout: Option<Duration>,
    /// Why the request breaks the contract, when that is the point.
    pub invalid: Option<String>,
    /// How lists in queries and forms are written.
    pub arrays: Option<Arrays>,
    /// How many redirects are followed.
    pub redirects: u32,
}

/// A named value.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The name's place.
    pub span: Span,
    /// The value.
    pub value: Data,
}

/// Which credentials are sent.
#[derive(Debug, Clone, Default)]
pub enum Auth {
    /// Those of the environment.
    #[default]
    Environment,
    /// None.
    None,
    /// These, by security scheme; schemes not named are not sent.
    Schemes(Vec<Member>),
}

/// The body of a request.
#[derive(Debug, Clone, Default)]
pub enum Body {
    /// None.
    #[default]
    None,
    /// JSON.
    Json(Box<Data>),
    /// `application/x-www-form-urlencoded`.
    Form(Box<Data>),
    /// `multipart/form-data` from fields.
    Fields(Box<Data>),
    /// `multipart/form-data` from parts.
    Parts(Vec<Part>),
    /// Text.
    Text(Box<Template>),
    /// The bytes of a file in the project.
    File(Box<Template>, Span),
    /// Bytes in base64.
    Base64(Box<Template>, Span),
}

/// One part of a multipart body.
#[derive(Debug, Clone)]
pub struct Part {
    /// The field's name.
    pub name: Template,
    /// What it holds.
    pub content: PartContent,
    /// The file name to send.
    pub filename: Option<Template>,
    /// The part's content type.
    pub content_type: Option<Template>,
    /// Where it stands.
    pub span: Span,
}

/// What a part of a multipart body holds.
#[derive(Debug, Clone)]
pub enum PartContent {
    /// A value, as text.
    Value(Data),
    /// A file in the project.
    File(Template),
}

/// What must come back. Without any of it the contract alone is judged.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// Where it stands; the step's place when it was not written.
    pub span: Span,
    /// Which statuses.
    pub status: Option<Statuses>,
    /// Headers, by name.
    pub headers: Vec<HeaderExpect>,
    /// The body.
    pub body: Option<Matcher>,
    /// Which schema the body must fit.
    pub schema: SchemaChoice,
    /// Expressions that must hold.
    pub assert: Vec<Assertion>,
    /// What is compared with the reviewed snapshot.
    pub snapshot: Option<Box<SnapshotSpec>>,
    /// The version of HTTP that the answer must come in.
    pub http_version: Option<http::Version>,
    /// How long the exchange may take.
    pub max_time: Option<Duration>,
}

/// A set of statuses.
#[derive(Debug, Clone)]
pub struct Statuses {
    /// Any of these.
    pub any: Vec<StatusPattern>,
    /// Where it stands.
    pub span: Span,
}

/// A status, or a hundred of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusPattern {
    /// Exactly this one.
    Exact(u16),
    /// `2xx`: this first digit.
    Class(u16),
}

/// A header that is judged.
#[derive(Debug, Clone)]
pub struct HeaderExpect {
    /// The name, in lower case.
    pub name: String,
    /// The name's place.
    pub span: Span,
    /// What its value must be.
    pub matcher: Matcher,
}

/// Which schema the body must fit.
#[derive(Debug, Clone, Default)]
pub enum SchemaChoice {
    /// The contract's.
    #[default]
    Contract,
    /// None.
    None,
    /// Another.
    Other(SchemaSource),
}

/// A schema outside the contract.
#[derive(Debug, Clone)]
pub enum SchemaSource {
    /// A file of the project, with an optional `#/pointer`.
    File(String, Span),
    /// Written in place.
    Inline(Arc<Value>, Span),
}

/// An expression that must hold.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// Each node of this path is `it` in turn; the whole exchange is judged once when absent.
    pub each: Option<PathTemplate>,
    /// The expression.
    pub that: Expression,
    /// What it means, for people.
    pub message: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What of a response is compared with its snapshot.
#[derive(Debug, Clone)]
pub struct SnapshotSpec {
    /// The body's shape or the body itself.
    pub kind: SnapshotKind,
    /// What stands in for the values at these paths.
    pub redact: Vec<(Arc<JsonPath>, String)>,
    /// Paths whose values are numbered, so that equal ones stay recognizable.
    pub alias: Vec<Arc<JsonPath>>,
    /// Whether the status is recorded as well.
    pub status: bool,
    /// The headers that are recorded as well, in lower case.
    pub headers: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

impl SnapshotSpec {
    /// The whole body and nothing around it, or its shape.
    pub fn plain(kind: SnapshotKind) -> SnapshotSpec {
        let span = Span::default();
        SnapshotSpec { kind, redact: Vec::new(), alias: Vec::new(), status: false, headers: Vec::new(), span }
    }
}

/// The kinds of snapshots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotKind {
    /// The inferred schema of the body.
    Shape,
    /// The body.
    Body,
}

impl SnapshotKind {
    /// Its name in case files, snapshots and lists.
    pub fn name(self) -> &'static str {
        match self {
            SnapshotKind::Shape => "shape",
            SnapshotKind::Body => "body",
        }
    }
}

/// Rules that must all hold for a value.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// Where it stands.
    pub span: Span,
    /// The rules.
    pub rules: Vec<Rule>,
    /// Under a path: whether selecting nothing is fine.
    pub optional: bool,
    /// Under a path: judges the list of selected nodes.
    pub nodes: Option<Box<Matcher>>,
}

/// One rule and where it stands.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its value's place.
    pub span: Span,
    /// What it asks.
    pub kind: RuleKind,
}

/// What a rule asks of a value.
#[derive(Debug, Clone)]
pub enum RuleKind {
    /// The same JSON; numbers by value.
    Equals(Data),
    /// At least these properties, at any depth; lists element by element.
    Subset(Data),
    /// The inner rules do not all hold.
    Not(Matcher),
    /// One of these values.
    OneOf(Data),
    /// At least one of these matchers holds.
    AnyOf(Vec<Matcher>),
    /// One of these JSON types.
    Type(Vec<JsonType>),
    /// A format of JSON Schema.
    Format(String),
    /// A string in which the pattern is found.
    Matches(Data),
    /// A substring, or a member of a list.
    Contains(Data),
    /// A string's beginning.
    StartsWith(Data),
    /// A string's end.
    EndsWith(Data),
    /// The number of characters, elements or properties.
    Length(Matcher),
    /// At least this number.
    Min(Data),
    /// At most this number.
    Max(Data),
    /// Whether there is nothing in it: no character, element, property or node.
    Empty(bool),
    /// Whether there is a value at all; `null` is one.
    Exists(bool),
    /// Every element or property.
    Every(Matcher),
    /// Some element or property.
    Any(Matcher),
    /// What these paths select.
    At(Vec<AtPath>),
    /// A string that holds JSON, and its inside.
    Json(Matcher),
    /// A schema.
    Schema(SchemaSource),
    /// A string that is a date in this format, as `strftime` writes it.
    Date(String),
    /// Whether no two elements are equal.
    Unique(bool),
}

/// A path and what is asked of the nodes that it selects.
#[derive(Debug, Clone)]
pub struct AtPath {
    /// The path.
    pub path: PathTemplate,
    /// Its place.
    pub span: Span,
    /// What is asked of every node.
    pub matcher: Matcher,
}

/// The types of JSON; an integer is a number without a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// A mapping.
    Object,
}

/// What is kept of an answer under a name.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The name under `captures`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// The first of these that finds something.
    pub from: Vec<CaptureSource>,
    /// Whether a list of all nodes is taken; otherwise there must be exactly one.
    pub many: bool,
    /// Whether the value is masked everywhere.
    pub secret: bool,
}

/// Where a capture looks.
#[derive(Debug, Clone)]
pub enum CaptureSource {
    /// Nodes of the body.
    Path(PathTemplate),
    /// A header.
    Header(String),
    /// A cookie that the response sets.
    Cookie(String),
    /// The status.
    Status,
    /// The first group of a pattern in the body's text, or the whole match.
    Regex(String),
}

/// Sends the request again until the answer is as wanted.
#[derive(Debug, Clone)]
pub struct Until {
    /// How many times at most.
    pub attempts: u32,
    /// How long to wait between two attempts.
    pub every: Duration,
    /// What is wanted.
    pub wanted: Expect,
    /// What makes waiting pointless.
    pub stop_on: Option<Expect>,
    /// Where it stands.
    pub span: Span,
}

/// Sends the request again for further pages.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// Whether there is another one; evaluated after each response.
    pub condition: Expression,
    /// How many times at most.
    pub max: u32,
    /// Lists that grow with every page, by name.
    pub collect: Vec<(String, PathTemplate)>,
    /// Where it stands.
    pub span: Span,
}
