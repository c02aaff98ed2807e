//! TOML into the tree.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Entry, Node, Style, Text};

/// Parses one TOML document. `None` when it is not well-formed, which is reported.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    match DeTable::parse(text) {
        Ok(table) => {
            let span = Span::new(file, 0, text.len());
            Some(Node { span, content: self::table(file, table.get_ref()) })
        }
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            diagnostics.push(
                Diagnostic::new(Code::Syntax, format!("not well-formed TOML: {}", error.message()))
                    .at(Span::new(file, range.start, range.end), "here")
                    .help("texts stand in quotes, a table begins with `[name]`, and a name stands once in its table"),
            );
            None
        }
    }
}

fn table(file: FileId, table: &DeTable<'_>) -> Content {
    let entry = |(key, value): (&Spanned<_>, _)| entry(file, key, value);
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span);
    Content::Map(entries)
}

fn entry(file: FileId, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) -> Entry {
    Entry { key: key.get_ref().as_ref().into(), key_span: span(file, key.span()), value: node(file, value) }
}

fn list(file: FileId, array: &DeArray<'_>) -> Content {
    Content::List(array.iter().map(|value| node(file, value)).collect())
}

fn node(file: FileId, value: &Spanned<DeValue<'_>>) -> Node {
    let string = |text: &str| Content::String(Text { text: text.into(), style: Style::Quoted });
    let content = match value.get_ref() {
        DeValue::String(text) => string(text),
        DeValue::Integer(integer) => {
            let parsed = i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix());
            parsed.map_or_else(|_| string(integer.as_str()), |number| Content::Number(number.into()))
        }
        DeValue::Float(float) => match float.as_str().replace('_', "").trim_start_matches('+').parse() {
            Ok(number) => Content::Number(number),
            Err(_) => string(float.as_str()),
        },
        DeValue::Boolean(value) => Content::Bool(*value),
        DeValue::Datetime(datetime) => string(&datetime.to_string()),
        DeValue::Array(array) => list(file, array),
        DeValue::Table(inner) => table(file, inner),
    };
    Node { span: span(file, value.span()), content }
}

fn span(file: FileId, range: std::ops::Range<usize>) -> Span {
    Span::new(file, range.start, range.end)
}
