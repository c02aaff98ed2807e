//! How an expression is built at its top level, so that a comparison can be made exactly and its operands be shown.
//!
//! This reads only what it understands for certain; everything else is [`Form::Other`] and left to minijinja whole.

use std::ops::Range;

use serde_json::{Number, Value};

use crate::suite::template::bridge::Step;
use crate::suite::template::scan::{Kind, Token, tokens};

/// How an expression is built. Ranges are bytes of its text.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// Names and constant subscripts, such as `vars.ids[0]['a b']`.
    Path(Vec<Step>),
    /// A constant.
    Literal(Value),
    /// One comparison.
    Compare {
        /// The left operand.
        left: Range<usize>,
        /// The operator.
        operator: Operator,
        /// The right operand.
        right: Range<usize>,
    },
    /// A test with one argument, `left is subset_of(right)`.
    Test {
        /// What is tested.
        left: Range<usize>,
        /// From `is` to the test's name.
        words: Range<usize>,
        /// The argument.
        right: Range<usize>,
    },
    /// Parts joined by `and`.
    And(Vec<Range<usize>>),
    /// Parts joined by `or`.
    Or(Vec<Range<usize>>),
    /// What stands behind a `not`.
    Not(Range<usize>),
    /// Anything else.
    Other,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl Operator {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::In => "in",
            Operator::NotIn => "not in",
        }
    }
}

/// Reads how an expression is built. It must be one that minijinja has compiled.
pub fn form(text: &str) -> Form {
    match tokens(text) {
        Some(tokens) => read(text, &tokens),
        None => Form::Other,
    }
}

fn read(text: &str, tokens: &[Token]) -> Form {
    let word = |token: &Token, name: &str| token.kind == Kind::Word && token.of(text) == name;
    if tokens.is_empty() || tokens.iter().any(|token| word(token, "if") || word(token, "else")) {
        return Form::Other;
    }
    for (name, joined) in [("or", Form::Or as fn(_) -> Form), ("and", Form::And)] {
        let parts: Vec<&[Token]> = tokens.split(|token| word(token, name)).collect();
        if parts.len() > 1 {
            let ranges: Option<Vec<_>> = parts.into_iter().map(range).collect();
            return ranges.map_or(Form::Other, joined);
        }
    }
    if word(&tokens[0], "not") {
        return range(&tokens[1..]).map_or(Form::Other, Form::Not);
    }
    match comparisons(text, tokens).as_slice() {
        [] => test(text, tokens).or_else(|| inner(text, tokens)).unwrap_or_else(|| operand(text, tokens)),
        [(at, length, operator)] => match (range(&tokens[..*at]), range(&tokens[at + length..])) {
            (Some(left), Some(right)) => Form::Compare { left, operator: *operator, right },
            _ => Form::Other,
        },
        // A chain, `1 < x < 5`.
        _ => Form::Other,
    }
}

/// The comparison operators with their place and their number of tokens.
fn comparisons(text: &str, tokens: &[Token]) -> Vec<(usize, usize, Operator)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let after = |name: &str| at > 0 && tokens[at - 1].of(text) == name;
        let operator = match (token.kind, token.of(text)) {
            (Kind::Symbol, "==") => Operator::Equal,
            (Kind::Symbol, "!=") => Operator::NotEqual,
            (Kind::Symbol, "<") => Operator::Less,
            (Kind::Symbol, "<=") => Operator::LessOrEqual,
            (Kind::Symbol, ">") => Operator::Greater,
            (Kind::Symbol, ">=") => Operator::GreaterOrEqual,
            (Kind::Word, "in") if after(".") || after("is") => continue,
            (Kind::Word, "in") if after("not") => {
                // `is not in(...)` is a test.
                if at < 2 || tokens[at - 2].of(text) != "is" {
                    found.push((at - 1, 2, Operator::NotIn));
                }
                continue;
            }
            (Kind::Word, "in") => Operator::In,
            _ => continue,
        };
        found.push((at, 1, operator));
    }
    found
}

/// `left is [not] name(right)`, where the test applies to all that stands left of it.
fn test(text: &str, tokens: &[Token]) -> Option<Form> {
    let at = tokens.iter().position(|token| token.kind == Kind::Word && token.of(text) == "is")?;
    let (left, rest) = tokens.split_at(at);
    // A test binds tighter than arithmetic does.
    let arithmetic = |token: &&Token| {
        token.kind == Kind::Symbol && matches!(token.of(text), "+" | "-" | "*" | "/" | "//" | "%" | "**" | "~")
    };
    if left.iter().any(|token| arithmetic(&token)) {
        return None;
    }
    let words = if rest.get(1)?.of(text) == "not" { 3 } else { 2 };
    let [argument] = rest.get(words..)? else { return None };
    if argument.kind != Kind::Group(b'(') {
        return None;
    }
    let right = argument.start + 1..argument.end - 1;
    let one = tokens_of(text, &right)?;
    let separators =
        one.iter().any(|token| matches!(token.of(text), "," | "=" | "*" | "**") && token.kind == Kind::Symbol);
    if one.is_empty() || separators {
        return None;
    }
    Some(Form::Test { left: range(left)?, words: rest[0].start..rest[words - 1].end, right })
}

/// What stands in parentheses around the whole, unless it is a tuple.
fn inner(text: &str, tokens: &[Token]) -> Option<Form> {
    let [Token { kind: Kind::Group(b'('), start, end }] = tokens else { return None };
    let within = start + 1..end - 1;
    let inner = tokens_of(text, &within)?;
    let tuple = inner.is_empty() || inner.iter().any(|token| token.kind == Kind::Symbol && token.of(text) == ",");
    (!tuple).then(|| read(text, &inner))
}

