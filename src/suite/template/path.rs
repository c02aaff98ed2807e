//! JSONPaths with templates in them. A value becomes a literal of the path, so no value can change what is selected
//! but by being compared with.

use std::sync::Arc;

use serde_json::Value;

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::suite::template::error::TemplateError;
use crate::suite::template::expression::Expression;
use crate::suite::template::scope::Scope;
use crate::suite::template::text::{Piece, pieces, text_of};
use crate::value::codec::{escape_path_text, quote_path_text};
use crate::value::json;
use crate::value::path::{JsonPath, PathError};

/// A JSONPath, compiled as far as it can be.
#[derive(Clone, Debug)]
pub struct PathTemplate {
    text: Box<str>,
    span: Span,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Const(Arc<JsonPath>),
    Pieces(Vec<Part>),
}

#[derive(Clone, Debug)]
enum Part {
    Text(Box<str>),
    /// A value that stands for itself.
    Literal(Expression),
    /// A value inside a string in these quotes.
    Quoted(Expression, char),
}

impl PathTemplate {
    /// Compiles the text of a scalar at `span`; `plain` as in `Template::parse`. A path with templates is tried with
    /// values in their places, so that a mistake is found before anything is sent.
    pub fn parse(text: &str, span: Span, plain: bool) -> Result<PathTemplate, Diagnostic> {
        let parts = quoted(pieces(text, span, plain)?);
        let form = match parts.as_slice() {
            [] => return Err(refused(&PathError { message: "a JSONPath begins with `$`".into(), offset: 0 }, span)),
            [Part::Text(path)] => {
                let inside = plain && path.len() == (span.end - span.start) as usize;
                Form::Const(JsonPath::parse(path).map_err(|error| {
                    refused(&error, if inside { span.within(error.offset, path.len() - error.offset) } else { span })
                })?)
            }
            _ => {
                check(&parts, span)?;
                Form::Pieces(parts)
            }
        };
        Ok(PathTemplate { text: text.into(), span, form })
    }

    /// The path as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its expressions.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let parts = match &self.form {
            Form::Const(_) => [].as_slice(),
            Form::Pieces(parts) => parts.as_slice(),
        };
        parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Literal(expression) | Part::Quoted(expression, _) => Some(expression),
        })
    }

    /// The path in a scope.
    pub fn render(&self, scope: &Scope) -> Result<Arc<JsonPath>, TemplateError> {
        let parts = match &self.form {
            Form::Const(path) => return Ok(path.clone()),
            Form::Pieces(parts) => parts,
        };
        let mut path = String::with_capacity(self.text.len() + 16);
        for part in parts {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Literal(expression) => path.push_str(&literal(&*expression.eval(scope)?, expression)?),
                Part::Quoted(expression, quote) => {
                    escape_path_text(&mut path, &text_of(&*expression.eval(scope)?, expression)?, *quote);
                }
            }
        }
        JsonPath::parse(&path).map_err(|error| {
            TemplateError::new(Code::TemplateFailed, format!("`{path}` is not a JSONPath: {error}"))
                .at(&self.text, self.span)
        })
    }
}

fn literal(value: &Value, expression: &Expression) -> Result<String, TemplateError> {
    match value {
        Value::String(text) => Ok(quote_path_text(text)),
        Value::Number(_) | Value::Bool(_) | Value::Null => Ok(value.to_string()),
        Value::Array(_) | Value::Object(_) => Err(TemplateError::new(
            Code::TemplateType,
            format!("{} cannot become part of a JSONPath", json::type_name(value)),
        )
        .at(expression.text(), expression.span())),
    }
}

/// Finds out which templates stand inside a string of the path.
fn quoted(pieces: Vec<Piece>) -> Vec<Part> {
    let mut quote = None;
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        parts.push(match (piece, quote) {
            (Piece::Expression(expression), None) => Part::Literal(expression),
            (Piece::Expression(expression), Some(quote)) => Part::Quoted(expression, quote),
            (Piece::Text(text), _) => {
                quote = quote_after(&text, quote);
                Part::Text(text)
            }
        });
    }
    parts
}

fn quote_after(text: &str, mut quote: Option<char>) -> Option<char> {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            _ => {}
        }
    }
    quote
}

/// Which type a value will have is not known, so a path is fine if it is one with numbers or one with strings.
fn check(parts: &[Part], span: Span) -> Result<(), Diagnostic> {
    let filled = |literal: &str| -> String {
        let text = |part: &Part| match part {
            Part::Text(text) => text.to_string(),
            Part::Literal(_) => literal.to_owned(),
            Part::Quoted(..) => "x".to_owned(),
        };
        parts.iter().map(text).collect()
    };
    if JsonPath::parse(&filled("1")).is_ok() {
        return Ok(());
    }
    let as_string = JsonPath::parse(&filled("'x'"));
    as_string.map(|_| ()).map_err(|error| {
        let diagnostic = refused(&error, span);
        if filled("'x'").contains(".'x'") {
            let help = "a value becomes a quoted literal: write `[${{ ... }}]` instead of `.${{ ... }}`";
            Diagnostic { help: vec![help.to_owned()], ..diagnostic }
        } else {
            diagnostic
        }
    })
}

fn refused(error: &PathError, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadJsonPath, format!("not a JSONPath: {}", error.message))
        .at(span, "this path")
        .help("paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select']`")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PathTemplate;
    use crate::source::code::Code;
    use crate::source::diagnostic::Diagnostic;
    use crate::source::span::{FileId, Span};
    use crate::suite::template::scope::Scope;

    fn parse(text: &str) -> Result<PathTemplate, Diagnostic> {
        PathTemplate::parse(text, Span::new(FileId(0), 10, 10 + text.len()), true)
    }

    fn rendered(text: &str, value: serde_json::Value) -> String {
        let scope = Scope::new().with("each", json!({ "v": value }));
        parse(text).expect("a path").render(&scope).map_or_else(|error| error.to_string(), |path| path.to_string())
    }

    #[test]
    fn a_value_becomes_a_literal() {
        assert_eq!(rendered("$[?@.id == ${{ each.v }}].x", json!(5)), "$[?@.id == 5].x");
        assert_eq!(
            rendered("$[?@.id == ${{ each.v }}].x", json!("a' || true || '")),
            "$[?@.id == 'a\\' || true || \\''].x"
        );
        assert_eq!(rendered("$[${{ each.v }}]", json!("a\\b")), "$['a\\\\b']");
        assert_eq!(rendered("$[?@ == ${{ each.v }}]", json!(null)), "$[?@ == null]");
        assert_eq!(rendered("$[${{ each.v }}:3]", json!(1)), "$[1:3]");
    }

    #[test]
    fn inside_quotes_a_value_is_only_escaped() {
        assert_eq!(rendered("$['a ${{ each.v }}\"'].b", json!("it's")), "$['a it\\'s\"'].b");
        assert_eq!(rendered("$[\"${{ each.v }}\"]", json!("\"'")), "$[\"\\\"'\"]");
    }

    #[test]
    fn what_cannot_be_a_path_is_found_early_where_it_can() {
        let error = parse("$.a[?]").expect_err("no path");
        assert_eq!(error.code, Code::BadJsonPath);
        assert!(error.labels[0].span.start > 10);
        let error = parse("$.${{ each.v }}").expect_err("no path");
        assert!(error.help[0].contains("[${{ ... }}]"), "{error:?}");
        assert!(parse("").is_err());
        assert!(rendered("$[${{ each.v }}:3]", json!("x")).contains("is not a JSONPath"));
        assert!(rendered("$[${{ each.v }}]", json!([1])).contains("cannot become part"));
    }
}
