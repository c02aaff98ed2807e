//! Expressions: compiled once for each text, evaluated against a scope.
//!
//! What most expressions are, a path, a constant or a comparison of the two, never reaches minijinja: it is read from
//! the JSON as it is, so no digit is lost and nothing is copied. Comparisons are exact where both operands are, and
//! forgive the last digits of a float where one was computed. Everything else is minijinja's.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use minijinja::{Error, ErrorKind};
use serde_json::Value;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::span::Span;
use crate::suite::template::bridge::{Step, to_json};
use crate::suite::template::comparison::compare;
use crate::suite::template::error::TemplateError;
use crate::suite::template::form::{Form, Operator, form};
use crate::suite::template::functions::{ENVIRONMENT, FUNCTIONS, UNREADABLE};
use crate::suite::template::limits::{check_filters, check_length};
use crate::suite::template::names::{Names, nearest, suggest};
use crate::suite::template::scan::literal_arguments;
use crate::suite::template::scope::Scope;
use crate::value::json;

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

/// What an expression does with a path in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathUse {
    /// The whole value is compared with another.
    Compared,
    /// It goes into something else: a filter, a sum, a test.
    Read,
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

    /// The paths in it, as far as they are written out, and what is done with each.
    pub fn paths(&self) -> Vec<(Vec<Step>, PathUse)> {
        let mut found = Vec::new();
        self.compiled.collect_paths(PathUse::Read, &mut found);
        found
    }

    /// The files that it reads by names that are written out.
    pub fn files(&self) -> &[String] {
        &self.compiled.files
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
    /// the first part that does not hold; for a disjunction, those of the last part that has any.
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
    /// The literal names in calls of `file`.
    files: Vec<String>,
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
            Shape::And(_) | Shape::Or(_) | Shape::Not(_) if self.is_boolean() => {
                self.truth(scope).map(|truth| Cow::Owned(Value::Bool(truth)))
            }
            _ => self.run(scope).map(Cow::Owned),
        }
    }

    /// Whether it can only be true or false. `a and b` of other values is one of the two, as in Python.
    fn is_boolean(&self) -> bool {
        match &self.shape {
            Shape::Compare { .. } | Shape::Test { .. } => true,
            Shape::And(parts) | Shape::Or(parts) => parts.iter().all(|part| part.is_boolean()),
            Shape::Not(part) => part.is_boolean(),
            Shape::Path(_) | Shape::Literal(_) | Shape::Other => false,
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
            // None of the parts holds: the last is the rule, those before it are its exceptions.
            Shape::Or(parts) => return parts.iter().rev().find_map(|part| part.operands(scope)),
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
        let code = if error.kind() == UNREADABLE { Code::TemplateUnreadable } else { Code::TemplateFailed };
        TemplateError::new(code, message)
    }

    /// Which name is not there; minijinja only knows that one is missing.
    fn undefined(&self, scope: &Scope) -> TemplateError {
        self.paths.iter().find_map(|path| scope.resolve(path).err()).unwrap_or_else(|| {
            TemplateError::new(Code::TemplateUndefined, "the value is not defined")
                .help(Some("`| default(...)` gives one, `is defined` asks for it".into()))
        })
    }

    fn collect_paths(&self, used: PathUse, found: &mut Vec<(Vec<Step>, PathUse)>) {
        match &self.shape {
            Shape::Path(path) => found.push((path.clone(), used)),
            Shape::Compare { left, right, .. } => {
                [left, right].into_iter().for_each(|part| part.collect_paths(PathUse::Compared, found));
            }
            Shape::Test { left, right, .. } => {
                [left, right].into_iter().for_each(|part| part.collect_paths(PathUse::Read, found));
            }
            Shape::And(parts) | Shape::Or(parts) => {
                parts.iter().for_each(|part| part.collect_paths(PathUse::Read, found));
            }
            Shape::Not(part) => part.collect_paths(PathUse::Read, found),
            Shape::Literal(_) => {}
            Shape::Other => found.extend(self.paths.iter().map(|path| (path.clone(), PathUse::Read))),
        }
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
    let files = if text.contains("file") { literal_arguments(text, "file") } else { Vec::new() };
    Compiled { text: text.into(), shape: shape(text), program: Program(program), roots, paths, files }
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

fn nothing_yet(root: &str) -> String {
    match root {
        "captures" => "no step before this one captures anything".to_owned(),
        "steps" => "no step comes before this one".to_owned(),
        _ => format!("`{root}` holds nothing here"),
    }
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
            suggest(attribute, known.iter().map(String::as_str)).or_else(|| Some(nothing_yet(&root.name))),
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
    diagnostic.help("an expression is such as `vars.id + 1`, `response.body.name | trim` or `x is subset_of(y)`")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::{Expression, PathUse};
    use crate::source::code::Code;
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::Span;
    use crate::suite::template::bridge::Step;
    use crate::suite::template::names::Names;
    use crate::suite::template::scope::Scope;
    use crate::value::json;

    fn scope() -> Scope {
        let body = br#"{"id": 7, "total": 110.00, "big": 9007199254740993, "long": 0.12345678901234567890123,
            "items": [{"price": 0.1}, {"price": 0.2}], "ok": true, "name": "x", "none": null, "a b": 1}"#;
        Scope::new()
            .with("vars", json!({"id": 7, "name": "x", "list": [1, 2]}))
            .with("it", json::parse(body).expect("json"))
    }

    fn parse(text: &str) -> Expression {
        Expression::parse(text, Span::default()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    fn eval(text: &str) -> Value {
        parse(text).eval(&scope()).unwrap_or_else(|error| panic!("{text}: {error}")).into_owned()
    }

    fn holds(text: &str) -> bool {
        parse(text).eval_bool(&scope()).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn code(text: &str) -> Code {
        match Expression::parse(text, Span::default()) {
            Err(diagnostic) => diagnostic.code,
            Ok(expression) => expression.eval_bool(&scope()).expect_err("must fail").code,
        }
    }

    #[test]
    fn files_that_are_named_are_known_before_anything_is_read() {
        let expression =
            parse("[file('a.json') | from_json, x.file('no'), (file( \"b\" ) if it else file(vars.name))]");
        assert_eq!(expression.files(), ["a.json", "b"]);
        assert!(parse("'file(' ~ profile('x') ~ file('a\\\\b')").files().is_empty());
    }

    #[test]
    fn the_same_text_is_compiled_once() {
        assert!(Arc::ptr_eq(&parse("vars.id + 1").compiled, &parse(" vars.id + 1 ").compiled));
    }

    #[test]
    fn a_path_keeps_its_type_and_every_digit() {
        assert_eq!(eval("it.total").to_string(), "110.00");
        assert_eq!(eval("it.long").to_string(), "0.12345678901234567890123");
        assert_eq!(eval("[it.long]").to_string(), "[0.12345678901234567890123]");
        assert_eq!(eval("it['a b']"), json!(1));
        assert_eq!(eval("it.items[-1].price"), json!(0.2));
        assert_eq!(eval("vars"), json!({"id": 7, "name": "x", "list": [1, 2]}));
    }

    #[test]
    fn comparisons_are_mathematical() {
        for text in [
            "0.1 + 0.2 == 0.3",
            "it.items[0].price + it.items[1].price <= 0.3",
            "it.total == 110",
            "it.id == 7.0",
            "it.big != 9007199254740992",
            "it.big > 9007199254740992",
            "it.long != 0.12345678901234567890124",
            "sum(it.items, 'price') == 0.3",
            "it.total / 3 == 36.6666666666666666",
            "not (0.1 + 0.2 > 0.3)",
        ] {
            assert!(holds(text), "{text}");
        }
        assert!(!holds("it.items[0].price == 0.1000000000000000000001"));
    }

    #[test]
    fn types_do_not_mix() {
        for text in
            ["it.ok != 1", "'7' != it.id", "it.none == none", "it.none == null", "it.name in ['x']", "'a b' in it"]
        {
            assert!(holds(text), "{text}");
        }
        assert_eq!(code("it.name < 5"), Code::TemplateType);
        assert_eq!(code("it.id"), Code::TemplateType);
        assert_eq!(code("it.id == 7 and it.name"), Code::TemplateType);
    }

    #[test]
    fn logic_stops_where_it_is_decided() {
        assert!(holds("it.id == 7 or it.missing == 1"));
        assert!(!holds("it.id == 8 and it.missing == 1"));
        assert!(holds("not it.id == 8"));
        assert!(holds("1 < it.id < 8"));
        assert_eq!(eval("0.1 + 0.2 == 0.3 and not it.ok == 1"), json!(true));
        assert_eq!(eval("it.none or it.name"), json!("x"));
    }

    #[test]
    fn what_is_not_there_is_named() {
        let error = parse("it.items[0].prise == 1").eval_bool(&scope()).expect_err("undefined");
        assert_eq!(
            (error.code, error.message.as_str()),
            (Code::TemplateUndefined, "`it.items[0].prise` is not defined")
        );
        assert_eq!(error.help.as_deref(), Some("did you mean `price`?"));
        let error = parse("(vars.nam | upper) ~ 'x'").eval(&scope()).expect_err("undefined");
        assert_eq!(error.help.as_deref(), Some("did you mean `name`?"));
        for text in
            ["nope", "nope.x", "it.nope", "it.nope != 1", "[it.nope][0]", "it.id.x", "'x' if false", "not it.nope"]
        {
            assert_eq!(code(text), Code::TemplateUndefined, "{text}");
        }
    }

    #[test]
    fn what_may_be_missing_can_be_asked_for() {
        assert!(holds("it.nope is undefined"));
        assert!(holds("it.name is defined and it.nope is not defined"));
        assert_eq!(eval("it.nope | default(5)"), json!(5));
    }

    #[test]
    fn a_failed_comparison_shows_both_sides() {
        let operands = parse("it.id == 7 and it.total  not  in vars.list").operands(&scope());
        assert_eq!(operands, None);
        let operands = parse("it.total == vars.id + 1").operands(&scope()).expect("operands");
        assert_eq!((operands.left_text.as_str(), operands.operator.as_str()), ("it.total", "=="));
        assert_eq!((operands.right_text.as_str(), operands.left.to_string()), ("vars.id + 1", "110.00".to_owned()));
        assert_eq!(operands.right, json!(8));
        let operands = parse("it.id == none or it.id == 8 or it.ok").operands(&scope()).expect("operands");
        assert_eq!((operands.left_text.as_str(), operands.right), ("it.id", json!(8)));
        let operands =
            parse("it.id == 7 and (vars.list | list) is subset_of([1])").operands(&scope()).expect("operands");
        assert_eq!((operands.operator.as_str(), operands.left), ("is subset_of", json!([1, 2])));
    }

    #[test]
    fn names_are_checked_before_anything_is_sent() {
        let names = Names::default().with_attributes("vars", ["invoice_id"]).with("steps");
        let messages = |text: &str| {
            let mut diagnostics = Diagnostics::default();
            parse(text).check_names(&names, &mut diagnostics);
            diagnostics.sorted().iter().map(|d| format!("{} {}", d.message, d.help.join(" "))).collect::<Vec<_>>()
        };
        assert_eq!(messages("vars.invoice_id ~ steps.read.response.status ~ uuid()"), Vec::<String>::new());
        assert_eq!(messages("vars.invoce_id"), ["`vars.invoce_id` is not defined did you mean `invoice_id`?"]);
        assert_eq!(messages("var.x"), ["`var` is not defined here did you mean `vars`?"]);
        assert_eq!(messages("uiud()"), ["`uiud` is not defined here did you mean `uuid()`?"]);
        assert_eq!(messages("vars.other | default(1)"), Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_hint() {
        for text in ["", "1 +", "(", "a b", "{% if %}", "it | nofilter", "it is notest", "x | map(", "'a"] {
            assert_eq!(code(text), Code::TemplateSyntax, "{text}");
        }
        let hint = |text: &str| Expression::parse(text, Span::default()).expect_err("syntax").help.join(" ");
        assert!(hint("a && b").contains("`and`"));
        assert_eq!(hint("[it | lenght]"), "did you mean `length`?");
    }

    #[test]
    fn hostile_expressions_neither_crash_nor_hang() {
        let long = |piece: &str, count: usize| piece.repeat(count) + "1";
        for text in [long("(", 5000), long("-", 4000), long("not ", 1000), long("[", 1000), long("a.", 200_000)] {
            assert!(Expression::parse(&text, Span::default()).is_err());
        }
        for text in [long("1+", 2000), long("1 if x else ", 300), long("a.b and ", 500), long("(1)*", 1000)] {
            if let Ok(expression) = Expression::parse(&text, Span::default()) {
                let _ = expression.eval(&scope());
            }
        }
        assert_eq!(code("'x' * 50000000"), Code::TemplateFailed);
        assert_eq!(code("range(100000000)"), Code::TemplateFailed);
        assert_eq!(code("1 // 0 == 1"), Code::TemplateFailed);
    }

    #[test]
    fn the_paths_in_an_expression_are_told_with_what_becomes_of_them() {
        let paths = |text: &str| -> Vec<String> {
            let expression = Expression::parse(text, Span::default()).expect("an expression");
            let word = |(path, used): &(Vec<Step>, PathUse)| {
                let path: Vec<String> = path.iter().map(Step::to_string).collect();
                format!("{}{}", path.concat(), if *used == PathUse::Compared { " compared" } else { "" })
            };
            expression.paths().iter().map(word).collect()
        };
        assert_eq!(
            paths("response.body.a[0]['b c'] == vars.x and not (it.n | length > 1)").join(", "),
            r#".response.body.a[0]["b c"] compared, .vars.x compared, .it.n"#
        );
        assert_eq!(paths("it is subset_of(response.body)").join(", "), ".it, .response.body");
    }
}
