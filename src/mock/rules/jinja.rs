//! Expressions and templates, compiled: how the engine is set up for rules.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use crate::mock::rules::functions;
use crate::mock::rules::view::explain;
use crate::suite::template::bounded::bound;
use crate::suite::template::limits::too_much;

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
        too_much(text).map_or(Ok(()), Err)?;
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
        if let Some((line, message)) = tags(&source).find_map(|(line, tag)| Some((line, too_much(tag)?))) {
            let line = line.checked_sub(self.macros.matches('\n').count()).filter(|&line| line > 0);
            return Err(TemplateProblem { message, line });
        }
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

/// What stands between `{{` or `{%` and its end, with its line from 1.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut rest, mut line) = (text, 1);
    std::iter::from_fn(move || {
        let opens = |at: &usize| matches!(rest.as_bytes().get(at + 1), Some(b'{' | b'%'));
        let start = rest.match_indices('{').map(|(at, _)| at).find(opens)?;
        let inside = &rest[start + 2..];
        let tag = &inside[..tag_end(inside)];
        let first = line + rest[..start].matches('\n').count();
        line = first + tag.matches('\n').count();
        rest = &inside[tag.len()..];
        Some((first, tag))
    })
}

/// Where a tag ends; what stands in quotes does not end it.
fn tag_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut quote, mut escaped) = (None, false);
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'}' | b'%') if bytes.get(at + 1) == Some(&b'}') => return at,
            (None, _) => {}
        }
    }
    text.len()
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    bound(&mut environment, UndefinedBehavior::Chainable);
    functions::add_to(&mut environment);
    environment
}

fn is_global(name: &str) -> bool {
    EXPRESSIONS.globals().any(|(global, _)| global == name)
}

#[cfg(test)]
mod tests {
    use minijinja::context;
    use serde_json::{Value as Json, json};

    use super::{Expression, Templates};
    use crate::mock::rules::view::{to_tree, to_value};
    use crate::mock::state::tree::Tree;

    fn evaluated(expression: &str, state: &Json) -> Json {
        let context = context! { state => to_value(&Tree::from(state)) };
        let value = Expression::compile(expression).unwrap().evaluate(&context).unwrap();
        serde_json::to_value(to_tree(&value).unwrap()).unwrap()
    }

    #[test]
    fn what_could_exhaust_the_stack_is_refused() {
        for expression in ["-".repeat(100_000), "not ".repeat(100_000), format!("1{}", " + 1".repeat(100_000))] {
            assert!(Expression::compile(&format!("{expression} 1")).is_err());
            for template in
                [format!("\n{{{{ {expression} 1 }}}}"), format!("'\n{{% if '%}}' or {expression} 1 %}}{{% endif %}}")]
            {
                let problem = Templates::new("{# a\n #}").add(&template).unwrap_err();
                assert_eq!(problem.line, Some(2), "{problem:?}");
            }
        }
        assert!(Templates::new("").add(&"{{ 1 }} text - - -".repeat(10_000)).is_ok());
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
