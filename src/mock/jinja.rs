//! The only place of this floor that meets the template engine: expressions, templates, and how they see the state.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use minijinja::value::{Enumerator, Object, ObjectExt, ObjectRepr, Value, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde_json::Number;

use crate::mock::functions;
use crate::mock::tree::{Fields, List, Tree};

/// Instructions one evaluation may take; a rule that loops for ever fails instead of holding a thread.
const FUEL: u64 = 5_000_000;

/// Expressions keep a reference to their environment, so there is one for the whole process.
static EXPRESSIONS: LazyLock<Environment<'static>> = LazyLock::new(environment);

/// A compiled expression.
pub struct Expression {
    compiled: minijinja::Expression<'static, 'static>,
    text: Box<str>,
}

impl Expression {
    /// Compiles an expression; the error says what is wrong with it.
    pub fn compile(text: &str) -> Result<Expression, String> {
        let compiled = EXPRESSIONS.compile_expression_owned(text.to_owned()).map_err(|error| explain(&error))?;
        Ok(Expression { compiled, text: text.trim().into() })
    }

    /// Its value; undefined is a value, too.
    pub fn evaluate(&self, context: &Value) -> Result<Value, String> {
        self.compiled.eval(context.clone()).map_err(|error| format!("{}, in `{}`", explain(&error), self.text))
    }

    /// The names it takes from outside.
    pub fn names(&self) -> BTreeSet<String> {
        self.compiled.undeclared_variables(false).into_iter().filter(|name| !is_global(name)).collect()
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expression({})", self.text)
    }
}

/// The templates of one file, each preceded by the file's macros.
pub struct Templates {
    environment: Environment<'static>,
    macros: String,
    count: usize,
}

/// One of [`Templates`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateId(String);

/// What is wrong with a template, and in which of its own lines, from 1; none when it is in the macros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// A lowercase fragment.
    pub message: String,
    /// The line.
    pub line: Option<usize>,
}

impl Templates {
    /// No template yet; all will see `macros`.
    pub fn new(macros: &str) -> Templates {
        Templates { environment: environment(), macros: macros.to_owned(), count: 0 }
    }

    /// Compiles one more.
    pub fn add(&mut self, text: &str) -> Result<TemplateId, TemplateProblem> {
        let name = self.count.to_string();
        let source = format!("{}{text}", self.macros);
        self.environment.add_template_owned(name.clone(), source).map_err(|error| self.problem(&error))?;
        self.count += 1;
        Ok(TemplateId(name))
    }

    /// The text a template renders to.
    pub fn render(&self, id: &TemplateId, context: &Value) -> Result<String, TemplateProblem> {
        let template = self.environment.get_template(&id.0).map_err(|error| self.problem(&error))?;
        template.render(context.clone()).map_err(|error| self.problem(&error))
    }

    /// The names a template takes from outside.
    pub fn names(&self, id: &TemplateId) -> BTreeSet<String> {
        let Ok(template) = self.environment.get_template(&id.0) else { return BTreeSet::new() };
        template.undeclared_variables(false).into_iter().filter(|name| !is_global(name)).collect()
    }

    fn problem(&self, error: &minijinja::Error) -> TemplateProblem {
        let before = self.macros.matches('\n').count();
        TemplateProblem {
            message: explain(error),
            line: error.line().and_then(|line| line.checked_sub(before)).filter(|&line| line > 0),
        }
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Templates({})", self.count)
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    functions::add_to(&mut environment);
    environment
}

fn is_global(name: &str) -> bool {
    EXPRESSIONS.globals().any(|(global, _)| global == name)
}

fn explain(error: &minijinja::Error) -> String {
    match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}

/// A tree as templates see it; maps and lists are shared, not copied.
pub fn to_value(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::from(()),
        Tree::Bool(value) => Value::from(*value),
        Tree::Number(number) => number_value(number),
        Tree::Text(text) => Value::from(text),
        Tree::List(list) => Value::from_dyn_object(list.clone()),
        Tree::Map(fields) => Value::from_dyn_object(fields.clone()),
    }
}

/// What a template yielded, as a tree. Undefined is an error, since it would be nothing that was meant.
pub fn to_tree(value: &Value) -> Result<Tree, String> {
    if let Some(fields) = value.downcast_object::<Fields>() {
        return Ok(Tree::Map(fields));
    }
    if let Some(list) = value.downcast_object::<List>() {
        return Ok(Tree::List(list));
    }
    match value.kind() {
        ValueKind::Undefined => Err("undefined".into()),
        ValueKind::None => Ok(Tree::Null),
        ValueKind::Bool => Ok(Tree::Bool(value.is_true())),
        ValueKind::Number => number_tree(value),
        ValueKind::String => Ok(Tree::Text(value.to_str().unwrap_or_default())),
        ValueKind::Seq | ValueKind::Iterable => {
            let elements: Result<Vec<Tree>, String> = iterate(value)?.map(|element| to_tree(&element)).collect();
            Ok(Tree::List(Arc::new(List(elements?))))
        }
        ValueKind::Map => {
            let mut fields = Fields::default();
            for key in iterate(value)? {
                let item = value.get_item(&key).map_err(|error| explain(&error))?;
                fields.0.insert(text_of(&key).as_ref().into(), to_tree(&item)?);
            }
            Ok(Tree::Map(Arc::new(fields)))
        }
        kind => Err(format!("a value of kind {kind} is no JSON")),
    }
}

