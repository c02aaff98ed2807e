//! Values with templates in them, as users write them in `json`, `query`, `equals` and so on. What has no template is
//! built once and lent out for every case.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostics;
use crate::source::span::Span;
use crate::source::tree::{Content, Entry, Node, Style};
use crate::suite::template::error::TemplateError;
use crate::suite::template::expression::Expression;
use crate::suite::template::scope::Scope;
use crate::suite::template::text::Template;

/// A value, compiled.
#[derive(Clone, Debug)]
pub enum Data {
    /// Without any template.
    Const(Value),
    /// A string with templates.
    Template(Template),
    /// A list with templates in it.
    List(Vec<Data>),
    /// A mapping with templates in its keys or values.
    Map(Vec<Field>),
}

/// An entry of a mapping with templates in it.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key, which renders to a text.
    pub key: Template,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Data,
}

impl Data {
    /// Compiles what a file says. A template that cannot be read is reported, and null takes its place.
    pub fn compile(node: &Node, diagnostics: &mut Diagnostics) -> Data {
        match &node.content {
            Content::String(text) => string(&text.text, node.span, text.style == Style::Plain, diagnostics),
            Content::List(elements) => {
                let elements: Vec<Data> = elements.iter().map(|element| Data::compile(element, diagnostics)).collect();
                constant_list(elements)
            }
            Content::Map(entries) => {
                let fields = entries.iter().filter_map(|entry| field(entry, diagnostics)).collect();
                constant_map(fields)
            }
            Content::Null | Content::Bool(_) | Content::Number(_) => Data::Const(node.to_json()),
        }
    }

    /// A value as it is; a `${{` in it is text.
    pub fn from_json(value: Value) -> Data {
        Data::Const(value)
    }

    /// The value, if there is no template in it.
    pub fn as_const(&self) -> Option<&Value> {
        match self {
            Data::Const(value) => Some(value),
            _ => None,
        }
    }

    /// Whether there is no template in it.
    pub fn is_const(&self) -> bool {
        self.as_const().is_some()
    }

    /// The value in a scope; lent where nothing had to be built.
    pub fn render<'a>(&'a self, scope: &'a Scope) -> Result<Cow<'a, Value>, TemplateError> {
        Ok(match self {
            Data::Const(value) => Cow::Borrowed(value),
            Data::Template(template) => template.render(scope)?,
            Data::List(elements) => {
                let rendered: Result<Vec<Value>, _> =
                    elements.iter().map(|element| element.render(scope).map(Cow::into_owned)).collect();
                Cow::Owned(Value::Array(rendered?))
            }
            Data::Map(fields) => Cow::Owned(Value::Object(render_map(fields, scope)?)),
        })
    }

    /// What it says, templates as texts.
    pub fn said(&self) -> Value {
        match self {
            Data::Const(value) => value.clone(),
            Data::Template(template) => Value::String(template.said()),
            Data::List(elements) => Value::Array(elements.iter().map(Data::said).collect()),
            Data::Map(fields) => fields.iter().map(|field| (field.key.said(), field.value.said())).collect(),
        }
    }

    /// Every expression in it, to check their names before anything is sent.
    pub fn expressions(&self) -> Vec<&Expression> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a Expression>) {
        match self {
            Data::Const(_) => {}
            Data::Template(template) => found.extend(template.expressions()),
            Data::List(elements) => elements.iter().for_each(|element| element.collect(found)),
            Data::Map(fields) => {
                for field in fields {
                    found.extend(field.key.expressions());
                    field.value.collect(found);
                }
            }
        }
    }
}

fn string(text: &str, span: Span, plain: bool, diagnostics: &mut Diagnostics) -> Data {
    match Template::parse(text, span, plain) {
        Ok(template) => match template.as_literal() {
            Some(text) => Data::Const(Value::String(text.to_owned())),
            None => Data::Template(template),
        },
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            Data::Const(Value::Null)
        }
    }
}

fn field(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Field> {
    // A key has no style; one without quotes is as long as its text.
    let key = Template::parse(&entry.key, entry.key_span, true);
    let value = Data::compile(&entry.value, diagnostics);
    match key {
        Ok(key) => Some(Field { key, key_span: entry.key_span, value }),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn constant_list(elements: Vec<Data>) -> Data {
    if !elements.iter().all(Data::is_const) {
        return Data::List(elements);
    }
    let values = elements.into_iter().filter_map(|element| match element {
        Data::Const(value) => Some(value),
        _ => None,
    });
    Data::Const(Value::Array(values.collect()))
}

fn constant_map(fields: Vec<Field>) -> Data {
    let constant = |field: &Field| Some((field.key.as_literal()?.to_owned(), field.value.as_const()?.clone()));
    match fields.iter().map(constant).collect::<Option<Vec<_>>>() {
        Some(entries) => Data::Const(Value::Object(entries.into_iter().collect())),
        None => Data::Map(fields),
    }
}

fn render_map(fields: &[Field], scope: &Scope) -> Result<Map<String, Value>, TemplateError> {
    let mut map = Map::with_capacity(fields.len());
    for field in fields {
        let key = field.key.render_text(scope)?.into_owned();
        let value = field.value.render(scope)?.into_owned();
        if map.contains_key(&key) {
            let expression = field.key.expressions().next().map_or("", |expression| expression.text());
            return Err(TemplateError::new(Code::TemplateFailed, format!("two keys are both `{key}`"))
                .at(expression, field.key_span));
        }
        map.insert(key, value);
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use serde_json::json;

    use super::Data;
    use crate::source::code::Code;
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::FileId;
    use crate::source::yaml;
    use crate::suite::template::scope::Scope;

    fn compile(text: &str) -> (Data, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let node = yaml::parse(FileId(0), text, &mut diagnostics).expect("well-formed");
        let data = Data::compile(&node, &mut diagnostics);
        (data, diagnostics)
    }

    #[test]
    fn what_has_no_template_is_lent() {
        let (data, _) = compile("{ a: [1, 1.50, ~, 'x'], b: { c: '$${{ d }}' } }");
        assert!(data.is_const());
        let scope = Scope::new();
        let rendered = data.render(&scope).expect("renders");
        assert!(matches!(rendered, Cow::Borrowed(_)));
        assert_eq!(rendered.to_string(), r#"{"a":[1,1.50,null,"x"],"b":{"c":"${{ d }}"}}"#);
        assert!(Data::from_json(json!("${{ x }}")).is_const());
    }

    #[test]
    fn keys_and_values_are_rendered() {
        let (data, diagnostics) =
            compile("custom: { '${{ each.field }}': '${{ each.value }}', fixed: [a, 'n${{ each.field }}'] }");
        assert!(diagnostics.is_empty() && data.expressions().len() == 3);
        let scope = Scope::new().with("each", json!({"field": 5, "value": ["x"]}));
        assert_eq!(*data.render(&scope).expect("renders"), json!({"custom": {"5": ["x"], "fixed": ["a", "n5"]}}));
    }

    #[test]
    fn two_keys_that_become_one_are_an_error() {
        let (data, _) = compile("{ '${{ each.a }}': 1, x: 2 }");
        let scope = Scope::new().with("each", json!({"a": "x"}));
        let error = data.render(&scope).expect_err("the same key");
        assert_eq!((error.code, error.message.as_str()), (Code::TemplateFailed, "two keys are both `x`"));
    }

    #[test]
    fn every_broken_template_is_reported() {
        let (_, diagnostics) = compile("{ a: '${{ 1 + }}', '${{ b': [ '${{ (' ] }");
        assert_eq!(diagnostics.counts(), (3, 0));
    }
}
