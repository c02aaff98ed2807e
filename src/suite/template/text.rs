//! Texts with `${{ expression }}` in them. `$${{` stands for a literal `${{`, and a result is never expanded again.

use std::borrow::Cow;

use serde_json::Value;

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::suite::template::error::TemplateError;
use crate::suite::template::expression::Expression;
use crate::suite::template::scan::template_end;
use crate::suite::template::scope::Scope;
use crate::value::{codec, json};

/// A text, compiled.
#[derive(Clone, Debug)]
pub struct Template {
    pieces: Pieces,
}

#[derive(Clone, Debug)]
enum Pieces {
    Literal(Value),
    Whole(Expression),
    Mixed(Vec<Piece>),
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it is.
    Text(Box<str>),
    /// The value of an expression.
    Expression(Expression),
}

impl Template {
    /// Compiles the text of a scalar at `span`. Where it is `plain`, bytes of the text are bytes of the source, so
    /// problems can point inside.
    pub fn parse(text: &str, span: Span, plain: bool) -> Result<Template, Diagnostic> {
        let mut pieces = pieces(text, span, plain)?;
        let pieces = match pieces.as_slice() {
            [] => Pieces::Literal(Value::String(String::new())),
            [Piece::Text(text)] => Pieces::Literal(Value::String(text.to_string())),
            [Piece::Expression(_)] => match pieces.pop() {
                Some(Piece::Expression(expression)) => Pieces::Whole(expression),
                _ => Pieces::Mixed(pieces),
            },
            _ => Pieces::Mixed(pieces),
        };
        Ok(Template { pieces })
    }

    /// The text, if no expression is in it.
    pub fn as_literal(&self) -> Option<&str> {
        match &self.pieces {
            Pieces::Literal(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The text as it says the same again, whatever the layout of its expressions.
    pub fn said(&self) -> String {
        let expression = |expression: &Expression| format!("${{{{ {} }}}}", expression.text());
        match &self.pieces {
            Pieces::Literal(value) => value.as_str().unwrap_or_default().to_owned(),
            Pieces::Whole(whole) => expression(whole),
            Pieces::Mixed(pieces) => {
                let piece = |piece: &Piece| match piece {
                    Piece::Text(text) => text.to_string(),
                    Piece::Expression(inner) => expression(inner),
                };
                pieces.iter().map(piece).collect()
            }
        }
    }

    /// Its expressions.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let (whole, mixed) = match &self.pieces {
            Pieces::Literal(_) => (None, [].as_slice()),
            Pieces::Whole(expression) => (Some(expression), [].as_slice()),
            Pieces::Mixed(pieces) => (None, pieces.as_slice()),
        };
        whole.into_iter().chain(mixed.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Expression(expression) => Some(expression),
        }))
    }

    /// The value: of any type when one expression is the whole, else a string.
    pub fn render<'a>(&'a self, scope: &'a Scope) -> Result<Cow<'a, Value>, TemplateError> {
        match &self.pieces {
            Pieces::Literal(value) => Ok(Cow::Borrowed(value)),
            Pieces::Whole(expression) => expression.eval(scope),
            Pieces::Mixed(pieces) => Ok(Cow::Owned(Value::String(join(pieces, scope)?))),
        }
    }

    /// The value as a text; a list, an object and null have none.
    pub fn render_text<'a>(&'a self, scope: &'a Scope) -> Result<Cow<'a, str>, TemplateError> {
        match &self.pieces {
            Pieces::Literal(Value::String(text)) => Ok(Cow::Borrowed(text)),
            Pieces::Literal(other) => Ok(Cow::Owned(other.to_string())),
            Pieces::Whole(expression) => match expression.eval(scope)? {
                Cow::Borrowed(Value::String(text)) => Ok(Cow::Borrowed(text)),
                Cow::Owned(Value::String(text)) => Ok(Cow::Owned(text)),
                other => text_of(&other, expression).map(Cow::Owned),
            },
            Pieces::Mixed(pieces) => join(pieces, scope).map(Cow::Owned),
        }
    }
}

/// Cuts a text at its templates; no two texts stand side by side.
pub fn pieces(text: &str, span: Span, plain: bool) -> Result<Vec<Piece>, Diagnostic> {
    // A plain scalar over several lines was folded, so its bytes are not those of the source.
    let inside = plain && text.len() == (span.end - span.start) as usize;
    let place = |start: usize, end: usize| if inside { span.within(start, end - start) } else { span };
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = 0;
    while let Some(found) = text[rest..].find("${{") {
        let start = rest + found;
        if text[rest..start].ends_with('$') {
            literal.push_str(&text[rest..start - 1]);
            literal.push_str("${{");
            rest = start + 3;
            continue;
        }
        literal.push_str(&text[rest..start]);
        let Some(end) = template_end(text, start + 3) else {
            return Err(Diagnostic::new(Code::TemplateSyntax, "a template that is not closed")
                .at(place(start, text.len()), "begins here")
                .help("end it with `}}`, and close quotes and brackets inside; `$${{` stands for a literal `${{`"));
        };
        if !literal.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut literal).into()));
        }
        pieces.push(Piece::Expression(Expression::parse(&text[start + 3..end], place(start, end + 2))?));
        rest = end + 2;
    }
    literal.push_str(&text[rest..]);
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal.into()));
    }
    Ok(pieces)
}

