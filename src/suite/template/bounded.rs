//! Filters of the engine that make much of little, or as much as a number says: a few of them over each other would take
//! all memory. The text or the number may come from an answer, and neither the engine's fuel nor a case's deadline holds
//! memory, so each is asked first how much it will make.

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

/// No filter makes more than so many bytes or elements.
const MOST: usize = 16 << 20;

/// How much a filter makes of its arguments, at most.
type Weight = fn(&[Value]) -> usize;

const FILTERS: [(&str, Weight); 6] = [
    ("replace", replaced),
    ("join", joined),
    ("indent", indented),
    ("format", formatted),
    ("batch", pieces),
    ("slice", pieces),
];

/// Replaces these filters by ones that refuse to make too much.
pub fn bound(environment: &mut Environment<'static>, undefined: UndefinedBehavior) {
    let mut plain = Environment::new();
    plain.set_undefined_behavior(undefined);
    plain.set_auto_escape_callback(|_| AutoEscape::None);
    let plain = Arc::new(plain);
    for (name, weight) in FILTERS {
        let plain = plain.clone();
        environment.add_filter(name, move |given: Rest<Value>, named: Kwargs| -> Result<Value, Error> {
            let named = Some(named).filter(|named| named.args().next().is_some()).map(Value::from);
            let arguments: Vec<Value> = given.iter().cloned().chain(named).collect();
            if weight(&arguments) > MOST {
                let message = format!("`{name}` would make more than {MOST} bytes or elements");
                return Err(Error::new(ErrorKind::InvalidOperation, message));
            }
            plain.empty_state().apply_filter(name, &arguments)
        });
    }
}

fn text(arguments: &[Value], index: usize) -> &str {
    arguments.get(index).and_then(Value::as_str).unwrap_or_default()
}

fn replaced(arguments: &[Value]) -> usize {
    let [value, from, to] = [0, 1, 2].map(|index| text(arguments, index));
    value.len().saturating_add(value.matches(from).count().saturating_mul(to.len()))
}

fn joined(arguments: &[Value]) -> usize {
    let elements = arguments.first().and_then(Value::len).unwrap_or_default();
    elements.saturating_mul(text(arguments, 1).len().max(1))
}

fn indented(arguments: &[Value]) -> usize {
    let value = text(arguments, 0);
    value.len().saturating_add((value.matches('\n').count() + 1).saturating_mul(largest(arguments)))
}

/// Widths stand in the text as digits, or as a `*` for a number among the arguments.
fn formatted(arguments: &[Value]) -> usize {
    let value = text(arguments, 0);
    let digits = value.split(|char: char| !char.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let widths = digits.map(|digits| digits.parse().unwrap_or(usize::MAX)).fold(0, usize::saturating_add);
    let given = value.matches('*').count().saturating_mul(largest(arguments));
    value.len().saturating_add(widths).saturating_add(given)
}

/// A piece takes some room of its own, even an empty one.
fn pieces(arguments: &[Value]) -> usize {
    largest(arguments).saturating_mul(1024)
}

/// The largest number among the arguments, those with names among them.
fn largest(arguments: &[Value]) -> usize {
    let own = |value: &Value| match value.kind() {
        ValueKind::Number => usize::try_from(value.clone()).unwrap_or_default(),
        _ => 0,
    };
    let named = |value: &Value| match value.kind() {
        ValueKind::Map => {
            let values = value.try_iter().into_iter().flatten().filter_map(|key| value.get_item(&key).ok());
            values.map(|value| own(&value)).max().unwrap_or_default()
        }
        _ => own(value),
    };
    arguments.iter().skip(1).map(named).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, UndefinedBehavior};

    use super::bound;
    use crate::source::span::Span;
    use crate::suite::template::expression::Expression;
    use crate::suite::template::scope::Scope;

    fn eval(expression: &str) -> Result<String, String> {
        let mut environment = Environment::new();
        bound(&mut environment, UndefinedBehavior::Strict);
        let compiled = environment.compile_expression(expression).map_err(|error| error.to_string())?;
        compiled.eval(()).map(|value| value.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_of_ordinary_size_is_made_as_ever() {
        for (expression, made) in [
            ("'aba' | replace('a', 'xy')", "xybxy"),
            ("[1, 2] | join(', ')", "1, 2"),
            ("[1, 2] | join", "12"),
            ("'a\nb' | indent(2)", "a\n  b"),
            ("'a\nb' | indent(width=3, first=true)", "   a\n   b"),
            ("'%05d %s' | format(7, 'x')", "00007 x"),
            ("[1, 2, 3] | batch(2, 0) | list", "[[1, 2], [3, 0]]"),
            ("[1, 2, 3] | slice(2) | list", "[[1, 2], [3]]"),
        ] {
            assert_eq!(eval(expression).as_deref(), Ok(made), "{expression}");
        }
        assert!(eval("nothing | replace('a', 'b')").is_err());
    }

    #[test]
    fn much_of_little_is_refused() {
        for expression in [
            "('a' * 10000) | replace('a', 'b' * 10000)",
            "('a' * 1000) | replace('', 'b' * 100000)",
            "range(10000) | join('x' * 10000)",
            "'a\nb' | indent(10 ** 15)",
            "'a' | indent(width=10 ** 15, first=true)",
            "'%999999999999d' | format(1)",
            "'%99999999999999999999999d' | format(1)",
            "'%*d' | format(10 ** 15, 1)",
            "[1] | batch(10 ** 15, 0)",
            "[1] | slice(10 ** 15)",
            "[1] | slice(1000000)",
        ] {
            assert!(eval(expression).is_err_and(|error| error.contains("more than")), "{expression}");
        }
    }

    #[test]
    fn no_expression_of_a_case_makes_as_much_as_a_number_says() {
        let eval = |text: &str| {
            let expression = Expression::parse(text, Span::default()).map_err(|diagnostic| diagnostic.message)?;
            expression.eval(&Scope::new()).map(|value| value.to_string()).map_err(|error| error.to_string())
        };
        assert_eq!(eval("[1, 2, 3] | batch(2, 0) | list"), Ok("[[1,2],[3,0]]".to_owned()));
        for text in ["[1] | batch(1000000000, 0)", "'x' | indent(1000000000)", "'%1000000000d' | format(1)"] {
            assert!(eval(text).is_err(), "{text}");
        }
        for text in ["'x' * 1000000000", "[1] * 1000000000", "range(1000000000)", "random_string(1000000000)"] {
            assert!(eval(text).is_err(), "{text}");
        }
    }
}