/// A value as text: strings as they are, everything else as JSON.
pub fn text_of(value: &Value) -> Cow<'_, str> {
    match (value.as_str(), value.kind()) {
        (Some(text), _) => Cow::Borrowed(text),
        // Numbers print as JSON does, and `True` is Python's.
        (None, ValueKind::Number) => Cow::Owned(value.to_string()),
        (None, _) => {
            Cow::Owned(to_tree(value).ok().and_then(|tree| serde_json::to_string(&tree).ok()).unwrap_or_default())
        }
    }
}

fn iterate(value: &Value) -> Result<impl Iterator<Item = Value>, String> {
    value.try_iter().map_err(|error| explain(&error))
}

fn number_value(number: &Number) -> Value {
    if let Some(value) = number.as_i64() {
        return Value::from(value);
    }
    match number.as_str().parse::<i128>() {
        Ok(value) => Value::from(value),
        Err(_) => Value::from(number.as_f64().unwrap_or(f64::NAN)),
    }
}

fn number_tree(value: &Value) -> Result<Tree, String> {
    if let Some(value) = value.as_i64() {
        return Ok(Tree::Number(value.into()));
    }
    let number = match i128::try_from(value.clone()) {
        Ok(integer) if value.is_integer() => integer.to_string().parse().ok(),
        _ => f64::try_from(value.clone()).ok().and_then(Number::from_f64),
    };
    number.map(Tree::Number).ok_or_else(|| format!("{value} is no JSON number"))
}

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(text_of(key).as_ref()).map(to_value)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.get(key).map(to_value)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.mapped_enumerator(|fields| Box::new(fields.0.keys().map(Value::from)))
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        Some(self.0.len())
    }
}

impl Object for List {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_usize()?).map(to_value)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use minijinja::context;
    use serde_json::{Value as Json, json};

    use super::{Expression, Templates, to_tree, to_value};
    use crate::mock::tree::Tree;

    fn evaluated(expression: &str, state: &Json) -> Json {
        let context = context! { state => to_value(&Tree::from(state)) };
        let value = Expression::compile(expression).unwrap().evaluate(&context).unwrap();
        serde_json::to_value(to_tree(&value).unwrap()).unwrap()
    }

    #[test]
    fn expressions_look_into_the_state() {
        let state = json!({ "a": { "1": { "n": 10 }, "2": { "n": 4 } }, "list": [1, 2.5] });
        assert_eq!(evaluated("state.a['1'].n", &state), json!(10));
        assert_eq!(evaluated("state.a[1].n", &state), json!(10), "a number finds its text");
        assert_eq!(evaluated("'2' in state.a and '3' not in state.a", &state), json!(true));
        assert_eq!(evaluated("state.list", &state), json!([1, 2.5]));
        assert_eq!(evaluated("state.a.x.y is undefined", &state), json!(true));
        assert_eq!(evaluated("state.a | length", &state), json!(2));
        assert_eq!(
            evaluated("{'k': state.a['2'], 'l': [state.list[1]]}", &state),
            json!({ "k": { "n": 4 }, "l": [2.5] })
        );
        assert_eq!(evaluated("state.a | values | map(attribute='n') | list", &state), json!([10, 4]));
    }

    #[test]
    fn undefined_is_no_value() {
        let value = Expression::compile("state.x").unwrap().evaluate(&context! {}).unwrap();
        assert_eq!(to_tree(&value), Err("undefined".into()));
    }

    #[test]
    fn names_from_outside_are_known() {
        let expression = Expression::compile("[state.a, merge(boddy.x, {})]").unwrap();
        assert_eq!(expression.names().into_iter().collect::<Vec<_>>(), ["boddy", "state"]);
        let mut templates = Templates::new("{% macro m(x) %}{{ x }}{{ state.y }}{% endmacro %}\n");
        let id = templates.add("{% for a in stat %}{{ m(a) }}{% endfor %}").unwrap();
        assert_eq!(templates.names(&id).into_iter().collect::<Vec<_>>(), ["stat", "state"]);
    }

    #[test]
    fn a_template_reports_its_own_line() {
        let mut templates = Templates::new("{% macro m() %}\n{% endmacro %}\n");
        assert_eq!(templates.add("a\n{% if %}").unwrap_err().line, Some(2));
        let id = templates.add("a\nb\n{{ 1 // 0 }}").unwrap();
        assert_eq!(templates.render(&id, &context! {}).unwrap_err().line, Some(3));
    }

    #[test]
    fn an_endless_rule_runs_out_of_fuel() {
        let mut templates = Templates::new("");
        let id = templates
            .add("{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}")
            .unwrap();
        assert!(templates.render(&id, &context! {}).is_err());
    }
}
