//! Paths that a snapshot redacts or numbers, written into a case file or a file of blocks.

use serde_json::{Map, Value};

use crate::source::diagnostic::Diagnostics;
use crate::source::fields::{self, Kind};
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Node};
use crate::suite::casefile::edit::splice::{Splice, line_break, line_end, margin, spliced};
use crate::suite::casefile::edit::tree::{Uneditable, entries_at, is_alias, is_flow, parsed, value_at};
use crate::suite::casefile::expectation::expect;
use crate::suite::casefile::format;
use crate::suite::casefile::write::scalar;

/// What is added to one `snapshot:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The place of its value.
    pub span: Span,
    /// Texts by path.
    pub redact: Vec<(String, String)>,
    /// Paths.
    pub alias: Vec<String>,
}

impl Addition {
    /// What it adds, as one would write it: `redact: { $.hash: "[hash]" }`.
    pub fn lines(&self) -> Vec<String> {
        let writer = Writer { text: "", quotes_keys: false };
        let redact = writer.redact(self).map(|redact| writer.entry("redact", &redact));
        let alias = writer.alias(self).map(|alias| writer.entry("alias", &alias));
        redact.into_iter().chain(alias).collect()
    }
}

/// The text of a file with these additions. Everything else in it keeps its bytes, and what the file says is read again
/// to be sure that it says what is wanted.
pub fn with_volatile(file: FileId, text: &str, additions: &[Addition]) -> Result<String, Uneditable> {
    let whole = Span::new(file, 0, 0);
    let refuse = |span: Span, why: &str| Uneditable { span, why: why.to_owned() };
    let root = parsed(file, text).ok_or_else(|| refuse(whole, "the file is not well-formed"))?;
    let mut wanted = root.to_json();
    let mut splices = Vec::new();
    for addition in additions {
        let places = entries_at(&root, "snapshot", addition.span);
        let [(way, entry)] = places.as_slice() else {
            let why = if places.is_empty() { "there is no `snapshot` here any more" } else { SHARED };
            return Err(refuse(addition.span, why));
        };
        if is_alias(text, &entry.value) {
            return Err(refuse(addition.span, SHARED));
        }
        let key = text.get(entry.key_span.range()).unwrap_or_default();
        let writer = Writer { text, quotes_keys: key.starts_with('"') };
        splices.extend(writer.snapshot(&entry.value, addition).ok_or_else(|| refuse(addition.span, SHARED))?);
        if let Some(value) = value_at(&mut wanted, way) {
            add(value, addition);
        }
    }
    let place = additions.first().map_or(whole, |addition| addition.span);
    let odd = || refuse(place, "it is written in an unusual way");
    let edited = spliced(text, splices).ok_or_else(odd)?;
    let after = parsed(file, &edited).ok_or_else(odd)?;
    if after.to_json() != wanted {
        return Err(refuse(place, SHARED));
    }
    if is_as_sound(&after, &root) { Ok(edited) } else { Err(odd()) }
}

const SHARED: &str = "it is written once and used in several places, by a YAML alias";

/// What an addition makes of the value of `snapshot`.
fn add(value: &mut Value, addition: &Addition) {
    if value.is_string() {
        *value = Value::Object(Map::from_iter([("kind".to_owned(), value.take())]));
    }
    let Some(fields) = value.as_object_mut() else { return };
    if !addition.redact.is_empty()
        && let Value::Object(redact) = fields.entry("redact").or_insert_with(|| Value::Object(Map::new()))
    {
        redact.extend(addition.redact.iter().map(|(path, text)| (path.clone(), Value::from(text.as_str()))));
    }
    if !addition.alias.is_empty()
        && let Value::Array(alias) = fields.entry("alias").or_insert_with(|| Value::Array(Vec::new()))
    {
        alias.extend(addition.alias.iter().map(|path| Value::from(path.as_str())));
    }
}

/// Whether nothing in a file has become wrong.
fn is_as_sound(after: &Node, before: &Node) -> bool {
    let errors = |node: &Node| {
        let mut diagnostics = Diagnostics::default();
        let format = if node.get("blocks").is_some() { &format::BLOCKS } else { &format::FILE };
        fields::check(node, &Kind::Object(format), &mut diagnostics);
        expectations(node, &mut diagnostics);
        diagnostics.counts().0
    };
    errors(after) <= errors(before)
}

/// Decodes every expectation of a file.
fn expectations(node: &Node, diagnostics: &mut Diagnostics) {
    for entry in node.entries() {
        if &*entry.key == "expect" {
            expect(&entry.value, diagnostics);
        }
        expectations(&entry.value, diagnostics);
    }
    node.elements().iter().for_each(|element| expectations(element, diagnostics));
}

struct Writer<'t> {
    text: &'t str,
    /// Whether keys stand in double quotes, as in JSON.
    quotes_keys: bool,
}

