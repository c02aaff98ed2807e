//! Other ids in a case file: of a case, of a row, of a step with everything that speaks of it.

use serde_json::Value;

use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Entry, Node, Text};
use crate::suite::casefile::edit::references::{Extent, references, references_in_source, replaced};
use crate::suite::casefile::edit::splice::{Splice, line_break, line_end, margin, spliced};
use crate::suite::casefile::edit::tree::{Uneditable, is_alias, is_flow, parsed};
use crate::suite::casefile::slug::slug;
use crate::suite::casefile::write::scalar;

/// Keys of a case whose texts are no templates.
const PLAIN: [&str; 9] = ["name", "id", "source", "tags", "owner", "skip", "only", "known_failure", "operation"];

/// The text of a file in which the case with the id `old`, a slug, has the id `new`. The case keeps its name.
pub fn with_case_id(file: FileId, text: &str, old: &str, new: &str) -> Result<String, Uneditable> {
    let edit = Edit::of(file, text, old)?;
    let Some(name) = edit.case.entry("name") else { return Err(edit.odd(edit.case.span)) };
    let splice = match edit.case.entry("id") {
        Some(id) => edit.value(id, new)?,
        None => edit.behind(name, new),
    };
    let mut wanted = edit.root.to_json();
    wanted["cases"][edit.index]["id"] = Value::from(new);
    edit.made(vec![splice], &wanted)
}

/// The text of a file in which a row of a case has another key.
pub fn with_row_id(file: FileId, text: &str, case: &str, old: &str, new: &str) -> Result<String, Uneditable> {
    let edit = Edit::of(file, text, case)?;
    let Some(each) = edit.case.get("each").filter(|each| !is_alias(text, each)) else {
        return Err(edit.odd(edit.case.span));
    };
    let Some(row) = each.entries().iter().find(|row| slug(&row.key) == old) else {
        let why = "the rows come from a file of their own".to_owned();
        return Err(Uneditable { span: each.span, why });
    };
    let mut wanted = edit.root.to_json();
    if let Some(rows) = wanted["cases"][edit.index]["each"].as_object_mut()
        && let Some(data) = rows.remove(&*row.key)
    {
        rows.insert(new.to_owned(), data);
    }
    let range = row.key_span.range();
    let key = if text[range.clone()].starts_with('"') { Value::from(new).to_string() } else { scalar(new) };
    edit.made(vec![Splice { range, text: key }], &wanted)
}

/// The text of a file in which the step of a case that stands at `step` has the id `new`, and so does everything in the
/// case that speaks of it.
pub fn with_step_id(
    file: FileId,
    text: &str,
    case: &str,
    (step, old): (Span, &str),
    new: &str,
) -> Result<String, Uneditable> {
    let edit = Edit::of(file, text, case)?;
    let steps = edit.case.get("steps").map(Node::elements).unwrap_or_default();
    let Some(index) = steps.iter().position(|node| span_of(node) == step && !is_alias(text, node)) else {
        return Err(Uneditable { span: step, why: "the step is not written in the case itself".to_owned() });
    };
    let mut splices = vec![match steps[index].entry("id") {
        Some(id) => edit.value(id, new)?,
        None => edit.before(&steps[index], new).ok_or_else(|| edit.odd(steps[index].span))?,
    }];
    let mut wanted = edit.root.to_json();
    let own = &mut wanted["cases"][edit.index];
    let renaming = Renaming { text, old, new };
    for entry in edit.case.entries().iter().filter(|entry| !PLAIN.contains(&&*entry.key)) {
        renaming.walk(&entry.value, Part::Format.below(&entry.key), &mut splices)?;
        if let Some(value) = own.get_mut(&*entry.key) {
            renaming.value(value, Part::Format.below(&entry.key));
        }
    }
    wanted["cases"][edit.index]["steps"][index]["id"] = Value::from(new);
    edit.made(splices, &wanted)
}

/// Where the model says that a step stands.
fn span_of(step: &Node) -> Span {
    step.get("operation").or(step.get("request")).map_or(step.span, |node| node.span)
}

/// What the texts in some part of a case are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Parts of the format, some of which are expressions.
    Format,
    /// Expressions.
    Expressions,
    /// Data with templates in it, whatever its keys are called.
    Data,
}

impl Part {
    fn below(self, key: &str) -> Part {
        match (self, key) {
            (Part::Format, "assert" | "while") | (Part::Expressions, "that") => Part::Expressions,
            (Part::Format, "steps" | "cleanup" | "expect" | "until" | "repeat" | "stop_on") => Part::Format,
            _ => Part::Data,
        }
    }

    fn extent(self) -> Extent {
        if self == Part::Expressions { Extent::Whole } else { Extent::Templates }
    }
}

struct Edit<'t> {
    file: FileId,
    text: &'t str,
    root: Node,
    case: Node,
    index: usize,
}

