//! YAML 1.2 (and so JSON) into the tree.
//!
//! Scalars follow the core schema, but digits with a leading zero stay a string (`012`), and infinities and
//! not-a-number, which JSON cannot hold, are errors. Duplicate keys are errors. Aliases are expanded under a limit.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{Event, Options, Parser, ScalarStyle};
use serde_json::Number;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::json;
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Entry, Node, Style, Text};

/// How deep a file may nest.
const MAX_DEPTH: usize = 64;
/// How many nodes aliases may add to one file.
const MAX_ALIASED: usize = 100_000;

/// Parses one document. `None` when nothing can be said about the whole; duplicate keys are reported and skipped.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if let Some(node) = text.trim_start().starts_with('{').then(|| json::parse(file, text, MAX_DEPTH)).flatten() {
        return Some(node);
    }
    let mut options = Options::default();
    options.emit_comments = false;
    let mut builder = Builder {
        file,
        text,
        parser: Parser::new_from_str_with_options(text, options),
        anchors: HashMap::new(),
        aliased: 0,
        diagnostics,
    };
    match builder.document() {
        Ok(node) => Some(node),
        Err(diagnostic) => {
            builder.diagnostics.push(*diagnostic);
            None
        }
    }
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    anchors: HashMap<usize, Rc<Node>>,
    aliased: usize,
    diagnostics: &'a mut Diagnostics,
}

type Built<T> = Result<T, Box<Diagnostic>>;