impl Writer<'_> {
    fn snapshot(&self, node: &Node, addition: &Addition) -> Option<Vec<Splice>> {
        if let Some(kind) = node.as_str() {
            let kind = if self.quotes_keys { Value::from(kind).to_string() } else { kind.to_owned() };
            let mut parts = vec![format!("{}: {kind}", self.key("kind"))];
            parts.extend(self.redact(addition).map(|redact| self.entry("redact", &redact)));
            parts.extend(self.alias(addition).map(|alias| self.entry("alias", &alias)));
            return Some(vec![Splice { range: node.span.range(), text: format!("{{ {} }}", parts.join(", ")) }]);
        }
        let mut splices = Vec::new();
        let mut new = Vec::new();
        match (node.get("redact"), self.redact(addition)) {
            (Some(redact), Some(_)) => splices.extend(self.into(redact, self.pairs(addition))?),
            (None, Some(text)) => new.push(self.entry("redact", &text)),
            (_, None) => {}
        }
        match (node.get("alias"), self.alias(addition)) {
            (Some(alias), Some(_)) => splices.extend(self.into(alias, self.paths(addition))?),
            (None, Some(text)) => new.push(self.entry("alias", &text)),
            (_, None) => {}
        }
        if !new.is_empty() {
            splices.extend(self.into(node, new)?);
        }
        Some(splices)
    }

    fn pairs(&self, addition: &Addition) -> Vec<String> {
        let pair = |(path, text): &(String, String)| format!("{}: {}", self.path(path), scalar(text));
        addition.redact.iter().map(pair).collect()
    }

    fn paths(&self, addition: &Addition) -> Vec<String> {
        addition.alias.iter().map(|path| self.path(path)).collect()
    }

    fn redact(&self, addition: &Addition) -> Option<String> {
        let pairs = self.pairs(addition);
        (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
    }

    fn alias(&self, addition: &Addition) -> Option<String> {
        let paths = self.paths(addition);
        (!paths.is_empty()).then(|| format!("[{}]", paths.join(", ")))
    }

    /// Puts members into a list or mapping, behind those that are there.
    fn into(&self, node: &Node, members: Vec<String>) -> Option<Vec<Splice>> {
        if is_alias(self.text, node) {
            return None;
        }
        let mut ends: Vec<(usize, usize)> = match &node.content {
            Content::Map(entries) => {
                entries.iter().map(|entry| (entry.key_span.start as usize, entry.value.span.end as usize)).collect()
            }
            Content::List(elements) => {
                elements.iter().map(|element| element.span.range()).map(|r| (r.start, r.end)).collect()
            }
            _ => return None,
        };
        ends.sort_unstable();
        // A block of text is told to end where the next thing begins.
        let trimmed =
            |(start, end): &(usize, usize)| Some((*start, start + self.text.get(*start..*end)?.trim_end().len()));
        let Some((start, end)) = ends.last().and_then(trimmed) else {
            let (open, close) = if matches!(node.content, Content::Map(_)) { ("{ ", " }") } else { ("[", "]") };
            return Some(vec![Splice {
                range: node.span.range(),
                text: format!("{open}{}{close}", members.join(", ")),
            }]);
        };
        if !is_flow(self.text, node) {
            return Some(vec![self.as_lines(node, start, end, &members)]);
        }
        Some(self.in_brackets(node, start, end, &members))
    }

    /// A line for each, indented as the last one is.
    fn as_lines(&self, node: &Node, start: usize, end: usize, members: &[String]) -> Splice {
        let dash = if matches!(node.content, Content::List(_)) { "- " } else { "" };
        let margin = if dash.is_empty() { margin(self.text, start) } else { self.margin_of_dash(start) };
        let line = |member: &String| format!("{}{margin}{dash}{member}", line_break(self.text));
        Splice::insert(line_end(self.text, end), members.iter().map(line).collect::<String>())
    }

    /// What stands before the dash of a list's element.
    fn margin_of_dash(&self, start: usize) -> String {
        let margin = margin(self.text, start);
        let dash = self.text[..start].trim_end_matches(' ').len().saturating_sub(1);
        margin[..margin.len() - (start - dash).min(margin.len())].to_owned()
    }

    fn in_brackets(&self, node: &Node, start: usize, end: usize, members: &[String]) -> Vec<Splice> {
        let text = self.text;
        let line_end = line_end(text, end);
        let is_spread = text[node.span.start as usize..start].contains('\n') && (node.span.end as usize) > line_end;
        if !is_spread {
            return vec![Splice::insert(end, format!(", {}", members.join(", ")))];
        }
        // What comes behind the last one on its line, a comment perhaps, stays there.
        let has_comma = text[end..line_end].trim_start().starts_with(',');
        let between = format!(",{}{}", line_break(text), margin(text, start));
        let lines = format!("{}{}{}", &between[1..], members.join(&between), if has_comma { "," } else { "" });
        let comma = (!has_comma).then(|| Splice::insert(end, ","));
        comma.into_iter().chain([Splice::insert(line_end, lines)]).collect()
    }

    fn entry(&self, key: &str, value: &str) -> String {
        format!("{}: {value}", self.key(key))
    }

    fn key(&self, key: &str) -> String {
        if self.quotes_keys { format!("\"{key}\"") } else { key.to_owned() }
    }

    /// A path as YAML: brackets and quotes in it need quotes around it.
    fn path(&self, path: &str) -> String {
        let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '.' | '_'));
        if plain && !self.quotes_keys { path.to_owned() } else { scalar(path) }
    }
}

#[cfg(test)]
mod tests;