fn operand(text: &str, tokens: &[Token]) -> Form {
    match tokens {
        [token] if token.kind == Kind::Text => string(token.of(text)).map_or(Form::Other, Form::Literal),
        [token] if token.kind == Kind::Number => number(token.of(text)).map_or(Form::Other, Form::Literal),
        [minus, digits] if minus.of(text) == "-" && digits.kind == Kind::Number => {
            number(&format!("-{}", digits.of(text))).map_or(Form::Other, Form::Literal)
        }
        [token] if token.kind == Kind::Word && constant(token.of(text)).is_some() => {
            constant(token.of(text)).map_or(Form::Other, Form::Literal)
        }
        _ => path(text, tokens).map_or(Form::Other, Form::Path),
    }
}

fn path(text: &str, tokens: &[Token]) -> Option<Vec<Step>> {
    let (first, mut rest) = tokens.split_first()?;
    if first.kind != Kind::Word {
        return None;
    }
    let mut path = vec![Step::Key(first.of(text).into())];
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        path.push(match (token.kind, token.of(text)) {
            (Kind::Symbol, ".") => {
                let (name, after) = rest.split_first()?;
                rest = after;
                (name.kind == Kind::Word).then(|| Step::Key(name.of(text).into()))?
            }
            (Kind::Group(b'['), _) => subscript(text, token)?,
            _ => return None,
        });
    }
    Some(path)
}

fn subscript(text: &str, group: &Token) -> Option<Step> {
    match tokens_of(text, &(group.start + 1..group.end - 1))?.as_slice() {
        [key] if key.kind == Kind::Text => match string(key.of(text))? {
            Value::String(key) => Some(Step::Key(key.into())),
            _ => None,
        },
        [index] if index.kind == Kind::Number => index.of(text).parse().ok().map(Step::Index),
        _ => None,
    }
}

/// The tokens of a part, with their places in the whole text.
fn tokens_of(text: &str, part: &Range<usize>) -> Option<Vec<Token>> {
    let mut found = tokens(text.get(part.clone())?)?;
    for token in &mut found {
        token.start += part.start;
        token.end += part.start;
    }
    Some(found)
}

fn range(tokens: &[Token]) -> Option<Range<usize>> {
    Some(tokens.first()?.start..tokens.last()?.end)
}

fn string(quoted: &str) -> Option<Value> {
    let inside = quoted.get(1..quoted.len() - 1)?;
    (!inside.contains('\\')).then(|| Value::String(inside.to_owned()))
}

/// Digits that JSON and minijinja read alike.
fn number(text: &str) -> Option<Value> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    plain.then(|| text.parse::<Number>().ok().map(Value::Number)).flatten()
}

fn constant(word: &str) -> Option<Value> {
    match word {
        "true" | "True" => Some(Value::Bool(true)),
        "false" | "False" => Some(Value::Bool(false)),
        "none" | "None" | "null" => Some(Value::Null),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, form};

    /// A form in one line: its operator and its parts.
    fn show(text: &str) -> String {
        let join = |parts: Vec<std::ops::Range<usize>>| {
            parts.into_iter().map(|part| &text[part]).collect::<Vec<_>>().join(" ; ")
        };
        match form(text) {
            Form::Path(steps) => format!("path {}", steps.len()),
            Form::Literal(value) => format!("literal {value}"),
            Form::Compare { left, operator, right } => format!("{} {}", operator.as_str(), join(vec![left, right])),
            Form::Test { left, words, right } => format!("test {}", join(vec![left, words, right])),
            Form::And(parts) => format!("and {}", join(parts)),
            Form::Or(parts) => format!("or {}", join(parts)),
            Form::Not(part) => format!("not {}", join(vec![part])),
            Form::Other => "other".into(),
        }
    }

    #[test]
    fn comparisons_are_split_outside_of_quotes_and_brackets() {
        assert_eq!(show("a.b['=='] == f(x > 1) + 2"), "== a.b['=='] ; f(x > 1) + 2");
        assert_eq!(show("'in' not in a"), "not in 'in' ; a");
        assert_eq!(show("a in b"), "in a ; b");
        assert_eq!(show("(a <= b)"), "<= a ; b");
    }

    #[test]
    fn logic_is_split_before_comparison() {
        assert_eq!(show("a == 1 and not b or c"), "or a == 1 and not b ; c");
        assert_eq!(show("a == 1 and not b"), "and a == 1 ; not b");
        assert_eq!(show("not a == b"), "not a == b");
    }

    #[test]
    fn a_test_with_an_argument_is_split() {
        assert_eq!(show("(a | list) is subset_of(b.c)"), "test (a | list) ; is subset_of ; b.c");
        assert_eq!(show("a is not matching('x')"), "test a ; is not matching ; 'x'");
    }

    #[test]
    fn what_is_not_certain_is_left_whole() {
        for text in
            ["1 < x < 5", "a if b else c", "a + b is subset_of(c)", "a is defined", "a is t(1, 2)", "(1, 2)", "f(1)"]
        {
            assert_eq!(show(text), "other", "{text}");
        }
    }

    #[test]
    fn paths_and_constants_are_recognised() {
        assert_eq!(show("vars.a['b c'][0]"), "path 4");
        assert_eq!(show("-1.50"), "literal -1.50");
        assert_eq!(show("'it'"), "literal \"it\"");
        assert_eq!(show("null"), "literal null");
        assert_eq!(show("1_000"), "other");
        assert_eq!(show("a[-1]"), "other");
    }
}