impl<'a> Builder<'a> {
    fn next(&mut self) -> Built<(Event<'a>, Span)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let start = span.start.byte_offset().unwrap_or(0);
                let end = span.end.byte_offset().unwrap_or(start);
                Ok((event, Span::new(self.file, start, end)))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.text.len());
                Err(Box::new(self.syntax(error.info(), at)))
            }
            None => Err(Box::new(self.syntax("the file ends too early".into(), self.text.len()))),
        }
    }

    fn syntax(&self, message: String, at: usize) -> Diagnostic {
        let line_start = self.text[..at.min(self.text.len())].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[line_start..].lines().next().unwrap_or("");
        if message.contains("recursion limit") {
            return too_deep(Span::new(self.file, at, at));
        }
        if let Some(template) = unquoted_template(self.text.get(..at + 1).unwrap_or(self.text), line_start) {
            return self.unquoted(Span::new(self.file, template, (template + 3).min(self.text.len())));
        }
        let diagnostic = Diagnostic::new(Code::Syntax, format!("not well-formed YAML: {message}"))
            .at(Span::new(self.file, at, at), "here");
        if line[..at.saturating_sub(line_start).min(line.len())].contains('\t') {
            diagnostic.help("indent with spaces, not with tabs")
        } else if diagnostic.message.contains("anchor") {
            diagnostic.help("`&name` must come before `*name`; put quotes around a text that begins with `*`")
        } else {
            diagnostic.help("check the indentation, and put quotes around a value that holds `: `, ` #` or begins with one of @ ` % & * ! | > { [")
        }
    }

    fn document(&mut self) -> Built<Node> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, span) => return Ok(Node { span, content: Content::Null }),
                (event, span) => {
                    let root = self.node(event, span, 0)?;
                    return self.end(root);
                }
            }
        }
    }

    fn end(&mut self, root: Node) -> Built<Node> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(root),
                (Event::DocumentStart(..), span) => {
                    return Err(Box::new(
                        Diagnostic::new(Code::Syntax, "a second document in one file")
                            .at(span, "begins here")
                            .help("put it into a file of its own"),
                    ));
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Built<Node> {
        if depth > MAX_DEPTH {
            return Err(Box::new(too_deep(span)));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(tag) = &tag
                    && !tag.is_yaml_core_schema()
                {
                    self.diagnostics.push(tag_error(span));
                }
                let forced_string = tag.is_some_and(|tag| tag.suffix() == "str");
                let content = self.scalar(&text, style, span, forced_string)?;
                Ok(self.remember(anchor, Node { span, content }))
            }
            Event::SequenceStart(_, anchor, tag) => {
                if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
                    self.diagnostics.push(tag_error(span));
                }
                let mut elements = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => break end,
                        (event, span) => elements.push(self.node(event, span, depth + 1)?),
                    }
                };
                let span = self.collection(span, end);
                Ok(self.remember(anchor, Node { span, content: Content::List(elements) }))
            }
            Event::MappingStart(_, anchor, tag) => {
                if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
                    self.diagnostics.push(tag_error(span));
                }
                let (entries, end) = self.mapping(depth)?;
                let span = self.collection(span, end);
                Ok(self.remember(anchor, Node { span, content: Content::Map(entries) }))
            }
            Event::Alias(anchor) => {
                let Some(target) = self.anchors.get(&anchor).cloned() else {
                    return Err(Box::new(
                        Diagnostic::new(Code::Syntax, "an alias to an anchor that contains it")
                            .at(span, "would go on forever")
                            .help("write the value out"),
                    ));
                };
                let (nodes, levels) = size(&target);
                // Aliases inside anchors inside anchors would nest deeper than any text may.
                if depth + levels > MAX_DEPTH + 1 {
                    return Err(Box::new(too_deep(span)));
                }
                self.aliased += nodes;
                if self.aliased > MAX_ALIASED {
                    return Err(Box::new(
                        Diagnostic::new(
                            Code::TooDeep,
                            format!("aliases add more than {MAX_ALIASED} values to the file"),
                        )
                        .at(span, "this one is too much")
                        .help("write out what is needed, or take it from a file with `each: { file: ... }`"),
                    ));
                }
                Ok(Node { span, content: target.content.clone() })
            }
            _ => Err(Box::new(self.syntax("a value was expected".into(), span.start as usize))),
        }
    }

    /// The span of a list or mapping. The end of one in block style is told where the next thing begins, so white space
    /// and comments before that are taken off.
    fn collection(&self, start: Span, end: Span) -> Span {
        let (from, to) = (start.start as usize, end.end as usize);
        let Some(mut text) = self.text.get(from..to).filter(|_| end.start == end.end) else {
            return Span::new(self.file, from, to);
        };
        loop {
            text = text.trim_end();
            match text.rsplit_once('\n') {
                Some((before, last)) if last.trim_start().starts_with('#') => text = before,
                _ => return Span::new(self.file, from, from + text.len()),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Built<(Vec<Entry>, Span)> {
        let mut entries: Vec<Entry> = Vec::new();
        // Beyond a few keys, a scan over all earlier ones for each new one would be quadratic.
        let mut seen: HashMap<Box<str>, usize> = HashMap::new();
        loop {
            let (event, key_span) = self.next()?;
            let key: Box<str> = match event {
                Event::MappingEnd => return Ok((entries, key_span)),
                Event::Scalar(text, ..) => text.into(),
                Event::MappingStart(..) | Event::SequenceStart(..) => return Err(Box::new(self.complex_key(key_span))),
                _ => return Err(Box::new(self.syntax("a key was expected".into(), key_span.start as usize))),
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            let duplicate = if entries.len() < 16 {
                entries.iter().position(|entry| entry.key == key)
            } else {
                if seen.is_empty() {
                    seen.extend(entries.iter().enumerate().map(|(index, entry)| (entry.key.clone(), index)));
                }
                let first = seen.get(&key).copied();
                if first.is_none() {
                    seen.insert(key.clone(), entries.len());
                }
                first
            };
            if let Some(first) = duplicate {
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, format!("the key `{key}` is given twice"))
                        .at(key_span, "given again here")
                        .at(entries[first].key_span, "first given here")
                        .help("remove one of the two"),
                );
                continue;
            }
            entries.push(Entry { key, key_span, value });
        }
    }

    fn complex_key(&self, span: Span) -> Diagnostic {
        if self.text[..(span.start as usize).min(self.text.len())].ends_with("${")
            || self.text.get(span.start as usize..).is_some_and(|rest| rest.starts_with("{"))
        {
            return self.unquoted(span);
        }
        Diagnostic::new(Code::Syntax, "a key must be a plain string")
            .at(span, "this is a list or a mapping")
            .help("put quotes around it if it is meant as a text")
    }

    fn unquoted(&self, span: Span) -> Diagnostic {
        Diagnostic::new(Code::UnquotedTemplate, "a template without quotes")
            .at(span, "YAML reads this as a nested mapping")
            .help("put quotes around it: \"${{ ... }}\"")
    }

    fn remember(&mut self, anchor: usize, node: Node) -> Node {
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::new(node.clone()));
        }
        node
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span, forced_string: bool) -> Built<Content> {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        if style != Style::Plain || forced_string {
            return Ok(Content::String(Text { text: text.into(), style }));
        }
        Ok(match plain(text) {
            Plain::Content(content) => content,
            Plain::NotJson => {
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, format!("`{text}` has no JSON value"))
                        .at(span, "a number that JSON cannot hold")
                        .help("put quotes around it if a string is meant"),
                );
                Content::Null
            }
        })
    }
}

enum Plain {
    Content(Content),
    NotJson,
}

