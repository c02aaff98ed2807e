//! Filters of minijinja that make as much as a number says, whatever they are given. The number may come from an answer,
//! and neither the engine's fuel nor a case's deadline holds memory: lists get a bound, and what pads texts goes, since
//! no expression of a case needs it.

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, State, filters};

/// More pieces than anybody needs.
const MOST: usize = 10_000;

/// Puts a bound on the filters.
pub fn add(environment: &mut Environment<'static>) {
    environment.add_filter("batch", |state: &State, list: Value, count: usize, fill: Option<Value>| {
        bounded("batch", count).and_then(|()| filters::batch(state, list, count, fill))
    });
    environment.add_filter("slice", |state: &State, list: Value, count: usize, fill: Option<Value>| {
        bounded("slice", count).and_then(|()| filters::slice(state, list, count, fill))
    });
    environment.remove_filter("indent");
    environment.remove_filter("format");
}

fn bounded(name: &str, number: usize) -> Result<(), Error> {
    match number {
        ..=MOST => Ok(()),
        _ => Err(Error::new(ErrorKind::InvalidOperation, format!("{name}: at most {MOST}"))),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::span::Span;
    use crate::suite::template::expression::Expression;
    use crate::suite::template::scope::Scope;

    #[test]
    fn no_filter_makes_as_much_as_a_number_says() {
        let eval = |text: &str| {
            let expression = Expression::parse(text, Span::default()).map_err(|diagnostic| diagnostic.message)?;
            expression.eval(&Scope::new()).map(|value| value.to_string()).map_err(|error| error.to_string())
        };
        assert_eq!(eval("[1, 2, 3] | batch(2, 0) | list"), Ok("[[1,2],[3,0]]".to_owned()));
        assert_eq!(eval("[1, 2, 3] | slice(2) | list"), Ok("[[1,2],[3]]".to_owned()));
        for text in ["[1] | batch(1000000000, 0)", "[1] | slice(1000000000)", "'x' | indent(1000000000)"] {
            assert!(eval(text).is_err(), "{text}");
        }
        for text in ["'x' * 1000000000", "[1] * 1000000000", "range(1000000000)", "random_string(1000000000)"] {
            assert!(eval(text).is_err(), "{text}");
        }
        assert!(eval("'%1000000000d' | format(1)").is_err());
    }
}
