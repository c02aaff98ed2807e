//! Expressions: compiled once for each text, evaluated against a scope.
//!
//! What most expressions are, a path, a constant or a comparison of the two, never reaches minijinja: it is read from
//! the JSON as it is, so no digit is lost and nothing is copied. Comparisons are exact where both operands are, and
//! forgive the last digits of a float where one was computed. Everything else is minijinja's.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use minijinja::{Error, ErrorKind};
use serde_json::{Number, Value};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::span::Span;
use crate::suite::bridge::{Step, to_json};
use crate::suite::form::{Form, Operator, form};
use crate::suite::functions::{ENVIRONMENT, FUNCTIONS};
use crate::suite::names::{Names, nearest, suggest};
use crate::suite::scan::{Kind, tokens};
use crate::suite::scope::Scope;
use crate::suite::template_error::TemplateError;
use crate::value::json;

/// Longer texts are refused: minijinja's parser recurses over operators without a limit.
const MAX_LENGTH: usize = 4096;
/// So many signs or `not`s in a row are refused, for the same reason.
const MAX_PREFIXES: usize = 32;

static COMPILED: LazyLock<RwLock<HashMap<Box<str>, Arc<Compiled>>>> = LazyLock::new(RwLock::default);

/// An expression and where it stands. A clone shares the compiled program.
#[derive(Clone, Debug)]
pub struct Expression {
    compiled: Arc<Compiled>,
    span: Span,
}

/// Both sides of a comparison, for a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Operands {
    /// The left side as written.
    pub left_text: String,
    /// The operator, such as `==`, `not in` or `is subset_of`.
    pub operator: String,
    /// The right side as written.
    pub right_text: String,
    /// What the left side is.
    pub left: Value,
    /// What the right side is.
    pub right: Value,
}

/// A name that an expression takes from its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The root, such as `vars`.
    pub name: String,
    /// The attribute behind it where the expression fails without it.
    pub attribute: Option<String>,
}

type Evaluated<T> = Result<T, TemplateError>;

impl Expression {
    /// Compiles an expression, or takes it from the cache.
    pub fn parse(text: &str, span: Span) -> Result<Expression, Diagnostic> {
        let text = text.trim();
        let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(text).cloned();
        let compiled = match known {
            Some(compiled) => compiled,
            None => compile(text, span)?,
        };
        Ok(Expression { compiled, span })
    }

    /// The expression as written, without white space around it.
    pub fn text(&self) -> &str {
        &self.compiled.text
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The names it takes from its scope, in alphabetical order.
    pub fn roots(&self) -> &[Root] {
        &self.compiled.roots
    }

    /// Says which of its names are not among `names`, before anything is sent.
    pub fn check_names(&self, names: &Names, diagnostics: &mut Diagnostics) {
        for root in self.roots() {
            if let Err(error) = check_name(root, names) {
                diagnostics.push(error.at(self.text(), self.span).into_diagnostic());
            }
        }
    }

    /// The value it has in a scope; borrowed from the scope where it can be.
    pub fn eval<'a>(&'a self, scope: &'a Scope) -> Evaluated<Cow<'a, Value>> {
        self.compiled.value(scope).map_err(|error| self.place(error))
    }

    /// The value it has in a scope, which must be a boolean.
    pub fn eval_bool(&self, scope: &Scope) -> Evaluated<bool> {
        self.compiled.truth(scope).map_err(|error| self.place(error))
    }

    /// Both sides of the comparison that the expression is, for the message of a failure. For a conjunction, those of
    /// the first part that does not hold.
    pub fn operands(&self, scope: &Scope) -> Option<Operands> {
        self.compiled.operands(scope)
    }

    fn place(&self, error: TemplateError) -> TemplateError {
        error.at(self.text(), self.span)
    }
}

/// An expression, compiled.
#[derive(Debug)]
struct Compiled {
    text: Box<str>,
    shape: Shape,
    program: Program,
    roots: Vec<Root>,
    /// The paths among the names, to say which one is not there.
    paths: Vec<Vec<Step>>,
}

/// A [`Form`] with its parts compiled.
#[derive(Debug)]
enum Shape {
    Path(Vec<Step>),
    Literal(Value),
    Compare { left: Arc<Compiled>, operator: Operator, right: Arc<Compiled> },
    Test { left: Arc<Compiled>, words: Box<str>, right: Arc<Compiled> },
    And(Vec<Arc<Compiled>>),
    Or(Vec<Arc<Compiled>>),
    Not(Arc<Compiled>),
    Other,
}

struct Program(minijinja::Expression<'static, 'static>);

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Program")
    }
}

