//! The rules of `mocks/<api>.yaml`, compiled: when one answers, what it writes, and what it says.

use std::fmt;
use std::sync::Arc;

use camino::Utf8PathBuf;
use http::{HeaderName, HeaderValue};
use minijinja::value::Value;

use crate::mock::faults::fault::Trouble;
use crate::mock::rules::data::{Data, Pointer, Text};
use crate::mock::rules::jinja::{Expression, TemplateId, Templates};
use crate::mock::state::tree::Tree;
use crate::value::json;

/// One file: the state that sessions start from, and the rules.
#[derive(Debug)]
pub struct MockFile {
    /// The API it plays.
    pub api: String,
    /// Accepted credentials by security scheme.
    pub credentials: Vec<(String, String)>,
    /// The initial document.
    pub state: Tree,
    /// Whether collections are played without rules, too.
    pub stateful: bool,
    /// Rules by the index of their operation, in the order written.
    pub rules: Vec<Vec<Arc<Rule>>>,
    /// The templates of the rules.
    pub templates: Templates,
}

impl Default for MockFile {
    /// No state and no rules: the contract alone answers.
    fn default() -> MockFile {
        let (api, credentials, rules) = (String::new(), Vec::new(), Vec::new());
        MockFile { api, credentials, state: Tree::Null, stateful: false, rules, templates: Templates::new("") }
    }
}

/// One rule, for every operation it is on.
#[derive(Debug)]
pub struct Rule {
    /// Where it stands.
    pub place: Place,
    /// How often it answers in one session.
    pub times: Option<Times>,
    /// Must be true for the rule to answer.
    pub when: Option<Condition>,
    /// Whether only requests that conform are its business.
    pub validate: bool,
    /// Names and their values, in order.
    pub names: Vec<(Arc<str>, Source)>,
    /// Changes of the state, in the order written.
    pub writes: Vec<Write>,
    /// The answer.
    pub respond: Respond,
}

/// The key under which the state counts the answers of rules that answer a number of times only.
pub const ANSWERED: &str = "answered";

/// How often a rule answers in one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// So often.
    pub most: u64,
    /// Under which key of [`ANSWERED`] it is counted: its name, else its place in the file.
    pub key: String,
}

impl Times {
    /// How often it has answered.
    pub fn count(&self, state: &Tree) -> u64 {
        match state.get(ANSWERED).and_then(|counts| counts.get(&self.key)) {
            Some(Tree::Number(count)) => count.as_u64().unwrap_or_default(),
            _ => 0,
        }
    }
}

/// A file and a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as shown to users.
    pub path: Utf8PathBuf,
    /// From 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

/// An expression of `when`, and where it stands.
#[derive(Debug)]
pub struct Condition {
    /// The expression.
    pub expression: Expression,
    /// Its place.
    pub place: Place,
}

/// How a value is made.
#[derive(Debug)]
pub enum Source {
    /// Data in which `${{ }}` is filled in.
    Data(Data, Place),
    /// A template that renders JSON.
    Template(JsonTemplate),
}

/// A template that renders JSON.
#[derive(Debug)]
pub struct JsonTemplate {
    /// The template.
    pub id: TemplateId,
    /// The place of its first line.
    pub place: Place,
}

/// A change of the state.
#[derive(Debug)]
pub struct Write {
    /// What is done.
    pub action: Action,
    /// Where in the state.
    pub pointer: Pointer,
    /// With which value; none for `delete`.
    pub value: Option<Source>,
    /// Where the rule asks for it.
    pub place: Place,
}

/// What a [`Write`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Puts the value there.
    Set,
    /// Merges the value into what is there.
    Merge,
    /// Adds the value to the array that is there.
    Append,
    /// Removes what is there.
    Delete,
}

/// A rule's answer.
#[derive(Debug, Default)]
pub struct Respond {
    /// The status; the first documented 2xx when `None`.
    pub status: Option<u16>,
    /// Headers beside the documented ones.
    pub headers: Vec<(HeaderName, HeaderText)>,
    /// The body.
    pub body: RespondBody,
    /// What befalls the answer.
    pub trouble: Option<Arc<Trouble>>,
}

impl Respond {
    /// Whether status and body are left to whatever answers without the rule.
    pub fn is_left(&self) -> bool {
        self.status.is_none() && matches!(self.body, RespondBody::Contract)
    }
}

/// The value of a header.
#[derive(Debug)]
pub struct HeaderText {
    /// The text.
    pub text: Text,
    /// Its place.
    pub place: Place,
}

/// The body of a rule's answer.
#[derive(Debug, Default)]
pub enum RespondBody {
    /// The contract's example, else a generated one.
    #[default]
    Contract,
    /// The contract's example of this name.
    Example(String),
    /// JSON.
    Json(Source),
    /// Text.
    Text(Text, Place),
}

/// A rule that could not be evaluated for a request: CS0702.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rule at {place}: {message}")]
pub struct RuleError {
    /// Where.
    pub place: Place,
    /// A lowercase fragment.
    pub message: String,
}

impl Rule {
    /// Whether it changes the state.
    pub fn writes(&self) -> bool {
        !self.writes.is_empty() || self.times.is_some()
    }

    /// Whether it has answered as often as it may.
    pub fn is_used_up(&self, state: &Tree) -> bool {
        self.times.as_ref().is_some_and(|times| times.count(state) >= times.most)
    }
}

impl Condition {
    /// Whether it is true; undefined is not.
    pub fn holds(&self, context: &Value) -> Result<bool, RuleError> {
        match self.expression.evaluate(context) {
            Ok(value) => Ok(value.is_true()),
            Err(message) => Err(RuleError { place: self.place.clone(), message }),
        }
    }
}

impl Source {
    /// The value.
    pub fn render(&self, templates: &Templates, context: &Value) -> Result<Tree, RuleError> {
        match self {
            Source::Data(data, place) => {
                data.render(context).map_err(|message| RuleError { place: place.clone(), message })
            }
            Source::Template(template) => template.render(templates, context),
        }
    }
}

impl JsonTemplate {
    fn render(&self, templates: &Templates, context: &Value) -> Result<Tree, RuleError> {
        let text = templates
            .render(&self.id, context)
            .map_err(|problem| RuleError { place: self.line(problem.line.unwrap_or(1)), message: problem.message })?;
        match json::parse(text.as_bytes()) {
            Ok(json) => Ok(Tree::from(&json)),
            Err(error) => {
                let message = format!("the template renders no JSON: {error}; it begins with {:?}", beginning(&text));
                Err(RuleError { place: self.place.clone(), message })
            }
        }
    }

    fn line(&self, line: usize) -> Place {
        Place { path: self.place.path.clone(), line: self.place.line + line - 1 }
    }
}

impl HeaderText {
    /// The header's value.
    pub fn render(&self, context: &Value) -> Result<HeaderValue, RuleError> {
        let failed = |message| RuleError { place: self.place.clone(), message };
        let text = self.text.render(context).map_err(failed)?;
        HeaderValue::from_str(&text).map_err(|_| failed(format!("{text:?} cannot be the value of a header")))
    }
}

fn beginning(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