/// A value inside a text: strings as they are, numbers as written, `true` and `false`.
pub fn text_of(value: &Value, expression: &Expression) -> Result<String, TemplateError> {
    codec::scalar(value).ok_or_else(|| {
        TemplateError::new(Code::TemplateType, format!("{} cannot become part of a text", json::type_name(value)))
            .help(Some(
                "`| to_json` makes a text of it, `| join(',')` joins a list, `| default('')` replaces null".into(),
            ))
            .at(expression.text(), expression.span())
    })
}

fn join(pieces: &[Piece], scope: &Scope) -> Result<String, TemplateError> {
    let mut joined = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => joined.push_str(text),
            Piece::Expression(expression) => match &*expression.eval(scope)? {
                Value::String(text) => joined.push_str(text),
                other => joined.push_str(&text_of(other, expression)?),
            },
        }
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Template;
    use crate::source::code::Code;
    use crate::source::diagnostic::Diagnostic;
    use crate::source::span::{FileId, Span};
    use crate::suite::template::error::TemplateError;
    use crate::suite::template::scope::Scope;

    fn parse(text: &str) -> Result<Template, Diagnostic> {
        Template::parse(text, Span::new(FileId(0), 100, 100 + text.len()), true)
    }

    fn render(text: &str) -> Result<Value, TemplateError> {
        let scope =
            Scope::new().with("vars", json!({"id": 7, "price": 1.5, "t": "${{ vars.id }}", "list": [], "n": null}));
        parse(text).expect("a template").render(&scope).map(std::borrow::Cow::into_owned)
    }

    #[test]
    fn a_template_that_is_the_whole_keeps_its_type() {
        assert_eq!(render("${{ vars.id }}"), Ok(json!(7)));
        assert_eq!(render("${{vars.list}}"), Ok(json!([])));
        assert_eq!(render("${{ {'a': {'b': '}}'}} }}"), Ok(json!({"a": {"b": "}}"}})));
    }

    #[test]
    fn scalars_become_part_of_a_text() {
        assert_eq!(render("a/${{ vars.id }}/${{ vars.price }}${{ true }}$"), Ok(json!("a/7/1.5true$")));
        assert_eq!(render(" ${{ vars.id }}"), Ok(json!(" 7")));
        for text in ["x${{ vars.list }}", "x${{ vars.n }}"] {
            assert_eq!(render(text).expect_err("no text").code, Code::TemplateType);
        }
    }

    #[test]
    fn results_are_never_expanded_again_and_dollars_escape() {
        assert_eq!(render("${{ vars.t }}"), Ok(json!("${{ vars.id }}")));
        assert_eq!(render("x${{ vars.t }}"), Ok(json!("x${{ vars.id }}")));
        assert_eq!(render("$${{ vars.id }} ${{ vars.id }} {{ x }} $5"), Ok(json!("${{ vars.id }} 7 {{ x }} $5")));
        assert_eq!(parse("$${{ a }}").expect("a text").as_literal(), Some("${{ a }}"));
    }

    #[test]
    fn texts_have_a_text() {
        let scope = Scope::new().with("vars", json!({"id": 7, "n": null}));
        let text = |text: &str| parse(text).expect("a template").render_text(&scope).map(|text| text.into_owned());
        assert_eq!(text("${{ vars.id }}"), Ok("7".to_owned()));
        assert_eq!(text("plain"), Ok("plain".to_owned()));
        assert_eq!(text("${{ vars.n }}").expect_err("no text").code, Code::TemplateType);
    }

    #[test]
    fn problems_point_inside_a_plain_scalar() {
        let unclosed = parse("ab ${{ x").expect_err("not closed");
        assert_eq!(unclosed.labels[0].span.range(), 103..108);
        let broken = parse("ab ${{ x + }} c").expect_err("not an expression");
        assert_eq!((broken.code, broken.labels[0].span.range()), (Code::TemplateSyntax, 103..113));
        let quoted =
            Template::parse("ab ${{ x + }}", Span::new(FileId(0), 5, 20), false).expect_err("not an expression");
        assert_eq!(quoted.labels[0].span.range(), 5..20);
    }
}