impl<'t> Edit<'t> {
    fn of(file: FileId, text: &'t str, case: &str) -> Result<Edit<'t>, Uneditable> {
        let refuse = |why: &str| Uneditable { span: Span::new(file, 0, 0), why: why.to_owned() };
        let root = parsed(file, text).ok_or_else(|| refuse("the file is not well-formed"))?;
        let id = |node: &Node| node.get("id").or(node.get("name")).and_then(Node::as_str).map(slug);
        let cases = root.get("cases").map(Node::elements).unwrap_or_default();
        let index = cases.iter().position(|node| id(node).as_deref() == Some(case));
        let index = index.ok_or_else(|| refuse("the case is not written in it"))?;
        let case = cases[index].clone();
        let edit = Edit { file, text, root, case, index };
        if is_alias(text, &edit.case) { Err(edit.odd(edit.case.span)) } else { Ok(edit) }
    }

    fn odd(&self, span: Span) -> Uneditable {
        Uneditable { span, why: "it is written in an unusual way, such as by a YAML alias".to_owned() }
    }

    /// Another text in place of a value.
    fn value(&self, entry: &Entry, new: &str) -> Result<Splice, Uneditable> {
        if is_alias(self.text, &entry.value) {
            return Err(self.odd(entry.value.span));
        }
        let range = entry.value.span.range();
        let quoted = self.text[range.clone()].starts_with(['"', '\'']);
        Ok(Splice { range, text: if quoted { Value::from(new).to_string() } else { scalar(new) } })
    }

    /// `id:` behind another entry of the case.
    fn behind(&self, entry: &Entry, new: &str) -> Splice {
        let (start, end) = (entry.key_span.start as usize, entry.value.span.end as usize);
        let own = self.id(entry, new);
        if is_flow(self.text, &self.case) {
            return Splice::insert(end, format!(", {own}"));
        }
        // A block of text is told to end where the next thing begins.
        let end = start + self.text[start..end].trim_end().len();
        let text = format!("{}{}{own}", line_break(self.text), margin(self.text, start));
        Splice::insert(line_end(self.text, end), text)
    }

    /// `id:` before everything else of a step.
    fn before(&self, step: &Node, new: &str) -> Option<Splice> {
        let first = step.entries().iter().min_by_key(|entry| entry.key_span.start)?;
        let start = first.key_span.start as usize;
        let own = self.id(first, new);
        let between = match is_flow(self.text, step) {
            true => ", ".to_owned(),
            false => format!("{}{}", line_break(self.text), margin(self.text, start)),
        };
        Some(Splice::insert(start, format!("{own}{between}")))
    }

    /// In the manner of its neighbour.
    fn id(&self, neighbour: &Entry, new: &str) -> String {
        match self.text[neighbour.key_span.range()].starts_with('"') {
            true => format!("\"id\": {}", Value::from(new)),
            false => format!("id: {}", scalar(new)),
        }
    }

    fn made(&self, splices: Vec<Splice>, wanted: &Value) -> Result<String, Uneditable> {
        let edited = spliced(self.text, splices).ok_or_else(|| self.odd(self.case.span))?;
        let is_wanted = parsed(self.file, &edited).is_some_and(|after| after.to_json() == *wanted);
        if is_wanted { Ok(edited) } else { Err(self.odd(self.case.span)) }
    }
}

struct Renaming<'t> {
    text: &'t str,
    old: &'t str,
    new: &'t str,
}

impl Renaming<'_> {
    fn walk(&self, node: &Node, part: Part, splices: &mut Vec<Splice>) -> Result<(), Uneditable> {
        match &node.content {
            Content::String(Text { text, .. }) => self.scalar(text, node.span, part.extent(), splices),
            Content::List(elements) => elements.iter().try_for_each(|node| self.walk(node, part, splices)),
            Content::Map(entries) => entries.iter().try_for_each(|entry| {
                self.scalar(&entry.key, entry.key_span, Extent::Templates, splices)?;
                self.walk(&entry.value, part.below(&entry.key), splices)
            }),
            _ => Ok(()),
        }
    }

    fn scalar(&self, said: &str, span: Span, extent: Extent, splices: &mut Vec<Splice>) -> Result<(), Uneditable> {
        let refuse = |why: String| Uneditable { span, why };
        let source = self.text.get(span.range()).unwrap_or_default();
        let Some(found) = references_in_source(source, said, self.old, extent) else {
            return Err(refuse(format!("it speaks of the step `{}` in an unusual way", self.old)));
        };
        let is_name = |id: &str| {
            id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !id.starts_with(|c: char| c.is_ascii_digit())
        };
        if found.iter().any(|reference| reference.is_word) && !is_name(self.new) {
            let why =
                format!("`steps.{}` cannot be written with `{}`: use letters, digits and `_` only", self.old, self.new);
            return Err(refuse(why));
        }
        let start = span.start as usize;
        let splice = |range: std::ops::Range<usize>| Splice {
            range: start + range.start..start + range.end,
            text: self.new.to_owned(),
        };
        splices.extend(found.into_iter().map(|reference| splice(reference.range)));
        Ok(())
    }

    /// The same in what the file says.
    fn value(&self, value: &mut Value, part: Part) {
        let renamed = |text: &str, extent| replaced(text, &references(text, self.old, extent), self.new);
        match value {
            Value::String(text) => *text = renamed(text, part.extent()),
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.value(element, part)),
            Value::Object(fields) => {
                let old = std::mem::take(fields);
                for (key, mut value) in old {
                    self.value(&mut value, part.below(&key));
                    fields.insert(renamed(&key, Extent::Templates), value);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
