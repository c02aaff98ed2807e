//! Values of a rule in which `${{ }}` is filled in, and JSON Pointers that are built from such values.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::Value;

use crate::mock::rules::jinja::Expression;
use crate::mock::rules::view::{text_of, to_tree};
use crate::mock::state::tree::{Fields, List, Tree};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::source::tree::{Content, Node};
use crate::suite::template::scan::template_end;

/// A value, or how to get it.
#[derive(Debug)]
pub enum Data {
    /// Nothing is to be filled in.
    Literal(Tree),
    /// A lone `${{ }}`: the value keeps its type.
    Value(Expression),
    /// A text with `${{ }}` in it.
    Text(Text),
    /// A list.
    List(Vec<Data>),
    /// An object; keys are texts, too.
    Map(Vec<(Text, Data)>),
}

/// A text in which `${{ }}` is filled in.
#[derive(Debug)]
pub struct Text(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Literal(Box<str>),
    Value(Expression),
}

/// A JSON Pointer (RFC 6901). What is filled in stays within its own token, whatever it holds.
#[derive(Debug)]
pub struct Pointer(Vec<Text>);

impl Data {
    /// Compiles a value of the file.
    pub fn compile(node: &Node) -> Result<Data, Box<Diagnostic>> {
        Ok(match &node.content {
            Content::String(text) => match Text::compile(&text.text, node.span)? {
                Text(mut pieces) if pieces.len() == 1 => match pieces.remove(0) {
                    Piece::Literal(text) => Data::Literal(Tree::Text((*text).into())),
                    Piece::Value(expression) => Data::Value(expression),
                },
                text => Data::Text(text),
            },
            Content::List(elements) => {
                let elements: Vec<Data> = elements.iter().map(Data::compile).collect::<Result<_, _>>()?;
                if elements.iter().all(Data::is_literal) {
                    Data::Literal(Tree::from(&node.to_json()))
                } else {
                    Data::List(elements)
                }
            }
            Content::Map(entries) => {
                let entry = |entry: &crate::source::tree::Entry| {
                    Ok((Text::compile(&entry.key, entry.key_span)?, Data::compile(&entry.value)?))
                };
                let entries: Vec<(Text, Data)> = entries.iter().map(entry).collect::<Result<_, Box<Diagnostic>>>()?;
                if entries.iter().all(|(key, value)| key.is_literal() && value.is_literal()) {
                    Data::Literal(Tree::from(&node.to_json()))
                } else {
                    Data::Map(entries)
                }
            }
            _ => Data::Literal(Tree::from(&node.to_json())),
        })
    }

    /// The value, filled in.
    pub fn render(&self, context: &Value) -> Result<Tree, String> {
        Ok(match self {
            Data::Literal(tree) => tree.clone(),
            Data::Value(expression) => {
                let value = expression.evaluate(context)?;
                to_tree(&value).map_err(|problem| format!("`{}` is {problem}", expression.text()))?
            }
            Data::Text(text) => Tree::Text(text.render(context)?.into()),
            Data::List(elements) => {
                let elements: Result<Vec<Tree>, String> = elements.iter().map(|data| data.render(context)).collect();
                Tree::List(Arc::new(List(elements?)))
            }
            Data::Map(entries) => {
                let mut fields = Fields::default();
                for (key, value) in entries {
                    fields.0.insert(key.render(context)?.into(), value.render(context)?);
                }
                Tree::Map(Arc::new(fields))
            }
        })
    }

    /// Adds the names it takes from outside.
    pub fn names(&self, names: &mut BTreeSet<String>) {
        match self {
            Data::Literal(_) => {}
            Data::Value(expression) => names.extend(expression.names()),
            Data::Text(text) => text.names(names),
            Data::List(elements) => elements.iter().for_each(|data| data.names(names)),
            Data::Map(entries) => entries.iter().for_each(|(key, value)| {
                key.names(names);
                value.names(names);
            }),
        }
    }

    fn is_literal(&self) -> bool {
        matches!(self, Data::Literal(_))
    }
}

impl Text {
    /// Compiles a text of the file.
    pub fn compile(text: &str, span: Span) -> Result<Text, Box<Diagnostic>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find("${{") {
            let end = template_end(rest, start + 3).ok_or_else(|| {
                let problem = Diagnostic::new(Code::TemplateSyntax, "a template that is not closed");
                Box::new(problem.at(span, "`${{` without `}}`").help("close it with `}}`"))
            })?;
            if start > 0 {
                pieces.push(Piece::Literal(rest[..start].into()));
            }
            let expression = Expression::compile(&rest[start + 3..end]);
            pieces.push(Piece::Value(expression.map_err(|problem| Box::new(bad_expression(&problem, span)))?));
            rest = &rest[end + 2..];
        }
        if !rest.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Literal(rest.into()));
        }
        Ok(Text(pieces))
    }

    /// The text, filled in.
    pub fn render(&self, context: &Value) -> Result<String, String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Value(expression) => {
                    let value = expression.evaluate(context)?;
                    if value.is_undefined() {
                        return Err(format!("`{}` is undefined", expression.text()));
                    }
                    text.push_str(&text_of(&value));
                }
            }
        }
        Ok(text)
    }

    /// Adds the names it takes from outside.
    pub fn names(&self, names: &mut BTreeSet<String>) {
        for piece in &self.0 {
            if let Piece::Value(expression) = piece {
                names.extend(expression.names());
            }
        }
    }

    fn is_literal(&self) -> bool {
        matches!(self.0.as_slice(), [Piece::Literal(_)])
    }

    fn unescape(&mut self) {
        for piece in &mut self.0 {
            if let Piece::Literal(text) = piece {
                *text = text.replace("~1", "/").replace("~0", "~").into();
            }
        }
    }
}