impl Compiled {
    fn value<'a>(&'a self, scope: &'a Scope) -> Evaluated<Cow<'a, Value>> {
        match &self.shape {
            Shape::Path(path) => scope.resolve(path),
            Shape::Literal(value) => Ok(Cow::Borrowed(value)),
            Shape::Compare { .. } => self.truth(scope).map(|truth| Cow::Owned(Value::Bool(truth))),
            _ => self.run(scope).map(Cow::Owned),
        }
    }

    fn truth(&self, scope: &Scope) -> Evaluated<bool> {
        match &self.shape {
            Shape::Compare { left, operator, right } => {
                let exact = left.is_exact() && right.is_exact();
                let headers = right.is_headers();
                let (left, right) = (left.value(scope)?, right.value(scope)?);
                match (&*left, headers) {
                    // The names of headers have no case.
                    (Value::String(name), true) => {
                        compare(&Value::String(name.to_ascii_lowercase()), *operator, &right, exact)
                    }
                    (left, _) => compare(left, *operator, &right, exact),
                }
            }
            Shape::And(parts) => all(parts, scope, true),
            Shape::Or(parts) => all(parts, scope, false),
            Shape::Not(part) => part.truth(scope).map(|truth| !truth),
            _ => match &*self.value(scope)? {
                Value::Bool(truth) => Ok(*truth),
                other => Err(TemplateError::new(
                    Code::TemplateType,
                    format!("it must be true or false, but is {}", json::excerpt(other, 60)),
                )
                .help(Some("compare it with something, such as `== 1`, `is defined` or `| length > 0`".into()))),
            },
        }
    }

    fn operands(&self, scope: &Scope) -> Option<Operands> {
        let (left, operator, right) = match &self.shape {
            Shape::Compare { left, operator, right } => (left, operator.as_str(), right),
            Shape::Test { left, words, right } => (left, &**words, right),
            Shape::And(parts) => {
                let broken = parts.iter().find(|part| !matches!(part.truth(scope), Ok(true)))?;
                return broken.operands(scope);
            }
            _ => return None,
        };
        Some(Operands {
            left_text: left.text.to_string(),
            operator: operator.split_whitespace().collect::<Vec<_>>().join(" "),
            right_text: right.text.to_string(),
            left: left.value(scope).ok()?.into_owned(),
            right: right.value(scope).ok()?.into_owned(),
        })
    }

    fn run(&self, scope: &Scope) -> Evaluated<Value> {
        let result = self.program.0.eval(scope.view()).map_err(|error| self.explain(&error, scope))?;
        if result.is_undefined() {
            return Err(self.undefined(scope));
        }
        to_json(&result).map_err(|message| TemplateError::new(Code::TemplateFailed, message))
    }

    fn explain(&self, error: &Error, scope: &Scope) -> TemplateError {
        if error.kind() == ErrorKind::UndefinedError {
            return self.undefined(scope);
        }
        let message = match (error.kind(), error.detail()) {
            (ErrorKind::OutOfFuel, _) => "it takes too long".to_owned(),
            (_, Some(detail)) => detail.to_owned(),
            (kind, None) => kind.to_string(),
        };
        TemplateError::new(Code::TemplateFailed, message)
    }

    /// Which name is not there; minijinja only knows that one is missing.
    fn undefined(&self, scope: &Scope) -> TemplateError {
        self.paths.iter().find_map(|path| scope.resolve(path).err()).unwrap_or_else(|| {
            TemplateError::new(Code::TemplateUndefined, "the value is not defined")
                .help(Some("`| default(...)` gives one, `is defined` asks for it".into()))
        })
    }

    /// Whether its number is as it was written, and not computed in floats.
    fn is_exact(&self) -> bool {
        matches!(self.shape, Shape::Path(_) | Shape::Literal(_))
    }