/// The YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), except that digits with a leading zero
/// stay a string.
fn plain(text: &str) -> Plain {
    let string = || Plain::Content(Content::String(Text { text: text.into(), style: Style::Plain }));
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Content(Content::Null),
        "true" | "True" | "TRUE" => return Plain::Content(Content::Bool(true)),
        "false" | "False" | "FALSE" => return Plain::Content(Content::Bool(false)),
        _ => {}
    }
    let first = text.as_bytes()[0];
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return string();
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Plain::NotJson;
    }
    let radix = |digits: &str, radix| i128::from_str_radix(digits, radix).ok().map(|value| value.to_string());
    let number = if let Some(digits) = text.strip_prefix("0x") {
        radix(digits, 16)
    } else if let Some(digits) = text.strip_prefix("0o") {
        radix(digits, 8)
    } else {
        decimal(text)
    };
    match number.and_then(|number| number.parse::<Number>().ok()) {
        Some(number) => Plain::Content(Content::Number(number)),
        None => string(),
    }
}

/// A core-schema decimal in JSON's spelling, digits as written; `None` when it is not one.
fn decimal(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.as_bytes()[0] {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at..])),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    let no_digits = whole.is_empty() && fraction.is_none_or(str::is_empty);
    if !digits(whole) || !fraction.is_none_or(digits) || leading_zero || no_digits {
        return None;
    }
    let mut number = String::with_capacity(text.len() + 2);
    number.push_str(sign);
    number.push_str(if whole.is_empty() { "0" } else { whole });
    if let Some(fraction) = fraction {
        number.push('.');
        number.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        let power = exponent[1..].strip_prefix(['+', '-']).unwrap_or(&exponent[1..]);
        if power.is_empty() || !digits(power) {
            return None;
        }
        number.push_str(exponent);
    }
    Some(number)
}

fn tag_error(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, "a YAML tag that is not of the core schema")
        .at(span, "tagged here")
        .help("remove the tag; values are typed by how they are written")
}

/// Where a template without quotes begins in the last line of `text`, if the reader may have stumbled over it.
fn unquoted_template(text: &str, line_start: usize) -> Option<usize> {
    let line = &text[line_start..];
    let at = line.rfind("${")?;
    let before = line[..at].trim_end();
    (before.ends_with([':', ',', '[', '{', '-'])).then_some(line_start + at)
}

/// How many nodes there are, and on how many levels.
fn size(node: &Node) -> (usize, usize) {
    let total = |(nodes, levels): (usize, usize), inner: &Node| {
        let (more, depth) = size(inner);
        (nodes + more, levels.max(depth + 1))
    };
    match &node.content {
        Content::List(elements) => elements.iter().fold((1, 1), total),
        Content::Map(entries) => entries.iter().map(|entry| &entry.value).fold((1, 1), total),
        _ => (1, 1),
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, format!("nested more than {MAX_DEPTH} levels deep"))
        .at(span, "this is one level too many")
        .help("such a value can be sent from a file: `body: { file: deep.json }`")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parse;
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::FileId;

    fn value(text: &str) -> serde_json::Value {
        let mut diagnostics = Diagnostics::default();
        let node = parse(FileId(0), text, &mut diagnostics).expect("well-formed");
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        node.to_json()
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        assert_eq!(value("no"), json!("no"));
        assert_eq!(value("012"), json!("012"));
        assert_eq!(value("0x1F"), json!(31));
        assert_eq!(value("[~, null, true, False, 1, -2, +3]"), json!([null, null, true, false, 1, -2, 3]));
        assert_eq!(value("1.50").to_string(), "1.50");
        assert_eq!(value("12345678901234567890123").to_string(), "12345678901234567890123");
        assert_eq!(value("1e3 x"), json!("1e3 x"));
        assert_eq!(value("2021-05-06"), json!("2021-05-06"));
        assert_eq!(value("\"1\""), json!("1"));
        assert_eq!(value(".5").to_string(), "0.5");
        assert_eq!(value("-"), json!([null]));
    }

    #[test]
    fn a_duplicate_key_is_reported_with_both_places() {
        let mut diagnostics = Diagnostics::default();
        parse(FileId(0), "a: 1\nb: 2\na: 3\n", &mut diagnostics);
        assert_eq!(diagnostics.sorted()[0].labels.len(), 2);
    }

    #[test]
    fn an_unquoted_template_in_a_flow_mapping_gets_a_hint() {
        let mut diagnostics = Diagnostics::default();
        parse(FileId(0), "{ id: ${{ x }} }", &mut diagnostics);
        assert!(format!("{diagnostics:?}").contains("quotes"), "{diagnostics:?}");
    }
}