impl Pointer {
    /// Compiles a pointer of the file.
    pub fn compile(text: &str, span: Span) -> Result<Pointer, Box<Diagnostic>> {
        if !text.is_empty() && !text.starts_with('/') {
            let problem = Diagnostic::new(Code::InvalidValue, format!("`{text}` is not a JSON Pointer"));
            return Err(Box::new(
                problem
                    .at(span, "begins without a slash")
                    .help(format!("write `/{text}`; `~1` stands for a slash in a key")),
            ));
        }
        let token = |token: &str| {
            let mut token = Text::compile(token, span)?;
            token.unescape();
            Ok(token)
        };
        Ok(Pointer(tokens(text).into_iter().map(token).collect::<Result<_, Box<Diagnostic>>>()?))
    }

    /// Its tokens, filled in and unescaped.
    pub fn render(&self, context: &Value) -> Result<Vec<String>, String> {
        self.0.iter().map(|token| token.render(context)).collect()
    }

    /// Adds the names it takes from outside.
    pub fn names(&self, names: &mut BTreeSet<String>) {
        self.0.iter().for_each(|token| token.names(names));
    }
}

/// What stands between the slashes, except those inside `${{ }}`.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let Some(mut rest) = text.strip_prefix('/') else { return tokens };
    let mut from = 0;
    loop {
        let slash = rest[from..].find('/').map(|at| from + at);
        let template = rest[from..].find("${{").map(|at| from + at);
        match (slash, template) {
            (slash, Some(start)) if slash.is_none_or(|slash| start < slash) => {
                from = template_end(rest, start + 3).map_or(rest.len(), |end| end + 2);
            }
            (Some(slash), _) => {
                tokens.push(&rest[..slash]);
                rest = &rest[slash + 1..];
                from = 0;
            }
            (None, _) => {
                tokens.push(rest);
                return tokens;
            }
        }
    }
}

/// An expression that minijinja cannot read.
pub fn bad_expression(problem: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateSyntax, problem.to_owned()).at(span, "in this expression")
}

#[cfg(test)]
mod tests {
    use minijinja::context;
    use serde_json::{Value as Json, json};

    use super::{Data, Pointer};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::{FileId, Span};
    use crate::source::yaml;

    fn data(text: &str) -> Data {
        let node = yaml::parse(FileId(0), text, &mut Diagnostics::default()).unwrap();
        Data::compile(&node).unwrap()
    }

    fn rendered(text: &str) -> Result<Json, String> {
        let tree = data(text).render(&context! { n => 5, s => "a/b~c", m => context! { x => [1] } })?;
        Ok(serde_json::to_value(tree).unwrap())
    }

    #[test]
    fn a_lone_template_keeps_its_type_and_others_make_text() {
        assert_eq!(rendered("\"${{ n }}\""), Ok(json!(5)));
        assert_eq!(rendered("\"${{ m }}\""), Ok(json!({ "x": [1] })));
        assert_eq!(rendered("\"n = ${{ n }}!\""), Ok(json!("n = 5!")));
        assert_eq!(rendered("{ \"k${{ n }}\": [\"${{ n + 1 }}\", x] }"), Ok(json!({ "k5": [6, "x"] })));
    }

    #[test]
    fn data_without_templates_is_made_once() {
        assert!(matches!(data("{ a: [1, { b: x }] }"), Data::Literal(_)));
    }

    #[test]
    fn undefined_is_an_error_that_names_its_expression() {
        assert_eq!(rendered("\"${{ m.y }}\""), Err("`m.y` is undefined".into()));
        assert_eq!(rendered("\"- ${{ m.y }}\""), Err("`m.y` is undefined".into()));
    }

    #[test]
    fn what_is_filled_into_a_pointer_cannot_lead_elsewhere() {
        let pointer = Pointer::compile("/a~1b/${{ s }}/x${{ n / 5 }}/-", Span::default()).unwrap();
        let tokens = pointer.render(&context! { n => 5, s => "a/b~c" }).unwrap();
        assert_eq!(tokens, ["a/b", "a/b~c", "x1.0", "-"]);
        assert!(Pointer::compile("a/b", Span::default()).is_err());
        assert_eq!(Pointer::compile("", Span::default()).unwrap().render(&context! {}), Ok(vec![]));
    }
}