    fn is_headers(&self) -> bool {
        match &self.shape {
            Shape::Path(path) => match path.as_slice() {
                [Step::Key(root), .., Step::Key(last)] => {
                    &**last == "headers" && (&**root == "response" || &**root == "steps")
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// Whether every part holds, or for `wanted == false` whether any does; parts behind the one that decides are left.
fn all(parts: &[Arc<Compiled>], scope: &Scope, wanted: bool) -> Evaluated<bool> {
    for part in parts {
        if part.truth(scope)? != wanted {
            return Ok(!wanted);
        }
    }
    Ok(wanted)
}

fn compare(left: &Value, operator: Operator, right: &Value, exact: bool) -> Evaluated<bool> {
    Ok(match operator {
        Operator::Equal => equal(left, right, exact),
        Operator::NotEqual => !equal(left, right, exact),
        Operator::Less => order(left, right, exact)?.is_lt(),
        Operator::LessOrEqual => order(left, right, exact)?.is_le(),
        Operator::Greater => order(left, right, exact)?.is_gt(),
        Operator::GreaterOrEqual => order(left, right, exact)?.is_ge(),
        Operator::In => contains(right, left)?,
        Operator::NotIn => !contains(right, left)?,
    })
}

fn equal(left: &Value, right: &Value, exact: bool) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order_numbers(left, right, exact).is_eq(),
        _ => json::equal(left, right),
    }
}

fn order(left: &Value, right: &Value, exact: bool) -> Evaluated<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(order_numbers(left, right, exact)),
        (Value::String(left), Value::String(right)) => Ok(left.cmp(right)),
        _ => Err(TemplateError::new(
            Code::TemplateType,
            format!("{} and {} have no order", json::type_name(left), json::type_name(right)),
        )
        .help(Some("`decimal(...)` makes a number of a string".into()))),
    }
}

/// By value. Where one was computed in floats, numbers that agree in 15 significant digits are equal.
fn order_numbers(left: &Number, right: &Number, exact: bool) -> Ordering {
    let ordering = json::compare(left, right);
    if exact || ordering.is_eq() || (json::is_integer(left) && json::is_integer(right)) {
        return ordering;
    }
    match (left.as_f64(), right.as_f64()) {
        (Some(a), Some(b)) if (a - b).abs() <= a.abs().max(b.abs()) * 1e-15 => Ordering::Equal,
        _ => ordering,
    }
}

fn contains(container: &Value, value: &Value) -> Evaluated<bool> {
    match (container, value) {
        (Value::Array(elements), value) => Ok(elements.iter().any(|element| json::equal(element, value))),
        (Value::String(text), Value::String(part)) => Ok(text.contains(part.as_str())),
        (Value::Object(map), Value::String(key)) => Ok(map.contains_key(key)),
        _ => Err(TemplateError::new(
            Code::TemplateType,
            format!("{} cannot be in {}", json::type_name(value), json::type_name(container)),
        )),
    }
}

fn compile(text: &str, span: Span) -> Result<Arc<Compiled>, Diagnostic> {
    check_length(text, span)?;
    let program = ENVIRONMENT.compile_expression_owned(text.to_owned()).map_err(|error| syntax(text, &error, span))?;
    check_filters(text, span)?;
    let compiled = Arc::new(build(text, program));
    let mut interned = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    Ok(interned.entry(text.into()).or_insert(compiled).clone())
}

fn build(text: &str, program: minijinja::Expression<'static, 'static>) -> Compiled {
    let mut names: Vec<String> =
        program.undeclared_variables(true).into_iter().filter(|name| is_variable(name)).collect();
    names.sort();
    let guarded = is_guarded(text);
    let roots = names.iter().map(|name| root(name, guarded)).collect();
    let paths = names.iter().map(|name| name.split('.').map(|key| Step::Key(key.into())).collect()).collect();
    Compiled { text: text.into(), shape: shape(text), program: Program(program), roots, paths }
}

fn shape(text: &str) -> Shape {
    let parts = |ranges: Vec<std::ops::Range<usize>>| -> Option<Vec<Arc<Compiled>>> {
        ranges.into_iter().map(|range| part(&text[range])).collect()
    };
    let shape = match form(text) {
        Form::Path(path) => Some(Shape::Path(path)),
        Form::Literal(value) => Some(Shape::Literal(value)),
        Form::Compare { left, operator, right } => match (part(&text[left]), part(&text[right])) {
            (Some(left), Some(right)) => Some(Shape::Compare { left, operator, right }),
            _ => None,
        },
        Form::Test { left, words, right } => match (part(&text[left]), part(&text[right])) {
            (Some(left), Some(right)) => Some(Shape::Test { left, words: text[words].into(), right }),
            _ => None,
        },
        Form::And(ranges) => parts(ranges).map(Shape::And),
        Form::Or(ranges) => parts(ranges).map(Shape::Or),
        Form::Not(range) => part(&text[range]).map(Shape::Not),
        Form::Other => None,
    };
    shape.unwrap_or(Shape::Other)
}

/// A part of an expression that is well-formed as a whole.
fn part(text: &str) -> Option<Arc<Compiled>> {
    let program = ENVIRONMENT.compile_expression_owned(text.to_owned()).ok()?;
    Some(Arc::new(build(text, program)))
}

fn root(name: &str, guarded: bool) -> Root {
    let mut parts = name.split('.');
    Root {
        name: parts.next().unwrap_or("").to_owned(),
        attribute: parts.next().filter(|_| !guarded).map(str::to_owned),
    }
}

/// Whether the expression copes with what is not there, so that a missing attribute is no mistake.
fn is_guarded(text: &str) -> bool {
    let word = |word: &str| matches!(word, "default" | "d" | "defined" | "undefined" | "if");
    text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_').any(word)
}

fn is_variable(name: &str) -> bool {
    !ENVIRONMENT.globals().any(|(global, _)| global == name)
}

fn check_name(root: &Root, names: &Names) -> Result<(), TemplateError> {
    let undefined = |message: String, help| Err(TemplateError::new(Code::TemplateUndefined, message).help(help));
    let Some(attributes) = names.attributes(&root.name) else {
        let function = nearest(&root.name, FUNCTIONS.iter().copied()).map(|name| format!("did you mean `{name}()`?"));
        let help = nearest(&root.name, names.roots()).map(|name| format!("did you mean `{name}`?")).or(function);
        let help = help.or_else(|| suggest(&root.name, names.roots().collect::<Vec<_>>().into_iter()));
        return undefined(format!("`{}` is not defined here", root.name), help);
    };
    match (attributes, &root.attribute) {
        (Some(known), Some(attribute)) if !known.contains(attribute) => undefined(
            format!("`{}.{attribute}` is not defined", root.name),
            suggest(attribute, known.iter().map(String::as_str)),
        ),
        _ => Ok(()),
    }
}

fn syntax(text: &str, error: &Error, span: Span) -> Diagnostic {
    let detail = error.detail().unwrap_or("it is not well-formed");
    let diagnostic = Diagnostic::new(Code::TemplateSyntax, format!("cannot read the expression: {detail}"))
        .at(span, format!("in `{}`", json::excerpt(&Value::String(text.to_owned()), 80).trim_matches('"')));
    if text.is_empty() {
        return diagnostic.help("write a name or a value between the braces, such as `${{ vars.id }}`");
    }
    if text.contains("&&") || text.contains("||") || text.starts_with('!') {
        return diagnostic.help("write `and`, `or` and `not` instead of `&&`, `||` and `!`");
    }
    if text.contains("===") {
        return diagnostic.help("write `==`");
    }
    diagnostic
}

fn check_length(text: &str, span: Span) -> Result<(), Diagnostic> {
    let refuse = |message: String| Err(Diagnostic::new(Code::TemplateSyntax, message).at(span, "here"));
    if text.len() > MAX_LENGTH {
        return refuse(format!("an expression of more than {MAX_LENGTH} bytes"));
    }
    let mut prefixes = 0;
    for word in text.replace('-', " - ").split_whitespace() {
        prefixes = if matches!(word, "-" | "not") { prefixes + 1 } else { 0 };
        if prefixes > MAX_PREFIXES {
            return refuse(format!("more than {MAX_PREFIXES} signs or `not`s in a row"));
        }
    }
    Ok(())
}

/// minijinja would find an unknown filter or test only when it is reached.
fn check_filters(text: &str, span: Span) -> Result<(), Diagnostic> {
    let Some(tokens) = tokens(text) else { return Ok(()) };
    let mut state = ENVIRONMENT.empty_state();
    for (at, token) in tokens.iter().enumerate() {
        if let Kind::Group(_) = token.kind {
            check_filters(&text[token.start + 1..token.end - 1], span)?;
            continue;
        }
        let follows = |distance: usize, word: &str| at >= distance && tokens[at - distance].of(text) == word;
        let name = token.of(text);
        let unknown = if token.kind == Kind::Word && follows(1, "|") {
            let error = state.apply_filter(name, &[]).err();
            error.filter(|error| error.kind() == ErrorKind::UnknownFilter).map(|_| "filter")
        } else if token.kind == Kind::Word
            && name != "not"
            && (follows(1, "is") || (follows(1, "not") && follows(2, "is")))
        {
            let error = state.perform_test(name, &[]).err();
            error.filter(|error| error.kind() == ErrorKind::UnknownTest).map(|_| "test")
        } else {
            None
        };
        if let Some(kind) = unknown {
            let diagnostic = Diagnostic::new(Code::TemplateSyntax, format!("`{name}` is not a {kind}"))
                .at(span, format!("in `{text}`"));
            return Err(match nearest(name, FILTERS_AND_TESTS.iter().copied()) {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic,
            });
        }
    }
    Ok(())
}

/// For "did you mean".
const FILTERS_AND_TESTS: &[&str] = &[
    "abs",
    "base64",
    "base64_decode",
    "batch",
    "bool",
    "capitalize",
    "decimal",
    "default",
    "defined",
    "dictsort",
    "disjoint_from",
    "divisibleby",
    "endingwith",
    "even",
    "first",
    "float",
    "from_json",
    "groupby",
    "hmac",
    "int",
    "integer",
    "items",
    "iterable",
    "join",
    "json",
    "json_equal",
    "keys",
    "last",
    "length",
    "lines",
    "list",
    "lower",
    "map",
    "mapping",
    "matching",
    "max",
    "merge",
    "min",
    "none",
    "number",
    "odd",
    "omit",
    "php_unserialize",
    "pick",
    "product",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sequence",
    "sha256",
    "sort",
    "split",
    "startingwith",
    "string",
    "subset_of",
    "sum",
    "superset_of",
    "title",
    "to_json",
    "trim",
    "undefined",
    "unique",
    "upper",
    "values",
];
